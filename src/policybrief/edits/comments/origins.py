"""What a document with comments was built from, and where each of its values stands in the YAML as it is now.

Held against is what was built, where that is known, for the YAML may have gone on; else the brief as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.deck.shown import ShownSlide
from policybrief.edits.comments.passages import Text
from policybrief.edits.pull import base
from policybrief.edits.pull.settled import moved
from policybrief.errors import BriefError, Problem, UsageError
from policybrief.pipeline.built import Built, Snapshot
from policybrief.pipeline.options import ALL
from policybrief.pipeline.outputs import OUTPUTS
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.read.project import EVERYONE, Project, find_brief
from policybrief.read.source import Source, origin
from policybrief.text.likeness import overlap
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath
from policybrief.validate import audience_files

if TYPE_CHECKING:
    from policybrief.edits.comments.memo import NotedMemo
    from policybrief.pipeline.document_run import DocumentRun

Written = Callable[[ValuePath], tuple[Source, ValuePath] | None]
"""Where a value of a document is written, in the files that it was built from."""
_LEAST = 0.5
"""The least share of words that a document has in common with the brief that it is held against."""


@dataclass(frozen=True)
class Position:
    """Where a value stands in a file now; `line` and `column` count from 1."""

    file: Path
    line: int
    column: int
    path: ValuePath


@dataclass(frozen=True)
class DeckOrigin:
    """A deck, or a memo of Word, as it was built."""

    slides: Sequence[ShownSlide]
    written: Written


@dataclass(frozen=True)
class MemoOrigin:
    """A memo as it was built: its texts, in the order in which they are read."""

    texts: Sequence[Text]
    written: Written


@dataclass(frozen=True)
class Origins:
    """The documents of a project. `brief` is the one that is meant, where there are several."""

    project: Project
    brief: Path | None = None
    audience: str = ""
    _read: dict[str, Source | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of_deck(self, edited: Sequence[ShownSlide], said: dict[str, str], file: str) -> DeckOrigin:
        """What a deck was built from; `said` are its properties. Raises `BriefError` for one that is not of here."""
        return self._of_kind("deck", edited, said, file)

    def of_word(self, edited: Sequence[ShownSlide], said: dict[str, str], file: str) -> DeckOrigin:
        """The same of a memo of Word."""
        return self._of_kind("memo", edited, said, file)

    def _of_kind(self, kind: str, edited: Sequence[ShownSlide], said: dict[str, str], file: str) -> DeckOrigin:
        known = [each for each in self._known if each.kind == kind]
        try:
            snapshot = base.of(edited, said, known, file, self.audience)
        except BriefError:
            built = self._as_it_is(kind, edited, said.get("Audience", ""))
            if built is None:
                raise
            return built
        return DeckOrigin(snapshot.slides, lambda path: _home(snapshot, path))

    def of_memo(self, memo: NotedMemo, file: str) -> MemoOrigin:
        """What a memo was built from. Raises `BriefError` for one that is not of here."""
        scored = [(overlap(_joined(built), memo.text), built) for built in self._memos(memo)]
        share, best = max(scored, key=lambda each: each[0], default=(0.0, None))
        if best is None or share < _LEAST:
            hint = "is it this brief's? --brief says of which it is"
            raise BriefError(
                [Problem(f"has only {share:.0%} of its words from a memo of this project", file, hint=hint)]
            )
        return best

    def place(self, home: tuple[Source, ValuePath] | None) -> Position | None:
        """Where a value stands now; None for one that is no more."""
        if home is None:
            return None
        then, path = home
        now = self._as_it_is_now(then.file)
        target = moved(then.data, now.data, path) if now else None
        return Position(Path(now.file), *now.place(target), target) if now and target else None

    def _as_it_is_now(self, file: str) -> Source | None:
        """A file of the project, read once for all comments; None where it can't be read any more."""
        if file not in self._read:
            self._read[file] = None
            with suppress(BriefError):
                self._read[file] = source.read(file, within=self.project.root)
        return self._read[file]

    @cached_property
    def _known(self) -> list[Snapshot]:
        """The builds of the brief."""
        known = Built(self.project.root).all()
        brief = self.brief
        return (
            known if brief is None else [each for each in known if each.brief.exists() and each.brief.samefile(brief)]
        )

    @cached_property
    def _prepared(self) -> Prepared | None:
        """The brief as it is; None where that can't be told, or read."""
        with suppress(BriefError, UsageError):
            return Prepared.of(self.brief or find_brief(self.project.root))
        return None

    # -- decks, and memos of Word

    def _as_it_is(self, kind: str, edited: Sequence[ShownSlide], whose: str) -> DeckOrigin | None:
        """The document that would be built now, where it is nearly the one that was edited."""
        run = self._run(self.audience or whose) if self.audience in ("", whose) or not whose else None
        if run is None:
            return None
        with suppress(BriefError):
            slides = _shown(kind, run)
            texts = [" ".join(slide.text for slide in each) for each in (slides, edited)]
            return DeckOrigin(slides, _written(run)) if overlap(*texts) >= _LEAST else None
        return None

    def _run(self, audience: str) -> DocumentRun | None:
        """The way of an audience's documents, as they would be built now."""
        if self._prepared is None:
            return None
        with suppress(BriefError):
            if audience in self._prepared.audiences:
                return self._prepared.run_for(audience, ALL)
            return self._prepared.run(ALL) if audience == EVERYONE and not self._prepared.audiences else None
        return None

    # -- memos

    def _memos(self, memo: NotedMemo) -> Iterator[MemoOrigin]:
        """The memos that it may be: that of its build, or those that would be built now."""
        digest, whose = memo.brief.removeprefix("sha256:"), self.audience or memo.audience
        for snapshot in self._known:
            if (
                digest
                and snapshot.about.get("property") == digest
                and snapshot.audience == (whose or snapshot.audience)
            ):
                with suppress(OSError, ValueError, TypeError, LookupError, BriefError):
                    yield _memo(_run_of(snapshot, self.project))
                    return
        names = [*(self._prepared.audiences if self._prepared else ())] or [EVERYONE]
        for name in [whose] if whose in names else names:
            if run := self._run(name):
                with suppress(BriefError):
                    yield _memo(run)


