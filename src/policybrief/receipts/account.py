"""What stands above the claims and below them: how much is right, what to look at, the sources as they were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policybrief.brief.source_entry import UNNAMED, SourceEntry
from policybrief.compose import citations
from policybrief.receipts.ledger import ReceiptLedger, anchored, said
from policybrief.receipts.sheet import Claim, HeadFigure, SourceRow
from policybrief.review.verify.verified import CheckedLocator, CheckedQuotation
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.text.value_path import ValuePath


@dataclass(frozen=True)
class Account:
    """Of a ledger in which all claims stand; `numbers` are those of judgments, `digests` the hashes of texts."""

    ledger: ReceiptLedger
    numbers: Mapping[ValuePath, int]
    digests: Mapping[str, str]

    def tallies(self, claims: Sequence[Claim]) -> Iterator[HeadFigure]:
        """What was found, in figures; nothing is said of what there is none of."""
        words, counted = self.ledger.locale.receipts, self.ledger.counted
        quotations = [finding.verdict for finding in counted if isinstance(finding, CheckedQuotation)]
        places = [finding.verdict for finding in counted if isinstance(finding, CheckedLocator)]
        named = [entry for entry in self.ledger.brief.sources if entry.type != UNNAMED]
        right = sum(verdict in ("exact", "recorded") for verdict in quotations)
        places_right = sum(verdict in ("right", "recorded") for verdict in places)
        for part, whole, what in (
            (right, len(quotations), "quotations"),
            (places_right, len(places), "places"),
            (len(self.ledger.texts), len(named), "texts"),
        ):
            if whole or self.ledger.brief.sources:
                yield self._tally(part, whole, words[what])
        doubts = sum(claim.doubtful for claim in claims)
        yield HeadFigure(str(doubts), words["doubts"], "look" if doubts else "good")

    def _tally(self, part: int, whole: int, words: str) -> HeadFigure:
        figure = self.ledger.locale.receipts["part_of"].format(part=part, whole=whole)
        return HeadFigure(figure, words, "good" if part == whole else "look")

    def warnings(self) -> Iterator[str]:
        """What stands above all claims."""
        words, separator = self.ledger.locale.receipts, self.ledger.locale.names["separator"]
        if not self.ledger.brief.sources:
            return
        if not self.ledger.texts:
            yield words["no_texts"]
        elif missing := [
            self.ledger.name(entry.id)
            for entry in self.ledger.brief.sources
            if entry.type != UNNAMED and entry.id not in self.ledger.texts
        ]:
            yield words["missing"].format(sources=separator.join(missing))
        alone: dict[str, list[str]] = {}
        for number, entry in enumerate(self.ledger.brief.judgments):
            if source := self.ledger.alone(entry):
                alone.setdefault(source, []).append(str(self.numbers[ValuePath("judgments", number)]))
        for source, numbers in alone.items():
            if len(numbers) > 1:
                listed = separator.join(numbers)
                yield words["one_source_several"].format(source=self.ledger.name(source), numbers=listed)

    def sources(self) -> Iterator[SourceRow]:
        """The entries, each with what was read of it."""
        for entry in self.ledger.brief.sources:
            reference = said(citations.reference(entry, self.ledger.locale))
            if entry.type == UNNAMED:
                yield SourceRow(anchored(entry.id), reference)
            else:
                yield self._source(entry, reference)

    def _source(self, entry: SourceEntry, reference: Text) -> SourceRow:
        locale, words = self.ledger.locale, self.ledger.locale.receipts
        quoted = sum(
            isinstance(finding, CheckedQuotation) and finding.source == entry.id for finding in self.ledger.counted
        )
        cited = locale.amount(quoted, locale.quotations_counted)
        if entry.id not in self.ledger.texts:
            return SourceRow(anchored(entry.id), reference, (words["no_text"],), cited=cited)
        allowance, digest = self.ledger.allowance(entry.id), self.digests[entry.id]
        much = locale.amount(allowance.total, locale.words_counted)
        paragraphs = locale.amount(len(allowance.snapshot.passages), locale.paragraphs_counted)
        share = locale.percentage(round(100 * allowance.shown / max(allowance.total, 1)))
        shown = words["shown"].format(words=locale.amount(allowance.shown, locale.words_counted), percent=share)
        meant = entry.snapshot.sha256 if entry.snapshot else None
        changed = words["changed"] if meant not in (None, digest) else ""
        read = (f"{much}{locale.names['separator']}{paragraphs}", shown)
        return SourceRow(anchored(entry.id), reference, read, digest, cited, changed)
