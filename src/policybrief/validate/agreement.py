"""validate: whether the short form of a text says what the text says. One document shows this one, another that one.

A number, a name or a "not" that stands in one of them alone is a warning, since words may say the same otherwise; it is
an error where the build is strict. What negates in a language, its locale says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from policybrief.brief.model import Brief
from policybrief.brief.parts import SHORTENED
from policybrief.errors import Problem
from policybrief.locale.locale import Locale
from policybrief.read.source import Source
from policybrief.text import inline
from policybrief.text.value_path import ValuePath

_HINT = "one document shows the short form, another the text: let both say the same"
_SAME, _NEAR = 0.8, 0.5
"""From what share of its words on a short sentence says what one of the text says; may say it."""
_SHARED = 0.4
"""What share of a sentence's words its short form has, at least, where it says the same of another name."""
_SPELLED_OUT = 20
"""Up to which number a text may have it in words, as long as it has none but years in digits."""


def warnings(brief: Brief, read: Source, locale: Locale) -> Iterator[Problem]:
    """Where the `short` of a judgment, a recommendation or something to avoid disagrees with its text."""
    known = _names(brief)
    for part in SHORTENED:
        for number, entry in enumerate(getattr(brief, part)):
            if not entry.short or len(entry.text) + len(entry.short) > _LONGEST:
                continue
            short, text = inline.words(entry.short), f"{inline.words(entry.headline)}. {inline.words(entry.text)}"
            path = ValuePath(part, number, "short")
            for value in _new_numbers(short, text, locale.magnitudes):
                yield read.problem(path, f"says {value}, and the text does not", _HINT)
            for name in _new_names(short, text, known):
                yield read.problem(path, f"names {name!r}, and the text does not", _HINT)
            if said := _turned(short, text, re.compile(locale.negation, re.IGNORECASE)):
                yield read.problem(path, f"says {said}, where the text says the opposite", _HINT)


_LONGEST = 5000
"""More characters are no judgment, and fit will say so."""


# -- numbers

_NUMBER = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d+)*")
_SCALES = (1, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12)
"""Thousand, million and so on, in words: 1.5 million is 1,500,000."""


def _new_numbers(short: str, text: str, magnitudes: Mapping[str, float]) -> Iterator[str]:
    there = list(_figures(text, magnitudes))
    small = any(value < 1000 for figure in there for value in figure.values)
    for figure in _figures(short, magnitudes):
        if max(figure.values) <= _SPELLED_OUT and not figure.magnitude and not small:
            continue
        if not any(_same(figure, other) for other in there):
            yield figure.written


@dataclass(frozen=True)
class _Figure:
    """A number as it is written: what its digits may mean, and the magnitude in words behind them, 0 for none."""

    written: str
    values: tuple[float, ...]
    magnitude: float


def _figures(text: str, magnitudes: Mapping[str, float]) -> Iterator[_Figure]:
    for match in _NUMBER.finditer(text):
        behind = text[match.end() : match.end() + 20]
        word, magnitude = next(
            ((found.group(), size) for word, size in magnitudes.items() if (found := _magnitude(word).match(behind))),
            ("", 0.0),
        )
        yield _Figure(match.group() + word, tuple(_values(match.group())), magnitude)


@lru_cache(maxsize=64)
def _magnitude(word: str) -> re.Pattern[str]:
    """A locale's pattern of a magnitude, as it stands behind a number."""
    return re.compile(rf"[\s\u00a0\u202f]*(?:{word})", re.IGNORECASE)


def _values(written: str) -> set[float]:
    """What a number may mean: "1,200" is 1200, or 1.2 where the comma is the decimal's."""
    pieces = re.split(r"\D", written)
    grouped = all(len(piece) == 3 for piece in pieces[1:])
    values = {float("".join(pieces))} if grouped else set()
    return values | ({float(f"{''.join(pieces[:-1])}.{pieces[-1]}")} if len(pieces) > 1 else {float(pieces[0])})


def _same(short: _Figure, other: _Figure) -> bool:
    """Whether a number of the text is that of its short form, perhaps rounded there, in words, or a year cut short.

    Where both say a magnitude it counts; where one does, the other may have it in digits, whatever the scale.
    """
    if short.magnitude and other.magnitude:
        scales: tuple[float, ...] = (other.magnitude / short.magnitude,)
    else:
        scales = (*(1 / scale for scale in _SCALES), *_SCALES[1:])
    pairs = [(value, each) for value in short.values for each in other.values]
    cut = not short.magnitude and any(each >= 1000 and value == each % 100 for value, each in pairs)
    return cut or any(_rounded(value, each * scale) for value, each in pairs for scale in scales)


