"""What is painted of a slide as marks on a page of a PDF: at its place and size there, with its structure elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from policybrief.compose.places import Places
from policybrief.deck.draw.faces import DeckFaces
from policybrief.deck.draw.paint import (
    Outline,
    Paint,
    Painted,
    PaintedImage,
    PaintedLine,
    PaintedPiece,
    Rectangle,
    Stroke,
)
from policybrief.deck.draw.tree import Tree
from policybrief.deck.shapes import Point
from policybrief.errors import Problem
from policybrief.pdf import ink
from policybrief.pdf.faces import Face
from policybrief.pdf.ink import InkStretch, Mark, Node
from policybrief.pictures.printed import printed
from policybrief.text import scripts
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_WIDEST = 1.03
"""Text that is narrower than was measured is stretched so far at the most; what is wider is condensed."""
_DASH = 3.0
"""Of a dashed line's width."""


class MissingLetter(NamedTuple):
    """A letter that no face has, and where it comes from: a value of the brief, or else a line of the template."""

    char: str
    path: ValuePath
    at: str


def unseen(missing: Iterable[MissingLetter], faces: DeckFaces, places: Places) -> Iterator[Problem]:
    """What is told of each value, or else line of a template, that has letters which no face has."""
    lacks: dict[ValuePath | str, list[MissingLetter]] = {}
    for lack in missing:
        lacks.setdefault(lack.path or lack.at, []).append(lack)
    for found in lacks.values():
        for message, hint in faces.explain(lack.char for lack in found):
            yield places.problem(found[0].path, found[0].at, message, hint)


class _Set(NamedTuple):
    """Words of a piece in one face, in a language that is not the document's, as wide as the face has them."""

    text: str
    face: Face
    lang: str
    width: float


@dataclass(frozen=True)
class Inker:
    """Puts what is painted on a page, `scale` times as large, from (`x`, `y`) on.

    `missing` gathers the letters that no face has, `boxes` where figures stand.
    """

    faces: DeckFaces
    lang: str
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    missing: list[MissingLetter] = field(default_factory=list)
    boxes: dict[Node, tuple[float, float, float, float]] = field(default_factory=dict)

    def marks(self, painted: Sequence[Painted], parent: Node, heading: str = "P") -> Iterator[Mark]:
        """All of it, in the order of painting, below the element `parent`; `heading` is the tag of a title."""
        for drawn in painted:
            tree = Tree(parent, heading, drawn.shape)
            for paint in drawn.paints:
                yield from (
                    self._words(paint, tree) if isinstance(paint, PaintedLine) else self._figure(paint, tree.figure)
                )
            if tree.figure and drawn.shape:
                box = drawn.shape.box
                self.boxes[tree.figure] = (*self._at((box.x, box.y)), *self._at((box.right, box.bottom)))

    def repeated(self, painted: Sequence[Painted], node: Node) -> Iterator[Mark]:
        """All of it as what stands at the head or the foot of every page."""
        for drawn in painted:
            for paint in drawn.paints:
                yield from (
                    self._line(paint, node, None) if isinstance(paint, PaintedLine) else self._figure(paint, None)
                )

    def _at(self, point: Point) -> Point:
        return self.x + point[0] * self.scale, self.y + point[1] * self.scale

    def _figure(self, paint: Paint, node: Node | None) -> Iterator[Mark]:
        scale = self.scale
        match paint:
            case Rectangle():
                kind = ink.Oval if paint.round else ink.Panel
                size = paint.box.width * scale, paint.box.height * scale
                at, thickness = self._at((paint.box.x, paint.box.y)), paint.outline_width * scale
                yield kind(*at, *size, paint.fill, paint.outline, thickness, node)
            case Stroke():
                width = paint.width * scale
                dash = _DASH * width if paint.dashed else 0.0
                yield ink.InkRule(*self._at(paint.start), *self._at(paint.end), paint.color, width, node, dash)
            case Outline():
                points = tuple(map(self._at, paint.points))
                yield ink.Figure(points, paint.fill, paint.outline, paint.outline_width * scale, node)
            case PaintedImage():
                size = paint.box.width * scale, paint.box.height * scale
                yield ink.PlacedArtwork(
                    *self._at((paint.box.x, paint.box.y)), *size, printed(paint.content, *size), node
                )

    # -- text

    def _words(self, words: PaintedLine, tree: Tree) -> Iterator[Mark]:
        return self._line(words, tree.element(words), tree)

    def _line(self, words: PaintedLine, node: Node | None, tree: Tree | None) -> Iterator[Mark]:
        """A line in as many marks as it has faces and looks, no wider than it was measured."""
        pieces = [(piece, list(self._segments(piece))) for piece in words.pieces]
        natural = sum(segment.width for _, segments in pieces for segment in segments) - _hanging(pieces)
        stretch = min(words.width / natural, _WIDEST) if natural > 0 else 1.0
        slack = words.width - natural * stretch
        x, y = self._at((words.x + {"l": 0.0, "ctr": slack / 2, "r": slack}[words.align], words.baseline))
        for piece, segments in pieces:
            link = tree.link(node, piece, words) if tree and node and _leads(piece) else None
            owner = tree.struck(node, piece, words) if tree and node and piece.struck else link or node
            for segment in segments:
                width = segment.width * stretch * self.scale
                yield self._mark(piece, segment, (x, y, width), _owner(owner, segment.lang), stretch)
                if link:
                    high = piece.size * self.scale
                    said = "".join(run.text for run in link.alt)
                    yield ink.LinkArea(x, y - 0.8 * high, width, 1.05 * high, piece.link, said, link)
                x += width
            if tree and not link:
                tree.unlinked()

    def _mark(
        self, piece: PaintedPiece, words: _Set, at: tuple[float, float, float], node: Node | None, stretch: float
    ) -> Mark:
        (x, y, width), size, face = at, piece.size * self.scale, words.face
        stretches = (InkStretch(words.text, piece.path),)
        looks = face.name, size, piece.color, piece.spacing * self.scale, node, face.stroke * size, round(stretch, 4)
        return ink.InkWords(x, y - piece.rise * self.scale, width, stretches, *looks)

    def _segments(self, piece: PaintedPiece) -> Iterator[_Set]:
        for words, lang in scripts.stretches(piece.text, self.lang):
            for text, face in self.faces.segments(piece._replace(text=words)):
                if face is None:
                    self.missing.append(MissingLetter(text, piece.path, piece.at))
                else:
                    yield _Set(text, face, lang, _width(text, face, piece))


def _width(text: str, face: Face, piece: PaintedPiece) -> float:
    return face.width(text) * piece.size + piece.spacing * len(text)


def _hanging(pieces: Sequence[tuple[PaintedPiece, Sequence[_Set]]]) -> float:
    """The width of the spaces at a line's end, which hang out of it."""
    piece, segments = pieces[-1]
    if not segments:
        return 0.0
    text, face = segments[-1].text, segments[-1].face
    return _width(text[len(text.rstrip(" ")) :], face, piece)


def _leads(piece: PaintedPiece) -> bool:
    """Whether it links to an address: a link to another slide leads nowhere on paper."""
    return bool(piece.link) and not piece.link.startswith("#")


def _owner(node: Node | None, lang: str) -> Node | None:
    return node.inline("Span", lang=lang) if node and lang and not node.is_repeated else node
