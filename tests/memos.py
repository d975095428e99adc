"""A brief on its way to a memo, stopped before fit: what the memo's tests begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policybrief import locale, prepared, run, source, theme, validate
from policybrief.compose import MEMO, Places, Templates, compose
from policybrief.document import Memo
from policybrief.marking import markings
from policybrief.memo.fit import fit
from policybrief.memo.marks import FittedMemo
from policybrief.model import Brief
from policybrief.project import Project


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
    about = run.properties(brief, markings(brief.marking, words).text)
    memo = compose(MEMO, brief, places, words, about)
    assert isinstance(memo, Memo)
    return Composed(memo, theme.load(brief.theme, (project.themes,)), words, places, brief)
