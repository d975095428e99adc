"""The kinds of values that a brief holds: parts, texts, ids, numbers and dates, each read as it is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import PydanticCustomError, PydanticSerializationError, core_schema

from policybrief.errors import Guess, folded
from policybrief.read.source import Spelled
from policybrief.system.files import lookups
from policybrief.text import figures, spaces, urls
from policybrief.text.citekeys import KEY
from policybrief.text.records import dataclass


class Part(BaseModel):
    """A piece of a brief: frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def as_json(self) -> str:
        """All that is said. Ctrl-C is raised as it is: pydantic has it for an error of ours where it strikes in code of
        ours that it calls, as `is_unset`.
        """
        try:
            return self.model_dump_json(warnings=False)
        except PydanticSerializationError as error:
            if KeyboardInterrupt.__name__ in str(error):
                raise KeyboardInterrupt from None
            raise


def is_unset(value: object) -> bool:
    """Whether nothing is said, as `exclude_if`: an audience's digest is that of what is."""
    return not value


Refused = Mapping[str, tuple[str, str]]
"""Keys that are known and not allowed: what is wrong with each, and a hint."""


@dataclass(frozen=True)
class WrittenForm:
    """How a text has to be written: a pattern, and for a text that misses it, what it is not and what to do."""

    pattern: str
    name: str
    hint: str


FORMS: dict[str, WrittenForm] = {}
"""Every form by its pattern, which is what pydantic tells of it."""


def form(pattern: str, name: str, hint: str) -> str:
    FORMS[pattern] = WrittenForm(pattern, name, hint)
    return pattern


def as_text(value: Any) -> Any:
    """A bare number in YAML (`2001`, `3.10`, `+5`) may stand where a text is meant, and is read as it is spelled."""
    bare = isinstance(value, int | float) and not isinstance(value, bool)
    return getattr(value, "spelling", str(value)) if bare else value


@dataclass(frozen=True)
class _Characters:
    """A text without white space around it, and not empty, which is `tidied` then. Its schema is written out here:
    pydantic would work it out of its parts for each of several hundred fields.
    """

    tidied: Callable[[str], str] | None = None

    def __get_pydantic_core_schema__(self, *_: Any) -> core_schema.CoreSchema:
        schema = core_schema.str_schema(strip_whitespace=True, min_length=1)
        read = core_schema.no_info_before_validator_function(as_text, schema)
        return core_schema.no_info_after_validator_function(self.tidied, read) if self.tidied else read


Word = Annotated[str, _Characters()]
"""Characters for the program: a name, a path, a key."""

PROSE = "prose"
"""Marks what readers read: prose looks at it for Markdown and structure that no document shows."""
Text = Annotated[str, _Characters(spaces.tidied), PROSE]
"""A text of the author's, in inline Markdown: **bold**, *italic*, [link](https://…), [@source]."""

STRUCTURED = "structured"
"""Marks a text that may have paragraphs, lists and footnotes."""
Paragraphs = Annotated[str, _Characters(spaces.tidied_lines), PROSE, STRUCTURED]
"""A text of the author's, of one paragraph or of several with lists between them (`structure`)."""

_ID = form("^[a-z][a-z0-9-]*$", "an id", "an id has lower-case letters, digits and hyphens, and begins with a letter")
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=40)]
"""A name to refer to: lower-case letters, digits, hyphens."""

_ACRONYM = form(
    r"^[^\W\d_a-z][^\s()（）\[\]*_]{1,11}$",
    "an acronym",
    "an acronym is 2 to 12 characters without blanks or brackets, as in ROK",
)
Acronym = Annotated[str, StringConstraints(pattern=_ACRONYM)]
"""Letters that stand for a name."""

_FIGURES = form(r"^[^\W\d][\w-]*$", "a name for figures", "it has letters, digits, - and _, as in fleet_2025")
FiguresName = Annotated[str, StringConstraints(pattern=_FIGURES, max_length=40)]
"""The name of figures, by which texts name them."""

_KEY = form(f"^{KEY}$", "the id of a source", "an id is a word or a key of your library, without blanks")
SourceKey = Annotated[str, StringConstraints(pattern=_KEY), BeforeValidator(as_text)]
"""The name of a source, by which it is cited."""

_URL = form(r"^(https?://|www\.)\S+$", "an address", "an address begins with http:// or https://")


def _address(url: str) -> str:
    url = urls.tidied(url)
    fault = urls.fault(url)
    if fault is None and url.startswith("mailto:"):
        fault = "is not the address of a page", FORMS[_URL].hint
    if fault:
        raise misfit((), f"{url if len(url) <= _LONGEST_SHOWN else url[:_LONGEST_SHOWN] + '…'!r} {fault[0]}", fault[1])
    return url


