"""What pydantic finds wrong with a value, in the words that a user reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails

_LONGEST = 60


def shown(value: Any) -> str:
    """A value as a message shows it."""
    if not isinstance(value, str):
        return str(getattr(value, "spelling", value))
    return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "nothing")


MESSAGES: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda _: "is missing",
    "string_type": lambda details: f"is {kind_of(details['input'])}, not text",
    "tuple_type": lambda details: f"is {kind_of(details['input'])}, not a list",
    **dict.fromkeys(
        ("model_type", "dict_type"), lambda details: f"is {kind_of(details['input'])}, not a mapping of keys to values"
    ),
    "string_too_short": lambda _: "is empty",
    "string_too_long": lambda details: f"is longer than {details['ctx']['max_length']} characters",
    "float_type": lambda details: f"is {kind_of(details['input'])}, not a number",
    "int_type": lambda details: f"is {kind_of(details['input'])}, not a whole number",
    "finite_number": lambda details: f"{shown(details['input'])} is too large a number",
    "bool_type": lambda details: f"is {kind_of(details['input'])}, not true or false",
    "bool_parsing": lambda details: f"{shown(details['input'])} is not true or false",
    "date_type": lambda details: f"is {kind_of(details['input'])}, not a date",
    "date_from_datetime_parsing": lambda details: f"{shown(details['input'])} is not a date",
    "date_parsing": lambda details: f"{shown(details['input'])} is not a date",
    "datetime_type": lambda details: f"is {kind_of(details['input'])}, not a date with a time",
    "datetime_parsing": lambda details: f"{shown(details['input'])} is not a date with a time",
    "datetime_from_date_parsing": lambda details: f"{shown(details['input'])} is not a date with a time",
    "greater_than_equal": lambda details: f"{shown(details['input'])} is less than {details['ctx']['ge']:g}",
    "less_than_equal": lambda details: f"{shown(details['input'])} is more than {details['ctx']['le']:g}",
    "too_long": lambda details: f"has more than {details['ctx']['max_length']} entries",
}
"""What is said, by pydantic's name of the fault."""

_A_DAY, _A_MOMENT = "write it as 2026-11-21", "write it as 2026-11-24T10:00"
HINTS = {
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _A_DAY),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), _A_MOMENT),
    "string_type": "put it in quotes",
    "too_long": "keep the most important ones",
}
"""What to do."""
