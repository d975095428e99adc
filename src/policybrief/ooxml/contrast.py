"""The contrast of two colours, and the least that text needs.

The ratio is WCAG 2.1's: (L1 + 0.05) / (L2 + 0.05), where L is the relative luminance of the lighter and of the darker
colour (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio, #dfn-relative-luminance). Success criterion 1.4.3 asks for
4.5; for large text, of 18 pt or of 14 pt and bold, for 3.
"""

from __future__ import annotations

from functools import lru_cache

TEXT, LARGE = 4.5, 3.0


def ratio(first: str, second: str) -> float:
    """The contrast ratio of two colours in hexadecimal digits: 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)  # a document has few colours, and of each pair one is asked about again
def _luminance(rgb: str) -> float:
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels(rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def channels(rgb: str) -> list[float]:
    """Red, green and blue of six hexadecimal digits, each from 0 to 1."""
    return [int(rgb[start : start + 2], 16) / 255 for start in (0, 2, 4)]


def mended(foreground: str, background: str, minimum: float) -> tuple[str, bool]:
    """The nearest darker (True) or lighter colour that has the ratio: whichever end of the scale is further away."""
    darker = ratio("000000", background) >= ratio("FFFFFF", background)
    end = 0.0 if darker else 1.0
    for percent in range(1, 101):
        parts = [value + (end - value) * percent / 100 for value in channels(foreground)]
        mixed = "".join(f"{round(value * 255):02X}" for value in parts)
        if ratio(mixed, background) >= minimum:
            return mixed, darker
    return "000000" if darker else "FFFFFF", darker
