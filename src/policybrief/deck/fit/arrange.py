"""Other ways to put blocks on one slide: cards as bands, and two columns that share its width unequally."""

from __future__ import annotations

from dataclasses import replace

from policybrief.text.document import Block, Columns, Evidence

Blocks = tuple[Block, ...]

_MOST_ACROSS = 5
_SHARES = (3 / 5, 2 / 5, 2 / 3, 1 / 3)


def arrangements(blocks: Blocks) -> list[Blocks]:
    """The ways to lay out blocks: as they are, and with cards one below the other instead of side by side, or with a
    half for the pieces of evidence.

    More than five cards are too narrow side by side.
    """
    cards = [block for block in blocks if isinstance(block, Columns) and block.kind == "cards"]
    bands = tuple(
        replace(block, kind="bands") if isinstance(block, Columns) and block.kind == "cards" else block
        for block in blocks
    )
    if any(isinstance(block, Evidence) for block in blocks):
        halves = [replace(block, kind="halves") if isinstance(block, Evidence) else block for block in blocks]
        return [blocks, tuple(halves)]
    if not cards:
        return [blocks]
    return [bands] if max(len(block.columns) for block in cards) > _MOST_ACROSS else [blocks, bands]


def unequal(blocks: Blocks) -> list[Blocks]:
    """The other ways to share the width between two columns, from 1:2 to 2:1, the nearest to equal first."""
    if not any(isinstance(block, Columns) and _can_share(block) for block in blocks):
        return []
    return [
        tuple(
            replace(block, first=share) if isinstance(block, Columns) and _can_share(block) else block
            for block in blocks
        )
        for share in _SHARES
    ]


def _can_share(block: Columns) -> bool:
    return len(block.columns) == 2 and block.kind in ("open", "panel") and not block.equal
