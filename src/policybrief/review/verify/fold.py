"""Text without its typography, in which the same words are the same characters; and the way back to the text itself.

Quotation marks of every kind are one, dashes are hyphens without spaces round them, an ellipsis is three full stops,
blanks of every kind and number are one, ligatures are letters, and what nobody sees is gone. Letters keep their case.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policybrief.text.records import dataclass

_ONE_FOR_ONE = {
    **dict.fromkeys(map(ord, '“”„«»‟″"‘’‚‛′`ʼ‹›「」『』＂＇'), "'"),
    **dict.fromkeys(map(ord, "–—―‐‑‒−－⸺"), "-"),
    **{ord(raised): f"^{digit}" for raised, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)},  # 10² is not 102
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x02), None),  # soft hyphens, joiners, pdfium's
}
_MELTING = frozenset(chr(char) for char, new in _ONE_FOR_ONE.items() if new is None or len(str(new)) > 1)
"""What becomes nothing, or several characters."""
_STEPS = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?(?:-[ -]*)+"), "-"),
    (re.compile(r"\. ?\. ?\."), "..."),
    (re.compile(r"''+"), "'"),  # LaTeX's, and a quotation that ends in a quotation
)
_CLUSTER = re.compile(r".[\u0300-\u036f\u1ab0-\u1aff\u1160-\u11ff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*", re.DOTALL)
"""A character and what is set upon it: they become one together."""


def fold(text: str) -> str:
    """The folded text."""
    folded = _normal(text)
    for pattern, new in _STEPS:
        folded = pattern.sub(new, folded)
    return folded


def lower(text: str) -> str:
    """In small letters, each in its place: what has no single small letter stays."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(each if len(each) == 1 else char for char in text for each in (char.lower(),))
    return small


@dataclass(frozen=True)
class Folded:
    """A folded text, and for each of its characters where in the text it comes from."""

    text: str
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """The same as `fold`, slower, with the way back."""
        cells = [
            (char, match.start(), match.end()) for match in _CLUSTER.finditer(text) for char in _normal(match.group())
        ]
        for pattern, new in _STEPS:
            folded = "".join(char for char, _, _ in cells)
            after, last = [], 0
            for match in pattern.finditer(folded):
                start, end = cells[match.start()][1], cells[match.end() - 1][2]
                after += [*cells[last : match.start()], *((char, start, end) for char in new)]
                last = match.end()
            cells = [*after, *cells[last:]]
        return cls("".join(char for char, _, _ in cells), tuple((start, end) for _, start, end in cells))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text itself a piece of the folded text stands."""
        piece = self.places[start:end]
        return (piece[0][0], piece[-1][1]) if piece else (0, 0)


def span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where in a text a piece of its folded text stands; the whole text, where characters melt that can't be told."""
    folded = fold(text)
    if text.translate(_ONE_FOR_ONE) == folded and _MELTING.isdisjoint(text):  # each character became one
        return start, end
    mapped = Folded.of(text)
    return mapped.back(start, end) if mapped.text == folded else (0, len(text))


def same_word(text: str, place: int) -> bool:
    """Whether a word, or a number such as 4,300, goes on from the character before `place` to the one at it.

    Ideographs are words of their own.
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before in ".,":
        return place > 1 and text[place - 2].isdigit() and after.isdigit()
    if after in ".,":
        return before.isdigit() and text[place + 1 : place + 2].isdigit()
    return all(char.isalnum() and not "\u2e80" <= char <= "\uffef" for char in (before, after))


def words(text: str) -> list[tuple[str, int, int]]:
    """A folded text's words in small letters, each with its place; an ideograph is one."""
    small = lower(text)
    word = _WORD if small.isascii() else _word_or_ideograph()
    return [(match.group(), *match.span()) for match in word.finditer(small)]


_WORD = re.compile(r"\w+(?:'[^\W\d_]+)?")


@lru_cache(maxsize=1)
def _word_or_ideograph() -> re.Pattern[str]:
    """A pattern that is slow to compile, and seldom needed."""
    return re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\W\u2e80-\u9fff\uf900-\ufaff]+(?:'[^\W\d_]+)?")


def _normal(text: str) -> str:
    if text.isascii():
        return text.translate(_ONE_FOR_ONE)
    return unicodedata.normalize("NFKC", text.translate(_ONE_FOR_ONE)).translate(_ONE_FOR_ONE)
