"""A theme's base for one deck: which layout a slide takes, and the base's footers on it.

Footer, date and number stand in the base's placeholders and look. The marking is on every slide: where a layout has no
room for it, in a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from policybrief.deck.colors import MARKING, MUTED, PAPER
from policybrief.deck.fit import grid, marking, scaled
from policybrief.deck.fit.footers import UNCOUNTED
from policybrief.deck.fit.placeholders import LAYOUTS
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Line, Look, PlaceholderKey, Role, Shape, TextShape, words
from policybrief.deck.typeset import Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import TEXT, ratio
from policybrief.text.document import Deck, Slide
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Base, Layout
from policybrief.theme.model import Theme

_KINDS = {"title": "cover", "section": "section"}
_FEET: Mapping[str, tuple[str, Role]] = {
    "ftr": ("Footer", "footer"),
    "dt": ("Date", "date"),
    "sldNum": ("Slide number", "number"),
}
_STRIP = 20.0
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
        return cls(scaled.base(theme.base, by), scaled.theme(theme, by), layouts, deck, by)

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
        """The layout for a slide: for content, one with as many body placeholders as texts, where there is one."""
        kind = _KINDS.get(slide.layout, "title-only")
        if kind == "title-only" and texts:
            kind = next((name for bodies, name in LAYOUTS if bodies >= texts and name in self.layouts), kind)
        return self.layouts[kind]

    # -- footers

    def numbered(self, layout: Layout) -> list[Shape]:
        """Date and number, where the layout has a place for them."""
        feet = [self.foot(layout, "dt", self.deck.date) if self.deck.date else None]
        feet.append(self.foot(layout, "sldNum", words(UNCOUNTED)))
        return [foot for foot in feet if foot]

    def foot(self, layout: Layout, kind: str, text: Text, *, marked: bool = False) -> TextShape | None:
        """A footer in the layout's placeholder and look; None where there is none, or it is too small for the text.

        LibreOffice does not inherit a footer's look, so it is written out. A colour that can't be read is not taken.
        """
        held = layout.foot(kind)
        if held is None or held.box.area < 1 or held.sideways or not self._on_slide(held.box):
            return None
        slot = grid.slot(self.base, layout, held, self.theme, TEXT)
        ground = grounds.under_text(self.base, layout, held)
        look = replace(slot.look, inherits=False)
        if ground.plain and (not held.look.rgb or ratio(held.look.on(ground.rgb), ground.rgb) < TEXT):
            look = replace(look, color=grid.seen(self.theme, ground.rgb, MARKING if marked else MUTED))
        most = (
            max(look.size, marking.TLP_LEAST * self.scale)
            if marked and marking.tlp(self.deck.markings, self.theme)
            else look.size
        )
        size = half(min(most, 18.0 * self.scale))
        while size >= self.least or size == half(most):
            sized = replace(look, size=size, bold=look.bold or marked)
            broken = wrapped(text, sized, held.room.width, self.type_)
            if broken.lines == 1 and not broken.cut and size * 1.15 <= held.box.height + 2:
                name, role = _FEET[kind]
                line = Line(text, sized, align=slot.align)
                return TextShape(
                    held.box,
                    (line,),
                    name,
                    slot.anchor,
                    held.insets,
                    slot.fill,
                    role,
                    held=PlaceholderKey(held.type, held.idx),
                )
            size -= 0.5
        return None

    def strip(self, text: Text, box: Box, *, label: bool = False) -> TextShape | None:
        """The marking as a line of its own at the foot of the content, where the footer can't take it."""
        size = (
            max(self.theme.deck.sizes.footer, marking.TLP_LEAST * self.scale) if label else self.theme.deck.sizes.footer
        )
        for points in (size, *(size - step / 2 for step in range(1, 12) if size - step / 2 >= self.least)):
            line = Line(text, Look(points, MARKING, bold=True), align="ctr")
            if wrapped(text, line.look, box.width, self.type_).lines == 1:
                return TextShape(box, (line,), "marking", "ctr", role="footer")
        return None

    def _on_slide(self, box: Box) -> bool:
        return Box(0, 0, self.base.width, self.base.height).holds(box, 2)

    def cover_strip(self, layout: Layout) -> Box | None:
        """Where the marking stands on a cover without a footer: at its foot."""
        row = marking.in_a_row(self.deck.markings) or self.deck.footer
        if not row or self.foot(layout, "ftr", row, marked=bool(self.deck.markings)):
            return None
        title = layout.title
        assert title
        left = max(18.0, min(title.room.x, self.base.width * 0.3))
        right = min(self.base.width - 18.0, max(title.room.right, self.base.width * 0.7))
        return Box(left, self.base.height - _STRIP - 8, right - left, _STRIP)

    def cover_marking(self, layout: Layout, row: Text, box: Box | None, too_long: TooLong) -> TextShape:
        """The marking on a cover without a footer: in a colour that is seen, or on a label of the paper's colour."""
        assert box
        strip = self.strip(row, box, label=bool(marking.tlp(self.deck.markings, self.theme)))
        if strip is None:
            raise too_long(row, "footer", self.least)
        ground = grounds.under(self.base, layout, box)
        if not ground.plain:
            return replace(strip, fill=PAPER)
        color = grid.seen(self.theme, ground.rgb, MARKING)
        return replace(strip, lines=tuple(replace(line, look=replace(line.look, color=color)) for line in strip.lines))
