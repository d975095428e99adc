"""Items as rows: a mark, headline and text, and at the end how sure we are or what the item rests on.

Judgments have their text below the headline, and their likelihood on a bar. Recommendations and what to avoid have it
beside the headline, as long as each has room for that; where there is much to say, below it as well.
"""

from __future__ import annotations

from policybrief.deck.colors import ACCENT, MUTED, PRIMARY
from policybrief.deck.fit import asides, likelihood, marks
from policybrief.deck.fit.listing import ColumnLabel, ListedRow, label_width, listing
from policybrief.deck.fit.sentences import prose_lines
from policybrief.deck.shapes import Connector, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import COMPACT, LEADING, ROOMY, UNFIT, Faults, Laid, Type, extent, name_of, note_look
from policybrief.deck.widths import balanced, settled
from policybrief.ooxml.box import Box
from policybrief.text.items import Item, Items, Labels, Likelihood
from policybrief.text.records import dataclass

_FEW = {"judgments": 2, "recommendations": 2, "avoid": 3, "": 4}
"""So many items may stand in the largest type: more of them would look louder than they are."""

_ASIDE, _TEXT, _SMALL_TEXT = 127 / 852, 276 / 852, 362 / 852
"""Of the width: what asides have at the least, and where texts beside headlines begin, and small ones."""
_MANY = range(6, 8)
"""So many recommendations stand on one slide with small texts, where they are too much for it otherwise."""
_GAP = 18.0
_ABOVE_NOTE, _ABOVE_BAR, _ABOVE_FIELDS = 4.0, 4.5, 2.0
_CROSS, _CROSS_WIDTH = 13.0, 3.0


def rows(block: Items, width: float, type_: Type) -> Laid:
    """The items of a list under one another, in the full width."""
    if type_.step == ROOMY and len(block.items) > _FEW[block.kind]:
        return UNFIT
    grid = _Grid.of(block, width, type_)
    below = listing([_below(item, grid, type_) for item in block.items], grid.labels(block.labels), type_)
    if block.kind not in ("recommendations", "avoid") or not any(map(_says_more, block.items)):
        return below
    labels = grid.labels(block.labels, beside=True)
    beside = listing([_beside(item, grid, type_) for item in block.items], labels, type_)
    return below if type_.step == COMPACT and not grid.small and below.height < beside.height else beside


@dataclass(frozen=True)
class _Grid:
    """Where the columns of a list begin: its texts, those beside headlines, and its asides, which end at the width; and
    the size of its texts, which may be a `small` one.
    """

    block: Items
    headline: float
    text: float
    aside: float
    width: float
    size: float
    small: bool

    @classmethod
    def of(cls, block: Items, width: float, type_: Type) -> _Grid:
        marked = block.kind == "avoid" or any(item.number for item in block.items)
        needed = max(asides.width(block.items, type_), label_width(block.labels.aside, type_))
        aside = width - max(needed, _ASIDE * width) if needed else width + _GAP
        said = any(map(_says_more, block.items))
        many = block.kind == "recommendations" and len(block.items) in _MANY and said
        small = many and type_.step == COMPACT
        size, text = (type_.cell, _SMALL_TEXT) if small else (type_.body, _TEXT)
        return cls(block, marks.BESIDE if marked else 0.0, text * width, aside, width, size, small)

    @property
    def end(self) -> float:
        """Where texts end."""
        return self.aside - _GAP

    @property
    def likelihoods(self) -> list[Likelihood]:
        return [item.likelihood for item in self.block.items if item.likelihood]

    def labels(self, said: Labels, *, beside: bool = False) -> list[ColumnLabel]:
        """The labels above the columns; that of texts only where they stand `beside` their headlines."""
        end = self.text - _GAP if beside else self.end
        labels = [ColumnLabel(said.headline, self.headline, end - self.headline)]
        if beside:
            labels.append(ColumnLabel(said.text, self.text, self.end - self.text))
        return [*labels, ColumnLabel(said.aside, self.aside, self.width - self.aside)]