_LONGEST_SHOWN = 60
Url = Annotated[Word, AfterValidator(_address), WithJsonSchema({"type": "string", "pattern": _URL})]
"""The address of a page."""

_LANG = form("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", "a language", "a language is written as in en-US")
Lang = Annotated[str, StringConstraints(pattern=_LANG)]
"""A language's tag, as in BCP 47."""

_HEX = form("^[0-9A-Fa-f]{6}$", "a colour", "a colour is six hexadecimal digits in quotes, as in '14284B'")


def _digits(value: Any) -> Any:
    """The digits alone, as other programs show a colour with '#'; some are a number to YAML."""
    text = as_text(value)
    return text.strip().removeprefix("#") if isinstance(text, str) else text


Hex = Annotated[str, StringConstraints(pattern=_HEX), BeforeValidator(_digits)]
"""A colour of a theme."""

_SHA256 = form("^[0-9a-f]{64}$", "a SHA-256", "a SHA-256 is 64 hexadecimal digits")
Sha256 = Annotated[str, StringConstraints(pattern=_SHA256), BeforeValidator(as_text)]
"""What a text was: its SHA-256 in hexadecimal."""

_PACKAGE = form(
    "^[A-Za-z_][A-Za-z0-9_]*$", "the name of a package", "it is the name that Python imports, without dots or hyphens"
)
Package = Annotated[str, StringConstraints(pattern=_PACKAGE)]
"""An installed package that holds faces. A name with dots would make Python run its parent to look it up."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number as such: no text that looks like one, no true or false."""


PageCount = Annotated[int, Field(strict=True, ge=1, le=2)]
"""How many pages a memo has."""


NumberOrText = Annotated[Text, WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
"""A text that is often a number alone, so that editors take one there too."""


def one_of(words: Iterable[str], also: Mapping[str, str] | None = None) -> BeforeValidator:
    """Takes the words of a `Literal` in any case, with spaces, hyphens or underscores; and others for the same."""
    known = {folded(word): word for word in words} | {folded(word): same for word, same in (also or {}).items()}
    return BeforeValidator(lambda value: known.get(folded(value), value) if isinstance(value, str) else value)


def misfit(path: tuple[str | int, ...], message: str, hint: str = "") -> PydanticCustomError:
    """An error at `path` below the part that is being checked; validate puts it at that place."""
    return PydanticCustomError("misfit", "{message}", {"message": message, "path": path, "hint": hint})


_ENDLESS = 16
"""So many digits no chart can label; the reader of YAML takes those of twenty and more for text."""


def _figure(value: Any, as_number: Callable[[Any], float]) -> Spelled:
    if isinstance(value, str) and not re.fullmatch(rf"[-+]?\d{{{_ENDLESS},}}", value):
        raise misfit((), "is text, not a number", "write digits only, without quotes; null where there is no number")
    number = as_number(float(value) if isinstance(value, str) else value)
    if told := figures.unreadable(number):
        raise misfit((), *told)
    return Spelled.of(str(getattr(value, "spelling", value)))


Figure = Annotated[
    Number, WrapValidator(_figure), PlainSerializer(lambda figure: figure.spelling, return_type=str, when_used="json")
]
"""A number of a chart, which keeps its spelling: the author's decimals are those that readers see."""


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


_HABITS = {
    **dict.fromkeys(("ET", "EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("CT", "CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("GMT", "BST"), "Europe/London"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Brussels"),
}
"""What people write for a zone: the letters stand for several zones, or for half a year."""


def _zone(name: str) -> str:
    import zoneinfo

    known = "/" in name or name == "UTC"
    try:
        if known and lookups.zone(name):
            return name
    except (KeyError, ValueError, OSError):
        pass
    zones = zoneinfo.available_timezones()
    guess = Guess.at(name, zones)
    guess = replace(guess, near=_HABITS.get(name.upper(), guess.near))
    hint = guess.hint("a zone is named by a place, as in America/New_York; or UTC")
    if not zones:
        hint = "this machine has no time zones: pip install tzdata"
    raise misfit((), f"{name!r} is not a time zone", hint)


Zone = Annotated[Word, AfterValidator(_zone)]
"""A time zone of the IANA database."""


def is_on_the_clock(moment: dt.datetime) -> bool:
    """Whether a zone's clocks show that time on that day: they don't in the hour that is left out in spring."""
    there_and_back = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)
