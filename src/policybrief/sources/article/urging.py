"""Whether a sentence says what to do, in whatever form, and which sentences of a paragraph its author states."""

from __future__ import annotations

import re

from policybrief.sources.article import imperatives, words
from policybrief.sources.article.sentences import sentences


def urges(sentence: str) -> bool:
    """Whether a sentence says what to do, in whatever form."""
    return any(words.has(name, sentence) for name in ("should", "urges", "advises")) or imperatives.is_order(sentence)


def sentence_of(text: str) -> str:
    """The sentence of a paragraph that says what to do; its first where none does."""
    said = sentences(text)
    return next((sentence for sentence in said if not sentence.endswith((":", "：", "?")) and urges(sentence)), said[0])


def stated(text: str) -> list[str]:
    """The sentences of a paragraph, without those that ask, only announce what follows, or are quoted."""
    said, is_quoted = [], False
    for sentence in pieces(text):
        if not is_quoted and not sentence.endswith((":", "：", "?", ",")) and not words.has("announces", sentence):
            said.append(sentence)
        is_quoted = quotes_left_open(sentence) + is_quoted > 0
    return said


def quotes_left_open(text: str) -> int:
    """How many more quotations a text opens than it closes; below 0 where it closes one that stood open before it."""
    return len(_OPENING.findall(text)) - len(_CLOSING.findall(text))


_OPENING, _CLOSING = re.compile(r"(?:^|(?<=[\s(—]))[\"“«„](?=\S)"), re.compile(r"(?<=\S)[\"”»](?=[\s.,;:!?)]|$)")


def pieces(text: str) -> list[str]:
    """The sentences of a paragraph; one that announces orders behind its colon is as many as there are: "The ministry
    should do two things: end the exemption; link the rate to prices."
    """
    return [piece for sentence in sentences(text) for piece in _pieces(sentence)]


def _pieces(sentence: str) -> list[str]:
    match = _WITH_COLON.match(sentence)
    if match is None or not words.has("announces", match["lead"]):
        return [sentence]
    parts = [part.rstrip(" ;") for part in _PARTED.split(match["rest"])]
    return [match["lead"], *parts] if all(map(imperatives.is_order, parts)) else [sentence]


_WITH_COLON = re.compile(r"(?P<lead>[^:：]{10,200}[:：])\s+(?P<rest>\S.*)$")
_PARTED = re.compile(r"(?<=;)\s+(?:and\s+|or\s+)?")
