"""The columns of a brief at a glance: which steps stand in one, how they share the width, and what each can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from policybrief.deck.colors import PRIMARY, RULE
from policybrief.deck.fit.entries import BESIDE, WITH_TEXT, entries
from policybrief.deck.fit.gaps import Gap, GappedRow, paragraph, stacked
from policybrief.deck.fit.meaning import as_written, said
from policybrief.deck.shapes import Decoration, Look, Shape
from policybrief.deck.typeset import GUTTER, HAIRLINE, Faults, Laid, Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.items import Items, Step, Summary
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Text

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


@dataclass(frozen=True)
class SummaryColumn:
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
def bodies(steps: tuple[Step, ...], width: float, beside_lists: bool, type_: Type) -> tuple[Laid, ...]:
    """The ways of a column of these steps, wherever it stands."""
    return tuple(SummaryColumn(steps, 0.0, width, beside_lists=beside_lists).ways(type_))


def _introduced(text: Sequence[Paragraph], block: Items, width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a list; where it is short, first those with the text that it stands for, which no other slide
    has, as they have what entries say below their headlines.
    """
    ways = [*entries(block, width, type_)]
    if text and len(block.items) <= WITH_TEXT.get(block.kind, 0):
        above = next(said(text, width, type_))
        with_texts = any(item.says_more for item in block.items)
        yield from (_below(above, way) for way in ways[: 2 if with_texts else 1])
    yield from ways


def _below(above: Laid, below: Laid) -> Laid:
    """A list below the text that it stands for."""
    gap = Gap(12.0, 45.0)
    faults = Faults.of((above.faults, below.faults))

    def place(box: Box) -> list[Shape]:
        spare = max(gap.least, min(gap.most, box.height - above.height - below.height))
        rest = box.inset(0, above.height + spare, 0, 0)
        return [*above.place(Box(box.x, box.y, box.width, above.height)), *below.place(rest)]

    height = above.height + gap.least + below.height
    return Laid(height, place, faults, True, height + gap.most - gap.least + below.ceiling - below.height)


def _subhead(title: Text, width: float, type_: Type) -> GappedRow:
    """The title of a step that stands below another, under a hairline."""
    row = paragraph(title, width, Gap(18.0, 24.0), type_, head_look(type_))

    def draw(x: float, y: float) -> list[Shape]:
        return [Decoration(Box(x, y - 8.0, width, HAIRLINE), fill=RULE), *row.draw(x, y)]

    return GappedRow(row.height, draw, row.gap, row.faults)


def head_look(type_: Type) -> Look:
    """The look of a column's head."""
    return Look(type_.head, PRIMARY, bold=True)


def shared(block: Summary, width: float) -> Iterator[list[SummaryColumn]]:
    """The ways to share the width among the steps. Texts stand below one another where there are lists beside them."""
    listed = any(step.items for step in block.steps)
    groups = _grouped(block.steps, listed=listed)
    for shares in _SHARES if listed else ((1.0, 1.0, 1.0),):
        parts = [shares[_KINDS.index(_kind(group[0]))] for group in groups]
        pitch = (width + GUTTER) / sum(parts)
        yield [
            SummaryColumn(tuple(group), sum(parts[:number]) * pitch, parts[number] * pitch - GUTTER, listed)
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
