"""Structure that a text can't hold: tables and headings; where it is one paragraph and runs on, lists and paragraphs.

The lines are those of the file, since YAML folds them into one; one that begins with a dash may be prose all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policybrief.text import inline, structure
from policybrief.text.literal import Slip
from policybrief.text.structure import Structure

_BULLET = re.compile(r"(?P<sign>[-+*–—•‣◦▪●○■□►➢·\uf0b7\uf0a7])(?:\s+|(?<=[•‣◦▪●■►➢\uf0b7\uf0a7]))\S")
_ALWAYS = "•‣◦▪●○■□►➢\uf0b7\uf0a7"
"""Signs that begin nothing but an entry of a list."""
_ENDS = (".", ":", ";", "!", "?", "。", "：", "；", "！", "？")
"""What ends a sentence, or announces a list: a dash at the beginning of the next line goes on with no prose."""
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2}|[a-h])[.)]\s+\S")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})$")
_TABLE_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*\|[\s:|-]*")
_HEADING = re.compile(r"#{2,6}\s+\S|#\s+(?=[^\W\d_])(?=[^a-z])")
_QUOTED = re.compile(r">\s+[^\W\d_]")
_TASK = re.compile(r"\[[ xX]\]\s")
_AS_LIST = "make each entry a value of its own, where the field is a list, or write one sentence"
_LIST = "a text can't contain a list"
_NO_LIST = "this would be no list"
_VERBATIM = "write | for >, which makes one line of its lines: `text: |`"
_MARKERS = "begin each entry with '- ' or '1. ', on a line of its own, after `text: |`"


def slips(text: str, lines: Sequence[str], *, verbatim: bool) -> Iterator[Slip]:
    """What in `text` is no part of one paragraph. `lines` are those of the file; `verbatim` if each stays one (`|`)."""
    shown = [stripped for line in lines if (stripped := line.strip())]
    listed = list(_lists(shown, _LIST, _AS_LIST))
    yield from listed
    yield from _marks(shown, _LIST, _AS_LIST)
    yield from _tables(text, shown)
    if slip := _paragraphs(text.strip(), verbatim=verbatim):
        yield slip
    elif not listed and (entry := next((each for each in structure.of(text).passages if each.listed), None)):
        yield Slip(entry.text.split("\n")[0], _LIST, _AS_LIST)


def structured(text: str, lines: Sequence[str], *, verbatim: bool) -> Iterator[Slip]:
    """What in `text`, which may have paragraphs, lists and footnotes, is none of these, or more than a text can hold.

    Of a text that was folded, `text` is as `structure.unfolded` has it.
    """
    shape = structure.of(text)
    shown = [stripped for line in lines if (stripped := line.strip())]
    listed = any(passage.listed for passage in shape.passages)
    if verbatim:
        apart = [line for passage in shape.passages if not passage.listed for _, line in passage.lines]
        yield from _lists(apart, _NO_LIST, _MARKERS)
    elif not listed:
        yield from _lists(shown, _NO_LIST, _VERBATIM if len(shown) > 1 and not _signed(shown) else _MARKERS)
    yield from _marks([re.sub(r"^[-+*] +(?=\[[ xX]\])", "", line) for line in shown], _NO_LIST, _MARKERS)
    yield from _tables(text, shown)
    for passage in shape.passages:
        if passage.deep:
            hint = "an entry is one paragraph, and may have bullets of one line each below it"
            yield Slip(passage.text.split("\n")[0], "this is more than a list can hold", hint)
    yield from _footnotes(shape)


def _signed(lines: Sequence[str]) -> bool:
    """Whether entries begin with signs that no list of Markdown has."""
    return any((match := _BULLET.match(line)) and match["sign"] not in "-+*" for line in lines)


def _footnotes(shape: Structure) -> Iterator[Slip]:
    """Footnotes that lead to nothing, that nothing leads to, or that two have the label of."""
    led: set[str] = set()
    for passage in (*shape.passages, *shape.footnotes.values()):
        for label in inline.labels(passage.text):
            led.add(label)
            if label not in shape.footnotes:
                hint = f"write [^{label}]: and its words on a line at the end of the text, or ^[its words] here"
                yield Slip(f"[^{label}]", f"there is no footnote {label!r} in this text", hint)
    for label, note in shape.footnotes.items():
        if not note.text:
            yield Slip(f"[^{label}]:", f"the footnote {label!r} has no words", "write them behind the colon")
        if label not in led:
            yield Slip(f"[^{label}]:", f"nothing leads to the footnote {label!r}", f"write [^{label}] where it belongs")
        if inline.footnotes(note.text) or inline.labels(note.text):
            yield Slip(f"[^{label}]:", "a footnote can't have a footnote", "say it in the one, or in the text")
    for label in shape.doubled:
        yield Slip(f"[^{label}]:", f"two footnotes are {label!r}", "give each a label of its own")
    if not shape.passages and shape.footnotes:
        yield Slip("[^", "the text has no words but its footnotes", "write it before them")


def _tables(text: str, shown: Sequence[str]) -> Iterator[Slip]:
    if (
        _TABLE_RULE.search(text)
        or sum(line.startswith("|") and line.count("|") > 2 for line in shown) > 1
        or _row(shown)
    ):
        row = next(line for line in (*shown, text) if "|" in line)
        yield Slip(row, "a text can't contain a table", "a table has a place of its own: 'tables'")
    elif sum("\t" in line for line in shown) > 1:
        yield Slip(shown[0], "a text can't contain a table", "a table has a place of its own: 'tables'")


def _row(lines: Sequence[str]) -> bool:
    return any(line.startswith("|") and line.endswith("|") and line.count("|") > 2 for line in lines)


def _paragraphs(text: str, *, verbatim: bool) -> Slip | None:
    blank = re.search(r"\n[ \t]*\n" if verbatim else r"\n", text)
    if blank is None:
        return None
    following = text[blank.end() :].lstrip().split("\n")[0]
    return Slip(following[:40], "a new paragraph begins here, and a text is one", "join the two, or leave one out")


def _lists(lines: Sequence[str], message: str, hint: str) -> Iterator[Slip]:
    entries = [(number, match["sign"]) for number, line in enumerate(lines) if (match := _BULLET.match(line))]
    signs = [sign for _, sign in entries]
    for number, sign in entries:
        introduced = number > 0 and lines[number - 1].endswith(_ENDS)
        first = number == 0 and sign == "-"
        if sign in _ALWAYS or introduced or first or (signs.count(sign) > 1 and (entries[0][0] == 0 or len(signs) > 2)):
            yield Slip(lines[number], message, hint)
            return
    numbers = [(number, match["number"]) for number, line in enumerate(lines) if (match := _NUMBER.match(line))]
    for (number, numeral), (_, following) in pairwise(numbers):
        if ord(following[-1]) == ord(numeral[-1]) + 1 or (
            numeral.isdigit() and following.isdigit() and int(following) == int(numeral) + 1
        ):
            yield Slip(lines[number], message, hint)
            return


def _marks(lines: Sequence[str], message: str, hint: str) -> Iterator[Slip]:
    for line in lines:
        if len(lines) > 1 and _RULE.match(line):
            yield Slip(line, "a text can't contain a rule", "delete the line")
        elif _HEADING.match(line):
            yield Slip(
                line, "a text can't contain a heading", "delete the # before it, or give the words a field of their own"
            )
        elif _TASK.match(line):
            yield Slip(line, message, hint)
    if (quoted := [line for line in lines if _QUOTED.match(line)]) and (quoted[0] == lines[0] or len(quoted) > 1):
        yield Slip(quoted[0], "the > before a quotation would be printed", "put the words in “…”, or into 'quote'")
