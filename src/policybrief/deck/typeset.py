"""Type at one step of the theme's scale, and how much room lines of it take. What the layouts of blocks share.

Siblings (columns, rows, events) always share one size. Lengths are added by `math.fsum`: since Python 3.12 `sum`
rounds floats in another way than before, and the same brief must give the same bytes on every Python.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from policybrief.deck.colors import ACCENT, FIRST, PRIMARY, SECOND
from policybrief.deck.shapes import BULLETS, SIGN_FACE, Line, Look, Shape
from policybrief.fonts import linebreaks, measure
from policybrief.fonts.linebreaks import Wrapped
from policybrief.ooxml.box import Box
from policybrief.text.breaks import JOINER, RANGE
from policybrief.text.records import dataclass, replace
from policybrief.text.run import Run, Text, clings, path_of
from policybrief.theme.deck import DeckTheme

GAP, GUTTER = 16.0, 18.0
"""Between blocks that stand one below the other, and between those that stand side by side."""

NO_CEILING = 10_000.0
"""More than any slide has, in points: the height up to which a block grows that takes all there is, the width of lines
that are not to break. It is finite, for heights are counted in lines.
"""

HAIRLINE, BAR = 0.75, 3.75
"""A hairline, and the bar over a column or beside a panel."""

TONES = {"primary": PRIMARY, "accent": ACCENT, "highlight": PRIMARY, "first": FIRST, "second": SECOND}
"""The colour of text in a column of each tone: what is highlighted on a dark ground is said by the darkest on paper."""

_CLEAR = 1.03
"""Of a line's width, what a box has that is made for it."""

_INDENT = 1.0  # of the type size, for bullets
_NUMBERED_INDENT = 1.5


LEADING = 1.25
"""The distance of lines, in type sizes: it is never stretched, for spare room goes between blocks."""

ROOMY, USUAL, COMPACT = range(3)
"""How full a slide is: what there is little of stands a size larger, what there is much of a size smaller."""


@dataclass(frozen=True)
class Type:
    """The theme's faces, and the sizes that texts take from its scale on a slide that is so full (its `step`)."""

    theme: DeckTheme
    step: int = USUAL

    @cached_property
    def scale(self) -> float:
        """By how much larger than it is written a slide is fitted: slow to ask of a model, and asked for every text."""
        return self.theme.scale

    @cached_property
    def lead(self) -> float:
        """What a slide comes to."""
        return self.theme.sizes.lead

    @cached_property
    def head(self) -> float:
        """A headline above text of the size `body`."""
        sizes = self.theme.sizes
        return (sizes.lead, sizes.head, sizes.text)[self.step]

    @cached_property
    def body(self) -> float:
        """Text: never smaller than the scale's `text`."""
        sizes = self.theme.sizes
        return (sizes.head, sizes.text, sizes.text)[self.step]

    @cached_property
    def cell(self) -> float:
        """The text of tables and lists of sources, which may be a size smaller."""
        sizes = self.theme.sizes
        return (sizes.text, sizes.text, sizes.label)[self.step]

    @cached_property
    def label(self) -> float:
        """Labels, captions, the numbers in marks."""
        return self.theme.sizes.label

    def face(self, look: Look) -> str:
        return look.face or (self.theme.heading_face if look.heading else self.theme.body_face)


@dataclass(frozen=True)
class Faults:
    """What makes lines ugly: words that had to be cut, and runts, single words on the last line of a paragraph."""

    cuts: int = 0
    runts: int = 0

    @classmethod
    def of(cls, parts: Iterable[Faults]) -> Faults:
        """The faults of several parts together."""
        faults = list(parts)
        return cls(sum(fault.cuts for fault in faults), sum(fault.runts for fault in faults))


@dataclass(frozen=True)
class Laid:
    """A block laid out: the height it needs, what is wrong with its lines, and how it takes a box.

    A block that grows can use spare room, up to `ceiling` points in height. `faults` are counted to choose among sizes.
    `above` is the height of labels at its top, which may stand above the room for content.
    """

    height: float
    place: Callable[[Box], list[Shape]]
    faults: Faults
    grows: bool = False
    ceiling: float = 0.0
    above: float = 0.0


UNFIT = Laid(math.inf, lambda _: [], Faults())
"""A block that does not take this step of the scale."""


def styled(run: Run, look: Look, type_: Type) -> measure.TypeStyle:
    """What decides a run's width in a line of this look."""
    size = look.size * (0.66 if run.raised else 1.0)
    face = SIGN_FACE if run.is_sign else type_.face(look)
    return measure.TypeStyle(face, size, look.bold or run.bold, look.italic or run.italic, look.spacing)


