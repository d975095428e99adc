"""Markdown as blocks, by CommonMark's rules: headings, paragraphs, entries of lists; its front matter as what it"
" states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from policybrief.sources.article import dates, labels, names
from policybrief.sources.article.blocks import Author, Block, Kind, Metadata, Reading, clean, loose, may_head, signed
from policybrief.sources.article.readers import tables

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FOOTNOTES = re.compile(r"^\[\^[^\]\s]+\]:.*(?:\n(?:[ \t]+.*)?)*", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.][^{}\n]*\}[ \t]*$|\[\^[^\]\s]+\]", re.MULTILINE)
"""What Pandoc adds: attributes of headings, and references to footnotes."""
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_MOST_FRONT = 20_000


def read(text: str) -> Reading:
    """The blocks of a Markdown text. Tables and code are left out, and counted."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    stated, text = _front_matter(text)
    text = _ATTRIBUTES.sub("", _FOOTNOTES.sub("", text))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = tuple(_titled([block for block in _blocks(tokens) if block.text]))
    cut = sum(token.type in ("fence", "code_block", "table_open", "html_block") for token in tokens)
    return Reading(blocks, replace(stated, title="") if _has_headline(blocks) else stated, cut=cut)


def _has_headline(blocks: Sequence[Block]) -> bool:
    """Whether a text begins with its only headline of the first rank, which readers see and no front matter outdoes."""
    first = [block for block in blocks if block.kind in ("title", "heading") and block.level == 1]
    return (
        len(first) == 1
        and first[0] is blocks[0]
        and first[0].kind == "title"
        and first[0].words >= _HEADLINE_WORDS
        and not labels.introduces(first[0].text)
    )


_HEADLINE_WORDS = 3


def _titled(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks; a title that goes on in a second headline is one."""
    for at, (before, after) in enumerate(pairwise(blocks)):
        if before.kind == "title" and after.kind == "heading" and after.level == 1 and labels.goes_on(before.text):
            return [*blocks[:at], replace(before, text=f"{before.text} {after.text}"), *blocks[at + 2 :]]
    return blocks


def _blocks(tokens: Sequence[Any]) -> Iterator[Block]:
    lists: list[int] = []
    entry, titled, below_label = "", False, False
    level = 0
    for token in _without_tables(tokens):
        if isinstance(token, Block):
            yield token
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else 0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            entry = f"{token.info}{token.markup}" if lists[-1] else "-"
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "inline":
            words, strong = _inline(token)
            if level:
                label = not titled and level == 1 and labels.is_label(words)  # the name of a series, above the title
                first = not titled and (level == 1 or below_label) and not label
                titled, below_label = titled or first, label
                yield Block("line" if label else "title" if first else "heading", words, level)
            elif lists and entry:
                yield Block("bullet", words, len(lists), "" if entry == "-" else entry)
            else:
                yield from _loose(token, words, strong=strong and not lists)
            entry, level = "", 0


def _without_tables(tokens: Sequence[Any]) -> Iterator[Any]:
    """The tokens; in place of a table, the blocks of those of its cells that say what is to be done."""
    rows: list[list[str]] | None = None
    for token in tokens:
        if token.type == "table_open":
            rows = []
        elif rows is None:
            yield token
        elif token.type == "table_close":
            yield from (Block("bullet", words) for words in tables.entries(rows))
            rows = None
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token)[0])


def _loose(token: Any, words: str, *, strong: bool) -> Iterator[Block]:
    """A paragraph outside of lists, the lines of what is none, or a heading that is only bold."""
    if entry := signed(words):
        yield Block("bullet", entry)
        return
    lines = _lines(token)
    if lines:
        yield from (Block("line", line) for line in lines)
        return
    kind: Kind = "heading" if strong and may_head(words) else "paragraph"
    yield Block(kind, words, 6 if kind == "heading" else 1, lead=_lead(token), aside=_is_aside(token))


def _lead(token: Any) -> int:
    """The letters of the bold words with which a paragraph begins."""
    kinds = [child.type for child in token.children or ()]
    if "strong_close" not in kinds or kinds[:1] not in (["strong_open"], ["text"]):
        return 0
    opened, closed = kinds.index("strong_open"), kinds.index("strong_close")
    before = "".join(child.content for child in token.children[:opened])
    return 0 if before.strip() else len(clean("".join(child.content for child in token.children[opened:closed])))


def _is_aside(token: Any) -> bool:
    """Whether all words of a paragraph are in italics."""
    depth, plain = 0, ""
    for child in token.children or ():
        depth += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        plain += "" if depth else _said(child)
    return not plain.strip()


def _lines(token: Any) -> list[str]:
    """The lines of a paragraph that is none."""
    parts: list[list[Any]] = [[]]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append([])
        else:
            parts[-1].append(child.content)
    return loose([line for part in parts if (line := clean("".join(part)))])


def _inline(token: Any) -> tuple[str, bool]:
    """The words of a paragraph, and whether all of them are bold."""
    words, depth, plain = "", 0, ""
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            depth += 1 if child.type == "strong_open" else -1
        said = _said(child)
        words += said
        plain += "" if depth else said
    return clean(words), bool(words.strip()) and not plain.strip()


def _said(child: Any) -> str:
    """What is read of a piece of a paragraph: of HTML nothing, unless it is a word in angle brackets that is none."""
    words = str(child.content)
    if child.type == "html_inline":
        from lxml.html import defs

        name = _TAG.match(words)
        return words if name and name[1].lower() not in defs.tags else ""
    return {"text": words, "code_inline": words, "softbreak": " ", "hardbreak": " "}.get(child.type, "")


def _front_matter(text: str) -> tuple[Metadata, str]:
    """What the front matter states, and the text without it."""
    match = _FRONT.match(text)
    if not match or len(match["yaml"]) > _MOST_FRONT:
        return Metadata(), text
    from policybrief.errors import BriefError
    from policybrief.read import source

    try:
        data = source.parse(match["yaml"]).data
    except BriefError:  # no YAML: lines of keys all the same, or a rule and text between
        data = _keyed(match["yaml"])
        if not data:
            return Metadata(), text
    rest = text[match.end() :]
    day = dates.first(re.sub(r"(?<=\d)T\d.*", "", str(next(filter(None, map(data.get, _DATES)), ""))))
    return Metadata(
        tuple(_authors(data.get("author") or data.get("authors"))),
        _text(data.get("title")),
        str(day or ""),
        publisher=_text(data.get("publisher")),
        url=_text(data.get("url") or data.get("canonical_url")),
    ), rest


_DATES = ("date", "published", "published_date", "date_published", "publish_date", "pubdate")


def _keyed(text: str) -> dict[str, str]:
    """The values of a front matter each line of which is a key and its value; nothing of another text."""
    lines = [line for line in text.splitlines() if line.strip()]
    pairs = [re.match(r"(?P<key>\w[\w-]*):(?:\s+(?P<value>.*))?$", line) for line in lines]
    return {pair["key"]: (pair["value"] or "").strip(" \"'") for pair in pairs if pair} if all(pairs) else {}


def _text(value: Any) -> str:
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _authors(value: Any) -> Iterator[Author]:
    for author in value if isinstance(value, list) else [value]:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str):
            yield from names.authors(clean(name))
