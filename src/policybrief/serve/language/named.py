"""What a project's files may name that stands in other files of it: audiences, themes, headers of the memo."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from policybrief.errors import BriefError
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.serve.language.completion import Scope
from policybrief.serve.language.schema import FileSchema
from policybrief.text.records import dataclass
from policybrief.theme import files as theme_files


@dataclass(frozen=True)
class NamedInProject:
    """What there is, each by its name with what it is called; read once, for it seldom changes as one writes."""

    audiences: Mapping[str, str]
    themes: Mapping[str, str]
    headers: Mapping[str, str]

    @classmethod
    def of(cls, brief: Path) -> NamedInProject:
        """What there is in a brief's project. What can't be read is left out: a build tells of it."""
        project = Project.of(brief)
        audiences: dict[str, str] = {}
        themes: dict[str, str] = {}
        headers: dict[str, str] = {}
        with suppress(BriefError):
            for name, file in project.audiences(brief).items():
                audiences[name] = _called(file, project.root) or name
        with suppress(BriefError):
            themes = {theme.name: theme.about for theme in theme_files.listed((project.themes,))}
        with suppress(BriefError):
            headers = dict.fromkeys(sorted(theme_files.headers(project.template_folders)), "")
        return cls(audiences, themes, headers)

    def for_brief(self) -> Scope:
        """What a brief's own file may name."""
        return Scope(FileSchema.of_brief(), self.audiences, themes=self.themes, headers=self.headers)

    def for_audience(self, brief: Mapping[str, Any]) -> Scope:
        """What the file of an audience may name, of a brief that holds this."""
        return Scope(FileSchema.of_audience(), self.audiences, themes=self.themes, headers=self.headers, brief=brief)


def _called(file: Path, root: Path) -> str:
    with suppress(BriefError):
        called = source.read(file, within=root).at(("name",))
        return called if isinstance(called, str) else ""
    return ""
