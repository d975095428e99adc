"""A brief at a glance: what is judged, what that means, what to do, in columns under arrows.

A column shows as much as its room holds, in ways that `entries` and `meaning` know. Of the ways to share the width that
one is taken in which the columns together say most. So few words that columns of them leave the slide empty stand in
rows, each beside its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from policybrief.deck.colors import PRIMARY, RULE
from policybrief.deck.fit.entries import BESIDE, WITH_TEXT, entries
from policybrief.deck.fit.gaps import Gap, GappedRow, paragraph, stacked
from policybrief.deck.fit.listing import ListedRow, listing
from policybrief.deck.fit.meaning import as_written, said
from policybrief.deck.shapes import Connector, Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import (
    GUTTER,
    HAIRLINE,
    NO_CEILING,
    ROOMY,
    USUAL,
    Faults,
    Laid,
    Type,
    extent,
    name_of,
    wrapped,
)
from policybrief.ooxml.box import Box
from policybrief.text.items import Items, Step, Summary
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.theme.deck import DeckTheme

_ARROW = 9.0
"""From the top of a column to the middle of the arrow over it, clear of the second line of a title."""
_ARROW_WIDTH = 3.0
_TIP = 10.5
"""How far an arrow reaches into the gutter."""
_HEAD = 15.0
"""From the top to the heads of columns."""
_BELOW_HEAD = 6.0
_MOST_BELOW_HEAD = 18.0

_ROUNDED = 0.01

_KINDS = ("judgments", "texts", "recommendations")
_SHARES = (
    (5.0, 3.0, 4.0),
    (6.0, 3.0, 3.0),
    (5.5, 3.0, 3.5),
    (4.5, 3.0, 4.5),
    (4.0, 4.0, 4.0),
    (5.0, 3.5, 3.5),
    (4.0, 5.0, 3.0),
)
"""How columns of these kinds share the width: of twelve, where there is one of each. The first does, unless others let
more be said, or the same in headlines of fewer than so many lines.
"""
_LONG = 3
_FEW = 2
"""So many entries of each list stand a size larger, where all of their words have room so."""
_SPARSE = 0.7
"""Columns that take less of their room than this are no page: what they say stands in rows, if these take more."""
_TEXT = 276 / 852
"""Where texts begin beside the heads of rows, as a share of the width: as on all slides that have such."""


def summary(block: Summary, width: float, type_: Type) -> Laid:
    """The steps side by side. The height is the least that they can do with; they show more in a higher box."""
    return _laid(block, width, type_.theme)


@lru_cache(maxsize=16)  # a slide is tried at each step of the scale, and this has sizes of its own
def _laid(block: Summary, width: float, theme: DeckTheme) -> Laid:
    type_ = Type(theme)
    ways = [_Way(columns, replace(type_, step=USUAL)) for columns in _shared(block, width)]
    large = [_Way(columns, replace(type_, step=ROOMY)) for columns in _shared(block, width)] if _is_short(block) else []
    smallest = min(ways, key=lambda way: (way.cuts, way.least))

    def place(box: Box) -> list[Shape]:
        whole = [way for way in large if way.whole(box.height)]
        best = min([*whole, *ways], key=lambda way: way.loss(box.height))
        if whole and best.filled(box.height) < _SPARSE * box.height:
            rows = _in_rows(block, width, replace(type_, step=ROOMY))
            if rows.height <= box.height and not rows.faults.cuts:
                return rows.place(replace(box, height=min(box.height, rows.ceiling)))
        return best.place(box)

    return Laid(smallest.least, place, Faults(smallest.cuts), True, NO_CEILING)


def _in_rows(block: Summary, width: float, type_: Type) -> Laid:
    """The steps one below the other, each beside its head."""
    left, listed = _TEXT * width, any(step.items for step in block.steps)

    def row(step: Step) -> ListedRow:
        head = (Line(step.title, _head_look(type_)),)
        height, faults = extent(head, left - GUTTER, type_)
        body = next(_Column((step,), left, width - left, beside_lists=listed).ways(type_))

        def place(box: Box) -> list[Shape]:
            at = Box(box.x, box.y, left - GUTTER, height)
            beside = Box(box.x + left, box.y, width - left, body.height)
            return [TextShape(at, head, name_of(step.title), role="row"), *body.place(beside)]

        return ListedRow(max(height, body.height), place, Faults.of((faults, body.faults)))

    return listing([*map(row, block.steps)], (), type_, ruled=True)


def _is_short(block: Summary) -> bool:
    """Whether the lists are so short that a size more makes a page of them."""
    return all(len(step.items.items) <= _FEW for step in block.steps if step.items)


@dataclass(frozen=True)
class _Column:
    """Steps under one arrow: one, or several texts below one another."""

    steps: tuple[Step, ...]
    x: float
    width: float
    beside_lists: bool

    def ways(self, type_: Type) -> Iterator[Laid]:
        """The ways to show what stands below its head, from the most to the least."""
        first = self.steps[0]
        if first.items:
            yield from _introduced(first.text, first.items, self.width, type_)
        elif not self.beside_lists:
            yield from as_written(first.text, self.width, type_)
        elif len(self.steps) == 1:
            yield from said(first.text, self.width, type_)
        else:
            yield stacked([*self._texts(type_)])

    def long(self, type_: Type) -> int:
        """The headlines that take many lines."""
        listed = self.steps[0].items
        look = Look(type_.body)
        room = self.width - BESIDE
        return sum(wrapped(item.headline, look, room, type_).lines >= _LONG for item in listed.items) if listed else 0

    def _texts(self, type_: Type) -> Iterator[GappedRow]:
        for number, step in enumerate(self.steps):
            if number:
                yield _subhead(step.title, self.width, type_)
            for part in step.text:
                yield paragraph(part.text, self.width, Gap(3.0, 6.0), type_)


@lru_cache(maxsize=64)  # several ways to share the width give a column the same
def _bodies(steps: tuple[Step, ...], width: float, beside_lists: bool, type_: Type) -> tuple[Laid, ...]:
    return tuple(_Column(steps, 0.0, width, beside_lists=beside_lists).ways(type_))


def _introduced(text: Sequence[Paragraph], block: Items, width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a list, the first of them with the text that it stands for, where the list is short."""
    ways = [*entries(block, width, type_)]
    if text and len(block.items) <= WITH_TEXT.get(block.kind, 0):
        above, below = next(said(text, width, type_)), ways[0]
        gap = Gap(12.0, 45.0)
        faults = Faults.of((above.faults, below.faults))

        def place(box: Box) -> list[Shape]:
            spare = max(gap.least, min(gap.most, box.height - above.height - below.height))
            rest = box.inset(0, above.height + spare, 0, 0)
            return [*above.place(Box(box.x, box.y, width, above.height)), *below.place(rest)]

        height = above.height + gap.least + below.height
        yield Laid(height, place, faults, True, height + gap.most - gap.least + below.ceiling - below.height)
    yield from ways


