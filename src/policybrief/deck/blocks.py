"""How each kind of block takes its room on a slide.

`measure(block, width, share, type_)` lays a block out at one point of the type scale and says how high it is; its
`place` then puts it into a box at least that high. `share` runs from 0 (all sizes at the theme's floor) to 1 (at their
ceiling). Siblings (cards, columns, rows, events) always share one size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from policybrief import document as doc
from policybrief import fonts
from policybrief.deck.shapes import (
    Box,
    Cell,
    ChartShape,
    Decoration,
    Line,
    Look,
    Shape,
    TableShape,
    TextShape,
    words,
)
from policybrief.document import Text, path_of
from policybrief.theme import DeckTheme

GAP = 16.0
"""Between blocks, and between columns."""

_RULE = 0.75
_BAR = 3.75
_INDENT = 1.0  # of the type size, for bullets
_NUMBERED_INDENT = 1.5


@dataclass(frozen=True)
class Type:
    """The theme's faces and sizes at one point of the scale."""

    theme: DeckTheme
    share: float

    @property
    def body(self) -> float:
        return _half(self.theme.body.at(self.share))

    @property
    def cell(self) -> float:
        return _half(self.theme.cell.at(self.share))

    def face(self, look: Look) -> str:
        return self.theme.heading_face if look.heading else self.theme.body_face


@dataclass(frozen=True)
class Laid:
    """A block laid out: the height it needs, whether a word had to be cut, and how it takes a box.

    `grows` says how much of spare room the block can use: 0 for none (a sentence), up to `ceiling` points in height.
    """

    height: float
    place: Callable[[Box], list[Shape]]
    cut: bool = False
    grows: bool = False
    ceiling: float = 0.0


def measure(block: doc.Block, width: float, type_: Type) -> Laid:
    """Lay out a block of any kind in `width` points."""
    match block:
        case doc.Paragraph() | doc.Bullets():
            return _words(block, width, type_)
        case doc.Items():
            return _items(block, width, type_)
        case doc.Table():
            return _table(block, width, type_)
        case doc.Callout() | doc.Decision():
            return _callout(block, width, type_)
        case doc.Quote():
            return _quote(block, width, type_)
        case doc.Columns(kind="bands"):
            return _bands(block, width, type_)
        case doc.Columns():
            return _columns(block, width, type_)
        case doc.Timeline():
            return _timeline(block, width, type_)
        case doc.Chart():
            return _chart(block, width, type_)
        case doc.SourceList():
            return _sources(block, width, type_)
        case doc.Section():
            raise TypeError("a section belongs to a memo; markup lets none into a deck")


def stack(blocks: Sequence[doc.Block], width: float, type_: Type, gap: float = GAP) -> Laid:
    """Blocks one below the other; spare room goes to those that can use it.

    A callout or decision at the end stands at the foot of the room: the last word has a place of its own.
    """
    laid = [measure(block, width, type_) for block in blocks]
    natural = sum(one.height for one in laid) + gap * max(0, len(laid) - 1)
    footed = len(blocks) > 1 and isinstance(blocks[-1], doc.Callout | doc.Decision)

    def place(box: Box) -> list[Shape]:
        heights = _share_out(laid, box.height - natural)
        shapes: list[Shape] = []
        y = box.y
        for number, (one, height) in enumerate(zip(laid, heights, strict=True)):
            top = box.bottom - height if footed and number == len(laid) - 1 else y
            shapes += one.place(Box(box.x, top, box.width, height))
            y += height + gap
        return shapes

    grows = any(one.grows for one in laid)
    ceiling = natural + sum(max(0.0, one.ceiling - one.height) for one in laid if one.grows)
    return Laid(natural, place, any(one.cut for one in laid), grows or footed, 10_000.0 if footed else ceiling)


def _share_out(laid: Sequence[Laid], spare: float) -> list[float]:
    """Heights of blocks that share `spare` points among those that grow, none beyond its ceiling."""
    heights = [one.height for one in laid]
    growing = [number for number, one in enumerate(laid) if one.grows and one.ceiling > one.height]
    for position, number in enumerate(sorted(growing, key=lambda n: laid[n].ceiling - laid[n].height)):
        part = spare / (len(growing) - position)
        more = max(0.0, min(part, laid[number].ceiling - laid[number].height))
        heights[number] += more
        spare -= more
    return heights


# -- text


def _half(size: float) -> float:
    """Sizes go in half points, as PowerPoint's own do."""
    return round(size * 2) / 2


