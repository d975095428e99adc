"""lint: which texts there are: those of the brief, and those of its audiences' files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from pydantic import BaseModel

from policybrief.brief.audience import Audience, Reader
from policybrief.brief.model import Brief
from policybrief.brief.values import STRUCTURED
from policybrief.read.source import Source
from policybrief.read.stretch import Stretches
from policybrief.review.lint.prose import Prose, plain_of
from policybrief.text import structure
from policybrief.text.value_path import ValuePath
from policybrief.validate import prose as written_texts

_NOT_OURS = (
    "sources", "evidence", "marking", "mail", "meeting", "to", "from", "organization", "keywords", "quiet", "authors",
    "contact", "series", "number", "version",
)  # fmt: skip
"""Names, places in sources, quotations, addresses: nobody's prose."""


def of_brief(source: Source, lang: str) -> list[Prose]:
    """The texts of a brief, in the order of its file's keys."""
    return list(_texts(source, Brief, "", lang))


def of_readers(readers: Iterable[Reader], lang: str) -> list[Prose]:
    """The texts of audiences' files, in the audience's own language where its file names one."""
    return [
        each
        for reader in readers
        for each in _texts(reader.source, Audience, "audience.", reader.audience.lang or lang)
    ]


@cache
def roles() -> tuple[str, ...]:
    """The keys of all texts that rules can look at; `*` stands for names that people give."""
    known = (*written_texts.roles(Brief), *written_texts.roles(Audience, "audience"))
    return tuple(sorted({role for role in known if not set(_NOT_OURS).intersection(role.split("."))}))


@lru_cache(maxsize=8192)
def is_under(role: str, key: str) -> bool:
    """Whether a text's key is one that a rule names: itself, one above it, or a pattern."""
    return role == key or role.startswith(f"{key}.") or fnmatchcase(role, key)


def is_known(key: str) -> bool:
    """Whether there can be a text under a key that a rule names."""
    return any(is_under(role, key) or fnmatchcase(key, role) for role in roles())


def role(path: ValuePath) -> str:
    """A path as rules name it: keys alone."""
    return ".".join(str(step) for step in path if isinstance(step, str))


def _texts(source: Source, model: type[BaseModel], before: str, lang: str) -> Iterator[Prose]:
    stretches = Stretches(source)
    structured = {path for path, text in written_texts.texts(model, source.data, mark=STRUCTURED) if _is_shaped(text)}
    for path, raw in written_texts.texts(model, source.data):
        if any(step in _NOT_OURS for step in path) or not raw.strip() or source.origin(path):  # a file of numbers'
            continue
        written = stretches.at(path)
        shape = None
        if path in structured:
            shape = structure.of(raw) if written.verbatim else structure.of_folded(raw)
        plain, offsets = plain_of(raw, shape)
        yield Prose(source, path, before + role(path), raw, plain, offsets, written, lang)


def _is_shaped(text: str) -> bool:
    """Whether a text may have several paragraphs, or footnotes."""
    return "\n" in text.strip() or "^[" in text
