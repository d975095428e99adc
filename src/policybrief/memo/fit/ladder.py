"""The ladder of content: what a memo gives up, step by step and each step whole, before it is too long for its page.

First all texts stand in full. Then the items of a list stand in their short form, all that have one together, the list
that gains most first. Then parts that the brief calls optional are left out, in the brief's order. At each of these
steps what an item means for who reads it stands on a line of its own, or where that is too much after the item's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from policybrief.text.blocks import Block, Section
from policybrief.text.document import Memo, runs
from policybrief.text.exhibits import KeyFigures, Picture
from policybrief.text.items import Item, Items
from policybrief.text.records import dataclass
from policybrief.text.run import path_of, plain


@dataclass(frozen=True, slots=True)
class ContentStep:
    """A step: the lists in their short form by their names, the rank up to which optional parts are left out, and
    whether what items mean for who reads them is run in. `beside` says that key figures stand in the margin, where they
    take no room from words; `pictures` how high pictures are, as a share of what they may be.
    """

    short: frozenset[str] = frozenset()
    left_out: int = 0
    run_in: bool = False
    beside: bool = False
    pictures: float = 1.0

    def without(self, rank: int) -> bool:
        """Whether parts of that rank are left out."""
        return 0 < rank <= self.left_out


@dataclass(frozen=True, slots=True)
class Cut:
    """What goes at a step: with the optional parts of a `rank`, or with the full texts of the list of that `name`.

    Key figures are on the page `beside` the text, or in it: what says them in one of the two ways goes in the other,
    and in the margin they go with no rank.
    """

    rank: int = 0
    name: str = ""
    beside: Literal["", "kept", "in margin", "in text"] = ""

    def made(self, content: ContentStep) -> bool:
        if content.beside and self.beside:
            return self.beside == "in text"
        return (
            self.beside == "in margin" or content.without(self.rank) or (bool(self.name) and self.name in content.short)
        )


_SMALLER = (0.7, 0.45)
"""The shares of their height to which pictures shrink before words give way."""


def steps(memo: Memo) -> list[ContentStep]:
    """All steps, from all that the memo could say to the least that it has to."""
    contents = [ContentStep()]
    for name in _by_gain(memo):
        contents.append(replace(contents[-1], short=contents[-1].short | {name}))
    contents += [
        replace(contents[-1], left_out=rank) for rank in sorted({rank for rank, _ in optional(memo, contents[0])})
    ]
    if any(isinstance(block, Picture) for block in _all(memo.blocks)):
        smaller = [replace(contents[0], pictures=share) for share in _SMALLER]
        contents = [contents[0], *smaller, *(replace(content, pictures=_SMALLER[-1]) for content in contents[1:])]
    if any(item.note for block in _lists(memo.blocks) for item in block.items):
        contents = [replace(content, run_in=run_in) for content in contents for run_in in (False, True)]
    if any(isinstance(block, KeyFigures) for block in _all(memo.blocks)):
        contents = [replace(content, beside=beside) for content in contents for beside in (True, False)]
    return contents


def in_text(content: ContentStep) -> ContentStep:
    """The same without figures in the margin."""
    return replace(content, beside=False)


def is_figures(block: Block) -> bool:
    """Whether a block is key figures and nothing else, so that in the margin no room is left for it in the text."""
    if isinstance(block, Section):
        return all(map(is_figures, block.blocks))
    return isinstance(block, KeyFigures)


def gone(block: Block, content: ContentStep) -> bool:
    """Whether a block is not on the page at a step."""
    return content.without(rank_of(block)) and not (content.beside and is_figures(block))


def name_of(block: Items) -> str:
    """What a list is called where it has short forms: "judgments", the brief's word for what its items come from."""
    shorts = [item.short for item in block.items if item.short]
    return str(next(iter(path_of(shorts[0])), block.at)) if shorts else ""


