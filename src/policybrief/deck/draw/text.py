"""Where lines of text stand in their box, as PowerPoint and LibreOffice set them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from policybrief.deck.colors import LINK, PRIMARY
from policybrief.deck.draw.paint import Outline, Paint, PaintedLine, PaintedPiece, Stroke
from policybrief.deck.shapes import Anchor, Line, Look
from policybrief.deck.typeset import Type, indent, leading, styled
from policybrief.fonts import measure
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.records import dataclass
from policybrief.text.run import RISE, Run, Text

_ASCENTS = {"calibri": 0.795, "cambria": 0.826, "georgia": 0.822, "arial": 0.825, "times new roman": 0.82}
"""How far the baseline stands below the top of a line, as a share of its height: as LibreOffice draws these faces
(tools/compare_drawing.py), half a point from what their tables say.
"""
_USUAL_ASCENT = 0.805
_RISE = 0.3
_UNDER, _THROUGH, _THIN = 0.12, 0.25, 0.05
"""Of the type size: how far below the baseline a link's line runs, how far above it that through words, and how thick
they are."""
_SIGN = 0.65


@dataclass(frozen=True)
class LineSetter:
    """Sets text in the faces of a deck; `rgb` gives a colour's digits."""

    type_: Type
    rgb: Callable[[Color], str]

    def lines(self, lines: Sequence[Line], room: Box, anchor: Anchor, *at: int) -> Iterator[Paint]:
        """Paragraphs in a room. `at` leads to them in their shape."""
        pitches = [line.pitch or leading(line.look, self.type_) for line in lines]
        gaps = [line.before if number else 0.0 for number, line in enumerate(lines)]
        heights = [gap + pitch * len(line.drawn) for line, pitch, gap in zip(lines, pitches, gaps, strict=True)]
        spare = room.height - sum(heights)
        top = room.y + {"t": 0.0, "ctr": spare / 2, "b": spare}[anchor]
        for number, (line, pitch, gap) in enumerate(zip(lines, pitches, gaps, strict=True)):
            top += gap
            yield from self._paragraph(line, room, top + pitch - self._below(line.look), pitch, (*at, number))
            top += pitch * len(line.drawn)

    def _below(self, look: Look) -> float:
        """From the baseline to the end of its line: what is more or less than the face asks for stands above it."""
        face = self.type_.face(look)
        return look.size * measure.line_height(face) * (1 - _ASCENTS.get(face.casefold(), _USUAL_ASCENT))

    def _paragraph(self, line: Line, room: Box, baseline: float, pitch: float, at: tuple[int, ...]) -> Iterator[Paint]:
        inset = indent(line)
        inner = Box(room.x + inset, room.y, room.width - inset, room.height)
        if line.bullet:
            yield self._label(line, room.x + line.inset, baseline, at)
        for text in line.drawn:
            yield from self._line(text, line, inner, baseline, at)
            baseline += pitch

    def _label(self, line: Line, x: float, baseline: float, at: tuple[int, ...]) -> PaintedLine:
        piece = self._piece(Run(line.bullet), Look(line.look.size, PRIMARY))
        return PaintedLine(x, baseline, piece.width, (piece,), at, label=True)

    def _line(self, text: Text, line: Line, room: Box, baseline: float, at: tuple[int, ...]) -> Iterator[Paint]:
        pieces = tuple(self._piece(run, line.look) for run in text)
        width = sum(piece.width for piece in pieces) - self._hanging(pieces)
        spare = room.width - width
        x = room.x + {"l": 0.0, "ctr": spare / 2, "r": spare}[line.align]
        yield from _set(text, pieces, PaintedLine(x, baseline, width, pieces, at, line.align))
        for piece in pieces:
            shown = piece.width - self._hanging((piece,)) if piece is pieces[-1] else piece.width
            if piece.link:
                under = baseline - piece.rise + _UNDER * piece.size
                yield Stroke((x, under), (x + shown, under), piece.color, _THIN * piece.size)
            if piece.struck:
                middle = baseline - piece.rise - _THROUGH * piece.size
                yield Stroke((x, middle), (x + shown, middle), piece.color, _THIN * piece.size)
            x += piece.width

    def _hanging(self, pieces: Sequence[PaintedPiece]) -> float:
        """The width of the spaces at a line's end, which hang out of it."""
        if not pieces:
            return 0.0
        last = pieces[-1]
        spaces = last.text[len(last.text.rstrip(" ")) :]
        return measure.width(spaces, measure.TypeStyle(last.face, last.size, last.bold, last.italic, last.spacing))

    def _piece(self, run: Run, look: Look) -> PaintedPiece:
        style = styled(run, look, self.type_)
        text = run.text.upper() if look.caps else run.text
        own = look.strong if run.bold and look.strong else look.color
        tint = LINK if run.link and not run.link.startswith("#") and not look.inherits else own
        return PaintedPiece(
            text,
            measure.width(text, style),
            style.face,
            look.heading,
            style.bold,
            style.italic,
            style.size,
            self.rgb(tint),
            style.spacing,
            _RISE * look.size if run.raised else 0.0,
            run.link,
            run.path,
            run.at,
            run.struck,
        )


def _set(text: Text, pieces: Sequence[PaintedPiece], line: PaintedLine) -> Iterator[Paint]:
    """A line of pieces. Where a run of its text is a sign there is a triangle, since few faces have it as a letter."""
    x = line.x
    for is_sign, group in groupby(zip(text, pieces, strict=True), lambda pair: pair[0].is_sign):
        runs, set_ = zip(*group, strict=True)
        width = sum(piece.width for piece in set_)
        if is_sign:
            yield _triangle(runs[0], set_[0], x, line.baseline)
        elif any(piece.text.strip() for piece in set_):
            whole = len(set_) == len(pieces)
            yield line if whole else line._replace(x=x, width=width, pieces=tuple(set_), align="l")
        x += width


def _triangle(run: Run, piece: PaintedPiece, x: float, baseline: float) -> Outline:
    """A triangle in the middle of its room, on the baseline."""
    side = _SIGN * piece.size
    x += (piece.width - side) / 2
    flat, tip = (baseline, baseline - side) if run.text == RISE else (baseline - side, baseline)
    return Outline(((x, flat), (x + side, flat), (x + side / 2, tip)), piece.color)
