"""From the memo's blocks to blocks that can be laid, each text bound to its place in the structure tree.

The tree is built here, in the order of the document, so that reading order never depends on where things are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from policybrief.locale.locale import Locale
from policybrief.memo.fit.charts import ChartBlock
from policybrief.memo.fit.decision import Choice, ChoiceLine, DecisionBlock
from policybrief.memo.fit.flowables import (
    HeadingBlock,
    ListBlock,
    ListItem,
    PanelBlock,
    Part,
    QuoteBlock,
    SourcesBlock,
    Stack,
    TableBlock,
)
from policybrief.memo.fit.ladder import Content, name_of, rank_of
from policybrief.memo.fit.marking import Edge, Foot
from policybrief.memo.fit.masthead import Masthead
from policybrief.memo.fit.pen import Flowable, Shrinking, TextBlock
from policybrief.memo.fit.words import Look, Typesetter
from policybrief.pdf.faces import TIE
from policybrief.pdf.ink import FOOTER, Node
from policybrief.text import document as doc
from policybrief.text.document import Run, Text, path_of, plain
from policybrief.text.scripts import closed_up
from policybrief.theme.model import Theme

# Looks, by what they are for. Ratios are to a body of 10.2 pt, the design's.
_BODY = Look()
_CELL = Look(scale=10 / 10.2)
_LABEL = Look(bold=True, color="muted", tracking=0.05, upper=True)
_ASIDE = Look(bold=True, color="muted", tracking=0.08, upper=True)
_HEADING = Look(bold=True, color="primary", tracking=0.13, upper=True)
_RED_LABEL = Look(bold=True, color="accent", tracking=0.14, upper=True)
_TITLE = Look("heading", bold=True, color="primary")
_NUMBER = Look("heading", bold=True, color="accent")
_SOURCE = Look(color="muted")

_LINE_HEADING: dict[str, Any] = {"ratio": 8.6 / 10.2, "least": 7.4, "leading": 1.25}
_BAR_HEADING: dict[str, Any] = {"ratio": 11.4 / 10.2, "least": 9.6, "leading": 1.25}
_SMALL: dict[str, Any] = {"ratio": 7.6 / 10.2, "least": 7.0, "leading": 1.25}
_SOURCES: dict[str, Any] = {"ratio": 7.4 / 10.2, "least": 7.2, "leading": 1.27}

# The gap above a block in body sizes, after another block: 0.6 where nothing else is said.
_GAP: Mapping[type, float] = {
    doc.Items: 0.5,
    doc.Bullets: 0.45,
    doc.Table: 0.45,
    doc.Decision: 0.95,
    doc.Callout: 0.8,
    doc.Chart: 0.3,
}
_SECTION_GAP = 1.0


@dataclass(frozen=True)
class Flow:
    """A memo ready to be laid.

    `parts` go down the page with the gap before each, `sources` stand at its foot; the marking at the `top` is part of
    the text, and at the `bottom` repeated.
    """

    tree: Node
    parts: tuple[Part, ...]
    sources: Shrinking | None
    top: Edge
    bottom: Edge
    optional: tuple[Branch, ...] = ()

    def prune(self, content: Content) -> None:
        """Take out of the tree what is left out of the page."""
        for branch in self.optional:
            if content.without(branch.rank):
                kids = branch.parent.kids
                kids[:] = [kid for kid in kids if not any(kid is node for node in branch.nodes)]


@dataclass(frozen=True)
class Branch:
    """The elements of an optional part: `nodes` below `parent`."""

    rank: int
    parent: Node
    nodes: Sequence[Node]


def flow(memo: doc.Memo, typesetter: Typesetter, locale: Locale, theme: Theme) -> Flow:
    """The memo's blocks with their structure tree, in the document's order."""
    tree = Node("Document")
    maker = _Maker(typesetter, locale, theme, tree)
    top = Edge.of(memo.markings, lambda text, look, **size: maker.block(text, look, tree.add("P"), **size))
    parts = [Part(0.0, maker.masthead(memo))]
    for number, block in enumerate(memo.blocks):
        parts.append(maker.part(block, first=number == 0))
    sources: Shrinking | None = maker.sources(memo.sources) if memo.sources else None
    if memo.designation:
        sources = Foot(sources, [maker.designation(label, words) for label, words in memo.designation])
    foot = Node(FOOTER)
    bottom = Edge.of(memo.markings, lambda text, look, **size: maker.block(text, look, foot, **size))
    return Flow(tree, tuple(parts), sources, top, bottom, tuple(maker.optional))


class _Maker:
    """Makes blocks below `parent`, the structure element that is being filled."""

    def __init__(self, typesetter: Typesetter, locale: Locale, theme: Theme, parent: Node) -> None:
        self.typesetter, self.locale, self.theme, self.parent = typesetter, locale, theme, parent
        self.optional: list[Branch] = []

    def within(self, node: Node) -> _Maker:
        """A maker that fills `node`."""
        inside = _Maker(self.typesetter, self.locale, self.theme, node)
        inside.optional = self.optional
        return inside

    def block(self, text: Text, look: Look, node: Node, space_after: bool = False, **size: Any) -> TextBlock:
        return TextBlock(self.typesetter.words(text, look, node, space_after), **size)

    def if_any(self, text: Text, look: Look, tag: str = "P", **size: Any) -> TextBlock | None:
        """A block with an element of its own, if there is any text."""
        return self.block(text, look, self.parent.add(tag), **size) if text else None

    # -- the parts of a memo

    def masthead(self, memo: doc.Memo) -> Masthead:
        """What a reader hears in the order of its markup: logo, kicker, aside, fields, title, fields."""
        return Masthead.of(memo, self.block, self.parent, self.theme)

    def part(self, block: doc.Block, first: bool) -> Part:
        """A block at the top level."""
        if isinstance(block, doc.Section):
            return self.placed(_SECTION_GAP, block)
        return self.placed(0.7 if first else max(_GAP.get(type(block), 0.6), 0.6), block)

    def placed(self, gap: float, block: doc.Block) -> Part:
        """A block, the gap before it, and on record which elements go if it is left out."""
        rank, before = rank_of(block), len(self.parent.kids)
        part = Part(gap, self.any(block), rank)
        if rank:
            self.optional.append(Branch(rank, self.parent, self.parent.kids[before:]))
        return part

    def section(self, section: doc.Section) -> Stack:
        inside = self.within(self.parent.add("Sect"))
        bar = self.theme.memo.headings == "bar"
        look, size = (_TITLE, _BAR_HEADING) if bar else (_HEADING, _LINE_HEADING)
        heading = inside.block(section.heading, look, inside.parent.add("H2"), **size)
        aside = inside.if_any(section.aside, _ASIDE, **_SMALL)
        parts = [Part(0.0, HeadingBlock(heading, aside, plain(section.heading), bar))]
        for number, block in enumerate(section.blocks):
            parts.append(inside.placed(_GAP.get(type(block), 0.6) if number else 0.0, block))
        return Stack(parts)

    def any(self, block: doc.Block) -> Flowable:
        make = _MAKERS.get(type(block))
        assert make is not None, f"markup lets no {type(block).__name__} into a memo"
        return make(self, block)

    # -- blocks

    def paragraph(self, block: doc.Paragraph) -> TextBlock:
        node = self.parent.add("P")
        if block.role == "lead":
            return self.block(block.text, replace(_TITLE, bold=False), node, ratio=11 / 10.2)
        if block.role == "muted":
            return self.block(block.text, replace(_BODY, color="muted"), node, ratio=9.2 / 10.2, least=8.0)
        if block.role == "note":
            return self.note(block.text, node)
        return self.block(block.text, _BODY, node)

    def bullets(self, block: doc.Bullets) -> ListBlock:
        listing = self.parent.add("L", list_numbering="Decimal" if block.ordered else "Disc")
        items = []
        for number, text in enumerate(block.items, 1):
            entry = listing.add("LI")
            label = self.label(f"{number}" if block.ordered else "•", block.at, entry, block.ordered)
            items.append(ListItem(label, self.block(text, _BODY, entry.add("LBody").add("P"))))
        return ListBlock(items, 0.25)

    def items(self, block: doc.Items) -> ListBlock:
        numbered = any(item.number for item in block.items)
        listing = self.parent.add("L", list_numbering="Decimal" if numbered else "Disc")
        return ListBlock([self.item(item, listing, block.at) for item in block.items], 0.4, name_of(block))

    def item(self, item: doc.Item, listing: Node, at: str) -> ListItem:
        entry = listing.add("LI")
        label = self.label(item.number or "•", at, entry, bool(item.number))
        body = entry.add("LBody")
        headline = tuple(replace(run, bold=True) for run in item.headline)
        node = body.add("P")

        def said(text: Text) -> TextBlock:
            gap = closed_up(plain(headline), " ", plain(text))
            joined = (*headline, *([Run(gap, at=at)] if gap else []), *text) if text else headline
            return self.block(joined, _BODY, node, space_after=item.confidence is not None)

        confidence = self.confidence(item.confidence, body) if item.confidence else None
        text, short = said(item.text), said(item.short) if item.short else None
        note = self.note(item.note, body.add("P")) if item.note else None
        return ListItem(
            label, text, confidence, short, self.answers(item.decision, body) if item.decision else None, note
        )

    def note(self, text: Text, node: Node) -> TextBlock:
        """What something means for who reads it: smaller, and in another voice."""
        return self.block(text, replace(_BODY, italic=True, color="bronze"), node, ratio=9.4 / 10.2, least=8.6)

    def answers(self, decision: doc.Decision, body: Node) -> ChoiceLine:
        """An item's own decision: the answers, and then until when."""
        node = body.add("P")
        size: dict[str, Any] = {"ratio": 9.4 / 10.2, "least": 8.0}
        choices = [
            Choice(self.block(text, _BODY, node, space_after=True, **size), decision.mark) for text in decision.options
        ]
        note = self.block(decision.ask, replace(_BODY, color="muted"), node, **size) if decision.ask else None
        return ChoiceLine(choices, note)

    def confidence(self, confidence: doc.Confidence, body: Node) -> TextBlock:
        """The confidence word. On the page its column is headed; where it is heard it says itself what it is."""
        words = self.locale.words
        known = plain(confidence.word) == words.get(f"confidence_{confidence.level}")
        spoken = words.get(f"rated_{confidence.level}", "") if known else ""
        said = (Run(spoken, path_of(confidence.word)),) if spoken else ()
        return self.block(confidence.word, _LABEL, body.add("P").inline("Span", spoken=said), **_SMALL)

    def label(self, text: str, at: str, entry: Node, number: bool) -> TextBlock:
        look = _NUMBER if number else replace(_BODY, color="accent")
        return self.block((Run(text, at=at),), look, entry.add("Lbl"), space_after=True, ratio=10.7 / 10.2)

    def table(self, block: doc.Table) -> TableBlock:
        table = self.parent.add("Table", summary=block.alt)
        head = table.add("TR")
        header = [
            self.cell(cell, head.add("TH", scope="Column"), "label" if not n else "head")
            for n, cell in enumerate(block.header)
        ]
        rows = []
        for row in block.rows:
            node = table.add("TR")
            first = self.cell(row[0], node.add("TH", scope="Row"), "name") if row else None
            rows.append([*([first] if first else []), *(self.cell(cell, node.add("TD"), "cell") for cell in row[1:])])
        return TableBlock(header, rows)

    def cell(self, text: Text, node: Node, kind: str) -> TextBlock:
        if kind == "label":
            return self.block(text, _LABEL, node, **_SMALL)
        look = {
            "head": replace(_CELL, bold=True, color="primary"),
            "name": replace(_CELL, bold=True, color="muted"),
            "cell": _CELL,
        }[kind]
        return self.block(text, look, node)

    def callout(self, block: doc.Callout) -> PanelBlock:
        label = self.if_any(block.label, _RED_LABEL, **_SMALL)
        text = self.block(block.text, _TITLE, self.parent.add("P"), ratio=11.6 / 10.2, leading=1.3)
        return PanelBlock(label, text, ruled=self.theme.memo.panel == "ruled")

    def quote(self, block: doc.Quote) -> QuoteBlock:
        inside = self.within(self.parent.add("BlockQuote"))
        text = inside.block(block.text, Look("heading", italic=True), inside.parent.add("P"))
        return QuoteBlock(
            text, inside.if_any(block.attribution, replace(_BODY, color="muted"), ratio=9 / 10.2, least=8.0)
        )

    def chart(self, block: doc.Chart) -> ChartBlock:
        def words(text: Text, node: Node, **look: Any) -> TextBlock:
            return self.block(text, replace(_BODY, **look), node, ratio=8.4 / 10.2, least=7.4, leading=1.2)

        return ChartBlock.of(block, self.parent, words, self.theme.chart)

    def decision(self, block: doc.Decision) -> DecisionBlock:
        ask = self.block(block.ask, replace(_BODY, bold=True, color="primary"), self.parent.add("P"), ratio=10.4 / 10.2)
        options = []
        if block.options:
            listing = self.parent.add("L")
            options = [
                Choice(self.block(text, _BODY, listing.add("LI").add("LBody"), True, ratio=10.4 / 10.2), block.mark)
                for text in block.options
            ]
        return DecisionBlock(ask, options)

    def designation(self, label: Text, words: Text) -> TextBlock:
        """A line of the designation block."""
        said = (*(replace(run, bold=True) for run in label), Run(" "), *words)
        return self.block(said, _BODY, self.parent.add("P"), ratio=7.4 / 10.2, least=7.4, leading=1.3)

    def sources(self, block: doc.SourceList) -> SourcesBlock:
        """The references, run in. Each is a note with its number as its label (ISO 14289-1, 7.9: a note has an ID)."""
        bold = replace(_SOURCE, bold=True)
        words = []
        if block.label:
            words += self.typesetter.words(block.label, bold, self.parent.add("P"), bool(block.entries))
        for place, (number, entry) in enumerate(block.entries):
            reference = self.parent.add("Note", ident=f"source-{place + 1}")
            more = place < len(block.entries) - 1 or bool(block.note)
            if number:
                words += self.typesetter.words((Run(f"{number}.{TIE}", at=block.at),), _SOURCE, reference.add("Lbl"))
            words += self.typesetter.words(entry, _SOURCE, reference.add("P"), more)
        shorter = TextBlock(words, **_SOURCES)
        if not block.note:
            return SourcesBlock(shorter, shorter)
        note = self.parent.add("P")
        if block.note_optional:
            self.optional.append(Branch(block.note_optional, self.parent, [note]))
        words = [*words, *self.typesetter.words(block.note, _SOURCE, note)]
        return SourcesBlock(TextBlock(words, **_SOURCES), shorter, block.note_optional)


_MAKERS = cast(
    "Mapping[type, Callable[[_Maker, Any], Flowable]]",
    {
        doc.Paragraph: _Maker.paragraph,
        doc.Bullets: _Maker.bullets,
        doc.Items: _Maker.items,
        doc.Table: _Maker.table,
        doc.Callout: _Maker.callout,
        doc.Quote: _Maker.quote,
        doc.Chart: _Maker.chart,
        doc.Decision: _Maker.decision,
        doc.Section: _Maker.section,
        doc.SourceList: _Maker.sources,
    },
)
