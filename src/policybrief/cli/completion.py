"""What a shell may complete: the names of a project's audiences, themes and templates, of kinds and languages. What
can't be read has none.

The shell asks `brief` itself, as click has it: https://click.palletsprojects.com/shell-completion/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import click

from policybrief.errors import BriefError, UsageError
from policybrief.read.project import Project, find_brief


def _beginning(names: Callable[[Path | None], Iterable[str]], brief: Path | None, begun: str) -> list[str]:
    with suppress(BriefError, UsageError, OSError):
        return sorted({name for name in names(brief) if name.startswith(begun)})
    return []


def audiences(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Those of the brief that the command line names, or of the one here."""
    del parameter
    return _beginning(_audiences, context.params.get("brief"), begun)


def _audiences(brief: Path | None) -> Iterable[str]:
    file = find_brief(brief)
    return Project.of(file).audiences(file)


def themes(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The built-in ones, and those of the project here."""
    del context, parameter
    return _beginning(_themes, None, begun)


def _themes(brief: Path | None) -> Iterable[str]:
    del brief
    from policybrief.theme import files

    return [theme.name for theme in files.listed((Project.at(Path()).themes,))]


def kinds(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Those of a brief that is begun."""
    del context, parameter
    return _beginning(_kinds, None, begun)


def _kinds(brief: Path | None) -> Iterable[str]:
    del brief
    from policybrief.cli import blanks

    return blanks.kinds()


def languages(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Those that a brief may be in."""
    del context, parameter
    return _beginning(_languages, None, begun)


def _languages(brief: Path | None) -> Iterable[str]:
    del brief
    from policybrief.locale import locale

    return locale.available()


def templates(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The built-in ones, as `brief templates copy` takes them."""
    del context, parameter
    return _beginning(_templates, None, begun)


def _templates(brief: Path | None) -> Iterable[str]:
    del brief
    from policybrief.pipeline import template_files
    from policybrief.system.files.resources import TEMPLATES

    return template_files.names((TEMPLATES,))
