"""A native table: the first column as wide as its labels, the others equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import INK, MUTED, PAPER, PRIMARY, Color
from policybrief.deck.fit.typeset import TONES, Faults, Laid, Type, extent, wrapped
from policybrief.deck.shapes import Box, Cell, Line, Look, Shape, TableShape
from policybrief.text import document as doc
from policybrief.text.document import Text


def table(block: doc.Table, width: float, type_: Type) -> Laid:
    size = type_.cell
    rows = [
        tuple(_cell_line(text, size, header=not row, label=not column) for column, text in enumerate(texts))
        for row, texts in enumerate((block.header, *block.rows))
    ]
    widths = _column_widths(rows, width, type_)
    side, pad = 13.5, size * 0.42
    heights, faults = [], []
    for row in rows:
        measured = [extent((line,), w - 2 * side, type_) for line, w in zip(row, widths, strict=True)]
        heights.append(max(height for height, _ in measured) + 2 * pad)
        faults += [one for _, one in measured]
    fills = [
        (None if not number and len(block.header) > 2 else TONES.get(tone, PRIMARY))
        for number, tone in enumerate(block.tones)
    ]

    def place(box: Box) -> list[Shape]:
        spare = (box.height - fsum(heights)) / len(heights)
        taller = tuple(height + spare for height in heights)
        cells = tuple(
            tuple(
                Cell((_on_fill(line, fill) if not number else line,), fill if not number else None)
                for line, fill in zip(row, fills, strict=True)
            )
            for number, row in enumerate(rows)
        )
        return [TableShape(box, widths, taller, cells, "table", block.alt)]

    return Laid(fsum(heights), place, Faults.of(faults), True, fsum(heights) + len(heights) * size * 1.5)


def _cell_line(text: Text, size: float, *, header: bool, label: bool) -> Line:
    if header:
        return Line(text, Look(size, MUTED if label else PAPER, bold=True))
    return Line(text, Look(size, MUTED if label else INK, bold=label))


def _on_fill(line: Line, fill: Color | None) -> Line:
    return replace(line, look=replace(line.look, color=PAPER if fill else MUTED))


def _column_widths(rows: Sequence[tuple[Line, ...]], width: float, type_: Type) -> tuple[float, ...]:
    """The first column as wide as its longest label, within a fifth and two fifths of the table; the others equal."""
    labels = max(wrapped(row[0].text, row[0].look, 10_000.0, type_).width for row in rows)
    first = min(max(labels * 1.02 + 28.0, width * 0.18), width * 0.4)
    others = (width - first) / (len(rows[0]) - 1) if len(rows[0]) > 1 else 0.0
    return (first, *[others] * (len(rows[0]) - 1)) if others else (width,)
