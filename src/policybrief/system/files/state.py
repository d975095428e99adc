"""A project's `.policybrief`: what the program remembers of it, for its owner's eyes and not for git."""

from __future__ import annotations

import os
from pathlib import Path

from policybrief.system.files import access

FOLDER = ".policybrief"


def folder(root: Path, *names: str) -> Path:
    """A folder in the state of the project `root`, made where it is missing. Raises `OSError`, also for a link."""
    ours = root / FOLDER
    access.folder(ours, within=root, mode=0o700)
    ignored = ours / ".gitignore"
    if not ignored.exists() and not ignored.is_symlink():
        access.put({ignored: b"*\n"}, within=root)
    inner = ours.joinpath(*names)
    access.folder(inner, within=root, mode=0o700)
    return inner


def inner(root: Path, place: Path) -> str:
    """A file as the state names it: from the project's folder, so that a project may be moved."""
    folder, whole = Path(os.path.realpath(place.parent)), os.path.realpath(root)
    inside = folder.relative_to(whole) if folder.is_relative_to(whole) else folder
    return (inside / place.name).as_posix()
