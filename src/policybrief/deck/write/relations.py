"""The relationships that a slide asks for while it is written, before any package has them.

A package numbers those of a part in the order in which they are asked for; so a slide's XML, with the ids in it, holds
in every deck whose package is asked for the same in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from policybrief.deck.shapes import ChartShape, PictureShape

FIRST = 2
"""The number of the first: before it stands the slide's layout."""


class Relation(NamedTuple):
    """A relationship to what `kind` says: an address, the number of a slide, the bytes of a picture, a chart."""

    kind: str
    target: str | int | bytes | ChartShape


@dataclass
class Wanted:
    """Gives ids as a package will: equal relationships have the same, but for charts, of which each is a part alone."""

    relations: list[Relation] = field(default_factory=list)

    def link(self, address: str) -> str:
        """The id of the relationship to an address."""
        return self._known("hyperlink", address)

    def jump(self, slide: int) -> str:
        """The id of that to another slide."""
        return self._known("slide", slide)

    def embed(self, shape: ChartShape | PictureShape) -> str:
        """The id of that to a picture or a chart."""
        if isinstance(shape, PictureShape):
            return self._known("image", shape.content)
        return self._new(Relation("chart", shape))

    def _known(self, kind: str, target: str | int | bytes) -> str:
        relation = Relation(kind, target)
        if relation in self.relations:
            return f"rId{self.relations.index(relation) + FIRST}"
        return self._new(relation)

    def _new(self, relation: Relation) -> str:
        self.relations.append(relation)
        return f"rId{len(self.relations) - 1 + FIRST}"
