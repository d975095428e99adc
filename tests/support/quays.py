"""The fictional brief with sections and tables, and its documents, made once."""

from __future__ import annotations

from functools import cache

from policybrief.deck.shapes import TableShape
from policybrief.pipeline import build
from support import decks
from support.projects import ROOT

QUAYS = ROOT / "tests" / "data" / "quays.yaml"
TEXT = QUAYS.read_text(encoding="utf-8")


@cache
def deck() -> decks.Built:
    return decks.built(QUAYS)


@cache
def memo(form: str = "memo") -> bytes:
    (made,) = build.make(QUAYS, (form,))
    return made.content


def tables(made: decks.Built) -> list[TableShape]:
    """The tables of a deck but for those of the built-in parts, in their order."""
    shapes = (shape for slide in made.placed.slides for shape in slide.shapes)
    return [shape for shape in shapes if isinstance(shape, TableShape) and shape.name == "table"]


def edited(*edits: tuple[str, str]) -> str:
    """The brief's text with each (old, new) replaced."""
    text = TEXT
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text
