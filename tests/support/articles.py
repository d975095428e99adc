"""Articles for the tests of `brief import`: one text, made into each of the formats that are read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, ListFlowable, ListItem, PageTemplate, Paragraph

from policybrief.ooxml.zipped import packed

Piece = tuple[str, str]
"""A kind (`heading`, `paragraph`, `bullet`, `number`) and its text."""


@dataclass(frozen=True)
class Text:
    """An article as its author wrote it."""

    title: str
    byline: str
    date: str
    pieces: Sequence[Piece]
    publisher: str = ""
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def masthead(self) -> list[str]:
        return [line for line in (self.title, self.byline, self.date, self.publisher) if line]


def txt(text: Text, width: int = 0) -> bytes:
    """Plain text, each paragraph one line; or broken at a width."""
    lines = [*text.masthead, ""]
    number = 0
    for kind, said in text.pieces:
        number = number + 1 if kind == "number" else 0
        mark = {"bullet": "- ", "number": f"{number}. "}.get(kind, "")
        broken = wrap(said, width, initial_indent=mark, subsequent_indent=" " * len(mark)) if width else [mark + said]
        lines += [*broken, ""] if kind != "heading" else [said, ""]
    return "\n".join(lines).encode()


def markdown(text: Text) -> bytes:
    marks = {"heading": "## ", "bullet": "- ", "number": "1. "}
    head = [f"# {text.title}", *text.masthead[1:]]
    return "\n\n".join([*head, *(marks.get(kind, "") + said for kind, said in text.pieces)]).encode()


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>{title} | Harbour Institute</title>{meta}<style>.menu {{color: red}}</style>
<script>var articles = ["{title}"];</script></head>
<body><header class="site-header"><a href="/">Harbour Institute</a>
<nav class="menu"><ul><li><a href="/r">Research</a></li>
<li><a href="/e">Experts</a></li><li><a href="/d">Donate</a></li></ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">{byline}</p><p class="dateline">{date}</p>
{body}
</article>
<aside class="related"><h3>More from Harbour Institute</h3>
<ul><li><a href="/1">Ministers should drain the northern canal</a></li>
<li><a href="/2">Recommendation 1: Sell the old lighthouse before the spring</a></li></ul></aside></main>
<div class="newsletter-signup">
<p>Get our newsletter every week, with all that our experts write on ports and quays.</p></div>
<footer>
<p>© 2026 Harbour Institute. All rights reserved. We should always be glad to hear from you.</p></footer></body></html>
"""


def html(text: Text, meta: str = "") -> bytes:
    """A page with what surrounds articles: menus, a sidebar that has recommendations of its own, a footer."""
    body: list[str] = []
    for kind, said in text.pieces:
        tag = {"heading": "h2", "bullet": "li", "number": "li"}.get(kind, "p")
        body.append(f"<{tag}>{escape(said)}</{tag}>")
    page = _PAGE.format(
        title=escape(text.title), byline=escape(text.byline), date=text.date, body=_listed("\n".join(body)), meta=meta
    )
    return page.encode()


def _listed(body: str) -> str:
    """Entries of lists in their lists."""
    lines, inside = [], False
    for line in body.splitlines():
        entry = line.startswith("<li>")
        if entry != inside:
            lines.append("<ul>" if entry else "</ul>")
        inside = entry
        lines.append(line)
    return "\n".join([*lines, "</ul>" if inside else ""])


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
_PARTS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
_STYLES = (
    f'<?xml version="1.0"?><w:styles xmlns:w="{_W}">'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>'
)
_NUMBERING = (
    f'<?xml version="1.0"?><w:numbering xmlns:w="{_W}">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
)
_CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "</cp:coreProperties>"
)


def docx(text: Text, runs: Callable[[str], str] | None = None) -> bytes:
    """A Word document; `runs` writes a paragraph's runs, where they are not plain."""
    body = [_paragraph(text.title, "<w:pStyle w:val='Title'/>", _run)]
    body += [_paragraph(line, "", _run) for line in text.masthead[1:]]
    forms = {"heading": "<w:pStyle w:val='H2'/>", "bullet": _numbered(1), "number": _numbered(2)}
    body += [_paragraph(said, forms.get(kind, ""), runs or _run) for kind, said in text.pieces]
    return package("".join(body), text.properties)


def package(body: str, properties: dict[str, str] | None = None) -> bytes:
    """A Word document with this body."""
    about = {"title": "", "author": "", **(properties or {})}
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "docProps/core.xml": _CORE.format(**about),
    }
    return packed({name: content.encode() for name, content in parts.items()})


def _numbered(number: int) -> str:
    return f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{number}'/></w:numPr>"


def _paragraph(said: str, form: str, runs: Callable[[str], str]) -> str:
    return f"<w:p><w:pPr>{form}</w:pPr>{runs(said)}</w:p>"


def _run(said: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{escape(said)}</w:t></w:r>"


def tracked(said: str) -> str:
    """A paragraph whose last three words were inserted, in place of others that were deleted."""
    words = said.split(" ")
    kept, new = " ".join(words[:-3]) + " ", " ".join(words[-3:])
    deleted = "<w:del w:id='1' w:author='A'><w:r><w:delText>DELETED WORDS</w:delText></w:r></w:del>"
    return f"{_run(kept)}{deleted}<w:ins w:id='2' w:author='A'>{_run(new)}</w:ins>"


def pdf(text: Text, columns: int = 1) -> bytes:
    """A PDF with running heads and page numbers, justified where it has two columns."""
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, title=text.properties.get("title", ""), author="")
    width, height = A4
    gap, margin = 20, 60
    column = (width - 2 * margin - gap * (columns - 1)) / columns
    frames = [Frame(margin + at * (column + gap), 70, column, height - 150, id=f"f{at}") for at in range(columns)]
    document.addPageTemplates(PageTemplate("page", frames, onPage=_furnished(text.publisher or "Harbour Institute")))
    document.build(list(_flow(text, columns)))
    return stream.getvalue()


def _furnished(name: str) -> Callable[..., None]:
    def draw(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 805, f"{name} | Policy paper")
        canvas.drawString(290, 40, str(document.page))

    return draw


def _flow(text: Text, columns: int) -> Iterator[Flowable]:
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=7)
    if columns > 1:
        body = ParagraphStyle("justified", parent=body, alignment=TA_JUSTIFY)
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=8, spaceAfter=5)
    yield Paragraph(
        escape(text.title), ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=8)
    )
    yield from (Paragraph(escape(line), body) for line in text.masthead[1:])
    number = 0
    for kind, said in text.pieces:
        number = number + 1 if kind == "number" else 0
        if kind in ("bullet", "number"):
            start = {"bulletType": "bullet", "start": "•"} if kind == "bullet" else {"bulletType": "1", "start": number}
            yield ListFlowable([ListItem(Paragraph(escape(said), body), leftIndent=18)], leftIndent=18, **start)
        else:
            yield Paragraph(escape(said), head if kind == "heading" else body)


FORMATS: dict[str, Callable[[Text], bytes]] = {
    "article.txt": txt,
    "broken.txt": lambda text: txt(text, 76),
    "article.md": markdown,
    "article.html": html,
    "article.docx": docx,
    "article.pdf": pdf,
    "columns.pdf": lambda text: pdf(text, 2),
}
"""What makes a file of each form, by its name."""
