"""Whether a theme goes with its base: each layout that it names is there and has what a slide of ours needs.

Nothing is guessed: a name that the base does not have is a problem at its line, with the names that it has.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from policybrief.errors import Problem
from policybrief.ooxml.contrast import ratio
from policybrief.read import source
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import EXHIBITS, Base, Layout
from policybrief.theme.model import Theme

REQUIRED = ("cover", "section", "title-only")
OPTIONAL = ("other-section", "closing", *EXHIBITS)
"""Layouts that are taken where the theme names them."""
TEXTS = {"one-text": 1, "two-texts": 2, "three-texts": 3, "five-texts": 5}
"""How many body placeholders each layout of texts needs."""

_UNLIKE = 1.3
_MOST_NAMES = 12


def wrong_layouts(theme: Theme, base: Base, read: source.Source) -> Iterator[Problem]:
    """All that is wrong with the mapping of a base's layouts."""
    yield from _missing(theme, base, read)
    yield from _unfit(theme, base, read)


def candidates(base: Base, name: str) -> str:
    """A hint with the base's layouts, those with a name like `name` first."""
    names = base.names
    near = difflib.get_close_matches(name.casefold(), [own.casefold() for own in names], n=3, cutoff=0.5)
    first = [own for wanted in near for own in names if own.casefold() == wanted]
    listed = [*dict.fromkeys([*first, *names])]
    more = f" and {len(listed) - _MOST_NAMES} more" if len(listed) > _MOST_NAMES else ""
    quoted = ", ".join(repr(own) for own in listed[:_MOST_NAMES])
    return (f"did you mean {first[0]!r}? " if first else "") + f"the base has {quoted}{more}"


def _missing(theme: Theme, base: Base, read: source.Source) -> Iterator[Problem]:
    names = theme.deck.layouts.names
    for kind in REQUIRED:
        if kind not in names:
            message = f"does not say which layout of the base is {kind!r}"
            yield read.problem(("deck", "layouts"), message, candidates(base, kind))
    for kind, name in names.items():
        if base.named(name) is None:
            message = f"the base has no layout {name!r}"
            yield read.problem(("deck", "layouts", kind), message, candidates(base, name))


def _unfit(theme: Theme, base: Base, read: source.Source) -> Iterator[Problem]:
    """Layouts that lack a placeholder, or that don't go together."""
    first = theme.layouts.get("title-only")
    for kind, layout in theme.layouts.items():
        at = ("deck", "layouts", kind)
        if (fault := lack(kind, layout, base)) is not None:
            yield read.problem(at, f"the layout {layout.name!r} {fault}", "choose another, or fix it in PowerPoint")
        elif first and kind in (*TEXTS, *EXHIBITS) and (layout.scheme != first.scheme or layout.faces != first.faces):
            message = (
                f"the layout {layout.name!r} has other colours or faces than {first.name!r}, the one of 'title-only'"
            )
            yield read.problem(at, message, "choose layouts of one master")


def lack(kind: str, layout: Layout, base: Base) -> str | None:
    """What a layout lacks for `kind`, as the end of a sentence; None for nothing."""
    title = layout.title
    if title is None:
        return "has no placeholder for a title"
    if title.sideways:
        return "has its title on its side"
    if title.room.width < 100 or title.box.height < 12:
        return f"has a title of {title.box.width:.0f} by {title.box.height:.0f} points, too small for words"
    if title.box.x < -1 or title.box.y < -1 or title.box.right > base.width + 1 or title.box.bottom > base.height + 1:
        return "has its title off the slide"
    if kind in EXHIBITS and ((place := layout.place(kind)) is None or place.box.area < 1):
        return f"has no placeholder for a {kind}"
    needed, there = TEXTS.get(kind, 0), len(layout.bodies)
    if there < needed:
        return f"has {there or 'no'} placeholder{'' if there == 1 else 's'} for text, and {kind!r} needs {needed}"
    return None


def wrong_area(theme: Theme, base: Base, read: source.Source) -> Iterator[Problem]:
    """What is wrong with the area that the theme gives to the content."""
    area = theme.deck.content
    if area and (area.x + area.width > base.width + 0.5 or area.y + area.height > base.height + 0.5):
        message = f"ends off the slide, which is {base.width:g} by {base.height:g} points"
        yield read.problem(("deck", "content"), message)


def ground(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """`paper` is the colour that lies under the slides' text, for contrasts are reckoned with it. For a theme that is
    right so far.
    """
    layout = theme.layouts["title-only"]
    if not theme.base:
        return
    box = grounds.content(theme.base, layout, theme.deck.content)
    under = grounds.under(theme.base, layout, box)
    paper = theme.rgb["paper"]
    if under.plain and ratio(under.rgb, paper) > _UNLIKE:
        slot = next((slot for slot, rgb in layout.scheme.slots.items() if rgb == under.rgb), "")
        hint = f"make it {{of: {slot}}}" if slot else f"make it '{under.rgb}'"
        message = f"is {paper}, and the slides of the base are {under.rgb} where text stands"
        yield read.problem(("colors", "paper"), message, hint)
