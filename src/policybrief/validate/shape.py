"""What a model has at a path of a file: another part, a text, or neither.

Validate asks, to say what is meant where pydantic only says what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, PlainValidator

from policybrief.brief.values import as_text
from policybrief.text.value_path import Steps


def part_at(model: type[BaseModel], path: Steps) -> type[BaseModel] | None:
    """The part of the model that stands at `path`."""
    return part_in(annotation_at(model, path))


def part_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `tuple[Model, ...]`, `Model | None` or `Annotated[…]`; not one that a mapping's keys lead to."""
    if is_part(annotation):
        return annotation  # type: ignore[no-any-return]  # is_part says that it is one
    if get_origin(annotation) is dict:
        return None
    return next((part for inner in get_args(annotation) if (part := part_in(inner))), None)


def is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def annotation_at(model: type[BaseModel], path: Steps) -> Any:
    """What is written for the field at `path`; None where the model has none."""
    here: Any = model
    for step in path:
        here = below(here, step)
    return here


def below(annotation: Any, step: str | int) -> Any:
    """What is written for a key or an entry of what is written here."""
    if is_part(annotation):
        return fields(annotation).get(step) if isinstance(step, str) else None
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind is dict:
        return inner[1] if isinstance(step, str) else None
    if kind is tuple:
        return inner[0] if isinstance(step, int) else None
    branches = (below(branch, step) for branch in (inner[:1] if kind is Annotated else inner) if kind)
    return next((branch for branch in branches if branch is not None), None)


@cache
def fields(part: type[BaseModel]) -> dict[str, Any]:
    """The fields of a part by their keys, each with all that is written for it."""
    return {
        field.alias or name: Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        for name, field in part.model_fields.items()
    }


def example(annotation: Any) -> str:
    """A value as it is written there in one line: `{id: …, headline: …}` with what has to be there, or `…`."""
    part = part_in(annotation)
    if part is None:
        return "…"
    needed = [field.alias or name for name, field in part.model_fields.items() if field.is_required()]
    known = fields(part)
    others = [key for key, inner in known.items() if takes_words(inner)] or list(known)
    keys = needed[:_MOST_NEEDED] or others[:_MOST_OTHERS]
    return f"{{{', '.join(f'{key}: …' for key in keys)}}}"


_MOST_NEEDED, _MOST_OTHERS = 3, 2
"""So many keys say what is meant."""


def right_one(model: type[BaseModel], path: Steps, kind: str, value: Any) -> str:
    """What the right shape looks like, where that of a value is pydantic's error `kind`; "" for another fault."""
    if kind == "missing" and path[-1:] == ("id",):
        return "a name of your own to refer to it by, as in 'id: berth'"
    if kind == "missing":
        return described(model, path)
    annotation = annotation_at(model, path)
    if kind == "tuple_type":
        return f"write each on a line: - {example(annotation)}"
    if kind == "model_type":
        return f"write {example(annotation)}"
    if kind == "dict_type":
        return f"write NAME: {example(below(annotation, 'NAME'))}"
    if kind == "string_type" and isinstance(value, dict) and cut_text(value):
        return "put it in quotes: ': ' makes a key of the words before it"
    if kind == "string_type" and isinstance(value, dict | list):
        return f"write {path[-1]}: …" if path and isinstance(path[-1], str) else "write - …"
    return ""


def described(model: type[BaseModel], path: Steps) -> str:
    """What stands at `path`, by the first sentence of its description, as the rest of a message; "" without one."""
    part = part_at(model, path[:-1])
    for name, field in part.model_fields.items() if part else ():
        if (field.alias or name) == path[-1] and field.description:
            first, *_ = field.description.removesuffix(".").split(". ")
            return first if first[1:2].isupper() else f"{first[0].lower()}{first[1:]}"
    return ""


def sole_text(model: type[BaseModel], path: Steps) -> str:
    """The key under which a text stands in the part at `path`, where that is all that the part needs; else ""."""
    part = part_in(annotation_at(model, path))
    needed = [field.alias or name for name, field in part.model_fields.items() if field.is_required()] if part else []
    return needed[0] if part and len(needed) == 1 and takes_words(fields(part)[needed[0]]) else ""


def cut_text(value: Mapping[str, Any]) -> str:
    """The text that a colon made a mapping of one key: `- Who pays: the port`; "" for what is none."""
    if len(value) != 1:
        return ""
    (before, after), *_ = value.items()
    return f"{before}: {after}" if isinstance(after, str) and after and " " in f"{before} {after}" else ""


def words(model: type[BaseModel], path: Steps) -> tuple[str, ...]:
    """The words out of which one stands at `path`, in their order."""
    return _literal(annotation_at(model, path))


def _literal(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((words for inner in get_args(annotation) if (words := _literal(inner))), ())


def takes_words(annotation: Any) -> bool:
    """Whether an author's own words may stand there: no id, no address, no word out of several."""
    if get_origin(annotation) is Annotated:
        if any(getattr(rule, "pattern", None) for rule in annotation.__metadata__):
            return False
        return takes_words(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return any(map(takes_words, get_args(annotation)))
    return annotation is str


def takes_nothing_else(annotation: Any) -> bool:
    """Whether any value there is the author's words: the field reads none in a way of its own, as `true`."""
    if get_origin(annotation) is Annotated:
        readers = (rule for rule in annotation.__metadata__ if isinstance(rule, BeforeValidator | PlainValidator))
        return all(rule.func is as_text for rule in readers) and takes_nothing_else(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return all(branch is type(None) or takes_nothing_else(branch) for branch in get_args(annotation))
    return takes_words(annotation)
