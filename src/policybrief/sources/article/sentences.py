"""A paragraph as its sentences, each exactly as it stands there. Where it is not sure that one ends, none does."""

from __future__ import annotations

import re

_ABBREVIATED = (
    "mr mrs ms dr prof gen gov sen rep amb st inc corp ltd co jr sr vs no nos p pp para paras art fig vol cf ch"
    " approx dept"
    " col lt maj sgt hon rev est al mme mlle m env chap sect sec ed eds e.g i.e etc viz ca bzw z.b u.a d.h ст п пп"
    " рр тис"
    " млн млрд ім див проф ред гл jan feb mar apr jun jul aug sep sept oct nov dec"
)
_NO_END = frozenset(_ABBREVIATED.split())
_AFTER_LETTERS = re.compile(
    r"(?:The|It|In|But|This|These|Those|Its|They|However|While|For|And|If|He|She|We|As|At|On|To|That|When|There|An?)\b"
)
"""A word that begins a sentence even after "U.S."."""
_END = re.compile(
    r"(?<!\. )(?<!\.)(?P<mark>[.!?…])[\"”’»')\]]*(?:\[\d{1,3}\]"
    r"|\d{1,2})?(?P<space>\s+)(?=[\"“«‘'(\[]*(?:[^\W_a-zа-яіїєґ]))"
    r"|(?<=[。！？])(?P<han>[”」』）]*)"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph. Each is a part of it, to the character."""
    ends, start = [], 0
    for match in _END.finditer(text):
        if match["mark"] == "." and not _ends(text[start : match.start()], text[match.end() :]):
            continue
        if match.end() > start:
            ends.append((start, match.end()))
            start = match.end()
    pieces = (text[begin:end].strip() for begin, end in (*ends, (start, len(text))))
    return tuple(piece for piece in pieces if piece)


def _ends(before: str, after: str) -> bool:
    last = re.split(r"[\s(“\"‘«]", before)[-1]
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", last):  # U.S.
        return bool(_AFTER_LETTERS.match(after)) and last.casefold() not in _NO_END
    initial = len(last) == 1 and last.isupper() and last != "I"
    counts = last == before.strip() and bool(re.fullmatch(r"\d{1,3}|[a-z]", last))  # "12." before its paragraph
    return last.casefold() not in _NO_END and not initial and not counts
