"""The slides of a deck once fit is done, each with its shapes, and where links between them lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from policybrief.deck.shapes import Line, Shape, TableShape, TextShape
from policybrief.text.document import Properties
from policybrief.text.records import HashedOnce, dataclass
from policybrief.text.run import Text
from policybrief.theme.model import Theme


@dataclass(frozen=True, slots=True)
class PlacedSlide(HashedOnce):
    """A slide ready to be written: shapes in reading order, which is also the order of drawing. Links lead to its `id`,
    and say its `kicker` and `title`.
    """

    layout: str
    shapes: tuple[Shape, ...]
    notes: tuple[Line, ...]
    section: str
    title: str
    id: str = ""
    kicker: str = ""

    @property
    def jumps(self) -> frozenset[str]:
        """The links inside of the deck that the slide has."""
        return frozenset(link for link in self._links() if link.startswith("#"))

    def _links(self) -> Iterator[str]:
        for shape in self.shapes:
            if isinstance(shape, TextShape):
                yield shape.link
                yield from (run.link for line in shape.lines for run in line.text)
            elif isinstance(shape, TableShape):
                yield from (run.link for row in shape.rows for cell in row for line in cell.lines for run in line.text)


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link inside of the deck leads: the slide's number, and what is there."""

    slide: int
    tip: str


@dataclass(frozen=True, slots=True)
class PlacedDeck:
    """All slides, and the theme that colours them. The `markings` stand on the notes pages too.

    `targets` says where a link such as "#sources[0]" or "#judgment-1" leads.
    """

    slides: tuple[PlacedSlide, ...]
    theme: Theme
    properties: Properties
    markings: tuple[Text, ...] = ()
    targets: Mapping[str, LinkTarget] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        return f"{len(self.slides)} slides"
