"""Which brief a file that somebody opens belongs to: an editor opens many a YAML file that is no brief."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from policybrief.errors import BriefError
from policybrief.read.project import Project, may_be_brief
from policybrief.system.files import lookups

_OF_BRIEFS = re.compile(
    r"^(?:bottom_line|judgments|recommendations|findings|kind|sources|sections)[ \t]*:", re.MULTILINE
)
_TITLED = re.compile(r"^title[ \t]*:", re.MULTILINE)


def brief_of(file: Path, text: str, opened: Collection[Path] = ()) -> Path | None:
    """The brief that a file is, or whose audience it describes; of several, one that is `opened`. None for any other
    file: a theme, settings, YAML that is none of ours.
    """
    if file.suffix != ".yaml" or not may_be_brief(file):
        return None
    if folder := _content_of(file):
        briefs = [brief for brief in _briefs(folder) if _reads(brief, file)]
        return next((brief for brief in briefs if brief in opened), next(iter(briefs), None))
    if file.parent.name == "content" or (_TITLED.search(text) and _OF_BRIEFS.search(text)):
        return file
    return None


def _content_of(file: Path) -> Path | None:
    """The folder with the briefs of an audience's file: of `content/audiences/NAME.yaml`, or one folder below."""
    for folder in file.parents[:2]:
        if folder.name == "audiences" and folder.parent.name == "content":
            return folder.parent
    return None


def _briefs(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(lookups.files(folder, ".yaml")) if may_be_brief(file))


def _reads(brief: Path, file: Path) -> bool:
    try:
        return file in Project.of(brief).audiences(brief).values()
    except BriefError:  # a folder that leads out of the project: a build tells of it
        return False
