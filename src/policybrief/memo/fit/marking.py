"""The page's head and foot: the lines of the marking, and the block that says who controls the content.

Lines stand below each other in the middle. A TLP label stands at the right in its colours, beside the first line where
there is room. Sizes are fixed points: a marking neither grows nor shrinks with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from policybrief.brief import banners
from policybrief.memo.fit.pen import MemoSizes, Pen, TextBlock
from policybrief.memo.fit.references import SourcesBlock
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.ink import Panel
from policybrief.text.records import dataclass
from policybrief.text.run import Text, plain

_FIXED = MemoSizes(0.0, 1.0, 1.0)
_WORDS: tuple[WordLook, float] = (WordLook(bold=True, color="marking", tracking=0.1), 8.0)
_BANNER: tuple[WordLook, float] = (WordLook(bold=True, color="ink", tracking=0.06), 10.0)
# TLP 2.0 wants 12 points or more, on black.
_LABEL = 12.0
_PAD_X, _PAD_Y = 6.0, 3.2
# Above the head and below the foot, as shares of the page's edge; and between them and the text.
_OVER, _UNDER = 0.393, 0.337
_CLEAR = 8.0
_APART = 14.4
_DESIGNATION = 151.2
"""The width of the designation block: 2.1 in."""


def look_of(line: Text, on_band: bool = False) -> tuple[WordLook, float]:
    """How a line of the marking is drawn, and its size in points."""
    words = plain(line)
    if words in banners.TLP:
        return WordLook(bold=True, color=f"#{banners.TLP[words]}"), _LABEL
    look, size = _BANNER if banners.is_cui(words) else _WORDS
    return (replace(look, color="on_dark") if on_band else look), size


@dataclass(frozen=True)
class MarkingLine:
    """A line of the marking: its text, how it is set, and whether it is a label in a box."""

    text: Text
    block: TextBlock
    boxed: bool

    @property
    def size(self) -> float:
        return self.block.size(_FIXED)

    @property
    def height(self) -> float:
        return self.size + 2 * _PAD_Y if self.boxed else self.size * 1.45

    @property
    def width(self) -> float:
        return self.block.natural_width(_FIXED) + (2 * _PAD_X if self.boxed else 0.0)

    def lay(self, pen: Pen, x: float, width: float, middle: float) -> None:
        baseline = middle + 0.345 * self.size
        if not self.boxed:
            self.block.place(pen, x + width / 2, baseline, "center")
            return
        left, top = x + width - self.width, middle - self.height / 2
        pen.marks.append(Panel(left, top, self.width, self.height, fill="000000"))
        self.block.place(pen, x + width - _PAD_X, baseline, "right")


@dataclass(frozen=True)
class MarkingEnd:
    """The marking at one end of the page, and the page's `number` at the right: beside the first line, where there is
    room.
    """

    lines: Sequence[MarkingLine] = ()
    number: TextBlock | None = None

    @classmethod
    def of(cls, markings: Sequence[Text], make: Callable[..., TextBlock], on_band: bool = False) -> MarkingEnd:
        """`make` makes a block of a text, a look and a size."""
        looks = [look_of(text, on_band) for text in markings]
        return cls(
            [
                MarkingLine(text, make(text, look, ratio=0.0, least=size), plain(text) in banners.TLP)
                for text, (look, size) in zip(markings, looks, strict=True)
            ]
        )

    def rows(self, width: float) -> list[list[MarkingLine]]:
        """The lines from the top down: a box and a line share a row where both have room."""
        rows: list[list[MarkingLine]] = []
        for line in self.lines:
            if rows and len(rows[-1]) == 1 and line.boxed != rows[-1][0].boxed and self._room(line, rows[-1][0], width):
                rows[-1].append(line)
            else:
                rows.append([line])
        return rows

    @staticmethod
    def _room(first: MarkingLine, second: MarkingLine, width: float) -> bool:
        box, line = (first, second) if first.boxed else (second, first)
        return line.width / 2 + _APART + box.width <= width / 2

    def _height(self, width: float) -> float:
        return self._number_row(width) + sum(max(line.height for line in row) for row in self.rows(width))

    def _number_row(self, width: float) -> float:
        """The height of the row that the number has to itself; 0 where it shares one, or there is none."""
        if not self.number:
            return 0.0
        first = self.rows(width)[:1]
        alone = first and len(first[0]) == 1 and not first[0][0].boxed
        shared = alone and first[0][0].width / 2 + _APART + self.number.natural_width(_FIXED) <= width / 2
        return 0.0 if shared else self.number.size(_FIXED) * 1.45

    def margin(self, edge: float, width: float) -> float:
        """The height that the page's end needs: `edge`, or more where the marking is higher."""
        any_text = self.lines or self.number
        return max(edge, _OVER * edge + self._height(width) + _CLEAR) if any_text else edge

    def wide(self, width: float) -> list[Text]:
        """The texts that are too long for one line."""
        return [line.text for line in self.lines if line.width > width]

    def lay(self, pen: Pen, x: float, width: float, edge: float) -> None:
        """At the top of the page."""
        self._lay(pen, x, width, _OVER * edge)

    def lay_below(self, pen: Pen, x: float, width: float, edge: float, page: float) -> None:
        """At the foot of a `page` of that height."""
        self._lay(pen, x, width, page - _UNDER * edge - self._height(width))

    def _lay(self, pen: Pen, x: float, width: float, top: float) -> None:
        rows, above = self.rows(width), self._number_row(width)
        if self.number:
            middle = top + (above or max(line.height for line in rows[0])) / 2
            self.number.place(pen, x + width, middle + 0.345 * self.number.size(_FIXED), "right")
        top += above
        for row in rows:
            height = max(line.height for line in row)
            for line in row:
                line.lay(pen, x, width, top + height / 2)
            top += height


@dataclass(frozen=True)
class Foot:
    """The sources under a thin rule, and beside them at the right the designation block in a frame."""

    sources: SourcesBlock | None
    block: Sequence[TextBlock] = ()

    @property
    def first(self) -> Foot | None:
        """What of it stands on the first of several pages: who controls the content is said there."""
        return Foot(None, self.block) if self.block else None

    @property
    def last(self) -> Foot | None:
        """What of it stands on the last."""
        return Foot(self.sources) if self.sources else None

    def smaller(self) -> Foot:
        """With smaller sources."""
        return replace(self, sources=self.sources.smaller()) if self.sources else self

    def lay(self, pen: Pen, x: float, width: float) -> None:
        if self.sources:
            pen.rule(x, width, "rule", 0.5)
            pen.y += 4.0
        top = bottom = pen.y
        if self.block:
            self._designation(pen, x + width - _DESIGNATION)
            bottom, pen.y, width = pen.y, top, width - _DESIGNATION - _APART
        if self.sources:
            self.sources.lay(pen, x, width)
        pen.y = max(pen.y, bottom)

    def _designation(self, pen: Pen, left: float) -> None:
        top = pen.y
        pen.y += 3.0
        for line in self.block:
            line.lay(pen, left + 5.0, _DESIGNATION - 10.0)
        pen.y += 3.0
        frame = Panel(left + 0.4, top, _DESIGNATION - 0.8, pen.y - top, stroke=pen.colors["ink"], thickness=0.75)
        pen.marks.append(frame)
