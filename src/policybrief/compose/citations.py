"""How a source is named: its number's entry in the list of sources, and its label in a source line.

The fields are CSL's (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). The form is
one plain style for policy papers: authors, title, what it is and where it stands, who else had a hand in it, publisher,
date. What a source does not give is left out; a missing date is said ("n.d."), never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from policybrief.brief.csl import OTHERS, Name
from policybrief.brief.source_entry import UNNAMED, SourceEntry
from policybrief.locale.locale import Locale


def label(source: SourceEntry, locale: Locale) -> str:
    """The short name for a source line: the source's own `citation-label`, or names and year: "Lo (2022)"."""
    if source.citation_label:
        return source.citation_label
    people = source.author or source.editor
    names = _join([_short_name(person) for person in people], locale) or source.publisher or source.title
    return locale.label.format(names=names, year=_year(source.issued or source.status, locale))


def _year(issued: str | None, locale: Locale) -> str:
    """The years of a date; of one in words, the year in it or else the words."""
    if not issued:
        return locale.words["no_date"]
    if re.match(r"\d{4}([-~/]|$)", issued):
        ends = [end[:4] + ("~" if end.endswith("~") else "") for end in issued.split("/")]
        return locale.format_issued("/".join(dict.fromkeys(ends)))
    year = re.search(r"(?<!\d)\d{4}(?!\d)", issued)
    return year.group() if year else _issued(issued, locale)


def _issued(issued: str, locale: Locale) -> str:
    """A date, or what stands for one: "forthcoming" in the brief's language."""
    said = _STATUS.get(issued.casefold().strip())
    return locale.words[said] if said else locale.format_issued(issued)


_STATUS = {
    "forthcoming": "forthcoming", "to appear": "forthcoming", "in press": "in_press", "inpress": "in_press",
    "accepted": "in_press",
}  # fmt: skip
"""What libraries write for what is not out yet, by the locale's words."""


def reference(source: SourceEntry, locale: Locale) -> str:
    """The full entry, in inline Markdown: Ann Lee, “Title,” report, *Journal*, Publisher, 18 August 2022, accessed …"""
    if source.type == UNNAMED:
        return label(source, locale) + locale.punctuation["stop"]
    form = locale.reference
    text = _by(source, locale)
    if source.title:
        address = _address(source)
        title = _within_quotes(source.title, form["title"])
        text += form["title"].format(title=_linked(title, address) if address else title)
    text += _kind(source, form)
    if source.container_title and source.container_title != source.publisher:
        whole = "book" if source.type in _IN_BOOKS else "container"
        text += form[whole].format(container=source.container_title)
    text += _others(source, locale) + _within(source, form) + _series(source, form) + _published(source, form)
    issued = source.issued or source.status
    text += _issued(issued, locale) if issued else locale.words["no_date"]
    if source.original_date and source.original_date != source.issued:
        text += form["original"].format(date=locale.format_issued(source.original_date))
    if source.accessed:
        text += form["accessed"].format(date=locale.format_issued(source.accessed))
    return text if text.endswith(".") else text + locale.punctuation["stop"]


def _within_quotes(title: str, form: str) -> str:
    """A title's own quotation marks, inside of others like them: “‘We dredge at night’”."""
    inner = next((pair for marks, pair in _INNER if form.startswith(marks[0])), None)
    return title.translate(str.maketrans(*inner)) if inner else title


_INNER = (("“”", ("“”", "‘’")), ("«»", ("«»", "“”")), ("《》", ("《》", "〈〉")))


_IN_BOOKS = frozenset({"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"})
"""The types that stand in a book, which "in" goes before."""
_HANDS = ("editor", "translator", "interviewer", "director", "host", "guest")


def _by(source: SourceEntry, locale: Locale) -> str:
    """Who it is by; of a work that has editors alone, they."""
    form = locale.reference
    if source.author:
        return form["authors"].format(authors=_people(source.author, locale))
    if source.editor:
        return form["editor" if len(source.editor) == 1 else "editors"].format(names=_people(source.editor, locale))
    return ""


