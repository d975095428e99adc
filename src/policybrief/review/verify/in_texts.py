"""Places that texts name in their citations, as in `[@lo, § 2 ¶ 3]`, looked up like those of evidence.

What stands behind a source may be a place, other words ("my italics"), or a place and other words behind a comma. Words
without a number that name no section are nobody's mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policybrief.brief import walk
from policybrief.brief.model import Brief
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.review.verify import locators
from policybrief.review.verify.evidence import finding
from policybrief.review.verify.indexed import Indexed
from policybrief.review.verify.verified import CheckedLocator
from policybrief.text import citekeys, inline
from policybrief.text.value_path import ValuePath


def places(brief: Brief) -> Iterator[tuple[ValuePath, str, str]]:
    """Each place that a text names: where, in which source, and what it says."""
    for path, text in walk.leaves(brief):
        if not isinstance(text, str) or "[" not in text or path.within("sources"):
            continue
        for run in inline.cites(text):
            if said := citekeys.about(run.cite, run.text).suffix:
                yield path, run.cite, f"p. {said}" if re.match(r"\d+(\s*[-–]+\s*\d+)?($|,)", said) else said


def checked(
    brief: Brief, read: Source, texts: Mapping[str, Indexed]
) -> Iterator[tuple[CheckedLocator, Problem | None]]:
    """Each place with what was found of it, and what is wrong with it."""
    for path, source, said in places(brief):
        if source not in texts:
            yield CheckedLocator(path, source, said, "not checked"), None
            continue
        located = _looked_up(said, texts[source])
        if located.passages and not located.missing:
            yield CheckedLocator(path, source, said, "right", located.passages), None
        elif located.sure and re.search(r"\d", said):
            near = locators.title_near(said, texts[source].snapshot)
            hint = f"did you mean {near!r}?" if near and near not in said else ""
            message = f"cites {said!r}, which names no place in {source}"
            yield CheckedLocator(path, source, said, "unknown"), finding(read, path, "locator-unknown", message, hint)


def _looked_up(said: str, source: Indexed) -> locators.Located:
    """The place, with fewer and fewer words behind its commas, but for those with a number; where it is none, as short
    as that.
    """
    pieces = said.split(",")
    words = (count for count in range(len(pieces), 0, -1) if not re.search(r"\d", ",".join(pieces[count:])))
    tries = (",".join(pieces[:count]) for count in words)
    located = [locators.look_up(text, source.snapshot) for text in tries]
    return next((place for place in located if place.passages and not place.missing), located[-1])
