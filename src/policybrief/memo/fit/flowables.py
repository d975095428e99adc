"""The blocks of a memo as they are laid: each knows how to draw itself at the sizes that the pen has.

The measures are in body sizes and come from one design at 9.8 pt; gaps are multiplied by the pen's spacing.
"""

from __future__ import annotations

from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.pdf.ink import Panel
from policybrief.text.records import dataclass

WIDER = 10.0
"""So many points a tint reaches beyond the text on both sides."""


@dataclass(frozen=True)
class PanelBlock:
    """Text on a tint, its label in the margin: the bottom line, or what else must not be missed.

    A `ruled` one stands between two lines; of which it leaves the lower to the section below, unless it is `closed`.
    """

    label: TextBlock | None
    text: TextBlock
    ruled: bool = False
    closed: bool = True

    def lay(self, pen: Pen, x: float, width: float) -> None:
        top, place = pen.y, len(pen.marks)
        if self.ruled:
            pen.rule(x, width, "primary", 0.75)
        pen.padding(0.7)
        column, start = pen.sizes.column, pen.y
        label_ends = start
        if self.label:
            self.label.label(pen, start + self.text.baseline(pen.sizes), x, pen.sizes.beside)
            label_ends, pen.y = pen.y, start
        self.text.squeezed(pen.sizes, width - column).lay(pen, x + column, width - column)
        pen.y = max(pen.y, label_ends)
        pen.padding(0.75)
        if self.ruled and self.closed:
            pen.rule(x, width, "primary", 1.0)
        if not self.ruled:
            fill = pen.colors["panel"]
            pen.panel_below(place, Panel(x - WIDER, top, width + 2 * WIDER, pen.y - top, fill))


@dataclass(frozen=True)
class QuoteBlock:
    """Somebody's words, indented behind a thin bar."""

    text: TextBlock
    attribution: TextBlock | None

    def lay(self, pen: Pen, x: float, width: float) -> None:
        em, top = pen.sizes.body, pen.y
        self.text.lay(pen, x + em, width - em)
        if self.attribution:
            self.attribution.lay(pen, x + em, width - em)
        pen.marks.append(Panel(x, top, 1.6, pen.y - top, fill=pen.colors["rule"]))
