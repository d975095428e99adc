"""A brief's file as a form: fields made of its schema, with what the file holds.

The page draws fields by their kind and knows no key of a brief; a new key of the model is a field without more. What
no field can hold, as it is written, is left to the YAML and said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policybrief.brief.parts import LISTS, OPTIONAL
from policybrief.brief.terms import PERCENT
from policybrief.serve.language import words
from policybrief.serve.language.completion import Scope, targets
from policybrief.serve.language.schema import FileSchema, Node, SchemaKey, kinds
from policybrief.serve.language.spoken import DEFAULT, InterfaceWords, spoken
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath, value_at

Record = dict[str, Any]
_TITLES = ("headline", "title", "label", "heading", "name", "text", "question", "date", "source", "id")
"""What names an entry of a list, the best first."""
_ASIDE = ("audiences", "not_for", "quiet", "rewrite", "id", "notes")
"""What seldom changes, and stands behind all else."""
_FEW = 7
"""So many words are buttons; more are a menu."""


@dataclass(frozen=True)
class Form:
    """The form of a file that holds `data`."""

    data: Mapping[str, Any]
    scope: Scope
    words: InterfaceWords = spoken(DEFAULT)

    @property
    def schema(self) -> FileSchema:
        return self.scope.schema

    def parts(self) -> list[Record]:
        """The parts of the file: what is single in one, and each list or mapping by itself; those that there are not
        yet, too.
        """
        groups = [self.words.term(group) for group in words.GROUPS]
        own = {"key": "", "label": self.words.term(words.FIRST), "group": groups[0], "count": None, "present": True}
        parts = [self._part(key, groups) for key in self._own_parts()]
        return [own, *sorted(parts, key=lambda part: groups.index(part["group"]))]

    def fields(self, part: str) -> list[Record]:
        """The fields of a part."""
        keys = self.schema.keys(NOWHERE)
        if not part:
            parts = {key.name for key in self._own_parts()}
            return self._ordered(self._field(NOWHERE / key.name, key) for key in keys if key.name not in parts)
        found = [self._field(NOWHERE / key.name, key) for key in keys if key.name == part]
        return found[0]["fields"] if found and found[0]["kind"] == "group" else found

    # -- parts

    def _own_parts(self) -> list[SchemaKey]:
        return [key for key in self.schema.keys(NOWHERE) if _is_part(key, self.schema)]

    def _part(self, key: SchemaKey, groups: Sequence[str]) -> Record:
        value = self.data.get(key.name)
        said = key.name in ("bottom_line", *LISTS, "deck", "memo") or key.required
        supporting = key.name in (*OPTIONAL, "decision", "sections", "extra", "headlines")
        group = groups[0 if said else 1 if supporting else 2]
        count = len(value) if isinstance(value, list) else None
        return {
            "key": key.name,
            "label": self.words.label(key.name),
            "group": group,
            "count": count,
            "present": bool(value),
        }

    # -- fields

    def _ordered(self, fields: Iterable[Record]) -> list[Record]:
        """Fields in the schema's order; what seldom changes behind the others."""
        return sorted(fields, key=lambda field: field["aside"])

    def _field(self, path: ValuePath, key: SchemaKey) -> Record:
        value = value_at(self.data, path)
        return {
            "label": self.words.label(str(path.key)),
            "help": key.description,
            "required": key.required,
            "aside": path.key in _ASIDE,
            "more": value is None and not key.required and not self._usual(path, key),
            **self._value(path, key.forms, value),
        }

    def _usual(self, path: ValuePath, key: SchemaKey) -> bool:
        """Whether a field that holds nothing is shown at once: it is chosen with a button, or others beside have it."""
        beside = value_at(self.data, path.parent.parent) if len(path) > 1 and isinstance(path[-2], int) else ()
        others = any(isinstance(each, dict) and path.key in each for each in beside or ())
        chosen = 0 < len(self.schema.words(path)) <= _FEW and "boolean" not in key.kinds
        return others or (chosen and path.key not in _ASIDE and len(path) > 1)

    def _value(self, path: ValuePath, forms: Sequence[Node], value: Any) -> Record:
        """How a value of these forms is shown: its kind, and what is in it."""
        about: Record = {"path": str(path), "steps": list(path), "value": None}
        form = _fitting(forms, value)
        if form is None:
            return about | {"kind": "yaml"}
        kind = kinds(form)
        if "object" in kind and not isinstance(value, str):
            return about | self._mapping(path, value)
        if "array" in kind and not isinstance(value, str):
            return about | self._list(path, form, value)
        return about | {"value": _plain(value)} | self._single(path, forms, form)

    def _mapping(self, path: ValuePath, value: Any) -> Record:
        keys = self.schema.keys(path)
        names = self._names(path / "") if not keys else {}
        inner = [self._field(path / key.name, key) for key in keys]
        for name, called in names.items():
            whole = self._field(path / name, SchemaKey(name, "", required=False, forms=self.schema.at(path / name)))
            inner.append(whole | {"label": called or name, "more": False})
        if not inner or (isinstance(value, dict) and not keys and set(value) - set(names)):
            return {"kind": "yaml"}
        return {"kind": "group", "fields": self._ordered(inner)}

    def _list(self, path: ValuePath, form: Node, value: Any) -> Record:
        entries = value if isinstance(value, list) else []
        inner = tuple(self.schema.forms(form.get("items", {})))
        if any("object" in kinds(each) for each in inner):
            if not all(isinstance(entry, dict) for entry in entries):
                return {"kind": "yaml"}
            shown = [self._entry(path / number, entry) for number, entry in enumerate(entries)]
            return {"kind": "list", "entries": shown, "entry": self.words.one(str(path.key))}
        if any(isinstance(entry, dict | list) for entry in entries):
            return {"kind": "yaml"}
        given = [_plain(entry) for entry in entries]
        options = self._options(path / 0)
        if options and set(given) <= {option["value"] for option in options} and path.key != "parts":
            return {"kind": "names", "value": given, "options": options}
        return {"kind": "lines", "value": given, "options": options, "entry": self.words.one(str(path.key))}

    def _entry(self, path: ValuePath, entry: Mapping[str, Any]) -> Record:
        fields = [self._field(path / key.name, key) for key in self.schema.keys(path)]
        key = next((key for key in _TITLES if isinstance(entry.get(key), str | int | float)), "")
        title = _plain(entry[key]) if key else ""
        title = self._names(path / key).get(title) or title
        sure = entry.get("confidence")
        return {
            "path": str(path), "steps": list(path), "title": title, "fields": self._ordered(fields),
            "blocks": words.BLOCKS.get(sure, 0) if isinstance(sure, str) else 0,
        }  # fmt: skip

    def _single(self, path: ValuePath, forms: Sequence[Node], form: Node) -> Record:
        options = self._options(path)
        free = any(kinds(each) & {"string", "number"} and "enum" not in each for each in forms)
        if "boolean" in kinds(form):
            answers = [{"value": yes, "label": self.words.said(word)} for yes, word in ((True, "Yes"), (False, "No"))]
            return {"kind": "choice", "options": answers}
        if self._names(path) and options:
            return {"kind": "menu", "options": options}
        if options and not free:
            return {"kind": "choice" if len(options) <= _FEW else "menu", "options": options}
        short = options or kinds(form) != {"string"} or {"pattern", "format"} & form.keys()
        return {"kind": "line" if short else "text", "options": options}

    def _options(self, path: ValuePath) -> list[Record]:
        """What a value may be one of: names of what there is, and words."""
        named = [{"value": name, "label": called or name} for name, called in self._names(path).items()]
        return [*named, *(_option(word, path, self.words.term(word)) for word in self.schema.words(path))]

    def _names(self, path: ValuePath) -> Mapping[str, str]:
        all_names = self.scope.names(self.data)
        return {name: called for kind in targets(path, self.scope) for name, called in all_names[kind].items()}


