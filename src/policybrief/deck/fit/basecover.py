"""Cover and section slides on a base.

A base's cover is the house's own: colours, faces and alignment are inherited, and what we add (kicker, byline,
designation, the sections of the deck) stands with the subtitle, in one size, measured and no smaller than can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

from policybrief.deck.colors import INK, PAPER, rgb
from policybrief.deck.fit import coverplaces, grid, margins, marking
from policybrief.deck.fit.grid import Slot
from policybrief.deck.fit.onbase import OnBase, TooLong, half
from policybrief.deck.fit.progress import Progress
from policybrief.deck.fit.sentences import paragraph_lines
from policybrief.deck.shapes import Anchor, Line, Look, PlaceholderKey, Shape, TextShape
from policybrief.deck.typeset import extent, wrapped
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import TEXT
from policybrief.text.document import Slide
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Run, plain
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Layout, Placeholder

_SHRINK = tuple(1.0 - step / 20 for step in range(9))
_NARROWER = (0.85, 0.7)
"""Of its place, what a list of sections may have where there is a drawing across it."""
_LARGEST = 18.0
"""The size of words below a title, but for a designation; no larger than the base's own subtitle."""


@dataclass(frozen=True)
class BaseCover:
    """Places the texts of a cover or a section slide."""

    on: OnBase
    progress: Progress

    @property
    def _page(self) -> Box:
        return Box(0.0, 0.0, self.on.base.width, self.on.base.height)

    def shapes(self, slide: Slide, too_long: TooLong) -> list[Shape]:
        """Title, and all other words in the placeholder for the subtitle or in free room near the title."""
        layout = self.on.layout(slide)
        assert layout.title, "mapping lets no layout without a title in"
        place, _ = grid.title(self.on.base, layout, self.on.theme)
        head = self._title(slide, replace(place), layout.title.look.size, too_long)
        house = self.on.house(layout)
        foot = self._foot(layout, head.box, too_long, in_place=house is None)
        strip = foot.box if foot and not foot.held else None
        words = self._words(slide)
        shapes: list[Shape] = [head]
        listed = (self._below(lines, layout, head.box, strip, on_plain=True) for lines in self._sections(slide, words))
        below = next(filter(None, listed), None)
        said = below or (self._below(words, layout, head.box, strip) if words else None)
        if words and not said and slide.layout != "closing":  # which says nothing that the cover has not said
            self._too_long(words, too_long)
        if said:
            # the name of a section alone is not worth a box on a picture: its slides say it
            shapes += [] if said.fill and slide.layout == "section" and len(words) == bool(slide.kicker) else [said]
        shapes += [each for each in (foot, house) if each]
        if slide.layout == "section":
            shapes += self.on.numbered(layout)
        return shapes

    def _foot(self, layout: Layout, head: Box, too_long: TooLong, *, in_place: bool) -> TextShape | None:
        """The marking: in the layout's place for a footer, or in free room beside title and subtitle."""
        row, own = self.on.row, coverplaces.subtitle(layout)
        if not row:
            return None
        foot = self.on.foot(layout, "ftr", row, marked=bool(self.on.deck.markings)) if in_place else None
        return foot or self.on.cover_marking(layout, row, [head, *([own.box] if own else [])], too_long)

    def _title(self, slide: Slide, place: Slot, own: float, too_long: TooLong) -> TextShape:
        """The title in the base's own size, or the first below it at which its box holds it."""
        sizes = grid.sizes_from(own, (self.on.theme.deck.sizes.lead,), self.on.scale)
        for size in sizes:
            line = Line(slide.title, replace(place.look, size=size), align=place.align)
            height, faults = extent((line,), place.room.width, self.on.type_)
            if height <= place.room.height and not faults.cuts:
                return TextShape(
                    place.box, (line,), "title", place.anchor, place.insets, place.fill, "title", held=place.held
                )
        raise too_long(slide.title, "title", sizes[-1])

    def _words(self, slide: Slide) -> tuple[Line, ...]:
        """Kicker, subtitle, byline and designation as lines of one text, at their largest."""
        lines: list[Line] = []
        if slide.kicker:
            lines.append(Line(slide.kicker, Look(_LARGEST, bold=True, caps=True, spacing=1.0)))
        if slide.subtitle:
            lines.append(Line(slide.subtitle, Look(_LARGEST), before=4.0))
        for number, (label, said) in enumerate(slide.fields):
            named_ = tuple(replace(run, bold=True) for run in label)
            lines.append(Line((*named_, Run(" "), *said), Look(_LARGEST), before=4.0 if number else 12.0))
        for number, block in enumerate(block for block in slide.blocks if isinstance(block, Paragraph)):
            before = 12.0 if not number else 3.0
            lines += (replace(line, look=Look(_LARGEST), before=before) for line in paragraph_lines(block, _LARGEST))
        if slide.layout == "title" and self.on.deck.designation:
            named = marking.block(self.on.deck.designation, Look(max(11.0, self.on.least)))
            lines += (replace(line, before=1.0 if number else 10.0) for number, line in enumerate(named))
        return tuple(lines)

    def _sections(self, slide: Slide, words: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
        """The ways to list the sections of the deck with the numbers of their slides, the one that begins here in bold:
        below one another, or run in. Its name is what a kicker says. None on a cover, and where there is one section.
        """
        names = self.progress.sections
        if slide.layout != "section" or slide.section not in names or len(names) < 2:
            return
        words = () if plain(slide.kicker) == slide.section and not slide.subtitle else words
        entries = [Run(f"{name} {self.progress.range_of(name)}", bold=name == slide.section) for name in names]
        yield (*words, *(Line((entry,), Look(_LARGEST), before=4.0) for entry in entries))
        runs = [run for entry in entries for run in (Run("  ·  "), entry)]
        yield (*words, Line(tuple(runs[1:]), Look(_LARGEST), before=4.0))

    def _too_long(self, lines: tuple[Line, ...], too_long: TooLong) -> NoReturn:
        raise too_long(max((line.text for line in lines), key=lambda text: len(plain(text))), "cover", self.on.least)

    def _below(
        self, lines: tuple[Line, ...], layout: Layout, head: Box, strip: Box | None, *, on_plain: bool = False
    ) -> TextShape | None:
        """The words in the layout's placeholder; in a higher one, where there is room; or in a box near the title. None
        where they are too long for all of these, or would not stand `on_plain` ground.
        """
        own = coverplaces.subtitle(layout)
        places = self._held(layout, own, head, strip) if own else []
        rooms = [self._boxed(layout, room) for room in coverplaces.rooms(self._page, layout, head, strip)]
        places += [room for room in rooms if not (own and room.fill)]
        places.sort(key=lambda place: bool(place.fill))
        if on_plain:
            places = [narrower for place in places if not place.fill for narrower in _narrower(place)]
        return next(self._fitting(lines, layout, places, own, on_plain=on_plain), None)

    def _held(self, layout: Layout, given: Placeholder, head: Box, strip: Box | None) -> list[Slot]:
        """The layout's placeholder as a place; and where that is small, with the free room above and below it."""
        own = coverplaces.clear(layout, given, head)
        slot = grid.slot(self.on.base, layout, own, self.on.theme, TEXT)
        framed = replace(slot, held=PlaceholderKey(own.type, own.idx, framed=True))
        room = coverplaces.free(self._page, layout, own, head, strip)
        places = [slot if own == given else framed] if not own.box.overlap(head).area > 1 else []
        return places + ([replace(framed, box=room)] if room.height > own.box.height + 1 or not places else [])

    def _fitting(
        self,
        lines: tuple[Line, ...],
        layout: Layout,
        places: Sequence[Slot],
        own: Placeholder | None,
        *,
        on_plain: bool,
    ) -> Iterator[TextShape]:
        """The words in the places that hold them: those where all stand on one ground first, and large ones. A fill of
        the placeholder's own is as large as the layout has it, if it can.
        """
        for plain_ground, least in ((True, 0.8), (True, 0.6), *([] if on_plain else [(False, 0.8), (False, 0.6)])):
            for place in places:
                kept = place.filled and own is not None and place.box == own.box
                for share in _SHRINK:
                    sized = tuple(_sized(line, place, share, own, self.on.least, light=on_plain) for line in lines)
                    height, faults = extent(sized, place.room.width, self.on.type_)
                    fits = share >= (_SHRINK[-1] if kept else least) - 0.01 and height <= place.room.height
                    if (
                        fits
                        and not faults.cuts
                        and not (plain_ground and self._on_drawing(sized, layout, place, height))
                    ):
                        box = place.box if place.held else _cut(place, height)
                        yield TextShape(
                            box, sized, "subtitle", place.anchor, place.insets, place.fill, "subtitle", held=place.held
                        )

    def _on_drawing(self, lines: tuple[Line, ...], layout: Layout, place: Slot, height: float) -> bool:
        """Whether lines of that height would stand on what is drawn there."""
        room = place.room
        down = {"t": 0.0, "ctr": (room.height - height) / 2, "b": room.height - height}[place.anchor]
        widest = max(wrapped(line.text, line.look, room.width, self.on.type_).width for line in lines)
        width = widest if place.align == "l" else room.width
        box = Box(room.x, room.y + down, width, height)
        drawn = margins.on_drawing(layout, box)
        return place.fill is None and (drawn or not grounds.under(self.on.base, layout, box).plain)

    def _boxed(self, layout: Layout, room: Box) -> Slot:
        """A box of our own in a free room: in the title's colour, where that can be read there."""
        title = layout.title
        assert title
        ground = grounds.under(self.on.base, layout, room)
        own = title.look.rgb
        kept = bool(own and ground.shades) and grid.least_ratio(own, ground) >= ground.least(TEXT)
        color = title.look.color if kept else grid.seen_on(self.on.theme, ground)
        bare = bool(ground.shades) and (
            kept or grid.least_ratio(rgb(color or INK, self.on.theme), ground) >= ground.least(TEXT)
        )
        anchor: Anchor = "b" if room.y < title.box.y else "t"
        insets, fill = (title.insets[0], 0.0, title.insets[2], 0.0), None if bare else PAPER
        return Slot(
            room,
            Look(_LARGEST, color if bare and color else INK),
            anchor,
            insets,
            grid.align(title.look.align),
            fill=fill,
        )


def _cut(place: Slot, height: float) -> Box:
    """A box of our own, no higher than its text."""
    top = place.box.bottom - height if place.anchor == "b" else place.box.y
    return Box(place.box.x, top, place.box.width, height)


def _narrower(place: Slot) -> Iterator[Slot]:
    """A place, and narrower ones from its left edge: what is drawn on a layout often stands at the right."""
    yield place
    if place.align == "l":
        held = replace(place.held, framed=True) if place.held else None
        for share in _NARROWER:
            yield replace(place, box=replace(place.box, width=share * place.box.width), held=held)


def _sized(
    line: Line, place: Slot, share: float, own: Placeholder | None, least: float, *, light: bool = False
) -> Line:
    """A line in the look of its place, at a share of its largest size; a subtitle is no larger than the base's own.
    A `light` one is bold only where its text is, for that says something.
    """
    largest = min(line.look.size, own.look.size) if own and line.look.size == _LARGEST else line.look.size
    size = max(min(least, line.look.size), half(largest * share))
    look = replace(place.look, size=size)
    bold = place.look.bold if place.look.inherits else line.look.bold or place.look.bold
    look = replace(look, bold=bold)
    if light and place.look.bold:
        look = replace(look, bold=False, inherits=False)
    return replace(line, look=look, before=line.before * share, align=place.align)
