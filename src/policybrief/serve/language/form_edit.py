"""What is done in a form becomes a change of the YAML text: one value set, an entry added, moved or taken out.

The change is a splice (`read.splice`), so that comments, quotes and folds stay, and one place decides how a value is
written. The schema says what an empty field means and what a new entry must have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from policybrief.errors import BriefError, Fix, Problem
from policybrief.read import scalars, source
from policybrief.read.moved import moved
from policybrief.read.source import Source
from policybrief.read.splice import splice
from policybrief.serve.language import words
from policybrief.serve.language.schema import FileSchema, kinds
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

Act = Literal["set", "add", "remove", "move"]
ACTS: tuple[Act, ...] = ("set", "add", "remove", "move")


@dataclass(frozen=True)
class FormEdit:
    """Something that is done at a path: its value is `set`, and emptied by nothing; an entry is put in (`add`), `to` a
    place of the list; it is taken out; or the entry goes `to` another place of its list.
    """

    act: Act
    path: ValuePath
    value: Any = None
    to: int = 0

    def made(self, text: str, schema: FileSchema, file: str = "<text>") -> str:
        """The text with it. Raises `BriefError` where the text is no YAML, or the change can't be made by itself."""
        read = source.remembered(text.lstrip("\ufeff"), file)
        if self.act == "move":
            if not self.path or not isinstance(self.path.key, int):
                raise BriefError([Problem("is no entry of a list", file, path=str(self.path))])
            return moved(text, self.path.parent, self.path.key, self.to, file)
        fixes = {"set": _set, "add": _added, "remove": _removed}[self.act](self, read, schema)
        return splice(text, fixes, file) if fixes else text


def _set(edit: FormEdit, read: Source, schema: FileSchema) -> list[Fix]:
    path, there = edit.path, _there(read, edit.path)
    value = _typed(edit.value, schema, path, read.at(path))
    if value in ("", None, []):
        key = schema.key(path)
        if not there:
            return []
        return [Fix(path, "replace", "")] if key is not None and key.required else _removed(edit, read, schema)
    return [Fix(path, "replace", value)] if there else [_inserted(read, path, value)]


def _added(edit: FormEdit, read: Source, schema: FileSchema) -> list[Fix]:
    """A new entry of a list, with all that it must have and nothing in it."""
    there = read.at(edit.path)
    if there and not isinstance(there, list):
        raise BriefError([read.problem(edit.path, "is no list", "change it by hand")])
    entries: Sequence[Any] = there if isinstance(there, list) else ()
    entry = edit.value if edit.value is not None else _new(schema, edit.path, entries)
    if entries:
        return [Fix(edit.path / max(0, min(edit.to, len(entries))), "insert", entry)]
    return [Fix(edit.path, "replace", [entry])] if _there(read, edit.path) else [_inserted(read, edit.path, [entry])]


def _removed(edit: FormEdit, read: Source, schema: FileSchema) -> list[Fix]:
    """A value taken out; with the list or mapping that would be left with nothing, where that need not be there."""
    path = edit.path
    while len(path) > 1 and len(read.at(path.parent) or ()) == 1 and not _required(schema, path.parent):
        path = path.parent
    return [Fix(path, "remove")] if _there(read, path) else []


def _required(schema: FileSchema, path: ValuePath) -> bool:
    key = schema.key(path)
    return key is None or key.required


def _there(read: Source, path: ValuePath) -> bool:
    around = read.at(path.parent)
    if isinstance(around, dict):
        return path.key in around
    return isinstance(around, list) and isinstance(path.key, int) and 0 <= path.key < len(around)


def _inserted(read: Source, path: ValuePath, value: Any) -> Fix:
    """The value put in, with the mappings around it that are not there yet."""
    while len(path) > 1 and read.at(path.parent) is None:
        value = [value] if isinstance(path.key, int) else {str(path.key): value}
        path = path.parent
        if _there(read, path):  # a key without a value
            return Fix(path, "replace", value)
    return Fix(path, "insert", value)


def _typed(value: Any, schema: FileSchema, path: ValuePath, before: Any) -> Any:
    """What is typed as the kind of value that is meant: digits are a number where one is asked for, or was there.

    Blanks around a text are none of it: while a sentence is typed, each of its words is followed by one.
    """
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").strip()
    allowed = frozenset(kind for form in schema.at(path) for kind in kinds(form))
    numeric = isinstance(before, int | float) and not isinstance(before, bool)
    if allowed and ("string" not in allowed or (numeric and "number" in allowed)):
        read = scalars.plain(value)
        return read if isinstance(read, int | float) and not isinstance(read, bool) else value
    return value


def _new(schema: FileSchema, path: ValuePath, entries: Sequence[Any]) -> Any:
    """An entry that has its required keys: a name of its own, the first of some words, and else nothing yet."""
    keys = schema.keys(path / 0)
    if not keys:
        return ""
    new: dict[str, Any] = {}
    for key in keys:
        if key.name == "id":
            taken = {entry.get("id") for entry in entries if isinstance(entry, Mapping)}
            stem = words.one(str(path.key)).replace(" ", "-")
            new["id"] = next(name for number in range(1, 100_000) if (name := f"{stem}-{number}") not in taken)
        elif key.required:
            inner = schema.at(path / 0 / key.name)
            new[key.name] = _empty(schema, path / 0 / key.name) if inner else ""
    return new or {keys[0].name: ""}


def _empty(schema: FileSchema, path: ValuePath) -> Any:
    allowed = frozenset(kind for form in schema.at(path) for kind in kinds(form))
    if "string" in allowed:
        return ""
    if "array" in allowed:
        return [_new(schema, path, ())]
    if "object" in allowed:
        return {key.name: _empty(schema, path / key.name) for key in schema.keys(path) if key.required}
    return None
