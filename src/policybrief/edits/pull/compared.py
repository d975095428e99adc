"""The deck as built held against the edited one: which values read otherwise now, and what else was done to it.

Whatever is different is either an `Observed`, which can go back into the YAML, or a `Told`. Nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policybrief.deck.shown import FEET, ShownBox, ShownParagraph, ShownSlide
from policybrief.edits.pull import charts, matching, words
from policybrief.edits.pull.observed import Compared, Told
from policybrief.edits.pull.prose import DIVIDED, paragraph, paragraphs
from policybrief.edits.pull.strangers import NOBODY, Strangers
from policybrief.text.likeness import folded


def compared(built: Sequence[ShownSlide], edited: Sequence[ShownSlide], strangers: Strangers = NOBODY) -> Compared:
    """All differences between two decks. Slides of `strangers`, other audiences' decks, are told, and not read."""
    differences = Compared()
    matched = matching.slides(built, edited)
    for number in matched.gone:
        hint = "for good: take its part out of deck.parts in the audience's file"
        slide = built[number]
        told = Told(f"slide {number + 1} as built", "was deleted", slide.title or slide.text, hint=hint)
        differences.miss((each for box in slide.boxes for each in box.paragraphs), told, alone=False)
    for place in matched.new:
        if not _strange(differences, strangers, None, edited[place], f"slide {place + 1}"):
            differences.tell(f"slide {place + 1}", "is new", new=edited[place].text, hint="write it into the YAML")
    order = [place for _, place in matched.pairs]
    if order != sorted(order):
        moved = " ".join(str(number + 1) for number, _ in sorted(matched.pairs, key=lambda pair: pair[1]))
        hint = "for good: deck.parts, or order in the audience's file"
        differences.tell("slides", f"were moved: those built as {moved} now follow each other", hint=hint)
    for number, place in matched.pairs:
        if not _strange(differences, strangers, built[number], edited[place], f"slide {place + 1}"):
            _slide(differences, built[number], edited[place], f"slide {place + 1}")
    for number, place in matched.copies:
        if _strange(differences, strangers, built[number], edited[place], f"slide {place + 1}"):
            continue
        differences.tell(
            f"slide {place + 1}", f"is a copy of slide {number + 1} as built", hint="its words are read too"
        )
        notes = built[number].notes if edited[place].notes else ()  # programs copy them, or do not
        _slide(differences, replace(built[number], notes=notes), edited[place], f"slide {place + 1}")
    _feet(differences)
    return differences


def _strange(
    differences: Compared, strangers: Strangers, built: ShownSlide | None, edited: ShownSlide, where: str
) -> bool:
    """Whether a slide comes from another audience's deck, which is told."""
    name = strangers.whose(edited, built)
    if name:
        hint = "its words are not read: write into the YAML what is to stay"
        differences.tell(where, f"comes from the deck of {name}", new=edited.title or edited.text, hint=hint)
    return bool(name)


def _slide(differences: Compared, built: ShownSlide, edited: ShownSlide, where: str) -> None:
    if edited.hidden:
        differences.tell(where, "was hidden", built.title, hint="for good: take its part out of deck.parts")
    charts.compare(differences, built, edited, where)
    _boxes(differences, built, edited, where)
    tables(differences, matching.tables(built.boxes), matching.tables(edited.boxes), where)
    if built.pictures is not None:  # a build of an earlier version knows neither
        _unseen(differences, built, edited, where)
    if built.notes and not edited.notes:
        differences.tell(where, "its notes are gone", hint="for good: notes: false in the audience's file")
    elif built.notes or edited.notes:
        paragraphs(differences, built.notes, edited.notes, f"notes of {where}", listed=False)


def _boxes(differences: Compared, built: ShownSlide, edited: ShownSlide, where: str) -> None:
    ours, theirs = ([box for box in slide.boxes if box.cell is None] for slide in (built, edited))
    matched, divided = matching.rejoined(matching.boxes(ours, theirs))
    for box in matched.gone:
        if foot := _foot(box):
            differences.feet[foot, box.text, ""].append(where)
        else:
            differences.miss(box.paragraphs, Told(where, "a text box is gone", box.text))
    for box in matched.new:
        differences.tell(where, "a text box is new", new=box.text, hint="write it into the YAML")
    for box, other in matched.pairs:
        if (foot := _foot(box)) and folded(box.text) != folded(other.text):
            differences.feet[foot, box.text, other.text].append(where)
        elif not foot:
            paragraphs(differences, box.paragraphs, other.paragraphs, where)
    broken = {told.old for told in differences.told if told.message == DIVIDED}
    for box in divided:
        if not any(words.cleaned(paragraph.text) in broken for paragraph in box.paragraphs):  # else it is told
            differences.tell(where, "a text box was divided", box.text, hint="its words are read in all of its parts")


