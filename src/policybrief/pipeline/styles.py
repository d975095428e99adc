"""The style that a brief names: read once, and asked of pandoc for the sources of each audience."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import BriefError, Problem
from policybrief.read.source import Source
from policybrief.sources.bibliography.styled import BUILT_IN, StyledSources
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.sources.bibliography.style import Style

_AT = ValuePath("citations", "style")
_INSTEAD = "sources are printed in the built-in form"


def named(read: Source, name: str | None, project: Path) -> Style | None:
    """The style of that name, from the brief's folder. Raises `BriefError` for one that can't be read."""
    if not name:
        return None
    from policybrief.sources.bibliography import style  # and with it lxml

    try:
        return style.read(Path(read.file).parent / name, within=project)
    except BriefError as error:
        raise BriefError(read.problem(_AT, f"{name} {each.message}", each.hint) for each in error.problems) from None


def printed(
    read: Source, chosen: Style | None, entries: tuple[SourceEntry, ...], lang: str
) -> tuple[StyledSources, tuple[Problem, ...]]:
    """What the style prints of the sources; the built-in form, and why, where pandoc is not there or does not do it."""
    if chosen is None:
        return BUILT_IN, ()
    from policybrief.sources.bibliography import style
    from policybrief.system.processes import program

    own = StyledSources(form=chosen.form)
    if not program.found(style.PANDOC):
        return own, (_told(read, f"pandoc is not on the PATH: {_INSTEAD}", "install pandoc: https://pandoc.org"),)
    try:
        return style.printed(chosen, entries, lang), ()
    except program.Failed as error:
        return own, (_told(read, f"pandoc {error}: {_INSTEAD}", "try the style with pandoc --citeproc"),)


def _told(read: Source, message: str, hint: str) -> Problem:
    return read.problem(_AT, message, hint).graded("warning")
