"""Draws pages, mark by mark, as a PDF that is tagged (PDF/UA-1) and fit for archives (PDF/A-2a)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.lib.colors import Color

from policybrief.pdf import fonts
from policybrief.pdf.ink import (
    Figure,
    InkRule,
    InkWords,
    LinkArea,
    Mark,
    Node,
    Oval,
    Page,
    Pages,
    Panel,
    PlacedArtwork,
)
from policybrief.pdf.tagging import TaggedCanvas, settings


def write(document: Pages) -> bytes:
    """The file's bytes, the same for the same pages on any day and machine."""
    with settings():
        return _written(document)


def _written(document: Pages) -> bytes:
    words = (mark for page in document.pages for mark in page.marks if isinstance(mark, InkWords))
    fonts.register(dict.fromkeys([document.face, *(mark.face for mark in words)]))
    canvas = TaggedCanvas(document.face, document.properties)
    entries = 0
    boxes: dict[Node, list[float]] = {}
    for page in document.pages:
        height = page.height
        with canvas.page((page.width, height)):
            _page(canvas, page)
            for bookmark in page.bookmarks:
                canvas.bookmarkHorizontal(f"part{entries}", 0, height - bookmark.y + 6)
                canvas.addOutlineEntry(bookmark.title, f"part{entries}", level=min(entries, 1))
                entries += 1
        for node, (x, top, right, bottom) in page.boxes.items():
            boxes[node] = [x, height - bottom, right, height - top]
    return canvas.finish(document.tree, boxes)


def _page(canvas: TaggedCanvas, page: Page) -> None:
    for node, marks in groupby((mark for mark in page.marks if not isinstance(mark, LinkArea)), lambda mark: mark.node):
        with canvas.content(node):
            _draw(canvas, page.height, marks)
    for mark in page.marks:
        if isinstance(mark, LinkArea):
            top = page.height - mark.y
            canvas.link(mark.node, mark.url, mark.said, (mark.x, top - mark.height, mark.x + mark.width, top))


def _draw(canvas: TaggedCanvas, height: float, marks: Iterable[Mark]) -> None:
    """Marks of one element. Text shares a text object, so that it is set without needless operators."""
    for kind, group in groupby(marks, type):
        if kind is InkWords:
            text = canvas.beginText()
            for mark in group:
                _words(text, height, mark)
            text.setCharSpace(0)
            canvas.drawText(text)
        else:
            for mark in group:
                _DRAW[kind](canvas, height, mark)


def _words(text: Any, height: float, mark: Any) -> None:
    text.setTextOrigin(mark.x, height - mark.y)
    text.setFont(mark.face, mark.size)
    text.setCharSpace(mark.tracking)
    text.setFillColor(_color(mark.color))
    if mark.stroke:
        text.setStrokeColor(_color(mark.color))
        text._code.append(f"{mark.stroke:.3f} w")  # a text object has no method for the width of a line
        text.setTextRenderMode(2)
    if mark.stretch != 1.0:
        text.setHorizScale(100 * mark.stretch)
    text.textOut(mark.text)
    if mark.stretch != 1.0:
        text.setHorizScale(100)
    if mark.stroke:
        text.setTextRenderMode(0)


def _rule(canvas: TaggedCanvas, height: float, mark: InkRule) -> None:
    canvas.setStrokeColor(_color(mark.color))
    canvas.setLineWidth(mark.thickness)
    if mark.dash:
        canvas.setDash([mark.dash])
    canvas.line(mark.x, height - mark.y, mark.to_x, height - mark.to_y)
    if mark.dash:
        canvas.setDash()


def _dip(canvas: TaggedCanvas, mark: Panel | Oval | Figure) -> None:
    """Take the colours of what is filled or drawn or both."""
    if mark.fill:
        canvas.setFillColor(_color(mark.fill))
    if mark.stroke:
        canvas.setStrokeColor(_color(mark.stroke))
        canvas.setLineWidth(mark.thickness)


def _panel(canvas: TaggedCanvas, height: float, mark: Panel) -> None:
    _dip(canvas, mark)
    bottom = height - mark.y - mark.height
    canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=bool(mark.stroke), fill=bool(mark.fill))


def _oval(canvas: TaggedCanvas, height: float, mark: Oval) -> None:
    _dip(canvas, mark)
    bottom, top = height - mark.y - mark.height, height - mark.y
    canvas.ellipse(mark.x, bottom, mark.x + mark.width, top, stroke=bool(mark.stroke), fill=bool(mark.fill))


def _figure(canvas: TaggedCanvas, height: float, mark: Figure) -> None:
    _dip(canvas, mark)
    outline = canvas.beginPath()
    (x, y), *others = mark.points
    outline.moveTo(x, height - y)
    for x, y in others:
        outline.lineTo(x, height - y)
    outline.close()
    canvas.drawPath(outline, stroke=bool(mark.stroke), fill=bool(mark.fill))


def _picture(canvas: TaggedCanvas, height: float, mark: PlacedArtwork) -> None:
    from policybrief.pdf import artwork

    artwork.draw(canvas, mark.artwork, (mark.x, height - mark.y - mark.height, mark.width, mark.height))


@lru_cache(maxsize=256)
def _color(rgb: str) -> Color:
    return Color(*(int(rgb[start : start + 2], 16) / 255 for start in (0, 2, 4)))


_DRAW: dict[type, Callable[[TaggedCanvas, float, Any], None]] = {
    InkRule: _rule, Panel: _panel, Oval: _oval, Figure: _figure, PlacedArtwork: _picture,
}  # fmt: skip
