"""The spaces of an author's text: what comes along from Word or the web and shows nothing is taken out.

What sets type stays: a no-break space before French punctuation, in a number, at a unit, an initial or a name. One that
glues two ordinary words, or stands beside another space, comes from a web page, and would keep a line from ending.
"""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\u00ad\u200b\ufeff]")
"""Soft hyphens, which PowerPoint draws, spaces without width, and byte order marks."""
_MANY = re.compile("[ \t\u00a0\u202f]{2,}|\t")
_BEFORE, _AFTER = "«‹–—", ";:!?»›%–—€"
"""Marks that keep a no-break space after them, and before them."""
_GLUED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:\u00a0[^\W\d_]++){3,}")
"""Four words in a row: no rule of typography asks for that."""
_PAIR = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\u00a0(?=([^\W\d_]++))")


def tidied_lines(text: str) -> str:
    """The same for a text of several paragraphs or lists, whose lines may stand in from the left."""
    stripped = ((line, line.lstrip(" ")) for line in text.split("\n"))
    return "\n".join(f"{line[: len(line) - len(said)]}{tidied(said)}" for line, said in stripped)


def tidied(text: str) -> str:
    """`text` without characters that show nothing, with one space where several stand."""
    if text.isascii() and "  " not in text and "\t" not in text:
        return text
    text = _MANY.sub(_one, _UNSEEN.sub("", text))
    if "\u00a0" not in text:
        return text
    return _PAIR.sub(_parted, _GLUED.sub(lambda words: words.group().replace("\u00a0", " "), text))


def _one(run: re.Match[str]) -> str:
    """One space for several: a no-break one beside a mark that asks for it."""
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    firm = [space for space in run.group() if space in "\u00a0\u202f"]
    asked = (before and before in _BEFORE) or (after and after in _AFTER)
    return firm[0] if firm and asked else " "


def _parted(pair: re.Match[str]) -> str:
    """Two words with a space that a line may end at, unless they look as if they belong together."""
    first, second = pair.groups()
    least = 3 if (first + second).isascii() else 4
    together = min(len(first), len(second)) < least or (first[0].isupper() and second[0].isupper())
    return pair.group() if together else f"{first} "
