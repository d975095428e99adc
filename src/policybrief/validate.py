"""validate: plain data against a model, with every problem at once, each at its line.

pydantic finds what is wrong with each value; this module says it in a user's words, and finds what only the whole
brief shows: ids that stand for nothing, and ids that stand twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from policybrief import inline
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.model import Brief
from policybrief.source import Path, Source

Model = TypeVar("Model", bound=BaseModel)


def validate(source: Source, model: type[Model]) -> Model:
    """The data of `source` as a `model`. Raises `BriefError` with all problems."""
    problems: list[Problem] = []
    made: Model | None = None
    try:
        made = model.model_validate(source.data)
    except ValidationError as error:
        problems.extend(_problem(source, model, details) for details in error.errors())
    if model is Brief:
        problems.extend(_reference_problems(source))
    if problems or made is None:
        raise BriefError(problems)
    return made


# -- one value


def _missing(_: ErrorDetails) -> str:
    return "is missing"


_MESSAGES: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": _missing,
    "string_type": lambda details: f"is {_kind(details['input'])}, not text",
    "tuple_type": lambda details: f"is {_kind(details['input'])}, not a list",
    "model_type": lambda details: f"is {_kind(details['input'])}, not a mapping of keys to values",
    "dict_type": lambda details: f"is {_kind(details['input'])}, not a mapping of keys to values",
    "string_too_short": lambda _: "is empty",
    "string_too_long": lambda details: f"is longer than {details['ctx']['max_length']} characters",
    "float_type": lambda details: f"is {_kind(details['input'])}, not a number",
    "float_parsing": lambda details: f"{details['input']!r} is not a number",
    "int_type": lambda details: f"is {_kind(details['input'])}, not a whole number",
    "bool_type": lambda details: f"is {_kind(details['input'])}, not true or false",
    "bool_parsing": lambda details: f"{details['input']!r} is not true or false",
    "date_type": lambda details: f"is {_kind(details['input'])}, not a date",
    "date_from_datetime_parsing": lambda details: f"{details['input']!r} is not a date",
    "date_from_datetime_inexact": lambda details: f"{details['input']!r} is not a date, it has a time",
    "date_parsing": lambda details: f"{details['input']!r} is not a date",
    "datetime_type": lambda details: f"is {_kind(details['input'])}, not a date with a time",
    "datetime_parsing": lambda details: f"{details['input']!r} is not a date with a time",
    "datetime_from_date_parsing": lambda details: f"{details['input']!r} is not a date with a time",
    "greater_than_equal": lambda details: f"{details['input']!r} is less than {details['ctx']['ge']:g}",
    "less_than_equal": lambda details: f"{details['input']!r} is more than {details['ctx']['le']:g}",
}
_HINTS = {
    "string_pattern_mismatch": "",
    "date_from_datetime_parsing": "write it as 2026-11-21",
    "date_from_datetime_inexact": "write it as 2026-11-21",
    "date_parsing": "write it as 2026-11-21",
    "datetime_parsing": "write it as 2026-11-24T10:00",
    "datetime_from_date_parsing": "write it as 2026-11-24T10:00",
    "string_type": "put it in quotes",
}
_PATTERN_HINTS = {
    "^[a-z][a-z0-9-]*$": "an id has lower-case letters, digits and hyphens, and begins with a letter",
    r"^https?://\S+$": "an address begins with http:// or https://",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "write a year, a month or a day: 2022, 2022-08 or 2022-08-18",
    "^[a-z]{2,3}(-[A-Z]{2})?$": "a language is written as in en-US",
    "^[0-9A-Fa-f]{6}$": "a colour is six hexadecimal digits in quotes, as in '14284B'",
}


def _problem(source: Source, model: type[BaseModel], details: ErrorDetails) -> Problem:
    """Pydantic's record as a `Problem`."""
    kind = details["type"]
    path = _without_unions(details["loc"], source)
    if kind == "extra_forbidden":
        known = _known_keys(model, path[:-1])
        return source.problem(path, "is not a key that is known here", did_you_mean(str(path[-1]), known), at_key=True)
    if kind == "misfit":
        return source.problem((*path, *details["ctx"]["path"]), details["ctx"]["message"])
    if kind == "literal_error":
        expected = _expected(details)
        name = str(path[-1]) if isinstance(path[-1], str) else "value"
        return source.problem(
            path, f"{details['input']!r} is not a {name}", did_you_mean(str(details["input"]), expected)
        )
    if kind == "too_short":
        least = details["ctx"]["min_length"]
        message = (
            "is empty" if not details["ctx"]["actual_length"] else f"has {details['ctx']['actual_length']} entries"
        )
        return source.problem(path, message, f"it needs at least {least}")
    if kind == "too_long":
        context = details["ctx"]
        return source.problem(path, f"has more than {context['max_length']} entries", "keep the most important ones")
    if kind == "string_pattern_mismatch":
        return source.problem(
            path, f"{details['input']!r} does not fit", _PATTERN_HINTS.get(details["ctx"]["pattern"], "")
        )
    if details["input"] is None and kind != "missing":
        return source.problem(path, "has no value", "give it one, or delete the key")
    say = _MESSAGES.get(kind)
    return source.problem(path, say(details) if say else details["msg"], _hint(kind, details))


