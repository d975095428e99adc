"""Judgments and recommendations by their marks, in ways from the most that is said of each to the least.

No entry is lost: one whose headline has no room keeps its number, in a row of marks after the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from policybrief.deck.colors import INK, MUTED, PRIMARY, RULE
from policybrief.deck.fit import marks
from policybrief.deck.fit.gaps import Draw, Gap, GappedRow, shown, shown_width, stacked
from policybrief.deck.fit.sentences import prose_lines
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import HAIRLINE, LEADING, Faults, Laid, Type, extent, name_of, single
from policybrief.ooxml.box import Box
from policybrief.text.items import Confidence, Item, Items

BESIDE = 33.0
"""From the left edge of a mark to its headline."""

WITH_TEXT = {"judgments": 4, "recommendations": 2}
"""So many entries have their texts beside their headlines."""
_ALL_BY_HEADLINE = 6
"""Of more judgments than this only those that are surest stand by their headlines."""
_MANY = 5

_BLOCKS = 0.75
"""The size of the blocks at the head of a group, as a share of that beside a row."""
_WORD = marks.BLOCKS_WIDTH * _BLOCKS + 9.0
"""From the left edge of these blocks to the word beside them."""
_LEVELS = ("high", "moderate", "low")


_MARK_GAP = 6.0
_RULED = Gap(15.0, 21.0)
"""Above an entry with a hairline over it."""


def entries(block: Items, width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a list: with texts where there are few, by headlines, and by fewer and fewer of them."""
    items = sorted(block.items, key=_rank)  # sorted keeps the order of those that are equally sure
    if len(items) <= WITH_TEXT.get(block.kind, 0) and any(item.says_more for item in items):
        yield stacked([*_groups(items, block, width, type_, texts=True)])
    for count in _by_headline(items, block):
        listed = [*_groups(items[:count], block, width, type_, texts=False)]
        goes_on = 0 < count < len(items) and _rank(items[count - 1]) == _rank(items[count])
        yield stacked([*listed, *_numbers(items[count:], block.kind, width, type_, headed=not goes_on)])


def _rank(item: Item) -> int:
    return _LEVELS.index(item.confidence.level) if item.confidence else len(_LEVELS)


def _by_headline(items: Sequence[Item], block: Items) -> Iterator[int]:
    """How many stand by their headlines: all, whole levels from the surest on, and fewer of the surest."""
    sizes = [len([*group]) for _, group in groupby(items, key=_rank)]
    if block.kind != "judgments":
        yield from range(len(items), 0, -1)
        return
    for levels in range(len(sizes), 0, -1):
        if levels == 1 or len(items) <= _ALL_BY_HEADLINE:
            yield sum(sizes[:levels])
    yield from range(sizes[0] - 1, 0, -1)


def _groups(items: Sequence[Item], block: Items, width: float, type_: Type, *, texts: bool) -> Iterator[GappedRow]:
    """Rows of entries, below the confidence of those that share one; those of none below a hairline, for they are not
    as sure as the ones above.
    """
    between = _between(block, texts=texts)
    levels = groupby(items, key=lambda item: item.confidence and item.confidence.level)
    for place, (_, group) in enumerate(levels):
        members = [*group]
        head = members[0].confidence
        if head:
            yield _level(head, type_)
        for number, item in enumerate(members):
            gap = Gap(4.5, 6.0) if head and not number else between
            row = entry(item, block.kind, width, gap, type_, text=texts)
            is_first_unrated = place and not head and not number
            yield replace(row, draw=_headed(row, None, 0.0, width, type_), gap=_RULED) if is_first_unrated else row


def _between(block: Items, *, texts: bool) -> Gap:
    if texts:
        return Gap(9.0, 27.0)
    if block.kind == "judgments":
        return Gap(3.75, 9.0)
    return Gap(6.0, 9.0) if len(block.items) > _MANY else Gap(6.0, 18.0)


