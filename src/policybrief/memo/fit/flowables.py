"""The blocks of a memo as they are laid: each knows how to draw itself at the sizes that the pen has.

The measures are in body sizes and come from one design at 10.2 pt; gaps are multiplied by the pen's spacing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policybrief.memo.fit.decision import ChoiceLine
from policybrief.memo.fit.pen import Flowable, Pen, Sizes, TextBlock
from policybrief.pdf.ink import Bookmark, Panel

_SMALLER = 7.2 / 10.2
"""References where a memo would else be refused. Type is never under 7 points."""


@dataclass(frozen=True)
class PanelBlock:
    """Text in a filled panel with a bar at its left: the bottom line, or what else must not be missed.

    A `ruled` one stands between two lines, as wide as the page's text.
    """

    label: TextBlock | None
    text: TextBlock
    ruled: bool = False

    def lay(self, pen: Pen, x: float, width: float) -> None:
        if self.ruled:
            self._between_lines(pen, x, width)
        else:
            self._filled(pen, x, width)

    def _between_lines(self, pen: Pen, x: float, width: float) -> None:
        pen.rule(x, width, "primary", 0.8)
        pen.gap(0.55)
        if self.label:
            self.label.lay(pen, x, width)
            pen.y += 0.1 * pen.sizes.body
        self.text.lay(pen, x, width)
        pen.gap(0.6)
        pen.rule(x, width, "primary", 0.8)

    def _filled(self, pen: Pen, x: float, width: float) -> None:
        em = pen.sizes.body
        top, place = pen.y, len(pen.marks)
        pen.gap(0.55)
        if self.label:
            self.label.lay(pen, x + 1.1 * em, width - 2 * em)
            pen.y += 0.1 * em
        self.text.lay(pen, x + 1.1 * em, width - 2 * em)
        pen.gap(0.6)
        pen.panel_below(place, Panel(x, top, 3.2, pen.y - top, fill=pen.colors["primary"]))
        pen.panel_below(place, Panel(x, top, width, pen.y - top, fill=pen.colors["panel"]))


@dataclass(frozen=True)
class QuoteBlock:
    """Somebody's words, indented behind a thin bar."""

    text: TextBlock
    attribution: TextBlock | None

    def lay(self, pen: Pen, x: float, width: float) -> None:
        em, top = pen.sizes.body, pen.y
        self.text.lay(pen, x + em, width - em)
        if self.attribution:
            self.attribution.lay(pen, x + em, width - em)
        pen.marks.append(Panel(x, top, 1.6, pen.y - top, fill=pen.colors["rule"]))


@dataclass(frozen=True)
class HeadingBlock:
    """A section's heading over a thin rule, or under a `bar`, with an aside at the right end."""

    heading: TextBlock
    aside: TextBlock | None
    name: str
    bar: bool = False

    def lay(self, pen: Pen, x: float, width: float) -> None:
        pen.bookmarks.append(Bookmark(self.name, pen.y))
        if self.bar:
            pen.rule(x, width, "primary", 1.6)
            pen.y += 0.35 * pen.sizes.body
        aside = self.aside.natural_width(pen.sizes) + pen.sizes.body if self.aside else 0.0
        apart = aside > width / 2
        self.heading.lay(pen, x, width if apart else width - aside)
        if self.aside and apart:
            self.aside.lay(pen, x, width)
        elif self.aside:
            last = pen.y - self.heading.line_height(pen.sizes)
            self.aside.place(pen, x + width, last + self.heading.baseline(pen.sizes), "right")
        if self.bar:
            pen.gap(0.3)
            return
        pen.y += 0.15 * pen.sizes.body
        pen.rule(x, width, "rule", 0.6)
        pen.gap(0.45)


@dataclass(frozen=True)
class ListItem:
    """A list's item: its parts, set."""

    label: TextBlock
    text: TextBlock
    confidence: TextBlock | None = None
    short: TextBlock | None = None
    decision: ChoiceLine | None = None
    note: TextBlock | None = None


