"""What of a brief is shown nowhere: texts whose short form stands in every document of a whole build, and texts for
which none of them has a place; and in one audience's documents, what a paper says of itself and what follows from the
answers to its decision.

Who changes such a text changes no page, and is told so. What the model calls a text for readers is looked for, so that
a new key is too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from policybrief.brief import walk
from policybrief.brief.model import Brief
from policybrief.brief.parts import IMPRINT, SHORTENED
from policybrief.errors import Problem
from policybrief.pipeline.document_run import Document, DocumentRun
from policybrief.pipeline.prepared import Prepared
from policybrief.read.source import origin
from policybrief.text.document import runs as runs_of
from policybrief.text.value_path import ValuePath
from policybrief.validate import prose

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
    yield from _without_a_place(prepared, runs, shown.union(hidden))


def _without_a_place(
    prepared: Prepared, runs: Mapping[str, DocumentRun | object], shown: Collection[ValuePath]
) -> Iterator[Problem]:
    """A problem for the texts of each kind that somebody gets and nobody sees, at the first."""
    texts = (path for path, _ in prose.texts(Brief, prepared.source.data))
    unseen = [path for path in texts if path not in shown and not _is_elsewhere(path)]
    if not unseen:
        return
    got: set[ValuePath] = set()
    for run in runs.values():
        if isinstance(run, DocumentRun):
            moved = run.places.moved
            for path, _ in walk.leaves(run.brief):
                if path.key != "notes" or run.options.notes:
                    got.add(whence[1] if (whence := origin(path, moved)) else path)
    kinds: dict[str, list[ValuePath]] = {}
    for path in filter(got.__contains__, unseen):
        kinds.setdefault(_advice(path), []).append(path)
    for advice, missed in kinds.items():
        also = f", nor are {', '.join(map(str, missed[1:]))}" if missed[1:] else ""
        yield prepared.source.problem(missed[0], f"is in no document{also}", advice).graded("warning")


def _is_elsewhere(path: ValuePath) -> bool:
    """Whether a text need not stand in a deck or a memo by its path."""
    return path[0] in _ELSEWHERE or path.key in ("short", "rewrite", "emphasis") or "highlight" in path


_ELSEWHERE = ("sources", "keywords", "acronyms", "aliases", "cleared_by", "marking", "data", "changes")
"""Keys whose texts are for metadata, for the Word memo or for the program, or are told with what they belong to."""


def _advice(path: ValuePath) -> str:
    if path[:2] == ("bottom_line", "points"):
        return "the list of that name takes its place on the slide; give it a label of its own"
    if path[0] == "headlines":
        return "there is no slide with that title; delete it"
    if "evidence" in path:
        return "only speaker notes have it, and nobody gets these; say it in the text"
    return "say it in a text that is shown, or delete it"


def paths(run: DocumentRun | object, edition: Edition) -> frozenset[ValuePath]:
    """The values of the brief that an edition shows: of a deck what was placed, where that is known."""
    moved = run.places.moved if isinstance(run, DocumentRun) else {}
    written: set[ValuePath] = set()
    placed: set[ValuePath] = set()
    for document in edition.documents:
        if document.snapshot:
            homes = document.snapshot.about["homes"].values()
            placed |= {ValuePath(*steps) for home, steps in homes if home == "brief"}
        else:
            written |= {each.path for each in runs_of(document.shown) if each.path}
    return frozenset({whence[1] if (whence := origin(path, moved)) else path for path in written} | placed)


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
