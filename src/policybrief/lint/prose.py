"""lint: a text as its drafters wrote it and readers see it, without what is not the drafters' own.

Quotations are their speaker's words, so a sign stands for each; Markdown, citations and addresses are gone. Every
character keeps its place in the file, so that a finding can point at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.read.stretch import Stretch
from policybrief.text.clauses import sentence_ends
from policybrief.text.value_path import ValuePath

QUOTED = "\ufffc"
"""Stands for a quotation, an address or code."""

_PIECES = re.compile(
    r"(?P<gone>\[@[^\]]*\]|(?<=\])\((?:<[^>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\))"
    r"|(?P<quote>„[^“”]*[“”]|“[^”]*”|«[^»]*»|»[^«]*«|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》"
    r"|(?<!\w)\"[^\"]*\"(?!\w)|(?<!\w)‘(?:[^’]|’(?=\w))*’(?!\w)|(?<![\w'])'(?:[^']|'(?=\w))+'(?!\w))"
    r"|(?P<code>`[^`]*`|<?(?:https?://|www\.)[^\s<>]+>?|\S+@\S+\.\w+)"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<mark>\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|[\[\]](?!@)|[\u00ad\u200b\ufeff])"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ\-\u2010\u2011][^\W_]+)*")
_ENDS = ".!?…。！？"


class Span(NamedTuple):
    """Where something stands in a text's plain form."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Token(NamedTuple):
    """A word: where it stands, as it is written, and as it is compared."""

    start: int
    end: int
    word: str
    folded: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text; one with hyphens or apostrophes is one."""
    for match in _TOKEN.finditer(text):
        word = match.group().replace("’", "'").replace("ʼ", "'").replace("\u2011", "-").replace("\u2010", "-")
        yield Token(match.start(), match.end(), word, word.lower())


def plain_of(raw: str) -> tuple[str, tuple[int, ...]]:
    """A text without Markdown and quotations, and of each character its place in `raw`."""
    out: list[str] = []
    at: list[int] = []

    def put(text: str, start: int) -> None:
        out.append(text)
        at.extend(range(start, start + len(text)))

    done = 0
    for match in _PIECES.finditer(raw):
        put(raw[done : match.start()], done)
        done = match.end()
        if match["quote"] is not None:
            put(QUOTED, match.start())
            at[-1] = match.start()
            if (last := match["quote"][:-1].rstrip()[-1:]) in _ENDS and last:
                put(last, match.end() - 2)
        elif match["code"] is not None:
            put(QUOTED, match.start())
            if match["code"][-1] in ".,;:":
                put(match["code"][-1], match.end() - 1)
        elif match["escaped"] is not None:
            put(match["escaped"], match.start("escaped"))
    put(raw[done:], done)
    return "".join(out), (*at, len(raw))


@dataclass(frozen=True)
class Prose:
    """A text of a brief or of an audience's file. `role` is its path without positions: `judgments.headline`.

    `plain` is what rules look at; `offsets` leads each of its characters back to the value. `written` is the value in
    its file.
    """

    source: Source
    path: ValuePath
    role: str
    raw: str
    plain: str
    offsets: tuple[int, ...]
    written: Stretch
    lang: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return tuple(tokens(self.plain))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Its sentences; a clause after a semicolon is part of one."""
        edges = sorted({0, *sentence_ends(self.plain), len(self.plain)})
        return tuple(Span(start, end) for start, end in zip(edges, edges[1:], strict=False))

    def sentence(self, at: int) -> Span:
        """The sentence around a place."""
        return next((each for each in self.sentences if each.start <= at < each.end), Span(0, len(self.plain)))

    def inside(self, span: Span) -> tuple[Token, ...]:
        """The words of a stretch."""
        return tuple(token for token in self.tokens if span.start <= token.start and token.end <= span.end)

    def said(self, span: Span) -> str:
        """The characters of a stretch, on one line."""
        return " ".join(self.plain[span.start : span.end].split())

    @cached_property
    def _spread(self) -> list[int]:
        return self.written.spread(self.raw)

    def place(self, span: Span) -> tuple[int, int, int]:
        """Line and column of a stretch in the file, and how many characters of the line it takes."""
        start = self._spread[self.offsets[span.start]]
        end = self._spread[self.offsets[max(span.end - 1, span.start)]] + 1
        line, column = self.written.place(start)
        return line, column, len(self.written.text[start:end].partition("\n")[0].rstrip())

    def problem(self, span: Span, message: str, hint: str = "") -> Problem:
        """What is wrong with a stretch, at its place."""
        line, column, length = self.place(span)
        return replace(self.source.problem_at(self.path, line, column, message, hint), length=length)
