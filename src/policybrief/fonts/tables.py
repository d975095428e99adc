"""What is known of a face: advances and kerning of its four styles, all in type sizes, and the height of a line.

The tables of Office's usual faces come with the program (tools/make_metrics.py makes them). Numbers are texts in
the file, and read when they are first needed: a deck needs few of a face's letters, and every build loads two faces.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import field, replace
from functools import cache
from typing import TypedDict

from policybrief.system.files import access
from policybrief.system.files.resources import METRICS
from policybrief.text.records import dataclass


class StyleRecord(TypedDict, total=False):
    """One style in a file. `advances` are runs of successive code points, "first advance advance …;first advance …".

    `left` and `right` are classes of letters that kern alike; `pairs` has a row for each left class, "right shift right
    shift …;…", the right classes by number.
    """

    advances: str
    left: str
    right: str
    pairs: str


class FaceRecord(TypedDict):
    """A face in a file; `from` (the face that was read) is for people."""

    units: int
    line: float
    styles: dict[str, StyleRecord]


class Widths(dict[int, float | None]):
    """Advances by code point, read run by run as they are asked for; None for what the face lacks."""

    def __init__(self, runs: str, units: float) -> None:
        super().__init__()
        self._runs = {int(run.partition(" ")[0]): run for run in runs.split(";")}
        self._starts = sorted(self._runs)
        self._units = units

    def __missing__(self, code: int) -> float | None:
        if number := bisect_right(self._starts, code):
            first, *advances = map(int, self._runs[self._starts[number - 1]].split())
            self.update(
                zip(range(first, first + len(advances)), [advance / self._units for advance in advances], strict=True)
            )
        return self.setdefault(code, None)


class Kerning:
    """How pairs of letters move together: a row of shifts by the left letter, a class by the right one."""

    def __init__(self, record: StyleRecord, units: float) -> None:
        self._lefts = _classes(record.get("left", ""))
        self._rights = _classes(record.get("right", ""))
        self._pairs = record.get("pairs", "").split(";")
        self._rows: dict[int, dict[int, float]] = {}
        self._units = units

    def between(self, text: str) -> float:
        """By how much the letters of `text` move together (less than 0) or apart, all in all."""
        shift = 0.0
        row: dict[int, float] | None = None
        for char in text:
            if row and (right := self._rights.get(char)) is not None:
                shift += row.get(right, 0.0)
            left = self._lefts.get(char)
            row = None if left is None else self._rows.get(left) or self._row(left)
        return shift

    def _row(self, left: int) -> dict[int, float]:
        numbers = list(map(int, self._pairs[left].split()))
        shifts = [shift / self._units for shift in numbers[1::2]]
        row = self._rows[left] = dict(zip(numbers[::2], shifts, strict=True))
        return row


def _classes(letters: str) -> dict[str, int]:
    classes: dict[str, int] = {}
    for number, alike in enumerate(letters.split()):
        classes.update(dict.fromkeys(alike, number))
    return classes


@dataclass(frozen=True)
class FaceTable:
    """A face's measures. `scale` widens (or narrows) a table that stands in for another face; `bold_scale` does so for
    its bold styles.
    """

    record: FaceRecord
    scale: float = 1.0
    bold_scale: float = 1.0
    _widths: dict[str, Widths] = field(default_factory=dict, repr=False, compare=False)
    _kerning: dict[str, Kerning] = field(default_factory=dict, repr=False, compare=False)

    @property
    def line(self) -> float:
        """The height of a single-spaced line, in type sizes."""
        return self.record["line"]

    def widths(self, bold: bool, italic: bool) -> Widths:
        """The advances of one style."""
        style = _style(bold, italic)
        if style not in self._widths:
            self._widths[style] = Widths(self.record["styles"][style]["advances"], self._units(bold=bold))
        return self._widths[style]

    def kerning(self, bold: bool, italic: bool) -> Kerning | None:
        """The kerning of one style; None where the table has none, or only stands in."""
        style = _style(bold, italic)
        if "pairs" not in self.record["styles"][style]:
            return None
        if style not in self._kerning:
            self._kerning[style] = Kerning(self.record["styles"][style], self._units(bold=bold))
        return self._kerning[style]

    def _units(self, *, bold: bool) -> float:
        return self.record["units"] / (self.bold_scale if bold else self.scale)

    def widened(self, scale: float, bold: float) -> FaceTable:
        """The same letters, wider by a factor, the bold ones by another. A stand-in's kerning says nothing of the face
        that it stands in for.
        """
        styles = {style: StyleRecord(advances=record["advances"]) for style, record in self.record["styles"].items()}
        return FaceTable({**self.record, "styles": styles}, self.scale * scale, self.bold_scale * bold)

    def even(self, advance: float) -> FaceTable:
        """The same letters, each of one width in type sizes, as a typewriter has them."""
        units = str(round(advance * self.record["units"]))
        styles = {
            style: StyleRecord(
                advances=";".join(
                    " ".join([first, *[units] * len(rest)])
                    for first, *rest in (run.split() for run in record["advances"].split(";"))
                )
            )
            for style, record in self.record["styles"].items()
        }
        return FaceTable({**self.record, "styles": styles})

    def with_line(self, line: float) -> FaceTable:
        """The same letters on higher or lower lines."""
        return replace(self, record={**self.record, "line": line}, _widths={}, _kerning={})


def _style(bold: bool, italic: bool) -> str:
    return ("bold_italic" if italic else "bold") if bold else ("italic" if italic else "regular")


@cache
def shipped() -> dict[str, str]:
    """The faces whose tables come with the program, by name in lower case, for Office minds no case."""
    names = (file.stem.replace("-", " ").title() for file in METRICS.glob("*.json"))
    return {name.casefold(): name for name in sorted(names)}


@cache
def load(face: str) -> FaceTable:
    """The table of one of `shipped`."""
    name = face.lower().replace(" ", "-")
    record: FaceRecord = json.loads(access.read(METRICS / f"{name}.json", access.MOST_BYTES, within=access.ANYWHERE))
    return FaceTable(record)
