"""The outlines of SVG's shapes (https://www.w3.org/TR/SVG11/shapes.html, paths.html) as moves, lines and curves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Segment = tuple[str, tuple[float, ...]]
"""("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)) or ("Z", ())."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_ARC = 0.5522847498  # the distance of a Bézier curve's control points that makes a quarter of a circle
_TOKEN = re.compile(rf"([A-Za-z])|({_NUMBER})|([\s,]+)|(.)", re.DOTALL)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}

_LARGEST = 1e6

Point = tuple[float, float]


class SvgError(Exception):
    """What can't be drawn, and the line that it stands in."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.line = message, line


def numbers(node: Any, text: str) -> list[float]:
    """The numbers of a list with spaces or commas between."""
    listed = [float(number) for number in re.findall(_NUMBER, text)]
    if not listed or re.sub(_NUMBER, "", text).strip(" ,\t\r\n") or max(map(abs, listed)) > _LARGEST:
        raise SvgError(f"{text[:40]!r} is not a list of numbers", node.sourceline)
    return listed


def length(node: Any, name: str, default: float = 0.0) -> float:
    text = node.get(name)
    return default if text is None else numbers(node, re.sub("(px|pt)$", "", text.strip()))[0]


# -- paths


def path(text: str, line: int) -> Iterator[Segment]:
    """The segments of a path, in absolute coordinates. Raises `SvgError` for what is none, or has an arc."""
    here: Point = (0.0, 0.0)
    start, control, before = here, here, ""
    for letter, values in _commands(text, line):
        command = letter.upper()
        base = here if letter.islower() else (0.0, 0.0)
        if not before and command != "M":
            raise SvgError("a path begins with M", line)
        if command == "Z":
            here = start
            yield "Z", ()
        elif command in "HV":
            here = (base[0] + values[0], here[1]) if command == "H" else (here[0], base[1] + values[0])
            yield "L", here
        else:
            points = [(base[0] + x, base[1] + y) for x, y in zip(values[::2], values[1::2], strict=True)]
            kind, curve, control = _drawn(command, before, here, control, points)
            here = points[-1]
            start = here if command == "M" else start
            yield kind, curve
        before = command


def _drawn(
    command: str, before: str, here: Point, control: Point, points: list[Point]
) -> tuple[str, tuple[float, ...], Point]:
    """The segment of a command that ends at a point, and the control point that a smooth curve after it mirrors."""
    mirrored = (2 * here[0] - control[0], 2 * here[1] - control[1])
    if command in "ML":
        return command, points[0], points[0]
    if command in "CS":
        first = points[0] if command == "C" else mirrored if before in ("C", "S") else here
        return "C", (*first, *points[-2], *points[-1]), points[-2]
    middle = points[0] if command == "Q" else mirrored if before in ("Q", "T") else here
    end = points[-1]
    curve = [
        (anchor[0] + (middle[0] - anchor[0]) * 2 / 3, anchor[1] + (middle[1] - anchor[1]) * 2 / 3)
        for anchor in (here, end)
    ]
    return "C", (*curve[0], *curve[1], *end), middle


def _commands(text: str, line: int) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that repeats itself without its letter, with it."""
    letter = ""
    waiting: list[float] = []
    for word, number, _, other in _TOKEN.findall(text):
        if other or (word and (waiting or word.upper() not in _TAKES)) or (number and letter.upper() in ("", "Z")):
            message = "an arc (A) of a path can't be drawn; convert it to curves" if word in ("A", "a") else ""
            raise SvgError(message or f"{text[:40]!r} is not a path", line)
        if word:
            letter = word
            if letter in "Zz":
                yield letter, []
        elif number:
            waiting.append(float(number))
            if abs(waiting[-1]) > _LARGEST:
                raise SvgError(f"{number} is too large a number", line)
            if len(waiting) == _TAKES[letter.upper()]:
                yield letter, waiting
                waiting = []
                letter = {"M": "L", "m": "l"}.get(letter, letter)
    if waiting:
        raise SvgError(f"{text[:40]!r} ends amid its numbers", line)


# -- shapes


def _rect(node: Any) -> Iterator[Segment]:
    x, y, width, height = (length(node, name) for name in ("x", "y", "width", "height"))
    rx = length(node, "rx", length(node, "ry"))
    ry = min(length(node, "ry", rx), height / 2)
    rx = min(rx, width / 2)
    if width <= 0 or height <= 0:
        return
    if not rx or not ry:
        yield from _joined([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], closed=True)
        return
    right, bottom, kx, ky = x + width, y + height, rx * (1 - _ARC), ry * (1 - _ARC)
    yield "M", (x + rx, y)
    yield "L", (right - rx, y)
    yield "C", (right - kx, y, right, y + ky, right, y + ry)
    yield "L", (right, bottom - ry)
    yield "C", (right, bottom - ky, right - kx, bottom, right - rx, bottom)
    yield "L", (x + rx, bottom)
    yield "C", (x + kx, bottom, x, bottom - ky, x, bottom - ry)
    yield "L", (x, y + ry)
    yield "C", (x, y + ky, x + kx, y, x + rx, y)
    yield "Z", ()


def _ellipse(node: Any) -> Iterator[Segment]:
    x, y = length(node, "cx"), length(node, "cy")
    rx, ry = (length(node, name, length(node, "r")) for name in ("rx", "ry"))
    if rx <= 0 or ry <= 0:
        return
    kx, ky = rx * _ARC, ry * _ARC
    yield "M", (x + rx, y)
    yield "C", (x + rx, y + ky, x + kx, y + ry, x, y + ry)
    yield "C", (x - kx, y + ry, x - rx, y + ky, x - rx, y)
    yield "C", (x - rx, y - ky, x - kx, y - ry, x, y - ry)
    yield "C", (x + kx, y - ry, x + rx, y - ky, x + rx, y)
    yield "Z", ()


def _line(node: Any) -> Iterator[Segment]:
    x, y, to_x, to_y = (length(node, name) for name in ("x1", "y1", "x2", "y2"))
    yield from _joined([(x, y), (to_x, to_y)], closed=False)


def _poly(node: Any) -> Iterator[Segment]:
    values = numbers(node, node.get("points", ""))
    points = list(zip(values[::2], values[1::2], strict=False))
    yield from _joined(points, closed=node.tag.endswith("polygon"))


def _joined(points: list[tuple[float, float]], *, closed: bool) -> Iterator[Segment]:
    for number, point in enumerate(points):
        yield "L" if number else "M", point
    if closed:
        yield "Z", ()


OUTLINES: Mapping[str, Callable[[Any], Iterator[Segment]]] = {
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _poly,
    "polygon": _poly,
    "path": lambda node: path(node.get("d", ""), node.sourceline),
}
