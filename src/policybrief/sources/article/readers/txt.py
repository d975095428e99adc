"""Plain text as blocks: lines that were broken at a width are joined, bullets and underlined headings known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from policybrief.sources.article import bylines, names
from policybrief.sources.article.blocks import Author, Block, Metadata, Reading, bulleted, clean, may_head

_JSON = re.compile(r"(?ms)^\{\s*$.*?^\}\s*$")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|\*{3,})\s*")
_RULE = re.compile(r"\s*[-=_*~·.]{3,}\s*")
_SENTENCE_ENDED = re.compile(r"[.!?:。！？：][”’\"')\]»]*\d{0,2}$")
_WIDEST_WRAP, _LONG = 132, 40


def read(text: str) -> Reading:
    """The blocks of a text, and what a block of JSON that came along with it says."""
    text, stated = _without_json(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    lines = _without_feet(text.split("\n"))
    width = _wrapped_at(lines)
    pieces = _joined(lines, width) if width else ((line, False) for line in _underlined(lines))
    blocks = (block(line, heading=heading) for line, heading in pieces if line.strip() and not _RULE.fullmatch(line))
    return Reading(tuple(each for each in blocks if each.text), stated)


def _without_feet(lines: list[str]) -> list[str]:
    """Lines without the heads and feet of pages: what stands alone and comes again with another number beside it. A
    paragraph that goes on behind one is whole again.
    """
    alone = [at for at in range(1, len(lines) - 1) if not lines[at - 1].strip() and not lines[at + 1].strip()]
    told = {at: match for at in alone if (match := _FOOT.match(lines[at]))}
    numbers: dict[str, set[str]] = {}
    for match in told.values():
        numbers.setdefault(_words_of(match), set()).add(match["left"] or match["right"] or match["only"])
    feet = {at for at, match in told.items() if len(numbers[_words_of(match)]) > 1}
    kept: list[str] = []
    below = False
    for at, line in enumerate(lines):
        if at in feet or (below and not line.strip()):
            below = True
            continue
        if below:
            while kept and not kept[-1].strip():
                kept.pop()
            begins_small = re.match(r"[^\W\d_A-Z][^\W\d_]", line.strip())  # "e HM Treasury" is an entry
            goes_on = kept and begins_small and not _SENTENCE_ENDED.search(kept[-1].rstrip())
            kept += [] if goes_on else [""]
        below = False
        kept.append(line)
    return kept


def _words_of(foot: re.Match[str]) -> str:
    return " ".join((foot["after"] or foot["before"] or "").split())


_FOOT = re.compile(
    r"(?i:\s*(?:page )?(?P<left>\d{1,4})\s{2,}(?P<after>\S.{0,100})|\s*(?P<before>\S.{0,100}?)\s{2,}(?:page )?"
    r"(?P<right>\d{1,4})\s*|\s{8,}(?P<only>\d{1,4})\s*)$"
)


def block(line: str, *, heading: bool = False) -> Block:
    """A line of text as the block that it looks like."""
    level = 1 + (len(line) - len(line.lstrip())) // 4
    if heading or line.startswith("\0"):
        return Block("heading", clean(line.lstrip("\0")))
    entry = bulleted(line)
    return Block("bullet", clean(entry[1]), level, entry[0]) if entry else Block("line", clean(line))


def _without_json(text: str) -> tuple[str, Metadata]:
    match = _JSON.search(text)
    if not match:
        return text, Metadata()
    try:
        data = json.loads(match[0])
    except (ValueError, RecursionError):
        return text, Metadata()
    return text[: match.start()] + text[match.end() :], _of_json(data)


def _of_json(data: dict[str, Any]) -> Metadata:
    given = data.get("authors")
    persons = (
        tuple(author for each in given if isinstance(each, str) for author in names.authors(each))
        if isinstance(given, list)
        else ()
    )
    center, kind = data.get("primaryCenter"), data.get("type")
    container = clean(center) if isinstance(center, str) else ""
    authors: tuple[Author, ...] = tuple(dict.fromkeys(persons))
    return Metadata(authors, container=container, kind="interview" if kind == "questionAnswer" else "")


def _wrapped_at(lines: list[str]) -> int:
    """The width at which a text's lines are broken; 0 for a text whose paragraphs are one line each."""
    lengths = sorted(len(line.rstrip()) for line in lines if len(line.strip()) > _LONG and not bulleted(line))
    if len(lengths) < 4 or sum(length <= _WIDEST_WRAP for length in lengths) < 0.85 * len(lengths):
        return 0
    usual = lengths[int(len(lengths) * 0.9)]
    goes_on = sum(
        len(before.strip()) > _LONG and after.strip()[:1].islower()
        for before, after in pairwise(lines)
        if not _SENTENCE_ENDED.search(before.rstrip())
    )
    is_broken = sum(length > usual - 16 for length in lengths) > 0.4 * len(lengths) or goes_on > 0.3 * len(lengths)
    return usual if is_broken else 0


def _underlined(lines: list[str]) -> Iterator[str]:
    """Lines, the underlined ones marked as headings."""
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        alone = line.strip() and _UNDERLINE.fullmatch(below) and may_head(line.strip())
        yield f"\0{line.strip()}" if alone else line


def _joined(lines: list[str], width: int) -> Iterator[tuple[str, bool]]:
    """Paragraphs of a text that is broken at `width`. A line ended on purpose if the next word would have fitted."""
    paragraph, last, spelt = "", "", frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(lines).casefold()))
    for line in (*_underlined(lines), ""):
        heads = line.startswith("\0")
        ruled = _RULE.fullmatch(line) or _RULE.fullmatch(last)
        goes_on = paragraph and line.strip() and not heads and not ruled and not bulleted(line)
        goes_on = goes_on and not (_heads_memo(paragraph) and _heads_memo(line))
        if goes_on and not _on_purpose(last, line, width):
            paragraph = _continued(paragraph, line.strip(), spelt)
        else:
            if paragraph:
                yield paragraph, False
            paragraph = "" if heads else line.rstrip()
            if heads:
                yield line.lstrip("\0"), True
        last = line


def _heads_memo(line: str) -> bool:
    return bylines.heads_memo(Block("line", line.strip()))


def _continued(paragraph: str, line: str, spelt: frozenset[str]) -> str:
    """A paragraph and its next line. A hyphen between them goes where the text has the word without it elsewhere, or
    where what stands before it is no word of the text.
    """
    divided = re.search(r"([^\W\d_]+)-$", paragraph)
    follows = re.match(r"[^\W\d_]+", line)
    if not divided or not follows:
        return f"{paragraph} {line}"
    before, after = divided[1].casefold(), follows[0].casefold()
    soft = f"{before}{after}" in spelt or (before not in spelt and f"{before}-{after}" not in spelt)
    return (paragraph[:-1] if soft and line[:1].islower() else paragraph) + line


def _on_purpose(last: str, line: str, width: int) -> bool:
    room = width - len(last.rstrip()) - 1
    fits = room > len(line.split(maxsplit=1)[0]) + 6
    return fits and bool(_SENTENCE_ENDED.search(last.rstrip()) or (may_head(last.strip()) and room > width * 0.3))
