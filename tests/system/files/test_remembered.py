"""What is made of a file is kept while the file stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policybrief.errors import BriefError
from policybrief.system.files import remembered


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
