"""What the reader is asked to decide, as it is laid: a strip with its answers, or answers at the end of an item.

Boxes are white with a frame inside, on a strip of the main colour too: a pen's tick has to be seen, and a square
without a frame is a bullet. Boxes and lines to fill in are drawn, and decoration to a reader who can't see them; the
words beside them are text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from policybrief.memo.fit.flowables import WIDER
from policybrief.memo.fit.lines import line_width
from policybrief.memo.fit.looks import ASK, LABEL, SMALL, readable
from policybrief.memo.fit.pen import MemoSizes, Pen, TextBlock
from policybrief.memo.fit.setter import Setter
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.ink import InkRule, Panel
from policybrief.text.items import Decision
from policybrief.text.records import dataclass
from policybrief.theme.model import Theme

_CLEAR = 4.0
"""Between a label and what is asked, more than between other labels and their texts: a frame brings these near."""
_PEN_LINE = 0.4
"""How thick a line to write on is, in points: a hand's stroke stands out on it, not under it."""
_AROUND = 1.75
"""The white around the frame of a box."""
_BETWEEN_ROWS = 0.2
"""Between rows of answers, in type sizes, so that boxes below one another stay apart."""


@dataclass(frozen=True)
class Choice:
    """An answer: its word behind a box to tick, or before a line to sign on."""

    words: TextBlock
    mark: Literal["box", "line"]

    def _beside(self, sizes: MemoSizes) -> float:
        """The room that box or line takes, with the gap to the word."""
        return self.words.size(sizes) * (1.6 if self.mark == "box" else 4.0)

    def width(self, sizes: MemoSizes) -> float:
        return self.words.natural_width(sizes) + self._beside(sizes)

    def place(self, pen: Pen, x: float, baseline: float) -> None:
        """On a line."""
        self._draw(pen, x, baseline)
        self.words.place(pen, x + (self._beside(pen.sizes) if self.mark == "box" else 0.0), baseline)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        """On as many lines as it takes, where it is wider than all the room there is."""
        beside = self._beside(pen.sizes)
        self._draw(pen, x, pen.y + self.words.baseline(pen.sizes))
        room = min(max(self.words.natural_width(pen.sizes), 0.0) + 0.01, width - beside)
        self.words.lay(pen, x + (beside if self.mark == "box" else 0.0), room)

    def _draw(self, pen: Pen, x: float, baseline: float) -> None:
        em, color = self.words.size(pen.sizes), pen.colors["primary"]
        if self.mark == "box":
            side = 0.86 * em
            top, inner = baseline - 0.345 * em - side / 2, x + _AROUND
            around = side + 2 * _AROUND
            pen.marks.append(Panel(x, top - _AROUND, around, around, pen.colors["paper"]))
            pen.marks.append(Panel(inner, top, side, side, stroke=color, thickness=1.0))
        else:
            left = x + self.words.natural_width(pen.sizes) + 0.35 * em
            pen.marks.append(InkRule(left, baseline + 0.1 * em, left + 3.3 * em, baseline + 0.1 * em, color, _PEN_LINE))


def _row(choices: Sequence[Choice], sizes: MemoSizes, between: float) -> float:
    return sum(choice.width(sizes) for choice in choices) + between * (len(choices) - 1)


