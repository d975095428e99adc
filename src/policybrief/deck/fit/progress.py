"""Where a slide stands in its deck: the sections in a row at the right of the kicker, the present one marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from policybrief.deck.colors import MUTED, PRIMARY
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import NO_CEILING, Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.document import Slide
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text

_BETWEEN = 18.0
"""Between two sections, in points."""

_BAR = 2.25
_MARKED = 0.56
"""A marking of a word or two ends here, over the middle: a bar over a name further left would be close below it."""
_CLEAR = 1.03
"""Of a word's width, what its box has: no program may break it."""


@dataclass(frozen=True)
class Progress:
    """The sections of a deck by their names, in its order, and the numbers of their slides once these are known."""

    sections: tuple[str, ...]
    slides: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, slides: Sequence[Slide]) -> Progress:
        """The sections of content slides: what has a cover alone needs no way to it."""
        return cls(
            tuple(dict.fromkeys(slide.section for slide in slides if slide.layout == "content" and slide.section))
        )

    def counted(self, sections: Sequence[str]) -> Progress:
        """The same for a deck whose slides are in these sections, or in none."""
        of = {name: [at for at, section in enumerate(sections, 1) if section == name] for name in self.sections}
        return replace(self, slides=of)

    def range_of(self, section: str) -> str:
        """The numbers of a section's slides as they are read: '4', '4–7'. Sections are never interrupted."""
        numbers = self.slides.get(section, ())
        if not numbers:
            return ""
        return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"

    def shown(self, present: str) -> bool:
        """Whether slides of a section say where they stand, if there is room."""
        return present in self.sections and len(self.sections) > 1

    def shapes(self, present: str, room: Box, type_: Type) -> list[Shape]:
        """The row at the right end of a room; nothing where there is one section, or where the row has no room.

        Each name has a box of its own, so that none moves where a program measures otherwise. The bar of the present
        one stands over its name; under it in a theme of lines, and where the row reaches below the marking.
        """
        if not self.shown(present):
            return []
        texts = [_named(name, present=name == present) for name in self.sections]
        look = Look(type_.theme.sizes.kicker, MUTED, strong=PRIMARY, leading=1.0)
        widths = [wrapped(text, look, NO_CEILING, type_).width * _CLEAR for text in texts]
        x = room.right - sum(widths) - _BETWEEN * (len(widths) - 1)
        if x < room.x + room.width / 4:
            return []
        shapes: list[Shape] = []
        widest = [wrapped(_named(name, present=True), look, NO_CEILING, type_).width * _CLEAR for name in self.sections]
        reach = room.right - sum(widest) - _BETWEEN * (len(widest) - 1)  # the same on every slide
        under = type_.theme.cards == "ruled" or reach < room.x + room.width * _MARKED
        level = room.bottom if under else room.y - _BAR - 1.0
        for name, text, width in zip(self.sections, texts, widths, strict=True):
            box = Box(x, room.y, width, room.height)
            shapes.append(TextShape(box, (Line(text, look, align="r"),), f"section {name}", role="progress"))
            if name == present:
                own = width / _CLEAR
                shapes.append(Decoration(Box(x + width - own, level, own, _BAR), fill=PRIMARY))
            x += width + _BETWEEN
        return shapes


def _named(name: str, *, present: bool) -> Text:
    return (Run(name, bold=present),)
