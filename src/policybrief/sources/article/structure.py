"""Blocks as an article: what stands above it, its sections with their passages, and what follows when it is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from policybrief.sources.article import body, turns, words
from policybrief.sources.article.blocks import Author, Block, counted, is_prose, may_head
from policybrief.sources.article.bylines import is_byline
from policybrief.sources.article.snapshot import ArticleSection, Kind, Passage, numbered
from policybrief.text.records import dataclass

_LEAD_IN_WORDS = 4
"""From so many words on, a line with a colon announces the list below it, and heads nothing."""


@dataclass(frozen=True)
class Heading:
    """A section, how deep it lies, and its heading as it stands there, its number included."""

    section: ArticleSection
    level: int
    words: str


@dataclass(frozen=True)
class Article:
    """An article in its parts. `headings` has its sections in their order, those without passages too; `cut` are the
    blocks inside of it that are furniture.
    """

    masthead: tuple[Block, ...]
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    end: tuple[Block, ...]
    cut: tuple[Block, ...] = ()

    @cached_property
    def by_section(self) -> dict[ArticleSection, list[Passage]]:
        """The passages of each section that has some."""
        passages: dict[ArticleSection, list[Passage]] = {}
        for passage in self.passages:
            passages.setdefault(passage.section, []).append(passage)
        return passages

    @cached_property
    def quoted(self) -> frozenset[Passage]:
        """The passages that are somebody else's words as a whole: each below a paragraph like "The minister said:", and
        each that begins like "The ministry's response.".
        """
        return frozenset(
            below
            for above, below in pairwise(self.passages)
            if below.kind == "paragraph" and words.has("quotes_next", above.text)
        ) | frozenset(each for each in self.passages if words.pattern("replies").match(each.text))

    @cached_property
    def is_interview(self) -> bool:
        return any(heading.section.speaker for heading in self.headings)

    @cached_property
    def words(self) -> int:
        return sum(counted(passage.text) for passage in self.passages)


def of(blocks: Sequence[Block], authors: tuple[Author, ...] = (), *, keep_all: bool = False) -> Article:
    """The article in these blocks; `authors` are known to be its own. With `keep_all`, all of it is its body."""
    start, end = (0, len(blocks)) if keep_all else body.bounds(blocks, authors)
    inside = [block for block in blocks[start:end] if keep_all or not _is_furniture(block)]
    cut = () if keep_all else tuple(block for block in blocks[start:end] if _is_furniture(block) or _is_mast(block))
    inside = [block for block in inside if keep_all or not _is_mast(block)]
    masthead = (*blocks[:start], *(block for block in cut if _is_mast(block)))
    headings, passages = _sections(inside, authors)
    return Article(
        masthead, headings, passages, tuple(blocks[end:]), tuple(block for block in cut if not _is_mast(block))
    )


def _is_mast(block: Block) -> bool:
    return block.kind in ("line", "paragraph") and block.words < 12 and is_byline(block)


def _is_furniture(block: Block) -> bool:
    return block.kind != "bullet" and block.words < 20 and words.is_one("furniture", block.text)


def _sections(blocks: Sequence[Block], authors: tuple[Author, ...]) -> tuple[tuple[Heading, ...], tuple[Passage, ...]]:
    speakers = turns.speakers(
        [block.text for block in blocks if block.kind != "bullet"], {author.family for author in authors}
    )
    named = _named_turns(blocks, speakers)
    headings = [Heading(ArticleSection(0, ""), 1, "")]
    parts: list[tuple[ArticleSection, Kind, str, int]] = []
    shapes: dict[int, Block] = {}
    has_plain = any(block.kind == "heading" for block in blocks)
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        section = headings[-1].section
        if at in named:
            title, speaker, text = named[at]
            section = ArticleSection(len(headings), title, speaker)
            headings.append(Heading(section, 9, title))
            if text:
                parts.append((section, "paragraph", text, block.page))
            continue
        if _is_heading(block, following, section.speaker):
            section = ArticleSection(len(headings), words.unnumbered(block.text).rstrip(":").strip(), "")
            headings.append(Heading(section, _level(block, has_plain), f"{block.marker} {block.text}".strip()))
            continue
        parts.append((section, "bullet" if block.kind == "bullet" else "paragraph", block.text, block.page))
        shapes[len(parts) - 1] = block
    passages = enumerate(numbered(parts))
    return tuple(headings), tuple(_shaped(passage, shapes.get(at)) for at, passage in passages)


def _shaped(passage: Passage, block: Block | None) -> Passage:
    """A passage with what its block's looks say of it."""
    if block is None:
        return passage
    return replace(passage, lead=block.lead, marker=block.marker, depth=block.level if block.kind == "bullet" else 0)


