"""tailor: the brief for one audience. What an audience does not get is not in the brief that the later stages see."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.model import Brief

OPTIONAL_PARTS = ("balance", "comparison", "timeline", "charts", "pictures", "avoid", "decision", "meeting")


@dataclass(frozen=True)
class Audience:
    """Who reads it. `leaves_out` names optional parts of the brief that this audience does not get."""

    name: str
    leaves_out: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if unknown := self.leaves_out - set(OPTIONAL_PARTS):
            raise ValueError(f"not optional parts of a brief: {', '.join(sorted(unknown))}")


EVERYONE = Audience("everyone")
"""The default audience: the whole brief."""


def tailor(brief: Brief, audience: Audience) -> Brief:
    """`brief` for `audience`. Judgments are the same for everyone, to the letter."""
    empty = {name: Brief.model_fields[name].get_default() for name in OPTIONAL_PARTS if name in audience.leaves_out}
    return brief.model_copy(update=empty) if empty else brief
