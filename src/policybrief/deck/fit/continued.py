"""What is too much for one slide on several: lists go on on the next, and columns, and whole blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any, TypeVar, cast

from policybrief.deck.fit import divided
from policybrief.text.blocks import Block, Column, Columns, Evidence, SourceList
from policybrief.text.document import Slide
from policybrief.text.exhibits import Balance, Dilemma, KeyFigures, Matrix, Picture, Side, Table, Timeline
from policybrief.text.items import Decision, Items, Summary
from policybrief.text.prose import Bullets
from policybrief.text.run import Run, Text, plain
from policybrief.text.scripts import closed_up

Entry = TypeVar("Entry")
Blocks = tuple[Block, ...]


def continued(slide: Slide, parts: Sequence[Blocks], form: str) -> Iterator[list[Slide]]:
    """A slide for each of the `parts`, titled in a way that fits more and more titles; no two have the same.

    "(1 of 2)", in the `form` of the locale, ends each title. Or else it ends the kicker, which is the title from the
    second slide on.
    """
    divided = [
        replace(slide, blocks=blocks, notes=slide.notes if number == 0 else ()) for number, blocks in enumerate(parts)
    ]
    words = [form.format(number=number, count=len(parts)) for number in range(1, len(parts) + 1)]
    yield [replace(part, title=_marked(part.title, said, part.at)) for part, said in zip(divided, words, strict=True)]
    if slide.kicker:
        kickers = [_marked(slide.kicker, said, slide.at) for said in words]
        others = zip(divided[1:], kickers[1:], strict=True)
        yield [
            replace(divided[0], kicker=kickers[0]),
            *(replace(part, title=kicker, kicker=()) for part, kicker in others),
        ]


def _marked(text: Text, words: str, at: str) -> Text:
    return (*text, Run(closed_up(plain(text), f" {words}", ""), at=at))


def gathers(slide: Slide) -> bool:
    """Whether a slide gathers entries of the brief, each of which it may show in a short form."""
    return any(
        isinstance(block, Items) or (isinstance(block, Columns) and block.kind == "cards") for block in slide.blocks
    )


def divisions(blocks: Blocks) -> list[list[Blocks]]:
    """The ways to divide blocks among slides, those with fewest slides first.

    Of several lists each has a slide. The first block that can be is divided; what stands above it is on the first
    slide, and what stands below it on the last, or on a slide of its own. Or whole blocks go on the next slide; at the
    end of all each of `atoms` has its own.
    """
    ways = _by_lists(blocks)
    own = len(ways)
    for place, block in enumerate(blocks):
        for first, *others in _pieces(block):
            after = blocks[place + 1 :]
            slides = [(*blocks[:place], first), *((piece,) for piece in others)]
            ways.append([*slides[:-1], (*slides[-1], *after)])
            ways += [[*slides, after]] if after else []
        if ways[own:]:
            break
    ways += [_chunks(blocks, parts) for parts in range(2, len(blocks) + 1)]
    finest: list[Blocks] = [(atom,) for atom in atoms(blocks)]
    return [*sorted(ways, key=len), *([finest] if ways else [])]


def _by_lists(blocks: Blocks) -> list[list[Blocks]]:
    """The way in which each of several lists begins a slide; none where there is but one, or one of one entry."""
    lists = [(place, block) for place, block in enumerate(blocks) if isinstance(block, Items)]
    if len(lists) < 2 or any(len(block.items) < 2 for _, block in lists):
        return []
    starts = [0, *(place for place, _ in lists[1:]), len(blocks)]
    return [[blocks[start:end] for start, end in pairwise(starts)]]


def atoms(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks divided as far as they can be: where one of these is too much for a slide, no way to divide them helps."""
    for block in blocks:
        pieces = max(_pieces(block), key=len, default=())
        yield from atoms(pieces) if pieces else (block,)


def _pieces(block: Block) -> Iterator[list[Block]]:
    """The ways to divide one block: a list by its entries, columns by what they hold, or as they stand."""
    if isinstance(block, Table):
        yield from _of_table(block)
    for parts in range(2, len(_entries(block)) + 1):
        yield [_with_entries(block, chunk, start) for chunk, start in _numbered(_entries(block), parts)]
    yield from _in_two(block)
    yield from _by_paragraphs(block)
    if isinstance(block, Balance):
        yield from _of_balance(block)
    if isinstance(block, Summary):
        yield from _stepwise(block)
    if isinstance(block, Columns):
        if block.kind in ("open", "panel"):
            yield from _within(block)
        for parts in range(2, len(block.columns) + 1):
            yield [replace(block, columns=chunk) for chunk in _chunks(block.columns, parts)]


