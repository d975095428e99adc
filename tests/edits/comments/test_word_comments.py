"""`brief comments` of a Word memo: each comment with its answers, at the line of the YAML that it is about."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from policybrief.memo.word import check
from support import words
from support.clocks import slowness
from support.commands import brief
from support.libreoffice import LibreOffice
from support.soak import SOAK
from support.word_edits import EditedMemo


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return words.room(tmp_path_factory.mktemp("commented"), "congress")


def memo(root: Path) -> EditedMemo:
    return EditedMemo.of((root / "output" / "china-russia_congress.docx").read_bytes())


def noted(root: Path) -> EditedMemo:
    edited = memo(root)
    edited.comment("judgments[0].headline", "wedge", "Whose wedge?\n<b> & 习近平", ("Lo's.", "Agreed."), done=True)
    edited.comment("audience.recommendations.realistic-agenda.so_what", "bills", "Which bills?")
    edited.comment(edited.paragraph("Five recommendations"), "Five", "Five or six?")
    return edited


def told(root: Path, content: bytes, *args: str) -> list[dict[str, Any]]:
    place = root / "noted.docx"
    place.write_bytes(content)
    found: list[dict[str, Any]] = json.loads(brief("comments", place, *args, "--format", "json", cwd=root).stdout)[
        "comments"
    ]
    return found


def test_comments_stand_at_the_lines_of_their_words(whole: Path) -> None:
    content = noted(whole).content
    assert check.check(content) == []
    so_what, headline, heading = told(whole, content)
    assert (so_what["path"], so_what["marked"], so_what["resolved"]) == (
        "recommendations.realistic-agenda.so_what", "bills", False
    )  # fmt: skip
    assert Path(so_what["file"]).name == "congress.yaml"
    lines = (whole / "content" / "china-russia.yaml").read_text(encoding="utf-8").split("\n")
    assert "No wedge works" in lines[headline["line"] - 1]
    assert (headline["path"], headline["where"], headline["resolved"]) == (
        "judgments[0].headline", 'under "Key judgments"', True
    )  # fmt: skip
    assert [(each["author"], each["text"]) for each in headline["replies"]] == [
        ("Jane Doe", "Lo's."), ("Jane Doe", "Agreed.")
    ]  # fmt: skip
    assert (headline["author"], headline["date"][:10]) == ("R. Clearance", "2026-11-25")
    assert (heading["path"], heading["template"] != "") == ("", True)


def test_words_that_were_edited_too_are_found_and_so_are_those_without_tags(whole: Path) -> None:
    edited = noted(whole)
    edited.change("judgments[0].headline", "works", "can work")
    with_tags = told(whole, edited.content)
    without = told(whole, edited.untagged().content)
    assert [each["path"] for each in without] == [each["path"] for each in with_tags]
    assert with_tags[1]["path"] == "judgments[0].headline"


def test_a_comment_on_words_that_were_deleted_is_near_its_paragraph(whole: Path) -> None:
    edited = memo(whole)
    edited.comment("judgments[1].text", "no quick victory", "Too flat.")
    edited.change("judgments[1].text", "no quick victory", "")
    (each,) = told(whole, edited.content)
    assert each["marked"] == ""
    assert each["near"].startswith("The war made the tie stronger")
    assert each["path"] == "judgments[1].text"


def test_the_time_of_many_comments_is_that_of_few(whole: Path) -> None:
    """Each is looked up in files that are read once: reading them anew for each took ten times as long."""
    edited = memo(whole)
    number = 3000 if SOAK else 200
    for said in range(number):
        edited.comment("judgments[0].text", "side", f"note {said}")
    start = process_time()
    assert len(told(whole, edited.content)) == number
    seconds = process_time() - start
    print(f"{number} comments in {seconds:.2f} s")
    assert seconds < (0.3 + 0.0015 * number) * slowness()


def test_a_memo_without_comments_has_none(whole: Path) -> None:
    assert told(whole, memo(whole).content) == []


def test_a_memo_that_no_build_is_known_of_is_held_against_the_brief(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole / "content", tmp_path / "content")
    found = told(tmp_path, noted(whole).content)
    assert [each["path"] for each in found][:2] == [
        "recommendations.realistic-agenda.so_what", "judgments[0].headline"
    ]  # fmt: skip


def test_libreoffice_keeps_them(libreoffice: LibreOffice, whole: Path, tmp_path: Path) -> None:
    (tmp_path / "noted.docx").write_bytes(noted(whole).content)
    libreoffice.convert([tmp_path / "noted.docx"], "docx", tmp_path / "saved")
    found = told(whole, (tmp_path / "saved" / "noted.docx").read_bytes())
    paths = [each["path"] for each in found if each["path"]]
    assert paths[:2] == ["recommendations.realistic-agenda.so_what", "judgments[0].headline"]