def _subhead(title: Text, width: float, type_: Type) -> GappedRow:
    """The title of a step that stands below another, under a hairline."""
    row = paragraph(title, width, Gap(18.0, 24.0), type_, _head_look(type_))

    def draw(x: float, y: float) -> list[Shape]:
        return [Decoration(Box(x, y - 8.0, width, HAIRLINE), fill=RULE), *row.draw(x, y)]

    return GappedRow(row.height, draw, row.gap, row.faults)


def _head_look(type_: Type) -> Look:
    return Look(type_.head, PRIMARY, bold=True)


def _shared(block: Summary, width: float) -> Iterator[list[_Column]]:
    """The ways to share the width among the steps. Texts stand below one another where there are lists beside them."""
    listed = any(step.items for step in block.steps)
    groups = _grouped(block.steps, listed=listed)
    for shares in _SHARES if listed else ((1.0, 1.0, 1.0),):
        parts = [shares[_KINDS.index(_kind(group[0]))] for group in groups]
        pitch = (width + GUTTER) / sum(parts)
        yield [
            _Column(tuple(group), sum(parts[:number]) * pitch, parts[number] * pitch - GUTTER, listed)
            for number, group in enumerate(groups)
        ]


def _grouped(steps: Sequence[Step], *, listed: bool) -> list[list[Step]]:
    groups: list[list[Step]] = []
    for step in steps:
        if listed and groups and not step.items and not groups[-1][0].items:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def _kind(step: Step) -> str:
    if not step.items:
        return "texts"
    return step.items.kind or "recommendations"


