"""Slides on a base: the texts of cover and section slides in its placeholders, and its footers on every slide.

A base's cover is the house's own: colours, faces and alignment are inherited, and what we add (kicker, byline,
designation) stands with the subtitle, measured and no smaller than can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policybrief import grounds
from policybrief.base import FEET, Base, Layout, Placeholder
from policybrief.contrast import ratio
from policybrief.deck import grid, marks, scaled
from policybrief.deck.grid import READABLE, Slot
from policybrief.deck.shapes import Anchor, Box, Held, Line, Look, PlacedSlide, Shape, TextShape, words
from policybrief.deck.typeset import Type, extent, half, paragraph_lines, wrapped
from policybrief.document import Deck, Paragraph, Slide, Text, plain
from policybrief.theme import Theme

_KINDS = {"title": "cover", "section": "section"}
_SHRINK = tuple(1.0 - step / 20 for step in range(9))
_STRIP = 20.0
TooLong = Callable[[Text, str, float], Exception]
"""Makes the error for a text that is too long for what, at how many points."""


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
        layouts = {kind: scaled.layout(one, by) for kind, one in theme.layouts.items()}
        return cls(scaled.base(theme.base, by), scaled.theme(theme, by), layouts, deck, by)

    def slide(self, slide: PlacedSlide) -> PlacedSlide:
        """A slide as it was fitted, at the base's own size."""
        return replace(slide, shapes=tuple(scaled.shape(one, 1 / self.scale) for one in slide.shapes))

    @property
    def least(self) -> float:
        """The smallest type of a marking."""
        return marks.LEAST * self.scale

    @property
    def smallest(self) -> Type:
        return Type(self.theme.deck, 0.0)

    def layout(self, slide: Slide, texts: int = 0) -> Layout:
        """The layout for a slide: for content, one with as many body placeholders as texts, where there is one."""
        kind = _KINDS.get(slide.layout, "title-only")
        if kind == "title-only" and texts:
            rooms = (("one-text", 1), ("two-texts", 2), ("three-texts", 3), ("five-texts", 5))
            kind = next((name for name, room in rooms if room >= texts and name in self.layouts), kind)
        return self.layouts[kind]

    # -- cover and section slides

    def cover(self, slide: Slide, too_long: TooLong) -> list[Shape]:
        """Title, and all other words in the placeholder for the subtitle or in free room near the title."""
        layout = self.layout(slide)
        assert layout.title, "mapping lets no layout without a title in"
        place, floor, ceiling = grid.title(self.base, layout, self.theme)
        head = self._title(slide, replace(place), min(floor, ceiling), layout.title.look.size, too_long)
        lines = self._words(slide)
        strip = self._strip(layout)
        shapes: list[Shape] = [head]
        if lines:
            shapes.append(self._below(lines, layout, head.box, strip, too_long))
        row = marks.in_a_row(self.deck.markings) or self.deck.footer
        foot = self.foot(layout, "ftr", row, marked=bool(self.deck.markings)) if row else None
        if row and foot:
            shapes.append(foot)
        elif row:
            shapes.append(self._marking(layout, row, strip, too_long))
        if slide.layout == "section":
            shapes += self.numbered(layout)
        return shapes

    def _title(self, slide: Slide, place: Slot, floor: float, ceiling: float, too_long: TooLong) -> TextShape:
        """The title at the largest size at which its box holds it."""
        size = ceiling
        while size >= floor:
            line = Line(slide.title, replace(place.look, size=half(size)), align=place.align)
            height, faults = extent((line,), place.room.width, self.smallest)
            if height <= place.room.height and not faults.cuts:
                return TextShape(
                    place.box, (line,), "title", place.anchor, place.insets, place.fill, "title", held=place.held
                )
            size -= 0.5
        raise too_long(slide.title, "title", floor)

    def _words(self, slide: Slide) -> tuple[Line, ...]:
        """Kicker, subtitle, byline and designation as lines of one text, at their largest."""
        lines: list[Line] = []
        if slide.kicker:
            lines.append(Line(slide.kicker, Look(self.theme.deck.kicker + 1.5, bold=True, caps=True, spacing=1.0)))
        if slide.subtitle:
            lines.append(Line(slide.subtitle, Look(22.0), before=4.0))
        for number, block in enumerate(block for block in slide.blocks if isinstance(block, Paragraph)):
            before = 12.0 if not number else 3.0
            lines += (replace(line, look=Look(16.0), before=before) for line in paragraph_lines(block, 16.0))
        if slide.layout == "title" and self.deck.designation:
            named = marks.block(self.deck.designation)
            lines += (
                replace(line, look=Look(max(11.0, self.least)), before=10.0 if not n else 1.0)
                for n, line in enumerate(named)
            )
        return tuple(lines)

    def _below(
        self, lines: tuple[Line, ...], layout: Layout, head: Box, strip: Box | None, too_long: TooLong
    ) -> TextShape:
        """The words in the layout's placeholder; in a higher one, where there is room; or in a box near the title."""
        own = self._subtitle(layout)
        places: list[Slot] = []
        if own:
            own = self._clear(layout, own)
            slot = grid.slot(self.base, layout, own, self.theme, READABLE)
            if own != self._subtitle(layout):
                slot = replace(slot, held=Held(own.type, own.idx, framed=True))
            free = self._free(layout, own, head, strip)
            moved = replace(slot, box=free, held=Held(own.type, own.idx, framed=True))
            places += [slot] if not slot.box.overlap(head).area > 1 else []
            places += [moved] if free.height > own.box.height + 1 or not places else []
        else:
            places += [self._boxed(layout, room) for room in self._rooms(layout, head, strip)]
        smallest = 0.0
        for least in (0.8, 0.6):
            for place in places:
                for share in _SHRINK:
                    sized = tuple(_sized(line, place, share, own, self.least) for line in lines)
                    smallest = min(line.look.size for line in sized)
                    height, faults = extent(sized, place.room.width, self.smallest)
                    if share >= least - 0.01 and height <= place.room.height and not faults.cuts:
                        return TextShape(
                            place.box if place.held else _cut(place, height),
                            sized,
                            "subtitle",
                            place.anchor,
                            place.insets,
                            place.fill,
                            "subtitle",
                            held=place.held,
                        )
        raise too_long(max((line.text for line in lines), key=lambda text: len(plain(text))), "cover", smallest)

    def _subtitle(self, layout: Layout) -> Placeholder | None:
        """The placeholder for the subtitle: the one of this type, or the largest for text."""
        keys = [(one.type, one.idx) for one in layout.placeholders]
        found = [
            one
            for one in layout.placeholders
            if one.type in ("subTitle", "body", "obj")
            and keys.count((one.type, one.idx)) == 1
            and not one.sideways
            and one.room.width >= 120
            and one.box.height >= 14
        ]
        return max(found, key=lambda one: (one.type == "subTitle", one.type == "body", one.box.area), default=None)

    def _clear(self, layout: Layout, own: Placeholder) -> Placeholder:
        """The placeholder in the larger part of its box, where a band runs through it: text can't be read on both."""
        box = own.box
        for thing in layout.drawn[1:]:
            if not thing.box.holds(box, 3) and thing.box.overlap(box).area > 0.02 * box.area:
                rest = box.without(thing.box, 4)
                box = rest if rest.area > 0.25 * own.box.area and rest.height > 48 else box
        return replace(own, box=box)

    def _taken(self, layout: Layout, box: Box, strip: Box | None) -> Iterator[Box]:
        """What bounds a text that grows: footers, the strip of the marking, and what is drawn beside its ground."""
        yield from (one.box for one in layout.placeholders if one.type in FEET and one.box.area > 0)
        yield from [strip] if strip else []
        yield from (thing.box for thing in layout.drawn[1:] if not thing.box.holds(box, 3))

    def _free(self, layout: Layout, own: Placeholder, head: Box, strip: Box | None) -> Box:
        """The placeholder's box with the free room above and below it."""
        box = own.box
        if box.overlap(head).area > 1:  # a title that had to be made higher
            box = max(_parts(box, head), key=lambda one: one.height)
        top, bottom = 12.0, self.base.height - 12.0
        for one in [head, *self._taken(layout, box, strip)]:
            if one.right <= box.x or one.x >= box.right or one.overlap(box).area > 1:
                continue
            top = max(top, one.bottom + 4) if one.bottom <= box.y + 1 else top
            bottom = min(bottom, one.y - 4) if one.y >= box.bottom - 1 else bottom
        top = box.y if own.anchor == "t" else min(top, box.y)
        bottom = box.bottom if own.anchor == "b" else max(bottom, box.bottom)
        return Box(box.x, top, box.width, bottom - top)

    def _rooms(self, layout: Layout, head: Box, strip: Box | None) -> list[Box]:
        """Free rooms below and above the title, the larger first."""
        below = Box(head.x, head.bottom + 8, head.width, self.base.height - 24 - head.bottom - 8)
        above = Box(head.x, 24.0, head.width, head.y - 8 - 24)
        found = []
        for room in (below, above):
            for one in self._taken(layout, room, strip):
                cut = room.without(one, 6)
                room = cut if cut.area > 0.3 * room.area else room  # noqa: PLW2901  # what is left of it
            found.append(room)
        return sorted((room for room in found if room.height > 24), key=lambda room: -room.area)

    def _boxed(self, layout: Layout, room: Box) -> Slot:
        """A box of our own in a free room: in the title's colour, where that can be read there."""
        title = layout.title
        assert title
        ground = grounds.under(self.base, layout, room)
        ours = not ground.plain or not title.look.rgb or ratio(title.look.rgb, ground.rgb) < READABLE
        color = ("ink" if not ground.plain else grid.seen(self.theme, ground.rgb)) if ours else title.look.color
        anchor: Anchor = "b" if room.y < title.box.y else "t"
        insets, fill = (title.insets[0], 0.0, title.insets[2], 0.0), "" if ground.plain else "paper"
        return Slot(room, Look(22.0, color or "ink"), anchor, insets, grid.align(title.look.align), fill=fill)

    # -- footers

    def numbered(self, layout: Layout) -> list[Shape]:
        """Date and number, where the layout has a place for them."""
        found = [self.foot(layout, "dt", self.deck.date) if self.deck.date else None]
        found.append(self.foot(layout, "sldNum", words("‹#›")))
        return [one for one in found if one]

    def foot(self, layout: Layout, kind: str, text: Text, *, marked: bool = False) -> TextShape | None:
        """A footer in the layout's placeholder and look; None where there is none, or it is too small for the text.

        LibreOffice does not inherit a footer's look, so it is written out. A colour that can't be read is not taken.
        """
        held = layout.foot(kind)
        if held is None or held.box.area < 1 or held.sideways or not self._on_slide(held.box):
            return None
        slot = grid.slot(self.base, layout, held, self.theme, READABLE)
        ground = grounds.under(self.base, layout, held.room)
        look = replace(slot.look, inherits=False)
        if ground.plain and (not held.look.rgb or ratio(held.look.rgb, ground.rgb) < READABLE):
            look = replace(look, color=grid.seen(self.theme, ground.rgb, "marking" if marked else "muted"))
        most = max(look.size, marks.TLP_LEAST * self.scale) if marked and marks.label(self.deck.markings) else look.size
        size = half(min(most, 18.0 * self.scale))
        while size >= self.least or size == half(most):
            sized = replace(look, size=size, bold=look.bold or marked)
            broken = wrapped(text, sized, held.room.width, self.smallest)
            if broken.lines == 1 and not broken.cut and size * 1.15 <= held.box.height + 2:
                name = {"ftr": "Footer", "dt": "Date", "sldNum": "Slide number"}[kind]
                field = "slidenum" if kind == "sldNum" else ""
                line = Line(text, sized, align=slot.align)
                return TextShape(
                    held.box,
                    (line,),
                    name,
                    slot.anchor,
                    held.insets,
                    slot.fill,
                    "foot",
                    held=Held(held.type, held.idx, field=field),
                )
            size -= 0.5
        return None

    def strip(self, text: Text, box: Box, *, label: bool = False) -> TextShape | None:
        """The marking as a line of its own at the foot of the content, where the footer can't take it."""
        size = max(self.theme.deck.marking, marks.TLP_LEAST * self.scale) if label else self.theme.deck.marking
        for points in (size, *(size - step / 2 for step in range(1, 12) if size - step / 2 >= self.least)):
            line = Line(text, Look(points, "marking", bold=True), align="ctr")
            if wrapped(text, line.look, box.width, self.smallest).lines == 1:
                return TextShape(box, (line,), "marking", "ctr", role="foot")
        return None

    def _on_slide(self, box: Box) -> bool:
        return Box(0, 0, self.base.width, self.base.height).holds(box, 2)

    def _strip(self, layout: Layout) -> Box | None:
        """Where the marking stands on a cover without a footer: at its foot."""
        row = marks.in_a_row(self.deck.markings) or self.deck.footer
        if not row or self.foot(layout, "ftr", row, marked=bool(self.deck.markings)):
            return None
        title = layout.title
        assert title
        left = max(18.0, min(title.room.x, self.base.width * 0.3))
        right = min(self.base.width - 18.0, max(title.room.right, self.base.width * 0.7))
        return Box(left, self.base.height - _STRIP - 8, right - left, _STRIP)

    def _marking(self, layout: Layout, row: Text, box: Box | None, too_long: TooLong) -> TextShape:
        """The marking on a cover without a footer: in a colour that is seen, or on a label of the paper's colour."""
        assert box
        found = self.strip(row, box, label=bool(marks.label(self.deck.markings)))
        if found is None:
            raise too_long(row, "footer", self.least)
        ground = grounds.under(self.base, layout, box)
        if not ground.plain:
            return replace(found, fill="paper")
        color = grid.seen(self.theme, ground.rgb, "marking")
        return replace(found, lines=tuple(replace(one, look=replace(one.look, color=color)) for one in found.lines))


def _cut(place: Slot, height: float) -> Box:
    """A box of our own, no higher than its text."""
    top = place.box.bottom - height if place.anchor == "b" else place.box.y
    return Box(place.box.x, top, place.box.width, height)


def _parts(box: Box, taken: Box) -> Sequence[Box]:
    return (
        Box(box.x, taken.bottom + 4, box.width, box.bottom - taken.bottom - 4),
        Box(box.x, box.y, box.width, taken.y - 4 - box.y),
    )


def _sized(line: Line, place: Slot, share: float, own: Placeholder | None, least: float) -> Line:
    """A line in the look of its place, at a share of its largest size; a subtitle is no larger than the base's own."""
    largest = min(line.look.size, own.look.size) if own and line.look.size > 20 else line.look.size
    size = max(min(least, line.look.size), half(largest * share))
    look = replace(place.look, size=size)
    bold = place.look.bold if place.look.inherits else line.look.bold or place.look.bold
    look = replace(look, bold=bold)
    return replace(line, look=look, before=line.before * share, align=place.align)
