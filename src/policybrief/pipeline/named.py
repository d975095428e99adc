"""What a brief or an audience's file names, and where it is told that there is none of that name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policybrief.compose.places import Places
from policybrief.errors import BriefError, did_you_mean
from policybrief.read.project import Project
from policybrief.read.source import Source
from policybrief.system.files import names


def template_folders(project: Project, name: str, given: str | None, read: Source) -> tuple[Path, ...]:
    """An audience's folder of templates before the project's, where there is one. Raises `BriefError` for one that is
    `given` and is not there.
    """
    folder, known = project.root / "templates", project.template_subfolders
    own = tuple(folder / each for each in known if names.same(each, given or name))
    if given and not own:
        hint = did_you_mean(given, known) or f"a folder of templates is {folder / given}"
        raise BriefError([read.problem(("templates",), f"there is no folder of templates {given!r}", hint)])
    return (*own, *project.template_folders)


@contextmanager
def told_at(key: str, places: Places) -> Iterator[None]:
    """A problem without a file of its own stands at the name of what was asked for."""
    try:
        yield
    except BriefError as error:
        raise BriefError(
            problem if problem.file else places.problem((key,), "", problem.message, problem.hint)
            for problem in error.problems
        ) from None
