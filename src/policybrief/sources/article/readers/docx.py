"""A Word document as blocks: as it reads with all tracked changes accepted. Hidden text and tables of contents are"
" not in it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policybrief.errors import BriefError
from policybrief.ooxml.package import Package
from policybrief.sources.article import dates, names
from policybrief.sources.article.blocks import Block, Kind, Metadata, Reading, bulleted, clean, counted, may_head
from policybrief.sources.article.readers import tables

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}txbxContent", f"{_W}instrText", f"{_W}delText", f"{_W}pPr"}
)
_SAID = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_STATED = {"title": "title", "subtitle": "", "author": "author", "byline": "author", "date": "date"}
_PROSE_WORDS = 14
_SAVE_AS = "open it in Word and save it as .docx"


def read(content: bytes, file: str) -> Reading:
    """The blocks of a .docx. Raises `BriefError` for what is none, locked, damaged or a trap."""
    try:
        package = Package(content, file)
        main = package.target("", "officeDocument")
        body = package.xml(main).find(f"{_W}body") if main else None
        if body is None:
            raise package.wrong("is an Office file, but holds no document of Word")
        document = _Document(package, main)
        blocks = tuple(document.blocks(body))
        core = package.xml(package.target("", "core-properties") or "docProps/core.xml")
    except BriefError as error:
        raise BriefError(replace(problem, hint=_SAVE_AS) for problem in error.problems) from None
    values = {child.tag.rpartition("}")[2]: clean(child.text or "") for child in core if isinstance(child.tag, str)}
    properties = Metadata(
        names.persons(values.get("creator", "")), values.get("title", ""), language=values.get("language", "")
    )
    return Reading(blocks, document.stated, properties, cut=document.cut)


class _Document:
    """The styles and lists of a document, and what its paragraphs state on the way."""

    def __init__(self, package: Package, main: str) -> None:
        styles = package.xml(package.target(main, "styles") or "word/styles.xml")
        self._styles = {each.get(f"{_W}styleId"): each for each in styles.iter(f"{_W}style")}
        numbering = package.xml(package.target(main, "numbering") or "word/numbering.xml")
        self._lists = {each.get(f"{_W}numId"): _value(each, "abstractNumId") for each in numbering.iter(f"{_W}num")}
        self._forms = {each.get(f"{_W}abstractNumId"): each for each in numbering.iter(f"{_W}abstractNum")}
        self._counts: dict[tuple[str, int], int] = {}
        self._listed: set[Any] = set()
        self.stated, self.cut = Metadata(), 0

    def blocks(self, body: Any) -> Iterator[Block]:
        waiting = ""
        for paragraph in self._paragraphs(body):
            words = waiting + "".join(_words(paragraph))
            waiting = ""
            mark = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del")
            if mark is not None:  # the end of the paragraph was deleted: it goes on in the next
                waiting = words
                continue
            block = self._block(paragraph, clean(words))
            if block:
                yield block

    def _paragraphs(self, around: Any) -> Iterator[Any]:
        """Paragraphs in their order; of text boxes all, once."""
        for node in around:
            if node.tag == f"{_W}p":
                yield node
                for box in node.iter(f"{_W}txbxContent"):
                    if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
                        yield from self._paragraphs(box)
            elif node.tag == f"{_W}tbl":
                yield from self._cells(node)
            elif node.tag == f"{_W}sdt":
                contents = node.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
                if contents is not None and "Contents" in contents.get(f"{_W}val", ""):
                    self.cut += 1
                else:
                    yield from self._paragraphs(
                        node.find(f"{_W}sdtContent") if node.find(f"{_W}sdtContent") is not None else ()
                    )
            elif node.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
                yield from self._paragraphs(node)

    def _cells(self, table: Any) -> Iterator[Any]:
        """The paragraphs of a table that say what is to be done, by their column; else those that are prose."""
        rows = [list(row.iter(f"{_W}tc")) for row in table.iter(f"{_W}tr")]
        heads = [clean("".join(_words(cell))) for cell in rows[0]] if rows else []
        at = tables.column(heads)
        if at is not None:
            first = tables.is_numbered(heads)  # what stands below it in its cell is an answer
            listed = [list(row[at].iter(f"{_W}p")) for row in rows[0 if first else 1 :] if at < len(row)]
            cells = [p for each in listed for p in (each[:1] if first else each)]
            self._listed.update(cells)
        elif boxed := [cell for row in rows for cell in row if self._is_box(cell, alone=len(rows) == len(row) == 1)]:
            cells = [p for cell in boxed for p in cell.iter(f"{_W}p")]
        else:
            cells = [p for p in table.iter(f"{_W}p") if counted("".join(_words(p))) >= _PROSE_WORDS]
        self.cut += not cells
        yield from cells

    def _is_box(self, cell: Any, *, alone: bool) -> bool:
        return tables.is_box([clean("".join(_words(p))) for p in cell.iter(f"{_W}p")], alone=alone)

    def _block(self, paragraph: Any, words: str) -> Block | None:
        style = self._style(paragraph)
        if not words:
            return None
        if paragraph in self._listed:
            return Block("bullet", words)
        if style in _STATED and self._states(style, words):
            return Block("title", words) if style == "title" else Block("paragraph", words, 9)
        if re.match(r"toc \d|table of figures|header|footer|footnote text|endnote text|caption", style):
            self.cut += 1
            return None
        level = self._outline(paragraph, style)
        if level:
            return Block("heading", words, level)
        number = self._number(paragraph)
        if number is not None:
            return Block("bullet", words, number[0] + 1, number[1])
        typed = bulleted(words)
        if typed and not re.fullmatch(r"[A-HIVX]+[.)]", typed[0], re.IGNORECASE):
            return Block("bullet", typed[1], 1, typed[0])
        kind: Kind = "heading" if _is_bold(paragraph) and may_head(words) and not words.endswith(":") else "line"
        return Block(kind, words, 6 if kind == "heading" else 1, lead=_lead(paragraph))

    def _states(self, style: str, words: str) -> bool:
        if style == "title" and not self.stated.title:
            self.stated = replace(self.stated, title=words)
        elif style in ("author", "byline") and names.authors(words):
            self.stated = replace(self.stated, authors=(*self.stated.authors, *names.authors(words)))
        elif style == "date" and (day := dates.first(words)):
            self.stated = replace(self.stated, issued=str(day))
        elif style != "subtitle":
            return False
        return True

    # -- styles and lists

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """A paragraph's own properties, then those of its style and of what that is based on."""
        own = paragraph.find(f"{_W}pPr")
        if own is None:
            return
        yield own
        name, seen = _value(own, "pStyle"), set[str]()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            if (inherited := self._styles[name].find(f"{_W}pPr")) is not None:
                yield inherited
            name = _value(self._styles[name], "basedOn")

    def _style(self, paragraph: Any) -> str:
        own = paragraph.find(f"{_W}pPr")
        name = _value(own, "pStyle") if own is not None else ""
        style = self._styles.get(name)
        return (_value(style, "name") if style is not None else name).casefold()

    def _outline(self, paragraph: Any, style: str) -> int:
        """The level of a heading, by its style or its outline; 0 for none."""
        if match := re.match(r"(?:heading|titre|überschrift|título|titolo|заголовок|标题)\s*(\d)", style):
            return int(match[1])
        for properties in self._chain(paragraph):
            if (level := _value(properties, "outlineLvl")).isdecimal():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def _number(self, paragraph: Any) -> tuple[int, str] | None:
        """The depth in a list and what stands before the entry; None where it is none."""
        for properties in self._chain(paragraph):
            number = properties.find(f"{_W}numPr")
            if number is None:
                continue
            name, level = _value(number, "numId"), _value(number, "ilvl") or "0"
            if name in ("", "0"):
                return None
            form = self._forms.get(self._lists.get(name, ""))
            depth = int(level) if level.isdecimal() and len(level) == 1 else 0
            written = [each for each in form if each.get(f"{_W}ilvl") == level] if form is not None else []
            counting = bool(written) and _value(written[0], "numFmt") not in ("bullet", "none", "")
            self._counts[name, depth] = self._counts.get((name, depth), 0) + 1
            return depth, f"{self._counts[name, depth]}." if counting else ""
        return None


def _value(element: Any, name: str) -> str:
    node = element.find(f"{_W}{name}")
    return node.get(f"{_W}val", "") if node is not None else ""


def _words(element: Any) -> Iterator[str]:
    """The words below an element, tracked insertions among them and deletions not."""
    for child in element:
        if child.tag in _GONE or (child.tag == f"{_W}r" and _is_hidden(child)):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SAID:
            yield _SAID[child.tag]
        else:
            yield from _words(child)


def _is_on(properties: Any, name: str) -> bool:
    node = properties.find(f"{_W}{name}") if properties is not None else None
    return node is not None and node.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_hidden(run: Any) -> bool:
    return _is_on(run.find(f"{_W}rPr"), "vanish")


def _lead(paragraph: Any) -> int:
    """The letters of the bold words with which a paragraph begins."""
    runs = (run for run in paragraph.iter(f"{_W}r") if "".join(_words(run)).strip())
    bold = itertools.takewhile(lambda run: _is_on(run.find(f"{_W}rPr"), "b"), runs)
    return len(clean("".join("".join(_words(run)) for run in bold)))


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(_words(run)).strip()]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr"), "b") for run in runs)
