"""What a step of a summary shows, in ways from the most to the least: entries by their marks, or a text with its lead.

No entry is lost: one whose headline has no room keeps its number, in a row of marks after the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum

from policybrief.deck.colors import INK, MUTED, PRIMARY, RULE
from policybrief.deck.fit import marks
from policybrief.deck.fit.even import evened
from policybrief.deck.fit.typeset import HAIRLINE, LEADING, Faults, Laid, Type, extent, name_of, wrapped
from policybrief.deck.shapes import Box, Decoration, Line, Look, Shape, TextShape, words
from policybrief.text import document as doc
from policybrief.text.clauses import clauses

BESIDE = 33.0
"""From the left edge of a mark to its headline."""

_WITH_TEXT = {"judgments": 3, "recommendations": 2}
"""So many entries have their texts beside their headlines."""
_ALL_BY_HEADLINE = 6
"""Of more judgments than this only those that are surest stand by their headlines."""
_MANY = 5

_BLOCKS = 0.75
"""The size of the blocks at the head of a group, as a share of that beside a row."""
_LEVELS = ("high", "moderate", "low")


Draw = Callable[[float, float], list[Shape]]
"""Gives the shapes of something from its upper left corner on."""


@dataclass(frozen=True)
class Gap:
    """What stands between two rows: as narrow as `least`, and as wide as `most` where there is room."""

    least: float
    most: float


@dataclass(frozen=True)
class Row:
    """A line of a step, drawn from a place on; `gap` is what stands above it, but for the first."""

    height: float
    draw: Draw
    gap: Gap
    faults: Faults


def stacked(rows: Sequence[Row]) -> Laid:
    """Rows from the top of their room; what they leave of it goes between them, up to their limits."""
    gaps = [row.gap for row in rows[1:]]
    least = fsum([*(row.height for row in rows), *(gap.least for gap in gaps)])
    slack = fsum(gap.most - gap.least for gap in gaps)

    def place(box: Box) -> list[Shape]:
        share = min(1.0, max(0.0, box.height - least) / slack) if slack else 0.0
        shapes: list[Shape] = []
        y = box.y
        for number, row in enumerate(rows):
            y += row.gap.least + share * (row.gap.most - row.gap.least) if number else 0.0
            shapes += row.draw(box.x, y)
            y += row.height
        return shapes

    return Laid(least, place, Faults.of(row.faults for row in rows), True, least + slack)


# -- entries


def entries(block: doc.Items, width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a list: with texts where there are few, by headlines, and by fewer and fewer of them."""
    items = sorted(block.items, key=_rank)  # sorted keeps the order of those that are equally sure
    if len(items) <= _WITH_TEXT.get(block.kind, 0) and any(item.text for item in items):
        yield stacked([*_groups(items, block, width, type_, texts=True)])
    for shown in _shown(items, block):
        listed = [*_groups(items[:shown], block, width, type_, texts=False)]
        yield stacked([*listed, *_numbers(items[shown:], block.kind, width, type_)])


def _rank(item: doc.Item) -> int:
    return _LEVELS.index(item.confidence.level) if item.confidence else len(_LEVELS)


def _shown(items: Sequence[doc.Item], block: doc.Items) -> Iterator[int]:
    """How many stand by their headlines: all, whole levels from the surest on, and fewer of the surest."""
    sizes = [len([*group]) for _, group in groupby(items, key=_rank)]
    if block.kind != "judgments":
        yield from range(len(items), 0, -1)
        return
    for levels in range(len(sizes), 0, -1):
        if levels == 1 or len(items) <= _ALL_BY_HEADLINE:
            yield sum(sizes[:levels])
    yield from range(sizes[0] - 1, 0, -1)


def _groups(items: Sequence[doc.Item], block: doc.Items, width: float, type_: Type, *, texts: bool) -> Iterator[Row]:
    """Rows of entries, below the confidence of those that share one."""
    between = _between(block, texts=texts)
    for confidence, group in groupby(items, key=lambda item: item.confidence and item.confidence.level):
        members = [*group]
        head = members[0].confidence
        if confidence and head:
            yield _level(head, type_)
        for number, item in enumerate(members):
            gap = Gap(4.5, 6.0) if confidence and not number else between
            yield entry(item, block.kind, width, gap, type_, text=texts)


