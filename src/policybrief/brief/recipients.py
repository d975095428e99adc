"""Who an audience's mail goes to, as its file says it under `mail:`.

```yaml
mail:
  to:
    - Jane Doe <jane.doe@example.gov>
    - {address: j.mueller@example.gov, name: "Müller, Jörg", salutation: "Dear Mr Müller,"}
  list: people.csv           # beside this file: address, name, salutation
  domains: [example.gov]     # no mail goes to another
```
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from policybrief.brief import addresses
from policybrief.brief.addresses import Address
from policybrief.brief.banners import Fault
from policybrief.brief.values import Number, Part, Text, Word, misfit


def _address(value: Any) -> Address:
    if isinstance(value, Address):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "is not text")
    address = addresses.parse(value)
    if isinstance(address, Address):
        return address
    raise misfit((), *address)


_AS_TEXT = WithJsonSchema({"type": "string", "minLength": 3})
AddressField = Annotated[Address, PlainValidator(_address), _AS_TEXT]
"""`Jane Doe <jane@example.org>` or `jane@example.org`."""


def _domain(text: str) -> str:
    star = "*." if text.startswith("*.") else ""
    domain = addresses.ascii_domain(text.removeprefix(star))
    if isinstance(domain, str):
        return star + domain
    raise misfit((), *domain)


Domain = Annotated[str, PlainValidator(lambda value: _domain(_text(value))), _AS_TEXT]
"""`example.org`, or `*.example.org` for all below it."""


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise PydanticCustomError("string_type", "is not text")


class Recipient(Part):
    """One person, or one mailbox."""

    address: AddressField = Field(description="jane.doe@example.org, with or without a name before it.")
    name: Text | None = Field(None, description="The name as a mail program shows it.")
    salutation: Text | None = Field(None, description="How the letter begins, instead of the audience's salutation.")

    @model_validator(mode="after")
    def _named(self) -> Recipient:
        if self.name and (fault := _renamed(self)) is not None:
            raise misfit(("name",), *fault)
        return self

    @property
    def who(self) -> Address:
        """The address with the name that this recipient has."""
        if not self.name:
            return self.address
        who = addresses.address(self.name, self.address.spec)
        assert isinstance(who, Address)
        return who


def _renamed(recipient: Recipient) -> Fault | None:
    renamed = addresses.address(recipient.name or "", recipient.address.spec)
    return None if isinstance(renamed, Address) else renamed


def _entry(value: Any) -> Any:
    return {"address": value} if isinstance(value, str | Address) else value


_ENTRY_SCHEMA = {
    "anyOf": [
        {"type": "string", "minLength": 3},
        {
            "type": "object",
            "properties": {key: {"type": "string", "minLength": 1} for key in ("address", "name", "salutation")},
            "required": ["address"],
            "additionalProperties": False,
        },
    ]
}
Entry = Annotated[Recipient, BeforeValidator(_entry), WithJsonSchema(_ENTRY_SCHEMA)]


class Mailing(Part):
    """An audience's mail: to whom, with what, and how far it may go. What is missing is told to who mails: documents
    can do without.
    """

    to: tuple[Entry, ...] = Field((), description="Addresses, with names.")
    cc: tuple[Entry, ...] = Field((), description="Who gets a copy that all see; only with one_per: audience.")
    bcc: tuple[Entry, ...] = Field((), description="Who gets a copy that nobody sees; only with one_per: audience.")
    list: Word | None = Field(None, description="A CSV file beside this one: address, name, salutation.")
    domains: tuple[Domain, ...] = Field(
        (),
        description="Where mail may go: example.org, or *.example.org for all below it. Any other is refused; without"
        " it, all are.",
    )
    one_per: Literal["recipient", "audience"] = Field(
        "recipient", description="A message for each recipient, who sees no other; or one that all share."
    )
    salutation: Text | None = Field(None, description="How the letter begins; {name} is the recipient's.")
    deck: bool = Field(False, description="True attaches the slides too.")
    changes: bool = Field(False, description="True tells what changed in the brief since the mail before.")
    most_megabytes: Annotated[Number, Field(ge=0.1, le=50)] = Field(
        10.0, description="The largest message, as it is sent: a third more than its attachments."
    )
    under_embargo: bool = Field(False, description="True for readers who may have the memo before its embargo ends.")

    @model_validator(mode="after")
    def _whole(self) -> Mailing:
        for key in ("cc", "bcc"):
            if getattr(self, key) and self.one_per == "recipient":
                message = "would be sent a copy of every message"
                raise misfit((key,), message, "one_per: audience makes one message that all share")
        return self

    def allows(self, domain: str) -> bool:
        """Whether mail may go to this domain."""
        below = (f"*.{domain.split('.', count)[-1]}" for count in range(1, domain.count(".")))
        return domain in self.domains or any(wild in self.domains for wild in below)
