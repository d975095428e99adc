"""Placed shapes as the XML of a slide (PresentationML, ECMA-376 part 1, clause 19). No decisions here.

Whole shape trees are written as text in one go: that is many times faster than a property at a time, and alternative
texts, languages and decorative marks are needed anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from policybrief.deck.placed import LinkTarget, PlacedSlide
from policybrief.deck.shapes import (
    ChartShape,
    Connector,
    Decoration,
    Edge,
    PictureShape,
    PlaceholderKey,
    Polygon,
    Shape,
    TableShape,
    TextShape,
)
from policybrief.deck.write.colors import fill
from policybrief.deck.write.frame_xml import DECORATIVE, EMU, HEAD, NAMESPACES, TREE_HEAD, frame, placeholder
from policybrief.deck.write.relations import Relation, Wanted
from policybrief.deck.write.shape_xml import body_properties, described, held_as, held_mark, insets, line_end, preset
from policybrief.deck.write.text_xml import SlideTextXml, as_field
from policybrief.ooxml import media
from policybrief.ooxml.box import Box
from policybrief.ooxml.xml import quoteattr
from policybrief.text.run import plain
from policybrief.theme.model import Theme

TABLE_STYLE = "{B1A2C3D4-0000-4000-8000-00000000B41E}"
"""The table style of deck/write/master/ppt/tableStyles.xml."""

_FEET = {"date": 'type="dt" sz="half"', "footer": 'type="ftr" sz="quarter"', "number": 'type="sldNum" sz="quarter"'}
_FIXED_ROLES = ("title", "subtitle", "kicker", "source", "byline")

Embed = Callable[[ChartShape | PictureShape], str]
"""Adds a chart or a picture to the package, and gives the id of the slide's relationship to it."""


@lru_cache(maxsize=512)
def slide_xml(
    slide: PlacedSlide, theme: Theme, lang: str, targets: tuple[tuple[str, LinkTarget], ...]
) -> tuple[bytes, tuple[Relation, ...]]:
    """The slide part, and the relationships that it names, in the order of their ids; `targets` are where its own links
    inside of the deck lead.

    Kept by its values, for an edition of a brief shares most of its slides with the one before.
    """
    wanted = Wanted()
    text = SlideTextXml(theme, lang, dict(targets), wanted.link, wanted.jump)
    xml = SlideXml(slide, theme, text, wanted.embed).write()
    return xml.encode(), tuple(wanted.relations)


