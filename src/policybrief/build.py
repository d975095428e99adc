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
from typing import Literal, TypeVar

from policybrief import audience, locale, source, theme, validate
from policybrief.compose import DECK, MEMO, Places, Templates, compose
from policybrief.document import Deck, Memo, Properties
from policybrief.errors import BriefError, Problem
from policybrief.model import Brief
from policybrief.project import Project

Kind = Literal["deck", "memo"]
Loaded = TypeVar("Loaded")
Log = Callable[[str, float], None]
"""Told of each stage as it ends: its name, and the seconds that it took."""


@dataclass(frozen=True)
class Made:
    """A finished document: its bytes, the name of its file, and what fit has to say of it."""

    kind: Kind
    name: str
    content: bytes
    summary: str


def make(
    brief_file: Path,
    kinds: tuple[Kind, ...] = ("deck", "memo"),
    reader: audience.Audience = audience.EVERYONE,
    log: Log = lambda stage, seconds: None,
) -> list[Made]:
    """The documents of a brief, without writing them. Raises `BriefError` with every problem that was found."""
    project = Project.of(brief_file)
    with _stage("read", log):
        read = source.read(brief_file)
    with _stage("validate", log):
        brief = validate.validate(read, Brief)
        words = _at_brief(read, "lang", lambda: locale.load(brief.lang))
        looks = _at_brief(read, "theme", lambda: theme.load(brief.theme, (project.themes,)))
    with _stage("tailor", log):
        tailored = audience.tailor(_dated(brief), reader)
    places = Places(read, Templates(project.template_folders))
    made: list[Made] = []
    problems: list[Problem] = []
    documents: list[Deck | Memo] = []
    for kind in kinds:
        try:
            document, one = _make_one(kind, tailored, places, words, looks, brief_file.stem, log)
            made.append(one)
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


def _make_one(
    kind: Kind, brief: Brief, places: Places, words: locale.Locale, looks: theme.Theme, stem: str, log: Log
) -> tuple[Deck | Memo, Made]:
    """One document from compose to its bytes. The writers' libraries are heavy: each is imported where it is used."""
    properties = _properties(brief)
    name = DECK if kind == "deck" else MEMO
    with _stage(f"compose {kind}", log):
        document = compose(name, brief, places.source, places.templates, words, properties)
    if isinstance(document, Deck):
        from policybrief.deck import fit as deck_fit
        from policybrief.deck import write as deck_write

        with _stage("fit deck", log):
            fitted_deck = deck_fit.fit(document, looks, places)
        with _stage("write deck", log):
            return document, Made(kind, f"{stem}.pptx", deck_write.write(fitted_deck), fitted_deck.summary)
    from policybrief.memo import fit as memo_fit
    from policybrief.memo import write as memo_write

    with _stage("fit memo", log):
        fitted_memo = memo_fit.fit(document, looks, words, places)
    with _stage("write memo", log):
        return document, Made(kind, f"{stem}.pdf", memo_write.write(fitted_memo), fitted_memo.summary)


def save(made: list[Made], folder: Path) -> list[Path]:
    """Put the documents into `folder`, all or none: each is written beside its place, and only then renamed.

    Raises `BriefError` where a file or the folder can't be written.
    """
    waiting: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in made:
            target = folder / document.name
            temporary = folder / f".{document.name}.{os.getpid()}.tmp"
            waiting.append((temporary, target))
            temporary.write_bytes(document.content)
        for temporary, target in waiting:
            os.replace(temporary, target)
    except OSError as error:
        hint = "close the program that has it open" if isinstance(error, PermissionError) and target.is_file() else ""
        raise BriefError([Problem(f"cannot be written: {error.strerror}", str(target), hint=hint)]) from None
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    return [target for _, target in waiting]


@contextmanager
def _stage(name: str, log: Log) -> Iterator[None]:
    start = perf_counter()
    yield
    log(name, perf_counter() - start)


def _at_brief(read: source.Source, key: str, load: Callable[[], Loaded]) -> Loaded:
    """A problem with what the brief only names (a theme, a locale) stands at the brief's line, if it names no file."""
    try:
        return load()
    except BriefError as error:
        raise BriefError(
            problem if problem.file else read.problem((key,), problem.message, problem.hint)
            for problem in error.problems
        ) from None


def _dated(brief: Brief) -> Brief:
    """A brief without a date takes SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) or today."""
    if brief.date is not None:
        return brief
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    today = dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch.isdigit() else dt.date.today()
    return brief.model_copy(update={"date": today})


def _properties(brief: Brief) -> Properties:
    assert brief.date is not None
    return Properties(
        title=brief.title,
        author=brief.from_,
        subject=brief.subject or brief.subtitle or "",
        lang=brief.lang,
        marking=brief.marking or "",
        date=brief.date,
    )
