"""Charts as marks: the picture of the deck's chart at the memo's size, each of its labels a cell of a table.

Who can't see a chart gets its alternative text and then its numbers as a table. That table is no second copy on the
page: the series, categories and values that label the marks are its cells; what has no label is read aloud even so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from itertools import pairwise

from policybrief.chart import marks
from policybrief.chart.bars import order_of
from policybrief.chart.dashes import dashes
from policybrief.chart.layout import height, picture
from policybrief.chart.paints import Palette
from policybrief.chart.words import row_of
from policybrief.memo.fit import hatches
from policybrief.memo.fit.chart_cells import Cells, owner, said
from policybrief.memo.fit.lines import is_cut, line_width
from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.ooxml.box import Box
from policybrief.pdf.ink import InkRule, Mark, Node, Oval, Panel
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain

_TALLEST = 22.0
"""The most that a chart takes of the page, in body sizes."""
_AXIS, _LEADER, _FRAME, _PARTED = 0.6, 0.4, 0.6, 0.8
"""The widths of lines, in points; the last is of the paper's between the parts of a stack."""
_TARGET, _DASHES = (3.0, 1.5), ((), (4.0, 2.0), (1.5, 0.75))
"""Dashes and gaps, in points: of a target's line, and of lines by their turn where a pattern stands for colour."""

Setter = Callable[..., TextBlock]


@dataclass(frozen=True)
class ChartBlock:
    """A figure and its table; `words` makes a label out of a text, for an element and in a look."""

    chart: Chart
    figure: Node
    cells: Cells
    below: Node | None
    words: Setter
    palette: Palette
    said: Sequence[tuple[Node, Text]]
    drawn: dict[tuple[float, float], marks.ChartPicture] = field(default_factory=dict)
    set_: dict[tuple[Text, int, bool, str], TextBlock] = field(default_factory=dict)

    @classmethod
    def of(cls, chart: Chart, parent: Node, words: Setter, palette: Palette) -> ChartBlock:
        """A chart's elements; what it says is spoken until a label is drawn for it."""
        figure, table = parent.add("Figure", alt=chart.alt), parent.add("Table")
        cells = Cells.of(chart, table)
        below = parent.add("P") if chart.note else None
        block = cls(chart, figure, cells, below, words, palette, tuple(said(chart, cells)))
        for node, text in block.said:
            block.block(text, node)  # what no face can draw is told before anything is laid
        return block

    def block(self, text: Text, node: Node, *, bold: bool = False, tone: str = "ink") -> TextBlock:
        """A text as it is set in the chart."""
        key = (text, id(node), bold, tone)
        if key not in self.set_:
            self.set_[key] = self.words(text, node, color=tone, bold=bold)
        return self.set_[key]

    def setting(self, pen: Pen) -> marks.Setting:
        """All words of a memo's chart are of one size."""
        size = self.block(self.chart.alt, self.figure).size(pen.sizes)

        def width(text: Text, at: float, bold: bool) -> float:
            return self.block(text, self.figure, bold=bold).natural_width(pen.sizes) * at / size + 0.2

        def lines(text: Text, at: float, bold: bool, room: float) -> int | None:
            block = self.block(text, self.figure, bold=bold)
            if is_cut(block.words, max(room, 0.1) / at):
                return None
            return len(block.lines(pen.sizes, room))

        return marks.Setting(width, lines, (size,), size, size)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        """Draw it, and say which of its cells have a label."""
        key = (pen.sizes.body, width)
        if key not in self.drawn:
            setting = self.setting(pen)
            high = min(height(self.chart, width, setting, self.palette), _TALLEST * pen.sizes.body)
            self.drawn[key] = picture(self.chart, Box(0.0, 0.0, width, high), setting, self.palette)
        for node, text in self.said:
            node.spoken = text
        drawn = self.drawn[key]
        top, place = pen.y, len(pen.marks)
        _Drawing(self, pen, x, top, drawn).draw()
        pen.y = top + drawn.bottom
        pen.boxes[self.figure] = (x, top, x + width, pen.y)
        pen.marks[place:] = self._in_order(self._kept(pen.marks[place:]))

    def _kept(self, drawn: Sequence[Mark]) -> list[Mark]:
        """Where few values have a label the table has their rows alone, and its summary says the rest: a table of empty
        cells is none to most readers.
        """
        chart, cells = self.chart, self.cells
        labelled = {id(mark.node) for mark in drawn}
        known = [node for row, column in zip(chart.series, cells.values, strict=True)
                 for value, node in zip(row.values, column, strict=True) if value is not None]  # fmt: skip
        few = 2 * sum(id(node) in labelled for node in known) < len(known)
        left = [
            number for number in range(len(chart.categories))
            if few and not any(id(column[number]) in labelled for column in cells.values)
        ]  # fmt: skip
        gone = {id(cells.rows[number]) for number in left}
        others = [kid for kid in (cells.corner.parent, *cells.rows, cells.target and cells.target.parent) if kid]
        cells.table.kids[:] = [row for row in others if id(row) not in gone]
        said = "; ".join(plain(row_of(chart, number)) for number in left)
        rest = chart.rest.format(count=len(left), rest=said).strip()
        cells.table.summary = (Run(rest, at=chart.at),) if left else ()
        return [
            mark._replace(node=self.figure) if mark.node and id(mark.node.parent) in gone else mark for mark in drawn
        ]

    def _in_order(self, drawn: Sequence[Mark]) -> list[Mark]:
        """The picture, all of it the figure's, and then the words in the order of the table."""
        order = {id(node): number for number, node in enumerate(self.cells.in_order)}
        figure = [mark._replace(node=self.figure) if mark.node is None else mark for mark in drawn]
        return sorted(
            figure,
            key=lambda mark: order.get(id(owner(mark.node, order)), -1 if mark.node is self.figure else len(order)),
        )


