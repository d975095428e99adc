"""A table's cells, each with its element in the structure tree: which heads a row, which a column, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policybrief.memo.fit.looks import BODY, LABEL, SMALL, WORD, readable
from policybrief.memo.fit.pen import TextBlock
from policybrief.memo.fit.setter import Setter
from policybrief.memo.fit.tables import Over, TableBlock
from policybrief.memo.fit.words import Look
from policybrief.pdf.ink import Node
from policybrief.text.exhibits import Table
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.theme.model import Theme


@dataclass(frozen=True)
class TableMaker:
    """Makes tables below the element that `setter` fills."""

    setter: Setter
    theme: Theme

    def table(self, block: Table) -> TableBlock:
        """The table, and what stands below it."""
        table = self.setter.parent.add("Table", summary=block.alt)
        over = self._over(block, table.add("TR")) if block.over else []
        head = table.add("TR")
        tones = block.tones or ("",) * len(block.header)
        header = [
            self._cell(cell, head.add("TH", scope="Column"), "head" if number else "label", tone)
            for number, (cell, tone) in enumerate(zip(block.header, tones, strict=True))
        ]
        rows = [self._row(block, number, table.add("TR"), tones) for number in range(len(block.rows))]
        kinds = tuple(map(block.kind, range(len(rows))))
        return TableBlock(header, rows, False, over, kinds, block.numeric, self._note(block.note))

    def _over(self, block: Table, row: Node) -> list[Over | None]:
        """The names over several columns; what stands over a column that has none is an empty cell."""
        names: list[Over | None] = []
        for span in block.over:
            if span.text:
                cell = row.add("TH", scope="Column", span=span.columns)
                names.append(Over(self._cell(span.text, cell, "head"), span.columns))
            else:
                row.add("TD", span=span.columns)
                names.append(None)
        return names

    def _row(self, block: Table, number: int, node: Node, tones: Sequence[str]) -> list[TextBlock]:
        """The cells of a row; a name that heads other rows spans them all."""
        row, kind = block.rows[number], block.kind(number)
        if kind == "group":
            return [self._cell(row[0], node.add("TH", scope="Row", span=len(row)), "name")]
        cells = [self._cell(row[0], node.add("TH", scope="Row"), "head" if kind else "name")]
        for column, (cell, tone) in enumerate(zip(row[1:], tones[1:], strict=True), 1):
            strong = kind == "total" or block.stands_out(number, column)
            cells.append(self._cell(cell, node.add("TD"), "head" if strong else "cell", tone))
        return cells

    def _cell(self, text: Text, node: Node, kind: str, tone: str = "") -> TextBlock:
        if kind == "label":
            return self.setter.block(text, LABEL, node, **SMALL)
        if self.theme.memo.panel == "ruled" or not readable(self.theme, tone, "paper"):
            tone = "primary"  # side by side and bold are enough
        look = {"head": Look(bold=True, color=tone), "name": WORD, "cell": Look(strong=tone)}[kind]
        return self.setter.block(text, look, node, balance=True)

    def _note(self, text: Text) -> TextBlock | None:
        if not text:
            return None
        return self.setter.block(text, replace(BODY, color="muted"), self.setter.parent.add("P"), **SMALL)
