"""One document's way: compose → fit → write → check. The writers' libraries are heavy: each is loaded where it is
used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

from policybrief.brief.model import Brief
from policybrief.brief.parts import Kind
from policybrief.compose.compose import DECK, MEMO, Places, compose
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.text import inline
from policybrief.text.document import Deck, Memo, Properties
from policybrief.theme import model as theme

if TYPE_CHECKING:
    from policybrief.brief.audience import Audience

Log = Callable[[str, float], None]
"""Told of each stage as it ends: its name, and the seconds that it took."""


def quiet(stage: str, seconds: float) -> None:
    """A log that says nothing."""
    del stage, seconds


@contextmanager
def stage(name: str, log: Log) -> Iterator[None]:
    start = perf_counter()
    yield
    log(name, perf_counter() - start)


@dataclass(frozen=True)
class Made:
    """A finished document: its bytes, the name of its file, what fit has to say of it, and what it shows."""

    kind: Kind
    name: str
    content: bytes
    summary: str
    shown: Deck | Memo = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """What became of a document: it, or the problems in its way; and the stages that it went through."""

    made: Made | None
    problems: tuple[Problem, ...]
    log: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Run:
    """What the stages from compose on share. The writers' libraries are heavy: each is imported where it is used."""

    brief: Brief
    places: Places
    locale: locale.Locale
    theme: theme.Theme
    stem: str
    properties: Properties
    strict: bool
    log: Log = quiet
    audience: Audience | None = None
    header: str = "plain"
    notes: bool = True
    warnings: tuple[Problem, ...] = ()

    def outcome(self, kind: Kind) -> Outcome:
        """A document through all of its stages."""
        told: list[tuple[str, float]] = []
        run = replace(self, log=lambda stage, seconds: told.append((stage, seconds)))
        try:
            document = run.compose(kind)
            made = run.deck(document) if isinstance(document, Deck) else run.memo(document)
            run.check(made)
        except BriefError as error:
            return Outcome(None, error.problems, tuple(told))
        return Outcome(made, (), tuple(told))

    def compose(self, kind: Kind) -> Deck | Memo:
        with stage(f"compose {kind}", self.log):
            name = DECK if kind == "deck" else MEMO
            about = (self.locale, self.properties)
            made = compose(name, self.brief, self.places, *about, header=self.header, audience=self.audience)
            return made if self.notes or not isinstance(made, Deck) else made.without_notes()

    def deck(self, document: Deck) -> Made:
        with stage("fit deck", self.log):
            from policybrief.deck.fit import fit

            fitted = fit.fit(document, self.theme, self.places)
        with stage("write deck", self.log):
            from policybrief.deck.write import write

            return Made("deck", f"{self.stem}.pptx", write.write(fitted), fitted.summary, document)

    def memo(self, document: Memo) -> Made:
        with stage("fit memo", self.log):
            from policybrief.memo.fit import fit

            fitted = fit.fit(document, self.theme, self.locale, self.places, self.strict)
        with stage("write memo", self.log):
            from policybrief.memo.write import write

            return Made("memo", f"{self.stem}.pdf", write.write(fitted), fitted.summary, fitted.memo)

    def check(self, made: Made) -> None:
        with stage(f"check {made.kind}", self.log):
            from policybrief.pipeline import parity as check

            found = [
                *check.parity(self.brief, [made.shown], self.places),
                *check.accessibility([made.shown], self.places),
            ]
            if self.audience:
                found += check.unshown_extras(self.audience, made.shown, self.places)
            if found:
                raise BriefError(found)


def properties(brief: Brief, marking: str = "", brief_hash: str = "", reader: str = "", lang: str = "") -> Properties:
    """What the files say of themselves. `lang` is the language with its region, where it is known."""
    assert brief.date is not None
    return Properties(
        title=inline.words(brief.title),
        author=inline.words(brief.from_),
        subject=inline.words(brief.subject or brief.subtitle or ""),
        lang=lang or brief.lang,
        marking=inline.words(marking),
        date=brief.date,
        brief_hash=brief_hash,
        audience=reader,
        keywords=", ".join(inline.words(word) for word in brief.keywords),
    )
