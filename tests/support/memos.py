"""A brief on its way to a memo, stopped before fit: what the memo's tests begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policybrief.brief.marking import markings
from policybrief.brief.model import Brief
from policybrief.compose.citing import Citing
from policybrief.compose.compose import compose
from policybrief.compose.places import Places, Templates
from policybrief.locale import locale
from policybrief.memo.fit.fit import fit
from policybrief.memo.fitted import FittedMemo
from policybrief.pipeline import document_run, prepared
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.text.document import Memo
from policybrief.theme import model as theme
from policybrief.theme.load import load as load_theme
from policybrief.validate import validate


@dataclass(frozen=True)
class Composed:
    """What fit takes."""

    memo: Memo
    theme: theme.Theme
    locale: locale.Locale
    places: Places
    brief: Brief

    def fit(self) -> FittedMemo:
        return fit(self.memo, self.theme, self.locale, self.places)

    def with_theme(self, **changes: Any) -> Composed:
        memo = self.theme.memo.model_copy(update=changes)
        return replace(self, theme=self.theme.model_copy(update={"memo": memo}))


def composed(file: Path) -> Composed:
    project = Project.of(file)
    read = source.read(file)
    brief = prepared.dated(validate.validate(read, Brief), read)
    words = locale.load(brief.lang)
    places = Places(read, Templates(project.template_folders))
    about = document_run.properties(brief, markings(brief.marking, words).text)
    memo = compose("memo", brief, places, Citing.of(brief, words), about)
    assert isinstance(memo, Memo)
    return Composed(memo, load_theme(brief.theme, (project.themes,)), words, places, brief)
