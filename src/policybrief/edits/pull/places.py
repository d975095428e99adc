"""Places of a document in words: `slides 3, 9 and notes of slide 3`."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.edits.pull.settled import IN

_NUMBERED = ("slide ", "notes of slide ", "alternative text of slide ")


def also(places: Sequence[str]) -> str:
    """Other places of the document, and other documents: on slides 3, 9 and in the memo."""
    here = [place for place in places if not place.startswith(IN)]
    on = "on " if here and here[0].startswith(_NUMBERED) else ""
    return " and ".join([*([on + listed(here)] if here else []), *(place for place in places if place.startswith(IN))])


def listed(places: Sequence[str]) -> str:
    """Places of a deck, slides 3, 9 and notes of slide 3; or of a memo, under "Key judgments"."""
    groups = [place for place in places if not place.startswith(_NUMBERED)]
    for kind in _NUMBERED:
        numbers = [place.removeprefix(kind) for place in places if place.startswith(kind)]
        numbers.sort(key=lambda number: int(number) if number.isdigit() else 0)
        if numbers:
            groups.append(f"{kind.rstrip()}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}")
    return " and ".join(groups)
