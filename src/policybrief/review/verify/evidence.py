"""One piece of evidence, held against its source: its quotation, its locator, and what was found of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from policybrief.brief.model import Evidence
from policybrief.errors import Fix, Nearest, Problem, Severity
from policybrief.read.source import Source
from policybrief.review.verify import context, locators, quotes
from policybrief.review.verify.indexed import Indexed, PassageSpan
from policybrief.review.verify.quotes import Hit, Quotation
from policybrief.review.verify.rules import RULES
from policybrief.review.verify.verified import CheckedLocator, CheckedQuotation, LocatorVerdict, QuotationVerdict
from policybrief.sources.article.snapshot import Passage
from policybrief.text.value_path import ValuePath

MOST_WORDS = 50
_ELIDED_WORDS = 40
_ALIKE = 65
"""A likeness from which on a passage may be what was meant."""
_SHORT = 3


class CheckedEvidence(NamedTuple):
    """What came of one piece of evidence; `quoted` is where its quotation stands in the source's folded text."""

    quotation: CheckedQuotation | None = None
    locator: CheckedLocator | None = None
    findings: tuple[Problem, ...] = ()
    quoted: tuple[quotes.Span, ...] = ()


@dataclass
class _Holding:
    """The work on one piece of evidence."""

    path: ValuePath
    evidence: Evidence
    read: Source
    source: Indexed
    others: list[Indexed]
    lang: str
    brief_lang: str
    findings: list[Problem] = field(default_factory=list)

    def find(self, rule: str, key: str, message: str, hint: str = "", **more: Any) -> None:
        """Take down a finding."""
        self.findings.append(finding(self.read, self.path / key, rule, message, hint, **more))

    def rules(self, key: str) -> tuple[str, ...]:
        """The rules that are broken by what stands under a key."""
        return tuple(dict.fromkeys(each.rule for each in self.findings if each.path == str(self.path / key)))


def finding(
    read: Source,
    path: ValuePath,
    rule: str,
    message: str,
    hint: str = "",
    *,
    sure: bool = True,
    fix: Fix | None = None,
    nearest: Nearest | None = None,
) -> Problem:
    """A problem of a rule, at its place, with the rule's severity and hint; where no machine can be sure, a warning."""
    about = RULES[rule]
    severity: Severity = "warning" if about.severity == "error" and not sure else about.severity
    problem = read.problem(path, message, hint or about.hint)
    return replace(problem, severity=severity, rule=rule, fix=fix, nearest=nearest)


def hold(
    path: ValuePath, evidence: Evidence, read: Source, sources: dict[str, Indexed], *, lang: str, brief_lang: str
) -> CheckedEvidence:
    """Hold a piece of evidence against the text of its source; `lang` is the source's language."""
    source = sources[evidence.source]
    others = [other for name, other in sources.items() if name != evidence.source]
    work = _Holding(path, evidence, read, source, others, lang, brief_lang)
    quotation, hits = _quotation(work) if evidence.quote else (None, [])
    locator = _locator(work, hits) if evidence.locator is not None else None
    spans = tuple((hit.start, hit.end) for hit in hits[:1])
    return CheckedEvidence(quotation, locator, tuple(work.findings), spans)


def _quotation(work: _Holding) -> tuple[CheckedQuotation, list[Hit]]:
    quotation = Quotation(work.evidence.quote or "")
    hits = quotes.find(quotation, work.source)
    verdict: QuotationVerdict = "exact"
    if hits:
        places = _places(work.source, hits[0])
        if not hits[0].cased:
            work.find("quote-case", "quote", "has other capitals than the source")
        _exact(work, quotation, hits)
    elif (span := quotes.same_words(quotation, work.source)) is not None:
        verdict, hits, places = "punctuation", [Hit((span,))], _places(work.source, Hit((span,)))
        _punctuation(work, quotation, span)
        _around(work, hits[0])
    else:
        verdict, places = _nowhere(work, quotation)
    checked = CheckedQuotation(
        work.path / "quote", work.source.id, quotation.text, verdict, places, work.rules("quote")
    )
    return checked, hits


def _places(source: Indexed, hit: Hit) -> tuple[PassageSpan, ...]:
    return tuple(source.place(start, end) for start, end in hit.pieces)


def _exact(work: _Holding, quotation: Quotation, hits: list[Hit]) -> None:
    """What may be wrong with a quotation that is word for word."""
    _around(work, _in_place(work, hits))
    count = len(quotation.words)
    passages = {work.source.passage_at(hit.start) for hit in hits}
    if len(passages) > 1 and work.evidence.locator is None:
        work.find("quote-ambiguous", "quote", f"stands at {len(passages)} places in {work.source.id}")
    if count > MOST_WORDS:
        work.find("quote-long", "quote", f"has {count} words; {MOST_WORDS} at most")
    elif count <= _SHORT:
        start, end = work.source.sentence(hits[0].start)
        sentence = work.source.folded[start:end].strip()
        shown = sentence if len(sentence) <= 200 else f"{sentence[:200]}…"
        work.find("quote-short", "quote", f"is {count} word{'s' * (count > 1)} out of: {shown}")
    for start, end in hits[0].omissions:
        left_out = len(work.source.folded[start:end].split())
        if left_out > _ELIDED_WORDS:
            work.find("quote-elided-long", "quote", f"leaves out {left_out} words")


