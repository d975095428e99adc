"""What to cut where a memo is too long for its page: by how much, and which values of the brief are worth cutting."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from policybrief.brief.parts import SHORTENED
from policybrief.compose.places import Places
from policybrief.errors import Problem
from policybrief.memo.fit.ladder import joined
from policybrief.memo.fit.pen import Sizes
from policybrief.text import wordcount
from policybrief.text.document import Memo, runs
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_FIELDS = 5
"""So many values are named if they can give enough; or else up to twice as many."""
_FEWEST_WORDS = 15
"""No value is asked to be shorter than this."""
# The mean width of a letter, and how much more than that much text a line holds: narrow letters are common.
_LETTER, _FILLED = 0.5, 1.1
_COUNTED = {1: "one page", 2: "two pages"}


@dataclass(frozen=True)
class _Amount:
    """How much text a value has in the memo: words, in the `unit` that it is counted in, and type sizes."""

    words: int
    ems: float
    unit: str = "words"


def problems(
    memo: Memo, over: float, places: Places, *, sizes: Sizes, width: float, left_out: list[str], pages: int = 1
) -> list[Problem]:
    """The memo's own problem first, at the first text to shorten; then the values to shorten.

    `memo` is what is left of it at the end of the ladder, without what was `left_out`; `over` is the height in points
    that is too much.
    """
    lines = math.ceil(over / sizes.line)
    amounts = _amounts(memo)
    longest = sorted(amounts.values(), key=lambda amount: -amount.words)[:_FIELDS]
    ems = sum(amount.ems for amount in longest) / max(sum(amount.words for amount in longest), 1) or 1.0
    words = math.ceil(lines * _FILLED * width / sizes.body / ems / 5) * 5
    chosen = _chosen({path: amount.words for path, amount in amounts.items()}, words)
    enough = sum(amounts[path].words - target for path, target in chosen.items()) >= words
    named = (
        "the longest values are named below" if enough else "shortening alone will hardly be enough, leave entries out"
    )
    head = f"the memo is {lines} line{'' if lines == 1 else 's'} too long for {_COUNTED[pages]} at {sizes.body:g} pt"
    if left_out:
        head += f", even without {joined(left_out)}"
    units = [amount.unit for amount in longest]
    unit = max(units, key=units.count, default="words")
    told = []
    for path, target in chosen.items():
        advice = "give it a `short` of that length" if _may_be_short(path) else "shorten it"
        message = f"is {amounts[path].words} {amounts[path].unit} here; about {target} would fit"
        told.append(places.problem(path, "", message, advice))
    hint = f"cut about {words} {unit}: {named}"
    first = min(told, key=lambda problem: (problem.file, problem.line, problem.column), default=None)
    whole = replace(first, message=head, hint=hint, path="") if first else places.problem(NOWHERE, "", head, hint)
    return [whole, *told]


def _may_be_short(path: ValuePath) -> bool:
    return len(path) == 3 and path.key == "text" and path[0] in SHORTENED


def _amounts(memo: Memo) -> dict[ValuePath, _Amount]:
    """The text that each value of the brief has in the memo."""
    texts: dict[ValuePath, list[str]] = {}
    for run in runs(memo):
        if run.path and not run.cite:
            texts.setdefault(run.path, []).append(run.text)
    return {path: _amount("".join(pieces)) for path, pieces in texts.items()}


def _amount(text: str) -> _Amount:
    words = wordcount.counted(text)
    wide = sum(map(wordcount.is_ideograph, words))
    return _Amount(len(words), wide + _LETTER * (len(text) - wide), wordcount.unit(text))


def _chosen(counts: Mapping[ValuePath, int], words: int) -> dict[ValuePath, int]:
    """The longest values, as few as will do, and the length to cut each to, so that they give `words` together."""
    longest = sorted(counts, key=lambda path: -counts[path])[: 2 * _FIELDS + 1]
    for number in range(1, len(longest)):
        paths = longest[:number]
        target = (sum(counts[path] for path in paths) - words) // number
        least = _FEWEST_WORDS if number >= _FIELDS else max(counts[longest[number]], _FEWEST_WORDS)
        if target >= least:
            return {path: target for path in paths if counts[path] > target}
    return {path: _FEWEST_WORDS for path in longest[:_FIELDS] if counts[path] > _FEWEST_WORDS}
