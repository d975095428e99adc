"""The small briefs of the tests, as files and as text: what most tests build, or build upon."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HARBOUR = ROOT / "tests" / "data" / "harbour.yaml"
MINIMAL_FILE = ROOT / "tests" / "data" / "minimal.yaml"
MINIMAL = MINIMAL_FILE.read_text(encoding="utf-8")

SECOND_JUDGMENT = """  - id: trade
    headline: Trade grows
    text: Every line has asked for more calls.
    confidence: low
    basis: Three letters.
    evidence: [{source: count}]
recommendations:
"""
"""What stands before what is recommended, in place of `recommendations:`."""
TWO_JUDGMENTS = MINIMAL.replace("recommendations:\n", SECOND_JUDGMENT)
"""The minimal brief with a second judgment, so that each has a slide of its evidence."""

Tree = Callable[[dict[str, str]], Path]
"""What the fixture `tree` is: writes files into a new folder, and returns the folder."""


def minimal(*edits: tuple[str, str]) -> str:
    """The minimal brief as text, with each (old, new) replaced; every old text has to be there, once."""
    text = MINIMAL
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the minimal brief"
        text = text.replace(old, new)
    return text
