"""The foot of a slide: its sources, and behind them the footnotes whose marks stand on it.

What a slide says in a shorter form, or on another slide, has no footnote here.
"""

from __future__ import annotations

from collections.abc import Iterable

from policybrief.deck.shapes import Shape
from policybrief.text.document import Slide, runs
from policybrief.text.run import FOOTNOTE, Run, Text

_BETWEEN = "\u00a0· "


def sourced(slide: Slide, shapes: Iterable[Shape]) -> Text:
    """The source line of a slide that has these shapes."""
    if not slide.footnotes:
        return slide.source
    shown = {run.footnote for run in runs(tuple(shapes))}
    text = list(slide.source)
    for mark, words in slide.footnotes:
        if mark in shown:
            text += [Run(_BETWEEN)] if text else []
            text += [Run(mark, cite=f"{FOOTNOTE}{mark}"), Run(" "), *words]
    return tuple(text)
