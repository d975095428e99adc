"""Native charts: python-pptx makes the chart, this module mends and colours it.

Mended: python-pptx 1.0.2 writes negative axis ids for bar and column charts, which the schema forbids (xsd:unsignedInt,
ECMA-376 21.2.2.9), and its workbook carries the time of day, which no reproducible file may, and takes names that begin
with "=" for formulas: `workbook` writes ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import ColorFormat, RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from policybrief.deck.colors import Color
from policybrief.deck.shapes import ChartShape
from policybrief.deck.write.chart_numbers import axis_code, code, own_code
from policybrief.deck.write.chart_room import GAP, has_labels, has_long_names, scale_of, small, values_of
from policybrief.deck.write.colors import SLOTS, color
from policybrief.deck.write.slices import spread
from policybrief.deck.write.workbook import workbook
from policybrief.ooxml.writing import NewPackage
from policybrief.text.document import ChartKind, plain
from policybrief.theme.model import Theme
from policybrief.theme.series import Swatch

_KINDS: Mapping[ChartKind, XL_CHART_TYPE] = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "pie": XL_CHART_TYPE.PIE,
}
Series = Sequence[Swatch]
"""The colours of a chart's series, in turn."""
_PALER, _FAINT = 0.5, 0.6
"""How much lighter a colour is on its second turn, and the lines behind all."""


def add_chart(package: NewPackage, shape: ChartShape, theme: Theme) -> str:
    """Add a chart and its workbook to a package; return the chart part's name."""
    number_format = code(shape.chart.form)
    data: Any = CategoryChartData(number_format=number_format)  # type: ignore[no-untyped-call]  # pptx is typed in part
    data.categories = [plain(category) for category in shape.chart.categories]
    rows = [(plain(series.name), series.values) for series in shape.chart.series]
    for row in rows:
        data.add_series(*row)
    element = parse_xml(data.xml_bytes(_KINDS[shape.chart.kind]))
    _style(Chart(element, None), shape, theme.swatches)  # type: ignore[no-untyped-call]  # as above
    for axis in element.xpath(".//c:axId | .//c:crossAx"):
        axis.set("val", axis.get("val").lstrip("-"))
    if theme.deck.base:
        _on_base(element, theme)
    number = 1 + sum(name.startswith("ppt/charts/") for name in package.parts)
    part = package.add(f"ppt/charts/chart{number}.xml", CT.DML_CHART)
    name = f"ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    package.add(name, CT.SML_SHEET, workbook([category.label for category in data.categories], rows, number_format))
    element.get_or_add_externalData().rId = package.relate(part, "package", name)
    element.externalData.get_or_add_autoUpdate().val = False
    package.parts[part] = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def _on_base(element: Any, theme: Theme) -> None:
    """The built-in slots become the theme's colours, which on a base stand in others; the faint lines, its rules."""
    names = {slot: name for name, slot in SLOTS.items()}
    for node in list(element.iter(qn("a:schemeClr"))):
        name = "rule" if _is_faint(node) else names.get(node.get("val", ""), "ink")
        fresh = parse_xml(_rooted(color(Color(name), theme)))
        for change in () if name == "rule" else list(node):
            fresh.append(change)
        node.getparent().replace(node, fresh)


def _is_faint(node: Any) -> bool:
    offset = node.find(qn("a:lumOff"))
    return offset is not None and offset.get("val") == str(round(_FAINT * 100_000))


def _rooted(xml: str) -> str:
    """A colour's XML that can be read alone."""
    end = min(place for place in (xml.find(" "), xml.find(">")) if place > 0)
    return f'{xml[:end]} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"{xml[end:]}'