def _fullest(ways: Sequence[Laid], room: float) -> int:
    """Which of the ways, from the fullest on, is the first that fits with as few words cut as can be."""
    fitting = [number for number, laid in enumerate(ways) if laid.height <= room] or [len(ways) - 1]
    return min(fitting, key=lambda number: ways[number].faults.cuts)


@dataclass(frozen=True)
class _Way:
    """Columns of certain widths, each in all ways that it can be shown."""

    columns: Sequence[_Column]
    type_: Type

    @cached_property
    def _heads(self) -> list[tuple[Line, ...]]:
        return [(Line(column.steps[0].title, _head_look(self.type_)),) for column in self.columns]

    @cached_property
    def _above(self) -> float:
        """The height of arrows and heads: of the highest of these, so that what is below begins level."""
        headed = zip(self.columns, self._heads, strict=True)
        return _HEAD + max(extent(head, column.width, self.type_)[0] for column, head in headed) + _BELOW_HEAD

    @cached_property
    def _bodies(self) -> list[tuple[Laid, ...]]:
        return [_bodies(column.steps, column.width, column.beside_lists, self.type_) for column in self.columns]

    @cached_property
    def least(self) -> float:
        return self._above + max(min(laid.height for laid in ways) for ways in self._bodies)

    @cached_property
    def cuts(self) -> int:
        """The words that have to be cut, at the least."""
        heads = zip(self.columns, self._heads, strict=True)
        cut = sum(extent(head, column.width, self.type_)[1].cuts for column, head in heads)
        return cut + sum(min(laid.faults.cuts for laid in ways) for ways in self._bodies)

    def loss(self, height: float) -> tuple[bool, int, int, int]:
        """What a height costs: whether it is too low, how many words are cut, how many steps down from the fullest; and
        how many headlines are long in columns of these widths, and words alone on a line.
        """
        chosen = self._chosen(height)
        faults = Faults.of(ways[number].faults for ways, number in zip(self._bodies, chosen, strict=True))
        return self.least > height + _ROUNDED, faults.cuts, sum(chosen), self._long + faults.runts

    def whole(self, height: float) -> bool:
        """Whether all is said in full in so high a room."""
        return self.loss(height)[:3] == (False, 0, 0)

    def filled(self, height: float) -> float:
        """How much of a height the columns take, with all the room that they can use."""
        chosen = zip(self._bodies, self._chosen(height), strict=True)
        return self._above + max(max(ways[number].height, ways[number].ceiling) for ways, number in chosen)

    @cached_property
    def _long(self) -> int:
        return sum(column.long(self.type_) for column in self.columns)

    def _chosen(self, height: float) -> list[int]:
        """For each column the fullest way that fits and cuts no word that need not be; or its last. Texts without lists
        are of one size.
        """
        room = height - self._above + _ROUNDED
        chosen = [_fullest(ways, room) for ways in self._bodies]
        return chosen if any(column.beside_lists for column in self.columns) else [max(chosen)] * len(chosen)

    def place(self, box: Box) -> list[Shape]:
        chosen = self._chosen(box.height)
        ceilings = [
            max(ways[number].height, ways[number].ceiling) for ways, number in zip(self._bodies, chosen, strict=True)
        ]
        spare = box.height - self._above - max(ceilings)
        top = box.y + self._above + max(0.0, min(spare, _MOST_BELOW_HEAD - _BELOW_HEAD))
        shapes: list[Shape] = []
        for number, (column, head, ways) in enumerate(zip(self.columns, self._heads, self._bodies, strict=True)):
            shapes += self._arrow(column, box, last=number == len(self.columns) - 1)
            x = box.x + column.x
            room = Box(x, box.y + _HEAD, column.width, self._above - _HEAD - _BELOW_HEAD)
            shapes.append(TextShape(room, head, name_of(head[0].text), role="row"))
            shapes += ways[chosen[number]].place(Box(x, top, column.width, min(box.bottom - top, ceilings[number])))
        return shapes

    def _arrow(self, column: _Column, box: Box, *, last: bool) -> list[Shape]:
        """The rule over a column, which leads to the next."""
        x, y = box.x + column.x, box.y + _ARROW
        tip = x + column.width + (0.0 if last else _TIP)
        return [Connector((x, y), (tip, y), PRIMARY, _ARROW_WIDTH, end_head="none" if last else "triangle")]
