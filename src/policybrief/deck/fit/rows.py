"""Items as rows: number, headline and sentence, confidence at the end of the line."""

from __future__ import annotations

from math import fsum

from policybrief.deck.colors import PRIMARY, RULE
from policybrief.deck.fit import marks
from policybrief.deck.fit.typeset import GAP, HAIRLINE, Faults, Laid, Type, extent, name_of, note_look, wrapped
from policybrief.deck.shapes import Box, Decoration, Line, Look, Shape, TextShape, words
from policybrief.text import document as doc


def rows(block: doc.Items, width: float, type_: Type) -> Laid:
    """Rows under one another, a hairline between: number, headline and sentence, confidence at the end."""
    size = type_.body
    number_width = marks.BESIDE if any(item.number for item in block.items) else 0.0
    word_look = Look(type_.label, PRIMARY, bold=True)
    mark_width = _mark_width(block, word_look, type_)
    text_width = width - number_width - (mark_width + GAP if mark_width else 0.0)
    texts = [_item_lines(item, type_) for item in block.items]
    measured = [extent(lines, text_width, type_) for lines in texts]
    padding = size * 0.5
    heights = [height + padding for height, _ in measured]

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        spare = (box.height - fsum(heights)) / len(heights)
        y = box.y
        for number, (item, lines) in enumerate(zip(block.items, texts, strict=True)):
            row = Box(box.x, y, box.width, heights[number] + spare)
            if number:
                shapes.append(Decoration(Box(box.x, y - HAIRLINE / 2, box.width, HAIRLINE), fill=RULE))
            shapes += _item(item, lines, row, number_width=number_width, text_width=text_width, type_=type_)
            if item.confidence:
                shapes += _mark(item.confidence, row, mark_width, word_look)
            y = row.bottom
        return shapes

    return Laid(
        fsum(heights),
        place,
        Faults.of(faults for _, faults in measured),
        True,
        fsum(heights) + len(heights) * size * 1.6,
    )


def _item_lines(item: doc.Item, type_: Type) -> tuple[Line, ...]:
    size = type_.body
    headline = Line(item.headline, Look(type_.head, PRIMARY, bold=True))
    text = (Line(item.text, Look(size), before=1.0),) if item.text else ()
    note = (Line(item.note, note_look(size), before=1.0),) if item.note else ()
    return (headline, *text, *note)


def _item(
    item: doc.Item, lines: tuple[Line, ...], row: Box, *, number_width: float, text_width: float, type_: Type
) -> list[Shape]:
    shapes: list[Shape] = []
    if item.number:
        look = Look(type_.head, PRIMARY, bold=True)
        numeral = Line(words(item.number), look)
        shapes.append(
            TextShape(Box(row.x, row.y, number_width, row.height), (numeral,), f"number {item.number}", "ctr")
        )
    text_box = Box(row.x + number_width, row.y, text_width, row.height)
    shapes.append(TextShape(text_box, lines, name_of(item.headline, item.text), "ctr", role="row"))
    return shapes


def _mark_width(block: doc.Items, look: Look, type_: Type) -> float:
    levels = [item.confidence for item in block.items if item.confidence]
    if not levels:
        return 0.0
    widest = max(wrapped(level.word, look, 1000.0, type_).width for level in levels)
    return marks.BLOCKS_WIDTH + (widest * 1.03 + 10.0 if widest else 0.0)


def _mark(confidence: doc.Confidence, row: Box, width: float, look: Look) -> list[Shape]:
    """Three blocks, filled by the level, and the level's word: colour and shape never stand alone."""
    x, middle = row.right - width, row.y + row.height / 2
    shapes = marks.blocks(confidence, x, middle)
    if confidence.word:
        box = Box(x + marks.BLOCKS_WIDTH + 8.0, row.y, width - marks.BLOCKS_WIDTH - 8.0, row.height)
        shapes.append(TextShape(box, (Line(confidence.word, look),), f"{name_of(confidence.word)}", "ctr"))
    return shapes
