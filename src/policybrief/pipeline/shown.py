"""What of a brief a whole build shows nowhere: texts whose short form stands in every document.

Who changes such a text changes no page, and is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from policybrief.brief.parts import SHORTENED
from policybrief.errors import Problem
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.prepared import Prepared
from policybrief.read.source import origin
from policybrief.text.document import runs as runs_of
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.pipeline.build import Edition


def nowhere(
    prepared: Prepared,
    runs: Mapping[str, DocumentRun | object],
    editions: Collection[Edition],
    known: Mapping[str, frozenset[ValuePath]],
) -> Iterator[Problem]:
    """One problem for all texts that no document shows, at the first; none where an audience has failed. `known` is
    what those show that were not made.
    """
    if any(edition.problems for edition in editions):
        return
    shown: set[ValuePath] = set()
    for edition in editions:
        name = edition.audience
        shown |= known[name] if name in known else paths(runs[name], edition)
    hidden = [
        path / "text"
        for part in SHORTENED
        for number, entry in enumerate(getattr(prepared.brief, part))
        if entry.short and (path := ValuePath(part, number)) / "text" not in shown and path / "short" in shown
    ]
    if hidden:
        listed = ", ".join(map(str, hidden))
        many = f"{len(hidden)} texts are" if len(hidden) > 1 else "the text is"
        also = f": {listed}" if len(hidden) > 1 else ""
        message = f"{many} in no document, where the short form stands instead{also}"
        yield prepared.source.problem(hidden[0], message, "change the short form too").graded("warning")


def paths(run: DocumentRun | object, edition: Edition) -> frozenset[ValuePath]:
    """The values of the brief that an edition shows."""
    moved = run.places.moved if isinstance(run, DocumentRun) else {}
    written = {each.path for document in edition.documents for each in runs_of(document.shown) if each.path}
    return frozenset(whence[1] if (whence := origin(path, moved)) else path for path in written)
