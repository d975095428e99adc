"""How a brief is marked: what `marking:` may say, and the lines that both documents and the file's name show.

`marking:` is one string, or a mapping where several systems stand together. Its syntax is banners'. The lines always
stand in one order: banner, TLP, deliberative, embargo, words of the author's own. TLP and CUI are also in the file's
name; UNCLASSIFIED, an embargo and words of the author's own are not, since they ask nothing of whoever only handles the
file. An audience's marking joins the brief's: `joined` takes nothing away, and `lowered` says what would.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from policybrief.brief import banners
from policybrief.brief.values import Moment, Part, Text, Zone, is_on_the_clock, misfit
from policybrief.locale.locale import Locale
from policybrief.text import spaces
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

DELIBERATIVE = "PRE-DECISIONAL/DELIBERATIVE"


def _checked(check: Any) -> AfterValidator:
    def validate(text: str) -> str:
        if fault := check(text):
            raise misfit((), *fault)
        return text

    return AfterValidator(validate)


class Embargo(Part):
    """Until when nothing may be published."""

    until: Moment = Field(description="Date and time, as 2026-12-01T00:01.")
    zone: Zone = Field(description="An IANA time zone, as America/New_York.")

    @property
    def moment(self) -> dt.datetime:
        from zoneinfo import ZoneInfo  # few briefs have an embargo

        return self.until.replace(tzinfo=ZoneInfo(self.zone))

    @model_validator(mode="after")
    def _on_the_clock(self) -> Embargo:
        if not is_on_the_clock(self.moment):
            raise misfit(("until",), "does not exist: the clocks go forward then", "take the hour after")
        return self


class Designation(Part):
    """The designation block of CUI: who controls the information, and whom to ask."""

    controlled_by: Text = Field(description="The office that designated it.")
    category: Text | None = Field(None, description="The category or categories, as in the registry.")
    distribution: Literal["B", "C", "D", "E", "F"] | None = Field(None, description="A distribution statement.")
    ldc: Annotated[Text, _checked(banners.ldc_fault)] | None = Field(
        None, description="A limited dissemination control, as FEDCON; not together with a distribution statement."
    )
    poc: Text | None = Field(None, description="A person with a telephone number, or an office's mailbox.")

    @model_validator(mode="after")
    def _one_limit(self) -> Designation:
        if self.distribution and self.ldc:
            raise misfit(("ldc",), "is given together with 'distribution'", "a block has one or the other")
        return self


def _deliberative(value: Any) -> Any:
    if isinstance(value, bool):
        return DELIBERATIVE if value else None
    return value


_WORD = {"type": "string", "minLength": 1}
_WORDS = {"anyOf": [_WORD, {"type": "array", "items": _WORD}]}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Marking(Part):
    """Markings of several systems at once."""

    banner: Annotated[Text, _checked(banners.banner_fault)] | None = Field(
        None, description="UNCLASSIFIED or a CUI banner, as CUI//SP-PRVCY."
    )
    tlp: Annotated[Text, _checked(banners.tlp_fault), AfterValidator(banners.tlp_label)] | None = Field(
        None, description="RED, AMBER+STRICT, AMBER, GREEN or CLEAR, with or without 'TLP:'."
    )
    deliberative: Annotated[
        Annotated[Text, _checked(banners.words_fault)] | None,
        BeforeValidator(_deliberative),
        WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "boolean"}]}),
    ] = Field(None, description=f"true for {DELIBERATIVE}, or other words.")
    embargo: Embargo | None = Field(None, description="Until when nothing may be published.")
    words: Annotated[
        tuple[Annotated[Text, _checked(banners.words_fault)], ...], BeforeValidator(_listed), WithJsonSchema(_WORDS)
    ] = Field((), description="Words of your own, as Law Enforcement Sensitive: one marking, or a list of them.")
    cui: Designation | None = Field(None, description="The designation block of CUI; only beside a CUI banner.")

    @model_validator(mode="after")
    def _whole(self) -> Marking:
        if self.cui and not (self.banner and banners.is_cui(self.banner)):
            raise misfit(("cui",), "is given without a CUI banner", "write banner: CUI beside it")
        if not any((self.banner, self.tlp, self.deliberative, self.embargo, self.words)):
            raise misfit((), "marks nothing", "it has banner, tlp, deliberative, embargo, words and cui")
        return self


def _either(value: Any) -> str | Marking:
    if isinstance(value, dict | Marking):
        return Marking.model_validate(value)
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "is not text")
    text = spaces.tidied(value.strip())
    if not text:
        raise PydanticCustomError("string_too_short", "is empty")
    if fault := banners.marking_fault(text):
        raise misfit((), *fault)
    return text


MarkingField = Annotated[str | Marking, PlainValidator(_either, json_schema_input_type=Text | Marking)]


@dataclass(frozen=True)
class MarkedLine:
    """A line of the marking, and the YAML value that it comes from."""

    text: str
    kind: Literal["banner", "tlp", "deliberative", "embargo", "words"]
    path: ValuePath


@dataclass(frozen=True)
class Markings:
    """All that marks a brief: the `lines` in order, and the designation `block` as label, words and path."""

    lines: tuple[MarkedLine, ...] = ()
    block: tuple[tuple[str, str, ValuePath], ...] = ()

    @property
    def text(self) -> str:
        """All lines in one, for metadata."""
        return "; ".join(line.text for line in self.lines)

    @property
    def file_suffix(self) -> str:
        """What a file's name ends in: `_CUI`, `_TLP-AMBER-STRICT`, both, or nothing."""
        suffix = ""
        for line in self.lines:
            if line.kind == "banner" and banners.is_cui(line.text):
                suffix += "_CUI"
            elif line.kind == "tlp":
                suffix += "_" + re.sub(r"[:+]", "-", line.text)
        return suffix


