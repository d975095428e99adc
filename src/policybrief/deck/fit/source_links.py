"""From a claim to its source: citation numbers and source lines lead to the slide that lists what they name.

A source is listed where a numbered line holds its reference. Whatever slide that is on ("Sources (2 of 2)"), the link
goes there. It says the source's reference as its tooltip: a screen reader would otherwise read out a lone "1".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from policybrief.deck.fit.pictures import within
from policybrief.deck.shapes import Cell, Line, PlacedSlide, Shape, TableShape, Target, TextShape
from policybrief.text.document import Run, Slide, SourceList, Text, path_of, plain

_SOURCE = re.compile(r"sources\[\d+\]")
_LONGEST_TIP = 120


def linked(slides: Sequence[PlacedSlide]) -> tuple[tuple[PlacedSlide, ...], Mapping[str, Target]]:
    """The slides with their links to sources ("#sources[0]"), and where each of these leads."""
    targets: dict[str, Target] = {}
    numbered: dict[str, str] = {}
    for place, slide in enumerate(slides, 1):
        for line in (line for shape in slide.shapes if isinstance(shape, TextShape) for line in shape.lines):
            if line.bullet.endswith(".") and (found := _SOURCE.match(path_of(line.text))):
                targets.setdefault(f"#{found[0]}", Target(place, _tip(line)))
                numbered.setdefault(line.bullet[:-1], f"#{found[0]}")
    made = tuple(
        replace(slide, shapes=tuple(_Linker(targets, numbered, place).shape(shape) for shape in slide.shapes))
        for place, slide in enumerate(slides, 1)
    )
    return made, targets


def listed(slides: Sequence[Slide]) -> Mapping[str, str]:
    """The number of each source ("sources[0]") in the deck's lists of sources."""
    every = (block for slide in slides for block in within(slide.blocks) if isinstance(block, SourceList))
    pairs = ((_SOURCE.match(path_of(text)), number) for block in every for number, text in block.entries)
    return {found[0]: number for found, number in pairs if found and number}


def by_number(text: Text, numbers: Mapping[str, str]) -> Text:
    """A line that names sources with their numbers for their names; as it is, where one has no number."""
    made: list[Run] = []
    before = ""
    for run in text:
        found = _SOURCE.match(run.path)
        name = found[0] if found else ""
        if name and name not in numbers:
            return text
        if not name or name != before:
            made.append(Run(numbers[name], name, run.at) if name else run)
        before = name
    return tuple(made)


def _tip(line: Line) -> str:
    words = plain(line.text)
    return words if len(words) <= _LONGEST_TIP else f"{words[: _LONGEST_TIP - 1].rstrip()}…"


class _Linker:
    """Links the shapes of one slide, the deck's `place`th; what leads to where one is already is no link."""

    def __init__(self, targets: Mapping[str, Target], numbered: Mapping[str, str], place: int) -> None:
        self.links = {link for link, target in targets.items() if target.slide != place}
        self.numbered = numbered

    def shape(self, shape: Shape) -> Shape:
        match shape:
            case TextShape():
                lines = self._lines(shape.lines, named=shape.role == "source")
                return shape if lines is shape.lines else replace(shape, lines=lines)
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
        if run.cite:
            link = self.numbered.get(run.text.lstrip(","), "")
        elif named and (found := _SOURCE.match(run.path)):
            link = f"#{found[0]}"
        return replace(run, link=link) if link in self.links else run