@dataclass(frozen=True)
class DecisionBlock:
    """What is asked, and the answers: in one row where there is room, or else the answers below. Its label stands in
    the margin.

    A strip of the main colour, or a frame: for a printer's sake, or where somebody is to sign. Answers that say what
    follows from them have a line each (not `in_rows`).
    """

    label: TextBlock | None
    ask: TextBlock
    choices: Sequence[Choice]
    framed: bool = False
    in_rows: bool = True

    def lay(self, pen: Pen, x: float, width: float) -> None:
        em, top, place = pen.sizes.body, pen.y, len(pen.marks)
        left = x + pen.sizes.column
        right = x + width - (0.7 * em if self.framed else 0.0)
        pen.padding(0.64)
        first, label_ends = pen.y + self.ask.baseline(pen.sizes), pen.y
        if self.label:
            inset, start = 0.7 * em if self.framed else 0.0, pen.y
            self.label.label(pen, first, x + inset, pen.sizes.beside - inset - _CLEAR)
            label_ends, pen.y = pen.y, start
        self._question(pen, left, right - left, first)
        pen.y = max(pen.y, label_ends)
        pen.padding(0.64)
        color = pen.colors["primary"]
        if self.framed:
            pen.marks.append(Panel(x + 0.75, top + 0.75, width - 1.5, pen.y - top - 1.5, stroke=color, thickness=1.5))
        else:
            pen.panel_below(place, Panel(x - WIDER, top, width + 2 * WIDER, pen.y - top, fill=color))

    def _question(self, pen: Pen, left: float, width: float, first: float) -> None:
        between = 1.5 * pen.sizes.body
        row = _row(self.choices, pen.sizes, between)
        self.ask.lay(pen, left, width)
        if self.choices and (not self.in_rows or row + self.ask.natural_width(pen.sizes) + between > width):
            self._stacked(pen, left, width)
            return
        at = left + width - row
        for choice in self.choices:
            choice.place(pen, at, first)
            at += choice.width(pen.sizes) + between

    def _stacked(self, pen: Pen, left: float, width: float) -> None:
        """Answers in rows below the question; one wider than the row is wrapped."""
        x, height = left, 0.0
        pen.gap(0.3)
        for choice in self.choices:
            need = choice.width(pen.sizes)
            if x > left and (not self.in_rows or x + need > left + width):
                x, pen.y = left, pen.y + height + _BETWEEN_ROWS * pen.sizes.body
            top = pen.y
            choice.lay(pen, x, width)
            height, pen.y = pen.y - top, top
            x = left + width if need > width else x + need + 1.5 * pen.sizes.body
        pen.y += height


@dataclass(frozen=True)
class ChoiceLine:
    """Answers at the right end of an item's last line, or on a line of their own where that is too full.

    `note` follows them: until when to answer.
    """

    choices: Sequence[Choice]
    note: TextBlock | None

    def lay(self, pen: Pen, text: TextBlock | None, x: float, width: float) -> None:
        """After `text` has been laid from `x`, `width` wide; after what is no text, on a line of its own."""
        sizes = pen.sizes
        between = 0.9 * sizes.body
        note = self.note.natural_width(sizes) if self.note else 0.0
        need = _row(self.choices, sizes, between) + (note + 0.6 * sizes.body if self.note else 0.0)
        last = line_width(text.lines(sizes, width)[-1]) * text.size(sizes) if text else width
        text = text or self.choices[0].words
        if need > width:
            self._stacked(pen, x, width)
            return
        if last + 1.6 * sizes.body + need > width:
            pen.y += text.line_height(sizes)
        baseline = pen.y - text.line_height(sizes) + text.baseline(sizes)
        at = x + width - need
        for choice in self.choices:
            choice.place(pen, at, baseline)
            at += choice.width(sizes) + between
        if self.note:
            self.note.place(pen, x + width, baseline, "right")

    def _stacked(self, pen: Pen, x: float, width: float) -> None:
        for choice in self.choices:
            choice.lay(pen, x, width)
        if self.note:
            self.note.lay(pen, x, width)


@dataclass(frozen=True)
class DecisionMaker:
    """Makes what is asked, below the element that `setter` fills; a `colon` stands before what follows of an answer."""

    setter: Setter
    theme: Theme
    colon: str

    def decision(self, block: Decision) -> DecisionBlock:
        in_frame = framed(block, self.theme)
        color = "primary" if in_frame else "paper"
        label_color = "highlight" if not in_frame and readable(self.theme, "highlight", "primary") else color
        label = self.setter.if_any(block.label, replace(LABEL, color=label_color), **SMALL)
        ask = self.setter.block(block.ask, WordLook(bold=True, color=color), self.setter.parent.add("P"), **ASK)
        options = []
        if block.options:
            listing, look = self.setter.parent.add("L"), WordLook(color="ink" if in_frame else "paper")
            options = [
                Choice(self.setter.block(text, look, listing.add("LI").add("LBody"), space_after=True), block.mark)
                for text in block.answers(self.colon)
            ]
        return DecisionBlock(label, ask, options, in_frame, in_rows=not block.consequences)


def framed(block: Decision, theme: Theme) -> bool:
    """Whether what is asked stands in a frame: nobody signs on a dark strip."""
    return theme.memo.panel == "ruled" or block.mark == "line"
