"""A theme's base for one deck: which layout a slide takes, and the base's footers on it.

Footer, date and number stand in the base's placeholders and look. The marking is on every slide: where a layout has no
room for it, in a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from policybrief.deck.colors import MARKING, MUTED, PAPER, rgb
from policybrief.deck.fit import grid, margins, marking, scaled
from policybrief.deck.fit.footers import UNCOUNTED
from policybrief.deck.fit.placeholders import LAYOUTS
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Line, Look, PlaceholderKey, Role, Shape, TextShape, words
from policybrief.deck.typeset import Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.contrast import TEXT, ratio
from policybrief.text.document import Deck, Slide
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Base, Layout, Placeholder
from policybrief.theme.model import Theme

_KINDS = {"title": "cover", "section": "section", "closing": "closing"}
_FEET: Mapping[str, tuple[str, Role]] = {
    "ftr": ("Footer", "footer"),
    "dt": ("Date", "date"),
    "sldNum": ("Slide number", "number"),
}
_STRIP = 20.0
_WIDER, _HIGH = 1.06, 1.35
"""A line's box, in widths of its words and in type sizes: another program may measure otherwise."""
_LEFT = 0.35
"""Of a footer's width, what a logo beside it has to leave."""
TooLong = Callable[[Text, str, float], Exception]
"""Makes the error for a text that is too long for what, at how many points."""


def half(size: float) -> float:
    """Sizes between a base's own go in half points, as PowerPoint's do."""
    return round(size * 2) / 2


