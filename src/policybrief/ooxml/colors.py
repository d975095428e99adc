"""The colours of a base: what a slide master's colour names stand for, and what Office makes of a colour's XML.

Reads DrawingML colours (ECMA-376, 20.1.2.3). Transparency is not reckoned with: what is half seen through is not seen.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLOTS = ("tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")
"""The theme colours of a base that a colour of ours may be made of."""

_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_NAMED = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "blue": "0000FF",
    "yellow": "FFFF00",
    "gray": "808080",
    "grey": "808080",
    "navy": "000080",
    "orange": "FFA500",
    "ltGray": "D3D3D3",
    "dkGray": "A9A9A9",
    "dkBlue": "00008B",
    "silver": "C0C0C0",
    "teal": "008080",
}
_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}


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
            found = cls({}, {}).digits(next(iter(entry), None)) if isinstance(entry.tag, str) else ""
            if found:
                raw[entry.tag.removeprefix(A)] = found
        slots = {slot: raw.get(mapping.get(slot, _MAP.get(slot, slot)), "808080") for slot in (*SLOTS, "folHlink")}
        return cls(slots, raw)

    def digits(self, color: Any, phclr: str = "") -> str:
        """Six digits for a colour element, or "" where it can't be told; `phclr` is what a style's place holds."""
        found = self.unchanged(color, phclr)
        for change in color if found else ():
            if isinstance(change.tag, str):
                found = apply(found, change.tag.removeprefix(A), share(change.get("val")))
        return found

    def unchanged(self, color: Any, phclr: str = "") -> str:  # one branch for each kind of colour
        """The digits of a colour element without the changes in it."""
        if color is None or not isinstance(color.tag, str):
            return ""
        value, name = str(color.get("val", "")), color.tag.removeprefix(A)
        found = ""
        if name == "srgbClr":
            found = value.upper()
        elif name == "sysClr":
            found = (color.get("lastClr") or _SYSTEM.get(value, "")).upper()
        elif name == "schemeClr":
            found = phclr if value == "phClr" else str(self.slots.get(value) or self.raw.get(value, ""))
        elif name == "prstClr":
            found = _NAMED.get(value, "")
        elif name == "scrgbClr":
            found = _scrgb(color)
        elif name == "hslClr":
            parts = [share(color.get(key), whole) for key, whole in (("hue", 21_600_000), ("lum", 0), ("sat", 0))]
            found = _joined(colorsys.hls_to_rgb(*parts))
        if len(found) != 6 or any(char not in "0123456789ABCDEF" for char in found):
            return ""
        return found

    def clear(self, color: Any) -> bool:
        """Whether a colour is more than half transparent."""
        alpha = color.find(f"{A}alpha") if color is not None else None
        return alpha is not None and share(alpha.get("val")) < 0.5


def luminated(rgb: str, modulation: float, offset: float) -> str:
    """The colour that Office makes of lumMod and lumOff, in shares of 1 (ECMA-376, 20.1.2.3.20 and .21)."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(rgb))
    return _joined(colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light * modulation + offset)), saturation))


def mixed(colors: list[str]) -> str:
    """The colour in the middle of several."""
    every = [_parts(one) for one in colors]
    return _joined(tuple(sum(one[n] for one in every) / len(every) for n in range(3)))


def apply(rgb: str, change: str, value: float) -> str:
    """A transformation of a colour, by a share of 1: those that Office writes into themes and layouts."""
    parts = _parts(rgb)
    match change:
        case "lumMod":
            return luminated(rgb, value, 0.0)
        case "lumOff":
            return luminated(rgb, 1.0, value)
        case "tint":
            return _joined(tuple(_curve(_line(part) * value + 1.0 - value) for part in parts))
        case "shade":
            return _joined(tuple(_curve(_line(part) * value) for part in parts))
        case "satMod":
            hue, light, saturation = colorsys.rgb_to_hls(*parts)
            return _joined(colorsys.hls_to_rgb(hue, light, max(0.0, min(1.0, saturation * value))))
        case "inv":
            return _joined(tuple(1.0 - part for part in parts))
        case "gray":
            return _joined((0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2],) * 3)
    return rgb


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
