"""How a source is named: its number's entry in the list of sources, and its label in a source line.

The fields are CSL's (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). The form is
one plain style for policy papers: authors, title, container or publisher, date. What a source does not give is left
out; a missing date is said ("n.d."), never guessed.
"""

from __future__ import annotations

import re

from policybrief.locale import Locale
from policybrief.model import UNNAMED, Name, SourceEntry


def label(source: SourceEntry, locale: Locale) -> str:
    """The short name for a source line: the source's own `citation-label`, or names and year: "Lo (2022)"."""
    if source.citation_label:
        return source.citation_label
    names = (
        _join([author.family or author.literal or "" for author in source.author], locale)
        or source.publisher
        or source.title
    )
    return f"{names} ({source.issued[:4] if source.issued else locale.words['no_date']})"


def reference(source: SourceEntry, locale: Locale) -> str:
    """The full entry, in inline Markdown: Ann Lee, “Title,” report, *Journal*, Publisher, 18 August 2022, accessed …"""
    if source.type == UNNAMED:
        return f"{label(source, locale)}."
    opening, closing = locale.quotes
    parts = [f"{_join([_full_name(author) for author in source.author], locale)},"] if source.author else []
    if source.title:
        title = _linked(source.title, source.url) if source.url else source.title
        parts.append(f"{opening}{title},{closing}" if locale.comma_inside_quotes else f"{opening}{title}{closing},")
    if source.genre:
        parts.append(f"{source.genre},")
    if source.container_title and source.container_title != source.publisher:
        parts.append(f"*{source.container_title}*,")
    if source.publisher:
        parts.append(f"{source.publisher},")
    parts.append(locale.format_issued(source.issued) if source.issued else locale.words["no_date"])
    text = " ".join(parts)
    if source.accessed:
        text = f"{text}, {locale.accessed.format(date=locale.format_issued(source.accessed))}"
    return text if text.endswith(".") else f"{text}."


def _linked(title: str, url: str) -> str:
    """A Markdown link, whatever brackets stand in the title and the address."""
    if title.count("[") != title.count("]"):
        title = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", title)
    safe = url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    return f"[{title}](<{safe}>)"


def _full_name(name: Name) -> str:
    """East Asian names keep the family name first, as their scripts write them."""
    if name.literal:
        return name.literal
    family, given = name.family or "", name.given or ""
    if family and ord(family[0]) >= 0x2E80:
        return f"{family} {given}".strip()
    return f"{given} {family}".strip()


def _join(names: list[str], locale: Locale) -> str:
    """A; A and B; A, B and C; A et al. from four names on."""
    if len(names) > 3:
        return f"{names[0]} {locale.words['et_al']}"
    last = f" {locale.words['and']} "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
