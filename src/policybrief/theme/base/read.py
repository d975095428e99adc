"""A base read from its file: layout by layout, with what its placeholders inherit and what lies under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policybrief.ooxml import foreign
from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A, Scheme
from policybrief.ooxml.drawing import EMU, P, R, box_of, number, whole
from policybrief.ooxml.fills import Fills
from policybrief.ooxml.package import Package
from policybrief.system.files import remembered
from policybrief.theme.base import drawn, inherited
from policybrief.theme.base.canvas import Canvas, Drawn
from policybrief.theme.base.layouts import Base, Layout, Placeholder, TextLook

_DIRECTIONS = ".//@rtl"
_NO_ROOM = Box(0.0, 0.0, 0.0, 0.0)


@remembered.by_file(4)
def read(file: Path) -> Base:
    """The base in `file`. Raises `BriefError`, with the file's name, for what is none."""
    package = Package.open(file)
    presentation = package.xml(package.main)
    size = presentation.find(f"{P}sldSz")
    width, height = (number(size, key, default) / EMU for key, default in (("cx", 9_144_000), ("cy", 6_858_000)))
    if not (72 <= width <= 4032 and 72 <= height <= 4032):
        raise package.wrong(f"has slides of {width:g} by {height:g} points", "set the slides' size in PowerPoint")
    pictures: dict[str, bytes] = {}
    layouts, masters, names = [], [], Counter[str]()
    directions = [*presentation.xpath(_DIRECTIONS)]
    related = package.targets(package.main, "slideMaster")
    for entry in presentation.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId"):
        part = related.get(entry.get(f"{R}id", ""), "")
        if not part:
            continue
        master = _Master(package, part, presentation, Box(0.0, 0.0, width, height), pictures)
        names[master.name] += 1
        if names[master.name] > 1:
            master.name += f" {names[master.name]}"
        masters.append(part)
        layouts += list(master.layouts())
        directions += master.root.xpath(_DIRECTIONS)
    if not masters:
        raise package.wrong("has no slide master", "open it in PowerPoint and save it as .potx")
    if not layouts:
        raise package.wrong("has no slide layouts", "add layouts in PowerPoint: View, Slide Master")
    directions += [value for layout in layouts for value in package.xml(layout.part).xpath(_DIRECTIONS)]
    left, rtl = foreign.left(package), any(value in ("1", "true") for value in directions)
    return Base(file, package.main, width, height, tuple(layouts), tuple(masters), pictures, left, rtl)


