"""Where things stand on a page of the handout, for any paper and any shape of slide."""

from __future__ import annotations

from functools import cached_property

from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass, replace

SIDE = 46.8
"""The side margins: 0.65 in."""
_MARKING, _MARKING_HEIGHT = 14.0, 20.0
_KICKER, _TITLE, _TITLE_HEIGHT = 36.0, 47.5, 17.0
_RULE, _BLOCKS, _FOOT = 67.5, 86.4, 46.0
_BETWEEN = 14.0
"""Between the two blocks of a page."""
_LABEL = 18.7
"""From a block's top to its slide."""
_SHARE, _HIGHEST, _GAP = 0.6224, 0.72, 17.3
"""Of the width and the height, a slide's beside its notes at the most; and between them."""
_SMALLER = 0.86
"""Of its usual size, a slide's whose notes have room in its block then, and else have not."""
_LINES, _STEP = 14.4, 20.16
"""From a slide to the lines for what is written by hand, and between these."""


@dataclass(frozen=True)
class SlidePlace:
    """The place of a slide in its block, and those of notes: `beside` the slide, as `tall` as the block, in two columns
    at the slide's `foot`, and in two of the whole block where they go on without the slide.
    """

    label: Box
    slide: Box
    beside: Box
    tall: Box
    foot: tuple[Box, Box]
    columns: tuple[Box, Box]

    def rules(self, top: float) -> tuple[float, ...]:
        """The heights of the lines to write on, below what ends at `top`."""
        first = top + _LINES + _STEP
        count = max(0, int((self.tall.bottom - first) / _STEP))
        return tuple(first + _STEP * number for number in range(count))


@dataclass(frozen=True)
class HandoutPage:
    """A page: `paper` and `slide` are widths and heights; without `notes` a slide takes all of the width. With them it
    has its `share` of the usual size.
    """

    paper: tuple[float, float]
    slide: tuple[float, float]
    notes: bool
    share: float = 1.0

    @property
    def smaller(self) -> HandoutPage:
        """The same page with a slide that leaves its notes more room."""
        return replace(self, share=_SMALLER)

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.paper[0] - 2 * SIDE

    @property
    def marking(self) -> tuple[Box, Box]:
        """Where the marking stands, at the head and at the foot."""
        foot = self.paper[1] - _MARKING - _MARKING_HEIGHT
        return self._row(_MARKING, _MARKING_HEIGHT), self._row(foot, _MARKING_HEIGHT)

    @property
    def kicker(self) -> Box:
        return self._row(_KICKER, 11.0)

    @property
    def title(self) -> Box:
        return self._row(_TITLE, _TITLE_HEIGHT)

    @property
    def rule(self) -> Box:
        return self._row(_RULE, 1.5)

    @property
    def foot_rule(self) -> Box:
        return self._row(self.paper[1] - _FOOT, 0.5)

    @property
    def foot(self) -> Box:
        return self._row(self.paper[1] - _FOOT + 4.0, 11.0)

    def _row(self, y: float, height: float) -> Box:
        return Box(SIDE, y, self.width, height)

    @cached_property
    def blocks(self) -> tuple[SlidePlace, SlidePlace]:
        """The two of a page."""
        pitch = (self.paper[1] - _FOOT - _BLOCKS + _BETWEEN) / 2
        return self._block(_BLOCKS, pitch - _BETWEEN), self._block(_BLOCKS + pitch, pitch - _BETWEEN)

    def _block(self, top: float, height: float) -> SlidePlace:
        most = self.width * _SHARE if self.notes else self.width
        slide = self._slide(top + _LABEL, most * self.share, (height - _LABEL) * self.share)
        left, right = slide.right + _GAP, SIDE + self.width
        rest = Box(SIDE, top + _LABEL, self.width, height - _LABEL)
        tall = Box(left, rest.y, max(right - left, 1.0), rest.height)
        below = rest.inset(0.0, slide.height + _LINES, 0.0, 0.0)
        return SlidePlace(
            Box(SIDE, top, self.width, 12.0),
            slide,
            Box(tall.x, tall.y, tall.width, slide.height),
            tall,
            self._halves(below),
            self._halves(rest),
        )

    def _halves(self, room: Box) -> tuple[Box, Box]:
        half = (room.width - _GAP) / 2
        return room.inset(0.0, 0.0, half + _GAP, 0.0), room.inset(half + _GAP, 0.0, 0.0, 0.0)

    def _slide(self, top: float, most: float, high: float) -> Box:
        """As large as there is room, in its own shape; above what is written by hand, no higher than that needs."""
        width, height = self.slide
        scale = min(most / width, high * (_HIGHEST if self.notes else 1.0) / height)
        return Box(SIDE, top, width * scale, height * scale)
