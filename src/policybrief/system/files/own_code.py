"""What runs: the interpreter, what is installed for it, and the program's own files, in a digest.

A package is known by the list of its files that its installer wrote, which every other version has another of. The
program's own files are looked at one by one where it is run out of a clone, in which people edit them.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator

from policybrief.system.files import facts

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_NAME = os.path.basename(_PACKAGE)
_SITES = ("site-packages", "dist-packages")
_LISTS = (".dist-info", ".egg-info")
_MODULES = (".py", ".so", ".pyd", ".pth", ".zip", *_LISTS)


def digest() -> str:
    """Of all that."""
    return facts.digest("\n".join(_lines()).encode("utf-8", "surrogatepass"))


def folders() -> tuple[str, ...]:
    """Where files lie that nobody edits but who installs: those of the program, and what is installed for it."""
    installed = (folder for folder in map(facts.real, sys.path) if os.path.basename(folder) in _SITES)
    return tuple(f"{folder}{os.sep}" for folder in (_PACKAGE, *installed))


def _lines() -> Iterator[str]:
    yield f"{sys.version} {sys.flags} {zlib.ZLIB_RUNTIME_VERSION}"
    yield f"{sys.executable} {facts.stamp(sys.executable)}"
    for settings in ("~/.reportlab_mods", "~/.reportlab_settings"):  # which ReportLab runs
        yield facts.content(facts.real(os.path.expanduser(settings)))
    is_listed = False
    for folder in sys.path:
        yield folder
        for name in _importable(folder or "."):
            yield name
            if name.endswith(_LISTS):
                yield facts.stamp(os.path.join(folder, name, "RECORD")) or facts.stamp(os.path.join(folder, name))
                is_listed = is_listed or (name.startswith(f"{_NAME}-") and folder == os.path.dirname(_PACKAGE))
    if not is_listed:
        yield from _files(_PACKAGE)


def _files(folder: str) -> Iterator[str]:
    """The files in a folder and below, each with what it is known by; what Python compiles is made of them."""
    inner, states = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                inner += [entry.path] if entry.name != "__pycache__" else []
            else:
                status = entry.stat()
                times = status.st_mtime_ns, status.st_ctime_ns
                states.append((entry.name, status.st_size, *times, status.st_ino))
    yield f"{folder} {sorted(states)}"
    for each in sorted(inner):
        yield from _files(each)


def _importable(folder: str) -> list[str]:
    """The names in a folder that may be modules, packages, or lists of what was installed."""
    try:
        found = os.listdir(folder)
    except (OSError, ValueError):
        return []
    return sorted(name for name in found if "." not in name or name.endswith(_MODULES))
