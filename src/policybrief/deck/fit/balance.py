"""A balance: what speaks for each side, point beside point, and perhaps the dilemma that follows from it.

Sides and dilemma share the width evenly. Points of one row begin on one line, under a hairline, so that an eye can go
from side to side; they are read side by side all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import INK, PANEL, PANEL_ACCENT, PRIMARY, RULE
from policybrief.deck.fit.dilemma import dilemma
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import BAR, GUTTER, HAIRLINE, ROOMY, TONES, Faults, Laid, Type, extent, name_of
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Balance, Side
from policybrief.text.run import Text

_HEAD_HEIGHT = 42.0
_OVER_HEAD, _UNDER_HEAD = 6.0 + BAR, 6.0
_OVER_POINT, _UNDER_POINT = 10.5, 8.0
_ROW_CEILING, _CEILING_OF_TWO = 104.0, 150.0
"""How high rows get where there is room: two of them take a half of the slide each."""
_PANEL_SIDE, _PANEL_HEIGHT = 18.0, 300.0


def balance(block: Balance, width: float, type_: Type) -> Laid:
    """The sides from the left, each under a rule in its tone; the dilemma at the right."""
    count = len(block.sides) + (block.dilemma is not None)
    side_width = (width - GUTTER * (count - 1)) / count
    if _sparse(block) and type_.step == ROOMY:
        return _statements(block, side_width, type_)
    sides = [_Side(side, side_width, type_) for side in block.sides]
    panel = dilemma(block.dilemma, side_width, type_) if block.dilemma else None
    head = max(_HEAD_HEIGHT, *(side.head for side in sides))
    rows = [max(heights) for heights in zip(*(side.points(len(_longest(block))) for side in sides), strict=True)]
    natural = head + fsum(rows)
    height = max(natural, panel.height) if panel else natural
    most = _CEILING_OF_TWO if len(rows) == 2 else _ROW_CEILING
    ceiling = head + fsum(max(row, most) for row in rows)

    def place(box: Box) -> list[Shape]:
        spare = max(0.0, min(box.height, ceiling) - natural)
        placed = _raised(rows, spare, most)
        shapes: list[Shape] = []
        for at, side in enumerate(sides):
            shapes += side.place(Box(box.x + at * (side_width + GUTTER), box.y, side_width, box.height), head, placed)
        return shapes + (panel.place(Box(box.right - side_width, box.y, side_width, box.height)) if panel else [])

    faults = Faults.of([*(side.faults for side in sides), *([panel.faults] if panel else [])])
    return Laid(height, place, faults, True, max(ceiling, panel.ceiling if panel else 0.0))


def _statements(block: Balance, side_width: float, type_: Type) -> Laid:
    """One point against another, each large below its title, and both in the middle of a panel."""
    titles = [Line(side.title, Look(type_.head, TONES.get(side.tone, PRIMARY), bold=True)) for side in block.sides]
    points = [Line(side.points[0], Look(type_.lead, INK)) for side in block.sides]
    room = side_width - 2 * _PANEL_SIDE
    head, faults = _highest(titles, room, type_)
    point, others = _highest(points, room, type_)
    natural = _OVER_HEAD + head + point + 3 * _PANEL_SIDE

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        for number, (side, title, said) in enumerate(zip(block.sides, titles, points, strict=True)):
            panel = Box(box.x + number * (side_width + GUTTER), box.y, side_width, box.height)
            above = max(_OVER_HEAD, (box.height - head - _PANEL_SIDE / 2 - point) / 2)
            inside = panel.inset(_PANEL_SIDE, above, _PANEL_SIDE, 0)
            below = replace(inside, y=inside.y + head + _PANEL_SIDE / 2, height=point)
            shapes += [
                Decoration(panel, fill=PANEL_ACCENT if side.tone == "accent" else PANEL),
                Decoration(replace(panel, height=BAR), fill=title.look.color),
                TextShape(replace(inside, height=head), (title,), name_of(side.title)),
                TextShape(below, (said,), name_of(said.text), role="row"),
            ]
        return shapes

    return Laid(natural, place, Faults.of((faults, others)), True, max(natural, _PANEL_HEIGHT))


def _highest(lines: Sequence[Line], width: float, type_: Type) -> tuple[float, Faults]:
    """The height of the highest of texts beside one another, and what is wrong with any."""
    measured = [extent((line,), width, type_) for line in lines]
    return max(height for height, _ in measured), Faults.of(faults for _, faults in measured)


def _sparse(block: Balance) -> bool:
    """One point against another is all that the slide has to say."""
    return block.dilemma is None and all(len(side.points) == 1 for side in block.sides)


def _longest(block: Balance) -> Sequence[Text]:
    return max((side.points for side in block.sides), key=len)


def _raised(rows: Sequence[float], spare: float, most: float) -> list[float]:
    """Rows that share spare room, each up to so much."""
    wanted = [max(0.0, most - row) for row in rows]
    share = min(1.0, spare / fsum(wanted)) if fsum(wanted) else 0.0
    return [row + more * share for row, more in zip(rows, wanted, strict=True)]


class _Side:
    """One side, measured."""

    def __init__(self, side: Side, width: float, type_: Type) -> None:
        self.side, self.width = side, width
        self.tone = TONES.get(side.tone, PRIMARY)
        self.title = Line(side.title, Look(type_.head, self.tone, bold=True))
        look = Look(type_.body, INK)
        self.lines = [Line(point, look) for point in side.points]
        self.widths = [settled((line,), width, type_) for line in self.lines]
        title, faults = extent((self.title,), width, type_)
        measured = [extent((line,), wide, type_) for line, wide in zip(self.lines, self.widths, strict=True)]
        self.head = _OVER_HEAD + title + _UNDER_HEAD
        self.heights = [_OVER_POINT + height + _UNDER_POINT for height, _ in measured]
        self.faults = Faults.of([faults, *(point_faults for _, point_faults in measured)])

    def points(self, count: int) -> list[float]:
        """The heights of its points, and of none where it has fewer than `count`."""
        return [*self.heights, *[0.0] * (count - len(self.heights))]

    def place(self, box: Box, head: float, rows: Sequence[float]) -> list[Shape]:
        title = Box(box.x, box.y + _OVER_HEAD, box.width, head - _OVER_HEAD - _UNDER_HEAD)
        shapes: list[Shape] = [
            Decoration(Box(box.x, box.y, box.width, BAR), fill=self.tone),
            TextShape(title, (self.title,), name_of(self.side.title)),
        ]
        y = box.y + head
        for line, wide, row in zip(self.lines, self.widths, rows, strict=False):
            shapes.append(Decoration(Box(box.x, y, box.width, HAIRLINE), fill=RULE))
            text = Box(box.x, y + _OVER_POINT, box.width, row - _OVER_POINT)
            insets = (0.0, 0.0, self.width - wide, 0.0)
            shapes.append(TextShape(text, (line,), name_of(line.text), insets=insets, role="row"))
            y += row
        return shapes
