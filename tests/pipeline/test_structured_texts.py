"""Texts of several paragraphs, lists and footnotes, from the YAML to all documents, and back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import indent

import pikepdf
import pypdfium2
import pytest

from policybrief.ooxml.word import MAIN
from policybrief.ooxml.zipped import unpacked
from support.commands import brief
from support.deck_edits import Edited
from support.projects import minimal
from support.slides import noted, shown
from support.tagged_memos import elements
from support.word_edits import EditedMemo

JUDGMENT = """\
The port has **one berth**, and it is full.[^1] Ships wait
for days [@count].

Three things follow:

- ships go elsewhere;
- the fees fall^[By a tenth, says the master [@count].], which hurts
  the town;
  - first the shops,
  - then the school;
- and nobody builds.

1. A second berth comes first.
2. A third one later.

Nothing else will do.

[^1]: At noon, and on all days since.
"""
ADVICE = """\
Build it before
the winter.

Or wait^[Not for long.] & see: «Київ» 习近平.
"""
WORDS = (
    "one berth", "Three things follow:", "ships go elsewhere;", "the fees fall", "first the shops,", "then the school;",
    "A second berth comes first.", "Nothing else will do.", "At noon, and on all days since.", "says the master",
)  # fmt: skip


def texts(judgment: str = JUDGMENT, advice: str = ADVICE) -> str:
    """The minimal brief with these texts: the one verbatim, the other folded."""
    return minimal(
        ("text: The port has one berth, and it is full.", f"text: |\n{indent(judgment, ' ' * 6)}".rstrip()),
        ("text: Build it before the winter.", f"text: >\n{indent(advice, ' ' * 6)}".rstrip()),
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its documents built."""
    root = tmp_path_factory.mktemp("structured") / "room"
    (root / "content").mkdir(parents=True)
    (root / "content" / "brief.yaml").write_text(texts(), encoding="utf-8")
    assert brief("build", cwd=root).exit_code == 0
    assert brief("build", "--only", "docx", cwd=root).exit_code == 0
    return root


@pytest.fixture
def room(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "room")
    return tmp_path / "room"


def value(root: Path) -> str:
    return (root / "content" / "brief.yaml").read_text(encoding="utf-8")


def test_all_of_a_text_stands_in_each_document(whole: Path) -> None:
    deck = (whole / "output" / "brief.pptx").read_bytes()
    memo = pypdfium2.PdfDocument(whole / "output" / "brief.pdf")[0].get_textpage().get_text_range()
    word = re.sub(r"<[^>]+>", "", unpacked((whole / "output" / "brief.docx").read_bytes())[MAIN].decode())
    for said in (shown(deck), memo, word):
        flat = " ".join(said.split())
        assert [words for words in WORDS if words not in flat] == []
        assert not re.search(r"\[\^|\^\[|\*\*", said)
    assert "full. (At noon, and on all days since.)" in " ".join(noted(deck).split())


def test_lists_are_lists_for_who_hears_the_memo(whole: Path) -> None:
    with pikepdf.open(whole / "output" / "brief.pdf") as opened:
        tags = [str(node.S) for node in elements(opened)]
        notes = [str(node.ID) for node in elements(opened) if node.S == "/Note"]
    assert tags.count("/L") == 5  # judgments, bullets, bullets below one, numbers, recommendations
    assert [name for name in notes if "footnote" in name] == ["footnote-a", "footnote-b", "footnote-c"]


def test_what_nobody_edited_brings_nothing_back(room: Path) -> None:
    for name in ("brief.pptx", "brief.docx"):
        assert "nothing was edited" in brief("pull", f"output/{name}", cwd=room).stdout


def test_words_of_all_paragraphs_and_footnotes_come_back(room: Path) -> None:
    edited = Edited.of((room / "output" / "brief.pptx").read_bytes())
    changes = {
        "Three things follow:": "Four things follow:",
        "ships go elsewhere;": "big ships go elsewhere;",
        "then the school;": "then all schools;",
        "A third one later.": "A third one by 2030.",
        "Nothing else will do.": "Nothing else will do now.",
        "on all days since": "on most days since",
    }
    for old, new in changes.items():
        edited.change(edited.number(old), old, old, new)
    edited.save(room / "edited.pptx")
    assert brief("pull", "edited.pptx", "--write", cwd=room).exit_code == 0
    wanted = texts()
    for old, new in changes.items():
        wanted = wanted.replace(old, new)
    assert value(room) == wanted


def test_a_word_comes_back_from_word_into_a_folded_text_too(room: Path) -> None:
    edited = EditedMemo.of((room / "output" / "brief.docx").read_bytes())
    edited.change(edited.paragraph("see:"), "see:", "hear:")
    (room / "edited.docx").write_bytes(edited.content)
    assert brief("pull", "edited.docx", "--write", cwd=room).exit_code == 0
    assert "      the winter.\n\n      Or wait^[Not for long.] & hear: «Київ»" in value(room)


def test_a_sentence_ends_with_its_paragraph(room: Path) -> None:
    entries = "".join(
        f"- one of the many things that there are to be said about the port, number {n}\n" for n in range(9)
    )
    (room / "content" / "brief.yaml").write_text(texts(f"It is so:\n\n{entries}"), encoding="utf-8")
    assert "sentence-long" not in brief("lint", cwd=room).stderr


def test_a_text_that_is_too_long_goes_on_on_other_slides_and_is_not_torn(room: Path) -> None:
    paragraphs = "\n\n".join(
        f"Paragraph {n} says at length what there is to be said of berth {n}. " * 3 for n in range(12)
    )
    (room / "content" / "brief.yaml").write_text(
        texts(paragraphs).replace("confidence: high", "short: It is full.\n    confidence: high"), encoding="utf-8"
    )
    ran = brief("build", "--only", "deck", cwd=room)
    assert ran.exit_code == 0, ran.stderr
    said = " ".join(shown((room / "output" / "brief.pptx").read_bytes()).split())
    assert all(f"Paragraph {n} says" in said for n in range(12))


def test_a_likelihood_behind_a_list_is_not_of_its_last_entry(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    said = texts("Two things:\n\n1. One is.\n2. Two are [@count].\n").replace(
        "    confidence:", "    likelihood: likely\n    confidence:", 1
    )
    (tmp_path / "content" / "brief.yaml").write_text(said, encoding="utf-8")
    assert brief("build", "--only", "memo", cwd=tmp_path).exit_code == 0
    (memo,) = (tmp_path / "output").glob("*.pdf")
    with pikepdf.open(memo) as opened:
        listed = [str(node.S) for node in elements(opened)]
    words = pypdfium2.PdfDocument(memo)[0].get_textpage().get_text_bounded().replace("\u00a0", " ")
    lines = [" ".join(line.split()) for line in words.splitlines()]
    assert any(line.startswith("Likelihood: likely") for line in lines), lines
    assert any("Two are" in line and "1" in line for line in lines), lines
    assert listed.count("/LI") >= 2
