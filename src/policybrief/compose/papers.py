"""What a paper says of itself, as lines of its covers: who wrote it, its place in a series, its version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policybrief.brief.papers import draft_number
from policybrief.compose.people import is_east_asian
from policybrief.compose.traced import Joined
from policybrief.locale.locale import Locale


def lines(brief: Any, locale: Locale) -> dict[str, str]:
    """The lines of `brief`, as templates see it, by the names that templates know them by; "" for what there is not."""
    return {
        "byline": byline(brief.authors, locale),
        "series": _series(brief, locale),
        "edition": _edition(brief, locale),
        "reached": _reached(brief),
    }


def byline(authors: Sequence[Any], locale: Locale) -> str:
    """Their names, all of them: "Ann Lee, Jan Berg and Mary Orr"."""
    pieces: list[str] = []
    for place, author in enumerate(authors):
        if place:
            pieces.append(locale.names["last" if place == len(authors) - 1 else "separator"])
        pieces += _name(author)
    return Joined(pieces) if pieces else ""


def _name(author: Any) -> Iterator[str]:
    """East Asian names keep the family name first, as their scripts write them."""
    if author.name:
        yield author.name
    elif author.given and is_east_asian(str(author.family)):
        yield from (author.family, author.given)
    else:
        yield from (author.given, "\u00a0") if author.given else ()
        yield author.family


def _series(brief: Any, locale: Locale) -> str:
    """The series and the number in it. A number that begins with letters, as R45725, says itself what it is."""
    pieces: list[str] = [brief.series] if brief.series else []
    if number := brief.number:
        pieces += [" · "] if pieces else []
        pieces += _said(locale.words["numbered"], number) if str(number)[:1].isdecimal() else [number]
    return Joined(pieces) if pieces else ""


def _reached(brief: Any) -> str:
    """How to reach the contact, in one line below the name of who signs, which is not said twice."""
    contact = brief.contact
    if not contact:
        return ""
    name = contact.name if contact.name != getattr(brief, "from") else None
    said = [piece for piece in (name, contact.phone, contact.email) if piece]
    return Joined([each for piece in said for each in (" · ", piece)][1:])


def _edition(brief: Any, locale: Locale) -> str:
    """Which version that is out it is; the marking says that of a draft."""
    version = brief.version
    return Joined(_said(locale.words["version"], version)) if version and not draft_number(str(version)) else ""


def _said(form: str, number: str) -> list[str]:
    before, _, after = form.partition("{number}")
    return [piece for piece in (before, number, after) if piece]
