"""How a source is named: its number's entry in the list of sources, and its label in a source line.

The fields are CSL's (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). The form is
one plain style for policy papers: authors, title, container or publisher, date. What a source does not give is left
out; a missing date is said ("n.d."), never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from policybrief.brief.csl import Name
from policybrief.brief.model import UNNAMED, SourceEntry
from policybrief.locale.locale import Locale


def label(source: SourceEntry, locale: Locale) -> str:
    """The short name for a source line: the source's own `citation-label`, or names and year: "Lo (2022)"."""
    if source.citation_label:
        return source.citation_label
    names = _join([_short_name(author) for author in source.author], locale) or source.publisher or source.title
    return locale.label.format(names=names, year=_year(source.issued, locale))


def _year(issued: str | None, locale: Locale) -> str:
    """The years of a date; of one in words, the year in it or else the words."""
    if not issued:
        return locale.words["no_date"]
    if re.match(r"\d{4}([-~/]|$)", issued):
        ends = [end[:4] + ("~" if end.endswith("~") else "") for end in issued.split("/")]
        return locale.format_issued("/".join(dict.fromkeys(ends)))
    found = re.search(r"(?<!\d)\d{4}(?!\d)", issued)
    return found.group() if found else issued


def reference(source: SourceEntry, locale: Locale) -> str:
    """The full entry, in inline Markdown: Ann Lee, “Title,” report, *Journal*, Publisher, 18 August 2022, accessed …"""
    if source.type == UNNAMED:
        return label(source, locale) + locale.punctuation["stop"]
    form = locale.reference
    text = ""
    if source.author:
        text += form["authors"].format(authors=_join([_full_name(author) for author in source.author], locale))
    if source.title:
        address = _address(source)
        text += form["title"].format(title=_linked(source.title, address) if address else source.title)
    if source.genre:
        text += form["other"].format(other=f"{source.genre} {source.number}" if source.number else source.genre)
    if source.container_title and source.container_title != source.publisher:
        text += form["container"].format(container=source.container_title)
    text += _within(source, form)
    if source.publisher:
        text += form["other"].format(other=source.publisher)
    text += locale.format_issued(source.issued) if source.issued else locale.words["no_date"]
    if source.accessed:
        text += form["accessed"].format(date=locale.format_issued(source.accessed))
    return text if text.endswith(".") else text + locale.punctuation["stop"]


def _within(source: SourceEntry, form: Mapping[str, str]) -> str:
    """Where in a journal or a series it stands."""
    issue = source.issue or (None if source.genre else source.number)
    page = re.sub(r"(?<=\w)\s*(?:-|--)\s*(?=\w)", "–", source.page or "")
    text = form["volume"].format(volume=source.volume) if source.volume else ""
    text += form["issue"].format(issue=issue) if issue else ""
    return text + (form["pages" if re.search("[–,&]", page) else "page"].format(page=page) if page else "")


def _address(source: SourceEntry) -> str:
    """Where it can be read: a DOI stays when pages move."""
    return f"https://doi.org/{quote(source.doi, safe='/:;().,_-~!*$@')}" if source.doi else source.url or ""


def _linked(title: str, url: str) -> str:
    """A Markdown link, whatever brackets stand in the title and the address."""
    if title.count("[") != title.count("]"):
        title = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", title)
    safe = url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    return f"[{title}](<{safe}>)"


def _short_name(name: Name) -> str:
    """The family name; an East Asian one is too short to stand alone."""
    if name.literal or not name.family or _east_asian(name.family):
        return _full_name(name)
    return _joined(name.non_dropping_particle, name.family)


def _joined(*words: str | None) -> str:
    """Words with spaces between; a particle that ends in an apostrophe or a hyphen clings: d’Encausse."""
    return re.sub(r"(?<=[’'-]) ", "", " ".join(word for word in words if word))


def _east_asian(name: str | None) -> bool:
    return (name or " ")[0] >= "\u2e80"


def _full_name(name: Name) -> str:
    """East Asian names keep the family name first, as their scripts write them."""
    if name.literal:
        return name.literal
    family, given = name.family or "", name.given or ""
    if _east_asian(family):
        return f"{family}{given}"
    whole = f"{given} {_joined(name.dropping_particle, name.non_dropping_particle, family)}".strip()
    between = ", " if name.comma_suffix else " "
    return f"{whole}{between}{name.suffix}" if name.suffix else whole


def _join(names: list[str], locale: Locale) -> str:
    """A; A and B; A, B and C; A et al. from four names on: as the locale has it."""
    if len(names) > 3:
        return locale.names["many"].format(name=names[0])
    before = locale.names["separator"].join(names[:-1])
    return locale.names["last"].join([before, names[-1]]) if len(names) > 1 else "".join(names)
