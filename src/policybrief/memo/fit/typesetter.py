"""A text set as words: a face for each character, measured, and divided into words.

What a text becomes depends on its value alone, but for the structure element that owns it: so words that were set are
kept by that value, with where their lines ended, and bound to their element anew for each page that they stand on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, chain
from operator import is_

from policybrief.locale.locale import Locale
from policybrief.memo.fit.lines import balanced, lines
from policybrief.memo.fit.words import MemoWord, WordLook, WordPiece, divided, width_of
from policybrief.pdf.faces import TIE, Face, Faces
from policybrief.pdf.ink import Node
from policybrief.text import breaks, scripts
from policybrief.text.records import dataclass, replace
from policybrief.text.run import FALL, Run, Text

SIGN = TIE * 3
"""The room of a sign that is drawn."""
_CJK = breaks.IDEOGRAPHS


@dataclass(frozen=True)
class MissingCharacter:
    """A character that no face can draw, and the run that has it."""

    char: str
    run: Run


@dataclass(frozen=True, eq=False)
class SetText:
    """A text as words, whoever's it is: `own` stands for the element that it will belong to, and what is inline in it
    below that for an inline element of that one's. What can't be drawn of it is `missing`.
    """

    words: tuple[MemoWord, ...]
    own: Node
    missing: tuple[MissingCharacter, ...]

    def bound(self, node: Node) -> list[MemoWord]:
        """The words as the element's own."""
        nodes = _Bound({self.own: node})
        made = []
        for pieces, width, space, dictionary in self.words:
            own = [
                WordPiece(text, face, look, nodes[of], url, wide, path, whole)
                for text, face, look, of, url, wide, path, whole in pieces
            ]
            made.append(MemoWord(tuple(own), width, space, dictionary))
        return made


class _Bound(dict[Node, Node]):
    """What stands for the elements of a text that is kept: what is inline in it is made when it is first asked for."""

    def __missing__(self, known: Node) -> Node:
        assert known.parent
        made = self[known] = self[known.parent].inline(known.tag, alt=known.alt, lang=known.lang)
        return made


class Typesetter:
    """Prepares texts. What can't be drawn is gathered in `missing`, so that all of it is reported at once."""

    def __init__(self, faces: Faces, locale: Locale) -> None:
        self.faces = faces
        self.missing: list[MissingCharacter] = []
        self._setting = _Setting(faces, locale)

    def set(self, text: Text, look: WordLook, space_after: bool = False) -> SetText:
        """The words of `text`, nobody's yet. `space_after` says that more follows on the same line."""
        made = _set(self._setting, text, look, space_after)
        self.missing += made.missing
        return made

    def words(self, text: Text, look: WordLook, node: Node, space_after: bool = False) -> list[MemoWord]:
        """The same, all of them `node`'s, or of a link or reference in it."""
        return self.set(text, look, space_after).bound(node)


@lru_cache(maxsize=1024)
def _set(setting: _Setting, text: Text, look: WordLook, space_after: bool) -> SetText:
    return setting.set(text, look, space_after)


@lru_cache(maxsize=8192)
def line_ends(texts: tuple[SetText, ...], width: float, balance: bool) -> tuple[int, ...]:
    """Where the lines of texts that stand one after the other begin and end, as numbers of their words; nothing where a
    word is divided.
    """
    words = list(chain.from_iterable(text.words for text in texts))
    broken = (balanced if balance else lines)(words, width)
    ends = (0, *accumulate(map(len, broken)))
    is_whole = ends[-1] == len(words) and all(map(is_, words, chain.from_iterable(broken)))
    return ends if is_whole else ()