def entry(item: Item, kind: str, width: float, gap: Gap, type_: Type, *, text: bool = False) -> GappedRow:
    """A mark with its number, and the headline beside it, at the size of text; perhaps the text below."""
    size = type_.body
    inset = BESIDE if item.number else 0.0
    bold = text and item.says_more
    headline = Line(item.headline, Look(size, PRIMARY if bold else INK, bold=bold))
    lines = (headline, *prose_lines(item.text, item.more, size)) if bold else (headline,)
    room = shown_width(lines, width - inset, type_)
    height, faults = extent(lines, room, type_)
    first = size * LEADING
    down = max(0.0, (marks.MARK - first) / 2) if inset else 0.0

    def draw(x: float, y: float) -> list[Shape]:
        words_ = shown(lines, Box(x + inset, y + down, width - inset, height), type_)
        return [_mark(item.number, kind, x, y + down + first / 2, type_), words_] if inset else [words_]

    return GappedRow(max(height + down, marks.MARK if inset else 0.0), draw, gap, faults)


def _mark(number: str, kind: str, x: float, middle: float, type_: Type) -> TextShape:
    make = marks.recommendation if kind == "recommendations" else marks.judgment
    return make(words(number), x, middle, type_)


def _level(confidence: Confidence, type_: Type) -> GappedRow:
    """The head of a group: three blocks and the word for what they say."""
    line, height = _word(confidence, type_), type_.label * LEADING

    def draw(x: float, y: float) -> list[Shape]:
        room = Box(x + _WORD, y, single(line, type_), height)
        blocks = marks.blocks(confidence, x, y + height / 2, _BLOCKS)
        return [*blocks, TextShape(room, (line,), name_of(confidence.word))]

    return GappedRow(height, draw, Gap(9.0, 24.0), Faults())


def _word(confidence: Confidence, type_: Type) -> Line:
    return Line(confidence.word, Look(type_.label, MUTED, bold=True))


def _numbers(items: Sequence[Item], kind: str, width: float, type_: Type, *, headed: bool) -> Iterator[GappedRow]:
    """The marks of entries that have no room for more: a row for each level, which says it, above them in a column that
    is too narrow for both; the first of them does not where it goes on with the level of the headlines above.
    """
    told = [single(_word(item.confidence, type_), type_) for item in items if item.confidence]
    beside = _WORD + max(told) + 9.0 if told else 0.0
    is_narrow = width - beside < marks.MARK
    for number, (_, group) in enumerate(groupby(items, key=_rank)):
        members = [*group]
        head = members[0].confidence if headed or number else None
        is_below_rule = number == (0 if headed else 1)
        gap = _RULED if is_below_rule else Gap(6.0, 9.0)
        rule = width if is_below_rule else 0.0
        if head and is_narrow:
            level = _level(head, type_)
            yield replace(level, draw=_headed(level, None, 0.0, rule, type_), gap=gap)
            yield replace(numbers(members, kind, width, type_), gap=Gap(4.5, 6.0))
            continue
        row = numbers(members, kind, width - (beside if head else 0.0), type_)
        yield GappedRow(row.height, _headed(row, head, beside if head else 0.0, rule, type_), gap, row.faults)


def _headed(row: GappedRow, head: Confidence | None, beside: float, rule: float, type_: Type) -> Draw:
    """Marks behind how sure they are, below a hairline as wide as `rule`: what stands above it has headlines."""

    def draw(x: float, y: float) -> list[Shape]:
        shapes: list[Shape] = [Decoration(Box(x, y - 9.0, rule, HAIRLINE), fill=RULE)] if rule else []
        if head:
            shapes += _level(head, type_).draw(x, y + (marks.MARK - type_.label * LEADING) / 2)
        return [*shapes, *row.draw(x + beside, y)]

    return draw


def numbers(items: Sequence[Item], kind: str, width: float, type_: Type) -> GappedRow:
    """Marks side by side, in as many lines as they take."""
    pitch = marks.MARK + _MARK_GAP
    across = max(1, int((width + _MARK_GAP) // pitch))
    lines = -(-len(items) // across)

    def draw(x: float, y: float) -> list[Shape]:
        return [
            _mark(item.number, kind, x + at % across * pitch, y + at // across * pitch + marks.MARK / 2, type_)
            for at, item in enumerate(items)
        ]

    return GappedRow(lines * pitch - _MARK_GAP, draw, Gap(0.0, 0.0), Faults())
