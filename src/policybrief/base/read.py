"""How a base's layouts are resolved: placeholder by placeholder, through master, styles and defaults.

The rules are PowerPoint's: a layout's placeholder inherits from its master's of the same kind (a title from the title,
a footer from the footer, all else from the body), for each property alone (ECMA-376, 19.3.1.36).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.base import drawn
from policybrief.base.layouts import FEET, TITLES, Base, Drawn, Layout, Placeholder, TextLook
from policybrief.errors import BriefError, Problem
from policybrief.ooxml import color, foreign
from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A, Scheme
from policybrief.ooxml.drawing import EMU, P, R, box_of, number, whole
from policybrief.ooxml.reading import Opened, kind_of

_STYLES = dict.fromkeys(TITLES, "titleStyle") | dict.fromkeys(FEET, "otherStyle")
_NO_ROOM = Box(0.0, 0.0, 0.0, 0.0)


def read(file: Path) -> Base:
    """The base in `file`. Raises `BriefError`, with the file's name, for what is none."""
    try:
        status = file.stat()
    except OSError as error:
        raise BriefError([Problem(f"cannot be read: {error.strerror or error}", str(file))]) from None
    return _read(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(file: Path, changed: int, size: int) -> Base:
    """Time and size make an edited file a new one."""
    del changed, size
    return _resolved(file)


def _resolved(file: Path) -> Base:
    """The base in `file`."""
    opened = Opened(file)
    presentation = opened.xml(opened.main)
    size = presentation.find(f"{P}sldSz")
    width, height = (number(size, key, default) / EMU for key, default in (("cx", 9_144_000), ("cy", 6_858_000)))
    if not (72 <= width <= 4032 and 72 <= height <= 4032):
        raise opened.wrong(f"has slides of {width:g} by {height:g} points", "set the slides' size in PowerPoint")
    pictures: dict[str, bytes] = {}
    layouts, masters, names = [], [], Counter[str]()
    related = _targets(opened, opened.main, "slideMaster")
    for entry in presentation.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId"):
        part = related.get(entry.get(f"{R}id", ""), "")
        if not part:
            continue
        master = _Master(opened, part, presentation, Box(0.0, 0.0, width, height), pictures)
        names[master.name] += 1
        if names[master.name] > 1:
            master.name += f" {names[master.name]}"
        masters.append(part)
        layouts += list(master.layouts())
    if not masters:
        raise opened.wrong("has no slide master", "open it in PowerPoint and save it as .potx")
    if not layouts:
        raise opened.wrong("has no slide layouts", "add layouts in PowerPoint: View, Slide Master")
    left = foreign.left(opened)
    return Base(file, opened.main, width, height, tuple(layouts), tuple(masters), pictures, left)


class _Master:
    """One slide master with its layouts."""

    def __init__(self, opened: Opened, part: str, presentation: Any, page: Box, pictures: dict[str, bytes]) -> None:
        self.opened, self.part, self.page, self.pictures = opened, part, page, pictures
        self.root = opened.xml(part)
        theme = opened.target(part, "theme")
        self.theme = opened.xml(theme) if theme else self.root
        self.name = " ".join(self.theme.get("name", "").split()) or part.rpartition("/")[2].removesuffix(".xml")
        mapping = self.root.find(f"{P}clrMap")
        self.mapping: Mapping[str, str] = dict(mapping.attrib) if mapping is not None else {}
        self.defaults = presentation.find(f"{P}defaultTextStyle")
        self.held = {_kind(shape): shape for shape in reversed(list(held(self.root)))}
        self.styles = self.root.find(f"{P}txStyles")
        fonts = self.theme.find(f"{A}themeElements/{A}fontScheme")
        self.faces = tuple(_face(fonts, which) for which in ("major", "minor"))

    def layouts(self) -> Iterator[Layout]:
        related = _targets(self.opened, self.part, "slideLayout")
        for entry in self.root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
            part = related.get(entry.get(f"{R}id", ""), "")
            if part:
                yield self._layout(part)

    def _layout(self, part: str) -> Layout:
        root = self.opened.xml(part)
        over = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        scheme = Scheme.of(self.theme, self.mapping if over is None else dict(over.attrib))
        content = root.find(f"{P}cSld")
        name = (content.get("name") if content is not None else "") or part.rpartition("/")[2].removesuffix(".xml")
        sheet = drawn.Sheet(self.opened, self.theme, scheme, self.page, self.pictures)
        shown: list[Drawn] = [sheet.background(root, part, self.root, self.part)]
        if root.get("showMasterSp") not in ("0", "false"):
            shown += sheet.shapes(self.root, self.part)
        shown += sheet.shapes(root, part)
        major, minor = self.faces
        return Layout(
            " ".join(name.split()),
            part,
            root.get("type", ""),
            self.name,
            tuple(self._placeholder(shape, scheme) for shape in held(root)),
            tuple(shown),
            scheme,
            (major, minor),
            self._body_room(scheme),
        )

    def _body_room(self, scheme: Scheme) -> Box | None:
        body = self.held.get("body")
        found = self._placeholder(body, scheme).room if body is not None else None
        return found if found and found.width >= 144 and found.height >= 108 else None

    def _placeholder(self, shape: Any, scheme: Scheme) -> Placeholder:
        kind, mark = _kind(shape), next(shape.iter(f"{P}ph"))
        above = self.held.get(kind)
        if above is None and kind not in FEET:
            above = self.held.get("title" if kind in TITLES else "body")
        chain = [one for one in (shape, above) if one is not None]
        bodies = [body for one in chain if (body := one.find(f"{P}txBody/{A}bodyPr")) is not None]
        insets = tuple(_inherited(bodies, key, value) / EMU for key, value in _INSETS)
        anchor = next((body.get("anchor") for body in bodies if body.get("anchor")), "t")
        turned = any(body.get("vert", "horz") != "horz" for body in bodies[:1])
        frame = next((found for one in chain if (found := one.find(f"{P}spPr/{A}xfrm")) is not None), None)
        name = shape.find(f"{P}nvSpPr/{P}cNvPr")
        return Placeholder(
            kind,
            mark.get("idx", "0"),
            name.get("name", "") if name is not None else "",
            box_of(frame) or _NO_ROOM,
            (insets[0], insets[1], insets[2], insets[3]),
            anchor if anchor in ("t", "ctr", "b") else "t",
            self._look(chain, kind, scheme),
            turned or (frame is not None and number(frame, "rot", 0) % 10_800_000 != 0),
        )

    def _look(self, chain: list[Any], kind: str, scheme: Scheme) -> TextLook:
        """The properties of the first level, the nearest first; last, those of sample text."""
        levels = [found for one in chain if (found := one.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr")) is not None]
        style = self.styles.find(f"{P}{_STYLES.get(kind, 'bodyStyle')}/{A}lvl1pPr") if self.styles is not None else None
        stated = style is not None or any(level.find(f"{A}defRPr") is not None for level in levels)
        levels += [style] if style is not None else []
        runs = [found for level in levels if (found := level.find(f"{A}defRPr")) is not None]
        for one in chain if not stated else []:
            levels += one.findall(f"{P}txBody/{A}p/{A}pPr")[:1]
            runs += [*one.iterfind(f"{P}txBody/{A}p/{A}r/{A}rPr"), *one.iterfind(f"{P}txBody/{A}p/{A}endParaRPr")][:1]
        rest = self.defaults.find(f"{A}lvl1pPr") if self.defaults is not None else None
        if rest is not None:
            levels.append(rest)
            runs += rest.findall(f"{A}defRPr")
        return look(levels, runs, scheme, stated=stated)


def _targets(opened: Opened, part: str, kind: str) -> dict[str, str]:
    """The parts of one kind that `part` leads to, by relationship."""
    return {one.id: one.target for one in opened.related(part) if kind_of(one) == kind and not one.external}


def look(levels: list[Any], runs: list[Any], scheme: Scheme, *, stated: bool) -> TextLook:
    """A look from the properties of paragraphs and of runs, the nearest first."""

    def first(key: str, default: str = "") -> str:
        return next((value for run in runs if (value := run.get(key)) is not None), default)

    spacing = next((found for one in levels if (found := one.find(f"{A}lnSpc")) is not None and len(found)), None)
    leading, exact = 1.0, 0.0
    if spacing is not None and spacing[0].tag == f"{A}spcPct":
        value = spacing[0].get("val", "100000")
        leading = float(value.rstrip("%")) / (100 if value.endswith("%") else 100_000)
    elif spacing is not None:
        exact = number(spacing[0], "val", 0) / 100
    paint = next((found[0] for run in runs if (found := run.find(f"{A}solidFill")) is not None and len(found)), None)
    face = next((one.get("typeface") for run in runs if (one := run.find(f"{A}latin")) is not None), None) or "+mn"
    align = next((value for one in levels if (value := one.get("algn"))), "l")
    return TextLook(
        size=whole(first("sz", "1800")) / 100 or 18.0,
        bold=first("b") in ("1", "true"),
        italic=first("i") in ("1", "true"),
        caps=first("cap") == "all",
        align=align if align in ("l", "ctr", "r") else "l",
        leading=leading if 0.5 <= leading <= 3 else 1.0,
        exact=exact,
        tracking=whole(first("spc", "0")) / 100,
        color=color.read(paint, scheme),
        rgb=scheme.digits(paint) if paint is not None else scheme.slots["tx1"],
        face=face.removesuffix("-lt") if face.startswith("+") else face,
        stated=stated,
    )


def held(root: Any) -> Iterator[Any]:
    """The shapes of a part that are placeholders."""
    for shape in root.iterfind(f"{P}cSld/{P}spTree//{P}sp"):
        if shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None:
            yield shape


_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))


def _inherited(bodies: list[Any], key: str, default: int) -> int:
    return next((whole(value) for body in bodies if (value := body.get(key)) is not None), default)


def _kind(shape: Any) -> str:
    return str(shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("type", "obj"))


def _face(fonts: Any, which: str) -> str:
    found = fonts.find(f"{A}{which}Font/{A}latin") if fonts is not None else None
    return (found.get("typeface") if found is not None else "") or "Calibri"