class _Setting:
    """What words are made of beside their text and look: faces, and a language with its ties.

    Two are the same where their faces are the very same objects, for a face whose file was edited is another.
    """

    def __init__(self, faces: Faces, locale: Locale) -> None:
        self._faces, self._dictionary, self._lang = faces, locale.hyphenation, locale.name
        self._ties = breaks.ties(locale.months, locale.first_day, locale.ties["before"], locale.ties["after"])
        self._wide = _wide(locale.wide_marks)
        known = (*faces.styles.values(), faces.fallback, faces.fallback_bold)
        self._key = (*map(id, known), self._dictionary, self._lang, self._ties, self._wide)
        self._hash = hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Setting) and self._key == other._key

    def __hash__(self) -> int:
        return self._hash

    def set(self, text: Text, look: WordLook, space_after: bool) -> SetText:
        """A text as words that are nobody's yet."""
        own, missing, pieces = Node(""), list[MissingCharacter](), list[WordPiece]()
        inline: Node | None = None
        before: Run | None = None
        for run in text:
            if not _same_inline(before, run):
                inline = _inline_of(run, text, own)
            owner = inline or own
            for words, lang in scripts.stretches(run.text, self._lang):
                node = owner.inline("Span", lang=lang) if lang else owner
                pieces.extend(self._pieces(run, words, look, node, missing))
            before = run
        if space_after and pieces:
            face = self._faces.styles[look.family, look.bold, look.italic]
            pieces.append(WordPiece(" ", face, look, own, "", width_of(" ", face, look)))
        return SetText(tuple(divided(pieces, self._dictionary)), own, tuple(missing))

    def _pieces(
        self, run: Run, words: str, look: WordLook, node: Node, missing: list[MissingCharacter]
    ) -> Iterator[WordPiece]:
        """`words` of a run, set for `node`."""
        look = _of_run(run, look)
        if run.is_sign:
            look, room = _as_sign(look, run.text), self._faces.styles[look.family, look.bold, look.italic]
            yield WordPiece(SIGN, room, look, node, "", width_of(SIGN, room, look))
            return
        words = self._ties.sub(TIE, words)
        if look.upper:
            words = words.upper()
        for text, face in self._segments(words, look):
            if face is None:
                missing.append(MissingCharacter(text, run))
            else:
                yield WordPiece(text, face, look, node, run.link, width_of(text, face, look), run.path, run.whole)

    def _segments(self, words: str, look: WordLook) -> Iterator[tuple[str, Face | None]]:
        """Words in stretches of one face; the locale's wide marks beside an ideograph are of the East Asian face."""
        spare = self._faces.spare(look.bold) if self._wide else None
        for number, part in enumerate(self._wide.split(words) if self._wide and spare else [words]):
            if number % 2:
                yield part, spare
            elif part:
                yield from self._faces.segments(part, look.family, look.bold, look.italic)


def _inline_of(run: Run, text: Text, node: Node) -> Node | None:
    """The element for a link or a citation number."""
    if run.cite:
        return node.inline("Span")
    if run.struck:
        return node.inline("Span", alt=(Run(run.struck, run.path, run.at),))
    if run.link:
        label = "".join(other.text for other in text if other.link == run.link)
        said = label if label == run.link else f"{label} ({run.link})"
        return node.inline("Link", alt=(Run(said, run.path, run.at),))
    return None


def _same_inline(before: Run | None, run: Run) -> bool:
    """Whether two neighbours share a link, or are citation numbers both."""
    if before is None or before.struck != run.struck:
        return False
    return before.link == run.link and bool(before.cite) == bool(run.cite)


@lru_cache(maxsize=1024)
def _varied(look: WordLook, bold: bool, italic: bool, raised: bool, color: str) -> WordLook:
    if raised:
        return replace(
            look, bold=False, italic=False, color="muted", scale=look.scale * 0.66, rise=look.rise + 0.33 * look.scale
        )
    own = look.strong if bold and look.strong else look.color
    return replace(look, bold=look.bold or bold, italic=look.italic != italic, color=color or own)


def _of_run(run: Run, look: WordLook) -> WordLook:
    varied = _varied(look, run.bold, run.italic, run.raised, "link" if run.link else "")
    return _struck(varied) if run.struck else varied


@lru_cache(maxsize=64)
def _struck(look: WordLook) -> WordLook:
    return replace(look, struck=True)


@lru_cache(maxsize=64)
def _as_sign(look: WordLook, text: str) -> WordLook:
    return replace(look, tracking=0.0, sign="down" if text == FALL else "up")


@lru_cache(maxsize=16)
def _wide(marks: str) -> re.Pattern[str] | None:
    """The stretches of `marks` beside an ideograph."""
    if not marks:
        return None
    some = f"[{re.escape(marks)}]+"
    return re.compile(f"((?<=[{_CJK}]){some}|{some}(?=[{_CJK}]))")
