"""The edits of a paragraph, each given to the value whose words it changes.

A paragraph is fragments: words of one value after words of another, or of the template. An edit belongs to the fragment
that it falls on; one at the border of two, to that which is a value's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import groupby

from policybrief.deck.shown import ShownParagraph, Stretch
from policybrief.edits.pull import words
from policybrief.edits.pull.words import Edit
from policybrief.text.likeness import folded
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_CHOSEN = ("confidence", "likelihood", "date")
"""Values that are printed in words of the language: nobody adds to these."""


@dataclass
class Fragment:
    """Neighbouring words of one value, or of a template, and what is done to them; `start` is in the paragraph."""

    path: ValuePath
    at: str
    text: str
    start: int
    edits: list[Edit] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it is words of a value that may be any words."""
        return bool(self.path) and self.path.key not in _CHOSEN

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def new(self) -> str:
        """The text as edited. A blank at an end that had none is no part of it."""
        text = words.applied(self.text, self.edits)
        return text.strip() if self.edits and self.text == self.text.strip() else text

    def takes(self, edit: Edit) -> None:
        self.edits.append(Edit(edit.start - self.start, edit.end - self.start, edit.text))


@dataclass(frozen=True)
class Parted:
    """A paragraph in fragments, and the edits that belong to no one fragment: the old words and the new."""

    fragments: list[Fragment]
    astray: list[tuple[str, str]]


def fragmented(paragraph: ShownParagraph) -> list[Fragment]:
    """A paragraph in fragments, without the numbers of sources."""
    fragments: list[Fragment] = []
    start = 0
    for _, group in groupby(paragraph.words, key=lambda stretch: (stretch.path, not stretch.path and stretch.at)):
        run = list(group)
        text = "".join(words.cleaned(stretch.text) for stretch in run)
        fragments.append(Fragment(run[0].path, run[0].at, text, start))
        start += len(text)
    return fragments


def hands(edited: ShownParagraph, path: ValuePath = NOWHERE) -> tuple[str, ...]:
    """Who tracked changes in the value at `path`, or in the paragraph where nothing of it says of which value it is."""
    known = any(stretch.path for stretch in edited.stretches)
    return tuple(
        dict.fromkeys(
            each.by for each in edited.stretches if each.by and (not path or not known or each.path in (path, NOWHERE))
        )
    )


def held(paragraph: ShownParagraph, edited: ShownParagraph) -> Parted | None:
    """The same by the edited paragraph's own word: what stands in a value's control is the value's. None where it has
    no controls, or others, or where words around them were changed: then they are to be told apart by words.
    """
    fragments, as_edited = fragmented(paragraph), fragmented(edited)
    if not any(fragment.path for fragment in as_edited):
        return None
    ours, theirs = _joined(fragments), _joined(as_edited)
    if [path for path, _ in ours] != [path for path, _ in theirs]:
        return None
    texts = dict[int, str]()
    for place, ((path, old), (_, new)) in enumerate(zip(ours, theirs, strict=True)):
        if not path and folded(old) != folded(new):
            return None
        texts[place] = new
    values = iter([text for place, text in texts.items() if ours[place][0]])
    for fragment in fragments:
        if fragment.path:
            new = next(values)
            if folded(new) != folded(fragment.text):
                fragment.takes(Edit(fragment.start, fragment.end, new))
    return Parted(fragments, [])


def by_weight(paragraph: ShownParagraph, edited: ShownParagraph) -> Parted | None:
    """The same by what is bold, where that is so in both in the same turn: a headline ends where its bold type does.
    None where it is not.
    """
    ours, theirs = (
        [(bold, tuple(group)) for bold, group in groupby(filter(_says, side.words), key=lambda each: bool(each.bold))]
        for side in (paragraph, edited)
    )
    if len(ours) < 2 or [bold for bold, _ in ours] != [bold for bold, _ in theirs]:
        return None
    fragments: list[Fragment] = []
    astray: list[tuple[str, str]] = []
    start = 0
    for (_, old), (_, new) in zip(ours, theirs, strict=True):
        inner = parted(ShownParagraph(old), "".join(words.cleaned(stretch.text) for stretch in new))
        for fragment in inner.fragments:
            fragment.start += start
        fragments += inner.fragments
        astray += inner.astray
        start += sum(len(words.cleaned(stretch.text)) for stretch in old)
    return Parted(fragments, astray)


def _says(stretch: Stretch) -> bool:
    """Whether there is anything to be read: where something was deleted, there is not."""
    return bool(stretch.text)


