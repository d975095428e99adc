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
from policybrief.deck.widths import holds_names, settled, titled
from policybrief.ooxml.box import Box
from policybrief.text.document import Deck, Slide
from policybrief.text.items import Fields
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, held_to_commas, plain

_RULE = 1.5
_PAD = 12.0
_LABEL = 20.0
"""From the top of a field's label to that of its words."""
_UNFIT = 99
"""As many lines as words count for that are too wide for one."""


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
        return [
            *gathered(makers),
            *self._fields(slide, below.bottom if slide.subtitle else slot.box.bottom),
            *self._beside_texts(slide),
        ]

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

    def _fields(self, slide: Slide, top: float) -> list[Shape]:
        """Who it is for, who it is from, when: each label with its words below it; all below the title, whose room ends
        at the `top`.
        """
        if not slide.fields:
            return []
        if self.cover.fields == "stack":
            return self._stacked(slide.fields)
        taken = bool(slide.blocks or self.deck.designation)
        return self._beside(slide.fields, 0.0 if taken else max(0.0, self.cover.fields_box.y - top - GUTTER))

    def _beside(self, fields: Fields, above: float) -> list[Shape]:
        """Side by side, in columns of the grid or in boxes that share a frame. With many lines they begin higher, in
        what is free `above`.
        """
        cover, place = self.cover, self.cover.fields_box
        boxed = cover.fields == "boxes"
        gap = 0.0 if boxed else GUTTER
        columns = max(len(fields), 3)
        width = (place.width - gap * (columns - 1)) / columns
        side = _PAD if boxed else 0.0
        top, bottom = (_PAD, _PAD) if boxed else (8.0, 4.0)
        line = leading(Look(self.texts.theme.deck.sizes.text), self.texts.type_)
        most = int((place.height - top - bottom - _LABEL + above) / line)
        fields = tuple((label, self._at_commas(words, width - 2 * side, most)) for label, words in fields)
        lines = max(self._lines(words, width - 2 * side) for _, words in fields)
        if lines <= most:
            higher = max(0.0, lines * line + top + bottom + _LABEL - place.height)
            place = replace(place, y=place.y - higher, height=place.height + higher)
        boxes = [Box(place.x + number * (width + gap), place.y, width, place.height) for number in range(len(fields))]
        rooms = [box.inset(side, top, side, 4.0) for box in boxes]
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
        place, shapes, size = self.cover.fields_box, list[Shape](), self.texts.theme.deck.sizes.text
        line = leading(Look(size), self.texts.type_)
        least = sum(8.0 + _LABEL + 16.0 + line * self._lines(words, place.width) for _, words in fields) - 16.0
        foot = self.cover.designation_box.y if self.deck.designation else self.cover.marking_box.y - 4.0
        spare = max(0, int((foot - place.y - least) / line))
        y = place.y
        for label, whole in fields:
            words = self._at_commas(whole, place.width, self._lines(whole, place.width) + spare)
            height = 8.0 + _LABEL + extent((Line(words, Look(size)),), place.width, self.texts.type_)[0]
            box = Box(place.x, y, place.width, height)
            shapes.append(Decoration(replace(box, height=_RULE), fill=self.cover.rule))
            shapes += self._field((label, words), box.inset(0, 8.0, 0, 0), size)
            y += height + 16.0
        return shapes

    def _lines(self, words: Text, width: float) -> int:
        broken = wrapped(words, Look(self.texts.theme.deck.sizes.text), width, self.texts.type_)
        return broken.lines if not broken.cut else _UNFIT

    def _at_commas(self, words: Text, width: float, most: int) -> Text:
        """Words of several lines whose lines end at commas alone, where these make no more than `most` of them."""
        parts = plain(words).replace(", ", ",\n").splitlines()
        if len(parts) == 1 or any(self._lines((Run(part),), width) > 1 for part in parts):
            return words
        tied = held_to_commas(words)
        return tied if self._lines(tied, width) <= most else words

    def _size(self, fields: Fields, rooms: Sequence[Box]) -> float:
        """That of the words of fields: of all of them the one in which the longest has room, and no name breaks."""
        sizes = self.texts.theme.deck.sizes
        lines = [Line(words, Look(sizes.text)) for _, words in fields]
        fit = all(self._has_room(line, room) for line, room in zip(lines, rooms, strict=True))
        return sizes.text if fit else sizes.label

    def _has_room(self, line: Line, room: Box) -> bool:
        height, faults = extent((line,), room.width, self.texts.type_)
        fits = height <= room.height - _LABEL and not faults.cuts
        return fits and holds_names((line,), room.width, self.texts.type_)

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
