"""lint: what the analysis rests on: alternatives, indicators, the quality of sources, and who says it."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.brief import walk
from policybrief.review.lint.draft import Draft, Finding
from policybrief.review.lint.rules import LintRule
from policybrief.text.value_path import ValuePath


def named_nowhere(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """None of the words that name such a thing stand in the brief, some of whose judgments are not sure.

    Only where its language has such words.
    """
    unsure = any(each.likelihood or each.confidence in ("moderate", "low") for each in draft.brief.judgments)
    known = any(draft.words(prose.lang).lists.get(name) for name in rule.lists for prose in draft.own[:1])
    if unsure and known and not any(draft.find(rule.lists, prose) for prose in draft.own):
        yield Finding(ValuePath("judgments"))


def one_option(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """An analysis of options that has one alone."""
    del rule
    options = draft.brief.options
    if options and len(options.entries) < 2:
        yield Finding(ValuePath("options", "entries"))


def unweighed(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """An analysis of options that prefers none."""
    del rule
    options = draft.brief.options
    if options and not any(option.preferred for option in options.entries):
        yield Finding(ValuePath("options", "entries"))


def undescribed(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Sources behind judgments of high confidence that have no note: told once, at the first of them."""
    del rule
    sure = (judgment for judgment in draft.brief.judgments if judgment.confidence == "high")
    behind = {piece.source for judgment in sure for piece in judgment.evidence}
    bare = [(at, entry.id) for at, entry in enumerate(draft.brief.sources) if entry.id in behind and not entry.note]
    if bare:
        named = ", ".join(name for _, name in bare)
        message = f"high confidence rests on {named}, of whose quality nothing is said"
        yield Finding(ValuePath("sources", bare[0][0], "id"), message=message)


def unsupported(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Judgments without evidence, none of whose texts cites a source: told once, at the first of them."""
    del rule
    bare = [
        (number, judgment)
        for number, judgment in enumerate(draft.brief.judgments)
        if not judgment.evidence and not any(True for _ in walk.cited(judgment))
    ]
    if bare:
        named = ", ".join(judgment.id for _, judgment in bare)
        yield Finding(ValuePath("judgments", bare[0][0]), message=f"nothing is named that {named} would rest on")


def unnamed(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A claim of nobody's, where its sentence cites no source."""
    for prose in draft.of(rule):
        yield from (Finding(prose, span) for span in draft.find(rule.lists, prose) if not prose.cites(span))
