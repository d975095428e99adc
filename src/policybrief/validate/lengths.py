"""validate: texts that no page could hold, told at the text and not where a template gives up.

A brief of twenty slides has some 50,000 characters. What is far beyond it is a document that was pasted whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.brief import walk
from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.text.value_path import ValuePath

MOST_OF_ONE, MOST_OF_ALL = 50_000, 250_000
"""So many characters one text may have, and all texts of a file."""
_HINT = "a page holds some 6,000: say it shorter, and name the source of the rest"


def problems(source: Source) -> Iterator[Problem]:
    """Texts that are too long; or the longest, where all together are too much."""
    texts = [(path, len(text)) for path, text in walk.leaves(source.data) if isinstance(text, str) and _is_read(path)]
    if (whole := sum(length for _, length in texts)) <= MOST_OF_ONE:
        return
    long = [(path, length) for path, length in texts if length > MOST_OF_ONE]
    for path, length in long:
        message = f"has {length:,} characters, and a text may have {MOST_OF_ONE:,}"
        yield source.problem(path, message, _HINT).typed("too-long")
    if not long and whole > MOST_OF_ALL:
        path, length = max(texts, key=lambda text: text[1])
        message = f"is the longest text, with {length:,} of {whole:,} characters, and all may have {MOST_OF_ALL:,}"
        yield source.problem(path, message, _HINT).typed("too-long")


def _is_read(path: ValuePath) -> bool:
    """Whether a document could show it: fields of sources that none knows, as abstracts, are left alone."""
    return not (path[0] == "sources" and path[-1] in SourceEntry.UNSHOWN)
