"""What stands on the annex's pages, from the top down: lines in two columns, which go on to the next page where one is
full.

The words are set by the memo's own means; a page is as its pen leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from policybrief.memo.fit.marks import Numeral
from policybrief.memo.fit.pen import MemoSizes, Pen, TextBlock
from policybrief.memo.fit.words import MemoWord, WordLook, WordPiece
from policybrief.pdf.ink import InkRule, InkWords, Mark, Node, Panel
from policybrief.text.records import dataclass

SIZES = MemoSizes(9.6, 1.4, 1.0)
"""The body of the annex: 9.6 points."""
_UNDER, _ABOVE, _HEIGHT = 0.26, 0.86, 1.18
"""Of the type size: from a baseline to the line below highlighted words, and the tint behind them."""


@dataclass(frozen=True)
class TextColumn:
    """Texts below each other, from `x`, in that width; `before` is the gap above each, in points."""

    blocks: Sequence[TextBlock]
    x: float
    width: float
    before: float = 0.0

    @property
    def lines(self) -> list[RowLine]:
        """All lines, each with the gap above it."""
        lines: list[RowLine] = []
        for number, block in enumerate(self.blocks):
            for place, words in enumerate(block.lines(SIZES, self.width)):
                gap = self.before if number and not place else 0.0
                lines.append(RowLine(block, words, self.x, gap))
        return lines


@dataclass(frozen=True)
class RowLine:
    """A line of a text."""

    block: TextBlock
    words: Sequence[MemoWord]
    x: float
    before: float

    @property
    def height(self) -> float:
        return self.before + self.block.line_height(SIZES)

    def draw(self, pen: Pen, top: float) -> None:
        """With its top at that height."""
        baseline = top + self.before + self.block.baseline(SIZES)
        pen.line(self.words, self.x, baseline, self.block.size(SIZES))


@dataclass(frozen=True)
class ReceiptRow:
    """Columns side by side; `bar` is the colour of a line along the left of the last. `before` is the gap above.

    `keep` is the height that has to have room below it, so that a heading stays with what follows. `rule` is drawn
    above; beside the first line stand a `numeral` and `blocks`, whose heights count from the row's top.
    """

    columns: Sequence[TextColumn]
    before: float = 0.0
    bar: str = ""
    keep: float = 0.0
    rule: tuple[str, float] | None = None
    numeral: Numeral | None = None
    blocks: Sequence[Panel] = ()
    bookmark: str = ""
    tint: str = ""
    _lines: dict[int, list[list[RowLine]]] = field(default_factory=dict, repr=False)

    @property
    def lines(self) -> list[list[RowLine]]:
        if 0 not in self._lines:
            self._lines[0] = [column.lines for column in self.columns]
        return self._lines[0]

    @property
    def height(self) -> float:
        return max((sum(line.height for line in lines) for lines in self.lines), default=0.0)


def highlighted(block: TextBlock, node: Node, hidden: WordLook) -> TextBlock:
    """A text of `node` whose bold stretches are quotations, each an inline element; italic ones look `hidden`."""
    quote: Node | None = None
    words: list[MemoWord] = []
    for word in block.words:
        pieces: list[WordPiece] = []
        for piece in word.pieces:
            quote = (quote or node.inline("Quote")) if piece.look.bold else None
            pieces.append(_owned(piece, quote) if quote else _faded(piece, hidden))
        words.append(word._replace(pieces=tuple(pieces)))
    return replace(block, words=words)


def _owned(piece: WordPiece, quote: Node) -> WordPiece:
    if not piece.node.lang:
        return piece._replace(node=quote)
    piece.node.parent = quote  # words of another language have an element of their own
    return piece


def _faded(piece: WordPiece, hidden: WordLook) -> WordPiece:
    return piece._replace(look=hidden) if piece.look.italic else piece


def tints(marks: Sequence[Mark], fill: str, line: str) -> Iterator[Mark]:
    """What is drawn below highlighted words, and under them."""
    for mark in marks:
        if isinstance(mark, InkWords) and mark.node is not None and _quoted(mark.node):
            trailing = len(mark.text) - len(mark.text.rstrip())
            width = mark.width - trailing * 0.25 * mark.size
            yield Panel(mark.x, mark.y - _ABOVE * mark.size, width, _HEIGHT * mark.size, fill)
            low = mark.y + _UNDER * mark.size
            yield InkRule(mark.x, low, mark.x + width, low, line, 0.9)


def _quoted(node: Node) -> bool:
    return node.tag == "Quote" or (node.parent is not None and node.parent.tag == "Quote")
