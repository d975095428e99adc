"""Files put in place whole: all of them or none, and those of before come back if not all can be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def put(files: Mapping[Path, bytes]) -> None:
    """Write files, each beside its place first and then by renaming, which replaces a file in one step.

    Raises `OSError` where one can't be written (its `filename` is the place meant). Whatever stops it, an interrupt
    too, leaves the places as they were.
    """
    before = {place: place.read_bytes() if place.is_file() else None for place in files}
    waiting = {place: place.with_name(f".{place.name}.{os.getpid()}.tmp") for place in files}
    replaced: list[Path] = []
    try:
        for place, content in files.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(waiting[place], content, place)
        for place in files:
            replaced.append(place)
            _replace(waiting[place], place)
    except BaseException:
        for place in replaced:
            _restore(place, before[place])
        raise
    finally:
        for file in waiting.values():
            with suppress(OSError):  # what can't be cleaned up must not hide what went wrong
                file.unlink(missing_ok=True)


def _write(file: Path, content: bytes, place: Path) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(place)) from None


def _replace(new: Path, place: Path) -> None:
    try:
        new.replace(place)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(place)) from None


def _restore(place: Path, content: bytes | None) -> None:
    with suppress(OSError):
        if content is None:
            if place.is_file():
                place.unlink()
        elif place.read_bytes() != content:
            place.write_bytes(content)
