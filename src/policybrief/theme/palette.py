"""A theme's colours proposed from a house's: shades of its slots, darker or lighter until text in them can be read.

On every ground black or white can be read, at 4.58 to 1 or more; on those of middle brightness little else. There the
fills behind text go the other way than usual, away from the text's colour, or are the ground itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from policybrief.errors import BriefError, Problem
from policybrief.ooxml.contrast import TEXT, ratio
from policybrief.theme import contrast, series
from policybrief.theme.base import grounds
from policybrief.theme.base.grounds import Ground
from policybrief.theme.base.layouts import Base, Layout
from policybrief.theme.colors import Fill, Shade, shaded

_NEAR = 1.4
"""A fill behind text is no further from the paper than this."""

_CLEAR = 7.0
"""The contrast of ink, if a slot has it as it is."""

_STEP = 5
_STEPS = (*range(0, 100, _STEP),)
_OTHER_GROUND = "choose a layout with a lighter or a darker background"


@dataclass
class HousePalette:
    """Colours in the making: `said` as the YAML says them, `rgb` what they come to, `made_of` the slot of each.

    `slots` are the house's own by their names in Office: tx1 bg1 tx2 bg2 accent1 … accent6 hlink. `ground` is what the
    slides are of; of a texture, text has to be readable on its darker and its lighter parts.
    """

    slots: dict[str, str]
    ground: Ground = field(default_factory=lambda: Ground("FFFFFF", plain=True))
    dark: bool = False
    said: dict[str, str] = field(default_factory=dict)
    rgb: dict[str, str] = field(default_factory=dict)
    made_of: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, said: str, rgb: str, slot: str = "") -> None:
        self.said[name], self.rgb[name], self.made_of[name] = said, rgb, slot

    def shades(self, slot: str, *, away: bool) -> Iterator[tuple[str, str]]:
        """A colour and its shades, step by step: `away` from the paper, or towards it."""
        lighter = self.dark == away
        rgb = {**self.slots, **self.rgb}[slot]
        for percent in _STEPS:
            shade = Shade(of=slot, lighter=percent if lighter else 0, darker=0 if lighter else percent)
            way = f", {'lighter' if lighter else 'darker'}: {percent}" if percent else ""
            yield f"{{of: {slot}{way}}}", shaded(rgb, shade)

    def readable(self, name: str, slots: tuple[str, ...], on: tuple[str, ...], least: float) -> None:
        """The first of `slots` of which a near shade can be read on all of `on`; else whatever can."""

        def fits(rgb: str) -> bool:
            on_texture = all(ratio(rgb, end) >= self.ground.least(least) for end in self.ground.ends)
            return on_texture and all(ratio(rgb, self.rgb[ground]) >= least for ground in on)

        for near in (60, 100):
            for slot in slots:
                for said, rgb in islice(self.shades(slot, away=True), near // _STEP + 1):
                    if fits(rgb):
                        self.take(name, said, rgb, slot)
                        return
        end = "FFFFFF" if self.dark else "000000"
        self.take(name, f'"{end}"', end)


def proposed(base: Base, layout: Layout) -> dict[str, str]:
    """The colours for a base's content slides, each as YAML. Raises `BriefError` where one can't be read."""
    return _of_layout(base, layout)[0].said


def series_of(base: Base, layout: Layout) -> list[Fill]:
    """What the series of charts are filled with, of the house's own colours; none, where they won't do."""
    palette, ground = _of_layout(base, layout)
    if not ground.plain or ground.ends:
        return []
    accents = [slot for slot in palette.slots if slot.startswith("accent") and has_hue(palette.slots[slot])]
    return series.of_house({**palette.slots, **palette.rgb}, accents, ground.rgb)


def _of_layout(base: Base, layout: Layout) -> tuple[HousePalette, Ground]:
    """The colours for a base's content slides, and the ground that these have."""
    ground = grounds.under(base, layout, grounds.content(base, layout))
    if not ground.plain:  # content stands on a panel there
        ground = Ground(layout.scheme.slots["bg1"], plain=True)
    own = layout.title.look.color if layout.title else None
    palette, fault = best(layout.scheme.slots, ground, own.name if own else "")
    if fault:
        lost = f"{fault.pair.foreground!r} ({fault.pair.what})"
        message, hint = f"has slides of {ground.rgb}, on which {lost} can't be made readable", _OTHER_GROUND
        raise BriefError([Problem(message, str(base.file), hint=hint)])
    return palette, ground


