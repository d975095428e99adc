"""A chart as fit laid it out: its bars and lines, and the values and names that stand at them.

All else that is seen of it (names of series, sums, the unit, a target) are shapes of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policybrief.chart.marks import NATIVE, Curve, Label
from policybrief.deck.colors import MUTED, Color
from policybrief.deck.fit.lines import paragraphs
from policybrief.deck.shapes import Box, ChartShape, Line, Look
from policybrief.draw.paint import Paint, Rectangle, Stroke
from policybrief.draw.text import Setter

_AXIS = 0.75


def painted(shape: ChartShape, text: Setter) -> Iterator[Paint]:
    """The chart in its box."""
    assert shape.panel, "fit lays out every chart (deck/fit/chart.py)"
    for bar in shape.panel.bars:
        yield Rectangle(bar.box, bar.paint.rgb)
    for rule in shape.panel.rules:
        if rule.role == "axis":
            yield Stroke(rule.start, rule.end, text.rgb(MUTED), _AXIS)
    for curve in shape.panel.curves:
        yield from _curve(curve)
    for label in shape.panel.labels:
        if label.role in NATIVE:
            yield from _label(label, text)


def _curve(curve: Curve) -> Iterator[Paint]:
    for stretch in curve.stretches:
        for start, end in pairwise(stretch):
            yield Stroke(start, end, curve.paint.rgb, curve.width)
        for x, y in stretch if curve.dot else ():
            box = Box(x - curve.dot, y - curve.dot, 2 * curve.dot, 2 * curve.dot)
            yield Rectangle(box, curve.paint.rgb, round=True)


def _label(label: Label, text: Setter) -> Iterator[Paint]:
    line = Line(label.text, Look(label.size, Color(label.tone), bold=label.bold), align=label.align)
    yield from text.lines(paragraphs((line,), label.box.width, text.type_), label.box, "ctr")
