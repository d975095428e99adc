"""Where in a source a citation is, in words of the brief's language: `33-35, my italics` is "pp. 33–35, my italics".

A place is a label and its numbers, as in Pandoc (https://pandoc.org/MANUAL.html#citation-syntax); a number alone is a
page. Labels are read in the brief's language and in English, but for one letter alone, which may be a word. Other words
stay as they are, and so do § and ¶, which are everybody's.
"""

from __future__ import annotations

import re

from policybrief.locale import locale as locales
from policybrief.locale.locale import Locale

_NUMBER = r"\d[\w.]*(?<!\.)"
_PLACE = re.compile(
    rf"(?P<label>[^\W\d_]+\.?)?[ \u00a0]*(?P<at>{_NUMBER}(?:\s*(?:-+|[–,&])\s*{_NUMBER})*)(?P<rest>(?:[,;，；].*)?)"
)
_RANGE = re.compile(r"(?<![\w–-])(\d[\w.]*?)\s*(?:-+|–)\s*(?=\d[\w.]*(?![\w–-]))")
"""Of a range, and of no report's number with several hyphens, what stands before its second number."""
_ENGLISH = "en-US"


def place(said: str, locale: Locale) -> str:
    """A place, as documents print it."""
    text = _RANGE.sub(r"\1–", said)
    match = _PLACE.fullmatch(text)
    kind = _kind(match["label"], match["at"], locale) if match else ""
    if match and kind:
        form = locale.locators[kind]["many" if re.search("[–,&]", match["at"]) else "one"]
        text = form.format(at=match["at"]) + match["rest"]
    return re.sub(r" (?=\d)", "\u00a0", text)


def in_evidence(said: str, locale: Locale) -> str:
    """The place of a piece of evidence: a number alone is a page, as it is in citations; words stay as they are.

    Its space is a plain one, for notes are spoken; slides tie their words themselves.
    """
    match = _PLACE.fullmatch(said)
    return place(said, locale).replace("\u00a0", " ") if match and not match["label"] else said


def _kind(label: str | None, at: str, locale: Locale) -> str:
    """Which kind of place a label names; "" for none."""
    if not label:
        return "page" if re.fullmatch(r"[\d\s–,&-]+", at) else ""
    word = label.casefold().rstrip(".")
    known = (locale.locators, locales.load(_ENGLISH).locators)
    return next((kind for labels in known for kind, forms in labels.items() if word in forms["words"].split()), "")
