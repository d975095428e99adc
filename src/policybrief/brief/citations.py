"""How the texts of a brief cite its sources."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from policybrief.brief.values import Part, Word, one_of
from policybrief.locale.locale import CitationForm


class Citations(Part):
    """How texts cite, and how sources are printed."""

    form: Annotated[CitationForm, one_of(get_args(CitationForm))] | None = Field(
        None,
        description=(
            '`numbers` are raised, and lead to the list of sources; `author-date` is "(Lo 2026, p. 3)" in the line; '
            "`notes` are raised numbers of notes. Without it, as the style has it, or the brief's language."
        ),
    )
    style: Word | None = Field(
        None,
        description=(
            "A style of CSL, as 'apa.csl', from the brief's folder: where pandoc is there, it prints the sources so."
        ),
    )
