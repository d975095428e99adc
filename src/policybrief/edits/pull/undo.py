"""What the last pull wrote, and how it was before: so that it can be taken back, as long as nobody has gone on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.errors import BriefError, Problem
from policybrief.system.files import access, state
from policybrief.system.files import problems as file_problems

if TYPE_CHECKING:
    from policybrief.pipeline.mended import Mended

_NAME = "pulled.json"
_MOST_BYTES = 50_000_000
_CHANGED = ("has changed since the last pull", "what that wrote is taken back by hand, so that no work is lost")


def record(files: Sequence[Mended], root: Path) -> dict[Path, bytes]:
    """The record of what is about to be written, and its place: it is to be written with these files, or not at all,
    so that the record of the pull before is lost only when there is another. Raises `BriefError`.
    """
    about = {
        "when": datetime.now(UTC).timestamp(),
        "files": [
            [state.inner(root, each.file), each.before.decode(), each.after.decode()]
            for each in files
            if each.before != each.after
        ],
    }
    try:
        return {state.folder(root) / _NAME: json.dumps(about, ensure_ascii=False).encode()}
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, root)]) from None


def last(root: Path) -> datetime | None:
    """When the last pull wrote; None where none did, or it was taken back."""
    with suppress(OSError, ValueError, TypeError, KeyError, OverflowError):
        return datetime.fromtimestamp(float(_record(root)["when"]), UTC)
    return None


def undo(root: Path) -> list[Path]:
    """Write the files of the last pull as they were before. Raises `BriefError` where they are not as it left them."""
    from policybrief.pipeline import mended
    from policybrief.pipeline.mended import Mended

    try:
        entries = _record(root)["files"]
        files = [Mended(_place(root, name), after.encode(), before.encode(), ()) for name, before, after in entries]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise BriefError([Problem("there is no pull to take back", str(root))]) from None
    written = mended.save(files, root, _CHANGED)
    with suppress(OSError):
        access.remove(root / state.FOLDER / _NAME)
    return written


def _place(root: Path, name: str) -> Path:
    """The file of a name. A record may be a stranger's: what is hidden, such as `.git`, no pull has written. Raises
    `ValueError` for that.
    """
    if any(part.startswith(".") for part in Path(name).parts):
        raise ValueError("it is no file that a pull writes")
    return root / name


def _record(root: Path) -> dict[str, Any]:
    content = access.read(root / state.FOLDER / _NAME, _MOST_BYTES, within=root)
    try:
        read: dict[str, Any] = json.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return read
