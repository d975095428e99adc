"""Documents put in their place: what is written, what is kept of what they were made of, and what came of it all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.pipeline import output_folder
from policybrief.pipeline.build import Edition
from policybrief.pipeline.built import Built
from policybrief.pipeline.document_run import Document
from policybrief.pipeline.leftovers import Leftovers
from policybrief.pipeline.moved_figures import LastPrinted, MovedFigure
from policybrief.pipeline.output_folder import Shelf
from policybrief.text.records import dataclass


def _kept(documents: Collection[Document], shelf: Shelf) -> Iterator[Problem]:
    """Keep what documents were built from; where that can't be done, they are there all the same."""
    shown = {document.kind: {str(run.path) for run in document.shown.on_pages if run.path} for document in documents}
    for document in documents:
        if document.snapshot is None:
            continue
        beside = {kind: sorted(paths) for kind, paths in shown.items() if kind != document.kind}
        try:
            Built(shelf.project.root).keep(document.snapshot, document.content, beside)
        except OSError as error:
            where = str(error.filename or shelf.project.root)
            message = f"what the deck was built from can't be kept: {error.strerror or error}"
            yield Problem(message, where, hint="until it can, brief pull does not know the deck", severity="warning")


@dataclass(frozen=True)
class Saved:
    """What came of a brief's audiences, and where their documents lie; `leftovers` are files of earlier builds, and
    `moved` are figures that texts name and that were others in the last one; audiences that are `left` have their files
    as these were.
    """

    editions: list[Edition]
    paths: Mapping[str, list[Path]]
    leftovers: Sequence[Problem] = ()
    moved: Sequence[MovedFigure] = ()
    left: Collection[str] = ()


def save_all(editions: Collection[Edition], shelf: Shelf) -> Saved:
    """Put each audience's documents on the shelf, all or none of them.

    What a person edited there is kept and warned of. What earlier builds left there is told, and not touched: it may be
    what somebody is about to send.
    """
    paths: dict[str, list[Path]] = {}
    done = []
    last = LastPrinted(shelf.project.root, shelf.brief)
    figures = {edition.audience: edition.figures for edition in editions if edition.documents and not shelf.trial}
    moved = last.moved(figures)
    for edition in editions:
        contents = {shelf.folder / file.name: file.content for file in edition.files}
        problems, warnings = edition.problems, list(edition.warnings)
        try:
            if contents:
                warnings += shelf.project.namesakes(shelf.brief, edition.audience)
                warnings += output_folder.put(contents, shelf, edition.audience)
                warnings += () if shelf.trial else _kept(edition.documents, shelf)
                paths[edition.audience] = list(contents)
        except BriefError as error:
            problems += error.problems
        done.append(replace(edition, problems=problems, warnings=tuple(warnings)))
        if problems:
            done[-1] = replace(done[-1], documents=(), beside=())
    last.keep({name: said for name, said in figures.items() if name in paths})
    current = {edition.audience: {file.name for file in edition.files} for edition in done}
    return Saved(done, paths, Leftovers(shelf.project).told(shelf.folder, shelf.brief, current), moved)
