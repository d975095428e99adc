"""The head of a memo's further pages: what it is about, in a line, and the marking. All of it is repeated, and no part
of the text.
"""

from __future__ import annotations

from collections.abc import Callable

from policybrief.memo.fit.looks import SMALL, SOURCE
from policybrief.memo.fit.marking import MarkingEnd
from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.pdf.ink import HEADER, Node
from policybrief.text.document import Memo
from policybrief.text.records import dataclass

_BELOW_TITLE = 0.5
"""In body sizes: a section's rule comes next."""


@dataclass(frozen=True)
class RunningHead:
    """The title, below the marking."""

    title: TextBlock
    marking: MarkingEnd

    @classmethod
    def of(cls, memo: Memo, block: Callable[..., TextBlock]) -> RunningHead:
        """`block` makes a block of a text, a look, an element and a size."""
        node = Node(HEADER)
        marking = MarkingEnd.of(memo.markings, lambda text, look, **size: block(text, look, node, **size))
        return cls(block(memo.title, SOURCE, node, **SMALL), marking)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        """The title, at the pen's height."""
        self.title.lay(pen, x, width)
        pen.gap(_BELOW_TITLE)
