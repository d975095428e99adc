"""A brief's documents as fit leaves them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from policybrief.deck import provenance as in_deck
from policybrief.deck.fit import fit as deck_fit
from policybrief.deck.placed import PlacedDeck
from policybrief.memo import provenance as in_memo
from policybrief.memo.fit import fit as memo_fit
from policybrief.memo.fitted import FittedMemo
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.read.source import Source
from policybrief.text.document import Deck, Memo
from policybrief.text.placed import PlacedText
from support.projects import ROOT

CHINESE = ROOT / "tests" / "data" / "saltmere-zh.yaml"


@dataclass(frozen=True)
class Fitted:
    """A brief's documents as fit leaves them, and what they are made of."""

    source: Source
    deck: Deck
    placed: PlacedDeck
    memo: FittedMemo

    @property
    def texts(self) -> list[PlacedText[Any]]:
        return [*in_deck.texts(self.placed), *in_memo.texts(self.memo)]


@cache
def fitted(file: Path) -> Fitted:
    prepared = Prepared.of(file, lambda _, __: None)
    run = prepared.run(ALL)
    deck, memo = run.compose("deck"), run.compose("memo")
    assert isinstance(deck, Deck)
    assert isinstance(memo, Memo)
    placed = deck_fit.fit(deck, run.theme, run.places)
    return Fitted(prepared.source, deck, placed, memo_fit.fit(memo, run.theme, run.locale, run.places))
