"""check: what must hold between the brief and its finished documents.

Parity: the deck and the memo never disagree, since both are composed from the same values; what can still happen is
that a template leaves a judgment or a recommendation out, and nobody notices.

Accessibility: what an author or a template can get wrong by the rules of PowerPoint's checker. The other rules for the
file hold by construction, whatever the brief: deck/check/ and memo/check/ have all of them, for the tests and for
`brief check FILE`. On every build they would cost more than the build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.brief.audience import Audience
from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS, usual
from policybrief.compose.places import Places, template
from policybrief.errors import Problem
from policybrief.text.blocks import Block, Columns
from policybrief.text.charts import Chart
from policybrief.text.document import Deck, Memo
from policybrief.text.exhibits import Picture, Table
from policybrief.text.run import path_of, plain
from policybrief.text.value_path import NOWHERE, ValuePath


def left_out(brief: Brief, document: Deck | Memo, places: Places) -> Iterator[Problem]:
    """A problem for a marking and for each judgment's or recommendation's headline that a document does not show."""
    name, file = document.kind, places.templates.file(template(document.kind))
    if brief.marking and not document.markings:
        hint = f"{file} has to show it"
        yield places.problem(("marking",), "", f"is not in the {name}", hint)
    shown = {run.path for run in document.on_pages}
    for part in LISTS:
        for number in range(len(getattr(brief, part))):
            path = ValuePath(part, number, "headline")
            if path not in shown:
                hint = f"{file} has to show every one"
                yield places.problem(path, "", f"is not in the {name}", hint)


def unshown_sections(
    brief: Brief, audience: Audience | None, document: Deck | Memo, places: Places
) -> Iterator[Problem]:
    """Sections stand where the brief or an audience's file wants them; a template of somebody's own may forget one."""
    kind, own = document.kind, ValuePath("audience", "extra")
    order = audience.order_of(kind, brief.sections) if audience else usual(kind, brief.sections)
    shown = {run.path for run in document.on_pages}
    sections = [
        *((ValuePath("sections", number), each) for number, each in enumerate(brief.sections)),
        *((own / number, each) for number, each in enumerate(audience.extra if audience else ())),
    ]
    for path, section in sections:
        wanted = section.stands_in(kind) and section.id in order
        if wanted and not any(each.within(*path) for each in shown):
            hint = f"put {section.id!r} into the order of {places.templates.file(template(kind))}"
            yield places.problem(path, "", f"is not in the {kind}", hint)


def accessibility(deck: Deck, places: Places) -> Iterator[Problem]:
    """A problem for each slide, section, table or chart of a deck that a screen reader could not tell its user of."""
    yield from _untitled(deck, places)
    yield from _unseen(deck, places)


def _untitled(deck: Deck, places: Places) -> Iterator[Problem]:
    """Slides are told apart by their titles."""
    seen: set[str] = set()
    for slide in deck.slides:
        title = plain(slide.title).strip()
        if not title:
            yield places.problem(
                NOWHERE, slide.at, "the slide's title is empty", "write what the slide says in <title>"
            )
        elif title.casefold() in seen:
            message = f"two slides have the title {title!r}"
            yield places.problem(path_of(slide.title), slide.at, message, "reword one of them")
        seen.add(title.casefold())


def _unseen(deck: Deck, places: Places) -> Iterator[Problem]:
    """Tables, charts and pictures say in words what they show."""
    for slide in deck.slides:
        for block in _within(slide.blocks):
            if isinstance(block, Table) and not plain(block.alt).strip():
                hint = 'say in alt="…" what it shows'
                yield places.problem(NOWHERE, block.at, "the table has no alternative text", hint)
            elif isinstance(block, Chart) and not plain(block.alt).strip():
                yield places.problem(
                    NOWHERE, block.at, "the chart has no alternative text", "say in <alt> what it shows"
                )
            elif isinstance(block, Picture) and (fault := _alternative_fault(block)):
                yield places.problem(path_of(block.alt), block.at, fault, 'say in alt="…" what it shows')


def _alternative_fault(picture: Picture) -> str:
    alt = plain(picture.alt).strip()
    if not alt:
        return "the picture has no alternative text"
    name = picture.file.replace("\\", "/").rpartition("/")[2]
    return "the picture's alternative text is its file's name" if alt in (name, picture.file) else ""


def _within(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Columns):
            for column in block.columns:
                yield from _within(column.blocks)
