"""`brief templates`: which file wins for whom, copies of the built-in ones to edit, and a trial of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from policybrief.brief import walk
from policybrief.brief.model import Brief
from policybrief.brief.parts import Kind
from policybrief.brief.values import Part
from policybrief.compose.places import MAX_CHARACTERS
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.read.project import EVERYONE, Project
from policybrief.system.files import access, lookups
from policybrief.system.files import problems as file_problems
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.records import dataclass
from policybrief.theme.files import headers

_SUFFIX = ".j2"
_EXTENDS = re.compile(r"{%-?\s*extends\s+[\"']([^\"']+)[\"']")
_BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")

AnyPart = TypeVar("AnyPart", bound=Part)


@dataclass(frozen=True)
class Winner:
    """The file that is taken for a template: the first folder that has it wins.

    `extends` is the template that it says it extends, and `blocks` are those that it gives; all, where it extends none.
    """

    name: str
    file: Path
    extends: str
    blocks: tuple[str, ...]

    @property
    def gives(self) -> str:
        """What it extends and gives, as the list of templates says it."""
        if not self.extends:
            return ""
        return f", extends {self.extends}" + (f": {', '.join(self.blocks)}" if self.blocks else "")

    @property
    def built_in(self) -> bool:
        """Whether the file comes with the program."""
        return self.file.resolve().is_relative_to(TEMPLATES)


@dataclass(frozen=True)
class TemplateFile:
    """A file that is taken for a template, by these audiences; none where it is all of them."""

    winner: Winner
    audiences: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        return {
            "name": self.winner.name,
            "file": str(self.winner.file),
            "built_in": self.winner.built_in,
            "extends": self.winner.extends,
            "blocks": list(self.winner.blocks),
            "audiences": list(self.audiences),
        }


def taken(ways: Mapping[str, DocumentRun]) -> list[TemplateFile]:
    """The file of each template, by audience where that makes a difference. Raises `BriefError` as `winners` does."""
    by_file: dict[Winner, list[str]] = {}
    for name, run in ways.items():
        for winner in winners(run.places.templates.folders):
            by_file.setdefault(winner, []).append(name)
    takings = [TemplateFile(winner, tuple(whom) if len(whom) < len(ways) else ()) for winner, whom in by_file.items()]
    return sorted(takings, key=lambda each: (each.winner.name.count("/"), each.winner.name, each.audiences))


def winners(folders: tuple[Path, ...]) -> Iterator[Winner]:
    """Every template that can be found in `folders`, by name. Raises `BriefError` where one can't be read."""
    for name in names(folders):
        folder = next(folder for folder in folders if lookups.is_file(folder / name))
        file = folder / name
        try:
            text = access.read(file, MAX_CHARACTERS, within=access.ANYWHERE if folder == TEMPLATES else folder).decode(
                "utf-8-sig"
            )
        except UnicodeDecodeError:
            raise BriefError([Problem("cannot be read", str(file), hint="save the file as UTF-8")]) from None
        except OSError as error:
            raise BriefError([file_problems.unread(error, file)]) from None
        extends = _EXTENDS.search(text)
        yield Winner(name, file, extends.group(1) if extends else "", tuple(_BLOCK.findall(text)))


def runs(brief_file: Path) -> Mapping[str, DocumentRun]:
    """The way of a brief to each of its audiences, or to everyone where it has none.

    Raises `BriefError` for what is wrong with the brief or an audience.
    """
    prepared = Prepared.of(brief_file)
    if not prepared.audiences:
        return {EVERYONE: prepared.run(ALL)}
    return {name: prepared.run_for(name, ALL) for name in prepared.chosen()}


