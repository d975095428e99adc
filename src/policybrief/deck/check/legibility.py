"""Whether text on a slide can be read: its contrast to what lies under it, and whether it is read in order.

What lies under a text is its own fill, or the topmost shape below that its box lies on, or the background. Where that
can't be known (a picture, a gradient, two colours at once) nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from policybrief.deck.check.paint import InheritingSlide
from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A, Paint
from policybrief.ooxml.contrast import LARGE, TEXT, ratio
from policybrief.ooxml.drawing import P
from policybrief.ooxml.fills import NOTHING
from policybrief.ooxml.package import NS, Package
from policybrief.theme.base import inherited
from policybrief.theme.base.layouts import TITLES, TextLook

_LARGE_SIZE, _LARGE_BOLD = 18.0, 14.0
_WHOLE, _PART = 0.98, 0.1

Painted = list[tuple[Box, Paint]]
"""What covers something, from the lowest."""
Below = dict[tuple[str, ...], Painted]
"""What layout and master paint, by these and the colours that their slides map: many slides are on one layout."""


def contrasts(package: Package) -> Iterator[str]:
    """Text stands out from what lies under it: 4.5 to 1, large text 3 to 1 (WCAG 2.1, 1.4.3)."""
    below: Below = {}
    for name, slide in _slides(package).items():
        told: set[tuple[str, str]] = set()
        for text, look, ground in _Surface(slide, below).texts():
            least = LARGE if look.size >= (_LARGE_BOLD if look.bold else _LARGE_SIZE) else TEXT
            color = look.on(ground)
            if not (color and ground) or (color, ground) in told or ratio(color, ground) >= least:
                continue
            told.add((color, ground))
            here = f"{ratio(color, ground):.1f}"
            yield f"{name}: the text {text[:40]!r} has a contrast of {here} to what is under it, and needs {least:g}"


def title_first(package: Package) -> Iterator[str]:
    """What stands below the title is read after it."""
    for name, slide in _slides(package).items():
        before: list[tuple[Any, Box | None]] = []
        for shape, box in slide.shapes(name):
            if not any((text.text or "").strip() for text in shape.iter(f"{A}t")):
                continue
            if _is_title(shape):
                yield from (
                    f"{name}: {one!r} stands below the title and is read before it" for one in _below(box, before)
                )
                break
            before.append((shape, box))


def _below(title: Box | None, shapes: Iterable[tuple[Any, Box | None]]) -> Iterator[str]:
    """The names of those of the shapes that begin below the middle of the title."""
    for shape, box in shapes:
        if box and title and box.y >= title.y + title.height / 2:
            yield shape.xpath("*/p:cNvPr/@name", namespaces=NS)[0]


@lru_cache(maxsize=1)
def _slides(package: Package) -> dict[str, InheritingSlide]:
    """The slides, whose shapes and inheritance both rules look at."""
    return {name: InheritingSlide(package, name) for name in package.slides}


def _is_title(shape: Any) -> bool:
    mark = inherited.mark(shape)
    return mark is not None and mark.get("type") in TITLES


class _Surface:
    """A slide as its shapes are painted one over the other."""

    def __init__(self, slide: InheritingSlide, below: Below) -> None:
        self.slide = slide
        *parts, self._own = slide.parts
        key = (*parts, *sorted(f"{name}={color}" for name, color in slide.mapping.items()))
        if key not in below:
            below[key] = list(self._painted_by(parts))
        self.painted = list(below[key])

    def texts(self) -> Iterator[tuple[str, TextLook, str]]:
        """Each run with its look and the colour under it, "" where that can't be known."""
        for shape, box in self.slide.shapes(self._own):
            self.painted.extend(self._paint(shape, box))
            ground = self._ground(box)
            for paragraph in shape.iterfind("p:txBody/a:p", NS):
                for run in paragraph.iterchildren(f"{A}r", f"{A}fld"):
                    yield from self._run(run, self.slide.look(shape, paragraph, run), ground)
            for cell in shape.iterfind(".//a:tc", NS):
                yield from self._cell(cell, ground)

    def _run(self, run: Any, look: TextLook, ground: str) -> Iterator[tuple[str, TextLook, str]]:
        text = run.findtext("a:t", "", NS)
        marker = run.find("a:rPr/a:highlight", NS)
        if text.strip():
            paint = NOTHING.paint if marker is None else self.slide.fills.scheme.paint(next(iter(marker), None))
            yield text, look, paint.over(ground)

    def _cell(self, cell: Any, ground: str) -> Iterator[tuple[str, TextLook, str]]:
        """A cell whose colours are its own: what a table's style paints is the style's."""
        fills = self.slide.fills
        fill = fills.of(cell.find("a:tcPr", NS))
        if fill is None:
            return
        for run in cell.iterfind("a:txBody/a:p/a:r", NS):
            properties = run.find("a:rPr", NS)
            if properties is not None and properties.get("sz") and fills.of(properties) is not None:
                look = inherited.look([], [properties], fills)
                yield from self._run(run, look, fill.paint.over(ground))

    def _painted_by(self, parts: Iterable[str]) -> Iterator[tuple[Box, Paint]]:
        """What layout and master paint on the slide: all but their placeholders."""
        for part in parts:
            for shape, box in self.slide.shapes(part):
                if next(shape.iter(f"{P}ph"), None) is None:
                    yield from self._paint(shape, box)

    def _paint(self, shape: Any, box: Box | None) -> Iterator[tuple[Box, Paint]]:
        """Where and how a shape covers what is below."""
        paint = self.slide.fill(shape)
        if box is not None and paint.alpha:
            yield box, paint

    def _ground(self, box: Box | None) -> str:
        """What is seen where a box lies; "" where that can't be known."""
        if box is None or not box.area:
            return ""
        over: list[Paint] = []
        for under, paint in reversed(self.painted):
            share = box.overlap(under).area / box.area
            if share > _WHOLE:
                over.append(paint)
                if paint.alpha == 1.0:
                    break
            elif share > _PART:
                return ""
        else:
            over.append(self.slide.background)
        ground = "FFFFFF"
        for paint in reversed(over):
            ground = paint.over(ground)
        return ground