def _in_two(block: Block) -> Iterator[list[Block]]:
    """What says two things, one after the other: a judgment and what is behind it, a decision and what it
    rests on, sources and levels of confidence.
    """
    match block:
        case Evidence(pieces=pieces) if pieces and (block.judge or block.more):
            ours = replace(block, pieces=(), rests=())
            yield [ours, replace(block, judge=(), more=(), confidence=None, basis=(), likelihood=None)]
        case Evidence(pieces=pieces, rests=rests) if pieces and rests:
            yield [replace(block, rests=()), replace(block, pieces=())]
        case Decision(kind="band", rests_on=steps, consequences=()) if steps:
            yield [replace(block, rests_on=()), Summary(steps, block.at)]
        case SourceList(entries=entries) if entries and (block.levels or block.note):
            yield [replace(block, levels=(), note=()), replace(block, entries=(), details=())]


def _by_paragraphs(block: Block) -> Iterator[list[Block]]:
    """The ways to divide a text of several paragraphs, where that is all that is to be divided."""
    match block:
        case Evidence(more=more) if more:
            yield from map(list, divided.of_evidence(block))
        case Items(items=(item,)):
            for parts in divided.of_item(item):
                yield [replace(block, items=(part,)) for part in parts]


def _stepwise(block: Summary) -> Iterator[list[Block]]:
    """The ways to divide a summary: what it means before its lists, or step by step."""
    texts = tuple(step for step in block.steps if not step.items)
    lists = tuple(step for step in block.steps if step.items)
    if texts and lists:
        yield [replace(block, steps=texts), replace(block, steps=lists)]
    for parts in range(2, len(block.steps) + 1):
        yield [replace(block, steps=chunk) for chunk in _chunks(block.steps, parts)]


_LISTED: Mapping[type, str] = {
    Bullets: "items",
    Dilemma: "aims",
    Evidence: "pieces",
    Items: "items",
    KeyFigures: "figures",
    Picture: "points",
    SourceList: "entries",
    Timeline: "events",
}
"""What each kind of list calls its entries."""


def _entries(block: Block) -> tuple[Any, ...]:
    if isinstance(block, Matrix):
        return block.recommendations.items
    entries: tuple[Any, ...] = getattr(block, _listed(block), ())
    return entries


def _listed(block: Block) -> str:
    return next((name for kind, name in _LISTED.items() if isinstance(block, kind)), "")


def _with_entries(block: Any, chunk: tuple[Any, ...], start: int) -> Block:
    """A list with only these of its entries, of which the first is its `start`th."""
    if isinstance(block, Matrix):
        return _matrix_of(block, chunk)
    part: Any = replace(block, **{_listed(block): chunk})
    match part:
        case Bullets():
            return replace(part, start=block.start + start, inner=block.inner[start : start + len(chunk)])
        case SourceList():
            return replace(part, details=block.details[start : start + len(chunk)])
        case Dilemma():
            return replace(part, start=max(1, block.start) + start, lead=() if start else block.lead)
    return cast("Block", part)


def _of_table(block: Table) -> Iterator[list[Block]]:
    """The ways to divide a table by its rows: a row that heads others stands above some of them, and again above those
    that go on on the next slide.
    """
    count = len(block.rows)
    for parts in range(2, count + 1):
        starts = [round(number * count / parts) for number in range(parts)]
        starts = [_before_heads(block, start) for start in starts]
        whole = block.whole or block
        if all(start < end for start, end in pairwise(starts)):
            runs = ([*_head_of(block, start), *range(start, end)] for start, end in pairwise([*starts, count]))
            yield [replace(block.taking(run), whole=whole) for run in runs]


def _before_heads(block: Table, start: int) -> int:
    """The place up to which a table may stand on one slide, so that no row heads nothing at its end."""
    while start and block.kind(start - 1) == "group":
        start -= 1
    return start


