"""The receipts as a tagged PDF annex of as many pages as they take: PDF/UA-1 and PDF/A-2a, as the memo is.

The marking stands at the head and foot of every page; that at the first head is part of the text, all others are
repeated, and so is the number of the page. Each claim has a heading and a bookmark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from policybrief.locale.locale import Locale
from policybrief.memo.fit.marking import Edge
from policybrief.memo.fit.marks import Numeral
from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.memo.fit.words import Look, Typesetter
from policybrief.pdf import faces
from policybrief.pdf.faces import Faces
from policybrief.pdf.ink import FOOTER, HEADER, Bookmark, Mark, Node, Page, Pages, Panel, Rule, in_reading_order
from policybrief.receipts.rows import SIZES, Column, Line, Row, highlighted, tints
from policybrief.receipts.sheet import Claim, Grade, Kind, Pieces, Receipt, Sheet, SourceRow
from policybrief.text.document import Run, Text, plain
from policybrief.theme.model import PAGES, Theme

_SIDE, _EDGE = 50.4, 30.0
_NUMERAL, _ABOUT, _GAP = 26.0, 132.0, 14.0
"""The widths of the column of numbers, of what is said of a passage, and of the gap between it and the passage."""
_BAR = 2.0
_BELOW_HEADING, _MOST_KEPT = 60.0, 330.0
"""What a heading has below it at least; and what of a claim is kept on one page, half of one."""
_SHAPES: dict[Kind, Literal["", "circle", "square"]] = {
    "judgment": "circle",
    "recommendation": "square",
    "avoid": "",
    "exhibit": "",
}
_NUMBERS: dict[Kind, Look] = {
    "judgment": Look(bold=True, color="primary"),
    "recommendation": Look(bold=True, color="on_square"),
    "avoid": Look(bold=True, color="#9A2A2A"),
    "exhibit": Look(bold=True, color="primary"),
}
_LEVELS = {"high": 3, "moderate": 2, "low": 1}

_BODY, _MUTED = Look(strong="primary"), Look(color="muted")
_STRONG = Look(bold=True)
_TITLE = Look("heading", bold=True, color="primary")
_KICKER = Look(bold=True, color="muted", tracking=0.09, upper=True)
_PASSAGE, _HIDDEN = Look("heading"), Look("heading", italic=True, color="muted")
_RATED = Look(bold=True, color="primary")
_GRADES: dict[Grade, str] = {"good": "#1E6B45", "look": "#80570B", "bad": "#9A2A2A", "none": "muted"}
_TINT, _UNDERLINE, _WARNING = "DCE8FA", "1F4E9E", "FAF3E3"
_MARKING_CLEAR = 10.0
_SMALL = {"ratio": 8.4 / 9.6}
_H1 = {"ratio": 20 / 9.6, "leading": 1.2, "balance": True}
_H2 = {"ratio": 13 / 9.6, "leading": 1.25}


def annex(sheet: Sheet, theme: Theme, locale: Locale) -> Pages:
    """The pages. What no face can draw is named by its number: the page, which needs no faces, has it."""
    found = faces.load(theme.memo)
    paper = PAGES[locale.page if theme.memo.page == "auto" else theme.memo.page]
    tree = Node("Document")
    setter = _Setter(found, Typesetter(found, locale))
    head = Edge.of(
        [_text(line) for line in sheet.markings],
        lambda text, look, **size: setter.block(text, look, tree.add("P"), **size),
    )
    rows = list(_Rows(sheet, locale, theme, setter, tree, paper[0]).all())
    book = _Book(sheet, locale, theme, setter, tree, paper, head)
    for row in rows:
        book.add(row)
    return Pages(book.pages(), tree, sheet.properties, found.styles["body", False, False].name)


def _text(words: str) -> Text:
    return (Run(words),) if words else ()


@dataclass(frozen=True)
class _Setter:
    """Sets texts of which every character can be drawn."""

    faces: Faces
    typesetter: Typesetter

    def block(self, text: Text, look: Look, node: Node, **size: object) -> TextBlock:
        """A text of an element."""
        return TextBlock(self.typesetter.words(self._drawable(text, look), look, node), **size)  # type: ignore[arg-type]

    def _drawable(self, text: Text, look: Look) -> Text:
        return tuple(run.saying(self._spelt(run, look)) for run in text)

    def _spelt(self, run: Run, look: Look) -> str:
        """A run's words, in which each stretch that no face has is named by its first character's number."""
        parts: list[str] = []
        lost = False
        style = look.family, look.bold or run.bold, look.italic != run.italic
        for part, face in self.faces.segments(run.text, *style):
            if face is not None:
                parts.append(part)
            elif not lost:
                parts.append(f"[U+{ord(part[0]):04X}]")
            lost = face is None
        return "".join(parts)


@dataclass(frozen=True)
class _Rows:
    """Makes the rows of all that is said, in the order of reading, and their elements."""

    sheet: Sheet
    locale: Locale
    theme: Theme
    setter: _Setter
    tree: Node
    paper_width: float

    @property
    def width(self) -> float:
        return self.paper_width - 2 * _SIDE

    @property
    def inner(self) -> float:
        """Beside the numbers."""
        return self.width - _NUMERAL

    def all(self) -> Iterator[Row]:
        yield from self._head()
        for claim in self.sheet.claims:
            yield from _kept(list(self._claim(claim, self.tree.add("Sect"))))
        yield from self._sources(self.tree.add("Sect"))
        yield from self._means(self.tree.add("Sect"))

    def _one(
        self, text: str | Text, look: Look, node: Node, *, x: float = 0.0, before: float = 0.0, **size: object
    ) -> Row:
        """A text in a row of its own."""
        block = self.setter.block(_text(text) if isinstance(text, str) else text, look, node, **size)
        return Row([Column([block], _SIDE + x, self.width - x)], before)

    # -- the head

    def _head(self) -> Iterator[Row]:
        words, section = self.locale.receipts, self.tree.add("Sect")
        yield self._one(words["title"], _KICKER, section.add("P"), **_SMALL)
        title = self._one(self.sheet.title, _TITLE, section.add("H1"), before=2.0, **_H1)
        yield Row(
            title.columns,
            title.before,
            bookmark=f"{words['title']}{self.locale.punctuation['colon']} {plain(self.sheet.title)}",
        )
        yield self._one(self.sheet.lead, _MUTED, section.add("P"), before=3.0)
        yield self._tallies(section)
        for warning in self.sheet.warnings:
            block = self.setter.block(_text(warning), _STRONG, section.add("P"))
            yield Row([Column([block], _SIDE + 10.0, self.width - 20.0)], 12.0, tint=_WARNING)

    def _tallies(self, section: Node) -> Row:
        """The figures side by side, each above its words."""
        listing = section.add("L")
        wide = self.width / len(self.sheet.tallies)
        columns = []
        for number, tally in enumerate(self.sheet.tallies):
            body = listing.add("LI").add("LBody")
            figure = self.setter.block(_text(tally.figure), _TITLE, body.add("P"), ratio=15 / 9.6, leading=1.2)
            said = self.setter.block(_text(tally.words), _BODY, body.add("P"), **_SMALL)
            columns.append(Column([figure, said], _SIDE + number * wide, wide - 10.0))
        return Row(columns, 14.0, rule=("rule", 0.5))

    # -- claims

    def _claim(self, claim: Claim, section: Node) -> Iterator[Row]:
        heading = section.add("H2")
        named = f"{claim.name} {claim.number}".strip()
        head = self.setter.block(claim.headline, _TITLE, heading, **_H2)
        yield Row(
            [Column([head], _SIDE + _NUMERAL, self.inner)],
            16.0,
            keep=_BELOW_HEADING,
            rule=("primary", 1.2),
            numeral=self._numeral(claim, heading),
            bookmark=f"{named}{self.locale.punctuation['colon']} {plain(claim.headline)}",
        )
        if claim.confidence:
            yield self._rated(claim, section)
        elif claim.kind in ("avoid", "exhibit"):
            yield self._one(claim.name, _KICKER, section.add("P"), x=_NUMERAL, before=1.0, ratio=7.2 / 9.6)
        if claim.text:
            yield self._one(claim.text, _BODY, section.add("P"), x=_NUMERAL, before=2.0)
        for note in claim.notes:
            yield self._one(
                note, Look(bold=True, color=_GRADES["look"]), section.add("P"), x=_NUMERAL, before=3.0, **_SMALL
            )
        for receipt in claim.receipts:
            yield self._receipt(receipt, section)
        if claim.ties:
            yield self._ties(claim, section)

    def _numeral(self, claim: Claim, heading: Node) -> Numeral:
        """The number in the shape of its kind, as in all documents; it is heard with the kind's name."""
        named = f"{claim.name} {claim.number}".strip() + self.locale.punctuation["colon"]
        span = heading.inline("Span", spoken=_text(named))
        number = self.setter.block(_text(claim.number or "#"), _NUMBERS[claim.kind], span, ratio=8.4 / 9.6)
        return Numeral(number, _SHAPES[claim.kind])

    def _rated(self, claim: Claim, section: Node) -> Row:
        color, blocks = self.theme.printed["primary"], []
        for number in range(3):
            fill = color if number < _LEVELS[claim.level] else ""
            blocks.append(Panel(_SIDE + _NUMERAL + number * 11.0 + 0.4, 3.8, 9.2, 5.6, fill, color, 0.8))
        said = "; ".join(each for each in (claim.confidence, claim.likelihood) if each)
        row = self._one(said, _RATED, section.add("P"), x=_NUMERAL + 38.0, before=2.0, **_SMALL)
        return Row(row.columns, row.before, blocks=blocks, keep=30.0)

    def _receipt(self, receipt: Receipt, section: Node) -> Row:
        left: list[TextBlock] = []
        for words, look in (
            (receipt.source, _STRONG),
            (receipt.locator, _BODY),
            (receipt.speaker, _MUTED),
            (receipt.about, _BODY),
        ):
            if words:
                left.append(self.setter.block(_text(words), look, section.add("P"), **_SMALL))
        for verdict in receipt.verdicts:
            look = Look(bold=verdict.grade in ("bad", "look"), color=_GRADES[verdict.grade])
            left.append(self.setter.block(_text(verdict.text), look, section.add("P"), **_SMALL))
        right = [self._passage(pieces, section.add("BlockQuote")) for pieces in receipt.passages]
        if receipt.own:
            said = f"{self.locale.receipts['in_brief']}{self.locale.punctuation['colon']} "
            opening, closing = self.locale.quotes
            quoted = (Run(said), Run(f"{opening}{receipt.own}{closing}"))
            right.append(self.setter.block(quoted, _PASSAGE, section.add("P")))
        if receipt.note:
            right.append(self.setter.block(_text(receipt.note), _MUTED, section.add("P"), ratio=7.6 / 9.6))
        x = _SIDE + _NUMERAL + _ABOUT + _GAP
        columns = [
            Column(left, _SIDE + _NUMERAL, _ABOUT, 1.0),
            Column(right, x, self.paper_width - _SIDE - x, 3.0),
        ]
        bar = _GRADES[receipt.grade].lstrip("#") if receipt.grade != "none" else self.theme.printed["rule"]
        return Row(columns, 9.0, bar=bar)

    def _passage(self, pieces: Pieces, node: Node) -> TextBlock:
        """A passage: what is quoted is an element of its own, and tinted; what is not shown stands in brackets."""
        runs = tuple(
            Run(
                f"[{piece.text}]" if piece.kind == "hidden" else piece.text,
                bold=piece.kind == "quoted",
                italic=piece.kind == "hidden",
            )
            for piece in pieces
        )
        block = self.setter.block(runs, _PASSAGE, node, leading=1.5)
        return highlighted(block, node.inline("Quote"), _HIDDEN)

    def _ties(self, claim: Claim, section: Node) -> Row:
        separator = self.locale.punctuation["semicolon"].strip() + " "
        runs: list[Run] = [Run(f"{claim.tied}{self.locale.punctuation['colon']} ", bold=True)]
        for place, tie in enumerate(claim.ties):
            runs += [Run(separator if place else ""), Run(f"{tie.number} ", bold=True), *tie.headline]
        return self._one(tuple(runs), _BODY, section.add("P"), x=_NUMERAL, before=9.0, **_SMALL)

    # -- the end

    def _sources(self, section: Node) -> Iterator[Row]:
        words = self.locale.receipts["sources"]
        row = self._one(words, _TITLE, section.add("H2"), **_H2)
        yield Row(row.columns, 22.0, keep=_BELOW_HEADING, bookmark=words, rule=("primary", 1.2))
        for source in self.sheet.sources:
            yield self._source(source, section)

    def _source(self, source: SourceRow, section: Node) -> Row:
        read = self.locale.names["separator"].join([*source.read, *([source.cited] if source.cited else [])])
        words = self.locale.receipts
        blocks = [self.setter.block(source.reference, _BODY, section.add("P"))]
        if read:
            blocks.append(self.setter.block(_text(read), _MUTED, section.add("P"), **_SMALL))
        if source.fingerprint:
            said = f"{words['fingerprint']} (SHA-256){self.locale.punctuation['colon']} {source.fingerprint}"
            blocks.append(self.setter.block(_text(said), _MUTED, section.add("P"), ratio=7.6 / 9.6))
        if source.changed:
            blocks.append(
                self.setter.block(
                    _text(source.changed), Look(bold=True, color=_GRADES["bad"]), section.add("P"), **_SMALL
                )
            )
        return Row([Column(blocks, _SIDE, self.width, 1.0)], 8.0)

    def _means(self, section: Node) -> Iterator[Row]:
        words = self.locale.receipts
        for key, why in (("checked", "checked_how"), ("not_checked", "not_checked_why")):
            row = self._one(words[key], _STRONG, section.add("H2"))
            yield Row(row.columns, 12.0, keep=30.0)
            yield self._one(words[why], _BODY, section.add("P"), **_SMALL)
        yield self._one(
            self.sheet.made_by,
            _MUTED,
            section.add("P"),
            before=12.0,
            **_SMALL,
        )