@dataclass(frozen=True)
class OnBase:
    """A theme's base, for one deck, at the `scale` at which slides are fitted (scaled.py)."""

    base: Base
    theme: Theme
    layouts: Mapping[str, Layout]
    deck: Deck
    scale: float

    @classmethod
    def of(cls, theme: Theme, deck: Deck) -> OnBase:
        """For a theme that has a base."""
        assert theme.base
        by = scaled.scale_of(theme.base)
        layouts = {kind: scaled.layout(own, by) for kind, own in theme.layouts.items()}
        return cls(scaled.base(theme.base, layouts.values(), by), scaled.theme(theme, by), layouts, deck, by)

    def slide(self, slide: PlacedSlide) -> PlacedSlide:
        """A slide as it was fitted, at the base's own size."""
        return replace(slide, shapes=tuple(scaled.shape(shape, 1 / self.scale) for shape in slide.shapes))

    @property
    def least(self) -> float:
        """The smallest type of a marking."""
        return marking.LEAST * self.scale

    @cached_property
    def type_(self) -> Type:
        """What texts with places of their own are measured with: their looks have their sizes."""
        return Type(self.theme.deck)

    def layout(self, slide: Slide, texts: int = 0) -> Layout:
        """The layout for a slide: for content, one with as many body placeholders as texts, where there is one; of the
        slides between sections every second one has the other, where there are two.
        """
        kind = _KINDS.get(slide.layout, "title-only")
        if kind == "section" and "other-section" in self.layouts:
            between = [each for each in self.deck.slides if each.layout == "section"]
            kind = ("section", "other-section")[between.index(slide) % 2]
        if kind == "title-only" and texts:
            kind = next((name for bodies, name in LAYOUTS if bodies >= texts and name in self.layouts), kind)
        return self.layouts[kind]

    # -- footers

    def numbered(self, layout: Layout) -> list[Shape]:
        """Date and number, where the layout has a place for them."""
        feet = [self.foot(layout, "dt", self.deck.date) if self.deck.date else None]
        feet.append(self.foot(layout, "sldNum", words(UNCOUNTED)))
        return [foot for foot in feet if foot]

    @property
    def row(self) -> Text:
        """The marking as one line, or the brief's footer; no words where it has neither."""
        return marking.in_a_row(self.deck.markings) or self.deck.footer

    def house(self, layout: Layout) -> TextShape | None:
        """The organisation's own footer in its place; None where the theme has none, or the layout no place for it."""
        own = self.theme.deck.footer
        return self.foot(layout, "ftr", words(own)) if own else None

    def foot(self, layout: Layout, kind: str, text: Text, *, marked: bool = False) -> TextShape | None:
        """A footer in the layout's placeholder and look; None where there is none, it is too small for the text, or
        something is drawn where that would stand. It is the same on all slides of a layout.

        LibreOffice does not inherit a footer's look, so it is written out. A colour that can't be read is not taken.
        """
        asked = (layout.part, kind, text, marked)
        if asked not in self._feet:
            self._feet[asked] = self._foot(layout, kind, text, marked=marked)
        return self._feet[asked]

    @cached_property
    def _feet(self) -> dict[tuple[str, str, Text, bool], TextShape | None]:
        """The footers that were asked for."""
        return {}

    def _foot(self, layout: Layout, kind: str, text: Text, *, marked: bool) -> TextShape | None:
        held = layout.foot(kind)
        if held is None or held.box.area < 1 or held.sideways or not self._on_slide(held.box):
            return None
        beside = margins.beside(layout, held.box, _LEFT)
        if kind != "sldNum":
            return self._sized(layout, replace(held, box=beside), text, marked=marked)
        for box in (held.box, beside):
            if placed := self._sized(layout, replace(held, box=box), text, marked=False):
                return placed
        return self._sized(layout, held, text, marked=False, anywhere=True)  # a number in all cases

    def _sized(
        self, layout: Layout, held: Placeholder, text: Text, *, marked: bool, anywhere: bool = False
    ) -> TextShape | None:
        """A footer in a place at the largest size of its own at which it has room and is clear of what is drawn."""
        slot = grid.slot(self.base, layout, held, self.theme, TEXT)
        look = replace(grid.look_of(held.look), inherits=False)
        tlp = marked and marking.tlp(self.deck.markings, self.theme)
        most = max(look.size, marking.TLP_LEAST * self.scale) if tlp else look.size
        size = half(min(most, 18.0 * self.scale))
        while size >= self.least or size == half(most):
            sized = replace(look, size=size, bold=look.bold or marked)
            broken = wrapped(text, sized, held.room.width, self.type_)
            if broken.lines == 1 and not broken.cut and size * 1.15 <= held.box.height + 2:
                line = Line(text, sized, align=slot.align)
                wanted = MARKING if marked else MUTED
                if placed := self._placed(layout, line, slot, held, wanted, anywhere=anywhere):
                    return placed
            size -= 0.5
        return None

    def _placed(
        self, layout: Layout, line: Line, slot: grid.Slot, held: Placeholder, wanted: Color, *, anywhere: bool
    ) -> TextShape | None:
        """A footer in its place, or a little further in, where its words are clear of what is drawn, in a colour that
        is seen there; None where they are not clear of it, and may not stand `anywhere`. A number stays on its badge.
        """
        width = wrapped(line.text, line.look, held.room.width, self.type_).width
        extent = _extent(slot, width, line.look.size)
        if not anywhere and not (held.type == "sldNum" and margins.on_badge(layout, extent)):
            by = margins.inwards(layout, extent.inset(1, 2, 1, 2), slot.align)
            if by is None or abs(by) > held.room.width - width:
                return None
            held = replace(held, box=held.box.inset(max(0.0, by), 0, max(0.0, -by), 0))
            extent = replace(extent, x=extent.x + by)
        ground = grounds.under_line(self.base, layout, held, extent)
        name, role = _FEET[held.type]
        look = self._seen(line.look, held, ground, wanted)
        fill = grid.backing(ground) if self._unread(look, held, ground) else None
        behind = rgb(fill, self.theme) if fill else ""
        if fill and ratio(rgb(look.color, self.theme), behind) < TEXT:
            look = replace(look, color=grid.seen(self.theme, behind), inherits=False)
        key = PlaceholderKey(held.type, held.idx, framed=held.box != (layout.foot(held.type) or held).box)
        line = replace(line, look=look)
        return TextShape(held.box, (line,), name, slot.anchor, held.insets, fill, role, held=key)

    def _unread(self, look: Look, held: Placeholder, ground: grounds.Ground) -> bool:
        """Whether words can't be read on all of a texture or a picture, in any colour: they need a fill."""
        uneven = bool(ground.ends) and not held.fill
        return uneven and grid.least_ratio(rgb(look.color, self.theme), ground) < ground.least(TEXT)

    def _seen(self, look: Look, held: Placeholder, ground: grounds.Ground, wanted: Color) -> Look:
        """A footer's look in a colour that is seen where its words stand: its own, if that is."""
        own = held.look
        if not ground.shades or (
            own.rgb and all(ratio(own.on(end), end) >= ground.least(TEXT) for end in ground.shades)
        ):
            return look
        return replace(look, color=grid.seen_on(self.theme, ground, wanted))

    def margin(self, layout: Layout, text: Text, taken: Sequence[Box]) -> TextShape | None:
        """A line of its own in free room of the layout's margins, in a colour that is seen there; None where there is
        none for it. It is the same on all slides of a layout that leave the same room.
        """
        asked = (layout.part, text, tuple(taken))
        if asked not in self._margins:
            self._margins[asked] = self._margin(layout, text, taken)
        return self._margins[asked]

    @cached_property
    def _margins(self) -> dict[tuple[str, Text, tuple[Box, ...]], TextShape | None]:
        """The lines in margins that were asked for."""
        return {}

    def _margin(self, layout: Layout, text: Text, taken: Sequence[Box]) -> TextShape | None:
        for points in self._marking_sizes():
            look = Look(points, MARKING, bold=True)
            broken = wrapped(text, look, self.base.width, self.type_)
            if broken.lines > 1 or broken.cut:
                continue
            width = broken.width * _WIDER + 2.0
            box = margins.line(self.base, layout, width, points * _HIGH, taken)
            ground = grounds.under(self.base, layout, box) if box else None
            if box is None or ground is None:
                continue
            color = grid.seen_on(self.theme, ground, MARKING)
            return TextShape(
                box, (Line(text, replace(look, color=color), align="ctr"),), "marking", "ctr", role="footer"
            )
        return None

    def strip(self, text: Text, box: Box) -> TextShape | None:
        """The marking as a line of its own at the foot of the content, where no margin is free."""
        for points in self._marking_sizes():
            line = Line(text, Look(points, MARKING, bold=True), align="ctr")
            if wrapped(text, line.look, box.width, self.type_).lines == 1:
                return TextShape(box, (line,), "marking", "ctr", role="footer")
        return None

    def _marking_sizes(self) -> Iterator[float]:
        """The sizes that a marking in a line of its own may have, the largest first."""
        label = marking.tlp(self.deck.markings, self.theme)
        size = max(self.theme.deck.sizes.footer, marking.TLP_LEAST * self.scale if label else 0.0)
        yield size
        yield from (size - step / 2 for step in range(1, 12) if size - step / 2 >= self.least)

    def _on_slide(self, box: Box) -> bool:
        return Box(0, 0, self.base.width, self.base.height).holds(box, 2)

    def cover_marking(self, layout: Layout, row: Text, taken: Sequence[Box], too_long: TooLong) -> TextShape:
        """The marking on a cover or a section slide without a footer: in free room, or at the foot on what is there."""
        if found := self.margin(layout, row, taken):
            return found
        title = layout.title
        assert title
        left = max(18.0, min(title.room.x, self.base.width * 0.3))
        right = min(self.base.width - 18.0, max(title.room.right, self.base.width * 0.7))
        box = Box(left, self.base.height - _STRIP - 8, right - left, _STRIP)
        strip = self.strip(row, box)
        if strip is None:
            raise too_long(row, "footer", self.least)
        ground = grounds.under(self.base, layout, box)
        color = grid.seen_on(self.theme, ground, MARKING)
        if not ground.shades or grid.least_ratio(rgb(color, self.theme), ground) < ground.least(TEXT):
            return replace(strip, fill=PAPER)
        return replace(strip, lines=tuple(replace(line, look=replace(line.look, color=color)) for line in strip.lines))


def _extent(slot: grid.Slot, width: float, size: float) -> Box:
    """Where a line of a footer stands in its place."""
    room = slot.room
    left = {"l": 0.0, "ctr": (room.width - width) / 2, "r": room.width - width}[slot.align]
    top = {"t": 0.0, "ctr": (room.height - size) / 2, "b": room.height - size}[slot.anchor]
    return Box(room.x + left, room.y + top, width, size)
