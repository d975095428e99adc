"""What judgments come to, in words: a lead and what follows it; or, beside others of its kind, as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.deck.colors import PRIMARY, RULE
from policybrief.deck.fit.gaps import Gap, GappedRow, paragraph, shown, stacked
from policybrief.deck.shapes import Decoration, Line, Look, Shape
from policybrief.deck.typeset import HAIRLINE, Faults, Laid, Type, extent, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.clauses import sentences
from policybrief.text.prose import Paragraph

_LEAD_LINES = 5
"""A lead is read at a glance, or is none."""
_BELOW_RULE = 9.0
"""From a hairline to the sentence below it."""


def said(text: Sequence[Paragraph], width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show what something means: its first sentence as a lead above those that follow, unless it has
    several paragraphs, of which none goes before the others; at the size of text; or as it is written.
    """
    sizes = type_.theme.sizes
    parts = [part for paragraph in text for part in sentences(paragraph.text)]
    lead = Line(parts[0], Look(sizes.lead, PRIMARY, bold=True, heading=True))
    if len(text) == 1 and wrapped(lead.text, lead.look, width, type_).lines <= _LEAD_LINES:
        yield _divided([lead, *(Line(part, Look(type_.body)) for part in parts[1:])], width, type_)
    yield _divided([Line(part, Look(type_.body)) for part in parts], width, type_)
    yield stacked([paragraph(part.text, width, Gap(9.0, 12.0), type_) for part in text])


def as_written(text: Sequence[Paragraph], width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show a text beside others of its kind: as large as a lead, a headline, or text."""
    sizes = type_.theme.sizes
    for size in (sizes.lead, sizes.head, sizes.text):
        yield stacked([paragraph(part.text, width, Gap(9.0, 12.0), type_, Look(size)) for part in text])


def _divided(lines: Sequence[Line], width: float, type_: Type) -> Laid:
    """Paragraphs with hairlines between them."""

    def row(line: Line, *, first: bool) -> GappedRow:
        height, faults = extent([line], width, type_)

        def draw(x: float, y: float) -> list[Shape]:
            rule = [] if first else [Decoration(Box(x, y - _BELOW_RULE, width, HAIRLINE), fill=RULE)]
            return [*rule, shown((line,), Box(x, y, width, height), type_)]

        return GappedRow(height, draw, Gap(_BELOW_RULE + 7.5, _BELOW_RULE + 15.0), Faults(faults.cuts))

    return stacked([row(line, first=not number) for number, line in enumerate(lines)])
