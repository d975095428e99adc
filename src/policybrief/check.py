"""check: what must hold between the brief and its finished documents.

Parity: the deck and the memo never disagree, since both are composed from the same values; what can still happen is
that a template leaves a judgment or a recommendation out, and nobody notices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.compose import Places
from policybrief.document import Deck, Memo, Run, runs
from policybrief.errors import Problem
from policybrief.model import Brief


def parity(brief: Brief, documents: Sequence[Deck | Memo], places: Places) -> list[Problem]:
    """A problem for each judgment's or recommendation's headline that a document does not show."""
    return [problem for document in documents for problem in _left_out(brief, document, places)]


def _left_out(brief: Brief, document: Deck | Memo, places: Places) -> Iterator[Problem]:
    name, template = ("deck", "deck.xml.j2") if isinstance(document, Deck) else ("memo", "memo.xml.j2")
    shown = {run.path for run in _shown(document)}
    counts = {"judgments": len(brief.judgments), "recommendations": len(brief.recommendations)}
    for part, count in counts.items():
        for number in range(count):
            path = f"{part}[{number}].headline"
            if path not in shown:
                hint = f"{places.templates.file(template)} has to show every one"
                yield places.problem(path, "", f"is not in the {name}", hint)


def _shown(document: Deck | Memo) -> Iterator[Run]:
    """The runs on slides and pages: speaker notes do not count."""
    if isinstance(document, Memo):
        yield from runs(document)
        return
    for slide in document.slides:
        yield from runs((slide.title, slide.blocks))