@dataclass(frozen=True)
class _Drawing:
    """One chart on its way to the page: its picture's corner stands at (x, y)."""

    block: ChartBlock
    pen: Pen
    x: float
    y: float
    picture: marks.ChartPicture

    def draw(self) -> None:
        for panel in self.picture.panels:
            self._bars(panel)
            for rule in panel.rules:
                self._rule(rule)
            for curve in panel.curves:
                self._curve(curve)
        for number, panel in enumerate(self.picture.panels):
            for label in panel.labels:
                self._label(label, panel, number if len(self.picture.panels) > 1 else -1)
        for label in self.picture.labels:
            self._label(label, self.picture.panels[0], -1)

    def _bars(self, panel: marks.ChartPanel) -> None:
        for bar in (*panel.bars, *panel.chips):
            box = Box(self.x + bar.box.x, self.y + bar.box.y, bar.box.width, bar.box.height)
            percent = bar.paint.swatch.percent
            color = self.pen.colors[bar.paint.swatch.color.name] if percent is not None else bar.paint.rgb
            if percent is None:
                parted = self.pen.colors["paper"] if panel.stacked else ""
                self.pen.marks.append(
                    Panel(box.x, box.y, box.width, box.height, bar.paint.rgb, parted, _PARTED * bool(parted))
                )
                continue
            self.pen.marks += [InkRule(*start, *end, color, thick) for start, end, thick in hatches.lines(box, percent)]
            self.pen.marks.append(Panel(box.x, box.y, box.width, box.height, stroke=color, thickness=_FRAME))

    def _rule(self, rule: marks.ChartRule) -> None:
        color = {"axis": "primary", "base": "primary", "leader": "muted", "target": "accent"}[rule.role]
        thick = {"axis": _AXIS, "base": _AXIS, "leader": _LEADER, "target": _AXIS}[rule.role]
        pieces = dashes((rule.start, rule.end), _TARGET if rule.role == "target" else ())
        for (x1, y1), (x2, y2) in pieces:
            self.pen.marks.append(
                InkRule(self.x + x1, self.y + y1, self.x + x2, self.y + y2, self.pen.colors[color], thick)
            )

    def _curve(self, curve: marks.Curve) -> None:
        patterned = curve.paint.is_pattern
        color = self.pen.colors[curve.paint.swatch.color.name] if patterned else curve.paint.rgb
        pattern = _DASHES[curve.paint.turn % len(_DASHES)] if patterned else ()
        for points in curve.stretches:
            for start, end in pairwise(points):
                for (x1, y1), (x2, y2) in dashes((start, end), pattern):
                    self.pen.marks.append(
                        InkRule(self.x + x1, self.y + y1, self.x + x2, self.y + y2, color, curve.width)
                    )
            for x, y in points if curve.dot else ():
                self.pen.marks.append(Oval.circle(self.x + x, self.y + y, curve.dot, fill=color))

    # -- words

    def _label(self, label: marks.ChartLabel, panel: marks.ChartPanel, multiple: int) -> None:
        for text, node, left in self._pieces(label, panel, multiple):
            block = self.block.block(text, node, bold=label.bold, tone=label.tone)
            if label.tone == "paper" or label.place == "ctr":
                self._ground(label, panel)
            self._set(block, label, left)
            if node is not self.block.figure and node is not self.block.below:
                node.spoken = ()

    def _pieces(
        self, label: marks.ChartLabel, panel: marks.ChartPanel, multiple: int
    ) -> Iterator[tuple[Text, Node, float]]:
        """A label's texts, each with its element and how far from the label's left it begins."""
        cells, chart = self.block.cells, self.block.chart
        series = multiple if multiple >= 0 else label.series
        whole = chart.kind == "pie" and panel.stacked
        place = self._place(panel, label.category)
        if label.role == "unit":
            yield label.text, cells.corner, 0.0
        elif label.role == "note":
            yield label.text, self.block.below or self.block.figure, 0.0
        elif label.role == "target" and cells.target:
            yield label.text, cells.target, 0.0
        elif label.role == "value":
            yield label.text, cells.values[0][label.series] if whole else cells.values[series][place], 0.0
        elif label.role in ("category", "tick") and multiple <= 0:
            yield label.text, cells.heads[place], 0.0
        elif label.role == "name":
            yield label.text, cells.heads[label.series] if whole else cells.names[label.series], 0.0
        elif label.role == "end":
            value = chart.written(series, place)
            yield value, cells.values[series][place], 0.0
            if len(label.text) > len(value):
                name = chart.series[series].name
                wide = self.block.block(name, self.block.figure, bold=label.bold).natural_width(self.pen.sizes)
                yield name, cells.names[series], label.box.width - wide
        else:
            yield label.text, self.block.figure, 0.0

    def _place(self, panel: marks.ChartPanel, category: int) -> int:
        """The number of a category in the brief's order: bars may stand in another."""
        order = order_of(self.block.chart, panel.shown)
        return order[category] if 0 <= category < len(order) and panel.kind == "bar" else category

    def _ground(self, label: marks.ChartLabel, panel: marks.ChartPanel) -> None:
        """Paper behind a value on a pattern."""
        percent = panel.paints[label.series].swatch.percent
        if percent:
            box = label.box
            self.pen.marks.append(
                Panel(
                    self.x + box.x - 1,
                    self.y + box.y + 0.1 * box.height,
                    box.width + 2,
                    0.8 * box.height,
                    self.pen.colors["paper"],
                )
            )

    def _set(self, block: TextBlock, label: marks.ChartLabel, left: float) -> None:
        size = block.size(self.pen.sizes)
        step = label.box.height / label.lines
        lines = block.lines(self.pen.sizes, label.box.width + 0.5) if label.lines > 1 else [list(block.words)]
        for number, words in enumerate(lines):
            wide = line_width(words) * size
            spare = {"l": 0.0, "ctr": (label.box.width - wide) / 2, "r": label.box.width - wide}[label.align]
            baseline = self.y + label.box.y + step * (number + 0.5) + 0.345 * size
            self.pen.line(words, self.x + label.box.x + (left or spare), baseline, size)
