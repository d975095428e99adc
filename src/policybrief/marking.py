"""How a brief is marked: what `marking:` may say, and the lines that both documents and the file's name show.

`marking:` is one string, or a mapping where several systems stand together. Its syntax is banners'. The lines always
stand in one order: banner, TLP, deliberative, embargo. TLP and CUI are also in the file's name; UNCLASSIFIED, an
embargo and words of the author's own are not, since they ask nothing of whoever only handles the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from policybrief import banners
from policybrief.fields import Moment, Part, Text, Zone, is_on_the_clock, misfit
from policybrief.locale import Locale

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
            raise misfit(("until",), "is left out by the clocks, which go forward then", "take the hour after")
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
            raise misfit(("ldc",), "stands beside 'distribution'", "a block has one or the other")
        return self


def _deliberative(value: Any) -> Any:
    if isinstance(value, bool):
        return DELIBERATIVE if value else None
    return value


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
    embargo: Embargo | None = None
    cui: Designation | None = None

    @model_validator(mode="after")
    def _whole(self) -> Marking:
        if self.cui and not (self.banner and banners.is_cui(self.banner)):
            raise misfit(("cui",), "stands without a CUI banner", "write banner: CUI beside it")
        if not any((self.banner, self.tlp, self.deliberative, self.embargo)):
            raise misfit((), "marks nothing", "it has banner, tlp, deliberative, embargo and cui")
        return self


def _either(value: Any) -> str | Marking:
    if isinstance(value, dict | Marking):
        return Marking.model_validate(value)
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "is not text")
    text = value.strip()
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
    path: tuple[str, ...]


@dataclass(frozen=True)
class Markings:
    """All that marks a brief: the `lines` in order, and the designation `block` as label, words and path."""

    lines: tuple[MarkedLine, ...] = ()
    block: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

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


def lowered(whole: Markings, own: Markings) -> str:
    """What of a brief's marking an audience's `own` takes away; "" where it takes nothing: more is allowed, less not.

    Words of a house's own can't be ranked, and may be replaced.
    """
    kept = {line.kind: line.text for line in own.lines}
    for line in whole.lines:
        if line.kind == "banner" and banners.is_cui(line.text) and not banners.is_cui(kept.get("banner", "")):
            return line.text
        if line.kind == "tlp" and ("tlp" not in kept or _STRICTER.index(kept["tlp"]) < _STRICTER.index(line.text)):
            return line.text
        if line.kind in ("deliberative", "embargo") and line.kind not in kept:
            return line.text
    return ""


def markings(marking: str | Marking | None, locale: Locale) -> Markings:
    """The lines of a brief's marking, in the words of its language."""
    if marking is None:
        return Markings()
    if isinstance(marking, str):
        kind = "tlp" if banners.is_tlp(marking) else "banner" if banners.is_banner(marking) else "words"
        return Markings((MarkedLine(marking, kind, ("marking",)),))  # type: ignore[arg-type]  # one of the kinds
    return Markings(tuple(_lines(marking, locale)), tuple(_block(marking.cui)) if marking.cui else ())


def _lines(marking: Marking, locale: Locale) -> Iterator[MarkedLine]:
    for kind in ("banner", "tlp", "deliberative"):
        if text := getattr(marking, kind):
            yield MarkedLine(text, kind, ("marking", kind))
    if marking.embargo:
        yield MarkedLine(locale.format_embargo(marking.embargo.moment), "embargo", ("marking", "embargo", "until"))


_BLOCK = {
    "controlled_by": "Controlled by",
    "category": "CUI category",
    "distribution": "Distribution statement",
    "ldc": "LDC",
    "poc": "POC",
}
"""The block's labels are the form's, in every language."""


def _block(block: Designation) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name, label in _BLOCK.items():
        if words := getattr(block, name):
            yield f"{label}:", words, ("marking", "cui", name)