def _below(item: Item, grid: _Grid, type_: Type) -> ListedRow:
    """A row with the text below the headline; below that the likelihood, and what the item means for who reads it."""
    width = grid.end - grid.headline
    said = (_headline(item, type_), *_text(item, grid), *_fields(item, type_))
    note = _note(item, grid, type_)
    upper, lower = (said, note) if item.likelihood else ((*said, *note), ())
    upper_width, lower_width = settled(upper, width, type_), settled(lower, width, type_)
    height, faults = extent(upper, upper_width, type_)
    end, others = extent(lower, lower_width, type_)
    more = likelihood.higher(item.likelihood, width, grid.width, type_) if item.likelihood else 0.0
    bar = height + _ABOVE_BAR + likelihood.HEIGHT + more if item.likelihood else height
    total = bar + (end + _ABOVE_NOTE if lower else 0.0)

    def place(box: Box) -> list[Shape]:
        x = box.x + grid.headline
        shapes = _mark(item, grid.block.kind, box, type_)
        text = Box(x, box.y, upper_width, height)
        shapes.append(TextShape(text, upper, name_of(item.headline, item.text), role="row"))
        if item.likelihood:
            room = Box(x, text.bottom + _ABOVE_BAR, width, likelihood.HEIGHT + more)
            shapes += likelihood.shapes(item.likelihood, grid.likelihoods, room, grid.width, type_)
        if lower:
            shapes.append(TextShape(Box(x, box.y + bar + _ABOVE_NOTE, lower_width, end), lower, name_of(item.note)))
        return [*shapes, *_aside(item, grid, box, type_)]

    return ListedRow(_least(item, total, type_), place, Faults.of((faults, others)))


def _beside(item: Item, grid: _Grid, type_: Type) -> ListedRow:
    """A row with the text beside the headline, on one baseline with it."""
    headline, said = _headline(item, type_), (*_text(item, grid), *_fields(item, type_), *_note(item, grid, type_))
    left = balanced(item.headline, headline.look, grid.text - _GAP - grid.headline, type_)
    right = settled(said, grid.end - grid.text, type_)
    height, faults = extent((headline,), left, type_)
    text_height, others = extent(said, right, type_)
    down = max(0.0, (type_.head - grid.size) * marks.BASELINE)

    def place(box: Box) -> list[Shape]:
        shapes = _mark(item, grid.block.kind, box, type_)
        at = Box(box.x + grid.headline, box.y, left, height)
        shapes.append(TextShape(at, (headline,), name_of(item.headline), role="row"))
        if said:
            text = Box(box.x + grid.text, box.y + down, right, text_height)
            shapes.append(TextShape(text, said, name_of(item.text, item.assigned, item.note)))
        return [*shapes, *_aside(item, grid, box, type_)]

    return ListedRow(_least(item, max(height, down + text_height), type_), place, Faults.of((faults, others)))


def _least(item: Item, height: float, type_: Type) -> float:
    """The height of a row whose texts are so high: marks have theirs too."""
    middle = marks.capitals(type_.head)
    return max(height, middle + marks.MARK / 2, middle - marks.MARK / 2 + asides.height(item))


def _headline(item: Item, type_: Type) -> Line:
    return Line(item.headline, Look(type_.head, PRIMARY, bold=True))


def _text(item: Item, grid: _Grid) -> tuple[Line, ...]:
    return prose_lines(item.text, item.more, grid.size)


def _says_more(item: Item) -> bool:
    """Whether an item says more than its headline."""
    return bool(item.says_more or item.note or item.fields)


def _fields(item: Item, type_: Type) -> tuple[Line, ...]:
    """Who does it, by when and at what cost: a muted line of its own."""
    return (Line(item.assigned, Look(type_.label, MUTED), before=_ABOVE_FIELDS),) if item.fields else ()


def _note(item: Item, grid: _Grid, type_: Type) -> tuple[Line, ...]:
    above = _ABOVE_NOTE if item.says_more and type_.step < COMPACT else 0.0
    return (Line(item.note, note_look(grid.size), before=above),) if item.note else ()


def _mark(item: Item, kind: str, box: Box, type_: Type) -> list[Shape]:
    """What says at the left of a row which item it is, and of what kind."""
    middle = box.y + marks.capitals(type_.head)
    if kind == "avoid":
        return _cross(box.x, middle)
    if not item.number:
        return []
    number = words(item.number)
    if kind == "judgments":
        return [marks.judgment(number, box.x, middle, type_)]
    if kind == "recommendations":
        return [marks.recommendation(number, box.x, middle, type_)]
    look = Look(type_.head, PRIMARY, bold=True)
    return [
        TextShape(Box(box.x, box.y, marks.BESIDE, type_.head * LEADING), (Line(number, look),), f"number {item.number}")
    ]


def _cross(x: float, middle: float) -> list[Shape]:
    """What is crossed out is not to be done: red is for that alone, and the cross says it in grey print too."""
    left, right = x + (marks.MARK - _CROSS) / 2, x + (marks.MARK + _CROSS) / 2
    top, bottom = middle - _CROSS / 2, middle + _CROSS / 2
    return [
        Connector((left, top), (right, bottom), ACCENT, _CROSS_WIDTH),
        Connector((left, bottom), (right, top), ACCENT, _CROSS_WIDTH),
    ]


def _aside(item: Item, grid: _Grid, box: Box, type_: Type) -> list[Shape]:
    return asides.shapes(item, box.x + grid.aside, box.y + marks.capitals(type_.head), type_)
