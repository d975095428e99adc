"""What of a brief is shown nowhere: texts whose short form stands in every document of a whole build; and in one
audience's documents, what a paper says of itself and what follows from the answers to its decision.

Who changes such a text changes no page, and is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from policybrief.brief.parts import IMPRINT, SHORTENED
from policybrief.errors import Problem
from policybrief.pipeline.document_run import Document, DocumentRun
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


def unsaid(run: DocumentRun, documents: Collection[Document]) -> Iterator[Problem]:
    """What these documents of an audience leave out by the will of no key: a template or a form has no place for it.

    Offices of authors are none of it: the authors stand on the cover. What a memo may give up is told with its page.
    """
    wanted = [name for name in IMPRINT if name != "authors" and getattr(run.brief, name)]
    follows = run.brief.decision.consequences if run.brief.decision else None
    if not (wanted or follows):
        return
    for shown in {document.shown.kind: document.shown for document in documents}.values():
        paths = {each.path for each in runs_of(shown) if each.path}
        for name in wanted:
            given_up = shown.kind == "memo" and name in run.brief.memo.optional
            if not given_up and not any(path[0] == name for path in paths):
                hint = "its template lacks the block 'about'; an audience's file leaves it out by 'without'"
                yield run.places.problem((name,), "", f"is not in the {shown.kind}", hint).graded("warning")
        of = ValuePath("decision")
        if follows and of / "ask" in paths and of / "consequences" / 0 not in paths:
            hint = (
                f"the header {run.header!r} has answers of its own" if shown.kind == "memo" else "its template has none"
            )
            yield run.places.problem(of / "consequences", "", f"is not in the {shown.kind}", hint).graded("warning")
