"""What fit hands to write: the memo as marks on its pages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from policybrief.errors import Problem
from policybrief.pdf.ink import Mark, Node, Page
from policybrief.text.document import Memo, Properties
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Extent:
    """How many pages a memo has; and where that is said, to be told there by a message and a hint."""

    pages: int = 1
    told: Callable[[str, str], Problem] = lambda message, hint: Problem(message, hint=hint)


ONE_PAGE = Extent()


@dataclass(frozen=True)
class FittedMemo:
    """Its pages, ready to be drawn.

    `body` is the type size that fit chose, `gap` the empty height that is left above the sources, `summary` what to
    tell the user. `memo` is what the pages say: with the short forms that fit took, and without the parts that it left
    out.
    """

    pages: tuple[Page, ...]
    tree: Node
    properties: Properties
    face: str
    body: float
    gap: float
    summary: str
    memo: Memo

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All that is drawn, page by page."""
        return tuple(chain.from_iterable(page.marks for page in self.pages))