def _between(block: doc.Items, *, texts: bool) -> Gap:
    if texts:
        return Gap(9.0, 18.0)
    if block.kind == "judgments":
        return Gap(3.75, 9.0)
    return Gap(6.0, 9.0) if len(block.items) > _MANY else Gap(6.0, 18.0)


def entry(item: doc.Item, kind: str, width: float, gap: Gap, type_: Type, *, text: bool = False) -> Row:
    """A mark with its number, and the headline beside it; perhaps the text below."""
    size = type_.theme.sizes.text
    inset = BESIDE if item.number else 0.0
    bold = text and bool(item.text)
    lines = [Line(item.headline, Look(size, PRIMARY if bold else INK, bold=bold))]
    lines += [Line(item.text, Look(size))] if bold else []
    height, faults = extent(lines, width - inset, type_)
    first = size * LEADING
    down = max(0.0, (marks.MARK - first) / 2) if inset else 0.0

    def draw(x: float, y: float) -> list[Shape]:
        room = evened(lines, Box(x + inset, y + down, width - inset, height), type_)
        shown = TextShape(room, tuple(lines), name_of(item.headline), role="row")
        mark = [_mark(item.number, kind, x, y + down + first / 2, type_)] if inset else []
        return [*mark, shown]

    return Row(max(height + down, marks.MARK if inset else 0.0), draw, gap, Faults(faults.cuts))


def _mark(number: str, kind: str, x: float, middle: float, type_: Type) -> TextShape:
    make = marks.recommendation if kind == "recommendations" else marks.judgment
    return make(words(number), x, middle, type_)


def _level(confidence: doc.Confidence, type_: Type) -> Row:
    """The head of a group: three blocks and the word for what they say."""
    look = Look(type_.label, MUTED, bold=True)
    beside = marks.BLOCKS_WIDTH * _BLOCKS + 9.0
    height = type_.label * LEADING

    def draw(x: float, y: float) -> list[Shape]:
        room = Box(x + beside, y, _one_line(confidence.word, look, type_), height)
        word = TextShape(room, (Line(confidence.word, look),), name_of(confidence.word))
        return [*marks.blocks(confidence, x, y + height / 2, _BLOCKS), word]

    return Row(height, draw, Gap(9.0, 24.0), Faults())


def _one_line(text: doc.Text, look: Look, type_: Type) -> float:
    """The width of a text on one line, with some to spare: other programs round letters in other ways."""
    return wrapped(text, look, 10_000.0, type_).width * 1.03 + 2.0


def _numbers(items: Sequence[doc.Item], kind: str, width: float, type_: Type) -> Iterator[Row]:
    """The marks of entries that have no room for more: a row for each level, which says it."""
    look = Look(type_.label, MUTED, bold=True)
    said_ = [item.confidence.word for item in items if item.confidence]
    widest = max((_one_line(word, look, type_) for word in said_), default=0.0)
    beside = marks.BLOCKS_WIDTH * _BLOCKS + 9.0 + widest + 9.0 if said_ else 0.0
    for number, (_, group) in enumerate(groupby(items, key=_rank)):
        members = [*group]
        row = numbers(members, kind, width - beside, type_)
        head = members[0].confidence
        gap = Gap(6.0, 9.0) if number else Gap(15.0, 21.0)
        rule = 0.0 if number else width
        yield Row(row.height, _headed(row, head, beside if head else 0.0, rule, type_), gap, row.faults)


def _headed(row: Row, head: doc.Confidence | None, beside: float, rule: float, type_: Type) -> Draw:
    """Marks behind how sure they are, below a hairline as wide as `rule`: what stands above it has headlines."""

    def draw(x: float, y: float) -> list[Shape]:
        shapes: list[Shape] = [Decoration(Box(x, y - 9.0, rule, HAIRLINE), fill=RULE)] if rule else []
        if head:
            shapes += _level(head, type_).draw(x, y + (marks.MARK - type_.label * LEADING) / 2)
        return [*shapes, *row.draw(x + beside, y)]

    return draw


