"""A slide's notes in columns: as many lines as there is room for, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policybrief.deck.lines import paragraphs
from policybrief.deck.shapes import Line
from policybrief.deck.typeset import Type, leading, ours
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass

SIZE, LEAST = 9.8, 8.5
"""The usual size of notes, and the smallest."""
_STEP = 0.325
_LEADING, _GAP = 1.1, 0.5
"""Of the face's own line, and between paragraphs in type sizes."""
_EXACT = 1.0
"""Points to which the height of two columns is sought."""

Lines = tuple[Line, ...]


@dataclass(frozen=True)
class NotesColumn:
    """Lines in the place that they fill."""

    box: Box
    lines: Lines


def sizes() -> tuple[float, ...]:
    """From the usual one down to the smallest."""
    count = round((SIZE - LEAST) / _STEP)
    return tuple(SIZE - _STEP * number for number in range(count + 1))


def sized(notes: Lines, size: float) -> Lines:
    """Notes at a size, with the gaps that go with it."""
    return tuple(
        replace(line, look=replace(line.look, size=size, leading=_LEADING), before=_GAP * size) for line in notes
    )


def taken(notes: Lines, box: Box, type_: Type) -> tuple[NotesColumn, Lines]:
    """What of notes has room in a box, and the rest. A paragraph may go on elsewhere, but not with one line alone."""
    broken = paragraphs(notes, box.width, type_, ours)
    height = 0.0
    for number, line in enumerate(broken):
        gap, pitch, rows = line.before if number else 0.0, leading(line.look, type_), len(line.drawn)
        if height + gap + pitch * rows <= box.height:
            height += gap + pitch * rows
            continue
        most = int((box.height - height - gap) / pitch)
        keep = min(most, rows - 2) if rows > 3 else 0
        if keep < 2:
            keep = 0 if number else max(1, most)
        head, tail = _cut(line, keep)
        return NotesColumn(box, (*broken[:number], *head)), (*tail, *notes[number + 1 :])
    return NotesColumn(box, broken), ()


def halves(notes: Lines, boxes: tuple[Box, Box], type_: Type) -> tuple[tuple[NotesColumn, ...], Lines]:
    """What of notes has room in two columns, and the rest; columns that take all of them end at about one height."""
    high = boxes[0].height
    columns, rest = _side_by_side(notes, boxes, high, type_)
    low = 0.0
    while not rest and high - low > _EXACT:
        middle = (low + high) / 2
        tried, over = _side_by_side(notes, boxes, middle, type_)
        low, high = (middle, high) if over else (low, middle)
        columns = columns if over else tried
    return columns, rest


def _side_by_side(
    notes: Lines, boxes: tuple[Box, Box], height: float, type_: Type
) -> tuple[tuple[NotesColumn, ...], Lines]:
    left, rest = taken(notes, replace(boxes[0], height=height), type_)
    if not rest:
        return (left,), ()
    right, rest = taken(rest, replace(boxes[1], height=height), type_)
    return (left, right), rest


def _cut(line: Line, rows: int) -> tuple[Sequence[Line], Sequence[Line]]:
    """A paragraph after so many of its rows; its second part has no bullet."""
    if not rows:
        return (), (replace(line, breaks=()),)
    head = tuple(run for row in line.drawn[:rows] for run in row)
    tail = tuple(run for row in line.drawn[rows:] for run in row)
    return (replace(line, text=head, breaks=line.breaks[: rows - 1]),), (
        replace(line, text=tail, bullet="", breaks=()),
    )