def _level(block: Block, has_plain: bool) -> int:
    """How deep a heading lies; where only its looks tell, capitals stand above numbers."""
    if block.kind in ("heading", "title"):
        return block.level
    depth = re.match(r"\d+((?:\.\d+)*)", block.text)
    deep = len(depth[1]) // 2 if depth else 0
    return (6 if has_plain else 3) if block.marker else 1 + deep if block.text.isupper() else 2 + deep


def _is_heading(block: Block, following: Block | None, speaker: str) -> bool:
    if block.kind in ("heading", "title"):
        return not (speaker and block.text.endswith("?") and block.level > 5)
    if block.text.endswith("?") and speaker:
        return False
    goes_on = following is not None and (
        body.is_text(following) or following.kind in ("bullet", "heading") or following.words > 20
    )
    if block.kind == "bullet":
        digits = re.fullmatch(r"\(?(?:\d{1,2}|[IVX]{1,4}|[A-H])[.)]|[一二三四五六七八九十]{1,3}、", block.marker)
        prose_below = following is not None and following.kind != "bullet" and following.words > 14
        is_letter = not block.marker.strip("(.)").isdigit() and following is not None and following.marker[:1].isdigit()
        prose_below = prose_below or (is_letter and following is not None and following.words > 14)
        named = block.words < _LEAD_IN_WORDS and (block.text.isupper() or words.is_one("recommendations", block.text))
        counts_on = following is not None and following.text.startswith(f"{block.marker.strip('().')}.1 ")
        return bool(digits) and block.words <= 12 and may_head(block.text) and (prose_below or named or counts_on)
    if (
        block.kind != "line"
        or not may_head(block.text)
        or is_prose(block.text)
        or (block.text.endswith((":", "：")) and block.words > 6)
    ):
        return False
    if block.text.endswith((":", "：")) and words.has("should", block.text):  # "6 The Ministry should:"
        return False
    if _UNFINISHED.search(block.text) and words.has("urges", block.text):  # "I therefore recommend that you"
        return False
    if block.text.endswith((":", "：")) and following is not None and following.kind == "bullet":
        named = words.is_one("summary", block.text) or words.is_one("recommendations", block.text)
        return named and block.words < _LEAD_IN_WORDS
    next_heads = following is not None and following.kind == "line" and may_head(following.text) and block.words < 8
    known = words.is_one("summary", block.text) or (words.is_one("recommendations", block.text) and block.words < 5)
    says = following is not None and following.words > _LEAD_IN_WORDS and not may_head(following.text)
    announces = following is not None and following.text.endswith((":", "："))
    return goes_on or ((next_heads or says) and known) or (announces and bool(_ONE.match(block.text)))


_UNFINISHED = re.compile(r"\b(?:that|to|you|the following)$", re.IGNORECASE)
_ONE = re.compile(rf"(?:{words.pattern('label').pattern})\s*(?:n[o°º]\.?\s*)?\d{{1,2}}\s*[.:–—-]\s+\S", re.IGNORECASE)
"""The heading of one recommendation: `Recommendation 3 – Improve data`."""


def _named_turns(blocks: Sequence[Block], speakers: frozenset[str]) -> dict[int, tuple[str, str, str]]:
    """By the place of their first block: the turns' titles, speakers and first words."""
    begun = {
        at: turn
        for at, block in enumerate(blocks)
        if block.kind != "bullet" and (turn := turns.begun(block.text, speakers))
    }
    ends = [*sorted(begun)[1:], *([len(blocks)] if begun else [])]
    said = [
        (
            at,
            begun[at][0],
            " ".join(
                (
                    begun[at][1],
                    *(block.text for block in blocks[at + 1 : end] if block.kind not in ("heading", "title")),
                )
            ),
        )
        for at, end in zip(sorted(begun), ends, strict=True)
    ]
    titles = turns.titles([(speaker, text) for _, speaker, text in said])
    return {at: (title, speaker, begun[at][1]) for (at, speaker, _), title in zip(said, titles, strict=True)}
