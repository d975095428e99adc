"""The receipts as a tagged PDF annex of as many pages as they take: PDF/UA-1 and PDF/A-2a, as the memo is.

The marking stands at the head and foot of every page; that at the first head is part of the text, all others are
repeated, and so is the number of the page. Each claim has a heading and a bookmark.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policybrief.locale.locale import Locale
from policybrief.memo.fit.marking import MarkingEnd
from policybrief.memo.fit.pen import Pen
from policybrief.memo.fit.typesetter import Typesetter
from policybrief.pdf import faces
from policybrief.pdf.ink import FOOTER, HEADER, Bookmark, InkRule, Mark, Node, Page, Pages, Panel, in_reading_order
from policybrief.receipts.contents import Contents
from policybrief.receipts.looks import BAR, EDGE, GRADES, MUTED, SIDE, TINT, UNDERLINE
from policybrief.receipts.rows import SIZES, ReceiptRow, RowLine, tints
from policybrief.receipts.setter import ReceiptSetter, text
from policybrief.receipts.sheet import Sheet
from policybrief.text.run import plain
from policybrief.theme.model import Theme


def annex(sheet: Sheet, theme: Theme, locale: Locale) -> Pages:
    """The pages. What no face can draw is named by its number: the page, which needs no faces, has it."""
    loaded = faces.load(theme.memo)
    paper = theme.memo.paper(locale.page)
    tree = Node("Document")
    setter = ReceiptSetter(loaded, Typesetter(loaded, locale))
    head = MarkingEnd.of(
        [text(line) for line in sheet.markings],
        lambda line, look, **size: setter.block(line, look, tree.add("P"), **size),
    )
    rows = list(Contents(sheet, locale, theme, setter, tree, paper[0]).all())
    book = _Book(sheet, locale, theme, setter, tree, paper, head)
    for row in rows:
        book.add(row)
    return Pages(book.pages(), tree, sheet.properties, loaded.styles["body", False, False].name)


@dataclass
class _Book:
    """Pages as they fill."""

    sheet: Sheet
    locale: Locale
    theme: Theme
    setter: ReceiptSetter
    tree: Node
    paper: tuple[float, float]
    head: MarkingEnd
    _done: list[Pen] = field(default_factory=list)
    _pen: Pen | None = None

    @property
    def top(self) -> float:
        return self.head.margin(EDGE + 12.0, self._width) + 4.0

    @property
    def bottom(self) -> float:
        return self.paper[1] - self.head.margin(EDGE + 12.0, self._width) - 18.0

    @property
    def _width(self) -> float:
        return self.paper[0] - 2 * SIDE

    @property
    def pen(self) -> Pen:
        if self._pen is None:
            self._pen = Pen(SIZES, self.theme.printed, self.top)
        return self._pen

    def add(self, row: ReceiptRow) -> None:
        """A row, on this page or the next; one that is higher than a page goes on."""
        fresh = self.pen.y == self.top
        room = self.bottom - self.pen.y - row.before
        if not fresh and row.height + row.keep > room and (row.height <= self.bottom - self.top or room < 60.0):
            self._turn()
            fresh = True
        if not fresh:
            self.pen.y += row.before
        self._open(row, fresh)
        waiting = [list(lines) for lines in row.lines]
        while any(waiting):
            waiting = self._draw(row, waiting)
            if any(waiting):
                self._turn()

    def _open(self, row: ReceiptRow, fresh: bool) -> None:
        """What stands at the head of a row."""
        pen = self.pen
        if row.rule and not fresh:
            color, thickness = row.rule
            pen.rule(SIDE, self._width, color, thickness)
            pen.y += 9.0
        if row.bookmark:
            pen.bookmarks.append(Bookmark(row.bookmark, pen.y))
        pen.marks.extend(panel._replace(y=panel.y + pen.y) for panel in row.blocks)
        if row.numeral:
            first = row.lines[0][0]
            row.numeral.place(pen, SIDE, pen.y + first.before + first.block.baseline(SIZES))

    def _draw(self, row: ReceiptRow, waiting: list[list[RowLine]]) -> list[list[RowLine]]:
        """As many lines of each column as have room; gives the others."""
        pen = self.pen
        pad = 7.0 if row.tint else 0.0
        start, lowest, place = pen.y, pen.y, len(pen.marks)
        rest: list[list[RowLine]] = []
        for lines in waiting:
            y = start + pad
            kept = 0
            for line in lines:
                if y + line.height > self.bottom and y > self.top:
                    break
                line.draw(pen, y)
                y += line.height
                kept += 1
            rest.append(lines[kept:])
            lowest = max(lowest, y)
        pen.y = lowest + pad
        self._behind(row, place, start)
        return rest

    def _behind(self, row: ReceiptRow, place: int, start: float) -> None:
        """What is drawn below a row's words."""
        pen = self.pen
        drawn: list[Mark] = list(tints(pen.marks[place:], TINT, UNDERLINE))
        if row.bar:
            drawn.append(Panel(row.columns[-1].x - 8.0, start, BAR, pen.y - start, row.bar))
        if row.tint:
            drawn.append(Panel(SIDE, start, self._width, pen.y - start, row.tint))
            drawn.append(Panel(SIDE, start, 3.0, pen.y - start, GRADES["look"][1:]))
        pen.marks[place:place] = drawn

    def _turn(self) -> None:
        self._done.append(self.pen)
        self._pen = None

    # -- head and foot

    def pages(self) -> tuple[Page, ...]:
        """All pages, each with its marking and number."""
        pens = [*self._done, self.pen] if self._pen else self._done
        return tuple(self._page(pen, number, len(pens)) for number, pen in enumerate(pens, 1))

    def _page(self, pen: Pen, number: int, count: int) -> Page:
        width, height = self.paper
        head = self.head if number == 1 else self._edge(Node(HEADER))
        head.lay(pen, SIDE, self._width, EDGE + 12.0)
        footer = Node(FOOTER)
        self._foot(pen, footer, number, count)
        self._edge(footer).lay_below(pen, SIDE, self._width, EDGE + 12.0, height)
        marks = in_reading_order(pen.marks, self.tree)
        return Page(width, height, marks, pen.boxes, tuple(pen.bookmarks))

    def _edge(self, node: Node) -> MarkingEnd:
        texts = [text(line) for line in self.sheet.markings]
        return MarkingEnd.of(texts, lambda line, look, **size: self.setter.block(line, look, node, **size))

    def _foot(self, pen: Pen, node: Node, number: int, count: int) -> None:
        """The title and the number of the page, above the marking."""
        y = self.bottom + 6.0
        pen.marks.append(InkRule(SIDE, y, SIDE + self._width, y, self.theme.printed["rule"], 0.5))
        page = self.locale.page_of.format(number=number, count=count)
        small = {"ratio": 7.4 / 9.6}
        left = self.setter.block(text(plain(self.sheet.title)), MUTED, node, **small)
        right = self.setter.block(text(page), MUTED, node, **small)
        if left.natural_width(SIZES) + right.natural_width(SIZES) + 20.0 < self._width:
            left.place(pen, SIDE, y + 10.0)
        right.place(pen, SIDE + self._width, y + 10.0, "right")
