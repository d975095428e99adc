"""The edits of a paragraph, each given to the value whose words it changes.

A paragraph is fragments: words of one value after words of another, or of the template. An edit belongs to the fragment
that it falls on; one at the border of two, to that which is a value's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from policybrief.deck.shown import ShownParagraph, Stretch
from policybrief.edits.pull import borders, words
from policybrief.edits.pull.fragment import Fragment
from policybrief.edits.pull.words import Edit
from policybrief.text.likeness import folded
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath


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
    return Parted(fragments, [*astray, *unsure(fragments)])


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
    fragments = fragmented(paragraph)
    astray: list[tuple[str, str]] = []
    for group, text in borders.divided(fragments, new) or [(fragments, new)]:
        astray += _edited(group, text)
    return Parted(fragments, [*astray, *unsure(fragments)])


def unsure(fragments: Sequence[Fragment]) -> list[tuple[str, str]]:
    """What is said of values whose words may be others', which are edited no more."""
    doubtful = [each for pair in borders.exchanged(fragments) for each in pair]
    if any(borders.lengthened(fragments)):  # which of them the new entry came behind, nobody knows
        doubtful = [each for each in fragments if each.path]
    return [_given_up(each) for each in doubtful if each.edits]


def _given_up(fragment: Fragment) -> tuple[str, str]:
    texts = fragment.text, fragment.new
    fragment.edits.clear()
    return texts


def _edited(fragments: Sequence[Fragment], new: str) -> list[tuple[str, str]]:
    """Give neighbouring fragments that read `new` now their edits; what is left belongs to no one fragment. Where
    there is such an edit, values beside it take none: half of what was done to one would be taken for all of it.
    """
    old, first = "".join(fragment.text for fragment in fragments), fragments[0].start if fragments else 0
    with_words = [fragment for fragment in fragments if fragment.text.strip()]
    values = [fragment for fragment in with_words if fragment.path]
    for only in [*with_words] if len(with_words) == 1 else values if len(values) == 1 else []:
        lead, tail = old[: only.start - first], old[only.end - first :]
        stays = new.startswith(lead) and new.endswith(tail) and len(new) >= len(lead) + len(tail)
        if stays or len(with_words) == 1:  # whatever was done, it was done to this
            only.takes(Edit(only.start, only.end, new[len(lead) : len(new) - len(tail)] if stays else new.strip()))
            return []
    astray: list[tuple[str, str]] = []
    for change in words.edits(old, new):
        moved = Edit(change.start + first, change.end + first, change.text)
        edit = _trimmed(moved, fragments)
        if not (_put_in(edit, fragments) if edit.start == edit.end else _given(edit, fragments)):
            astray.append((old[edit.start - first : edit.end - first], edit.text))
    return [*astray, *[_given_up(each) for each in values if each.edits and astray]]


def _trimmed(edit: Edit, fragments: Sequence[Fragment]) -> Edit:
    """Without what is the same at both ends, so that it reaches over no border for a blank's sake: blanks, and words of
    the template or of a value from end to end. A value's word is not cut, as "Ann" in "Anna".
    """
    touched = [each for each in fragments if each.start < edit.end and edit.start < each.end]
    while len(touched) > 1 and (shorter := _shorter(edit, touched[0], head=True)):
        edit, touched = shorter, touched[1:]
    while len(touched) > 1 and (shorter := _shorter(edit, touched[-1], head=False)):
        edit, touched = shorter, touched[:-1]
    return edit


def _shorter(edit: Edit, fragment: Fragment, *, head: bool) -> Edit | None:
    """An edit without what it has of a fragment at one of its ends, where that stays as it is."""
    start, end = max(fragment.start, edit.start), min(fragment.end, edit.end)
    same = folded(fragment.text[start - fragment.start : end - fragment.start])
    new = folded(edit.text)
    if not (new.startswith(same) if head else new.endswith(same)):
        return None
    at = len(same) if head else len(new) - len(same)
    if 0 < at < len(new) and any(all(map(kind, new[at - 1 : at + 1])) for kind in (str.isalpha, str.isdecimal)):
        return None
    return Edit(end, edit.end, edit.text[at:]) if head else Edit(edit.start, start, edit.text[:at])


def _put_in(edit: Edit, fragments: Sequence[Fragment]) -> bool:
    """Give words that were put in to the one value that they stand in, or at; of several, to none."""
    old = "".join(fragment.text for fragment in fragments)
    first = fragments[0].start
    owners: dict[int, tuple[Fragment, Edit]] = {}
    for each in words.slid(folded(old), Edit(edit.start - first, edit.end - first, folded(edit.text))):
        moved = Edit(each.start + first, each.end + first, each.text)
        for fragment in fragments:
            if fragment.text and fragment.start <= moved.start <= fragment.end:
                owners.setdefault(fragment.start, (fragment, moved))
    ranks = [[each for each in owners.values() if rank(each[0])] for rank in (_is_text, _is_value, _is_any)]
    able = next((rank for rank in ranks if rank), [])
    if not able or (len(able) > 1 and able[0][0].path):
        return False
    able[0][0].takes(able[0][1])
    return True


def _is_text(fragment: Fragment) -> bool:
    return fragment.is_text


def _is_value(fragment: Fragment) -> bool:
    return bool(fragment.path)


def _is_any(_: Fragment) -> bool:
    return True


def _given(edit: Edit, fragments: Sequence[Fragment]) -> bool:
    """Give an edit of words to their fragment, or to each of those that they are of; whether that can be done."""
    inside = next((each for each in fragments if each.start <= edit.start and edit.end <= each.end), None)
    if inside and edit.text.strip():
        return _replaced(edit, inside, fragments)
    touched = [each for each in fragments if each.start < edit.end and edit.start < each.end]
    if not edit.text.strip():  # words that go, each from its own value
        return _taken_out(edit, touched, fragments)
    pieces = borders.across(fragments, edit.start, edit.end, edit.text)
    for fragment, start, end, new in pieces or ():
        fragment.takes(Edit(start, end, new))
    return pieces is not None


def _replaced(edit: Edit, own: Fragment, fragments: Sequence[Fragment]) -> bool:
    """Words for words of a fragment. More or fewer of them beside another value, with a blank between, may be its."""
    before, behind = borders.open_sides(fragments, own) if own.path else (False, False)
    if (before and edit.start == own.start) or (behind and edit.end == own.end):
        old = own.text[edit.start - own.start : edit.end - own.start]
        if words.number(old) != words.number(edit.text):
            return False
    own.takes(edit)
    return True


def _taken_out(edit: Edit, touched: Sequence[Fragment], fragments: Sequence[Fragment]) -> bool:
    cut = [(each, max(each.start, edit.start), min(each.end, edit.end)) for each in touched]
    real = [each for each in cut if each[0].text[each[1] - each[0].start : each[2] - each[0].start].strip()]
    if len({each.start for each, _, _ in real}) > 1 and not all(each.path for each, _, _ in real):
        return False
    old, first = "".join(each.text for each in fragments), fragments[0].start
    for other in words.slid(folded(old), Edit(edit.start - first, edit.end - first, "")):
        start, end = other.start + first, other.end + first
        taken = [each for each in fragments if each.path and each.start < end and start < each.end]
        if not {each.start for each in taken} <= {each.start for each, _, _ in cut}:
            return False  # the same words stand behind each other: whose went, nobody sees
    for fragment, start, end in real or cut:
        fragment.takes(Edit(start, end, ""))
    return True
