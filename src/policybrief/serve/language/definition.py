"""What a word of a brief's file names, and where that stands: a judgment, a source, a file of numbers, an audience."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from policybrief.read.source import Source
from policybrief.serve.language.caret import Caret
from policybrief.serve.language.completion import CITED, FIGURE, Scope, targets
from policybrief.text.value_path import ValuePath

_REST = re.compile(r"[\w./-]*(?::[\w./-]+)*")


class Named(NamedTuple):
    """An entry: of which kind ("judgments", "sources", "audiences", …), and its name."""

    kind: str
    name: str


def named_at(text: str, offset: int, scope: Scope, data: Any) -> Named | None:
    """What the word at a character of a text names, of a file with this data; None where there is no such thing."""
    rest = _REST.match(text, offset)
    end = rest.end() if rest else offset
    caret = Caret.at(text, end)
    names = scope.names(data)
    for pattern, kind in ((CITED, "sources"), (FIGURE, "data")):
        if (found := pattern.search(caret.word)) and found[1] in names[kind]:
            return Named(kind, found[1])
    word = caret.word.strip("\"'")
    own = (str(caret.path),) if caret.kind == "key" and scope.brief is not None else ()
    return next(
        (Named(kind, word) for kind in (*targets(caret.path, scope), *own) if word in names.get(kind, ())), None
    )


def place(named: Named, read: Source) -> tuple[int, int] | None:
    """Line and column (from 1) of an entry in the file that may hold it; None where it does not."""
    entries = read.data.get(named.kind) if isinstance(read.data, dict) else None
    if isinstance(entries, dict) and named.name in entries:
        return read.place((named.kind, named.name))
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and str(entry.get("id", "")) == named.name:
            return read.place(ValuePath(named.kind, number, "id"))
    return None
