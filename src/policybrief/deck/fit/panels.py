"""Blocks of one text: paragraphs, lists, callouts, quotations."""

from __future__ import annotations

from dataclasses import replace

from policybrief.deck.colors import MUTED, PANEL, PRIMARY
from policybrief.deck.fit.sentences import paragraph_lines
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import BAR, Laid, Type, extent, name_of
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.prose import Bullets, Callout, Paragraph, Quote

_MOST_APART = 1.5
"""By how much entries of a list may stand farther apart, in type sizes."""
_BELOW_LEAD = 24.0
"""By how much farther from a lead what follows may stand, in points."""


def sentences(block: Paragraph | Bullets, width: float, type_: Type) -> Laid:
    """A paragraph, or a list, whose entries stand farther apart where there is room, as does what follows a lead."""
    lead = isinstance(block, Paragraph) and block.role == "lead"
    lines = paragraph_lines(block, type_.head if lead else type_.body)
    room = settled(lines, width, type_)
    height, faults = extent(lines, room, type_)
    name = name_of(*(line.text for line in lines))
    gaps = len(lines) - 1

    def place(box: Box) -> list[Shape]:
        more = (box.height - height) / gaps if gaps else 0.0
        spread = tuple(replace(line, before=line.before + more) for line in lines)
        return [TextShape(Box(box.x, box.y, room, box.height), spread, name, role="column")]

    slack = _BELOW_LEAD if lead else gaps * type_.body * _MOST_APART
    return Laid(height, place, faults, slack > 0, height + slack)


def callout(block: Callout, width: float, type_: Type) -> Laid:
    label = (Line(block.label, Look(type_.label, PRIMARY, bold=True)),) if block.label else ()
    lines = (*label, Line(block.text, Look(type_.body)))
    left, pad, right = 14.0, 8.0, 12.0
    room = width - BAR - left - right
    narrow = settled(lines, room, type_)
    insets = (left, pad, right + room - narrow, pad)
    height, faults = extent(lines, narrow, type_)

    def place(box: Box) -> list[Shape]:
        bar = Decoration(Box(box.x, box.y, BAR, box.height), fill=PRIMARY)
        text = TextShape(box.inset(BAR, 0, 0, 0), lines, name_of(block.text), "ctr", insets, fill=PANEL)
        return [bar, text]

    return Laid(height + 2 * pad, place, faults)


def quote(block: Quote, width: float, type_: Type) -> Laid:
    quoted = Line(block.text, Look(type_.head, PRIMARY, heading=True))
    small = type_.label
    lines = (quoted, Line(block.attribution, Look(small, MUTED), before=3.0)) if block.attribution else (quoted,)
    inset = 14.0
    height, faults = extent(lines, width - inset, type_)

    def place(box: Box) -> list[Shape]:
        bar = Decoration(Box(box.x, box.y, 2.25, box.height), fill=PRIMARY)
        return [bar, TextShape(box.inset(inset, 0, 0, 0), lines, name_of(block.text))]

    return Laid(height, place, faults)
