"""What fit hands to write: marks on a page, each with the structure element that it belongs to, and nothing to decide.

Points, from the top left corner down; write turns the page over, for PDF counts from the bottom. The order of the marks
is the order of painting and, for text, of reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policybrief.document import Properties


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure tree: `kids` are the elements below it, in the order of the document.

    `alt`, `spoken` (what is said in place of the text), `list_numbering`, `scope` and `summary` are its attributes, if
    any. An `inline` element is not among its parent's kids: it stands where its text first stands in the parent's.
    """

    tag: str
    parent: Node | None = None
    alt: str = ""
    spoken: str = ""
    list_numbering: str = ""
    scope: str = ""
    summary: str = ""
    kids: list[Node] = field(default_factory=list)

    def add(self, tag: str, **attributes: str) -> Node:
        """A new element at the end of this one."""
        kid = Node(tag, self, **attributes)  # type: ignore[arg-type]  # the attributes are all text
        self.kids.append(kid)
        return kid

    def inline(self, tag: str, **attributes: str) -> Node:
        """A new element amid this one's text."""
        return Node(tag, self, **attributes)  # type: ignore[arg-type]  # the attributes are all text


FOOTER = Node("Artifact")
"""Owns what is repeated at the page's foot: no part of the document's text."""


class Words(NamedTuple):
    """Text on one line in one look, from the left end `x` of its baseline `y`. `tracking` is added to each advance."""

    x: float
    y: float
    text: str
    face: str
    size: float
    color: str
    tracking: float
    node: Node


class Rule(NamedTuple):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str
    thickness: float
    node: Node | None = None


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


class Wedge(NamedTuple):
    """A slice of a circle about (x, y), clockwise from `start` in degrees from the top."""

    x: float
    y: float
    radius: float
    start: float
    extent: float
    color: str
    node: Node | None = None


class Dot(NamedTuple):
    x: float
    y: float
    radius: float
    color: str
    node: Node | None = None


class Area(NamedTuple):
    """Where a click on a link opens `url`; `said` describes it to a reader who can't see it."""

    x: float
    y: float
    width: float
    height: float
    url: str
    said: str
    node: Node


Mark = Words | Rule | Panel | Wedge | Dot | Area


class Bookmark(NamedTuple):
    """An entry of the outline: leads to `y`."""

    title: str
    y: float


@dataclass(frozen=True)
class FittedMemo:
    """One page, ready to be drawn.

    `boxes` are the rectangles of the figures by their structure element. `body` is the type size that fit chose,
    `gap` the empty height that is left above the sources, `summary` what to tell the user.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    tree: Node
    boxes: Mapping[Node, tuple[float, float, float, float]]
    bookmarks: tuple[Bookmark, ...]
    properties: Properties
    face: str
    body: float
    gap: float
    summary: str
