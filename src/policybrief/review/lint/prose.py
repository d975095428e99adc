"""lint: a text as its drafters wrote it and readers see it, without what is not the drafters' own.

Quotations are their speaker's words, so a sign stands for each; Markdown, citations and addresses are gone. Every
character keeps its place in the file, so that a finding can point at it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.read.stretch import YamlStretch
from policybrief.text import citekeys
from policybrief.text.clauses import sentence_ends
from policybrief.text.mentions import places
from policybrief.text.structure import Structure
from policybrief.text.value_path import ValuePath

BREAK = "\u2029"
"""Stands between the paragraphs of a text, the entries of its lists, and its footnotes."""
QUOTED = "\ufffc"
"""Stands for a quotation, an address or code."""

_PIECES = re.compile(
    r"\^\[(?P<note>(?:[^\[\]]|\[[^\[\]]*\])+)\]"
    rf"|(?P<gone>\[\^[^\[\]\s]+\]|\[@[^\]]*\]|\[(?:{citekeys.INSIDE})\]|"
    r"(?<=\])\((?:<[^>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\))"
    r"|(?P<quote>„[^“”]*[“”]|“[^”]*”|«[^»]*»|»[^«]*«|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》"
    r"|(?<!\w)\"[^\"]*\"(?!\w)|(?<!\w)‘(?:[^’]|’(?=\w))*’(?!\w)|(?<![\w'])'(?:[^']|'(?=\w))+'(?!\w))"
    r"|(?P<code>`[^`]*`|<?(?:https?://|www\.)[^\s<>]+>?|\S+@\S+\.\w+)"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<mark>\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|[\[\]](?!@)|[\u00ad\u200b\ufeff])"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ\-\u2010\u2011][^\W_]+)*")
_ENDS = ".!?…。！？"


class ProseSpan(NamedTuple):
    """Where something stands in a text's plain form."""

    start: int
    end: int

    def meets(self, other: ProseSpan) -> bool:
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


def plain_of(raw: str, shape: Structure | None = None) -> tuple[str, tuple[int, ...]]:
    """A text without Markdown and quotations, and of each character its place in `raw`. Of one with a `shape`, what
    stands for bullets and numbers is gone, a `BREAK` stands between passages, and footnotes stand behind these.
    """
    plain = _Plain(raw)
    if shape is None or shape.is_plain:
        plain.read(0, len(raw))
        return plain.made
    for number, passage in enumerate((*shape.passages, *shape.footnotes.values())):
        for place, (start, line) in enumerate(passage.lines):
            if number or place:
                plain.put(" " if place else BREAK, start)
            plain.read(start, start + len(line))
    return plain.made


class _Plain:
    """The characters of `raw` that are the drafters' own, and where each stands."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._out: list[str] = []
        self._at: list[int] = []

    @property
    def made(self) -> tuple[str, tuple[int, ...]]:
        return "".join(self._out), (*self._at, len(self.raw))

    def put(self, text: str, start: int) -> None:
        self._out.append(text)
        self._at.extend(range(start, start + len(text)))

    def read(self, start: int, end: int) -> None:
        """Take a stretch; its footnotes come behind it."""
        raw, put, done = self.raw, self.put, start
        notes: list[tuple[int, int]] = []
        for match in _PIECES.finditer(raw, start, end):
            put(raw[done : match.start()], done)
            done = match.end()
            if match["note"] is not None:
                notes.append(match.span("note"))
            elif match["quote"] is not None:
                put(QUOTED, match.start())
                if (last := match["quote"][:-1].rstrip()[-1:]) in _ENDS and last:
                    put(last, match.end() - 2)
            elif match["code"] is not None:
                put(QUOTED, match.start())
                if match["code"][-1] in ".,;:":
                    put(match["code"][-1], match.end() - 1)
            elif match["escaped"] is not None:
                put(match["escaped"], match.start("escaped"))
        put(raw[done:end], done)
        for first, last_ in notes:
            put(BREAK, first)
            self.read(first, last_)


@dataclass(frozen=True, eq=False)
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
    written: YamlStretch
    lang: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return tuple(tokens(self.plain))

    @cached_property
    def sentences(self) -> tuple[ProseSpan, ...]:
        """Its sentences; a clause after a semicolon is part of one."""
        breaks = (match.end() for match in re.finditer(BREAK, self.plain))
        edges = sorted({0, *sentence_ends(self.plain), *breaks, len(self.plain)})
        return tuple(ProseSpan(start, end) for start, end in pairwise(edges))

    def sentence(self, at: int) -> ProseSpan:
        """The sentence around a place."""
        return next((each for each in self.sentences if each.start <= at < each.end), ProseSpan(0, len(self.plain)))

    def inside(self, span: ProseSpan) -> tuple[Token, ...]:
        """The words of a stretch."""
        first = bisect.bisect_left(self.tokens, span.start, key=lambda token: token.start)
        last = bisect.bisect_right(self.tokens, span.end, key=lambda token: token.end)
        return self.tokens[first:last]

    def said(self, span: ProseSpan) -> str:
        """The characters of a stretch, on one line."""
        return " ".join(self.plain[span.start : span.end].split())

    @property
    def entry(self) -> ValuePath:
        """The entry of a list that it belongs to, as `judgments[0]`, or else its own path."""
        return ValuePath(*self.path[:2]) if len(self.path) > 2 and isinstance(self.path[1], int) else self.path

    def follows(self, span: ProseSpan) -> Token | None:
        """The word behind a stretch, where nothing but blanks stands between."""
        behind = next((token for token in self.tokens if token.start >= span.end), None)
        return behind if behind and not self.plain[span.end : behind.start].strip() else None

    def precedes(self, span: ProseSpan) -> Token | None:
        """The word before a stretch, where nothing but blanks stands between."""
        before = next((token for token in reversed(self.tokens) if token.end <= span.start), None)
        return before if before and not self.plain[before.end : span.start].strip() else None

    def opens(self, at: int) -> bool:
        """Whether a sentence begins there."""
        return any(not self.plain[each.start : at].strip(' \t\n"“‘«([') for each in self.sentences if each.start <= at)

    def cites(self, span: ProseSpan) -> bool:
        """Whether the sentence around a stretch names its source."""
        sentence = self.sentence(span.start)
        return bool(citekeys.CITATION.search(self.raw, self.offsets[sentence.start], self.offsets[sentence.end]))

    def raw_span(self, span: ProseSpan) -> ProseSpan:
        """Where a stretch stands in the value as it is written."""
        return ProseSpan(self.offsets[span.start], self.offsets[max(span.end - 1, span.start)] + 1)

    def is_plain(self, span: ProseSpan) -> bool:
        """Whether no Markdown and no quotation stands in a stretch, so that it can be replaced."""
        start, end = self.raw_span(span)
        return self.raw[start:end] == self.plain[span.start : span.end]

    @cached_property
    def _spread(self) -> list[int]:
        figures = self.source.figures.get(self.path, ())
        spread = self.written.spread(str(self.source.written(self.path)) if figures else self.raw)
        return [spread[at] for at in places(self.raw, figures)] if figures else spread

    def problem(self, span: ProseSpan, message: str, hint: str = "") -> Problem:
        """What is wrong with a stretch, at its place."""
        if not self.written.text:  # an alias stands for it
            return self.source.problem(self.path, message, hint)
        first, last = self.raw_span(span)
        start, end = self._spread[first], self._spread[last - 1] + 1
        line, column = self.written.place(start)
        length = len(self.written.text[start:end].partition("\n")[0].rstrip())
        return replace(self.source.problem_at(self.path, line, column, message, hint), length=length)
