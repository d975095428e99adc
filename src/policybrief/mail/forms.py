"""What mail templates render to: plain text, and HTML that needs nothing from anywhere.

A text of the brief keeps its sense in both: bold and italic are marked in HTML only, a link shows its address in plain
text, and citations are left to the memo, which has the list that they point to.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import jinja2
from markupsafe import Markup, escape

from policybrief.compose import views
from policybrief.compose.loader import Rendering
from policybrief.compose.traced import Joined, Known, Traced
from policybrief.text import inline
from policybrief.text.run import Run

COLUMNS = 72
"""The width of plain text, by which it can be quoted and still fits 80 columns."""


def words(value: Any) -> str:
    """The characters of a text, on one line: no Markdown, no citations, a link's address after its words."""
    if isinstance(value, Joined):
        return "".join(words(piece) if isinstance(piece, Known) else str(piece) for piece in value.pieces)
    if not isinstance(value, Traced):
        return str(value)
    return " ".join("".join(_spelled(run) for run in _runs(value)).split())


def _spelled(run: Run) -> str:
    address = run.link.removeprefix("mailto:")
    return f"{run.text} ({address})" if run.link and address != run.text else run.text


def _runs(text: str) -> Iterator[Run]:
    """The runs but citations, and without the space before one that no text comes after."""
    runs = list(inline.parse(text))
    for number, run in enumerate(runs):
        if run.cite:
            continue
        cited = number + 1 < len(runs) and bool(runs[number + 1].cite)
        yield Run(run.text.rstrip(), link=run.link, bold=run.bold, italic=run.italic) if cited else run


def _as_words(value: Any) -> Any:
    return words(value) if isinstance(value, Known) else views.printed(value)


def _as_html(value: Any) -> Any:
    if isinstance(value, Joined):
        return Markup("").join(escape(_as_html(piece)) for piece in value.pieces)
    if not isinstance(value, Traced):
        return views.printed(value)
    return Markup("").join(_marked(run) for run in _runs(value))


def _marked(run: Run) -> Markup:
    markup = escape(run.text)
    if run.italic:
        markup = Markup("<em>{}</em>").format(markup)
    if run.bold:
        markup = Markup("<strong>{}</strong>").format(markup)
    if run.link:
        markup = Markup('<a href="{}" class="link" style="color:inherit">{}</a>').format(run.link, markup)
    return markup


WORDS = Rendering(escaped=False, printed=_as_words)
HTML = Rendering(escaped=True, printed=_as_html)


@jinja2.pass_context
def wrap(_: Any, value: Any, indent: int = 0) -> str:
    """{{ brief.bottom_line.text|wrap }}: lines of 72 columns; `wrap(3)` indents all but the first."""
    return textwrap.fill(
        words(value), COLUMNS, subsequent_indent=" " * min(max(indent, 0), 20), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


@jinja2.pass_context
def plain(_: Any, value: Any) -> str:
    """{{ brief.title|plain }}: the characters alone, for an attribute."""
    return words(value)
