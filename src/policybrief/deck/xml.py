"""Placed shapes as the XML of a slide (PresentationML, ECMA-376 part 1, clause 19). No decisions here.

Whole shape trees are written as text in one go: that is many times faster than a property at a time, and alternative
texts, languages and decorative marks are needed anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from policybrief.deck import jumps, marks, media
from policybrief.deck.colors import color, fill
from policybrief.deck.cover import COVERS
from policybrief.deck.opc import escape, quoteattr
from policybrief.deck.shapes import (
    Box,
    Cell,
    ChartShape,
    Decoration,
    Line,
    Look,
    PictureShape,
    PlacedDeck,
    PlacedSlide,
    Shape,
    TableShape,
    TextShape,
    words,
)
from policybrief.document import Run, plain
from policybrief.language import REGIONS, stretches
from policybrief.theme import Theme

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TABLE_STYLE = "{B1A2C3D4-0000-4000-8000-00000000B41E}"
"""The table style of deck/base/ppt/tableStyles.xml."""

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_EMU = 12_700
_FIXED_ROLES = ("title", "subtitle", "kicker", "source", "byline")

_EAST_ASIAN = ("zh", "ja", "ko")
"""East Asian text has a second language, which is that of the Latin letters in it."""

Link = Callable[[str], str]
"""Makes a relationship of the part that is written to an address, and gives its id."""
Jump = Callable[[int], str]
"""Makes a relationship to the slide of that number, and gives its id."""
Embed = Callable[[ChartShape | PictureShape], str]
"""Adds a chart or a picture to the package, and gives the id of the slide's relationship to it."""


