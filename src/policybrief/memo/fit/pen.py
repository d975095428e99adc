"""The pen: keeps the place on the page and turns lines into marks, at the sizes that fit tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, Protocol

from policybrief.memo.fit import strokes
from policybrief.memo.fit.breaks import IN_TEXT, PageBreak, take_back
from policybrief.memo.fit.ladder import ContentStep
from policybrief.memo.fit.lines import balanced, line_width, lines, untied
from policybrief.memo.fit.typesetter import SetText, line_ends
from policybrief.memo.fit.words import MemoWord, WordLook, WordPiece, alike, cut
from policybrief.ooxml.box import Box
from policybrief.pdf.faces import TIE
from policybrief.pdf.ink import Bookmark, InkRule, InkStretch, InkWords, LinkArea, Mark, Node, Panel, PlacedArtwork
from policybrief.text.records import dataclass, replace
from policybrief.text.run import plain

if TYPE_CHECKING:
    from policybrief.pictures.logo import Artwork

_HALF_CAPITAL = 0.345
"""Capitals and numerals are about twice as high, in type sizes."""
_PADDING_GROWS = 0.3
_SQUEEZES = (0.98, 0.96, 0.94, 0.92, 0.9, 0.88)
"""How much smaller a title may be, step by step, where that saves a line."""
_LEAST_LABEL = 6.8
"""The smallest type of a label, in points."""
_ALL = ContentStep()


@dataclass(frozen=True, slots=True)
class MemoSizes:
    """What fit chooses.

    The body's type size in points, leading in type sizes, `spacing` as a factor of every gap, and `extra` points before
    each part of the memo. The text column begins `column` points from the left end of the margin column.
    """

    body: float
    leading: float
    spacing: float
    extra: float = 0.0
    column: float = 0.0

    @property
    def beside(self) -> float:
        """The width of what stands in the margin column, and may reach into the gap beside it."""
        return max(self.column - 8.0, 0.0)

    @property
    def line(self) -> float:
        """The height of a line of the body."""
        return self.body * self.leading

    @property
    def baseline(self) -> float:
        """From the top of a line of the body to its baseline."""
        return self.line / 2 + _HALF_CAPITAL * self.body


class Pen:
    """Draws downwards from `y`; `marks` is what it has drawn. `colors` are the theme's, by name.

    `content` is what of the memo is laid: full texts or short ones, with or without the optional parts. The margin
    column is free where it `margin_begins`, below a section's heading. `breaks` are where what is drawn may go on on
    another page, and `again` is what stands there once more, above whatever is being drawn. In the `free` stretches of
    the margin column nothing says how we know what stands beside.
    """

    def __init__(self, sizes: MemoSizes, colors: Mapping[str, str], y: float, content: ContentStep = _ALL) -> None:
        self.sizes, self.colors, self.y, self.content = sizes, colors, y, content
        self.marks: list[Mark] = []
        self.bookmarks: list[Bookmark] = []
        self.margin_begins = y
        self.boxes: dict[Node, tuple[float, float, float, float]] = {}
        self.breaks: list[PageBreak] = []
        self.again: tuple[Flowable, ...] = ()
        self.free: list[tuple[float, float]] = []

    def gap(self, ems: float) -> None:
        """Move down by some body sizes of space."""
        self.y += ems * self.sizes.body * self.sizes.spacing

    def padding(self, ems: float) -> None:
        """Move down by the space within a tint or a frame, which grows less than a gap."""
        self.y += ems * self.sizes.body * (1.0 + _PADDING_GROWS * (self.sizes.spacing - 1.0))

    def part(self, ems: float) -> None:
        """Move down to a new part of the memo, where spare space goes first."""
        self.gap(ems)
        self.y += self.sizes.extra

    def may_break(self, end: float, cost: float) -> None:
        """A page may end at `end`, and the next begin with what comes at the pen's height."""
        self.breaks.append(PageBreak(end, self.y, cost, self.again))

    def leave_margin(self, top: float) -> None:
        """Nothing stands in the margin beside what was drawn since `top`, below a heading that is there."""
        top = max(top, self.margin_begins)
        if self.y > top:
            self.free.append((top, self.y))

    def artwork(self, box: Box, node: Node, made: Callable[[], Artwork]) -> None:
        """A picture in its box; it is `made` when it is drawn."""
        self.marks.append(PlacedArtwork(box.x, box.y, box.width, box.height, made(), node))
        self.boxes[node] = (box.x, box.y, box.right, box.bottom)

    def keep(self, top: float, bottom: float) -> None:
        """What was drawn between two heights stays together."""
        take_back(self.breaks, top, bottom)

    def keep_ends(self, top: float, line: float = 0.0) -> None:
        """No line alone of what was drawn since `top` ends a page, or begins the next."""
        two = 2 * (line or self.sizes.line)
        self.keep(top, min(top + two, self.y))
        self.keep(max(self.y - two, top), self.y)

    def rule(self, x: float, width: float, color: str, thickness: float) -> None:
        """A horizontal rule at the pen's height."""
        self.marks.append(InkRule(x, self.y, x + width, self.y, self.colors[color], thickness))

    def panel_below(self, place: int, panel: Panel) -> None:
        """Put a panel under all that was drawn since there were `place` marks."""
        self.marks.insert(place, panel)

    def line(self, words: Sequence[MemoWord], x: float, baseline: float, size: float) -> None:
        """One line of text, neighbours of one look together.

        The space at its end is drawn too: it divides words for whoever copies the text or hears it.
        """
        waiting: list[WordPiece] = []
        for word in words:
            for piece in word.pieces:
                if waiting and not alike(waiting[-1], piece):
                    x += self._stretch(waiting, x, baseline, size)
                    waiting = []
                waiting.append(piece)
        if waiting:
            self._stretch(waiting, x, baseline, size)

    def _stretch(self, pieces: list[WordPiece], x: float, baseline: float, size: float) -> float:
        """Draw pieces of one look; returns their width."""
        first = pieces[0]
        look: WordLook = first.look
        advance = width = sum([piece.width for piece in pieces]) * size
        drawn = size * look.scale
        color = look.color[1:] if look.color.startswith("#") else self.colors[look.color]
        face, tracking = first.face, look.tracking * drawn
        y, stroke = baseline - look.rise * size, face.stroke * drawn
        if look.sign:
            self.marks.append(strokes.triangle(look.sign, x, y, drawn, color))
        self.marks.append(
            InkWords(x, y, width, _stretches(pieces), face.name, drawn, color, tracking, first.node, stroke)
        )
        if look.struck or first.url:
            last = pieces[-1]
            if last.text.endswith(" "):  # a line's last space is drawn, and no line runs through or under it
                width -= (last.width - cut(last, last.text.rstrip(" ")).width) * size
        if look.struck:
            self.marks.append(strokes.through(x, y, width, drawn, color))
        if first.url:
            link = first.node if first.node.tag == "Link" or first.node.parent is None else first.node.parent
            self.marks.append(LinkArea(x, baseline - 0.8 * size, width, 1.05 * size, first.url, plain(link.alt), link))
            self.marks.append(InkRule(x, baseline + 0.12 * size, x + width, baseline + 0.12 * size, color, 0.4))
        return advance


