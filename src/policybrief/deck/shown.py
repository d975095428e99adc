"""What a deck shows, in the units in which people edit it: slides, their boxes and cells, paragraphs, stretches.

The same for a placed deck, whose stretches know their values (as_built.py), and for a .pptx that comes back
(readback.py); kept as JSON between these two.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

if TYPE_CHECKING:
    from policybrief.deck.shapes import Point

INSIDE = "#"
"""The link to another slide, of a deck that was built; of one that comes back nobody reads these."""

_MARK = re.compile(r"[ ,;\d]*[a-z]?[ ,;\d]*(?:[(\uff08][^()\uff08\uff09]*[)\uff09][ ,;\d]*)*")


def leads_on(raised: str) -> bool:
    """Whether raised characters are the numbers of sources and places, or a footnote's mark: no words of a text."""
    return _MARK.fullmatch(raised) is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one look. `path` is the value that they come from, and `at` the template's line that put them
    there; of a deck that comes back nobody knows either. `bold` and `italic` are None where a file does not say; and
    `italic` where the design has it so, which is not for every script.

    A `cite` is the raised number of a source. What is underlined, we did not write so. `by` is who put it there, and
    when, where a program tracked that; where it is empty, who took something away.
    """

    text: str
    path: ValuePath = NOWHERE
    at: str = ""
    bold: bool | None = False
    italic: bool | None = False
    link: str = ""
    cite: bool = False
    strike: bool = False
    underline: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph, by its stretches."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def words(self) -> tuple[Stretch, ...]:
        """Its stretches without the numbers of sources."""
        return tuple(stretch for stretch in self.stretches if not stretch.cite)

    @property
    def text(self) -> str:
        """Its characters, without the numbers of sources."""
        return "".join([stretch.text for stretch in self.stretches if not stretch.cite])

    @property
    def cites(self) -> str:
        """The numbers of sources in it."""
        return "".join(stretch.text for stretch in self.stretches if stretch.cite)


@dataclass(frozen=True, slots=True)
class ShownBox:
    """A text box, or a cell of a table: `cell` is the table's number on its slide, the row and the column, from 0.

    `top` is the middle of its upper edge in points; None where only its layout knows. `ident` is its shape's number in
    the file, of a deck that comes back.
    """

    name: str
    role: str = ""
    top: Point | None = None
    paragraphs: tuple[ShownParagraph, ...] = ()
    cell: tuple[int, int, int] | None = None
    ident: str = ""

    @property
    def text(self) -> str:
        return " ".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """A slide, its speaker notes, and the words and numbers of its charts; what is said of its tables, charts and
    pictures to who can't see them (`alts`), and how many `pictures` and the like it has, None where nobody knows.
    `chart_paths` are the values that the words and numbers of a built slide's charts come from.
    """

    boxes: tuple[ShownBox, ...]
    notes: tuple[ShownParagraph, ...] = ()
    charts: tuple[tuple[str, ...], ...] = ()
    hidden: bool = False
    alts: tuple[ShownParagraph, ...] = ()
    pictures: int | None = None
    chart_paths: tuple[tuple[ValuePath, ...], ...] = ()

    @property
    def title(self) -> str:
        return next((box.text for box in self.boxes if box.role == "title"), "")

    @property
    def text(self) -> str:
        """All words on it; what stands on every slide tells none from another."""
        return " ".join(box.text for box in self.boxes if box.role not in FEET)


FEET = ("footer", "date", "marking")
"""Roles of boxes that every slide has."""


def paragraphs(slides: Iterable[ShownSlide]) -> Iterator[ShownParagraph]:
    """All paragraphs of slides, their notes and alternative texts behind them."""
    for slide in slides:
        for box in slide.boxes:
            yield from box.paragraphs
        yield from (*slide.notes, *slide.alts)


# -- as JSON


def as_data(slides: Iterable[ShownSlide]) -> list[Any]:
    """Slides as lists of plain values, for `from_data`."""
    return [
        {
            "boxes": [
                [box.name, box.role, box.top, [_paragraph_data(paragraph) for paragraph in box.paragraphs], box.cell]
                for box in slide.boxes
            ],
            "notes": [_paragraph_data(paragraph) for paragraph in slide.notes],
            "charts": slide.charts,
            "alts": [_paragraph_data(paragraph) for paragraph in slide.alts],
            "pictures": slide.pictures,
            "chart_paths": [list(map(list, paths)) for paths in slide.chart_paths],
        }
        for slide in slides
    ]


def _paragraph_data(paragraph: ShownParagraph) -> list[list[Any]]:
    return [
        [
            stretch.text,
            list(stretch.path),
            stretch.at,
            stretch.bold,
            stretch.italic,
            stretch.link,
            stretch.cite,
            *([True] if stretch.strike else []),
        ]
        for stretch in paragraph.stretches
    ]


def from_data(data: Iterable[Mapping[str, Any]]) -> tuple[ShownSlide, ...]:
    """The inverse of `as_data`. Raises `ValueError`, `TypeError` or `LookupError` for anything else."""
    return tuple(
        ShownSlide(
            tuple(
                ShownBox(
                    str(name), str(role), (_finite(top[0]), _finite(top[1])) if top else None,
                    tuple(map(_paragraph, texts)), (int(cell[0]), int(cell[1]), int(cell[2])) if cell else None,
                )
                for name, role, top, texts, cell in slide["boxes"]
            ),
            tuple(map(_paragraph, slide["notes"])),
            tuple(tuple(map(str, chart)) for chart in slide["charts"]),
            alts=tuple(map(_paragraph, slide.get("alts", ()))),
            pictures=None if slide.get("pictures") is None else int(slide["pictures"]),
            chart_paths=tuple(tuple(map(_path, paths)) for paths in slide.get("chart_paths", ())),
        )
        for slide in data
    )  # fmt: skip


def _paragraph(data: Iterable[list[Any]]) -> ShownParagraph:
    return ShownParagraph(
        tuple(
            Stretch(str(text), _path(path), str(at), _on(bold), _on(italic), str(link), bool(cite), strike == [True])
            for text, path, at, bold, italic, link, cite, *strike in data
        )
    )


def _path(steps: Iterable[Any]) -> ValuePath:
    path = ValuePath(*steps)
    if not all(isinstance(step, str | int) for step in path):
        raise TypeError("a path is of keys and positions")
    return path


def _finite(number: Any) -> float:
    if not math.isfinite(number):
        raise ValueError("no place is there")
    return float(number)


def _on(look: Any) -> bool | None:
    return None if look is None else bool(look)
