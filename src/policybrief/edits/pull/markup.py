"""A value's text as the brief writes it, changed so that it shows other words: its Markdown stays around them.

Whatever is done is proved: the new text, read as the brief is read, shows the words that were asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from policybrief.edits.pull import words
from policybrief.edits.pull.looks import KINDS, Mark
from policybrief.text import inline, likeness, structure
from policybrief.text.records import dataclass
from policybrief.text.run import Run, plain

_SIGNS = re.compile(r"([\\*_\[\]<>`])")


@dataclass(frozen=True)
class Shown:
    """The characters that a value shows, and where in the value each stands."""

    text: str
    places: tuple[int, ...]


def rewritten(value: str, old: str, new: str) -> str | None:
    """`value`, which shows `old` as all of its text or in one place of it, so that it shows `new` there.

    None where that can't be done for sure: `old` is not there as it stands, or twice; or a sign of Markdown would be
    torn.
    """
    return _closed_up(value, lambda text: _rewritten(text, old, new))


def _rewritten(value: str, old: str, new: str) -> str | None:
    shown = _shown(value)
    start = _place(shown.text, old) if shown else None
    if shown is None or start is None:
        return _with_footnote(value, old, new)
    was = shown.text[start : start + len(old)]
    if was[:1] != old[:1] and new[:1] == old[:1]:  # the template's capital letter stays the template's
        new = was[:1] + new[1:]
    elif was[:1] != old[:1] and new[1:2] and not new[1:2].isupper():
        new = new[:1].lower() + new[1:]
    wanted = shown.text[:start] + new + shown.text[start + len(old) :]
    changes = [words.Edit(edit.start + start, edit.end + start, edit.text) for edit in words.edits(was, new)]
    for escaped in (False, True):
        variant = _made(value, shown, changes, escaped=escaped)
        passages = [*map(_tidy, wanted.split(inline.BREAK))]
        if variant is not None and _by_passage(variant) == passages and _kept(value, variant):
            return variant
    return None


def _closed_up(value: str, change: Callable[[str], str | None]) -> str | None:
    """What `change` makes of a value; if nothing, of the value as it is shown where a raised number stands close behind
    its word: without the blanks before citations, which are put back.
    """
    if (made := change(value)) is not None:
        return made
    pieces = [piece for piece, _ in inline.stretches(value)]
    blanks: list[str] = []
    for number, piece in enumerate(pieces):
        if _is_citation(piece):
            before = pieces[number - 1] if number else ""
            blanks.append(before[len(before.rstrip(" ")) :])
            pieces[max(number - 1, 0)] = before.rstrip(" ") if number else piece
    if not any(blanks) or (made := change("".join(pieces))) is None:
        return None
    put = iter(blanks)  # as many as before: a change that loses a citation is none
    return "".join(f"{next(put)}{piece}" if _is_citation(piece) else piece for piece, _ in inline.stretches(made))


def _is_citation(piece: str) -> bool:
    return piece.startswith("[@")


def _with_footnote(value: str, old: str, new: str) -> str | None:
    """The same where `old` stands in one footnote, and nowhere else."""
    made = [
        f"{value[:start]}{note}{value[end:]}"
        for start, end in inline.places_of_footnotes(value)
        if (note := rewritten(value[start:end], old, new)) is not None
    ]
    sure = len(made) == 1 and inline.words(made[0]) == inline.words(value) and _kept(value, made[0])
    return made[0] if sure and len(inline.footnotes(made[0])) == len(inline.footnotes(value)) else None


def written(text: str) -> str | None:
    """Words as a new value of the brief, with what would be signs of Markdown escaped. None where that can't be."""
    plain = _tidy(text)
    for value in (plain, _SIGNS.sub(r"\\\1", plain)):
        if _tidy(inline.words(value)) == plain and all(run == Run(run.text) for run in inline.parse(value)):
            return value
    return None


def restyled(value: str, old: str, marks: Sequence[Mark]) -> str | None:
    """`value`, which shows `old`, with words of that set in bold or italics, or linked, or no longer so.

    None where that can't be done for sure: above all where the look is the template's and not the author's.
    """
    return _closed_up(value, lambda text: _restyled(text, old, marks))


def _restyled(value: str, old: str, marks: Sequence[Mark]) -> str | None:
    shown = _shown(value)
    start = _place(shown.text, old) if shown else None
    if shown is None or start is None:
        return None
    before = _looks(value)
    wanted = [list(look) for look in before]
    variant = value
    for mark in sorted(marks, key=lambda each: each.start, reverse=True):
        first, last = shown.places[start + mark.start], shown.places[start + mark.end - 1] + 1
        opening, closing = _signs(mark)
        if before[start + mark.start][KINDS.index(mark.kind)] != mark.had:
            return None  # a link of another value, or the design's bold
        framed = variant[:first].endswith(opening) and variant[last:].startswith(closing)
        if mark.state and mark.had:  # a link that leads elsewhere
            if not framed:
                return None
            variant = f"{variant[:last]}]({mark.state}){variant[last + len(closing) :]}"
        elif mark.state:
            variant = f"{variant[:first]}{opening}{variant[first:last]}{closing}{variant[last:]}"
        elif framed:
            variant = variant[: first - len(opening)] + variant[first:last] + variant[last + len(closing) :]
        else:
            return None
        for place in range(start + mark.start, start + mark.end):
            wanted[place][KINDS.index(mark.kind)] = mark.state
    said = inline.words(variant) == inline.words(value) and [list(look) for look in _looks(variant)] == wanted
    return variant if said and len(before) == len(shown.text) else None


