"""Words as lines no wider than a column, at any size: all measures are in type sizes.

A line takes as many words as fit. A word is cut only where it is wider than its column, and divided with a hyphen where
that helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.memo.fit import hyphens
from policybrief.memo.fit.words import MemoWord, WordPiece, alike, cut, part, word_of
from policybrief.pdf.faces import TIE
from policybrief.text.wordcount import is_ideograph

# A last line with fewer characters takes words from the line before it, of which so much of the column is left; and a
# pause is near where so much is.
_LAST_LINE, _LEFT, _NEAR = 20, 0.45, 0.68
_PAUSE, _WIDE_PAUSE = re.compile(r"[;:；：，。]\s*$"), re.compile("[；：，。]$")
# In a column narrower than so many type sizes words are divided, where this share of the line would stay empty.
_NARROW, _LOOSE = 16.0, 0.25
_COLON = re.compile(r"[:：]\s*$")
_ROUNDING = 1e-6
_TIED = re.compile(f"(?<=[^{TIE}]){TIE}(?=[^{TIE}])")


def lines(words: Sequence[MemoWord], width: float) -> list[list[MemoWord]]:
    """`words` in lines no wider than `width`, as full as can be, but that the last has twenty characters or more.

    A word is divided where it is wider than a line, and in a narrow column where that saves a line.
    """
    broken = _undivided(words, width)
    if width < _NARROW and len(broken) > 1:
        divided = _filled(words, width, divide=True)
        if len(divided) < len(broken):
            broken = divided
            _mend_end(broken, width)
    return broken


def _undivided(words: Sequence[MemoWord], width: float) -> list[list[MemoWord]]:
    """Lines without a hyphen, but in a word that is wider than a line."""
    filled = _filled(words, width, divide=False)
    _mend_end(filled, width)
    return filled


def _filled(words: Sequence[MemoWord], width: float, *, divide: bool) -> list[list[MemoWord]]:
    """Lines as full as can be; if `divide`, with hyphens at the end of those that would stay loose."""
    rows: list[list[MemoWord]] = []
    line: list[MemoWord] = []
    room, most = width, width + _ROUNDING
    wide = any(word.width > most for word in words)
    for word in _fitting(words, width) if wide else words:
        rest = word
        if line and word.width > room + _ROUNDING:
            if divide and room > _LOOSE * width and (parts := _hyphenated(word, room)):
                line.append(parts[0])
                rest = parts[1]
            rows.append(line)
            line, room = [], width
        line.append(rest)
        room -= rest.width + rest.space
    if line:
        rows.append(line)
    return rows


def _fitting(words: Sequence[MemoWord], width: float) -> Iterator[MemoWord]:
    for word in words:
        *before, rest = untied(word, width)
        yield from before
        while rest.width > width + _ROUNDING and (parts := _hyphenated(rest, width)):
            yield parts[0]
            rest = parts[1]
        if rest.width > width + _ROUNDING:
            yield from _shattered(rest, width)
        else:
            yield rest


def untied(word: MemoWord, width: float) -> list[MemoWord]:
    """Words that are tied, as they stand in lines: one word, or where no line holds it, parts of about one length."""
    if word.width <= width + _ROUNDING:
        return [word]
    text = "".join(piece.text for piece in word.pieces)
    ties = [match.start() for match in _TIED.finditer(text)]
    if not ties:
        return [word]
    middle = min(ties, key=lambda at: abs(2 * at - len(text)))
    head, tail = _halved(word.pieces, middle + 1)
    head[-1] = part(head[-1], f"{head[-1].text[:-1]} ")
    first, second = (word_of(_joined(half), word.dictionary) for half in (head, tail))
    return [*untied(first, width), *untied(second._replace(space=word.space), width)]


def is_cut(words: Sequence[MemoWord], width: float) -> bool:
    """Whether a word is wider than a column, and no hyphen makes it fit."""
    for whole in (each for word in words for each in untied(word, width)):
        rest = whole
        while rest.width > width + _ROUNDING:
            parts = _hyphenated(rest, width)
            if parts is None:
                return True
            rest = parts[1]
    return False


def _hyphenated(word: MemoWord, room: float) -> tuple[MemoWord, MemoWord] | None:
    """The most of a word that fits with a hyphen, and the rest of it."""
    if not word.dictionary or any(piece.node.lang or piece.look.rise for piece in word.pieces):
        return None
    text = "".join(piece.text for piece in word.pieces)
    capitals = all(piece.look.upper for piece in word.pieces)
    for point in reversed(hyphens.points(text.lower() if capitals else text, word.dictionary)):
        head, tail = _halved(word.pieces, point)
        last = head[-1]
        if not last.face.has(hyphens.SIGN):
            return None
        sign = cut(last, hyphens.SIGN)
        if sum(piece.width for piece in (*head, sign)) <= room:
            return word_of(_joined([*head, sign])), word_of(tail, word.dictionary)
    return None


def _halved(pieces: Sequence[WordPiece], point: int) -> tuple[list[WordPiece], list[WordPiece]]:
    """Pieces before and after a place in their text."""
    head: list[WordPiece] = []
    tail: list[WordPiece] = []
    for piece in pieces:
        first, second = piece.text[: max(point, 0)], piece.text[max(point, 0) :]
        head += [part(piece, first)] if first else []
        tail += [part(piece, second)] if second else []
        point -= len(piece.text)
    return head, tail


def _shattered(word: MemoWord, width: float) -> Iterator[MemoWord]:
    """A word wider than its column, cut into parts that fit; a combining mark stays with its letter."""
    waiting: list[WordPiece] = []
    room = width
    for piece in word.pieces:
        for cluster in re.findall(r".[\u0300-\u036f\u3099\u309a]*", piece.text, re.DOTALL):
            letter = cut(piece, cluster)
            if waiting and letter.width > room and cluster != " ":
                yield word_of(_joined(waiting))
                waiting, room = [], width
            waiting.append(letter)
            room -= letter.width
    if waiting:
        yield word_of(_joined(waiting))


def _joined(pieces: list[WordPiece]) -> list[WordPiece]:
    """Neighbours of one look as one piece."""
    joined: list[WordPiece] = []
    for piece in pieces:
        if joined and alike(joined[-1], piece) and joined[-1].path == piece.path:
            last = joined[-1]
            joined[-1] = last._replace(text=last.text + piece.text, width=last.width + piece.width)
        else:
            joined.append(piece)
    return joined


def _mend_end(broken: list[list[MemoWord]], width: float) -> None:
    """Give a short last line the company of words from the line before: from behind a semicolon or colon where one is
    near, or a comma between ideographs; or else just as many as it needs.
    """
    if len(broken) < 2 or line_width(broken[-1]) > _LAST_LINE:
        return
    *_, before, last = broken
    letters = _letters(last)
    if letters >= _LAST_LINE or before[-1].pieces[-1].text.endswith(hyphens.SIGN):
        return
    head, tail = line_width(before) + before[-1].space, line_width(last)
    enough = 0
    for start in range(len(before) - 1, 0, -1):
        moved = before[start]
        head, tail = head - moved.width - moved.space, tail + moved.width + moved.space
        letters += _letters([moved])
        if tail > width + _ROUNDING or head < _LEFT * width:
            break
        if _pauses(before[start - 1], near=head > _NEAR * width):
            enough = start
            break
        if not enough and letters >= _LAST_LINE:
            enough = start
    if enough:
        broken[-2:] = [before[:enough], [*before[enough:], *last]]


def _letters(line: Sequence[MemoWord]) -> int:
    """How long a line is in characters, an ideograph for two, without raised numbers."""
    text = "".join(piece.text for word in line for piece in word.pieces if not piece.look.rise).strip()
    return len(text) if text.isascii() else sum(2 if is_ideograph(char) else 1 for char in text)


def _pauses(word: MemoWord, near: bool) -> bool:
    """Whether a sentence pauses behind a word: that is worth a shorter line where it is `near` the end of the line, and
    between ideographs, where another break may cut a word, anywhere.
    """
    text = "".join(piece.text for piece in word.pieces if not piece.look.rise)
    return bool((_PAUSE if near else _WIDE_PAUSE).search(text))


def line_width(line: Sequence[MemoWord]) -> float:
    """The width of a line, without the space at its end."""
    return sum(word.width + word.space for word in line) - line[-1].space if line else 0.0


def balanced(words: Sequence[MemoWord], width: float) -> list[list[MemoWord]]:
    """Lines of about equal length, no more of them than `lines` makes, or two that part at a colon: for titles."""
    broken = lines(words, width)
    if len(broken) < 2:
        return broken
    if len(broken) == 2 and (start := _after_colon(words, width)):
        return [list(words[:start]), list(words[start:])]
    low, high = max(width / 2, min(max(word.width for word in words), width)), width
    for _ in range(7):
        middle = (low + high) / 2
        tried = _undivided(words, middle)
        if len(tried) == len(broken):
            broken, high = tried, middle
        else:
            low = middle
    return broken


def _after_colon(words: Sequence[MemoWord], width: float) -> int:
    """Where the second line begins if both halves of a title fit, or 0."""
    for start in range(len(words) - 1, 0, -1):
        halves = words[:start], words[start:]
        if _COLON.search(words[start - 1].pieces[-1].text) and max(map(line_width, halves)) <= width + _ROUNDING:
            return start
    return 0
