"""Paragraphs as built held against the edited ones: which values read otherwise, and what else was done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policybrief.deck.shown import Paragraph
from policybrief.edits.pull import looks, matching, pieces, words
from policybrief.edits.pull.looks import Mark
from policybrief.edits.pull.observed import Added, Compared, Observed, Told
from policybrief.text.value_path import ValuePath

NEW = "a paragraph is new"


def paragraphs(
    found: Compared, built: Sequence[Paragraph], edited: Sequence[Paragraph], where: str, *, listed: bool = True
) -> None:
    """The paragraphs of a box or a cell: each with its own, those that are gone or new, and those that were divided.

    Entries of a list may be among them; not among those of a row's cells and of what a speaker notes, which are not
    `listed`.
    """
    ours = [each for each in built if each.text.strip()]
    theirs = [each for each in edited if _text(each).strip()]
    pairs = matching.paragraphs([_text(each) for each in ours], [_text(each) for each in theirs])
    broken = set(_broken(found, ours, theirs, pairs, where))
    for number, (one, other) in enumerate(pairs):
        if {("old", one), ("new", other)} & broken:
            continue
        if one is None and other is not None:
            before = next((ours[old] for old, _ in reversed(pairs[:number]) if old is not None), None)
            behind = next((ours[old] for old, _ in pairs[number:] if old is not None), None)
            added(found, *((before, behind) if listed else (None, None)), theirs[other], where)
        elif other is None and one is not None:
            told = Told(where, "a paragraph was deleted, or emptied", _text(ours[one]), hint="delete it in the YAML")
            found.miss([ours[one]], told, alone=listed)
        elif one is not None and other is not None:
            paragraph(found, ours[one], theirs[other], where)


def added(found: Compared, before: Paragraph | None, behind: Paragraph | None, edited: Paragraph, where: str) -> None:
    """A paragraph that stands behind another, or before it: an entry of the same list, or told."""
    entry, after = (_entry(before), True) if before else (_entry(behind) if behind else None, False)
    if entry and looks.is_plain(edited):
        found.added.append(Added(entry, after, _text(edited), where, pieces.hands(edited)))
    else:
        hint = "for good: an entry of a list in the YAML, or words of a text"
        found.tell(where, NEW, new=_text(edited), hint=hint, by=pieces.hands(edited))


def _entry(paragraph: Paragraph) -> ValuePath | None:
    """The value that is all of a paragraph, where it is an entry of a list of texts."""
    with_words = [piece for piece in pieces.pieces(paragraph) if piece.text.strip()]
    path = with_words[0].path if len(with_words) == 1 else ValuePath()
    return path if isinstance(path.key, int) else None


Side = tuple[str, int | None]


def _broken(
    found: Compared,
    ours: Sequence[Paragraph],
    theirs: Sequence[Paragraph],
    pairs: Sequence[tuple[int | None, int | None]],
    where: str,
) -> Iterator[Side]:
    """Paragraphs of which two were made, or one of two: half of a text would be taken for all of it."""
    for (one, other), (after, following) in pairwise(pairs):
        for old, new in ((one, following), (after, other)):
            if (None in (one, after)) == (None in (other, following)) or old is None or new is None:
                continue
            if None in (one, after):  # one became two
                whole = _text(ours[old])
                parts = [_text(theirs[each]) for each in (other, following) if each is not None]
                message = "a paragraph was divided in two"
                sides = [("old", old), ("new", other), ("new", following)]
            else:
                whole = _text(theirs[new])
                parts = [_text(ours[each]) for each in (one, after) if each is not None]
                message = "two paragraphs were made one"
                sides = [("old", one), ("old", after), ("new", new)]
            if len(parts) < 2 or words.overlap(" ".join(parts), whole) <= max(words.overlap(p, whole) for p in parts):
                continue
            texts = (whole, " / ".join(parts)) if None in (one, after) else (" / ".join(parts), whole)
            found.tell(where, message, *texts, hint="change it in the YAML")
            yield from sides
            break


def _text(paragraph: Paragraph) -> str:
    return words.cleaned(paragraph.text)


def paragraph(found: Compared, built: Paragraph, edited: Paragraph, where: str) -> None:
    """One paragraph that is the same one: every edit at the value whose words it changes, or told."""
    old, new = _text(built), _text(edited)
    parted = None
    if words.folded(old) != words.folded(new):
        parted = pieces.held(built, edited) or pieces.by_weight(built, edited) or pieces.parted(built, new)
    made = parted.pieces if parted else pieces.pieces(built)
    marked = _marked(found, built, edited, made, where)
    for piece in made:
        if marks := marked.get(piece.start):
            found.observed.append(Observed(piece.path, piece.text, piece.text, where, tuple(marks)))
            continue
        if not piece.edits or words.folded(piece.new) == words.folded(piece.text):
            if piece.path:
                found.same[piece.path].append(where)
        elif piece.path and piece.new.strip():
            by = pieces.hands(edited, piece.path)
            found.observed.append(Observed(piece.path, piece.text, piece.new, where, by=by))
        elif piece.path:
            hint, by = "delete it in the YAML", pieces.hands(edited, piece.path)
            found.told.append(Told(where, "the text was emptied", piece.text, hint=hint, path=piece.path, by=by))
        else:
            hint = f"they stand in {piece.at}, or in the words of the language" if piece.at else "no YAML holds them"
            by = pieces.hands(edited)
            message = "words of the template were changed"
            found.told.append(Told(where, message, piece.text, piece.new, hint, piece.at, by=by))
    for gone, come in parted.astray if parted else ():
        hint = "change them in the YAML"
        found.tell(where, "the change reaches over two texts", gone, come, hint, by=pieces.hands(edited))


def _marked(
    found: Compared, built: Paragraph, edited: Paragraph, made: Sequence[pieces.Piece], where: str
) -> dict[int, list[Mark]]:
    """Looks that were changed in a value's words, by the start of their piece; all others are told."""
    marked: dict[int, list[Mark]] = defaultdict(list)
    for look in looks.changed(built, edited):
        mark = look.mark
        owner = next((each for each in made if mark and each.start <= mark.start and mark.end <= each.end), None)
        if mark and owner and owner.path:
            inner = replace(mark, start=mark.start - owner.start, end=mark.end - owner.start)
            marked[owner.start].append(inner)
        else:
            found.tell(where, look.message, look.words, hint=look.hint)
    return marked
