"""The measures, looks and sizes of the annex. Ratios are to its body of 9.6 points."""

from __future__ import annotations

from typing import Literal

from policybrief.memo.fit.words import WordLook
from policybrief.receipts.sheet import Grade, Kind

SIDE, EDGE = 50.4, 30.0
NUMERAL, ABOUT, GAP = 26.0, 132.0, 14.0
"""The widths of the column of numbers, of what is said of a passage, and of the gap between it and the passage."""
BAR = 2.0
BELOW_HEADING, MOST_KEPT = 60.0, 330.0
"""What a heading has below it at least; and what of a claim is kept on one page, half of one."""
SHAPES: dict[Kind, Literal["", "circle", "square"]] = {
    "judgment": "circle",
    "recommendation": "square",
    "avoid": "",
    "exhibit": "",
}
NUMBERS: dict[Kind, WordLook] = {
    "judgment": WordLook(bold=True, color="primary"),
    "recommendation": WordLook(bold=True, color="on_square"),
    "avoid": WordLook(bold=True, color="#9A2A2A"),
    "exhibit": WordLook(bold=True, color="primary"),
}
LEVELS = {"high": 3, "moderate": 2, "low": 1}

BODY, MUTED = WordLook(strong="primary"), WordLook(color="muted")
STRONG = WordLook(bold=True)
TITLE = WordLook("heading", bold=True, color="primary")
KICKER = WordLook(bold=True, color="muted", tracking=0.09, upper=True)
PASSAGE, HIDDEN = WordLook("heading"), WordLook("heading", italic=True, color="muted")
RATED = WordLook(bold=True, color="primary")
GRADES: dict[Grade, str] = {"good": "#1E6B45", "look": "#80570B", "bad": "#9A2A2A", "none": "muted"}
TINT, UNDERLINE, WARNING = "DCE8FA", "1F4E9E", "FAF3E3"
SMALL = {"ratio": 8.4 / 9.6}
H1 = {"ratio": 20 / 9.6, "leading": 1.2, "balance": True}
H2 = {"ratio": 13 / 9.6, "leading": 1.25}
