"""Texts as blocks, each bound to its place in the structure tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policybrief.memo.fit.ladder import Cut
from policybrief.memo.fit.pen import TextBlock
from policybrief.memo.fit.typesetter import Typesetter
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.ink import Node
from policybrief.text.records import dataclass
from policybrief.text.run import Text


@dataclass(frozen=True)
class Branch:
    """The elements of what may be left out of the page: `nodes` below `parent`."""

    cut: Cut
    parent: Node
    nodes: Sequence[Node]


class Setter:
    """Sets texts below `parent`, the structure element that is being filled; `optional` has what may be left out."""

    def __init__(self, typesetter: Typesetter, parent: Node, optional: list[Branch]) -> None:
        self.typesetter, self.parent, self.optional = typesetter, parent, optional

    def block(self, text: Text, look: WordLook, node: Node, space_after: bool = False, **size: Any) -> TextBlock:
        """A block that belongs to an element."""
        made = self.typesetter.set(text, look, space_after)
        return TextBlock(made.bound(node), texts=(made,), **size)

    def if_any(self, text: Text, look: WordLook, tag: str = "P", **size: Any) -> TextBlock | None:
        """A block with an element of its own, if there is any text."""
        return self.block(text, look, self.parent.add(tag), **size) if text else None
