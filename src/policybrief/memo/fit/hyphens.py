"""Where a word may be divided, by the patterns of its language.

Only words of the brief's own language are divided, and only where that helps: see `lines.lines`. The sign at the end of
the line is a soft hyphen (U+00AD), by which a reader of the PDF knows that the word goes on (ISO 32000-1, 14.8.2.2.3).
"""

from __future__ import annotations

import re
from functools import lru_cache

from policybrief.memo.fit.patterns import patterns

SIGN = "\u00ad"
_LEAST = 7
"""Shorter words stay whole."""
_ENDS = 3
"""So many letters are left on either side."""
_WORD = re.compile(r"[^\w'’ʼ]*([^\W\d_]+(?:['’ʼ][^\W\d_]+)*)[^\w'’ʼ]*")


@lru_cache(maxsize=16384)
def points(text: str, dictionary: str) -> tuple[int, ...]:
    """The places in `text`, a word with its punctuation, where a line may end; none in what is not a plain word."""
    word = _WORD.fullmatch(text)
    if not word or len(word[1]) < _LEAST or word[1].isupper():
        return ()
    letters = re.sub("[’ʼ]", "'", word[1])
    places = patterns(dictionary).positions(letters)
    return tuple(word.start(1) + place for place in places if _ENDS <= place <= len(letters) - _ENDS)
