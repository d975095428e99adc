"""How long a text is for whoever has to shorten it: in words, or in characters where the script has no spaces.

A Chinese or Japanese character counts as one, and so does a word of any other script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from policybrief.text.blocks import Evidence
from policybrief.text.document import runs
from policybrief.text.items import Item
from policybrief.text.prose import Bullets, Paragraph, Prose
from policybrief.text.run import Run, Text
from policybrief.text.scripts import may_be_east_asian
from policybrief.text.value_path import ValuePath

IDEOGRAPH = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_COUNTED = rf"[{IDEOGRAPH}]|[^\s{IDEOGRAPH}]+"


def counted(text: str) -> list[str]:
    """What is counted: words, and single ideographs."""
    return re.findall(_COUNTED, text) if may_be_east_asian(text) else text.split()


def is_ideograph(word: str) -> bool:
    return len(word) == 1 and "\u3005" <= word <= "\ufaff"


def unit(text: str) -> str:
    """What most of a text is counted in."""
    words = counted(text)
    return "characters" if 2 * sum(map(is_ideograph, words)) > len(words) else "words"


def length(node: object, path: ValuePath) -> int:
    """How long the value at `path` is in a text, a block or a slide."""
    return len(counted(_words(node, path)))


def _words(node: object, path: ValuePath) -> str:
    return "".join(run.text for run in runs(node) if run.path == path and not run.cite)


Node = TypeVar("Node")


def shortened(node: Node, path: ValuePath, count: int) -> Node:
    """A text, a block or a slide in which the value at `path` has lost all but its first `count` words."""

    def going_on(made: object) -> object:
        if isinstance(made, Item):
            return replace(made, more=_going_on(made.more, path, count - length(made.text, path)))
        if isinstance(made, Evidence):
            return replace(made, more=_going_on(made.more, path, count - length(made.judge, path)))
        return made

    return cast("Node", _each(node, lambda text: _shortened(text, path, count), going_on))


def lengthened(node: Node, path: ValuePath, letters: int) -> Node:
    """A text, a block or a slide in which each text of the value at `path` goes on with its own words until it has so
    many letters.
    """
    return cast("Node", _each(node, lambda text: _lengthened(text, path, letters), lambda made: made))


def _each(node: object, change: Callable[[Text], Text], after: Callable[[object], object]) -> object:
    """A text, a block or a slide with each text in it changed, and each block `after` that; what is not is shared."""
    if isinstance(node, ValuePath):
        return node
    if isinstance(node, tuple):
        if any(isinstance(inner, Run) for inner in node):
            return change(node)
        return tuple(_each(inner, change, after) for inner in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    values = {field.name: getattr(node, field.name) for field in fields(node)}
    changed = {name: new for name, old in values.items() if (new := _each(old, change, after)) is not old}
    return after(replace(node, **changed))


def _going_on(more: Prose, path: ValuePath, left: int) -> Prose:
    """What a text goes on with, in paragraphs, of which so many words are left."""
    kept: list[Paragraph | Bullets] = []
    for block in more:
        texts = block.items if isinstance(block, Bullets) else (block.text,)
        short = []
        for text in texts if left > 0 else ():
            short.append(_shortened(text, path, left))
            left -= length(short[-1], path)
        if isinstance(block, Bullets):
            kept += [replace(block, items=tuple(short), inner=())] if short else []
        else:
            kept += [replace(block, text=short[0])] if short else []
    return tuple(kept)


def _shortened(text: Text, path: ValuePath, count: int) -> Text:
    left = count
    runs = []
    for run in text:
        if run.path != path or run.cite:
            runs.append(run)
            continue
        ends = [match.end() for match in re.finditer(_COUNTED, run.text)]
        kept = run.text if len(ends) <= left else run.text[: ends[left - 1]] if left else ""
        left -= min(left, len(ends))
        runs += [run.saying(kept)] if kept else []
    return tuple(runs)


def _lengthened(text: Text, path: ValuePath, letters: int) -> Text:
    own = [number for number, run in enumerate(text) if run.path == path and not run.cite]
    words = "".join(text[number].text for number in own)
    missing = letters - len(words)
    if missing <= 0 or not words.strip():
        return text
    more = (" " + words) * (missing // len(words) + 1)
    last = text[own[-1]]
    return (*text[: own[-1]], last.saying(last.text + more[:missing].rstrip()), *text[own[-1] + 1 :])


def cut(node: object, path: ValuePath, target: int) -> str:
    """What to do to a value, in words: "cut about 12 words from judgments[2].text (41 words)"."""
    words = _words(node, path)
    count, noun = len(counted(words)), unit(words)
    less = max(1, count - target)
    return f"cut about {less} {noun if less > 1 else noun[:-1]} from {path} ({count} {noun})"