_STRICTER = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


def lowered(whole: str | Marking | None, own: str | Marking | None) -> str:
    """What of a brief's marking an audience's `own` would lower; "" where it lowers nothing.

    A kind of marking that `own` does not speak of stays by itself.
    """
    if whole is None or own is None:
        return ""
    ours, theirs = _whole(whole), _whole(own)
    if ours.banner and theirs.banner and not banners.narrows(theirs.banner, ours.banner):
        return ours.banner
    if ours.tlp and theirs.tlp and _STRICTER.index(theirs.tlp) < _STRICTER.index(ours.tlp):
        return ours.tlp
    if ours.embargo and theirs.embargo and theirs.embargo.moment < ours.embargo.moment:
        return f"an embargo until {ours.embargo.until:%Y-%m-%dT%H:%M}"
    for name in ("distribution", "ldc"):
        limit = getattr(ours.cui, name, None)
        if limit and theirs.cui and (theirs.cui.distribution or theirs.cui.ldc) not in (None, limit):
            return f"{_BLOCK[name]} {limit}"
    return ""


Homes = Mapping[ValuePath, ValuePath]
"""Where values stand in their file, by where they stand now."""


def joined(whole: str | Marking, own: str | Marking) -> tuple[Marking, Homes, Homes]:
    """A brief's marking and an audience's as one: all of both, what both say once.

    Of two banners, labels or embargoes the audience's stands, since `lowered` lets through only what is as strict. The
    mappings say where in the brief's file and in the audience's each value stands that has moved.
    """
    ours, theirs = _whole(whole), _whole(own)
    values: dict[str, Any] = {}
    homes: tuple[dict[ValuePath, ValuePath], dict[ValuePath, ValuePath]] = ({}, {})
    words: list[str] = []

    def put(text: str, side: int, at: ValuePath) -> None:
        if _same(text) not in map(_same, (*words, values["deliberative"] or "")):
            homes[side][ValuePath("marking", "words", len(words))] = at
            words.append(text)

    for name in ("banner", "tlp", "deliberative", "embargo", "cui"):
        our, their = getattr(ours, name), getattr(theirs, name)
        side = int(bool(their) and not (our and name == "deliberative"))
        values[name] = their if side else our
        if values[name]:
            homes[side][ValuePath("marking", name)] = _home((whole, own)[side], name)
    if ours.cui and theirs.cui:
        values["cui"] = ours.cui.model_copy(update=theirs.cui.model_dump(exclude_none=True))
    if values["banner"] and not banners.is_cui(values["banner"]):
        values["cui"] = None
    for side, marking in enumerate((ours, theirs)):
        for number, text in enumerate(marking.words):
            put(text, side, _in_words((whole, own)[side], number))
    if theirs.deliberative and values["deliberative"] != theirs.deliberative:
        put(theirs.deliberative, 1, _home(own, "deliberative"))
    joint = Marking.model_construct(**{**values, "words": tuple(words)})
    return joint, *homes


def _whole(marking: str | Marking) -> Marking:
    """A marking of one string as a mapping."""
    if isinstance(marking, Marking):
        return marking
    values: dict[str, Any] = {_kind(marking): marking}
    return Marking.model_construct(**values | ({"words": (marking,)} if "words" in values else {}))


def _kind(text: str) -> Literal["banner", "tlp", "words"]:
    return "tlp" if banners.is_tlp(text) else "banner" if banners.is_banner(text) else "words"


def _home(marking: str | Marking, name: str) -> ValuePath:
    return ValuePath("marking") if isinstance(marking, str) else ValuePath("marking", name)


def _in_words(marking: str | Marking, number: int) -> ValuePath:
    return ValuePath("marking") if isinstance(marking, str) else ValuePath("marking", "words", number)


def _same(text: str) -> str:
    """Words that differ in case and spaces alone are one marking."""
    return " ".join(text.split()).casefold()


def markings(marking: str | Marking | None, locale: Locale) -> Markings:
    """The lines of a brief's marking, in the words of its language."""
    if marking is None:
        return Markings()
    if isinstance(marking, str):
        return Markings((MarkedLine(marking, _kind(marking), ValuePath("marking")),))
    return Markings(tuple(_lines(marking, locale)), tuple(_block(marking.cui)) if marking.cui else ())


def _lines(marking: Marking, locale: Locale) -> Iterator[MarkedLine]:
    for kind in ("banner", "tlp", "deliberative"):
        if text := getattr(marking, kind):
            yield MarkedLine(text, kind, ValuePath("marking", kind))
    if marking.embargo:
        until = ValuePath("marking", "embargo", "until")
        yield MarkedLine(locale.format_embargo(marking.embargo.moment), "embargo", until)
    for number, text in enumerate(marking.words):
        yield MarkedLine(text, "words", ValuePath("marking", "words", number))


_BLOCK = {
    "controlled_by": "Controlled by",
    "category": "CUI category",
    "distribution": "Distribution statement",
    "ldc": "LDC",
    "poc": "POC",
}
"""The block's labels are the form's, in every language."""


def _block(block: Designation) -> Iterator[tuple[str, str, ValuePath]]:
    for name, label in _BLOCK.items():
        if words := getattr(block, name):
            yield f"{label}:", words, ValuePath("marking", "cui", name)
