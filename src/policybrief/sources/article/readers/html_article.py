"""Which blocks of a web page are its article: by its markup, where its prose is densest, and by trafilatura."""

from __future__ import annotations

import copy
import re
from typing import Any

from policybrief.fonts.files import install
from policybrief.sources.article import marks
from policybrief.sources.article.blocks import Block, clean, counted

_HEADS = frozenset(f"h{level}" for level in range(1, 7))
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
_CHAINED, _MOST_CHAINED_WORDS = 0.5, 25
"""The part of a block's letters that may be links; from so many words on, all may be."""
_MOST_INLINE, _MOST_ELEMENTS = 2_000, 20_000
"""Elements inside of lines from which on a page is asked about without them; elements from which on it is not."""


class Furniture:
    """What of a page belongs to the page and not to what it says, by its markup; each element is asked once."""

    def __init__(self) -> None:
        self._known: dict[Any, bool] = {}

    def has(self, element: Any, own: str) -> bool:
        """Whether an element is furniture; `own` are its words."""
        return self._is_named(element) or _is_chained(element, clean(own))

    def _is_named(self, element: Any) -> bool:
        if element is None:
            return False
        if element not in self._known:
            self._known[element] = _is_named(element) or self._is_named(element.getparent())
        return self._known[element]


def _is_named(element: Any) -> bool:
    """Whether an element is hidden, or named as what surrounds articles."""
    if element.tag in ("html", "body", "main", "article"):
        return False
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    hidden = (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in element.get("style", "").replace(" ", "")
    )
    return hidden or bool(_FURNITURE.search(named) and counted(element.text_content()) < _MOST_FURNITURE_WORDS)


def _is_chained(element: Any, words: str) -> bool:
    """Whether a short block is links for the most part."""
    if not words or element.tag in _HEADS or counted(words) >= _MOST_CHAINED_WORDS:
        return False
    links = 0
    for link in element.iter("a"):
        links += len(clean(link.text_content()))
        if links > _CHAINED * len(words):
            return True
    return False


def article(page: Any, pieces: list[tuple[Any, Block]]) -> tuple[list[tuple[Any, Block]], tuple[str, ...]]:
    """The pieces that are the article, and what the user should know of the choice."""
    root = _densest(pieces)
    inside = [
        root is not None and (element is root or any(each is root for each in element.iterancestors()))
        for element, _ in pieces
    ]
    lean = _lean(page)
    chosen = _trafilatura(lean) if lean is not None else None
    if chosen is None:
        note = _NO_LIBRARY if lean is not None else _TOO_LARGE
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
    last = _closing(pieces, inside, last)
    return [piece for at, piece in enumerate(pieces) if (known[at] or inside[at]) and first <= at <= last], ()


_NO_LIBRARY = f"read without trafilatura, which knows a page's furniture better: {install('policybrief', 'import')}"
_TOO_LARGE = f"has more than {_MOST_ELEMENTS:,} elements: what is its article was told by its densest part alone"


def _lean(page: Any) -> str | None:
    """The page's markup for trafilatura, whose time grows with the square of elements; None where there are too many.

    What only marks words inside of a line is taken away where there is much of it.
    """
    from lxml import etree

    inline = sum(1 for _ in page.iter(*_INLINE))
    if sum(1 for _ in page.iter()) - (inline if inline > _MOST_INLINE else 0) > _MOST_ELEMENTS:
        return None
    if inline > _MOST_INLINE:
        page = copy.deepcopy(page)
        etree.strip_tags(page, *_INLINE)
    return str(etree.tostring(page, encoding="unicode", method="html"))


_INLINE = ("span", "font", "b", "strong", "i", "em", "u", "small", "br")


def _closing(pieces: list[tuple[Any, Block]], inside: list[bool], last: int) -> int:
    """The last piece of the article: entries of a list that go on after what was recognised belong to it."""
    while last + 1 < len(pieces) and inside[last + 1] and _goes_on(pieces[last + 1][1]):
        last += 1
    return last


def _goes_on(block: Block) -> bool:
    return block.kind in ("bullet", "heading") or marks.unmarked(block.text) != block.text


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