def styled(run: doc.Run, look: Look, type_: Type) -> fonts.Style:
    """What decides a run's width in a line of this look."""
    size = look.size * (0.66 if run.cite else 1.0)
    return fonts.Style(type_.face(look), size, look.bold or run.bold, look.italic or run.italic, look.spacing)


def wrapped(text: Text, look: Look, width: float, type_: Type) -> fonts.Wrapped:
    """How a text breaks in `width` points."""
    pieces = [(run.text.upper() if look.caps else run.text, styled(run, look, type_)) for run in text]
    return fonts.wrap(pieces, width)


def leading(look: Look, type_: Type) -> float:
    """The height of a line, in points."""
    return look.size * fonts.line_height(type_.face(look))


def height_of(lines: Sequence[Line], width: float, type_: Type) -> tuple[float, bool]:
    """The height of paragraphs in `width` points, and whether a word had to be cut."""
    height, cut = 0.0, False
    for number, line in enumerate(lines):
        room = width - indent(line)
        broken = wrapped(line.text, line.look, room, type_)
        height += broken.lines * leading(line.look, type_) + (line.before if number else 0.0)
        cut = cut or broken.cut
    return height, cut


def indent(line: Line) -> float:
    """How far a bullet's text stands in from its box, in points."""
    if not line.bullet:
        return 0.0
    return line.look.size * (_INDENT if line.bullet == "•" else _NUMBERED_INDENT)


def paragraph_lines(block: doc.Paragraph | doc.Bullets, size: float) -> tuple[Line, ...]:
    """A paragraph or a list as lines of `size` points."""
    if isinstance(block, doc.Bullets):
        return tuple(
            Line(item, Look(size), before=size * 0.5, bullet=f"{number}." if block.ordered else "•")
            for number, item in enumerate(block.items, 1)
        )
    look = {
        "body": Look(size),
        "lead": Look(_half(size * 1.15), "primary", bold=True),
        "muted": Look(size, "muted"),
    }[block.role]
    return (Line(block.text, look),)


def _name(*texts: Text) -> str:
    return next((path for text in texts if (path := path_of(text))), "text")


def _words(block: doc.Paragraph | doc.Bullets, width: float, type_: Type) -> Laid:
    lines = paragraph_lines(block, type_.body)
    height, cut = height_of(lines, width, type_)
    name = _name(*(line.text for line in lines))
    return Laid(height, lambda box: [TextShape(box, lines, name, role="column")], cut)


# -- numbered items with a confidence mark

_DOT, _DOT_GAP = 8.5, 4.0
_LEVELS = {"high": 3, "moderate": 2, "low": 1}


def _items(block: doc.Items, width: float, type_: Type) -> Laid:
    """Rows under one another, a hairline between: number, headline and sentence, confidence at the end."""
    size = type_.body
    number_width = size * 2.0 if any(item.number for item in block.items) else 0.0
    word_look = Look(_half(max(14.0, size * 0.72)), "primary", bold=True)
    mark_width = _mark_width(block, word_look, type_)
    text_width = width - number_width - (mark_width + GAP if mark_width else 0.0)
    rows = [_item_lines(item, size) for item in block.items]
    measured = [height_of(lines, text_width, type_) for lines in rows]
    padding = size * 0.5
    heights = [height + padding for height, _ in measured]

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        spare = (box.height - sum(heights)) / len(heights)
        y = box.y
        for number, (item, lines) in enumerate(zip(block.items, rows, strict=True)):
            row = Box(box.x, y, box.width, heights[number] + spare)
            if number:
                shapes.append(Decoration(Box(box.x, y - _RULE / 2, box.width, _RULE), fill="rule"))
            shapes += _item(item, lines, row, number_width, text_width, size)
            if item.mark:
                shapes += _mark(item.mark, row, mark_width, word_look)
            y = row.bottom
        return shapes

    return Laid(sum(heights), place, any(cut for _, cut in measured), True, sum(heights) + len(heights) * size * 1.6)


def _item_lines(item: doc.Item, size: float) -> tuple[Line, ...]:
    headline = Line(item.headline, Look(_half(size * 1.08), "primary", bold=True))
    return (headline, Line(item.text, Look(size), before=1.0)) if item.text else (headline,)


def _item(
    item: doc.Item, lines: tuple[Line, ...], row: Box, number_width: float, text_width: float, size: float
) -> list[Shape]:
    shapes: list[Shape] = []
    if item.number:
        look = Look(_half(size * 1.45), "accent", bold=True, heading=True)
        numeral = Line(words(item.number), look)
        shapes.append(
            TextShape(Box(row.x, row.y, number_width, row.height), (numeral,), f"number {item.number}", "ctr")
        )
    text_box = Box(row.x + number_width, row.y, text_width, row.height)
    shapes.append(TextShape(text_box, lines, _name(item.headline, item.text), "ctr", role="row"))
    return shapes


