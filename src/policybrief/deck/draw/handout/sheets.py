"""The pages of a handout, as marks: head and foot, and the blocks with their slides and notes.

The head of the first page is text; on all others it is repeated, and no part of the document's text. So is every foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policybrief.deck import marking
from policybrief.deck.colors import BLACK, MARKING, MUTED, PRIMARY, RULE
from policybrief.deck.draw import walk
from policybrief.deck.draw.faces import DeckFaces
from policybrief.deck.draw.handout.entries import HandoutEntry
from policybrief.deck.draw.handout.frame import HandoutPage, SlidePlace
from policybrief.deck.draw.inked import Inker, MissingLetter
from policybrief.deck.draw.text import LineSetter
from policybrief.deck.draw.walk import Walk
from policybrief.deck.lines import paragraphs
from policybrief.deck.placed import PlacedDeck
from policybrief.deck.shapes import Align, Anchor, Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import Type, wrapped
from policybrief.locale.locale import Locale
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.pdf.ink import FOOTER, HEADER, Bookmark, Mark, Node, Page, Pages, Panel
from policybrief.text.run import Run, Text, plain

_KICKER = Look(8.0, MUTED, bold=True, caps=True, spacing=0.9)
_TITLE = Look(12.5, PRIMARY, bold=True, heading=True)
_LABEL = replace(_KICKER, color=PRIMARY)
_FOOT = Look(8.0, MUTED)
_MARKING = Look(8.5, MARKING, bold=True, spacing=0.8)
_TLP, _TLP_PAD = 12.0, 6.0
"""TLP 2.0 wants 12 points or more."""
_DOT = " · "
_THIN, _HAIR = 0.5, 0.25
"""Lines to write on: a black one is drawn finer, so that a pen's stroke stands out on it."""