def _others(source: SourceEntry, locale: Locale) -> str:
    """The edition, and who else had a hand in it."""
    edition = source.edition or ""
    text = _edition(edition, locale) if edition else ""
    for role in _HANDS:
        people = getattr(source, role)
        if people and (source.author or role != "editor"):
            text += locale.reference[f"by_{role}"].format(names=_people(people, locale))
    return text + (locale.reference["version"].format(version=source.version) if source.version else "")


def _edition(edition: str, locale: Locale) -> str:
    """2nd ed.; 1st is said by nobody. Words of an edition stay as they are."""
    number = re.match(r"(\d+)(?:st|nd|rd|th|e|\.)?(?:\s+(?:ed\.?|edition))?$", edition.strip())
    if number is None:
        return locale.reference["other"].format(other=edition)
    if number[1] == "1":
        return ""
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number[1][-1], "th") if number[1][-2:-1] != "1" else "th"
    return locale.reference["edition"].format(number=number[1], ending=ending)


def _kind(source: SourceEntry, form: Mapping[str, str]) -> str:
    """What kind of report it is, with its number; the number of a preprint in the way of its archive."""
    number = _archived(source.number)
    if source.genre:
        return form["other"].format(other=f"{source.genre} {number}" if number else source.genre)
    return form["other"].format(other=number) if number and _ARXIV.match(number) else ""


_ARXIV = re.compile(r"^\s*arxiv\s*:\s*", re.IGNORECASE)


def _archived(number: str | None) -> str | None:
    """`arXiv:2301.12345`, however a library spells it (https://info.arxiv.org/help/arxiv_identifier.html)."""
    return _ARXIV.sub("arXiv:", number) if number else number


def _within(source: SourceEntry, form: Mapping[str, str]) -> str:
    """Where in a journal or a book it stands."""
    issue = source.issue or (None if source.genre or _ARXIV.match(source.number or "") else source.number)
    page = re.sub(r"(?<=\w)\s*(?:-|--)\s*(?=\w)", "–", source.page or "")
    text = form["volume"].format(volume=source.volume) if source.volume else ""
    text += form["issue"].format(issue=issue) if issue else ""
    return text + (form["pages" if re.search("[–,&]", page) else "page"].format(page=page) if page else "")


def _series(source: SourceEntry, form: Mapping[str, str]) -> str:
    if not source.collection_title:
        return ""
    number = source.collection_number
    return form["other"].format(other=f"{source.collection_title} {number}" if number else source.collection_title)


def _published(source: SourceEntry, form: Mapping[str, str]) -> str:
    """Who decided or published it, and where; a body that is its own publisher is named once."""
    text = form["other"].format(other=source.authority) if source.authority else ""
    if source.publisher and source.publisher_place:
        return text + form["placed"].format(place=source.publisher_place, publisher=source.publisher)
    if either := source.publisher or source.publisher_place:
        text += form["other"].format(other=either)
    return text


def place(suffix: str, locale: Locale) -> str:
    """Where in a source, as a citation has it: `33-35, my italics` is (pp. 33–35, my italics).

    A bare number is a page's; other labels are the author's.
    """
    pages = re.match(r"(\d+(?:\s*(?:-|--|–)\s*\d+)?)(?=$|,)", suffix)
    said = re.sub(r"(?<=\d)\s*(?:-|--)\s*(?=\d)", "–", suffix)
    if pages:
        form = locale.reference["pages" if "–" in said[: len(pages[1])] else "page"]
        number = re.sub(r"\s*--?\s*", "–", pages[1])
        said = form.format(page=number).rstrip(", ，") + said[said.index(number) + len(number) :]
    said = re.sub(r" (?=\d)", "\u00a0", said)
    return f"{locale.punctuation['opening']}{said}{locale.punctuation['closing']}"


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


def _people(names: tuple[Name, ...], locale: Locale) -> str:
    return _join([_full_name(name) for name in names], locale)


def _join(names: list[str], locale: Locale) -> str:
    """A; A and B; A, B and C; A et al. from four names on: as the locale has it."""
    named = [name for name in names if name != OTHERS]
    if len(names) > 3 or (named and named != names):
        return locale.names["many"].format(name=named[0] if named else names[0])
    before = locale.names["separator"].join(names[:-1])
    return locale.names["last"].join([before, names[-1]]) if len(names) > 1 else "".join(names)
