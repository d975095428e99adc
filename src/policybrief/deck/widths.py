"""The widths in which texts stand: as many lines as in their room, of about one length, and none that ends where it
should not, in a word, in a name, or before the number of a source.

Programs break lines for themselves, between any two ideographs, and between one and a figure: so it is the width alone
that keeps them from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from policybrief.deck.shapes import Line, Look
from policybrief.deck.typeset import Type, beginning, begins, indent, single, stacked, tied, wrapped, wrapping
from policybrief.fonts.linebreaks import Wrapped
from policybrief.text.breaks import NO_BREAK
from policybrief.text.records import dataclass
from policybrief.text.run import Text, held_places

_EXACT = 2.0
"""Points to which the width of balanced text is sought."""
_EVEN = 2
"""Lines of a text that are balanced: more of them would only be narrow."""

_NARROWER = 32
"""Per cent by which a text may be narrower than its room, at the most, so that no word stands alone at its end."""

_SHORT = 0.25
"""Of its longest line, what the last of a text has at the least, where another width gives it that."""

_BEHIND_COLON = re.compile(r"(?<=: )(?=\S)|(?<=：)(?=\S)")

_SHARES = [1 - step / 50 for step in range(1, 16)]
"""How much narrower a room may be: by a fiftieth at a time."""


def balanced(text: Text, look: Look, room: float, type_: Type) -> float:
    """The width at which a text's lines are of about one length: as many lines as in the `room`, each as full, and no
    tie undone for it.
    """
    wraps = wrapping(text, look, type_)
    lines = wraps(room).lines
    if lines < 2:
        return room
    narrow, wide = tied(text, look, room, type_), room
    while wide - narrow > _EXACT:
        middle = (narrow + wide) / 2
        broken = wraps(middle)
        narrow, wide = (narrow, middle) if broken.lines == lines and not broken.cut else (middle, wide)
    return min(room, wide + look.size / 2)


def titled(text: Text, look: Look, room: float, type_: Type, most: int) -> tuple[Text, float]:
    """A title, and its width: balanced; but of one in two parts, "Power or cold: what to build", a line begins behind
    the colon where that costs no line, and the words beside the colon are tied. Where a line would else have one word
    of a part and some of the other, it may cost a line, up to `most`.
    """
    even = balanced(text, look, room, type_)
    whole = "".join(run.text for run in text)
    colon, before = _BEHIND_COLON.search(whole), beginning(text, look, type_)(even)
    if not colon or not before or colon.start() in before:
        return text, even
    edge = colon.start()
    last, second = whole.rfind(" ", 0, edge - 1), whole.find(" ", edge)
    mixed = any(last < start < edge or edge < start <= second + 1 for start in before)
    held = _held(text, (last, second))
    wraps, starts, lines = wrapping(held, look, type_), beginning(held, look, type_), len(before) + 1
    for count in (lines, lines + 1) if mixed and lines < most else (lines,):
        ways = [width for width in (room * share / 50 for share in range(50, 20, -1)) if wraps(width).lines == count]
        ways = [each for each in ways if edge in starts(each) and not (wraps(each).runt or wraps(each).cut)]
        if ways:
            return held, min(ways[0], ways[-1] + look.size / 2)
    return text, even


def _held(text: Text, places: Iterable[int]) -> Text:
    """The text with spaces at these places at which no line ends."""
    ends = list(accumulate(len(run.text) for run in text))
    whole = "".join(run.text for run in text)
    letters = "".join(NO_BREAK if at in places and char == " " else char for at, char in enumerate(whole))
    return tuple(run.saying(letters[end - len(run.text) : end]) for run, end in zip(text, ends, strict=True))


def settled(lines: Sequence[Line], width: float, type_: Type) -> float:
    """The width to set paragraphs in, of `width`: a sole one of two lines has these of about one length, and none ends
    in a single word or a short line, or has a line that ends within a word, where that costs no line.
    """
    paragraphs = [_Paragraph(line, type_) for line in lines]
    even = len(lines) == 1 and paragraphs[0].broken(width).lines == _EVEN
    first = balanced(lines[0].text, lines[0].look, width, type_) if even else width
    blemishes = _blemishes(paragraphs, first)
    if not any(blemishes):
        return first
    height, faults = stacked(lines, [each.broken(first) for each in paragraphs], type_)
    tried = [(blemishes, first)]
    least = max(tied(line.text, line.look, width - indent(line), type_) + indent(line) for line in lines)
    for less in range(0, _NARROWER, 2):
        narrower = width * (100 - less) / 100
        others, more = stacked(lines, [each.broken(narrower) for each in paragraphs], type_)
        if others > height or more.cuts > faults.cuts or narrower < least:
            break  # what is narrower still has as many lines, or more, or undoes a tie
        tried.append((_blemishes(paragraphs, narrower), narrower))
        if not any(tried[-1][0]):
            break
    return min(tried, key=lambda way: way[0])[1]


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph that is measured once, to be broken in many widths."""

    line: Line
    type_: Type

    def broken(self, width: float) -> Wrapped:
        """As the worst of programs breaks it."""
        return self._wraps(width - indent(self.line))

    def starts(self, width: float) -> tuple[int, ...]:
        """Where its lines begin, as most programs break it."""
        return self._begins(width - indent(self.line))

    @cached_property
    def whole(self) -> str:
        """As it is shown, with what it cites, which takes its room in the lines."""
        said = "".join(run.text for run in self.line.text)
        return said.upper() if self.line.look.caps else said

    @cached_property
    def held(self) -> frozenset[int]:
        """Where no line is to begin."""
        return frozenset(held_places(self.line.text))

    @cached_property
    def _wraps(self) -> Callable[[float], Wrapped]:
        return wrapping(self.line.text, self.line.look, self.type_)

    @cached_property
    def _begins(self) -> Callable[[float], tuple[int, ...]]:
        return beginning(self.line.text, self.line.look, self.type_)


