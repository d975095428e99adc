"""Sources as libraries export them: the dates, names and fields of CSL-JSON, and of Pandoc's YAML of it.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and
https://github.com/citation-style-language/schema. A date becomes one string, as in EDTF: `2022-08-18`, `2022-21` for
spring, `2022/2023` for a range, `2022~` for about then; words of its own stay as they are. What no document shows is
known by name, so that it is no mistake; it stays in the file where it stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from policybrief.brief.values import Part, Text, as_text, misfit
from policybrief.text.dates import FORM

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_DATE = re.compile(rf"{_DAY}~?(?:/(?:{_DAY}~?|\.\.)?)?")
_SEASONS = {**{number: 20 + number for number in range(1, 5)}, **{number: number for number in range(21, 25)}}
_SEASON_NAMES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DATE_SCHEMA = {"type": ["string", "integer", "object", "array"]}


def date(value: Any) -> str:
    """A date in any of CSL's forms. Raises pydantic's error for what is none."""
    if isinstance(value, dict):
        return _of_mapping(value)
    if isinstance(value, list):
        return _range([_of_parts(part) if isinstance(part, list) else date(part) for part in value])
    text = as_text(value)
    if not isinstance(text, str):
        raise misfit((), "is not a date", FORM)
    text = re.sub(r"T[\d:.]+(Z|[-+][\d:]+)?$", "", text.strip())  # the hour at which a page was seen
    if not _DATE.fullmatch(text) or not all(map(_in_calendar, re.split("/", text.replace("~", "")))):
        raise misfit((), f"{text[:60]!r} is not a date", FORM)
    return text.removesuffix("..")


def _of_mapping(value: Mapping[str, Any]) -> str:
    about = "~" if value.get("circa") not in (None, False, 0, "", "false") else ""
    if parts := value.get("date-parts"):
        parts = parts if isinstance(parts, list) and isinstance(parts[0], list) else [parts]
        season = value.get("season")
        return _range([_of_parts(part, season) + about for part in parts])
    if "year" in value:
        return _of_parts([value.get(key) for key in ("year", "month", "day")], value.get("season")) + about
    for key in ("literal", "raw"):
        if isinstance(words := as_text(value.get(key)), str) and words.strip():
            return words.strip()
    raise misfit((), "is not a date", "a date has 'date-parts', 'literal' or 'raw'; " + FORM)


def _range(ends: list[str]) -> str:
    if not 0 < len(ends) <= 2:
        raise misfit((), f"has {len(ends) or 'no'} dates", "a date is one, or a range of two")
    return "/".join(dict.fromkeys(ends))


def _of_parts(parts: Any, season: Any = None) -> str:
    """`[2022, 8, 18]`, `["2022", "8"]`; a season stands for the month."""
    given = [str(part).strip() for part in parts if part not in (None, "")] if isinstance(parts, list) else []
    if not given or not all(part.isdecimal() for part in given[:3]):
        raise misfit((), f"{given or parts!r} is not a date", FORM)
    year, *rest = (int(part) for part in given[:3])
    named = str(season).strip().lower() if season else ""
    number = _SEASON_NAMES.get(named) or (_SEASONS.get(int(named)) if named.isdecimal() else None)
    if not rest and number:
        rest = [number]
    text = "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
    if not _in_calendar(text):
        raise misfit((), f"{text!r} is not a date", FORM)
    return text


def _in_calendar(text: str) -> bool:
    parts = [int(part) for part in text.split("-")] if text not in ("", "..") else [1]
    if len(parts) == 2 and parts[1] in _SEASONS.values():
        return parts[0] > 0
    try:
        dt.date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return False
    return True


def names(value: Any) -> Any:
    """Authors: one or several, and a text for a body's or a person's whole name."""
    if value is None:
        return None
    authors = value if isinstance(value, list | tuple) else [value]
    return [{"literal": author} if isinstance(author, str) else author for author in authors]


_STYLED = {"i": "*", "em": "*", "b": "**", "strong": "**"}


def styled(value: Any) -> Any:
    """A title's italics and bold as Markdown has them; other tags of CSL's are left out: <sup>, <span …>."""
    if not isinstance(value, str):
        return value
    return re.sub(r"</?(i|em|b|strong|su[bp]|sc|span)(?:\s[^<>]*)?>", lambda tag: _STYLED.get(tag.group(1), ""), value)


_DOI = re.compile(r"10\.\d{4,9}/\S+")


def doi(value: Any) -> str:
    """A DOI alone, without the address or the word before it."""
    text = re.sub(r"^(?:https?://)?(?:dx\.)?doi(?:\.org/|:\s*)", "", str(value).strip(), flags=re.IGNORECASE)
    if not _DOI.fullmatch(text):
        raise misfit((), f"{str(value)[:60]!r} is not a DOI", "a DOI begins with '10.', as in 10.1000/182")
    return text


_OF_A_LIBRARY = frozenset(
    ["abstract", "annote", "annotation", "citation-key", "file", "keyword", "source", "system_id"]
)
"""Fields that a library writes and no person does: beside them, a `note` is the library's own too."""


