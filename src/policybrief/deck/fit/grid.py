"""Where things stand on a slide: the built-in grid, which is that of the layouts in deck/write/master, and a base's.

All boxes are points. A base's grid comes from its layout's own boxes (theme/base/layouts.py) and what lies behind them
(theme/base/grounds.py); what these leave open is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from policybrief.deck.colors import BLACK, INK, MUTED, PAPER, PRIMARY, WHITE, rgb
from policybrief.deck.fit import margins, taller_title
from policybrief.deck.shapes import Align, Anchor, Look, PlaceholderKey
from policybrief.deck.typeset import Type, leading
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.contrast import LARGE, TEXT, ratio
from policybrief.text.records import dataclass
from policybrief.theme.base import grounds
from policybrief.theme.base.grounds import Ground
from policybrief.theme.base.layouts import TITLES, Base, Layout, Placeholder, TextLook
from policybrief.theme.model import Theme

_PAD, _STRIP = 10.0, 18.0
_STEP = 11 / 12
_HALF = 0.5
"""Of a title's width, what a logo beside it has to leave."""
_IN_FILL = 0.4
"""Of its size, what a title of two lines keeps clear of the edges of its own fill, above and below together."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a text: its box, the insets within, and the look it has there. `held` is a base's placeholder, `fill`
    what has to be put behind the text on a picture; `filled`, whether the placeholder has a fill of its own.
    """

    box: Box
    look: Look
    anchor: Anchor = "t"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    align: Align = "l"
    held: PlaceholderKey | None = None
    fill: Color | None = None
    filled: bool = False

    @property
    def room(self) -> Box:
        return self.box.inset(*self.insets)

    @property
    def most_lines(self) -> int:
        """So many lines a title may have here: two, or more in a column beside the content."""
        return 2 if self.box.width > self.box.height else 8


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a content slide.

    `sizes` are those that a title may have, the largest first. `raised` is by how much the labels of columns may stand
    higher below a title of one line. What leads back to another slide ends at `back`, beside the source. `label` is the
    upper right corner of the TLP label; `panel` the box to fill behind content that would else stand on a picture;
    `area` is all that is a base's for content, `strip` the place there of a marking that has no other.
    """

    title: Slot
    sizes: tuple[float, ...]
    kicker: Box
    content: Box
    source: Box
    label: tuple[float, float]
    back: float
    raised: float = 0.0
    panel: Box | None = None
    strip: Box | None = None
    area: Box | None = None


MARGIN = 54.0
WIDTH = 852.0
KICKER = Box(MARGIN, 29.5, WIDTH, 15.0)
TITLE = Box(MARGIN, 46.5, WIDTH, 68.4)
CONTENT = Box(MARGIN, 115.2, WIDTH, 358.8)
SOURCE = Box(MARGIN, 491.0, 640.0, 15.0)
LABEL = (906.0, 6.75)
RAISED = 19.0
"""The built-in grid: the same on every slide, and the same as in the layouts (deck/write/master)."""


def built_in(theme: Theme, back: float) -> Grid:
    """Our own master's grid. A title stands as close as its face has it; `back` is where the date begins."""
    sizes = theme.deck.sizes
    slot = Slot(TITLE, Look(sizes.title, PRIMARY, bold=True, heading=True, leading=1.0))
    return Grid(slot, (sizes.title, sizes.lead), KICKER, CONTENT, SOURCE, LABEL, back, RAISED)


def of_base(base: Base, layout: Layout, theme: Theme, *, kicker: bool, label: float, source: int) -> Grid:
    """The grid of a base's layout, for a slide with or without these small lines, of which `source` is so many; `label`
    is the height of TLP's.
    """
    assert layout.title, "mapping lets no layout without a title in"
    slot, titles = title(base, layout, theme)
    area = grounds.content(base, layout, theme.deck.content, slot.box)
    ground = grounds.under(base, layout, area)
    panel = None
    if not _carries(ground, theme):
        panel, area = area, area.inset(_PAD, _PAD, _PAD, _PAD)
    size = theme.deck.sizes.kicker * 1.45
    top = (max(size if kicker else 0.0, label) + 5.0) if kicker or label else 0.0
    line = theme.deck.sizes.footer * 1.25
    foot = source * line + 6.0 if source else 0.0
    middle = area.inset(0, top, 0, foot)
    return Grid(
        slot,
        titles,
        Box(area.x, area.y + max(0.0, top - 5.0 - size) / 2, area.width, size),
        middle,
        Box(area.x, middle.bottom + 6.0, area.width, max(1, source) * line),
        (area.right, area.y),
        area.right,
        panel=panel,
        area=area,
    )


def with_strip(on: Grid) -> Grid:
    """The grid with a line for the marking at its foot, where a base has no room for it anywhere else."""
    area = on.area or on.content
    content, source = on.content.inset(0, 0, 0, _STRIP), replace(on.source, y=on.source.y - _STRIP)
    return replace(on, content=content, source=source, strip=Box(area.x, area.bottom - 16.0, area.width, 16.0))


def title(base: Base, layout: Layout, theme: Theme) -> tuple[Slot, tuple[float, ...]]:
    """The place of a slide's title, and the sizes that it may have, the largest first.

    It is never larger than the base's own. A box without room for two lines of a size is made higher, on the ground
    that it stands on; where there is none, the type goes down the scale.
    """
    held = layout.title
    assert held
    clear = _unruled(margins.beside(layout, held.box, _HALF, of_bands=True), layout)
    slot_ = slot(base, layout, replace(held, box=clear), theme)
    if clear != held.box:
        slot_ = _moved(slot_, clear)
    scale = theme.deck.sizes
    sizes = sizes_from(min(held.look.size, scale.title), (scale.lead, scale.head, scale.text), theme.deck.scale)
    for number, size in enumerate(sizes):
        if higher := _higher(base, layout, slot_, size, theme):
            return higher, sizes if higher is slot_ else sizes[number:]
    return slot_, sizes


