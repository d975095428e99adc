"""fit: the largest type at which the memo fills one page, and no second page but where two are asked for.

What the page says comes first: the fullest step of the ladder (ladder.py) that fits at the smallest type with leading
and gaps at their normal pace, for a comfortable page beats a crammed one with more words. Margins give way before words
do: the page's, and the column for labels and marks. Only the last step may take less than the normal pace.

Then three things give way. The type size is the largest, in tenths of a point, at which the memo fits with leading and
gaps at their normal pace. At the smallest size, leading and gaps tighten from normal to their floor. What is left of
the page goes into leading and gaps again, up to their ceiling. Line breaks depend on the size alone, so the height is a
straight line between two paces and the end needs no search. Where even the floor is too much, the sources take a step
less; and where that is too much, the brief is too long.

Two pages are filled at a usual pace: the first to its end, and the second for a third or more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from policybrief.compose.places import Places
from policybrief.errors import BriefError, Problem
from policybrief.locale.locale import Locale
from policybrief.memo import pictures
from policybrief.memo.fit import ladder, notes
from policybrief.memo.fit.breaks import LEAST_FILLED
from policybrief.memo.fit.flow import Flow, flow
from policybrief.memo.fit.page import NORMAL, PageLayout
from policybrief.memo.fit.pen import MemoSizes
from policybrief.memo.fit.typesetter import MissingCharacter, Typesetter
from policybrief.memo.fitted import ONE_PAGE, Extent, FittedMemo
from policybrief.pdf import faces
from policybrief.text.document import Memo, runs
from policybrief.text.run import Text, path_of
from policybrief.text.value_path import NOWHERE, ValuePath
from policybrief.theme.model import Theme

_STEPS = 4
"""In so many steps margins narrow."""


def fit(
    memo: Memo, theme: Theme, locale: Locale, places: Places, strict: bool = False, *, extent: Extent = ONE_PAGE
) -> FittedMemo:
    """The memo on one page, or on two where its `extent` says so.

    Raises `BriefError` where it is too long at the smallest size or too short for two pages, or has characters that
    can't be drawn; and, if `strict`, where a part was left out.
    """
    memo = pictures.loaded(memo, places)
    loaded = faces.load(theme.memo)
    paper = theme.memo.paper(locale.page)
    typesetter = Typesetter(loaded, locale)
    blocks = flow(memo, typesetter, locale, theme, extent.pages)
    page = _chosen(ladder.steps(memo), blocks, theme, paper, extent.pages)
    if page.content.beside and not page.holds(page.best()):
        page = _chosen([step for step in ladder.steps(memo) if not step.beside], blocks, theme, paper, extent.pages)
    if wide := blocks.top.wide(page.width):
        raise BriefError(_too_wide(text, places) for text in wide)
    closed_up = notes.closed_up(memo, ladder.reduced(memo, page.content))
    if closed_up is not memo:  # the same step once more, with less at its foot
        memo, blocks = closed_up, flow(closed_up, typesetter, locale, theme, extent.pages)
        page = _chosen([page.content] * 2, blocks, theme, paper, extent.pages)
    shown = ladder.reduced(memo, page.content)
    if typesetter.missing and (missing := _seen(typesetter.missing, memo, shown)):
        raise BriefError(_unseen(missing, loaded, places))
    left_out = _left_out(memo, page.content)
    spare = _spare(page, shown, left_out, places, strict)
    sizes = page.best()
    if extent.pages > 1 and (lines := _missing(page, sizes)):
        raise BriefError([_too_short(lines, extent)])
    pages, gap = page.draw(sizes)
    blocks.prune(page.content)
    body = loaded.styles["body", False, False]
    return FittedMemo(
        pages=tuple(pages),
        tree=blocks.tree,
        properties=memo.properties,
        face=body.name,
        body=sizes.body,
        gap=gap,
        summary=_summary(page, sizes.body, spare, ladder.in_short(memo, page.content), list(left_out)),
        memo=shown,
    )


def _spare(
    page: PageLayout, shown: Memo, left_out: Mapping[str, tuple[ValuePath, str]], places: Places, strict: bool
) -> int:
    """The lines that could be added at the smallest size. Raises `BriefError` where it is none but too many, or, if
    `strict`, where a part was left out for them.
    """
    over = page.over(page.tightest)
    if over > 0:
        from policybrief.memo.fit import overfull  # most memos have room

        width, parts = page.width - page.column, list(left_out)
        raise BriefError(
            overfull.problems(shown, over, places, sizes=page.tightest, width=width, left_out=parts, pages=page.pages)
        )
    if strict and left_out:
        whole = replace(page, content=replace(page.content, left_out=0), ease=1.0)
        raise BriefError(_refused(left_out, whole, places))
    return int(-over / page.tightest.line)


def _missing(page: PageLayout, sizes: MemoSizes) -> int:
    """The lines that are missing for a second page that is full enough; 0 where it is."""
    column = page.stacked(sizes)
    return 0 if column.split().filled >= LEAST_FILLED else math.ceil(column.short / sizes.line)


def _too_short(lines: int, extent: Extent) -> Problem:
    message = f"the memo is about {lines} line{'' if lines == 1 else 's'} too short for two pages"
    hint = (
        "the second has to be a third full: write `pages: 1`, or give the memo more, such as a chart or a table with"
        " `in_memo: true`, a section, or `questions` among its parts"
    )
    return extent.told(message, hint)


def _too_wide(text: Text, places: Places) -> Problem:
    at = text[0].at if text else ""
    return places.problem(path_of(text), at, "is too long for the memo's marking: it has one line", "shorten it")


def _chosen(
    contents: Sequence[ladder.ContentStep], blocks: Flow, theme: Theme, paper: tuple[float, float], pages: int
) -> PageLayout:
    """The page with the first step of the ladder that fits at the normal pace, its margins no narrower than they must
    be. Where no step does it is the last, at any pace; with smaller sources, where that is too much.
    """
    body = theme.memo.body.floor
    steps = [PageLayout(blocks, theme, paper, content, pages) for content in contents]
    for page in steps[:-1]:
        if eased := _eased(page, lambda page: page.fits(body, NORMAL)):
            return eased
    last = steps[-1]
    for page in (last, replace(last, small_print=True)):
        if eased := _eased(page, lambda page: page.fits(body, 0.0)):
            return eased
    return replace(last, small_print=True, ease=0.0)


def _eased(page: PageLayout, fits: Callable[[PageLayout], bool]) -> PageLayout | None:
    """The page with the widest margins with which it fits, in steps; None where it does with none."""
    if not fits(replace(page, ease=0.0)):
        return None
    narrower = (replace(page, ease=step / _STEPS) for step in range(_STEPS, 0, -1))
    return next((page for page in narrower if fits(page)), replace(page, ease=0.0))


def _summary(page: PageLayout, body: float, spare: int, in_short: str, left_out: list[str]) -> str:
    """How it went: `spare` is the number of lines that could be added before more than leading and gaps gives way."""
    said = (
        f"{page.pages} page{'s' if page.pages > 1 else ''}, {body:g} pt, {spare} line{'' if spare == 1 else 's'} free"
    )
    if page.margin < page.theme.memo.margin.ceiling:
        said += f"; margins of {page.margin:g} pt"
    if in_short:
        said += f"; short forms in {in_short}"
    return f"{said}; left out: {ladder.joined(left_out)}" if left_out else said


def _left_out(memo: Memo, content: ladder.ContentStep) -> dict[str, tuple[ValuePath, str]]:
    """The parts that the page does without: the brief's name for each, its path, and its place in the template."""
    names: dict[str, tuple[ValuePath, str]] = {}
    for rank, at in sorted(ladder.optional(memo, content)):
        if content.without(rank):
            known = rank <= len(memo.optional)
            name = memo.optional[rank - 1] if known else f"what stands at {at}"
            names.setdefault(name, (ValuePath("memo", "optional", rank - 1) if known else NOWHERE, at))
    return names


