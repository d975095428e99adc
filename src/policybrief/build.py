"""The whole way in one function: read → validate → tailor → compose → fit → write → check → files.

Nothing is written until every document has come through every stage; each file is then put in place by renaming.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from policybrief import audience, beside, files, inline, locale, source, theme, validate
from policybrief.compose import DECK, MEMO, Places, Templates, compose
from policybrief.document import Deck, Memo, Properties, plain
from policybrief.errors import BriefError, Problem
from policybrief.marking import Markings, markings
from policybrief.model import Brief
from policybrief.project import Project

Kind = Literal["deck", "memo"]
Log = Callable[[str, float], None]
"""Told of each stage as it ends: its name, and the seconds that it took."""


@dataclass(frozen=True)
class Made:
    """A finished document: its bytes, the name of its file, what fit has to say of it, and what it shows."""

    kind: Kind
    name: str
    content: bytes
    summary: str
    shown: Deck | Memo = field(repr=False)


def quiet(stage: str, seconds: float) -> None:
    """A log that says nothing."""
    del stage, seconds


def make(
    brief_file: Path,
    kinds: tuple[Kind, ...] = ("deck", "memo"),
    reader: audience.Audience = audience.EVERYONE,
    log: Log = quiet,
    strict: bool = False,
) -> list[Made]:
    """The documents of a brief, without writing them. Raises `BriefError` with every problem that was found.

    If `strict`, a part that the memo had to leave out is a problem.
    """
    ready = prepare(brief_file, reader, log)
    run = _Run(ready.brief, ready.places, ready.locale, ready.theme, ready.stem, ready.properties, strict)
    outcomes = [run.outcome(kinds[0])] if len(kinds) == 1 else run.both()
    made = [one.made for one in outcomes if one.made]
    for stage, seconds in (entry for one in outcomes for entry in one.log):
        log(stage, seconds)
    if problems := [problem for one in outcomes for problem in one.problems]:
        raise BriefError(problems)
    with _stage("check", log):
        from policybrief import check

        shown = [document.shown for document in made]
        if found := [*check.parity(ready.brief, shown, ready.places), *check.accessibility(shown, ready.places)]:
            raise BriefError(found)
    return made


@dataclass(frozen=True)
class Ready:
    """A brief for its reader, with all that its documents and its mail are made from. `stem` begins their names."""

    brief: Brief
    places: Places
    locale: locale.Locale
    theme: theme.Theme
    markings: Markings
    stem: str
    properties: Properties


def prepare(brief_file: Path, reader: audience.Audience = audience.EVERYONE, log: Log = quiet) -> Ready:
    """Read, validate and tailor a brief. Raises `BriefError` with every problem that was found."""
    project = Project.of(brief_file)
    with _stage("read", log):
        read = source.read(brief_file)
    with _stage("validate", log):
        brief = validate.validate(read, Brief)
        words, looks = _named(brief, read, project)
    with _stage("tailor", log):
        tailored = audience.tailor(_dated(brief, read), reader)
    places = Places(read, Templates(project.template_folders))
    marked = markings(tailored.marking, words)
    about = _properties(tailored, marked.text, read.digest, reader.name)
    return Ready(tailored, places, words, looks, marked, f"{brief_file.stem}{marked.file_suffix}", about)


@dataclass(frozen=True)
class _Outcome:
    """What became of a document: it, or the problems in its way; and the stages that it went through."""

    made: Made | None
    problems: tuple[Problem, ...]
    log: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class _Run:
    """What the stages from compose on share. The writers' libraries are heavy: each is imported where it is used."""

    brief: Brief
    places: Places
    locale: locale.Locale
    theme: theme.Theme
    stem: str
    properties: Properties
    strict: bool
    log: Log = quiet

    def both(self) -> list[_Outcome]:
        """The deck and the memo, one beside the other."""
        return list(beside.both(lambda: self.outcome("deck"), lambda: self.outcome("memo")))

    def outcome(self, kind: Kind) -> _Outcome:
        """A document through all of its stages."""
        told: list[tuple[str, float]] = []
        run = replace(self, log=lambda stage, seconds: told.append((stage, seconds)))
        try:
            document = run.compose(kind)
            made = run.deck(document) if isinstance(document, Deck) else run.memo(document)
        except BriefError as error:
            return _Outcome(None, error.problems, tuple(told))
        return _Outcome(made, (), tuple(told))

    def compose(self, kind: Kind) -> Deck | Memo:
        with _stage(f"compose {kind}", self.log):
            name = DECK if kind == "deck" else MEMO
            header = self.theme.memo.header
            return compose(name, self.brief, self.places, self.locale, self.properties, header=header)

    def deck(self, document: Deck) -> Made:
        with _stage("fit deck", self.log):
            from policybrief.deck import fit

            fitted = fit.fit(document, self.theme, self.places)
        with _stage("write deck", self.log):
            from policybrief.deck import write

            return Made("deck", f"{self.stem}.pptx", write.write(fitted), fitted.summary, document)

    def memo(self, document: Memo) -> Made:
        with _stage("fit memo", self.log):
            from policybrief.memo import fit

            fitted = fit.fit(document, self.theme, self.locale, self.places, self.strict)
        with _stage("write memo", self.log):
            from policybrief.memo import write

            return Made("memo", f"{self.stem}.pdf", write.write(fitted), fitted.summary, fitted.memo)


def save(made: list[Made], folder: Path) -> list[Path]:
    """Put the documents into `folder`, all or none.

    Raises `BriefError` where a file or the folder can't be written; the files of an earlier build are then untouched.
    """
    targets = [folder / document.name for document in made]
    try:
        files.put({target: document.content for target, document in zip(targets, made, strict=True)})
    except OSError as error:
        place = Path(error.filename or folder)
        hint = "close the program that has it open" if isinstance(error, PermissionError) and place.is_file() else ""
        raise BriefError([Problem(f"cannot be written: {error.strerror}", str(place), hint=hint)]) from None
    return targets


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
        "theme": lambda: theme.load(brief.theme, (project.themes,), project.template_folders),
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


def _dated(brief: Brief, read: source.Source) -> Brief:
    """A brief without a date takes that of SOURCE_DATE_EPOCH, or today's.

    https://reproducible-builds.org/specs/source-date-epoch/, by which a value that is no number is an error.
    """
    day = dt.datetime.now().astimezone().date()
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            day = dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is {epoch!r}, which is no time in seconds"
            raise BriefError([read.problem(("date",), message, "unset it, or set it right")]) from None
    return brief if brief.date else brief.model_copy(update={"date": day})


def _properties(brief: Brief, marking: str = "", brief_hash: str = "", reader: str = "") -> Properties:
    assert brief.date is not None
    return Properties(
        title=_words(brief.title),
        author=_words(brief.from_),
        subject=_words(brief.subject or brief.subtitle or ""),
        lang=brief.lang,
        marking=_words(marking),
        date=brief.date,
        brief_hash=brief_hash,
        audience=reader,
        keywords=", ".join(_words(word) for word in brief.keywords),
    )


def _words(text: str) -> str:
    """A text without its Markdown."""
    return plain(inline.parse(text))
