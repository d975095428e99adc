"""Texts by words: which words they have, and how alike two texts are."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache

from policybrief.text.scripts import may_be_east_asian

_WIDE = "\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff"
"""Scripts without spaces, of which each character is taken for a word."""
_WORD, _WIDE_WORD = r"\w+", rf"[{_WIDE}]|[^\W{_WIDE}]+"
_PIECE = r"\d+(?:[.,]\d+)*|\w+(?:[’'\-\u2011]\w+)*|\s|[^\w\s]"
_WIDE_PIECE = rf"[{_WIDE}]|\d+(?:[.,]\d+)*|[^\W{_WIDE}]+(?:[’'\-\u2011][^\W{_WIDE}]+)*|\s|[^\w\s]"
"""What says the same of a text without such characters is compiled in no time."""


def tokens(text: str) -> list[str]:
    """Words, numbers, marks, and spaces one by one."""
    return re.findall(_WIDE_PIECE if may_be_east_asian(text) else _PIECE, text)


def folded(text: str) -> str:
    """A text with each space as the plain one: the deck holds words together by others."""
    return re.sub(r"\s", " ", text)


@lru_cache(maxsize=8192)
def counted(text: str) -> Counter[str]:
    """The words of a text, and how often each stands there."""
    said = text.casefold()
    return Counter(re.findall(_WIDE_WORD if may_be_east_asian(said) else _WORD, said))


def overlap(first: str, second: str) -> float:
    """The share of words that two texts have in common, from 0 to 1."""
    words, others = counted(first), counted(second)
    total = words.total() + others.total()
    shared = sum(min(words[word], others[word]) for word in words.keys() & others.keys())  # quicker than a Counter's &
    return 2 * shared / total if total else float(first.strip() == second.strip())


@lru_cache(maxsize=16384)
def likeness(first: str, second: str) -> float:
    """How alike two texts are, from 0 to 1: by words, and by letters where no word is the same."""
    if folded(first) == folded(second):
        return 1.0
    letters = difflib.SequenceMatcher(None, first[:200], second[:200], autojunk=False).quick_ratio()
    return max(overlap(first, second), letters / 2)


def is_wide(text: str) -> bool:
    """Whether a text has characters of a script without spaces."""
    return may_be_east_asian(text) and re.search(f"[{_WIDE}]", text) is not None
