"""The whole way of an edited deck or memo: read it, find its build, hold them against each other, settle, and write.

Nothing is written but what is sure, and nothing before all audiences' documents have been made from the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policybrief.deck import readback
from policybrief.edits.pull import base, entries, formats, undo
from policybrief.edits.pull.observed import Told
from policybrief.edits.pull.readers import Readers, Who
from policybrief.edits.pull.settled import Change, Settled, settled
from policybrief.edits.pull.strangers import Strangers
from policybrief.errors import BriefError, Fix, Problem, UsageError, did_you_mean
from policybrief.locale import locale
from policybrief.ooxml.package import Package
from policybrief.pipeline.built import Built, BuiltSnapshot
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.read.source import Source
from policybrief.text.records import dataclass
from policybrief.validate import audience_files

if TYPE_CHECKING:
    from policybrief.pipeline.mended import Mended


@dataclass(frozen=True)
class PullAnswers:
    """What the user decides: paths whose conflict the deck wins (`theirs`) or the YAML (`ours`), analytic values to
    `accept`, audiences of a lower marking that may have what was written (`yes_for`), and whether `numbers` of charts
    are taken, and entries of lists that are gone are to `delete`.
    """

    theirs: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    yes_for: tuple[str, ...] = ()
    numbers: bool = False
    delete: bool = False


@dataclass(frozen=True)
class PullItem:
    """A change with where it stands, who gets it, and whether it is sure; `held` are the audiences of a lower marking
    for which somebody has to say yes first.
    """

    change: Change
    file: Path
    line: int
    column: int
    readers: tuple[Who, ...]
    sure: bool
    held: tuple[Who, ...] = ()

    @property
    def path(self) -> str:
        return str(self.change.path)

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def fix(self) -> Fix:
        """What brings it into the YAML."""
        operations: dict[str, Literal["insert", "remove"]] = {"added": "insert", "gone": "remove"}
        return Fix(tuple(self.change.path), operations.get(self.change.kind, "replace"), self.change.new)


@dataclass(frozen=True)
class Pulled:
    """What a deck brings: who edited it when, its `items`, and what can't go back."""

    snapshot: BuiltSnapshot
    prepared: Prepared
    editor: tuple[str, str]
    items: tuple[PullItem, ...]
    told: tuple[Told, ...]
    since: datetime | None

    @property
    def sure(self) -> list[PullItem]:
        """What would be written."""
        return [item for item in self.items if item.sure]

    @property
    def left(self) -> int:
        """How much does not go back."""
        return len(self.items) - len(self.sure) + len(self.told)

    @cached_property
    def files(self) -> list[Mended]:
        """The files with what is sure put in."""
        from policybrief.pipeline import mended  # for who only looks, not needed

        return mended.mended([_problem(item) for item in self.sure], self.snapshot.root)


def pull(
    document: Path,
    project: Project,
    answers: PullAnswers,
    audience: str = "",
    brief: Path | None = None,
    *,
    base_name: str = "",
) -> Pulled:
    """What an edited deck or memo brings. Raises `BriefError` for one that can't be read, or is not this project's.

    Of which build it comes, its properties say, or its words, or who names the build (`base_name`).
    """
    return of_package(Package.open(document), project, answers, audience, brief, base_name=base_name)


def of_package(
    package: Package,
    project: Project,
    answers: PullAnswers,
    audience: str = "",
    brief: Path | None = None,
    *,
    base_name: str = "",
    now: Prepared | None = None,
) -> Pulled:
    """The same of a file that is at hand, and of a brief that is not as its file is `now`: it is being edited."""
    form = formats.of(package)
    edited = form.read(package)
    known = [
        each
        for each in Built(project.root).all()
        if each.kind == form.kind and (brief is None or _is(each.brief, brief))
    ]
    said, able = readback.properties(package), known
    if base_name:  # which its property may contradict, where the deck was copied into another file
        said, able = {"Audience": said.get("Audience", "")}, [base.named(base_name, known)]
        audience = audience or able[0].audience
    snapshot = base.of(edited, said, able, package.file, audience)
    prepared = now or Prepared.of(snapshot.brief)
    sources = _now(snapshot, prepared)
    strangers = Strangers.of(snapshot.audience, [each for each in known if _is(each.brief, snapshot.brief)])
    differences = form.compared(snapshot.slides, edited, strangers)
    outcome = settled(differences, snapshot, sources, locale.load(str(snapshot.about["lang"])))
    outcome = entries.with_added(outcome, differences.added, snapshot, sources)
    outcome = entries.with_gone(outcome, differences, snapshot, sources)
    readers = Readers.of(prepared, snapshot.marking)
    items = tuple(_item(change, sources[change.which], readers, answers) for change in outcome.changes)
    _named(answers, outcome, readers)
    last = undo.last(project.root)
    since = last if last and snapshot.built < last else None
    return Pulled(snapshot, prepared, readback.editor(package), items, outcome.told, since)


