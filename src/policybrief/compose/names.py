"""Chinese and Japanese names held together: no line ends within one that the brief says is a name.

Lines end between any two ideographs, and a sign that forbids it would stand in what people copy and search. So the name
is a run of its own that says so, and each document sees to it when it fills lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from policybrief.brief import walk
from policybrief.brief.csl import Name
from policybrief.brief.model import Brief
from policybrief.brief.papers import NamedAuthor
from policybrief.compose.people import whole
from policybrief.compose.ties import each_text
from policybrief.text.document import Deck, Memo
from policybrief.text.run import Run, Text
from policybrief.text.value_path import ValuePath

_NAME = re.compile("[\u3400-\u9fff]{2,4}")
"""A longer one is an office, or has one, and may need its lines."""
_LISTS = {"owner": "recommendations", "lead": "agenda", "name": "people"}
"""Keys that hold a person's name, with the list of a brief in which they do."""


_Document = TypeVar("_Document", Deck, Memo)


def held_together(document: _Document, brief: Brief, markup: str) -> _Document:
    """The document with each name that `brief` knows as a run that no line divides; the very same where it has none.
    `markup` is what it was read from: most has no such letters, which is quicker to see than all names of a brief.
    """
    if not _NAME.search(markup):
        return document
    names = sorted({name for name in _names(brief) if _NAME.fullmatch(name)}, key=len, reverse=True)
    if not names:
        return document
    pattern = re.compile("|".join(names))
    held: _Document = each_text(document, lambda text: _marked(text, pattern))
    return held


def _names(brief: Brief) -> Iterator[str]:
    """All names of people: of authors, of who is quoted, who is to act, who speaks and who will be there."""
    for path, value in walk.values(brief):
        if isinstance(value, Name):
            yield whole(value)
        elif isinstance(value, NamedAuthor):
            yield value.name or f"{value.family}{value.given or ''}"
        elif isinstance(value, str) and _is_name(path):
            yield value


def _is_name(path: ValuePath) -> bool:
    key = path.key
    return key == "speaker" or path == ValuePath("contact", "name") or (key in _LISTS and path[0] == _LISTS[key])


def _marked(text: Text, pattern: re.Pattern[str]) -> Text:
    if not any(pattern.search(run.text) for run in text):
        return text
    return tuple(part for run in text for part in _parts(run, pattern))


def _parts(run: Run, pattern: re.Pattern[str]) -> Iterator[Run]:
    end = 0
    for match in pattern.finditer(run.text):
        if match.start() > end:
            yield run.saying(run.text[end : match.start()])
        yield replace(run.saying(match.group()), whole=True)
        end = match.end()
    if end < len(run.text):
        yield run.saying(run.text[end:])
