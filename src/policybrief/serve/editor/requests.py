"""What the page sends, taken apart: what is none of its requests is refused, and nothing is guessed."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from policybrief.text.value_path import ValuePath


class MisunderstoodError(Exception):
    """What was sent is none of the page's requests."""


def text_of(value: object) -> str:
    if not isinstance(value, str):
        raise MisunderstoodError("a text is asked for")
    return value


def number_of(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MisunderstoodError("a number is asked for")
    return value


def path_of(value: object) -> ValuePath:
    """The path of a value: keys, and positions in lists."""
    if not isinstance(value, list) or not all(isinstance(step, str | int) and step is not True for step in value):
        raise MisunderstoodError("a path is asked for")
    return ValuePath(*value)


def file_of(value: object, most: int) -> str:
    """A file of at most so many bytes, as base64."""
    try:
        content = base64.b64decode(text_of(value), validate=True)
    except ValueError:
        raise MisunderstoodError("a file is asked for") from None
    if len(content) > most:
        raise MisunderstoodError("a smaller file is asked for")
    return text_of(value)


def list_of(asked: Mapping[str, Any], key: str) -> list[Any]:
    value = asked.get(key, [])
    if not isinstance(value, list):
        raise MisunderstoodError("a list is asked for")
    return value


def mapping_of(asked: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = asked.get(key, {})
    if not isinstance(value, dict):
        raise MisunderstoodError("an object is asked for")
    return value
