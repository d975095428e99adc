"""validate: an audience's file becomes an `Audience`, frozen and complete, or a list of all that is wrong with it.

`content/audiences/NAME.yaml` says what is cut for one audience: how it is addressed, which parts it gets in which
order, what the analysis means for it. It can't say the analysis otherwise: judgments and recommendations have the words
of the brief, whoever reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, get_args

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from policybrief.brief.decision import Decision
from policybrief.brief.marking import MarkingField
from policybrief.brief.papers import Contact
from policybrief.brief.parts import (
    DEPTHS,
    IMPRINT,
    OURS,
    PARTS,
    Depth,
    Imprint,
    Kind,
    ListPart,
    Placed,
    usual,
    with_imprint,
)
from policybrief.brief.recipients import Mailing
from policybrief.brief.sections import OwnSection
from policybrief.brief.values import Lang, PageCount, Part, Refused, Text, Word, is_unset, misfit, one_of
from policybrief.errors import did_you_mean
from policybrief.read.source import Source
from policybrief.text.records import dataclass

_Reference = Word
"""An id of the brief's. readers looks for it, so that it is told what there is."""


def _named(kind: Kind) -> Any:
    return WithJsonSchema({"anyOf": [{"enum": list(PARTS[kind])}, {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}]})


def _each_once(parts: tuple[str, ...]) -> None:
    for number, name in enumerate(parts):
        if name in parts[:number]:
            raise misfit(("parts", number), f"{name!r} is repeated here")


class DepthOf(Part):
    """What stands under a headline: nothing, its `short` or its `text`."""

    judgments: Depth = Field(description="headline, short or full, for judgments.")
    recommendations: Depth = Field(description="The same for recommendations.")


_USUAL = {kind: DepthOf.model_construct(judgments=depth, recommendations=depth) for kind, depth in DEPTHS.items()}


def _depths(kind: Kind) -> PlainValidator:
    """Reads one depth for both lists, or one for each; a list that is not named has the usual one."""

    def check(value: Any) -> DepthOf:
        for key, depth in value.items() if isinstance(value, dict) else ():
            if key in DepthOf.model_fields and depth not in get_args(Depth):
                raise misfit((key,), f"{depth!r} is not a depth", did_you_mean(str(depth), get_args(Depth)))
        if isinstance(value, dict):
            return DepthOf.model_validate({**_USUAL[kind].__dict__, **value})
        if value not in get_args(Depth):
            raise misfit((), f"{value!r} is not a depth", did_you_mean(str(value), get_args(Depth)))
        return DepthOf(judgments=value, recommendations=value)

    return PlainValidator(check, json_schema_input_type=Depth | dict[ListPart, Depth])


DeckDepth = Annotated[DepthOf, _depths("deck")]
MemoDepth = Annotated[DepthOf, _depths("memo")]


class DeckPlan(Part):
    """The deck: its parts in their order, and how much it says of each judgment and recommendation."""

    parts: Annotated[tuple[Annotated[Word, _named("deck")], ...], Field(min_length=1)] = Field(
        default=(), description="Parts in their order, and ids of sections; without it, all in the usual order."
    )
    depth: DeckDepth = Field(
        default=_USUAL["deck"],
        description="What stands under a headline: nothing, its `short`, or its `text`; for both lists or for each.",
    )

    @model_validator(mode="after")
    def _whole(self) -> DeckPlan:
        _each_once(self.parts)
        return self


class MemoPlan(Part):
    """The memo: its parts in their order, and how much it says of each judgment and recommendation."""

    parts: Annotated[tuple[Annotated[Word, _named("memo")], ...], Field(min_length=1)] = Field(
        default=(), description="Parts in their order, and ids of sections; without it, all in the usual order."
    )
    depth: MemoDepth = Field(
        default=_USUAL["memo"],
        description="The same; `full` gives way to `short` where the page is too small.",
    )
    pages: PageCount | None = Field(
        default=None,
        exclude_if=lambda pages: pages is None,  # an audience's digest is that of what is said
        description="How many pages it has, in place of the theme's: one; or two, the second a third full or more.",
    )

    @model_validator(mode="after")
    def _whole(self) -> MemoPlan:
        _each_once(self.parts)
        return self


_SAY_IT = "the same for every audience; say what it means for this one in 'so_what'"


class JudgmentFor(Part):
    """What a judgment means for this audience."""

    REFUSED: ClassVar[Refused] = dict.fromkeys(
        ("headline", "text", "short", "confidence", "basis", "likelihood", "evidence"),
        ("would change a judgment, and analysis does not depend on who reads it", f"a judgment is {_SAY_IT}"),
    )
    so_what: Text = Field(
        description="What the judgment means for this audience; it stands below the judgment and looks different."
    )


class RecommendationFor(Part):
    """What a recommendation means for this audience."""

    REFUSED: ClassVar[Refused] = dict.fromkeys(
        ("headline", "text", "short", "rests_on", "evidence"),
        ("would reword a recommendation", f"a recommendation is {_SAY_IT}"),
    )
    so_what: Text = Field(description="What the recommendation means for this audience.")


class Order(Part):
    """Which judgments and recommendations stand first; the others follow in the brief's order."""

    judgments: tuple[_Reference, ...] = Field(default=(), description="Ids of the judgments that stand first.")
    recommendations: tuple[_Reference, ...] = Field(
        default=(), description="Ids of the recommendations that stand first."
    )


