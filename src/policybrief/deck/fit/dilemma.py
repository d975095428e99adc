"""A dilemma: its name, the sentence that introduces its aims, and the aims as a figure, in a panel."""

from __future__ import annotations

from dataclasses import replace

from policybrief.deck.colors import PANEL, PRIMARY
from policybrief.deck.fit.tension import draws, tension
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import BAR, Faults, Laid, Type, extent, name_of
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Dilemma

_SIDE, _TOP, _BOTTOM = 18.0, 6.0 + BAR, 14.0
_INTO_SIDE = 9.0
"""By how much a figure's aims may stand in the panel's sides."""
_GAP = 14.0
_WIDE = 560.0
"""From this width on a figure stands beside the words."""
_WORDS_SHARE = 0.4
_AIR = 60.0
"""Around a figure at the most."""


def dilemma(block: Dilemma, width: float, type_: Type) -> Laid:
    """Words above the figure; in a wide panel beside it, unless the aims are a list."""
    inner = width - 2 * _SIDE
    drawn = not block.start and draws(block.aims, inner + 2 * _INTO_SIDE, type_)
    beside = drawn and width >= _WIDE
    words_width = inner * _WORDS_SHARE if beside else inner
    aims_width = inner - words_width - _GAP if beside else inner + 2 * _INTO_SIDE if drawn else inner
    lines = _words(block, type_)
    narrowed = settled(lines[-1:], words_width, type_)
    height, faults = extent(lines, narrowed, type_)
    aims = tension(block.aims, aims_width, type_, block.start)
    content = max(height, aims.height) if beside else height + _GAP + aims.height
    natural = content + _TOP + _BOTTOM

    def place(box: Box) -> list[Shape]:
        room = box.inset(_SIDE, _TOP, _SIDE, _BOTTOM)
        text = Box(room.x, room.y, words_width, room.height if beside else height)
        under = Box(room.right - aims_width, room.y, aims_width, room.height) if beside else _below(room, height)
        if not beside and drawn:
            under = under.inset(-_INTO_SIDE, 0, -_INTO_SIDE, 0)
        insets = (0.0, 0.0, words_width - narrowed, 0.0)
        words = TextShape(text, lines, name_of(block.label, block.lead), "ctr" if beside else "t", insets)
        return [Decoration(box, fill=PANEL), words, *aims.place(_in_the_middle(under, aims) if drawn else under)]

    more = max(0.0, aims.ceiling - aims.height) + _AIR if drawn else 0.0
    return Laid(natural, place, Faults.of((faults, aims.faults)), True, natural + more)


def _words(block: Dilemma, type_: Type) -> tuple[Line, ...]:
    label = Line(block.label, Look(type_.head, PRIMARY, bold=True))
    return (label, Line(block.lead, Look(type_.body), before=4.0)) if block.lead else (label,)


def _below(room: Box, height: float) -> Box:
    return room.inset(0, height + _GAP, 0, 0)


def _in_the_middle(room: Box, laid: Laid) -> Box:
    """A box no higher than the figure can use, in the middle of its room."""
    height = min(room.height, max(laid.height, laid.ceiling))
    return replace(room, y=room.y + (room.height - height) / 2, height=height)
