"""Which face is measured in place of one whose widths nobody here knows, and with how much room to spare."""

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

_EVEN = r"mono\b|code\b|courier|typewriter|consol"


@dataclass(frozen=True)
class StandIn:
    """The face to measure, how much wider to take it (`margin` included), the width of each letter where it is one, and
    the height of a line.
    """

    face: str
    wider: float
    even: float
    line: float
    margin: float
    guessed: bool = False

    def __str__(self) -> str:
        said = f"letters of {self.even:g} type sizes each" if self.even else self.face
        way = "wider" if self.wider >= 1 else "narrower"
        return f"{said}, {abs(self.wider - 1):.0%} {way} (a margin of {self.margin:.0%} included)"

    def table(self) -> FaceTable:
        """The measures of the missing face, as far as anybody can tell."""
        like = tables.load(self.face)
        return (like.even(self.even) if self.even else like).widened(self.wider).with_line(self.line)


def stand_in(face: str) -> StandIn:
    """The nearest face with a table: by a list of Office's usual ones, else by what the name tells."""
    if known := _known().get(face.casefold()):
        even = known.get("even", 0.0)
        return StandIn(known["as"], known.get("wider", 1.0) * _NEAR, even, known.get("line", 1.2), _NEAR - 1)
    if re.search(_EVEN, face, re.IGNORECASE):
        return StandIn("Arial", _GUESSED, 0.6, _LINE, _GUESSED - 1, guessed=True)
    told = ((like, wider) for name, like, wider in _KINDS if re.search(name, face, re.IGNORECASE))
    like, wider = next(told, ("Arial", 1.0))
    return StandIn(like, wider * _GUESSED, 0.0, _LINE, _GUESSED - 1, guessed=True)


@cache
def _known() -> dict[str, dict[str, Any]]:
    import yaml

    text = access.read(METRICS / "stand-ins.yaml", access.MOST_BYTES, within=access.ANYWHERE)
    return {face.casefold(): entry for face, entry in yaml.safe_load(text).items()}