def _hint(kind: str, details: ErrorDetails) -> str:
    if kind == "string_type" and isinstance(details["input"], dict | list):
        return ""
    return _HINTS.get(kind, "")


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "nothing" if value is None else type(value).__name__)


def _expected(details: ErrorDetails) -> list[str]:
    """The words of pydantic's "'high', 'moderate' or 'low'"."""
    return [word for word in details["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ") if word]


def _without_unions(location: tuple[str | int, ...], source: Source) -> Path:
    """Pydantic names the branch of a union in its location; such a step is not a key of the file."""
    path: list[str | int] = []
    value: Any = source.data
    for position, step in enumerate(location):
        inside = (isinstance(value, dict) and step in value) or (isinstance(value, list) and isinstance(step, int))
        if not inside and position < len(location) - 1:
            continue
        path.append(step)
        value = value[step] if inside and (isinstance(value, dict) or int(step) < len(value)) else None
    return tuple(path)


def _known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model knows at `path`."""
    here: Any = model
    for step in path:
        if isinstance(step, str) and _is_model(here):
            by_key = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = by_key.get(step)
        here = _innermost(here)
    return [field.alias or name for name, field in here.model_fields.items()] if _is_model(here) else []


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _innermost(annotation: Any) -> Any:
    """The model inside `tuple[Model, ...]`, `Model | None` or `Annotated[…]`."""
    if _is_model(annotation):
        return annotation
    return next((found for inner in get_args(annotation) if _is_model(found := _innermost(inner))), annotation)


# -- the brief as a whole


def _reference_problems(source: Source) -> Iterator[Problem]:
    """Ids that stand twice, and references to ids that do not exist. Reads plain data, so that a brief that is wrong
    elsewhere still has all of its problems named.
    """
    ids = {name: list(_ids(source.data, name)) for name in ("judgments", "recommendations", "sources")}
    for name, entries in ids.items():
        seen: dict[str, int] = {}
        for path, value in entries:
            if value in seen:
                hint = f"the first is {name}[{seen[value]}]"
                yield source.problem(path, f"the id {value!r} stands here a second time", hint)
            seen.setdefault(value, int(path[1]))
    known = {name: {value for _, value in entries} for name, entries in ids.items()}
    for path, value in _leaves(source.data):
        target = _target(path)
        if target and isinstance(value, str) and value not in known[target]:
            yield source.problem(
                path, f"{value!r} is not the id of a {target[:-1]}", did_you_mean(value, known[target])
            )
        elif isinstance(value, str) and not target:
            for name in inline.citations(value) if "[@" in value else ():
                if name not in known["sources"]:
                    hint = did_you_mean(name, known["sources"])
                    yield source.problem(path, f"[@{name}] is not the id of a source", hint)


def _ids(data: Any, name: str) -> Iterator[tuple[Path, str]]:
    entries = data.get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield (name, number, "id"), entry["id"]


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
    else:
        yield path, value


def _target(path: Path) -> str:
    """Which ids a value at `path` refers to: `sources`, `judgments`, or "" for none."""
    if len(path) >= 2 and path[-2] == "rests_on":
        return "judgments"
    if len(path) >= 3 and path[-1] == "source" and path[-3] == "evidence":
        return "sources"
    if len(path) >= 3 and path[-2] == "sources":
        return "sources"
    return ""
