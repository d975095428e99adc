"""Which colours a slide's shapes and texts have in the end, by the same rules as a base's: `base.inherited`, `ooxml`.

What can't be known without drawing it, a picture, a wide gradient, is a paint of no colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from typing import Any

from lxml import etree

from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A, Paint, Scheme
from policybrief.ooxml.drawing import Frame, P, own_box, seen
from policybrief.ooxml.fills import NOTHING, Fills
from policybrief.ooxml.package import NS, Package
from policybrief.theme.base import inherited
from policybrief.theme.base.layouts import TextLook

_PRESENTATION = "ppt/presentation.xml"


class InheritingSlide:
    """One slide with all that its shapes inherit."""

    def __init__(self, package: Package, slide: str) -> None:
        self.package, self.slide = package, slide
        self.layout = package.target(slide, "slideLayout")
        self.master = package.target(self.layout, "slideMaster")
        self.root = package.xml(self.master)
        self.mapping: dict[str, str] = {}
        """Which colour of the scheme each name stands for."""
        for part in (self.master, self.layout, slide):
            for colors in package.find(part, "p:clrMap | p:clrMapOvr/a:overrideClrMapping"):
                self.mapping.update(colors.attrib)
        theme = package.xml(package.target(self.master, "theme"))
        self.fills = Fills(theme, Scheme.of(theme, self.mapping))
        self._layouts = tuple(inherited.held(package.xml(self.layout)))
        self._masters = inherited.by_kind(self.root)
        self._chains: dict[Any, list[Any]] = {}
        self._defaults: dict[tuple[Any, int], list[Any]] = {}
        self._looks: dict[tuple[Any, ...], TextLook] = {}

    @property
    def parts(self) -> list[str]:
        """The parts whose shapes the slide shows, from the lowest."""
        shown = [self.slide, self.layout, self.master]
        for number, part in enumerate(shown[:2], 1):
            if self.package.xml(part).get("showMasterSp") in ("0", "false"):
                return shown[:number][::-1]
        return shown[::-1]

    def shapes(self, part: str) -> Iterator[tuple[Any, Box | None]]:
        """The shapes of a part in the order of drawing, each with its box on the slide."""
        for tree in self.package.find(part, "p:cSld/p:spTree"):
            for shape, frame in seen(tree):
                yield shape, self._box(shape, frame)

    def _box(self, shape: Any, frame: Frame) -> Box | None:
        own = next((box for above in self._chain(shape) if (box := own_box(above))), None)
        return frame.box(own) if own else None

    def _chain(self, shape: Any) -> list[Any]:
        if shape not in self._chains:
            self._chains[shape] = inherited.chain(shape, self._layouts, self._masters)
        return self._chains[shape]

    @cached_property
    def background(self) -> Paint:
        """The page's paint; the first colour for backgrounds where no part says one."""
        for part in (self.slide, self.layout, self.master):
            if (fill := self.fills.page(self.package.xml(part))) is not None:
                return fill.paint
        return Paint(self.fills.scheme.slots["bg1"])

    def fill(self, shape: Any) -> Paint:
        """What a shape covers: with its fill or its picture; a chart, with what can't be known. A table covers nothing,
        but its cells may.
        """
        if shape.tag == f"{P}pic":
            return self.fills.of_picture(shape).paint
        if shape.tag == f"{P}sp":
            fill = self.fills.inherited(self._chain(shape))
            return NOTHING.paint if fill is None else fill.paint
        covers = shape.tag == f"{P}graphicFrame" and shape.find(".//a:tbl", NS) is None
        return Paint() if covers else NOTHING.paint

    def look(self, shape: Any, paragraph: Any, run: Any) -> TextLook:
        """How a run of a shape looks."""
        properties = paragraph.find("a:pPr", NS)
        level = int(properties.get("lvl", "0")) + 1 if properties is not None else 1
        if (shape, level) not in self._defaults:
            self._defaults[shape, level] = self._runs(shape, level)
        look = self._look(run.find("a:rPr", NS), self._defaults[shape, level])
        scale = shape.find("p:txBody/a:bodyPr/a:normAutofit", NS)
        share = int(scale.get("fontScale", "100000").rstrip("%")) / 100_000 if scale is not None else 1.0
        return look if share == 1.0 else replace(look, size=look.size * share)

    def _look(self, own: Any, defaults: list[Any]) -> TextLook:
        """A look by what a run says of itself and inherits, which is the same for most of a slide's runs."""
        said = b"" if own is None else etree.tostring(own, with_tail=False)
        if (asked := (said, *defaults)) not in self._looks:
            told = [own] if own is not None else []
            self._looks[asked] = self._linked(inherited.look([], [*told, *defaults], self.fills), own)
        return self._looks[asked]

    def _linked(self, look: TextLook, own: Any) -> TextLook:
        """A link has the scheme's colour for links, whatever it says, unless it says that it keeps its own."""
        link = own.find("a:hlinkClick", NS) if own is not None else None
        if link is None or link.xpath(".//*[local-name()='hlinkClr'][@val='tx']"):
            return look
        return replace(look, rgb=self.fills.scheme.slots["hlink"], alpha=1.0)

    def _runs(self, shape: Any, level: int) -> list[Any]:
        """The properties of text that runs inherit, the nearest first; its style's colour goes before the defaults."""
        runs = inherited.runs(inherited.levels(self._chain(shape), self.root, level))
        style = shape.find("p:style/a:fontRef", NS)
        if style is not None and len(style):
            runs.append(_solid(style[0]))
        return [*runs, *self.package.find(_PRESENTATION, f"p:defaultTextStyle/a:lvl{level}pPr/a:defRPr")]


def _solid(color: Any) -> Any:
    """The properties of text that has a colour and says no more."""
    run = etree.Element(f"{A}rPr")
    etree.SubElement(run, f"{A}solidFill").append(deepcopy(color))
    return run
