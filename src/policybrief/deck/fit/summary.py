"""A brief at a glance: what is judged, what that means, what to do, in columns under arrows.

A column shows as much as its room holds, in ways that `entries` and `meaning` know. Of the ways to share the width that
one is taken in which the columns together say most. So few words that columns of them leave the slide empty stand in
rows, each beside its head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from policybrief.deck.colors import PRIMARY
from policybrief.deck.fit.listing import ListedRow, listing
from policybrief.deck.fit.summary_columns import SummaryColumn, bodies, head_look, shared
from policybrief.deck.shapes import Connector, Line, Shape, TextShape
from policybrief.deck.typeset import (
    GUTTER,
    NO_CEILING,
    ROOMY,
    USUAL,
    Faults,
    Laid,
    Type,
    extent,
    name_of,
)
from policybrief.ooxml.box import Box
from policybrief.text.items import Step, Summary
from policybrief.text.records import dataclass
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
_APART = 40.0
"""Columns whose ends are less than this nearer are no reason for other widths."""

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
    ways = [_Way(columns, replace(type_, step=USUAL)) for columns in shared(block, width)]
    large = [_Way(columns, replace(type_, step=ROOMY)) for columns in shared(block, width)] if _is_short(block) else []
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
        head = (Line(step.title, head_look(type_)),)
        height, faults = extent(head, left - GUTTER, type_)
        body = next(SummaryColumn((step,), left, width - left, beside_lists=listed).ways(type_))

        def place(box: Box) -> list[Shape]:
            at = Box(box.x, box.y, left - GUTTER, height)
            beside = Box(box.x + left, box.y, width - left, body.height)
            return [TextShape(at, head, name_of(step.title), role="row"), *body.place(beside)]

        return ListedRow(max(height, body.height), place, Faults.of((faults, body.faults)))

    return listing([*map(row, block.steps)], (), type_, ruled=True)


def _is_short(block: Summary) -> bool:
    """Whether the lists are so short that a size more makes a page of them."""
    return all(len(step.items.items) <= _FEW for step in block.steps if step.items)


def _fullest(ways: Sequence[Laid], room: float) -> int:
    """Which of the ways, from the fullest on, is the first that fits with as few words cut as can be."""
    fitting = [number for number, laid in enumerate(ways) if laid.height <= room] or [len(ways) - 1]
    return min(fitting, key=lambda number: ways[number].faults.cuts)


@dataclass(frozen=True)
class _Way:
    """Columns of certain widths, each in all ways that it can be shown."""

    columns: Sequence[SummaryColumn]
    type_: Type

    @cached_property
    def _heads(self) -> list[tuple[Line, ...]]:
        return [(Line(column.steps[0].title, head_look(self.type_)),) for column in self.columns]

    @cached_property
    def _above(self) -> float:
        """The height of arrows and heads: of the highest of these, so that what is below begins level."""
        headed = zip(self.columns, self._heads, strict=True)
        return _HEAD + max(extent(head, column.width, self.type_)[0] for column, head in headed) + _BELOW_HEAD

    @cached_property
    def _bodies(self) -> list[tuple[Laid, ...]]:
        return [bodies(column.steps, column.width, column.beside_lists, self.type_) for column in self.columns]

    @cached_property
    def least(self) -> float:
        return self._above + max(min(laid.height for laid in ways) for ways in self._bodies)

    @cached_property
    def cuts(self) -> int:
        """The words that have to be cut, at the least."""
        heads = zip(self.columns, self._heads, strict=True)
        cut = sum(extent(head, column.width, self.type_)[1].cuts for column, head in heads)
        return cut + sum(min(laid.faults.cuts for laid in ways) for ways in self._bodies)

    def loss(self, height: float) -> tuple[bool, int, int, int, int]:
        """What a height costs: whether it is too low, how many words are cut, how many steps down from the fullest; how
        many headlines are long in columns of these widths, and words alone on a line; and how far the columns' ends are
        apart.
        """
        chosen = self._chosen(height)
        laid = [ways[number] for ways, number in zip(self._bodies, chosen, strict=True)]
        faults, ends = Faults.of(each.faults for each in laid), [each.height for each in laid]
        apart = int((max(ends) - min(ends)) / _APART)
        return self.least > height + _ROUNDED, faults.cuts, sum(chosen), self._long + faults.runts, apart

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
            shapes += ways[chosen[number]].place(Box(x, top, column.width, min(box.bottom - top, max(ceilings))))
        return shapes

    def _arrow(self, column: SummaryColumn, box: Box, *, last: bool) -> list[Shape]:
        """The rule over a column, which leads to the next."""
        x, y = box.x + column.x, box.y + _ARROW
        tip = x + column.width + (0.0 if last else _TIP)
        return [Connector((x, y), (tip, y), PRIMARY, _ARROW_WIDTH, end_head="none" if last else "triangle")]