def _unseen(differences: Compared, built: ShownSlide, edited: ShownSlide, where: str) -> None:
    """Pictures, and alternative texts: of those that differ, the ones that are most alike belong together."""
    if built.pictures != edited.pictures:
        hint = "for good: a picture of the YAML"
        numbers = f"{built.pictures} before", f"{edited.pictures} now"
        differences.tell(where, "pictures, SmartArt or other objects are new, or gone", *numbers, hint)
    if not edited.alts:  # LibreOffice drops them
        return
    gone, new = ([each for each in side if each.text not in texts] for side, texts in _crossed(built.alts, edited.alts))
    matched = matching.lines([each.text for each in gone], [each.text for each in new])
    for number, place in matched.pairs:
        paragraph(differences, gone[number], new[place], f"alternative text of {where}")
    for place in matched.new if built.pictures == edited.pictures else ():
        differences.tell(where, "an alternative text is new", new=new[place].text, hint="it is made from the YAML")


def _crossed(
    built: Sequence[ShownParagraph], edited: Sequence[ShownParagraph]
) -> Iterator[tuple[Sequence[ShownParagraph], set[str]]]:
    """Each side with the texts of the other."""
    yield built, {each.text for each in edited}
    yield edited, {each.text for each in built}


# -- what stands on every slide


def _foot(box: ShownBox) -> str:
    """What a box is that every slide has: "marking", "footer" or "date"; "" for any other."""
    if any(stretch.path.within("marking") for paragraph in box.paragraphs for stretch in paragraph.stretches):
        return "marking"
    return box.role if box.role in FEET else ""


def _feet(differences: Compared) -> None:
    """Footers, dates and markings: told once for all slides."""
    for (foot, old, new), places in differences.feet.items():
        where = places[0] if len(places) == 1 else f"{len(places)} places"
        hint = "a marking is changed in the YAML alone" if foot == "marking" else "it is the program's"
        differences.tell(where, f"the {foot} {'was changed' if new else 'is gone'}", old, new, hint)


# -- tables


def tables(differences: Compared, built: Sequence[matching.Grid], edited: Sequence[matching.Grid], where: str) -> None:
    if len(built) != len(edited):
        texts = [[" ".join(cell.text for row in grid for cell in row) for grid in grids] for grids in (built, edited)]
        matched = matching.lines(*texts)
        for number in matched.gone:
            differences.tell(where, "a table is gone", texts[0][number])
        for number in matched.new:
            differences.tell(where, "a table is new", new=texts[1][number], hint="write it into the YAML")
    else:
        matched = matching.Matched([(number, number) for number in range(len(built))], [], [])
    for number, place in matched.pairs:
        _table(differences, built[number], edited[place], where)


def _table(differences: Compared, built: matching.Grid, edited: matching.Grid, where: str) -> None:
    rows = _lines(differences, built, edited, "row", where)
    columns = _lines(differences, _turned(built), _turned(edited), "column", where)
    for row, new_row in rows.pairs:
        for column, new_column in columns.pairs:
            old, new = built[row][column : column + 1], edited[new_row][new_column : new_column + 1]
            if old and new:
                paragraphs(differences, old[0].paragraphs, new[0].paragraphs, where, listed=False)


def _turned(grid: matching.Grid) -> matching.Grid:
    return [[row[column] for row in grid if column < len(row)] for column in range(max(map(len, grid), default=0))]


def _lines(
    differences: Compared, built: matching.Grid, edited: matching.Grid, what: str, where: str
) -> matching.Matched[int]:
    texts = [[" ".join(cell.text for cell in line) for line in grid] for grid in (built, edited)]
    matched = matching.lines(*texts)
    for number in matched.gone:
        told = Told(where, f"a {what} of the table was deleted", texts[0][number], hint="delete it in the YAML")
        differences.miss((each for cell in built[number] for each in cell.paragraphs), told)
    for number in matched.new:
        differences.tell(where, f"a {what} of the table is new", new=texts[1][number], hint="write it into the YAML")
    order = [other for _, other in matched.pairs]
    if order != sorted(order):
        differences.tell(where, f"{what}s of the table changed places", hint="change their order in the YAML")
    return matched
