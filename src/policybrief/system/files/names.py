"""Files by names that people write: an accented letter may be one character or two, and the name is the same.

What YAML says is composed (see source); on disk, a name may be as macOS or an archive left it. Like errors, this
belongs to no stage.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from policybrief.system.files import lookups


def find(folder: Path, name: str) -> Path:
    """The file `name` in `folder`, as its name is spelled there; what it would be, where there is none."""
    whole = folder / name
    if name.isascii() or "\0" in name or lookups.lexists(whole):
        return whole
    here = folder
    for part in Path(name).parts:
        here = _entry(here, part)
    return here


def same(name: str, other: str) -> bool:
    """Whether two names are the same to a reader."""
    return composed(name) == composed(other)


def composed(name: str) -> str:
    """A name with each accented letter as one character."""
    return unicodedata.normalize("NFC", name)


def _entry(folder: Path, name: str) -> Path:
    if name.isascii() or lookups.lexists(folder / name):
        return folder / name
    try:
        alike = sorted(entry.name for entry in lookups.entries(folder) if same(entry.name, name))
    except OSError:
        alike = []
    return folder / (alike[0] if alike else name)
