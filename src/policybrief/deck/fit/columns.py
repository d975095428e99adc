"""Columns: texts as rows across the slide, one below the other; what is no text side by side, open or in panels.

A row across the slide is read in one go where a narrow column is read in many short lines, and three of them fill a
slide that three columns would leave empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from policybrief.deck.colors import PANEL, PANEL_ACCENT, PRIMARY
from policybrief.deck.fit import marks
from policybrief.deck.fit.listing import ListedRow, listing
from policybrief.deck.fit.sentences import paragraph_lines
from policybrief.deck.fit.tiles import tiles
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import BAR, COMPACT, LEADING, ROOMY, TONES, UNFIT, Faults, Laid, Type, extent, name_of
from policybrief.deck.widths import balanced, settled
from policybrief.ooxml.box import Box
from policybrief.text.blocks import Block, Column, Columns
from policybrief.text.prose import Bullets, Paragraph

Stack = Callable[[Sequence[Block], float, Type, float], Laid]
"""Lays a column's own blocks: blocks.stack, given so that this module need not know what else a column may hold."""

_PANELS = {"accent": PANEL_ACCENT}
_FEW = 4
"""So many texts may stand in the largest type."""
_TEXT, _GAP = 276 / 852, 18.0
"""Where texts begin beside their titles, as a share of the width; and the room between them."""


def columns(block: Columns, width: float, type_: Type, stack: Stack) -> Laid:
    """Rows, where all columns hold texts alone; else side by side."""
    if not in_rows(block):
        return _side_by_side(block, width, type_, stack)
    if type_.step == ROOMY and len(block.columns) > _FEW:
        return UNFIT
    if made := tiles(block.columns, width, type_):
        return made
    titled = any(column.title for column in block.columns)
    start = marks.BESIDE if any(column.number for column in block.columns) else 0.0
    rows = listing(
        [_below(column, start, width, type_, titled=titled) for column in block.columns], (), type_, ruled=True
    )
    if not titled:
        return rows
    beside = listing([_beside(column, start, width, type_) for column in block.columns], (), type_, ruled=True)
    return rows if type_.step == COMPACT and rows.height < beside.height else beside


def in_rows(block: Columns) -> bool:
    """Whether the columns hold texts alone, which are read across the slide."""
    texts = all(isinstance(block, Paragraph) for column in block.columns for block in column.blocks)
    return texts and block.kind != "panel"


def _beside(column: Column, start: float, width: float, type_: Type) -> ListedRow:
    """A number, the title from `start` on, and the text beside it, on one baseline with it."""
    left = _TEXT * width
    title = _title(column, type_)
    lines = _lines(column, type_.body)
    title_width = balanced(column.title, title[0].look, left - _GAP - start, type_) if title else 0.0
    text_width = settled(lines, width - left, type_)
    title_height, faults = extent(title, title_width, type_)
    height, others = extent(lines, text_width, type_)
    down = max(0.0, (type_.head - type_.body) * marks.BASELINE)

    def place(box: Box) -> list[Shape]:
        shapes = _number(column, box, type_)
        if title:
            at = Box(box.x + start, box.y, title_width, title_height)
            shapes.append(TextShape(at, title, name_of(column.title), role="row"))
        if lines:
            at = Box(box.x + left, box.y + down, text_width, height)
            shapes.append(TextShape(at, lines, name_of(*(line.text for line in lines))))
        return shapes

    return ListedRow(max(title_height, down + height, type_.head * LEADING), place, Faults.of((faults, others)))


def _below(column: Column, start: float, width: float, type_: Type, *, titled: bool) -> ListedRow:
    """A number, and the text from `start` on, below its title; in the size of titles where no column has one."""
    text = _lines(column, type_.body if titled else type_.head)
    lines = (*_title(column, type_), *text)
    room = settled(lines, width - start, type_)
    height, faults = extent(lines, room, type_)

    def place(box: Box) -> list[Shape]:
        at = Box(box.x + start, box.y, room, height)
        name = name_of(*(line.text for line in text), column.title)
        return [*_number(column, box, type_), *([TextShape(at, lines, name, role="row")] if lines else [])]

    return ListedRow(max(height, type_.head * LEADING), place, faults)