def written(entry: Any) -> Any:
    """An entry without the note that its library keeps with it, which is for its owner alone."""
    if not isinstance(entry, dict) or "note" not in entry:
        return entry
    exported = _OF_A_LIBRARY & entry.keys() or any(isinstance(value, dict | list) for value in _dates(entry))
    return {key: value for key, value in entry.items() if key != "note"} if exported else entry


def _dates(entry: Mapping[str, Any]) -> Iterator[Any]:
    yield from (entry.get(key) for key in ("issued", "accessed"))


UNSHOWN = frozenset({
    "abstract", "annotation", "annote", "archive", "archive-place", "archive_collection", "archive_location",
    "available-date", "call-number", "categories", "chair", "chapter-number", "citation-key",
    "citation-number", "collections", "compiler",
    "composer", "container-author", "container-title-short", "contributor", "curator", "custom", "dimensions",
    "division", "editor-translator", "editorial-director", "event", "event-date",
    "event-place", "executive-producer", "file", "first-reference-note-number",
    "illustrator", "ISBN", "ISSN", "issue-title", "journalAbbreviation", "jurisdiction", "keyword",
    "locator", "narrator", "note", "number-of-pages", "number-of-volumes", "organizer",
    "original-author", "original-publisher", "original-publisher-place", "original-title",
    "page-first", "part", "part-number", "part-title", "performer", "PMCID", "PMID", "printing-number",
    "producer", "recipient", "references", "reviewed-author", "reviewed-genre",
    "reviewed-title", "scale", "script-writer", "series-creator", "shortTitle", "source",
    "submitted", "supplement-number", "system_id", "title-short", "volume-title",
    "year-suffix",
})  # fmt: skip
"""Variables of CSL, and fields of Zotero's and Pandoc's exports, that no document shows."""

SHOWN = frozenset({
    "author", "authority", "citation-label", "collection-editor", "collection-number", "collection-title",
    "container-title", "director", "DOI", "edition", "editor", "event-title", "genre", "guest", "host", "interviewer",
    "issue", "language", "medium", "number", "original-date", "page", "publisher", "publisher-place", "section",
    "status", "title", "translator", "type", "URL", "version", "volume",
})  # fmt: skip
"""Variables of CSL that documents show, besides its dates."""


OPEN = ConfigDict(extra="ignore", frozen=True, defer_build=True)
"""Libraries write more than documents show: what is not known is left where it stands."""


OTHERS = "others"
"""A name that stands for those whom an entry does not name: BibTeX's "and others"."""


class Name(Part):
    """A person or body as CSL writes it: `family` and `given`, or `literal`."""

    model_config = OPEN

    family: Text | None = Field(None, description="The family name. A name has this, or `literal`.")
    given: Text | None = Field(None, description="The given names.")
    dropping_particle: Text | None = Field(
        None,
        alias="dropping-particle",
        description="A particle that goes with the given name: 'de' in Alfred de Musset.",
    )
    non_dropping_particle: Text | None = Field(
        None, alias="non-dropping-particle", description="A particle that goes with the family name: 'van' in Van Gogh."
    )
    suffix: Text | None = Field(None, description="What follows the name: 'Jr.', 'III'.")
    comma_suffix: bool = Field(False, alias="comma-suffix", description="True sets a comma before the suffix.")
    literal: Text | None = Field(None, description="A name as a whole, such as that of a body.")

    @model_validator(mode="after")
    def _named(self) -> Name:
        if not (self.family or self.literal):
            raise misfit((), "a name needs 'family' or 'literal'")
        return self


Date = Annotated[str, PlainValidator(date), WithJsonSchema(_DATE_SCHEMA)]
"""A date of CSL, as one string."""

Doi = Annotated[str, PlainValidator(doi), WithJsonSchema({"type": "string"})]
"""A DOI alone."""
