"""Charts on a slide: the native one with its numbers and names, and beside it, as text, what such a chart can't say.

Names of series, sums of stacks, the unit and the target are shapes of their own, each measured and clear of all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policybrief.chart.layout import MOST_PARTS, has_head, head_of, picture
from policybrief.chart.marks import NATIVE, ChartLabel, ChartPanel, ChartPicture, ChartRule, Setting
from policybrief.chart.paints import Palette
from policybrief.chart.words import row_of
from policybrief.deck.colors import ACCENT, MUTED, PRIMARY
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import SLIDE_WIDTH, ChartShape, Connector, Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import LEADING, NO_CEILING, Faults, Laid, Type, name_of, wrapped
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.charts import Chart
from policybrief.text.run import Run, Text, plain
from policybrief.theme.model import Theme

_LEAST_HEIGHT, _LEAST_WHOLE = 180.0, 105.0
"""One bar of the parts of a whole needs less."""
_CLEAR = 6.0
"""What a chart keeps clear at the edges of a slide, in points."""
_ABOVE = ("unit", "name", "target")
"""What stands above a chart is read before it."""
_SPARE = 1.04
"""Labels have so much room: programs widen their letters a little."""


def chart(block: Chart, type_: Type) -> Laid:
    """A chart takes what room there is; what it looks like there is said once all is placed (`laid_out`)."""
    above = head_of(setting(type_)) if has_head(block) else 0.0

    def place(box: Box) -> list[Shape]:
        return [ChartShape(box, block, name_of(block.alt))]

    least = _LEAST_WHOLE if block.kind == "pie" and len(block.categories) <= MOST_PARTS else _LEAST_HEIGHT
    return Laid(least, place, Faults(), grows=True, ceiling=NO_CEILING, above=above)


def laid_out(slides: Iterable[PlacedSlide], theme: Theme) -> tuple[PlacedSlide, ...]:
    """The slides with their charts as they are seen: native ones, and the text and lines around them."""
    known: list[tuple[Setting, Palette]] = []
    width = theme.base.width if theme.base else SLIDE_WIDTH

    def drawn(shape: ChartShape, slide: PlacedSlide) -> Iterator[Shape]:
        if not known:
            known.append((setting(Type(theme.deck)), Palette.of(theme)))
        words, palette = known[0]
        on_slide = replace(words, over=_free_beside(shape, slide, width))
        return shapes(shape.chart, picture(shape.chart, shape.box, on_slide, palette))

    def with_charts(slide: PlacedSlide) -> PlacedSlide:
        if not any(isinstance(shape, ChartShape) for shape in slide.shapes):
            return slide
        laid = (
            placed
            for shape in slide.shapes
            for placed in (_held(drawn(shape, slide), shape) if isinstance(shape, ChartShape) else [shape])
        )
        return replace(slide, shapes=tuple(laid))

    return tuple(map(with_charts, slides))


def _held(drawn: Iterable[Shape], shape: ChartShape) -> Iterator[Shape]:
    """What a chart is seen as; its native one fills the placeholder that it was given, and of several the first."""
    held = shape.held
    for each in drawn:
        if held and isinstance(each, ChartShape):
            yield replace(each, held=held)
            held = None
        else:
            yield each


def _free_beside(shape: ChartShape, slide: PlacedSlide, width: float) -> float:
    """How much is free at both sides of a chart: to the slide's edges, and to what stands beside it."""
    box = shape.box
    level = [each.box for each in slide.shapes if each.box.y < box.bottom and each.box.bottom > box.y]
    left = max([_CLEAR, *(each.right for each in level if each.right <= box.x)])
    right = min([width - _CLEAR, *(each.x for each in level if each.x >= box.right)])
    return max(0.0, min(box.x - left, right - box.right))


def setting(type_: Type) -> Setting:
    """How the words of a chart are measured on a slide, and which of the scale's sizes they take."""

    def width(text: Text, size: float, bold: bool) -> float:
        return wrapped(text, Look(size, bold=bold), 100_000.0, type_).width * _SPARE + 1.0 if plain(text) else 0.0

    def lines(text: Text, size: float, bold: bool, room: float) -> int | None:
        broken = wrapped(text, Look(size, bold=bold), max(room, 1.0), type_)
        return None if broken.cut else broken.lines

    scale = type_.theme.sizes
    return Setting(width, lines, (scale.text, scale.label), scale.label, scale.kicker, LEADING)


def shapes(block: Chart, drawing: ChartPicture) -> Iterator[Shape]:
    """The placed shapes of a chart, in reading order: the unit, the picture, then what stands beside it."""
    yield from (_text(label) for label in drawing.labels if label.role in _ABOVE)
    for panel in drawing.panels:
        yield _native(panel, block)
        yield from (_line(rule) for rule in panel.rules if rule.role != "axis")
        yield from (Decoration(chip.box, fill=chip.paint.swatch.color) for chip in panel.chips)
        yield from (_text(label) for label in panel.labels if label.role not in NATIVE)
    yield from (_text(label) for label in drawing.labels if label.role not in _ABOVE)


def _native(panel: ChartPanel, block: Chart) -> ChartShape:
    """The chart itself; its alternative text names what it has no room to show."""
    chart, left = panel.chart, range(panel.shown, len(panel.chart.categories))
    if left:
        said = "; ".join(map(plain, (row_of(chart, number) for number in left)))
        rest = Run(chart.rest.format(count=len(left), rest=said), at=chart.at)
        panel = replace(panel, chart=replace(chart, alt=(*chart.alt, rest)))
    return ChartShape(panel.box, panel.chart, name_of(chart.alt, block.alt), panel)


def _line(rule: ChartRule) -> Connector:
    color = {"base": PRIMARY, "target": ACCENT}.get(rule.role, MUTED)
    return Connector(rule.start, rule.end, color, 0.75 if color == MUTED else 1.5, dashed=rule.role == "target")


def _text(label: ChartLabel) -> TextShape:
    look = Look(label.size, Color(label.tone), bold=label.bold)
    return TextShape(label.box, (Line(label.text, look, align=label.align),), name_of(label.text), "ctr", role="chart")
