"""Articles that are printed, for the tests of `brief import`: a Word file or a PDF from a text that says what is what.

Each line of the text is a block: `@title`, `@h1`, `@p` … and its words. `@page` ends a page, `@cover` gives the first
one large margins, `@head` is the running head of all pages, `@columns 2` sets two columns and `@columns 2 wide` has the
title above both. Lines `@row a | b` after one another are a table, and `@row a // b` alone is a box of two paragraphs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from support.articles import package

Line = tuple[str, str]
_BODY = ParagraphStyle("p", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=7)
_ENTRY = ParagraphStyle("entry", parent=_BODY, leftIndent=18, bulletIndent=4)
_STYLES = {
    "title": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=24, leading=28, spaceAfter=8),
    "subtitle": ParagraphStyle("subtitle", fontName="Helvetica", fontSize=15, leading=19, spaceAfter=12),
    "h1": ParagraphStyle("h1", fontName="Helvetica-Bold", fontSize=14, leading=17, spaceBefore=9, spaceAfter=5),
    "h2": ParagraphStyle("h2", fontName="Helvetica-Bold", fontSize=11.5, leading=14, spaceBefore=6, spaceAfter=4),
    "kicker": ParagraphStyle("kicker", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=20),
    "note": ParagraphStyle("note", fontName="Times-Roman", fontSize=8, leading=10),
    "p": _BODY,
    "line": _BODY,
    "byline": _BODY,
    "b": _ENTRY,
    "n": _ENTRY,
}


def content(file: Path) -> tuple[str, bytes]:
    """The name and the bytes of an article of the tests: as it is, or printed where it is named `.pdf.txt`."""
    name = file.name.removesuffix(".txt")
    if name.endswith((".pdf", ".docx")):
        lines = list(_lines(file.read_text(encoding="utf-8")))
        return name, (_pdf if name.endswith(".pdf") else _docx)(lines)
    return file.name, file.read_bytes()


def _lines(text: str) -> Iterator[Line]:
    for line in text.splitlines():
        kind, _, words = line.removeprefix("@").partition(" ")
        yield kind, words


def _bold(words: str) -> list[tuple[str, bool]]:
    """Words in pieces, and whether each is bold."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(words.split("**")) if piece]


def _docx(lines: list[Line]) -> bytes:
    forms = {
        "title": "<w:pStyle w:val='Title'/>",
        "h1": "<w:pStyle w:val='H2'/>",
        "b": "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>",
        "n": "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr>",
    }
    body = ""
    for is_table, group in groupby(lines, lambda line: line[0] == "row"):
        paragraphs = [
            (f"<w:p><w:pPr>{forms.get(kind, '')}</w:pPr>{_runs(words)}</w:p>", words) for kind, words in group
        ]
        body += _table([words for _, words in paragraphs]) if is_table else "".join(xml for xml, _ in paragraphs)
    return package(body)


def _table(rows: list[str]) -> str:
    """A table of Word's, of rows whose cells are divided by `|` and whose paragraphs by `//`."""
    cells = [
        "".join(
            f"<w:tc>{''.join(f'<w:p>{_runs(each)}</w:p>' for each in cell.split(' // '))}</w:tc>"
            for cell in row.split(" | ")
        )
        for row in rows
    ]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _runs(words: str) -> str:
    return "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if is_bold else ''}<w:t xml:space='preserve'>{escape(piece)}</w:t></w:r>"
        for piece, is_bold in _bold(words)
    )


def _pdf(lines: list[Line]) -> bytes:
    said = dict(lines)
    columns, _, wide = said.get("columns", "1").partition(" ")
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, title="Microsoft Word - final_v7.docx", author="jsmith")

    def furnish(canvas: object, template: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(_MARGIN, 805, said.get("head", ""))  # type: ignore[attr-defined]
        canvas.drawString(290, 40, str(template.page))  # type: ignore[attr-defined]

    masthead = _MASTHEAD if wide else 0
    document.addPageTemplates(PageTemplate("first", _frames(int(columns), masthead), onPage=furnish))
    document.addPageTemplates(PageTemplate("page", _frames(int(columns), 0), onPage=furnish))
    document.build([NextPageTemplate("page"), *_flow(lines, is_wide=bool(wide))])
    return stream.getvalue()


_MARGIN, _GAP, _MASTHEAD = 60, 20, 150
"""Points."""


def _frames(columns: int, masthead: int) -> list[Frame]:
    """The columns of a page, below the room of its masthead."""
    (width, height), top = A4, A4[1] - 80 - masthead
    column = (width - 2 * _MARGIN - _GAP * (columns - 1)) / columns
    above = [Frame(_MARGIN, top, width - 2 * _MARGIN, height - 80 - top)] if masthead else []
    return [*above, *(Frame(_MARGIN + at * (column + _GAP), 70, column, top - 70) for at in range(columns))]


def _flow(lines: list[Line], is_wide: bool) -> Iterator[Flowable]:
    number, rows = 0, list[list[list[Paragraph]]]()
    for kind, words in [*lines, ("end", "")]:
        number = number + 1 if kind == "n" else 0
        if rows and kind != "row":
            yield Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            rows = []
        if is_wide and kind in {"h1", "p"}:
            is_wide = False
            yield FrameBreak()
        if kind == "page":
            yield PageBreak()
        elif kind == "cover":
            yield Spacer(1, 150)
        elif kind == "row":
            rows.append([[_paragraph("p", each) for each in cell.split(" // ")] for cell in words.split(" | ")])
        elif kind in _STYLES:
            yield _paragraph(kind, words, {"b": "•", "n": f"{number}."}.get(kind))


def _paragraph(kind: str, words: str, bullet: str | None = None) -> Paragraph:
    marked = "".join(f"<b>{escape(each)}</b>" if is_bold else escape(each) for each, is_bold in _bold(words))
    return Paragraph(marked, _STYLES[kind], bulletText=bullet)
