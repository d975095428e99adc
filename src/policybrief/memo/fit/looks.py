"""The looks and sizes of a memo's texts, by what they are for. Ratios are to a body of 9.8 points, the design's."""

from __future__ import annotations

from typing import Any

from policybrief.memo.fit.words import WordLook
from policybrief.ooxml.contrast import TEXT, ratio
from policybrief.theme.model import Theme

BODY = WordLook(strong="primary")
LABEL = WordLook(bold=True, color="muted", tracking=0.09, upper=True)
HEADING = WordLook(bold=True, color="primary", tracking=0.09, upper=True)
WORD = WordLook(bold=True, color="muted")
TITLE = WordLook("heading", bold=True, color="primary")
SOURCE = WordLook(color="muted")

NUMBER: dict[str, Any] = {"ratio": 0.0, "least": 8.0}
"""Fixed points, as the marking that it stands beside."""
SMALL: dict[str, Any] = {"ratio": 8 / 9.8, "least": 7.4, "leading": 1.25}
NUMERAL: dict[str, Any] = {"ratio": 8 / 9.8, "least": 7.4}
SMALL_NUMERAL: dict[str, Any] = {"ratio": 7.3 / 9.8, "least": 7.0}
ANSWER: dict[str, Any] = {"ratio": 9.2 / 9.8, "least": 8.0}
REFERENCES: dict[str, Any] = {"ratio": 7.3 / 9.8, "least": 7.2, "leading": 1.28}
DESIGNATION: dict[str, Any] = {"ratio": 7.3 / 9.8, "least": 7.2, "leading": 1.23}
ASK: dict[str, Any] = {"ratio": 10.5 / 9.8}


def readable(theme: Theme, name: str, ground: str) -> bool:
    """Whether small text in a colour can be read on that ground."""
    return bool(name) and ratio(theme.printed[name], theme.printed[ground]) >= TEXT
