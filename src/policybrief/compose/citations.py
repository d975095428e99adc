"""How a source is named: its number's entry in the list of sources, and its label in a source line.

The fields are CSL's (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). The form is
one plain style for policy papers: authors, title, what it is and where it stands, who else had a hand in it, publisher,
date. What a source does not give is left out; a missing date is said ("n.d."), never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from policybrief.brief.source_entry import UNNAMED, SourceEntry
from policybrief.compose import people
from policybrief.locale.locale import Locale
from policybrief.text import inline


def label(source: SourceEntry, locale: Locale, year: str = "") -> str:
    """The short name for a source line: the source's own `citation-label`, or names and year: "Lo (2022)"."""
    if source.citation_label:
        return source.citation_label
    return locale.label.format(names=names(source, locale), year=year or year_of(source, locale))


def names(source: SourceEntry, locale: Locale) -> str:
    """Who it is by, in short: people, or else the body that published it, or else its title."""
    return people.short(source.author or source.editor, locale) or source.publisher or source.title or ""


def year_of(source: SourceEntry, locale: Locale) -> str:
    """The years of its date; of one in words, the year in it or else the words."""
    issued = source.issued or source.status
    if not issued:
        return locale.words["no_date"]
    if re.match(r"\d{4}([-~/]|$)", issued):
        ends = [end[:4] + ("~" if end.endswith("~") else "") for end in issued.split("/")]
        return locale.format_issued("/".join(dict.fromkeys(ends)))
    year = re.search(r"(?<!\d)\d{4}(?!\d)", issued)
    return year.group() if year else _issued(issued, locale)


def short_title(source: SourceEntry, locale: Locale, ending: bool = False) -> str:
    """Its title up to a colon, or its `ending` after one, in quotation marks."""
    title = re.split(r"[:：]\s", source.title or "", maxsplit=1)[-1 if ending else 0]
    return locale.reference["titled"].format(title=_within_quotes(title, locale.reference["titled"]))


def _issued(issued: str, locale: Locale) -> str:
    """A date, or what stands for one: "forthcoming" in the brief's language."""
    said = _STATUS.get(issued.casefold().strip())
    return locale.words[said] if said else locale.format_issued(issued)


_STATUS = {
    "forthcoming": "forthcoming", "to appear": "forthcoming", "in press": "in_press", "inpress": "in_press",
    "accepted": "in_press", "in preparation": "in_preparation", "inpreparation": "in_preparation",
    "submitted": "submitted",
}  # fmt: skip
"""What libraries write for what is not out yet, by the locale's words."""


def reference(source: SourceEntry, locale: Locale, year: str = "") -> str:
    """The full entry, in inline Markdown: Ann Lee, “Title,” report, *Journal*, Publisher, 18 August 2022, accessed …

    With a `year` it is one of a list by author and date: Lee, Ann (2022a), “Title,” …
    """
    if source.type == UNNAMED:
        return label(source, locale) + locale.punctuation["stop"]
    form = locale.reference
    text = _dated(source, locale, year) if year else _by(source, locale) + _title(source, form)
    text += _kind(source, form)
    if source.container_title and source.container_title != source.publisher:
        whole = "book" if source.type in _IN_BOOKS else "container"
        text += form[whole].format(container=source.container_title)
    text += _among(source, form) + _others(source, locale) + _within(source, form) + _series(source, locale)
    if not year or source.author or source.editor or source.title:  # else it is all that has been said
        text += _published(source, form)
    issued = source.issued or source.status
    if not year:
        text += _issued(issued, locale) if issued else locale.words["no_date"]
    elif re.match(r"\d{4}-", issued or ""):  # the day, or the month, which the year before does not say
        text += _issued(issued or "", locale)
    text = _joined(text.rstrip(" ,，："), _after(source, locale), locale)
    return text if text.endswith((".", "”")) else text + locale.punctuation["stop"]


def _joined(text: str, after: str, locale: Locale) -> str:
    """An entry and what comes after it; a comma within quotation marks, “Title,” gives way to what it stands by."""
    if not text.endswith(",”"):
        return f"{text}{after}"
    title = text.removesuffix(",”")
    mark = "," if after.startswith(",") else "" if after else locale.stop(inline.words(title))
    return f"{title}{mark}”{after.removeprefix(',')}"


def _title(source: SourceEntry, form: Mapping[str, str], key: str = "title") -> str:
    if not source.title:
        return ""
    address, title = _address(source), _within_quotes(source.title, form[key])
    return form[key].format(title=_linked(title, address) if address else title)


def _dated(source: SourceEntry, locale: Locale, year: str) -> str:
    """Who and when, and then what: without a person the body that published it, or else the title, comes first."""
    form = locale.reference
    if source.author:
        who = people.inverted(source.author, locale)
    elif source.editor:
        who = form["editor" if len(source.editor) == 1 else "editors"].format(
            names=people.inverted(source.editor, locale)
        )
    elif source.publisher:
        who = source.publisher
    else:
        return form["dated"].format(names=_title(source, form, "titled"), year=year)
    return form["dated"].format(names=who.rstrip(" ,，："), year=year) + _title(source, form)