def numbers(items: Sequence[doc.Item], kind: str, width: float, type_: Type) -> Row:
    """Marks side by side, in as many lines as they take."""
    pitch = marks.MARK + _MARK_GAP
    across = max(1, int((width + _MARK_GAP) // pitch))
    lines = -(-len(items) // across)

    def draw(x: float, y: float) -> list[Shape]:
        return [
            _mark(item.number, kind, x + at % across * pitch, y + at // across * pitch + marks.MARK / 2, type_)
            for at, item in enumerate(items)
        ]

    return Row(lines * pitch - _MARK_GAP, draw, Gap(0.0, 0.0), Faults())


_MARK_GAP = 6.0


# -- what it means


def said(text: Sequence[doc.Paragraph], width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show what something means: its first sentence as a lead above the clauses that follow; at the size of
    text; or as it is written.
    """
    sizes = type_.theme.sizes
    parts = [part for paragraph in text for part in clauses(paragraph.text)]
    lead = Line(parts[0], Look(sizes.lead, PRIMARY, bold=True, heading=True))
    if wrapped(lead.text, lead.look, width, type_).lines <= _LEAD_LINES:
        yield _clauses([lead, *(Line(part, Look(sizes.text)) for part in parts[1:])], width, type_)
    yield _clauses([Line(part, Look(sizes.text)) for part in parts], width, type_)
    yield stacked([paragraph(one.text, width, Gap(9.0, 12.0), type_) for one in text])


_LEAD_LINES = 5
"""A lead is read at a glance, or is none."""


def as_written(text: Sequence[doc.Paragraph], width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a text beside others of its kind: as large as a lead, a headline, or text."""
    sizes = type_.theme.sizes
    for size in (sizes.lead, sizes.head, sizes.text):
        yield stacked([paragraph(one.text, width, Gap(9.0, 12.0), type_, Look(size)) for one in text])


def introduced(text: Sequence[doc.Paragraph], block: doc.Items, width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a list, the first of them with the text that it stands for, where the list is short."""
    ways = [*entries(block, width, type_)]
    if text and len(block.items) <= _WITH_TEXT.get(block.kind, 0):
        above, below = next(said(text, width, type_)), ways[0]
        gap = Gap(12.0, 24.0)
        faults = Faults.of((above.faults, below.faults))

        def place(box: Box) -> list[Shape]:
            spare = min(box.height - above.height - below.height, gap.most)
            rest = box.inset(0, above.height + spare, 0, 0)
            return [*above.place(Box(box.x, box.y, width, above.height)), *below.place(rest)]

        height = above.height + gap.least + below.height
        yield Laid(height, place, faults, True, height + gap.most - gap.least + below.ceiling - below.height)
    yield from ways


def _clauses(lines: Sequence[Line], width: float, type_: Type) -> Laid:
    """Paragraphs with hairlines between them."""

    def row(line: Line, *, first: bool) -> Row:
        height, faults = extent([line], width, type_)

        def draw(x: float, y: float) -> list[Shape]:
            rule = [] if first else [Decoration(Box(x, y - _BELOW_RULE, width, HAIRLINE), fill=RULE)]
            room = evened([line], Box(x, y, width, height), type_)
            return [*rule, TextShape(room, (line,), name_of(line.text), role="row")]

        return Row(height, draw, Gap(_BELOW_RULE + 7.5, _BELOW_RULE + 15.0), Faults(faults.cuts))

    return stacked([row(line, first=not number) for number, line in enumerate(lines)])


_BELOW_RULE = 9.0


def paragraph(text: doc.Text, width: float, gap: Gap, type_: Type, look: Look | None = None) -> Row:
    """A text at the size of text, or in another look."""
    line = Line(text, look or Look(type_.theme.sizes.text))
    height, faults = extent([line], width, type_)

    def draw(x: float, y: float) -> list[Shape]:
        room = evened([line], Box(x, y, width, height), type_)
        return [TextShape(room, (line,), name_of(text), role="row")]

    return Row(height, draw, gap, Faults(faults.cuts))
