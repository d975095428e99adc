"""A web page as blocks: what is its article, by its markup, and by trafilatura where the extra `import` is installed.

The blocks are always our own, so that passages are counted alike with and without the extra: trafilatura only says
which of them belong to the article. It leaves out a tenth as much as the densest part of a page alone would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policybrief.errors import BriefError, Problem
from policybrief.sources.article.blocks import Block, Kind, Reading, clean, loose, may_head, signed
from policybrief.sources.article.readers import html_article, page_metadata, tables

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "iframe",
        "svg",
        "figure",
        "figcaption",
        "select",
        "template",
        "dialog",
        "input",
        "object",
        "video",
        "audio",
        "canvas",
        "map",
        "head",
        "title",
        "label",
        "math",
    ]
)
_UNSHOWN = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg", "object"))
"""What no page shows."""
_MOST_ELEMENTS = 200_000
"""Of a page: twenty times the longest report."""
_HEADS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = _HEADS | frozenset(
    [
        "p",
        "li",
        "blockquote",
        "dt",
        "dd",
        "pre",
        "div",
        "section",
        "article",
        "main",
        "body",
        "td",
        "th",
        "tr",
        "table",
        "tbody",
        "thead",
        "ul",
        "ol",
        "dl",
        "header",
        "hgroup",
        "center",
        "address",
        "details",
        "summary",
        "fieldset",
        "figure",
        "html",
        "hr",
    ]
)


def read(content: str, file: str, *, keep_all: bool = False) -> Reading:
    """The blocks of a page, and what its markup says of it. Raises `BriefError` for one with too many elements."""
    from lxml import etree, html

    if not content.strip():
        return Reading(())
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(content.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Reading(())
    if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
        hint = "save the article alone into a file"
        raise BriefError([Problem(f"is a page of more than {_MOST_ELEMENTS:,} elements", file, hint=hint)])
    stated = page_metadata.of(page)
    read_page = _Page(_UNSHOWN if keep_all else _DROPPED)
    pieces = [(element, block) for element in page.iter() for block in read_page.blocks(element)]
    notes: tuple[str, ...] = ()
    if keep_all:
        kept = pieces
    else:
        pieces = list(_tabled(pieces))
        furniture = html_article.Furniture()
        offered = [(element, block) for element, block in pieces if not furniture.has(element, read_page.own(element))]
        kept, notes = html_article.article(page, offered)
    blocks = tuple(block for _, block in kept)
    return Reading(_untitled(blocks, stated.title), stated, cut=len(pieces) - len(kept), notes=notes)


def _untitled(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Blocks without a heading that repeats the page's title: it is no section."""
    same = clean(title).casefold()
    return tuple(
        block for block in blocks if not (block.kind in ("title", "heading") and block.text.casefold() == same)
    )


# -- blocks