def best(
    slots: Mapping[str, str], ground: Ground, title: str = ""
) -> tuple[HousePalette, contrast.ContrastFault | None]:
    """All colours for text on a plain `ground`, and what can't be read in them if that can't be helped. `title` is the
    slot that the house's own titles have.
    """
    faults: list[contrast.ContrastFault] = []
    palette = HousePalette({})
    for fills in (_near_fills, _other_fills, _no_fills):
        palette = _made(slots, ground, title, fills)
        faults = list(contrast.faults(palette.rgb, (*contrast.PAIRS, *contrast.TABLE_HEADER)))
        if not faults:
            break
    return palette, next(iter(faults), None)


def _made(
    slots: Mapping[str, str], ground: Ground, title: str, fills: Callable[[HousePalette, str], None]
) -> HousePalette:
    """All colours for slides of that ground, with one way to choose the fills behind text."""
    palette, paper = HousePalette(dict(slots), ground), ground.rgb
    slot = next((slot for slot in ("bg1", "bg2", "tx1", "tx2", "accent1") if palette.slots[slot] == paper), "")
    palette.dark = ratio(paper, "FFFFFF") > ratio(paper, "000000")
    palette.take("paper", f"{{of: {slot}}}" if slot else f'"{paper}"', paper, slot)
    fills(palette, slot)
    _texts(palette, title)
    toward = "darker" if palette.dark else "lighter"
    palette.take("marking", "{of: muted}", palette.rgb["muted"])
    palette.take("rule", f"{{of: muted, {toward}: {50 if palette.dark else 65}}}", palette.rgb["muted"])
    palette.take("on_dark", "{of: paper}", paper)
    _tints(palette)
    palette.take("square", "{of: primary}", palette.rgb["primary"])
    palette.take("on_square", "{of: paper}", paper)
    return palette


def _texts(palette: HousePalette, title: str) -> None:
    """The colours of text, once those under it are chosen."""
    paper, fills = palette.rgb["paper"], ("paper", "panel", "card")
    inks = sorted(("tx1", "bg1", "tx2", "bg2"), key=lambda slot: ratio(palette.slots[slot], paper) < _CLEAR)
    palette.readable("ink", tuple(inks), fills, TEXT)
    first = (title,) if title in palette.slots else ()
    colored = [slot for slot in ("tx2", "accent1", "accent2") if has_hue(palette.slots[slot])]
    primary = (*[slot for slot in first if has_hue(palette.slots[slot])], *colored, *first, "tx1", "bg1")
    palette.readable("primary", primary, fills, TEXT)
    others = [
        slot
        for slot in ("accent2", "accent1", "accent3", "accent4", "accent5", "accent6")
        if slot != palette.made_of["primary"]
    ]
    accents = (*[slot for slot in others if has_hue(palette.slots[slot])], *others)
    palette.readable("accent", accents, fills, TEXT)
    _panel_accent(palette)
    palette.take("highlight", "{of: accent3}", palette.slots["accent3"])
    palette.readable("bronze", ("accent5", "accent4", "tx2"), fills, TEXT)
    palette.readable("first", ("accent6", "accent2", "tx2"), fills, TEXT)
    palette.readable("second", ("accent1", "tx2"), fills, TEXT)
    _muted(palette)
    palette.readable("link", ("hlink", "tx2", "tx1", "bg1"), ("paper", "panel"), TEXT)


