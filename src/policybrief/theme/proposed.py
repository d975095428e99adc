"""`brief theme inspect`: which layouts would be taken for ours, with the points and clues of the likeliest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.theme import on_base, propose, recognised
from policybrief.theme.base.layouts import Base

_MOST = 3


def record(base: Base) -> dict[str, Any]:
    """By our layouts: the likeliest with their points, whether the first is taken, and layouts that lack something."""
    found = {
        kind: {
            "sure": bool(recognised.sure(base, kind)),
            "likeliest": [
                {"name": each.name, "points": each.points, "clues": list(each.clues)}
                for each in recognised.ranked(base, kind)[:_MOST]
            ],
            "lacking": recognised.broken_promises(base, kind),
        }
        for kind in on_base.REQUIRED
    }
    return found | {kind: {"sure": True, "name": name} for kind, name in also(base).items()}


def also(base: Base) -> dict[str, str]:
    """The layouts for a picture, a chart or a quotation alone, where title-only is clear."""
    first = recognised.sure(base, "title-only")
    found = propose.exhibits(base, first[0].layout) if first else {}
    return {kind: recognised.name_of(base, layout) for kind, layout in found.items()}


def lines(base: Base) -> Iterator[str]:
    """The same to be read."""
    yield ""
    yield "layouts for ours (points by type, name, placeholders and boxes):"
    for kind, said in record(base).items():
        if "likeliest" not in said:
            yield f"  {kind}: {said['name']!r}"
            continue
        yield f"  {kind}" + ("" if said["sure"] else ": not clear")
        for each in said["likeliest"]:
            yield f"    {each['points']:4g}  {each['name']!r}: {', '.join(each['clues'])}"
        for lacking in said["lacking"]:
            yield f"      –  {lacking}"