def _joined(fragments: Sequence[Fragment]) -> list[tuple[ValuePath, str]]:
    """Values and what stands between them, in turn: of a template, words of several lines are one."""
    return [
        (path, "".join(fragment.text for fragment in group))
        for path, group in groupby(
            (fragment for fragment in fragments if fragment.text or fragment.path), key=lambda fragment: fragment.path
        )
    ]


def parted(paragraph: ShownParagraph, new: str) -> Parted:
    """A paragraph that reads `new` now, with each edit at its fragment."""
    fragments, astray = fragmented(paragraph), []
    old = "".join(fragment.text for fragment in fragments)
    with_words = [fragment for fragment in fragments if fragment.text.strip()]
    values = [fragment for fragment in with_words if fragment.path]
    for only in [*with_words] if len(with_words) == 1 else values if len(values) == 1 else []:
        lead, tail = old[: only.start], old[only.end :]
        stays = new.startswith(lead) and new.endswith(tail) and len(new) >= len(lead) + len(tail)
        if stays or len(with_words) == 1:  # whatever was done, it was done to this
            only.takes(Edit(only.start, only.end, new[len(lead) : len(new) - len(tail)] if stays else new.strip()))
            return Parted(fragments, [])
    for change in words.edits(old, new):
        edit = _placed(old, _trimmed(old, change), fragments)
        if not _given(edit, fragments):
            astray.append((old[edit.start : edit.end], edit.text))
    return Parted(fragments, astray)


def _trimmed(old: str, edit: Edit) -> Edit:
    """Without what is the same at both ends, so that it reaches over no border for a blank's sake."""
    start, end, text = edit.start, edit.end, edit.text
    while start < end and text and old[start] == text[0]:
        start, text = start + 1, text[1:]
    while end > start and text and old[end - 1] == text[-1]:
        end, text = end - 1, text[:-1]
    return Edit(start, end, text)


def _placed(old: str, edit: Edit, fragments: Sequence[Fragment]) -> Edit:
    """Of the edits that make the same text that which touches one value alone, and of these one that begins a word."""

    def merit(candidate: Edit) -> tuple[bool, bool, bool]:
        inside = [
            fragment
            for fragment in fragments
            if fragment.path and fragment.start <= candidate.start and candidate.end <= fragment.end
        ]
        begins = candidate.start == 0 or old[candidate.start - 1].isspace()
        return any(fragment.is_text for fragment in inside), len(inside) > 0, begins

    choices = list(words.slid(old, edit))
    return max(choices, key=lambda each: (merit(each), -choices.index(each)))


def _given(edit: Edit, fragments: Sequence[Fragment]) -> bool:
    """Give an edit to its fragment, or to those that it takes words from; whether that can be done."""
    if edit.start == edit.end:
        owner = _owner(edit, fragments)
        if owner is not None:
            owner.takes(edit)
        return owner is not None
    inside = [fragment for fragment in fragments if fragment.start <= edit.start and edit.end <= fragment.end]
    if inside:
        inside[0].takes(edit)
        return True
    touched = [fragment for fragment in fragments if fragment.start < edit.end and edit.start < fragment.end]
    cut = [(fragment, max(fragment.start, edit.start), min(fragment.end, edit.end)) for fragment in touched]
    real = [
        (fragment, s, e) for fragment, s, e in cut if fragment.text[s - fragment.start : e - fragment.start].strip()
    ]
    if not edit.text.strip():  # words that go, each from its own value
        for fragment, start, end in cut if all(fragment.path for fragment, _, _ in real) else ():
            fragment.takes(Edit(start, end, ""))
        return all(fragment.path for fragment, _, _ in real)
    if len(real) == 1 and real[0][0].path:
        fragment, start, end = real[0]
        fragment.takes(Edit(start, end, edit.text.strip() if len(cut) > 1 else edit.text))
        return True
    return False


def _owner(edit: Edit, fragments: Sequence[Fragment]) -> Fragment | None:
    """Whose an insertion is: at a border, of the value there; of two, the one that it stands closer to."""
    inside = next((fragment for fragment in fragments if fragment.start < edit.start < fragment.end), None)
    if inside is not None:
        return inside
    left = next((fragment for fragment in reversed(fragments) if fragment.end == edit.start and fragment.text), None)
    right = next((fragment for fragment in fragments if fragment.start == edit.start and fragment.text), None)
    sides = [fragment for fragment in (left, right) if fragment is not None]
    values = [fragment for fragment in sides if fragment.is_text] or [fragment for fragment in sides if fragment.path]
    if len(values) == 2:
        return values[1] if edit.text.endswith(" ") and not edit.text.startswith(" ") else values[0]
    return values[0] if values else next(iter(sides), None)
