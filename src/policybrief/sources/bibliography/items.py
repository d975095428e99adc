"""Items of CSL, as exports have them, become entries of a brief: cleaned, named, and without what is the owner's own.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables. An item keeps all its variables,
and those that it writes into its note in the way of Zotero's "Extra" field ("Citation Key: lo2022", "DOI: 10.…").
Abstracts, notes, keywords and paths of files end here: nothing later can print what it never had.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from policybrief.brief import csl
from policybrief.sources.bibliography.markup import marked

Entry = dict[str, Any]

PRIVATE = frozenset({
    "abstract", "annote", "annotation", "note", "file", "files", "attachments", "keyword", "keywords", "tags",
    "collections", "notes", "relations", "system_id", "source", "uri", "select", "itemKey", "libraryID", "owner",
})  # fmt: skip
"""What a library keeps for its owner."""
NAMES = frozenset({
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
})  # fmt: skip
DATES = frozenset({"issued", "accessed", "available-date", "event-date", "original-date", "submitted"})
_VERBATIM = frozenset({"id", "type", "URL", "DOI", "language", "citation-key", "ISBN", "ISSN", "PMID", "PMCID"})
_OWN_KEYS = ("id", "citation-key", "citekey", "citationKey")

_URI = re.compile(r"https?://(?:www\.)?zotero\.org/|\d+/[A-Z0-9]{8}$|\d+$|[A-Z0-9]{8}$|urn:|$")
"""Ids that a program gave: of Zotero's items, and plain numbers. They say nothing, and change."""
_NOTED = re.compile(r"^\s*([A-Za-z][A-Za-z -]{1,30}?)\s*:\s*(.+?)\s*$", re.MULTILINE)


def entries(items: Iterable[Any]) -> dict[str, Entry]:
    """The items by the keys that they are cited by, in their order. What is no item is passed over.

    Of two items with one key the first has it, as in Pandoc; a key that is made of author and year goes on with b, c.
    """
    by_key: dict[str, Entry] = {}
    unnamed: list[Entry] = []
    for item in items:
        if not isinstance(item, Mapping):
            continue
        whole = _with_noted(item)
        entry = _cleaned(whole)
        if key := _key(whole):
            by_key.setdefault(key, {"id": key, **entry})
        else:
            unnamed.append(entry)
    for entry in unnamed:
        stem = author_year(entry)
        names = (stem + ending for ending in ("", *_endings()))
        key = next(name for name in names if name not in by_key)
        by_key[key] = {"id": key, **entry}
    return by_key


