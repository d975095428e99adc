"""What is said, in which blocks: the `Deck` and the `Memo` that compose makes and fit takes. No sizes, no places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field, fields
from functools import cache, lru_cache
from typing import ClassVar, Literal

from policybrief.text.blocks import Block, SourceList
from policybrief.text.exhibits import Matrix, Table
from policybrief.text.items import Fields
from policybrief.text.prose import Bullets, Paragraph
from policybrief.text.records import HashedOnce, dataclass
from policybrief.text.run import Run, Text


@dataclass(frozen=True, slots=True)
class Slide(HashedOnce):
    """One slide: what stands on it, and what the speaker says. A cover has `fields`: for whom, from whom, when.

    Links lead to its `id`. `number` is that of the judgment that the slide is about; `back` leads on from its foot.
    `footnotes` are those of its texts, with their marks: the ones that are shown stand behind its sources.
    One that `shares` may stand below the slide before it, where both say little.
    """

    layout: Literal["title", "section", "content", "closing"]
    title: Text
    blocks: tuple[Block, ...] = ()
    kicker: Text = ()
    subtitle: Text = ()
    source: Text = ()
    notes: tuple[Paragraph | Bullets, ...] = ()
    section: str = ""
    at: str = ""
    fields: Fields = ()
    id: str = ""
    number: str = ""
    back: Text = ()
    footnotes: tuple[tuple[str, Text], ...] = ()
    shares: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What both documents say about themselves: plain words, the brief's date, and the SHA-256 of its file.

    `author` is in one line who wrote it; `authors` are their names, where several are named.
    """

    title: str
    author: str
    subject: str
    lang: str
    marking: str
    date: dt.date
    brief_hash: str = ""
    audience: str = ""
    keywords: str = ""
    authors: tuple[str, ...] = field(default=(), repr=False)  # said by `author` too, for who hashes what is shown


@dataclass(frozen=True, slots=True)
class Deck:
    """`markings` are lines; `designation` is the block that says who controls the content (CUI). `continued` is what
    stands after the title of a slide that goes on on others.
    """

    kind: ClassVar[Literal["deck"]] = "deck"
    slides: tuple[Slide, ...]
    properties: Properties
    footer: Text = ()
    date: Text = ()
    markings: tuple[Text, ...] = ()
    designation: Fields = ()
    continued: str = "({number}/{count})"

    @property
    def on_pages(self) -> Iterator[Run]:
        """The runs on the slides: neither speaker notes nor what is small print."""
        for slide in self.slides:
            yield from runs((slide.title, slide.blocks))


@dataclass(frozen=True, slots=True)
class Memo:
    """`above` are the fields that stand before the title, `fields` those after it.

    A title with a label ("Subject") is a line among them. `aside` stands at the kicker's end. `optional` has the names
    of what may be left out, by rank.
    """

    kind: ClassVar[Literal["memo"]] = "memo"
    title: Text
    blocks: tuple[Block, ...]
    properties: Properties
    kicker: Text = ()
    aside: Text = ()
    above: Fields = ()
    title_label: Text = ()
    fields: Fields = ()
    sources: SourceList | None = None
    markings: tuple[Text, ...] = ()
    designation: Fields = ()
    kicker_align: Literal["left", "center"] = "left"
    optional: tuple[str, ...] = ()

    @property
    def on_pages(self) -> Iterator[Run]:
        """The runs on the page."""
        return runs(self)


def runs(node: object) -> Iterator[Run]:
    """All runs below a document, a slide or a block, in reading order.

    A table's alternative text is none of them: it is made of the texts around it, which would count twice. Nor is the
    table that it is a part of, or what the entries of a list of notes are made of.
    """
    waiting = [node]
    while waiting:
        node = waiting.pop()
        kind: type = type(node)
        if isinstance(node, Run):
            yield node
        elif isinstance(node, tuple):
            waiting += node[::-1]
        elif kind is Slide:
            yield from _in_slide(node)
        elif (names := _holding(kind)) is not None:
            # most of what it has are words for the program: no text of the brief
            waiting += [value for name in names if (value := getattr(node, name)) and not isinstance(value, str)]


@lru_cache(maxsize=256)
def _in_slide(slide: Slide) -> tuple[Run, ...]:
    """The runs of a slide. Kept, for several stages look through all of them, and an edit changes few slides."""
    return tuple(runs(tuple(getattr(slide, each.name) for each in fields(slide))))


@cache
def _holding(kind: type) -> tuple[str, ...] | None:
    """The fields of a kind of part that hold runs, the last first; None for what is no part."""
    known = getattr(kind, "__dataclass_fields__", None)
    left_out = {"alt", "whole"} if issubclass(kind, Table | Matrix) else {"notes"} if kind is SourceList else set()
    return None if known is None else tuple(name for name in reversed(known) if name not in left_out)
