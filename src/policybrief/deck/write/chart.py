"""Native charts with their workbooks: a placed panel as DrawingML (ECMA-376 part 1, clause 21.2). No decisions here.

The plot stands where fit has put it, to the point, and its axis has the ends that fit has given, so that what stands
around a chart as text stands right in PowerPoint and LibreOffice alike. There is no grid and no legend; the axis of
values is there, but not drawn: each number that matters is written at its mark.
"""

from __future__ import annotations

from policybrief.chart.marks import ChartPanel
from policybrief.deck.colors import INK, PRIMARY
from policybrief.deck.shapes import ChartShape
from policybrief.deck.write.chart_numbers import code
from policybrief.deck.write.colors import fill
from policybrief.deck.write.frame_xml import EMU, HEAD
from policybrief.deck.write.series_xml import SeriesXml
from policybrief.deck.write.workbook import workbook
from policybrief.ooxml.color import Color
from policybrief.ooxml.writing import NewPackage
from policybrief.ooxml.xml import quoteattr
from policybrief.text.run import plain
from policybrief.theme.model import Theme

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORIES, _VALUES = 1, 2
"""The ids of the two axes."""


def add_chart(package: NewPackage, shape: ChartShape, theme: Theme) -> str:
    """Add a chart and its workbook to a package; return the chart part's name."""
    panel = shape.panel
    assert panel is not None, "fit lays out every chart"
    number = 1 + sum(name.startswith("ppt/charts/") for name in package.parts)
    part = package.add(f"ppt/charts/chart{number}.xml", _CHART)
    name = f"ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    rows = [(plain(row.name), row.values) for row in panel.chart.series]
    names = [plain(category) for category in panel.chart.categories]
    package.add(name, _SHEET, workbook(names, rows, code(panel.chart.form)))
    package.parts[part] = ChartXml(panel, theme).write(package.relate(part, "package", name)).encode()
    return part


class ChartXml:
    """Writes one chart."""

    def __init__(self, panel: ChartPanel, theme: Theme) -> None:
        self.panel, self.theme = panel, theme

    def write(self, workbook_id: str) -> str:
        """The chart part."""
        body = f"{self._layout()}{self._plot()}{self._category_axis()}{self._value_axis()}<c:spPr><a:noFill/></c:spPr>"
        text = self._text(self.panel.size, INK)
        return (
            f'{HEAD}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
            f'<c:autoTitleDeleted val="1"/><c:plotArea>{body}</c:plotArea><c:plotVisOnly val="1"/>'
            f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}'
            f'<c:externalData r:id={quoteattr(workbook_id)}><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        )

    def _layout(self) -> str:
        """Where the plot stands in the chart, as shares of it."""
        outer, plot = self.panel.box, self.panel.plot
        shares = {
            "x": (plot.x - outer.x) / outer.width,
            "y": (plot.y - outer.y) / outer.height,
            "w": plot.width / outer.width,
            "h": plot.height / outer.height,
        }
        inner = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items())
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{inner}</c:manualLayout></c:layout>"
        )

    def _plot(self) -> str:
        panel = self.panel
        series = "".join(SeriesXml(panel, self.theme, number).write() for number in range(len(panel.chart.series)))
        axes = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'
        if panel.kind == "line":
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}'
                "</c:lineChart>"
            )
        grouping = "stacked" if panel.stacked else "clustered"
        return (
            f'<c:barChart><c:barDir val="{"bar" if panel.kind == "bar" else "col"}"/><c:grouping val="{grouping}"/>'
            f'<c:varyColors val="0"/>{series}<c:gapWidth val="{panel.gap}"/><c:overlap val="{panel.overlap}"/>{axes}'
            "</c:barChart>"
        )

    def _category_axis(self) -> str:
        """The names along the plot, and the line of zero."""
        panel = self.panel
        lying = panel.kind == "bar"
        skip = f'<c:tickMarkSkip val="{panel.skip}"/>' if panel.skip > 1 else ""
        shown = any(label.role == "category" for label in panel.labels)
        line = fill(PRIMARY, self.theme) if any(rule.role == "axis" for rule in panel.rules) else "<a:noFill/>"
        return (
            f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/>'
            f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/>'
            f'<c:majorTickMark val="{"out" if panel.kind == "line" else "none"}"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{"low" if shown else "none"}"/>'
            f'<c:spPr><a:ln w="{round(1.5 * EMU)}">{line}</a:ln></c:spPr>'
            f'{self._text(panel.names, INK, rotation=True)}<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/>'
            f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="40"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    def _value_axis(self) -> str:
        panel = self.panel
        between = "midCat" if panel.kind == "line" and len(panel.chart.categories) > 1 else "between"
        return (
            f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{panel.axis.high!r}"/><c:min val="{panel.axis.low!r}"/></c:scaling><c:delete val="1"/>'
            f'<c:axPos val="{"b" if panel.kind == "bar" else "l"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
            f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/><c:crossBetween val="{between}"/></c:valAx>'
        )

    def _text(self, size: float, color: Color, *, rotation: bool = False) -> str:
        turned = ' rot="0" vert="horz"' if rotation else ""
        return (
            f'<c:txPr><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="0">'
            f"{fill(color, self.theme)}</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
        )