def _refused(left_out: Mapping[str, tuple[ValuePath, str]], whole: PageLayout, places: Places) -> list[Problem]:
    """A problem for each part, at its line in the brief's list. `whole` is the page with all parts."""
    normal = whole.sizes(whole.tightest.body, NORMAL)
    lines = math.ceil(whole.over(normal) / normal.line)
    hint = f"with all parts it is {lines} line{'' if lines == 1 else 's'} too long: cut texts, or go without --strict"
    return [
        places.problem(path, "" if path else at, f"{name!r} was left out of the memo to fit the page", hint)
        for name, (path, at) in left_out.items()
    ]


def _seen(missing: Iterable[MissingCharacter], memo: Memo, shown: Memo) -> list[MissingCharacter]:
    """What is missing, but for texts that the page does not show."""
    every, seen = ({(run.path, run.at, run.text) for run in runs(document)} for document in (memo, shown))
    return [lack for lack in missing if (lack.run.path, lack.run.at, lack.run.text) not in every - seen]


def _unseen(missing: Iterable[MissingCharacter], loaded: faces.Faces, places: Places) -> list[Problem]:
    """What is told of each value."""
    lacks: dict[ValuePath | str, list[MissingCharacter]] = {}
    for lack in missing:
        lacks.setdefault(lack.run.path or lack.run.at, []).append(lack)
    return [
        places.problem(found[0].run.path, found[0].run.at, message, hint)
        for found in lacks.values()
        for message, hint in loaded.explain(lack.char for lack in found)
    ]
