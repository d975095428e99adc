"""lint: how likely and how sure, by ICD 203, 6.e.(2): one term, of one row, and the two never in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.review.lint.draft import Draft, Finding
from policybrief.review.lint.patterns import Term
from policybrief.review.lint.prose import Prose, ProseSpan
from policybrief.review.lint.rules import LintRule

_TEXTS = ("headline", "text", "short")
_MONTH = "may"


def with_confidence(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A likelihood and a confidence level in one sentence."""
    for prose in draft.of(rule):
        levels = [span for span in draft.find(["confidence"], prose) if not _in_something(draft, prose, span)]
        for sentence in prose.sentences if levels else ():
            terms = [term.span for term in draft.terms(prose) if term.span.meets(sentence)]
            here = [span for span in levels if span.meets(sentence)]
            if terms and here:
                both = sorted([terms[0], here[0]])
                said = f"{prose.said(both[0])} … {prose.said(both[1])}"
                yield Finding(prose, ProseSpan(both[0].start, both[1].end), said={"found": said})


def _in_something(draft: Draft, prose: Prose, span: ProseSpan) -> bool:
    """Whether it is somebody's confidence in something: "low confidence in the government", not "in this judgment"."""
    words = draft.words(prose.lang)
    into = prose.follows(span)
    if into is None or into.folded not in words.of("confidence_in"):
        return False
    behind = [token.folded for token in prose.tokens if token.start >= into.end][:2]
    return not words.of("judged").intersection(behind)


