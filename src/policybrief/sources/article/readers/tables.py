"""Tables: the cells of a column that says what is to be done are entries of a list; the rest of a table is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article import words


def column(heads: Sequence[str]) -> int | None:
    """The first column whose heading announces recommendations: `Recommendation`, `Policy option`; None without one."""
    return next((at for at, head in enumerate(heads) if words.is_one("recommended", head)), None)


def entries(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The cells of that column below its heading, which stands in the first row."""
    at = column(rows[0]) if rows else None
    return () if at is None else tuple(row[at] for row in rows[1:] if at < len(row) and row[at])


_BOX = re.compile(
    r"^(?:box|panel|table|encadré|kasten|recuadro|врізка|вставка|专栏)\s*\w{0,4}\s*[.:：–—-]?\s+", re.IGNORECASE
)


def is_box(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a table is one cell, whose first paragraph heads what is to be done, or what an article says in short."""
    if len(cells) != 1 or len(cells[0]) < _FEWEST_OF_BOX:
        return False
    head = _BOX.sub("", cells[0][0])
    return words.is_one("recommendations", head) or words.is_one("summary", head)


_FEWEST_OF_BOX = 2
