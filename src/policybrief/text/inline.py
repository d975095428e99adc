"""Inline Markdown to runs: **bold**, *italic*, [link](https://…), [@source], ^[footnote]. No other place parses an
author's text.

Like document, it belongs to no stage: validate looks for citations here, compose makes the runs of a document. The
rules are markdown's: no headings, no HTML. Pandoc's citation syntax is among them: `[@lo]`,
`[see @lo, p. 3; @haenle-wyne]` (https://pandoc.org/MANUAL.html#citation-syntax). Of a text with `structure`, `parse`
gives the words of all its paragraphs and lists one after the other, and `passages` each for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policybrief.text import citekeys, simple, structure
from policybrief.text.run import FOOTNOTE, Run, Text, plain
from policybrief.text.structure import TextPassage
from policybrief.text.value_path import NOWHERE, ValuePath

_MARKUP = re.compile(r"[*_\[\\<]")
BREAK = "\n"
"""Stands between the passages of a text; within one, no line ends."""
_ATTEMPT = re.compile(r"(?<!\\)\[-?@[^\]\n]{0,800}\]?")


def parse(text: str, path: ValuePath = NOWHERE, at: str = "") -> Text:
    """The runs of an author's `text`; each carries `path` and `at`. Markdown without sense stays as it is written.

    The run of a citation has for its text what is said about the source, as `citekeys.about` takes it apart; that of a
    footnote the footnote's words, in Markdown. A `BREAK` stands between the passages of a text that has several.
    """
    if "\n" not in text:
        return _parsed(text, path, at, {})
    shape = structure.of(text)
    if shape.is_plain:
        return _parsed(text, path, at, {})
    runs: list[Run] = []
    for _, said in passages(text, path, at):
        runs += [Run(BREAK, path, at), *said] if runs else said
    return tuple(runs)


def passages(text: str, path: ValuePath = NOWHERE, at: str = "") -> Iterator[tuple[TextPassage, Text]]:
    """The paragraphs and the entries of the lists of a text, each with its runs."""
    shape = structure.of(text)
    for passage in shape.passages:
        yield passage, _parsed(_unwrapped(passage.text), path, at, shape.footnotes)


def _unwrapped(text: str) -> str:
    """A paragraph on one line."""
    return text.replace("\n", " ") if "\n" in text else text


def _parsed(text: str, path: ValuePath, at: str, footnotes: Mapping[str, TextPassage]) -> Text:
    """The runs of a paragraph."""
    if not _MARKUP.search(text):
        return (Run(text, path, at),)
    if (pieces := simple.pieces(text)) is not None:
        return tuple(run for piece in pieces for run in _runs(piece, path, at))
    from policybrief.text import markdown

    notes = {label: _unwrapped(note.text) for label, note in footnotes.items()}
    return markdown.runs(text, path, at, footnotes=notes)


def _runs(piece: simple.InlinePiece, path: ValuePath, at: str) -> Iterator[Run]:
    if piece.words:
        yield Run(piece.words, path, at, piece.bold, piece.italic)
    yield from (Run(source.about, path, at, cite=source.key) for source in piece.cited)


def words(text: str) -> str:
    """`text` as a reader sees it, without its Markdown and its footnotes."""
    return plain(parse(text))


def footnotes(text: str) -> list[str]:
    """The footnotes of `text` in the order in which it leads to them, in Markdown."""
    return [run.text for run in parse(text) if run.cite == FOOTNOTE] if "[" in text else []


def labels(text: str) -> list[str]:
    """The labels that a paragraph leads to: `[^1]`."""
    if "[^" not in text:
        return []
    from policybrief.text import markdown

    return markdown.labels(text)


def places_of_footnotes(text: str) -> list[tuple[int, int]]:
    """Where the words of the footnotes of `text` begin and end."""
    notes = (note.lines for note in structure.of(text).footnotes.values() if note.lines)
    apart = [(lines[0][0], lines[-1][0] + len(lines[-1][1])) for lines in notes]
    within = [match.span("words") for match in citekeys.FOOTNOTE.finditer(text) if match["words"]]
    return sorted([*apart, *within])


def all_words(text: str) -> str:
    """`text` as a reader sees it, with its footnotes behind it."""
    return BREAK.join(map(words, (text, *footnotes(text))))


def citations(text: str) -> list[str]:
    """The ids of the sources that `text` and its footnotes cite, in order."""
    return [run.cite for run in cites(text)]


def cites(text: str) -> Iterator[Run]:
    """The runs of the citations in `text` and its footnotes, in order."""
    for run in parse(text) if "[" in text else ():
        if run.cite == FOOTNOTE:
            yield from cites(run.text)
        elif run.cite:
            yield run


def recited(text: str, names: Mapping[str, str]) -> str:
    """`text` with other sources cited: each of `names` becomes what it maps to, once in each place, and alone.

    A source is known by what is said about it as well as by its name.
    """

    def other(match: re.Match[str]) -> str:
        parts = zip(match.group(1).split(";"), citekeys.cited(match.group(1)), strict=True)
        cited = (f"@{names[citation.key]}" if citation.key in names else part.strip() for part, citation in parts)
        return f"[{'; '.join(dict.fromkeys(cited))}]"

    return "".join(piece if free else citekeys.CITATION.sub(other, piece) for piece, free in stretches(text))


def failed_citations(text: str) -> list[str]:
    """What looks like a citation in `text` and is none: `[@]`, `[@lo` …"""
    citations = [match.group() for match in _ATTEMPT.finditer(text)]
    return [attempt for attempt in citations if not citekeys.CITATION.fullmatch(attempt)]


# A citation, a footnote, a link's address with one level of brackets inside, an address alone, an escaped sign. What
# begins one ends the search for the end of another, so that no text takes longer than its length.
_FIXED = re.compile(
    r"(<(?:https?://|www\.)[^\s<>]+>|\[@[^\[\]]*\]|\^\[(?:[^\[\]]|\[[^\[\]]*\])+\]|\[\^[^\[\]\s]+\]|\[(?:"
    + citekeys.INSIDE
    + r")\]|(?<=\])\((?:<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|\\.)",
    re.IGNORECASE,
)


def stretches(text: str) -> list[tuple[str, bool]]:
    """`text` in pieces, and whether each is free to change: citations and addresses are not."""
    return [(piece, number % 2 == 0) for number, piece in enumerate(_FIXED.split(text)) if piece]


def fixed(text: str) -> list[tuple[str, str, bool, bool]]:
    """What of `text` a change of its letters must leave alone: its citations, its addresses, its bold and italic."""
    kept: list[tuple[str, str, bool, bool]] = []
    for run in parse(text):
        look = (run.cite, run.link, run.bold, run.italic)
        if kept[-1:] != [look]:
            kept.append(look)
    return kept


def marked(text: str) -> bool:
    """Whether `text` has Markdown in it."""
    return parse(text) != (Run(text),)
