"""A web page as blocks: what is its article, by its markup, and by trafilatura where the extra `import` is installed.

The blocks are always our own, so that passages are counted alike with and without the extra: trafilatura only says
which of them belong to the article. It leaves out a tenth as much as the densest part of a page alone would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policybrief.sources.article.blocks import Block, Kind, Reading, clean, counted, loose, may_head
from policybrief.sources.article.readers import page_metadata

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
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|share|sharing|social|related|recirc|newsletter|promo|cookies?|consent|comments?"
    r"|breadcrumbs?|sidebar|widget|"
    r"donate|signup|subscribe|footer|advert|ads?|popup|modal|tags?|author-bio|read-more|readmore|more-from|teaser"
    r"|caption|toolbar|skip|banner|"
    r"recommended|pullquote|pull-quote|trending|sr-only|visually-hidden|screen-reader-text|toc|pagination|byline|dateline|paywall)(?:$"
    r"|[-_ ])",
    re.IGNORECASE,
)
_MOST_FURNITURE_WORDS = 700
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
_CHAINED = 0.5
"""The part of a block's letters that may be links."""


def read(content: str, *, keep_all: bool = False) -> Reading:
    """The blocks of a page, and what its markup says of it."""
    from lxml import etree, html

    if not content.strip():
        return Reading(())
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(content.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Reading(())
    stated = page_metadata.of(page)
    pieces = [(element, block) for element in page.iter() for block in _of(element, _UNSHOWN if keep_all else _DROPPED)]
    notes: tuple[str, ...] = ()
    if keep_all:
        kept = pieces
    else:
        offered = [(element, block) for element, block in pieces if not _is_furniture(element)]
        kept, notes = _article(content, offered)
    blocks = tuple(block for _, block in kept)
    return Reading(_untitled(blocks, stated.title), stated, cut=len(pieces) - len(kept), notes=notes)


def _untitled(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Blocks without a heading that repeats the page's title: it is no section."""
    same = clean(title).casefold()
    return tuple(
        block for block in blocks if not (block.kind in ("title", "heading") and block.text.casefold() == same)
    )


# -- blocks


def _of(element: Any, dropped: frozenset[str]) -> Iterator[Block]:
    """The blocks of an element's own words, those of blocks inside of it aside."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag not in _BLOCKS or dropped.intersection(each.tag for each in (element, *element.iterancestors())):
        return
    for number, piece in enumerate(re.split(r"\n\s*\n", _own(element, dropped))):
        words = clean(piece)
        if not words:
            continue
        if lines := loose([line for each in piece.split("\n") if (line := clean(each))]):
            yield from (Block("line", line) for line in lines)
            continue
        kind, level = _kind(element, tag, words)
        entry = kind == "bullet" and number == 0
        marker = _marker(element) if entry else ""
        yield Block("paragraph" if kind == "bullet" and not entry else kind, words, level, marker)


def _kind(element: Any, tag: str, words: str) -> tuple[Kind, int]:
    if tag in _HEADS:
        return "heading", int(tag[1])
    lists = list(element.iterancestors("ul", "ol"))
    entry = element if tag == "li" else next(element.iterancestors("li"), None)
    if entry is not None and _opens(entry, element):
        return "bullet", max(len(lists), 1)
    strong = sum(len(clean(each.text_content())) for each in element.iter("strong", "b"))
    if entry is None and strong >= len(words) - 1 and may_head(words) and not words.endswith(":"):
        return "heading", 6
    return "paragraph", 1


def _opens(entry: Any, element: Any) -> bool:
    """Whether an element is the first of a list's entry with words."""
    first = next((each for each in entry.iter() if each.tag in _BLOCKS and clean(_own(each))), None)
    return first is element


def _marker(element: Any) -> str:
    entry = element if element.tag == "li" else next(element.iterancestors("li"))
    around = entry.getparent()
    if around is None or around.tag != "ol":
        return ""
    start = around.get("start", "1")
    before = sum(1 for each in entry.itersiblings("li", preceding=True))
    return f"{(int(start) if start.isdecimal() and len(start) < 4 else 1) + before}."


def _own(element: Any, dropped: frozenset[str] = _DROPPED) -> str:
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


# -- which of them are the article


def _is_furniture(element: Any) -> bool:
    for each in (element, *element.iterancestors()):
        if each.tag in ("html", "body", "main", "article"):
            continue
        named = f"{each.get('class', '')} {each.get('id', '')} {each.get('role', '')}"
        hidden = (
            each.get("hidden") is not None
            or each.get("aria-hidden") == "true"
            or "display:none" in each.get("style", "").replace(" ", "")
        )
        if hidden or (_FURNITURE.search(named) and counted(each.text_content()) < _MOST_FURNITURE_WORDS):
            return True
    words = clean(_own(element))
    links = sum(len(clean(each.text_content())) for each in element.iter("a"))
    return element.tag not in _HEADS and bool(words) and links > _CHAINED * len(words) and counted(words) < 25


def _article(content: str, pieces: list[tuple[Any, Block]]) -> tuple[list[tuple[Any, Block]], tuple[str, ...]]:
    """The pieces that are the article, and what the user should know of the choice."""
    root = _densest(pieces)
    inside = [
        root is not None and (element is root or any(each is root for each in element.iterancestors()))
        for element, _ in pieces
    ]
    chosen = _trafilatura(content)
    if chosen is None:
        note = "read without trafilatura, which knows a page's furniture better: pip install 'policybrief[import]'"
        return [piece for piece, kept in zip(pieces, inside, strict=True) if kept], (note,)
    known = [bool(_key(block.text)) and _key(block.text) in chosen for _, block in pieces]
    prose = [number for number, (_, block) in enumerate(pieces) if known[number] and block.words > 7]
    if not prose:
        return [piece for piece, kept in zip(pieces, inside, strict=True) if kept], ()
    first, last = prose[0], prose[-1]
    while first and pieces[first - 1][1].kind == "heading" and (inside[first - 1] or known[first - 1]):
        first -= 1
    first = (
        min([number for number in range(len(pieces)) if inside[number]] or [first], key=lambda at: (at > first, at))
        if inside[first]
        else first
    )
    return [
        piece
        for at, piece in enumerate(pieces)
        if (known[at] or inside[at]) and first <= at <= _closing(pieces, inside, last)
    ], ()


def _closing(pieces: list[tuple[Any, Block]], inside: list[bool], last: int) -> int:
    """The last piece of the article: entries of a list that go on after what was recognised belong to it."""
    while last + 1 < len(pieces) and inside[last + 1] and pieces[last + 1][1].kind in ("bullet", "heading"):
        last += 1
    return last


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _trafilatura(content: str) -> str | None:
    """All letters of what trafilatura takes for the article; None where it is not installed."""
    import logging

    try:
        import trafilatura
    except ImportError:
        return None

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(
        content, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    return _key(text or "")


def _densest(pieces: list[tuple[Any, Block]]) -> Any:
    """The element with the most prose in and just below it."""
    score: dict[Any, float] = {}
    for element, block in pieces:
        if block.words < 12 or block.kind in ("heading", "title"):
            continue
        weight = 1.0
        around = element if element.tag in ("article", "main", "div", "section", "td", "body") else element.getparent()
        while around is not None and weight > 0.2:
            score[around] = score.get(around, 0.0) + len(block.text) * weight
            around, weight = around.getparent(), weight * 0.85
    if not score:
        return next((element for element, _ in pieces), None)
    return max(score, key=lambda element: score[element])
