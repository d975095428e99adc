"""The marking on slides: its lines at the head and the foot, a TLP label in its colours, the designation block on the
cover.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policybrief.compose.places import Places
from policybrief.deck.colors import BLACK, MARKING
from policybrief.deck.cover import COVERS
from policybrief.deck.fit.grid import LABEL, MARGIN, WIDTH
from policybrief.deck.marking import BETWEEN, color
from policybrief.deck.shapes import Line, Look, TextShape
from policybrief.deck.typeset import Type, wrapped
from policybrief.errors import Problem
from policybrief.ooxml.box import Box
from policybrief.text.items import Fields
from policybrief.text.run import Run, Text, path_of, plain
from policybrief.theme.model import Theme

_LABEL_HEIGHT = 16.5
_BESIDE = 14.0  # where the marking begins on the paper of a divided cover
_CLEAR = 6.0  # beside the words
TLP_LEAST = 12.0
LEAST = 9.0
HEAD, FOOT = Box(MARGIN, 1.0, WIDTH, 27.5), Box(MARGIN, 508.5, WIDTH, 27.5)
"""Where the lines of the marking stand on our own master, which has the footer's place too: room for two of them."""
_CLEAR_OF_PROGRESS = 3.5
"""By how much one line at the head stands higher: the bar over the present section begins near its foot."""

_ACROSS, _NARROW = 2, 4
"""So many lines it may take across a slide, and in the narrow part of a divided cover."""


def head(markings: tuple[Text, ...], theme: Theme, *, cover: bool) -> list[TextShape]:
    """The marking above a slide of our own master: its lines in the middle, a TLP label at the right."""
    shapes = [label] if (label := tlp(markings, theme)) else []
    if beside_tlp(markings):
        taken = _beside(shapes[0]) if shapes else 0.0
        shapes.insert(0, row(markings, HEAD.inset(taken, 0, taken, 0), theme, cover=cover))
    return shapes


def row(markings: tuple[Text, ...], box: Box, theme: Theme, *, cover: bool) -> TextShape:
    """The lines of the marking beside one another; on a cover where that has room for them, in a colour seen there."""
    look = footer_look(markings, theme)
    line = Line(in_a_row(beside_tlp(markings)), look, align="ctr")
    if box.y < FOOT.y / 2 and wrapped(line.text, look, box.width, Type(theme.deck)).lines == 1:
        box = box.inset(0, 0, 0, _CLEAR_OF_PROGRESS)
    if cover:
        cover_look = COVERS[theme.deck.cover]
        line = replace(line, look=replace(look, color=cover_look.footer), align=cover_look.marking_align)
        if cover_look.marking_align == "l":
            head = box.y < FOOT.y / 2
            narrow = replace(cover_look.marking_box, y=_BESIDE) if head else cover_look.marking_box
            return TextShape(narrow, (line,), "Marking", "t" if head else "b", role="marking")
    return TextShape(box, (line,), "Marking", "b" if box.y < FOOT.y / 2 else "t", role="marking")


def foot(markings: tuple[Text, ...], theme: Theme) -> list[TextShape]:
    """The TLP label below a slide; the lines of the marking are its footer."""
    return [label] if (label := tlp(markings, theme, top=FOOT.y)) else []


def beside_tlp(markings: tuple[Text, ...]) -> tuple[Text, ...]:
    """The lines that are not TLP's: that has a label of its own."""
    return tuple(text for text in markings if not color(plain(text)))


def tlp(
    markings: tuple[Text, ...], theme: Theme, right: float = LABEL[0], top: float = LABEL[1], scale: float = 1.0
) -> TextShape | None:
    """The TLP label as a shape of its own, for every slide: what only the master shows is in no reading order.

    In TLP's own colour on black, 12 points at the least (FIRST, Traffic Light Protocol 2.0).
    """
    for text in markings:
        if tint := color(plain(text)):
            look = Look(max(theme.deck.sizes.kicker, TLP_LEAST * scale), tint, bold=True, leading=1.0)
            width = wrapped(text, look, 900.0, Type(theme.deck)).width + 2 * _CLEAR * scale
            box = Box(right - width, top, width, _LABEL_HEIGHT * scale)
            return TextShape(box, (Line(text, look, align="ctr"),), "TLP label", "ctr", fill=BLACK)
    return None


def in_a_row(markings: tuple[Text, ...]) -> Text:
    """The lines as one, for the footer."""
    row: list[Run] = []
    for text in markings:
        row += [Run(BETWEEN), *text] if row else text
    return tuple(row)


def footer_look(markings: tuple[Text, ...], theme: Theme) -> Look:
    """In spaced letters; closer together where several lines need the room."""
    # A spacing of 0 would be left unsaid, and the layout's inherited.
    looks = [Look(theme.deck.sizes.footer, MARKING, bold=True, spacing=spacing, leading=1.0) for spacing in (1.0, 0.1)]
    row, type_ = in_a_row(beside_tlp(markings)), Type(theme.deck)
    return next((look for look in looks if wrapped(row, look, WIDTH, type_).lines == 1), looks[-1])


def _beside(label: TextShape) -> float:
    """What a label takes of the line at whose end it stands."""
    return label.box.width + _CLEAR


def _has_room(markings: tuple[Text, ...], look: Look, theme: Theme) -> bool:
    """Whether there is room for the lines beside a TLP label, and on a cover that is divided."""
    label, text, type_ = tlp(markings, theme), in_a_row(beside_tlp(markings)), Type(theme.deck)
    taken = 2 * _beside(label) if label else 0.0
    cover = COVERS[theme.deck.cover]
    on_cover = cover.marking_align != "l" or wrapped(text, look, cover.marking_box.width, type_).lines <= _NARROW
    return on_cover and wrapped(text, look, WIDTH - taken, type_).lines <= _ACROSS


def problems(markings: tuple[Text, ...], theme: Theme, places: Places) -> Iterator[Problem]:
    """A footer has two lines."""
    lines = beside_tlp(markings)
    if lines and not _has_room(markings, footer_look(markings, theme), theme):
        longest = max(lines, key=lambda text: len(plain(text)))
        message = "is too long for a slide's footer: it has two lines"
        yield places.problem(path_of(longest), longest[0].at, message, "shorten it")


def block(designation: Fields, look: Look) -> tuple[Line, ...]:
    """The designation block of CUI, for the title slide."""
    return tuple(
        Line((*(replace(run, bold=True) for run in label), Run(" "), *words), look) for label, words in designation
    )
