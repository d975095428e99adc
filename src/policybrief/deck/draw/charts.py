"""A chart as fit laid it out: its bars and lines, and the values and names that stand at them.

All else that is seen of it (names of series, sums, the unit, a target) are shapes of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.chart.dashes import dashes
from policybrief.chart.marks import NATIVE, Bar, ChartLabel, ChartPanel, Curve
from policybrief.deck.colors import MUTED, PAPER
from policybrief.deck.draw.paint import Paint, Rectangle, Stroke
from policybrief.deck.draw.text import LineSetter
from policybrief.deck.lines import paragraphs
from policybrief.deck.shapes import ChartShape, Line, Look
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color

_AXIS, _FRAME, _PARTED = 0.75, 1.0, 1.5
"""The widths of lines, in points: of the axis, of a pattern's frame, and of the paper's between the parts of a stack.
The last two are those of the native chart (deck/write/series_xml.py).
"""
_DASHES = {"solid": (), "dash": (4.0, 3.0), "sysDot": (1.0, 1.0), "dashDot": (4.0, 3.0, 1.0, 3.0)}
"""PowerPoint's dashes and gaps, in line widths."""


def painted(shape: ChartShape, text: LineSetter) -> Iterator[Paint]:
    """The chart in its box."""
    assert shape.panel, "fit lays out every chart (deck/fit/chart.py)"
    for bar in shape.panel.bars:
        yield _bar(bar, text, stacked=shape.panel.stacked)
    for rule in shape.panel.rules:
        if rule.role == "axis":
            yield Stroke(rule.start, rule.end, text.rgb(MUTED), _AXIS)
    for curve in shape.panel.curves:
        yield from _curve(curve, text)
    for label in shape.panel.labels:
        if label.role in NATIVE:
            yield from _label(label, shape.panel, text)


def _bar(bar: Bar, text: LineSetter, *, stacked: bool) -> Rectangle:
    """A bar: a pattern is its colour from afar, in its frame; paper parts what is stacked."""
    if bar.paint.is_pattern:
        return Rectangle(bar.box, bar.paint.rgb, text.rgb(bar.paint.swatch.color), _FRAME)
    return Rectangle(bar.box, bar.paint.rgb, text.rgb(PAPER), _PARTED) if stacked else Rectangle(bar.box, bar.paint.rgb)


def _curve(curve: Curve, text: LineSetter) -> Iterator[Paint]:
    """A line with its points: in a pattern's place, dashes and marks of its colour."""
    paint = curve.paint
    color = text.rgb(paint.swatch.color) if paint.is_pattern else paint.rgb
    pattern = [length * curve.width for length in _DASHES[paint.dash]]
    frame = (color, _FRAME) if paint.is_pattern else ("", 0.0)
    for stretch in curve.stretches:
        for start, end in dashes(stretch, pattern):
            yield Stroke(start, end, color, curve.width)
        for x, y in stretch if curve.dot else ():
            box = Box(x - curve.dot, y - curve.dot, 2 * curve.dot, 2 * curve.dot)
            inside = text.rgb(PAPER) if paint.is_hollow else color
            yield Rectangle(box, inside, *frame, round=not paint.is_square)


def _label(label: ChartLabel, panel: ChartPanel, text: LineSetter) -> Iterator[Paint]:
    if label.place == "ctr" and panel.paints[label.series].swatch.percent:
        yield Rectangle(label.box.inset(-1.0, 0.1 * label.box.height, -1.0, 0.1 * label.box.height), text.rgb(PAPER))
    line = Line(label.text, Look(label.size, Color(label.tone), bold=label.bold), align=label.align)
    yield from text.lines(paragraphs((line,), label.box.width, text.type_), label.box, "ctr")
