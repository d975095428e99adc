"""read: another text for a scalar, in the style of the old one: plain, quoted, folded or literal, in its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from policybrief.read import refold, written
from policybrief.read.spans import Span
from policybrief.read.written import YamlLayout

_QUOTES: dict[str, Callable[[str], str]] = {"": str, "'": lambda text: text.replace("'", "''"), '"': written.escaped}
"""How a text stands between the quotation marks of a style."""


def with_its_end(span: Span, value: Any) -> Any:
    """A new text with the line end of the folded or literal one in whose place it comes."""
    if not isinstance(value, str) or span.style not in ("|", ">"):
        return value
    words = value.rstrip("\n")
    return words and words + span.value[len(span.value.rstrip("\n")) :]


def texts(text: str, span: Span, value: str, layout: YamlLayout, newline: str) -> Iterator[str]:
    """What may stand in the place of a scalar to say `value`, the most alike first; the last need not be right."""
    if span.style in ("|", ">"):
        yield from _blocks(text, span, value.rstrip("\n"), layout, newline)
        return
    if span.start < span.end and span.value:  # what is empty has quotes because it is
        quote = span.style
        inner = _QUOTES[quote](value)
        if "\n" in text[span.start : span.end]:
            yield from (quote + folded + quote for folded in _folded(text, span, inner, newline))
        elif "\n" not in value:
            yield quote + inner + quote
    if "\n" not in value:
        yield from written.styles(value)


def _lines(text: str, span: Span, quote: int = 0) -> list[str]:
    return text[span.start + quote : span.end - quote].replace("\r\n", "\n").split("\n")


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _folded(text: str, span: Span, inner: str, newline: str) -> Iterator[str]:
    """A plain or quoted text over several lines; the further ones keep their margin."""
    lines = _lines(text, span, len(span.style))
    margin = next(_margin(line) for line in lines[1:] if line.strip() or line is lines[-1])
    stripped = [lines[0].rstrip(" \t"), *(line.strip(" \t") for line in lines[1:-1]), lines[-1].lstrip(" \t")]
    old = refold.paragraphs(stripped)
    before = text.rfind("\n", 0, span.start) + 1
    first = span.start - before + len(span.style)
    width = max(first + len(stripped[0]), *(len(line.rstrip()) for line in lines[1:]))
    if refold.text_of(old) == _QUOTES[span.style](span.value):
        folded = refold.refolded(old, inner, width - first, width - len(margin))
        yield newline.join(margin + line if number and line else line for number, line in enumerate(folded))


def _blocks(text: str, span: Span, value: str, layout: YamlLayout, newline: str) -> Iterator[str]:
    head, *lines = _lines(text, span)
    margin = next((_margin(line) for line in lines if line.strip()), "")
    kept = [line[len(margin) :] for line in lines]

    def block(head: str, lines: list[str]) -> str:
        return newline.join([head, *(margin + line if line else "" for line in lines)])

    if span.style == "|":
        yield block(head, value.split("\n"))
        return
    old = refold.paragraphs(kept)
    width = max([*map(len, lines), 0 if len(lines) > 1 else layout.width])
    room = width - len(margin)
    if refold.text_of(old) == span.value.rstrip("\n"):
        yield block(head, refold.refolded(old, value, room, room))
    yield block(head, refold.refolded([], value, room, room))
    yield block(head.replace(">", "|", 1), value.split("\n"))
