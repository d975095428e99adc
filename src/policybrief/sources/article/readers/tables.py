"""Tables: the cells of a column that says what is to be done are entries of a list; the rest of a table is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article import words


def column(heads: Sequence[str]) -> int | None:
    """The first column whose heading announces recommendations: `Recommendation`, `Policy option`; None without one.
    Where the first cell numbers one (`Recommendation no. 1`), there are no headings, and the cell beside it has it.
    """
    if is_numbered(heads):
        return 1
    return next((at for at, head in enumerate(heads) if words.is_one("recommended", head)), None)


def is_numbered(row: Sequence[str]) -> bool:
    """Whether a row has the number of a recommendation and, beside it, the recommendation."""
    return len(row) > 1 and bool(_ROW.match(row[0]))


_ROW = re.compile(rf"(?:{words.pattern('label').pattern})\s*(?:n[o°º]\.?\s*|№\s*|#)?\d{{1,3}}", re.IGNORECASE)


def entries(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The cells of that column below its heading, which stands in the first row."""
    at = column(rows[0]) if rows else None
    below = rows if rows and is_numbered(rows[0]) else rows[1:]
    return () if at is None else tuple(row[at] for row in below if at < len(row) and row[at])


_BOX = re.compile(
    r"^(?:box|panel|table|encadré|kasten|recuadro|врізка|вставка|专栏)\s*\w{0,4}\s*[.:：–—-]?\s+", re.IGNORECASE
)


def is_box(paragraphs: Sequence[str], *, alone: bool) -> bool:
    """Whether a cell is a box, whose first paragraph heads one recommendation; that of a table of one cell may also
    head all of them, or what an article says in short.
    """
    if len(paragraphs) < _FEWEST_OF_BOX:
        return False
    head = _BOX.sub("", paragraphs[0])
    is_numbered = bool(_NUMBERED.search(head)) and words.is_one("label", _NUMBERED.sub("", head))
    named = words.is_one("recommendations", head) or words.is_one("summary", head)
    return is_numbered or (alone and named)


_NUMBERED = re.compile(r"\s*(?:n[o°º]\.?\s*|№\s*)?\d{1,3}(?:\.\d{1,2})?[.:]?$", re.IGNORECASE)


_FEWEST_OF_BOX = 2
