"""A brief's slides and memo as pictures while it is written: what an edit does not change is not made again.

The text comes from whoever edits it, and need be no file. It goes the way of a build as far as fit, and is drawn as SVG
from what was placed. A slide that can't be shown leaves its place empty, with what is wrong; the others are drawn.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.deck import provenance as in_deck
from policybrief.deck.draw.svg import svg
from policybrief.deck.fit import fit as deck_fit
from policybrief.deck.fit.line_room import LineRoom, line_room
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.errors import BriefError, Problem
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.kept_from import NOTHING, KeptFrom
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.read.project import EVERYONE, Project
from policybrief.read.source import Source
from policybrief.system.processes import confined
from policybrief.system.processes.standing import StandingProcess
from policybrief.text.document import Deck, Memo, runs
from policybrief.text.kept import Kept
from policybrief.text.records import dataclass
from policybrief.text.run import plain
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:  # what lays out a memo is read with the first one: slides need not wait for it
    from policybrief.compose.markup import KeptMarkup
    from policybrief.memo.fitted import FittedMemo

_KEY = 20
"""Letters of a picture's name: enough that no two are taken for one."""


@dataclass(frozen=True)
class DrawnPage:
    """A slide or a page: its SVG, by a name that is the same as long as the picture is; or what is wrong with it.
    `paths` are those of the values that stand there.
    """

    title: str
    svg: str = ""
    problems: tuple[Problem, ...] = ()
    paths: frozenset[ValuePath] = frozenset()

    @property
    def key(self) -> str:
        """What a browser that has it already knows it by."""
        return hashlib.sha256(self.svg.encode()).hexdigest()[:_KEY] if self.svg else ""


@dataclass(frozen=True)
class EditedTexts:
    """What is to be seen: the `texts` of files that are being edited, for whom, and which documents. What is asked in
    one `turn` is asked of the same project.
    """

    texts: Mapping[Path, str]
    audience: str = ""
    documents: tuple[str, ...] = ("deck", "memo")
    turn: str = ""


@dataclass(frozen=True)
class LiveView:
    """What is seen: pictures, the `audiences` to choose from with what they are called, and what is wrong. `run` says
    where texts stand.
    """

    run: DocumentRun
    audience: str
    audiences: Mapping[str, str]
    slides: tuple[DrawnPage, ...] = ()
    pages: tuple[DrawnPage, ...] = ()
    problems: tuple[Problem, ...] = ()
    faces: Mapping[str, Path] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[ValuePath]:
        """Of all values that stand somewhere."""
        return frozenset().union(*(picture.paths for picture in (*self.slides, *self.pages)))


class _Hand:
    """What was drawn last for one audience."""

    def __init__(self) -> None:
        self.markup: KeptMarkup = Kept()
        self.placed = deck_fit.KeptSlides()
        self.slides: Kept[PlacedSlide, DrawnPage] = Kept()
        self.tried = deck_fit.KeptSlides()
        self.latest: tuple[DocumentRun, Deck, deck_fit.Attempt] | None = None
        self.memos: Kept[Memo, tuple[FittedMemo, tuple[DrawnPage, ...]]] = Kept()


