"""What kind of brief it is, as data: the order of its parts, the memo's head, its words, and what it must have.

One YAML file a kind, in `kinds/` beside this module; a project's own stand in `content/kinds/`. None needs Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal, get_args

from pydantic import Field

from policybrief.brief.audience import Audience
from policybrief.brief.parts import PARTS, Kind, Placed, usual, with_sections
from policybrief.brief.values import Part, Word, one_of
from policybrief.locale.locale import Locale

Derived = Literal["decision", "trace", "backup"]
"""Slides that say again what stands elsewhere: nothing of a brief is lost without them."""


class BriefKind(Part):
    """A kind of brief. What it does not say is as it is without a kind."""

    about: Word = Field("", description="What such a brief is for, in a sentence.")
    needs: dict[str, Word] = Field(
        {},
        description="Keys that it must have, as `decision` or `judgments.evidence`, each with what to write there.",
    )
    deck: tuple[Word, ...] = Field(
        (), description="Parts of the deck in their order; the others stand behind all that they usually follow."
    )
    memo: tuple[Word, ...] = Field((), description="The same of the memo.")
    without: tuple[Annotated[Derived, one_of(get_args(Derived))], ...] = Field(
        (), description="Slides that it has not, of those that say again what stands elsewhere."
    )
    header: Word | None = Field(None, description="The memo's head, a file in templates/headers; or the theme's.")
    words: dict[str, dict[str, Word]] = Field(
        {}, description="Words in place of a language's own, by language: `{en: {key_judgments: Findings}}`."
    )

    def parts(self, document: Kind, sections: Sequence[Placed] = ()) -> tuple[str, ...]:
        """The parts of a document in their order, with the ids of an author's own `sections` in place."""
        order: list[str] = list(getattr(self, document))
        usual_order = usual(document)
        for number, part in enumerate(usual_order):
            if part not in order and part not in self.without:
                before = [order.index(other) for other in usual_order[:number] if other in order]
                order.insert(max(before, default=-1) + 1, part)
        return with_sections(document, order, sections)

    def ordering(self, audience: Audience, sections: Sequence[Placed]) -> Audience:
        """An audience with the order of this kind in each document for which its file gives none.

        `sections` are the brief's as far as this audience gets them.
        """
        plans: dict[str, object] = {}
        for document in PARTS:
            plan = getattr(audience, document)
            if not plan.parts and self.parts(document) != usual(document):
                order = audience.without_ours(self.parts(document, (*sections, *audience.extra)))
                plans[document] = plan.model_copy(update={"parts": order})
        return audience.model_copy(update=plans) if plans else audience

    def speaking(self, locale: Locale) -> Locale:
        """A language with the words of this kind: those of its region, or else of the language."""
        own: Mapping[str, str] = self.words.get(locale.name) or self.words.get(locale.name.partition("-")[0], {})
        return replace(locale, words={**locale.words, **own}) if own else locale

    @property
    def misplaced(self) -> list[tuple[Kind, int, str]]:
        """What stands in a document's order and is no part of it, or a second time: document, place, name."""
        orders: list[tuple[Kind, tuple[str, ...]]] = [("deck", self.deck), ("memo", self.memo)]
        return [
            (document, number, name)
            for document, order in orders
            for number, name in enumerate(order)
            if name not in PARTS[document] or name in order[:number]
        ]


PLAIN = BriefKind.model_validate(
    {
        "needs": {
            "judgments": "write at least one, of what you think is so or what you found: {id: …, headline: …, text: …}"
        }
    }
)
"""A brief that does not say of what kind it is."""
