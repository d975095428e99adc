"""Words that belong together, held together on slides: no line ends between "6" and "MW", "J." and "Smith".

The spaces between them become no-break spaces, which PowerPoint keeps to, whoever edits the text there. What is read
aloud, spoken or in a chart has no lines, and stays as it is; the memo sets its own lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from operator import is_
from typing import Any

from policybrief.locale.locale import Locale
from policybrief.text.breaks import NO_BREAK, ties
from policybrief.text.charts import Chart
from policybrief.text.document import Deck, Slide
from policybrief.text.run import Run, Text

_SPOKEN = ("notes", "alt")
"""Fields that no slide shows."""
_NUMBER = "\ufffc"
"""Stands for a letter of a citation's raised number, which belongs to no word."""


def tied(deck: Deck, locale: Locale) -> Deck:
    """The deck with its words tied as the language has them."""
    pattern = ties(locale.months, locale.first_day, locale.ties["before"], locale.ties["after"])
    return replace(deck, slides=tuple(_slide(slide, pattern) for slide in deck.slides))


@lru_cache(maxsize=512)
def _slide(slide: Slide, pattern: re.Pattern[str]) -> Slide:
    tied: Slide = each_text(slide, lambda text: _text(text, pattern))
    return tied


def each_text(node: Any, change: Callable[[Text], Text]) -> Any:
    """A part of a document with its texts changed; the very same where none is."""
    if isinstance(node, tuple):
        if node and isinstance(node[0], Run):
            return change(node)
        parts = tuple(each_text(part, change) for part in node)
        return node if all(map(is_, parts, node)) else parts
    if not is_dataclass(node) or isinstance(node, Chart | type):
        return node
    shown = {name: getattr(node, name) for name in _shown(type(node))}
    changed = {name: new for name, old in shown.items() if (new := each_text(old, change)) is not old}
    return replace(node, **changed) if changed else node


@cache
def _shown(kind: type) -> tuple[str, ...]:
    """The fields of a kind of part that slides show; there are some thirty kinds."""
    return tuple(field.name for field in fields(kind) if field.name not in _SPOKEN)


def _text(text: Text, pattern: re.Pattern[str]) -> Text:
    """A text whose ties may lie between two of its runs."""
    whole = "".join(_NUMBER * len(run.text) if run.raised else run.text for run in text)
    places = [match.start() for match in pattern.finditer(whole)]
    if not places:
        return text
    runs: list[Run] = []
    start = 0
    for run in text:
        letters = list(run.text)
        for place in places:
            if start <= place < start + len(letters) and letters[place - start] == " ":
                letters[place - start] = NO_BREAK
        start += len(letters)
        runs.append(run.saying("".join(letters)))
    return tuple(runs)
