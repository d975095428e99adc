"""What stands on a slide once fit is done: shapes with their boxes, sizes and colours. write turns them into XML as is.

Lengths are points from the slide's upper left corner. Colours are values (deck/colors.py).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from policybrief.chart.marks import ChartPanel
from policybrief.deck.colors import INK, RULE
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.charts import Chart
from policybrief.text.records import HashedOnce, dataclass
from policybrief.text.run import Run, Text

Anchor = Literal["t", "ctr", "b"]
Align = Literal["l", "ctr", "r"]
Geometry = Literal["rect", "ellipse"]
Head = Literal["none", "triangle"]
"""What stands at the end of a line."""
Point = tuple[float, float]
Role = Literal[
    "",
    "title",
    "subtitle",
    "column",
    "row",
    "kicker",
    "progress",
    "source",
    "byline",
    "designation",
    "marking",
    "footer",
    "date",
    "number",
    "chart",
]

BULLET, INNER_BULLET = "•", "–"
BULLETS = (BULLET, INNER_BULLET)
"""What stands before an entry of a list that is not numbered, and before one of a list inside."""

SIGN_FACE = "Arial"
"""The face of what stands before a list's entry, and of signs that most faces lack."""

SLIDE_WIDTH, SLIDE_HEIGHT = 960.0, 540.0
"""16:9, 13.333 by 7.5 inches."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks. `heading` chooses the theme's heading face, `face` names another; `spacing` is
    between letters. `strong` is the colour of what is bold in it, where that has one of its own.

    `leading` is the distance of lines as a share of the face's own; 0 is the house's, 1.25 of the type size
    (typeset.py), until all is placed.

    What `inherits` says no more than its size in the file: all else is in the base's layout, and here to be measured.
    """

    size: float
    color: Color = INK
    bold: bool = False
    italic: bool = False
    heading: bool = False
    caps: bool = False
    spacing: float = 0.0
    face: str = ""
    leading: float = 0.0
    inherits: bool = False
    strong: Color | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it is drawn. `before` is the space above it; `bullet` is one of `BULLETS`, "1." or nothing, and
    stands in by `inset` points.

    `breaks` are the places in its text at which a line begins, after the first, and `pitch` is the distance of lines in
    points where a share of the face's own won't do (deck/lines.py).
    """

    text: Text
    look: Look
    before: float = 0.0
    bullet: str = ""
    align: Align = "l"
    breaks: tuple[int, ...] = ()
    pitch: float = 0.0
    inset: float = 0.0

    @property
    def drawn(self) -> tuple[Text, ...]:
        """The text line by line; the space at which a line ends is its last character."""
        edges = (0, *self.breaks, sum(len(run.text) for run in self.text))
        return tuple(_sliced(self.text, start, end) for start, end in pairwise(edges))


def _sliced(text: Text, start: int, end: int) -> Text:
    """What stands between two places in a text, by runs."""
    sliced: list[Run] = []
    for run in text:
        if part := run.text[max(start, 0) : max(end, 0)]:
            sliced.append(run if part == run.text else run.saying(part))
        start, end = start - len(run.text), end - len(run.text)
    return tuple(sliced)


@dataclass(frozen=True, slots=True)
class PlaceholderKey:
    """The placeholder of a base's layout that a text fills. `framed`: in a box of the slide's own; `inset`: with insets
    of the slide's own.
    """

    type: str
    idx: str
    framed: bool = False
    inset: bool = False


@dataclass(frozen=True, slots=True)
class TextShape(HashedOnce):
    """Text in a box. `fill` is a colour behind it.

    `role` says what the text is on its slide; fit gives a `column` or a `row` a body placeholder where the layout has
    one left, so that Outline view shows it. `placeholder` is the layout's index for it, or None for a text box; `held`
    is the same for a base's layout. `framed`: its box is not its layout's. The `number` of a slide is a field, which
    PowerPoint keeps right.

    `link` is where a click on the shape leads, inside of the deck: "#judgment-1" is the slide of that id. A `reference`
    begins an entry of a list of sources, to which citations of it lead.
    """

    box: Box
    lines: tuple[Line, ...]
    name: str
    anchor: Anchor = "t"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    fill: Color | None = None
    role: Role = ""
    placeholder: int | None = None
    held: PlaceholderKey | None = None
    geometry: Geometry = "rect"
    outline: Color | None = None
    outline_width: float = 0.0
    framed: bool = False
    link: str = ""
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Decoration:
    """A rule, a panel, a dot: it says nothing that the text does not, and is marked as decorative."""

    box: Box
    fill: Color | None = None
    outline: Color | None = None
    outline_width: float = 0.0
    geometry: Geometry = "rect"


@dataclass(frozen=True, slots=True)
class Connector:
    """A straight line from the `start` (x, y) to the `end`, each with what stands there. It is decorative too."""

    start: Point
    end: Point
    color: Color
    width: float = 1.0
    dashed: bool = False
    start_head: Head = "none"
    end_head: Head = "none"

    @property
    def box(self) -> Box:
        """What it spans; flat where the line is level."""
        (x, y), (to_x, to_y) = self.start, self.end
        return Box(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed figure through `points`, as PowerPoint's own freeform: "Edit points" works. It is decorative too."""

    points: tuple[Point, ...]
    fill: Color | None = None
    outline: Color | None = None
    outline_width: float = 0.0

    @property
    def box(self) -> Box:
        """What it spans."""
        across, down = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))


@dataclass(frozen=True, slots=True)
class Edge:
    """A line along an edge of a cell."""

    color: Color = RULE
    width: float = 0.75


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `fill` is a colour behind it; `left`, `right` and `below` are the lines along its edges, and a
    neighbour shares them. `sides` is the space left and right of its text, where that is not the table's; `top` is
    what is kept free above it.
    """

    lines: tuple[Line, ...]
    fill: Color | None = None
    left: Edge | None = None
    right: Edge | None = None
    below: Edge | None = Edge()
    sides: tuple[float, float] | None = None
    top: float = 0.0
    anchor: Anchor = "ctr"


@dataclass(frozen=True, slots=True)
class TableShape(HashedOnce):
    """A native table. The first row names the columns; the first cell of a row names the row, where rows are `named`.

    `side` is the space beside a cell's text.
    """

    box: Box
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str
    alt: Text
    side: float = 13.5
    named: bool = True

    def room(self, cell: Cell, column: int) -> tuple[float, float]:
        """How far into its column a cell's text begins, and how wide its room is."""
        left, right = cell.sides or (self.side, self.side)
        return left, self.widths[column] - left - right


@dataclass(frozen=True, slots=True)
class ChartShape(HashedOnce):
    """A native chart with its workbook. The `panel` is all of its picture, in the slide's coordinates; fit lays it out
    once the room that a chart has is known (deck/fit/chart.py).
    """

    box: Box
    chart: Chart
    name: str
    panel: ChartPanel | None = None
    held: PlaceholderKey | None = None


@dataclass(frozen=True, slots=True)
class PictureShape:
    """A picture: the bytes of a PNG or JPEG, and perhaps those of the same picture as SVG."""

    box: Box
    content: bytes
    name: str
    alt: Text
    vector: bytes = b""
    held: PlaceholderKey | None = None


Shape = TextShape | Decoration | Connector | Polygon | TableShape | ChartShape | PictureShape


def words(text: str) -> Text:
    """Words of our own as text."""
    return (Run(text),) if text else ()
