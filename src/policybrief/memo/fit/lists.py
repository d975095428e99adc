"""Lists as they are laid: numbers or bullets before the text, and in the margin how we know it."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.memo.fit.breaks import BETWEEN_BLOCKS, IN_TEXT
from policybrief.memo.fit.decision import ChoiceLine
from policybrief.memo.fit.ladder import ContentStep
from policybrief.memo.fit.marks import ConfidenceMark, Numeral, RestsOn
from policybrief.memo.fit.pen import Flowable, Pen, TextBlock
from policybrief.text.records import dataclass

_BELOW = 0.2
"""Above a paragraph or a list of an item's text, in body sizes."""
_INDENT = 1.98
"""From number to text, in body sizes; more where a number is wide."""


@dataclass(frozen=True)
class Wording:
    """What an item says at one step of the ladder: its text, and on a line of its own what that means for who reads it,
    or `run_in` after the text. A text of several paragraphs goes on in `more`.
    """

    text: TextBlock
    run_in: TextBlock
    more: Sequence[Flowable] = ()


@dataclass(frozen=True)
class ListItem:
    """A list's item: its parts, set. `short` is its text in short form, if it has one."""

    label: Numeral
    text: Wording
    margin: ConfidenceMark | RestsOn | None = None
    short: Wording | None = None
    decision: ChoiceLine | None = None
    note: TextBlock | None = None

    def said(self, content: ContentStep, name: str) -> tuple[TextBlock, Sequence[Flowable]]:
        """The first block of text, and those below it."""
        wording = self.short if self.short and name in content.short else self.text
        if self.note is None:
            return wording.text, wording.more
        if content.run_in and not wording.more:
            return wording.run_in, ()
        return wording.text, (*wording.more, self.note)


@dataclass(frozen=True)
class InnerList:
    """A list inside of a text: nothing of it stands in the margin."""

    block: ListBlock

    def lay(self, pen: Pen, x: float, width: float) -> None:
        known = len(pen.free)
        self.block.lay(pen, x - pen.sizes.column, width + pen.sizes.column)
        del pen.free[known:]


@dataclass(frozen=True)
class ListBlock:
    """Items behind hanging numbers or bullets.

    `name` is what the ladder calls the list, if its items have short forms.
    """

    items: Sequence[ListItem]
    gap: float
    name: str = ""

    def lay(self, pen: Pen, x: float, width: float) -> None:
        sizes = pen.sizes
        left = x + sizes.column
        labels = max(item.label.width(sizes) for item in self.items)
        indent = max(labels + 0.5 * sizes.body, _INDENT * sizes.body)
        room = x + width - left - indent
        for number, item in enumerate(self.items):
            above = pen.y
            if number:
                pen.gap(self.gap)
                pen.may_break(above, BETWEEN_BLOCKS)
            top = pen.y
            text, more = item.said(pen.content, self.name)
            first = top + text.baseline(sizes)
            item.label.place(pen, left, first)
            text.flow(pen, left + indent, room)
            for block in more:
                above = pen.y
                pen.gap(0.0 if block is item.note else _BELOW)
                pen.may_break(above, IN_TEXT)
                (block.flow if isinstance(block, TextBlock) else block.lay)(pen, left + indent, room)
            if item.decision:
                last = more[-1] if more else text
                item.decision.lay(pen, last if isinstance(last, TextBlock) else None, left + indent, room)
            if item.margin:
                bottom = pen.y
                item.margin.lay(pen, x, sizes.beside, first)
                pen.keep(top, pen.y)
                pen.y = max(pen.y, bottom)
            else:
                pen.leave_margin(top)
            pen.keep_ends(top)
