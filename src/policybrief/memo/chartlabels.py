"""Where a chart's labels have room: none stands on another, on a line or a bar, and no name is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.memo.lines import is_cut
from policybrief.memo.marks import Mark, Panel, Rule, Words
from policybrief.memo.pen import Sizes, TextBlock

_TOUCH = 0.6
"""Points by which a label may reach over the edge of a bar."""


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


def every(labels: Sequence[TextBlock], sizes: Sizes, slot: float, gap: float) -> int:
    """Which names stand below an axis, so that none is cut: each one, each second, each third …

    A slot is as wide as a category; between two names there is a `gap`.
    """
    for step in range(1, len(labels)):
        if not any(is_cut(label.words, (step * slot - gap) / label.size(sizes)) for label in labels[::step]):
            return step
    return max(len(labels), 1)
