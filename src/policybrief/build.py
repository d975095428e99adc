"""The whole way in one function: read → validate → tailor → compose → fit → write → check → files.

Nothing is written until every document has come through every stage; each file is then put in place by renaming.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from policybrief import audience, inline, locale, source, theme, validate
from policybrief.compose import DECK, MEMO, Places, Templates, compose
from policybrief.document import Deck, Memo, Properties, plain
from policybrief.errors import BriefError, Problem
from policybrief.model import Brief
from policybrief.project import Project

Kind = Literal["deck", "memo"]
Log = Callable[[str, float], None]
"""Told of each stage as it ends: its name, and the seconds that it took."""


@dataclass(frozen=True)
class Made:
    """A finished document: its bytes, the name of its file, and what fit has to say of it."""

    kind: Kind
    name: str
    content: bytes
    summary: str


def quiet(stage: str, seconds: float) -> None:
    """A log that says nothing."""
    del stage, seconds


def make(
    brief_file: Path,
    kinds: tuple[Kind, ...] = ("deck", "memo"),
    reader: audience.Audience = audience.EVERYONE,
    log: Log = quiet,
) -> list[Made]:
    """The documents of a brief, without writing them. Raises `BriefError` with every problem that was found."""
    project = Project.of(brief_file)
    with _stage("read", log):
        read = source.read(brief_file)
    with _stage("validate", log):
        brief = validate.validate(read, Brief)
        words, looks = _named(brief, read, project)
    with _stage("tailor", log):
        tailored = audience.tailor(_dated(brief), reader)
    places = Places(read, Templates(project.template_folders))
    run = _Run(tailored, places, words, looks, brief_file.stem, log)
    made: list[Made] = []
    problems: list[Problem] = []
    documents: list[Deck | Memo] = []
    for kind in kinds:
        try:
            document = run.compose(kind)
            made.append(run.deck(document) if isinstance(document, Deck) else run.memo(document))
            documents.append(document)
        except BriefError as error:
            problems.extend(error.problems)
    if problems:
        raise BriefError(problems)
    with _stage("check", log):
        from policybrief import check

        if found := check.parity(tailored, documents, places):
            raise BriefError(found)
    return made


@dataclass(frozen=True)
class _Run:
    """What the stages from compose on share. The writers' libraries are heavy: each is imported where it is used."""

    brief: Brief
    places: Places
    locale: locale.Locale
    theme: theme.Theme
    stem: str
    log: Log

    def compose(self, kind: Kind) -> Deck | Memo:
        with _stage(f"compose {kind}", self.log):
            name = DECK if kind == "deck" else MEMO
            places = self.places
            return compose(name, self.brief, places.source, places.templates, self.locale, _properties(self.brief))

    def deck(self, document: Deck) -> Made:
        with _stage("fit deck", self.log):
            from policybrief.deck import fit

            fitted = fit.fit(document, self.theme, self.places)
        with _stage("write deck", self.log):
            from policybrief.deck import write

            return Made("deck", f"{self.stem}.pptx", write.write(fitted), fitted.summary)

    def memo(self, document: Memo) -> Made:
        with _stage("fit memo", self.log):
            from policybrief.memo import fit

            fitted = fit.fit(document, self.theme, self.locale, self.places)
        with _stage("write memo", self.log):
            from policybrief.memo import write

            return Made("memo", f"{self.stem}.pdf", write.write(fitted), fitted.summary)


def save(made: list[Made], folder: Path) -> list[Path]:
    """Put the documents into `folder`, all or none: each is written beside its place, and only then renamed.

    Raises `BriefError` where a file or the folder can't be written; the files of an earlier build are then untouched.
    """
    targets = [folder / document.name for document in made]
    temporary = [folder / f".{document.name}.{os.getpid()}.tmp" for document in made]
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document, file in zip(made, temporary, strict=True):
            file.write_bytes(document.content)
        with _kept(targets):
            for file, target in zip(temporary, targets, strict=True):
                file.replace(target)
    except OSError as error:
        hint = "close the program that has it open" if isinstance(error, PermissionError) and target.is_file() else ""
        raise BriefError([Problem(f"cannot be written: {error.strerror}", str(target), hint=hint)]) from None
    finally:
        for file in temporary:
            if file.parent.is_dir():
                file.unlink(missing_ok=True)
    return targets


@contextmanager
def _kept(files: list[Path]) -> Iterator[None]:
    """Files that are replaced within are put back if not all of them can be."""
    old = [(file, file.with_name(f".{file.name}.{os.getpid()}.old")) for file in files if file.is_file()]
    moved: list[tuple[Path, Path]] = []
    try:
        for file, aside in old:
            file.replace(aside)
            moved.append((file, aside))
        yield
    except OSError:
        for file, aside in moved:
            aside.replace(file)
        raise
    for _, aside in moved:
        aside.unlink()


@contextmanager
def _stage(name: str, log: Log) -> Iterator[None]:
    start = perf_counter()
    yield
    log(name, perf_counter() - start)


def _named(brief: Brief, read: source.Source, project: Project) -> tuple[locale.Locale, theme.Theme]:
    """The locale and the theme that a brief names. A problem without a file of its own stands at the brief's line."""
    problems: list[Problem] = []
    loaded: list[Any] = []
    loaders: dict[str, Callable[[], Any]] = {
        "lang": lambda: locale.load(brief.lang),
        "theme": lambda: theme.load(brief.theme, (project.themes,)),
    }
    for key, load in loaders.items():
        try:
            loaded.append(load())
        except BriefError as error:
            problems += [
                problem if problem.file else read.problem((key,), problem.message, problem.hint)
                for problem in error.problems
            ]
    if problems:
        raise BriefError(problems)
    words, looks = loaded
    return words, looks


def _dated(brief: Brief) -> Brief:
    """A brief without a date takes that of SOURCE_DATE_EPOCH, or today's.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    if brief.date is not None:
        return brief
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    today = dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch.isdigit() else dt.date.today()
    return brief.model_copy(update={"date": today})


def _properties(brief: Brief) -> Properties:
    assert brief.date is not None
    return Properties(
        title=_words(brief.title),
        author=_words(brief.from_),
        subject=_words(brief.subject or brief.subtitle or ""),
        lang=brief.lang,
        marking=_words(brief.marking or ""),
        date=brief.date,
    )


def _words(text: str) -> str:
    """A text without its Markdown."""
    return plain(inline.parse(text))
