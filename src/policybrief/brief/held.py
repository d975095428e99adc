"""Which parts of its documents a brief has something for. The others leave no trace, and take no place among them."""

from __future__ import annotations

from policybrief.brief.model import Brief, Judgment
from policybrief.brief.parts import Kind

_ALWAYS = ("title_slide", "bottom_line")
_BY_CHOICE = ("figures", "charts", "tables", "options")
"""What stands in a memo where it says so itself."""


def holds(brief: Brief, kind: Kind, part: str) -> bool:
    """Whether there is something for a part of the deck or the memo, which may be a section by its id."""
    if part in _ALWAYS:
        return True
    if part == "trace":
        return sum(bool(entry.rests_on) for entry in brief.recommendations) > 1
    if part == "backup":
        return any(_has_evidence_of_its_own(entry) for entry in brief.judgments)
    if part == "about":
        offices = any(author.title or author.organization for author in brief.authors)
        return offices or any((brief.contact, brief.acknowledgements, brief.disclaimer))
    if kind == "memo" and part in _BY_CHOICE:
        found = getattr(brief, part)
        entries = found if isinstance(found, tuple) else (found,)
        return any(entry and entry.in_memo for entry in entries)
    return bool(getattr(brief, part, True))


def _has_evidence_of_its_own(judgment: Judgment) -> bool:
    """Whether a slide of evidence says more of it than its own slide does."""
    return bool(judgment.evidence) and bool(judgment.confidence or any(piece.quote for piece in judgment.evidence))
