"""A chart's numbers: what a chart can't show, and the one form in which both documents write all numbers of a chart.

The decimals are the author's: as many as the number with the most of them is written with, so that no label says less
than the brief. Among numbers from a hundred on whole ones have none: 410 beside 525.5, but 12.0 beside 12.5. A number
with a long tail was worked out and not written by hand: of it, three digits count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Literal

from policybrief.text.records import dataclass

ChartKind = Literal["bar", "column", "line", "pie"]
"""What a chart may be: briefs and templates take these words, and each writer draws all of them."""

Values = Sequence[float | None]
"""A series; None is a gap, a number that there is not."""

MOST_SLICES = 6
"""More parts of a whole nobody compares."""
MINUS = "\u2212"
_LARGEST, _SMALLEST = 1e15, 1e-9
"""Numbers from which on, and up to which, nobody can read a label."""
_FIVE_DIGITS = 10_000
_YEARS = range(1500, 2200)
"""Numbers that a table may have as years: 2026 is no 2,026."""
_LARGE = 100
"""Of numbers that are all as large, a tenth is seen without a nought below it."""
_TAIL = 6
"""More decimals than these, and more digits, are a tail."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How the numbers of one chart are written, by the rules of the language `tag`.

    `group` stands between thousands, "" where they are not set apart; `gap` is said in place of a number. With `whole`,
    whole numbers have no decimals; with `plus` what is above zero has a sign; `before` and `behind` are the places of a
    percent sign.
    """

    decimals: int
    decimal: str = "."
    group: str = ""
    gap: str = ""
    tag: str = "en-US"
    whole: bool = False
    plus: bool = False
    before: str = ""
    behind: str = ""

    @classmethod
    def of(
        cls, values: Iterable[float | None], marks: Mapping[str, str], gap: str = "", tag: str = "en-US"
    ) -> NumberForm:
        """The form that suits all of `values`, with a locale's `marks` ("decimal" and "group").

        Thousands are set apart from five digits on, or where there are decimals, or where not all numbers may be years.
        """
        numbers = [exact(value) for value in values if value is not None]
        decimals = max(map(_decimals, numbers), default=0)
        largest = max(map(abs, numbers), default=Decimal(0))
        apart = largest >= (1_000 if decimals or not all(map(_may_be_year, numbers)) else _FIVE_DIGITS)
        least = min((abs(number) for number in numbers if number), default=Decimal(0))
        whole = least >= _LARGE and any(not _decimals(number) for number in numbers)
        return cls(decimals, marks["decimal"], marks["group"] if apart else "", gap, tag, whole)

    def written(self, value: float | None) -> str:
        """A number as both documents show it: −1,234.50."""
        if value is None:
            return self.gap
        size = abs(exact(value))
        decimals = 0 if self.whole and size == int(size) else self.decimals
        digits = f"{size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,.{decimals}f}"
        sign = "" if not digits.strip("0.,") else MINUS if value < 0 else "+" if self.plus else ""
        return f"{sign}{self.before}{digits.translate({ord(','): self.group, ord('.'): self.decimal})}{self.behind}"


@dataclass(frozen=True, slots=True)
class NumberMask:
    """How an author wants the numbers of a column written, in the way of a spreadsheet: `+#,##0.0%`.

    A percent sign is put behind; it multiplies nothing, for a number is printed as it is typed.
    """

    FORM: ClassVar[str] = (
        "write the decimals as 0, 0.0, 0.00; #,##0 sets thousands apart, +0 gives a sign, 0% a percent sign;"
        " € and £ stand in `unit`"
    )
    plus: bool
    apart: bool
    decimals: int
    percent: bool

    @classmethod
    def written(cls, mask: str) -> NumberMask | None:
        """The mask that a text is; None for one that is none."""
        match = re.fullmatch(r"(\+)?(#,##)?0(?:\.(0{1,9}))?(\s?%)?", mask.strip())
        return cls(bool(match[1]), bool(match[2]), len(match[3] or ""), bool(match[4])) if match else None

    def form(self, values: Iterable[float | None], usual: NumberForm, group: str, percent: str) -> NumberForm:
        """The form of `values`, of which `usual` is the one without a mask; `percent` is the locale's "{number}%"."""
        largest = max((abs(exact(value)) for value in values if value is not None), default=Decimal(0))
        apart = self.apart or largest >= (1_000 if self.decimals else _FIVE_DIGITS)
        before, _, behind = percent.partition("{number}") if self.percent else ("", "", "")
        return replace(
            usual,
            decimals=self.decimals,
            whole=False,
            group=group if apart else "",
            plus=self.plus,
            before=before,
            behind=behind,
        )


def _may_be_year(number: Decimal) -> bool:
    return number == int(number) and int(number) in _YEARS


def exact(value: float) -> Decimal:
    """A number as its author wrote it, where that is known (`source.Spelled`): 12.50 is not 12.5."""
    return Decimal(getattr(value, "spelling", None) or repr(value))


def _decimals(number: Decimal) -> int:
    written = max(-int(number.as_tuple().exponent), 0)
    if written <= _TAIL or len(number.as_tuple().digits) <= _TAIL:
        return written
    return max(2 - number.adjusted(), 0)


def unreadable(value: float) -> tuple[str, str] | None:
    """Why no label can say a number, and what to do; None for one that can be read."""
    if abs(value) >= _LARGEST:
        return "is too large a number for a chart or a table", "count in millions or billions, and say so in 'unit'"
    if 0 < abs(value) < _SMALLEST:
        return "is too small a number for a chart or a table", "count in a smaller unit, and say so in 'unit'"
    return None


Fault = tuple[tuple[str | int, ...], str, str]
"""What is wrong with a chart: the path below it, the message, the hint."""


def fault(kind: str, rows: Sequence[Values], *, stacked: bool = False) -> Fault | None:
    """What a chart of this kind can't show of its series, if there is such a thing."""
    for number, values in enumerate(rows):
        if all(value is None for value in values):
            return ("series", number, "values"), "a series without any number shows nothing", "leave it out"
    if stacked and kind not in ("bar", "column"):
        return ("stacked",), f"a {kind} is not stacked", "make it a column or a bar chart"
    below = ((row, place) for row, values in enumerate(rows) for place, value in enumerate(values) if (value or 0) < 0)
    if stacked and (negative := next(below, None)):
        message = "is below zero, and what is stacked has a sum of its parts"
        return ("series", negative[0], "values", negative[1]), message, "leave 'stacked' out"
    return _pie_fault(rows) if kind == "pie" else None


def _pie_fault(rows: Sequence[Values]) -> Fault | None:
    if len(rows) > 1:
        return ("series",), "a pie shows one series", ""
    at: tuple[str | int, ...] = ("series", 0, "values")
    if len(rows[0]) > MOST_SLICES:
        return ("categories",), f"a pie shows up to {MOST_SLICES} slices", "make it a bar chart"
    for number, value in enumerate(rows[0]):
        if value is None:
            return (*at, number), "a pie shows shares, and this one is not known", "leave its category out"
    if min(value or 0.0 for value in rows[0]) < 0:
        return at, "a pie shows shares, and none is negative", "make it a bar chart"
    if not any(rows[0]):
        return at, "a pie of zeros shows nothing", "make it a bar chart, or leave it out"
    return None