def _in_place(work: _Holding, hits: list[Hit]) -> Hit:
    """Of several places, the one that the locator names."""
    if work.evidence.locator is None or len(hits) == 1:
        return hits[0]
    named = locators.look_up(str(work.evidence.locator), work.source.snapshot).passages
    return next((hit for hit in hits if work.source.passage_at(hit.start) in named), hits[0])


def _around(work: _Holding, hit: Hit) -> None:
    """What turns it round."""
    attributed = work.evidence.speaker is not None
    for turned in context.turned(hit, work.source, work.lang, attributed=attributed):
        message = f"{_TURNED[turned.rule]}: “{turned.words}”"
        work.find(turned.rule, "quote", message, sure=turned.sure)


_TURNED = {
    "quote-negation-cut": "the source denies it right outside of the quotation",
    "quote-negation-near": "a denial stands outside of the quotation",
    "quote-elided-negation": "leaves out a denial",
    "quote-refuted": "the source says that this is not so",
    "quote-reported": "the source reports it of somebody else",
    "quote-distanced": "the source keeps its distance",
    "quote-conditional": "holds on a condition in the source",
    "quote-counterfactual": "the source says what was not so",
    "quote-modality-cut": "the source is less sure",
    "quote-elided-modality": "leaves out how sure the source is",
    "quote-scope-cut": "the source says it of some only",
    "quote-conceded": "the source grants it on the way to something else",
    "quote-comparison-cut": "a comparison is cut in half",
    "quote-question": "the source asks it",
}


def _punctuation(work: _Holding, quotation: Quotation, span: quotes.Span) -> None:
    theirs = work.source.folded[slice(*span)]
    marked = [word for word in _quoted(theirs) if word not in _quoted(quotation.folded)]
    if marked:
        named = ", ".join(f"“{word}”" for word in marked[:3])
        work.find("quote-marks", "quote", f"leaves out the source's quotation marks round {named}")
    else:
        message = f"has the words of {work.source.id}, punctuated otherwise: {_shown(theirs)}"
        work.find("quote-punctuation", "quote", message)


def _quoted(folded: str) -> list[str]:
    return re.findall(r"(?<!\w)'([^']+)'(?!\w)", folded)


def _nowhere(work: _Holding, quotation: Quotation) -> tuple[QuotationVerdict, tuple[PassageSpan, ...]]:
    for other in work.others:
        if hits := quotes.find(quotation, other):
            fix = Fix((*work.path, "source"), "replace", other.id)
            message = f"stands in {other.id} ({_where(other, hits[0])}), not in {work.source.id}"
            work.find("quote-other-source", "quote", message, f"source: {other.id}", fix=fix)
            return "other source", _places(other, hits[0])
    nearest = quotes.nearest(quotation, [work.source, *work.others])
    if nearest is None:
        work.find("quote-not-found", "quote", f"stands nowhere in {work.source.id}")
        return "not found", ()
    meant = nearest.likeness >= _ALIKE
    place = nearest.source.place(*_inside(nearest, nearest.span if meant else nearest.source.sentence(nearest.middle)))
    elsewhere = "" if nearest.source is work.source else f"{nearest.source.id}: "
    theirs = place.passage.text[place.start : place.end].strip()
    both = Nearest(_cut(quotation.text), _cut(theirs), f"{elsewhere}{place.passage.locator}")
    if not meant:
        work.find("quote-not-found", "quote", f"stands nowhere in {work.source.id}, nor anything like it", nearest=both)
        return "not found", ()
    work.find("quote-differs", "quote", f"not word for word in {work.source.id}", nearest=both)
    return "differs", (place,)


def _inside(nearest: quotes.NearestPassage, span: quotes.Span) -> quotes.Span:
    """A span as far as it is in the passage that is meant."""
    first, last = nearest.source.bounds(nearest.middle)
    return max(first, span[0]), min(last, span[1])


def _where(source: Indexed, hit: Hit) -> str:
    return source.passage_at(hit.start).locator


def _shown(text: str) -> str:
    return f"“{_cut(text)}”"


def _cut(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"


def _locator(work: _Holding, hits: list[Hit]) -> CheckedLocator:
    text = str(work.evidence.locator)
    located = locators.look_up(text, work.source.snapshot)
    standing = {passage for hit in hits for passage in _passages(work.source, hit)}
    wrong = bool(hits) and located.sure and not standing & set(located.passages)
    first = list(dict.fromkeys(work.source.passage_at(hit.start) for hit in hits))[:3]
    meant = locators.meant(located, first, work.source.snapshot) if wrong else None
    verdict: LocatorVerdict = "right" if located.passages else "not checked"
    for part in located.missing:
        verdict = "unknown"
        if part is not meant:
            near = locators.title_near(part.text, work.source.snapshot)
            hint = f"did you mean {near!r}?" if near and near not in part.text else ""
            work.find("locator-unknown", "locator", f"{part.text!r} names no place in {work.source.id}", hint)
    if wrong:
        verdict = "wrong"
        fix = Fix((*work.path, "locator"), "replace", locators.mended(located, meant, first, work.brief_lang))
        where = locators.written(first, work.brief_lang)
        work.find("locator-wrong", "locator", f"the quotation stands in {where}, not in {text}", fix=fix)
    return CheckedLocator(work.path / "locator", work.source.id, text, verdict, located.passages)


def _passages(source: Indexed, hit: Hit) -> Iterator[Passage]:
    """The passages that a quotation has words of."""
    for start, end in hit.pieces:
        first, last = source.number_at(start), source.number_at(max(end - 1, start))
        yield from source.passages[first : last + 1]
