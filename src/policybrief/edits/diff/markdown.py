"""A comparison as Markdown, for a mail or an issue. What the brief says is escaped: it is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.edits.diff import told
from policybrief.edits.diff.diff import AudienceChanges
from policybrief.edits.diff.told import DiffRow
from policybrief.text.redline import RedlinePiece

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+!|~&$@-]")
_MARKS = {"same": "{}", "removed": "~~{}~~", "added": "**{}**"}


def of(comparisons: Sequence[AudienceChanges]) -> str:
    """All comparisons, one after the other."""
    return "\n".join(line for comparison in comparisons for line in (*_compared(comparison), ""))


def _compared(compared: AudienceChanges) -> Iterator[str]:
    yield f"# {_text(compared.title)}"
    if compared.marking:
        yield f"\n{_text(compared.marking)}"
    for part in told.parts(compared):
        yield f"\n## {part.title}\n"
        for row in part.rows:
            yield from _row(row)
    yield f"\n{told.total(compared.facts) if compared.facts else 'Nothing changed.'}"
    if compared.marking:
        yield f"\n{_text(compared.marking)}"


def _row(row: DiffRow) -> Iterator[str]:
    number = f"**{row.number}.** " if row.number and row.state != "gone" else ""
    name = f"{number}{_pieces(row.name)}" if row.name else ""
    inner = "  " if name else ""
    if name:
        yield f"- {': '.join(filter(None, (name, '; '.join(map(_text, row.beside)))))}"
    yield from (f"{inner}- **!** {_text(note)}" for note in row.notes)
    for change in row.changes:
        field = f"{_text(change.field)}: " if change.field else ""
        yield f"{inner}- {field}{_pieces(change.pieces)}"


def _pieces(pieces: Sequence[RedlinePiece]) -> str:
    return "".join(_marked(*piece) for piece in pieces)


def _marked(text: str, mark: str) -> str:
    """A piece in its marks, which have to touch its words."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return f"{before}{_MARKS[mark].format(_text(inner)) if inner else ''}{after}"


def _text(text: str) -> str:
    """A text in which nothing is a mark."""
    return _SPECIAL.sub(lambda sign: f"\\{sign.group()}", " ".join(text.split()) if "\n" in text else text)