def wrapped(text: Text, look: Look, width: float, type_: Type) -> Wrapped:
    """How a text breaks in `width` points. On a scaled slide it is measured at the size that will be written."""
    return wrapping(text, look, type_)(width)


def wrapping(text: Text, look: Look, type_: Type) -> Callable[[float], Wrapped]:
    """The same for whoever tries many widths: the text is measured once."""
    scale = type_.scale
    measured = _measured(text, look, type_)

    def in_width(width: float) -> Wrapped:
        room = width / scale
        broken = measured.wrap(room)
        return broken if scale == 1.0 else broken._replace(width=broken.width * scale)

    return in_width


def _measured(text: Text, look: Look, type_: Type) -> linebreaks.Measured:
    return linebreaks.measured(_pieces(text, _written(look, type_.scale), type_))


def tied(text: Text, look: Look, room: float, type_: Type) -> float:
    """The width that words which are tied take, where the room holds them: in less they would part."""
    return _measured(text, look, type_).tied(room / type_.scale) * type_.scale


def begins(text: Text, look: Look, width: float, type_: Type) -> tuple[int, ...]:
    """Where the lines of a text begin, after the first, as PowerPoint and LibreOffice show it: they know no names."""
    return beginning(text, look, type_)(width)


def beginning(text: Text, look: Look, type_: Type) -> Callable[[float], tuple[int, ...]]:
    """The same for whoever tries many widths."""
    scale = type_.scale
    written = _written(look, scale)
    breaks = linebreaks.breaking((_said(run, look), styled(run, written, type_)) for run in text)
    return lambda width: breaks(width / scale)


def ours(text: Text, look: Look, width: float, type_: Type) -> tuple[int, ...]:
    """The same where nobody but we set the lines: none begins within a name, or with the number of a source."""
    pieces = _pieces(text, _written(look, type_.scale), type_)
    whole = "".join(said for said, _ in pieces)
    return tuple(at - whole.count(JOINER, 0, at) for at in linebreaks.breaks(pieces, width / type_.scale))


def _written(look: Look, scale: float) -> Look:
    """A look as it will be written."""
    return look if scale == 1.0 else replace(look, size=points(look.size / scale), spacing=look.spacing / scale)


def _pieces(text: Text, look: Look, type_: Type) -> list[tuple[str, measure.TypeStyle]]:
    """Texts with their styles, and joiners where no line is to end."""
    held = [JOINER.join(run.text) if run.whole else RANGE.sub(JOINER, _said(run, look)) for run in text]
    for at, (before, run) in enumerate(pairwise(text), 1):
        if clings(before, run):
            held[at] = JOINER + held[at]
    return [(said, styled(run, look, type_)) for said, run in zip(held, text, strict=True)]


def _said(run: Run, look: Look) -> str:
    return run.text.upper() if look.caps else run.text


def points(size: float) -> float:
    """Type as a scaled slide has it, in tenths of a point."""
    return math.floor((size + 0.015) * 10) / 10


def leading(look: Look, type_: Type) -> float:
    """The height of a line, in points."""
    if not look.leading:
        return look.size * LEADING
    return look.size * measure.line_height(type_.face(look)) * look.leading


def extent(lines: Sequence[Line], width: float, type_: Type) -> tuple[float, Faults]:
    """The height of paragraphs in `width` points, and what is wrong with their lines."""
    return stacked(lines, [wrapped(line.text, line.look, width - indent(line), type_) for line in lines], type_)


def stacked(lines: Sequence[Line], broken: Sequence[Wrapped], type_: Type) -> tuple[float, Faults]:
    """The same of paragraphs that are broken already."""
    height, cuts, runts = 0.0, 0, 0
    for number, (line, lines_of) in enumerate(zip(lines, broken, strict=True)):
        height += lines_of.lines * leading(line.look, type_) + (line.before if number else 0.0)
        cuts += lines_of.cut
        runts += lines_of.runt
    return height, Faults(cuts, runts)


def single(line: Line, type_: Type) -> float:
    """The width of a box in which no program breaks a line."""
    return wrapped(line.text, line.look, NO_CEILING, type_).width * _CLEAR + 1.0


def indent(line: Line) -> float:
    """How far a bullet's text stands in from its box, in points."""
    if not line.bullet:
        return 0.0
    return line.inset + line.look.size * (_INDENT if line.bullet in BULLETS else _NUMBERED_INDENT)


def note_look(size: float) -> Look:
    """What something means for who reads it: text like any other, behind a label that stands out."""
    return Look(size, strong=PRIMARY)


def name_of(*texts: Text) -> str:
    """What a shape is called: by where its text comes from."""
    return next((str(path) for text in texts if (path := path_of(text))), "text")
