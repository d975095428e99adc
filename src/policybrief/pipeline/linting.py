"""A brief's words, and its audiences', held against the rules of `brief lint`; acronyms in each of its documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.brief.parts import PARTS
from policybrief.errors import BriefError, Problem
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.read.project import EVERYONE
from policybrief.read.source import origin
from policybrief.text.document import Deck, Memo, runs
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.review.lint.draft import Draft, Finding
    from policybrief.review.lint.prose import Prose, ProseSpan
    from policybrief.review.lint.rules import LintRule, RuleBook

_FORMS = (("short", "text"), ("text", "short"))
"""Which of an entry's two forms a document leaves out, and the one that it shows instead: it may be either."""


def rules(prepared: Prepared) -> RuleBook:
    """The rules that hold for a brief's project. Raises `BriefError` with all that is wrong in its `lint.yaml`."""
    from policybrief.review.lint import lint

    return lint.rules_for(prepared.project.house_rules(prepared.file), prepared.project.root)


def linted(prepared: Prepared, *, documents: bool = True) -> list[Problem]:
    """All that the rules find. Without `documents`, what stands in the texts alone.

    Raises `BriefError` for what is wrong in `lint.yaml`, or in an audience's file.
    """
    from policybrief.review.lint import lint

    readers = prepared.all_readers()
    draft = lint.draft(prepared.brief, prepared.source, readers, rules(prepared))
    rule = draft.book.rules.get("acronym")
    return lint.lint(draft, _late(prepared, draft, rule) if documents and rule else ())


# -- acronyms, document by document


def _late(prepared: Prepared, draft: Draft, rule: LintRule) -> Iterator[tuple[LintRule, Finding]]:
    """Acronyms that a document has before it spells them out, at their place; each with all the documents that do."""
    from policybrief.review.lint import acronyms
    from policybrief.review.lint.draft import Finding

    names = acronyms.doubtful(draft, rule)
    where: dict[tuple[str, Prose, ProseSpan], list[str]] = {}
    for told, shown in _documents(prepared, draft) if names else ():
        for left_out, instead in _FORMS:
            for name, (prose, span) in acronyms.late(names, _saying(shown, left_out, instead)).items():
                documents = where.setdefault((name, prose, span), [])
                documents += [told] if told not in documents else []
    for (name, prose, span), documents in where.items():
        message = f"{name} is not spelled out here, where the {_listed(documents)} first has it"
        yield rule, Finding(prose, span, message)


def _documents(prepared: Prepared, draft: Draft) -> Iterator[tuple[str, list[Prose]]]:
    """Each document by its name, and the texts that it shows, in reading order."""
    texts = {(each.source.file, each.path): each for each in draft.texts}
    for audience, run in _runs(prepared):
        for kind in PARTS:
            with suppress(BriefError):  # what keeps a document from being made is told by brief check
                paths = _paths(run.compose(kind))
                places = (origin(path, run.places.moved) or (prepared.source, path) for path in paths)
                said = [texts[source.file, path] for source, path in places if (source.file, path) in texts]
                yield (kind if audience == EVERYONE else f"{kind} for {audience}"), said


def _runs(prepared: Prepared) -> Iterator[tuple[str, DocumentRun]]:
    with suppress(BriefError):
        if not prepared.audiences:
            yield EVERYONE, prepared.run(ALL)
    for name in prepared.audiences:
        with suppress(BriefError):
            yield name, prepared.run_for(name, ALL)


def _paths(document: Deck | Memo) -> Iterator[ValuePath]:
    """The values that a document's readers see, in reading order. A deck's notes are its speaker's."""
    nodes = [replace(slide, notes=()) for slide in document.slides] if isinstance(document, Deck) else [document]
    return (run.path for node in nodes for run in runs(node) if run.path)


def _saying(shown: list[Prose], left_out: str, instead: str) -> Iterator[Prose]:
    """A document's texts where it shows the one form of its entries and not the other."""
    there = {each.path for each in shown}
    return (each for each in shown if each.path.key != left_out or each.path.parent / instead not in there)


def _listed(documents: list[str]) -> str:
    shown = ", ".join(documents[:_MOST_SHOWN])
    more = len(documents) - _MOST_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


_MOST_SHOWN = 3