@dataclass
class SlideXml:
    """Writes one slide, which is the deck's `number`th."""

    deck: PlacedDeck
    slide: PlacedSlide
    number: int
    link: Link
    embed: Embed
    jump: Jump
    _parts: list[str] = field(default_factory=list)
    _id: int = 1

    @property
    def theme(self) -> Theme:
        return self.deck.theme

    def write(self) -> str:
        """The slide part."""
        for shape in self.slide.shapes:
            self._shape(shape)
        self._footers()
        return (
            f"{HEAD}<p:sld {NAMESPACES}><p:cSld name={quoteattr(self.slide.title[:255])}><p:spTree>{TREE_HEAD}"
            f"{''.join(self._parts)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        )

    def _next(self) -> int:
        self._id += 1
        return self._id

    def _shape(self, shape: Shape) -> None:
        match shape:
            case TextShape():
                self._parts.append(self._text_shape(shape))
            case Decoration():
                self._parts.append(self._decoration(shape))
            case TableShape():
                self._parts.append(self._table(shape))
            case ChartShape():
                self._parts.append(self._chart(shape))
            case PictureShape():
                self._parts.append(self._picture(shape))

    # -- shapes

    def _text_shape(self, shape: TextShape) -> str:
        number = self._next()
        fixed = shape.role in _FIXED_ROLES and shape.placeholder is not None
        geometry = "" if fixed else f'{_frame(shape.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        if not fixed:
            geometry += fill(shape.fill, self.theme) if shape.fill or shape.placeholder is None else ""
        body = "<a:bodyPr/>" if fixed else _body_properties(shape)
        lines = "".join(self._line(line, inherits=fixed, airy=shape.airy) for line in shape.lines)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(shape.name)}/>{self._kind(shape)}</p:nvSpPr>'
            f"<p:spPr>{geometry}</p:spPr><p:txBody>{body}<a:lstStyle/>{lines}</p:txBody></p:sp>"
        )

    def _kind(self, shape: TextShape) -> str:
        if shape.placeholder is None:
            return '<p:cNvSpPr txBox="1"/><p:nvPr/>'
        kind = {"title": "ctrTitle" if self.slide.layout == "cover" else "title", "subtitle": "subTitle"}.get(
            shape.role
        )
        if shape.role == "subtitle" and self.slide.layout != "cover":
            kind = "body"
        if kind == "body" or kind is None:
            size = "" if shape.role == "subtitle" else ' sz="quarter"'
            attributes = f'type="body"{size} idx="{shape.placeholder}"'
        else:
            attributes = f'type="{kind}"' + (f' idx="{shape.placeholder}"' if shape.placeholder else "")
        return f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {attributes}/></p:nvPr>'

    def _decoration(self, shape: Decoration) -> str:
        number = self._next()
        line = (
            f'<a:ln w="{round(shape.outline_width * _EMU)}">{fill(shape.outline, self.theme)}</a:ln>'
            if shape.outline
            else "<a:ln><a:noFill/></a:ln>"
        )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="decoration {number}" descr="">{_DECORATIVE}</p:cNvPr>'
            f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(shape.box)}<a:prstGeom prst="{shape.geometry}"><a:avLst/>'
            f"</a:prstGeom>{fill(shape.fill, self.theme)}{line}</p:spPr></p:sp>"
        )

    def _table(self, shape: TableShape) -> str:
        number = self._next()
        grid = "".join(f'<a:gridCol w="{round(width * _EMU)}"/>' for width in shape.widths)
        rows = "".join(
            f'<a:tr h="{round(height * _EMU)}">{"".join(self._cell(cell, shape.airy) for cell in row)}</a:tr>'
            for row, height in zip(shape.rows, shape.heights, strict=True)
        )
        return self._graphic(
            shape.box,
            f'<p:cNvPr id="{number}" name={quoteattr(shape.name)} descr={quoteattr(shape.alt)}/>',
            "http://schemas.openxmlformats.org/drawingml/2006/table",
            f'<a:tbl><a:tblPr firstRow="1" firstCol="1"><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>",
        )

    def _cell(self, cell: Cell, airy: float) -> str:
        lines = "".join(self._line(line, airy=airy) for line in cell.lines)
        none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
        width, tint = (19_050, "primary") if cell.underlined else (9_525, "rule")
        below = f'<a:lnB w="{width}">{fill(tint, self.theme)}</a:lnB>'
        side = round(13.5 * _EMU)
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{lines}</a:txBody>"
            f'<a:tcPr marL="{side}" marR="{side}" marT="0" marB="0" anchor="ctr">{none}{below}'
            f"{fill(cell.fill, self.theme)}</a:tcPr></a:tc>"
        )

    def _chart(self, shape: ChartShape) -> str:
        number = self._next()
        chart = self.embed(shape)
        return self._graphic(
            shape.box,
            f'<p:cNvPr id="{number}" name={quoteattr(shape.name)} descr={quoteattr(plain(shape.chart.alt))}/>',
            "http://schemas.openxmlformats.org/drawingml/2006/chart",
            f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{chart}"/>',
        )

    def _picture(self, shape: PictureShape) -> str:
        number = self._next()
        image, vector = self.embed(shape), ""
        if shape.vector:
            drawn = self.embed(replace(shape, content=shape.vector, vector=b""))
            vector = media.vector_xml(drawn)
        blip = f'<a:blip r:embed="{image}">{vector}</a:blip>'
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name={quoteattr(shape.name)} descr={quoteattr(shape.alt)}/>'
            '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
            f"<p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
            f'<p:spPr>{_frame(shape.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def _graphic(self, box: Box, properties: str, uri: str, content: str) -> str:
        frame = _frame(box).replace("a:xfrm", "p:xfrm")
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr>{properties}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{frame}"
            f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
        )

    # -- text

    def _line(self, line: Line, *, inherits: bool = False, airy: float = 1.0) -> str:
        """A paragraph. One that inherits says only its size: colour and face are the layout's, so that it restyles."""
        runs = "".join(self._run(run, line.look, inherits=inherits) for run in line.text)
        return f"<a:p>{self._paragraph_properties(line, inherits=inherits, airy=airy)}{runs}</a:p>"

    def _paragraph_properties(self, line: Line, *, inherits: bool, airy: float) -> str:
        before = f'<a:spcBef><a:spcPts val="{round(line.before * 100)}"/></a:spcBef>'
        if inherits:
            return f"<a:pPr>{before}</a:pPr>"
        hang = 0
        bullet = "<a:buNone/>"
        if line.bullet:
            hang = round(line.look.size * (1.0 if line.bullet == "•" else 1.5) * _EMU)
            sign = (
                '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
                if line.bullet == "•"
                else f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{line.bullet[:-1]}"/>'
            )
            bullet = f"<a:buClr>{color('accent', self.theme)}</a:buClr>{sign}"
        spacing = (
            f'<a:lnSpc><a:spcPct val="{round(airy * 100_000)}"/></a:lnSpc>{before}'
            '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        )
        return f'<a:pPr marL="{hang}" indent="{-hang}" algn="{line.align}">{spacing}{bullet}</a:pPr>'

    def _run(self, run: Run, look: Look, *, inherits: bool) -> str:
        """A run; in as many pieces as it has languages, for each is spoken by its own."""
        pieces = by_language(run.text, self.deck.properties.lang)
        return "".join(self._piece(run, words, lang, look, inherits=inherits) for words, lang in pieces)

    def _piece(self, run: Run, words: str, lang: str, look: Look, *, inherits: bool) -> str:
        attributes = f'{lang} sz="{round(look.size * 100)}"'
        if look.bold or run.bold:
            attributes += ' b="1"'
        upright = "altLang" in lang  # a design's italics are not for ideographs; an author's are the author's
        if run.italic or (look.italic and not upright):
            attributes += ' i="1"'
        if not inherits:
            attributes += ' b="0"' if not (look.bold or run.bold) else ""
            attributes += ' cap="all"' if look.caps else ""
            attributes += f' spc="{round(look.spacing * 100)}"' if look.spacing else ""
        if run.cite:
            attributes += ' baseline="30000"'
        inner = ""
        if not inherits:
            face = "mj" if look.heading else "mn"
            tint = "link" if run.link and not run.link.startswith("#") else look.color
            inner = f'{fill(tint, self.theme)}<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/>'
        if run.link:
            inner += self._link(run.link)
        return f"<a:r><a:rPr {attributes}>{inner}</a:rPr><a:t>{escape(words)}</a:t></a:r>"

    def _link(self, link: str) -> str:
        """A link to an address, or one inside of the deck, which keeps the colour of its text."""
        if not link.startswith("#"):
            return f'<a:hlinkClick r:id="{self.link(link)}"/>'
        target = self.deck.targets[link]
        return jumps.link_xml(self.jump(target.slide), target.tip)

    # -- what stands on every slide

    def _footers(self) -> None:
        """Footer, date and number as placeholders of the slide itself: a master's own text is in no reading order."""
        cover = self.slide.layout in ("cover", "section")
        source = self.theme.deck.source
        if self.deck.footer:
            look = marks.footer_look(self.deck.markings, self.theme)
            look = replace(look, color=COVERS[self.theme.deck.cover].footer) if cover else look
            self._footer("Footer", 'type="ftr" sz="quarter" idx="11"', Line(self.deck.footer, look, align="ctr"))
        if cover:
            return
        if self.deck.date:
            self._footer("Date", 'type="dt" sz="half" idx="10"', Line(self.deck.date, Look(source, "muted"), align="r"))
        number = Line(words(str(self.number)), Look(source, "muted"), align="r")
        self._footer("Slide number", 'type="sldNum" sz="quarter" idx="12"', number, field="slidenum")

    def _footer(self, name: str, attributes: str, line: Line, field: str = "") -> None:
        """LibreOffice does not inherit a footer's look from its layout, so it is written out."""
        paragraph = self._line(line)
        if field:
            opening = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="{field}">'
            paragraph = paragraph.replace("<a:r>", opening).replace("</a:r>", "</a:fld>")
        self._parts.append(placeholder(self._next(), name, attributes, paragraph))


def by_language(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Text in pieces, each with the attributes for its language as PowerPoint names it; `lang` is the deck's own."""
    if text.isascii() and not lang.startswith(_EAST_ASIAN):
        if text:
            yield text, f'lang="{lang}"'
        return
    for piece, found in stretches(text, lang):
        region = REGIONS.get(found, lang)
        other = "en-US" if lang.startswith(region[:2]) else lang
        yield piece, f'lang="{region}"' + (f' altLang="{other}"' if region.startswith(_EAST_ASIAN) else "")


def placeholder(number: int, name: str, attributes: str, paragraphs: str) -> str:
    """A placeholder of a slide or a notes page, in the box of its layout or master."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {attributes}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}"
        f"</p:txBody></p:sp>"
    )


def box_of(box: Box) -> str:
    """Where a box of a layout stands."""
    return _frame(box).removeprefix("<a:xfrm>").removesuffix("</a:xfrm>")


def behind(box: Box, tint: str, number: int, theme: Theme, lang: str) -> str:
    """A box of a layout that lies under its texts."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Behind {number}" descr="">{_DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(tint, theme)}<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:endParaRPr lang="{lang}"/></a:p></p:txBody></p:sp>'
    )


def _frame(box: Box) -> str:
    x, y, width, height = (round(length * _EMU) for length in (box.x, box.y, box.width, box.height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _body_properties(shape: TextShape) -> str:
    left, top, right, bottom = (round(inset * _EMU) for inset in shape.insets)
    return (
        f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" anchor="{shape.anchor}">'
        "<a:noAutofit/></a:bodyPr>"
    )


TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
