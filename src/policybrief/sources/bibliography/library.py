"""A library of sources beside a brief: a file that Zotero or another program exported, its entries by key."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from policybrief.errors import BriefError, Problem
from policybrief.sources.bibliography import bibtex, cached, ris
from policybrief.sources.bibliography.cached import Index
from policybrief.sources.bibliography.items import Entry, entries
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

MOST_BYTES = 60_000_000
"""A library of ten thousand entries with their abstracts has less than half."""
FORMATS = (".json", ".yaml", ".yml", ".bib", ".ris")
_MAKE = "in Zotero: Export Library…, as Better CSL JSON"


@dataclass(frozen=True)
class Library:
    """An exported file: `file` as problems name it, `index` its entries, `text` what it was read from."""

    file: str
    index: Index
    text: bytes

    @property
    def keys(self) -> Iterable[str]:
        """The keys that its entries are cited by."""
        return self.index.places.keys()

    def line(self, key: str) -> int:
        """Where its entry stands, for a problem; 0 where that can't be said."""
        wanted = re.compile(rb"[\"'{ :]\s*" + re.escape(key.encode()) + rb"\s*[\"',\r\n]")
        match = wanted.search(self.text)
        return self.text.count(b"\n", 0, match.start() + 1) + 1 if match else 0


def read(file: Path, *, within: Path) -> Library:
    """Read an exported library that lies in the project `within`. Raises `BriefError` where that can't be done.

    What was read is kept in the user's caches by the digest of the file's bytes.
    """
    name = str(file)
    if file.suffix.lower() not in FORMATS:
        raise BriefError([Problem(f"is no library: its name ends in none of {', '.join(FORMATS)}", name, hint=_MAKE)])
    try:
        raw = access.read(file, MOST_BYTES, within=within)
    except OSError as error:
        raise BriefError([file_problems.unread(error, name)]) from None
    digest = hashlib.sha256(file.suffix.lower().encode() + b"\0" + raw).hexdigest()
    index = cached.load(digest)
    if index is None:
        index = Index.of(parsed(raw, file.suffix.lower(), name))
        cached.keep(digest, index)
    return Library(name, index, raw)


def parsed(raw: bytes, suffix: str, name: str) -> dict[str, Entry]:
    """The entries of a library's bytes, in the format that the suffix says. Raises `BriefError` for what is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BriefError([Problem("is not UTF-8 text", name, line, hint="export it as UTF-8")]) from None
    readers: Mapping[str, Callable[[str], Iterable[Any]]] = {".json": _json, ".bib": bibtex.items, ".ris": ris.items}
    try:
        by_key = entries(readers.get(suffix, _yaml)(text))
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        line = getattr(error, "lineno", 0) or (mark.line + 1 if (mark := getattr(error, "problem_mark", None)) else 0)
        kind = suffix[1:].upper().replace("YML", "YAML")
        raise BriefError([Problem(f"cannot be read as {kind}", name, line, hint=_MAKE)]) from None
    if not by_key:
        raise BriefError([Problem("holds no sources", name, hint=_MAKE)])
    return by_key


def _json(text: str) -> Iterable[Any]:
    return _listed(json.loads(text))


def _yaml(text: str) -> Iterable[Any]:
    """Each scalar as its characters: a library's `no` and `2022` are words."""
    return _listed(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))  # noqa: S506  # texts alone


def _listed(data: Any) -> Iterable[Any]:
    if isinstance(data, dict):
        inner = next((data[name] for name in ("references", "items") if isinstance(data.get(name), list)), None)
        return inner if inner is not None else [data] if "type" in data else []
    return data if isinstance(data, list) else []
