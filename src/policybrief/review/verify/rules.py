"""What verify looks for, in one table: each rule's id, how serious it is, what it means, and what to do about it.

The ids are stable: briefs, scripts and pages refer to them. `docs/verify.md` and `brief skill` print this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policybrief.errors import Severity


class VerifyRule(NamedTuple):
    """One rule. `why` says what is wrong where it is broken, and `hint` what to do; both are sentences for readers."""

    id: str
    severity: Severity
    why: str
    hint: str = ""


_LOOK = "quote what stands round it too, or say in the brief's own text how the source means it"

_ALL = (
    # quotations
    VerifyRule(
        "quote-differs", "error", "The quotation is not word for word in its source.", "take the source's words"
    ),
    VerifyRule(
        "quote-not-found",
        "error",
        "Nothing like the quotation stands in its source.",
        "take it out, or find where it is from",
    ),
    VerifyRule(
        "quote-other-source",
        "error",
        "The quotation stands in another of the brief's sources.",
        "name the source that has it",
    ),
    VerifyRule(
        "quote-punctuation",
        "warning",
        "The quotation has the source's words with other punctuation.",
        "punctuate as the source does",
    ),
    VerifyRule(
        "quote-marks",
        "warning",
        "The source puts some of the words in quotation marks, and the brief does not.",
        "keep the source's quotation marks: they may be its distance",
    ),
    VerifyRule(
        "quote-case", "warning", "The quotation has other capitals than the source.", "keep the source's capitals"
    ),
    VerifyRule(
        "quote-short", "note", "Three words or fewer: how the source's sentence uses them can't be told from them."
    ),
    VerifyRule(
        "quote-ambiguous",
        "note",
        "The quotation stands at several places of its source.",
        "give a locator",
    ),
    VerifyRule(
        "quote-long", "warning", "The quotation is longer than 50 words.", "shorten it, or put it in your own words"
    ),
    # exact, and misleading
    VerifyRule(
        "quote-negation-cut",
        "error",
        "The source denies it right outside of the quotation.",
        _LOOK,
    ),
    VerifyRule("quote-negation-near", "warning", "A denial stands in the same clause outside of the quotation.", _LOOK),
    VerifyRule("quote-elided-negation", "error", "A denial is left out under an ellipsis or a bracket.", "put it back"),
    VerifyRule(
        "quote-refuted",
        "error",
        "The source says that what is quoted is not so.",
        "quote the source's own view; this is what it argues against",
    ),
    VerifyRule(
        "quote-reported",
        "warning",
        "The source reports what somebody else says, believes or hopes.",
        "name who says it under 'speaker', or quote the source's own view",
    ),
    VerifyRule(
        "quote-distanced", "warning", "The source keeps its distance from these words: 'so-called', 'on paper'.", _LOOK
    ),
    VerifyRule("quote-conditional", "warning", "In the source it holds on a condition, or is one.", _LOOK),
    VerifyRule("quote-counterfactual", "error", "The source says that it would have been so, and was not.", _LOOK),
    VerifyRule(
        "quote-modality-cut", "warning", "The source says that it may be so, or that somebody tries or wants to.", _LOOK
    ),
    VerifyRule(
        "quote-elided-modality",
        "warning",
        "'May', 'if', 'claims that' or the like is left out under an ellipsis or a bracket.",
        "put it back",
    ),
    VerifyRule("quote-scope-cut", "warning", "The source says it of some only, or up to a point.", _LOOK),
    VerifyRule("quote-conceded", "warning", "The source grants it on the way to something else.", _LOOK),
    VerifyRule("quote-comparison-cut", "warning", "A comparison or a contrast is cut in half.", _LOOK),
    VerifyRule("quote-question", "warning", "The source asks it.", "keep the question, with its mark"),
    VerifyRule("quote-elided-long", "warning", "An ellipsis leaves out more than 40 words.", "quote two passages"),
    # places
    VerifyRule(
        "locator-wrong", "error", "The quotation does not stand where the locator says.", "brief verify --fix mends it"
    ),
    VerifyRule(
        "locator-unknown", "warning", "The locator names no place in the source.", "name a section as its title begins"
    ),
    # claims
    VerifyRule(
        "number-unsupported",
        "error",
        "A number of the text is in none of the sources that it rests on.",
        "correct it, or cite the source that has it",
    ),
    VerifyRule(
        "name-unsupported",
        "warning",
        "A name in the text is in none of the sources that it rests on.",
        "cite a source that has it, or give another word for it under 'aliases'",
    ),
    VerifyRule(
        "high-on-one-source",
        "warning",
        "High confidence rests on one source alone.",
        "ICD 203 asks for the quality and the number of sources: lower it, or add a second source",
    ),
    VerifyRule("one-source", "note", "Most judgments rest on one and the same source alone."),
    VerifyRule(
        "quoted-share", "warning", "More than a tenth of a source is quoted.", "quote less: it is somebody's text"
    ),
    # the snapshots themselves
    VerifyRule("snapshot-missing", "note", "There is no text of the source here to verify against."),
    VerifyRule(
        "snapshot-changed",
        "error",
        "The source's text is not the one that the quotations were taken from.",
        "look at them again; then 'brief verify --record' takes the new text for what they rest on",
    ),
    VerifyRule("snapshot-unreadable", "error", "The snapshot can't be read."),
    VerifyRule(
        "quote-unrecorded",
        "warning",
        "Without the source's text, and not among the quotations that were verified when it was recorded.",
        "verify it where the text is, and record it: brief verify --record",
    ),
)

RULES: Mapping[str, VerifyRule] = {rule.id: rule for rule in _ALL}
"""All rules by their ids."""


def table(rules: Iterable[VerifyRule] = _ALL) -> list[tuple[str, str, str, str]]:
    """The rules as rows: id, severity, what is wrong, what to do."""
    return [(rule.id, rule.severity, rule.why, rule.hint) for rule in rules]
