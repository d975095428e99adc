"""A text as it stands in a fitted document: by this an edit is brought back, and a click leads to its line."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from policybrief.text.value_path import ValuePath

Where = TypeVar("Where")


class PlacedText(NamedTuple, Generic[Where]):
    """Words and the value that they come from; `path` is NOWHERE for the words of a template, a locale or a theme."""

    path: ValuePath
    text: str
    where: Where
