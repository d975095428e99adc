"""RIS, as Zotero exports it, becomes items of CSL. rispy reads the file; the tags mean what Zotero has them mean.

https://github.com/zotero/translators/blob/master/RIS.js: who stands in A2 and A3 depends on the type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES = {
    "ABST": "article-journal", "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book",
    "CASE": "legal_case", "CHAP": "chapter", "COMP": "software", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book",
    "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia", "GEN": "document", "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "webpage",
    "JFULL": "periodical", "JOUR": "article-journal", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "NEWS": "article-newspaper", "PAMP": "pamphlet",
    "PAT": "patent", "PCOMM": "personal_communication", "RPRT": "report", "SLIDE": "speech", "SOUND": "broadcast",
    "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNPB": "article", "UNPD": "article",
    "VIDEO": "motion_picture", "WEB": "webpage", "INTV": "interview", "PODCAST": "broadcast",
}  # fmt: skip
_FIELDS = {
    "PB": "publisher", "CY": "publisher-place", "PP": "publisher-place", "DO": "DOI", "VL": "volume", "IS": "issue",
    "M3": "genre", "LA": "language", "ET": "edition", "NV": "number-of-volumes", "ST": "title-short",
    "J2": "container-title-short", "T3": "collection-title", "SE": "section", "RP": "status",
}  # fmt: skip
_TITLES, _CONTAINERS = ("TI", "T1", "CT"), ("T2", "JO", "JF", "BT")
_SERIAL = frozenset({"book", "report"})


def items(text: str) -> Iterator[dict[str, Any]]:
    """The entries of a file, in their order."""
    import rispy

    class Tags(rispy.RisParser):  # type: ignore[misc,name-defined,unused-ignore]  # types or none, by its version
        """rispy's reader of lines, with the tags as they stand, each as a list: what they mean depends on the type."""

        DEFAULT_MAPPING = {tag: tag for tag in rispy.config.TAG_KEY_MAPPING}  # noqa: RUF012  # as rispy has it
        DEFAULT_LIST_TAGS = [tag for tag in rispy.config.TAG_KEY_MAPPING if tag not in ("TY", "ER")]  # noqa: RUF012  # as above

    for tags in Tags().parse(_tidied(text)):
        unknown = tags.pop("unknown_tag", {})
        yield _item({**{tag: [value] if isinstance(value, str) else value for tag, value in tags.items()}, **unknown})


def _tidied(text: str) -> str:
    """Each tag with its two spaces; what stands before the first entry, and an end without one, are gone."""
    lines = [re.sub(r"^([A-Z][A-Z0-9]) {0,2}- ?", r"\1  - ", line.rstrip()) for line in text.splitlines()]
    lines = ["ER  - " if re.fullmatch(r"ER  - ?\s*", line) else line for line in lines]
    start = next((number for number, line in enumerate(lines) if line.startswith("TY  - ")), len(lines))
    tidy: list[str] = []
    is_open = False
    for line in lines[start:]:
        begins, ends = line.startswith("TY  - "), line == "ER  - "
        if begins and is_open:
            tidy.append("ER  - ")
        if ends and not is_open:
            continue
        if is_open or begins:
            tidy.append(line)
        is_open = not ends and (is_open or begins)
    return "\n".join([*tidy, *(["ER  - "] if is_open else [])]) + "\n"


def _item(tags: Mapping[str, list[str]]) -> dict[str, Any]:
    def first(*names: str) -> str:
        return next((value.strip() for name in names for value in tags.get(name, ()) if value.strip()), "")

    kind = _kind(tags, _TYPES.get(first("TY").upper(), "document"))
    item: dict[str, Any] = {"id": first("ID", "LB"), "type": kind, "title": first(*_TITLES)}
    container = first(*_CONTAINERS)
    item["collection-title" if kind in _SERIAL else "container-title"] = container
    if kind == "paper-conference" and first("C3"):
        item["container-title"], item["event-title"] = first("C3"), container
    if kind == "legal_case":
        item["title"] = item["title"] or container
    for tag, variable in _FIELDS.items():
        if value := first(tag):
            item.setdefault(variable, value)
    item.update(_people(kind, tags))
    item["issued"], item["accessed"] = _date(first("DA")) or _date(first("PY", "Y1")), _date(first("Y2"))
    start, end = first("SP"), first("EP")
    item["page"] = f"{start}-{end}" if start and end and start != end else start
    number = first("SN")
    item["number" if kind in ("report", "legislation", "bill", "patent") else "ISSN"] = number
    if kind == "broadcast" and first("M1").isdecimal():
        item["number"] = first("M1")
    if kind in ("report", "article") and not item.get("number"):
        item["number"] = first("M1", "IS")
        item.pop("issue", None)
    item["URL"] = next((url for url in tags.get("UR", ()) if re.match(r"https?://", url.strip())), "")
    item["note"] = "\n".join((*tags.get("N1", ()), *tags.get("M1", ())))
    return item


def _kind(tags: Mapping[str, list[str]], kind: str) -> str:
    """Zotero exports interviews as it does letters; who is in them besides tells one from the other."""
    if kind != "personal_communication" or not (tags.get("A2") or tags.get("A3")):
        return kind
    said = " ".join(tags.get("M3", ())).casefold()
    return kind if re.search(r"letter|mail|memo|lettre|лист|信", said) else "interview"


def _people(kind: str, tags: Mapping[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """Who has which part, by the type: a book's A2 is the editor of its series, a chapter's of its book."""
    second, third = "editor", "collection-editor"
    if kind in _SERIAL and (tags.get("A3") or tags.get("ED") or tags.get("AU") or tags.get("A1")):
        second, third = "collection-editor", "editor"
    if kind == "interview":
        second = third = "interviewer"
    elif kind == "personal_communication":
        second = "recipient"
    roles = {"AU": "author", "A1": "author", "A2": second, "ED": "editor", "A3": third, "A4": "translator"}
    people: dict[str, list[dict[str, Any]]] = {}
    for tag, role in roles.items():
        people.setdefault(role, []).extend(_name(name) for name in tags.get(tag, ()) if name.strip())
    return people


def _name(text: str) -> dict[str, Any]:
    """`King, Martin Luther, Jr.`; without a comma, a body's name."""
    pieces = [piece.strip() for piece in text.strip().split(",")]
    if len(pieces) == 1 or not pieces[1]:
        return {"literal": pieces[0]}
    if len(pieces) > 3:
        return {"literal": text.strip()}
    return {"family": pieces[0], "given": pieces[1], **({"suffix": pieces[2]} if pieces[2:] and pieces[2] else {})}


def _date(text: str) -> Any:
    """`2022/08/18/`, `2022//`, `2022///Spring`, or words."""
    match = re.match(r"(\d{4})(?:/(\d{0,2})(?:/(\d{0,2})(?:/(.*))?)?)?$", text)
    if not match:
        iso = re.fullmatch(r"\d{4}(-\d{2}){0,2}", text)
        return text if iso else {"literal": text} if text else None
    year, month, day, words = (part or "" for part in match.groups())
    parts = [part for part in (year, month, day if month else "") if part]
    return {"date-parts": [parts], **({"season": words} if words and not month else {})}