def _mark_width(block: doc.Items, look: Look, type_: Type) -> float:
    dots = 3 * _DOT + 2 * _DOT_GAP
    marks = [item.mark for item in block.items if item.mark]
    if not marks:
        return 0.0
    widest = max(wrapped(mark.word, look, 1000.0, type_).width for mark in marks)
    return dots + (widest * 1.03 + 10.0 if widest else 0.0)


def _mark(mark: doc.Mark, row: Box, width: float, look: Look) -> list[Shape]:
    """Three dots, filled by the level, and the level's word: colour and shape never stand alone."""
    shapes: list[Shape] = []
    x, middle = row.right - width, row.y + row.height / 2
    for number in range(3):
        dot = Box(x + number * (_DOT + _DOT_GAP), middle - _DOT / 2, _DOT, _DOT)
        fill = "primary" if number < _LEVELS[mark.level] else ""
        shapes.append(Decoration(dot, fill=fill, outline="primary", outline_width=1.25, geometry="ellipse"))
    dots = 3 * _DOT + 2 * _DOT_GAP
    if mark.word:
        box = Box(x + dots + 8.0, row.y, width - dots - 8.0, row.height)
        shapes.append(TextShape(box, (Line(mark.word, look),), f"{_name(mark.word)}", "ctr"))
    return shapes


# -- panels with a sentence


def _callout(block: doc.Callout | doc.Decision, width: float, type_: Type) -> Laid:
    size = _half(type_.body * 0.9) if isinstance(block, doc.Callout) else type_.body
    size = max(size, type_.theme.body.floor)
    if isinstance(block, doc.Decision):
        lines: tuple[Line, ...] = (Line(block.ask, Look(size, "primary", bold=True)),)
        name = _name(block.ask)
    else:
        label = (Line(block.label, Look(_half(size * 0.9), "accent", bold=True)),) if block.label else ()
        lines = (*label, Line(block.text, Look(size, "primary")))
        name = _name(block.text)
    insets = (14.0, 8.0, 12.0, 8.0)
    height, cut = height_of(lines, width - _BAR - insets[0] - insets[2], type_)

    def place(box: Box) -> list[Shape]:
        bar = Decoration(Box(box.x, box.y, _BAR, box.height), fill="primary")
        text = TextShape(box.inset(_BAR, 0, 0, 0), lines, name, "ctr", insets, fill="panel")
        return [bar, text]

    return Laid(height + insets[1] + insets[3], place, cut)


def _quote(block: doc.Quote, width: float, type_: Type) -> Laid:
    size = type_.body
    quoted = Line(block.text, Look(size, "primary", italic=True, heading=True))
    small = _half(max(14.0, size * 0.72))
    lines = (quoted, Line(block.attribution, Look(small, "muted"), before=3.0)) if block.attribution else (quoted,)
    inset = 14.0
    height, cut = height_of(lines, width - inset, type_)

    def place(box: Box) -> list[Shape]:
        bar = Decoration(Box(box.x, box.y, 2.25, box.height), fill="accent")
        return [bar, TextShape(box.inset(inset, 0, 0, 0), lines, _name(block.text))]

    return Laid(height, place, cut)


# -- columns and cards

_TONES = {"primary": "primary", "accent": "accent", "highlight": "bronze", "first": "first", "second": "second"}
_PANELS = {"accent": "panel_accent"}


def _columns(block: doc.Columns, width: float, type_: Type) -> Laid:
    """Side by side, all of one width and one size; titles take the height of the tallest, so that texts begin level."""
    count = len(block.columns)
    gap = {"open": 21.0, "panel": 24.0, "cards": 13.5}[block.kind]
    outer = (width - gap * (count - 1)) / count
    side = {"open": 0.0, "panel": 19.5, "cards": 12.0}[block.kind]
    top = {"open": 12.0, "panel": 14.0, "cards": 10.0}[block.kind] + _BAR
    inner = outer - 2 * side
    heads = [_head_lines(column, block.kind, type_) for column in block.columns]
    head_sizes = [height_of(lines, inner, type_) for lines in heads]
    head = max(height for height, _ in head_sizes)
    after_head = {"open": 6.0, "panel": 14.0, "cards": 6.0}[block.kind] if head else 0.0
    bodies = [stack(column.blocks, inner, type_, gap=type_.body * 0.7) for column in block.columns]
    bottom = 0.0 if block.kind == "open" else 14.0
    height = top + head + after_head + max(body.height for body in bodies) + bottom
    cut = any(cut for _, cut in head_sizes) or any(body.cut for body in bodies)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        for number, (column, lines, body) in enumerate(zip(block.columns, heads, bodies, strict=True)):
            frame = Box(box.x + number * (outer + gap), box.y, outer, box.height)
            shapes += _frame(column, block.kind, frame, head + top)
            if lines:
                title = Box(frame.x + side, frame.y + top, inner, head)
                shapes.append(TextShape(title, lines, _name(column.title)))
            y = frame.y + top + head + after_head
            room = Box(frame.x + side, y, inner, frame.bottom - bottom - y)
            shapes += body.place(replace(room, height=min(room.height, max(body.height, body.ceiling))))
        return shapes

    ceiling = height if block.kind == "open" else height + 120.0
    ceiling = max([ceiling, *(height - body.height + body.ceiling for body in bodies if body.grows)])
    return Laid(height, place, cut, True, ceiling)