def _head_of(block: Table, start: int) -> Iterator[int]:
    """The row that heads those from `start` on, where it stands before them; what follows a sum has no head."""
    above = next((row for row in range(start - 1, -1, -1) if block.kind(row)), None)
    if above is not None and block.kind(above) == "group" and block.kind(start) != "group":
        yield above


def _of_balance(block: Balance) -> Iterator[list[Block]]:
    """The ways to divide a balance: its points, with the dilemma beside the last, or on slides of its own."""
    longest = max(len(side.points) for side in block.sides)
    alone: list[list[Block]] = [[block.dilemma], *_pieces(block.dilemma)] if block.dilemma else []
    for parts in range(1, longest + 1):
        divided = [_chunks((*side.points, *((),) * (longest - len(side.points))), parts) for side in block.sides]
        pieces = [
            replace(block, sides=_with_points(block, chunks), dilemma=None) for chunks in zip(*divided, strict=True)
        ]
        if parts > 1:
            yield [*pieces[:-1], replace(pieces[-1], dilemma=block.dilemma)]
        yield from ([*pieces, *aims] for aims in alone)


def _with_points(block: Balance, chunks: Sequence[tuple[Text, ...]]) -> tuple[Side, ...]:
    """The sides with these of their points; one that has none left is not there."""
    sides = zip(block.sides, chunks, strict=True)
    return tuple(replace(side, points=points) for side, chunk in sides if (points := tuple(filter(None, chunk))))


def _matrix_of(block: Matrix, chunk: tuple[Any, ...]) -> Matrix:
    """A matrix with a group of its recommendations, and with the judgments that these rest on."""
    needed = {plain(number) for item in chunk for number in item.rests_on}
    rows = tuple(item for item in block.judgments.items if item.number in needed) or block.judgments.items
    return replace(
        block,
        judgments=replace(block.judgments, items=rows),
        recommendations=replace(block.recommendations, items=chunk),
    )


def _within(block: Columns) -> Iterator[list[Block]]:
    """The ways to divide what columns hold, beside one another. A column that has nothing to divide stands on the
    first slide: beside the first part of the others, or alone.
    """
    parted = [column for column in block.columns if _parts_of(column)]
    if listed := [column for column in parted if isinstance(column.blocks[0], SourceList)]:
        parted = listed
    whole = tuple(column for column in block.columns if column not in parted)
    longest = max((len(_parts_of(column)) for column in parted), default=0)
    for parts in range(2, longest + 1):
        once: list[Column | None] = [None] * (parts - 1)
        beside = [_divided(column, parts) if column in parted else [column, *once] for column in block.columns]
        yield [_row(block, row) for row in zip(*beside, strict=True)]
    for parts in range(1, longest + 1) if whole else ():
        rows = zip(*(_divided(column, parts) for column in parted), strict=True)
        yield [_row(block, whole), *(_row(block, row) for row in rows)]


def _row(block: Columns, columns: Sequence[Column | None]) -> Columns:
    return replace(block, columns=tuple(column for column in columns if column))


def _parts_of(column: Column) -> tuple[Any, ...]:
    """What a column can be divided by: the entries of its list, or its blocks."""
    match column.blocks:
        case (SourceList(entries=entries), *_) | (Bullets(items=entries),):
            return entries
    return column.blocks if len(column.blocks) > 1 else ()


def _divided(column: Column, parts: int) -> list[Column | None]:
    """A column in `parts`, of which some are empty where it has too few."""
    first, *others = column.blocks
    divided: list[Column | None] = []
    for chunk, start in _numbered(_parts_of(column), parts):
        listed = isinstance(first, SourceList) or not others
        blocks = (_with_entries(first, chunk, start), *others) if listed else chunk
        divided.append(replace(column, blocks=blocks) if chunk else None)
    return divided


def _numbered(entries: tuple[Entry, ...], parts: int) -> Iterator[tuple[tuple[Entry, ...], int]]:
    """Entries in `parts` runs, each with how many stand before it."""
    chunks = _chunks(entries, parts)
    yield from zip(chunks, accumulate(map(len, chunks), initial=0), strict=False)


def _chunks(entries: tuple[Entry, ...], parts: int) -> list[tuple[Entry, ...]]:
    """Entries in `parts` runs whose lengths differ by one at most."""
    bounds = [round(number * len(entries) / parts) for number in range(parts + 1)]
    return [entries[start:end] for start, end in pairwise(bounds)]
