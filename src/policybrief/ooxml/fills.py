"""What shapes and pages are filled with: their own fill, or one of the theme's in a colour that a style gives.

One answer for bases and for decks that are checked. A gradient whose colours are near each other is as good as one
colour; a picture, a pattern or a wide gradient has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policybrief.ooxml.colors import A, Paint, Scheme, mixed
from policybrief.ooxml.contrast import ratio
from policybrief.ooxml.drawing import P, R, number
from policybrief.text.records import dataclass

_ALIKE = 1.35
"""Two colours of a gradient with less contrast than this are as good as one."""
_FILLS = tuple(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))


@dataclass(frozen=True)
class Fill:
    """A fill: its paint, and the relationship of the picture that it shows; `themed` where that is the theme's own."""

    paint: Paint
    picture: str = ""
    themed: bool = False


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
        fill = self._fill(listed[index - 1], phclr)
        return Fill(fill.paint, fill.picture, themed=True)

    def _listed(self, name: str) -> list[Any]:
        return self._format.findall(f"{A}{name}/*") if self._format is not None else []

    def _fill(self, fill: Any, phclr: str = "") -> Fill:
        if fill.tag == f"{A}noFill":
            return NOTHING
        if fill.tag == f"{A}solidFill":
            return Fill(self.scheme.paint(next(iter(fill), None), phclr))
        if fill.tag == f"{A}gradFill":
            return Fill(self._blend(fill, phclr))
        blip = fill.find(f"{A}blip") if fill.tag in (f"{A}blipFill", f"{P}blipFill") else None
        return Fill(Paint(), blip.get(f"{R}embed", "")) if blip is not None else _MIXED

    def _blend(self, fill: Any, phclr: str) -> Paint:
        """The one paint that a gradient comes near to; one of no colour where its ends are far apart."""
        stops = [self.scheme.paint(next(iter(stop), None), phclr) for stop in fill.iterfind(f"{A}gsLst/{A}gs")]
        digits = [stop.rgb for stop in stops]
        if not digits or not all(digits) or len({stop.alpha for stop in stops}) > 1:
            return Paint()
        return (
            Paint(mixed(digits), stops[0].alpha)
            if max(ratio(color, digits[0]) for color in digits) <= _ALIKE
            else Paint()
        )
