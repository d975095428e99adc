"""Where each text of a fitted memo comes from, and where it stands on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from policybrief.memo.fitted import FittedMemo
from policybrief.pdf.ink import InkWords, Node
from policybrief.text.placed import PlacedText
from policybrief.text.records import dataclass

MemoPart = Literal["words", "alt", "spoken", "summary"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page, in points from its upper left corner: a stretch of text on one line, from its top.

    What stands on the page is `words`; all else is there for who hears it, at an element of the structure tree, and
    has the box of that element if it has one.
    """

    part: MemoPart
    box: tuple[float, float, float, float] | None = None
    page: int = 1


_ABOVE, _HEIGHT = 0.8, 1.05
"""Of the type size: how far above the baseline a line's box begins, and how high it is."""


def texts(fitted: FittedMemo) -> Iterator[PlacedText[Spot]]:
    """Every stretch of text in reading order, page by page, and then what is said of figures and tables, and for words.

    A line's text is drawn in as few pieces as there are looks: those from several values share the box of the piece.
    """
    nodes: dict[Node, None] = {}
    boxes: dict[Node, Spot] = {}
    for number, page in enumerate(fitted.pages, 1):
        for mark in page.marks:
            if mark.node is not None:
                nodes.setdefault(mark.node)
            if isinstance(mark, InkWords):
                spot = Spot("words", (mark.x, mark.y - _ABOVE * mark.size, mark.width, _HEIGHT * mark.size), number)
                yield from (PlacedText(stretch.path, stretch.text, spot) for stretch in mark.stretches)
        for node, (left, top, right, bottom) in page.boxes.items():
            boxes[node] = Spot("alt", (left, top, right - left, bottom - top), number)
    nodes.update(dict.fromkeys(_below(fitted.tree)))
    for node in nodes:
        yield from _said(node, boxes.get(node, Spot("alt")))


def _below(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _below(kid)


def _said(node: Node, at: Spot) -> Iterator[PlacedText[Spot]]:
    parts: tuple[MemoPart, ...] = ("alt", "spoken", "summary")
    for part in parts:
        spot = replace(at, part=part)
        yield from (PlacedText(run.path, run.text, spot) for run in getattr(node, part))
