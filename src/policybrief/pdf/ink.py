"""What stands on the pages of a PDF: marks, each with the structure element that it belongs to, and nothing to decide.

Points, from the top left corner down; write turns the page over, for PDF counts from the bottom. The order of the marks
is the order of painting and, for text, of reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, NamedTuple

from policybrief.text.document import Properties
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:  # Pillow is slow to import, and most memos have no logo
    from policybrief.pictures.logo import Artwork


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure tree: `kids` are the elements below it, in the order of the document.

    `alt`, `spoken` (what is said in place of the text), `summary`, `list_numbering`, `scope`, `span` (how many columns
    a cell takes), `lang` and `ident` are its attributes, if any; the first three are for people, and know where they
    come from. An `inline` element is not among its parent's kids: it stands where its text first stands in the
    parent's. An element has text of its own or kids, not both.
    """

    tag: str
    parent: Node | None = None
    alt: Text = ()
    spoken: Text = ()
    summary: Text = ()
    list_numbering: str = ""
    scope: str = ""
    span: int = 1
    lang: str = ""
    ident: str = ""
    kids: list[Node] = field(default_factory=list)

    def add(self, tag: str, **attributes: Any) -> Node:
        """A new element at the end of this one."""
        kid = Node(tag, self, **attributes)
        self.kids.append(kid)
        return kid

    def inline(self, tag: str, **attributes: Any) -> Node:
        """A new element amid this one's text."""
        return Node(tag, self, **attributes)

    @property
    def is_repeated(self) -> bool:
        """Whether it owns what is repeated at a page's head or foot: no part of the document's text."""
        return self.repeated != ""

    @property
    def repeated(self) -> str:
        """HEADER or FOOTER, for what is repeated there and all below it; or ""."""
        if self.tag in (HEADER, FOOTER):
            return self.tag
        return self.parent.repeated if self.parent else ""


HEADER, FOOTER = "Header", "Footer"
"""The tags of what is repeated at a page's head and at its foot."""


def in_reading_order(marks: Iterable[Mark], tree: Node) -> tuple[Mark, ...]:
    """Marks in the order of drawing: what decorates first, so that text stands on it, then the text as it is read.

    Readers that know nothing of tags (and a search for "copy all") take a page's text in the order of its drawing.
    """
    places = {id(node): place for place, node in enumerate(_preorder(tree))}

    def place(mark: Mark) -> int:
        node = mark.node
        while node is not None and id(node) not in places:  # an inline element has its parent's place
            node = node.parent
        if node is not None:
            return places[id(node)]
        return len(places) if mark.node is not None and mark.node.is_repeated else -1

    return tuple(sorted(marks, key=place))


def _preorder(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _preorder(kid)


class InkStretch(NamedTuple):
    """Words of one origin: the value at `path`, or NOWHERE for a template's and our own."""

    text: str
    path: ValuePath


class InkWords(NamedTuple):
    """Text on one line in one look, from the left end `x` of its baseline `y`, `width` wide. `tracking` is added to
    each advance, `stroke` is the width of a line around each letter; letters are `stretch` times as wide as they are.
    """

    x: float
    y: float
    width: float
    stretches: tuple[InkStretch, ...]
    face: str
    size: float
    color: str
    tracking: float
    node: Node | None
    stroke: float = 0.0
    stretch: float = 1.0

    @property
    def text(self) -> str:
        return "".join([stretch.text for stretch in self.stretches])


class InkRule(NamedTuple):
    """A straight line; a `dash` and the gap behind it are so long."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str
    thickness: float
    node: Node | None = None
    dash: float = 0.0


class Panel(NamedTuple):
    """A rectangle, filled or drawn or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.0
    node: Node | None = None


class Oval(NamedTuple):
    """An ellipse in its box, filled or drawn or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.0
    node: Node | None = None

    @classmethod
    def circle(
        cls, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", thickness: float = 0.0
    ) -> Oval:
        """A circle round a point."""
        return cls(x - radius, y - radius, 2 * radius, 2 * radius, fill, stroke, thickness)


class Figure(NamedTuple):
    """A closed figure through points, filled or drawn or both."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.0
    node: Node | None = None


class LinkArea(NamedTuple):
    """Where a click on a link opens `url`; `said` describes it to a reader who can't see it."""

    x: float
    y: float
    width: float
    height: float
    url: str
    said: str
    node: Node


class PlacedArtwork(NamedTuple):
    """A picture in its box, as vectors or pixels."""

    x: float
    y: float
    width: float
    height: float
    artwork: Artwork
    node: Node | None


Mark = InkWords | InkRule | Panel | Oval | Figure | LinkArea | PlacedArtwork


def moved(mark: Mark, down: float) -> Mark:
    """A mark so many points further down."""
    if isinstance(mark, Figure):
        return mark._replace(points=tuple((x, y + down) for x, y in mark.points))
    if isinstance(mark, InkRule):
        return mark._replace(y=mark.y + down, to_y=mark.to_y + down)
    return mark._replace(y=mark.y + down)


def top_of(mark: Mark) -> float:
    """The height at which a mark begins; of words, their baseline."""
    if isinstance(mark, Figure):
        return min(y for _, y in mark.points)
    return min(mark.y, mark.to_y) if isinstance(mark, InkRule) else mark.y


class Bookmark(NamedTuple):
    """An entry of the outline: leads to `y`."""

    title: str
    y: float


@dataclass(frozen=True)
class Page:
    """A page: its size, its marks, the rectangles of its figures by their structure element, and where the outline
    leads to on it.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    boxes: Mapping[Node, tuple[float, float, float, float]]
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True)
class Pages:
    """A document, ready to be drawn. `face` is the one in which a page begins, whether it has text or not."""

    pages: tuple[Page, ...]
    tree: Node
    properties: Properties
    face: str
