"""Lines and tables as the XML of a Word document. No decisions here: a style says how a paragraph looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from policybrief.memo.word.document import BULLETED, Style, WordBlock, WordParagraph, WordPicture, WordTable
from policybrief.memo.word.text_xml import WordTextXml
from policybrief.ooxml.media import vector_xml
from policybrief.ooxml.xml import quoteattr
from policybrief.text.exhibits import Image
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_FIRST_COLUMN = 0.24
"""Of a table's width, where it has others."""
_HEADED = (
    '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
    ' w:noHBand="0" w:noVBand="1"/>'
)
"""The first row and the first column name the others."""
_MOST_KEPT = 12
"""Rows of a table that stands on one page; a longer one may go on on the next."""
_NARROW = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
"""The space below a table."""
_STEP = 425
"""From a bullet or a number to its words, as the lists of the master have it."""
_WIDE = 9360
"""What columns share, in twentieths of a point; the table itself is as wide as the text."""


_EMU = 12700
"""To the point."""
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def _not_embedded(image: Image) -> tuple[str, str]:
    """Feet and heads of pages have no pictures."""
    raise AssertionError(image)


@dataclass(frozen=True)
class BodyXml:
    """Writes paragraphs and tables: `styles` are the ids of styles by ours, `bullets` that of the list of bullets, and
    the ordered lists follow it. Pictures are at most `width` points wide; `embed` puts one into the package, and gives
    the ids of its bitmap and of its vectors, if any.
    """

    text: WordTextXml
    styles: Mapping[str, str]
    bullets: int = 1
    width: float = 468.0
    embed: Callable[[Image], tuple[str, str]] = _not_embedded

    def blocks(self, blocks: Iterable[WordBlock]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: WordBlock) -> str:
        match block:
            case WordTable():
                return self.grid(block)
            case WordPicture():
                return self.picture(block)
            case _:
                return self.line(block)

    def line(self, line: WordParagraph) -> str:
        more = f"{'<w:keepNext/>' if line.kept else ''}{self._numbered(line.numbering)}{self._indented(line)}"
        return self._paragraph(line.style, line.text, more, self._anchored(line.anchor))

    def _paragraph(self, style: Style, text: Text, more: str = "", before: str = "") -> str:
        named = f"<w:pStyle w:val={quoteattr(self.styles[style])}/>"
        return f"<w:p><w:pPr>{named}{more}</w:pPr>{before}{self.text.text(text)}</w:p>"

    def _numbered(self, numbering: int) -> str:
        if not numbering:
            return ""
        number = self.bullets if numbering == BULLETED else self.bullets + numbering
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    @staticmethod
    def _indented(line: WordParagraph) -> str:
        """How far what is inside of an entry of a list stands in; all else stands as its style has it."""
        if not line.level:
            return ""
        hang = f' w:hanging="{_STEP}"' if line.numbering else ""
        return f'<w:ind w:left="{_STEP * (line.level + bool(line.numbering))}"{hang}/>'

    @staticmethod
    def _anchored(number: str) -> str:
        """The place to which the number of a source leads."""
        if not number.isdecimal():
            return ""
        return f'<w:bookmarkStart w:id="{number}" w:name="source_{number}"/><w:bookmarkEnd w:id="{number}"/>'

    def picture(self, picture: WordPicture) -> str:
        """A picture in its line, as wide as the text or as its pixels are many; of an SVG both forms."""
        image = picture.image
        most = self.width if image.vector else min(self.width, image.width)
        wide = min(most, picture.most * self.width * image.width / image.height)
        cx, cy = round(wide * _EMU), round(wide * image.height / image.width * _EMU)
        number, alt = next(self.text.ids), quoteattr(picture.alt)
        blip, vector = self.embed(image)
        drawn = vector_xml(vector) if vector else ""
        shape = (
            f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"'
            f' descr={alt}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{blip}">{drawn}</a:blip>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        inline = (
            f'<w:drawing><wp:inline xmlns:wp="{_PLACED}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="Picture {number}" descr={alt}/>'
            f'<a:graphic xmlns:a="{_DRAWN}"><a:graphicData uri="{_PICTURE}">{shape}</a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )
        named = f"<w:pStyle w:val={quoteattr(self.styles['BodyText'])}/>"
        return f"<w:p><w:pPr>{named}<w:keepNext/></w:pPr><w:r>{inline}</w:r></w:p>"

    # -- tables

    def grid(self, grid: WordTable) -> str:
        """A table whose header is repeated on each page, with its alternative text; Word wants a paragraph after it."""
        columns = len(grid.header)
        first = round(_WIDE * (_FIRST_COLUMN if columns > 1 else 1))
        widths = [first, *[round((_WIDE - first) / (columns - 1))] * (columns - 1)] if columns > 1 else [first]
        said = f"<w:tblCaption w:val={quoteattr(grid.alt)}/><w:tblDescription w:val={quoteattr(grid.alt)}/>"
        style = f'<w:tblStyle w:val={quoteattr(self.styles["BriefTable"])}/><w:tblW w:w="5000" w:type="pct"/>'
        columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        last = len(grid.rows) - 1
        rows = self._row(grid.header, widths, grid.numeric, head=True, kept=True) + "".join(
            self._row(row, widths, grid.numeric, kept=place < last <= _MOST_KEPT) for place, row in enumerate(grid.rows)
        )
        after = self._paragraph("TableText", (), _NARROW)
        return (
            f"<w:tbl><w:tblPr>{style}{_HEADED}{said}</w:tblPr><w:tblGrid>{columns_xml}</w:tblGrid>{rows}</w:tbl>{after}"
        )

    def _row(
        self,
        cells: Sequence[Text],
        widths: Iterable[int],
        numeric: Sequence[bool],
        *,
        head: bool = False,
        kept: bool = False,
    ) -> str:
        properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
        more = "<w:keepNext/>" if kept else ""
        aligned = [f'{more}<w:jc w:val="right"/>' if ends else more for ends in numeric or (False,) * len(cells)]
        paragraphs = (self._paragraph("TableText", cell, each) for cell, each in zip(cells, aligned, strict=True))
        cells_xml = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>'
            for text, width in zip(paragraphs, widths, strict=True)
        )
        return f"<w:tr>{properties}{''.join(cells_xml)}</w:tr>"
