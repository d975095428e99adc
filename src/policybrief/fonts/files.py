"""Where the memo's faces lie: TrueType files in an installed package, or beside a theme.

A package is looked up and never imported: a theme is data, and data runs no code.
"""

from __future__ import annotations

import importlib
import os
from functools import lru_cache
from pathlib import Path

from policybrief.errors import did_you_mean
from policybrief.system.files import lookups
from policybrief.system.files.resources import CLONE

UNITS = range(16, 16_385)
"""How many units a face may have to the em (OpenType, head.unitsPerEm): with others its letters have no width."""


def find(package: str | None, name: str) -> Path | None:
    """The file `name` in a package; without a package, a path. None where there is no such file."""
    if package is None:
        return Path(name) if lookups.is_file(Path(name)) else None
    try:
        return _in_package(package, name)
    except FileNotFoundError:
        return None


def absence(package: str | None, name: str, extra: str | None) -> tuple[str, str]:
    """Why a file is not found, and what to do about it."""
    if package is None:
        return f"there is no file {Path(name).name!r} beside the theme", "the path counts from the theme's own file"
    if installed(package):
        return f"there is no file {name!r} in the package {package!r}", did_you_mean(name, names(package))
    return f"there is no package {package!r} here", install(package, extra)


def installed(package: str) -> bool:
    """Whether there is such a package."""
    return bool(_folders(package))


def names(package: str) -> list[str]:
    """The faces' files that a package holds; none where there is no such package."""
    return sorted(
        file.name for folder in _folders(package) for file in _files(folder) if file.suffix in (".ttf", ".ttc")
    )


def install(package: str, extra: str | None) -> str:
    """How a package comes to be there: an extra of ours, out of a clone as it was installed, or any other package.

    The index takes hyphens for the underscores of Python's names.
    """
    if extra is None:
        return f"pip install {package.replace('_', '-')}"
    return f"pip install -e '{CLONE}[{extra}]'" if CLONE else f"pip install 'policybrief[{extra}]'"


@lru_cache(maxsize=64)
def _in_package(package: str, name: str) -> Path:
    """Only what is found is kept: a package may be installed while this process runs."""
    for folder in _folders(package):
        for file in _files(folder):
            if file.name == name:
                return file
    raise FileNotFoundError(name)


def _folders(package: str) -> list[Path]:
    if "." in package:  # to look this up would import what is before the dot
        return []
    importlib.invalidate_caches()
    try:
        spec = lookups.package(package)
    except (ImportError, ValueError):
        return []
    return [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []


def _files(folder: Path) -> list[Path]:
    return sorted(Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
