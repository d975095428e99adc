"""What charts say: their numbers, and the names of series and categories, each held against the value it comes from.

Read is what PowerPoint shows, which it keeps beside the chart's workbook; LibreOffice keeps nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck.shown import ShownSlide
from policybrief.edits.pull.observed import Compared, Observed
from policybrief.text.value_path import ValuePath

_Chart = tuple[tuple[str, ...], tuple[ValuePath, ...]]
"""The words of a chart, and where each comes from, as far as that is known."""


def compare(differences: Compared, built: ShownSlide, edited: ShownSlide, where: str) -> None:
    """What the charts of a slide say otherwise."""
    if len(built.charts) != len(edited.charts):
        differences.tell(
            where, "charts are new, or gone", f"{len(built.charts)} charts", f"{len(edited.charts)} charts"
        )
    for (old, paths), new in _pairs(built, edited):
        if len(old) == len(new) == len(paths):
            _words(differences, old, new, paths, where)
        else:
            gone, come = [word for word in old if word not in new], [word for word in new if word not in old]
            words = ", ".join(gone) or "its values in another order", ", ".join(come)
            differences.tell(where, "a chart says something else", *words, "change its numbers in the YAML")


def _pairs(built: ShownSlide, edited: ShownSlide) -> Iterator[tuple[_Chart, tuple[str, ...]]]:
    """The charts that differ, in their order; those that are as they were are put aside first."""
    paths = built.chart_paths or ((),) * len(built.charts)
    ours, theirs = list(zip(built.charts, paths, strict=True)), list(edited.charts)
    for chart in built.charts:
        if chart in theirs:
            theirs.remove(chart)
            ours.remove(next(each for each in ours if each[0] == chart))
    yield from zip(ours, theirs, strict=False)


def _words(
    differences: Compared, old: tuple[str, ...], new: tuple[str, ...], paths: tuple[ValuePath, ...], where: str
) -> None:
    for was, now, path in zip(old, new, paths, strict=True):
        if was == now:
            continue
        if path and now.strip():
            differences.observed.append(Observed(path, was, now, where))
        else:
            differences.tell(where, "a chart says something else", was, now, "change it in the YAML")
