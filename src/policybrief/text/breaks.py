"""Where lines may end, as a reader expects it, for all documents: which signs stand first or last on no line, which
letters need no space between them, and which words belong together.

How lines are filled is each document's own: fonts/linebreaks.py says where PowerPoint breaks those of a slide,
memo/fit/words.py where we break those of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

NO_BREAK, JOINER = "\u00a0", "\u2060"
"""A space at which no line ends, and what joins two letters while text is measured; no document holds the second."""
IDEOGRAPHS = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Letters that lines end between, as a class of regular expressions has them."""

NOT_FIRST = "、。，．・：；？！」』）］｝〉》〕】々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ.,:;?!)]}”’»%…" + NO_BREAK
NOT_LAST = "「『（［｛〈《〔【([{“‘«€$£¥" + NO_BREAK
RANGE = re.compile(r"(?<=\d[–-])(?=\d)")
"""Within a range, "paras. 1–2", where programs would end a line, and no reader does."""
DATED = re.compile(r"[(（][^()（）]{1,60}?\b\d{4}[a-z]?[)）]")
"""What names a source in brackets, "(Carnegie China, 2022)": no line ends within it where that costs no line."""
_UNITS = (
    *("km", "m", "cm", "mm", "µm", "nm", "km²", "m²", "ha", "m³", "l", "ml", "km/h", "mph", "m/s"),
    *("kg", "t", "g", "mg", "µg", "kt", "Mt", "Gt", "°C", "°F", "°", "%", "‰", "ppm", "ppb", "dB"),
    *("W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "V", "kV", "Hz", "kHz", "MHz", "GHz", "kB", "MB", "GB", "TB"),
    *("USD", "EUR", "GBP", "CNY", "RUB", "UAH"),
)
"""In every language; each has its own words beside them."""


def ties(months: Iterable[str], first_day: str, before: Iterable[str], after: Iterable[str]) -> re.Pattern[str]:
    """The spaces at which no line ends. `before` and `after` are a locale's words that hold to a number before or after
    them.
    """
    return _ties(tuple(months), first_day, tuple(before), tuple(after))


@lru_cache(maxsize=16)
def _ties(months: tuple[str, ...], first_day: str, before: tuple[str, ...], after: tuple[str, ...]) -> re.Pattern[str]:
    months_or_units = "|".join(map(re.escape, (*months, *_UNITS, *before)))
    return re.compile(
        " (?:"  # the space comes first: all other places are passed by at once
        rf"(?:(?<=\d )|(?<=\b{re.escape(first_day)} ))(?=(?:{months_or_units})(?!\w))"  # 24 November, 6 MW
        r"|(?:(?<=\b\d, )|(?<=\b\d\d, ))(?=\d{4}(?!\w))"  # September 16, 2024
        r"|(?<=\b[^\W\d_a-zа-яіїєґ]\. )(?=[^\W\d_a-zа-яіїєґ])"  # J. Smith
        r"|(?<=\b[A-Z]\.[A-Z]\. )(?=\S)"  # U.S. policy
        r"|(?<=[<>≤≥≈~±=×] )(?=\d)"  # > 9
        r"|(?<=\S )(?=[—–·] )"  # a dash or a point between words stands at the end of a line
        r"|(?<=[«‹] )|(?=[»›]|[:;?!](?!\w))"  # French marks, where their spaces are plain ones
        + "".join(rf"|(?<=\b{re.escape(month)} )(?=\d\d?, \d)" for month in months)  # September 16, 2024
        + "".join(rf"|(?<=\d {re.escape(month)} )(?=\d{{4}}(?!\w))" for month in months)  # 24 November 2026
        + "".join(rf"|(?<=\b{re.escape(word)} )(?=[\dA-ZА-ЯІЇЄҐ])" for word in after if word[0].isalnum())
        + "".join(rf"|(?<={re.escape(word)} )(?=\d)" for word in after if not word[0].isalnum())
        + ")"
    )
