"""Texts with a box of their own: a title, a line, the sources, words of a fixed size.

Each fits its box, or raises `BriefError` with what to shorten, in points of the slide as it will be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from policybrief.compose.places import Places
from policybrief.deck.colors import MUTED
from policybrief.deck.fit.grid import Slot
from policybrief.deck.fit.source_links import by_number, in_ranges
from policybrief.deck.shapes import Anchor, Line, Look, Role, TextShape
from policybrief.deck.typeset import Type, extent, leading, wrapped
from policybrief.deck.widths import titled
from policybrief.errors import BriefError, Problem
from policybrief.ooxml.box import Box
from policybrief.text.breaks import NO_BREAK
from policybrief.text.records import dataclass, replace
from policybrief.text.run import Text, path_of, plain
from policybrief.text.value_path import ValuePath
from policybrief.theme.model import Theme

if TYPE_CHECKING:
    from policybrief.deck.fit.onbase import OnBase


_SLACK = 1.0
"""So many points of a box's height may be missing: the last line has room below its letters."""


def _with_ties(words: str, count: int) -> str:
    """Words, of which so many of the last spaces are such as no line ends at."""
    return NO_BREAK.join(words.rsplit(" ", count))


def gathered(makers: Iterable[Callable[[], TextShape]]) -> list[TextShape]:
    """What they make. Raises the problems of all of them at once."""
    shapes: list[TextShape] = []
    problems: list[Problem] = []
    for make in makers:
        try:
            shapes.append(make())
        except BriefError as error:
            problems += error.problems
    if problems:
        raise BriefError(problems)
    return shapes


@dataclass(frozen=True)
class Texts:
    """Places the texts of slides in a theme; `base` is the base that they are on, or None for our own master.

    `numbers` are those of the sources that the deck lists.
    """

    theme: Theme
    places: Places
    base: OnBase | None = None
    numbers: Mapping[ValuePath, str] = field(default_factory=dict)

    @cached_property
    def type_(self) -> Type:
        """What they are measured with: their looks have their sizes."""
        return Type(self.theme.deck)

    def title(self, text: Text, slot: Slot, sizes: Sequence[float], most: int) -> TextShape:
        """A title in `most` lines at the most, at the first of these sizes, from the largest down, at which it fits."""
        for size in sizes:
            look = replace(slot.look, size=size)
            if self.title_fault(text, look, slot, most) is None:
                said, insets = self._balanced(self._untorn(text, look, slot), look, slot, most)
                line, name = Line(said, look, align=slot.align), str(path_of(text)) or "title"
                return TextShape(slot.box, (line,), name, slot.anchor, insets, slot.fill, "title", held=slot.held)
        fault = self.title_fault(text, replace(slot.look, size=sizes[-1]), slot, most)
        assert fault, "one of the sizes would do"
        raise BriefError([fault])

    def title_fault(self, text: Text, look: Look, slot: Slot, most: int) -> Problem | None:
        """What keeps a title in this look out of its place, if anything."""
        broken = wrapped(text, look, slot.room.width, self.type_)
        room = self._lines(look, slot, most)
        if broken.cut:
            message = f"has a word that is wider than a slide's title at {self.shown(look.size)} pt"
            return self.problem(text, message, "use a shorter word, or a hyphen")
        if broken.lines > room:
            size = self.shown(look.size)
            message = f"as a slide's title takes {broken.lines} lines at {size} pt, and {room} is the maximum"
            return self.problem(text, message, "shorten it")
        return None

    def _lines(self, look: Look, slot: Slot, most: int) -> int:
        """So many lines a title has room for, of `most`."""
        return min(most, int((slot.room.height + _SLACK) / leading(look, self.type_)))

    def _balanced(
        self, text: Text, look: Look, slot: Slot, most: int
    ) -> tuple[Text, tuple[float, float, float, float]]:
        """A title, and the insets at which its lines are as they should be: see `titled`.

        A base's placeholder keeps its own, and so does a text that is not set flush left.
        """
        if slot.held or slot.align != "l":
            return text, slot.insets
        left, top, right, bottom = slot.insets
        said, width = titled(text, look, slot.room.width, self.type_, self._lines(look, slot, most))
        return said, (left, top, right + round(slot.room.width - width, 1), bottom)

    def _untorn(self, text: Text, look: Look, slot: Slot) -> Text:
        """On a base, a title whose last word would stand alone with the words before it on its line: its width is the
        base's own.
        """
        before = wrapped(text, look, slot.room.width, self.type_)
        if not slot.held or not before.runt:
            return text
        ways = ((*text[:-1], text[-1].saying(_with_ties(text[-1].text, count))) for count in (2, 1))
        lines = ((way, wrapped(way, look, slot.room.width, self.type_)) for way in ways)
        return next((way for way, after in lines if after.lines == before.lines and not after.cut), text)

    def one_line(self, text: Text, box: Box, look: Look, role: Role) -> TextShape:
        if wrapped(text, look, box.width, self.type_).lines > 1:
            raise BriefError([self.problem(text, f"is too long for a slide's {role}: it has one line", "shorten it")])
        return TextShape(box, (Line(text, look),), role, role=role)

    def source(self, text: Text, box: Box) -> TextShape:
        """The sources by their names; by their numbers, where these are too long; else by ranges of them."""
        look = Look(self.theme.deck.sizes.footer, MUTED)
        short = by_number(text, self.numbers)
        for way in (text, short, in_ranges(short)):
            with suppress(BriefError):
                return self._source(way, box, look)
        return self._source(text, box, look)

    def _source(self, text: Text, box: Box, look: Look) -> TextShape:
        named = tuple(replace(run, link="#") if run.path else run for run in text)  # they will be links: see wrapped
        hint = "give the sources short names by 'citation-label'"
        if any(run.footnote for run in text):
            hint = f"make its footnotes shorter, or {hint}"
        return replace(self.room((Line(named, look),), box, "source", "t", hint=hint), lines=(Line(text, look),))

    def room(
        self,
        lines: tuple[Line, ...],
        box: Box,
        role: Role,
        anchor: Anchor,
        *,
        hint: str = "shorten it",
        smaller: Sequence[float] = (),
    ) -> TextShape:
        """Lines of one size in a box of a fixed height; where they are too much, of the first `smaller` that fits."""
        size = lines[0].look.size
        if extent(lines, box.width, self.type_)[0] <= box.height + _SLACK:
            return TextShape(box, lines, role, anchor, role=role)
        if smaller:
            shrunk = tuple(replace(line, look=replace(line.look, size=smaller[0])) for line in lines)
            return self.room(shrunk, box, role, anchor, hint=hint, smaller=smaller[1:])
        longest = max((line.text for line in lines), key=lambda text: len(plain(text)))
        raise BriefError([self.problem(longest, f"is too long for a slide's {role} at {self.shown(size)} pt", hint)])

    def shown(self, size: float) -> str:
        """A size as a message says it: in points of the slide."""
        return f"{size:g}" if not self.base else f"{size / self.base.scale:.3g}"

    def problem(self, text: Text, message: str, hint: str) -> Problem:
        return self.places.problem(path_of(text), text[0].at if text else "", message, hint)
