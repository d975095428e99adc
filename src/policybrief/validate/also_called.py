"""What people call the keys of a brief before they have read what these are called. Data alone.

A key is read as another where it is not known in its place, the other is, and is not there: so `title` is a chart's
headline and a column's name, and stays a section's title. It is told all the same, once, with the change that mends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    # what is said
    "headline": ("title", "heading", "claim", "statement", "finding", "judgment", "action", "message"),
    "text": ("description", "details", "detail", "body", "explanation", "rationale", "reasoning", "content", "event"),
    "short": ("summary", "in_short"),
    "label": ("title", "name", "heading", "criterion"),
    "name": ("label", "title", "header", "heading"),
    "ask": ("request", "question", "for", "headline"),
    "so_what": ("implication", "implications", "why_it_matters"),
    "alt": ("alt_text", "alternative_text", "description"),
    # how sure it is, and on what it rests
    "likelihood": ("probability", "likeliness", "odds"),
    "confidence": ("certainty", "confidence_level"),
    "rests_on": ("based_on", "supported_by", "because", "judgments", "follows_from"),
    "source": ("ref", "reference", "cite", "citation", "id"),
    "locator": ("page", "pages", "pp"),
    "quote": ("quotation", "excerpt", "text"),
    # who, and when
    "owner": ("responsible", "responsible_party", "assignee", "lead", "who"),
    "by": ("deadline", "due", "due_date", "when", "date"),
    "when": ("date", "year", "day", "time"),
    "to": ("recipient", "reader", "audience", "prepared_for", "for"),
    "from": ("prepared_by", "sender", "office"),
    "cost": ("price", "budget"),
    # the parts of a brief
    "bottom_line": ("bluf", "summary", "executive_summary", "key_message"),
    "judgments": ("key_judgments", "findings", "key_findings", "conclusions"),
    "recommendations": ("key_recommendations", "actions", "proposals"),
    "avoid": ("cautions", "do_not"),
    "sources": ("references", "source", "works_cited"),
    "marking": ("classification", "handling"),
    "lang": ("language",),
    # tables and charts
    "kind": ("type", "chart_type"),
    "columns": ("header", "headers", "heads"),
    "rows": ("body", "lines"),
    "categories": ("labels", "x"),
    "unit": ("units",),
    "file": ("path", "image", "src"),
    # the names of people
    "literal": ("name", "organization", "organisation", "institution"),
    "family": ("last", "last_name", "surname"),
    "given": ("first", "first_name"),
}


def meant_by(key: str, free: set[str]) -> Iterator[str]:
    """The keys among those that are `free` which go by this name, the likeliest first."""
    return (name for name, others in ALSO_CALLED.items() if name in free and key in others)
