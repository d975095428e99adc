"""What readers of all formats make of an article: blocks of text, in their order, and what the file says of itself.

The text of an article is data. Characters that give orders to a terminal, turn a line round or show nothing are taken
out here, at the one place where blocks are made.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from typing import Literal

from policybrief.text.records import dataclass

Kind = Literal["title", "heading", "paragraph", "bullet", "line"]
"""A `line` is what plain text has: a heading or a paragraph, as its neighbours will show."""


@dataclass(frozen=True)
class Block:
    """A piece of text of one kind. `level` is that of a heading or of a list inside a list, from 1; `marker` is what
    stood before an entry of a list, "" for a mere bullet; `page` is 0 where there are none. `lead` counts the letters
    of a bold beginning, the heading that runs into its paragraph; an `aside` is in italics as a whole.
    """

    kind: Kind
    text: str
    level: int = 1
    marker: str = ""
    page: int = 0
    lead: int = 0
    aside: bool = False

    @property
    def words(self) -> int:
        return counted(self.text)


@dataclass(frozen=True)
class Author:
    """A person, or a body whose name is one piece: `family` alone."""

    family: str
    given: str = ""


@dataclass(frozen=True)
class Metadata:
    """What is known of an article; empty is what is not."""

    authors: tuple[Author, ...] = ()
    title: str = ""
    issued: str = ""
    container: str = ""
    publisher: str = ""
    url: str = ""
    doi: str = ""
    language: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Reading:
    """An article as a reader has it: `stated` is what its own text or markup says of it, `properties` what the file
    does, which may be a template's. `cut` counts the pieces left out as furniture; `notes` are for the user.
    """

    blocks: tuple[Block, ...]
    stated: Metadata = Metadata()
    properties: Metadata = Metadata()
    cut: int = 0
    notes: tuple[str, ...] = field(default=())


_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_JOINERS = "\u200c\u200d"
"""Which letters of Persian and of Indian scripts need."""


def clean(text: str) -> str:
    """One line of text: spaces are one, and what shows nothing or turns the line round is gone.

    Characters of categories C (control, format, surrogates, private use) and line ends are no text of an article.
    """
    kept = (char for char in _SPACES.sub(" ", text) if char in _JOINERS or unicodedata.category(char)[0] != "C")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip()


_HAN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


def counted(text: str) -> int:
    """How many words; of Chinese and Japanese, two characters are one."""
    return len(text.split()) + len(_HAN.findall(text)) // 2


_SHORT_LINE, _MOST_LINES = 60, 6


def loose(lines: list[str]) -> list[str]:
    """Lines that an author broke and that make no paragraph: an address, a signature, who wrote it and when; none of
    what is one.
    """
    short = all(len(line) <= _SHORT_LINE and not line[0].islower() for line in lines)
    return lines if short and 1 < len(lines) <= _MOST_LINES and not is_prose(" ".join(lines)) else []


_BULLET = re.compile(
    r"^\s*(?!\(c\)\s+(?:19|20)\d\d\b)(?:(?P<sign>o(?= {2})|[-*•●○▪■□►➢➤➔→◦‣–—+·✓\uf0b7\uf0a7])\s+"
    r"|(?P<tight>[•●▪■►➢◦‣\uf0b7\uf0a7])"
    r"|\(?(?P<number>R?\d{1,2}|[a-hA-H]|[ivx]{1,4})(?P<end>[.)]|(?<=\d)[°º])\s+(?=\S)"
    r"|(?P<code>(?![QA]\d)[A-Z]{1,2}\d{1,2})[.):]\s+(?=\S)"
    r"|(?P<han>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳])\s*)"
)


def bulleted(line: str) -> tuple[str, str] | None:
    """The marker of an entry of a list ("" for a bullet) and its text; None for a line that is none."""
    match = _BULLET.match(line)
    if not match or not line[match.end() :].strip():
        return None
    number = match["number"]
    marker = f"{number}{match['end']}" if number else (match["code"] or match["han"] or "").strip()
    return marker, line[match.end() :].strip()


_SIGN = re.compile(r"^\s*(?:[•●○▪■□►➢➤➔→◦‣\uf0b7\uf0a7]|[（(][一二三四五六七八九十]{1,3}[）)](?=.*[。；]))\s*(?=\S)")


def signed(text: str) -> str:
    """The text of a paragraph that a bullet or a number of Han makes an entry of a list; "" for another."""
    return _SIGN.sub("", text) if _SIGN.match(text) else ""


_ENDED = re.compile(r"[.!?:;…。！？：；][”’\"')\]»」』]*(?:\[?\d{1,3}\]?)?$")
_HEADING_WORDS, _HEADING_LETTERS, _NUMBERED_WORDS = 16, 120, 7


def is_prose(text: str) -> bool:
    """Whether a line is a sentence or more: long enough, and ended as one."""
    return counted(text) >= 12 and bool(_ENDED.search(text))


def may_head(text: str) -> bool:
    """Whether a line may be a heading: short, begun with a capital or a number, and not ended as a sentence."""
    if not 1 <= counted(text) <= _HEADING_WORDS or len(text) > _HEADING_LETTERS:
        return False
    is_counted = re.match(r"(?:\d+\.?|[IVX]+\.)\s", text) and counted(text) <= _NUMBERED_WORDS
    if re.search(r"[.;,。；，]$|[.;] \([^()]{1,40}\)$", text) and not is_counted:
        return False
    first = text[0]
    return first.isupper() or first.isdigit() or bool(_HAN.match(first)) or first in '¿¡“‘"«'