def _stretches(pieces: Sequence[WordPiece]) -> tuple[InkStretch, ...]:
    """What is drawn in one go, by where it comes from."""
    by_origin = groupby(pieces, lambda piece: piece.path)
    return tuple(
        InkStretch("".join([piece.text for piece in group]).replace(TIE, " "), path) for path, group in by_origin
    )


class DryPen(Pen):
    """A pen without ink: it finds heights and leaves no text."""

    def line(self, words: Sequence[MemoWord], x: float, baseline: float, size: float) -> None:
        """Nothing: a line's height is known without it."""

    def artwork(self, box: Box, node: Node, made: Callable[[], Artwork]) -> None:
        """Nothing, for the same reason."""


class Flowable(Protocol):
    """A block of the memo, ready to be laid at any size."""

    def lay(self, pen: Pen, x: float, width: float) -> None:
        """Draw it at the pen's height, and leave the pen below it."""


@dataclass(frozen=True, eq=False)
class TextBlock:
    """Words in lines. `ratio` is their size in body sizes, never under `least` points; `leading` None is the body's.

    A block is laid many times with few different widths, so its lines are kept. The words are those of these `texts`,
    where that is known.
    """

    words: Sequence[MemoWord]
    ratio: float = 1.0
    least: float = 0.0
    leading: float | None = None
    balance: bool = False
    texts: tuple[SetText, ...] = ()
    kept: dict[float, list[list[MemoWord]]] = field(default_factory=dict, repr=False)

    @property
    def pieces(self) -> Iterator[WordPiece]:
        """All pieces of the text."""
        return (piece for word in self.words for piece in word.pieces)

    def size(self, sizes: MemoSizes) -> float:
        return max(self.ratio * sizes.body, self.least)

    def line_height(self, sizes: MemoSizes) -> float:
        return self.size(sizes) * (self.leading or sizes.leading)

    def lines(self, sizes: MemoSizes, width: float) -> list[list[MemoWord]]:
        ems = width / self.size(sizes)
        if ems not in self.kept:
            self.kept[ems] = self._broken(ems)
        return self.kept[ems]

    def _broken(self, ems: float) -> list[list[MemoWord]]:
        if self.texts and (ends := line_ends(self.texts, ems, self.balance)):
            return [list(self.words[start:end]) for start, end in pairwise(ends)]
        return (balanced if self.balance else lines)(self.words, ems)

    def followed_by(self, other: TextBlock) -> TextBlock:
        """Both texts as one, in the size of the body."""
        texts = (*self.texts, *other.texts) if self.texts and other.texts else ()
        return TextBlock([*self.words, *other.words], texts=texts)

    def height(self, sizes: MemoSizes, width: float) -> float:
        return len(self.lines(sizes, width)) * self.line_height(sizes)

    def natural_width(self, sizes: MemoSizes) -> float:
        """The width on one line, in points."""
        return line_width(self.words) * self.size(sizes)

    def baseline(self, sizes: MemoSizes) -> float:
        """From the top of a line to its baseline: capitals stand in the middle of the line."""
        return self.line_height(sizes) / 2 + _HALF_CAPITAL * self.size(sizes)

    def beside(self, pen: Pen, baseline: float, x: float, width: float) -> None:
        """Lay it with its first line on a given baseline; the pen ends below it."""
        pen.y = baseline - self.baseline(pen.sizes)
        self.lay(pen, x, width)

    def flush(self, pen: Pen, baseline: float, x: float, width: float) -> None:
        """Lay it as `beside` does, with the ends of its lines level at the right."""
        size = self.size(pen.sizes)
        pen.y = baseline - self.baseline(pen.sizes)
        for line in self.lines(pen.sizes, width):
            pen.line(line, x + width - line_width(line) * size, pen.y + self.baseline(pen.sizes), size)
            pen.y += self.line_height(pen.sizes)

    def label(self, pen: Pen, baseline: float, x: float, width: float) -> None:
        """Lay it beside a text whose first line has that baseline, smaller where a word of it would else be cut, or
        words that are tied would part.
        """
        size = self.size(pen.sizes)
        held = [part for word in self.words for part in untied(word, width / min(size, _LEAST_LABEL))]
        widest = max((word.width for word in held), default=0.0) * size
        fitting = self
        if widest > width:
            size = max(size * width / widest, _LEAST_LABEL)
            fitting = replace(self, ratio=0.0, least=size)
        fitting.beside(pen, baseline, x, width)

    def squeezed(self, sizes: MemoSizes, width: float) -> TextBlock:
        """The text in its size, or up to an eighth smaller where that saves a line."""
        most = len(self.lines(sizes, width))
        smaller = (replace(self, ratio=self.ratio * share) for share in _SQUEEZES)
        return next((text for text in smaller if len(text.lines(sizes, width)) < most), self) if most > 1 else self

    def centered(self, pen: Pen, x: float, middle: float) -> None:
        """Draw it as one line about a point."""
        self.place(pen, x, middle + _HALF_CAPITAL * self.size(pen.sizes), "center")

    def lay(self, pen: Pen, x: float, width: float) -> None:
        for line in self.lines(pen.sizes, width):
            pen.line(line, x, pen.y + self.baseline(pen.sizes), self.size(pen.sizes))
            pen.y += self.line_height(pen.sizes)

    def flow(self, pen: Pen, x: float, width: float) -> None:
        """Lay it where it may go on on another page, with two lines or more on each."""
        top, step = pen.y, self.line_height(pen.sizes)
        for line in self.lines(pen.sizes, width):
            if pen.y > top:
                pen.may_break(pen.y, IN_TEXT)
            pen.line(line, x, pen.y + self.baseline(pen.sizes), self.size(pen.sizes))
            pen.y += step
        pen.keep_ends(top, step)

    def place(self, pen: Pen, x: float, baseline: float, align: Literal["left", "center", "right"] = "left") -> None:
        """Draw it as one line on a given baseline; `x` is its left end, middle or right end."""
        size = self.size(pen.sizes)
        width = line_width(self.words) * size
        if self.words and align != "left":
            last = self.words[-1].pieces[-1].look
            width -= last.tracking * last.scale * size
        pen.line(self.words, x - {"left": 0.0, "center": width / 2, "right": width}[align], baseline, size)
