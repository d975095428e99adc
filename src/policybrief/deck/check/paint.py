"""Which colours a slide's shapes and texts have in the end: through theme, colour map, layout and master.

Colours are six hexadecimal digits; "" is no paint at all; None is what can't be known without drawing it: a picture, a
gradient, something that shines through.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from typing import Any, NamedTuple

from policybrief.ooxml.checked import NS, Package

Paint = str | None
_A = f"{{{NS['a']}}}"
_TITLES = ("title", "ctrTitle")
_PRESETS = {"black": "000000", "white": "FFFFFF"}
_PRESENTATION = "ppt/presentation.xml"


class TextLook(NamedTuple):
    """A run as it is seen. Size in points."""

    color: Paint
    size: float
    bold: bool


class Palette:
    """The colours of one slide."""

    def __init__(self, package: Package, slide: str) -> None:
        self.package, self.slide = package, slide
        self.layout = package.target(slide, "slideLayout")
        self.master = package.target(self.layout, "slideMaster")
        theme = package.xml(package.target(self.master, "theme"))
        self.format = theme.find("a:themeElements/a:fmtScheme", NS)
        scheme = theme.find("a:themeElements/a:clrScheme", NS)
        self.slots = {node.tag.removeprefix(_A): self._base(node[0]) for node in scheme} if scheme is not None else {}
        self._chains: dict[Any, list[Any]] = {}
        self._holders: dict[str, list[Any]] = {}
        self._defaults: dict[tuple[Any, int], list[Any]] = {}
        self.map: dict[str, str] = {}
        for part in (self.master, self.layout, slide):
            for mapping in package.find(part, "p:clrMap | p:clrMapOvr/a:overrideClrMapping"):
                self.map.update(mapping.attrib)

    # -- colours and fills

    def color(self, holder: Any) -> Paint:
        """The colour that stands in an element such as a:solidFill."""
        node = next((child for child in holder if isinstance(child.tag, str)), None)
        rgb = None if node is None else self._base(node)
        if rgb is None or node is None:
            return None
        for change in node:
            name, value = change.tag.removeprefix(_A), int(change.get("val", "100000").rstrip("%")) / 100_000
            if name in ("lumMod", "lumOff"):
                rgb = _lightened(rgb, value, add=name == "lumOff")
            elif name != "alpha" or value < 1:
                return None
        return rgb

    def _base(self, node: Any) -> Paint:
        value: str = node.get("val", "")
        match node.tag.removeprefix(_A):
            case "srgbClr":
                return value.upper()
            case "sysClr":
                return node.get("lastClr") or None
            case "prstClr":
                return _PRESETS.get(value)
            case "schemeClr":
                return self.slots.get(self.map.get(value, value))
        return None

    def fill(self, properties: Any, style: Any = None) -> Paint:
        """What an element that may hold a fill is painted with; a shape's `style` says it where it does not itself."""
        for child in properties if properties is not None else ():
            match child.tag.removeprefix(_A):
                case "noFill":
                    return ""
                case "solidFill":
                    return self.color(child)
                case "gradFill" | "blipFill" | "pattFill" | "grpFill":
                    return None
        reference = style.find("a:fillRef", NS) if style is not None else None
        return self._themed(reference, "fillStyleLst", 1) if reference is not None else ""

    def _themed(self, reference: Any, styles: str, first: int) -> Paint:
        """A fill of the theme's format scheme in the colour that a reference gives."""
        number = int(reference.get("idx", "0"))
        found = self.format.find(f"a:{styles}", NS) if self.format is not None else None
        if number == 0:
            return ""
        if found is None or not first <= number < first + len(found):
            return None
        solid = found[number - first]
        plain = solid.tag == f"{_A}solidFill" and solid[0].get("val") == "phClr" and not len(solid[0])
        return self.color(reference) if plain else None

    def background(self) -> Paint:
        for part in (self.slide, self.layout, self.master):
            for ground in self.package.find(part, "p:cSld/p:bg"):
                own = ground.find("p:bgPr", NS)
                return self.fill(own) if own is not None else self._themed(ground[0], "bgFillStyleLst", 1001)
        return None

    # -- what a shape inherits

    def chain(self, shape: Any) -> list[Any]:
        """The shape, and the placeholders of layout and master that it inherits from."""
        if shape not in self._chains:
            self._chains[shape] = self._chain(shape)
        return self._chains[shape]

    def _chain(self, shape: Any) -> list[Any]:
        holder = shape.find("p:nvSpPr/p:nvPr/p:ph", NS)
        if holder is None:
            return [shape]
        kind, index = holder.get("type", "obj"), holder.get("idx", "0")
        found = [shape]
        for other in self._placeholders(self.layout):
            theirs = other.find("p:nvSpPr/p:nvPr/p:ph", NS)
            if theirs.get("idx", "0") == index and (
                index != "0" or _family(theirs.get("type", "obj")) == _family(kind)
            ):
                found.append(other)
                kind = theirs.get("type", kind)
                break
        same = (
            _family(other.find("p:nvSpPr/p:nvPr/p:ph", NS).get("type", "obj"))
            for other in self._placeholders(self.master)
        )
        place = next((number for number, one in enumerate(same) if one == _family(kind)), None)
        return found if place is None else [*found, self._placeholders(self.master)[place]]

    def _placeholders(self, part: str) -> list[Any]:
        if part not in self._holders:
            self._holders[part] = list(self.package.find(part, "p:cSld/p:spTree/p:sp[p:nvSpPr/p:nvPr/p:ph]"))
        return self._holders[part]

    def shape_fill(self, shape: Any) -> Paint:
        for one in self.chain(shape):
            properties, style = one.find("p:spPr", NS), one.find("p:style", NS)
            if style is not None or (
                properties is not None and any(child.tag.endswith("Fill") for child in properties)
            ):
                return self.fill(properties, style)
        return ""

    def look(self, shape: Any, paragraph: Any, run: Any) -> TextLook:
        """How a run of a shape looks."""
        properties = paragraph.find("a:pPr", NS)
        level = int(properties.get("lvl", "0")) if properties is not None else 0
        if (shape, level) not in self._defaults:
            self._defaults[shape, level] = list(self._levels(shape, level))
        levels = self._defaults[shape, level]
        own = run.find("a:rPr", NS)
        told = ([own] if own is not None else []) + levels
        size = next((int(one.get("sz")) for one in told if one.get("sz")), 1800)
        bold = next((one.get("b") in ("1", "true") for one in told if one.get("b")), False)
        scale = shape.find("p:txBody/a:bodyPr/a:normAutofit", NS)
        share = int(scale.get("fontScale", "100000").rstrip("%")) / 100_000 if scale is not None else 1.0
        return TextLook(self._text_color(shape, own, levels), size / 100 * share, bold)

    def _text_color(self, shape: Any, own: Any, levels: list[Any]) -> Paint:
        if own is not None:
            link = own.find("a:hlinkClick", NS)
            if link is not None and not link.xpath(".//*[local-name()='hlinkClr'][@val='tx']"):
                return self.slots.get("hlink")
            if (found := self.fill(own)) != "":
                return found
        style = shape.find("p:style/a:fontRef", NS)
        for level in levels:
            if (found := self.fill(level)) != "":
                return found
        if style is not None and len(style):
            return self.color(style)
        return self.slots.get(self.map.get("tx1", "dk1"))

    def _levels(self, shape: Any, number: int) -> Iterator[Any]:
        """The a:defRPr that a paragraph's runs inherit from, the nearest first."""
        level = f"a:lvl{number + 1}pPr/a:defRPr"
        chain = self.chain(shape)
        for one in chain:
            yield from one.findall(f"p:txBody/a:lstStyle/{level}", NS)
        holder = shape.find("p:nvSpPr/p:nvPr/p:ph", NS)
        if holder is not None:
            kind = _family(next(one.find(".//p:ph", NS).get("type", "obj") for one in chain[-1:]))
            style = {"title": "titleStyle", "body": "bodyStyle"}.get(kind, "otherStyle")
            yield from self.package.find(self.master, f"p:txStyles/p:{style}/{level}")
        if shape.find("p:style/a:fontRef", NS) is None:
            yield from self.package.find(_PRESENTATION, f"p:defaultTextStyle/{level}")


def _family(kind: str) -> str:
    """The master's placeholder that a kind of placeholder inherits from."""
    if kind in _TITLES:
        return "title"
    return kind if kind in ("dt", "ftr", "sldNum", "hdr") else "body"


def _lightened(rgb: str, value: float, *, add: bool) -> str:
    red, green, blue = (int(rgb[start : start + 2], 16) / 255 for start in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = min(1.0, light + value if add else light * value)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