def _near_fills(palette: HousePalette, slot: str) -> None:
    """The panel: bg2 where it is near the paper, else a shade of the paper; the card between the two."""
    paper = palette.rgb["paper"]
    if 1.05 < ratio(palette.slots["bg2"], paper) <= _NEAR:
        palette.take("panel", "{of: bg2}", palette.slots["bg2"])
    else:
        way, percent = ("lighter", 10) if palette.dark else ("darker", 5)
        shade = Shade(of="x", lighter=percent if palette.dark else 0, darker=0 if palette.dark else percent)
        digits = shaded(paper, shade)
        palette.take("panel", f"{{of: {slot}, {way}: {percent}}}" if slot else f'"{digits}"', digits)
    panel = palette.rgb["panel"]
    shade = Shade(of="panel", darker=10) if palette.dark else Shade(of="panel", lighter=45)
    card = shaded(panel, shade)
    if ratio(card, paper) > _NEAR:
        palette.take("card", "{of: panel}", panel)
    else:
        palette.take("card", "{of: panel, darker: 10}" if palette.dark else "{of: panel, lighter: 45}", card)


def _other_fills(palette: HousePalette, slot: str) -> None:
    """Panel and card go away from the text: darker under light text, lighter under dark text."""
    way, paper = "darker" if palette.dark else "lighter", palette.rgb["paper"]
    most = next(by for by in (15, 12, 9, 6, 3) if by == 3 or ratio(shaded(paper, _by(way, by)), paper) <= _NEAR)
    for name, percent in (("panel", most), ("card", most // 2 + 1)):
        digits = shaded(paper, _by(way, percent))
        palette.take(name, f"{{of: {slot}, {way}: {percent}}}" if slot else f'"{digits}"', digits)


def _by(way: str, percent: int) -> Shade:
    return Shade(of="paper", **{way: percent})


def _no_fills(palette: HousePalette, slot: str) -> None:
    """Panel and card are the paper."""
    for name in ("panel", "card"):
        palette.take(name, palette.said["paper"], palette.rgb["paper"], slot)


def _panel_accent(palette: HousePalette) -> None:
    """A tint of the accent in which ink and accent can be read; where there is none, the panel."""
    way = "darker" if palette.dark else "lighter"
    for percent in (85, 90, 93, 96):
        shade = Shade(of="accent", **{way: percent})
        digits = shaded(palette.rgb["accent"], shade)
        if all(ratio(palette.rgb[name], digits) >= TEXT for name in ("ink", "accent")):
            palette.take("panel_accent", f"{{of: accent, {way}: {percent}}}", digits)
            return
    palette.take("panel_accent", "{of: panel}", palette.rgb["panel"])


def _tints(palette: HousePalette) -> None:
    """The tints of a matrix and of a comparison's columns: towards the paper from a colour; or the panel, where that is
    no text's ground, or far from the slide's: nearly white or black on one of middle brightness.
    """
    way = "darker" if palette.dark else "lighter"
    shades = (("cell", "panel", "lighter" if palette.dark else "darker", 8), ("first_tint", "first", way, 93))
    for name, of, toward, percent in (*shades, ("second_tint", "second", way, 93)):
        digits = shaded(palette.rgb[of], Shade(of=of, **{toward: percent}))
        palette.take(name, f"{{of: {of}, {toward}: {percent}}}", digits)
    paper, tints = palette.rgb["paper"], ("cell", "first_tint", "second_tint")
    far = {name for name in tints if ratio(palette.rgb[name], paper) > _NEAR}
    for name in far | {fault.pair.background for fault in contrast.faults(palette.rgb, contrast.TINTED)}:
        palette.take(name, "{of: panel}", palette.rgb["panel"])


def _muted(palette: HousePalette) -> None:
    """The ink, as far towards the paper as it can still be read."""
    slot = palette.made_of["ink"] or "tx1"
    best = (palette.said["ink"], palette.rgb["ink"])
    for percent, (said, rgb) in zip(_STEPS, palette.shades(slot, away=False), strict=True):
        if percent <= 35 and all(
            ratio(rgb, palette.rgb[ground]) >= TEXT + 0.6 for ground in ("paper", "panel", "card")
        ):
            best = (said, rgb)
    palette.take("muted", *best)


def has_hue(rgb: str) -> bool:
    """Whether a colour has a hue: is not grey."""
    parts = [int(rgb[start : start + 2], 16) for start in (0, 2, 4)]
    return max(parts) - min(parts) > 24