def contradicting(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A likelihood in a judgment's texts, none of which has that of its key."""
    for number, judgment in enumerate(draft.brief.judgments):
        said = _terms(draft, number, rule)
        if judgment.likelihood and said and all(term.key != judgment.likelihood for _, term in said):
            prose, term = said[0]
            key = judgment.likelihood.replace("_", " ")
            message = f'"{prose.said(term.span)}", and its key says {key}'
            yield Finding(prose, term.span, message)


def several(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Several likelihoods in one judgment."""
    for number, _ in enumerate(draft.brief.judgments):
        said = _terms(draft, number, rule)
        other = next(((prose, term) for prose, term in said if term.key != said[0][1].key), None)
        if other:
            first, (prose, term) = said[0], other
            message = f'"{first[0].said(first[1].span)}" and "{prose.said(term.span)}" in one judgment'
            yield Finding(prose, term.span, message)


def _terms(draft: Draft, number: int, rule: LintRule) -> list[tuple[Prose, Term]]:
    texts = [prose for prose in draft.of_judgment(number, *_TEXTS) if rule.speaks(prose.lang)]
    return [(prose, term) for prose in texts for term in draft.terms(prose)]


def mixed(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Terms of the second row where the first is used too, in a text or by a key; told once."""
    said = [(prose, term) for prose in draft.own if rule.speaks(prose.lang) for term in draft.terms(prose)]
    second = [(prose, term) for prose, term in said if term.row == "second"]
    first = next((prose.said(term.span) for prose, term in said if term.row == "first"), "")
    keys = (judgment.likelihood for judgment in draft.brief.judgments if judgment.likelihood)
    first = first or next((key.replace("_", " ") for key in keys), "")
    if first and second:
        prose, term = second[0]
        times = f" and {len(second) - 1} more of its row" if len(second) > 1 else ""
        yield Finding(prose, term.span, f'"{prose.said(term.span)}" here{times}, and "{first}" elsewhere')


def missing(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A forecast in a judgment that has no likelihood, by its key or in the sentence. Of each judgment, the first."""
    for number, judgment in enumerate(draft.brief.judgments):
        if judgment.likelihood:
            continue
        for prose in draft.of_judgment(number, *_TEXTS):
            spans = [span for span in draft.find(["forecasts"], prose) if rule.speaks(prose.lang)]
            if open_ended := next((span for span in spans if not _said_how_likely(draft, prose, span)), None):
                yield Finding(prose, open_ended)
                break


def _said_how_likely(draft: Draft, prose: Prose, span: ProseSpan) -> bool:
    """Whether the sentence says how likely, or leaves open what will be: "whether it will"."""
    sentence = prose.sentence(span.start)
    likely = [*(term.span for term in draft.terms(prose)), *draft.find(["loose_likelihoods", "hedges"], prose)]
    asked = draft.words(prose.lang).of("open_questions")
    before = (token.folded for token in prose.inside(ProseSpan(sentence.start, span.start)))
    return any(each.meets(sentence) for each in likely) or any(word in asked for word in before)


def doubled(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Two hedges in a row, or a hedged likelihood."""
    for prose in draft.of(rule):
        yield from (Finding(prose, span) for span in _doubles(draft, prose))


def hedges(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A word that hedges; where two stand together, `hedge-double` tells it."""
    for prose in draft.of(rule):
        told = _doubles(draft, prose) if "hedge-double" in draft.book.rules else []
        for span in _hedges(draft, prose):
            if not any(span.meets(other) for other in told):
                yield Finding(prose, span)


def _hedges(draft: Draft, prose: Prose) -> list[ProseSpan]:
    hedges = [span for span in draft.find(["hedges"], prose) if not (_a_month(prose, span) or _owned(prose, span))]
    return [span for span in hedges if not _permitted(draft, prose, span)]


def _owned(prose: Prose, span: ProseSpan) -> bool:
    """Whether "might" is somebody's: "the regime's might"."""
    before = prose.precedes(span)
    return before is not None and before.folded.endswith(("'s", "s'")) and prose.said(span).lower() == "might"


def _permitted(draft: Draft, prose: Prose, span: ProseSpan) -> bool:
    """Whether "may" is what somebody is allowed: "under the treaty, each party may withdraw"."""
    if prose.said(span).lower() != _MONTH:
        return False
    sentence = prose.sentence(span.start)
    return any(each.meets(sentence) for each in draft.find(["permissions"], prose))


def _a_month(prose: Prose, span: ProseSpan) -> bool:
    """Whether "May" is the month: it has a capital where no sentence begins, or a number beside it."""
    if prose.said(span) != _MONTH.capitalize():
        return False
    beside = (prose.precedes(span), prose.follows(span))
    return not prose.opens(span.start) or any(token and token.word[0].isdigit() for token in beside)


def _doubles(draft: Draft, prose: Prose) -> list[ProseSpan]:
    weak = set(_hedges(draft, prose))
    said = sorted({*weak, *(term.span for term in draft.terms(prose)), *draft.find(["loose_likelihoods"], prose)})
    doubles: list[ProseSpan] = []
    for number, near in enumerate(said):
        for far in said[number + 1 :]:
            if far.start - near.end >= _NEAR:
                break
            span = ProseSpan(near.start, max(near.end, far.end))
            told = any(span.meets(each) for each in doubles)
            if {near, far} & weak and not told and _together(draft, prose, near, far):
                doubles.append(span)
    return doubles


_NEAR = 40
"""Characters between two hedges that belong together."""


def _together(draft: Draft, prose: Prose, near: ProseSpan, far: ProseSpan) -> bool:
    """Whether two hedges are one after another, with glue at most, or a doubtful adverb goes with a modal verb."""
    words = draft.words(prose.lang)
    gap = prose.plain[near.end : max(far.start, near.end)]
    if any(mark in gap for mark in ".;:!?…()"):
        return False
    between = words.of("between_hedges")
    adverb, modal = prose.said(near).lower(), prose.said(far).lower()
    twice = adverb in words.of("doubtful_adverbs") and modal in words.of("modals") and "," not in gap
    glue = all(token.folded in between for token in prose.inside(ProseSpan(near.end, max(far.start, near.end))))
    return twice or glue or not gap.strip(" ,\n")
