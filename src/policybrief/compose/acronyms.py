"""Acronyms that a brief gives the words of: each document spells one out where its running text first has it.

"Republic of Korea (ROK)": titles, headlines and cells keep the acronym, and so does a quotation, whose words are its
speaker's. What fit may still leave out, or say in a shorter form, spells an acronym out and counts for nothing: better
twice than never.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from policybrief.compose.vocabulary import unwrap
from policybrief.locale.locale import Locale
from policybrief.text import inline
from policybrief.text.run import Run, Text
from policybrief.text.value_path import ValuePath

RUNNING = frozenset({"p", "li", "text", "short", "judged", "note", "callout"})
"""Elements that hold running text."""
_QUOTED = re.compile(
    r"„[^“”]*[“”]|“[^”]*”|«[^»]*»|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"|(?<!\w)‘(?:[^’]|’(?=\w))*’(?!\w)"
)
_BEGINS = re.compile(r"(?:^|[.!?…。！？]\s)[\s(“«]*$")


class Acronyms:
    """The acronyms of one document that are still to be spelled out: `words` by the acronym, as the brief has them."""

    def __init__(self, words: Mapping[str, str], locale: Locale) -> None:
        self._words = {acronym: inline.words(written) for acronym, written in words.items()}
        self._left = dict(self._words)
        self._marks = locale.punctuation

    @property
    def left(self) -> tuple[str, ...]:
        """The acronyms that are still to be spelled out."""
        return tuple(self._left)

    def go_on(self, left: tuple[str, ...]) -> None:
        """Go on from where these are left."""
        self._left = {acronym: self._words[acronym] for acronym in left}

    def spelled(self, text: Text, node: Any) -> Text:
        """A text with the words of the acronyms that it has first; `node` is the element that it was read from."""
        if not self._left or node.tag not in RUNNING:
            return text
        said = _said(text)
        for acronym, words in [*self._left.items()]:
            if acronym not in said:
                continue
            if words.casefold() in said.casefold():
                self._tell(acronym, node)  # the author has spelled it out
            elif (place := _place(said, acronym)) is not None:
                self._tell(acronym, node)
                text = self._with_words(text, place, acronym, capital=_BEGINS.search(said[:place]) is not None)
                said = _said(text)
        return text

    def _tell(self, acronym: str, node: Any) -> None:
        if not _may_go(node):
            del self._left[acronym]

    def _with_words(self, text: Text, place: int, acronym: str, *, capital: bool) -> Text:
        """The text with an acronym's words before it, and brackets around it."""
        opening, closing = self._marks["opening"], self._marks["closing"]
        words = self._words[acronym]
        words = words[:1].upper() + words[1:] if capital else words
        runs: list[Run] = []
        start = 0
        for run in text:
            at, end = place - start, place - start + len(acronym)
            start += len(run.text)
            if not 0 <= at < len(run.text) or end > len(run.text):
                runs.append(run)
                continue
            around = replace(run, path=ValuePath())
            runs += [run.saying(run.text[:at]), replace(run, text=words, path=ValuePath("acronyms", acronym))]
            runs += [around.saying(f" {opening}" if opening.isascii() else opening), run.saying(acronym)]
            runs += [around.saying(closing), run.saying(run.text[end:])]
        return tuple(run for run in runs if run.text)


def _said(text: Text) -> str:
    """The words of a text, letter by letter where they stand; those about a source are none."""
    return "".join(run.text if not run.cite else "\ufffc" * len(run.text) for run in text)


def _place(said: str, acronym: str) -> int | None:
    """Where a text first has an acronym alone: in no quotation, and no part of another word."""
    quoted = [match.span() for match in _QUOTED.finditer(said)]
    alone = re.compile(rf"(?<![\w&./\-\u2010\u2011]){re.escape(acronym)}(?![\w&/\-\u2010\u2011])")
    places = (match.start() for match in alone.finditer(said))
    return next((place for place in places if not any(start <= place < end for start, end in quoted)), None)


def _may_go(node: Any) -> bool:
    """Whether a page or a slide may do without a text: a shorter form stands for it, or it is left out."""
    for each in (node, *node.iterancestors()):
        listed = each.tag == "items" and unwrap(each.get("kind", "")) == "judgments"
        if each.tag == "summary" or unwrap(each.get("optional", "")).strip() not in ("", "0"):
            return True
        if each.tag == "item" and each.find("short") is not None and node.tag in ("text", "short"):
            return True
        if listed and next(each.iterancestors("slide"), None) is not None:
            return True
    return False
