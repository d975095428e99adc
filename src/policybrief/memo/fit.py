"""fit: the largest type at which the memo fills one page, and no second page ever.

What the page says comes first: the fullest step of the ladder (ladder.py) that fits at the smallest type with leading
and gaps at their normal pace, for a comfortable page beats a crammed one with more words. Only the last step may take
less than that.

Then three things give way. The type size is the largest, in tenths of a point, at which the memo fits with leading and
gaps at their normal pace. At the smallest size, leading and gaps tighten from normal to their floor. What is left of
the page goes into leading and gaps again, up to their ceiling. Line breaks depend on the size alone, so the height is a
straight line between two paces and the end needs no search. Where even the floor is too much, the brief is too long.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from policybrief.compose import Places
from policybrief.document import Memo, Text, path_of, runs
from policybrief.errors import BriefError, Problem
from policybrief.locale import Locale
from policybrief.memo import faces, ladder, overfull
from policybrief.memo.flow import Flow, flow
from policybrief.memo.flowables import Part
from policybrief.memo.marks import FittedMemo, in_reading_order
from policybrief.memo.pen import DryPen, Pen, Sizes
from policybrief.memo.text import Missing, Typesetter
from policybrief.theme import PAGES, Theme

# Of the way from floor to ceiling, for leading and spacing: down to where type may grow at their cost, and where a page
# is easy enough to read for fuller texts to be worth it.
_NORMAL = 0.3
_COMFORT = 0.4
# How many tenths of a point are given up at most to be rid of short last lines, and how many of these a tenth is worth.
_SEARCHED, _WORTH = 3, 0.5
# The page's top and bottom margins are this share of the side margins; the marking stands in them.
_EDGE = 0.66
# Between the last part and the sources, at least; and how much spare space a part takes once all is at its ceiling.
_ABOVE_SOURCES = 0.9
_MOST_EXTRA = 1.0


def fit(memo: Memo, theme: Theme, locale: Locale, places: Places, strict: bool = False) -> FittedMemo:
    """The memo on one page.

    Raises `BriefError` where it is too long at the smallest size, or has characters that can't be drawn; and, if
    `strict`, where a part was left out.
    """
    found = faces.load(theme.memo)
    paper = PAGES[locale.page if theme.memo.page == "auto" else theme.memo.page]
    typesetter = Typesetter(found, locale)
    blocks = flow(memo, typesetter, locale, theme)
    page = _chosen(memo, blocks, theme, paper)
    if wide := blocks.top.wide(page.width):
        raise BriefError(_too_wide(text, places) for text in wide)
    shown = ladder.reduced(memo, page.content)
    if typesetter.missing and (missing := _seen(typesetter.missing, memo, shown)):
        raise BriefError(_unseen(missing, found, places))
    over = page.height_at(page.tightest) - page.room
    left_out = _left_out(memo, page.content, places)
    if over > 0:
        raise BriefError(overfull.problems(shown, over, page.tightest, page.width, places, list(left_out)))
    if strict and left_out:
        raise BriefError(_refused(left_out, replace(page, content=replace(page.content, left_out=0)), places))
    sizes = page.best()
    pen, gap = page.draw(sizes)
    blocks.prune(page.content)
    body = found.styles["body", False, False]
    return FittedMemo(
        *paper,
        marks=in_reading_order(pen.marks, blocks.tree),
        tree=blocks.tree,
        boxes=pen.boxes,
        bookmarks=tuple(pen.bookmarks),
        properties=memo.properties,
        face=body.name,
        body=sizes.body,
        gap=gap,
        summary=_summary(
            sizes.body, int(-over / page.tightest.line), ladder.in_short(memo, page.content), list(left_out)
        ),
        memo=shown,
    )


def _too_wide(text: Text, places: Places) -> Problem:
    at = text[0].at if text else ""
    return places.problem(path_of(text), at, "is too long for the memo's marking: it has one line", "shorten it")


def _chosen(memo: Memo, blocks: Flow, theme: Theme, paper: tuple[float, float]) -> _Page:
    """The page with the first step of the ladder that fits at an easy pace, or with the last."""
    floor = theme.memo.body.floor
    steps = [_Page(blocks, theme, paper, content) for content in ladder.steps(memo)]
    return next((page for page in steps[:-1] if page.fits(floor, _COMFORT)), steps[-1])


def _summary(body: float, spare: int, in_short: str, left_out: list[str]) -> str:
    """How it went: `spare` is the number of lines that could be added before the build fails."""
    said = f"one page, {body:g} pt, {spare} line{'' if spare == 1 else 's'} to spare"
    if in_short:
        said += f"; short forms in {in_short}"
    return f"{said}; left out: {ladder.joined(left_out)}" if left_out else said


def _left_out(memo: Memo, content: ladder.Content, places: Places) -> dict[str, tuple[str, str]]:
    """The parts that the page does without: the brief's name for each, its path, and its place in the template."""
    chosen = (places.source.data.get("memo") or {}).get("optional") or []
    found: dict[str, tuple[str, str]] = {}
    for rank, at in sorted(ladder.optional(memo)):
        if content.without(rank):
            known = rank <= len(chosen)
            name = chosen[rank - 1] if known else f"what stands at {at}"
            found.setdefault(name, (f"memo.optional[{rank - 1}]" if known else "", at))
    return found


