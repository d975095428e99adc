"""Structure that was pasted into a text, which is one paragraph and runs on: lists, paragraphs, tables, headings.

The lines are those of the file, since YAML folds them into one; one that begins with a dash may be prose all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policybrief.text.literal import Slip

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


def slips(text: str, lines: Sequence[str], *, verbatim: bool) -> Iterator[Slip]:
    """What in `text` is no part of one paragraph. `lines` are those of the file; `verbatim` if each stays one (`|`)."""
    lines = [line.strip() for line in lines]
    shown = [line for line in lines if line]
    yield from _lists(shown)
    yield from _marks(shown)
    if (
        _TABLE_RULE.search(text)
        or sum(line.startswith("|") and line.count("|") > 2 for line in shown) > 1
        or _row(shown)
    ):
        row = next(line for line in (*shown, text) if "|" in line)
        yield Slip(row, "a text can't contain a table", "compare things in 'comparison', or say it in a sentence")
    elif sum("\t" in line for line in shown) > 1:
        yield Slip(shown[0], "a text can't contain a table", "compare things in 'comparison', or say it in a sentence")
    if slip := _paragraphs(text.strip(), verbatim=verbatim):
        yield slip


def _row(lines: Sequence[str]) -> bool:
    return any(line.startswith("|") and line.endswith("|") and line.count("|") > 2 for line in lines)


def _paragraphs(text: str, *, verbatim: bool) -> Slip | None:
    blank = re.search(r"\n[ \t]*\n" if verbatim else r"\n", text)
    if blank is None:
        return None
    following = text[blank.end() :].lstrip().split("\n")[0]
    return Slip(following[:40], "a new paragraph begins here, and a text is one", "join the two, or leave one out")


def _lists(lines: Sequence[str]) -> Iterator[Slip]:
    entries = [(number, match["sign"]) for number, line in enumerate(lines) if (match := _BULLET.match(line))]
    signs = [sign for _, sign in entries]
    for number, sign in entries:
        introduced = number > 0 and lines[number - 1].endswith(_ENDS)
        first = number == 0 and sign == "-"
        if sign in _ALWAYS or introduced or first or (signs.count(sign) > 1 and (entries[0][0] == 0 or len(signs) > 2)):
            yield Slip(lines[number], "a text can't contain a list", _AS_LIST)
            return
    numbers = [(number, match["number"]) for number, line in enumerate(lines) if (match := _NUMBER.match(line))]
    for (number, numeral), (_, following) in pairwise(numbers):
        if ord(following[-1]) == ord(numeral[-1]) + 1 or (
            numeral.isdigit() and following.isdigit() and int(following) == int(numeral) + 1
        ):
            yield Slip(lines[number], "a text can't contain a list", _AS_LIST)
            return


def _marks(lines: Sequence[str]) -> Iterator[Slip]:
    for line in lines:
        if len(lines) > 1 and _RULE.match(line):
            yield Slip(line, "a text can't contain a rule", "delete the line")
        elif _HEADING.match(line):
            yield Slip(
                line, "a text can't contain a heading", "delete the # before it, or give the words a field of their own"
            )
        elif _TASK.match(line):
            yield Slip(line, "a text can't contain a list", _AS_LIST)
    if (quoted := [line for line in lines if _QUOTED.match(line)]) and (quoted[0] == lines[0] or len(quoted) > 1):
        yield Slip(quoted[0], "the > before a quotation would be printed", "put the words in “…”, or into 'quote'")
