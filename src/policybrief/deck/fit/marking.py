"""The marking on slides: its lines in the footer, a TLP label in its colours, the designation block on the cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policybrief.compose.places import Places
from policybrief.deck.colors import BLACK, MARKING, Color
from policybrief.deck.fit.typeset import Type, wrapped
from policybrief.deck.marking import BETWEEN, color
from policybrief.deck.shapes import Box, Line, Look, TextShape
from policybrief.errors import Problem
from policybrief.text.document import Fields, Run, Text, path_of, plain
from policybrief.theme.model import Theme

_RIGHT, _TOP, LABEL_HEIGHT = 906.0, 9.0, 22.0
_WIDTHS = {"TLP:RED": 66.0, "TLP:CLEAR": 80.0, "TLP:GREEN": 82.0, "TLP:AMBER": 84.0, "TLP:AMBER+STRICT": 132.0}
_SIZE = 13.0
_CLEAR = 5.0  # beside the words of a wide face
TLP_LEAST = 12.0
LEAST = 9.0
FOOTER_WIDTH = 852.0


def label(
    markings: tuple[Text, ...], theme: Theme, right: float = _RIGHT, top: float = _TOP, scale: float = 1.0
) -> TextShape | None:
    """The TLP label as a shape of its own, for every slide: what only the master shows is in no reading order."""
    for text in markings:
        if tint := color(plain(text)):
            look = Look(_SIZE * scale, tint, bold=True)
            wide = wrapped(text, look, 900.0, Type(theme.deck)).width + 2 * _CLEAR * scale
            width = max(_WIDTHS[plain(text)] * scale, wide)
            line = Line(text, look, align="ctr")
            box = Box(right - width, top, width, LABEL_HEIGHT * scale)
            return TextShape(box, (line,), "TLP label", "ctr", fill=BLACK)
    return None


def in_a_row(markings: tuple[Text, ...]) -> Text:
    """The lines as one, for the footer."""
    row: list[Run] = []
    for text in markings:
        row += [Run(BETWEEN), *text] if row else text
    return tuple(row)


def footer_look(markings: tuple[Text, ...], theme: Theme) -> Look:
    """At the theme's size, or TLP's where there is a label; smaller where several lines need the room."""
    size = max(theme.deck.sizes.footer, TLP_LEAST) if label(markings, theme) else theme.deck.sizes.footer
    looks = [Look(size, MARKING, bold=True, spacing=0.8)]
    # A spacing of 0 would be left unsaid, and the layout's inherited.
    looks += [Look(size - step / 2, MARKING, bold=True, spacing=0.1) for step in range(int(size - LEAST) * 2 + 1)]
    return next((look for look in looks if _one_line(markings, look, theme)), looks[-1])


def _one_line(markings: tuple[Text, ...], look: Look, theme: Theme) -> bool:
    return wrapped(in_a_row(markings), look, FOOTER_WIDTH, Type(theme.deck)).lines < 2


def problems(markings: tuple[Text, ...], theme: Theme, places: Places) -> Iterator[Problem]:
    """A footer has one line."""
    if markings and not _one_line(markings, footer_look(markings, theme), theme):
        longest = max(markings, key=lambda text: len(plain(text)))
        message = "is too long for a slide's footer: it has one line"
        yield places.problem(path_of(longest), longest[0].at, message, "shorten it")


def block(designation: Fields, color: Color) -> tuple[Line, ...]:
    """The designation block of CUI, for the title slide."""
    look = Look(11.0, color)
    return tuple(
        Line((*(replace(run, bold=True) for run in label), Run(" "), *words), look) for label, words in designation
    )
