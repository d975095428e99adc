"""Where a value stands in a YAML file, and how a reader writes that."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""Where a value stands: the keys and list positions (from 0) that lead to it."""


def spell(path: Path) -> str:
    """`("judgments", 1, "headline")` as a reader writes it: `judgments[1].headline`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def unspell(text: str) -> Path:
    """The inverse of `spell`."""
    return tuple(int(number) if number else name for number, name in re.findall(r"\[(\d+)\]|([^.\[\]]+)", text))
