"""A file's JSON Schema, asked by path: which keys a mapping may have, which words a value may be, what each is for.

It is the schema that `brief schema` prints. An editor knows of a new key of the model without a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from policybrief.brief.audience import Audience
from policybrief.brief.model import Brief
from policybrief.text.records import dataclass
from policybrief.text.value_path import Step, Steps

Node = Mapping[str, Any]


@dataclass(frozen=True)
class SchemaKey:
    """A key that a mapping may have: what it is for, whether it must be there, and its value in all its forms."""

    name: str
    description: str
    required: bool
    forms: tuple[Node, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """What its value may be: "string", "array", "object", …"""
        return frozenset(kind for form in self.forms for kind in kinds(form))


@dataclass(frozen=True)
class FileSchema:
    """The schema of a brief, or of an audience's file."""

    root: Node

    @classmethod
    def of_brief(cls) -> FileSchema:
        return _of(Brief)

    @classmethod
    def of_audience(cls) -> FileSchema:
        return _of(Audience)

    def at(self, path: Steps) -> tuple[Node, ...]:
        """The forms that the value at a path may have, without that of nothing; none for a path that there is not."""
        forms = tuple(self.forms(self.root))
        for step in path:
            forms = tuple(inner for form in forms for node in _below(form, step) for inner in self.forms(node))
        return forms

    def keys(self, path: Steps) -> tuple[SchemaKey, ...]:
        """The keys of the mapping at a path, in the schema's order."""
        found: dict[str, SchemaKey] = {}
        for form in self.at(path):
            for name, node in form.get("properties", {}).items():
                inner = tuple(self.forms(node))
                said = node.get("description") or next(
                    (each["description"] for each in inner if "description" in each), ""
                )
                found.setdefault(name, SchemaKey(name, said, name in form.get("required", ()), inner))
        return tuple(found.values())

    def key(self, path: Steps) -> SchemaKey | None:
        """The key that a path ends with, where the schema names it."""
        return next((each for each in self.keys(path[:-1]) if each.name == path[-1]), None) if path else None

    def words(self, path: Steps) -> tuple[str, ...]:
        """The words that the value at a path is one of; those that it may be besides any text, too."""
        return tuple(dict.fromkeys(word for form in self.at(path) for word in _words(form)))

    def forms(self, node: Node) -> Iterator[Node]:
        """A node in all its forms: what it refers to, and each that it may be, but nothing."""
        if "$ref" in node:
            yield from self.forms(self.root["$defs"][node["$ref"].rpartition("/")[2]])
        elif "properties" not in node and (inner := node.get("anyOf")):
            for each in inner:
                yield from self.forms(each)
        elif node.get("type") != "null":
            yield node


@lru_cache(maxsize=2)
def _of(model: type[BaseModel]) -> FileSchema:
    return FileSchema(model.model_json_schema(by_alias=True))


def kinds(form: Node) -> frozenset[str]:
    """What a value of this form may be: "string", "array", "object", …"""
    kind = form.get("type", "object" if "properties" in form else "string")
    return frozenset((kind,) if isinstance(kind, str) else kind)


def _below(form: Node, step: Step) -> Iterator[Node]:
    """What stands in a value of this form, under a key or at a position."""
    if isinstance(step, int):
        if "items" in form:
            yield form["items"]
    elif step in form.get("properties", {}):
        yield form["properties"][step]
    else:
        yield from (node for pattern, node in form.get("patternProperties", {}).items() if re.search(pattern, step))
        if isinstance(more := form.get("additionalProperties"), Mapping):
            yield more


def _words(form: Node) -> Iterator[str]:
    if "const" in form:
        yield str(form["const"])
    yield from (str(word) for word in form.get("enum", ()))
    if form.get("type") == "boolean":
        yield from ("true", "false")
