"""The memo's head: kicker, title and fields as the theme's header has them, and the logo at their right end.

A title without a label stands large, the fields below it in two pairs of columns. A title with a label is a line among
the fields, all of them under each other, as official letters have it: there the kicker has the first line, and the
title is still the largest. Labels have the margin, what they label the text column. The first line of a letter, and a
large title, stand over a thick rule, or between two; or the title on a band of colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.memo.fit.tables import GUTTER
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.ink import Bookmark, Node, Panel, PlacedArtwork
from policybrief.text.document import Memo
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain
from policybrief.theme.model import Logo, Theme

if TYPE_CHECKING:
    from policybrief.pictures.logo import Artwork

_WIDEST = 0.34
"""Of the page's text width, a logo at the most."""

_BAND_PADDING = 1.2
"""Below what stands on a band, in body sizes."""
_FLAG_PADDING = 0.4
"""Around a logo on a band, in body sizes."""
_TAB = (28.8, 30.2)
"""Width and height of the mark at the band's left end, in points."""
_SECOND_LABEL = 57.6
"""From a label in the text column to what it labels, in points; more for a long label."""

_KICKER = WordLook(bold=True, color="muted", tracking=0.09, upper=True)
_TITLE = WordLook("heading", bold=True, color="primary")
_LABEL = WordLook(bold=True, color="muted", tracking=0.09, upper=True)
_SMALL: dict[str, Any] = {"ratio": 8 / 9.8, "least": 7.4}
_LARGE: dict[str, Any] = {"ratio": 17.5 / 9.8, "leading": 1.2, "balance": True}
_OF_LETTER: dict[str, Any] = {"ratio": 13.5 / 9.8, "leading": 1.2, "balance": True}
_FIRST_OF_LETTER: dict[str, Any] = {"ratio": 12.5 / 9.8, "leading": 1.2, "balance": True}

Setter = Callable[..., TextBlock]
"""Makes a block out of a text, its look and its element."""
Field = tuple[TextBlock | None, TextBlock]
"""A label, if there is one, and what it labels."""


@dataclass(frozen=True)
class LogoBlock:
    """A logo of at most `height` points."""

    artwork: Artwork
    height: float
    figure: Node

    @classmethod
    def of(cls, logo: Logo, parent: Node) -> LogoBlock:
        from policybrief.pictures.logo import for_memo

        return cls(for_memo(logo), logo.height, parent.add("Figure", alt=(Run(logo.alt),)))

    def size(self, width: float) -> tuple[float, float]:
        """Width and height on a page whose text is `width` wide."""
        scale = min(self.height / self.artwork.height, _WIDEST * width / self.artwork.width)
        return self.artwork.width * scale, self.artwork.height * scale

    def place(self, pen: Pen, right: float, width: float) -> float:
        """Draw it with its upper right corner at the pen's height; gives its left end."""
        wide, high = self.size(width)
        x = right - wide
        pen.marks.append(PlacedArtwork(x, pen.y, wide, high, self.artwork, self.figure))
        pen.boxes[self.figure] = (x, pen.y, right, pen.y + high)
        return x


