"""lint: what a reviewer of tradecraft, or an editor, would mark in a brief's own words, and in those of its audiences.

It finds words and forms. Whether a judgment is right, no rule knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from policybrief.brief.audience import Reader
from policybrief.brief.model import Brief
from policybrief.errors import BriefError, Fix, Problem
from policybrief.read.source import Source
from policybrief.review.lint import acronyms, actions, analysis, editing, likelihoods, names, patterns, texts
from policybrief.review.lint.draft import Draft, Finding, mended
from policybrief.review.lint.prose import Prose
from policybrief.review.lint.rules import LintRule, RuleBook, book
from policybrief.review.lint.silence import Silences
from policybrief.text.value_path import ValuePath

Check = Callable[[Draft, LintRule], Iterable[Finding]]

CHECKS: Mapping[str, Check] = {
    "likelihood-and-confidence": likelihoods.with_confidence,
    "likelihood-contradicts": likelihoods.contradicting,
    "likelihood-several": likelihoods.several,
    "likelihood-mixed": likelihoods.mixed,
    "likelihood-missing": likelihoods.missing,
    "hedge-double": likelihoods.doubled,
    "hedge": likelihoods.hedges,
    "named-nowhere": analysis.named_nowhere,
    "source-descriptor": analysis.undescribed,
    "evidence-missing": analysis.unsupported,
    "unnamed-source": analysis.unnamed,
    "options-few": analysis.one_option,
    "options-unweighed": analysis.unweighed,
    "recommendation-verb": actions.not_an_order,
    "recommendation-passive": actions.passive,
    "headline-sentence": editing.no_sentence,
    "repeated-word": editing.repeated,
    "number-unit": editing.bare_number,
    "change-unmeasured": editing.unmeasured,
    "wordy": editing.wordy,
    "sentence-long": editing.long_sentence,
    "text-long": editing.long_text,
    "reading-level": editing.hard_to_read,
    "acronym": acronyms.undefined,
    "name-variants": names.variants,
    "name-similar": names.similar,
    "spelling": names.spelling,
    "unknown-rule": lambda _draft, _rule: (),
}
"""The checks that rules name. The last is told with the silences."""
_UNKNOWN = "unknown-rule"


def rules_for(house: Path, root: Path) -> RuleBook:
    """The rules of a project, with what its file `house` changes. Raises `BriefError` with all that is wrong in it."""
    return book(house, root, CHECKS.keys())


def draft(brief: Brief, source: Source, readers: Iterable[Reader], rules: RuleBook) -> Draft:
    """A brief and its audiences' files, as they are to be looked at by these rules."""
    files = list(readers)
    said = (*texts.of_brief(source, brief.lang), *texts.of_readers(files, brief.lang))
    return Draft(brief, source, said, rules, (source, *(each.source for each in files)))


def lint(draft: Draft, more: Iterable[tuple[LintRule, Finding]] = ()) -> list[Problem]:
    """All findings that stand in the texts, and `more` from its documents, in the order of the files. What is silenced
    is not among them.

    Raises `BriefError` where a house's own pattern takes too long.
    """
    findings = ((rule, finding) for rule in draft.book.rules.values() for finding in _found(draft, rule))
    silences = {source.file: Silences.of(source) for source in draft.sources}
    heard = []
    for rule, finding in (*findings, *more):
        problem = finding.problem(rule, draft.source)
        path = finding.where if isinstance(finding.where, ValuePath) else finding.where.path
        if not silences.get(problem.file, silences[draft.source.file]).holds(problem, path):
            heard.append((finding, problem))
    told = list(_with_fixes(heard))
    if useless := draft.book.rules.get(_UNKNOWN):
        unknown = (each for silence in silences.values() for each in silence.unknown(draft.book.known))
        told += [replace(each, rule=useless.id, severity=useless.severity) for each in unknown]
    return sorted(dict.fromkeys(told), key=lambda problem: (problem.file, problem.line, problem.column))


def _with_fixes(heard: list[tuple[Finding, Problem]]) -> Iterator[Problem]:
    """Each finding whose right words are known, with the fix of its whole text."""
    certain: dict[Prose, list[Finding]] = {}
    for finding, _ in heard:
        if isinstance(finding.where, Prose) and finding.right is not None:
            certain.setdefault(finding.where, []).append(finding)
    for finding, problem in heard:
        prose = finding.where
        if isinstance(prose, Prose) and finding.right is not None:
            right = prose.source.writing(prose.path, mended(prose, certain[prose]))
            yield replace(problem, fix=Fix(tuple(prose.path), "replace", right))
        else:
            yield problem


def _found(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    if rule.check:
        yield from CHECKS[rule.check](draft, rule)
    if not (rule.words or rule.pattern or not rule.check):
        return
    for prose in draft.of(rule):
        lists = () if rule.check else rule.lists  # what the check looks for already
        spans = [*draft.find(lists, prose), *draft.words(prose.lang).find_phrases(rule.words, prose)]
        if rule.pattern:
            try:
                spans += patterns.matches(rule.pattern, prose)
            except TimeoutError:
                hint = "make it simpler, in content/lint.yaml"
                raise BriefError([Problem(f"the pattern of {rule.id!r} takes too long", hint=hint)]) from None
        yield from (Finding(prose, span) for span in sorted(set(spans)))
