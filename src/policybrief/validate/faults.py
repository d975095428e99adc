"""validate: what kind of fault a problem is, by a stable id, and the change that mends it where that is certain.

People read a problem's sentence. Programs that write briefs read the id and the fix: so an id, once it is here, stays,
and a fix is given only where there is one right value. Certain is a key or a word that is one slip of the pen away from
a single known one, a number where a text is meant, a text where all that is needed is one, a text with a colon that
became a mapping, and a day that is written otherwise and can't be read in two ways.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from policybrief.errors import Fix, Problem, certain
from policybrief.text.value_path import Steps
from policybrief.validate import shape

FAULTS = {
    "missing": "a key that has to be there is not",
    "draft": "entries that are still in a source's words",
    "unknown-key": "a key that is not known in its place",
    "unknown-word": "a word that is none of those that may stand there",
    "unknown-id": "a reference to an id, an audience or a part that there is not",
    "unknown-citation": "[@id] of a source that there is not",
    "unknown-field": "a field of a source that no document shows",
    "repeated-id": "an id that stands twice",
    "not-an-id": "what is no id, address, language or other value of a fixed form",
    "not-a-citation": "what begins as a citation and is none",
    "not-text": "a number, list or mapping where a text is meant",
    "not-a-number": "what is no number",
    "not-a-list": "a single value where a list is meant",
    "not-a-mapping": "a single value where keys and values are meant",
    "not-a-boolean": "what is neither true nor false",
    "not-a-date": "what is no day, or is written in another way than 2026-11-21",
    "not-a-time": "what is no day with a time, or is written in another way than 2026-11-24T10:00",
    "empty": "a key without a value, a text without words, a list without entries",
    "too-long": "more characters than there may be",
    "too-many": "more entries than there may be",
    "too-few": "fewer entries than there have to be",
    "out-of-range": "a number that is too small or too large",
    "contradiction": "values that do not go together",
    "cut-off": "a text that a comment cuts off",
    "misprint": "words that no document would show as they are meant",
    "uncited-source": "a source that nothing cites",
    "hidden": "what an audience's file says of something that this audience does not get",
    "lowered-marking": "an audience's marking that is lower than the brief's",
    "misplaced": "a part that is left out or stands nowhere",
    "not-yaml": "a file that is no YAML, or can't be read",
    "wrong": "anything else that is wrong with a value",
}
"""Every id of this stage, and what it is for."""

_KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-word",
    "string_type": "not-text",
    "string_too_short": "empty",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "not-an-id",
    "tuple_type": "not-a-list",
    "too_short": "too-few",
    "too_long": "too-many",
    "model_type": "not-a-mapping",
    "misfit": "contradiction",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    **dict.fromkeys(("float_type", "int_type", "finite_number"), "not-a-number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "not-a-boolean"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "not-a-date"),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), "not-a-time"),
}


def typed(problem: Problem, kind: str, value: Any, model: type[BaseModel], path: Steps) -> Problem:
    """A problem of the value at `path`, which pydantic calls `kind`, with its fault and its fix."""
    fault = "empty" if value is None and kind != "missing" else _KINDS.get(kind, "wrong")
    new: Any = None
    if fault == "unknown-word" and isinstance(value, str):
        new = certain(value, shape.words(model, path)) or None
    elif fault == "not-text" and isinstance(value, int | float) and not isinstance(value, bool):
        new = str(getattr(value, "spelling", value))
    elif fault == "not-a-mapping" and isinstance(value, str) and (key := shape.sole_text(model, path)):
        new = {key: value}
    elif fault == "not-text" and isinstance(value, dict):
        new = shape.cut_text(value) or None
    elif fault == "not-a-date" and isinstance(value, str):
        new = day(value) or None
    return problem.typed(fault, None if new is None else Fix(tuple(path), "replace", new))


def unknown_id(problem: Problem, word: str, known: Iterable[str], path: Steps) -> Problem:
    """A reference to an id that there is not."""
    near = certain(word, known)
    return problem.typed("unknown-id", Fix(tuple(path), "replace", near) if near else None)


_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_DAYS = (
    re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<year>\d{4})"),
)


def day(text: str) -> str:
    """A day that is written in another way, as 2026-11-21: `21 November 2026`, `2026/11/21`, `21.11.2026`.

    "" for what is none, and for what may be two: 3/4/2026.
    """
    match = next((matched for form in _DAYS if (matched := form.fullmatch(text.strip()))), None)
    if match is None:
        return ""
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first != second and first <= 12 and second <= 12:
            return ""
        parts["day"], parts["month"] = (str(max(first, second)), str(min(first, second)))
    word = parts["month"].lower()
    month = int(word) if word.isdigit() else _month(word)
    try:
        return dt.date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return ""


def _month(word: str) -> int:
    """The number of a month, which may be cut short to three letters or more; 0 for none."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