def sizes_from(own: float, scale: Sequence[float], by: float) -> tuple[float, ...]:
    """The sizes that a title of the base's own size may have: down to that of the scale by a twelfth at a time, in half
    points of the base, and then the scale's. From a base's title to the scale is often further than a title has to go.
    """
    least = next((size for size in scale if size < own), own)
    sizes = [own]
    while (smaller := floor(sizes[-1] * _STEP / by * 2) / 2 * by) > least:
        sizes.append(smaller)
    return (*sizes, *(size for size in scale if size < own))


def _moved(slot_: Slot, box: Box) -> Slot:
    """The slot in a box of the slide's own."""
    return replace(slot_, box=box, held=replace(slot_.held, framed=True) if slot_.held else None)


def _unruled(own: Box, layout: Layout) -> Box:
    """The box clear of a rule or a band that runs through it, where that costs it little; or within a band that has
    most of it.
    """
    box = own
    for thing in taller_title.through(layout, box):
        shared = box.overlap(thing)
        if shared.height >= 0.6 * own.height and shared.width >= 0.98 * box.width:
            box = shared
            continue
        above, below = thing.y - 2 - box.y, box.bottom - thing.bottom - 2
        if max(above, below) >= 0.6 * own.height:
            top = box.y if above >= below else thing.bottom + 2
            box = Box(box.x, top, box.width, max(above, below))
    return box


def slot(base: Base, layout: Layout, held: Placeholder, theme: Theme, least: float = LARGE) -> Slot:
    """A placeholder as a place for text, with its look; a colour of less contrast than `least` is not taken.

    Where no colour can be read on all of a ground, there is a fill behind the text.
    """
    look, anchor, fill = look_of(held.look), held.anchor, None
    ground = grounds.under_text(base, layout, held)
    if held.look.rgb and any(ratio(held.look.on(end), end) < ground.least(least) for end in ground.shades):
        wanted = PRIMARY if held.type in TITLES else MUTED
        color = seen_on(theme, ground, wanted)
        read = least_ratio(rgb(color, theme), ground) >= ground.least(least)
        if read or (ground.plain and not ground.ends):
            look = replace(look, color=color, inherits=False)
        else:
            fill = backing(ground)
            behind = rgb(fill, theme)
            if ratio(held.look.on(behind), behind) < least:
                look = replace(look, color=seen(theme, behind, wanted), inherits=False)
    where: Anchor = "b" if anchor == "b" else "ctr" if anchor == "ctr" else "t"
    key = PlaceholderKey(held.type, held.idx)
    return Slot(held.box, look, where, held.insets, align(held.look.align), key, fill, filled=held.fill is not None)


def align(name: str) -> Align:
    return "ctr" if name == "ctr" else "r" if name == "r" else "l"


def look_of(own: TextLook) -> Look:
    """A base's look as ours."""
    return Look(
        own.size,
        own.color or INK,
        bold=own.bold,
        italic=own.italic,
        heading=own.face == "+mj",
        caps=own.caps,
        spacing=own.tracking,
        face="" if own.face.startswith("+") else own.face,
        leading=1.0 if own.exact else own.leading,
        inherits=own.stated,
    )


def backing(ground: Ground) -> Color:
    """What to put behind words that can't be read on all of a ground: of a texture its own middle, which is hardly seen
    there.
    """
    return Color(ground.rgb) if ground.plain else PAPER


def seen(theme: Theme, ground: str, wanted: Color = MUTED) -> Color:
    """The `wanted` colour of the theme where it can be read on a ground, or the one that is best seen there."""
    return seen_on(theme, Ground(ground, plain=True), wanted)


def seen_on(theme: Theme, ground: Ground, wanted: Color = MUTED) -> Color:
    """The same on a ground of several colours; white or black, where that is much better than the theme's."""
    if least_ratio(rgb(wanted, theme), ground) >= TEXT:
        return wanted
    best = max((INK, PAPER, PRIMARY), key=lambda color: round(least_ratio(rgb(color, theme), ground), 2))
    if least_ratio(rgb(best, theme), ground) >= ground.least(TEXT):
        return best
    return max((best, BLACK, WHITE), key=lambda color: round(least_ratio(rgb(color, theme), ground), 2))


def least_ratio(digits: str, ground: Ground) -> float:
    """The contrast of a colour with what it is least seen on, of a ground."""
    return min(ratio(digits, end) for end in ground.shades or (ground.rgb,))


def _carries(ground: Ground, theme: Theme) -> bool:
    """Whether a slide's texts can be read all over a ground, without anything behind them."""
    named = ("ink", "primary", "accent", "muted")
    return (ground.plain and not ground.ends) or (
        bool(ground.shades) and all(least_ratio(theme.rgb[name], ground) >= ground.least(TEXT) for name in named)
    )


def _higher(base: Base, layout: Layout, slot_: Slot, size: float, theme: Theme) -> Slot | None:
    """The slot with room for two lines of this size: as it is, or made higher downwards, upwards or both ways."""
    look = replace(slot_.look, size=size)
    needed = 2 * leading(look, Type(theme.deck)) + slot_.insets[1] + slot_.insets[3] + 0.5
    needed += _IN_FILL * size if slot_.filled else 0.0
    if slot_.box.height >= needed:
        return slot_
    taller = taller_title.grown(base, layout, slot_.box, needed, anchor=slot_.anchor, content=theme.deck.content)
    return _moved(slot_, taller) if taller else None
