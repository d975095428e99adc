"""Numbers as texts have them: what their digits may mean, and whether two say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policybrief.text.records import dataclass

_NUMBER = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d+)*")
_SCALES = (1, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12)
"""Thousand, million and so on, in words: 1.5 million is 1,500,000."""


@dataclass(frozen=True)
class Amount:
    """A number as it is written: what its digits may mean, and the magnitude in words behind them, 0 for none."""

    written: str
    values: tuple[float, ...]
    magnitude: float


def amounts(text: str, magnitudes: Mapping[str, float]) -> Iterator[Amount]:
    """The numbers of a text, in its order; `magnitudes` are a locale's patterns of thousand, million and so on."""
    for match in _NUMBER.finditer(text):
        behind = text[match.end() : match.end() + 20]
        word, magnitude = next(
            (
                (written.group(), size)
                for word, size in magnitudes.items()
                if (written := _magnitude(word).match(behind))
            ),
            ("", 0.0),
        )
        yield Amount(match.group() + word, tuple(_values(match.group())), magnitude)


def same(short: Amount, other: Amount) -> bool:
    """Whether a number of a text is that of its short form, perhaps rounded there, in words, or a year cut short.

    Where both say a magnitude it counts; where one does, the other may have it in digits, whatever the scale.
    """
    if short.magnitude and other.magnitude:
        scales: tuple[float, ...] = (other.magnitude / short.magnitude,)
    else:
        scales = (*(1 / scale for scale in _SCALES), *_SCALES[1:])
    pairs = [(value, other_value) for value in short.values for other_value in other.values]
    cut = not short.magnitude and any(
        other_value >= 1000 and value == other_value % 100 for value, other_value in pairs
    )
    return cut or any(_rounded(value, other_value * scale) for value, other_value in pairs for scale in scales)


@lru_cache(maxsize=64)
def _magnitude(word: str) -> re.Pattern[str]:
    """A locale's pattern of a magnitude, as it stands behind a number."""
    return re.compile(rf"[\s\u00a0\u202f]*(?:{word})", re.IGNORECASE)


def _values(written: str) -> set[float]:
    """What a number may mean: "1,200" is 1200, or 1.2 where the comma is the decimal's."""
    pieces = re.split(r"\D", written)
    grouped = all(len(piece) == 3 for piece in pieces[1:])
    values = {float("".join(pieces))} if grouped else set()
    return values | ({float(f"{''.join(pieces[:-1])}.{pieces[-1]}")} if len(pieces) > 1 else {float(pieces[0])})


def _rounded(short: float, value: float) -> bool:
    """Whether `value` is `short`, to as many digits as that has."""
    digits = len(f"{short:g}".replace(".", "").rstrip("0")) or 1
    return float(f"{value:.{digits}g}") == short
