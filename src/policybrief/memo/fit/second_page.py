"""What was drawn in one column, on two pages."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.memo.fit.breaks import PageBreak
from policybrief.memo.fit.pen import Pen
from policybrief.memo.fit.running import RunningHead
from policybrief.pdf.ink import HEADER, LinkArea, Mark, Node, moved, top_of
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class TextArea:
    """Where text stands on a page: from `top` down, between the margins; the marking stands within the `edge`."""

    top: float
    x: float
    width: float
    edge: float


def on_two_pages(pen: Pen, place: PageBreak, area: TextArea, running: RunningHead) -> tuple[Pen, Pen]:
    """The first page and the second, each ending where its text does. The second begins with the `running` head; then
    comes what stands again.
    """
    first, second = (Pen(pen.sizes, pen.colors, y, pen.content) for y in (place.end, area.top))
    running.marking.lay(second, area.x, area.width, area.edge)
    running.lay(second, area.x, area.width)
    drawn = len(second.marks)
    for flowable in place.again:
        flowable.lay(second, area.x, area.width)
    second.marks[drawn:] = _repeated(second.marks[drawn:])
    down = second.y - place.start
    for mark in pen.marks:
        to, by = (second, down) if top_of(mark) >= place.middle else (first, 0.0)
        to.marks.append(moved(mark, by))
    for node, (left, y, right, bottom) in pen.boxes.items():
        to, by = (second, down) if y >= place.middle else (first, 0.0)
        to.boxes[node] = (left, y + by, right, bottom + by)
    for bookmark in pen.bookmarks:
        to, by = (second, down) if bookmark.y >= place.middle else (first, 0.0)
        to.bookmarks.append(bookmark._replace(y=bookmark.y + by))
    second.y = pen.y + down
    return first, second


def _repeated(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that have been drawn before, and are no part of the text here."""
    node = Node(HEADER)
    shown = (mark for mark in marks if not isinstance(mark, LinkArea))
    return [mark._replace(node=node) if mark.node is not None else mark for mark in shown]
