"""The names of people and bodies, as references, labels and citations write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.brief.csl import OTHERS, Name
from policybrief.locale.locale import Locale


def full(people: Sequence[Name], locale: Locale) -> str:
    """Their whole names: "Ann Lee and Jan van den Berg"."""
    return _join([whole(person) for person in people], locale)


def short(people: Sequence[Name], locale: Locale) -> str:
    """Their family names: "Lee and van den Berg"."""
    return _join([_short(person) for person in people], locale)


def inverted(people: Sequence[Name], locale: Locale) -> str:
    """The first with the family name first, as lists are sorted by it: "Lee, Ann and Jan van den Berg"."""
    return _join([_inverted(person) if not number else whole(person) for number, person in enumerate(people)], locale)


def _short(name: Name) -> str:
    """The family name; an East Asian one is too short to stand alone."""
    if name.literal or not name.family or is_east_asian(name.family):
        return whole(name)
    return _joined(name.non_dropping_particle, name.family)


def whole(name: Name) -> str:
    """One whole name. East Asian names keep the family name first, as their scripts write them."""
    if name.literal:
        return name.literal
    family, given = name.family or "", name.given or ""
    if is_east_asian(family):
        return f"{family}{given}"
    whole = f"{given} {_joined(name.dropping_particle, name.non_dropping_particle, family)}".strip()
    between = ", " if name.comma_suffix else " "
    return f"{whole}{between}{name.suffix}" if name.suffix else whole


def _inverted(name: Name) -> str:
    """`van den Berg, Jan`, `La Fontaine, Marie de`, `King, Martin, Jr.`"""
    if name.literal or not name.given or is_east_asian(name.family):
        return whole(name)
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    return ", ".join(filter(None, (_joined(name.non_dropping_particle, name.family), given, name.suffix)))


def _joined(*words: str | None) -> str:
    """Words with spaces between; a particle that ends in an apostrophe or a hyphen clings: d’Encausse."""
    return re.sub(r"(?<=[’'-]) ", "", " ".join(word for word in words if word))


def is_east_asian(name: str | None) -> bool:
    """Whether a name is in a script whose names have the family name first, without a space."""
    return (name or " ")[0] >= "\u2e80"


def _join(names: list[str], locale: Locale) -> str:
    """A; A and B; A, B and C; A et al. from four names on: as the locale has it."""
    named = [name for name in names if name != OTHERS]
    if len(names) > 3 or (named and named != names):
        return locale.names["many"].format(name=named[0] if named else names[0])
    before = locale.names["separator"].join(names[:-1])
    return locale.names["last"].join([before, names[-1]]) if len(names) > 1 else "".join(names)