class _Master:
    """One slide master with its layouts."""

    def __init__(self, package: Package, part: str, presentation: Any, page: Box, pictures: dict[str, bytes]) -> None:
        self.package, self.part, self.page, self.pictures = package, part, page, pictures
        self.root = package.xml(part)
        theme = package.target(part, "theme")
        self.theme_part, self.theme = theme, package.xml(theme) if theme else self.root
        self.name = " ".join(self.theme.get("name", "").split()) or part.rpartition("/")[2].removesuffix(".xml")
        mapping = self.root.find(f"{P}clrMap")
        self.mapping: Mapping[str, str] = dict(mapping.attrib) if mapping is not None else {}
        self.rest = presentation.find(f"{P}defaultTextStyle/{A}lvl1pPr")
        self.held = inherited.by_kind(self.root)
        self.drawn: list[tuple[Scheme, list[Drawn]]] = []
        fonts = self.theme.find(f"{A}themeElements/{A}fontScheme")
        self.faces = tuple(_face(fonts, which) for which in ("major", "minor"))

    def layouts(self) -> Iterator[Layout]:
        related = self.package.targets(self.part, "slideLayout")
        for entry in self.root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
            part = related.get(entry.get(f"{R}id", ""), "")
            if part:
                yield self._layout(part)

    def _layout(self, part: str) -> Layout:
        root = self.package.xml(part)
        over = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        scheme = Scheme.of(self.theme, self.mapping if over is None else dict(over.attrib))
        fills = Fills(self.theme, scheme)
        content = root.find(f"{P}cSld")
        name = (content.get("name") if content is not None else "") or part.rpartition("/")[2].removesuffix(".xml")
        sheet = drawn.DrawingReader(self.package, self.theme_part, fills, self.page, self.pictures)
        shown: list[Drawn] = [sheet.background(root, part, self.root, self.part)]
        if root.get("showMasterSp") not in ("0", "false"):
            shown += self._drawn_below(sheet)
        shown += sheet.shapes(root, part)
        major, minor = self.faces
        return Layout(
            " ".join(name.split()),
            part,
            root.get("type", ""),
            self.name,
            tuple(self._placeholder(shape, fills) for shape in inherited.held(root)),
            tuple(shown),
            scheme,
            (major, minor),
            self._body_room(fills),
            Canvas.of(self.page.width, self.page.height, tuple(shown), self.pictures),
        )

    def _drawn_below(self, sheet: drawn.DrawingReader) -> list[Drawn]:
        """What the master draws, in the colours of a layout; read once for all layouts of the same."""
        scheme = sheet.fills.scheme
        found = next((shown for of, shown in self.drawn if of == scheme), None)
        if found is None:
            found = sheet.shapes(self.root, self.part)
            self.drawn.append((scheme, found))
        return found

    def _body_room(self, fills: Fills) -> Box | None:
        body = self.held.get("body")
        room = self._placeholder(body, fills).content_room if body is not None else None
        return room if room and room.width >= 144 and room.height >= 108 else None

    def _placeholder(self, shape: Any, fills: Fills) -> Placeholder:
        kind = inherited.kind(shape)
        chain = [node for node in (shape, inherited.above(kind, self.held)) if node is not None]
        bodies = [body for node in chain if (body := node.find(f"{P}txBody/{A}bodyPr")) is not None]
        insets = tuple(_inherited(bodies, key, value) / EMU for key, value in _INSETS)
        anchor = next((body.get("anchor") for body in bodies if body.get("anchor")), "t")
        turned = any(body.get("vert", "horz") != "horz" for body in bodies[:1])
        frame = next((transform for node in chain if (transform := node.find(f"{P}spPr/{A}xfrm")) is not None), None)
        name = shape.find(f"{P}nvSpPr/{P}cNvPr")
        fill = fills.inherited(chain)
        return Placeholder(
            kind,
            inherited.mark(shape).get("idx", "0"),
            name.get("name", "") if name is not None else "",
            box_of(frame) or _NO_ROOM,
            (insets[0], insets[1], insets[2], insets[3]),
            anchor if anchor in ("t", "ctr", "b") else "t",
            self._look(chain, fills),
            turned or (frame is not None and number(frame, "rot", 0) % 10_800_000 != 0),
            fill.paint if fill and fill.paint.alpha else None,
            fill.blend if fill else None,
            " ".join("".join(text.text or "" for text in shape.iter(f"{A}t")).split()) if kind == "ftr" else "",
        )

    def _look(self, chain: list[Any], fills: Fills) -> TextLook:
        """The properties of the first level, the nearest first; last, those of sample text."""
        levels = inherited.levels(chain, self.root)
        stated = any(level.find(f"{A}defRPr") is not None for level in levels)
        stated = stated or inherited.style(inherited.kind(chain[-1]), self.root) is not None
        runs = inherited.runs(levels)
        for node in chain if not stated else []:
            levels += node.findall(f"{P}txBody/{A}p/{A}pPr")[:1]
            runs += [*node.iterfind(f"{P}txBody/{A}p/{A}r/{A}rPr"), *node.iterfind(f"{P}txBody/{A}p/{A}endParaRPr")][:1]
        rest = [self.rest] if self.rest is not None else []
        return inherited.look([*levels, *rest], [*runs, *inherited.runs(rest)], fills, stated=stated)


_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))


def _inherited(bodies: list[Any], key: str, default: int) -> int:
    return next((whole(value) for body in bodies if (value := body.get(key)) is not None), default)


def _face(fonts: Any, which: str) -> str:
    face = fonts.find(f"{A}{which}Font/{A}latin") if fonts is not None else None
    return (face.get("typeface") if face is not None else "") or "Calibri"