@dataclass
class Sheets:
    """Pages as they are made, of which there will be `count`."""

    deck: PlacedDeck
    frame: HandoutPage
    locale: Locale
    faces: DeckFaces
    count: int
    walk: Walk
    missing: list[MissingLetter] = field(default_factory=list)
    _tree: Node = field(default_factory=lambda: Node("Document"))
    _made: list[Page] = field(default_factory=list)
    _section: tuple[int, Node] | None = None

    @classmethod
    def of(cls, deck: PlacedDeck, frame: HandoutPage, locale: Locale, faces: DeckFaces, count: int) -> Sheets:
        """For a deck; what is not on a slide is in the colours that its theme has on white paper."""
        printed = deck.theme.printed

        def digits(color: Color) -> str:
            return printed.get(color.name, color.name)

        around = Walk(deck.theme, LineSetter(Type(deck.theme.deck), digits), digits)
        return cls(deck, frame, locale, faces, count, around)

    @property
    def pages(self) -> Pages:
        """All that are made."""
        face = self.faces.memo.styles["body", False, False].name
        return Pages(tuple(self._made), self._tree, self.deck.properties, face)

    def add(self, pair: Sequence[HandoutEntry]) -> None:
        """Another page."""
        inker, bookmarks = self._inker(), []
        marks = list(self._head(inker))
        for entry, block in zip(pair, self.frame.blocks, strict=False):
            if not entry.continues:
                bookmarks.append(Bookmark(f"{entry.number}{_DOT}{entry.slide.title}", block.label.y))
            marks += self._block(entry, block, inker)
        marks += inker.repeated([self.walk.painted(shape) for shape in self._feet()], Node(FOOTER))
        if not self._made:
            bookmarks.insert(0, Bookmark(self.deck.properties.title, self.frame.title.y))
        self._made.append(Page(*self.frame.paper, tuple(marks), inker.boxes, tuple(bookmarks)))

    def _inker(self) -> Inker:
        return Inker(self.faces, self.deck.properties.lang, missing=self.missing)

    # -- head and foot

    def _head(self, inker: Inker) -> Iterator[Mark]:
        number = len(self._made) + 1
        said = self.locale.words["speaker_notes" if self.frame.notes else "deck"]
        page = self.locale.page_of.format(number=number, count=self.count)
        title = words(self.deck.properties.title)
        shapes: list[Shape] = [
            *self._markings(self.frame.marking[0]),
            self._text(words(f"{said}{_DOT}{page}"), self.frame.kicker, _KICKER, "b"),
            replace(self._text(title, self.frame.title, self._one_line(title)), role="title"),
            Decoration(self.frame.rule, PRIMARY),
        ]
        painted = [self.walk.painted(shape) for shape in shapes]
        return inker.repeated(painted, Node(HEADER)) if self._made else inker.marks(painted, self._tree, "H1")

    def _one_line(self, title: Text) -> Look:
        """The title's look: smaller, where it is too long for its line."""
        wide = wrapped(title, _TITLE, 1e6, self.walk.text.type_).width
        return replace(_TITLE, size=_TITLE.size * min(1.0, 0.98 * self.frame.width / wide)) if wide else _TITLE

    def _feet(self) -> Iterator[Shape]:
        yield Decoration(self.frame.foot_rule, RULE)
        date = self.locale.format_date(self.deck.properties.date)
        yield self._text(words(date), self.frame.foot, _FOOT)
        yield from self._markings(self.frame.marking[1])

    def _markings(self, room: Box) -> Iterator[TextShape]:
        """The lines of the marking in the middle, and a TLP label at the right in its own colours."""
        row: list[Run] = []
        side = 0.0
        labels: list[TextShape] = []
        for text in self.deck.markings:
            if color := marking.color(plain(text)):
                look = Look(_TLP, color, bold=True)
                side = wrapped(text, look, 1e6, self.walk.text.type_).width + 2 * _TLP_PAD
                box = Box(room.right - side, room.y, side, room.height)
                labels.append(replace(self._text(text, box, look, "ctr", "ctr"), fill=BLACK))
            else:
                row += [Run(marking.BETWEEN), *text] if row else text
        if row:
            yield self._text(tuple(row), room.inset(side, 0.0, side, 0.0), _MARKING, "ctr", "ctr")
        yield from labels

    def _text(self, text: Text, box: Box, look: Look, anchor: Anchor = "t", align: Align = "l") -> TextShape:
        lines = paragraphs((Line(text, look, align=align),), box.width, self.walk.text.type_)
        return TextShape(box, lines, "", anchor)

    # -- blocks

    def _block(self, entry: HandoutEntry, block: SlidePlace, inker: Inker) -> Iterator[Mark]:
        section, first = self._of(entry)
        down = block.label.y - entry.place.label.y
        more = words(self.locale.words["notes_continued"]) if entry.continues else entry.kicker
        said = (*words(self.locale.slide_of.format(number=entry.number)), *((Run(_DOT), *more) if more else ()))
        label = replace(self._text(said, block.label, _LABEL), role="title")
        yield from inker.marks([self.walk.painted(label)], section, "H2" if first else "P")
        if not entry.continues:
            yield from self._slide(entry, down, section, inker)
        notes = [
            TextShape(replace(column.box, y=column.box.y + down), column.lines, "notes") for column in entry.columns
        ]
        if notes:
            yield from inker.marks([self.walk.painted(shape) for shape in notes], section.add("Div"))
        if self.frame.notes:
            yield from inker.marks([self.walk.painted(rule) for rule in self._rules(entry, down)], section)

    def _of(self, entry: HandoutEntry) -> tuple[Node, bool]:
        """The section of a slide, and whether it is new."""
        if self._section and self._section[0] == entry.number:
            return self._section[1], False
        section = self._tree.add("Sect")
        self._section = entry.number, section
        return section, True

    def _slide(self, entry: HandoutEntry, down: float, section: Node, inker: Inker) -> Iterator[Mark]:
        box = replace(entry.place.slide, y=entry.place.slide.y + down)
        there = replace(inker, x=box.x, y=box.y, scale=box.width / self.frame.slide[0])
        yield from there.marks(walk.painted(self.deck, entry.slide), section.add("Div"), "H3")
        yield Panel(box.x, box.y, box.width, box.height, stroke=self.walk.rgb(RULE), thickness=0.75)

    def _rules(self, entry: HandoutEntry, down: float) -> Iterator[Decoration]:
        """The lines to write on, below all that stands over them."""
        thick = _HAIR if self.deck.theme.deck.cards == "ruled" else _THIN
        over = entry.written
        for y in entry.place.rules(over.bottom):
            yield Decoration(Box(over.x, y + down, over.width, thick), RULE)
