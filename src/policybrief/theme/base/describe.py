"""`brief theme inspect`: what a base has, for a reader or for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.ooxml import foreign
from policybrief.ooxml.colors import SLOTS
from policybrief.theme.base.layouts import Base, Layout, Placeholder

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
                "placeholders": [_placeholder(placeholder) for placeholder in layout.placeholders],
            }
            for layout in base.layouts
        ],
        "left_behind": [{"what": held.what, "part": held.part} for held in foreign.everything(base.file)],
    }


def _placeholder(placeholder: Placeholder) -> dict[str, Any]:
    box = placeholder.box
    return {
        "type": placeholder.type,
        "idx": placeholder.idx,
        "name": placeholder.name,
        "box": [round(value, 1) for value in (box.x, box.y, box.width, box.height)],
        "size": placeholder.look.size,
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
        for what in dict.fromkeys(held.what for held in left):
            parts = [held.part or "the file itself" for held in left if held.what == what]
            more = f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else ""
            yield f"  {what:<24} {', '.join(parts[:_MOST_PARTS])}{more}"


def _layout(layout: Layout) -> Iterator[str]:
    yield ""
    yield f"  {layout.name!r}" + (f" ({layout.type})" if layout.type else "")
    for held in layout.placeholders:
        place = f"{held.box.x:5.0f} {held.box.y:5.0f} {held.box.width:5.0f} x {held.box.height:.0f}"
        kind = _KINDS.get(held.type, held.type)
        yield f"    {kind:<9} idx {held.idx:<4} {place:<26} {held.look.size:g} pt  {held.name}"
