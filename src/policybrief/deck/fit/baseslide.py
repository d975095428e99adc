"""A slide in a base's layouts: which layout it takes, and all that stands on it, at the scale of `OnBase`."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from policybrief.compose.places import Places
from policybrief.deck.colors import PAPER
from policybrief.deck.fit import exhibit, grid, marking
from policybrief.deck.fit.basecover import BaseCover
from policybrief.deck.fit.content import content
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.onbase import OnBase
from policybrief.deck.fit.progress import Progress
from policybrief.deck.fit.ruled import dressed
from policybrief.deck.fit.taller_title import SMALL
from policybrief.deck.fit.texts import Texts
from policybrief.deck.fit.title_size import one_size
from policybrief.deck.shapes import Decoration, PlaceholderKey, Shape, TextShape
from policybrief.errors import BriefError
from policybrief.text.document import Deck, Slide
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.text.value_path import ValuePath
from policybrief.theme.base.layouts import EXHIBITS, Layout, Placeholder
from policybrief.theme.model import Theme

_COVERS = ("cover", "section", "other-section", "closing")


@dataclass(frozen=True)
class BaseSlides:
    """Places the slides of a deck on a base."""

    on: OnBase
    texts: Texts
    progress: Progress

    @classmethod
    def of(cls, theme: Theme, places: Places, deck: Deck, numbers: Mapping[ValuePath, str]) -> BaseSlides:
        """For a theme that has a base; `numbers` are those of the sources that the deck lists."""
        on = OnBase.of(theme, deck)
        return cls(on, Texts(on.theme, places, on, numbers), Progress.of(deck.slides))

    def shapes(self, slide: Slide, least: int) -> tuple[Layout, list[Shape], int]:
        """The slide in the layout for as many texts as it has, if all fits there; else in the one for a title.

        Its blocks take the first step of the type scale from `least` on at which they fit; the last value says which.
        """
        if slide.layout != "content":
            return self.on.layout(slide), BaseCover(self.on, self.progress).shapes(slide, self._too_long_for), least
        layout, shapes, step = self._in_layout(slide, 0, least)
        if own := self._exhibited(slide, least, shapes):
            return own
        texts = sum(isinstance(shape, TextShape) and shape.role in ("column", "row") for shape in shapes)
        if texts and self.on.layout(slide, texts) != layout:
            with contextlib.suppress(BriefError, OverfullError):
                layout, shapes, step = self._in_layout(slide, texts, least)
        return layout, shapes, step

    def _exhibited(self, slide: Slide, least: int, usual: Sequence[Shape]) -> tuple[Layout, list[Shape], int] | None:
        """The slide in the layout for the one thing that it shows, where there is one and it is as large there."""
        kind = exhibit.kind_of(slide)
        layout = self.on.layouts.get(kind)
        place = layout.place(kind) if layout else None
        if layout is None or place is None:
            return None
        try:
            _, shapes, step = self._filled(slide, 0, least, layout=layout, place=place)
        except (BriefError, OverfullError):
            return None
        return (layout, shapes, step) if exhibit.as_good(kind, shapes, usual) else None

    @cached_property
    def _title_size(self) -> float:
        """The size of titles on all slides of content: the first at which each fits, in whichever layout."""
        alike = [slide for slide in self.on.deck.slides if slide.layout == "content"]
        layouts = [layout for kind, layout in self.on.layouts.items() if kind not in (*_COVERS, *EXHIBITS)]
        places = (grid.title(self.on.base, layout, self.on.theme) for layout in layouts)
        return min(one_size(place, sizes, alike, self.texts)[0] for place, sizes in places)

    def _in_layout(self, slide: Slide, texts: int, least: int) -> tuple[Layout, list[Shape], int]:
        """The slide with what stands at the head of its content; in a small area without it, and with its sources in
        one line, where that has it fit.
        """
        try:
            return self._filled(slide, texts, least)
        except OverfullError as over:
            if over.room.height >= SMALL:
                raise
        bare = replace(self, progress=Progress(()))
        try:
            return bare._filled(replace(slide, kicker=()), texts, least)
        except OverfullError:
            return bare._filled(replace(slide, kicker=()), texts, least, source_lines=1)

    def _filled(
        self,
        slide: Slide,
        texts: int,
        least: int,
        *,
        source_lines: int = 2,
        layout: Layout | None = None,
        place: Placeholder | None = None,
    ) -> tuple[Layout, list[Shape], int]:
        on, theme, markings = self.on, self.on.theme, self.on.deck.markings
        layout = layout or on.layout(slide, texts)
        row, house = on.row, on.house(layout)
        foot = on.foot(layout, "ftr", row, marked=bool(markings)) if row and not house else None
        label = marking.tlp(markings, theme, scale=on.scale)
        places = grid.of_base(
            on.base,
            layout,
            theme,
            kicker=bool(slide.kicker) or self.progress.shown(slide.section),
            label=label.box.height if label else 0.0,
            source=source_lines if slide.source or slide.back or slide.footnotes else 0,
        )
        if row and foot is None:
            foot = on.margin(layout, row, [places.title.box, places.panel or places.area or places.content])
        slots = places if foot or not row else grid.with_strip(places)
        sizes = tuple(size for size in slots.sizes if size <= self._title_size)
        slots = replace(slots, sizes=sizes or slots.sizes[-1:])
        if place:
            slots = replace(slots, content=slots.content.overlap(place.box))
        label = marking.tlp(markings, theme, *slots.label, on.scale)
        if label:  # what stands above the title ends before it
            slots = replace(slots, kicker=slots.kicker.inset(0, 0, slots.kicker.right - label.box.x + 12.0, 0))
        filled = content(slide, slots, self.texts, self.progress, least)
        shapes = dressed(filled.shapes, theme)
        if place:
            shapes = exhibit.held(slide, shapes, place, slots.content, on)
        if slots.panel:
            shapes.insert(1, Decoration(slots.panel, fill=PAPER))
        if slots.strip:
            foot = on.strip(row, slots.strip)
            if foot is None:
                raise self._too_long_for(row, "footer", on.least)
        held = iter(layout.bodies if texts else ())
        for number, shape in enumerate(shapes):
            if isinstance(shape, TextShape) and shape.role in ("column", "row") and (body := next(held, None)):
                shapes[number] = replace(shape, held=PlaceholderKey(body.type, body.idx, framed=True))
        shapes += [label] if label else []
        return layout, [*shapes, *(each for each in (foot, house) if each), *on.numbered(layout)], filled.step

    def _too_long_for(self, text: Text, what: str, size: float) -> BriefError:
        message = f"is too long for a slide's {what} at {self.texts.shown(size)} pt, on this base"
        return BriefError([self.texts.problem(text, message, "shorten it, or choose another layout in the theme")])
