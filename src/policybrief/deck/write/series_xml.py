"""A series of a native chart: its fill, its labels, and its numbers with where they stand in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policybrief.chart.marks import ChartLabel, ChartPanel, SeriesPaint
from policybrief.deck.colors import PAPER
from policybrief.deck.write.chart_numbers import code, own_code
from policybrief.deck.write.colors import color, fill
from policybrief.deck.write.frame_xml import EMU
from policybrief.ooxml.color import Color
from policybrief.ooxml.xml import escape, quoteattr
from policybrief.text.figures import exact
from policybrief.text.records import dataclass
from policybrief.text.run import plain
from policybrief.theme.model import Theme

_PATTERNS = (5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90)
"""The patterns of dots that PowerPoint has, by how many percent are in the colour."""
_STRAIGHT = '<c:smooth val="0"/>'
_FLAGS = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)

_NO_LABELS = _FLAGS.replace('showVal val="1"', 'showVal val="0"')


def series_fill(paint: SeriesPaint, theme: Theme) -> str:
    """A series' fill: its colour, or a pattern of it on paper."""
    percent, own = paint.swatch.percent, paint.swatch.color
    if percent is None:
        return fill(own, theme)
    if not percent:
        return fill(PAPER, theme)
    nearest = min(_PATTERNS, key=lambda pattern: abs(pattern - percent))
    return (
        f'<a:pattFill prst="pct{nearest}"><a:fgClr>{color(own, theme)}</a:fgClr>'
        f"<a:bgClr>{color(PAPER, theme)}</a:bgClr></a:pattFill>"
    )


def frame_line(paint: SeriesPaint, panel: ChartPanel, theme: Theme) -> str:
    """The line around a bar: a pattern's frame, or between the parts of a stack a line of paper."""
    if paint.is_pattern:
        return f'<a:ln w="{EMU}">{fill(paint.swatch.color, theme)}</a:ln>'
    return f'<a:ln w="{round(1.5 * EMU)}">{fill(PAPER, theme)}</a:ln>' if panel.stacked else "<a:ln><a:noFill/></a:ln>"


@dataclass(frozen=True)
class SeriesXml:
    """Writes one series of a panel."""

    panel: ChartPanel
    theme: Theme
    number: int

    @cached_property
    def labels(self) -> dict[int, ChartLabel]:
        """The labels of its values, by category."""
        own = (label for label in self.panel.labels if label.role == "value" and label.series == self.number)
        return {label.category: label for label in own}

    def write(self) -> str:
        """The series element."""
        panel, column = self.panel, _letters(self.number + 1)
        name = plain(panel.chart.series[self.number].name)
        lines = panel.kind == "line"
        look = self._line() if lines else self._bar()
        return (
            f'<c:ser><c:idx val="{self.number}"/><c:order val="{self.number}"/><c:tx><c:strRef>'
            f'<c:f>Sheet1!${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v>'
            f"</c:pt></c:strCache></c:strRef></c:tx>{look}{self._labels()}{self._categories()}{self._values(column)}"
            f"{_STRAIGHT if lines else ''}</c:ser>"
        )

    def _bar(self) -> str:
        paint = self.panel.paints[self.number]
        series_paint = self.panel.others or paint
        strong = self._strong(paint) if self.panel.others else ""
        return f'<c:spPr>{self._filled(series_paint)}</c:spPr><c:invertIfNegative val="0"/>{strong}'

    def _strong(self, paint: SeriesPaint) -> str:
        """The one bar that stands out."""
        return (
            f'<c:dPt><c:idx val="{self.panel.strong}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{self._filled(paint)}</c:spPr></c:dPt>"
        )

    def _filled(self, paint: SeriesPaint) -> str:
        return series_fill(paint, self.theme) + frame_line(paint, self.panel, self.theme)

    def _line(self) -> str:
        paint, curve = self.panel.paints[self.number], self.panel.curves[self.number]
        own = fill(paint.swatch.color, self.theme)
        dash = f'<a:prstDash val="{paint.dash}"/>' if paint.is_pattern else ""
        symbol = "square" if paint.is_square else "circle"
        inside = fill(PAPER, self.theme) if paint.is_hollow else own
        size = max(2, min(72, round(2 * curve.dot)))
        marker = (
            f'<c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{inside}<a:ln w="{EMU}">{own}</a:ln></c:spPr>'
            if curve.dot
            else '<c:symbol val="none"/>'
        )
        return (
            f'<c:spPr><a:ln w="{round(curve.width * EMU)}" cap="rnd">{own}{dash}<a:round/></a:ln></c:spPr>'
            f"<c:marker>{marker}</c:marker>"
        )

    # -- labels

    def _labels(self) -> str:
        """A label for each value that has one, as fit says; none for the rest."""
        values = self.panel.chart.series[self.number].values[: self.panel.shown]
        labels = "".join(self._label(place) for place, value in enumerate(values) if value is not None)
        usual = next(iter(self.labels.values()), None)
        if usual is None:
            return f"<c:dLbls>{_NO_LABELS}</c:dLbls>"
        return f"<c:dLbls>{labels}{self._look(usual, code(self.panel.chart.form))}</c:dLbls>"

    def _label(self, place: int) -> str:
        label = self.labels.get(place)
        if label is None:
            return f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
        form = self.panel.chart.form
        value = self.panel.chart.series[self.number].values[place]
        own = own_code(form, value) if value is not None else ""
        usual = next(iter(self.labels.values()))
        looks = {(shown.bold, shown.tone, shown.place, shown.size) for shown in (label, usual)}
        if not own and len(looks) == 1:
            return ""
        return f'<c:dLbl><c:idx val="{place}"/>{self._look(label, own or code(form))}</c:dLbl>'

    def _look(self, label: ChartLabel, form: str) -> str:
        ground = "<c:spPr><a:noFill/></c:spPr>"
        paint = self.panel.paints[self.number]
        if label.place == "ctr" and paint.swatch.percent:
            ground = f"<c:spPr>{fill(PAPER, self.theme)}</c:spPr>"
        return (
            f'<c:numFmt formatCode={quoteattr(form)} sourceLinked="0"/>{ground}<c:txPr><a:bodyPr wrap="none"/>'
            f'<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(label.size * 100)}" b="{int(label.bold)}">'
            f"{fill(Color(label.tone), self.theme)}</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
            f'<c:dLblPos val="{label.place}"/>{_FLAGS}'
        )

    # -- numbers

    def _categories(self) -> str:
        names = [plain(name) for name in self.panel.chart.categories[: self.panel.shown]]
        points = "".join(f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>' for place, name in enumerate(names))
        return (
            f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(names) + 1}</c:f><c:strCache>"
            f'<c:ptCount val="{len(names)}"/>{points}</c:strCache></c:strRef></c:cat>'
        )

    def _values(self, column: str) -> str:
        values = self.panel.chart.series[self.number].values[: self.panel.shown]
        points = "".join(_points(values))
        return (
            f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${len(values) + 1}</c:f><c:numCache>"
            f"<c:formatCode>{escape(code(self.panel.chart.form))}</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef></c:val>'
        )


def _points(values: tuple[float | None, ...]) -> Iterator[str]:
    for place, value in enumerate(values):
        if value is not None:
            yield f'<c:pt idx="{place}"><c:v>{exact(value)}</c:v></c:pt>'


def _letters(number: int) -> str:
    """A column's letters: B for the first series."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
