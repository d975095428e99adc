"""What of a program its documents depend on: its own files, and the versions of Python and of the libraries it uses.

Two machines with the same make the same bytes of the same input, wherever the program lies on them.
"""

from __future__ import annotations

import platform
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import policybrief
from policybrief.system.files import access, facts

_NAME = "policybrief"
_OPTIONAL = ("uharfbuzz", "rl-accel", "paperang-p2-fonts-cjk")
"""Libraries that change what is written where they are installed."""
_MOST_BYTES = 20_000_000


@cache
def parts() -> Mapping[str, str]:
    """The version of each part, by its name."""
    found = {_NAME: f"{policybrief.__version__} ({_own()[:8]})", "Python": platform.python_version()}
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for name in sorted({*_required(), *_OPTIONAL}):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def differing(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What is otherwise there, in words; "" where nothing is."""
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    told = [f"{_said(there, name)} where this machine has {here.get(name, 'none')}" for name in names]
    return ", ".join(told[:3]) + (" …" if len(told) > 3 else "")


def _said(parts: Mapping[str, str], name: str) -> str:
    return f"{name} {parts[name]}" if name in parts else f"no {name}"


def _required() -> Iterator[str]:
    for line in metadata.requires(_NAME) or ():
        if "extra ==" not in line:
            yield re.split(r"[^\w.-]", line, maxsplit=1)[0].lower()


def _own() -> str:
    """The digest of the program's files, by their names in it."""
    folder = Path(policybrief.__file__).parent
    files = (file for file in sorted(folder.rglob("*")) if "__pycache__" not in file.parts and file.is_file())
    lines = [f"{file.relative_to(folder).as_posix()} {access.digest(file, within=access.ANYWHERE)}" for file in files]
    return facts.digest("\n".join(lines).encode())
