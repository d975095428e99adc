"""Columns side by side, open, in panels or as cards; and cards one below the other, as bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import CARD, HIGHLIGHT, INK, PANEL, PANEL_ACCENT, PRIMARY
from policybrief.deck.fit.typeset import BAR, GAP, TONES, Faults, Laid, Type, extent, name_of
from policybrief.deck.shapes import Box, Decoration, Line, Look, Shape, TextShape, words
from policybrief.text import document as doc

Stack = Callable[[Sequence[doc.Block], float, Type, float], Laid]
"""Lays a column's own blocks: blocks.stack, given so that this module need not know what else a column may hold."""

_PANELS = {"accent": PANEL_ACCENT}


def columns(block: doc.Columns, width: float, type_: Type, stack: Stack) -> Laid:
    """Side by side, all of one size, and of one width but for two that share it otherwise; titles take the height of
    the tallest, so that texts begin level.
    """
    gap = {"open": 21.0, "panel": 24.0, "cards": 13.5}[block.kind]
    outer = _widths(block, width, gap)
    side = {"open": 0.0, "panel": 19.5, "cards": 12.0}[block.kind]
    top = {"open": 12.0, "panel": 14.0, "cards": 10.0}[block.kind] + BAR
    inner = [one - 2 * side for one in outer]
    heads = [_head_lines(column, block.kind, type_) for column in block.columns]
    head_sizes = [extent(lines, room, type_) for lines, room in zip(heads, inner, strict=True)]
    head = max(height for height, _ in head_sizes)
    after_head = {"open": 6.0, "panel": 14.0, "cards": 6.0}[block.kind] if head else 0.0
    bodies = [
        stack(column.blocks, room, type_, type_.body * 0.7) for column, room in zip(block.columns, inner, strict=True)
    ]
    bottom = 0.0 if block.kind == "open" else 14.0
    height = top + head + after_head + max(body.height for body in bodies) + bottom
    faults = Faults.of([*(one for _, one in head_sizes), *(body.faults for body in bodies)])

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        x = box.x
        for column, lines, body, wide in zip(block.columns, heads, bodies, outer, strict=True):
            frame = Box(x, box.y, wide, box.height)
            shapes += _frame(column, block.kind, frame, head + top)
            if lines:
                title = Box(frame.x + side, frame.y + top, wide - 2 * side, head)
                shapes.append(TextShape(title, lines, name_of(column.title)))
            y = frame.y + top + head + after_head
            room = Box(frame.x + side, y, wide - 2 * side, frame.bottom - bottom - y)
            shapes += body.place(replace(room, height=min(room.height, max(body.height, body.ceiling))))
            x += wide + gap
        return shapes

    ceiling = height if block.kind == "open" else height + 120.0
    ceiling = max([ceiling, *(height - body.height + body.ceiling for body in bodies if body.grows)])
    return Laid(height, place, faults, True, ceiling)


def _widths(block: doc.Columns, width: float, gap: float) -> list[float]:
    count = len(block.columns)
    room = width - gap * (count - 1)
    return [room * block.first, room * (1 - block.first)] if count == 2 else [room / count] * count


def _head_lines(column: doc.Column, kind: str, type_: Type) -> tuple[Line, ...]:
    tone = TONES.get(column.tone, PRIMARY)
    lines: list[Line] = []
    if column.number:
        numeral = Look(type_.lead, tone, bold=True, heading=True)
        lines.append(Line(words(column.number), numeral))
    if column.title:
        color = tone if kind == "panel" else PRIMARY if kind == "cards" else INK
        lines.append(Line(column.title, Look(type_.head, color, bold=True)))
    return tuple(lines)


def _frame(column: doc.Column, kind: str, frame: Box, head: float) -> list[Shape]:
    """What stands behind a column: a rule over it, or a filled panel."""
    tone = column.tone or "primary"
    rule_color = HIGHLIGHT if tone == "highlight" else TONES.get(tone, PRIMARY)
    if kind == "panel":
        fill = _PANELS.get(tone, PANEL)
        rule = Box(frame.x + 19.5, frame.y + head + 5.0, frame.width - 39.0, 2.25)
        return [Decoration(frame, fill=fill), Decoration(rule, fill=rule_color)]
    bar = Decoration(Box(frame.x, frame.y, frame.width, BAR), fill=rule_color)
    return [bar] if kind == "open" else [Decoration(frame, fill=CARD), bar]


def bands(block: doc.Columns, width: float, type_: Type, stack: Stack) -> Laid:
    """Cards one below the other: number, title at the left, text at the right."""
    size, gap, bar, pad = type_.body, 9.0, 4.5, 7.0
    number_width = size * 2.2 if any(column.number for column in block.columns) else 16.0
    title_width = (width - bar - number_width) * 0.31
    text_width = width - bar - number_width - title_width - 2 * GAP
    titles = [(Line(column.title, Look(type_.head, PRIMARY, bold=True)),) for column in block.columns]
    title_sizes = [extent(lines, title_width, type_) for lines in titles]
    bodies = [stack(column.blocks, text_width, type_, size * 0.5) for column in block.columns]
    heights = [max(t[0], body.height) + 2 * pad for t, body in zip(title_sizes, bodies, strict=True)]
    natural = fsum(heights) + gap * (len(heights) - 1)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        spare, y = (box.height - natural) / len(heights), box.y
        for number, column in enumerate(block.columns):
            band = Box(box.x, y, box.width, heights[number] + spare)
            tone = TONES.get(column.tone, PRIMARY)
            shapes += [Decoration(band, fill=CARD), Decoration(replace(band, width=bar), fill=tone)]
            if column.number:
                numeral = Line(words(column.number), Look(type_.lead, tone, bold=True, heading=True), align="ctr")
                place_ = Box(band.x + bar, band.y, number_width, band.height)
                shapes.append(TextShape(place_, (numeral,), f"number {column.number}", "ctr"))
            title = Box(band.x + bar + number_width, band.y, title_width, band.height)
            shapes.append(TextShape(title, titles[number], name_of(column.title), "ctr"))
            body = bodies[number]
            top = band.y + (band.height - body.height) / 2
            shapes += body.place(Box(title.right + GAP, top, text_width, body.height))
            y = band.bottom + gap
        return shapes

    faults = Faults.of([*(one for _, one in title_sizes), *(body.faults for body in bodies)])
    return Laid(natural, place, faults, True, natural + len(heights) * size * 1.2)
