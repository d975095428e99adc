"""The clearance line: who clears the memo, as a table at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.brief.clearance import Clearance
from policybrief.locale.locale import Locale
from policybrief.memo.word.document import WordParagraph, WordTable
from policybrief.text import inline
from policybrief.text.run import Run, Text
from policybrief.text.value_path import ValuePath

_COLUMNS = ("office", "name", "state", "date")


def lines(cleared: Sequence[Clearance], locale: Locale) -> Iterator[WordParagraph | WordTable]:
    """A heading and the table; nothing where nobody clears."""
    if not cleared:
        return
    title = locale.words["clearance"]
    yield WordParagraph("Heading1", (Run(title),))
    header = tuple((Run(locale.words[f"clearance_{column}"]),) for column in _COLUMNS)
    yield WordTable(header, tuple(_row(clearance, number, locale) for number, clearance in enumerate(cleared)), title)


def _row(clearance: Clearance, number: int, locale: Locale) -> tuple[Text, ...]:
    words = {
        "office": clearance.office,
        "name": clearance.name or "",
        "state": locale.words[f"clearance_{clearance.state.replace('-', '_')}"],
        "date": locale.format_date(clearance.date) if clearance.date else "",
    }
    here = ValuePath("cleared_by", number)
    return tuple(inline.parse(words[column], here / column) if words[column] else () for column in _COLUMNS)
