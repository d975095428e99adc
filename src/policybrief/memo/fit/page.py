"""The memo on its page at given sizes: how high it is, which sizes fill the page, and where everything stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from policybrief.memo.fit import margin_figures
from policybrief.memo.fit.breaks import BETWEEN_PARTS, LEAST_FILLED, BrokenColumn
from policybrief.memo.fit.flow import Flow
from policybrief.memo.fit.ladder import ContentStep
from policybrief.memo.fit.margin_figures import PlacedFigure
from policybrief.memo.fit.marking import Foot, MarkingEnd
from policybrief.memo.fit.pen import DryPen, Flowable, MemoSizes, Pen
from policybrief.memo.fit.second_page import TextArea, on_two_pages
from policybrief.memo.fit.sections import RankedBlock
from policybrief.pdf.ink import Page, in_reading_order
from policybrief.text.records import dataclass
from policybrief.theme.model import Theme

NORMAL = 0.35
"""Of the way from floor to ceiling, for leading and spacing: down to where larger type or fuller texts are worth it."""
# Where leading is at its ceiling, with gaps at that share of theirs.
_OPEN, _USUAL_GAPS = 0.5, 0.3
# The page's top and bottom margins are this share of the side margins; the marking stands in them.
_EDGE = 0.66
# Between the last part and the sources, at least; and how much spare space a part takes once all is at its ceiling.
_ABOVE_SOURCES = 0.9
_COLUMN_GAP = 14.4
_MOST_EXTRA = 1.0
_PACES = 10
"""In so many steps leading and gaps of two pages are tried."""


@dataclass(frozen=True)
class PageLayout:
    """Lays the blocks at given sizes: those of them, and their texts in that form, that `content` says.

    `paper` is its width and height; `ease` says how wide margins are, from the theme's floor (0) to its ceiling (1):
    those of the page, and the column for labels and marks. In `small_print` the sources are a step smaller. The memo
    has one page, or as many as `pages` says: two.
    """

    blocks: Flow
    theme: Theme
    paper: tuple[float, float]
    content: ContentStep
    pages: int = 1
    ease: float = 1.0
    small_print: bool = False

    @cached_property
    def parts(self) -> list[RankedBlock]:
        """The parts of the memo that are laid."""
        return [part for part in self.blocks.parts if not part.gone(self.content)]

    @cached_property
    def foot_block(self) -> Foot | None:
        """The references, in the size of this page, and the designation block."""
        foot = self.blocks.foot
        return foot.smaller() if foot and self.small_print else foot

    @cached_property
    def colors(self) -> Mapping[str, str]:
        return self.theme.printed

    @cached_property
    def margin(self) -> float:
        """The side margin."""
        return self.theme.memo.margin.at(self.ease)

    @cached_property
    def column(self) -> float:
        """From the left end of the margin column to the text."""
        return self.theme.memo.margin_column.at(self.ease) + _COLUMN_GAP

    @cached_property
    def width(self) -> float:
        return self.paper[0] - 2 * self.margin

    @cached_property
    def edge(self) -> float:
        return self.margin * _EDGE

    @cached_property
    def head(self) -> float:
        """The top margin: it holds the marking."""
        return self.blocks.top.margin(self.edge, self.width)

    @cached_property
    def foot(self) -> float:
        return self.bottom(0).margin(self.edge, self.width)

    def bottom(self, page: int) -> MarkingEnd:
        """The marking at the foot of a page, with the page's number where there are several."""
        end, numbers = self.blocks.bottom, self.blocks.numbers
        return replace(end, number=numbers[page]) if numbers else end

    @cached_property
    def room(self) -> float:
        """The height between the top and bottom margins."""
        return self.paper[1] - self.head - self.foot

    def sizes(self, body: float, pace: float, extra: float = 0.0) -> MemoSizes:
        """Leading and spacing at `pace`: 0 is their floor, 1 their ceiling, and from `_OPEN` on gaps alone grow."""
        memo = self.theme.memo
        tight, loose = min(pace / _OPEN, 1.0), max(pace - _OPEN, 0.0) / (1.0 - _OPEN)
        spacing = memo.spacing.at(_USUAL_GAPS * tight + (1.0 - _USUAL_GAPS) * loose)
        return MemoSizes(body, memo.leading.at(tight), spacing, extra, self.column)

    @cached_property
    def tightest(self) -> MemoSizes:
        return self.sizes(self.theme.memo.body.floor, 0.0)

    def best(self) -> MemoSizes:
        """The sizes that fill the page. The caller knows that the tightest ones fit."""
        body = self._body()
        if self.pages > 1:
            return self.sizes(body, self._pace_of_two(body))
        paces = (0.0, NORMAL, _OPEN, 1.0)
        low, high = next((low, high) for low, high in pairwise(paces) if high == 1.0 or not self.fits(body, high))
        pace = self._pace(body, low, high)
        if pace < 1.0 or not self.parts[1:]:
            return self.sizes(body, pace)
        spare = self.room - self.height_at(self.sizes(body, pace))
        extra = min(spare / (len(self.parts) - 1), _MOST_EXTRA * body)
        return self.sizes(body, pace, max(extra, 0.0))

    def _body(self) -> float:
        """The largest size that fits at the normal pace, by bisection over tenths of a point; or the floor."""
        bounds = self.theme.memo.body
        if self.fits(bounds.ceiling, NORMAL):
            return bounds.ceiling
        low, high = 0, math.ceil((bounds.ceiling - bounds.floor) * 10)
        while high - low > 1:
            middle = (low + high) // 2
            if self.fits(self._step(middle), NORMAL):
                low = middle
            else:
                high = middle
        return self._step(low)

    def _step(self, step: int) -> float:
        return round(self.theme.memo.body.floor + step / 10, 2)

    def fits(self, body: float, pace: float) -> bool:
        """Whether the memo has room on the page at that size."""
        return self.over(self.sizes(body, pace)) <= 0

    def over(self, sizes: MemoSizes) -> float:
        """By how much the memo is too high; where that is negative, how much is left. The margin has room for all
        figures that are to stand there, or no height will do.
        """
        if not self.holds(sizes):
            return math.inf
        return self.stacked(sizes).split().over if self.pages > 1 else self.height_at(sizes) - self.room

    def holds(self, sizes: MemoSizes) -> bool:
        """Whether the margin has room for what is to stand there."""
        if not self.content.beside:
            return True
        pen = DryPen(sizes, self.colors, self.head, self.content)
        self._lay_text(pen)
        return self._beside(pen) is not None

    def _pace_of_two(self, body: float) -> float:
        """The usual pace of two pages, or a lower one where that is too much: a page that is not full stays so. A
        higher one where the second page would be too empty.
        """
        usual = next((pace for step in range(_PACES, -1, -1) if self.fits(body, pace := _OPEN * step / _PACES)), 0.0)
        higher = (usual + (1.0 - usual) * step / _PACES for step in range(_PACES + 1))
        return next((pace for pace in higher if self._is_filled(self.sizes(body, pace))), usual)

    def _is_filled(self, sizes: MemoSizes) -> bool:
        split = self.stacked(sizes).split()
        return split.over <= 0 and split.filled >= LEAST_FILLED

    def stacked(self, sizes: MemoSizes) -> BrokenColumn:
        """The memo as one column, to be divided."""
        pen = DryPen(sizes, self.colors, self.head, self.content)
        self._lay_parts(pen)
        return self._column(pen)

    def _column(self, pen: Pen) -> BrokenColumn:
        def height(flowables: Sequence[Flowable]) -> float:
            dry = DryPen(pen.sizes, self.colors, 0.0, self.content)
            for flowable in flowables:
                flowable.lay(dry, self.margin, self.width)
            return dry.y

        foot = self.foot_block
        first, last = (foot.first, foot.last) if foot else (None, None)
        above = _ABOVE_SOURCES * pen.sizes.body * pen.sizes.spacing
        low = self.paper[1] - self.foot
        return BrokenColumn(
            pen.breaks,
            pen.y,
            low - (height([first]) + above if first else 0.0),
            low - self.head - height([self.blocks.running]),
            height([last]) + above if last else 0.0,
            pen.sizes.line,
            height,
        )

    def _pace(self, body: float, low: float, high: float) -> float:
        """Where between two paces the page is full. The height is convex, if not straight: the chord is safe."""
        least, most = (self.height_at(self.sizes(body, pace)) for pace in (low, high))
        if most <= self.room:
            return high
        return low + (high - low) * (self.room - least) / (most - least)

    def height_at(self, sizes: MemoSizes) -> float:
        """The height of the whole memo."""
        pen = DryPen(sizes, self.colors, 0.0, self.content)
        self._lay_parts(pen)
        if self.foot_block:
            pen.gap(_ABOVE_SOURCES)
            self.foot_block.lay(pen, 0.0, self.width)
        return pen.y

    def draw(self, sizes: MemoSizes) -> tuple[list[Page], float]:
        """Everything at its place, on its page; and the height left empty above the sources."""
        pen = Pen(sizes, self.colors, self.head, self.content)
        self.blocks.top.lay(pen, self.margin, self.width, self.edge)
        self._lay_parts(pen)
        foot = self.foot_block
        if self.pages == 1:
            gap = self._end(pen, 0, foot)
            return [self._page(pen)], gap
        place = self._column(pen).split().place
        assert place, "what can't be divided does not fit"
        first, second = on_two_pages(
            pen, place, TextArea(self.head, self.margin, self.width, self.edge), self.blocks.running
        )
        self._end(first, 0, foot.first if foot else None)
        gap = self._end(second, 1, foot.last if foot else None)
        return [self._page(first), self._page(second)], gap

    def _end(self, pen: Pen, page: int, foot: Foot | None) -> float:
        """Draw the foot of a page; gives the height left empty above it."""
        height = self.paper[1]
        end, bottom = pen.y, height - self.foot
        if foot:
            pen.gap(_ABOVE_SOURCES)
            end = pen.y
            small = DryPen(pen.sizes, self.colors, 0.0, self.content)
            foot.lay(small, 0.0, self.width)
            pen.y = bottom = bottom - small.y
            foot.lay(pen, self.margin, self.width)
        self.bottom(page).lay_below(pen, self.margin, self.width, self.edge, height)
        return bottom - end

    def _page(self, pen: Pen) -> Page:
        return Page(*self.paper, in_reading_order(pen.marks, self.blocks.tree), pen.boxes, tuple(pen.bookmarks))

    def _lay_parts(self, pen: Pen) -> None:
        self._lay_text(pen)
        if self.content.beside and (places := self._beside(pen)):
            margin_figures.lay(places, pen, self.margin)

    def _beside(self, pen: Pen) -> list[PlacedFigure] | None:
        """Where the figures stand in the margin; None where it has not room for all. They have no say in where two
        pages are divided, for they take no room from words.
        """
        pages: list[list[tuple[float, float]]] = [pen.free]
        if self.pages > 1 and (place := self._column(pen).split().place):
            first = [(top, min(bottom, place.end)) for top, bottom in pen.free if top < place.end]
            pages = [first, [(max(top, place.start), bottom) for top, bottom in pen.free if bottom > place.start]]
        return margin_figures.room(self.blocks.beside, pages, pen.sizes)

    def _lay_text(self, pen: Pen) -> None:
        for number, part in enumerate(self.parts):
            above = pen.y
            if number:
                pen.part(part.gap)
                pen.may_break(above, BETWEEN_PARTS)
            part.block.lay(pen, self.margin, self.width)
