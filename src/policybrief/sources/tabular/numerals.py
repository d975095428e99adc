"""Numbers as files have them: read by the decimal mark that is given or the language's, never guessed.

"1,200" is 1200 where the mark is a point, and 1.2 where it is a comma; "1.200" under a comma is a thousand where the
file's mark was given, or where something else in the number says so, and otherwise refused: an English 1.2 looks so.
"""

from __future__ import annotations

import re

from policybrief.read.scalars import Spelled
from policybrief.text.records import dataclass

_GAPS = frozenset(
    ("", "n/a", "na", "n.a.", "#n/a", "n.d.", "nd", "s.o.", "н/д", "无", "-", "–", "—", "..", "...", "…", ":")
)
"""What people and statistical offices write where there is no number."""
_SPACES = " \u00a0\u2009\u202f'’"
_LIKE_ONE = re.compile(rf"[-+−]?\s?%?[\d.,{_SPACES}]*\d[\d.,]*\s*%?", re.ASCII)
_DATE = re.compile(r"\d{1,4}\.\d{1,2}\.\d{1,4}\.?", re.ASCII)


@dataclass(frozen=True)
class Numeral:
    """A number that a cell holds, as YAML spells it, and whether it counts percent."""

    spelling: str
    percent: bool = False

    @property
    def value(self) -> Spelled:
        return Spelled.of(self.spelling)


def is_gap(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return text.strip().casefold() in _GAPS


def looks_like_one(text: str) -> bool:
    """Whether whoever wrote it meant a number, whatever its form; a day is none."""
    return bool(_LIKE_ONE.fullmatch(text.strip())) and not _DATE.fullmatch(text.strip())


def read(text: str, decimal: str, *, sure: bool) -> Numeral | None:
    """The number in a text whose decimals stand behind `decimal`, which is `sure` where the author gave it for this
    file; None for what is no number of that form.
    """
    bare = text.strip().replace("−", "-")
    percent = "%" in bare
    bare = re.sub(r"\s*%\s*$|(?<=^[-+])%|^%", "", bare)
    other = "," if decimal == "." else "."
    between = re.escape(other + _SPACES)
    marked = re.fullmatch(
        rf"(?P<sign>[-+]?)(?P<whole>\d+|\d{{1,3}}(?P<group>[{between}])\d{{3}}(?:(?P=group)\d{{3}})*)"
        rf"(?:{re.escape(decimal)}(?P<rest>\d+))?",
        bare,
        re.ASCII,
    )
    if marked is None:
        return None
    doubtful = other == "." and marked["group"] == "." and marked["whole"].count(".") == 1 and marked["rest"] is None
    if doubtful and not sure:
        return None
    whole = re.sub(r"\D", "", marked["whole"])
    whole = whole.lstrip("0") or "0"
    sign = "-" if marked["sign"] == "-" else ""
    return Numeral(f"{sign}{whole}" + (f".{marked['rest']}" if marked["rest"] else ""), percent)