@dataclass(frozen=True)
class Masthead:
    """`large` is the title, or a letter's kicker, and `small` the line above it. `pairs` are fields in two pairs of
    columns, `lines` those below each other. `aside` stands at the right end of the first line.

    `style` is the theme's: what the large line stands on.
    """

    large: TextBlock | None
    pairs: Sequence[Field]
    lines: Sequence[Field]
    name: str
    small: TextBlock | None = None
    aside: TextBlock | None = None
    centered: bool = False
    logo: LogoBlock | None = None
    style: str = "rule"

    @classmethod
    def of(cls, memo: Memo, block: Setter, parent: Node, theme: Theme) -> Masthead:
        """The head of `memo`, its elements below `parent` in the order in which they are read."""

        def field(label: Text, value: Text) -> Field:
            node = parent.add("P")
            return named(label, node), block(value, WordLook(), node, balance=True)

        def named(label: Text, node: Node) -> TextBlock | None:
            return block(label, _LABEL, node, space_after=True, **_SMALL) if label else None

        drawn = LogoBlock.of(theme.logo, parent) if theme.logo else None
        letter, style = bool(memo.title_label), style_of(memo, theme)
        on_band = ("highlight", "paper", "paper") if style == "band" else ("muted", "primary", "ink")
        kicker_look, title_look, aside_look = (
            replace(look, color=tint) for look, tint in zip((_KICKER, _TITLE, WordLook()), on_band, strict=True)
        )
        kicker = aside = None
        if memo.kicker:
            look, size = (title_look, _FIRST_OF_LETTER) if letter else (kicker_look, _SMALL)
            kicker = block(memo.kicker, look, parent.add("P"), **size)
        if memo.aside:
            aside = block(memo.aside, aside_look, parent.add("P"))
        above = [field(label, value) for label, value in memo.above]
        node = parent.add("H1")
        label = named(memo.title_label, node)
        title = block(memo.title, title_look, node, **(_OF_LETTER if letter else _LARGE))
        below = [field(label, value) for label, value in memo.fields]
        centered = memo.kicker_align == "center"
        name = plain(memo.title)
        if letter:
            lines = [*above, (label, title), *below]
            return cls(kicker, (), lines, name, None, aside, centered, drawn, style)
        pairs = [(label, value) for label, value in below if label]
        lines = [*above, *((None, value) for label, value in below if not label)]
        return cls(title, pairs, lines, name, kicker, aside, centered, drawn, style)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        pen.bookmarks.append(Bookmark(self.name, pen.y))
        place, top = len(pen.marks), pen.y
        room, least = width, pen.y
        if self.logo:
            right = x + width - (_FLAG_PADDING * pen.sizes.body if self.style == "band" else 0.0)
            room = self.logo.place(pen, right, width) - 1.4 * pen.sizes.body - x
            least += self.logo.size(width)[1]
        if self.small:
            self._first_line(pen, self.small, x, room, width)
        elif self.aside and not self.large:
            self.aside.place(pen, x + room, pen.y + self.aside.baseline(pen.sizes), "right")
            pen.y += self.aside.line_height(pen.sizes)
        if self.large:
            self._large_line(pen, self.large, x, room, width)
        pen.y = max(pen.y, least)
        if self.large:
            self._under_large(pen, x, width, place, top)
        pen.gap(0.5)
        self._pairs(pen, x, width)
        self._lines(pen, x, width)

    def _first_line(self, pen: Pen, line: TextBlock, x: float, room: float, width: float) -> None:
        """The kicker, at the left or in the middle of the page, and what stands at its right end."""
        aside = self.aside.natural_width(pen.sizes) + pen.sizes.body if self.aside else 0.0
        first = pen.y + line.baseline(pen.sizes)
        need = line.natural_width(pen.sizes)
        if self.centered and max((width + need) / 2 + aside, need / 2 + width / 2) <= room:
            line.place(pen, x + width / 2, first, "center")
            pen.y += line.line_height(pen.sizes)
        else:
            line.lay(pen, x, room - aside if aside < room / 2 else room)
        if self.aside and aside < room / 2:
            self.aside.place(pen, x + room, first, "right")
        elif self.aside:
            self.aside.lay(pen, x, room)

    def _large_line(self, pen: Pen, line: TextBlock, x: float, room: float, width: float) -> None:
        """The title, or a letter's kicker; smaller where it would take three lines."""
        if self.style == "double":
            pen.gap(0.3)
            pen.rule(x, room, "primary", 2.25)
            pen.gap(0.5)
        if len(line.lines(pen.sizes, room)) > 2:
            line = replace(line, ratio=0.8 * line.ratio)
        line = line.squeezed(pen.sizes, room)
        if self.small:
            pen.y += 0.12 * pen.sizes.body
            line.lay(pen, x, room)
        else:
            self._first_line(pen, line, x, room, width)

    def _under_large(self, pen: Pen, x: float, width: float, place: int, top: float) -> None:
        """A rule; or a band from edge to edge of the page and from its upper end, put under all marks."""
        em = pen.sizes.body
        if self.style != "band":
            thin = self.style == "double"
            pen.y += (0.6 if thin else 0.4) * em
            pen.rule(x, width, "primary", 0.75 if thin else 2.25)
            return
        pen.y += _BAND_PADDING * em
        if self.logo:  # a logo is made for paper
            wide, high = self.logo.size(width)
            pad, left = _FLAG_PADDING * em, x + width - wide
            flag = Panel(left - 2 * pad, top - pad, wide + 2 * pad, high + 2 * pad, fill=pen.colors["paper"])
            pen.panel_below(place, flag)
        tab_wide, tab_high = _TAB
        pen.panel_below(0, Panel(0.0, pen.y - tab_high, min(tab_wide, x - 6.0), tab_high, fill=pen.colors["highlight"]))
        pen.panel_below(0, Panel(0.0, 0.0, width + 2 * x, pen.y, fill=pen.colors["primary"]))
        pen.gap(0.35)

    def _pairs(self, pen: Pen, x: float, width: float) -> None:
        """Two fields in a row: a label in the margin, and one in the middle of the text column."""
        half = (width - pen.sizes.column - GUTTER) / 2
        middle = x + pen.sizes.column + half + GUTTER
        labels = [label.natural_width(pen.sizes) for label, _ in self.pairs[1::2] if label]
        second = min(max([_SECOND_LABEL, *(label + 0.8 * pen.sizes.body for label in labels)]), half / 2)
        for start in range(0, len(self.pairs), 2):
            bottom, top = pen.y, pen.y
            places = ((x, pen.sizes.column, pen.sizes.column + half), (middle, second, half))
            for (left, indent, room), field in zip(places, self.pairs[start : start + 2], strict=False):
                pen.y = top
                _field(pen, field, left, indent, room)
                bottom = max(bottom, pen.y)
            pen.y = bottom

    def _lines(self, pen: Pen, x: float, width: float) -> None:
        for number, field in enumerate(self.lines):
            if number:
                pen.gap(0.15)
            _field(pen, field, x, pen.sizes.column if field[0] else 0.0, width)


def style_of(memo: Memo, theme: Theme) -> str:
    """What the theme sets a title on; a letter's head stands on no band."""
    return "rule" if memo.title_label and theme.memo.masthead == "band" else theme.memo.masthead


def _field(pen: Pen, field: Field, x: float, indent: float, width: float) -> None:
    """A label and what it labels behind it, on a line or more; the pen ends below both."""
    label, value = field
    top = pen.y
    if label:
        label.squeezed(pen.sizes, indent - 6.0).label(pen, top + value.baseline(pen.sizes), x, indent - 6.0)
    bottom, pen.y = pen.y, top
    value.lay(pen, x + indent, width - indent)
    pen.y = max(pen.y, bottom)
