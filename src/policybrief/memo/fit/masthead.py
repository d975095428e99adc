"""The memo's head: kicker, title and fields as the theme's header has them, and the logo at their right end.

A title without a label stands large over a thick rule, the fields below it in two columns; the theme may put it on a
band instead. A title with a label is a line among the fields, all of them under each other, as official letters have
it: never on a band.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.memo.fit.words import Look
from policybrief.pdf.ink import Bookmark, Node, Panel, Picture
from policybrief.text.document import Memo, Run, Text, plain
from policybrief.theme.model import Logo, Theme

if TYPE_CHECKING:
    from policybrief.pictures.logo import Artwork

_WIDEST = 0.34
"""Of the page's text width, a logo at the most."""

_BAND_PADDING = 0.9
_FLAG_PADDING = 0.4
"""Above and below what stands on a band, and around a logo there, in body sizes."""

_KICKER = Look(bold=True, color="primary", tracking=0.14, upper=True)
_TITLE = Look("heading", bold=True, color="primary")
_LABEL = Look(bold=True, color="muted", tracking=0.04, upper=True)
_VALUE: dict[str, Any] = {"ratio": 10 / 10.2}

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
        pen.marks.append(Picture(x, pen.y, wide, high, self.artwork, self.figure))
        pen.boxes[self.figure] = (x, pen.y, right, pen.y + high)
        return x


