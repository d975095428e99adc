"""The deck on a real renderer's page: LibreOffice breaks lines as predicted, and no text leaves its box.

One run of LibreOffice serves all tests. It shows decks in Carlito and Caladea, which have the widths of the deck's
Calibri and Cambria, and in Liberation's faces for Arial and Times New Roman; letters that these lack are left out here,
since the renderer's substitute has other widths.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

import decks
from policybrief import theme
from policybrief.deck.shapes import Box, Line, Look, PlacedDeck, PlacedSlide, TextShape
from policybrief.deck.typeset import Type, leading, wrapped
from policybrief.deck.write import write
from policybrief.document import Properties, Run, Text

pytestmark = pytest.mark.skipif(not decks.soffice(), reason="needs LibreOffice")

STATECRAFT = theme.load("statecraft")
PARAGRAPHS = 300 if decks.SOAK else 120
RANDOM_DECKS = decks.SOAK or 3


# -- paragraphs of random texts, faces, sizes and widths, one a slide


@dataclass(frozen=True)
class Paragraph:
    text: Text
    look: Look
    width: float
    lines: int


def vocabulary() -> list[str]:
    """The words of both briefs in Latin letters, and what breaks in odd places."""
    files = (decks.SAMPLE, decks.HARBOUR)
    words = [word for file in files for word in file.read_text("utf-8").replace("*", "").split()]
    plain = [
        word for word in words if "http" not in word and all(ord(c) < 0x370 or 0x2000 < ord(c) < 0x20B0 for c in word)
    ]
    odd = "long-term U.S.–China state-of-the-art 1990–2000 and/or decision-makers—those “limited no-limits” 50% (2022)"
    return plain + odd.split() * 6


def paragraphs(count: int, seed: int) -> Iterator[Paragraph]:
    chance, words, type_ = random.Random(seed), vocabulary(), Type(STATECRAFT.deck, 0.0)
    while count:
        number = chance.choice([4, 8, 15, 25, 40, 60])
        said = [chance.choice(words) for _ in range(number)]
        text: Text = (Run(" ".join(said)),)
        if chance.random() < 0.3:  # a stretch of another style in the middle
            start, end = sorted(chance.sample(range(1, number), 2))
            stressed = Run(" ".join(said[start:end]), bold=chance.random() < 0.6, italic=chance.random() < 0.5)
            text = (Run(" ".join(said[:start]) + " "), stressed, Run(" " + " ".join(said[end:])))
        look = Look(
            chance.randrange(18, 49) / 2,
            heading=chance.random() < 0.5,
            bold=chance.random() < 0.25,
            italic=chance.random() < 0.15,
        )
        width = chance.uniform(1.4, 11.5) * 72
        broken = wrapped(text, look, width, type_)
        if broken.lines * leading(look, type_) < 480 and not broken.cut:
            count -= 1
            yield Paragraph(text, look, width, broken.lines)


def deck_of(found: list[Paragraph]) -> PlacedDeck:
    slides = []
    for number, paragraph in enumerate(found):
        box = Box(20, 20, paragraph.width, 480)
        shape = TextShape(box, (Line(paragraph.text, paragraph.look),), f"paragraph {number}")
        slides.append(PlacedSlide("title-only", (shape,), (), "", f"{number}"))
    properties = Properties("Paragraphs", "Tests", "", "en-US", "", dt.date(2026, 1, 1))
    return PlacedDeck(tuple(slides), STATECRAFT, properties)


# -- one run of the renderer


@dataclass(frozen=True)
class Session:
    paragraphs: list[Paragraph]
    built: dict[str, decks.Built]
    pages: dict[str, Path]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("render")
    found = list(paragraphs(PARAGRAPHS, seed=7))
    made = {"sample": decks.sample(), "harbour": decks.harbour()}
    themed = decks.read(decks.SAMPLE)
    made |= {name: decks.built(decks.written(themed | {"theme": name}, folder / name)) for name in ("cable", "commons")}
    made |= {f"random-{seed}": deck for seed, deck in decks.random_decks(RANDOM_DECKS, folder, first=500).items()}
    contents = {name: deck.content for name, deck in made.items()} | {"paragraphs": write(deck_of(found))}
    return Session(found, made, decks.rendered(contents, folder))


@pytest.mark.soak
def test_lines_break_as_predicted(session: Session) -> None:
    """A line too many costs a little room; a line too few would leave the box, and is next to never."""
    with pypdfium2.PdfDocument(session.pages["paragraphs"]) as pdf:
        real = [
            len([line for line in decks.lines_of(decks.glyphs(page)) if line[0].baseline < 500])  # above the footer
            for page in pdf
        ]
    predicted = [paragraph.lines for paragraph in session.paragraphs]
    assert len(real) == len(predicted)
    wrong = [pair for pair in zip(predicted, real, strict=True) if pair[0] != pair[1]]
    too_few = [pair for pair in wrong if pair[0] < pair[1]]
    rates = [100 * len(pairs) / len(predicted) for pairs in (wrong, too_few)]
    print(f"{len(predicted)} paragraphs: line count wrong in {rates[0]:.2f} %, too few in {rates[1]:.2f} %")
    assert len(too_few) <= 0.003 * len(predicted), too_few
    assert len(wrong) <= 0.05 * len(predicted), wrong
    assert all(abs(lines - actual) == 1 for lines, actual in wrong)


def test_each_slide_is_a_page(session: Session) -> None:
    for name, deck in session.built.items():
        with pypdfium2.PdfDocument(session.pages[name]) as pdf:
            assert len(pdf) == len(deck.placed.slides)
            assert pdf[0].get_size() == pytest.approx((960, 540), abs=0.5)


def unreadable(letters: str) -> bool:
    """Letters that the renderer takes from a face of other widths, or writes in another order."""
    return any(ord(char) >= 0x370 and not 0x2000 < ord(char) < 0x20B0 for char in letters)


def strays(page: pypdfium2.PdfPage, slide: PlacedSlide) -> Iterator[str]:
    """Paragraphs of a slide that the page does not show, or not inside their box."""
    found = decks.glyphs(page)
    drawn = "".join(glyph.char for glyph in found)
    rooms = decks.rooms(slide)
    odd = {room[2:] for room in rooms if unreadable(room.letters)}  # such a line moves the others in its box
    for room in rooms:
        if room[2:] in odd:
            continue
        starts = [match.start() for match in re.finditer(f"(?={re.escape(room.letters)})", drawn)]
        over = [excess(found[start : start + len(room.letters)], room) for start in starts]
        if not over:
            yield f"{slide.title}: {room.name} is not on the page: {room.letters[:40]}"
        elif min(over) > 0:  # short words may stand on a slide more than once
            yield f"{slide.title}: {room.name} leaves its box by {min(over):.1f} pt: {room.letters[:40]}"


def excess(own: list[decks.Glyph], room: decks.Room) -> float:
    """How far characters leave their box, in points. The renderer rounds widths, and lets descenders hang a little."""
    side, below = 0.6 + 0.005 * (room.right - room.left), 0.5 + 0.03 * max(glyph.size for glyph in own)
    return max(
        room.left - min(glyph.left for glyph in own) - side,
        room.top - min(glyph.top for glyph in own) - below,
        max(glyph.right for glyph in own) - room.right - side,
        max(glyph.bottom for glyph in own) - room.bottom - below,
    )


@pytest.mark.soak
def test_no_text_leaves_its_box(session: Session) -> None:
    found = []
    for name, deck in session.built.items():
        with pypdfium2.PdfDocument(session.pages[name]) as pdf:
            for page, slide in zip(pdf, deck.placed.slides, strict=True):
                found += [f"{name}: {stray}" for stray in strays(page, slide)]
    print(f"{len(session.built)} decks: {len(found)} texts outside their box")
    assert found == []


def test_the_page_shows_footers_on_every_slide(session: Session) -> None:
    with pypdfium2.PdfDocument(session.pages["harbour"]) as pdf:
        texts = ["".join(glyph.char for glyph in decks.glyphs(page)) for page in pdf]
    assert all("TLP:GREEN" in text for text in texts)
    assert all(f"9March2026{number}" in text for number, text in enumerate(texts, 1) if number not in (1, 9))
