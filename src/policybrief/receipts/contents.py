"""What stands in the annex, as rows from the top down, each text bound to its place in the structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policybrief.locale.locale import Locale
from policybrief.memo.fit.marks import Numeral
from policybrief.memo.fit.pen import TextBlock
from policybrief.memo.fit.words import Look
from policybrief.pdf.ink import Node, Panel
from policybrief.receipts.looks import (
    ABOUT,
    BELOW_HEADING,
    BODY,
    GAP,
    GRADES,
    H1,
    H2,
    HIDDEN,
    KICKER,
    LEVELS,
    MOST_KEPT,
    MUTED,
    NUMBERS,
    NUMERAL,
    PASSAGE,
    RATED,
    SHAPES,
    SIDE,
    SMALL,
    STRONG,
    TITLE,
    WARNING,
)
from policybrief.receipts.rows import ReceiptRow, TextColumn, highlighted
from policybrief.receipts.setter import ReceiptSetter, text
from policybrief.receipts.sheet import Claim, PassagePieces, Receipt, Sheet, SourceRow
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain
from policybrief.theme.model import Theme


@dataclass(frozen=True)
class Contents:
    """Makes the rows of all that is said, in the order of reading, and their elements."""

    sheet: Sheet
    locale: Locale
    theme: Theme
    setter: ReceiptSetter
    tree: Node
    paper_width: float

    @property
    def width(self) -> float:
        return self.paper_width - 2 * SIDE

    @property
    def inner(self) -> float:
        """Beside the numbers."""
        return self.width - NUMERAL

    def all(self) -> Iterator[ReceiptRow]:
        yield from self._head()
        for claim in self.sheet.claims:
            yield from kept(list(self._claim(claim, self.tree.add("Sect"))))
        if self.sheet.sources:
            yield from self._sources(self.tree.add("Sect"))
        yield from self._means(self.tree.add("Sect"))

    def _one(
        self, said: str | Text, look: Look, node: Node, *, x: float = 0.0, before: float = 0.0, **size: object
    ) -> ReceiptRow:
        """A text in a row of its own."""
        block = self.setter.block(text(said) if isinstance(said, str) else said, look, node, **size)
        return ReceiptRow([TextColumn([block], SIDE + x, self.width - x)], before)

    # -- the head

    def _head(self) -> Iterator[ReceiptRow]:
        words, section = self.locale.receipts, self.tree.add("Sect")
        yield self._one(words["title"], KICKER, section.add("P"), **SMALL)
        title = self._one(self.sheet.title, TITLE, section.add("H1"), before=2.0, **H1)
        yield ReceiptRow(
            title.columns,
            title.before,
            bookmark=f"{words['title']}{self.locale.punctuation['colon']} {plain(self.sheet.title)}",
        )
        yield self._one(self.sheet.lead, MUTED, section.add("P"), before=3.0)
        yield self._tallies(section)
        for warning in self.sheet.warnings:
            block = self.setter.block(text(warning), STRONG, section.add("P"))
            yield ReceiptRow([TextColumn([block], SIDE + 10.0, self.width - 20.0)], 12.0, tint=WARNING)

    def _tallies(self, section: Node) -> ReceiptRow:
        """The figures side by side, each above its words."""
        listing = section.add("L")
        wide = self.width / len(self.sheet.tallies)
        columns = []
        for number, tally in enumerate(self.sheet.tallies):
            body = listing.add("LI").add("LBody")
            figure = self.setter.block(text(tally.figure), TITLE, body.add("P"), ratio=15 / 9.6, leading=1.2)
            said = self.setter.block(text(tally.words), BODY, body.add("P"), **SMALL)
            columns.append(TextColumn([figure, said], SIDE + number * wide, wide - 10.0))
        return ReceiptRow(columns, 14.0, rule=("rule", 0.5))

    # -- claims

    def _claim(self, claim: Claim, section: Node) -> Iterator[ReceiptRow]:
        heading = section.add("H2")
        named = f"{claim.name} {claim.number}".strip()
        head = self.setter.block(claim.headline, TITLE, heading, **H2)
        yield ReceiptRow(
            [TextColumn([head], SIDE + NUMERAL, self.inner)],
            16.0,
            keep=BELOW_HEADING,
            rule=("primary", 1.2),
            numeral=self._numeral(claim, heading),
            bookmark=f"{named}{self.locale.punctuation['colon']} {plain(claim.headline)}",
        )
        if claim.confidence:
            yield self._rated(claim, section)
        elif claim.kind in ("avoid", "exhibit"):
            yield self._one(claim.name, KICKER, section.add("P"), x=NUMERAL, before=1.0, ratio=7.2 / 9.6)
        if claim.text:
            yield self._one(claim.text, BODY, section.add("P"), x=NUMERAL, before=2.0)
        for note in claim.notes:
            yield self._one(
                note, Look(bold=True, color=GRADES["look"]), section.add("P"), x=NUMERAL, before=3.0, **SMALL
            )
        for receipt in claim.receipts:
            yield self._receipt(receipt, section)
        if claim.ties:
            yield self._ties(claim, section)

    def _numeral(self, claim: Claim, heading: Node) -> Numeral:
        """The number in the shape of its kind, as in all documents; it is heard with the kind's name."""
        named = f"{claim.name} {claim.number}".strip() + self.locale.punctuation["colon"]
        span = heading.inline("Span", spoken=text(named))
        number = self.setter.block(text(claim.number or "#"), NUMBERS[claim.kind], span, ratio=8.4 / 9.6)
        return Numeral(number, SHAPES[claim.kind])

    def _rated(self, claim: Claim, section: Node) -> ReceiptRow:
        color, blocks = self.theme.printed["primary"], []
        for number in range(3):
            fill = color if number < LEVELS[claim.level] else ""
            blocks.append(Panel(SIDE + NUMERAL + number * 11.0 + 0.4, 3.8, 9.2, 5.6, fill, color, 0.8))
        said = "; ".join(words for words in (claim.confidence, claim.likelihood) if words)
        row = self._one(said, RATED, section.add("P"), x=NUMERAL + 38.0, before=2.0, **SMALL)
        return ReceiptRow(row.columns, row.before, blocks=blocks, keep=30.0)

    def _receipt(self, receipt: Receipt, section: Node) -> ReceiptRow:
        left: list[TextBlock] = []
        for words, look in (
            (receipt.source, STRONG),
            (receipt.locator, BODY),
            (receipt.speaker, MUTED),
            (receipt.about, BODY),
        ):
            if words:
                left.append(self.setter.block(text(words), look, section.add("P"), **SMALL))
        for verdict in receipt.verdicts:
            look = Look(bold=verdict.grade in ("bad", "look"), color=GRADES[verdict.grade])
            left.append(self.setter.block(text(verdict.text), look, section.add("P"), **SMALL))
        right = [self._passage(pieces, section.add("BlockQuote")) for pieces in receipt.passages]
        if receipt.own:
            said = f"{self.locale.receipts['in_brief']}{self.locale.punctuation['colon']} "
            opening, closing = self.locale.quotes
            quoted = (Run(said), Run(f"{opening}{receipt.own}{closing}"))
            right.append(self.setter.block(quoted, PASSAGE, section.add("P")))
        if receipt.note:
            right.append(self.setter.block(text(receipt.note), MUTED, section.add("P"), ratio=7.6 / 9.6))
        x = SIDE + NUMERAL + ABOUT + GAP
        columns = [
            TextColumn(left, SIDE + NUMERAL, ABOUT, 1.0),
            TextColumn(right, x, self.paper_width - SIDE - x, 3.0),
        ]
        bar = GRADES[receipt.grade].lstrip("#") if receipt.grade != "none" else self.theme.printed["rule"]
        return ReceiptRow(columns, 9.0, bar=bar)

    def _passage(self, pieces: PassagePieces, node: Node) -> TextBlock:
        """A passage: what is quoted is an element of its own, and tinted; what is not shown stands in brackets."""
        runs = tuple(
            Run(
                f"[{piece.text}]" if piece.kind == "hidden" else piece.text,
                bold=piece.kind == "quoted",
                italic=piece.kind == "hidden",
            )
            for piece in pieces
        )
        block = self.setter.block(runs, PASSAGE, node, leading=1.5)
        return highlighted(block, node, HIDDEN)

    def _ties(self, claim: Claim, section: Node) -> ReceiptRow:
        separator = self.locale.punctuation["semicolon"].strip() + " "
        runs: list[Run] = [Run(f"{claim.tied}{self.locale.punctuation['colon']} ", bold=True)]
        for place, tie in enumerate(claim.ties):
            runs += [Run(separator if place else ""), Run(f"{tie.number} ", bold=True), *tie.headline]
        return self._one(tuple(runs), BODY, section.add("P"), x=NUMERAL, before=9.0, **SMALL)

    # -- the end

    def _sources(self, section: Node) -> Iterator[ReceiptRow]:
        words = self.locale.receipts["sources"]
        row = self._one(words, TITLE, section.add("H2"), **H2)
        yield ReceiptRow(row.columns, 22.0, keep=BELOW_HEADING, bookmark=words, rule=("primary", 1.2))
        for source in self.sheet.sources:
            yield self._source(source, section)

    def _source(self, source: SourceRow, section: Node) -> ReceiptRow:
        read = self.locale.names["separator"].join([*source.read, *([source.cited] if source.cited else [])])
        words = self.locale.receipts
        blocks = [self.setter.block(source.reference, BODY, section.add("P"))]
        if read:
            blocks.append(self.setter.block(text(read), MUTED, section.add("P"), **SMALL))
        if source.fingerprint:
            said = f"{words['fingerprint']} (SHA-256){self.locale.punctuation['colon']} {source.fingerprint}"
            blocks.append(self.setter.block(text(said), MUTED, section.add("P"), ratio=7.6 / 9.6))
        if source.changed:
            blocks.append(
                self.setter.block(text(source.changed), Look(bold=True, color=GRADES["bad"]), section.add("P"), **SMALL)
            )
        return ReceiptRow([TextColumn(blocks, SIDE, self.width, 1.0)], 8.0)

    def _means(self, section: Node) -> Iterator[ReceiptRow]:
        words = self.locale.receipts
        for key, why in (("checked", "checked_how"), ("not_checked", "not_checked_why")):
            row = self._one(words[key], STRONG, section.add("H2"))
            yield ReceiptRow(row.columns, 12.0, keep=30.0)
            yield self._one(words[why], BODY, section.add("P"), **SMALL)
        yield self._one(
            self.sheet.made_by,
            MUTED,
            section.add("P"),
            before=12.0,
            **SMALL,
        )


def kept(rows: list[ReceiptRow]) -> list[ReceiptRow]:
    """A claim's rows, none of which parts from its heading where they take half a page at the most; or else the first
    passage does not.
    """
    heights = [row.before + row.height for row in rows[1:]]
    whole = sum(heights)
    first = next((number for number, row in enumerate(rows) if row.bar), len(heights))
    keep = whole if whole <= MOST_KEPT else min(sum(heights[:first]), MOST_KEPT)
    return [replace(rows[0], keep=keep), *rows[1:]]
