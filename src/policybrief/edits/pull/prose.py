"""Paragraphs as built held against the edited ones: which values read otherwise, and what else was done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policybrief.deck.shown import ShownParagraph
from policybrief.edits.pull import looks, matching, words
from policybrief.edits.pull.fragment import Fragment
from policybrief.edits.pull.fragments import by_weight, fragmented, hands, held, parted
from policybrief.edits.pull.looks import Mark
from policybrief.edits.pull.observed import Added, Compared, Observed, Told
from policybrief.text.likeness import folded, overlap
from policybrief.text.value_path import ValuePath

NEW, DIVIDED = "a paragraph is new", "a paragraph was divided in two"


def paragraphs(
    differences: Compared,
    built: Sequence[ShownParagraph],
    edited: Sequence[ShownParagraph],
    where: str,
    *,
    listed: bool = True,
) -> None:
    """The paragraphs of a box or a cell: each with its own, those that are gone or new, and those that were divided.

    Entries of a list may be among them; not among those of a row's cells and of what a speaker notes, which are not
    `listed`.
    """
    ours = [each for each in built if each.text.strip()]
    theirs = [each for each in edited if _text(each).strip()]
    pairs = matching.paragraphs([_text(each) for each in ours], [_text(each) for each in theirs])
    broken = set(_broken(differences, ours, theirs, pairs, where))
    for turn, (old, new) in enumerate(pairs):
        if {("old", old), ("new", new)} & broken:
            continue
        if old is None and new is not None:
            before = next((ours[at] for at, _ in reversed(pairs[:turn]) if at is not None), None)
            behind = next((ours[at] for at, _ in pairs[turn:] if at is not None), None)
            added(differences, *((before, behind) if listed else (None, None)), theirs[new], where)
        elif new is None and old is not None:
            told = Told(where, "a paragraph was deleted, or emptied", _text(ours[old]), hint="delete it in the YAML")
            differences.miss([ours[old]], told, alone=listed)
        elif old is not None and new is not None:
            paragraph(differences, ours[old], theirs[new], where)


def added(
    differences: Compared,
    before: ShownParagraph | None,
    behind: ShownParagraph | None,
    edited: ShownParagraph,
    where: str,
) -> None:
    """A paragraph that stands behind another, or before it: an entry of the same list, or told."""
    entry, after = (_entry(before), True) if before else (_entry(behind) if behind else None, False)
    if entry and looks.is_plain(edited):
        differences.added.append(Added(entry, after, _text(edited), where, hands(edited)))
    else:
        hint = "for good: an entry of a list in the YAML, or words of a text"
        differences.tell(where, NEW, new=_text(edited), hint=hint, by=hands(edited))


def _entry(paragraph: ShownParagraph) -> ValuePath | None:
    """The value that is all of a paragraph, where it is an entry of a list of texts."""
    with_words = [fragment for fragment in fragmented(paragraph) if fragment.text.strip()]
    path = with_words[0].path if len(with_words) == 1 else ValuePath()
    return path if isinstance(path.key, int) else None


Side = tuple[str, int | None]


def _broken(
    differences: Compared,
    ours: Sequence[ShownParagraph],
    theirs: Sequence[ShownParagraph],
    pairs: Sequence[tuple[int | None, int | None]],
    where: str,
) -> Iterator[Side]:
    """Paragraphs of which two were made, or one of two: half of a text would be taken for all of it."""
    for (before, other), (after, following) in pairwise(pairs):
        for old, new in ((before, following), (after, other)):
            if (None in (before, after)) == (None in (other, following)) or old is None or new is None:
                continue
            if None in (before, after):  # one became two
                whole = _text(ours[old])
                parts = [_text(theirs[each]) for each in (other, following) if each is not None]
                message = DIVIDED
                sides = [("old", old), ("new", other), ("new", following)]
            else:
                whole = _text(theirs[new])
                parts = [_text(ours[each]) for each in (before, after) if each is not None]
                message = "two paragraphs were made one"
                sides = [("old", before), ("old", after), ("new", new)]
            if len(parts) < 2 or overlap(" ".join(parts), whole) <= max(overlap(p, whole) for p in parts):
                continue
            texts = (whole, " / ".join(parts)) if None in (before, after) else (" / ".join(parts), whole)
            differences.tell(where, message, *texts, hint="change it in the YAML")
            yield from sides
            break


def _text(paragraph: ShownParagraph) -> str:
    return words.cleaned(paragraph.text)


def paragraph(differences: Compared, built: ShownParagraph, edited: ShownParagraph, where: str) -> None:
    """One paragraph that is the same one: every edit at the value whose words it changes, or told."""
    old, new = _text(built), _text(edited)
    in_fragments = None
    if folded(old) != folded(new):
        in_fragments = held(built, edited) or by_weight(built, edited) or parted(built, new)
    fragments = in_fragments.fragments if in_fragments else fragmented(built)
    marked = _marked(differences, built, edited, fragments, where)
    for fragment in fragments:
        if marks := marked.get(fragment.start):
            differences.observed.append(Observed(fragment.path, fragment.text, fragment.text, where, tuple(marks)))
            continue
        if not fragment.edits or folded(fragment.new) == folded(fragment.text):
            if fragment.path:
                differences.same[fragment.path].append(where)
        elif fragment.path and fragment.new.strip():
            by = hands(edited, fragment.path)
            differences.observed.append(Observed(fragment.path, fragment.text, fragment.new, where, by=by))
        elif fragment.path:
            hint, by = "delete it in the YAML", hands(edited, fragment.path)
            differences.told.append(
                Told(where, "the text was emptied", fragment.text, hint=hint, path=fragment.path, by=by)
            )
        else:
            hint = (
                f"they stand in {fragment.at}, or in the words of the language" if fragment.at else "no YAML holds them"
            )
            by = hands(edited)
            message = "words of the template were changed"
            differences.told.append(Told(where, message, fragment.text, fragment.new, hint, fragment.at, by=by))
    for gone, come in in_fragments.astray if in_fragments else ():
        hint = "change them in the YAML"
        differences.tell(where, "the change reaches over two texts", gone, come, hint, by=hands(edited))


def _marked(
    differences: Compared, built: ShownParagraph, edited: ShownParagraph, fragments: Sequence[Fragment], where: str
) -> dict[int, list[Mark]]:
    """Looks that were changed in a value's words, by the start of their fragment; all others are told."""
    marked: dict[int, list[Mark]] = defaultdict(list)
    for look in looks.changed(built, edited):
        mark = look.mark
        owner = next((each for each in fragments if mark and each.start <= mark.start and mark.end <= each.end), None)
        if mark and owner and owner.path:
            inner = replace(mark, start=mark.start - owner.start, end=mark.end - owner.start)
            marked[owner.start].append(inner)
        else:
            differences.tell(where, look.message, look.words, hint=look.hint)
    return marked
