"""What shapes and pages are filled with: their own fill, or one of the theme's in a colour that a style gives.

One answer for bases and for decks that are checked. A gradient whose colours are near each other is as good as one
colour; a wide one has a blend, a picture or a pattern has no colour. What is filled as its group is, takes the group's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from policybrief.ooxml.colors import A, Paint, Scheme, mixed
from policybrief.ooxml.contrast import ratio
from policybrief.ooxml.drawing import P, R, number
from policybrief.text.records import dataclass

_ALIKE = 1.35
"""Two colours of a gradient with less contrast than this are as good as one."""
_FILLS = tuple(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))


@dataclass(frozen=True)
class Blend:
    """A gradient: its paints, each at a share of the way; the `angle` of the way in degrees, clockwise from the right,
    or None for one that goes outwards from `middle`.
    """

    stops: tuple[tuple[float, Paint], ...]
    angle: float | None = 0.0
    middle: tuple[float, float] = (0.5, 0.5)

    @property
    def ends(self) -> tuple[str, ...]:
        """The digits of its darkest and its lightest colour."""
        digits = sorted((paint.rgb for _, paint in self.stops), key=lambda rgb: ratio(rgb, "000000"))
        return (digits[0], digits[-1])


@dataclass(frozen=True)
class Fill:
    """A fill: its paint, and the relationship of the picture that it shows; `themed` where that is the theme's own.

    `crop` are the shares of the picture that are cut off at its left, top, right and bottom; one that is `tiled` is
    repeated at this share of its size. With a `duotone` its dark parts are seen in the first colour, its light ones in
    the second.
    """

    paint: Paint
    picture: str = ""
    themed: bool = False
    blend: Blend | None = None
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    tiled: float = 0.0
    duotone: tuple[str, ...] = ()


NOTHING = Fill(Paint(alpha=0.0))
_MIXED = Fill(Paint())


class Fills:
    """The fills of parts that wear one theme in one scheme of colours."""

    def __init__(self, theme: Any, scheme: Scheme) -> None:
        self.scheme = scheme
        self._format = theme.find(f"{A}themeElements/{A}fmtScheme")

    def of(self, properties: Any) -> Fill | None:
        """The fill that an element such as p:spPr or a:rPr holds; None where it says nothing of one."""
        for child in properties if properties is not None else ():
            if child.tag in _FILLS:
                return self._fill(child)
        return None

    def shape(self, shape: Any) -> Fill | None:
        """A shape's own fill or, where it has none of its own, its style's; None where it says nothing."""
        fill = self.of(shape.find(f"{P}spPr"))
        reference = shape.find(f"{P}style/{A}fillRef")
        return self._styled(reference) if fill is None and reference is not None else fill

    def of_picture(self, shape: Any) -> Fill:
        """What a p:pic shows."""
        fill = shape.find(f"{P}blipFill")
        return self._fill(fill) if fill is not None else _MIXED

    def inherited(self, chain: Iterable[Any]) -> Fill | None:
        """The fill of a placeholder: the first that it, or one that it inherits from, says."""
        return next((fill for shape in chain if (fill := self.shape(shape)) is not None), None)

    def page(self, root: Any) -> Fill | None:
        """The background that a slide, layout or master gives; None where it gives none."""
        ground = root.find(f"{P}cSld/{P}bg")
        if ground is None:
            return None
        own = ground.find(f"{P}bgPr")
        if own is not None:
            return self.of(own) or _MIXED
        reference = ground.find(f"{P}bgRef")
        return self._styled(reference) if reference is not None else None

    def text(self, runs: Iterable[Any]) -> Paint | None:
        """The paint of letters: the first that the properties of runs say; None where none says one."""
        return next((fill.paint for run in runs if (fill := self.of(run)) is not None), None)

    def _styled(self, reference: Any) -> Fill:
        """A fill of the theme in the colour that a reference gives; from 1001 on, one for backgrounds."""
        styles, index = divmod(number(reference, "idx", 0), 1000)
        if not index:
            return NOTHING
        phclr = self.scheme.digits(next(iter(reference), None))
        listed = (
            self._format.findall(f"{A}{'bgFillStyleLst' if styles else 'fillStyleLst'}/*")
            if self._format is not None
            else []
        )
        if index > len(listed):
            return Fill(Paint(phclr))
        return replace(self._fill(listed[index - 1], phclr), themed=True)

    def _fill(self, fill: Any, phclr: str = "") -> Fill:
        if fill.tag == f"{A}noFill":
            return NOTHING
        if fill.tag == f"{A}solidFill":
            return Fill(self.scheme.paint(next(iter(fill), None), phclr))
        if fill.tag == f"{A}gradFill":
            return self._blend(fill, phclr)
        if fill.tag == f"{A}grpFill":
            return self._of_group(fill)
        blip = fill.find(f"{A}blip") if fill.tag in (f"{A}blipFill", f"{P}blipFill") else None
        if blip is None:
            return _MIXED
        tones = tuple(self.scheme.digits(tone, phclr) for tone in blip.iterfind(f"{A}duotone/*"))
        return replace(_pictured(fill, blip), duotone=tones if len(tones) == 2 and all(tones) else ())

    def _of_group(self, fill: Any) -> Fill:
        """The fill of the nearest group that has one of its own."""
        for group in fill.iterancestors(f"{P}grpSp"):
            for child in group.iterfind(f"{P}grpSpPr/*"):
                if child.tag in _FILLS and child.tag != fill.tag:
                    return self._fill(child)
        return NOTHING

    def _blend(self, fill: Any, phclr: str) -> Fill:
        """A gradient, as the one paint that it comes near to where there is one."""
        places = [(number(stop, "pos", 0) / 100_000, stop) for stop in fill.iterfind(f"{A}gsLst/{A}gs")]
        stops = tuple((place, self.scheme.paint(next(iter(stop), None), phclr)) for place, stop in places)
        digits = [paint.rgb for _, paint in stops]
        if not digits or not all(digits):
            return _MIXED
        alike = max(ratio(color, digits[0]) for color in digits) <= _ALIKE
        if alike and len({paint.alpha for _, paint in stops}) == 1:
            return Fill(Paint(mixed(digits), stops[0][1].alpha))
        ordered = tuple(sorted(stops, key=lambda stop: stop[0]))
        way, line = fill.find(f"{A}path"), fill.find(f"{A}lin")
        if way is None:
            return Fill(Paint(), blend=Blend(ordered, number(line, "ang", 0) / 60_000))
        inner = way.find(f"{A}fillToRect")
        left, top, right, bottom = (number(inner, key, 0) / 100_000 for key in "ltrb")
        return Fill(Paint(), blend=Blend(ordered, None, ((left + 1 - right) / 2, (top + 1 - bottom) / 2)))


def _pictured(fill: Any, blip: Any) -> Fill:
    """A picture's fill, with what is cut off and how far it is seen through."""
    source, tile = fill.find(f"{A}srcRect"), fill.find(f"{A}tile")
    crop = [number(source, key, 0) / 100_000 for key in "ltrb"] if source is not None else [0.0] * 4
    tiled = abs(number(tile, "sx", 100_000)) / 100_000 if tile is not None else 0.0
    veil = blip.find(f"{A}alphaModFix")
    alpha = min(1.0, max(0.0, number(veil, "amt", 100_000) / 100_000))
    return Fill(Paint(alpha=alpha), blip.get(f"{R}embed", ""), crop=(crop[0], crop[1], crop[2], crop[3]), tiled=tiled)
