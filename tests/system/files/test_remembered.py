"""What is made of files is kept while these stay as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policybrief.errors import BriefError
from policybrief.system.files import access, lookups, remembered


def test_a_file_is_read_once_until_it_is_another(tmp_path: Path) -> None:
    asked: list[Path] = []

    @remembered.by_file(2)
    def read(file: Path) -> str:
        asked.append(file)
        return file.read_text(encoding="utf-8")

    file = tmp_path / "a.txt"
    file.write_text("first", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert [read(file), read(file), len(asked)] == ["first", "first", 1]
    file.write_text("other", encoding="utf-8")  # as long as before: its time alone tells
    os.utime(file, ns=(2, 2))
    assert [read(file), len(asked)] == ["other", 2]
    file.write_text("longer than before", encoding="utf-8")
    os.utime(file, ns=(2, 2))
    assert [read(file), len(asked)] == ["longer than before", 3]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    read = remembered.by_file(2)(lambda file: file.name)
    with pytest.raises(BriefError, match="cannot be read: No such file"):
        read(tmp_path / "none.txt")


def test_what_is_made_is_kept_until_something_that_was_looked_at_is_another(tmp_path: Path) -> None:
    made: list[str] = []

    @remembered.as_seen(2)
    def title(folder: Path, name: str) -> str:
        made.append(name)
        own = folder / f"{name}.own"
        file = own if lookups.exists(own) else folder / name
        return access.read(file, 100, within=folder).decode("utf-8")

    (tmp_path / "a").write_text("first", encoding="utf-8")
    (tmp_path / "b").write_text("other", encoding="utf-8")
    assert [title(tmp_path, "a"), title(tmp_path, "a"), title(tmp_path, "b"), made] == [
        "first",
        "first",
        "other",
        ["a", "b"],
    ]
    (tmp_path / "a").write_text("again", encoding="utf-8")
    assert [title(tmp_path, "a"), title(tmp_path, "b"), made] == ["again", "other", ["a", "b", "a"]]
    (tmp_path / "a.own").write_text("own", encoding="utf-8")  # which was not there when it was looked for
    assert title(tmp_path, "a") == "own"
    with lookups.noting() as notes:
        title(tmp_path, "a")
    assert ("content", str((tmp_path / "a.own").resolve())) in notes.facts  # as if it had been read now


def test_what_can_not_be_made_is_tried_again(tmp_path: Path) -> None:
    read = remembered.as_seen(2)(lambda file: access.read(file, 100, within=tmp_path))
    with lookups.noting() as notes, pytest.raises(FileNotFoundError):
        read(tmp_path / "none")
    assert notes.facts  # and what was looked for in vain is noted
    (tmp_path / "none").write_bytes(b"there")
    assert read(tmp_path / "none") == b"there"