def trial(ways: Mapping[str, DocumentRun]) -> int:
    """Renders every audience's templates with the brief, with one whose entries lack all that they may, and with
    one that lacks all that it may itself; and every header with the first and the last of these.

    Gives the number of documents rendered. Raises `BriefError` with all faults.
    """
    problems: list[Problem] = []
    tried = 0
    for run in ways.values():
        known = sorted(headers(run.places.templates.folders))
        plain, least = (replace(run, brief=brief) for brief in (_plain(run), _least(run)))
        ways_on: list[tuple[DocumentRun, Kind]] = [(run, "deck"), (plain, "deck"), (least, "deck"), (plain, "memo")]
        ways_on += [(replace(each, header=header), "memo") for each in (run, least) for header in known]
        for way, kind in ways_on:
            tried += 1
            try:
                way.compose(kind)
            except BriefError as error:
                problems += error.problems
    if problems:
        raise BriefError(problems)
    return tried


def _plain(run: DocumentRun) -> Brief:
    """The brief with all of its entries as short as they may be: findings, recommendations that rest on nothing."""
    return run.brief.model_copy(update={name: _bared(value) for name, value in run.brief if isinstance(value, tuple)})


def _least(run: DocumentRun) -> Brief:
    """The brief with a title and a bottom line alone, and the sources that its audience's file cites."""
    cited = {name for _, name in walk.cited(run.audience)}
    kept = {name: getattr(run.brief, name) for name in ("date", "lang", "theme")}
    sources = tuple(entry for entry in run.brief.sources if entry.id in cited)
    return bare(run.brief).model_copy(update={**kept, "sources": sources})


def names(folders: tuple[Path, ...]) -> list[str]:
    """The names of all templates in `folders`: "memo.xml.j2", "headers/nsc.xml.j2"."""
    names = {
        file.relative_to(folder).as_posix()
        for folder in folders
        for file in (*lookups.files(folder, _SUFFIX), *lookups.files(folder / "headers", _SUFFIX))
        if lookups.is_file(file)
    }
    return sorted(names, key=lambda name: (name.count("/"), name))


def copy(name: str, project: Project, audience: str | None = None) -> Path:
    """Copies the built-in template `name` ("memo", "headers/nsc", "memo.xml.j2") into the project's templates, or into
    the folder of an audience there; gives the new file.

    Raises `BriefError` where there is no such template or audience, and where the file exists: nothing is overwritten.
    """
    folder = project.root / "templates"
    if audience is not None:
        if audience not in project.audience_names:
            hint = did_you_mean(audience, project.audience_names) or "an audience is a file in content/audiences"
            raise BriefError([Problem(f"there is no audience {audience!r}", hint=hint)])
        folder /= audience
    known = names((TEMPLATES,))
    full = next((each for each in known if name in (each, each.partition(".")[0])), None)
    if full is None:
        hint = did_you_mean(name, {each.partition(".")[0] for each in known})
        raise BriefError([Problem(f"there is no built-in template {name!r}", hint=hint)])
    target = folder / full
    if target.exists() or target.is_symlink():
        hint = "edit it, or move it away first; nothing is overwritten"
        raise BriefError([Problem("exists already", str(target), hint=hint)])
    try:
        content = access.read(TEMPLATES / full, MAX_CHARACTERS, within=access.ANYWHERE)
        access.put({target: content}, within=project.root.resolve())
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, target)]) from None
    return target


def bare(part: AnyPart) -> AnyPart:
    """A part of a brief with all that may be missing missing, in its own parts too: what a template must do without."""
    given = {
        name: _bared(getattr(part, name)) if field.is_required() else field.get_default(call_default_factory=True)
        for name, field in type(part).model_fields.items()
    }
    bare_part = part.model_copy(update=given)
    try:
        type(part).model_validate(bare_part.model_dump(by_alias=True, exclude_defaults=True))
    except ValidationError:  # its own checks want one of several: a source has an author, a title or a publisher
        return part
    return bare_part


def _bared(value: object) -> object:
    if isinstance(value, Part):
        return bare(value)
    return tuple(map(_bared, value)) if isinstance(value, tuple) else value
