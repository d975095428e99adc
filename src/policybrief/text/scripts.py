"""The language of names and words in another script, so that a screen reader speaks them as what they are.

The script says it: kana is Japanese, hangul Korean, other Chinese characters Chinese; Cyrillic is Ukrainian where a
letter occurs that Ukrainian has and Russian lacks, and else Russian; two Greek letters or more are Greek (one alone is
a symbol). What the brief's own language writes so needs no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"
_CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_EAST_ASIAN_POINTS = "\u3001-\u3004\u3008-\u3020\uff01-\uff65"
_COMBINING = "\u0300-\u036f\u3099\u309a"


def _stretch(letters: str, points: str = "", first: str = "") -> str:
    """Words of one script, with the spaces, points and digits between them."""
    word = f"[{letters}{points}{_COMBINING}]"
    return rf"[{letters}]{first}{word}*(?:[^\w<>]{{1,3}}[{letters}]{word}*)*"


@cache
def _foreign() -> re.Pattern[str]:
    """Compiled where it is needed: most briefs have no other script, and its character sets are large."""
    return re.compile(
        f"(?P<asian>{_stretch(_HAN + _KANA + _HANGUL, _EAST_ASIAN_POINTS)})"
        f"|(?P<cyrillic>{_stretch(_CYRILLIC)})"
        f"|(?P<greek>{_stretch(_GREEK, first=f'(?=[{_GREEK}{_COMBINING}])')})"
    )


def may_be_east_asian(text: str) -> bool:
    """Whether a text has a character from where East Asia's scripts begin: to be asked before a pattern that has them
    is, for its sets take longer to compile than most texts to read.
    """
    return not text.isascii() and max(text) >= "\u2e80"


_PUNCTUATION = "\u2000", "\u20cf"
"""Dashes, quotes and currency, of whatever script."""
_ONLY_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_NATIVE = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "cyrillic"),
    "el": "greek",
}


def stretches(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """`text` in pieces, each with its language where that is not `lang`, the brief's own ("en-US"), and else ""."""
    own = lang.partition("-")[0]
    end = 0
    for match in _foreign().finditer(text) if _has_other_script(text) else ():
        language = _language(match, own)
        if language in ("", own):
            continue
        if match.start() > end:
            yield text[end : match.start()], ""
        yield match.group(), language
        end = match.end()
    if end < len(text):
        yield text[end:], ""


def _has_other_script(text: str) -> bool:
    first, last = _PUNCTUATION
    return not text.isascii() and any(char >= "\u0370" and not first <= char <= last for char in text)


def _language(match: re.Match[str], own: str) -> str:
    """The language of a stretch, or "" where its script is that of the brief's `own`."""
    script, words = match.lastgroup or "", match.group()
    if _NATIVE.get(own) == script:
        return ""
    if script == "greek":
        return "el"
    if script == "cyrillic":
        return "uk" if _ONLY_UKRAINIAN.search(words) else "ru"
    if re.search(f"[{_HANGUL}]", words):
        return "ko"
    if re.search(f"[{_KANA}]", words):
        return "ja"
    return "" if own in ("zh", "ja", "ko") else "zh"


_FULL_WIDTH = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_NEEDLESS = (
    f"(?<=[{_FULL_WIDTH}])[ \u00a0]+|[ \u00a0]+(?=[{_FULL_WIDTH}])|(?<=[\u3400-\u9fff])[ \u00a0]+(?=[\u3400-\u9fff])"
)


def closed_up(before: str, words: str, after: str) -> str:
    """`words` of ours, which stand between two texts, without the spaces that Chinese and Japanese don't have.

    Those are the ones beside a full-width mark, as "：", and between two Chinese characters.
    """
    start, end = before[-1:], after[:1]
    whole = f"{start}{words}{end}"
    if not may_be_east_asian(whole):
        return words
    closed = re.sub(_NEEDLESS, "", whole)
    return closed[len(start) : len(closed) - len(end)]


REGIONS = {"zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR", "ru": "ru-RU", "uk": "uk-UA", "el": "el-GR"}
"""A language as PowerPoint names it: with a region."""
