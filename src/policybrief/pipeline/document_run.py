"""One document's way: compose → fit → write → check, as the table of outputs has it for its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from policybrief.brief.csl import Name
from policybrief.brief.kind import PLAIN, BriefKind
from policybrief.brief.marking import Markings, markings
from policybrief.brief.model import Brief
from policybrief.brief.papers import draft_number
from policybrief.brief.parts import Kind
from policybrief.compose import people
from policybrief.compose.citing import Citing
from policybrief.compose.places import Places
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.memo.fitted import Extent
from policybrief.pipeline import parity
from policybrief.pipeline.options import ALL, BuildOptions
from policybrief.pipeline.outputs import OUTPUTS, Output
from policybrief.pipeline.stages import Log, quiet, stage
from policybrief.sources.bibliography.styled import BUILT_IN, StyledSources
from policybrief.text import inline
from policybrief.text.document import Deck, Memo, Properties
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath
from policybrief.theme import model as theme

if TYPE_CHECKING:
    from policybrief.brief.audience import Audience
    from policybrief.compose.markup import KeptMarkup
    from policybrief.deck.fit.fit import KeptSlides
    from policybrief.pipeline.taken import TakenSnapshot
    from policybrief.review.changes.edition import Changes
    from policybrief.system.processes.standing import StandingProcess


@dataclass(frozen=True)
class Document:
    """A finished document: its output's name (`kind`), the name of its file, its bytes, what fit has to say of it, and
    what it shows; and, of a deck, what it was built from, and itself `drawn` as a PDF where pictures are wanted. What
    may be wrong with how it looks are its `doubts`.
    """

    kind: str
    name: str
    content: bytes
    summary: str
    shown: Deck | Memo = field(repr=False)
    snapshot: TakenSnapshot | None = field(default=None, repr=False)
    drawn: bytes = field(default=b"", repr=False)
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Companion:
    """A file that goes beside an audience's documents: its kind, its name, its bytes, and what to say of it."""

    kind: str
    name: str
    content: bytes
    summary: str


@dataclass(frozen=True)
class Outcome:
    """What became of a document: it, or the problems in its way; and the stages that it went through."""

    document: Document | None
    problems: tuple[Problem, ...]
    log: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class DocumentRun:
    """What the stages from compose on share, for one audience. `stem` begins the names of its files; `styled` is what a
    style of the user's prints of its sources. What the documents are made of is `kept`, for `brief pull`. Where much
    the same is made again and again, `slides` are those of the last time, placed, and `markup` has them as they were
    read; and templates are rendered in a `standing` process.
    """

    brief: Brief
    places: Places
    locale: locale.Locale
    theme: theme.Theme
    stem: str
    properties: Properties
    options: BuildOptions = ALL
    log: Log = quiet
    audience: Audience | None = None
    header: str = "plain"
    kind: BriefKind = PLAIN
    warnings: tuple[Problem, ...] = ()
    changes: Changes | None = None
    styled: StyledSources = BUILT_IN
    kept: bool = True
    slides: KeptSlides | None = field(default=None, repr=False, compare=False)
    markup: KeptMarkup | None = field(default=None, repr=False, compare=False)
    standing: StandingProcess | None = field(default=None, repr=False, compare=False)

    @property
    def citing(self) -> Citing:
        """How the brief cites its sources."""
        return Citing.of(self.brief, self.locale, self.styled)

    @property
    def markings(self) -> Markings:
        """How the brief is marked, in its language."""
        return markings(self.brief.marking, self.locale)

    @property
    def draft_number(self) -> int:
        """The draft that the Word memo says it is, where its marking does not: a brief's own version wins."""
        return 0 if draft_number(self.brief.version) else self.options.draft_number

    @property
    def extent(self) -> Extent:
        """How many pages the memo has: what the audience's file says, or else the theme."""
        if self.audience and self.audience.memo.pages:
            said = ValuePath("audience", "memo", "pages")
            return Extent(self.audience.memo.pages, partial(self.places.problem, said, ""))
        return Extent(self.theme.memo.pages, partial(self.theme.problem, ("memo", "pages")))

    def outcome(self, name: str) -> Outcome:
        """A document through all of its stages, in the output of this name."""
        told: list[tuple[str, float]] = []
        run = replace(self, log=lambda stage, seconds: told.append((stage, seconds)))
        try:
            document = run._made(OUTPUTS[name])
        except BriefError as error:
            return Outcome(None, error.problems, tuple(told))
        return Outcome(document, (), tuple(told))

    def compose(self, kind: Kind) -> Deck | Memo:
        """The document, before it is laid out."""
        from policybrief.compose.compose import compose  # Jinja: for who only asks what a reader gets, not needed

        about = (self.citing, self.properties)
        own: dict[str, Any] = {"header": self.header, "audience": self.audience, "notes": self.options.notes}
        own |= {"changes": self.changes, "parts": self.kind.parts(kind, self.brief.sections)}
        own |= {"standing": self.standing, "kept": self.markup}
        return compose(kind, self.brief, self.places, *about, **own)

    def _made(self, output: Output) -> Document:
        with stage(f"compose {output.name}", self.log):
            document = self.compose(output.document)
        with stage(f"fit {output.name}", self.log):
            fitted = output.fit(document, self)
        with stage(f"write {output.name}", self.log):
            content = output.write(fitted.pages)
        with stage(f"check {output.name}", self.log):
            if faults := list(self.faults(output.name, fitted.shown)):
                raise BriefError(faults)
        snapshot = output.snapshot(fitted.pages, self, content) if self.kept else None
        drawn = output.drawn(fitted.pages, self) if self.options.png else b""
        name = f"{self.stem}{output.suffix}"
        return Document(output.name, name, content, fitted.summary, fitted.shown, snapshot, drawn, fitted.doubts)

    def faults(self, name: str, shown: Deck | Memo) -> Iterator[Problem]:
        """What check refuses of a document, by what it shows, in the output of this name."""
        yield from parity.left_out(self.brief, shown, self.places)
        yield from OUTPUTS[name].faults(shown, self.places)
        yield from parity.unshown_sections(self.brief, self.audience, shown, self.places)


def properties(brief: Brief, marking: str = "", brief_hash: str = "", reader: str = "", lang: str = "") -> Properties:
    """What the files say of themselves. `lang` is the language with its region, where it is known."""
    assert brief.date is not None
    authors = tuple(_names(brief))
    return Properties(
        title=inline.words(brief.title),
        author="; ".join(authors) or inline.words(brief.from_ or brief.organization or ""),
        subject=inline.words(brief.subject or brief.subtitle or ""),
        lang=lang or brief.lang,
        marking=inline.words(marking),
        date=brief.date,
        brief_hash=brief_hash,
        audience=reader,
        keywords=", ".join(inline.words(word) for word in brief.keywords),
        authors=authors,
    )


def _names(brief: Brief) -> Iterator[str]:
    """The names of the authors, each as a whole."""
    for author in brief.authors:
        parts = {"family": author.family, "given": author.given, "literal": author.name}
        yield inline.words(people.whole(Name.model_validate(parts)))
