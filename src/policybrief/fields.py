"""The kinds of values that a brief holds: texts, ids, numbers and dates, each read as it is written."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text of the author's, in inline Markdown: **bold**, *italic*, [link](https://…), [@source]."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
"""A name to refer to: lower-case letters, digits, hyphens."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number as such: no text that looks like one, no true or false."""


def _as_text(value: Any) -> Any:
    """A bare number in YAML (`2001`, `3.10`) may stand where a text is meant, and is read as it is spelled."""
    bare = isinstance(value, int | float) and not isinstance(value, bool)
    return getattr(value, "spelling", str(value)) if bare else value


NumberOrText = Annotated[
    Text, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "number"], "minLength": 1})
]


def misfit(path: tuple[str | int, ...], message: str) -> PydanticCustomError:
    """An error at `path` below the part that is being checked; validate puts it at that place."""
    return PydanticCustomError("misfit", "{message}", {"message": message, "path": path})


def _written(pattern: str, kind: Literal["date", "datetime"]) -> BeforeValidator:
    """Dates only as they are written here: pydantic would take a bare number as seconds since 1970."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise PydanticCustomError(f"{kind}_parsing", "is not a date")
        if isinstance(value, int | float):
            raise PydanticCustomError(f"{kind}_type", "is not a date")
        return value

    return BeforeValidator(check)


_MOMENT = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?"
Day = Annotated[dt.date, _written(r"\d{4}-\d{2}-\d{2}", "date")]
Moment = Annotated[
    dt.datetime, _written(_MOMENT, "datetime"), WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT}$"})
]


def _in_calendar(issued: str) -> str:
    parts = [int(part) for part in issued.split("-")]
    try:
        dt.date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise misfit((), f"{issued!r} is not a date") from None
    return issued


_ISSUED = r"^\d{4}(-\d{2}(-\d{2})?)?$"
Issued = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=_ISSUED),
    BeforeValidator(_as_text),
    AfterValidator(_in_calendar),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _ISSUED}),
]
"""A date of CSL: a year, a month or a day."""
