r"""BibTeX and BibLaTeX, as Zotero and Better BibTeX export them, become items of CSL.

bibtexparser reads the file, and pylatexenc its words. Fields and types follow the data model of biblatex
(https://ctan.org/pkg/biblatex, section 2), names its extended form too (`family=Gogh, prefix=van`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policybrief.sources.bibliography.latex import decoded

_TYPES = {
    "article": "article-journal", "periodical": "periodical", "suppperiodical": "article-journal",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book",
    "booklet": "pamphlet", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "incollection": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference", "report": "report", "techreport": "report",
    "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "misc": "document", "unpublished": "manuscript", "dataset": "dataset", "software": "software",
    "patent": "patent", "letter": "personal_communication", "audio": "broadcast", "video": "motion_picture",
    "movie": "motion_picture", "music": "song", "artwork": "graphic", "image": "graphic", "performance": "performance",
    "jurisdiction": "legal_case", "legislation": "legislation", "legal": "treaty", "standard": "standard",
    "review": "review", "interview": "interview",
}  # fmt: skip
_SUBTYPES = {
    "newspaper": "article-newspaper", "magazine": "article-magazine", "interview": "interview", "podcast": "broadcast",
    "blogpost": "post-weblog", "newspaperarticle": "article-newspaper", "magazinearticle": "article-magazine",
}  # fmt: skip
_FIELDS = {
    "journaltitle": "container-title", "journal": "container-title", "booktitle": "container-title",
    "shortjournal": "container-title-short", "publisher": "publisher", "institution": "publisher",
    "school": "publisher", "organization": "publisher", "address": "publisher-place", "location": "publisher-place",
    "volume": "volume", "volumes": "number-of-volumes", "series": "collection-title", "edition": "edition",
    "pages": "page", "pagetotal": "number-of-pages", "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN",
    "eventtitle": "event-title", "venue": "event-place", "shorttitle": "title-short", "langid": "language",
"version": "version", "chapter": "chapter-number", "type": "genre",
    "titleaddon": "title-addon", "eprint": "number", "library": "call-number", "origtitle": "original-title",
}  # fmt: skip
_ROLES = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "holder": "author", "director": "director",
}  # fmt: skip
_GENRES = {
    "phdthesis": "PhD thesis", "mathesis": "MA thesis", "mastersthesis": "MA thesis", "techreport": "",
    "resreport": "", "report": "", "candthesis": "Candidate thesis", "software": "", "datacd": "", "audiocd": "",
}  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def items(text: str) -> Iterator[dict[str, Any]]:
    """The entries of a file, in their order. What can't be read of it is passed over, as BibTeX does."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    for block in parse_string(_with_months(text)).blocks:
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, Entry):
            yield _item(
                entry.entry_type.lower(), entry.key, {field.key.lower(): str(field.value) for field in entry.fields}
            )


def _with_months(text: str) -> str:
    """The months that BibTeX's styles define: `month = may`."""
    return "".join(f"@string{{{month} = {{{number}}}}}\n" for number, month in enumerate(_MONTHS, 1)) + text