def _is_part(key: SchemaKey, schema: FileSchema) -> bool:
    """Whether a value is a part of its own: a mapping, or a list of mappings."""
    for form in key.forms:
        if "array" in kinds(form):
            inner = tuple(schema.forms(form.get("items", {})))
            return any("object" in kinds(each) for each in inner)
    return all("object" in kinds(form) for form in key.forms)


def _fitting(forms: Sequence[Node], value: Any) -> Node | None:
    """The form that a value has; of nothing, the first."""
    if isinstance(value, dict | list):
        wanted = "object" if isinstance(value, dict) else "array"
        return next((form for form in forms if wanted in kinds(form)), None)
    single = [form for form in forms if kinds(form) - {"object", "array"}]
    if value is None:
        return next(iter((*single, *forms)), None)
    if isinstance(value, bool):
        return next((form for form in single if "boolean" in kinds(form)), None)
    return next((form for form in single if "boolean" not in kinds(form)), None)


def _plain(value: Any) -> Any:
    """A value as it is spelled."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(getattr(value, "spelling", value))
    return value


def _option(word: str, path: ValuePath, label: str) -> Record:
    option: Record = {"value": word, "label": label}
    if path.key == "confidence":
        option["blocks"] = words.BLOCKS.get(word, 0)
    for term, (least, most) in PERCENT.items() if path.key == "likelihood" else ():
        if term == word:
            option |= {"share": most - least, "from": least, "detail": f"{least}–{most} %"}
    return option