class LivePictures:
    """Draws one brief, again and again."""

    def __init__(self, brief: Path) -> None:
        self.brief = brief
        self.project = Project.of(brief)
        self._read: Kept[tuple[str, str], Source] = Kept()
        self._hands: dict[str, _Hand] = {}
        self._standing = StandingProcess(confined.TEMPLATE)
        self._last: tuple[str, str, Prepared, DocumentRun] | None = None

    def view(self, asked: EditedTexts) -> LiveView:
        """What is asked for. Raises `BriefError` with what is wrong where nothing of it can be shown."""
        prepared, run, audience = self._run(asked)
        for gone in self._hands.keys() - {*prepared.audiences, EVERYONE}:
            del self._hands[gone]
        hand = self._hands.setdefault(audience, _Hand())
        slides, told = self._slides(run, hand) if "deck" in asked.documents else ((), ())
        pages, more, faces = self._pages(run, hand) if "memo" in asked.documents else ((), (), {})
        problems = dict.fromkeys((*told, *more, *prepared.disagreements, *run.warnings))
        return LiveView(run, audience, dict(called(prepared)), slides, pages, tuple(problems), faces)

    def line_room(self, asked: EditedTexts, path: ValuePath) -> LineRoom | None:
        """How many lines the value at a path takes on the slides that are asked for, and how many there are; None where
        no slide shows it. Raises `BriefError` as `view` does.
        """
        _, run, audience = self._run(asked)
        hand = self._hands.setdefault(audience, _Hand())
        if hand.latest is None or hand.latest[0] is not run:
            self._slides(run, hand)
        assert hand.latest
        tried = partial(deck_fit.attempted, theme=run.theme, places=run.places, kept=hand.tried)
        return line_room(*hand.latest[1:], path, tried)

    def prepared(self, edited: Mapping[Path, str]) -> Prepared:
        """The brief with the texts of files that are being edited. Raises `BriefError` with all that is wrong."""
        files = self.project.audiences(self.brief)
        texts = {name: edited[file] for name, file in files.items() if file in edited}
        self._read.begin()
        parsed = {name: partial(source.parse, text, str(files[name])) for name, text in texts.items()}
        read = {name: self._read.of((name, texts[name]), parse) for name, parse in parsed.items()}
        if self.brief in edited:
            return Prepared.of_text(edited[self.brief], self.brief, read)
        return Prepared.reading(source.read(self.brief, within=self.project.root), self.project, edited=read)

    def kept_from(self, audience: str) -> KeptFrom:
        """What an audience that was just seen does not get."""
        assert self._last
        prepared = self._last[2]
        return KeptFrom.of(prepared.brief, prepared.reader(audience)) if prepared.audiences else NOTHING

    def _run(self, asked: EditedTexts) -> tuple[Prepared, DocumentRun, str]:
        """The brief as the audience gets it: the one of the same turn, or as all is by now."""
        if self._last and asked.turn and self._last[:2] == (asked.turn, asked.audience):
            return *self._last[2:], self._last[3].properties.audience
        files = self.project.audiences(self.brief)
        prepared = self.prepared(asked.texts)
        audience = asked.audience if asked.audience in files else next(iter(files), EVERYONE)
        run = prepared.run_for(audience, ALL) if files else prepared.run(ALL)
        run = replace(run, standing=self._standing)
        self._last = (asked.turn, asked.audience, prepared, run)
        return prepared, run, audience

    def _slides(self, run: DocumentRun, hand: _Hand) -> tuple[tuple[DrawnPage, ...], Sequence[Problem]]:
        deck = replace(run, markup=hand.markup).compose("deck")
        assert isinstance(deck, Deck)
        attempt = deck_fit.attempted(deck, run.theme, run.places, hand.placed)
        placed, hand.latest = attempt.placed, (run, deck, attempt)
        hand.slides.begin(run.theme)
        pictures = [hand.slides.of(slide, partial(_slide, placed, slide)) for slide in placed.slides]
        for refused in reversed(attempt.refused):
            paths = frozenset(run.path for run in runs(refused.slide))
            title = plain(refused.slide.title)
            pictures.insert(refused.before, DrawnPage(title, problems=refused.problems, paths=paths))
        return tuple(pictures), (*attempt.problems, *run.faults("deck", deck))

    def _pages(self, run: DocumentRun, hand: _Hand) -> tuple[tuple[DrawnPage, ...], Sequence[Problem], dict[str, Path]]:
        from policybrief.pdf import svg as page_svg

        memo = run.compose("memo")
        assert isinstance(memo, Memo)
        hand.memos.begin((run.theme, run.locale, run.extent.pages))
        try:
            fitted, pages = hand.memos.of(memo, partial(_memo, memo, run))
        except BriefError as error:
            return (DrawnPage(plain(memo.title), problems=error.problems),), error.problems, {}
        return pages, tuple(run.faults("memo", fitted.memo)), page_svg.faces(fitted.pages)


def called(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """What each audience is called; one whose file can't be read, by the file's name."""
    for name in prepared.audiences:
        said = prepared.files[name].at(("name",)) if name in prepared.files else None
        yield name, said if isinstance(said, str) and said else name


def _slide(deck: PlacedDeck, slide: PlacedSlide) -> DrawnPage:
    paths = frozenset(text.path for text in in_deck.texts(replace(deck, slides=(slide,))))
    return DrawnPage(slide.title, svg(deck, slide), paths=paths)


def _memo(memo: Memo, run: DocumentRun) -> tuple[FittedMemo, tuple[DrawnPage, ...]]:
    from policybrief.memo import provenance as in_memo
    from policybrief.memo.fit import fit as memo_fit
    from policybrief.pdf import svg as page_svg

    fitted = memo_fit.fit(memo, run.theme, run.locale, run.places, extent=run.extent)
    title, paths = plain(memo.title), defaultdict[int, set[ValuePath]](set)
    for text in in_memo.texts(fitted):
        paths[text.where.page].add(text.path)
    pages = enumerate(fitted.pages, 1)
    return fitted, tuple(DrawnPage(title, page_svg.page(page, title), (), frozenset(paths[n])) for n, page in pages)
