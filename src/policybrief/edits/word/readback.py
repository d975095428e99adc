"""What any .docx shows, in the units of `deck.shown`: a memo that people edited, with their tracked changes accepted.

Of a value's control its path is taken, where a program has kept it: LibreOffice drops the tags of all controls. Who
inserted or deleted what, and when, stays with the characters, or in a stretch of none where some were.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policybrief.deck.shown import ShownBox, ShownParagraph, ShownSlide, Stretch, leads_on
from policybrief.ooxml.package import Package
from policybrief.ooxml.word import W, names, value
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SAID = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t"}
_COME, _GONE = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_AROUND = (f"{W}smartTag", f"{W}fldSimple", f"{W}sdtContent", f"{W}customXml", f"{W}dir", f"{W}bdo", f"{_MC}Choice")
_MOST_PARAGRAPHS, _MOST_CHARACTERS = 10_000, 1_000_000
"""More than any memo of ours has."""


def read(package: Package) -> tuple[ShownSlide, ...]:
    """What a document shows, as one long page. Raises `BriefError` for what is none, or far too large."""
    main = package.target("", "officeDocument")
    body = package.xml(main).find(f"{W}body") if main else None
    if body is None:
        raise package.wrong("is an Office file, but holds no document of Word")
    page = _Page(package, main)
    boxes = [*page.boxes(body)]
    for kind in ("header", "footer"):
        for part in package.targets(main, kind).values():
            foot = _Page(package, part)
            boxes += [replace(box, role="footer", cell=None) for box in foot.boxes(package.xml(part))]
    characters = sum(len(paragraph.text) for box in boxes for paragraph in box.paragraphs)
    if len(boxes) > _MOST_PARAGRAPHS or characters > _MOST_CHARACTERS:
        raise package.wrong(f"holds more than a memo does: {len(boxes):,} paragraphs", "is it the right document?")
    return (ShownSlide(tuple(boxes)),)


@dataclass(frozen=True)
class _State:
    """What is known of a run from what it stands in: its value, where it leads, and who put it there."""

    path: ValuePath = NOWHERE
    link: str = ""
    by: str = ""


class _Page:
    """One part with text: the document, a header, a footer."""

    def __init__(self, package: Package, part: str) -> None:
        self._links = {link.id: link.target for link in package.related(part) if link.external}
        self._names = names(package, package.target("", "officeDocument"))
        self._tables = 0

    def boxes(self, around: Any) -> Iterator[ShownBox]:
        """Paragraphs in their order, each by itself, and the cells of tables. One whose end was deleted goes on in the
        next.
        """
        waiting: tuple[Stretch, ...] = ()
        for node, state in _blocks(around, _State()):
            if node.tag == f"{W}tbl":
                yield from self._table(node, state)
                continue
            stretches = (*waiting, *self._stretches(node, state))
            if node.find(f"{W}pPr/{W}rPr/{W}del") is not None or node.find(f"{W}pPr/{W}rPr/{W}moveFrom") is not None:
                waiting = stretches
                continue
            waiting = ()
            style = self._names.get(value(node.find(f"{W}pPr"), "pStyle"), "")
            role = "title" if style == "title" else "heading" if style.startswith("heading") else ""
            yield ShownBox("", role, None, (ShownParagraph(stretches),))
        if any(stretch.text for stretch in waiting):
            yield ShownBox("", "", None, (ShownParagraph(waiting),))

    def _table(self, table: Any, state: _State) -> Iterator[ShownBox]:
        number = self._tables
        self._tables += 1
        rows = [row for row in table.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        for place, row in enumerate(rows):
            cells = [cell for cell in row.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is None]
            for column, cell in enumerate(cells):
                texts = tuple(
                    ShownParagraph(tuple(self._stretches(node, inside)))
                    for node, inside in _blocks(cell, state)
                    if node.tag == f"{W}p"
                )
                yield ShownBox("", "cell", None, texts, (number, place, column))

    def _stretches(self, around: Any, state: _State) -> Iterator[Stretch]:
        for node in around:
            if node.tag == f"{W}r":
                yield from self._run(node, state)
            elif node.tag in _GONE:
                yield Stretch("", state.path, by=author(node))
            elif node.tag in _COME:
                yield from self._stretches(node, replace(state, by=author(node)))
            elif node.tag == f"{W}hyperlink":
                link = self._links.get(node.get(f"{_R}id", ""), "#" if node.get(f"{W}anchor") else "")
                yield from self._stretches(node, replace(state, link=link))
            elif node.tag == f"{W}sdt":
                content, inside = node.find(f"{W}sdtContent"), _within(node, state)
                if node.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:  # it is empty, and Word says what to do
                    yield Stretch("", inside.path)
                elif content is not None:
                    yield from self._stretches(content, inside)
            elif node.tag in _AROUND or node.tag == f"{_MC}AlternateContent":
                yield from self._stretches(node, state)

    def _run(self, run: Any, state: _State) -> Iterator[Stretch]:
        look = run.find(f"{W}rPr")
        if _on(look, "vanish"):
            return
        text = "".join(node.text or "" if node.tag == f"{W}t" else _SAID.get(node.tag, "") for node in run)
        if not text:
            return
        named = self._names.get(value(look, "rStyle"), "")
        raised = value(look, "vertAlign") == "superscript" or named == "source number"
        yield Stretch(
            unicodedata.normalize("NFC", text),
            state.path,
            bold=_on(look, "b") or named == "strong",
            italic=_on(look, "i") or named == "emphasis",
            link=state.link if not state.link.startswith("#") else "",
            cite=raised and leads_on(text),
            strike=_on(look, "strike") or _on(look, "dstrike"),
            underline=value(look, "u") not in ("", "none") and not state.link,
            by=state.by,
        )


def _blocks(around: Any, state: _State) -> Iterator[tuple[Any, _State]]:
    """The paragraphs and tables in a body or a cell, each with what it stands in."""
    for node in around:
        if node.tag in (f"{W}p", f"{W}tbl"):
            yield node, state
        elif node.tag == f"{W}sdt" and node.find(f"{W}sdtContent") is not None:
            yield from _blocks(node.find(f"{W}sdtContent"), _within(node, state))
        elif node.tag in (*_COME, *_AROUND):
            yield from _blocks(node, state)


def _within(control: Any, state: _State) -> _State:
    """The state in a control. A tag that is somebody else's is the path of no value that was built."""
    tag = value(control.find(f"{W}sdtPr"), "tag")
    return replace(state, path=ValuePath.parse(tag)) if tag else state


def author(node: Any) -> str:
    """Who made a tracked change, and on which day: "R. Clearance, 2026-11-25"."""
    who = "".join(char for char in node.get(f"{W}author", "") if char.isprintable()).strip() or "somebody"
    day = node.get(f"{W}date", "")[:10]
    return f"{who}, {day}" if len(day) == 10 and day.replace("-", "").isdecimal() else who


def _on(look: Any, name: str) -> bool:
    """Whether a property of a run is on: <w:b/>, but not <w:b w:val="0"/>."""
    node = look.find(f"{W}{name}") if look is not None else None
    return node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off")
