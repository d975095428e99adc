"""A brief as one audience gets it, with all that its mail is made from: what mail needs of the stages before it."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.brief.marking import Markings, markings
from policybrief.brief.model import Brief
from policybrief.compose.compose import Places
from policybrief.locale.locale import Locale
from policybrief.pipeline.document_run import Run
from policybrief.text.document import Properties
from policybrief.theme.model import Theme


@dataclass(frozen=True)
class Ready:
    """`stem` begins the names of the audience's files."""

    brief: Brief
    places: Places
    locale: Locale
    theme: Theme
    markings: Markings
    stem: str
    properties: Properties

    @classmethod
    def of(cls, run: Run) -> Ready:
        marked = markings(run.brief.marking, run.locale)
        return cls(run.brief, run.places, run.locale, run.theme, marked, run.stem, run.properties)