def _kept(rows: list[Row]) -> list[Row]:
    """A claim's rows, none of which parts from its heading where they take half a page at the most; or else the first
    passage does not.
    """
    heights = [row.before + row.height for row in rows[1:]]
    whole = sum(heights)
    first = next((number for number, row in enumerate(rows) if row.bar), len(heights))
    keep = whole if whole <= _MOST_KEPT else min(sum(heights[:first]), _MOST_KEPT)
    return [replace(rows[0], keep=keep), *rows[1:]]


@dataclass
class _Book:
    """Pages as they fill."""

    sheet: Sheet
    locale: Locale
    theme: Theme
    setter: _Setter
    tree: Node
    paper: tuple[float, float]
    head: Edge
    _done: list[Pen] = field(default_factory=list)
    _pen: Pen | None = None

    @property
    def top(self) -> float:
        return self.head.margin(_EDGE + 12.0, self._width) + 4.0

    @property
    def bottom(self) -> float:
        return self.paper[1] - self.head.margin(_EDGE + 12.0, self._width) - 18.0

    @property
    def _width(self) -> float:
        return self.paper[0] - 2 * _SIDE

    @property
    def pen(self) -> Pen:
        if self._pen is None:
            self._pen = Pen(SIZES, self.theme.printed, self.top)
        return self._pen

    def add(self, row: Row) -> None:
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

    def _open(self, row: Row, fresh: bool) -> None:
        """What stands at the head of a row."""
        pen = self.pen
        if row.rule and not fresh:
            color, thickness = row.rule
            pen.rule(_SIDE, self._width, color, thickness)
            pen.y += 9.0
        if row.bookmark:
            pen.bookmarks.append(Bookmark(row.bookmark, pen.y))
        pen.marks.extend(panel._replace(y=panel.y + pen.y) for panel in row.blocks)
        if row.numeral:
            first = row.lines[0][0]
            row.numeral.place(pen, _SIDE, pen.y + first.before + first.block.baseline(SIZES))

    def _draw(self, row: Row, waiting: list[list[Line]]) -> list[list[Line]]:
        """As many lines of each column as have room; gives the others."""
        pen = self.pen
        pad = 7.0 if row.tint else 0.0
        start, lowest, place = pen.y, pen.y, len(pen.marks)
        rest: list[list[Line]] = []
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

    def _behind(self, row: Row, place: int, start: float) -> None:
        """What is drawn below a row's words."""
        pen = self.pen
        drawn: list[Mark] = list(tints(pen.marks[place:], _TINT, _UNDERLINE))
        if row.bar:
            drawn.append(Panel(row.columns[-1].x - 8.0, start, _BAR, pen.y - start, row.bar))
        if row.tint:
            drawn.append(Panel(_SIDE, start, self._width, pen.y - start, row.tint))
            drawn.append(Panel(_SIDE, start, 3.0, pen.y - start, _GRADES["look"][1:]))
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
        head.lay(pen, _SIDE, self._width, _EDGE + 12.0)
        footer = Node(FOOTER)
        self._foot(pen, footer, number, count)
        self._edge(footer).lay_below(pen, _SIDE, self._width, _EDGE + 12.0, height)
        marks = in_reading_order(pen.marks, self.tree)
        return Page(width, height, marks, pen.boxes, tuple(pen.bookmarks))

    def _edge(self, node: Node) -> Edge:
        texts = [_text(line) for line in self.sheet.markings]
        return Edge.of(texts, lambda text, look, **size: self.setter.block(text, look, node, **size))

    def _foot(self, pen: Pen, node: Node, number: int, count: int) -> None:
        """The title and the number of the page, above the marking."""
        y = self.bottom + 6.0
        pen.marks.append(Rule(_SIDE, y, _SIDE + self._width, y, self.theme.printed["rule"], 0.5))
        page = self.locale.page_of.format(number=number, count=count)
        small = {"ratio": 7.4 / 9.6}
        left = self.setter.block(_text(plain(self.sheet.title)), _MUTED, node, **small)
        right = self.setter.block(_text(page), _MUTED, node, **small)
        if left.natural_width(SIZES) + right.natural_width(SIZES) + 20.0 < self._width:
            left.place(pen, _SIDE, y + 10.0)
        right.place(pen, _SIDE + self._width, y + 10.0, "right")
