"""The Word memo as built held against the edited one, by the same core as decks.

Paragraphs that read as they were built are found first, and between them those whose controls name the same values;
what is left is found by its words, as a slide's.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from policybrief.deck.shown import FEET, ShownBox, ShownParagraph, ShownSlide
from policybrief.edits.pull import matching, words
from policybrief.edits.pull.compared import tables
from policybrief.edits.pull.observed import Compared, Told
from policybrief.edits.pull.prose import NEW, added, paragraph, paragraphs
from policybrief.edits.pull.strangers import NOBODY, Strangers
from policybrief.text.likeness import folded
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath


@dataclass(frozen=True)
class _Placed:
    """A paragraph, and the heading that it stands under."""

    paragraph: ShownParagraph
    where: str

    @property
    def words(self) -> str:
        return folded(words.cleaned(self.paragraph.text))

    @property
    def values(self) -> tuple[ValuePath, ...]:
        """The values whose words it holds, in their order."""
        paths = (stretch.path for stretch in self.paragraph.words if stretch.path)
        return tuple(dict.fromkeys(paths))


def compared(built: Sequence[ShownSlide], edited: Sequence[ShownSlide], strangers: Strangers = NOBODY) -> Compared:
    """All differences between two memos, each of which is one long page. No page of another's is put into one."""
    del strangers
    differences = Compared()
    (ours,), (theirs,) = built, edited
    placed = _placed(ours)
    done = 0
    for before, after in _aligned(placed, _placed(theirs)):
        where = (after or before)[0].where
        if len(before) == len(after) == 1:
            paragraph(differences, before[0].paragraph, after[0].paragraph, where)
        elif before:
            paragraphs(differences, [each.paragraph for each in before], [each.paragraph for each in after], where)
        else:
            above = placed[done - 1].paragraph if done else None
            below = placed[done].paragraph if done < len(placed) else None
            for each in after:
                added(differences, above, below, each.paragraph, where)
        done += len(before)
    tables(differences, matching.tables(ours.boxes), matching.tables(theirs.boxes), "a table")
    _feet(differences, ours, theirs)
    _moved(differences)
    return differences


def _placed(page: ShownSlide) -> list[_Placed]:
    """The paragraphs outside of tables that say something."""
    where, placed = "at the head", []
    for box in page.boxes:
        if box.cell is None and box.role not in FEET and box.text.strip():
            if box.role == "heading":
                where = f'under "{folded(box.text)}"'
            placed += [_Placed(each, where) for each in box.paragraphs]
    return placed


Stretches = Iterator[tuple[Sequence[_Placed], Sequence[_Placed]]]


def _aligned(ours: Sequence[_Placed], theirs: Sequence[_Placed]) -> Stretches:
    """Both memos in stretches: one paragraph that surely is one, or all between two such."""
    held = any(each.values for each in theirs)  # by a program that keeps controls
    keys = [[(each.words, each.values if held else ()) for each in side] for side in (ours, theirs)]
    for same, before, after in _matched(keys[0], keys[1], ours, theirs):
        if same:
            yield from (([old], [new]) for old, new in zip(before, after, strict=True))
        else:
            yield from _by_values(before, after)


def _by_values(ours: Sequence[_Placed], theirs: Sequence[_Placed]) -> Stretches:
    """Paragraphs of the same values, if one alone holds these on each side: half of a divided one is not all of it."""
    counts = [Counter(value for each in side for value in each.values) for side in (ours, theirs)]

    def key(placed: _Placed, number: int) -> Hashable:
        alone = all(counts[0][value] == counts[1][value] == 1 for value in placed.values)
        return placed.values if placed.values and alone else number

    keys = [key(each, -number) for number, each in enumerate(ours, 1)], [key(each, n) for n, each in enumerate(theirs)]
    for same, before, after in _matched(*keys, ours, theirs):
        if same:
            yield from (([old], [new]) for old, new in zip(before, after, strict=True))
        else:
            yield before, after


def _matched(
    keys: Sequence[Hashable], others: Sequence[Hashable], ours: Sequence[_Placed], theirs: Sequence[_Placed]
) -> Iterator[tuple[bool, Sequence[_Placed], Sequence[_Placed]]]:
    """What lies between and in the longest rows of the same keys: whether it is the same, and both sides."""
    matcher = difflib.SequenceMatcher(None, keys, others, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag == "equal", ours[i1:i2], theirs[j1:j2]


def _feet(differences: Compared, ours: ShownSlide, theirs: ShownSlide) -> None:
    """What stands on every page: ours has to stand there still; what else does is the organisation's."""
    wanted, there = (Counter(folded(box.text) for box in _on_each(side)) for side in (ours, theirs))
    for text in wanted - there:
        hint = "it is the program's; a marking is changed in the YAML alone"
        differences.tell("the head or the foot of the pages", "was changed, or is gone", text, hint=hint)


def _on_each(page: ShownSlide) -> Iterator[ShownBox]:
    return (box for box in page.boxes if box.role in FEET)


def _moved(differences: Compared) -> None:
    """A paragraph that is gone in one place and new in another was moved: that is told once, and nothing is put in."""
    gone = {folded(lost.told.old) for lost in differences.gone}
    come = [Told(entry.where, NEW, new=entry.text, path=entry.path, by=entry.by) for entry in differences.added]
    moved = [told for told in (*differences.told, *come) if told.message == NEW and folded(told.new) in gone]
    texts = {folded(told.new) for told in moved}
    differences.added[:] = [entry for entry in differences.added if folded(entry.text) not in texts]
    differences.gone[:] = [lost for lost in differences.gone if folded(lost.told.old) not in texts]
    differences.told[:] = [told for told in differences.told if told not in moved]
    hint = "change the order in the YAML, or in the audience's file"
    differences.told += [replace(told, message="a paragraph was moved here", hint=hint) for told in moved]