class _Page:
    """The elements of a page as blocks. What is known of an element is kept, so that a page takes as long as it is."""

    def __init__(self, dropped: frozenset[str]) -> None:
        self._dropped = dropped
        self._words: dict[Any, str] = {}
        self._is_shown: dict[Any, bool] = {}
        self._first: dict[Any, Any] = {}
        self._number: dict[Any, int] = {}

    def blocks(self, element: Any) -> Iterator[Block]:
        """The blocks of an element's own words, those of blocks inside of it aside."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not self._shown(element) or tag not in _BLOCKS:
            return
        for number, piece in enumerate(re.split(r"\n\s*\n", self.own(element))):
            words = clean(piece)
            if not words:
                continue
            if lines := loose([line for each in piece.split("\n") if (line := clean(each))]):
                yield from (Block("line", line) for line in lines)
                continue
            if tag not in _HEADS and (signed_words := signed(words)):
                yield Block("bullet", signed_words)
                continue
            kind, level = self._kind(element, tag, words)
            entry = kind == "bullet" and number == 0
            marker = self._marker(element) if entry else ""
            lead = _lead(element) if number == 0 else 0
            kind = "paragraph" if kind == "bullet" and not entry else kind
            yield Block(kind, words, level, marker, lead=lead, aside=kind == "paragraph" and _is_aside(element, words))

    def own(self, element: Any) -> str:
        """An element's words without those of blocks inside of it."""
        if element not in self._words:
            self._words[element] = _own(element, self._dropped)
        return self._words[element]

    def _shown(self, element: Any) -> bool:
        """Whether neither the element nor what it stands in is dropped; what it stands in is asked before it."""
        around = element.getparent()
        self._is_shown[element] = element.tag not in self._dropped and self._is_shown.get(around, True)
        return self._is_shown[element]

    def _kind(self, element: Any, tag: str, words: str) -> tuple[Kind, int]:
        if tag in _HEADS:
            return "heading", int(tag[1])
        entry = element if tag == "li" else next(element.iterancestors("li"), None)
        if entry is not None and self._opens(entry) is element:
            return "bullet", max(sum(1 for _ in element.iterancestors("ul", "ol")), 1)
        if entry is None and may_head(words) and not words.endswith(":"):
            strong = sum(len(clean(each.text_content())) for each in element.iter("strong", "b"))
            if strong >= len(words) - 1:
                return "heading", 6
        return "paragraph", 1

    def _opens(self, entry: Any) -> Any:
        """The first element of a list's entry with words."""
        if entry not in self._first:
            blocks = (each for each in entry.iter() if each.tag in _BLOCKS and clean(self.own(each)))
            self._first[entry] = next(blocks, None)
        return self._first[entry]

    def _marker(self, element: Any) -> str:
        entry = element if element.tag == "li" else next(element.iterancestors("li"))
        around = entry.getparent()
        if around is None or around.tag != "ol":
            return ""
        if entry not in self._number:
            start = around.get("start", "1")
            first = int(start) if start.isdecimal() and len(start) < 4 else 1
            self._number.update((each, number) for number, each in enumerate(around.iterchildren("li"), first))
        return f"{self._number[entry]}."


def _lead(element: Any) -> int:
    """The letters of the bold words with which an element begins."""
    first = next(iter(element), None)
    is_bold = first is not None and first.tag in ("strong", "b") and not (element.text or "").strip()
    return len(clean(first.text_content())) if first is not None and is_bold else 0


def _is_aside(element: Any, words: str) -> bool:
    """Whether all words of a paragraph are in italics."""
    slanted = [each for each in element if each.tag in ("em", "i")] if element.tag == "p" else []
    return bool(slanted) and sum(len(clean(each.text_content())) for each in slanted) >= len(words) - len(slanted)


def _tabled(pieces: list[tuple[Any, Block]]) -> Iterator[tuple[Any, Block]]:
    """The pieces; of a table in which a column says what is to be done, that column's cells alone, as a list."""
    columns: dict[Any, int | None] = {}
    single: set[Any] = set()
    told: set[Any] = set()
    places: dict[Any, int] = {}
    for element, block in pieces:
        cell = element if element.tag in ("td", "th") else next(element.iterancestors("td", "th"), None)
        table = next(cell.iterancestors("table"), None) if cell is not None else None
        if cell is None or table is None:
            yield element, block
            continue
        if table not in columns:
            row = next(table.iter("tr"), ())
            heads = [clean(each.text_content()) for each in row]
            columns[table] = tables.column(heads)
            single.update([table] if tables.is_numbered(heads) else [])
        at = columns[table]
        if at is None:
            yield element, block
            continue
        if cell not in places:
            places.update((each, place) for place, each in enumerate(cell.getparent().iterchildren("td", "th")))
        is_answer = table in single and cell in told  # what stands below a recommendation in its cell
        if cell.tag == "td" and places[cell] == at and not is_answer:
            told.add(cell)
            yield element, Block("bullet", block.text)


def _own(element: Any, dropped: frozenset[str]) -> str:
    """An element's words without those of blocks inside of it; two line breaks are the end of a paragraph."""
    words = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            words.append("\n")
        elif tag in _BLOCKS:
            words.append("\n\n" if element.tag not in _HEADS else " ")
        elif tag and tag not in dropped and not _is_note(child):
            words.append(_own(child, dropped))
        words.append(child.tail or "")
    return "".join(re.sub(r"[ \t\r\n]+", " ", piece) if piece.strip("\n") else piece for piece in words)


def _is_note(element: Any) -> bool:
    """The raised number of a footnote."""
    return element.tag == "sup" and bool(re.fullmatch(r"[\[(]?\s*[\d*†‡,\s]{1,8}\s*[\])]?", element.text_content()))
