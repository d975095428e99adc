"""Whatever is kept from one edit to the next, what is seen is what would be seen from scratch: after any edits."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from policybrief.pipeline.preview import LivePictures
from policybrief.read.source import parse
from policybrief.serve.drawing import drawer
from support.kept import forget
from support.projects import HARBOUR
from support.sample import REAL

EDITS = 7
WORDS = ("smoke ", "*new* ", "12 ", "SOx ", "not ", "“said” ", "港口", "^[A note.] ", "a [@koval, p. 3] ", "\\", "[@")
"""What somebody may put into a text; some of it is wrong as it stands."""
HEADS = ("", "acronyms: {SOx: sulphur oxides}\n", "citations: {form: notes}\n", "citations: {form: author-date}\n")
"""What all texts of a document are read by."""


def edited(text: str, chance: random.Random) -> str:
    """The text after an edit: words put into a value or taken out of it, a line gone, or two in another order."""
    values = [found for found in parse(text).scalars.values() if found.end - found.start > 20]
    value, lines = chance.choice(values), text.split("\n")
    at, number = chance.randrange(value.start + 1, value.end), chance.randrange(len(lines) - 1)
    before, two, after = lines[:number], lines[number : number + 2], lines[number + 2 :]
    kind = chance.choice(("put", "put", "put", "take", "drop", "swap"))
    if kind == "put":
        return text[:at] + chance.choice(WORDS) + text[at:]
    if kind == "take":
        return text[:at] + text[min(at + 6, value.end - 1) :]
    return "\n".join([*before, *(two[1:] if kind == "drop" else two[::-1]), *after])


def seen(live: LivePictures, brief: Path, text: str, audience: str, documents: list[str]) -> Any:
    """All that the page is told, but how long it took."""
    asked = {"texts": {str(brief): text}, "audience": audience, "documents": documents, "have": [], "turn": ""}
    return drawer.answered(live, asked) | {"milliseconds": 0}


@pytest.mark.parametrize(("brief", "audiences", "seed"), [(HARBOUR, ("",), 2), (REAL, ("allies", "principals"), 3)])
def test_after_any_edits_it_is_what_it_would_be_from_scratch(
    brief: Path, audiences: tuple[str, ...], seed: int
) -> None:
    chance, live, text = random.Random(seed), LivePictures(brief), brief.read_text("utf-8")
    told: list[tuple[tuple[str, str, list[str]], Any]] = []
    for _ in range(EDITS):
        changed = edited(text, chance)
        asked = chance.choice(HEADS) + changed, chance.choice(audiences), chance.choice((["deck"], ["deck", "memo"]))
        told.append((asked, seen(live, brief, *asked)))
        if "documents" in told[-1][1]:  # else the next edit is of what can be shown
            text = changed
    assert sum("documents" in answer for _, answer in told) > EDITS / 3
    for asked, answer in told:
        forget()
        assert seen(LivePictures(brief), brief, *asked) == answer
