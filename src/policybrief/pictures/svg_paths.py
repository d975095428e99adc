"""A logo's SVG as paths with their matrices: the static subset that drawing programs write for flat pictures.

rect, circle, ellipse, line, polyline, polygon, path (M L H V C S Q T Z, absolute and relative), g; transform, fill,
stroke, viewBox. What can't be drawn as it was meant is refused by name, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from PIL import ImageColor

from policybrief.ooxml.xml import safe_parser
from policybrief.pictures.svg_shapes import OUTLINES, Segment, SvgError, length, numbers
from policybrief.text.records import dataclass

Matrix = tuple[float, float, float, float, float, float]

_SVG = "{http://www.w3.org/2000/svg}"
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STYLES = ("fill", "stroke", "stroke-width", "fill-rule", "stroke-linecap", "stroke-linejoin", "visibility")
_FORBIDDEN = ("clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end", "class")
_SILENT = {"title", "desc", "metadata", "defs"}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_MOST_BYTES, _MOST_SEGMENTS = 1_000_000, 50_000


@dataclass(frozen=True)
class Path:
    """An outline with its colours, as six hexadecimal digits or "". `matrix` leads to the drawing's own units."""

    segments: tuple[Segment, ...]
    matrix: Matrix
    fill: str
    stroke: str
    thickness: float
    even_odd: bool
    cap: int
    join: int


@dataclass(frozen=True)
class Drawing:
    """Paths in a box from (0, 0) to (`width`, `height`), y downwards."""

    width: float
    height: float
    paths: tuple[Path, ...]


def read(content: bytes) -> Drawing:
    """The drawing of an SVG file. Raises `SvgError` for what is no SVG, or can't be drawn."""
    if len(content) > _MOST_BYTES:
        raise SvgError(f"is larger than {_MOST_BYTES // 1000} kB")
    try:
        root = etree.fromstring(content, safe_parser())
    except etree.XMLSyntaxError as error:
        raise SvgError(f"is not XML: {error.msg}", error.position[0]) from None
    if root.tag != f"{_SVG}svg":
        raise SvgError("is not an SVG: its first element is not <svg>")
    x, y, width, height = _view(root)
    paths = tuple(_children(root, (1.0, 0.0, 0.0, 1.0, -x, -y), _style(root, {})))
    if not paths:
        raise SvgError("draws nothing")
    if sum(len(path.segments) for path in paths) > _MOST_SEGMENTS:
        raise SvgError("is too detailed for a logo")
    return Drawing(width, height, paths)


def _view(root: Any) -> tuple[float, ...]:
    if (box := root.get("viewBox")) is not None:
        view = numbers(root, box)
    else:
        view = [0.0, 0.0, length(root, "width"), length(root, "height")]
    if len(view) != 4 or min(view[2:]) <= 0:
        raise SvgError("has no viewBox with a width and a height", root.sourceline)
    return tuple(view)


def _children(parent: Any, matrix: Matrix, style: Mapping[str, str]) -> Iterator[Path]:
    for node in parent:
        if not isinstance(node.tag, str) or not node.tag.startswith(_SVG):
            if node.tag is etree.Entity:
                raise SvgError("an entity can't be drawn", node.sourceline)
            continue  # comments, and what an editor keeps for itself
        name = node.tag.removeprefix(_SVG)
        if name in _SILENT:
            continue
        own = _style(node, style)
        here = _times(matrix, _transform(node))
        if own.get("display") == "none":
            continue
        if name == "g":
            yield from _children(node, here, own)
        elif name in OUTLINES:
            segments = tuple(OUTLINES[name](node))
            if segments and own.get("visibility", "visible") == "visible":
                yield from _painted(node, segments, here, own)
        else:
            raise SvgError(f"<{name}> can't be drawn; convert it to paths", node.sourceline)


def _painted(node: Any, segments: tuple[Segment, ...], matrix: Matrix, style: Mapping[str, str]) -> Iterator[Path]:
    fill, stroke = _color(node, style.get("fill", "black")), _color(node, style.get("stroke", "none"))
    if fill or stroke:
        thickness = numbers(node, style.get("stroke-width", "1").removesuffix("px"))[0]
        cap, join = style.get("stroke-linecap", "butt"), style.get("stroke-linejoin", "miter")
        even_odd = style.get("fill-rule") == "evenodd"
        yield Path(segments, matrix, fill, stroke, thickness, even_odd, _CAPS.get(cap, 0), _JOINS.get(join, 0))


# -- attributes


def _style(node: Any, inherited: Mapping[str, str]) -> dict[str, str]:
    """The presentation attributes in force, from the parent's, the element's own and its `style`."""
    own = {name: str(node.get(name)).strip() for name in (*_STYLES, "display", "opacity") if node.get(name) is not None}
    rest = {name: node.get(name) for name in _REFUSED if node.get(name) is not None}
    for declaration in str(node.get("style", "")).split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        (own if name in _STYLES or name == "display" else rest)[name] = value
    rest |= {"opacity": own.pop("opacity")} if "opacity" in own else {}
    for name, value in rest.items():
        solid = name.endswith("opacity") and value in ("1", "1.0", "100%")
        if name in _REFUSED and value not in ("none", "") and not solid:
            raise SvgError(f"{name}={value!r} can't be drawn; flatten the drawing", node.sourceline)
    return {**{name: value for name, value in inherited.items() if name != "display"}, **own}


_REFUSED = (*_FORBIDDEN, "opacity", "fill-opacity", "stroke-opacity", "stroke-dasharray")


def _color(node: Any, value: str) -> str:
    if value in ("none", "transparent"):
        return ""
    try:
        parts = ImageColor.getrgb("black" if value == "currentColor" else value)
    except ValueError:
        raise SvgError(f"the colour {value[:60]!r} can't be drawn; use a plain one", node.sourceline) from None
    if max(parts) > 255:
        raise SvgError(f"the colour {value[:60]!r} is none; use a plain one", node.sourceline)
    if len(parts) == 4 and parts[3] != 255:
        raise SvgError(f"the colour {value!r} is translucent; use a plain one", node.sourceline)
    return "".join(f"{part:02X}" for part in parts[:3])


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def _transform(node: Any) -> Matrix:
    matrix = _UNIT
    text = str(node.get("transform", ""))
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        values = numbers(node, inside)
        match name, len(values):
            case "translate", 1 | 2:
                step = (1.0, 0.0, 0.0, 1.0, values[0], values[1] if len(values) > 1 else 0.0)
            case "scale", 1 | 2:
                step = (values[0], 0.0, 0.0, values[-1], 0.0, 0.0)
            case "matrix", 6:
                step = (values[0], values[1], values[2], values[3], values[4], values[5])
            case _:
                raise SvgError(f"the transform {name}({inside}) can't be drawn; flatten it", node.sourceline)
        matrix = _times(matrix, step)
    return matrix