def _signs(mark: Mark) -> tuple[str, str]:
    """What stands around words of a look: of those that they had, else of those that they get."""
    if mark.kind == "link":
        return "[", f"]({mark.had or mark.state})"
    sign = "**" if mark.kind == "bold" else "*"
    return sign, sign


def _looks(value: str) -> list[tuple[bool, bool, str]]:
    """Whether each character that a value shows is bold, is italic, and where it links to."""
    return [(run.bold, run.italic, run.link) for run in inline.parse(value) if not run.cite for _ in run.text]


def _shown(value: str) -> Shown | None:
    """What a value shows, white space folded as in a document; None where its signs can't be told from its words."""
    chars: list[tuple[str, int]] = []
    place = 0
    skipped = _signs_of_structure(value)
    for piece, free in inline.stretches(value):
        if not free and not piece.startswith("\\"):
            skipped[place] = place + len(piece)
        place += len(piece)
    here = 0
    ends = inline.BREAK if not structure.of(value).is_plain else ""  # where one passage ends, and another begins
    for char in inline.words(value):
        here = _ahead(value, here, char, skipped)
        if here < 0:
            return None
        blank = char in " \t\r\n"
        if char == ends and chars and chars[-1][0] == " ":
            chars.pop()
        if words.cleaned(char) and not (blank and (not chars or chars[-1][0].isspace())):
            chars.append((" " if blank and char != ends else char, here))
        here += 1
    if chars and chars[-1][0] in (" ", ends):
        chars.pop()
    return Shown("".join(char for char, _ in chars), tuple(where for _, where in chars))


def _signs_of_structure(value: str) -> dict[int, int]:
    """Where in a value with structure blank lines, bullets, numbers and footnotes begin, behind the end of a line, and
    where they end.
    """
    shape = structure.of(value)
    if shape.is_plain:
        return {}
    lines = sorted(line for passage in shape.passages for line in passage.lines)
    ends = [0, *(place + len(line) for place, line in lines)]
    gaps = zip(ends, [*(place for place, _ in lines), len(value)], strict=True)
    return {start + (value[start:end][:1] == "\n"): end for start, end in gaps if end > start + 1}


def _ahead(value: str, here: int, char: str, skipped: dict[int, int]) -> int:
    """Where the next character that is shown stands; -1 where what is between is no sign."""
    while here < len(value):
        if here in skipped:
            here = skipped[here]
        elif value[here] == char or (value[here].isspace() and char == " "):
            return here
        elif _SIGNS.match(value[here]):
            here += 1
        else:
            return -1
    return -1


def _place(shown: str, old: str) -> int | None:
    """Where `old` stands in what is shown, if once; its first letter may be a capital that the template made."""
    text, part = likeness.folded(shown), likeness.folded(old)
    if not part:
        return None
    hits = [hit.start() for hit in re.finditer(f"(?={re.escape(part)})", text)]
    if not hits:
        rest = re.escape(part[1:])
        starts = (hit.start() for hit in re.finditer(f"(?=.{rest})", text))
        hits = [start for start in starts if text[start].casefold() == part[0].casefold()]
    return hits[0] if len(hits) == 1 else None


def _made(value: str, shown: Shown, changes: list[words.Edit], *, escaped: bool) -> str | None:
    """The value with the edits of what it shows made in it."""
    edits: list[words.Edit] = []
    for edit in changes:
        text = _SIGNS.sub(r"\\\1", edit.text) if escaped else edit.text
        text = re.sub(r"(?<=[^\W\d_])\u00a0(?=[^\W\d_])", " ", text)
        if edit.start == edit.end:
            place = _insertion(shown, edit.start, len(value))
            edits.append(words.Edit(place, place, text))
            continue
        start, end = shown.places[edit.start], shown.places[edit.end - 1] + 1
        if re.search(r"[*\[\]]", value[start:end]) and inline.marked(value[start:end]):
            return None
        edits.append(words.Edit(start, end, text))
    return words.applied(value, edits)


def _insertion(shown: Shown, start: int, length: int) -> int:
    """Behind the character before, so that it is with that in bold, or before the first."""
    begins = shown.text[start - 1 : start] == inline.BREAK and start < len(shown.places)
    if start and not begins:
        return shown.places[start - 1] + 1
    if begins:
        return shown.places[start]
    return shown.places[0] if shown.places else length


def _tidy(text: str) -> str:
    return " ".join(words.cleaned(likeness.folded(text)).split())


def _by_passage(value: str) -> list[str]:
    """What a value shows, each paragraph and each entry of a list for itself."""
    return [_tidy(plain(text)) for _, text in inline.passages(value)]


def _kept(value: str, variant: str) -> bool:
    """Whether all citations and links are still there."""
    before, after = inline.parse(value), inline.parse(variant)
    kept = [[run.cite for run in text if run.cite] for text in (before, after)]
    links = [sorted({run.link for run in text if run.link}) for text in (before, after)]
    return kept[0] == kept[1] and links[0] == links[1]
