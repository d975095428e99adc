"""Where a paragraph of several values is to be cut once it was edited: at words of the template that stand as they did.

"Ann Lee, Director" is three values. Where a blank is all that stands between two of them, or what stands there is in
their words too, several cuts are possible: then there is none, for a guess may put a wrong value into a brief.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from policybrief.edits.pull.fragment import Fragment
from policybrief.edits.pull.words import number
from policybrief.text.likeness import folded, tokens


def cut(text: str, separators: Sequence[str]) -> list[str] | None:
    """The pieces of a text between separators in their turn, each with words; None where there is not one way alone."""
    first = _earliest(folded(text), [folded(each) for each in separators])
    last = _earliest(folded(text)[::-1], [folded(each)[::-1] for each in reversed(separators)])
    if first is None or last is None:
        return None
    ends = [len(text) - start for start in reversed(last)]
    if [start + len(each) for start, each in zip(first, separators, strict=True)] != ends:
        return None
    pieces = [text[a:b] for a, b in zip([0, *ends], [*first, len(text)], strict=True)]
    return pieces if all(piece.strip() for piece in pieces) else None


def _earliest(text: str, separators: Sequence[str]) -> list[int] | None:
    """Where each separator begins, as early as it can: there are words before it."""
    starts: list[int] = []
    end = 0
    for separator in separators:
        lead = len(text[end:]) - len(text[end:].lstrip())
        start = text.find(separator, end + lead + 1) if separator else -1
        if start < 0:
            return None
        starts.append(start)
        end = start + len(separator)
    return starts


def divided(fragments: Sequence[Fragment], new: str) -> list[tuple[list[Fragment], str]] | None:
    """Fragments with what they read now, cut at all words of the template; None where these are not to be found in one
    way alone. Blanks of the template part nothing.
    """
    groups: list[list[Fragment]] = []
    between: list[str] = []
    for parts, group in groupby(fragments, key=lambda each: not each.path and bool(each.text.strip())):
        run = list(group)
        if parts:
            between.append("".join(each.text for each in run))
        elif any(each.path for each in run):
            groups.append(run)
            between += [""] * (len(groups) - len(between))
        else:
            return None
    lead, inner, tail = between[0] if between else "", between[1 : len(groups)], "".join(between[len(groups) :])
    flat = folded(new)
    if len(groups) < 2 or not (flat.startswith(folded(lead)) and flat.endswith(folded(tail))):
        return None
    pieces = cut(new[len(lead) : len(new) - len(tail)], inner)
    return list(zip(groups, pieces, strict=True)) if pieces else None


def across(
    fragments: Sequence[Fragment], start: int, end: int, new: str
) -> list[tuple[Fragment, int, int, str]] | None:
    """A change of neighbouring values, from `start` up to `end`, at each of them: the part of it that changes, and what
    that becomes. None where the template's words between them do not say it.
    """
    touched = [each for each in fragments if each.start < end and start < each.end]
    values = [each for each in touched if each.path]
    if len(values) < 2 or not (touched[0].path and touched[-1].path):
        return None
    spans = [(max(each.start, start), min(each.end, end)) for each in values]
    separators = [
        "".join(
            each.text for each in touched if not each.path and before.end <= each.start and each.end <= behind.start
        )
        for before, behind in pairwise(values)
    ]
    parts = [each.text[a - each.start : b - each.start] for each, (a, b) in zip(values, spans, strict=True)]
    whole = "".join(part + separator for part, separator in zip(parts, [*separators, ""], strict=True))
    pieces = cut(new, separators)
    if pieces is None or cut(whole, separators) != parts:
        return None
    return [(each, a, b, piece) for each, (a, b), piece in zip(values, spans, pieces, strict=True)]


def open_sides(fragments: Sequence[Fragment], own: Fragment) -> tuple[bool, bool]:
    """Whether nothing but a blank parts a value from one before it, and from one behind it, that may be any words."""
    place = next(at for at, each in enumerate(fragments) if each is own)
    sides = reversed(fragments[:place]), iter(fragments[place + 1 :])
    before, behind = (next((each for each in side if each.path or each.text.strip()), None) for side in sides)
    return bool(before and before.is_text), bool(behind and behind.is_text)


def exchanged(fragments: Sequence[Fragment]) -> Iterator[tuple[Fragment, Fragment]]:
    """Pairs of values of which one has words now that the other has lost, or that both were changed with but a blank
    between them, and one has more words: no one knows where their border is.
    """
    changed = [each for each in fragments if each.path and each.edits and each.new != each.text]
    words = {each.start: (_words(each.text), _words(each.new)) for each in changed}
    for one, other in combinations(changed, 2):
        (old, new), (was, now) = words[one.start], words[other.start]
        moved = (old - new) & (now - was) or (was - now) & (new - old)
        more = any(number(each.new) > number(each.text) for each in (one, other))
        if (one.path != other.path and moved) or (more and _beside(fragments, one, other)):
            yield one, other


def _beside(fragments: Sequence[Fragment], one: Fragment, other: Fragment) -> bool:
    between = [each for each in fragments if one.end <= each.start and each.end <= other.start and each.text.strip()]
    return one.is_text and other.is_text and not between


_LISTING = re.compile(r"[,;·/、，；]|\w")
"""What parts the entries of a list, as "; " or " and " does; a full stop or a colon is in any text."""


def lengthened(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """Values that have a sign of the list now that they stand in, and had none: an entry more is no part of them."""
    values = [at for at, each in enumerate(fragments) if each.path]
    between = {"".join(each.text for each in fragments[one + 1 : other]) for one, other in pairwise(values)}
    signs = {folded(each).strip() and folded(each) for each in between if _LISTING.search(each)}
    for each in fragments:
        if each.path and each.edits:
            old, new = folded(each.text), folded(each.new)
            if any(sign and sign in new and sign not in old for sign in signs):
                yield each


def _words(text: str) -> Counter[str]:
    return Counter(token.casefold() for token in tokens(text) if any(map(str.isalnum, token)))
