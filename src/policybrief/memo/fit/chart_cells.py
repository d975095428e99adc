"""The table that a memo's chart is to who hears it: its elements, and what each says where it has no label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.pdf.ink import Node
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text


@dataclass(frozen=True)
class Cells:
    """The table's elements: of the series, the categories, and of the values by series and then by category."""

    table: Node
    rows: Sequence[Node]
    corner: Node
    names: Sequence[Node]
    heads: Sequence[Node]
    values: Sequence[Sequence[Node]]
    target: Node | None

    @classmethod
    def of(cls, chart: Chart, table: Node) -> Cells:
        """The elements for a chart, in the order in which they are read."""
        head = table.add("TR")
        corner = head.add("TD")
        names = [head.add("TH", scope="Column") for _ in chart.series]
        rows = [table.add("TR") for _ in chart.categories]
        heads = [row.add("TH", scope="Row") for row in rows]
        values = [[row.add("TD") for row in rows] for _ in chart.series]
        target = None
        if chart.target:
            row = table.add("TR")
            target = row.add("TH", scope="Row")
            said = (Run(chart.form.written(chart.target.value), chart.target.path, chart.at),)
            for _ in chart.series:
                row.add("TD", spoken=said)
        return cls(table, rows, corner, names, heads, values, target)

    @property
    def in_order(self) -> Iterator[Node]:
        """All of them as they are read."""
        yield self.corner
        yield from self.names
        for number, head in enumerate(self.heads):
            yield head
            yield from (column[number] for column in self.values)
        if self.target:
            yield self.target


def said(chart: Chart, cells: Cells) -> Iterator[tuple[Node, Text]]:
    """What each cell says where it has no label."""
    if chart.unit:
        yield cells.corner, chart.unit
    yield from zip(cells.names, (row.name for row in chart.series), strict=True)
    yield from zip(cells.heads, chart.categories, strict=True)
    gap = (Run(chart.form.gap, at=chart.at),)
    for number, (row, column) in enumerate(zip(chart.series, cells.values, strict=True)):
        for place, (value, node) in enumerate(zip(row.values, column, strict=True)):
            yield node, gap if value is None else chart.written(number, place)
    if chart.target and cells.target:
        yield cells.target, chart.target.label


def owner(node: Node | None, order: dict[int, int]) -> Node | None:
    """The cell that an element is, or stands in."""
    while node is not None and id(node) not in order:
        node = node.parent
    return node