def _is(file: Path, other: Path) -> bool:
    return file.exists() and file.samefile(other)


def _now(snapshot: BuiltSnapshot, prepared: Prepared) -> Mapping[str, Source]:
    """The files as they are. An audience that is no more has none."""
    sources = {"brief": prepared.source}
    if snapshot.about["audience_file"] and snapshot.audience in prepared.audiences:
        sources["audience"] = prepared.reader(snapshot.audience).source
    return sources


def _item(change: Change, now: Source, readers: Readers, answers: PullAnswers) -> PullItem:
    path, file = change.path, Path(now.file)
    if change.kind == "added" and isinstance(path.key, int):  # what is there is the entry beside it
        path = path.parent / max(0, path.key - 1)
    line, column = now.place(path)
    who = readers.of_value(file, path)
    held = tuple(each for each in who if each.lower and each.name not in answers.yes_for)
    name = str(change.path)
    asked = {"conflict": name in answers.theirs, "analysis": name in answers.accept, "number": answers.numbers}
    asked["gone"] = answers.delete
    decided = asked.get(change.kind, True)
    ours = name in answers.ours
    return PullItem(change, file, line, column, who, decided and not held and not ours, held)


def _named(answers: PullAnswers, outcome: Settled, readers: Readers) -> None:
    """Raise `UsageError` for an answer to what was not asked: a mistyped path would go by in silence."""
    paths = {str(change.path) for change in outcome.changes}
    for name in (*answers.theirs, *answers.ours, *answers.accept):
        if name not in paths:
            raise UsageError(f"no edit of {name!r} came back; {did_you_mean(name, paths)}".removesuffix("; "))
    for name in answers.yes_for:
        if name not in readers.whom:
            raise UsageError(f"there is no audience {name!r}; {did_you_mean(name, readers.whom)}")


def _problem(item: PullItem) -> Problem:
    return Problem("reads otherwise in the document", str(item.file), item.line, item.column, item.path, fix=item.fix)


def write(pulled: Pulled) -> list[Path]:
    """Write what is sure. Raises `BriefError`, and writes nothing, where a document could not be made from it."""
    from policybrief.pipeline import mended

    files = [each for each in pulled.files if each.before != each.after]
    if left := [problem for each in files for problem in each.left]:
        raise BriefError(left)
    if not files:
        return []
    if problems := _faults(pulled.prepared, files, _touched(pulled.sure)):
        raise BriefError(problems)
    root = pulled.snapshot.root
    return mended.save(files, root, beside=undo.record(files, root))


def _touched(items: Collection[PullItem]) -> tuple[str, ...]:
    """The audiences whose documents change: those that have a value. How sure one is of a judgment may decide who gets
    it at all, and an entry may be named elsewhere, so that is of all.
    """
    everybody = any(item.change.kind in ("analysis", "gone") for item in items)
    return () if everybody else tuple(dict.fromkeys(who.name for item in items for who in item.readers))


def _faults(prepared: Prepared, files: Sequence[Mended], audiences: tuple[str, ...]) -> list[Problem]:
    """What would be wrong with the documents of audiences, or of all where none is named."""
    from policybrief.pipeline import build

    texts = {each.file: each.after for each in files}
    read = _reading(prepared.file, texts) or prepared.source
    after = Prepared.reading(read, prepared.project)
    for name, file in after.audiences.items():
        if own := _reading(file, texts):
            after.readers[name] = audience_files.reader(name, own, after.brief)
    editions = build.editions(
        after, BuildOptions(audiences=tuple(name for name in audiences if name in after.audiences))
    )
    return [problem for edition in editions for problem in edition.problems]


def _reading(file: Path, texts: Mapping[Path, bytes]) -> Source | None:
    """A file with its new text; None for one that stays as it is."""
    content = texts.get(file)
    if content is None:
        return None
    parsed = source.parse(content.decode().lstrip("\ufeff"), str(file))
    return replace(parsed, digest=hashlib.sha256(content).hexdigest())


def paths(items: Collection[PullItem], kind: str) -> list[str]:
    """The paths of the changes of a kind that are not sure."""
    return [item.path for item in items if item.change.kind == kind and not item.sure]
