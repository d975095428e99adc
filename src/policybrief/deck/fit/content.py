"""A content slide in any grid, ours or a base's: title, kicker, blocks and source, all of which fit."""

from __future__ import annotations

from collections.abc import Callable

from policybrief.deck.colors import MUTED
from policybrief.deck.fit import content_slide, marks
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.footnotes import sourced
from policybrief.deck.fit.grid import Grid, Slot
from policybrief.deck.fit.progress import Progress
from policybrief.deck.fit.texts import Texts
from policybrief.deck.looks import kicker_look
from policybrief.deck.shapes import Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import LEADING, leading, wrapped
from policybrief.errors import BriefError, Problem
from policybrief.fonts.measure import resolve
from policybrief.ooxml.box import Box
from policybrief.text.document import Slide
from policybrief.text.records import dataclass, replace
from policybrief.text.run import Text

_BESIDE = marks.TITLE_MARK + 12.0
"""From the left edge of a title's circle to the title."""

_IN_FILL = 8.0
"""Between the edge of a title's own fill and its circle, at the least."""

_BEFORE_BACK, _CLEAR = 12.0, 1.03
"""Before what leads back, and how wide that may turn out in a program that measures otherwise."""

_NOT_HERE, _NEARLY = 1.4, 1.03
"""How much wider a line may hold words than they were measured: in a face that is not here, and in any."""

_CLEAR_OF_TITLE = 9.0
"""By how much what stands below a title of two lines begins lower, where there is room."""


@dataclass(frozen=True)
class FittedContent:
    """What stands on a content slide but for its footers, and the step of the type scale that its blocks took."""

    shapes: tuple[Shape, ...]
    step: int


def content(slide: Slide, on: Grid, texts: Texts, progress: Progress, least: int) -> FittedContent:
    """The shapes of the slide; its blocks take the first step from `least` on at which they fit.

    Raises `OverfullError` where the blocks are too much, or else `BriefError` for the other texts: all of them at once.
    """
    problems: list[Problem] = []
    shapes: list[Shape] = []

    def add(make: Callable[[], TextShape]) -> None:
        try:
            shapes.append(make())
        except BriefError as error:
            problems.extend(error.problems)

    place = numbered(on.title) if slide.number else on.title
    add(lambda: texts.title(slide.title, place, on.sizes, place.most_lines))
    one_line = bool(on.raised and shapes) and _lines(slide, shapes[0], place, texts) == 1
    raised = on.raised if one_line else -_CLEAR_OF_TITLE if on.raised else 0.0
    if slide.number and shapes:
        shapes = _with_number(slide, shapes[0], on, texts)
    marked = progress.shapes(slide.section, on.kicker, texts.type_)
    if slide.kicker:
        room, marked = _beside(marked, slide.kicker, on, texts)
        look = kicker_look(texts.theme.deck)
        add(lambda: replace(texts.one_line(slide.kicker, room, look, "kicker"), framed=bool(marked)))
    try:
        filled = content_slide.blocks(slide.blocks, on.content, texts.theme.deck, least, raised)
    except OverfullError as over:
        raise OverfullError(over.height, on.content, tuple(problems)) from None
    shapes += [*filled.shapes, *marked]
    back, place_of_source = _back(slide.back, on, texts) if slide.back else ([], on.source)
    shapes += back
    if source := sourced(slide, shapes):
        add(lambda: texts.source(source, place_of_source))
    if problems:
        raise BriefError(problems)
    return FittedContent(tuple(shapes), filled.step)


def _beside(progress: list[Shape], kicker: Text, on: Grid, texts: Texts) -> tuple[Box, list[Shape]]:
    """The kicker's room beside the shapes of the progress; all of it and no progress, where it needs a second line.

    The kicker is the slide's own; the progress says what a reader knows.
    """
    if not progress:
        return on.kicker, progress
    room = on.kicker.inset(0, 0, on.kicker.right - progress[0].box.x + 12.0, 0)
    if wrapped(kicker, kicker_look(texts.theme.deck), room.width, texts.type_).lines > 1:
        return on.kicker, []
    return room, progress


def _back(text: Text, on: Grid, texts: Texts) -> tuple[list[TextShape], Box]:
    """Words at the foot that lead back to another slide, and the room that they leave for the source."""
    look = Look(texts.theme.deck.sizes.footer, MUTED, leading=1.0)
    width = wrapped(text, look, on.source.width / 2, texts.type_).width * _CLEAR
    box = Box(on.back - width, on.source.y, width, texts.theme.deck.sizes.footer * LEADING)
    room = on.source.inset(0, 0, max(0.0, on.source.right - box.x + _BEFORE_BACK), 0)
    return [TextShape(box, (Line(text, look, align="r"),), "back")], room


def numbered(slot: Slot) -> Slot:
    """A title's place with room for a judgment's circle before it: within its fill, where it has one. One in the middle
    stays in the middle.
    """
    after = _BESIDE if slot.align == "ctr" else 0.0
    if slot.filled:
        left, top, right, bottom = slot.insets
        insets = (left + _BESIDE + _IN_FILL, top, right + after, bottom)
        return replace(slot, insets=insets, held=replace(slot.held, inset=True) if slot.held else None)
    held = replace(slot.held, framed=True) if slot.held else None
    return replace(slot, box=slot.box.inset(_BESIDE, 0, after, 0), held=held)


def _with_number(slide: Slide, title: Shape, on: Grid, texts: Texts) -> list[Shape]:
    """The title, and the circle with a judgment's number at the left of its first line: on each slide in one place, for
    where a title in the middle begins is known in its own face alone.
    """
    assert isinstance(title, TextShape)
    look, place = title.lines[0].look, numbered(on.title)
    line, room = leading(look, texts.type_), place.room
    broken = wrapped(title.lines[0].text, look, room.width, texts.type_)
    down = room.height - line * broken.lines
    top = room.y + {"t": 0.0, "ctr": down / 2, "b": down}[place.anchor]
    middle = top + line / 2
    centred = place.anchor == "ctr" and place.align == "ctr"
    doubted = place.anchor != "t" and _may_be_shorter(title.lines[0], broken.lines, room.width, texts)
    if centred or doubted:
        middle = top + line * broken.lines / 2
    circle = marks.judgment(words(slide.number), room.x - _BESIDE, middle, texts.type_, of_title=True)
    return [replace(title, framed=True), circle]


def _may_be_shorter(line: Line, lines: int, width: float, texts: Texts) -> bool:
    """Whether a title may have fewer lines than were measured: in a face that is not here, or that nearly has it so."""
    more = _NOT_HERE if resolve(texts.type_.face(line.look)).message else _NEARLY
    return wrapped(line.text, line.look, width * more, texts.type_).lines < lines


def _lines(slide: Slide, title: Shape, place: Slot, texts: Texts) -> int:
    assert isinstance(title, TextShape)
    return wrapped(slide.title, title.lines[0].look, place.room.width, texts.type_).lines
