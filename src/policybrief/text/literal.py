"""What of a text would be printed as raw signs: Markdown that is none, HTML, entities. Each as a `Slip` to mend.

A sign that an author may mean as such stays one: a footnote's star, "<5 %", "a | b", "#1". An escape is always meant.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policybrief.text import simple, urls
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True)
class Slip:
    """Something in a text that no document shows as it is meant: `stretch` is the piece of the text to point at."""

    stretch: str
    message: str
    hint: str


_TAGS = (
    "a abbr article aside b big blockquote body br center cite code col dd del details div dl dt em figure font footer"
    " form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd li link mark meta nav ol p pre q s script"
    " section small source span strike strong style sub summary sup svg table tbody td th thead title tr tt u ul video"
)
_ATTRIBUTE = r"\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+)"
_TAG = re.compile(
    rf"</?(?P<tag>{'|'.join(_TAGS.split())})(?:{_ATTRIBUTE})*\s*/?>|</?[a-z]\w*:\w+[^<>]*>|<!--", re.IGNORECASE
)
_LOOKS = {
    "i": "*words*",
    "em": "*words*",
    "cite": "*words*",
    "b": "**words**",
    "strong": "**words**",
    "a": "[words](https://…)",
}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLAIN = "\\ before a sign prints it as it is"
_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\](?P<gap>\s?)\((?P<to>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_ADDRESS = re.compile(r"\s*<?(?:[a-z][a-z0-9+.-]*:|www\.|[#/]|(?:[\w-]+\.)+[a-z]{2,}(?:/|$))", re.IGNORECASE)
_OTHERS = (
    (r"```|~~~", "a text can't contain a code block", "give the words without it"),
    (r"!\[[^\[\]]*\]?\(?", "a text can't contain a picture", "a picture has a place of its own: 'pictures'"),
    (r"\[\[[^\[\]]+\]\]", "a text can't contain a link by name", "write [words](https://…)"),
    (r"\[[^\[\]]+\]:\s*<?(?:https?:|www\.)\S*", "a text can't contain an address apart from its link", "write [words](https://…)"),
    (r"\[[^\[\]]+\]\[\d*\]", "a text can't contain an address apart from its link", "write [words](https://…)"),
    (r"\([^()]+\)\[(?:https?://|www\.)[^\[\]]*\]", "the brackets of this link are the wrong way round",
     "write [words](https://…)"),
    (r"\]\s?\((?:https?://|www\.|mailto:)[^\s)]*(?![^()]*\))", "this link is not closed", "end its address with ')'"),
    (r"<(?:(?:https?|ftp|file|tel|sms|data|javascript|mailto):|www\.)[^<>]*>", "is no link",
     "write [words](https://…)"),
    (r"(?<![\w`])`[^`\n]+`(?![\w`])", "a text can't contain code, and its ` would be printed", "write “…” or *…*"),
    (r"~~(?=\S)[^~]+~~", "a text can't contain struck-out words", "delete the words, or the signs around them"),
    (r"(?<!\w)__(?=[^\W_])|(?<=[^\W_])__(?!\w)", "this __ is not closed, and would be printed", "write **words**"),
    (r"(?<![^\s(“\"])\*(?=[^\s*])[^*]*[^\s*]\*(?=\w)", "these stars would be printed",
     f"a space after the second makes the words italic; {_PLAIN}"),
)  # fmt: skip
_FOUND = tuple((re.compile(pattern, re.IGNORECASE), message, hint) for pattern, message, hint in _OTHERS)
_STARS = re.compile(r"\*{2,}")
_SIGNS = re.compile(r"[*_`~<&\[\]]")


def slips(text: str, *, noted: bool = False) -> Iterator[Slip]:
    """Whatever in `text`, which is a paragraph, looks like markup and would be printed as its signs, or lost. One that
    is `noted` may have footnotes.
    """
    if not _SIGNS.search(text) or simple.pieces(text) is not None:
        return
    from policybrief.text import markdown

    tokens = markdown.parser(joined=False).parseInline(text)[0].children or []
    left = _left(tokens)
    for token in tokens if not noted else ():
        if token.type == "footnote":
            hint = "cite a source with [@id], or say it in the text"
            yield Slip(token.markup, "a text of one line can't contain a footnote", hint)
    yield from _empty_links(tokens)
    yield from _links(left)
    yield from _stars(left)
    for pattern, message, hint in _FOUND:
        yield from (Slip(match.group(), message, hint) for match in pattern.finditer(left))
    for match in _TAG.finditer(left):
        look = _LOOKS.get((match["tag"] or "").lower(), "")
        yield Slip(match.group(), f"a text can't contain HTML, and {match.group()} would be printed",
                   f"write {look}" if look else f"delete it; {_PLAIN}")  # fmt: skip
    for match in _ENTITY.finditer(left):
        if (char := html.unescape(match.group())) != match.group():
            meant = repr(char) if char.isprintable() and not char.isspace() else "the character"
            yield Slip(match.group(), f"{match.group()} would be printed as it is", f"type {meant} itself")


_HIDDEN = "\ufffc"
"""Stands for what is no raw text: an escaped sign, a citation, the words of a link."""


def _left(tokens: Sequence[Token]) -> str:
    """The characters that the parser took for plain ones."""
    pieces: list[str] = []
    for token in tokens:
        if token.type == "text":
            pieces.append(token.content)
        elif token.type in ("text_special", "cite", "footnote", "link_open", "link_close"):
            pieces.append(_HIDDEN)
    return "".join(pieces)


def _empty_links(tokens: Sequence[Token]) -> Iterator[Slip]:
    for number, token in enumerate(tokens):
        if token.type != "link_open":
            continue
        before = tokens[number - 1].content if number else ""
        if before.endswith("!"):
            yield Slip("![", "a text can't contain a picture", "a picture has a place of its own: 'pictures'")
        if not token.attrGet("href"):
            yield Slip("]()", "this link has no address", "write [words](https://…)")
        elif tokens[number + 1].type == "link_close" and any(inner.content.strip() for inner in tokens):
            yield Slip("[](", "this link has no text", "write [words](https://…)")


def _links(left: str) -> Iterator[Slip]:
    for match in _LINK.finditer(left):
        to, apart = match["to"].strip(), match["gap"]
        if apart and not _ADDRESS.match(to):
            continue
        address = urls.tidied(to.removeprefix("<").removesuffix(">"))
        if fault := urls.fault(address) if to else ("is missing", "write [words](https://…)"):
            yield Slip(match.group(), f"this is no link: its address {fault[0]}", f"{fault[1]}; {_PLAIN}")
        elif apart:
            yield Slip(match.group(), "this is no link: a space parts its brackets", "write [words](https://…)")


def _stars(left: str) -> Iterator[Slip]:
    """Bold that is not closed. Stars after a number, or at the beginning of a note, are those of a footnote."""
    from policybrief.text import markdown

    stars = list(_STARS.finditer(left))
    for match in stars:
        before, after = (
            left[max(match.start() - 1, 0) : match.start()] or " ",
            left[match.end() : match.end() + 1] or " ",
        )
        noted = (before.isdigit() or before in "%)") and not after.isalnum() and not markdown.wide(after)
        begins = len(stars) == 1 and after.isspace() and not left[: match.start()].strip()
        if not (markdown.multiplies(before, after) or noted or begins):
            yield Slip(
                match.group(), f"this {match.group()} would be printed: it begins or ends no bold",
                r"write **words**, without spaces inside; \*\* prints two stars",
            )  # fmt: skip
