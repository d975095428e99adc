"""Other ways to put entries that do not fit as they are: cards as bands, lists on two slides."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

from policybrief.document import Block, Bullets, Column, Columns, Items, Run, Slide, SourceList, Table, Text, plain
from policybrief.language import closed_up

Entry = TypeVar("Entry")

_MOST_ACROSS = 5


def arrangements(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The ways to lay out blocks: as they are, and with cards one below the other instead of side by side.

    More than five cards are too narrow side by side.
    """
    cards = [block for block in blocks if isinstance(block, Columns) and block.kind == "cards"]
    bands = tuple(
        replace(block, kind="bands") if isinstance(block, Columns) and block.kind == "cards" else block
        for block in blocks
    )
    if not cards:
        return [blocks]
    return [bands] if max(len(block.columns) for block in cards) > _MOST_ACROSS else [blocks, bands]


def continued(slide: Slide, parts: int, form: str) -> list[Slide]:
    """The slide as `parts` slides, the entries of its first block divided evenly; "(1 of 2)", in the `form` of the
    locale, ends each title.
    """
    block, *others = slide.blocks
    chunks = _chunks(entries(slide), parts)
    pieces = [_with_entries(block, chunk, first=number == 0) for number, chunk in enumerate(chunks)]
    return [
        replace(
            slide,
            blocks=(piece, *others),
            title=(*slide.title, Run(_after(slide.title, form.format(number=number, count=len(pieces))), at=slide.at)),
            notes=slide.notes if number == 1 else (),
        )
        for number, piece in enumerate(pieces, 1)
    ]


def _after(title: Text, words: str) -> str:
    return closed_up(plain(title), f" {words}", "")


def entries(slide: Slide) -> tuple[Any, ...]:
    """What a slide can be divided by: the entries of its first block; of columns, those of a list of sources in one."""
    match slide.blocks[:1]:
        case (Items(items=found) | Bullets(items=found) | Table(rows=found) | SourceList(entries=found),):
            return found
        case (Columns(kind="cards", columns=cards),):
            return cards
        case (Columns(columns=columns),):
            return next((sources.entries for column in columns if (sources := _sources_in(column))), ())
    return ()


def _with_entries(block: Block, chunk: tuple[Any, ...], *, first: bool) -> Block:
    """The block with only these of its entries. Columns beside a list of sources stand with its first part alone."""
    match block:
        case Items():
            return replace(block, items=chunk)
        case Bullets():
            return replace(block, items=chunk)
        case Table():
            return replace(block, rows=chunk)
        case SourceList():
            return replace(block, entries=chunk)
        case Columns(kind="cards"):
            return replace(block, columns=chunk)
        case Columns():
            columns = [
                replace(column, blocks=(replace(sources, entries=chunk), *column.blocks[1:])) if sources else column
                for column in block.columns
                if (sources := _sources_in(column)) or first
            ]
            return replace(block, columns=tuple(columns))
    raise TypeError(f"{type(block).__name__} can't be divided")


def _sources_in(column: Column) -> SourceList | None:
    return column.blocks[0] if column.blocks and isinstance(column.blocks[0], SourceList) else None


def _chunks(entries: tuple[Entry, ...], parts: int) -> list[tuple[Entry, ...]]:
    """Entries in `parts` runs whose lengths differ by one at most."""
    bounds = [round(number * len(entries) / parts) for number in range(parts + 1)]
    return [entries[start:end] for start, end in pairwise(bounds)]