def _rounded(short: float, value: float) -> bool:
    """Whether `value` is `short`, to as many digits as that has."""
    digits = len(f"{short:g}".replace(".", "").rstrip("0")) or 1
    return float(f"{value:.{digits}g}") == short


# -- names

_WORD = re.compile(r"[^\W\d_][\w-]*")
_STARTS = re.compile(r"(?:^|[.!?…:;。！？])[\s“”\"'«(]*$")


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it begins a sentence, where every word has a capital."""
    for match in _WORD.finditer(text):
        if len(match.group()) > 1:
            yield match.group(), bool(_STARTS.search(text, max(0, match.start() - 8), match.start()))


@dataclass(frozen=True)
class _Names:
    """The names that stand in a brief's texts: words with a capital in the midst of sentences, and nowhere without.

    `often` are those that more than one text has; `content` is what `_content` makes of them.
    """

    all: frozenset[str]
    often: frozenset[str]
    content: frozenset[str]


def _names(brief: Brief) -> _Names:
    entries = [entry for part in (brief.judgments, brief.recommendations, brief.avoid) for entry in part]
    texts = [
        brief.bottom_line.text,
        *(text for each in entries for text in (each.headline, each.text, each.short or "")),
    ]
    found = [list(_words(inline.words(text))) for text in texts]
    small = {word for words in found for word, _ in words if word[0].islower()}
    capital = {word for words in found for word, first in words if word[0].isupper() and not first}
    names = frozenset(word for word in capital if word.lower() not in small)
    counts = Counter(word for words in found for word in {word for word, _ in words})
    return _Names(names, frozenset(word for word in names if counts[word] > 1), frozenset(_content(" ".join(names))))


def _new_names(short: str, text: str, known: _Names) -> Iterator[str]:
    """Names that the text lacks: such as no other text has, and such as stand in the place of another.

    A sentence in other words may well say Beijing for China.
    """
    there = {_stem(word) for word, _ in _words(text)}
    initials = {"".join(word[0] for word in run.split()) for run in re.findall(r"(?:[A-Z]\w+ ?){2,}", text)}
    for sentence in _sentences(short):
        for word in dict.fromkeys(word for word, _ in _words(sentence) if word in known.all):
            if _stem(word) in there or word in initials:
                continue
            if word not in known.often or any(_replaced(sentence, each, known) for each in _sentences(text)):
                yield word


def _replaced(sentence: str, other: str, known: _Names) -> bool:
    """Whether `other` says the same of another name."""
    theirs = {word for word, _ in _words(other) if word in known.all} - {word for word, _ in _words(sentence)}
    words, others = _content(sentence) - known.content, _content(other) - known.content
    common = len(words & others)
    return bool(theirs and words) and common / len(words) >= _SAME and common / len(others) >= _SHARED


def _stem(word: str) -> str:
    return word.casefold()[:4]


# -- negation


def _turned(short: str, text: str, negation: re.Pattern[str]) -> str:
    """The word that negates what its like in the text does not, or that there is none; "" where both say the same."""
    pieces = [piece for each in _sentences(text) for piece in dict.fromkeys((each, *re.split(r"[,:，、：]", each)))]
    others = [(_content(negation.sub(" ", each)), bool(negation.search(each))) for each in pieces]
    for sentence in _sentences(short):
        words, negates = _content(negation.sub(" ", sentence)), negation.search(sentence)
        if not words:
            continue
        share, same = max((len(words & other) / len(words), negated == bool(negates)) for other, negated in others)
        denied = negates and not any(negated for _, negated in others)
        if not same and (share >= _SAME or (denied and share >= _NEAR)):
            return repr(negates.group()) if negates else "it without a negation"
    return ""


def _sentences(text: str) -> list[str]:
    return [piece for piece in re.split(r"[.!?;。！？；](?=\s|$|[\u3400-\u9fff”])", text) if piece.strip()]


def _content(sentence: str) -> set[str]:
    """What a sentence is about: the beginnings of its longer words, and single ideographs."""
    longer = {word.casefold()[:5] for word in re.findall(r"[^\W_\u3400-\u9fff]{4,}", sentence)}
    return longer | set(re.findall(r"[\u3400-\u9fff]", sentence))
