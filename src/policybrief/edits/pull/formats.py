"""The formats that come back from people: how each is read, and held against what was built."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policybrief.deck import readback as decks
from policybrief.deck.shown import ShownSlide
from policybrief.edits.pull import compared, written
from policybrief.edits.pull.observed import Compared
from policybrief.edits.pull.strangers import Strangers
from policybrief.edits.word import readback as memos
from policybrief.ooxml.package import Package
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Format:
    """A format: `kind` is what a document of it is called, and how its snapshots are known."""

    kind: str
    read: Callable[[Package], tuple[ShownSlide, ...]]
    compared: Callable[[Sequence[ShownSlide], Sequence[ShownSlide], Strangers], Compared]


_DECK = Format("deck", decks.read, compared.compared)
_MEMO = Format("memo", memos.read, written.compared)


def of(package: Package) -> Format:
    """What a file is, by its main part. What is no document of Word is read as a deck, which says what else it is."""
    main = package.target("", "officeDocument")
    return _MEMO if "wordprocessingml" in package.type_of(main) or main.startswith("word/") else _DECK