def _head_lines(column: doc.Column, kind: str, type_: Type) -> tuple[Line, ...]:
    size = type_.body
    tone = _TONES.get(column.tone, "primary")
    lines: list[Line] = []
    if column.number:
        numeral = Look(_half(size * (1.9 if kind == "open" else 1.6)), tone, bold=True, heading=True)
        lines.append(Line(words(column.number), numeral))
    if column.title:
        color = tone if kind == "panel" else "primary" if kind == "cards" else "ink"
        lines.append(Line(column.title, Look(_half(size * 1.06), color, bold=True)))
    return tuple(lines)


def _frame(column: doc.Column, kind: str, frame: Box, head: float) -> list[Shape]:
    """What stands behind a column: a rule over it, or a filled panel."""
    tone = column.tone or "primary"
    rule_color = tone if tone == "highlight" else _TONES.get(tone, "primary")
    if kind == "panel":
        fill = _PANELS.get(tone, "panel")
        rule = Box(frame.x + 19.5, frame.y + head + 5.0, frame.width - 39.0, 2.25)
        return [Decoration(frame, fill=fill), Decoration(rule, fill=rule_color)]
    bar = Decoration(Box(frame.x, frame.y, frame.width, _BAR), fill=rule_color)
    return [bar] if kind == "open" else [Decoration(frame, fill="card"), bar]


def _bands(block: doc.Columns, width: float, type_: Type) -> Laid:
    """Cards one below the other: number, title at the left, text at the right."""
    size, gap, bar, pad = type_.body, 9.0, 4.5, 7.0
    number_width = size * 2.2 if any(column.number for column in block.columns) else 16.0
    title_width = (width - bar - number_width) * 0.31
    text_width = width - bar - number_width - title_width - 2 * GAP
    titles = [(Line(column.title, Look(_half(size * 1.06), "primary", bold=True)),) for column in block.columns]
    title_sizes = [height_of(lines, title_width, type_) for lines in titles]
    bodies = [stack(column.blocks, text_width, type_, gap=size * 0.5) for column in block.columns]
    heights = [max(t[0], body.height) + 2 * pad for t, body in zip(title_sizes, bodies, strict=True)]
    natural = sum(heights) + gap * (len(heights) - 1)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        spare, y = (box.height - natural) / len(heights), box.y
        for number, column in enumerate(block.columns):
            band = Box(box.x, y, box.width, heights[number] + spare)
            tone = _TONES.get(column.tone, "primary")
            shapes += [Decoration(band, fill="card"), Decoration(replace(band, width=bar), fill=tone)]
            if column.number:
                numeral = Line(
                    words(column.number), Look(_half(size * 1.45), tone, bold=True, heading=True), align="ctr"
                )
                place_ = Box(band.x + bar, band.y, number_width, band.height)
                shapes.append(TextShape(place_, (numeral,), f"number {column.number}", "ctr"))
            title = Box(band.x + bar + number_width, band.y, title_width, band.height)
            shapes.append(TextShape(title, titles[number], _name(column.title), "ctr"))
            body = bodies[number]
            top = band.y + (band.height - body.height) / 2
            shapes += body.place(Box(title.right + GAP, top, text_width, body.height))
            y = band.bottom + gap
        return shapes

    cut = any(cut for _, cut in title_sizes) or any(body.cut for body in bodies)
    return Laid(natural, place, cut, True, natural + len(heights) * size * 1.2)


# -- table