class Audience(Part):
    """One audience of a brief: what differs for it."""

    REFUSED: ClassVar[Refused] = dict.fromkeys(
        ("headline", "title", "bottom_line"),
        ("would change what the brief says", "give this audience a `subject`, or a `so_what` of a judgment"),
    ) | {"so_what": ("is said of a judgment or a recommendation", "judgments: {ID: {so_what: …}}")}

    name: Text = Field(description="What this audience is called.")
    to: Text | None = Field(None, description="Who the documents are for, in place of the brief's `to`.")
    salutation: Text | None = Field(None, description="How the memo begins: 'Dear colleagues,'.")
    subtitle: Text | None = Field(None, description="In place of the brief's.")
    subject: Text | None = Field(None, description="The memo's title, in place of the brief's.")
    header: Word | None = Field(None, description="The memo's head, a file in templates/headers; or the theme's.")
    lang: Lang | None = Field(None, description="The language of fixed words and dates; or the brief's.")
    marking: MarkingField | None = Field(None, description="The handling marking; or the brief's.")
    theme: Word | None = Field(None, description="The name of a theme; or the brief's.")
    templates: Word | None = Field(None, description="A folder in templates/; or the one of the audience's own name.")
    deck: DeckPlan = Field(default_factory=DeckPlan, description="What the deck has, and how much of it.")
    memo: MemoPlan = Field(default_factory=MemoPlan, description="What the memo has, and how much of it.")
    contact: Contact | None = Field(
        None, exclude_if=is_unset, description="Whom this audience may ask, in place of the brief's contact."
    )
    acknowledgements: Text | None = Field(None, exclude_if=is_unset, description="In place of the brief's.")
    disclaimer: Text | None = Field(None, exclude_if=is_unset, description="In place of the brief's.")
    without: tuple[Annotated[Imprint, one_of(IMPRINT)], ...] = Field(
        (),
        exclude_if=is_unset,
        description="What of the brief its documents do not have: `authors`, `contact`, `acknowledgements`,"
        " `disclaimer`.",
    )
    notes: bool = Field(
        True,
        description="False leaves the speaker notes out of the deck; a `true` that is written puts the brief's own"
        " `notes` among them.",
    )
    outside: bool | None = Field(
        None,
        exclude_if=lambda outside: outside is None,  # an audience's digest is that of what is said
        description="Whether outsiders read it: `true` leaves out `questions`, the brief's `decision`, and the speaker"
        " notes unless `notes: true` is written; `false` puts the brief's own `notes` among them, and gives it what our"
        " side takes into a meeting.",
    )
    order: Order = Field(default_factory=Order, description="Which judgments and recommendations stand first.")
    decision: Decision | None = Field(None, description="What this audience is asked, in place of the brief's.")
    judgments: dict[str, JudgmentFor] = Field({}, description="What each judgment means for it, by the judgment's id.")
    recommendations: dict[str, RecommendationFor] = Field({}, description="The same for recommendations.")
    extra: tuple[OwnSection, ...] = Field((), description="Sections that only this audience gets.")
    sources: tuple[_Reference, ...] | None = Field(
        None, description="The sources that may be named; others are cited without a name. Without it, all may."
    )
    mail: Mailing | None = Field(None, description="Who gets the documents by mail; no document says so.")
    unnamed_sources: Text | None = Field(None, description="What stands for a source that may not be named.")

    @model_validator(mode="after")
    def _with_or_without(self) -> Audience:
        for number, name in enumerate(self.without):
            if getattr(self, name, None):
                raise misfit(("without", number), f"{name!r} is given here too", f"delete it here, or the key {name!r}")
        return self

    @property
    def is_spoken_to(self) -> bool:
        """Whether its deck has speaker notes."""
        return self.notes if "notes" in self.model_fields_set else not self.outside

    @property
    def gets_own_notes(self) -> bool:
        """Whether the brief's own notes are among them: only where its file says so."""
        return self.is_spoken_to and ("notes" in self.model_fields_set or self.outside is False)

    @property
    def is_asked(self) -> bool:
        """Whether the brief's decision is put to it: who reads from outside decides nothing of ours, unless its file
        asks for something itself, or names the part.
        """
        named = any("decision" in getattr(self, kind).parts for kind in PARTS)
        return not self.outside or self.decision is not None or named

    def order_of(self, kind: Kind, sections: Sequence[Placed]) -> tuple[str, ...]:
        """The parts of a document in their order, with the brief's `sections` and its own in place."""
        plan: Any = getattr(self, kind)
        return with_imprint(plan.parts) or self.without_ours(usual(kind, (*sections, *self.extra)))

    def without_ours(self, order: Sequence[str]) -> tuple[str, ...]:
        """The parts of an order that its file does not name, without what our side keeps to itself.

        The other side may be the one that reads, where nothing is said; where it is, answers stay from it too.
        """
        kept = () if self.outside is False else (*OURS, "questions") if self.outside else OURS
        return tuple(part for part in order if part not in kept)

    def shows(self, name: str, sections: Sequence[Placed] = ()) -> bool:
        """Whether a part, or one of these sections of the brief, stands in either document."""
        return any(name in self.order_of(kind, sections) for kind in PARTS)


@dataclass(frozen=True)
class Reader:
    """An audience by the name of its file, with the file that it was read from."""

    name: str
    audience: Audience
    source: Source