def _item(kind: str, key: str, fields: Mapping[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": key, "type": _type(kind, fields)}
    for field, role in _ROLES.items():
        if names := fields.get(field):
            item[role] = [_name(name) for name in _apart(names, "and")]
    item.update(_titles(fields))
    for field, variable in _FIELDS.items():
        if value := fields.get(field):
            item.setdefault(variable, value if variable in ("URL", "DOI") else decoded(value))
    _numbered(item, fields)
    _reworded(item, kind, fields)
    if date := _date(fields):
        item["issued"] = date
    for field, variable in (("urldate", "accessed"), ("origdate", "original-date"), ("eventdate", "event-date")):
        if fields.get(field):
            item[variable] = fields[field].strip("{}")
    item["note"] = decoded(fields.get("note", ""))  # for the variables that it has; it goes no further
    return item


def _type(kind: str, fields: Mapping[str, str]) -> str:
    words = (fields.get("entrysubtype") or (fields.get("type", "") if kind == "misc" else "")).strip("{} ").lower()
    if subtype := _SUBTYPES.get(re.sub(r"[\s_-]", "", words)):
        return subtype
    if kind == "misc" and (fields.get("url") or fields.get("howpublished")):
        return "article" if fields.get("eprint") else "webpage"
    return _TYPES.get(kind, "document")


def _titles(fields: Mapping[str, str]) -> dict[str, str]:
    """Title and subtitle in one."""
    pairs = (("title", "subtitle", "title"), ("booktitle", "booksubtitle", "container-title"))
    return {
        variable: ": ".join(decoded(fields[name]) for name in (field, sub) if fields.get(name))
        for field, sub, variable in pairs
        if fields.get(field)
    }


def _numbered(item: dict[str, Any], fields: Mapping[str, str]) -> None:
    """A number is an issue in a journal, one of a series for a book, and its own for a report."""
    periodical = str(item["type"]).startswith("article-")
    number, issue = decoded(fields.get("number", "")), decoded(fields.get("issue", ""))
    if periodical and (number or issue):
        item["issue"] = number or issue
    elif number:
        item["collection-number" if "collection-title" in item else "number"] = number
    if item["type"] in ("report", "broadcast") and "collection-number" in item:
        item["number"] = item.pop("collection-number")
    if item["type"] == "broadcast" and "collection-title" in item:
        item.setdefault("container-title", item.pop("collection-title"))


def _reworded(item: dict[str, Any], kind: str, fields: Mapping[str, str]) -> None:
    genre = str(item.pop("genre", "")).strip()
    genre = _GENRES.get(genre, genre) or _GENRES.get(kind, "")  # keys of biblatex have no capitals: "Report" is a word
    if genre and re.sub(r"[\s_-]", "", genre.lower()) not in _SUBTYPES:
        item["genre"] = genre
    if page := item.get("page"):
        item["page"] = re.sub(r"\s*[-–—]+\s*", "-", str(page))
    if (where := fields.get("howpublished")) and "URL" not in item:
        address = re.search(r"https?://[^\s{}]+", where)
        item["URL" if address else "medium"] = address.group() if address else decoded(where)
    if item["type"] == "webpage" and fields.get("organization") and "container-title" not in item:
        item["container-title"] = item.pop("publisher")  # the site, which Zotero has no other field for here
    if (addon := item.pop("title-addon", "")) and "container-title" not in item:
        item["container-title"] = addon
    if (eprint := item.get("number")) and fields.get("eprint") == eprint and fields.get("eprinttype"):
        item["number"] = f"{decoded(fields['eprinttype'])}:{eprint}"
    if "URL" in item:
        item["URL"] = re.sub(r"\\([_%&#~$])", r"\1", str(item["URL"])).strip("{} ")


def _date(fields: Mapping[str, str]) -> Any:
    if date := fields.get("date", "").strip("{} "):
        return date
    if not fields.get("year") and (state := fields.get("pubstate")):
        return {"literal": decoded(state)}
    year = decoded(fields.get("year", ""))
    month = fields.get("month", "").strip("{} ").lower()
    if not re.fullmatch(r"\d{4}", year):
        return {"literal": year} if year else None
    number = month if month.isdecimal() else str(_MONTHS.index(month[:3]) + 1) if month[:3] in _MONTHS else ""
    day = fields.get("day", "").strip("{} ")
    parts = [year, *([number] if number else []), *([day] if number and day.isdecimal() else [])]
    return {"date-parts": [parts]}


# -- names


def _apart(text: str, word: str) -> list[str]:
    """A list at its "and"s or commas that stand in no braces."""
    parts, depth, here = [], 0, ""
    for piece in re.split(rf"(\s+{word}\s+|[{{}}])" if word == "and" else rf"({re.escape(word)}|[{{}}])", text):
        depth += (piece == "{") - (piece == "}")
        if not depth and piece.strip() == word:
            parts.append(here)
            here = ""
        else:
            here += piece
    return [piece.strip() for piece in (*parts, here) if piece.strip()]


def _name(text: str) -> dict[str, Any]:
    """A name of BibTeX; as a whole, where braces hold it together."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if text == "others":
        return {"literal": "others"}
    if re.fullmatch(r"\{(?:[^{}]|\{[^{}]*\})*\}", text) and not text.startswith("{\\"):
        return {"literal": decoded(text)}
    if re.search(r"(?:^|,)\s*(?:family|given)\s*=", text):
        return _extended(text)
    try:
        parts = parse_single_name_into_parts(text, strict=False)
    except Exception:  # unbalanced braces
        return {"literal": decoded(text)}
    raw = {
        "family": " ".join(parts.last),
        "given": " ".join(parts.first),
        "non-dropping-particle": " ".join(parts.von),
        "suffix": " ".join(parts.jr),
    }
    name = {key: decoded(value) for key, value in raw.items() if value}
    return {"literal": name["family"]} if set(name) == {"family"} else name


def _extended(text: str) -> dict[str, Any]:
    """`family=Gogh, given=Vincent, prefix=van, useprefix=true`."""
    matches = (re.match(r"\s*([\w-]+)\s*=\s*(.*)", piece, re.DOTALL) for piece in _apart(text, ","))
    pairs = {match[1]: match[2] for match in matches if match}
    before = "non-dropping-particle" if pairs.get("useprefix", "").strip() == "true" else "dropping-particle"
    names = {"family": "family", "given": "given", "prefix": before, "suffix": "suffix"}
    return {variable: decoded(pairs[key].strip('"')) for key, variable in names.items() if pairs.get(key)}
