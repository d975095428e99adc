"""What is asked of a build: one value from the command line, or from a program, down to the stages that mind it."""

from __future__ import annotations

from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Options:
    """`only` names outputs, and `audiences` those to build for: all of them, where none is named. A `handout` is made
    where it is asked for, beside the others.

    If `strict`, it is a problem that the memo had to leave out a part, and that a short form disagrees with its text.
    Without `notes` a deck has no speaker notes, whatever its audience's file says. `jobs` are processes at a time, 0
    for one on each processor. A `record` is put beside the documents, which are checked for it by all rules.
    Pictures of the deck and the memo (`png`) are put there too.
    The Word memo says that it is the draft of `draft_number`, 0 that it is none.
    """

    only: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    strict: bool = False
    notes: bool = True
    jobs: int = 0
    handout: bool = False
    record: bool = False
    png: bool = False
    draft_number: int = 0

    @property
    def also(self) -> tuple[str, ...]:
        """The outputs that are made beside the usual ones."""
        return ("handout",) if self.handout else ()


ALL = Options()
"""Everything, for everybody, as a brief and its audiences say it."""