def _home(snapshot: Snapshot, path: ValuePath) -> tuple[Source, ValuePath] | None:
    home = snapshot.home(path)
    return (snapshot.sources[home[0]], home[1]) if home else None


def _shown(kind: str, run: DocumentRun) -> Sequence[ShownSlide]:
    """What a deck or a memo of Word shows that would be built now. Raises `BriefError` where it can't be."""
    from policybrief.deck import as_built
    from policybrief.pipeline import built_word

    output = OUTPUTS["deck" if kind == "deck" else "docx"]
    pages = output.fit(run.compose(output.document), run).pages
    return as_built.shown(pages) if kind == "deck" else built_word.shown(pages)


def _run_of(snapshot: Snapshot, project: Project) -> DocumentRun:
    """The way of a document, as it was when the snapshot was taken."""
    prepared = Prepared.reading(snapshot.sources["brief"], project)
    if "audience" not in snapshot.sources:
        return prepared.run(ALL)
    name = snapshot.audience
    prepared.readers[name] = audience_files.reader(name, snapshot.sources["audience"], prepared.brief)
    return prepared.run_for(name, ALL)


def _written(run: DocumentRun) -> Written:
    return lambda path: origin(path, run.places.moved) or (run.places.source, path)


def _memo(run: DocumentRun) -> MemoOrigin:
    """A memo laid out, for fit chooses between a text and its short form."""
    from policybrief.memo import provenance

    fitted = OUTPUTS["memo"].fit(run.compose("memo"), run).pages
    placed = (each for each in provenance.texts(fitted) if each.where.part == "words")
    return MemoOrigin([Text(each.text, each.path) for each in placed], _written(run))


def _joined(memo: MemoOrigin) -> str:
    return " ".join(text.words for text in memo.texts)