def _number(column: Column, box: Box, type_: Type) -> list[Shape]:
    """The number at the left of a row: no mark, for it is neither a judgment nor a recommendation."""
    if not column.number:
        return []
    line = Line(words(column.number), Look(type_.head, TONES.get(column.tone, PRIMARY), bold=True))
    at = Box(box.x, box.y, marks.BESIDE, type_.head * LEADING)
    return [TextShape(at, (line,), f"number {column.number}")]


def _title(column: Column, type_: Type) -> tuple[Line, ...]:
    look = Look(type_.head, TONES.get(column.tone, PRIMARY), bold=True)
    return (Line(column.title, look),) if column.title else ()


def _lines(column: Column, size: float) -> tuple[Line, ...]:
    """The paragraphs of a column, some room between them."""
    lines = chain.from_iterable(
        paragraph_lines(paragraph, size) for paragraph in column.blocks if isinstance(paragraph, Paragraph)
    )
    return tuple(replace(line, before=size * 0.3) if number else line for number, line in enumerate(lines))


def _side_by_side(block: Columns, width: float, type_: Type, stack: Stack) -> Laid:
    """All of one size and one width; titles take the height of the tallest, so that what is below begins level."""
    panel = block.kind == "panel"
    gap, side, top = (24.0, 19.5, 14.0 + BAR) if panel else (21.0, 0.0, 8.0 + BAR)
    outer = (width - gap * (len(block.columns) - 1)) / len(block.columns)
    inner = outer - 2 * side
    heads = [_head_lines(column, type_) for column in block.columns]
    head_sizes = [extent(lines, inner, type_) for lines in heads]
    head = max(height for height, _ in head_sizes)
    after_head = (14.0 if panel else 6.0) if head else 0.0
    bodies = [stack(column.blocks, inner, type_, type_.body * 0.7) for column in block.columns]
    bottom = 14.0 if panel else 0.0
    height = top + head + after_head + max(body.height for body in bodies) + bottom

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        for number, (column, lines, body) in enumerate(zip(block.columns, heads, bodies, strict=True)):
            frame = Box(box.x + number * (outer + gap), box.y, outer, box.height)
            shapes += _frame(column, frame, head + top, panel=panel)
            if lines:
                shapes.append(TextShape(Box(frame.x + side, frame.y + top, inner, head), lines, name_of(column.title)))
            y = frame.y + top + head + after_head
            room = Box(frame.x + side, y, inner, frame.bottom - bottom - y)
            spread = not all(isinstance(part, Paragraph | Bullets) for part in column.blocks)  # lists stay alike
            shapes += body.place(replace(room, height=min(room.height, max(body.height, body.ceiling * spread))))
        return shapes

    faults = Faults.of([*(head_faults for _, head_faults in head_sizes), *(body.faults for body in bodies)])
    ceiling = max([height, *(height - body.height + body.ceiling for body in bodies if body.grows)])
    return Laid(height, place, faults, True, ceiling + (120.0 if panel else 0.0))


def _head_lines(column: Column, type_: Type) -> tuple[Line, ...]:
    """What stands at the top of a column: its number, and its title."""
    look = Look(type_.lead, TONES.get(column.tone, PRIMARY), bold=True, heading=True)
    return (*((Line(words(column.number), look),) if column.number else ()), *_title(column, type_))


def _frame(column: Column, frame: Box, head: float, *, panel: bool) -> list[Shape]:
    """What stands behind a column: a rule over it, or a filled panel."""
    tone = TONES.get(column.tone, PRIMARY)
    if not panel:
        return [Decoration(replace(frame, height=BAR), fill=tone)]
    rule = Box(frame.x + 19.5, frame.y + head + 5.0, frame.width - 39.0, 2.25)
    return [Decoration(frame, fill=_PANELS.get(column.tone, PANEL)), Decoration(rule, fill=tone)]
