"""Where an article's body begins and ends among the blocks of its file: the lines above are its masthead, and those
below follow when it is over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article import dates, labels, words
from policybrief.sources.article.blocks import Author, Block, is_prose, may_head
from policybrief.sources.article.bylines import heads_memo, is_byline, is_dateline, is_enacting

_MOST_MASTHEAD = 40
_MOST_PROSE_ABOVE = 60
_LEAD_IN_WORDS = 4
_NUMBERED_WORDS = 30


def bounds(blocks: Sequence[Block], authors: tuple[Author, ...]) -> tuple[int, int]:
    """The first block of the body, and the one after its last; `authors` are known to be the article's."""
    start = _start(blocks)
    end = _end(blocks, start)
    while end - 1 > start and (blocks[end - 1].aside or _introduces(blocks[end - 1], authors)):
        end -= 1
    return start, _introduced(blocks, end, authors)


def is_text(block: Block) -> bool:
    """Whether a block is a paragraph of prose."""
    return block.kind in ("line", "paragraph") and is_prose(block.text)


def _is_numbered_prose(block: Block) -> bool:
    """Whether a block is a paragraph of a report all of whose paragraphs have numbers."""
    return block.kind == "bullet" and block.marker[:1].isdigit() and block.words >= _NUMBERED_WORDS


def _heads(block: Block) -> bool:
    return block.kind in ("heading", "title") or (block.kind == "line" and may_head(block.text))


def _opens(block: Block) -> bool:
    """Whether a heading is one that an article's body begins with."""
    named = words.is_one("summary", block.text) or (words.is_one("recommendations", block.text) and block.words < 4)
    return _heads(block) and (named or (block.words < _LEAD_IN_WORDS and labels.introduces(block.text)))


def _enacts(block: Block) -> bool:
    return block.kind != "bullet" and is_enacting(block.text)


def _start(blocks: Sequence[Block]) -> int:
    """The first block of the body: after the last line of the masthead, else the first prose with its heading."""
    top = blocks[: max(_MOST_MASTHEAD, len(blocks) // 3)]
    marks = [at for at, block in enumerate(top) if is_byline(block) or is_dateline(block) or heads_memo(block)]
    prose = next((at for at, block in enumerate(blocks) if is_text(block) or _is_numbered_prose(block)), 0)
    while marks and sum(block.words for block in blocks[: marks[-1]] if is_text(block)) >= _MOST_PROSE_ABOVE:
        marks.pop()
    after = marks[-1] + 1 if marks else 0
    opened = next(
        (at for at, block in enumerate(blocks) if at >= after and (_opens(block) or _enacts(block))), len(blocks)
    )
    listed = _listed_from(blocks, after, prose)
    if opened <= prose or listed < prose:
        return min(opened, listed)
    if marks and after > prose:
        return after
    return _pulled_up(blocks, prose, after)


def _listed_from(blocks: Sequence[Block], after: int, prose: int) -> int:
    """Where a text of lists begins, as slides are, whose little prose stands at their end; else where that is."""
    entries = [at for at in range(after, prose) if blocks[at].kind == "bullet"]
    told = sum(blocks[at].words for at in entries)
    if told < _MOST_PROSE_ABOVE or told < sum(block.words for block in blocks) / 2:
        return prose
    return entries[0] - (entries[0] > after and blocks[entries[0] - 1].kind == "heading")


def _pulled_up(blocks: Sequence[Block], prose: int, after: int) -> int:
    """The first prose, and above it the entries of a list that belong to it, and its heading; a title is no heading."""
    start = prose
    while start > after and blocks[start - 1].kind == "bullet" and blocks[start - 1].words > 7:
        start -= 1
    if (
        start > after
        and blocks[start - 1].kind != "title"
        and _heads(blocks[start - 1])
        and not _is_subtitle(blocks, start - 1)
    ):
        issues = [at for at in range(after, start - 1) if labels.is_issue(blocks[at].text)]
        after_issue = issues[-1] if issues else after
        above = [
            block for block in blocks[after_issue : start - 1] if _heads(block) and not labels.is_label(block.text)
        ]
        has_title = (
            after > 0
            or any(block.kind == "title" for block in blocks[:start])
            or any(block.words > 2 for block in above)
        )
        known = words.is_one("summary", blocks[start - 1].text) or labels.introduces(blocks[start - 1].text)
        is_head = blocks[start - 1].kind == "heading" and blocks[start - 1].level > 1
        dated = dates.first(blocks[start - 1].text) is not None
        if (has_title or known or is_head) and not dated:
            start -= 1
    return start


def _is_subtitle(blocks: Sequence[Block], at: int) -> bool:
    """Whether a long heading right below the title is the only one of its rank: it heads no section."""
    block = blocks[at]
    below_title = block.kind == "heading" and at > 0 and blocks[at - 1].kind == "title"
    alone = sum(each.kind == "heading" and each.level == block.level for each in blocks) == 1
    return below_title and alone and block.words > _LEAD_IN_WORDS


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the article is over: at a heading of what follows articles, after a third of the prose that there is."""
    whole = sum(block.words for block in blocks[start:] if is_text(block) or block.kind == "bullet")
    read = 0
    for at in range(start, len(blocks)):
        block = blocks[at]
        if is_text(block) or block.kind == "bullet":
            read += block.words
        heads = block.kind != "bullet" or (block.marker[:1].isdigit() and block.words < _LEAD_IN_WORDS)
        ends = heads and block.words < 30 and words.is_one("end", block.text)
        if ends and _ANNEX.match(block.text) and any(_ADOPTED.search(each.text) for each in blocks[start:at]):
            continue
        if ends and read > 0.3 * whole and not any(_heads(later) and _opens(later) for later in blocks[at + 1 :]):
            return at
    return len(blocks)


_ANNEX = re.compile(r"annexe?|додаток|приложение|anexo|anhang", re.IGNORECASE)
_ADOPTED = re.compile(
    r"\b(?:adopts?|endorses?|approves?|adopte|approuve|aprueba|схвалює|затверджує|одобряет|утверждает)\b.{0,120}"
    r"\b(?:annex|annexe|anexo|додат|приложени)",
    re.IGNORECASE,
)
"""What a resolution says of an annex that belongs to it."""


def _introduces(block: Block, authors: tuple[Author, ...]) -> bool:
    """Whether a last paragraph says who an author is."""
    named = tuple(f"{author.given} {author.family}" for author in authors if author.given)
    return block.kind in ("line", "paragraph") and block.words < _BIOGRAPHY_WORDS and block.text.startswith(named)


def _introduced(blocks: Sequence[Block], end: int, authors: tuple[Author, ...]) -> int:
    """Where an author is introduced near the end, with but a few lines below; else the end."""
    for at in range(max(end - _LINES_BELOW, 0), end):
        below = blocks[at + 1 : end]
        if (
            _introduces(blocks[at], authors)
            and _IS_SOMEBODY.search(blocks[at].text)
            and sum(each.words for each in below) < _BIOGRAPHY_WORDS
        ):
            return at
    return end


_BIOGRAPHY_WORDS, _LINES_BELOW = 80, 4
_IS_SOMEBODY = re.compile(
    r"^[^:;]{4,60}? (?:is|was|are|teaches|writes|works|directs|leads|runs|covers|served|serves)\b"
)
