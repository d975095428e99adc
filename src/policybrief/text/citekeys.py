"""Citations in texts, in Pandoc's grammar: `[@lo]`, `[see @lo, p. 3; @wyne]`. Like inline, it belongs to no stage.

https://pandoc.org/MANUAL.html#citation-syntax, without the need for braces: within brackets, a key ends at a blank, a
comma, a semicolon or a bracket. `-@lo` leaves out the author's name, where a citation has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

KEY = r"\w[^\s\[\]{}@;,\"'\\`|]{0,119}"
"""A key as Pandoc and Zotero make them: `lo`, `Lo2022`, `lo_2022:a`, `http://zotero.org/items/AB12`."""

_WORDS = r"[^@\[\]{};\n\\`*]"
_ONE = rf"(?:{_WORDS}{{1,80}}\s)?-?@{KEY}(?:[,\s]{_WORDS}{{0,200}})?"
INSIDE = rf"-?@{KEY}(?:[,\s]{_WORDS}{{0,200}})?(?:; ?{_ONE})*(?=\])|{_ONE}(?:; ?{_ONE})*(?=\](?!\())"
CITATION = re.compile(rf"\[({INSIDE})\]")
"""A citation in its brackets. One that begins with other words is none where an address follows: that is a link."""
FOOTNOTE = re.compile(r"\^\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\](?:\([^()\s]*\))?)+)\]|\[\^(?P<label>[^\[\]\s]+)\]")
"""Pandoc's footnotes: `^[words]`, with one level of brackets in them, and `[^1]`."""
_PARTS = re.compile(rf"^(?P<prefix>.*?)(?P<nameless>-?)@(?P<key>{KEY})(?P<suffix>.*)$")


class Cited(NamedTuple):
    """A source that a citation names: its key, the words before it ("see"), and where in it or what else after it.

    A `nameless` one leaves out its author.
    """

    key: str
    prefix: str = ""
    suffix: str = ""
    nameless: bool = False

    @property
    def about(self) -> str:
        """What is said about the source, as one text; "" where nothing is."""
        said = f"{self.prefix}{_APART}{self.suffix}{_APART * self.nameless}"
        return said if said != _APART else ""


_APART = "\ufffc"


def about(key: str, said: str) -> Cited:
    """The citation of which `said` is what `about` has of it."""
    before, _, after = said.partition(_APART)
    return Cited(key, before, after.removesuffix(_APART), after.endswith(_APART))


def cited(inside: str) -> Iterator[Cited]:
    """The sources between the brackets of a `CITATION`."""
    for part in inside.split(";"):
        if match := _PARTS.match(part.strip()):
            suffix = match["suffix"].strip(" ,\t")
            yield Cited(match["key"], match["prefix"].strip(), suffix, bool(match["nameless"]))
