"""What any .pptx shows, in the units of `shown`: one that a person edited, in whatever program.

Of names and ids nothing is relied on: LibreOffice renames each placeholder, Google Slides everything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from policybrief.deck.shown import ShownBox, ShownParagraph, ShownSlide, Stretch, leads_on
from policybrief.ooxml.package import NS, Package

_A, _P, _R = (f"{{{NS[name]}}}" for name in "apr")
_FALLBACK = f"{{{NS['mc']}}}Fallback"
_PARAGRAPH, _BREAK, _TEXT, _LOOK, _CLICK = (f"{_A}{name}" for name in ("p", "br", "t", "rPr", "hlinkClick"))
_RUNS = (f"{_A}r", f"{_A}fld")
_SHAPES = tuple(f"{_P}{name}" for name in ("sp", "graphicFrame", "pic"))
_ROLES = {"title": "title", "ctrTitle": "title", "ftr": "footer", "dt": "date"}
_UNREAD = ("sldNum", "sldImg", "hdr")
"""Placeholders without words of anybody."""
_EMU = 12700
_SOFT_BREAK = re.compile("(?:_x005F)?_x000B_|[\x0b\x85\u2028\u2029]")
"""The end of a line: a vertical tab, spelled as XML has to (ECMA-376, 22.9.2.19), and by some programs twice."""
_MOST_SLIDES, _MOST_BOXES, _MOST_CHARACTERS = 1000, 2000, 50_000
"""More than any deck of ours has; a slide's boxes and characters are compared with each other, which takes its time."""


def read(package: Package) -> tuple[ShownSlide, ...]:
    """The slides of a presentation, in their order. Raises `BriefError` for what is none."""
    return tuple(_slide(package, part) for part in parts(package))


def parts(package: Package) -> list[str]:
    """The names of the slides' parts, in the order of the slides. Raises `BriefError` for what is no presentation."""
    slides = package.targets(package.main, "slide")
    listed = [slides.get(node.get(f"{_R}id", "")) for node in package.xml(package.main).iter(f"{_P}sldId")]
    if len(listed) > _MOST_SLIDES:
        raise package.wrong(f"has more than {_MOST_SLIDES:,} slides")
    return [part for part in listed if part]


def properties(package: Package) -> dict[str, str]:
    """The properties of the file that somebody gave it by name: `Brief` and `Audience` are ours."""
    part = package.target("", "custom-properties")
    nodes = package.xml(part) if part else ()
    return {node.get("name", ""): "".join(node.itertext()).strip() for node in nodes}


def editor(package: Package) -> tuple[str, str]:
    """Who saved the file last, and when, as far as it says."""
    part = package.target("", "core-properties")
    names = {str(node.tag).rpartition("}")[2]: node.text or "" for node in package.xml(part)} if part else {}
    return names.get("lastModifiedBy", ""), names.get("modified", "")


def _slide(package: Package, part: str) -> ShownSlide:
    root = package.xml(part)
    notes = package.target(part, "notesSlide")
    shown = root.get("show") in ("0", "false")
    pages = _boxes(package, notes, _shapes(package, notes)) if notes else ()
    own = [box for box in pages if box.role == "notes"]
    shapes = _shapes(package, part)
    boxes = tuple(_boxes(package, part, shapes))
    written = sum(len(paragraph.text) + 1 for box in (*boxes, *own) for paragraph in box.paragraphs)
    if len(boxes) > _MOST_BOXES or written > _MOST_CHARACTERS:
        raise package.wrong(f"holds more on one slide than a brief does: {len(boxes):,} texts", "is it the right deck?")
    return ShownSlide(
        boxes,
        tuple(paragraph for box in own for paragraph in box.paragraphs),
        tuple(charts(package, part)),
        shown,
        tuple(_alts(shapes)),
        sum(_is_picture(shape) for shape in shapes),
    )


def _alts(shapes: Sequence[Any]) -> Iterator[ShownParagraph]:
    for shape in shapes:
        named = next(shape.iter(f"{_P}cNvPr"), None)
        text = _words(named.get("descr", "")) if named is not None and shape.tag != f"{_P}sp" else ""
        if text.strip():
            yield ShownParagraph((Stretch(text, bold=None, italic=None),))


def _is_picture(shape: Any) -> bool:
    """Whether a shape is a picture, a film, SmartArt or another program's object: neither text nor table nor chart."""
    data = next(shape.iter(f"{_A}graphicData"), None) if shape.tag == f"{_P}graphicFrame" else None
    return shape.tag == f"{_P}pic" or (data is not None and not str(data.get("uri")).endswith(("/table", "/chart")))