def _blemishes(paragraphs: Iterable[_Paragraph], width: float) -> tuple[int, int, int]:
    """How many paragraphs end in a single word, lines end within a word or a name, and last lines look left over; as
    the worst of programs breaks them, and as most do.
    """
    runts = torn = short = 0
    for paragraph in paragraphs:
        broken = paragraph.broken(width)
        if broken.lines == 1:
            continue
        whole, starts = paragraph.whole, paragraph.starts(width)
        ends = [len(line_text.strip()) for line_text in _between(whole, starts)]
        runts += broken.runt or (bool(starts) and " " not in whole[starts[-1] :].strip())
        torn += any(whole[at - 1] == "-" for at in starts) + len(paragraph.held.intersection(starts))
        short += broken.end < _SHORT * broken.width or ends[-1] < _SHORT * max(ends)
    return runts, torn, short


def _between(whole: str, starts: Sequence[int]) -> list[str]:
    """The lines of a text."""
    return [whole[start:end] for start, end in pairwise((0, *starts, len(whole)))]


def tight(line: Line, room: float, type_: Type) -> float:
    """The least width in which a line takes no more lines than in the room: its own, or that at which they are even."""
    if wrapped(line.text, line.look, room, type_).lines > 1:
        return balanced(line.text, line.look, room, type_)
    return min(room, single(line, type_))


def narrower(lines: Sequence[Line], room: float, type_: Type) -> float:
    """By how much a room is too wide: 0.0 where nothing breaks that must not. Of long lists some may, in every room
    that needs no more lines: then it is the room in which the fewest do.
    """
    if not any(held_places(line.text) for line in lines) or not _broken(lines, room, type_):
        return 0.0
    most = [wrapped(line.text, line.look, room - indent(line), type_).lines for line in lines]
    rooms = [room]
    for width in (share * room for share in _SHARES):
        counts = [len(_begins(line, width, type_)) + 1 for line in lines]
        if any(count > allowed for count, allowed in zip(counts, most, strict=True)):
            break
        rooms.append(width)
    return room - min(rooms, key=lambda width: _broken(lines, width, type_))


def holds_names(lines: Sequence[Line], room: float, type_: Type) -> bool:
    """Whether no name breaks where the room is as much narrower as that takes."""
    return not _broken(lines, room - narrower(lines, room, type_), type_)


def _begins(line: Line, room: float, type_: Type) -> tuple[int, ...]:
    return begins(line.text, line.look, room - indent(line), type_)


def _broken(lines: Sequence[Line], room: float, type_: Type) -> int:
    """How many names break, and numbers of sources stand apart from what they follow."""
    return sum(len({*_begins(line, room, type_)}.intersection(held_places(line.text))) for line in lines)
