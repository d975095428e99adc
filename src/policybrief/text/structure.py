"""Text that holds structure: paragraphs, lists with one level of lists inside, and footnotes, each with its place.

Markdown's blocks, read by markdown-it with all other rules off. A value has structure only over several lines: what
stands on one line is a paragraph, whatever it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:[ \t]*")
"""What begins the words of a footnote, at the beginning of a line."""

Listed = Literal["", "ul", "ol"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or an entry of a list (`listed`): its inline Markdown, and where each of its lines begins in the
    text. An entry of an ordered list has its `number`; one that is `inner` belongs to the entry before it. One that
    `begins` is the first of its list.
    """

    text: str
    lines: tuple[tuple[int, str], ...] = ()
    listed: Listed = ""
    number: int = 0
    inner: bool = False
    begins: bool = False
    deep: bool = False
    """It is more than a text may hold: an entry's second paragraph, or a list in a list in a list."""


@dataclass(frozen=True)
class Structure:
    """The passages of a text, and its footnotes by their labels."""

    passages: tuple[Passage, ...]
    footnotes: dict[str, Passage] = field(default_factory=dict)
    doubled: tuple[str, ...] = ()
    """Labels that two footnotes have."""

    @property
    def is_plain(self) -> bool:
        """Whether the text is one paragraph, and no more."""
        return len(self.passages) <= 1 and not self.footnotes and not any(each.listed for each in self.passages)

    @property
    def words(self) -> tuple[tuple[int, str], ...]:
        """The lines of its passages and footnotes with their places, in the order of the text: all else is signs."""
        lines = (line for each in (*self.passages, *self.footnotes.values()) for line in each.lines)
        return tuple(sorted(lines))


def of(text: str) -> Structure:
    """The structure of a text. Raises nothing: what is no structure is a paragraph."""
    if "\n" not in text.strip():
        lead = len(text) - len(text.lstrip())
        said = text.strip()
        return Structure((Passage(said, ((lead, said),)),) if said else ())
    return _parsed(text)


def of_folded(text: str) -> Structure:
    """The structure of a text as YAML folded it (see `unfolded`), with the places of its lines in that."""
    places: list[int] = []
    for match in re.finditer(r"\n+|[^\n]+", text):
        places += [match.start()] * 2 if match.group()[0] == "\n" else range(match.start(), match.end())
    shape = of(re.sub(r"\n+", "\n\n", text))

    def moved(passage: Passage) -> Passage:
        return replace(passage, lines=tuple((places[at], line) for at, line in passage.lines if line))

    notes = {label: moved(note) for label, note in shape.footnotes.items()}
    return replace(shape, passages=tuple(map(moved, shape.passages)), footnotes=notes)


def unfolded(text: str) -> str:
    """A text that YAML folded (`>`, plain or quoted) as Markdown has it: a line end that it kept ends a paragraph."""
    return re.sub(r"\n+", "\n\n", text.strip("\n")) if "\n" in text.strip("\n") else text


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # for who has texts of several lines alone

    return MarkdownIt("zero").enable("list").disable("inline")


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Structure:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    lines = text.split("\n")
    passages: list[Passage] = []
    footnotes: dict[str, Passage] = {}
    doubled: list[str] = []
    for passage in _blocks(_parser().parse(text), lines, starts):
        if passage.listed:
            passages.append(passage)
            continue
        said, notes = _parted(passage)
        passages += [said] if said.text else []
        for label, note in notes:
            if label in footnotes:
                doubled.append(label)
            footnotes[label] = note
    return Structure(tuple(passages), footnotes, tuple(doubled))


def _blocks(tokens: Sequence[Token], lines: Sequence[str], starts: Sequence[int]) -> Iterator[Passage]:
    """The paragraphs of a text and of the entries of its lists."""
    lists: list[_List] = []
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(_List("ul", 1))
            case "ordered_list_open":
                lists.append(_List("ol", int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                lists[-1].entries, lists[-1].paragraphs = lists[-1].entries + 1, 0
            case "inline" if lists:
                yield lists[-1].passage(tuple(_placed(token, lines, starts)), len(lists))
            case "inline":
                yield _of_lines(tuple(_placed(token, lines, starts)))


@dataclass
class _List:
    """A list that is being read: its kind and first number, how many entries it has, and paragraphs the last one."""

    kind: Listed
    start: int
    entries: int = 0
    paragraphs: int = 0

    def passage(self, lines: tuple[tuple[int, str], ...], depth: int) -> Passage:
        """The next paragraph of its last entry; `depth` lists are open."""
        self.paragraphs += 1
        deep = self.paragraphs > 1 or depth > 2 or (depth == 2 and self.kind == "ol")
        number = self.start + self.entries - 1
        return replace(
            _of_lines(lines), listed=self.kind, number=number, inner=depth > 1, begins=self.entries == 1, deep=deep
        )


def _placed(token: Token, lines: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The lines of a paragraph, without what stands before them and behind them, each with its place in the text."""
    first, _ = token.map or (0, 0)
    for number, content in enumerate(token.content.split("\n"), first):
        said = content.strip()
        yield starts[number] + len(lines[number].rstrip()) - len(said), said


def _parted(passage: Passage) -> tuple[Passage, list[tuple[str, Passage]]]:
    """A paragraph without the footnotes whose words it holds, and these."""
    own: list[tuple[int, str]] = []
    notes: list[tuple[str, list[tuple[int, str]]]] = []
    for place, line in passage.lines:
        if match := _FOOTNOTE.match(line):
            notes.append((match["label"], [(place + match.end(), line[match.end() :])]))
        elif notes:
            notes[-1][1].append((place, line))
        else:
            own.append((place, line))
    if not notes:
        return passage, []
    return _of_lines(own), [(label, _of_lines(found)) for label, found in notes]


def _of_lines(lines: Sequence[tuple[int, str]]) -> Passage:
    return Passage("\n".join(line for _, line in lines), tuple(lines))
