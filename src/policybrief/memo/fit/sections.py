"""Sections as they are laid, on the page's two columns: labels in the margin, what is said in the text's."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.memo.fit.breaks import BETWEEN_BLOCKS
from policybrief.memo.fit.ladder import ContentStep
from policybrief.memo.fit.pen import Flowable, Pen, TextBlock
from policybrief.pdf.ink import Bookmark
from policybrief.text.records import dataclass

_BELOW_RULE, _BELOW_HEADING, _ABOVE_END = 0.31, 0.15, 0.1


@dataclass(frozen=True)
class RankedBlock:
    """A block with the `gap` before it, and the `rank` in which it is left out (0: never). One that is `joined` stands
    on the same page as what is before it. One of key `figures` alone goes where these stand in the margin.
    """

    gap: float
    block: Flowable
    rank: int = 0
    joined: bool = False
    figures: bool = False

    def gone(self, content: ContentStep) -> bool:
        """Whether it takes no room in the text."""
        return content.without(self.rank) or (self.figures and content.beside)


@dataclass(frozen=True)
class Stack:
    """Blocks below each other, with a gap before each but the first."""

    parts: Sequence[RankedBlock]

    def lay(self, pen: Pen, x: float, width: float) -> None:
        for number, part in enumerate(part for part in self.parts if not part.gone(pen.content)):
            above = pen.y
            if number:
                pen.gap(part.gap)
            if number and not part.joined:
                pen.may_break(above, BETWEEN_BLOCKS)
            part.block.lay(pen, x, width)


@dataclass(frozen=True)
class Indented:
    """A block in the text column alone."""

    block: Flowable

    def lay(self, pen: Pen, x: float, width: float) -> None:
        top = pen.y
        lay = self.block.flow if isinstance(self.block, TextBlock) else self.block.lay
        lay(pen, x + pen.sizes.column, width - pen.sizes.column)
        pen.leave_margin(top)


@dataclass(frozen=True)
class SectionHead:
    """A section's heading in a row of its own, where the section goes on on another page."""

    heading: TextBlock
    aside: TextBlock | None
    thickness: float

    def lay(self, pen: Pen, x: float, width: float) -> None:
        pen.rule(x, width, "primary", self.thickness)
        pen.gap(_BELOW_RULE)
        first, bottom = pen.y + pen.sizes.baseline, pen.y + pen.sizes.line
        left = 0.0
        if self.aside:
            left = pen.sizes.column
            self.aside.label(pen, first, x, pen.sizes.beside)
            bottom = max(bottom, pen.y)
        self.heading.label(pen, first, x + left, width - left)
        pen.y = max(bottom, pen.y)
        pen.gap(_BELOW_HEADING)


@dataclass(frozen=True)
class SectionBlock:
    """A section under a rule.

    A heading with an `aside` stands over the text, and the aside over what the margin has to say; or else the margin is
    the heading's, beside the section's first line. Where it is None, the section's table has it. On another page it
    stands `again`.
    """

    heading: TextBlock | None
    aside: TextBlock | None
    body: Stack
    name: str
    thickness: float
    again: SectionHead | None = None

    def lay(self, pen: Pen, x: float, width: float) -> None:
        above, outer = pen.y, pen.again
        pen.bookmarks.append(Bookmark(self.name, pen.y))
        pen.rule(x, width, "primary", self.thickness)
        pen.gap(_BELOW_RULE)
        top = label_ends = pen.y
        if self.heading and self.aside:
            column = pen.sizes.column
            self.aside.label(pen, top + pen.sizes.baseline, x, pen.sizes.beside)
            bottom = pen.y
            self.heading.label(pen, top + pen.sizes.baseline, x + column, width - column)
            pen.y = max(pen.y, bottom, top + pen.sizes.line)
            pen.gap(_BELOW_HEADING)
        elif self.heading:
            self.heading.label(pen, top + pen.sizes.baseline, x, pen.sizes.beside)
            label_ends, pen.y = pen.y, top
        pen.margin_begins = label_ends
        begins = pen.y
        if self.again:
            pen.again = (*outer, self.again)
        self.body.lay(pen, x, width)
        pen.again = outer
        pen.keep_ends(begins)
        pen.keep(above, label_ends)
        pen.y = max(pen.y, label_ends)
        pen.gap(_ABOVE_END)
