"""The Markdown that texts may hold, as rules for markdown-it-py: CommonMark's, with all else switched off.

It differs from CommonMark where an author's meaning does: Chinese writes no spaces around bold, stars between digits
multiply, a path keeps its backslashes, and the addresses of links are those that `urls` takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from policybrief.text import citekeys, urls
from policybrief.text.run import FOOTNOTE, Run, Text
from policybrief.text.value_path import NOWHERE, ValuePath

_AUTOLINK = re.compile(r"<((?:https?://|www\.)[^\s<>]+)>", re.IGNORECASE)
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~")


@cache
def parser(*, joined: bool = True) -> MarkdownIt:
    """The parser; without `joined`, what an escape stands for is a token apart from the text around it."""
    markdown = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
    rules = markdown.inline.ruler
    rules.before("link", "cite", _cite)
    rules.before("cite", "footnote", _footnote)
    rules.before("link", "autolink_to_a_page", _autolink)
    rules.at("emphasis", _emphasis)
    rules.at("escape", _escape)
    markdown.normalizeLink = _href  # type: ignore[method-assign]  # its documented hooks
    markdown.validateLink = lambda url: urls.fault(url) is None  # type: ignore[method-assign]  # as above
    return markdown if joined else markdown.disable("text_join")


def labels(text: str) -> list[str]:
    """The labels of the footnotes that a paragraph leads to."""
    tokens = parser().parseInline(text)[0].children or []
    return [token.meta["label"] for token in tokens if token.type == "footnote" and token.meta["label"]]


def runs(
    text: str, path: ValuePath = NOWHERE, at: str = "", *, footnotes: Mapping[str, str] = MappingProxyType({})
) -> Text:
    """The runs of `text`, each of which carries `path` and `at`; `footnotes` are the words by the labels."""
    made: list[Run] = []
    bold = italic = 0
    link = ""
    for token in parser().parseInline(text)[0].children or []:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                link = str(token.attrGet("href") or "")
            case "link_close":
                link = ""
            case "cite":
                made.append(Run(token.meta["about"], path, at, cite=token.content))
            case "footnote":
                words = token.content or footnotes.get(token.meta["label"], "")
                made.append(Run(words, path, at, cite=FOOTNOTE) if words else Run(token.markup, path, at))
            case "softbreak" | "hardbreak":
                made.append(Run(" ", path, at, bold > 0, italic > 0, link))
            case _ if token.content:
                made.append(Run(token.content, path, at, bold > 0, italic > 0, link))
    return tuple(made)


def _href(url: str) -> str:
    """An address as it is written into files; one that is none stays as it is, for `urls` to refuse."""
    url = urls.tidied(url)
    return url if urls.fault(url) else normalizeLink(url)


def _cite(state: StateInline, silent: bool) -> bool:
    match = citekeys.CITATION.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        for cited in citekeys.cited(match.group(1)):
            token = state.push("cite", "", 0)
            token.content, token.meta = cited.key, {"about": cited.about}
    state.pos = match.end()
    return True


def _footnote(state: StateInline, silent: bool) -> bool:
    match = citekeys.FOOTNOTE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("footnote", "", 0)
        token.content, token.meta = match["words"] or "", {"label": match["label"] or ""}
        token.markup = match.group()
    state.pos = match.end()
    return True


def _autolink(state: StateInline, silent: bool) -> bool:
    """`<https://…>`: the address as its own words."""
    match = _AUTOLINK.match(state.src, state.pos)
    if match is None or urls.fault(urls.tidied(match.group(1))):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(match.group(1))}
        state.push("text", "", 0).content = match.group(1)
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    r"""A backslash before a sign makes it a plain one; before a letter or another backslash it stays: `\\host\x`."""
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in _ESCAPED:
        return False
    if state.pos + 1 >= state.posMax:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.info = state.src[state.pos + 1], "escape"
        token.markup = f"\\{token.content}"
    state.pos += 2
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's own rule but for which stars open and close."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        opens, closes = _flanks(state.src, state.pos, scanned.length, opens, closes)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos += scanned.length
    return True


def _flanks(text: str, start: int, count: int, opens: bool, closes: bool) -> tuple[bool, bool]:
    """Whether stars open and close emphasis.

    Between digits, or a digit and a letter, they multiply. Bold begins before and ends after whatever is no space:
    CommonMark asks for a space or a mark outside of punctuation, which Chinese does not write. One star does so only
    beside an ideograph, since `f(x)*g(y)*h` is a product.
    """
    before, after = text[start - 1] if start else " ", text[start + count : start + count + 1] or " "
    if multiplies(before, after):
        return False, False
    if count >= 2 or wide(before) or wide(after):
        return opens or not after.isspace(), closes or not before.isspace()
    return opens, closes


def multiplies(before: str, after: str) -> bool:
    """Whether stars between these two characters are an operator's."""
    ascii_ = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return ascii_ and (before.isdigit() or after.isdigit())


def wide(char: str) -> bool:
    """Whether a character is of a script without spaces, or a mark of it."""
    return (
        "\u2e80" <= char <= "\ua4cf"
        or "\uac00" <= char <= "\ud7ff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
    )
