"""`brief theme inspect`: what a base has of all that makes the best decks (docs/base.md), point by point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.errors import BriefError
from policybrief.fonts import measure
from policybrief.text.records import dataclass
from policybrief.theme import on_base, palette, recognised
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import FEET, Base, Layout

_ROOM = 0.45
"""The share of a slide from which on its content has room."""
_SMALL = (400.0, 200.0)
"""Points of width and height, below which a full brief has none."""
_FOOT_NAMES = {"ftr": "footer", "dt": "date", "sldNum": "number"}


@dataclass(frozen=True)
class ChecklistPoint:
    """A point of the list: whether it is as it should be, what is there, and what would be better."""

    name: str
    good: bool
    found: str
    better: str = ""


def points(base: Base) -> list[ChecklistPoint]:
    """All points, in the order of docs/base.md. Those of the slides are asked of the layout with a title alone."""
    found = [_layouts(base)]
    if rank := recognised.sure(base, "title-only"):
        first = rank[0].layout
        found += [_room(base, first), _title(first), _feet(first), _ground(base, first), _texts(base, first)]
        found += [_faces(first)]
    return found


def record(base: Base) -> list[dict[str, Any]]:
    """The points as plain data."""
    return [
        {"point": each.name, "good": each.good, "found": each.found, "better": each.better} for each in points(base)
    ]


def lines(base: Base) -> Iterator[str]:
    """The points to be read."""
    yield ""
    yield "for the best decks (docs/base.md has the list):"
    for each in points(base):
        sign, more = ("✓", "") if each.good else ("–", f"; {each.better}")
        yield f"  {sign} {each.name}: {each.found}{more}"


def _layouts(base: Base) -> ChecklistPoint:
    missing = [kind for kind in on_base.REQUIRED if not recognised.sure(base, kind)]
    found = f"{', '.join(missing)} not clear" if missing else "cover, section and title-only are told at once"
    return ChecklistPoint("layouts", not missing, found, "give them PowerPoint's types and names, such as 'Title Only'")


def _room(base: Base, first: Layout) -> ChecklistPoint:
    area = grounds.content(base, first)
    share = area.area / (base.width * base.height)
    good = share >= _ROOM and area.width >= _SMALL[0] and area.height >= _SMALL[1]
    found = f"{area.width:.0f} by {area.height:.0f} points for content, {share:.0%} of the slide"
    return ChecklistPoint("room", good, found, "leave about half of it free, and 400 by 200 points at the least")


def _title(first: Layout) -> ChecklistPoint:
    title = first.title
    assert title
    line = measure.line_height(first.faces[0]) * title.look.size * title.look.leading
    two = 2 * (title.look.exact or line) <= title.room.height + 1
    holds = "two lines" if two else "less than two lines"
    found = f"{title.look.size:g} points in a box of {title.box.height:.0f}, which holds {holds}"
    return ChecklistPoint("title", two, found, "make the box higher or the type smaller: titles are sentences")


def _feet(first: Layout) -> ChecklistPoint:
    there = [kind for kind in FEET if (foot := first.foot(kind)) and foot.box.area > 1]
    missing = [_FOOT_NAMES[kind] for kind in FEET if kind not in there]
    found = f"no place for {' and '.join(missing)}" if missing else "footer, date and number have their places"
    return ChecklistPoint("footers", not missing, found, "place them below the content, clear of the logo")


def _ground(base: Base, first: Layout) -> ChecklistPoint:
    under = grounds.under(base, first, grounds.content(base, first))
    name, better = "ground", "leave one colour under the content, light or dark, and pictures beside it"
    if not under.plain:
        return ChecklistPoint(name, False, "content stands on several colours or a picture, so it gets a panel", better)
    try:
        palette.proposed(base, first)
    except BriefError:
        return ChecklistPoint(name, False, f"nothing can be read on {under.rgb}", better)
    return ChecklistPoint(name, True, f"one colour, {under.rgb}, that text can be read on")


def _texts(base: Base, first: Layout) -> ChecklistPoint:
    kinds = [
        kind
        for kind, count in on_base.TEXTS.items()
        if any(
            layout.type in recognised.TYPES.get(kind, ()) and len(layout.bodies) == count
            for layout in base.layouts
            if layout.master == first.master and on_base.lack(kind, layout, base) is None
        )
    ]
    found = f"placeholders for {' and '.join(kinds)}" if kinds else "no layout with placeholders for texts"
    return ChecklistPoint(
        "texts", bool(kinds), found, "add 'Title and Content' and 'Two Content', their titles in one place"
    )


def _faces(first: Layout) -> ChecklistPoint:
    unknown = [face for face in dict.fromkeys(first.faces) if measure.resolve(face).message]
    found = (
        f"the widths of {' and '.join(unknown)} are not known here"
        if unknown
        else " and ".join(dict.fromkeys(first.faces))
    )
    return ChecklistPoint("faces", not unknown, found, "install them, so that text is measured and not guessed")
