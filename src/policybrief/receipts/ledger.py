"""Each piece of evidence as a receipt: what stands in its source, as far as it may be shown, and what verify found.

The guards stand here. A source that may not be named has no name, place or words; only a passage of the very source
that a claim cites is shown, for the nearest words to a wrong quotation may stand in one that this audience may not see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from policybrief.brief.model import Brief, Evidence, Judgment
from policybrief.brief.source_entry import UNNAMED, SourceEntry
from policybrief.compose import citations, locators
from policybrief.compose.citing import Citing
from policybrief.locale.locale import Locale
from policybrief.read.source import Moved, origin
from policybrief.receipts import figures
from policybrief.receipts.allowance import Allowance, Span, word_count
from policybrief.receipts.sheet import Grade, PassagePiece, PassagePieces, Receipt, Verdict
from policybrief.review.verify.locators import written
from policybrief.review.verify.verified import CheckedLocator, CheckedQuotation, Verified
from policybrief.sources.article.snapshot import Passage, Snapshot
from policybrief.text import inline
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.text.value_path import ValuePath

_QUOTED: Mapping[str, tuple[Grade, str]] = {
    "exact": ("good", "exact"),
    "punctuation": ("look", "punctuation"),
    "differs": ("bad", "differs"),
    "not found": ("bad", "absent"),
    "other source": ("bad", "absent"),
    "recorded": ("good", "recorded"),
    "not checked": ("none", "unchecked"),
}
_PLACED: Mapping[str, tuple[Grade, str]] = {
    "right": ("good", "place_right"),
    "wrong": ("bad", "place_wrong"),
    "unknown": ("bad", "place_unknown"),
    "recorded": ("good", "recorded"),
    "not checked": ("none", "unchecked"),
}
_ABOUT_THE_WORDS = frozenset(["quote-short", "quote-long", "quote-ambiguous", "quote-case", "quote-elided-long"])
"""Rules about a quotation itself; all others of an exact one are about what stands around it."""


@dataclass(frozen=True)
class ReceiptLedger:
    """A brief as one audience gets it, and what verify found of the whole: `moved` says where what it gets is from.

    `texts` are those of the sources that this audience may see named, and no others.
    """

    brief: Brief
    moved: Moved
    locale: Locale
    verified: Verified
    counted: list[CheckedQuotation | CheckedLocator] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)
    _allowances: dict[str, Allowance] = field(default_factory=dict)

    @cached_property
    def entries(self) -> Mapping[str, SourceEntry]:
        return {entry.id: entry for entry in self.brief.sources}

    @cached_property
    def citing(self) -> Citing:
        """How the documents name sources: as here."""
        return Citing.of(self.brief, self.locale)

    @cached_property
    def texts(self) -> Mapping[str, Snapshot]:
        return {
            entry.id: self.verified.snapshots[entry.id]
            for entry in self.brief.sources
            if entry.type != UNNAMED and entry.id in self.verified.snapshots
        }

    def allowance(self, source: str) -> Allowance:
        """What may be shown of a source whose text is here."""
        if source not in self._allowances:
            self._allowances[source] = Allowance(self.entries[source].share, self.texts[source], self.locale)
        return self._allowances[source]

    def name(self, source: str) -> str:
        """How a source is named in a line."""
        return inline.words(self.citing.label(self.entries[source]))

    def alone(self, entry: Judgment) -> str:
        """The one source of all the evidence that this audience sees; "" where it may stand for several."""
        sources = list(dict.fromkeys(piece.source for piece in entry.evidence))
        if len(sources) != 1 or len(self.brief.sources) < 2:
            return ""
        return "" if self.entries[sources[0]].type == UNNAMED else sources[0]

    # -- evidence

    def receipt(self, path: ValuePath, evidence: Evidence) -> Receipt:
        """The receipt of a piece of evidence at its path in what this audience gets."""
        source, words = evidence.source, self.locale.receipts
        name, anchor = self.name(source), anchored(source)
        if self.entries[source].type == UNNAMED:
            return Receipt(name, anchor, (Verdict("none", words["unnamed"]),))
        moved = origin(path, self.moved)
        at = moved[1] if moved else path
        quotation, locator = self._quotations.get(at), self._locators.get(at)
        self.counted.extend(finding for finding in (quotation, locator) if finding)
        verdicts = tuple(self._verdicts(quotation, locator))
        place = "" if evidence.locator is None else locators.in_evidence(str(evidence.locator), self.locale)
        receipt = Receipt(name, anchor, verdicts, inline.words(place), inline.words(evidence.speaker or ""))
        return self._with_words(receipt, source, quotation, locator)

    def cited(self, path: ValuePath, source: str) -> Receipt:
        """The receipt of a source that a text cites, or that stands beside it: with the places that the text names."""
        name, anchor, words = self.name(source), anchored(source), self.locale.receipts
        if self.entries[source].type == UNNAMED:
            return Receipt(name, anchor, (Verdict("none", words["unnamed"]),))
        moved = origin(path, self.moved)
        at = moved[1] if moved else path
        located = [each for each in self.verified.locators if each.path == at and each.source == source]
        self.counted.extend(located)
        verdicts = [Verdict(grade, words[key]) for grade, key in (_PLACED[each.verdict] for each in located)]
        spans: dict[Passage, list[Span]] = {
            passage: [] for each in located if source in self.texts for passage in each.passages
        }
        passages, note = self._shown(source, spans)
        said = (locators.place(inline.words(each.text), self.locale) for each in located)
        places = self.locale.names["separator"].join(said)
        verdicts = verdicts or [Verdict("none", words["as_a_whole"])]
        return Receipt(name, anchor, tuple(dict.fromkeys(verdicts)), places, passages=passages, note=note)

    def _with_words(
        self, receipt: Receipt, source: str, quotation: CheckedQuotation | None, locator: CheckedLocator | None
    ) -> Receipt:
        """The receipt with the source's words; or, where these are not here or others, with the brief's."""
        spans = self._spans(source, quotation)
        passages, note = self._shown(source, spans or self._whole(source, quotation, locator))
        secret = self.entries[source].share == "nothing"
        own = inline.words(quotation.text) if quotation and not spans and not secret else ""
        return replace(receipt, passages=passages, own=own, note=note)

    @cached_property
    def _quotations(self) -> Mapping[ValuePath, CheckedQuotation]:
        return {quotation.path.parent: quotation for quotation in self.verified.quotations}

    @cached_property
    def _locators(self) -> Mapping[ValuePath, CheckedLocator]:
        return {locator.path.parent: locator for locator in self.verified.locators}

    def _verdicts(self, quotation: CheckedQuotation | None, locator: CheckedLocator | None) -> Iterator[Verdict]:
        words = self.locale.receipts
        if quotation:
            grade, key = _QUOTED[quotation.verdict]
            yield Verdict(grade, words[key])
            if quotation.verdict == "exact" and set(quotation.rules) - _ABOUT_THE_WORDS:
                yield Verdict("look", words["context"])
        if locator:
            grade, key = _PLACED[locator.verdict]
            if not quotation or grade == "bad":
                yield Verdict(grade, words[key])
        if not (quotation or locator):
            yield Verdict("none", words["as_a_whole"])

    def _spans(self, source: str, quotation: CheckedQuotation | None) -> dict[Passage, list[Span]]:
        """What a quotation that is right has of each passage: of a wrong one the places are the nearest, anywhere."""
        spans: dict[Passage, list[Span]] = {}
        if quotation and quotation.verdict in ("exact", "punctuation") and source in self.texts:
            for place in quotation.places:
                spans.setdefault(place.passage, []).append((place.start, place.end))
        return spans

    def _whole(
        self, source: str, quotation: CheckedQuotation | None, locator: CheckedLocator | None
    ) -> dict[Passage, list[Span]]:
        """The passages that a place without a quotation names."""
        if quotation or locator is None or source not in self.texts:
            return {}
        return {passage: [] for passage in locator.passages}

    def _shown(
        self, source: str, spans: Mapping[Passage, Sequence[Span]], *, briefly: bool = False
    ) -> tuple[tuple[PassagePieces, ...], str]:
        """Passages as far as they may be shown; and why not all of their words are, once for each source."""
        if not spans:
            return (), ""
        allowance = self.allowance(source)
        shown = [allowance.show(passage, marked, briefly=briefly) for passage, marked in spans.items()]
        seen = any(piece.kind != "hidden" and piece.text.strip() for pieces in shown for piece in pieces)
        if len(shown) > 1 and not seen:
            shown = [_in_all(spans, self.locale)]
        if not any(piece.kind == "hidden" for pieces in shown for piece in pieces):
            return tuple(shown), ""
        key = "share_limit" if allowance.limited else f"share_{allowance.share}"
        if (source, key) in self._told or key not in self.locale.receipts:
            return tuple(shown), ""
        self._told.add((source, key))
        return tuple(shown), self.locale.receipts[key]

    # -- numbers

    def numbers(self, texts: Iterable[str], sources: Iterable[str], given: Collection[str] = ()) -> Iterator[Receipt]:
        """Receipts of the numbers of some texts in these sources, passage by passage; and those that are not there,
        which can be told only where the texts of all of the sources are here. What is `given` rests on another ground.
        """
        named = list(dict.fromkeys(sources))
        held = {name: self.texts[name] for name in named if name in self.texts}
        shown = [inline.words(text) for text in texts]
        placed: dict[tuple[str, Passage], list[figures.FigureSpot]] = {}
        absent: list[str] = []
        for spot in figures.spots(shown, held, self._cited, self.locale):
            if isinstance(spot, str):
                absent += [spot] if spot not in given else []
            else:
                placed.setdefault((spot.source, spot.passage), []).append(spot)
        for (source, passage), spots in placed.items():
            yield self._of_numbers(source, passage, spots)
        yield from self._unplaced(absent, list(held), sure=len(held) == len(named))

    def _unplaced(self, numbers: Sequence[str], sources: Sequence[str], *, sure: bool) -> Iterator[Receipt]:
        """Numbers that stand in no text: those that a source's entry has, as the day of its publication; and the
        others, where that is `sure`.
        """
        absent = list(numbers)
        for source in sources:
            entry = inline.words(citations.reference(self.entries[source], self.locale))
            if known := figures.known(absent, entry, self.locale):
                verdicts = (Verdict("good", self.locale.receipts["number_entry"]),)
                about, passages = self._numbered(known), ((PassagePiece("text", entry),),)
                yield Receipt(self.name(source), anchored(source), verdicts, about=about, passages=passages)
            absent = [number for number in absent if number not in known]
        if absent and sources and sure:
            yield self._absent(absent, sources)

    @property
    def _cited(self) -> set[Passage]:
        """The passages that have been named so far: those of the claim at hand, and of claims before it."""
        return {
            passage for finding in self.counted if isinstance(finding, CheckedLocator) for passage in finding.passages
        }

    def _of_numbers(self, source: str, passage: Passage, spots: Sequence[figures.FigureSpot]) -> Receipt:
        passages, note = self._shown(source, {passage: [spot.span for spot in spots]}, briefly=True)
        verdict = Verdict("good", self.locale.receipts["number_found"])
        about = self._numbered(spot.written for spot in spots)
        secret = self.entries[source].share == "nothing"  # a section's title is words of the source's own
        place = "" if secret else written([passage], self.brief.lang)
        return Receipt(
            self.name(source), anchored(source), (verdict,), place, about=about, passages=passages, note=note
        )

    def _absent(self, numbers: Sequence[str], sources: Sequence[str]) -> Receipt:
        named = self.locale.names["separator"].join(map(self.name, sources))
        verdict = Verdict("look", self.locale.receipts["number_absent"])
        return Receipt(named, anchored(sources[0]), (verdict,), about=self._numbered(numbers))

    def _numbered(self, numbers: Iterable[str]) -> str:
        joined = self.locale.punctuation["semicolon"].strip() + " "
        return self.locale.receipts["numbers"].format(numbers=joined.join(numbers))

    def differences(self, texts: Iterable[str], sources: Iterable[str]) -> Iterator[str]:
        """What is to be said where sources give different figures for what these texts say."""
        held = {
            name: self.texts[name]
            for name in dict.fromkeys(sources)
            if name in self.texts and self.entries[name].share != "nothing"
        }
        told = self.locale.receipts["differ"]
        differences = (
            difference
            for text in texts
            for difference in figures.differences(inline.all_words(text), held, self.locale)
        )
        for difference in dict.fromkeys(differences):
            source, other = self.name(difference.source), self.name(difference.other)
            yield told.format(first=difference.first, source=source, second=difference.second, other=other)


def said(text: str) -> Text:
    """A text of the brief without its citations, which the receipts take the place of."""
    runs = [run.saying(" ") if run.text == inline.BREAK else run for run in inline.parse(text) if not run.cite]
    return (*runs[:-1], runs[-1].saying(runs[-1].text.rstrip())) if runs else ()


def anchored(source: str) -> str:
    """The name of a source's entry on the page."""
    return f"source-{source}"


def _in_all(passages: Iterable[Passage], locale: Locale) -> PassagePieces:
    """How much many passages have, in one piece."""
    listed = list(passages)
    count = sum(word_count(passage.text) for passage in listed)
    paragraphs = locale.amount(len(listed), locale.paragraphs_counted)
    return (
        PassagePiece(
            "hidden", f"{paragraphs}{locale.punctuation['comma']} {locale.amount(count, locale.words_counted)}"
        ),
    )
