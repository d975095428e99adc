"""Which sources a document lists: those that it names itself, in its texts, its lines of sources or its notes, and
those that nothing in the brief does, which are there to be read. What another document alone cites is listed there.

A source keeps its number, which is that of the brief's list, in every document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from policybrief.brief import walk
from policybrief.brief.audience import Audience
from policybrief.brief.model import Brief
from policybrief.text.blocks import SourceList
from policybrief.text.document import Deck, Memo, Slide, runs
from policybrief.text.run import path_of
from policybrief.text.value_path import ValuePath


def own(document: Deck | Memo, brief: Brief, audience: Audience | None) -> Deck | Memo:
    """The document without the sources that it does not name. One that names none lists all: its template may have
    another way to lead to them.
    """
    known = {ValuePath("sources", place): entry.id for place, entry in enumerate(brief.sources)}
    named = set(_named(document, known))
    cited = {name for path, name in chain(walk.cited(brief), walk.cited(audience)) if not path.within("sources")}
    elsewhere = cited - named if named else set()
    if isinstance(document, Memo):
        return replace(document, sources=document.sources and _without(document.sources, known, elsewhere))
    return replace(document, slides=tuple(_slide(slide, known, elsewhere) for slide in document.slides))


def _slide(slide: Slide, known: dict[ValuePath, str], elsewhere: set[str]) -> Slide:
    if not any(isinstance(block, SourceList) for block in slide.blocks):
        return slide
    blocks = (_without(each, known, elsewhere) if isinstance(each, SourceList) else each for each in slide.blocks)
    return replace(slide, blocks=tuple(blocks))


def _without(block: SourceList, known: dict[ValuePath, str], elsewhere: set[str]) -> SourceList:
    """A list without the sources that are named elsewhere, which knows what its entries are."""
    keys = tuple(known.get(ValuePath(*path_of(text)[:2]), "") for _, text in block.entries)
    return replace(block, keys=keys).without(elsewhere)


def _named(document: Deck | Memo, known: dict[ValuePath, str]) -> Iterator[str]:
    """The sources that runs outside of the lists of sources cite, or are made of."""
    lists = [block for block in _blocks(document) if isinstance(block, SourceList)]
    for run in chain(runs(_bare(document)), *(runs(replace(each, entries=(), details=(), notes=())) for each in lists)):
        if run.cite and not run.footnote:
            yield run.cite
        elif run.path and run.path[0] == "sources":
            yield known.get(ValuePath(*run.path[:2]), "")


def _blocks(document: Deck | Memo) -> Iterator[object]:
    if isinstance(document, Memo):
        yield document.sources
    else:
        yield from (block for slide in document.slides for block in slide.blocks)


def _bare(document: Deck | Memo) -> object:
    """The document without its lists of sources."""
    if isinstance(document, Memo):
        return replace(document, sources=None)
    return tuple(map(_bare_slide, document.slides))


def _bare_slide(slide: Slide) -> Slide:
    kept = tuple(block for block in slide.blocks if not isinstance(block, SourceList))
    return slide if len(kept) == len(slide.blocks) else replace(slide, blocks=kept)
