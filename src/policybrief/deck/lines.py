"""Where the lines of placed text break and how far apart they are, said once all is placed, so that whoever draws a
slide draws the very same.

They break as PowerPoint and LibreOffice break them, which kern; the room that a text was given (typeset.py) is also
enough for programs that don't, and may need a line more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate, pairwise

from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Cell, Line, Look, Shape, TableShape, TextShape
from policybrief.deck.typeset import LEADING, Type, begins, indent, leading
from policybrief.deck.widths import narrower
from policybrief.fonts import measure
from policybrief.text.breaks import NO_BREAK
from policybrief.text.records import replace
from policybrief.text.run import Run, Text
from policybrief.theme.model import Theme

Begins = Callable[[Text, Look, float, Type], tuple[int, ...]]
"""Says where lines begin: `typeset.begins`, or `typeset.ours`."""


def broken(slides: Iterable[PlacedSlide], theme: Theme) -> tuple[PlacedSlide, ...]:
    """The slides with the lines of their texts, at the size at which they are written."""
    return tuple(_slide(slide, theme) for slide in slides)


@lru_cache(maxsize=256)
def _slide(slide: PlacedSlide, theme: Theme) -> PlacedSlide:
    return replace(slide, shapes=tuple(_shape(shape, theme) for shape in slide.shapes))


@lru_cache(maxsize=4096)
def _shape(shape: Shape, theme: Theme) -> Shape:
    type_ = Type(theme.deck)
    match shape:
        case TextShape():
            shape = _around_names(shape, type_)
            return replace(shape, lines=paragraphs(shape.lines, shape.box.inset(*shape.insets).width, type_))
        case TableShape():
            rows = tuple(
                tuple(_cell(cell, shape, column, type_) for column, cell in enumerate(row)) for row in shape.rows
            )
            return replace(shape, rows=rows)
    return shape


def _around_names(shape: TextShape, type_: Type) -> TextShape:
    """The text in a box whose right inset is so wide that no program ends a line within a name."""
    left, top, right, bottom = shape.insets
    spare = narrower(shape.lines, shape.box.inset(*shape.insets).width, type_)
    return shape if shape.held or not spare else replace(shape, insets=(left, top, right + spare, bottom))


def _cell(cell: Cell, table: TableShape, column: int, type_: Type) -> Cell:
    """In cells lines have a distance in points, for LibreOffice takes a share there as one of the type size."""
    _, width = table.room(cell, column)
    if spare := narrower(cell.lines, width, type_):
        left, right = cell.sides or (table.side, table.side)
        cell, width = replace(cell, sides=(left, right + spare)), width - spare
    lines = paragraphs(cell.lines, width, type_)
    return replace(cell, lines=tuple(replace(line, pitch=round(leading(line.look, type_), 1)) for line in lines))


def paragraphs(lines: tuple[Line, ...], room: float, type_: Type, begin: Begins = begins) -> tuple[Line, ...]:
    """Paragraphs with the places at which their lines begin in so many points, and how far these are apart."""
    return tuple(_line(line, room - indent(line), type_, begin) for line in lines)


def _line(line: Line, room: float, type_: Type, begin: Begins) -> Line:
    breaks = _breaks(line, room, type_, begin)
    text = _parted(_opened(line.text, breaks), breaks)
    return replace(line, text=text, look=_led(line.look, type_), breaks=breaks)


def _parted(text: Text, breaks: tuple[int, ...]) -> Text:
    """The text with a link for each line of a longer one: LibreOffice, to which a link is one word, would begin a line
    with it, and break it within words.
    """
    if not breaks or not any(run.link for run in text):
        return text
    parts: list[Run] = []
    start = 0
    for run in text:
        edges = [0, *(at - start for at in breaks if start < at < start + len(run.text)), len(run.text)]
        for first, end in pairwise(edges if run.link else (0, len(run.text))):
            part = run.text[first:end]
            words = part.rstrip(" ") if end < len(run.text) else part
            parts += [run.saying(words)] if words else []
            parts += [replace(run.saying(part[len(words) :]), link="")] if len(words) < len(part) else []
        start += len(run.text)
    return tuple(parts)


def _opened(text: Text, breaks: tuple[int, ...]) -> Text:
    """The text with a plain space where a line ends between words that were tied: no line holds them all."""
    whole = "".join(run.text for run in text)
    places = [at - 1 for at in breaks if whole[at - 1] == NO_BREAK]
    if not places:
        return text
    letters = "".join(" " if place in places else char for place, char in enumerate(whole))
    ends = [*accumulate(len(run.text) for run in text)]
    return tuple(run.saying(letters[end - len(run.text) : end]) for run, end in zip(text, ends, strict=True))


def _led(look: Look, type_: Type) -> Look:
    """A look that says its leading as writers take it: as a share of the face's own."""
    if look.leading:
        return look
    return replace(look, leading=round(LEADING / measure.line_height(type_.face(look)), 4))


def _breaks(line: Line, room: float, type_: Type, begin: Begins) -> tuple[int, ...]:
    starts = begin(line.text, line.look, room, type_)
    return starts if not line.look.caps or not starts else _before_capitals(line, starts)


def _before_capitals(line: Line, breaks: tuple[int, ...]) -> tuple[int, ...]:
    """Places in capitals as places in the text itself: a capital ß is two letters."""
    ends = list(accumulate(len(char.upper()) for run in line.text for char in run.text))
    return tuple(sum(end <= at for end in ends) for at in breaks)
