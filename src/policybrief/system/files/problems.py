"""What keeps a file from being read or written, in a user's words."""

from __future__ import annotations

from pathlib import Path

from policybrief.errors import Problem


def unread(error: OSError, file: Path | str) -> Problem:
    """A file that can't be read."""
    return Problem(f"cannot be read: {error.strerror or error}", str(file))


def unwritten(error: OSError, place: Path) -> Problem:
    """A file or a folder that can't be written."""
    place = Path(error.filename or place)
    hint = "close the program that has it open" if isinstance(error, PermissionError) and place.is_file() else ""
    if isinstance(error, FileExistsError | NotADirectoryError):
        hint = "a file stands where a folder has to be: move it, or name another folder"
    return Problem(f"cannot be written: {error.strerror or error}", str(place), hint=hint)
