"""What the form calls the keys of a brief: the key itself in plain English, and a better word where there is one."""

from __future__ import annotations

from collections.abc import Mapping

from policybrief.text.value_path import ValuePath

FIRST = "Title and addressees"
GROUPS = ("The brief", "Supporting parts", "Behind it")
"""What the parts of a file are gathered under."""
BLOCKS: Mapping[str, int] = {"high": 3, "moderate": 2, "low": 1}
"""How many of three blocks are full, as the documents draw a confidence."""
_LABELS = {
    "judgments": "Key judgments",
    "short": "Short form",
    "basis": "Because",
    "id": "Name",
    "from": "From",
    "lang": "Language",
    "not_for": "Not for",
    "audiences": "Only for",
    "quiet": "Rules not told of",
    "rewrite": "A source's words",
    "locator": "Where in it",
    "quote": "Quotation",
    "so_what": "What it means for them",
    "rests_on": "Rests on",
    "if_raised": "If raised",
    "csl-json": "CSL JSON",
    "url": "Address",
    "doi": "DOI",
}
_ONE = {
    "evidence": "quotation",
    "judgments": "judgment",
    "people": "participant",
    "agenda": "point",
    "points_to_make": "point",
    "if_raised": "answer",
    "avoid": "caution",
    "data": "figure",
    "series": "series",
    "cleared_by": "office",
    "entries": "entry",
    "categories": "category",
    "rows": "row",
    "values": "value",
}


def label(key: str) -> str:
    """A key as the form names its field."""
    return _LABELS.get(key) or said(key)


def said(word: str) -> str:
    """A word of the schema in plain English: `almost_no_chance` is Almost no chance."""
    words = word.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def one(key: str) -> str:
    """One entry of a list: of `recommendations` it is a recommendation."""
    return _ONE.get(key) or label(key).lower().removesuffix("s")


def value(path: ValuePath) -> str:
    """A value as people speak of it: `judgments[1].short` is Judgment 2, short form."""
    names: list[str] = []
    for before, step in zip((None, *path), path, strict=False):
        if isinstance(step, int):
            names[-1:] = [f"{one(str(before))} {step + 1}"]
        else:
            names.append(label(step))
    said = ", ".join(name[:1].lower() + name[1:] for name in names)
    return said[:1].upper() + said[1:]
