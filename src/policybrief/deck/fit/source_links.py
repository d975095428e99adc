"""From a claim to its source and its evidence: where citation numbers, source lines and marks lead.

A source is listed where a numbered line, or an entry of a list of sources, holds its reference; whatever slide that is
on ("Sources (2 of 2)"), the link goes there. A judgment's circle leads to the slide with the id "judgment-1", "2" and
so on. A link says where it leads
as its tooltip, the source's reference or the slide's title: a screen reader would otherwise read out a lone "1".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from policybrief.deck.fit.pictures import within
from policybrief.deck.placed import LinkTarget, PlacedSlide
from policybrief.deck.shapes import Cell, Line, Shape, TableShape, TextShape
from policybrief.text.blocks import SourceList
from policybrief.text.breaks import NO_BREAK
from policybrief.text.document import Slide
from policybrief.text.run import Run, Text, path_of, plain
from policybrief.text.value_path import NOWHERE, ValuePath

_LONGEST_TIP = 120


def linked(slides: Sequence[PlacedSlide]) -> tuple[tuple[PlacedSlide, ...], Mapping[str, LinkTarget]]:
    """The slides with their links ("#sources[0]", "#judgment-1"), and where each of these leads."""
    targets: dict[str, LinkTarget] = {}
    numbered: dict[str, str] = {}
    for place, slide in enumerate(slides, 1):
        if slide.id:
            title = ": ".join(dict.fromkeys(part for part in (slide.kicker, slide.title) if part))
            targets.setdefault(f"#{slide.id}", LinkTarget(place, _short(title)))
        shapes = [shape for shape in slide.shapes if isinstance(shape, TextShape)]
        lines = [line for shape in shapes for line in shape.lines]
        begun = [shape.lines[0] for shape in shapes if shape.reference]
        for line in (*begun, *(line for line in lines if line.bullet.endswith("."))):
            if source := _source(path_of(line.text)):
                targets.setdefault(f"#{source}", LinkTarget(place, _tip(lines, source)))
                if line.bullet:
                    numbered.setdefault(line.bullet[:-1], f"#{source}")
    known = tuple(numbered.items())
    placed = tuple(_with_links(slide, _leading(targets, place), known) for place, slide in enumerate(slides, 1))
    return placed, targets


def _leading(targets: Mapping[str, LinkTarget], place: int) -> frozenset[str]:
    """The links that lead away from the deck's `place`th slide: what leads to where one is already is none."""
    return frozenset(link for link, target in targets.items() if target.slide != place)


@lru_cache(maxsize=256)
def _with_links(slide: PlacedSlide, links: frozenset[str], numbered: tuple[tuple[str, str], ...]) -> PlacedSlide:
    linker = _Linker(links, dict(numbered))
    return replace(slide, shapes=tuple(map(linker.shape, slide.shapes)))


def _source(path: ValuePath) -> ValuePath:
    """The source that a value is or belongs to; NOWHERE for any other value."""
    return ValuePath(*path[:2]) if len(path) > 1 and path.within("sources") else NOWHERE


def listed(slides: Sequence[Slide]) -> Mapping[ValuePath, str]:
    """The number of each source in the deck's lists of sources."""
    every = (block for slide in slides for block in within(slide.blocks) if isinstance(block, SourceList))
    pairs = ((_source(path_of(text)), number) for block in every for number, text in block.entries)
    first = reversed([*pairs])  # a source has several notes, and the first says all of it
    return {source: number for source, number in first if source and number}


def by_number(text: Text, numbers: Mapping[ValuePath, str]) -> Text:
    """A line that names sources with their numbers for their names; as it is, where one has no number."""
    numbered: list[Run] = []
    before = NOWHERE
    for run in text:
        source = _source(run.path)
        if source and source not in numbers:
            return text
        if not source or source != before:
            numbered.append(Run(numbers[source], source, run.at) if source else run)
        before = source
    return tuple(numbered)


def in_ranges(numbered: Text) -> Text:
    """Such a line with "1–3" in the place of numbers that follow each other; it leads to the first of them."""
    ranged: list[Run] = []
    last, between = 0, list[Run]()
    for run in numbered:
        if not (_source(run.path) and run.text.isdecimal()):
            between.append(run)
            continue
        number = int(run.text)
        if ranged and last and number == last + 1:
            first = ranged[-1].text.partition("–")[0]
            ranged[-1] = replace(ranged[-1], text=f"{first}–{number}")
        else:
            ranged += [*between, run]
        last, between = number, []
    return (*ranged, *between)


def _number(cited: str) -> str:
    """The number in a citation's text, which may have other words around it: `,2`, `see 2(p. 3)`."""
    number = re.match(r"[^(（]*?(\d+)(?=$|[(（])", cited)
    return number[1] if number else ""


def _tip(lines: Sequence[Line], source: ValuePath) -> str:
    """The reference of a source: the first whole one on its slide, which may stand below its name."""
    own = [line.text for line in lines if path_of(line.text) == source]
    return _short(plain(own[0])) if own else ""


def _short(said: str) -> str:
    words = said.replace(NO_BREAK, " ")  # a tooltip has no lines of ours
    return words if len(words) <= _LONGEST_TIP else f"{words[: _LONGEST_TIP - 1].rstrip()}…"


class _Linker:
    """Links shapes by `links`, those of sources by the number that each is `numbered` with."""

    def __init__(self, links: frozenset[str], numbered: Mapping[str, str]) -> None:
        self.links, self.numbered = links, numbered

    def shape(self, shape: Shape) -> Shape:
        match shape:
            case TextShape():
                lines = self._lines(shape.lines, named=shape.role == "source")
                link = shape.link if shape.link in self.links else ""
                same = lines is shape.lines and link == shape.link
                return shape if same else replace(shape, lines=lines, link=link)
            case TableShape():
                rows = tuple(tuple(self._cell(cell) for cell in row) for row in shape.rows)
                return replace(shape, rows=rows)
        return shape

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, lines=self._lines(cell.lines, named=False))

    def _lines(self, lines: tuple[Line, ...], *, named: bool) -> tuple[Line, ...]:
        """Lines whose citation numbers are links, and where sources are `named` their names too."""
        if not named and not any(run.cite for line in lines for run in line.text):
            return lines
        return tuple(replace(line, text=tuple(self._run(run, named=named) for run in line.text)) for line in lines)

    def _run(self, run: Run, *, named: bool) -> Run:
        link = ""
        if run.spelled:
            link = f"#{source}" if (source := _source(run.path)) else ""
        elif run.cite:
            link = self.numbered.get(_number(run.text), "")
        elif named and (source := _source(run.path)):
            link = f"#{source}"
        return replace(run, link=link) if link in self.links else run
