"""The title slide and the slides between sections on our own master: few words, in the theme's cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from policybrief.deck.colors import INK, MUTED
from policybrief.deck.cover import COVERS, Cover
from policybrief.deck.fit import marking, section_list
from policybrief.deck.fit.grid import Slot
from policybrief.deck.fit.progress import Progress
from policybrief.deck.fit.sentences import paragraph_lines
from policybrief.deck.fit.texts import Texts, gathered
from policybrief.deck.looks import kicker_look
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import GUTTER, extent, leading, name_of, wrapped
from policybrief.deck.widths import settled, titled
from policybrief.ooxml.box import Box
from policybrief.text.document import Deck, Slide
from policybrief.text.items import Fields
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_RULE = 1.5
_PAD = 12.0
_LABEL = 20.0
"""From the top of a field's label to that of its words."""


@dataclass(frozen=True)
class CoverSlide:
    """Places the texts of a cover or a section slide."""

    deck: Deck
    texts: Texts
    progress: Progress

    @property
    def cover(self) -> Cover:
        return COVERS[self.texts.theme.deck.cover]

    def shapes(self, slide: Slide) -> list[Shape]:
        """All that stands on it but for the marking. Raises the problems of all texts at once."""
        cover, sizes, first = self.cover, self.texts.theme.deck.sizes, slide.layout == "title"
        box = cover.title_box if first else cover.section_title_box
        below = cover.subtitle_box if first else cover.section_subtitle_box
        byline = cover.byline_box if first else cover.section_byline_box
        look = Look(sizes.cover, cover.title, bold=True, heading=True, leading=1.0)
        lower = self._lower(slide, box, look)
        slot = Slot(replace(box, height=box.height + lower), look, "b" if first else "t")
        below = replace(below, y=below.y + lower)
        makers: list[Callable[[], TextShape]] = [
            lambda: replace(
                self.texts.title(slide.title, slot, (sizes.cover, sizes.title, sizes.lead), 4), framed=bool(lower)
            )
        ]
        if slide.kicker:
            small = kicker_look(self.texts.theme.deck, cover.kicker)
            makers.append(lambda: self.texts.one_line(slide.kicker, cover.kicker_box, small, "kicker"))
        if slide.subtitle:
            line = Line(slide.subtitle, Look(sizes.lead, cover.subtitle))
            smaller = (sizes.head, sizes.text)
            makers.append(
                lambda: replace(
                    self._balanced(self.texts.room((line,), below, "subtitle", "t", smaller=smaller)),
                    framed=bool(lower),
                )
            )
        if slide.blocks:
            lines = self._byline(slide)
            makers.append(lambda: self.texts.room(lines, byline, "byline", "t"))
        if first and self.deck.designation:
            named = marking.block(self.deck.designation, Look(sizes.footer, cover.quiet))
            makers.append(lambda: self.texts.room(named, cover.designation_box, "designation", "b"))
        return [*gathered(makers), *self._fields(slide.fields), *self._beside_texts(slide)]

    def _beside_texts(self, slide: Slide) -> list[Shape]:
        """A cover's logo; or the sections of the deck, on a slide between them."""
        if slide.layout != "title":
            return section_list.shapes(slide.section, self.progress, self.cover, self.texts.type_)
        if not self.texts.theme.logo:
            return []
        from policybrief.deck.fit import logo

        return logo.shapes(self.texts.theme.logo)

    def _lower(self, slide: Slide, box: Box, look: Look) -> float:
        """By how much a title ends lower that has a line more at its largest than its box, or in two parts: there is
        room below, where nothing stands before what is at the foot of a cover or beside a title.
        """
        first = slide.layout == "title"
        if slide.blocks or (first and self.deck.designation):
            return 0.0
        type_ = self.texts.type_
        line = leading(look, type_)
        lines = int(box.height / line) + 1
        title, width = titled(slide.title, look, box.width, type_, lines)
        broken = wrapped(title, look, width, type_)
        return lines * line - box.height if broken.lines == lines and not broken.cut else 0.0

    def _balanced(self, shape: TextShape) -> TextShape:
        """A text whose lines are of about one length."""
        spare = shape.box.width - settled(shape.lines, shape.box.width, self.texts.type_)
        return replace(shape, insets=(0.0, 0.0, round(spare, 1), 0.0))

    def _byline(self, slide: Slide) -> tuple[Line, ...]:
        paragraphs = [block for block in slide.blocks if isinstance(block, Paragraph)]
        assert len(paragraphs) == len(slide.blocks), "vocabulary.SLIDES lets nothing else in"
        size, cover = self.texts.theme.deck.sizes.text, self.cover
        return tuple(
            replace(line, look=Look(size, cover.quiet if line.look.color == MUTED else cover.byline), before=3.0)
            for block in paragraphs
            for line in paragraph_lines(block, size)
        )

    # -- fields

    def _fields(self, fields: Fields) -> list[Shape]:
        """Who it is for, who it is from, when: each label with its words below it."""
        if not fields:
            return []
        if self.cover.fields == "stack":
            return self._stacked(fields)
        return self._beside(fields)

    def _beside(self, fields: Fields) -> list[Shape]:
        """Side by side, in columns of the grid or in boxes that share a frame."""
        cover, place = self.cover, self.cover.fields_box
        boxed = cover.fields == "boxes"
        gap = 0.0 if boxed else GUTTER
        columns = max(len(fields), 3)
        width = (place.width - gap * (columns - 1)) / columns
        boxes = [Box(place.x + number * (width + gap), place.y, width, place.height) for number in range(len(fields))]
        side = _PAD if boxed else 0.0
        rooms = [box.inset(side, _PAD if boxed else 8.0, side, 4.0) for box in boxes]
        size = self._size(fields, rooms)
        shapes: list[Shape] = []
        for box, room, field in zip(boxes, rooms, fields, strict=True):
            shapes += self._field(field, room, size)
            if not boxed:
                shapes.append(Decoration(replace(box, height=_RULE), fill=cover.rule))
        if boxed:
            frame = Box(place.x, place.y, boxes[-1].right - place.x, place.height)
            shapes.append(Decoration(frame, outline=cover.rule, outline_width=0.75))
            shapes += [
                Decoration(Box(right.x, place.y, 0.75, place.height), fill=cover.rule) for _, right in pairwise(boxes)
            ]
        return shapes

    def _stacked(self, fields: Fields) -> list[Shape]:
        """One below the other, each as high as its words."""
        place, shapes = self.cover.fields_box, list[Shape]()
        y = place.y
        for label, words in fields:
            line = Line(words, Look(self.texts.theme.deck.sizes.text))
            height = 8.0 + _LABEL + extent((line,), place.width, self.texts.type_)[0]
            box = Box(place.x, y, place.width, height)
            shapes.append(Decoration(replace(box, height=_RULE), fill=self.cover.rule))
            shapes += self._field((label, words), box.inset(0, 8.0, 0, 0), self.texts.theme.deck.sizes.text)
            y += height + 16.0
        return shapes

    def _size(self, fields: Fields, rooms: Sequence[Box]) -> float:
        """That of the words of fields: of all of them the one in which the longest has room."""
        sizes, type_ = self.texts.theme.deck.sizes, self.texts.type_
        heights = (
            extent((Line(words, Look(sizes.text)),), room.width, type_)
            for (_, words), room in zip(fields, rooms, strict=True)
        )
        fit = all(
            height <= room.height - _LABEL and not faults.cuts
            for (height, faults), room in zip(heights, rooms, strict=True)
        )
        return sizes.text if fit else sizes.label

    def _field(self, field: tuple[Text, Text], box: Box, size: float) -> list[Shape]:
        label, words = field
        sizes, cover = self.texts.theme.deck.sizes, self.cover
        on_paper = cover.fields == "stack"
        small = kicker_look(self.texts.theme.deck, cover.quiet)
        line = Line(words, Look(size, INK if on_paper else cover.byline))
        said = self._balanced(
            self.texts.room((line,), box.inset(0, _LABEL, 0, 0), "byline", "t", smaller=(sizes.label,))
        )
        name = name_of(words)
        return [
            TextShape(replace(box, height=_LABEL), (Line(label, small),), f"label of {name}"),
            replace(said, name=name, role=""),
        ]
