"""What to cut where a slide is too full: which values of the brief, and by how many words.

Nothing is estimated: the slide is tried with values cut, in every way that it may be laid out or go on on others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.continued import gathers
from policybrief.deck.fit.texts import Texts
from policybrief.errors import BriefError, Problem
from policybrief.fonts import measure
from policybrief.ooxml.box import Box
from policybrief.text import wordcount
from policybrief.text.document import Slide, runs
from policybrief.text.records import dataclass
from policybrief.text.run import Run, plain
from policybrief.text.value_path import NOWHERE, ValuePath

Failure = OverfullError | BriefError
Try = Callable[[Slide], Failure | None]
"""What is wrong with a slide, if anything."""

_TRIED = 5
"""So many of the longest values are tried alone before several are cut together."""
_FEWEST = 8
"""No value is asked to be shorter than this."""
_SLACK = 0.97
"""Of the length that fits: other words may be longer."""
_MOST = 2000
"""No slide holds so many."""
_SHORTEN = "shorten it"
"""The hint that a number of words makes more useful."""
_LABELS = ("locator", "speaker", "when", "label", "value")
"""Values that are short as it is, or stand for something else: they are not worth cutting."""


def problems(slide: Slide, failure: Failure, alone: Sequence[Slide], tried: Try, texts: Texts) -> list[Problem]:
    """What is wrong with a slide, with what to do about it. `tried` lays a slide out, and tells what is wrong.

    `alone` are parts of it that are too much even on slides of their own.
    """
    advice = []
    for problem in failure.problems:
        advised, slide = _advised(slide, problem, tried)
        advice.append(advised)
    if isinstance(failure, OverfullError):
        for part in alone or [slide]:
            advice += _Blocks(replace(part, title=slide.title), failure.room, tried, texts).problems()
    return advice


def _advised(slide: Slide, problem: Problem, tried: Try) -> tuple[Problem, Slide]:
    """A problem of a text in a place of its own, with the length that would do; and the slide with that."""
    path = next((run.path for run in runs(slide) if str(run.path) == problem.path), NOWHERE)
    if not wordcount.length(slide, path) or not problem.hint.startswith(_SHORTEN):
        return problem, slide

    def fits(count: int) -> bool:
        failure = tried(wordcount.shortened(slide, path, count))
        return failure is None or all(other.path != problem.path for other in failure.problems)

    target = _most(wordcount.length(slide, path), 1, fits)
    if not target:
        return problem, slide
    hint = wordcount.cut(slide, path, target) + problem.hint.removeprefix(_SHORTEN)
    return replace(problem, hint=hint), wordcount.shortened(slide, path, target)


def _most(count: int, least: int, fits: Callable[[int], bool]) -> int:
    """The greatest length below `count` that fits, with some slack; 0 where even the `least` does not."""
    if least >= count or not fits(least):
        return 0
    low, high = least, min(count, _MOST)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(middle):
            low = middle
        else:
            high = middle
    return max(least, math.floor(low * _SLACK))


@dataclass(frozen=True)
class _Blocks:
    """The blocks of a slide, which are too much for it."""

    slide: Slide
    room: Box
    tried: Try
    texts: Texts

    def problems(self) -> list[Problem]:
        """One problem for each value to cut: the one that loses least of itself, or as many as it takes."""
        counts = self._counts()
        longest = sorted(counts, key=lambda path: -counts[path])
        targets = self._one(longest[:_TRIED], counts) or (self._several(longest, counts) if longest else {})
        if targets:
            return [self._problem(path, wordcount.cut(self.slide.blocks, path, to)) for path, to in targets.items()]
        return [
            self._problem(next(iter(longest), NOWHERE), "shortening alone will hardly be enough: leave entries out")
        ]

    def _counts(self) -> dict[ValuePath, int]:
        paths = dict.fromkeys(run.path for run in runs(self.slide.blocks) if run.path and not run.cite)
        worth = [path for path in paths if not path.within("sources") and path.key not in _LABELS]
        return {path: wordcount.length(self.slide.blocks, path) for path in worth or paths}

    def _one(self, longest: Iterable[ValuePath], counts: dict[ValuePath, int]) -> dict[ValuePath, int]:
        """The value, or the values of one list, that alone can make room and lose least of themselves by that.

        What stands side by side is as high as its longest: to cut one of several long ones makes no room.
        """
        longest = [*longest]
        ways = [{path: target} for path in longest if (target := self._target(path, counts))]
        lists = dict.fromkeys(path.parent for path in longest if isinstance(path.key, int))
        ways += [self._several([path for path in counts if path.parent == held], counts) for held in lists]

        def left(targets: dict[ValuePath, int]) -> float:
            return sum(targets.values()) / sum(counts[path] for path in targets)

        return max(filter(None, ways), key=left, default={})

    def _target(self, path: ValuePath, counts: dict[ValuePath, int]) -> int:
        return _most(counts[path], _FEWEST, partial(self._fits_with, path))

    def _several(self, longest: Sequence[ValuePath], counts: dict[ValuePath, int]) -> dict[ValuePath, int]:
        """The longest values, all cut to one length."""

        def above(length: int) -> dict[ValuePath, int]:
            return {path: length for path in longest if counts[path] > length}

        length = _most(max(counts[path] for path in longest), _FEWEST, lambda length: self._fits(above(length)))
        return above(length) if length else {}

    def _fits_with(self, path: ValuePath, target: int) -> bool:
        return self._fits({path: target})

    def _fits(self, targets: dict[ValuePath, int]) -> bool:
        slide = self.slide
        for path, target in targets.items():
            slide = wordcount.shortened(slide, path, target)
        return not isinstance(self.tried(slide), OverfullError)

    def _problem(self, path: ValuePath, hint: str) -> Problem:
        size = self.texts.theme.deck.sizes.text
        failure = self.tried(self.slide)
        over = failure.height if isinstance(failure, OverfullError) else 0.0
        lines = math.ceil(over / (size * measure.line_height(self.texts.theme.deck.body_face)))
        message = (
            f"the slide {plain(self.slide.title)!r} is {lines} {'line' if lines == 1 else 'lines'} over "
            f"at {self.texts.shown(size)} pt"
        )
        # A slide that gathers entries shows the short form of each; the others show the text in full.
        if gathers(self.slide) and path.key == "text":
            hint += ", or give it a 'short'"
        base = self.texts.base
        if base and self.room.area < 0.4 * base.base.width * base.base.height:
            hint += ", or give the theme a larger 'deck.content' or a smaller 'deck.sizes.text'"
        at = next((run.at for run in runs(self.slide.blocks) if run.path == path), self.slide.at)
        return self.texts.problem((Run("", path, at),), message, hint)
