"""What may be written at a character of a brief's file: keys with what they are for, words, and names of what there is.

    completions(text, offset, Scope.of_brief(audiences={"congress": "Committee staff"}))

It is a function of the text: it reads no file and knows no editor. The text need not be YAML: where it is none, it is
read without what is being written, and at last for its keys alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Literal

from policybrief.brief import walk
from policybrief.brief.terms import PERCENT
from policybrief.errors import BriefError
from policybrief.read import source, written
from policybrief.serve.language.caret import Caret
from policybrief.serve.language.schema import FileSchema, SchemaKey
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath, value_at

CompletionKind = Literal["key", "word", "name"]
_STEP = 2
CITED = re.compile(r"\[[^\]]*?@([^\s@;,\[\]]*)$")
FIGURE = re.compile(r"\[=([\w-]*)$")
_ORDERED = ("judgments", "recommendations")
_CALLED = ("headline", "citation-label", "title", "heading")
"""What an entry is called beside its id."""


@dataclass(frozen=True)
class Completion:
    """What may stand from character `start` to `end`: `insert` is put there.

    It is shown as its `label`, with a `detail` of a few words, and its `documentation`.
    """

    label: str
    kind: CompletionKind
    insert: str
    start: int
    end: int
    detail: str = ""
    documentation: str = ""


@dataclass(frozen=True)
class Scope:
    """What a file may name that does not stand in it.

    `audiences` and `sources` (of the library), `themes`, `headers`: what each is called, by its name. `brief` is what
    the brief holds, for an audience's file, as far as it can be read.
    """

    schema: FileSchema
    audiences: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    brief: Mapping[str, Any] | None = None

    def names(self, data: Any) -> Mapping[str, Mapping[str, str]]:
        """All that may be named in a file with this data, by what it is."""
        told = self.brief if self.brief is not None else data
        own = {kind: dict(_called(told, kind)) for kind in (*_ORDERED, "sources", "sections", "data")}
        own["sources"] = {**self.sources, **own["sources"]}
        if self.brief is not None:
            own["sections"] |= dict(_called(data, "extra"))
        return {**own, "audiences": self.audiences, "themes": self.themes, "headers": self.headers}


def completions(text: str, offset: int, scope: Scope) -> tuple[Completion, ...]:
    """What may be written before this character, in the order in which it is to be offered; nothing, where any text
    may stand. What does not begin as the word at the caret is there too: editors choose by what is typed.
    """
    caret = Caret.at(text, offset)
    if not caret.kind:
        return ()
    data = _read(text, caret)
    found = [*_cited(caret, offset, scope.names(data))]
    if caret.kind == "key":
        found += _keys(text, caret, scope, data)
    if caret.kind != "text":
        found += _words(text, caret, scope, data)
    return tuple({(each.label, each.kind): each for each in reversed(found)}.values())[::-1]


# -- keys


def _keys(text: str, caret: Caret, scope: Scope, data: Any) -> Iterator[Completion]:
    there = value_at(data, caret.path)
    taken = {*there} - {caret.word} if isinstance(there, dict) else set()
    keys = [key for key in scope.schema.keys(caret.path) if key.name not in taken]
    named = re.match(r"\s*:", text[caret.end :])
    for key in sorted(keys, key=lambda key: not key.required):
        insert = key.name if named else key.name + _after(key, caret)
        detail = "required" if key.required else _kind(key)
        yield Completion(key.name, "key", insert, caret.start, caret.end, detail, key.description)
    if scope.brief is not None and str(caret.path) in _ORDERED:
        for name, called in scope.names(data)[str(caret.path)].items():
            if name not in taken:
                insert = name if named else f"{name}:\n{' ' * (caret.column + _STEP)}so_what: "
                yield Completion(name, "name", insert, caret.start, caret.end, called)


def _after(key: SchemaKey, caret: Caret) -> str:
    """What comes behind a key: the place where its value is to be written."""
    deeper = "\n" + " " * (caret.column + _STEP)
    if caret.flow or "string" in key.kinds:
        return ": "
    if "array" in key.kinds:
        return f":{deeper}- "
    return f":{deeper}" if "object" in key.kinds else ": "


def _kind(key: SchemaKey) -> str:
    words = {"string": "text", "array": "list", "object": "keys", "integer": "number", "boolean": "true or false"}
    return " or ".join(dict.fromkeys(words.get(kind, kind) for kind in sorted(key.kinds, reverse=True)))


# -- values


def _words(text: str, caret: Caret, scope: Scope, data: Any) -> Iterator[Completion]:
    space = "" if caret.start == 0 or text[caret.start - 1] in " \"'[{,\n" else " "
    there = value_at(data, caret.path.parent)
    taken = {*map(str, there)} - {caret.word} if isinstance(there, list) else set()
    names = scope.names(data)
    for kind in targets(caret.path, scope):
        for name, called in names[kind].items():
            if name not in taken:
                yield Completion(name, "name", space + written.scalar(name), caret.start, caret.end, called)
    for word in scope.schema.words(caret.path):
        if word not in taken:
            yield Completion(word, "word", space + word, caret.start, caret.end, _meant(word, caret.path))


def targets(path: ValuePath, scope: Scope) -> tuple[str, ...]:
    """Of which kinds the names are that a value is one of, or that the key of a mapping is."""
    of_brief = scope.brief is None
    if path == ("theme",):
        return ("themes",)
    if path == ("header",) and not of_brief:
        return ("headers",)
    if path[-2:-1] == ("parts",) and not of_brief:
        return ("sections",)
    if not of_brief and path[:1] == ("order",) and path.parent.key in _ORDERED:
        return (str(path.parent.key),)
    if not of_brief and path[:-1] == ("sources",):
        return ("sources",)
    if not of_brief and len(path) == 2 and path[0] in _ORDERED:
        return (str(path[0]),)
    found = walk.target(path)
    return (found,) if found else ()


def _meant(word: str, path: ValuePath) -> str:
    if path.key == "likelihood":
        return next((f"{least} to {most} per cent" for term, (least, most) in PERCENT.items() if term == word), "")
    return ""


def _cited(caret: Caret, offset: int, names: Mapping[str, Mapping[str, str]]) -> Iterator[Completion]:
    """Within a text: the sources behind `[@`, and the figures behind `[=`."""
    for pattern, kind in ((CITED, "sources"), (FIGURE, "data")):
        if found := pattern.search(caret.word):
            for name, called in names[kind].items():
                yield Completion(name, "name", name, offset - len(found[1]), max(offset, caret.end), called)


# -- what there is


def _read(text: str, caret: Caret) -> Any:
    """What the text says; or what it says without what is being written, or without its line; or nothing."""
    line = text.rfind("\n", 0, caret.start) + 1
    end = text.find("\n", caret.end)
    rest = text[end:] if end >= 0 else ""
    unwritten = text[line : caret.start] + ('"\ufffd": ' if caret.kind == "key" else "")
    for tried in (text, text[:line] + unwritten + rest, text[:line] + rest):
        try:
            return source.parse(tried).data
        except BriefError:
            continue
    return {}


def _called(data: Any, kind: str) -> Iterator[tuple[str, str]]:
    """The names of a list's entries, or the keys of a mapping, and what each is called."""
    entries = data.get(kind) if isinstance(data, Mapping) else None
    if isinstance(entries, Mapping):
        yield from ((str(name), "") for name in entries)
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get("id"), str | int):
            called = next((entry[key] for key in _CALLED if isinstance(entry.get(key), str)), "")
            yield str(entry["id"]), called
