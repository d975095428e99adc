"""Whether a brief's sources say what it has them say: its quotations, the places that it names, its numbers and names.

It is about provenance, and not about truth: a false claim made of a source's own words passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from policybrief.brief import walk
from policybrief.brief.model import Brief, Evidence, Judgment
from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.review.verify import in_texts
from policybrief.review.verify.evidence import CheckedEvidence, finding, hold
from policybrief.review.verify.indexed import Indexed
from policybrief.review.verify.record import Record
from policybrief.review.verify.snapshots import Snapshots, problems
from policybrief.review.verify.unsupported import Unsupported
from policybrief.review.verify.verified import CheckedLocator, CheckedQuotation, Verified
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

MOST_SHARE = 0.10
"""More of a source is hardly a quotation any more."""


def verify(brief: Brief, read: Source, snapshots: Snapshots, magnitudes: Mapping[str, float]) -> Verified:
    """Hold a brief, as it was read, against the texts of its sources; `magnitudes` are its language's words for
    thousand, million and so on.

    Where a text is missing, its record is asked; without either its quotations are not checked, which is a note.
    """
    work = _Work(brief, read, snapshots)
    pieces = list(evidence(brief))
    held = [work.hold(path, each) for path, each in pieces]
    in_text = list(in_texts.checked(brief, read, work.indexed))
    findings = [
        *problems(snapshots),
        *(problem for _, problem in in_text if problem),
        *(each for checked in held for each in checked.findings),
        *work.doubtful([entry for _, entry in pieces]),
        *Unsupported(brief, read, work.indexed, magnitudes).findings(),
        *_confidence(brief, read),
        *work.shares(pieces, held),
    ]
    ordered = sorted(dict.fromkeys(findings), key=lambda problem: (problem.file, problem.line, problem.column))
    quotations = tuple(checked.quotation for checked in held if checked.quotation)
    places = (*(checked.locator for checked in held if checked.locator), *(place for place, _ in in_text))
    return Verified(tuple(ordered), quotations, places, snapshots.texts)


def evidence(brief: Brief) -> Iterator[tuple[ValuePath, Evidence]]:
    """All evidence of a brief, each with its place."""
    yield from ((path, value) for path, value in walk.values(brief) if isinstance(value, Evidence))


@dataclass(frozen=True)
class _Work:
    """A brief, and what it is held against."""

    brief: Brief
    read: Source
    snapshots: Snapshots

    @cached_property
    def indexed(self) -> dict[str, Indexed]:
        return {name: Indexed(name, text) for name, text in self.snapshots.texts.items()}

    @cached_property
    def entries(self) -> dict[str, SourceEntry]:
        return {entry.id: entry for entry in self.brief.sources}

    def hold(self, path: ValuePath, evidence: Evidence) -> CheckedEvidence:
        """One piece of evidence, against the text of its source or what was recorded of it."""
        if evidence.source in self.indexed:
            lang = self.entries[evidence.source].language or self.brief.lang
            return hold(path, evidence, self.read, self.indexed, lang=lang, brief_lang=self.brief.lang)
        return self._recorded(path, evidence)

    def _recorded(self, path: ValuePath, evidence: Evidence) -> CheckedEvidence:
        """A quotation and a locator without the text: as they were recorded, or not checked."""
        record = self.snapshots.records.get(evidence.source)
        text, place = evidence.quote or "", "" if evidence.locator is None else str(evidence.locator)
        known = record is not None and self._is_of(record, evidence.source) and record.has(text, place)
        findings: list[Problem] = []
        if record is not None and not known and (text or place):
            message = f"is not as it was verified against {evidence.source}, whose text is not here"
            key = "quote" if text else "locator"
            findings.append(finding(self.read, path / key, "quote-unrecorded", message))
        verdict: Literal["recorded", "not checked"] = "recorded" if known else "not checked"
        return CheckedEvidence(
            CheckedQuotation(path / "quote", evidence.source, text, verdict) if text else None,
            CheckedLocator(path / "locator", evidence.source, place, verdict) if place else None,
            tuple(findings),
        )

    def _is_of(self, record: Record, source: str) -> bool:
        """Whether a record is of the text that the brief means."""
        meant = self.entries[source].snapshot
        return meant is None or meant.sha256 is None or meant.sha256 == record.snapshot

    def doubtful(self, evidence: list[Evidence]) -> Iterator[Problem]:
        """Texts that are missing, can't be read or have changed since the quotations were taken."""
        missing: list[str] = []
        for number, entry in enumerate(self.brief.sources):
            path = ValuePath("sources", number, "snapshot") if entry.snapshot else ValuePath("sources", number, "id")
            if gone := self.snapshots.missing.get(entry.id):
                if gone.rule != "snapshot-missing":
                    yield finding(self.read, path, gone.rule, gone.message)
                elif entry.id not in self.snapshots.records:
                    missing.append(entry.id)
            elif entry.snapshot and entry.snapshot.sha256 not in (None, self.snapshots.digests[entry.id]):
                yield finding(self.read, path, "snapshot-changed", self._changed(entry))
        unchecked = sum(
            quoted.source in missing and (quoted.quote or quoted.locator) is not None for quoted in evidence
        )
        if missing and unchecked:
            yield self._missing(missing, unchecked)

    def _missing(self, missing: list[str], unchecked: int) -> Problem:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        hint = f"brief import ARTICLE --source {missing[0]} makes it"
        what = f"{unchecked} piece{'s' * (unchecked > 1)} of evidence not checked: no text of {shown}"
        return finding(self.read, ValuePath("sources"), "snapshot-missing", what, hint)

    def _changed(self, entry: SourceEntry) -> str:
        """What is known of the change."""
        said = "the text is not the one that the quotations were taken from"
        record = self.snapshots.records.get(entry.id)
        if record is None:
            return said
        passages = record.changed(self.snapshots.texts[entry.id])
        if not passages:
            return f"{said}: passages were taken out or moved"
        named = "; ".join(passage.locator for passage in passages[:3])
        return f"{said}: {len(passages)} changed ({named}{' …' if len(passages) > 3 else ''})"

    # -- how much is quoted

    def shares(self, evidence: list[tuple[ValuePath, Evidence]], held: list[CheckedEvidence]) -> Iterator[Problem]:
        """Sources of which too much is quoted; of short ones that is soon the case, so those are left alone."""
        spans: dict[str, set[tuple[int, int]]] = {}
        for (_, piece), checked in zip(evidence, held, strict=True):
            spans.setdefault(piece.source, set()).update(checked.quoted)
        for number, entry in enumerate(self.brief.sources):
            source = self.indexed.get(entry.id)
            if source is None:
                continue
            quoted = sum(len(source.folded[start:end].split()) for start, end in spans.get(entry.id, ()))
            total = len(source.folded.split())
            if total >= _SHORTEST_WORDS and quoted > MOST_SHARE * total:
                message = f"{quoted} of its {total:,} words are quoted ({quoted / total:.0%})"
                yield finding(self.read, ValuePath("sources", number, "id"), "quoted-share", message)


_SHORTEST_WORDS = 500
"""Words of a source from which on shares of it say something."""


def _confidence(brief: Brief, read: Source) -> Iterator[Problem]:
    """What rests on one source alone."""
    alone: Counter[str] = Counter()
    for number, judgment in enumerate(brief.judgments):
        sources = _named(judgment)
        if len(sources) == 1 and len(brief.sources) > 1:
            alone[sources[0]] += 1
        if len(sources) == 1 and judgment.confidence == "high":
            path = ValuePath("judgments", number, "confidence")
            yield finding(read, path, "high-on-one-source", f"high, on {sources[0]} alone")
    for source, count in alone.items():
        if count >= 2 and count * 2 >= len(brief.judgments):
            message = f"{count} of {len(brief.judgments)} rest on {source} alone"
            yield finding(read, ValuePath("judgments"), "one-source", message)


def _named(judgment: Judgment) -> list[str]:
    return list(dict.fromkeys(each.source for each in judgment.evidence))