def _endings() -> Iterable[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield from letters[1:]
    yield from (first + second for first in letters for second in letters)
    yield from map(str, range(1_000_000))


def _key(item: Mapping[str, Any]) -> str:
    """The key that its owner cites it by; "" where there is none."""
    own = str(item.get("id") or "").strip()
    named = next((str(item[name]).strip() for name in _OWN_KEYS[1:] if item.get(name)), "")
    key = own if own and not _URI.match(own) else named
    return unicodedata.normalize("NFC", re.sub(r"\s+", "", key))[:120]


def author_year(entry: Mapping[str, Any]) -> str:
    """A key out of who and when: `haenle-2022`; `nd` without a year."""
    people: Any = next(
        (entry[role] for role in ("author", "editor", "director", "translator") if entry.get(role)), [{}]
    )
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    who = first.get("family") or first.get("literal") or entry.get("publisher") or entry.get("title") or "source"
    folded = unicodedata.normalize("NFKD", str(who).translate(_LETTERS))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    name = "-".join(re.findall(r"\w+", letters.casefold())[:3]) or "source"
    year = re.search(r"\d{4}", str(entry.get("issued") or ""))
    return f"{name}-{year.group() if year else 'nd'}"


_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae"})
"""Letters that Unicode does not take apart."""


def _with_noted(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with the variables that its note has, where it has none of its own."""
    note = item.get("note")
    known = {"citation key": "citation-key", **{_spoken(name): name for name in _KNOWN}}
    noted = {
        known[_spoken(name)]: value
        for name, value in _NOTED.findall(note if isinstance(note, str) else "")
        if _spoken(name) in known
    }
    people: dict[str, Any] = {name: [_noted_name(noted.pop(name))] for name in [*noted] if name in NAMES}
    return {**{name: value for name, value in {**noted, **people}.items() if not item.get(name)}, **item}


_KNOWN = (csl.UNSHOWN | csl.SHOWN | DATES) - PRIVATE - {"id"}


def _spoken(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def _noted_name(words: str) -> Any:
    family, bars, given = words.partition("||")
    return {"family": family.strip(), "given": given.strip()} if bars else {"literal": words}


def _cleaned(item: Mapping[str, Any]) -> Entry:
    entry: Entry = {"type": str(item.get("type") or "document").strip()}
    for name, value in item.items():
        if not isinstance(name, str) or name in PRIVATE or name in _OWN_KEYS or value in (None, "", [], {}):
            continue
        if name == "type":
            continue
        if name in DATES:
            entry.update(_dated(name, value))
        elif name in NAMES:
            entry[name] = named(value)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            text = str(value)
            entry[name] = text.strip() if name in _VERBATIM else marked(text)
        elif name not in _KNOWN:
            entry[name] = value
    return {name: value for name, value in entry.items() if value not in ("", [], None)}


def _dated(name: str, value: Any) -> dict[str, Any]:
    """A date as one string; one in words as CSL has it."""
    if isinstance(value, Mapping) and not (value.get("date-parts") or value.get("year")):
        return {name: dict(value)}  # words, which are no date without the key that says so
    try:
        return {name: csl.date(value)}
    except PydanticCustomError:
        words = value if isinstance(value, str) else ""
        return {name: {"literal": words.strip()}} if words.strip() else {}


# -- names

_SUFFIX = re.compile(r"^(?P<given>.+?),?\s+(?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV)$")
_OTHERS = frozenset({"others", "et al.", "et al", "and others"})
PARTICLES = frozenset({
    "af", "al", "am", "auf", "av", "bij", "da", "dal", "dalla", "das", "de", "dei", "del", "dela", "della", "den",
    "der", "des", "di", "do", "dos", "du", "el", "la", "las", "le", "les", "lo", "los", "op", "’s", "’t", "san", "ten",
    "ter", "und", "van", "vande", "vanden", "vander", "vom", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
"""Small words before a family name."""


def named(value: Any) -> list[dict[str, Any]]:
    """Names as CSL has them; what a library writes into one field is taken apart: particles, "Jr.", "and others"."""
    values = value if isinstance(value, list) else [value]
    return [cleaned for name in values if (cleaned := _named(name))]


def _named(name: Any) -> dict[str, Any]:
    if isinstance(name, str):
        return {"literal": marked(name)} if name.strip() else {}
    if not isinstance(name, Mapping):
        return {}
    kept = {
        key: marked(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else value
        for key, value in name.items()
        if value not in (None, "")
    }
    if not (kept.get("family") or kept.get("literal")):
        given = kept.pop("given", "") or kept.pop("name", "")
        return {"literal": given} if given else {}
    whole = str(kept.get("literal") or kept.get("family"))
    if whole.casefold() in _OTHERS and not kept.get("given"):
        return {"literal": csl.OTHERS}
    if kept.get("family") and kept.get("given"):
        _take_suffix(kept)
        _take_particle(kept)
    return {key: value for key, value in kept.items() if key in _NAME_KEYS}


_NAME_KEYS = frozenset(
    {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "comma-suffix", "literal"}
)


def _take_suffix(name: dict[str, Any]) -> None:
    """What is "Martin Luther, Jr." in the field of given names, where Zotero's users write it."""
    if not name.get("suffix") and (match := _SUFFIX.match(str(name["given"]))) and "," in str(name["given"]):
        name["given"], name["suffix"] = match["given"], match["suffix"]


def _take_particle(name: dict[str, Any]) -> None:
    """What is "van der Berg" in the field of the family name: small words before it are its particle."""
    if name.get("non-dropping-particle"):
        return
    words = str(name["family"]).split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    if count:
        name["non-dropping-particle"], name["family"] = " ".join(words[:count]), " ".join(words[count:])
