"""What fit hands to write: the memo as marks on one page."""

from __future__ import annotations

from collections.abc import Mapping

from policybrief.pdf.ink import Bookmark, Mark, Node
from policybrief.text.document import Memo, Properties
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class FittedMemo:
    """One page, ready to be drawn.

    `boxes` are the rectangles of the figures by their structure element. `body` is the type size that fit chose,
    `gap` the empty height that is left above the sources, `summary` what to tell the user. `memo` is what the page
    says: with the short forms that fit took, and without the parts that it left out.
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
    memo: Memo