@dataclass(frozen=True)
class ListBlock:
    """Items behind hanging numbers or bullets, perhaps with their confidence at the right end of the first line.

    `name` is what the ladder calls the list, if its items have short forms.
    """

    items: Sequence[ListItem]
    gap: float
    name: str = ""

    def lay(self, pen: Pen, x: float, width: float) -> None:
        sizes = pen.sizes
        labels = max(item.label.natural_width(sizes) for item in self.items)
        indent = max(labels + 0.5 * sizes.body, 1.45 * sizes.body)
        marks = max((item.confidence.natural_width(sizes) for item in self.items if item.confidence), default=0.0)
        beside = marks if marks < width / 3 else 0.0
        room = width - indent - (max(beside + 1.6 * sizes.body, 5.4 * sizes.body) if beside else 0.0)
        for number, item in enumerate(self.items):
            if number:
                pen.gap(self.gap)
            text = item.short if item.short and self.name in pen.content.short else item.text
            first = pen.y + text.baseline(sizes)
            item.label.place(pen, x, first)
            text.lay(pen, x + indent, room)
            if item.confidence and beside:
                item.confidence.place(pen, x + width, first, "right")
            elif item.confidence:
                item.confidence.lay(pen, x + indent, room)
            if item.note:
                item.note.lay(pen, x + indent, room)
            if item.decision:
                above = item.note or (item.confidence if item.confidence and not beside else text)
                item.decision.lay(pen, above, x + indent, room)


@dataclass(frozen=True)
class TableBlock:
    """Rows under a header; the first column names the rows."""

    header: Sequence[TextBlock]
    rows: Sequence[Sequence[TextBlock]]

    def lay(self, pen: Pen, x: float, width: float) -> None:
        widths = self._widths(pen.sizes, width)
        self._row(pen, self.header, x, widths, 0.12)
        pen.rule(x, width, "primary", 0.8)
        for row in self.rows:
            self._row(pen, row, x, widths, 0.3)
            pen.rule(x, width, "rule", 0.4)

    def _widths(self, sizes: Sizes, width: float) -> list[float]:
        """The first column as narrow as its names allow; the others equal if their texts fit so, or else by need."""
        gutter = 0.8 * sizes.body
        natural = [
            max(row[column].natural_width(sizes) for row in (self.header, *self.rows))
            for column in range(len(self.header))
        ]
        if len(natural) == 1:
            return [width]
        first = min(natural[0] + 1.5 * gutter, max(0.22, 0.9 / len(natural)) * width, width / 2)
        others = [need + gutter for need in natural[1:]]
        share = (width - first) / len(others)
        if all(need <= share for need in others):
            return [first, *[share] * len(others)]
        needs = [min(max(need, 0.6 * share), 1.6 * share) for need in others]
        return [first, *[(width - first) * need / sum(needs) for need in needs]]

    def _row(self, pen: Pen, cells: Sequence[TextBlock], x: float, widths: Sequence[float], padding: float) -> None:
        gutter = 0.8 * pen.sizes.body
        pen.gap(padding)
        top = bottom = pen.y
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            room = width - (gutter if number < len(cells) - 1 else 0)
            pen.y = top + cells[-1].baseline(pen.sizes) - cell.baseline(pen.sizes)
            cell.lay(pen, x, room)
            bottom = max(bottom, pen.y, top + cell.height(pen.sizes, room))
            x += width
        pen.y = bottom
        pen.gap(padding)


@dataclass(frozen=True)
class SourcesBlock:
    """References in one small paragraph under a thin rule; `shorter` is without the note, where that has a `rank`."""

    text: TextBlock
    shorter: TextBlock
    rank: int = 0

    def smaller(self) -> SourcesBlock:
        """The references a step smaller, and closer: a last resort."""
        text, shorter = (TextBlock(one.words, _SMALLER, 7.0, 1.2) for one in (self.text, self.shorter))
        return replace(self, text=text, shorter=shorter)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        pen.rule(x, width, "rule", 0.6)
        pen.y += 3
        (self.shorter if pen.content.without(self.rank) else self.text).lay(pen, x, width)


@dataclass(frozen=True)
class Part:
    """A block with the `gap` before it, and the `rank` in which it is left out (0: never)."""

    gap: float
    block: Flowable
    rank: int = 0


@dataclass(frozen=True)
class Stack:
    """Blocks below each other, with a gap before each but the first."""

    parts: Sequence[Part]

    def lay(self, pen: Pen, x: float, width: float) -> None:
        for number, part in enumerate(part for part in self.parts if not pen.content.without(part.rank)):
            if number:
                pen.gap(part.gap)
            part.block.lay(pen, x, width)
