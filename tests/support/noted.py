"""Comments as readers make them: in decks as PowerPoint writes them, old ones and threads; in memos as PDF has them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree
from pikepdf import Array, Dictionary, Name

from policybrief.ooxml.zipped import packed, unpacked

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MODERN = "http://schemas.microsoft.com/office/2018/10/relationships"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"
_P188 = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("p188", _P188),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("pc", "http://schemas.microsoft.com/office/powerpoint/2013/main/command"),
        ("ac", "http://schemas.microsoft.com/office/drawing/2013/main/command"),
    )
)
_P_ = f"{{{_P}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass
class NotedDeck:
    """A deck that gets comments. Slides count from 1, in the order of their parts' numbers."""

    files: dict[str, bytes]
    authors: list[str] = field(default_factory=list)
    comments: int = 0

    @classmethod
    def of(cls, content: bytes) -> NotedDeck:
        return cls(unpacked(content))

    @property
    def content(self) -> bytes:
        files = dict(self.files)
        older = "".join(f'<p:cmAuthor id="{n}" name="{escape(who)}"/>' for n, who in enumerate(self.authors))
        threads = "".join(f'<p188:author id="{_guid(n)}" name="{escape(who)}"/>' for n, who in enumerate(self.authors))
        files["ppt/commentAuthors.xml"] = f'<p:cmAuthorLst xmlns:p="{_P}">{older}</p:cmAuthorLst>'.encode()
        files["ppt/authors.xml"] = f'<p188:authorLst xmlns:p188="{_P188}">{threads}</p188:authorLst>'.encode()
        for kind, name in ((f"{_OFFICE}/commentAuthors", "commentAuthors"), (f"{_MODERN}/authors", "authors")):
            _relate(files, "ppt/presentation.xml", kind, f"{name}.xml")
        return packed(files)

    def older(self, slide: int, who: str, text: str, at: tuple[float, float], answers: Sequence[str] = ()) -> None:
        """Comments at a point, in points; the first is answered by the others, as PowerPoint 2013 writes it."""
        author = self._author(who)
        point = f'<p:pos x="{round(at[0] * 8)}" y="{round(at[1] * 8)}"/>'
        made = ""
        for number, words in enumerate((text, *answers), 1):
            parent = f'<p15:parentCm authorId="{author}" idx="1"/>' if number > 1 else ""
            more = f'<p15:threadingInfo xmlns:p15="{_P15}">{parent}</p15:threadingInfo>'
            more = f'<p:extLst><p:ext uri="{{C676402C-5697-4E1C-873F-D02D1690AC5C}}">{more}</p:ext></p:extLst>'
            head = f'<p:cm authorId="{author}" dt="2026-11-25T10:0{number}:00.000" idx="{number}">'
            made += f"{head}{point}<p:text>{escape(words)}</p:text>{more}</p:cm>"
        self._add(slide, f"{_OFFICE}/comments", f'<p:cmLst xmlns:p="{_P}">{made}</p:cmLst>')

    def thread(
        self, slide: int, who: str, text: str, on: str = "", words: str = "", answers: Sequence[tuple[str, str]] = (),
        status: str = "active", cell: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """A thread on a slide; or on the shape with `on` in it; or on `words` of that."""
        replies = "".join(
            f'<p188:reply id="{_guid(50 + n)}" authorId="{_guid(self._author(by))}" created="2026-11-25T12:00:00.000">'
            f"{_body(said)}</p188:reply>"
            for n, (by, said) in enumerate(answers)
        )
        comment = (
            f'<p188:cm id="{_guid(90)}" authorId="{_guid(self._author(who))}" status="{status}"'
            f' created="2026-11-25T11:00:00.000">{self._anchor(slide, on, words, cell)}'
            f"<p188:replyLst>{replies}</p188:replyLst>{_body(text)}</p188:cm>"
        )
        self._add(slide, f"{_MODERN}/comments", f"<p188:cmLst {_NAMES}>{comment}</p188:cmLst>")

    def _anchor(self, slide: int, on: str, words: str, cell: tuple[str, str] | None) -> str:
        way = '<pc:docMk/><pc:sldMk cId="0" sldId="256"/>'
        if not on:
            return f"<pc:sldMkLst>{way}</pc:sldMkLst>"
        shape, text = self._shape(slide, on)
        table = shape.tag.endswith("}graphicFrame")
        ident = next(each.get("id") for each in shape.iter() if each.tag.endswith("}cNvPr"))
        way += f'<ac:{"graphicFrameMk" if table else "spMk"} id="{ident}" creationId="{_guid(0)}"/>'
        way += f'<ac:tblMk/><ac:tcMk rowId="{cell[0]}" colId="{cell[1]}"/>' if cell else ""
        if not words:
            return f"<ac:deMkLst>{way}</ac:deMkLst>"
        mark = f'<ac:txMk cp="{text.index(words)}" len="{len(words)}"><ac:context len="{len(text) + 1}" hash="0"/>'
        return f"<ac:txMkLst>{way}{mark}</ac:txMk></ac:txMkLst>"

    def _shape(self, slide: int, words: str) -> tuple[Any, str]:
        """The shape with these words, or after "#" of this number; and its characters, or its cell's, as PowerPoint
        counts them.
        """
        root = etree.fromstring(self.files[f"ppt/slides/slide{slide}.xml"])
        for shape in root.iter():
            if not str(shape.tag).endswith(("}sp", "}graphicFrame", "}grpSp")):
                continue
            holders = list(shape.iter(f"{_A}tc")) or [shape]
            for holder in holders:
                text = "\r".join("".join(t.text or "" for t in p.iter(f"{_A}t")) for p in holder.iter(f"{_A}p"))
                if words in text or words == f"#{next(shape.iter(f'{_P_}cNvPr')).get('id')}":
                    return shape, text
        raise LookupError(words)

    def _add(self, slide: int, kind: str, xml: str) -> None:
        self.comments += 1
        name = f"comment{self.comments}.xml"
        self.files[f"ppt/comments/{name}"] = xml.encode()
        _relate(self.files, f"ppt/slides/slide{slide}.xml", kind, f"../comments/{name}")

    def _author(self, name: str) -> int:
        if name not in self.authors:
            self.authors.append(name)
        return self.authors.index(name)


def _guid(number: int) -> str:
    return f"{{AAAAAAAA-0000-4000-8000-{number:012}}}"


def _body(text: str) -> str:
    lines = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f"<p188:txBody><a:bodyPr/><a:lstStyle/>{lines}</p188:txBody>"


def _relate(files: dict[str, bytes], part: str, kind: str, target: str) -> None:
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    root = etree.fromstring(files[rels])
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    etree.SubElement(root, f"{{{space}}}Relationship", Id=f"rIdC{len(root)}", Type=kind, Target=target)
    files[rels] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class NotedMemo:
    """A memo that gets comments."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.page = self.pdf.pages[0]

    @property
    def content(self) -> bytes:
        stream = io.BytesIO()
        self.pdf.save(stream)
        return stream.getvalue()

    def rects(self, words: str, occurrence: int = 0) -> list[tuple[float, float, float, float]]:
        """Where words stand: left, bottom, right, top of each line."""
        with pypdfium2.PdfDocument(self._content) as shown:
            text = shown[0].get_textpage()
            search = text.search(words)
            for _ in range(occurrence + 1):
                place = search.get_next()
                assert place, words
            return [text.get_rect(number) for number in range(text.count_rects(*place))]

    def mark(self, words: str, kind: str = "Highlight", occurrence: int = 0, **more: Any) -> Any:
        """Words that are marked: highlighted, struck out or underlined."""
        quads: list[float] = []
        for left, bottom, right, top in self.rects(words, occurrence):
            quads += [left, top, right, top, left, bottom, right, bottom]
        frame = [min(quads[::2]), min(quads[1::2]), max(quads[::2]), max(quads[1::2])]
        return self.note(frame, kind, QuadPoints=quads, **more)

    def note(self, frame: Sequence[float], kind: str = "Text", **more: Any) -> Any:
        given = {key: Array(value) if isinstance(value, list) else value for key, value in more.items()}
        given = {"T": "Jane Doe", "M": "D:20261125100000Z", **given}
        note = self.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(list(frame)), **given)
        )
        if "/Annots" not in self.page:
            self.page.Annots = self.pdf.make_indirect(Array([]))
        self.page.Annots.append(note)
        return note
