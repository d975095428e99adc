"""Edits that nobody picked, in decks without our names and ids: none comes back wrong, none is lost in silence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from policybrief.deck.shown import ShownParagraph
from policybrief.edits.pull.settled import moved
from policybrief.pipeline.built import Built, BuiltSnapshot
from policybrief.text import inline
from policybrief.text.value_path import ValuePath
from support.deck_edits import Edited, stripped, text_of
from support.pulled import Room, room
from support.soak import SOAK

WORDS = ("caution", "resolve", "leverage", "doubt", "pressure", "trade", "markets", "security", "energy", "borders")
KINDS = ("word", "insert", "delete", "rewrite", "end", "markup")
PLAIN = ("id", "source", "type", "confidence", "likelihood", "quote", "speaker")
"""Keys that no edit of a slide changes."""


@dataclass(frozen=True)
class Place:
    """A text in a deck that is all of a value: on which slide, in its notes or not, in which paragraph."""

    slide: int
    notes: bool
    paragraph: str
    text: str
    which: str
    path: ValuePath


def places(kept: BuiltSnapshot) -> Iterator[Place]:
    for number, slide in enumerate(kept.slides, 1):
        for notes, paragraphs in (
            (False, [each for box in slide.boxes for each in box.paragraphs]),
            (True, slide.notes),
        ):
            for paragraph in paragraphs:
                yield from (place for place in in_paragraph(kept, number, paragraph, notes=notes))


def in_paragraph(kept: BuiltSnapshot, number: int, paragraph: ShownParagraph, *, notes: bool) -> Iterator[Place]:
    for stretch in paragraph.words:
        home = kept.home(stretch.path) if stretch.path else None
        value = kept.sources[home[0]].at(home[1]) if home else None
        if home and isinstance(value, str) and len(value.split()) >= 3 and home[1].key not in PLAIN:
            text = stretch.text.replace("\u00a0", " ")
            if text == inline.words(value) and not home[1].within("marking"):
                yield Place(number, notes, paragraph.text.replace("\u00a0", " "), text, *home)


def changed(dice: random.Random, text: str, kind: str) -> str:
    words = text.split(" ")
    at = dice.randrange(len(words))
    match kind:
        case "word":
            words[at] = dice.choice(WORDS)
        case "insert":
            words.insert(at, dice.choice(WORDS))
        case "delete":
            del words[at]
        case "rewrite":
            words = dice.choices(WORDS, k=max(3, len(words)))
        case "end":
            words += dice.choices(WORDS, k=3)
        case _:
            words.insert(
                at, dice.choice(["*", "[draft]", "a_b_c", "<x>", "R&D", "5*3*2", "習近平", "Київ", "\\n", "**"])
            )
    return " ".join(words)


def edited(
    dice: random.Random, kept: BuiltSnapshot, deck: Edited, kind: str, number: int
) -> dict[tuple[str, ValuePath], str]:
    """The deck with so many values changed, each in one place; gives what each says now."""
    found = list(places(kept))
    dice.shuffle(found)
    done: dict[tuple[str, ValuePath], str] = {}
    for place in found:
        new = changed(dice, place.text, kind)
        if len(done) == number or (place.which, place.path) in done or new == place.text:
            continue
        paragraph = paragraph_of(deck, place)
        if paragraph is None or place.paragraph.count(place.text) != 1:
            continue
        paragraph.runs[0].text = place.paragraph.replace(place.text, new)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        done[place.which, place.path] = new
    return done


def paragraph_of(deck: Edited, place: Place) -> Any:
    if place.notes:
        paragraphs = list(deck.slide(place.slide).notes_slide.notes_text_frame.paragraphs)
    else:
        paragraphs = [each for _, each in deck.paragraphs(place.slide)]
    return next((each for each in paragraphs if text_of(each).replace("\u00a0", " ") == place.paragraph), None)


@dataclass
class Tally:
    """What became of edits."""

    right: int = 0
    told: int = 0
    wrong: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def outcome(sample: Room, seed: int, audience: str, kind: str, lost: str) -> Tally:
    dice = random.Random(f"{seed} {audience} {kind}")
    kept = next(each for each in Built(sample.root).all() if each.audience == audience)
    deck = sample.edited(audience)
    wanted = edited(dice, kept, deck, kind, 12)
    content = deck.content
    if lost:
        content = stripped(content, shuffled=lost == "shuffled", seed=seed)
    found = sample.pulled(content, "-a", audience)
    tally = Tally()
    written = {each["path"]: each for each in found["edits"] if each["kind"] == "change"}
    told = " ".join(f"{each['old']} {each['new']} {each['path']}" for each in found["left"])
    for (which, path), new in wanted.items():
        here = str(moved(kept.sources[which].data, kept.sources[which].data, path))
        each = written.pop(here, None)
        shown = " ".join(new.split())
        if each is None:
            missing = shown not in " ".join(told.split()) and str(path) not in told
            tally.silent += (f"{path}: {new}",) if missing else ()
            tally.told += not missing
        elif " ".join(inline.words(each["new"]).split()) == shown:
            tally.right += 1
        else:
            tally.wrong += (f"{path}: {each['new']!r}, not {new!r}",)
    tally.wrong += tuple(f"{path} was not edited: {each['new']!r}" for path, each in written.items())
    return tally


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return room(tmp_path_factory.mktemp("random"))


SEEDS = range(max(1, SOAK // 100))
DECKS = [(audience, kind) for audience in ("allies", "congress", "principals") for kind in KINDS]
if not SOAK:
    DECKS = [("congress", "word"), ("principals", "markup")]


@pytest.mark.soak
@pytest.mark.parametrize("lost", ["", "stripped", "shuffled"] if SOAK else ["shuffled"])
def test_edits_come_back_right_or_are_told(sample: Room, lost: str) -> None:
    count: Counter[str] = Counter()
    faults: list[str] = []
    for seed in SEEDS:
        for audience, kind in DECKS:
            tally = outcome(sample, seed, audience, kind, lost)
            count.update(right=tally.right, told=tally.told, wrong=len(tally.wrong), silent=len(tally.silent))
            faults += [f"{seed} {audience} {kind}: {each}" for each in (*tally.wrong, *tally.silent)]
    print(f"random edits, names and ids {lost or 'kept'}: {dict(count)}")
    assert faults == []
    assert count["told"] <= count["right"] // 50