@dataclass(frozen=True)
class Masthead:
    """`above` and `below` are the fields before and after the title; `aside` stands at the kicker's right end.

    `style` is the theme's: what the title stands on.
    """

    kicker: TextBlock | None
    title: TextBlock
    fields: Sequence[Field]
    name: str
    above: Sequence[Field] = ()
    label: TextBlock | None = None
    aside: TextBlock | None = None
    centered: bool = False
    logo: LogoBlock | None = None
    style: str = "rule"

    @classmethod
    def of(cls, memo: Memo, block: Setter, parent: Node, theme: Theme) -> Masthead:
        """The head of `memo`, its elements below `parent` in the order in which they are read."""

        def field(label: Text, value: Text) -> Field:
            node = parent.add("P")
            return named(label, node), block(value, Look(), node, **_VALUE)

        def named(label: Text, node: Node) -> TextBlock | None:
            return block(label, _LABEL, node, space_after=True, ratio=8 / 10.2, least=7.0) if label else None

        drawn = LogoBlock.of(theme.logo, parent) if theme.logo else None
        kicker = aside = None
        letter = bool(memo.title_label)
        style = "rule" if letter and theme.memo.masthead == "band" else theme.memo.masthead
        on_band = ("highlight", "paper", "paper") if style == "band" else ("primary", "primary", "ink")
        kicker_look, title_look, aside_look = (
            replace(look, color=tint) for look, tint in zip((_KICKER, _TITLE, Look()), on_band, strict=True)
        )
        if memo.kicker:
            ratio = (10.2 if letter else 8) / 10.2
            kicker = block(memo.kicker, kicker_look, parent.add("P"), ratio=ratio, least=7.0, leading=1.25)
        if memo.aside:
            aside = block(memo.aside, aside_look, parent.add("P"), leading=1.25, **_VALUE)
        above = [field(label, value) for label, value in memo.above]
        node = parent.add("H1")
        label = named(memo.title_label, node)
        ratio, leading = (12.4 / 10.2, 1.2) if letter else (17 / 10.2, 1.14)
        title = block(memo.title, title_look, node, ratio=ratio, leading=leading, balance=not letter)
        below = [field(label, value) for label, value in memo.fields]
        centered = memo.kicker_align == "center"
        return cls(kicker, title, below, plain(memo.title), above, label, aside, centered, drawn, style)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        pen.bookmarks.append(Bookmark(self.name, pen.y))
        place, top = len(pen.marks), pen.y
        if self.style == "band":
            pen.y += _BAND_PADDING * pen.sizes.body
        room, least = width, pen.y
        if self.logo:
            right = x + width - (_FLAG_PADDING * pen.sizes.body if self.style == "band" else 0.0)
            room = self.logo.place(pen, right, width) - 1.4 * pen.sizes.body - x
            least += self.logo.size(width)[1]
        self._top_line(pen, x, room, width)
        if self.label:
            self._letter(pen, x, width, room, least)
        else:
            self._headline(pen, x, room, least)
            self._below_title(pen, x, width, place, top)
            pen.gap(0.5)
            self._columns(pen, x, width)

    def _top_line(self, pen: Pen, x: float, room: float, width: float) -> None:
        """The kicker, at the left or in the middle of the page, and what stands at its right end."""
        em = pen.sizes.body
        aside = self.aside.natural_width(pen.sizes) + em if self.aside else 0.0
        if self.kicker is None:
            if self.aside:
                self.aside.place(pen, x + room, pen.y + self.aside.baseline(pen.sizes), "right")
                pen.y += self.aside.line_height(pen.sizes)
            return
        first = pen.y + self.kicker.baseline(pen.sizes)
        need = self.kicker.natural_width(pen.sizes)
        middle = self.centered and max((width + need) / 2 + aside, need / 2 + width / 2) <= room
        if middle:
            self.kicker.place(pen, x + width / 2, first, "center")
            pen.y += self.kicker.line_height(pen.sizes)
        else:
            self.kicker.lay(pen, x, room - aside if aside < room / 2 else room)
        if self.aside and aside < room / 2:
            self.aside.place(pen, x + room, first, "right")
        elif self.aside:
            self.aside.lay(pen, x, room)
        pen.y += 0.1 * em

    def _headline(self, pen: Pen, x: float, room: float, least: float) -> None:
        title = self.title
        if len(title.lines(pen.sizes, room)) > 2:
            title = replace(title, ratio=0.8 * title.ratio)
        title.lay(pen, x, room)
        pen.y = max(pen.y, least)

    def _below_title(self, pen: Pen, x: float, width: float, place: int, top: float) -> None:
        """A rule, or two; or a band from edge to edge of the page, put under the marks since `place`."""
        em = pen.sizes.body
        if self.style == "band":
            pen.y += _BAND_PADDING * em
            if self.logo:  # a logo is made for paper
                wide, high = self.logo.size(width)
                pad, left, above = _FLAG_PADDING * em, x + width - wide, top + _BAND_PADDING * em
                flag = Panel(left - 2 * pad, above - pad, wide + 2 * pad, high + 2 * pad, fill=pen.colors["paper"])
                pen.panel_below(place, flag)
            pen.panel_below(place, Panel(0.0, pen.y, width + 2 * x, 0.3 * em, fill=pen.colors["highlight"]))
            pen.panel_below(place, Panel(0.0, top, width + 2 * x, pen.y - top, fill=pen.colors["primary"]))
            pen.y += 0.6 * em
            return
        pen.y += 0.4 * em
        self._rules(pen, x, width)

    def _rules(self, pen: Pen, x: float, width: float) -> None:
        pen.rule(x, width, "primary", 2.2)
        if self.style == "double":
            pen.y += 2.6
            pen.rule(x, width, "primary", 0.5)

    def _columns(self, pen: Pen, x: float, width: float) -> None:
        """The fields in two columns; one without a label takes the whole width."""
        between = 2 * pen.sizes.body
        column = (width - between) / 2
        labelled = [(label, value) for label, value in self.fields if label]
        labels = [max((label.natural_width(pen.sizes) for label, _ in labelled[side::2]), default=0) for side in (0, 1)]
        for start in range(0, len(labelled), 2):
            top = bottom = pen.y
            for side, (name, value) in enumerate(labelled[start : start + 2]):
                left = x + side * (column + between)
                indent = min(max(labels[side] + 1.4 * pen.sizes.body, 4 * pen.sizes.body), column / 2)
                pen.y = top
                pen.y += value.baseline(pen.sizes) - name.baseline(pen.sizes)
                name.lay(pen, left, indent - 0.4 * pen.sizes.body)
                bottom, pen.y = max(bottom, pen.y), top
                value.lay(pen, left + indent, column - indent)
                bottom = max(bottom, pen.y)
            pen.y = bottom
        for label, value in self.fields:
            if not label:
                value.lay(pen, x, width)
        if not self.fields:
            pen.y -= 0.2 * pen.sizes.body

    def _letter(self, pen: Pen, x: float, width: float, room: float, least: float) -> None:
        """Label and value on a line each, the values under each other, over a thick rule."""
        em = pen.sizes.body
        if self.kicker or self.aside:
            pen.gap(0.35)
        lines: list[Field] = [*self.above, (self.label, self.title), *self.fields]
        indent = max(label.natural_width(pen.sizes) for label, _ in lines if label) + 1.2 * em
        indent = min(indent, width / 2)
        for number, (label, value) in enumerate(lines):
            if number:
                pen.gap(0.2)
            wide = room if pen.y < least else width
            top = pen.y
            if label:
                pen.y += max(value.baseline(pen.sizes) - label.baseline(pen.sizes), 0.0)
                label.lay(pen, x, indent - 0.4 * em)
            bottom, pen.y = pen.y, top
            value.lay(pen, x + (indent if label else 0.0), wide - (indent if label else 0.0))
            pen.y = max(pen.y, bottom)
        pen.y = max(pen.y, least) + 0.45 * em
        self._rules(pen, x, width)
