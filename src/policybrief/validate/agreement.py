"""validate: whether the short form of a text says what the text says. One document shows this one, another that one.
So it is with the bottom line: slides have its headline, and memo and mail its text alone.

A number, a name or a "not" that stands in one of them alone is a warning, since words may say the same otherwise; it is
an error where the build is strict. What negates in a language, its locale says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policybrief.brief.model import Brief
from policybrief.brief.parts import SHORTENED
from policybrief.errors import Problem
from policybrief.locale.locale import Locale
from policybrief.read.source import Source
from policybrief.text import inline
from policybrief.text.amounts import amounts, same
from policybrief.text.records import dataclass
from policybrief.text.scripts import may_be_east_asian
from policybrief.text.value_path import ValuePath

_HINT = "one document shows the short form, another the text: let both say the same"
_SAME, _NEAR = 0.8, 0.5
"""From what share of its words on a short sentence says what one of the text says; may say it."""
_SHARED = 0.4
"""What share of a sentence's words its short form has, at least, where it says the same of another name."""
_SPELLED_OUT = 20
"""Up to which number a text may have it in words, as long as it has none but years in digits."""


def warnings(brief: Brief, read: Source, locale: Locale) -> Iterator[Problem]:
    """Where the `short` of a judgment, a recommendation or something to avoid disagrees with its text, or the text of
    the bottom line does not say what its headline does.
    """
    known = _names(brief)
    yield from _of_bottom_line(brief, read, locale)
    for part in SHORTENED:
        for number, entry in enumerate(getattr(brief, part)):
            if not entry.short or len(entry.text) + len(entry.short) > _LONGEST:
                continue
            short, text = inline.words(entry.short), f"{inline.words(entry.headline)}. {inline.words(entry.text)}"
            path = ValuePath(part, number, "short")
            for message in _disagreements(short, text, known, tuple(locale.magnitudes.items()), locale.negation):
                yield read.problem(path, message, _HINT)


@lru_cache(maxsize=1024)
def _disagreements(
    short: str, text: str, known: _Names, magnitudes: tuple[tuple[str, float], ...], negation: str
) -> tuple[str, ...]:
    """What of a short form its text does not say. Kept: who writes a brief changes one text of it at a time."""
    said = _turned(short, text, re.compile(negation, re.IGNORECASE))
    return (
        *(f"says {value}, and the text does not" for value in _new_numbers(short, text, dict(magnitudes))),
        *(f"names {name!r}, and the text does not" for name in _new_names(short, text, known)),
        *([f"says {said}, where the text says the opposite"] if said else []),
    )


_ALONE = "memo and mail show the text without the headline: let it say that too"
_ENOUGH, _TOLD = 6, 0.25
"""Of so many words of a headline, a text with fewer than this share of them says something else."""


def _of_bottom_line(brief: Brief, read: Source, locale: Locale) -> Iterator[Problem]:
    if not brief.bottom_line.text or len(brief.bottom_line.text) > _LONGEST:
        return
    headline, text = inline.words(brief.bottom_line.headline), inline.words(brief.bottom_line.text)
    path = ValuePath("bottom_line", "text")
    words = _content(headline)
    if len(words) >= _ENOUGH and len(words & _content(text)) < _TOLD * len(words):
        yield read.problem(path, "says nothing of its headline", _ALONE)
        return
    for value in _new_numbers(headline, text, locale.magnitudes):
        yield read.problem(path, f"does not say {value}, which its headline does", _ALONE)


_LONGEST = 5000
"""More characters are no judgment, and fit will say so."""


# -- numbers


def _new_numbers(short: str, text: str, magnitudes: Mapping[str, float]) -> Iterator[str]:
    there = list(amounts(text, magnitudes))
    small = any(value < 1000 for figure in there for value in figure.values)
    for figure in amounts(short, magnitudes):
        if max(figure.values) <= _SPELLED_OUT and not figure.magnitude and not small:
            continue
        if not any(same(figure, other) for other in there):
            yield figure.written


# -- names

_WORD = re.compile(r"[^\W\d_][\w-]*")
_STARTS = re.compile(r"(?:^|[.!?…:;。！？])[\s“”\"'«(]*$")


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[str, bool], ...]:
    """Each word, and whether it begins a sentence, where every word has a capital. Kept, as above."""
    return tuple(
        (match.group(), bool(_STARTS.search(text, max(0, match.start() - 8), match.start())))
        for match in _WORD.finditer(text)
        if len(match.group()) > 1
    )


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
        brief.bottom_line.whole,
        *(text for entry in entries for text in (entry.headline, entry.text, entry.short or "")),
    ]
    listed = [_words(inline.words(text)) for text in texts]
    small = {word for words in listed for word, _ in words if word[0].islower()}
    capital = {word for words in listed for word, first in words if word[0].isupper() and not first}
    names = frozenset(word for word in capital if word.lower() not in small)
    counts = Counter(word for words in listed for word in {word for word, _ in words})
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
            if word not in known.often or any(_replaced(sentence, said, known) for said in _sentences(text)):
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
    pieces = [
        piece
        for sentence in _sentences(text)
        for piece in dict.fromkeys((sentence, *re.split(r"[,:，、：]", sentence)))
    ]
    others = [(_content(negation.sub(" ", piece)), bool(negation.search(piece))) for piece in pieces]
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
    end = r"(?=\s|$|[\u3400-\u9fff”])" if may_be_east_asian(text) else r"(?=\s|$|”)"
    return [piece for piece in re.split(rf"[.!?;。！？；]{end}", text) if piece.strip()]


def _content(sentence: str) -> set[str]:
    """What a sentence is about: the beginnings of its longer words, and single ideographs."""
    if not may_be_east_asian(sentence):
        return {word.casefold()[:5] for word in re.findall(r"[^\W_]{4,}", sentence)}
    longer = {word.casefold()[:5] for word in re.findall(r"[^\W_\u3400-\u9fff]{4,}", sentence)}
    return longer | set(re.findall(r"[\u3400-\u9fff]", sentence))