def _table(block: doc.Table, width: float, type_: Type) -> Laid:
    size = type_.cell
    rows = [
        tuple(_cell_line(text, size, header=not row, label=not column) for column, text in enumerate(texts))
        for row, texts in enumerate((block.header, *block.rows))
    ]
    widths = _column_widths(rows, width, type_)
    side, pad = 13.5, size * 0.42
    heights, cut = [], False
    for row in rows:
        measured = [height_of((line,), w - 2 * side, type_) for line, w in zip(row, widths, strict=True)]
        heights.append(max(height for height, _ in measured) + 2 * pad)
        cut = cut or any(word for _, word in measured)
    fills = [
        ("" if not number and len(block.header) > 2 else _TONES.get(tone, "primary"))
        for number, tone in enumerate(block.tones)
    ]

    def place(box: Box) -> list[Shape]:
        spare = (box.height - sum(heights)) / len(heights)
        taller = tuple(height + spare for height in heights)
        cells = tuple(
            tuple(
                Cell((_on_fill(line, fill) if not number else line,), fill if not number else "")
                for line, fill in zip(row, fills, strict=True)
            )
            for number, row in enumerate(rows)
        )
        return [TableShape(box, widths, taller, cells, "table", block.alt)]

    return Laid(sum(heights), place, cut, True, sum(heights) + len(heights) * size * 1.5)


def _cell_line(text: Text, size: float, *, header: bool, label: bool) -> Line:
    if header:
        return Line(text, Look(size, "muted" if label else "paper", bold=True))
    return Line(text, Look(size, "muted" if label else "ink", bold=label))


def _on_fill(line: Line, fill: str) -> Line:
    return replace(line, look=replace(line.look, color="paper" if fill else "muted"))


def _column_widths(rows: Sequence[tuple[Line, ...]], width: float, type_: Type) -> tuple[float, ...]:
    """The first column as wide as its longest label, within a fifth and two fifths of the table; the others equal."""
    labels = max(wrapped(row[0].text, row[0].look, 10_000.0, type_).width for row in rows)
    first = min(max(labels * 1.02 + 28.0, width * 0.18), width * 0.4)
    others = (width - first) / (len(rows[0]) - 1) if len(rows[0]) > 1 else 0.0
    return (first, *[others] * (len(rows[0]) - 1)) if others else (width,)


# -- timeline


def _timeline(block: doc.Timeline, width: float, type_: Type) -> Laid:
    """A line with a dot for each event, whose texts stand above and below it in turn."""
    size, count = type_.body, len(block.events)
    gap = 14.0
    text_width = (2 * width - gap * (count - 1)) / (count + 1) if count > 1 else width
    step = (width - text_width) / (count - 1) if count > 1 else 0.0
    events = [_event_lines(event, size) for event in block.events]
    measured = [height_of(lines, text_width, type_) for lines in events]
    above = max((height for height, _ in measured[::2]), default=0.0)
    below = max((height for height, _ in measured[1::2]), default=0.0)
    clear = 20.0  # from a text to the line

    def place(box: Box) -> list[Shape]:
        axis = box.y + (box.height - above - below - 2 * clear) / 2 + above + clear
        shapes: list[Shape] = [Decoration(Box(box.x, axis - 1.5, box.width, 3.0), fill="primary")]
        for number, lines in enumerate(events):
            x = box.x + number * step
            shapes.append(Decoration(Box(x, axis - 7.5, 15.0, 15.0), "paper", "primary", 3.75, "ellipse"))
            up = number % 2 == 0
            room = Box(x, axis - clear - above if up else axis + clear, text_width, above if up else below)
            shapes.append(TextShape(room, lines, _name(lines[0].text), "b" if up else "t"))
        return shapes

    return Laid(above + below + 2 * clear, place, any(cut for _, cut in measured), True, 10_000.0)


def _event_lines(event: doc.Event, size: float) -> tuple[Line, ...]:
    when = Line(event.when, Look(_half(size * 0.98), "accent", bold=True, heading=True))
    return when, Line(event.text, Look(size), before=1.0)


# -- charts and sources


def _chart(block: doc.Chart, width: float, type_: Type) -> Laid:
    del width  # a chart takes what room there is

    def place(box: Box) -> list[Shape]:
        return [ChartShape(box, block, type_.cell, _name(block.alt))]

    return Laid(180.0, place, grows=True, ceiling=10_000.0)


def _sources(block: doc.SourceList, width: float, type_: Type) -> Laid:
    size = type_.cell
    lines = tuple(Line(text, Look(size), before=size * 0.6, bullet=f"{number}.") for number, text in block.entries)
    if block.note:
        lines += (Line(block.note, Look(size, "muted"), before=size),)
    height, cut = height_of(lines, width, type_)
    return Laid(height, lambda box: [TextShape(box, lines, "sources", role="column")], cut)
