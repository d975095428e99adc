"""What a Word memo shows as it is written, with the value of each text: an edited one is held against that."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck.shown import ShownBox, ShownParagraph, ShownSlide, Stretch
from policybrief.memo.word.document import WordMemo, WordParagraph, WordTable
from policybrief.text.run import Text

_ROLES = {"Title": "title", "Heading1": "heading", "Heading2": "heading"}


def shown(memo: WordMemo) -> tuple[ShownSlide, ...]:
    """The memo as one long page: its paragraphs in their order, the cells of its tables, and the feet of its pages."""
    feet = (ShownBox("", "marking", None, (_paragraph(line.text),)) for line in (*memo.head, *memo.foot))
    return (ShownSlide((*_boxes(memo), *feet)),)


def _boxes(memo: WordMemo) -> Iterator[ShownBox]:
    tables = 0
    for block in memo.body:
        if isinstance(block, WordParagraph):
            yield ShownBox("", _ROLES.get(block.style, ""), None, (_paragraph(block.text),))
        elif isinstance(block, WordTable):
            yield from _cells(block, tables)
            tables += 1


def _cells(grid: WordTable, number: int) -> Iterator[ShownBox]:
    for row, cells in enumerate((grid.header, *grid.rows)):
        for column, cell in enumerate(cells):
            yield ShownBox("", "cell", None, (_paragraph(cell),), (number, row, column))


def _paragraph(text: Text) -> ShownParagraph:
    return ShownParagraph(
        tuple(
            Stretch(run.text, run.path, run.at, run.bold, run.italic, run.link, bool(run.cite), bool(run.struck))
            for run in text
        )
    )
