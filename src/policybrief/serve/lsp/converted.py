"""What we know of a brief, as the protocol has it: places count as the editor counts, from 0 and in its own units."""

from __future__ import annotations

import re
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.workspace import ServerTextPosition, TextDocument

from policybrief.serve.language.completion import Completion
from policybrief.serve.lsp.open_brief import Record, Standing

SOURCE = "brief"
"""Whose a problem is, where an editor shows those of several servers."""
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_KINDS = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "name": types.CompletionItemKind.Reference,
}
_WORD = re.compile(r"[^\s,\[\]{}:]*")


def diagnostic(problem: Record, document: TextDocument | None) -> types.Diagnostic:
    """What is wrong, from its place on: as long as it is known to be, or else the word there."""
    line, column = max(problem["line"], 1) - 1, max(problem["column"], 1) - 1
    length = problem["length"] or len(_WORD.match(problem["excerpt"], column).group())  # type: ignore[union-attr]  # it matches nothing too
    first, last = _position(document, line, column), _position(document, line, column + max(length, 1))
    message = problem["message"] if not problem["path"] else f"{problem['path']}: {problem['message']}"
    said = f"{message}; {problem['hint']}" if problem["hint"] else message
    severity, code = _SEVERITIES[problem["severity"]], problem.get("rule") or None
    return types.Diagnostic(types.Range(first, last), said, severity, code, source=SOURCE, data=problem.get("fix"))


def _position(document: TextDocument | None, line: int, column: int) -> types.Position:
    """A place as the editor counts: in a file that it has not open, letters as they are."""
    if document is None or line >= len(document.lines):
        return types.Position(line, column)
    return document.position_to_client_units(ServerTextPosition(line, min(column, len(document.lines[line]))))


def location(file: Path, document: TextDocument | None, at: tuple[int, int]) -> types.Location:
    """A place in a file, of which line and column count from 1."""
    place = _position(document, at[0] - 1, at[1] - 1)
    return types.Location(str(uris.from_fs_path(str(file))), types.Range(place, place))


def item(each: Completion, document: TextDocument, number: int) -> types.CompletionItem:
    """What may be written, as one of a list in our order."""
    start, end = (document.client_position_at_offset(offset) for offset in (each.start, each.end))
    return types.CompletionItem(
        each.label,
        kind=_KINDS[each.kind],
        detail=each.detail or None,
        documentation=each.documentation or None,
        sort_text=f"{number:04}",
        filter_text=each.label,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(types.Range(start, end), each.insert),
    )


def edit(document: TextDocument, after: str) -> types.TextEdit:
    """What makes one text of the other: a change of where they differ."""
    before = document.source
    most = min(len(before), len(after))
    first = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - first) if before[-1 - at] != after[-1 - at]), most - first)
    start, end = (document.client_position_at_offset(at) for at in (first, len(before) - tail))
    return types.TextEdit(types.Range(start, end), after[first : len(after) - tail])


def stands(standing: Standing) -> str:
    """Where a value stands, as a sentence without its stop."""
    numbers = ", ".join(map(str, standing.slides))
    where = [f"slide{'s' if len(standing.slides) > 1 else ''} {numbers}"] if standing.slides else []
    places = " and ".join([*where, *(["the memo"] if standing.memo else [])])
    return f"Stands on {places}" + (f" for {standing.called}" if standing.called else "")
