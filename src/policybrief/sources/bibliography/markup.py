"""Words of a library as texts of a brief: italics and bold as Markdown has them, and nothing else that Markdown reads.

CSL's tags are https://docs.citationstyles.org/en/stable/specification.html#rich-text-markup-within-fields; libraries
keep entities of HTML as well. A sign that Markdown would take for its own is escaped.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(?P<end>/?)(?P<name>i|em|b|strong|u|su[bp]|sc|scp|span|p|br|div|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_STARS = {"i": "*", "em": "*", "b": "**", "strong": "**"}
_SIGNS = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)|(?<![\w.])@(?=\w)")


def escaped(words: str) -> str:
    """Words that are to be printed as they are."""
    return _SIGNS.sub(r"\\\g<0>", words)


def marked(words: str) -> str:
    """A field of a library as inline Markdown, on one line."""
    parts: list[str] = []
    open_stars: list[str] = []
    end = 0
    for tag in _TAG.finditer(words):
        parts.append(_plain(words[end : tag.start()]))
        end = tag.end()
        stars = _STARS.get(tag["name"].lower(), "")
        if not stars:
            parts.append(" " if tag["name"].lower() in ("p", "br", "div") else "")
        elif not tag["end"]:
            open_stars.append(stars)
            parts.append(f"\0{stars}(")
        elif stars in open_stars:
            open_stars.remove(stars)
            parts.append(f"\0{stars})")
    parts.append(_plain(words[end:]))
    parts += [f"\0{stars})" for stars in reversed(open_stars)]
    return " ".join(_starred("".join(parts)).split())


def _plain(words: str) -> str:
    return escaped(html.unescape(words).replace("\0", ""))


def _starred(text: str) -> str:
    """Stars stand close to their words: spaces inside of them go outside, and where there are no words they go too."""
    text = re.sub(r"(\0\*{1,2}\()(\s+)", r"\2\1", text)
    text = re.sub(r"(\s+)(\0\*{1,2}\))", r"\2\1", text)
    text = re.sub(r"\0(\*{1,2})\(\0\1\)", "", text)
    return re.sub(r"\0(\*{1,2})[()]", r"\1", text)
