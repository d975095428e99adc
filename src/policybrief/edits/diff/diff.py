"""Two sides compared for each audience: cut for it first, so that nobody is told of what they never saw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from policybrief.brief import walk
from policybrief.brief.marking import Marking, markings
from policybrief.edits.diff.sides import Side
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.locale import locale
from policybrief.pipeline import versions
from policybrief.pipeline.versions import Seen
from policybrief.read.project import EVERYONE
from policybrief.review.changes.compare import compare
from policybrief.review.changes.facts import Fact
from policybrief.text.records import dataclass

WHOLE = "the whole brief"
"""That of what is no valid brief."""


@dataclass(frozen=True)
class Compared:
    """What changed for `audiences`, who all see the same changes: "" for the brief itself. `before` and `after` say
    which versions these are; `old` and `new` are the versions as data.
    """

    audiences: tuple[str, ...]
    before: str
    after: str
    facts: tuple[Fact, ...]
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    marking: str = ""

    @property
    def whom(self) -> str:
        """For whom it is, in words."""
        return ", ".join(self.audiences) or WHOLE

    @property
    def title(self) -> str:
        """Which versions it is of, and for whom."""
        return f"{self.before} → {self.after}, {f'for {self.whom}' if self.audiences else WHOLE}"

    def numbers(self, *, then: bool = False) -> Mapping[str, int]:
        """The number of each judgment by its id, now or `then`."""
        judgments = (self.old if then else self.new).get("judgments") or ()
        entries = enumerate(judgments if isinstance(judgments, Sequence) else (), start=1)
        return {str(each.get("id")): number for number, each in entries if isinstance(each, Mapping)}


def diff(old: Side, new: Side, names: Collection[str] = (), *, whole: bool = False) -> list[Compared]:
    """What changed, for each audience, or those of these `names`; or of the `whole` brief. Audiences for whom it is the
    same, between the same versions, are told together.

    Raises `BriefError` for an audience that there is not, and for a version that is wrong.
    """
    if whole:
        return [_whole(old, new)]
    comparisons: list[Compared] = []
    for name in _chosen(old, new, names):
        compared = _for(name, old, new)
        same = next((each for each in comparisons if _alike(each, compared)), None)
        if same:
            comparisons[comparisons.index(same)] = replace(same, audiences=(*same.audiences, name))
        else:
            comparisons.append(compared)
    return comparisons


def _chosen(old: Side, new: Side, names: Collection[str]) -> Sequence[str]:
    known = [name for name in new.names or [EVERYONE] if not old.own or name in old.own]
    if not known:
        hint = f"the earlier version is of {', '.join(old.own)}; --whole compares the brief itself"
        raise BriefError([Problem("no audience has both versions", hint=hint)])
    unknown = [name for name in names if name not in known]
    if unknown:
        hint = did_you_mean(unknown[0], known) or f"there are {', '.join(known)}"
        raise BriefError([Problem(f"there is nothing to compare for the audience {unknown[0]!r}", hint=hint)])
    return [name for name in known if not names or name in names]


def _alike(compared: Compared, other: Compared) -> bool:
    about = [(each.facts, each.before, each.after, each.marking) for each in (compared, other)]
    return about[0] == about[1]


def _for(name: str, old: Side, new: Side) -> Compared:
    now = new.version(name, {})
    then = old.version(name, now.audiences)
    return _made(
        () if name == EVERYONE else (name,), (old.called(name), new.called(name)), then.seen(name), now.seen(name)
    )


def _whole(old: Side, new: Side) -> Compared:
    """The brief itself, also where one of its versions is no valid brief any more: then as it is written."""
    name = next(iter(old.names), EVERYONE)
    called = (old.called(name), new.called(name))
    try:
        now = new.version(name, {})
        return _made((), called, old.version(name, now.audiences).whole(), now.whole())
    except BriefError:
        then, since = (_as_written(side.source(name).data) for side in (old, new))
        return _made((), called, then, since)


def _as_written(data: Mapping[str, Any]) -> Seen:
    """What may be no valid brief: its marking, which has to stand all the same, is then in the words that it has."""
    marking = data.get("marking")
    words = " / ".join(str(leaf) for _, leaf in walk.leaves(marking) if leaf is not None)
    with suppress(ValueError):
        valid = Marking.model_validate(marking) if isinstance(marking, Mapping) else None
        words = markings(valid, locale.load(locale.DEFAULT)).text if valid else words
    return Seen(data, words, locale.DEFAULT)


def _made(audiences: tuple[str, ...], called: tuple[str, str], before: Seen, after: Seen) -> Compared:
    """A comparison, marked as both versions are: it holds words of both."""
    facts = compare(before.data, after.data, partial(versions.says, after.lang))
    marked = " / ".join(dict.fromkeys(filter(None, (before.marking, after.marking))))
    return Compared(audiences, *called, tuple(facts), before.data, after.data, marked)
