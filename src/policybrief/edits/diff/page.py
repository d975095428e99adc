"""A comparison as one page of HTML that needs nothing from anywhere: no script, no picture, no font.

It is rendered from `diff.html.j2`, which a project may replace as all templates. Whatever a brief says is escaped; the
page's policy allows its own style and nothing else, and it begins and ends with the marking, or it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, get_args

from policybrief.brief.parts import LISTS
from policybrief.brief.terms import PERCENT, Likelihood
from policybrief.compose import compose, loader, views
from policybrief.compose.citing import Citing
from policybrief.compose.places import Templates
from policybrief.edits.diff import told
from policybrief.edits.diff.diff import AudienceChanges
from policybrief.errors import BriefError
from policybrief.locale import locale
from policybrief.receipts.page import confined, unmarked
from policybrief.review.changes.facts import Fact

TEMPLATE = "diff.html.j2"
_FORM = loader.Rendering(escaped=True, printed=views.printed)
_LEVELS = {"high": 3, "moderate": 2, "low": 1}
_COUNTED = (*LISTS, "sources")
_SHOWN = {"unlikely": "unlikely", "roughly_even": "even", "likely": "likely"}
"""The terms that have room for their name on the scale."""


def of(comparisons: Sequence[AudienceChanges], templates: Templates) -> str:
    """The page of all comparisons. Raises `BriefError` with what is wrong with the template."""
    seen = {"comparisons": [_compared(comparison) for comparison in comparisons]}
    environment = loader.environment(templates, seen, Citing(locale.load(locale.DEFAULT)), _FORM)
    page = compose.rendered({TEMPLATE: environment}, templates)[TEMPLATE].strip() + "\n"
    if problems := list(unmarked(page, (comparisons[0].marking, comparisons[-1].marking))):
        raise BriefError(templates.problem(f"{TEMPLATE}:1", *problem) for problem in problems)
    return confined(page)


def _compared(compared: AudienceChanges) -> dict[str, Any]:
    return {
        "title": str(compared.new.get("title", "")),
        "lang": str(compared.new.get("lang", locale.DEFAULT)),
        "before": compared.before,
        "after": compared.after,
        "whom": compared.whom,
        "marking": compared.marking,
        "tallies": list(_tallies(compared.facts)),
        "total": told.total(compared.facts),
        "parts": [_part(part, compared) for part in told.parts(compared)],
    }


def _tallies(facts: Sequence[Fact]) -> Iterator[dict[str, Any]]:
    """The most important counts, four at most."""
    counts = {
        "in how sure we are": [fact for fact in facts if fact.kind in ("confidence", "likelihood")],
        "in judgments": [f for f in facts if f.part == "judgments" and f.kind not in ("confidence", "likelihood")],
        "in recommendations": [fact for fact in facts if fact.part == "recommendations"],
        "elsewhere": [fact for fact in facts if fact.part not in LISTS],
    }
    for words, of_kind in counts.items():
        noun = "change" if len(of_kind) == 1 else "changes"
        yield {"count": len(of_kind), "words": f"{noun} {words}", "first": words == "in how sure we are"}


def _part(part: told.ChangedPart, compared: AudienceChanges) -> dict[str, Any]:
    sides = {when: _count(data.get(part.key)) for when, data in (("before", compared.old), ("now", compared.new))}
    counts = f"{sides['before']} before, {sides['now']} now" if part.key in _COUNTED else ""
    sure = part.key == "confidence"
    kind = "judgment" if sure or part.key == "judgments" else "recommendation" if part.key == "recommendations" else ""
    return {"title": part.title, "counts": counts, "rows": [_row(row, kind, sure=sure) for row in part.rows]}


def _count(entries: Any) -> int:
    return len(entries) if isinstance(entries, Sequence) else 0


def _row(row: told.DiffRow, kind: str, *, sure: bool) -> dict[str, Any]:
    levels = [_level(fact) for fact in row.levels]
    return {
        **asdict(row),
        "levels": levels,
        "kind": kind,
        "beside": [] if sure else list(row.beside),
        "name": [{"text": text, "mark": mark} for text, mark in row.name],
        "changes": [
            {"field": each.field, "pieces": [{"text": text, "mark": mark} for text, mark in each.pieces]}
            for each in row.changes
        ],
    }


def _level(fact: Fact) -> dict[str, Any]:
    """A confidence as blocks, a likelihood on a scale, before and after."""
    return {
        "kind": fact.kind,
        "arrow": {True: "▲", False: "▼", None: ""}[fact.rose],
        "sides": [_side(fact.kind, when, value) for when, value in (("Before", fact.old), ("After", fact.new))],
    }


def _side(kind: str, when: str, value: str) -> dict[str, Any]:
    blocks = [number < _LEVELS.get(value, 0) for number in range(3)]
    scale = [
        {"width": most - least, "on": term == value, "name": _SHOWN.get(term, "")}
        for term, (least, most) in ((term, PERCENT[term]) for term in get_args(Likelihood))
    ]
    return {
        "when": when,
        "word": told.term(value).capitalize(),
        "blocks": blocks,
        "scale": scale if kind == "likelihood" else [],
    }
