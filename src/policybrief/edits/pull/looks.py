"""What was done to words that stayed: bold, italics, links, strike-through, underlining, and the numbers of sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from policybrief.deck.shown import INSIDE, ShownParagraph, Stretch
from policybrief.edits.pull import words
from policybrief.text import likeness
from policybrief.text.records import dataclass

Kind = Literal["bold", "italic", "link"]
KINDS: tuple[Kind, ...] = ("bold", "italic", "link")


@dataclass(frozen=True)
class Mark:
    """Characters from `start` up to `end` that have another look than they `had`: bold or not, italic or not, or the
    address of a link, "" for none.
    """

    start: int
    end: int
    kind: Kind
    state: bool | str
    had: bool | str


@dataclass(frozen=True)
class LookChange:
    """What was done, to which words, and how the brief says it; with its `mark` where no word was changed besides."""

    message: str
    words: str
    hint: str
    mark: Mark | None = None


def changed(built: ShownParagraph, edited: ShownParagraph) -> Iterator[LookChange]:
    """How the looks of a paragraph differ."""
    if built.cites.replace(" ", "") != edited.cites.replace(" ", ""):
        hint = "they follow [@source] in the YAML"
        yield LookChange("the numbers of sources were changed", built.cites or edited.cites, hint)
    if _stayed(built, edited):
        return
    before, after = _characters(built), _characters(edited)
    for kind in KINDS:
        yield from _looks(before, after, kind)
    struck = _had(before, *_folded(before, after), "strike")
    for name, message in (("strike", "words are struck through"), ("underline", "words are underlined")):
        known = struck if name == "strike" else [False] * len(after)
        text = "".join(
            char for (char, stretch), had in zip(after, known, strict=True) if getattr(stretch, name) and not had
        ).strip()
        if text:
            hint = (
                "delete them, here or in the YAML"
                if name == "strike"
                else "a brief has no underlining; **bold**, or *italics*"
            )
            yield LookChange(message, text, hint)


def is_plain(paragraph: ShownParagraph) -> bool:
    """Whether a paragraph is words of one look, without links, numbers of sources, strike-through and underlining."""
    kinds = {(each.bold, each.italic) for each in paragraph.stretches if each.text.strip()}
    marked = (each.link or each.cite or each.strike or each.underline for each in paragraph.stretches)
    return len(kinds) <= 1 and not any(marked)


def _stayed(built: ShownParagraph, edited: ShownParagraph) -> bool:
    """Whether no words and no looks were changed: told by stretches, since that is so of nearly all paragraphs."""
    sides = [[(stretch, len(words.cleaned(stretch.text))) for stretch in each.words] for each in (built, edited)]
    if likeness.folded(words.cleaned(built.text)) != likeness.folded(words.cleaned(edited.text)):
        return False
    (ours, theirs), here, there = sides, 0, 0
    left, right = (side[0][1] if side else 0 for side in sides)
    while here < len(ours) and there < len(theirs):
        if left and right and not _alike(ours[here][0], theirs[there][0]):
            return False
        step = min(left, right)
        left, right = left - step, right - step
        if not left:
            here += 1
            left = ours[here][1] if here < len(ours) else 0
        if not right:
            there += 1
            right = theirs[there][1] if there < len(theirs) else 0
    return True


def _alike(built: Stretch, edited: Stretch) -> bool:
    """Whether characters surely have the look that they had. Italics that a file does not mention may be gone."""
    if (edited.strike and not built.strike) or edited.underline or (built.italic and edited.italic is None):
        return False
    return all(_same(getattr(built, kind), getattr(edited, kind)) for kind in KINDS)


def _same(was: Any, now: Any) -> bool:
    """Whether a look is as it was, as far as both are known; links between slides nobody reads."""
    return was is None or now is None or was == now or (was == INSIDE and not now)


_Characters = list[tuple[str, Stretch]]


def _characters(paragraph: ShownParagraph) -> _Characters:
    return [(char, stretch) for stretch in paragraph.words for char in words.cleaned(stretch.text)]


def _folded(before: _Characters, after: _Characters) -> tuple[str, str]:
    old, new = (likeness.folded("".join(char for char, _ in side)) for side in (before, after))
    return old, new


def _looks(before: _Characters, after: _Characters, kind: Kind) -> Iterator[LookChange]:
    """Stretches of one look that had another. New words are held against those before them."""
    old, new = _folded(before, after)
    had = _had(before, old, new, kind)
    states: list[Any] = []
    for (char, stretch), was in zip(after, had, strict=True):
        now = getattr(stretch, kind)
        if (
            kind == "italic" and was and now is None
        ):  # an author's italics are always said: some programs leave out "no"
            now = False
        states.append(None if _same(was, now) or char.isspace() else now)
    start = 0
    for state, group in groupby(_closed(new, states)):
        end = start + len(list(group))
        if state is not None:
            mark = Mark(start, end, kind, state, had[start]) if old == new else None
            yield LookChange(_message(kind, state), new[start:end].strip(), _hint(kind, state, new[start:end]), mark)
        start = end


def _had(before: _Characters, old: str, new: str, kind: Kind | Literal["strike"]) -> list[Any]:
    """The look that each character of the new text had; of one that stands in others' place, theirs; of one that is
    put in, that of the character before it.
    """
    looks = [getattr(stretch, kind) for _, stretch in before]
    known: dict[int, Any] = dict(enumerate(looks)) if old == new else {}
    if old != new:
        for tag, start, _, other, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                known |= {other + step: looks[start + step] for step in range(end - other)}
            elif tag == "replace":
                known[other] = looks[start]
    was = known[min(known)] if known else next(iter(looks), "" if kind == "link" else False)
    had = []
    for place in range(len(new)):
        was = known.get(place, was)
        had.append(was)
    return had


def _closed(text: str, states: Sequence[Any]) -> Iterator[Any]:
    """A space between two words of one new look has it too."""
    for place, state in enumerate(states):
        around = [states[side] for side in (place - 1, place + 1) if 0 <= side < len(states)]
        yield around[0] if text[place] == " " and len(around) == 2 and around[0] == around[1] else state


def _message(kind: Kind, state: bool | str) -> str:
    if kind == "link":
        return "a link is new, or another" if state else "a link is gone"
    return f"words were set in {kind}" if state else f"words are no longer {kind}"


def _hint(kind: Kind, state: bool | str, text: str) -> str:
    text = text.strip()
    if kind == "link":
        return f"in the YAML: [{text}]({state})" if state else "take the link out in the YAML"
    signs = "**" if kind == "bold" else "*"
    return f"in the YAML: {signs}{text}{signs}" if state else f"take out {signs} in the YAML"