def _style(chart: Any, shape: ChartShape, colors: Series) -> None:
    kind = shape.chart.kind
    chart.font.size = Pt(shape.size)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.has_title = kind == "pie" and bool(shape.chart.unit)  # the others say their unit on an axis
    if chart.has_title:
        _say(chart.chart_title.text_frame, plain(shape.chart.unit), shape.size)
    plot = chart.plots[0]
    chart.has_legend = len(shape.chart.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    if kind in ("bar", "column"):
        plot.gap_width, plot.overlap = max(GAP, 300 // len(shape.chart.categories)), -8
    plot.has_data_labels = has_labels(shape)
    if plot.has_data_labels:
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = code(shape.chart.form), False
        plot.data_labels.font.size = Pt(small(shape.size))
        # Beside its point a number stands on the line, and dark on a dark slice it can't be read.
        plot.data_labels.position = XL_LABEL_POSITION.ABOVE if kind == "line" else XL_LABEL_POSITION.OUTSIDE_END
    if kind == "pie":  # each slice says its name: a legend would leave colour alone to tell them
        plot.data_labels.show_category_name, plot.data_labels.show_value = True, True
        _separate(plot.data_labels._element, ": ")
        plot.data_labels.font.size = Pt(shape.size)
        plot.vary_by_categories = True
        for number in range(len(shape.chart.categories)):
            _tint(plot.series[0].points[number].format.fill, number, colors)
        _say_each(plot, shape)
        return
    plot.vary_by_categories = False
    _axes(chart, shape)
    for number, series in enumerate(plot.series):
        if kind == "line":
            series.smooth = False
            series.format.line.width = Pt(2.5)
            _color(series.format.line.color, number, colors)
            _tint(series.marker.format.fill, number, colors)
            _color(series.marker.format.line.color, number, colors)
        else:
            series.invert_if_negative = False  # else PowerPoint draws bars below zero in white
            _tint(series.format.fill, number, colors)
    if plot.has_data_labels:
        _say_each(plot, shape)


def _say_each(plot: Any, shape: ChartShape) -> None:
    """Labels that a viewer's system would write otherwise than the brief's language have a format of their own; those
    of thin slices, a place.
    """
    usual, form, moves = list(plot.data_labels._element), shape.chart.form, _spread(plot, shape)
    for made, series in zip(plot.series, shape.chart.series, strict=True):
        labels = etree.Element(qn("c:dLbls"))
        for number, value in enumerate(series.values):
            own = own_code(form, value) if value is not None else ""
            if not own and number not in moves:
                continue
            label = etree.SubElement(labels, qn("c:dLbl"))
            etree.SubElement(label, qn("c:idx"), val=str(number))
            if number in moves:
                _lay_out(label, x=moves[number][0], y=moves[number][1])
            etree.SubElement(label, qn("c:numFmt"), formatCode=own or code(form), sourceLinked="0")
            label.extend(deepcopy(part) for part in usual if part.tag not in _OF_ALL)
        if len(labels):
            labels.extend(deepcopy(part) for part in usual)  # a series with labels of its own has none of the plot's
            made._element.find(qn("c:cat")).addprevious(labels)


def _spread(plot: Any, shape: ChartShape) -> dict[int, tuple[float, float]]:
    """By how much the labels of a pie move; it is turned and laid out for them."""
    chart = shape.chart
    if chart.kind != "pie":
        return {}
    values = [value or 0.0 for value in chart.series[0].values]
    names = [plain(category) for category in chart.categories]
    labels = [f"{name}: {chart.form.written(value)}" for name, value in zip(names, values, strict=True)]
    found = spread(values, labels, shape.size, (shape.box.width, shape.box.height))
    if found is None:
        return {}
    etree.SubElement(plot._element, qn("c:firstSliceAng"), val=str(found.turn))
    area: Any = plot._element.getparent()
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    left, top, width, height = found.square
    area.insert(0, _lay_out(etree.Element("of"), inner=True, x=left, y=top, w=width, h=height))
    return found.moves


def _lay_out(parent: Any, *, inner: bool = False, **shares: float) -> Any:
    """A layout by hand: of a label, from where it would stand; of the `inner` plot, from the chart's corner."""
    layout = etree.SubElement(parent, qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    if inner:
        etree.SubElement(manual, qn("c:layoutTarget"), val="inner")
        etree.SubElement(manual, qn("c:xMode"), val="edge")
        etree.SubElement(manual, qn("c:yMode"), val="edge")
    for name, share in shares.items():
        etree.SubElement(manual, qn(f"c:{name}"), val=f"{share:.4f}")
    return layout


_OF_ALL = frozenset({qn("c:numFmt"), qn("c:showLeaderLines"), qn("c:leaderLines")})
"""What stands for the labels of a series, and not for one (ECMA-376, 21.2.2.47)."""


def _separate(labels: Any, words: str) -> None:
    """What stands between a slice's name and its number, which python-pptx has no call for (ECMA-376, 21.2.2.166)."""
    separator = etree.SubElement(labels, qn("c:separator"))
    separator.text = words
    labels.find(qn("c:showBubbleSize")).addnext(separator)


def _axes(chart: Any, shape: ChartShape) -> None:
    """Quiet axes: hairlines, the unit as the value axis's title."""
    values, categories = chart.value_axis, chart.category_axis
    values.format.line.fill.background()
    values.major_gridlines.format.line.width = Pt(0.5)
    _faint(values.major_gridlines.format.line.color)
    _faint(categories.format.line.color)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # names stand clear of what is below zero
    if shape.chart.kind != "bar" and has_long_names(shape):  # in lines: turned, they would take the plot's room
        categories.tick_labels.font.size = Pt(small(shape.size))
        body = categories._element.txPr.bodyPr
        body.set("rot", "0")
        body.set("vert", "horz")
    if shape.chart.kind == "bar":  # bars are read from above; the axis of values stays below
        categories.reverse_order = True
        values._element.find(qn("c:crosses")).set("val", "max")
    number_format = axis_code(shape.chart.form, values_of(shape.chart))
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format, False
    if scale := scale_of(shape):
        values.minimum_scale, values.major_unit = scale
    values.has_title = bool(shape.chart.unit)
    if shape.chart.unit:
        _say(values.axis_title.text_frame, plain(shape.chart.unit), shape.size)


def _say(frame: Any, words: str, size: float) -> None:
    """A title of the chart or of an axis, quieter than the labels."""
    frame.text = words
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(small(size)), False


def _tint(fill: Any, number: int, colors: Series) -> None:
    fill.solid()
    _color(fill.fore_color, number, colors)


def _color(color: ColorFormat, number: int, colors: Series) -> None:
    own = colors[number % len(colors)].color
    if own.is_digits:
        color.rgb = RGBColor(*bytes.fromhex(own.name))  # type: ignore[no-untyped-call]  # pptx is typed in part
    else:
        color.theme_color = MSO_THEME_COLOR.from_xml(SLOTS.get(own.name, own.name))
    offset = dict(own.changes).get("lumOff", 0) / 100_000
    modulation = dict(own.changes).get("lumMod", 100_000) / 100_000
    if number >= len(colors):
        color.brightness = _PALER  # the same colours, lighter
    elif modulation != 1:
        color.brightness = offset or modulation - 1


def _faint(color: ColorFormat) -> None:
    color.theme_color = MSO_THEME_COLOR.ACCENT_6
    color.brightness = _FAINT
