"""A comparison for tools. A fact's `id` stays the same from one comparison to the next, wherever its entry stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policybrief.edits.diff.diff import AudienceChanges
from policybrief.review.changes.facts import Fact


def of(comparisons: Sequence[AudienceChanges]) -> dict[str, Any]:
    """The comparisons, one for each group of audiences that see the same."""
    return {
        "differs": any(comparison.facts for comparison in comparisons),
        "comparisons": [_compared(comparison) for comparison in comparisons],
    }


def _compared(comparison: AudienceChanges) -> dict[str, Any]:
    return {
        "audiences": list(comparison.audiences),
        "before": comparison.before,
        "after": comparison.after,
        "facts": [_fact(fact) for fact in comparison.facts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    entry = fact.entry
    return {
        "id": fact.id,
        "kind": fact.kind,
        "weight": fact.weight,
        "part": fact.part,
        "entry": entry.key if entry else None,
        "name": entry.name if entry else None,
        "number": (entry.number or None) if entry else None,
        "was": (entry.was or None) if entry else None,
        "field": fact.field,
        "path": str(fact.path),
        "old": fact.old or None,
        "new": fact.new or None,
        "rose": fact.rose,
        "notes": list(fact.notes),
    }