def _among(source: SourceEntry, form: Mapping[str, str]) -> str:
    """The meeting where it was said, and the section of a newspaper or a law."""
    law = source.type in ("bill", "legislation", "regulation", "treaty")
    section = f"§\u00a0{source.section}" if source.section and law else source.section
    event = source.event_title if source.event_title != source.container_title else None
    return "".join(form["other"].format(other=other) for other in (event, section) if other)


def _after(source: SourceEntry, locale: Locale) -> str:
    """When it came out first; its DOI, or the address that no title leads to; when it was read."""
    form = locale.reference
    text = ""
    if source.original_date and source.original_date != source.issued:
        text += form["original"].format(date=locale.format_issued(source.original_date))
    if source.doi:
        text += form["address"].format(address=f"doi:{_plain(source.doi)}")
    elif source.url and not source.title:
        text += form["address"].format(address=f"<{source.url}>")
    if source.accessed:
        text += form["accessed"].format(date=locale.format_issued(source.accessed))
    return text


def _plain(text: str) -> str:
    """Text whose signs are no Markdown."""
    return re.sub(r"[\\`*_\[\]<>]", r"\\\g<0>", text)


def _within_quotes(title: str, form: str) -> str:
    """A title's own quotation marks, inside of others: “‘We dredge at night’”; of one that is all quotation, none."""
    for marks, pair in _INNER:
        if form.startswith(marks[0]):
            whole = len(title) > 2 and (title[0] + title[-1]) in ("“”", "‘’", "«»", "„“", '""')
            if whole and not any(sign in title[1:-1] for sign in title[0] + title[-1]):
                return title[1:-1].strip("\u00a0\u202f ")
            return title.translate(str.maketrans(*pair))
    return title


_INNER = (("“”", ("“”", "‘’")), ("‘’", ("‘’", "“”")), ("«»", ("«»", "“”")), ("《》", ("《》", "〈〉")))


_IN_BOOKS = frozenset({"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"})
"""The types that stand in a book, which "in" goes before."""
_HANDS = ("editor", "translator", "interviewer", "director", "host", "guest")


def _by(source: SourceEntry, locale: Locale) -> str:
    """Who it is by; of a work that has editors alone, they."""
    form = locale.reference
    if source.author:
        return form["authors"].format(authors=people.full(source.author, locale))
    if source.editor:
        return form["editor" if len(source.editor) == 1 else "editors"].format(names=people.full(source.editor, locale))
    return ""


def _others(source: SourceEntry, locale: Locale) -> str:
    """The edition, and who else had a hand in it."""
    edition = source.edition or ""
    text = _edition(edition, locale) if edition else ""
    for role in _HANDS:
        hands = getattr(source, role)
        if hands and (source.author or role != "editor"):
            text += locale.reference[f"by_{role}"].format(names=people.full(hands, locale))
    return text + (locale.reference["version"].format(version=source.version) if source.version else "")


_NUMBERED = re.compile(r"(\d{1,3})(?:st|nd|rd|th|e|er|re|\.)?(?:\s+(?:ed\.?|edition))?", re.IGNORECASE)


def _edition(edition: str, locale: Locale) -> str:
    """2nd ed.; 1st is said by nobody. Words of an edition stay as they are."""
    number = _NUMBERED.fullmatch(edition.strip())
    if number is not None and number[1] == "1":
        return ""
    return locale.reference["other"].format(other=edition if number is None else locale.edition(int(number[1])))


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


def _series(source: SourceEntry, locale: Locale) -> str:
    """The series, the number in it, and who edits it."""
    form, text = locale.reference, ""
    if source.collection_title:
        number = source.collection_number
        text = form["other"].format(other=f"{source.collection_title} {number}" if number else source.collection_title)
    if source.collection_editor:
        text += form["by_series"].format(names=people.full(source.collection_editor, locale))
    return text


def _published(source: SourceEntry, form: Mapping[str, str]) -> str:
    """Who decided or published it, and where; a body that is its own publisher is named once."""
    text = "".join(form["other"].format(other=other) for other in (source.authority, source.medium) if other)
    if source.publisher and source.publisher_place:
        return text + form["placed"].format(place=source.publisher_place, publisher=source.publisher)
    if either := source.publisher or source.publisher_place:
        text += form["other"].format(other=either)
    return text


def _address(source: SourceEntry) -> str:
    """Where it can be read: a DOI stays when pages move."""
    return f"https://doi.org/{quote(source.doi, safe='/:;().,_-~!*$@')}" if source.doi else source.url or ""


def _linked(title: str, url: str) -> str:
    """A Markdown link, whatever brackets stand in the title and the address."""
    if title.count("[") != title.count("]"):
        title = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", title)
    safe = url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    return f"[{title}](<{safe}>)"
