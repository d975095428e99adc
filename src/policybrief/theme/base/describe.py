"""`brief theme inspect`: what a base has, for a reader or for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.ooxml import foreign
from policybrief.ooxml.colors import SLOTS
from policybrief.theme.base.layouts import Base, Layout

_MOST_PARTS = 3
_KINDS = {"ctrTitle": "title", "obj": "content", "dt": "date", "ftr": "footer", "sldNum": "number"}


def record(base: Base) -> dict[str, Any]:
    """All of it as plain data; boxes are in points."""
    return {
        "file": str(base.file),
        "width": round(base.width, 2),
        "height": round(base.height, 2),
        "layouts": [
            {
                "name": layout.name,
                "master": layout.master,
                "type": layout.type,
                "colors": {slot: layout.scheme.slots[slot] for slot in SLOTS},
                "faces": {"heading": layout.faces[0], "body": layout.faces[1]},
                "placeholders": [
                    {
                        "type": one.type,
                        "idx": one.idx,
                        "name": one.name,
                        "box": [round(value, 1) for value in (one.box.x, one.box.y, one.box.width, one.box.height)],
                        "size": one.look.size,
                    }
                    for one in layout.placeholders
                ],
            }
            for layout in base.layouts
        ],
        "left_behind": [{"what": one.what, "part": one.part} for one in foreign.everything(base.file)],
    }


def lines(base: Base) -> Iterator[str]:
    """The same to be read: by master, since colours and faces are its own."""
    yield f"{base.file.name}: slides of {base.width:g} by {base.height:g} points"
    shown: tuple[Any, ...] = ()
    for layout in base.layouts:
        about = (layout.master, layout.scheme, layout.faces)
        if about != shown:
            shown = about
            yield ""
            yield f"master {layout.master!r}: headings in {layout.faces[0]}, text in {layout.faces[1]}"
            yield "  " + "  ".join(f"{slot} {layout.scheme.slots[slot]}" for slot in SLOTS)
        yield from _layout(layout)
    if left := foreign.everything(base.file):
        yield ""
        yield "left out of decks built on it:"
        for what in dict.fromkeys(one.what for one in left):
            parts = [one.part or "the file itself" for one in left if one.what == what]
            more = f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else ""
            yield f"  {what:<24} {', '.join(parts[:_MOST_PARTS])}{more}"


def _layout(layout: Layout) -> Iterator[str]:
    yield ""
    yield f"  {layout.name!r}" + (f" ({layout.type})" if layout.type else "")
    for one in layout.placeholders:
        place = f"{one.box.x:5.0f} {one.box.y:5.0f} {one.box.width:5.0f} x {one.box.height:.0f}"
        yield f"    {_KINDS.get(one.type, one.type):<9} idx {one.idx:<4} {place:<26} {one.look.size:g} pt  {one.name}"
