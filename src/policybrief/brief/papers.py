"""Who stands behind a paper and which of its versions it is: authors, the contact, a version's number. Data alone."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from policybrief.brief import addresses
from policybrief.brief.items import Item
from policybrief.brief.values import NumberOrText, Text, Word, form, misfit

_NAME = "write {family: …, given: …}, or {name: …} where a name is not to be parted"


class NamedAuthor(Item):
    """Somebody who wrote the paper: `family` and `given`, or the whole `name`."""

    family: Text | None = Field(None, description="The family name. An author has this, or `name`.")
    given: Text | None = Field(None, description="The given names.")
    name: Text | None = Field(None, description="A name as a whole, such as that of a team, in place of these two.")
    title: Text | None = Field(None, description="The office or the title, as 'Senior Fellow'.")
    organization: Text | None = Field(None, description="The body that the author works for.")

    @model_validator(mode="after")
    def _named_one_way(self) -> NamedAuthor:
        if not (self.family or self.name):
            raise misfit((), "an author needs 'family' or 'name'", _NAME)
        if self.name and (self.family or self.given):
            raise misfit(("name",), f"is given together with {'family' if self.family else 'given'!r}", _NAME)
        return self


def _email(text: str) -> str:
    found = addresses.address("", text)
    if isinstance(found, tuple):
        raise misfit((), found[0], "write one address alone, as in ann.lee@example.org")
    return found.spec


Email = Annotated[Word, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
"""One address of mail, without a name."""


class Contact(Item):
    """Whom a reader may ask."""

    name: Text | None = Field(None, description="Who answers: a person or an office.")
    phone: NumberOrText | None = Field(None, description="A telephone number, as it is to be read.")
    email: Email | None = Field(None, description="An address of mail.")

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not (self.phone or self.email):
            raise misfit((), "a contact needs 'phone' or 'email'", "write {name: …, phone: …, email: …}")
        return self


_VERSION = r"(?:draft )?\d{1,4}(?:\.\d{1,4}){0,2}"
_HINT = "write `draft 3` for a draft, or a number such as 2 or 1.1 for a version that is out"
_SCHEMA: dict[str, Any] = {"type": ["string", "number"], "pattern": form(f"^{_VERSION}$", "a version", _HINT)}


def _version(text: str) -> str:
    plain = " ".join(text.lower().split())
    if not re.fullmatch(_VERSION, plain):
        raise misfit((), f"{text[:40]!r} is not a version", _HINT)
    return plain


VersionField = Annotated[NumberOrText, AfterValidator(_version), WithJsonSchema(_SCHEMA)]
"""`draft 3`, or the number of a version that is out: `2`, `1.1`."""


def draft_number(version: str | None) -> str:
    """The number of a draft; "" for a version that is out, or none."""
    return version.removeprefix("draft ") if version and version.startswith("draft ") else ""
