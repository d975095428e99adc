"""Which face is measured in place of one whose widths nobody here knows, and with how much room to spare.

A face that is missing here may be missing where a deck is opened too. Programs then draw its text in one of the wide
faces that every system has (DejaVu, Verdana): the text has room in those as well.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from policybrief.fonts import tables
from policybrief.fonts.tables import FaceTable
from policybrief.system.files import access
from policybrief.system.files.resources import METRICS
from policybrief.text.records import dataclass

_NEAR, _GUESSED = 1.08, 1.15
_LINE = 1.25
_KINDS = (
    (r"narrow|condensed|compressed", "Arial", 0.9),
    (r"black|heavy|extended|wide", "Arial", 1.25),
    (r"(?<!sans )\bserif|roman|times|garamond|\bbook|antiqua|caslon|baskerville|bodoni|slab", "Times New Roman", 1.1),
)
"""What a name tells of a face, the first that holds."""
OPEN = {
    "calibri": "Carlito",
    "cambria": "Caladea",
    "arial": "Liberation Sans",
    "times new roman": "Liberation Serif",
    "georgia": "Gelasio",
}
"""The open faces that have the widths of Office's."""

_SUBSTITUTED = {
    "Arial": (1.15, 1.23),
    "Calibri": (1.26, 1.38),
    "Cambria": (1.32, 1.36),
    "Times New Roman": (1.28, 1.36),
}
"""How much wider than a face are the letters of DejaVu, Sans or Serif: regular and bold."""
_EVEN_SUBSTITUTED = 0.61
"""The same of DejaVu Sans Mono, in type sizes."""

_EVEN = r"mono\b|code\b|courier|typewriter|consol"


@dataclass(frozen=True)
class StandIn:
    """The face to measure, how much wider to take it, and its bold, (`margin` included), the width of each letter where
    it is one, and the height of a line.
    """

    face: str
    wider: float
    bold: float
    even: float
    line: float
    margin: float
    guessed: bool = False

    def __str__(self) -> str:
        said = f"letters of {self.even:g} type sizes each" if self.even else self.face
        return f"{said}, {self.wider - 1:.0%} wider (a margin of {self.margin:.0%} included)"

    def table(self) -> FaceTable:
        """The measures of the missing face, as far as anybody can tell."""
        like = tables.load(self.face)
        return (like.even(self.even) if self.even else like).widened(self.wider, self.bold).with_line(self.line)


def stand_in(face: str) -> StandIn:
    """The nearest face with a table: by a list of Office's usual ones, else by what the name tells."""
    if known := _known().get(face.casefold()):
        even, line, wider = known.get("even", 0.0), known.get("line", 1.2), known.get("wider", 1.0)
        return _with_room(known["as"], wider, _NEAR, even, line, drawn_alike=known.get("alike", False))
    if re.search(_EVEN, face, re.IGNORECASE):
        return _with_room("Arial", 1.0, _GUESSED, 0.6, _LINE)
    told = ((like, wider) for name, like, wider in _KINDS if re.search(name, face, re.IGNORECASE))
    like, wider = next(told, ("Arial", 1.0))
    return _with_room(like, wider, _GUESSED, 0.0, _LINE)


def _with_room(
    like: str, wider: float, margin: float, even: float, line: float, *, drawn_alike: bool = False
) -> StandIn:
    """The face with its margin, or with more: as much as what is drawn in its place needs, unless that is alike."""
    regular, bold = (_EVEN_SUBSTITUTED / even,) * 2 if even else _SUBSTITUTED[like]
    regular, bold = (wider * margin if drawn_alike else max(wider * margin, least) for least in (regular, bold))
    spare = regular / wider - 1
    return StandIn(like, regular, bold, even, line, spare, guessed=margin == _GUESSED)


@cache
def _known() -> dict[str, dict[str, Any]]:
    import yaml

    text = access.read(METRICS / "stand-ins.yaml", access.MOST_BYTES, within=access.ANYWHERE)
    return {face.casefold(): entry for face, entry in yaml.safe_load(text).items()}
