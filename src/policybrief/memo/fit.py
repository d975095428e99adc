"""fit: the largest type at which the memo fills one page, and no second page ever.

Three things give way. The type size is the largest, in tenths of a point, at which the memo fits with leading and gaps
at their normal pace. At the smallest size, leading and gaps tighten from normal to their floor. What is left of the
page goes into leading and gaps again, up to their ceiling. Line breaks depend on the size alone, so the height is a
straight line between two paces and the last step needs no search. Where even the floor is too much, the brief is too
long.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from policybrief.compose import Places
from policybrief.document import Memo
from policybrief.errors import BriefError, Problem
from policybrief.locale import Locale
from policybrief.memo import faces, overfull
from policybrief.memo.flow import Flow, flow
from policybrief.memo.marks import FittedMemo
from policybrief.memo.pen import DryPen, Pen, Sizes
from policybrief.memo.text import Missing, Typesetter
from policybrief.theme import PAGES, Theme

# Of the way from floor to ceiling: where leading and spacing are normal.
_NORMAL = 0.4
# How many tenths of a point are given up at most to be rid of short last lines, and how many of these a tenth is worth.
_SEARCHED, _WORTH = 3, 0.5
# The page's top and bottom margins are this share of the side margins; the marking stands in them.
_EDGE = 0.66
# Between the last part and the sources, at least; and how much spare space a part takes once all is at its ceiling.
_ABOVE_SOURCES = 0.9
_MOST_EXTRA = 1.0


def fit(memo: Memo, theme: Theme, locale: Locale, places: Places) -> FittedMemo:
    """The memo on one page.

    Raises `BriefError` where it is too long at the smallest size, or has characters that can't be drawn.
    """
    found = faces.load(theme.memo)
    typesetter = Typesetter(found, locale)
    blocks = flow(memo, typesetter, locale)
    if typesetter.missing:
        raise BriefError(_unseen(typesetter.missing, found, places))
    page = _Page(blocks, theme)
    over = page.height_at(page.tightest) - page.room
    if over > 0:
        raise BriefError(overfull.problems(memo, over, page.tightest, page.width, places))
    sizes = page.best()
    pen, gap = page.draw(sizes)
    body = found.styles["body", False, False]
    return FittedMemo(
        *PAGES[theme.memo.page],
        marks=tuple(pen.marks),
        tree=blocks.tree,
        boxes=pen.boxes,
        bookmarks=tuple(pen.bookmarks),
        properties=memo.properties,
        face=body.name,
        body=sizes.body,
        gap=gap,
        summary=_summary(sizes.body, int(-over / (page.tightest.body * page.tightest.leading))),
    )


def _summary(body: float, spare: int) -> str:
    """How it went: `spare` is the number of lines that could be added before the build fails."""
    return f"one page, {body:g} pt, {spare} line{'' if spare == 1 else 's'} to spare"


def _unseen(missing: Iterable[Missing], found: faces.Faces, places: Places) -> list[Problem]:
    """One problem for each value and character."""
    seen: dict[tuple[str, str], Problem] = {}
    for each in missing:
        message, hint = found.explain(each.char)
        key = (each.run.path or each.run.at, each.char)
        seen.setdefault(key, places.problem(each.run.path, each.run.at, message, hint))
    return list(seen.values())


@dataclass(frozen=True)
class _Page:
    """Lays the blocks at given sizes."""

    blocks: Flow
    theme: Theme

    @cached_property
    def colors(self) -> Mapping[str, str]:
        return self.theme.rgb

    @cached_property
    def width(self) -> float:
        return PAGES[self.theme.memo.page][0] - 2 * self.theme.memo.margin

    @cached_property
    def edge(self) -> float:
        return self.theme.memo.margin * _EDGE

    @cached_property
    def room(self) -> float:
        """The height between the top and bottom margins."""
        return PAGES[self.theme.memo.page][1] - 2 * self.edge

    def sizes(self, body: float, pace: float, extra: float = 0.0) -> Sizes:
        """Leading and spacing at `pace`: 0 is their floor, 1 their ceiling."""
        memo = self.theme.memo
        return Sizes(body, memo.leading.at(pace), memo.spacing.at(pace), extra)

    @cached_property
    def tightest(self) -> Sizes:
        return self.sizes(self.theme.memo.body.floor, 0.0)

    def best(self) -> Sizes:
        """The sizes that fill the page. The caller knows that the tightest ones fit."""
        body = self._body()
        low, high = (_NORMAL, 1.0) if self._fits(body, _NORMAL) else (0.0, _NORMAL)
        pace = self._pace(body, low, high)
        if pace < 1.0 or not self.blocks.parts[1:]:
            return self.sizes(body, pace)
        spare = self.room - self.height_at(self.sizes(body, pace))
        extra = min(spare / (len(self.blocks.parts) - 1), _MOST_EXTRA * body)
        return self.sizes(body, pace, max(extra, 0.0))

    def _body(self) -> float:
        """The largest size that fits at the normal pace, by bisection over tenths of a point; or the floor."""
        bounds = self.theme.memo.body
        if self._fits(bounds.ceiling, _NORMAL):
            return bounds.ceiling
        low, high = 0, math.ceil((bounds.ceiling - bounds.floor) * 10)
        while high - low > 1:
            middle = (low + high) // 2
            if self._fits(self._step(middle), _NORMAL):
                low = middle
            else:
                high = middle
        return min((self._step(step) for step in range(low, max(low - _SEARCHED, 0) - 1, -1)), key=self._faults)

    def _step(self, step: int) -> float:
        return round(self.theme.memo.body.floor + step / 10, 2)

    def _faults(self, body: float) -> float:
        """What speaks against a size: short last lines, and being smaller than could be."""
        return self._measured(self.sizes(body, _NORMAL)).runts - _WORTH * body * 10

    def _fits(self, body: float, pace: float) -> bool:
        return self.height_at(self.sizes(body, pace)) <= self.room

    def _pace(self, body: float, low: float, high: float) -> float:
        """Where between two paces the page is full. The height is convex, if not straight: the chord is safe."""
        least, most = (self.height_at(self.sizes(body, pace)) for pace in (low, high))
        if most <= self.room:
            return high
        return low + (high - low) * (self.room - least) / (most - least)

    def height_at(self, sizes: Sizes) -> float:
        """The height of the whole memo."""
        return self._measured(sizes).y

    def _measured(self, sizes: Sizes) -> Pen:
        """The whole memo laid from height 0 without a mark."""
        pen = DryPen(sizes, self.colors, 0.0)
        self._lay_parts(pen)
        if self.blocks.sources:
            pen.gap(_ABOVE_SOURCES)
            self.blocks.sources.lay(pen, 0.0, self.width)
        return pen

    def draw(self, sizes: Sizes) -> tuple[Pen, float]:
        """Everything at its place on the page; and the height left empty above the sources."""
        width, height = PAGES[self.theme.memo.page]
        pen = Pen(sizes, self.colors, self.edge)
        if self.blocks.top:
            self.blocks.top.place(pen, width / 2, self.edge * 0.62, "center")
        self._lay_parts(pen)
        end, bottom = pen.y, height - self.edge
        if self.blocks.sources:
            pen.gap(_ABOVE_SOURCES)
            end = pen.y
            small = DryPen(sizes, self.colors, 0.0)
            self.blocks.sources.lay(small, 0.0, self.width)
            pen.y = bottom = bottom - small.y
            self.blocks.sources.lay(pen, self.theme.memo.margin, self.width)
        if self.blocks.bottom:
            self.blocks.bottom.place(pen, width / 2, height - self.edge * 0.42, "center")
        return pen, bottom - end

    def _lay_parts(self, pen: Pen) -> None:
        for number, (gap, part) in enumerate(self.blocks.parts):
            if number:
                pen.part(gap)
            part.lay(pen, self.theme.memo.margin, self.width)
