"""Office's colours: what a slide master's colour names stand for, and what Office makes of a colour's XML.

Reads DrawingML colours (ECMA-376, 20.1.2.3), for bases and for decks that are checked.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from typing import Any

from policybrief.ooxml import preset_colors
from policybrief.text.records import dataclass

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLOTS = ("tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")
"""The theme colours of a base that a colour of ours may be made of."""

_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}


@dataclass(frozen=True, slots=True)
class Paint:
    """What covers a surface, or letters: six digits, "" for what has no one colour, and from 0 to 1 how dense it is."""

    rgb: str = ""
    alpha: float = 1.0

    def over(self, ground: str) -> str:
        """What is seen where it lies on six digits; "" where that can't be told."""
        if not self.alpha:
            return ground
        if self.alpha == 1.0 or not (self.rgb and ground):
            return self.rgb if self.alpha == 1.0 else ""
        parts = zip(_parts(self.rgb), _parts(ground), strict=True)
        return _joined(tuple(own * self.alpha + under * (1 - self.alpha) for own, under in parts))


@dataclass(frozen=True)
class Scheme:
    """Six digits by slot, as the master maps them; `raw` are those of the theme itself (dk1, lt1 …)."""

    slots: Mapping[str, str]
    raw: Mapping[str, str]

    @classmethod
    def of(cls, theme: Any, mapping: Mapping[str, str]) -> Scheme:
        """From a theme part's root and a master's colour map. What a theme lacks is as in Office's own."""
        raw = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "hlink": "0563C1"}
        raw |= {"accent1": "4472C4", "accent2": "ED7D31", "accent3": "A5A5A5"}
        raw |= {"accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47"}
        for entry in theme.iterfind(f"{A}themeElements/{A}clrScheme/*"):
            digits = cls({}, {}).digits(next(iter(entry), None)) if isinstance(entry.tag, str) else ""
            if digits:
                raw[entry.tag.removeprefix(A)] = digits
        slots = {slot: raw.get(mapping.get(slot, _MAP.get(slot, slot)), "808080") for slot in (*SLOTS, "folHlink")}
        return cls(slots, raw)

    def digits(self, color: Any, phclr: str = "") -> str:
        """Six digits for a colour element, or "" where it can't be told; `phclr` is what a style's place holds."""
        digits = self.unchanged(color, phclr)
        for change in color if digits else ():
            if isinstance(change.tag, str):
                digits = apply(digits, change.tag.removeprefix(A), change.get("val"))
        return digits

    def unchanged(self, color: Any, phclr: str = "") -> str:  # one branch for each kind of colour
        """The digits of a colour element without the changes in it."""
        if color is None or not isinstance(color.tag, str):
            return ""
        value, name = str(color.get("val", "")), color.tag.removeprefix(A)
        digits = ""
        if name == "srgbClr":
            digits = value.upper()
        elif name == "sysClr":
            digits = (color.get("lastClr") or _SYSTEM.get(value, "")).upper()
        elif name == "schemeClr":
            digits = phclr if value == "phClr" else str(self.slots.get(value) or self.raw.get(value, ""))
        elif name == "prstClr":
            digits = preset_colors.digits(value)
        elif name == "scrgbClr":
            digits = _scrgb(color)
        elif name == "hslClr":
            parts = [share(color.get(key), whole) for key, whole in (("hue", _CIRCLE), ("lum", 0), ("sat", 0))]
            digits = _joined(colorsys.hls_to_rgb(*parts))
        if len(digits) != 6 or any(char not in "0123456789ABCDEF" for char in digits):
            return ""
        return digits

    def paint(self, color: Any, phclr: str = "") -> Paint:
        """A colour element with how far it is seen through."""
        alpha = 1.0
        for change in color.iterfind("*") if color is not None else ():
            kind, of_alpha, way = change.tag.removeprefix(A).partition("alpha")
            if of_alpha and not kind:
                alpha = _by(alpha, way, share(change.get("val")))
        return Paint(self.digits(color, phclr), max(0.0, min(1.0, alpha)))


def luminated(rgb: str, modulation: float, offset: float) -> str:
    """The colour that Office makes of lumMod and lumOff, in shares of 1 (ECMA-376, 20.1.2.3.20 and .21)."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(rgb))
    return _joined(colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light * modulation + offset)), saturation))


def mixed(colors: list[str]) -> str:
    """The colour in the middle of several."""
    every = [_parts(rgb) for rgb in colors]
    return _joined(tuple(sum(parts[n] for parts in every) / len(every) for n in range(3)))


def apply(rgb: str, change: str, value: str | None) -> str:
    """A transformation of a colour (ECMA-376, 20.1.2.3), by the value as a file says it; those of its density are
    `Scheme.paint`'s.
    """
    parts, amount = _parts(rgb), share(value)
    if change[:3] in _HLS:
        return _moved(rgb, change[:3], change[3:], value)
    for place, channel in enumerate(("red", "green", "blue")):
        if change.startswith(channel):
            linear = [_line(part) for part in parts]
            linear[place] = _by(linear[place], change.removeprefix(channel), amount)
            return _joined(tuple(_curve(part) for part in linear))
    if change == "comp":
        return _moved(rgb, "hue", "Off", str(_CIRCLE // 2))
    if change == "gray":
        return _joined((0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2],) * 3)
    channel_change = _EACH.get(change)
    return _joined(tuple(channel_change(part, amount) for part in parts)) if channel_change else rgb


_EACH: dict[str, Callable[[float, float], float]] = {
    "tint": lambda part, amount: _curve(_line(part) * amount + 1.0 - amount),
    "shade": lambda part, amount: _curve(_line(part) * amount),
    "inv": lambda part, _: 1.0 - part,
    "gamma": lambda part, _: _curve(part),
    "invGamma": lambda part, _: _line(part),
}
"""Transformations of red, green and blue, each alone."""
_HLS = ("hue", "lum", "sat")
_CIRCLE = 21_600_000
"""Degrees of a full turn, in the sixty-thousandths that hues are given in."""


def _moved(rgb: str, key: str, way: str, value: str | None) -> str:
    """A colour with another hue, luminance or saturation."""
    parts = list(colorsys.rgb_to_hls(*_parts(rgb)))
    place = _HLS.index(key)
    amount = share(value, _CIRCLE) if key == "hue" and way != "Mod" else share(value)
    changed = _by(parts[place], way, amount)
    parts[place] = changed % 1.0 if key == "hue" else max(0.0, min(1.0, changed))
    return _joined(colorsys.hls_to_rgb(*parts))


def _by(part: float, way: str, amount: float) -> float:
    """A value multiplied ("Mod"), added to ("Off"), or replaced."""
    return part * amount if way == "Mod" else part + amount if way == "Off" else amount


def share(value: str | None, whole: int = 0) -> float:
    """A percentage as a share: in thousandths of a percent, or with its sign."""
    text = value or "0"
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text) / (whole or 100_000)
    except ValueError:
        return 0.0


def _scrgb(color: Any) -> str:
    return _joined(tuple(_curve(share(color.get(key))) for key in "rgb"))


def _parts(rgb: str) -> tuple[float, float, float]:
    red, green, blue = (int(rgb[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def _joined(parts: tuple[float, ...]) -> str:
    return "".join(f"{round(max(0.0, min(1.0, part)) * 255):02X}" for part in parts)


def _line(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curve(part: float) -> float:
    part = max(0.0, min(1.0, part))
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
