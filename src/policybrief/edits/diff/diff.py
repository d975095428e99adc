"""Two sides compared for each audience: cut for it first, so that nobody is told of what they never saw."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from policybrief.brief.marking import markings
from policybrief.edits.diff.sides import Side
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.locale import locale
from policybrief.pipeline import versions
from policybrief.read.project import EVERYONE
from policybrief.review.changes.compare import compare
from policybrief.review.changes.facts import Fact

WHOLE = "the whole brief"
_FIRST = ("bottom_line", "decision", "judgments", "recommendations")


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

    def numbers(self, *, then: bool = False) -> Mapping[str, int]:
        """The number of each judgment by its id, now or `then`."""
        judgments = (self.old if then else self.new).get("judgments") or ()
        return {str(each.get("id")): number for number, each in enumerate(judgments, start=1)}


def diff(old: Side, new: Side, names: Collection[str] = (), *, whole: bool = False) -> list[Compared]:
    """What changed, for each audience, or those of these `names`; or of the `whole` brief. Audiences for whom it is the
    same, between the same versions, are told together.

    Raises `BriefError` for an audience that there is not, and for a version that is wrong.
    """
    if whole:
        return [_whole(old, new)]
    found: list[Compared] = []
    for name in _chosen(old, new, names):
        made = _for(name, old, new)
        same = next((each for each in found if _alike(each, made)), None)
        if same:
            found[found.index(same)] = replace(same, audiences=(*same.audiences, name))
        else:
            found.append(made)
    return found


def _chosen(old: Side, new: Side, names: Collection[str]) -> Sequence[str]:
    known = [name for name in new.names if not old.own or name in old.own] or [EVERYONE]
    unknown = [name for name in names if name not in known]
    if unknown:
        hint = did_you_mean(unknown[0], known) or f"there are {', '.join(known)}"
        raise BriefError([Problem(f"there is nothing to compare for the audience {unknown[0]!r}", hint=hint)])
    return [name for name in known if not names or name in names]


def _alike(one: Compared, other: Compared) -> bool:
    return bool(one.facts == other.facts and (one.before, one.after) == (other.before, other.after))


def _for(name: str, old: Side, new: Side) -> Compared:
    now = new.version(name, {})
    then = old.version(name, now.audiences)
    before, after = then.seen(name), now.seen(name)
    lang = after.get("lang", "en-US")
    facts = compare(before, after, partial(versions.says, lang))
    cut = now.cut(name)
    marked = markings(cut.brief.marking if cut else now.brief.marking, locale.load(lang)).text
    audiences = () if name == EVERYONE else (name,)
    return Compared(audiences, old.called(name), new.called(name), tuple(facts), before, after, marked)


def _whole(old: Side, new: Side) -> Compared:
    """The brief itself, also where one of its versions is no valid brief any more: then as it is written."""
    name = next(iter(old.names), EVERYONE)
    try:
        now = new.version(name, {})
        then = old.version(name, now.audiences)
        before, after = then.whole(), now.whole()
        marked = markings(now.brief.marking, locale.load(now.brief.lang)).text
        says = partial(versions.says, now.brief.lang)
    except BriefError:
        before, after = old.source(name).data, new.source(name).data
        return Compared((), old.called(name), new.called(name), tuple(compare(before, after)), before, after)
    return Compared((), old.called(name), new.called(name), tuple(compare(before, after, says)), before, after, marked)


def parts(facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """Facts as they are read: how sure first, then by part, judgments and recommendations before the others, sources
    and workings last.
    """
    sure = [fact for fact in facts if fact.kind in ("confidence", "likelihood")]
    if sure:
        yield "confidence", sure
    rest = [fact for fact in facts if fact not in sure]
    workings = [fact.part for fact in rest if fact.weight == "workings" and fact.kind != "renamed"]
    others = [fact.part for fact in rest if fact.part not in ("sources", *workings)]
    for part in dict.fromkeys((*_FIRST, *others, "sources", *workings)):
        if found := [fact for fact in rest if fact.part == part]:
            yield part, found


def title(part: str) -> str:
    """The heading of a part."""
    return "Confidence and likelihood" if part == "confidence" else part.replace("_", " ").capitalize()


TOLD = {
    "basis": "the confidence moved, its basis did not",
    "headline": "the headline still says {old!r}",
    "source": "a quotation changed: check it against its source",
}
"""What is to be looked at, in words."""


def note(fact: Fact, which: str) -> str:
    """A fact's note in words."""
    return TOLD[which].format(old=term(fact.old)).replace("'", '"' if which == "headline" else "'")


def term(value: str) -> str:
    """A level as it is read."""
    return {"roughly_even": "roughly even chance"}.get(value, value.replace("_", " ")) or "none"


def total(facts: Sequence[Fact]) -> str:
    """How many changes there are, and how many are of the analysis."""
    analysis = sum(fact.weight == "analysis" for fact in facts)
    if len(facts) == 1:
        return f"1 change, {'of the analysis' if analysis else 'not of the analysis'}"
    return f"{len(facts)} changes, {analysis or 'none'} of them of the analysis"
