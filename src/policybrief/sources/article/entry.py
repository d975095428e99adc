"""The entry of an article among a brief's sources, in CSL's fields: what is really known of it, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from policybrief.sources.article.blocks import Author, Metadata

_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+\.[^\s<>\"'`{}|\\^]+")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


def entry(key: str, about: Metadata, file: str) -> dict[str, Any]:
    """The entry with this key; where neither title, author nor publisher was found, the file's name is its title."""
    fields = {
        "type": about.kind or "article",
        "author": [_name(author) for author in about.authors],
        "title": plain(about.title),
        "container-title": plain(about.container),
        "publisher": plain(about.publisher),
        "issued": about.issued,
        "URL": about.url if _ADDRESS.fullmatch(about.url) else "",
        "DOI": about.doi if _DOI.fullmatch(about.doi) else "",
        "language": about.language if _TAG.fullmatch(about.language) else "",
    }
    if not (about.title or about.authors or about.publisher):
        fields["title"] = plain(file)
    return {"id": key, **{name: value for name, value in fields.items() if value}}


def _name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": plain(author.family)}
    return {"family": plain(author.family), "given": plain(author.given)}


def plain(text: str) -> str:
    """A text of somebody else as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>~^])", r"\\\1", text)
