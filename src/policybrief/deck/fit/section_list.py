"""The list of a deck's sections on a slide between two of them: the one that begins here in bold below a rule.

Few have the size of text and much room, more of them less room and then smaller type. Of very many, those around the
present one are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import INK
from policybrief.deck.cover import Cover
from policybrief.deck.fit.progress import Progress
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import Type, extent, single
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass
from policybrief.text.run import Run

_PADDINGS = (25.0, 17.0, 10.0)
"""Around a section's name, above and below together: as much as there is room for."""
_ABOVE = 0.4
"""Of that, above the name."""
_PRESENT, _OTHER = 3.0, 0.75
"""The rules over the present section and the others."""
_BEFORE_NUMBERS = 12.0
_MORE = "…"


def shapes(present: str, progress: Progress, cover: Cover, type_: Type) -> list[Shape]:
    """The list in its place on the cover; nothing where the present section is no other slide's, or the only one."""
    if present not in progress.sections or len(progress.sections) < 2:
        return []
    sizes = type_.theme.sizes
    ways = [
        _List(present, progress, cover, size, padding, type_)
        for size in (sizes.text, sizes.label)
        for padding in _PADDINGS
    ]
    fitting = (way for way in ways if way.height(progress.sections) <= cover.sections_box.height)
    return next(fitting, ways[-1]).shapes()


@dataclass(frozen=True)
class _List:
    """The list at a size, with so much room around each name."""

    present: str
    progress: Progress
    cover: Cover
    size: float
    padding: float
    type_: Type

    def shapes(self) -> list[Shape]:
        place, drawn = self.cover.sections_box, list[Shape]()
        y = place.y
        for name in self._shown():
            present = name == self.present
            box = Box(place.x, y, place.width, self._row(name))
            rule = replace(box, height=_PRESENT if present else _OTHER)
            drawn.append(Decoration(rule, fill=self.cover.rule if present else self.cover.quiet))
            drawn += self._section(name, box.inset(0, self.padding * _ABOVE, 0, 0))
            y = box.bottom
        return drawn

    def height(self, names: Sequence[str]) -> float:
        """That of a list of these."""
        return fsum(map(self._row, names))

    def _row(self, name: str) -> float:
        return extent((self._title(name),), self.cover.sections_box.width, self.type_)[0] + self.padding

    def _shown(self) -> Sequence[str]:
        """The sections; where they are too many, as many around the present one as there is room for."""
        names = self.progress.sections
        at, first, last = names.index(self.present), 0, len(names)
        shown = names
        while self.height(shown) > self.cover.sections_box.height and last - first > 1:
            first, last = (first + 1, last) if at - first > last - 1 - at else (first, last - 1)
            shown = (*((_MORE,) if first else ()), *names[first:last], *((_MORE,) if last < len(names) else ()))
        return shown

    def _title(self, name: str) -> Line:
        color = INK if self.cover.fields == "stack" else self.cover.byline
        return Line((Run(name),), Look(self.size, color, bold=name == self.present))

    def _section(self, name: str, box: Box) -> list[Shape]:
        """A section's name, and at the right the numbers of its slides where the name leaves room for them."""
        title = self._title(name)
        said = TextShape(box, (title,), f"section {name}", role="progress")
        numbers = Line((Run(self.progress.range_of(name)),), replace(title.look, bold=False), align="r")
        width = single(numbers, self.type_)
        if name not in self.progress.sections or single(title, self.type_) > box.width - width - _BEFORE_NUMBERS:
            return [said]
        left, right = box.inset(0, 0, width + _BEFORE_NUMBERS, 0), box.inset(box.width - width, 0, 0, 0)
        return [replace(said, box=left), TextShape(right, (numbers,), f"slides of {name}", role="progress")]