@dataclass
class SlideXml:
    """Writes one slide."""

    slide: PlacedSlide
    theme: Theme
    text: SlideTextXml
    embed: Embed
    _parts: list[str] = field(default_factory=list)
    _id: int = 1

    def write(self) -> str:
        """The slide part."""
        for shape in self.slide.shapes:
            self._shape(shape)
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
            case Connector():
                self._parts.append(self._connector(shape))
            case Polygon():
                self._parts.append(self._polygon(shape))
            case TableShape():
                self._parts.append(self._table(shape))
            case ChartShape():
                self._parts.append(self._chart(shape))
            case PictureShape():
                self._parts.append(self._picture(shape))

    def _text_shape(self, shape: TextShape) -> str:
        if shape.held:
            return self._held(shape, shape.held)
        if shape.role in _FEET and shape.placeholder is not None:
            return self._foot(shape)
        number = self._next()
        fixed = shape.role in _FIXED_ROLES and shape.placeholder is not None
        geometry = "" if fixed and not shape.framed else frame(shape.box) + preset(shape.geometry)
        if not fixed:
            geometry += fill(shape.fill, self.theme) if shape.fill or shape.placeholder is None else ""
            geometry += self._outline(shape) if shape.outline else ""
        body = insets(shape) if fixed else body_properties(shape)
        lines = "".join(self.text.line(line, inherits=fixed) for line in shape.lines)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(shape.name)}{described(shape)}'
            f"{self._clicked(shape)}{self._kind(shape)}</p:nvSpPr><p:spPr>{geometry}</p:spPr>"
            f"<p:txBody>{body}<a:lstStyle/>{lines}</p:txBody></p:sp>"
        )

    def _clicked(self, shape: TextShape) -> str:
        """The end of the element that names a shape: with where a click on it leads."""
        return f">{self.text.click(shape.link)}</p:cNvPr>" if shape.link else "/>"

    def _held(self, shape: TextShape, held: PlaceholderKey) -> str:
        """A placeholder of a base's layout. Nothing shrinks it: the size is right, and PowerPoint would not refit."""
        own = bool(shape.lines) and not shape.lines[0].look.inherits
        geometry = frame(shape.box) if held.framed else ""
        geometry += fill(shape.fill, self.theme) if shape.fill else ""
        states = (held.framed and own) or held.inset
        body = body_properties(shape) if states else "<a:bodyPr><a:noAutofit/></a:bodyPr>"
        plain = '<a:lvl1pPr><a:defRPr cap="none" i="0" u="none" strike="noStrike" spc="0"/></a:lvl1pPr>' if own else ""
        lines = "".join(self.text.line(line, inherits=line.look.inherits) for line in shape.lines)
        if shape.role == "number":
            lines = as_field(lines, "slidenum")
        return placeholder(self._next(), shape.name, held_as(held), lines, geometry=geometry, body=body, style=plain)

    def _foot(self, shape: TextShape) -> str:
        """A footer in our own layout's place, with all of its look: LibreOffice does not inherit that."""
        lines = "".join(self.text.line(line) for line in shape.lines)
        if shape.role == "number":
            lines = as_field(lines, "slidenum")
        return placeholder(self._next(), shape.name, f'{_FEET[shape.role]} idx="{shape.placeholder}"', lines)

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

    def _outline(self, shape: TextShape | Decoration | Polygon) -> str:
        if not shape.outline:
            return "<a:ln><a:noFill/></a:ln>"
        square = not isinstance(shape, Polygon) and shape.geometry == "rect"
        corners = '<a:miter lim="800000"/>' if square else ""  # left unsaid, corners are round
        return f'<a:ln w="{round(shape.outline_width * EMU)}">{fill(shape.outline, self.theme)}{corners}</a:ln>'

    def _decoration(self, shape: Decoration) -> str:
        look = f"{fill(shape.fill, self.theme)}{self._outline(shape)}"
        return self._decorative(f"{frame(shape.box)}{preset(shape.geometry)}{look}")

    def _polygon(self, shape: Polygon) -> str:
        """A freeform whose path is in EMU of its own box (ECMA-376, 20.1.9.15)."""
        box = shape.box
        points = [f'<a:pt x="{round((x - box.x) * EMU)}" y="{round((y - box.y) * EMU)}"/>' for x, y in shape.points]
        path = f"<a:moveTo>{points[0]}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
        size = f'w="{round(box.width * EMU)}" h="{round(box.height * EMU)}"'
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst><a:path {size}>{path}<a:close/></a:path></a:pathLst></a:custGeom>"
        )
        return self._decorative(f"{frame(box)}{geometry}{fill(shape.fill, self.theme)}{self._outline(shape)}")

    def _decorative(self, properties: str) -> str:
        number = self._next()
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="decoration {number}" descr="">{DECORATIVE}</p:cNvPr>'
            f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{properties}</p:spPr></p:sp>"
        )

    def _connector(self, shape: Connector) -> str:
        """A line as PowerPoint draws it by hand: a box, flipped where the line rises or runs to the left."""
        number = self._next()
        (x, y), (to_x, to_y) = shape.start, shape.end
        flips = (' flipH="1"' if to_x < x else "") + (' flipV="1"' if to_y < y else "")
        dash = '<a:prstDash val="dash"/>' if shape.dashed else ""
        heads = line_end("headEnd", shape.start_head) + line_end("tailEnd", shape.end_head)
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="line {number}" descr="">{DECORATIVE}</p:cNvPr>'
            f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame(shape.box).replace('<a:xfrm', '<a:xfrm' + flips)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{round(shape.width * EMU)}">'
            f"{fill(shape.color, self.theme)}{dash}{heads}</a:ln></p:spPr></p:cxnSp>"
        )

    def _table(self, shape: TableShape) -> str:
        number = self._next()
        grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in shape.widths)
        columns = range(len(shape.widths))
        rows = "".join(
            f'<a:tr h="{round(height * EMU)}">{"".join(self._cell(shape, row, column) for column in columns)}</a:tr>'
            for row, height in enumerate(shape.heights)
        )
        named = ' firstCol="1"' if shape.named else ""
        return self._graphic(
            shape.box,
            f'<p:cNvPr id="{number}" name={quoteattr(shape.name)} descr={quoteattr(plain(shape.alt))}/>',
            "http://schemas.openxmlformats.org/drawingml/2006/table",
            f'<a:tbl><a:tblPr firstRow="1"{named}><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>",
        )

    def _cell(self, table: TableShape, at: int, column: int) -> str:
        """A cell. A line between two is written with both: programs differ in whose they draw."""
        row = table.rows[at]
        cell, last = row[column], len(row) - 1
        lines = "".join((self.text.line if line.text else self.text.blank)(line) for line in cell.lines)
        edges = (
            ("lnL", cell.left or (row[column - 1].right if column else None)),
            ("lnR", cell.right or (row[column + 1].left if column < last else None)),
            ("lnT", table.rows[at - 1][column].below if at else None),
            ("lnB", cell.below),
        )
        drawn = "".join(self._edge(name, edge) for name, edge in edges)
        left, right = (round(side * EMU) for side in cell.sides or (table.side, table.side))
        room = f'marL="{left}" marR="{right}" marT="{round(cell.top * EMU)}" marB="0" anchor="{cell.anchor}"'
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{lines}</a:txBody>"
            f"<a:tcPr {room}>{drawn}{fill(cell.fill, self.theme)}</a:tcPr></a:tc>"
        )

    def _edge(self, name: str, edge: Edge | None) -> str:
        if edge is None:
            return f'<a:{name} w="0"><a:noFill/></a:{name}>'
        return f'<a:{name} w="{round(edge.width * EMU)}">{fill(edge.color, self.theme)}</a:{name}>'

    def _chart(self, shape: ChartShape) -> str:
        number = self._next()
        chart = self.embed(shape)
        return self._graphic(
            shape.box,
            f'<p:cNvPr id="{number}" name={quoteattr(shape.name)} descr={quoteattr(plain(shape.chart.alt))}/>',
            "http://schemas.openxmlformats.org/drawingml/2006/chart",
            f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{chart}"/>',
            shape.held,
        )

    def _picture(self, shape: PictureShape) -> str:
        number = self._next()
        image, vector = self.embed(shape), ""
        if shape.vector:
            drawn = self.embed(replace(shape, content=shape.vector, vector=b""))
            vector = media.vector_xml(drawn)
        blip = f'<a:blip r:embed="{image}">{vector}</a:blip>'
        named = f"name={quoteattr(shape.name)} descr={quoteattr(plain(shape.alt))}"
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" {named}/>'
            f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>{held_mark(shape.held)}</p:nvPicPr>'
            f"<p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
            f"<p:spPr>{frame(shape.box)}{'' if shape.held else preset('rect')}</p:spPr></p:pic>"
        )

    def _graphic(self, box: Box, properties: str, uri: str, content: str, held: PlaceholderKey | None = None) -> str:
        framed = frame(box).replace("a:xfrm", "p:xfrm")
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr>{properties}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr>{held_mark(held)}</p:nvGraphicFramePr>{framed}"
            f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
        )
