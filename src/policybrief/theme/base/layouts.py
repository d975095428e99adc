"""The organisation's own .pptx or .potx as a theme's base: its layouts, with each placeholder's real box and look.

A layout says little itself: boxes, sizes and colours come down from its master, the master's styles and the
presentation's defaults. Here all of that is resolved, so that fit can measure the text that a slide will really show.
Lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.colors import Paint, Scheme
from policybrief.ooxml.fills import Blend
from policybrief.ooxml.foreign import Foreign
from policybrief.text.records import dataclass
from policybrief.theme.base.canvas import Canvas, Drawn

TITLES = ("title", "ctrTitle")
BODIES = ("body", "obj")
FEET = ("ftr", "dt", "sldNum")
EXHIBITS: Mapping[str, tuple[str, ...]] = {"picture": ("pic",), "chart": ("chart", "obj"), "quote": ("body", "obj")}
"""What else slides may be for, and the types of the placeholders that hold it, the likeliest first."""
_ENOUGH_WIDTH, _ENOUGH_HEIGHT = 400.0, 200.0
"""Less than this, content takes a placeholder without its insets."""
_SEEN = 0.5
"""The density from which on a shape takes a place, and is no veil over it."""
SUFFIXES = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm", ".thmx")


@dataclass(frozen=True)
class TextLook:
    """Text as a placeholder shows it. `rgb` are the digits of its `color`, "" where they can't be told; `alpha` how
    dense it is.

    `face` is "+mj" or "+mn" for the theme's, else a name. `exact` is a line's height in points, where that is fixed.
    `stated` is False where the look stands only in the sample text, as LibreOffice saves it: then no slide inherits it.
    """

    size: float = 18.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "l"
    leading: float = 1.0
    exact: float = 0.0
    tracking: float = 0.0
    color: Color | None = None
    rgb: str = ""
    face: str = "+mn"
    stated: bool = True
    alpha: float = 1.0

    def on(self, ground: str) -> str:
        """The digits that it is seen in on a ground; "" where they can't be told."""
        return Paint(self.rgb, self.alpha).over(ground)


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of a layout. `type` is as the schema names it, "obj" where the file names none. `fill` is None
    where the slide is seen under its text; one without a colour may be a `blend`. `text` is what a footer says there.
    """

    type: str
    idx: str
    name: str
    box: Box
    insets: tuple[float, float, float, float]
    anchor: str
    look: TextLook
    sideways: bool = False
    fill: Paint | None = None
    blend: Blend | None = None
    text: str = ""

    @property
    def room(self) -> Box:
        """The box without its insets: where text stands."""
        return self.box.inset(*self.insets)

    @property
    def content_room(self) -> Box:
        """Where content stands: in line with texts that have insets, but in a small box, of which it has all."""
        room = self.room
        return room if room.width >= _ENOUGH_WIDTH and room.height >= _ENOUGH_HEIGHT else self.box


@dataclass(frozen=True)
class Layout:
    """A slide layout. `drawn` is in the order of drawing; the background is its first, and as large as the page.
    `body_room` is where its master's body stands; `canvas` is the layout without its placeholders, in pixels.
    """

    name: str
    part: str
    type: str
    master: str
    placeholders: tuple[Placeholder, ...]
    drawn: tuple[Drawn, ...]
    scheme: Scheme
    faces: tuple[str, str]
    body_room: Box | None
    canvas: Canvas = field(repr=False, compare=False)

    @property
    def taken(self) -> tuple[Drawn, ...]:
        """What is drawn on the background that text keeps clear of: not what is hardly seen."""
        return tuple(thing for thing in self.drawn[1:] if thing.alpha >= _SEEN or thing.words or thing.is_line)

    @property
    def title(self) -> Placeholder | None:
        return next((placeholder for placeholder in self.placeholders if placeholder.type in TITLES), None)

    def foot(self, kind: str) -> Placeholder | None:
        """The placeholder for the footer (ftr), the date (dt) or the number (sldNum)."""
        return next((placeholder for placeholder in self.placeholders if placeholder.type == kind), None)

    @property
    def bodies(self) -> tuple[Placeholder, ...]:
        """Placeholders that take text below a title, in reading order. One that shares its index with another can't be
        told from it, and is none.
        """
        keys = [(placeholder.type, placeholder.idx) for placeholder in self.placeholders]
        bodies = [
            placeholder for placeholder in self.placeholders if placeholder.type in BODIES and not placeholder.sideways
        ]
        bodies = [body for body in bodies if keys.count((body.type, body.idx)) == 1]
        return tuple(sorted(bodies, key=lambda body: (round(body.box.y / 12), body.box.x)))

    def place(self, kind: str) -> Placeholder | None:
        """The placeholder for one of `EXHIBITS`: the largest of the likeliest type."""
        keys = [(placeholder.type, placeholder.idx) for placeholder in self.placeholders]
        for type_ in EXHIBITS[kind]:
            held = [each for each in self.placeholders if each.type == type_ and not each.sideways]
            held = [each for each in held if keys.count((each.type, each.idx)) == 1]
            if held:
                return max(held, key=lambda each: each.box.area)
        return None


@dataclass(frozen=True)
class Base:
    """A base. `pictures` are the parts that fill something drawn, `left` is what stays behind of its own; `rtl` says
    whether it has paragraphs that are read from right to left, which texts of ours would inherit.
    """

    file: Path
    main: str
    width: float
    height: float
    layouts: tuple[Layout, ...]
    masters: tuple[str, ...]
    pictures: Mapping[str, bytes] = field(repr=False)
    left: tuple[Foreign, ...] = ()
    rtl: bool = False

    def named(self, name: str) -> Layout | None:
        """The layout of this name: the first, where several masters have one; "Master / Layout" tells them apart."""
        wanted = _folded(name)
        alone = (layout for layout in self.layouts if _folded(layout.name) == wanted)
        whole = (layout for layout in self.layouts if _folded(f"{layout.master} / {layout.name}") == wanted)
        return next(alone, None) or next(whole, None)

    @property
    def names(self) -> list[str]:
        """The names by which layouts are found: with the master's where the name alone is taken."""
        names: list[str] = []
        for layout in self.layouts:
            name = layout.name if layout.name not in names else f"{layout.master} / {layout.name}"
            names += [name] if name not in names else []
        return names


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
