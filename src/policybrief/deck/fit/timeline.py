"""A timeline: a line with a dot for each event, whose texts stand above and below it in turn."""

from __future__ import annotations

from policybrief.deck.colors import ACCENT, PAPER, PRIMARY
from policybrief.deck.fit.typeset import Faults, Laid, Type, extent, name_of
from policybrief.deck.shapes import Box, Decoration, Line, Look, Shape, TextShape
from policybrief.text import document as doc


def timeline(block: doc.Timeline, width: float, type_: Type) -> Laid:
    """A line with a dot for each event, whose texts stand above and below it in turn."""
    size, count = type_.body, len(block.events)
    gap = 14.0
    text_width = (2 * width - gap * (count - 1)) / (count + 1) if count > 1 else width
    step = (width - text_width) / (count - 1) if count > 1 else 0.0
    events = [_event_lines(event, size) for event in block.events]
    measured = [extent(lines, text_width, type_) for lines in events]
    above = max((height for height, _ in measured[::2]), default=0.0)
    below = max((height for height, _ in measured[1::2]), default=0.0)
    clear = 20.0  # from a text to the line

    def place(box: Box) -> list[Shape]:
        axis = box.y + (box.height - above - below - 2 * clear) / 2 + above + clear
        shapes: list[Shape] = [Decoration(Box(box.x, axis - 1.5, box.width, 3.0), fill=PRIMARY)]
        for number, lines in enumerate(events):
            x = box.x + number * step
            shapes.append(Decoration(Box(x, axis - 7.5, 15.0, 15.0), PAPER, PRIMARY, 3.75, "ellipse"))
            up = number % 2 == 0
            room = Box(x, axis - clear - above if up else axis + clear, text_width, above if up else below)
            shapes.append(TextShape(room, lines, name_of(lines[0].text), "b" if up else "t"))
        return shapes

    return Laid(above + below + 2 * clear, place, Faults.of(faults for _, faults in measured), True, 10_000.0)


def _event_lines(event: doc.Event, size: float) -> tuple[Line, ...]:
    when = Line(event.when, Look(size, ACCENT, bold=True, heading=True))
    return when, Line(event.text, Look(size), before=1.0)
