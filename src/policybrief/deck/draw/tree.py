"""The structure elements of a drawn shape: what a screen reader is told that its texts are.

A title is a heading, paragraphs and lists are such, a table has header cells, charts and pictures are figures with
their alternative texts. What repeats on every slide (footer, date, number), and what decorates, is no part of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from policybrief.deck.draw.paint import PaintedLine, PaintedPiece
from policybrief.deck.shapes import BULLETS, ChartShape, PictureShape, Shape, TableShape, TextShape
from policybrief.pdf.ink import Node
from policybrief.text.run import Run

_REPEATED = ("progress", "marking", "footer", "date", "number")


@dataclass
class Tree:
    """The elements of one shape below `parent`, made as its text comes. `figure` has all that a chart or a picture is;
    `heading` is the tag of a title.
    """

    parent: Node
    heading: str
    shape: Shape | None
    figure: Node | None = None
    _made: dict[tuple[object, ...], Node] = field(default_factory=dict)
    _listing: Node | None = None
    _linked: tuple[tuple[int, ...], str] = ((), "")

    def __post_init__(self) -> None:
        if isinstance(self.shape, ChartShape):
            self.figure = self.parent.add("Figure", alt=self.shape.chart.alt)
        elif isinstance(self.shape, PictureShape):
            self.figure = self.parent.add("Figure", alt=self.shape.alt)
        elif isinstance(self.shape, TableShape):
            self._table(self.shape)

    def element(self, words: PaintedLine) -> Node | None:
        """The element of a line of text; None for what is no part of the document's."""
        if self.figure:
            return self.figure
        if not isinstance(self.shape, TextShape):
            return self._made[words.at[:2]]
        if self.shape.role in _REPEATED:
            return None
        if self.shape.role == "title":
            return self._once(("title",), lambda: self.parent.add(self.heading))
        return self._paragraph(self.shape, words)

    def link(self, node: Node, piece: PaintedPiece, words: PaintedLine) -> Node:
        """The element of a link's words: the one before, where it goes on on another line."""
        key = ("link", *words.at)
        if self._linked != (words.at, piece.link):
            self._linked = (words.at, piece.link)
            said = piece.text.strip()
            said = said if said == piece.link else f"{said} ({piece.link})"
            self._made[key] = node.inline("Link", alt=(Run(said, piece.path),))
        return self._made[key]

    def struck(self, node: Node, piece: PaintedPiece, words: PaintedLine) -> Node:
        """The element of words that are struck through, in all of their lines: what a listener hears in their place."""
        said = (Run(piece.struck, piece.path),)
        return self._once(("struck", *words.at, piece.struck), lambda: node.inline("Span", alt=said))

    def unlinked(self) -> None:
        """What follows is no link, so that another to the same place is another."""
        self._linked = ((), "")

    def _once(self, key: tuple[object, ...], make: Callable[[], Node]) -> Node:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _paragraph(self, shape: TextShape, words: PaintedLine) -> Node:
        line = shape.lines[words.at[0]]
        if not line.bullet:
            self._listing = None
            return self._once(words.at, lambda: self.parent.add("P"))
        if ("item", *words.at) not in self._made:
            numbering = "Disc" if line.bullet in BULLETS else "Decimal"
            self._listing = self._listing or self.parent.add("L", list_numbering=numbering)
            item = self._made["item", *words.at] = self._listing.add("LI")
            self._made["label", *words.at] = item.add("Lbl")
            self._made["body", *words.at] = item.add("LBody")
        return self._made["label" if words.label else "body", *words.at]

    def _table(self, shape: TableShape) -> None:
        """The first row names the columns, and a first cell its row where rows are named. An empty cell is one too."""
        table = self.parent.add("Table", summary=shape.alt)
        for row, cells in enumerate(shape.rows):
            line = table.add("TR")
            for column, cell in enumerate(cells):
                scope = "Column" if row == 0 else "Row" if column == 0 and shape.named else ""
                said = any(run.text.strip() for paragraph in cell.lines for run in paragraph.text)
                self._made[row, column] = line.add("TH", scope=scope) if scope and said else line.add("TD")
