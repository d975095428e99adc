"""Where a chart's labels have room: none stands on another, on a line or a bar, and no name is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.memo.fit.lines import is_cut, line_width
from policybrief.memo.fit.pen import Sizes, TextBlock
from policybrief.pdf.ink import Mark, Panel, Rule, Words

_TOUCH = 0.6
"""Points by which a label may reach over the edge of a bar."""
_GAP, _ROUNDING = 0.4, 0.01
"""Between names, in body sizes; and what keeps a line of that very width from breaking, in points."""


def taken(marks: Iterable[Mark], left: float, right: float, baseline: float, size: float) -> bool:
    """Whether among a chart's marks words or a bar stand, or a line runs, where a label is to be placed."""
    top = baseline - 0.75 * size
    for mark in marks:
        if isinstance(mark, Words) and abs(mark.y - baseline) < size:
            there = stringWidth(mark.text, mark.face, mark.size)
            if mark.x - 2 < right and left < mark.x + there + 2:
                return True
        elif isinstance(mark, Panel):
            inner_left, inner_right = mark.x + _TOUCH, mark.x + mark.width - _TOUCH
            if inner_left < right and left < inner_right and mark.y < baseline and top < mark.y + mark.height:
                return True
        elif isinstance(mark, Rule) and mark.x < right and left < mark.to_x and mark.y != mark.to_y:
            slope = (mark.to_y - mark.y) / (mark.to_x - mark.x)
            ends = [mark.y + slope * (max(min(x, mark.to_x), mark.x) - mark.x) for x in (left, right)]
            if min(ends) < baseline + 1 and baseline - 0.8 * size < max(ends):
                return True
    return False


def below(labels: Sequence[TextBlock], sizes: Sizes, slot: float) -> dict[int, tuple[float, float]]:
    """The names that stand below an axis, so that none is cut or touches another: each one, each second, each third …

    Gives the left end and the width of each, by number; a slot is as wide as a category.
    """
    for step in range(1, len(labels)):
        found = _each(step, labels, sizes, slot)
        if found is not None:
            return found
    return {0: (0.0, slot * len(labels))}


def _each(step: int, labels: Sequence[TextBlock], sizes: Sizes, slot: float) -> dict[int, tuple[float, float]] | None:
    """Each label of so many where it would stand, within the axis; without the last, where that would touch another.

    None where another does, or would be cut.
    """
    gap, end = _GAP * sizes.body, slot * len(labels)
    found: dict[int, tuple[float, float]] = {}
    free = 0.0
    for number in range(0, len(labels), step):
        label, room = labels[number], step * slot - gap
        if is_cut(label.words, room / label.size(sizes)):
            return None
        width = max(map(line_width, label.lines(sizes, room)), default=0.0) * label.size(sizes) + _ROUNDING
        left = max(min(slot * (number + 0.5) - width / 2, end - width), 0.0)
        if left >= free:
            found[number] = left, width
            free = left + width + gap / 2
        elif number + step < len(labels):
            return None
    return found
