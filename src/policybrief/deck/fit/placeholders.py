"""Which texts of a slide become placeholders of its layout, so that Outline view and a new master find them."""

from __future__ import annotations

from policybrief.deck.shapes import Shape, TextShape
from policybrief.text.records import replace

# What each layout of deck/write/master holds for text, by the placeholder's index. The layout says which has a role
# "column" or "row".
_FIXED = {"title": 0, "subtitle": 1, "date": 10, "footer": 11, "number": 12, "kicker": 13, "source": 14, "byline": 15}
LAYOUTS = ((0, "title-only"), (1, "one-text"), (2, "two-texts"), (3, "three-texts"), (5, "five-texts"))
"""The layouts for content by how many texts they have placeholders for: ours, and what a base's go by."""

_ROWS = 7
_FIRST_BODY = 20


def placeholders(kind: str, shapes: list[Shape]) -> tuple[str, tuple[Shape, ...]]:
    """The layout for a slide, and its shapes with their placeholders.

    Texts get body placeholders where a layout has as many, so that they stand in Outline view; else text boxes.
    """
    texts = [shape for shape in shapes if isinstance(shape, TextShape)]
    role = "row" if any(shape.role == "row" for shape in texts) else "column"
    count = sum(shape.role == role for shape in texts)
    if kind != "content":
        layout, room = {"title": "cover", "section": "section"}[kind], 0
    elif role == "row":
        layout, room = ("rows", _ROWS) if count <= _ROWS else ("title-only", 0)
    else:
        room, layout = next((entry for entry in LAYOUTS if entry[0] >= count), (0, "title-only"))
    placed: list[Shape] = []
    used = 0
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.role in _FIXED:
            placed.append(replace(shape, placeholder=_FIXED[shape.role]))
        elif isinstance(shape, TextShape) and shape.role == role and used < room:
            placed.append(replace(shape, placeholder=_FIRST_BODY + used))
            used += 1
        else:
            placed.append(shape)
    return layout, tuple(placed)