def _refused(left_out: Mapping[str, tuple[str, str]], whole: _Page, places: Places) -> list[Problem]:
    """A problem for each part, at its line in the brief's list. `whole` is the page with all parts."""
    normal = whole.sizes(whole.tightest.body, _COMFORT)
    lines = math.ceil((whole.height_at(normal) - whole.room) / normal.line)
    hint = f"with all parts it is {lines} line{'' if lines == 1 else 's'} too long: cut texts, or go without --strict"
    return [
        places.problem(path, "" if path else at, f"{name!r} was left out of the memo to fit the page", hint)
        for name, (path, at) in left_out.items()
    ]


def _seen(missing: Iterable[Missing], memo: Memo, shown: Memo) -> list[Missing]:
    """What is missing, but for texts that the page does not show."""
    every, seen = ({(run.path, run.at, run.text) for run in runs(document)} for document in (memo, shown))
    return [each for each in missing if (each.run.path, each.run.at, each.run.text) not in every - seen]


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
    """Lays the blocks at given sizes: those of them, and their texts in that form, that `content` says.

    `paper` is its width and height.
    """

    blocks: Flow
    theme: Theme
    paper: tuple[float, float]
    content: ladder.Content

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of the memo that are laid."""
        return [part for part in self.blocks.parts if not self.content.without(part.rank)]

    @cached_property
    def colors(self) -> Mapping[str, str]:
        return self.theme.rgb

    @cached_property
    def width(self) -> float:
        return self.paper[0] - 2 * self.theme.memo.margin

    @cached_property
    def edge(self) -> float:
        return self.theme.memo.margin * _EDGE

    @cached_property
    def head(self) -> float:
        """The top margin: it holds the marking."""
        return self.blocks.top.margin(self.edge, self.width)

    @cached_property
    def foot(self) -> float:
        return self.blocks.bottom.margin(self.edge, self.width)

    @cached_property
    def room(self) -> float:
        """The height between the top and bottom margins."""
        return self.paper[1] - self.head - self.foot

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
        low, high = (_NORMAL, 1.0) if self.fits(body, _NORMAL) else (0.0, _NORMAL)
        pace = self._pace(body, low, high)
        if pace < 1.0 or not self.parts[1:]:
            return self.sizes(body, pace)
        spare = self.room - self.height_at(self.sizes(body, pace))
        extra = min(spare / (len(self.parts) - 1), _MOST_EXTRA * body)
        return self.sizes(body, pace, max(extra, 0.0))

    def _body(self) -> float:
        """The largest size that fits at the normal pace, by bisection over tenths of a point; or the floor."""
        bounds = self.theme.memo.body
        if self.fits(bounds.ceiling, _NORMAL):
            return bounds.ceiling
        low, high = 0, math.ceil((bounds.ceiling - bounds.floor) * 10)
        while high - low > 1:
            middle = (low + high) // 2
            if self.fits(self._step(middle), _NORMAL):
                low = middle
            else:
                high = middle
        return min((self._step(step) for step in range(low, max(low - _SEARCHED, 0) - 1, -1)), key=self._faults)

    def _step(self, step: int) -> float:
        return round(self.theme.memo.body.floor + step / 10, 2)

    def _faults(self, body: float) -> float:
        """What speaks against a size: short last lines, and being smaller than could be."""
        return self._measured(self.sizes(body, _NORMAL)).runts - _WORTH * body * 10

    def fits(self, body: float, pace: float) -> bool:
        """Whether the memo has room on the page at that size."""
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
        pen = DryPen(sizes, self.colors, 0.0, self.content)
        self._lay_parts(pen)
        if self.blocks.sources:
            pen.gap(_ABOVE_SOURCES)
            self.blocks.sources.lay(pen, 0.0, self.width)
        return pen

    def draw(self, sizes: Sizes) -> tuple[Pen, float]:
        """Everything at its place on the page; and the height left empty above the sources."""
        height = self.paper[1]
        margin = self.theme.memo.margin
        pen = Pen(sizes, self.colors, self.head, self.content)
        self.blocks.top.lay(pen, margin, self.width, self.edge)
        self._lay_parts(pen)
        end, bottom = pen.y, height - self.foot
        if self.blocks.sources:
            pen.gap(_ABOVE_SOURCES)
            end = pen.y
            small = DryPen(sizes, self.colors, 0.0, self.content)
            self.blocks.sources.lay(small, 0.0, self.width)
            pen.y = bottom = bottom - small.y
            self.blocks.sources.lay(pen, self.theme.memo.margin, self.width)
        self.blocks.bottom.lay_below(pen, margin, self.width, self.edge, height)
        return pen, bottom - end

    def _lay_parts(self, pen: Pen) -> None:
        for number, part in enumerate(self.parts):
            if number:
                pen.part(part.gap)
            part.block.lay(pen, self.theme.memo.margin, self.width)