def charts(package: Package, part: str) -> Iterator[tuple[str, ...]]:
    """What each chart of a slide says, in the order of its file: series, categories, and numbers."""
    for chart in package.targets(part, "chart").values():
        yield tuple(_value(node.text or "") for node in package.xml(chart).iter(f"{{{NS['c']}}}v"))


def _value(text: str) -> str:
    """A number in one form, whoever wrote it."""
    try:
        return f"{float(text):.9g}"
    except ValueError:
        return _words(text)


def _boxes(package: Package, part: str, shapes: Sequence[Any]) -> Iterator[ShownBox]:
    links = {relationship.id: relationship.target for relationship in package.related(part) if relationship.external}
    tables = 0
    for shape in shapes:
        named = next(shape.iter(f"{_P}cNvPr"), None)
        name, ident = (named.get(key, "") if named is not None else "" for key in ("name", "id"))
        if shape.tag == f"{_P}sp":
            yield from _text_box(shape, name, ident, links)
            continue
        for table in shape.iter(f"{_A}tbl"):
            for row, line in enumerate(table.iter(f"{_A}tr")):
                for column, cell in enumerate(line.iter(f"{_A}tc")):
                    yield ShownBox(name, "cell", None, _paragraphs(cell, links), (tables, row, column), ident)
            tables += 1


def _shapes(package: Package, part: str) -> list[Any]:
    """The shapes of a part, those in groups too; of alternatives the first, which is what PowerPoint shows."""
    root = package.xml(part)
    hidden = {shape for other in root.iter(_FALLBACK) for shape in other.iter(*_SHAPES)}
    return [shape for shape in root.iter(*_SHAPES) if shape not in hidden]


def _text_box(shape: Any, name: str, ident: str, links: dict[str, str]) -> Iterator[ShownBox]:
    held = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    kind = held.get("type", "obj") if held is not None else ""
    notes = kind == "body" and shape.getroottree().getroot().tag == f"{_P}notes"
    paragraphs = _paragraphs(shape, links)
    if kind not in _UNREAD and any(paragraph.text.strip() for paragraph in paragraphs):
        yield ShownBox(name, "notes" if notes else _ROLES.get(kind, ""), _top(shape), paragraphs, ident=ident)


def _top(shape: Any) -> tuple[float, float] | None:
    """The middle of the upper edge; None where the layout or a group has a say in it."""
    frame = shape.find(f"{_P}spPr/{_A}xfrm")
    if frame is None or shape.getparent().tag == f"{_P}grpSp":
        return None
    try:
        x, y = (int(frame.find(f"{_A}off").get(axis)) / _EMU for axis in "xy")
        return x + int(frame.find(f"{_A}ext").get("cx")) / _EMU / 2, y
    except (AttributeError, TypeError, ValueError):
        return None


def _paragraphs(shape: Any, links: dict[str, str]) -> tuple[ShownParagraph, ...]:
    paragraphs = [ShownParagraph(tuple(_stretches(node, links))) for node in shape.iter(_PARAGRAPH)]
    while paragraphs and not paragraphs[-1].text.strip():
        paragraphs.pop()
    return tuple(paragraphs)


def _stretches(paragraph: Any, links: dict[str, str]) -> Iterator[Stretch]:
    for node in paragraph:
        if node.tag == _BREAK:
            yield Stretch(" ", bold=None, italic=None)
        elif node.tag in _RUNS:
            look = node.find(_LOOK)
            text = _words(node.findtext(_TEXT) or "")
            if not text:
                continue
            if look is None:
                yield Stretch(text, bold=None, italic=None)
                continue
            click = look.find(_CLICK)
            link = links.get(click.get(f"{_R}id", ""), "") if click is not None else ""
            raised = look.get("baseline", "0").lstrip("0")
            yield Stretch(
                text,
                bold=_flag(look.get("b")),
                italic=_flag(look.get("i")),
                link=link,
                cite=bool(raised) and not raised.startswith("-") and leads_on(text),
                strike=look.get("strike", "noStrike") != "noStrike",
                underline=look.get("u", "none") != "none" and click is None,
            )


def _flag(value: str | None) -> bool | None:
    return None if value is None else value in ("1", "true")


def _words(text: str) -> str:
    """Characters as the brief has them: composed; a line's end within a paragraph is a space."""
    return unicodedata.normalize("NFC", _SOFT_BREAK.sub(" ", text))
