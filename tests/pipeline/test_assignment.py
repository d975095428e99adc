"""Who does what is recommended, by when and at what cost: in every document, and no trace where it is not said."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TableShape, TextShape
from policybrief.ooxml.zipped import unpacked
from policybrief.pipeline import build
from policybrief.text.blocks import Section
from policybrief.text.items import Items
from policybrief.text.run import plain
from support import decks, mailrooms, memos, words
from support.commands import brief as run
from support.deck_edits import Edited
from support.pdfs import words_of_pages
from support.projects import SECOND_JUDGMENT, minimal

LABELS = ("Owner", "Due", "Cost", "Status", "Priority")
SAID = """    owner: Works & Київ
    by: 2027-04-30
    cost: €6 million
    status: out to tender
    priority: High
"""
PLACE = "    rests_on: [only-berth]\n"


def brief(assigned: str = SAID, recommendations: int = 2, lang: str = "en-US") -> str:
    """A brief whose first recommendation is assigned."""
    others = "".join(
        f"  - id: r{number}\n    headline: Ask bidder {number}\n    text: Before the winter.\n{PLACE}"
        + (f"    owner: Desk {number}\n" if assigned else "")
        for number in range(1, recommendations)
    )
    edits = (
        (PLACE, PLACE + assigned + others),
        ("date: ", f"lang: {lang}\ndate: "),
        ("recommendations:\n", SECOND_JUDGMENT),
    )
    return minimal(*edits)


def file(folder: Path, text: str) -> Path:
    written = folder / "content" / "brief.yaml"
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(text, encoding="utf-8")
    return written


@cache
def made() -> Path:
    return file(Path(mkdtemp()), brief())


@cache
def deck() -> decks.Built:
    return decks.built(made())


def texts(slide: PlacedSlide) -> list[TextShape]:
    return [shape for shape in slide.shapes if isinstance(shape, TextShape)]


def foot(built: decks.Built) -> list[list[str]]:
    """The last rows of the table that leads back from recommendations."""
    (table,) = [
        shape
        for slide in built.placed.slides
        for shape in slide.shapes
        if isinstance(shape, TableShape) and shape.name == "matrix"
    ]
    rows = [["".join(plain(line.text) for line in cell.lines) for cell in row] for row in table.rows]
    return rows[-2:]


def test_a_slide_says_it_below_the_text_and_for_the_speaker() -> None:
    assert check(deck().content) == []
    (slide,) = [slide for slide in deck().placed.slides if slide.title == "Two recommendations"]
    (text,) = [shape for shape in texts(slide) if shape.name == "recommendations[0].text"]
    line = plain(text.lines[-1].text).replace("\u00a0", " ")
    said = "Owner: Works & Київ; Due: April 30, 2027; Cost: €6 million; Status: out to tender; Priority: High"
    assert line == said
    assert said in [plain(line.text).replace("\u00a0", " ") for line in slide.notes]


def test_the_trace_has_a_row_of_owners_and_one_of_days() -> None:
    assert foot(deck()) == [["Owner", "Works & Київ", "Desk 1"], ["Due", "April\u00a030,\u00a02027", ""]]


def test_columns_without_room_for_words_have_it_in_their_key(tmp_path: Path) -> None:
    built = decks.built(file(tmp_path, brief(recommendations=7)))
    (slide,) = [slide for slide in built.placed.slides if slide.title == "From judgment to recommendation"]
    (key,) = [shape for shape in texts(slide) if shape.name == "recommendations[0].headline"]
    said = [plain(line.text) for line in key.lines]
    assert said == ["1\u00a0\u00a0Build the quay", "Works & Київ\u00a0· April\u00a030,\u00a02027"]


def test_the_memo_says_it_behind_the_text_and_word_in_a_line() -> None:
    memo, document = (one.content for one in build.make(made(), ("memo", "docx")))
    said = "Owner: Works & Київ; Due: April 30, 2027; Cost: €6 million; Status: out to tender; Priority: High"
    lines = [(style, text.replace("\u00a0", " ")) for style, text in words.paragraphs(words.part(document))]
    assert ("ListContinue", said) in lines
    (page,) = words_of_pages(memo)
    assert f"Build it before the winter. {said}" in page


def test_mail_says_it(tmp_path: Path) -> None:
    room = mailrooms.room(tmp_path / "room", (PLACE, PLACE + SAID))
    assert room.mail().exit_code == 0
    message = mailrooms.read(room.drafts[0])
    for kind in ("plain", "html"):
        body = mailrooms.body(message, kind)
        assert all(label in body for label in LABELS), kind
        assert "April 30, 2027" in body


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en-GB", "Due: 30 April 2027; Priority: Low"),
        ("fr", "Échéance : 30 avril 2027 ; Priorité : Faible"),
        ("uk", "Термін: 30 квітня 2027 р.; Пріоритет: Низький"),
        ("zh", "期限：2027年4月30日；优先级：低"),
    ],
)
def test_labels_and_days_are_the_language_s(tmp_path: Path, lang: str, said: str) -> None:
    text = brief("    by: 2027-04-30\n    priority: low\n", 1, lang)
    memo = memos.composed(file(tmp_path, text)).memo
    lists = [block for part in memo.blocks if isinstance(part, Section) for block in part.blocks]
    (line,) = [
        plain(item.assigned) for block in lists if isinstance(block, Items) for item in block.items if item.fields
    ]
    assert line.replace("\u00a0", " ").replace("\u202f", " ") == said


def test_what_is_not_said_leaves_no_trace(tmp_path: Path) -> None:
    folder = file(tmp_path, brief("", 1)).parents[1]
    assert run("build", cwd=folder).exit_code == 0
    parts = unpacked((folder / "output" / "brief.pptx").read_bytes())
    everything = b"".join(parts.values()).decode("utf-8", "replace")
    assert not [label for label in LABELS if f"{label}:" in everything or f">{label}<" in everything]


def test_what_is_wrong_is_told_at_its_place(tmp_path: Path) -> None:
    wrong = SAID.replace("2027-04-30", "next spring").replace("High", "urgent").replace("owner", "ownr")
    ran = run("check", file(tmp_path, brief(wrong, 1)))
    assert ran.exit_code == 1
    for told in ("recommendations[0].by", "recommendations[0].priority", "ownr"):
        assert told in ran.stderr, ran.stderr
    assert "high, low, medium" in ran.stderr


def test_an_owner_comes_back_and_a_priority_is_told(tmp_path: Path) -> None:
    folder = file(tmp_path, brief()).parents[1]
    assert run("build", "--only", "deck", cwd=folder).exit_code == 0
    built = folder / "output" / "brief.pptx"
    edited = Edited.of(built.read_bytes())
    number = next(n for n, slide in enumerate(deck().placed.slides, 1) if slide.title == "Two recommendations")
    edited.change(number, "Owner: Works", "Works", "Workshop")
    edited.change(number, "Owner: Works", "High", "Low")
    built.write_bytes(edited.content)
    ran = run("pull", "--write", built, cwd=folder)
    assert "owner: Workshop & Київ" in (folder / "content" / "brief.yaml").read_text(encoding="utf-8"), ran.stderr
    assert "made from recommendations[0].priority" in ran.stdout + ran.stderr