def rank_of(block: Block) -> int:
    """When a block is left out: a section goes at last with the last of its blocks."""
    if block.__class__ is Section and not block.optional:
        ranks = [rank_of(inner) for inner in block.blocks]
        return max(ranks) if all(ranks) else 0
    return getattr(block, "optional", 0)


def reduced(memo: Memo, content: ContentStep) -> Memo:
    """The memo as it stands at a step."""
    sources = memo.sources
    if sources and content.without(sources.note_optional):
        sources = replace(sources, note=())
    if sources and sources.closing:
        sources = replace(
            sources, closing=tuple(said for said in sources.closing if not content.without(said.optional))
        )
    blocks = tuple(_reduced(memo.blocks, content))
    if sources and sources.footnotes:
        shown = {run.footnote for run in runs(blocks)}
        sources = replace(sources, footnotes=tuple(note for note in sources.footnotes if note[0] in shown))
    return replace(memo, blocks=blocks, sources=sources)


def lists_of_footnotes(memo: Memo) -> dict[str, str]:
    """The lists by whose names footnotes go that only texts lead to which have a short form."""
    found: dict[str, str] = {}
    for block in _lists(memo.blocks):
        for item in block.items if (name := name_of(block)) else ():
            marks = {run.footnote for run in runs((item.text, item.more))} - {run.footnote for run in runs(item.short)}
            found |= dict.fromkeys(marks, name) if item.short else {}
    return found


def _reduced(blocks: Iterable[Block], content: ContentStep) -> Iterator[Block]:
    for block in blocks:
        if gone(block, content):
            continue
        if isinstance(block, Section):
            yield replace(block, blocks=tuple(_reduced(block.blocks, content)))
        elif isinstance(block, Items) and any(item.short for item in block.items):
            short = name_of(block) in content.short
            yield replace(
                block,
                items=tuple(
                    replace(item, text=item.short, short=(), more=())
                    if short and item.short
                    else replace(item, short=())
                    for item in block.items
                ),
            )
        else:
            yield block


def in_short(memo: Memo, content: ContentStep) -> str:
    """What stands in its short form, in the brief's words: "judgments", or "judgments 2, 4" where not all do."""
    said = []
    for block in _lists(memo.blocks):
        name = name_of(block)
        if name and name in content.short and not content.without(rank_of(block)):
            shorts = [item.number or str(place) for place, item in enumerate(block.items, 1) if item.short]
            said.append(name if len(shorts) == len(block.items) else f"{name} {', '.join(shorts)}")
    return joined(list(dict.fromkeys(said)))


def joined(words: list[str]) -> str:
    """A, B and C."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _by_gain(memo: Memo) -> list[str]:
    """The lists with short forms, first the one that has most characters to give."""
    gains: dict[str, int] = {}
    for block in _lists(memo.blocks):
        if name := name_of(block):
            gains[name] = gains.get(name, 0) + sum(map(_gain, block.items))
    return sorted(gains, key=lambda name: -gains[name])


def _gain(item: Item) -> int:
    more = sum(len(run.text) for run in runs(item.more) if not run.cite)
    return len(plain(item.text)) + more - len(plain(item.short)) if item.short else 0


def _lists(blocks: Iterable[Block]) -> Iterator[Items]:
    for block in blocks:
        if isinstance(block, Items):
            yield block
        elif isinstance(block, Section):
            yield from _lists(block.blocks)


def optional(memo: Memo, content: ContentStep) -> Iterator[tuple[int, str]]:
    """What can be left out: its rank and its place in the template; but for what stands in the margin at a step."""
    blocks = (block for block in _all(memo.blocks) if not (content.beside and is_figures(block)))
    yield from ((rank, block.at) for block in blocks if (rank := rank_of(block)))
    if memo.sources and memo.sources.note and memo.sources.note_optional:
        yield memo.sources.note_optional, memo.sources.at
    closing = memo.sources.closing if memo.sources else ()
    yield from ((said.optional, said.at) for said in closing if said.optional)


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from _all(block.blocks)
