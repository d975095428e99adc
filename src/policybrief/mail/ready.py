"""A brief as one audience gets it, with all that its mail is made from: what mail needs of the stages before it."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.compose import Places
from policybrief.document import Properties
from policybrief.locale import Locale
from policybrief.marking import Markings, markings
from policybrief.model import Brief
from policybrief.run import Run
from policybrief.theme import Theme


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
