"""From the memo's blocks to blocks that can be laid, each text bound to its place in the structure tree.

The tree is built here, in the order of the document, so that reading order never depends on where things are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, cast

from policybrief.chart.paints import Palette
from policybrief.locale.locale import Locale
from policybrief.memo.fit import margin_figures
from policybrief.memo.fit.charts import ChartBlock
from policybrief.memo.fit.decision import DecisionBlock, DecisionMaker, framed
from policybrief.memo.fit.flowables import PanelBlock, QuoteBlock
from policybrief.memo.fit.items import ListMaker
from policybrief.memo.fit.ladder import ContentStep, Cut, is_figures, lists_of_footnotes, rank_of
from policybrief.memo.fit.lists import ListBlock
from policybrief.memo.fit.looks import (
    BODY,
    HEADING,
    LABEL,
    NUMBER,
    SMALL,
    SOURCE,
    TITLE,
    readable,
)
from policybrief.memo.fit.margin_figures import MarginFigure
from policybrief.memo.fit.marking import Foot, MarkingEnd
from policybrief.memo.fit.masthead import Masthead, style_of
from policybrief.memo.fit.pen import Flowable, TextBlock
from policybrief.memo.fit.pictures import PictureBlock
from policybrief.memo.fit.references import SourcesBlock, SourcesMaker
from policybrief.memo.fit.running import RunningHead
from policybrief.memo.fit.sections import Indented, RankedBlock, SectionBlock, SectionHead, Stack
from policybrief.memo.fit.setter import Branch, Setter
from policybrief.memo.fit.table_cells import TableMaker
from policybrief.memo.fit.tables import TableBlock
from policybrief.memo.fit.typesetter import Typesetter
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.ink import FOOTER, HEADER, Node
from policybrief.text.blocks import Block, Section, SourceList
from policybrief.text.charts import Chart
from policybrief.text.document import Memo
from policybrief.text.exhibits import KeyFigures, Picture, Table
from policybrief.text.items import Decision, Items
from policybrief.text.prose import Bullets, Callout, Paragraph, Quote
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain
from policybrief.theme.model import Theme

# The gap above a block in body sizes, after another block: 0.6 where nothing else is said.
_GAP: Mapping[type, float] = {
    Items: 0.1,
    Bullets: 0.32,
    Table: 0.45,
    Decision: 0.7,
    Callout: 0.6,
    Chart: 0.3,
    Picture: 0.4,
}
_SECTION_GAP = 0.72
_SHOWN = (Table, Chart, Picture)
"""What stands on the page of the words above it."""


@dataclass(frozen=True)
class Flow:
    """A memo ready to be laid.

    `parts` go down the page with the gap before each, the sources stand at its `foot`; the marking at the `top` is part
    of the text, and at the `bottom` repeated. The `running` head is that of further pages. Key figures can stand
    `beside` the text.
    """

    tree: Node
    parts: tuple[RankedBlock, ...]
    foot: Foot | None
    top: MarkingEnd
    bottom: MarkingEnd
    running: RunningHead
    numbers: tuple[TextBlock, ...] = ()
    optional: tuple[Branch, ...] = ()
    beside: tuple[MarginFigure, ...] = ()

    def prune(self, content: ContentStep) -> None:
        """Take out of the tree what is left out of the page."""
        for branch in self.optional:
            if branch.cut.made(content):
                kids = branch.parent.kids
                kids[:] = [kid for kid in kids if not any(kid is node for node in branch.nodes)]


def flow(memo: Memo, typesetter: Typesetter, locale: Locale, theme: Theme, pages: int = 1) -> Flow:
    """The memo's blocks with their structure tree, in the document's order; numbers stand on `pages` of which there are
    several.
    """
    tree = Node("Document")
    maker = _Maker(typesetter, locale, theme, tree, _Found())
    on_band = style_of(memo, theme) == "band"
    top = MarkingEnd.of(
        memo.markings, lambda text, look, **size: maker.block(text, look, tree.add("P"), **size), on_band
    )
    parts = [RankedBlock(0.0, maker.masthead(memo)), *maker.parts(memo.blocks)]
    references = SourcesMaker(maker)
    sources = references.sources(memo.sources, lists_of_footnotes(memo)) if memo.sources else None
    designation = [references.designation(label, words) for label, words in memo.designation]
    foot = Foot(sources, designation) if sources or designation else None
    repeated = Node(FOOTER)
    bottom = MarkingEnd.of(memo.markings, lambda text, look, **size: maker.block(text, look, repeated, **size))
    running = RunningHead.of(memo, maker.block)
    numbers = tuple(
        maker.block((Run(locale.page_of.format(number=number, count=pages)),), SOURCE, repeated, **NUMBER)
        for number in range(1, pages + 1 if pages > 1 else 1)
    )
    return Flow(
        tree, tuple(parts), foot, top, bottom, running, numbers, tuple(maker.optional), tuple(maker.found.beside)
    )


@dataclass(frozen=True)
class _Found:
    """What all makers of a memo fill: the elements that may be left out, and the figures for the margin."""

    optional: list[Branch] = field(default_factory=list)
    beside: list[MarginFigure] = field(default_factory=list)


class _Maker(Setter):
    """Makes blocks below `parent`, the structure element that is being filled."""

    def __init__(
        self,
        typesetter: Typesetter,
        locale: Locale,
        theme: Theme,
        parent: Node,
        found: _Found,
    ) -> None:
        super().__init__(typesetter, parent, found.optional)
        self.locale, self.theme, self.found = locale, theme, found

    def within(self, node: Node) -> _Maker:
        """A maker that fills `node`."""
        return _Maker(self.typesetter, self.locale, self.theme, node, self.found)

    # -- the parts of a memo

    def masthead(self, memo: Memo) -> Masthead:
        """What a reader hears in the order of its markup: logo, kicker, aside, fields, title, fields."""
        return Masthead.of(memo, self.block, self.parent, self.theme)

    def parts(self, blocks: Sequence[Block]) -> Iterator[RankedBlock]:
        """The blocks at the top level. What is asked stands right under the bottom line, if it comes next; and a
        section's rule is the lower line of a text between two.
        """
        waiting, before = list(blocks), None
        while waiting:
            block = waiting.pop(0)
            after = waiting[0] if waiting else None
            gap = _SECTION_GAP if isinstance(block, Section) else max(_GAP.get(type(block), 0.6), 0.5)
            part = self.placed(0.0 if isinstance(before, PanelBlock) and not before.closed else gap, block)
            if isinstance(block, Callout) and isinstance(after, Decision) and not (part.rank or after.optional):
                waiting.pop(0)
                below = self.placed(_GAP[Decision] if framed(after, self.theme) else 0.0, after)
                part = RankedBlock(gap, Stack([part, replace(below, joined=True)]))
            elif isinstance(part.block, PanelBlock) and isinstance(after, Section) and not rank_of(after):
                part = replace(part, block=replace(part.block, closed=not part.block.ruled))
            before = part.block
            yield part

    def placed(self, gap: float, block: Block) -> RankedBlock:
        """A block, the gap before it, and on record which elements go if it is left out."""
        rank, before = rank_of(block), len(self.parent.kids)
        figures = is_figures(block)
        part = RankedBlock(gap, self.any(block), rank, figures=figures)
        if rank:
            cut = Cut(rank, beside="kept" if figures else "")
            self.optional.append(Branch(cut, self.parent, self.parent.kids[before:]))
        return part

    def section(self, section: Section) -> SectionBlock:
        """The heading of a table's section names its rows; else it stands in the margin if that is free."""
        inside = self.within(self.parent.add("Sect"))
        look = replace(HEADING, color=section.tone) if readable(self.theme, section.tone, "paper") else HEADING
        heading = inside.block(section.heading, look, inside.parent.add("H2"), **SMALL)
        aside = inside.if_any(section.aside, LABEL, **SMALL)
        if is_figures(section):
            self.optional.append(Branch(Cut(beside="in text"), inside.parent, inside.parent.kids[:]))
        parts = []
        for number, block in enumerate(section.blocks):
            part = inside.placed(_GAP.get(type(block), 0.6) if number else 0.0, block)
            headed = number and isinstance(block, _SHOWN) and isinstance(section.blocks[number - 1], Paragraph)
            parts.append(replace(part, joined=True) if headed else part)
        thickness = 1.5 if self.theme.memo.panel == "ruled" else 1.0
        first = parts[0].block
        named = isinstance(first, TableBlock) and not aside and not any(first.header[0].pieces)
        if named and isinstance(first, TableBlock):
            parts[0] = replace(parts[0], block=replace(first, header=[heading, *first.header[1:]], headed=True))
        again = None if named else self.again(section, look, aside, thickness)
        return SectionBlock(None if named else heading, aside, Stack(parts), plain(section.heading), thickness, again)

    def again(self, section: Section, look: WordLook, aside: TextBlock | None, thickness: float) -> SectionHead:
        """The heading of a section that goes on on another page, which is no part of the text."""
        said = (*section.heading, Run(self.locale.goes_on, at=section.at))
        return SectionHead(self.block(said, look, Node(HEADER), **SMALL), aside, thickness)

    def any(self, block: Block) -> Flowable:
        make = _MAKERS.get(type(block))
        assert make is not None, f"markup lets no {type(block).__name__} into a memo"
        flowable = make(self, block)
        return Indented(flowable) if isinstance(block, _IN_TEXT_COLUMN) else flowable

    # -- blocks

    def paragraph(self, block: Paragraph) -> TextBlock:
        node = self.parent.add("P")
        if block.role == "lead":
            return self.block(block.text, replace(TITLE, bold=False), node, ratio=11 / 9.8)
        if block.role == "muted":
            return self.block(block.text, replace(BODY, color="muted"), node, ratio=9 / 9.8, least=8.0)
        return self.block(block.text, BODY, node)

    def bullets(self, block: Bullets) -> ListBlock:
        return ListMaker(self, self.locale).bullets(block)

    def items(self, block: Items) -> ListBlock:
        return ListMaker(self, self.locale).items(block)

    def table(self, block: Table) -> TableBlock:
        return TableMaker(self, self.theme).table(block)

    def callout(self, block: Callout) -> PanelBlock:
        label = self.if_any(block.label, HEADING, **SMALL)
        text = self.block(block.text, TITLE, self.parent.add("P"), ratio=12 / 9.8, leading=1.33, balance=True)
        return PanelBlock(label, text, ruled=self.theme.memo.panel == "ruled")

    def quote(self, block: Quote) -> QuoteBlock:
        inside = self.within(self.parent.add("BlockQuote"))
        text = inside.block(block.text, WordLook("heading", italic=True), inside.parent.add("P"))
        return QuoteBlock(
            text, inside.if_any(block.attribution, replace(BODY, color="muted"), ratio=9 / 9.8, least=8.0)
        )

    def chart(self, block: Chart) -> ChartBlock:
        def words(text: Text, node: Node, **look: Any) -> TextBlock:
            return self.block(text, replace(BODY, **look), node, ratio=8.2 / 9.8, least=7.4, leading=1.2)

        return ChartBlock.of(block, self.parent, words, Palette.of(self.theme, printed=True))

    def figures(self, block: KeyFigures) -> TextBlock:
        """Key figures in a sentence; and as a list for the margin, which goes where the sentence stands."""
        sentence, listing = self.parent.add("P"), self.parent.add("L", list_numbering="None")
        self.found.beside.extend(margin_figures.figures(block, self, listing))
        self.optional.append(Branch(Cut(beside="in text"), self.parent, [sentence]))
        self.optional.append(Branch(Cut(beside="in margin"), self.parent, [listing]))
        return self.block(block.sentence(self.locale.punctuation), BODY, sentence)

    def picture(self, block: Picture) -> Flowable:
        """A picture, and below it what is to be seen in it."""
        drawn = PictureBlock.of(block, self)
        points = tuple(point for point in block.points if point)
        if not points:
            return Indented(drawn)
        below = self.bullets(Bullets(points, block.at))
        return Stack([RankedBlock(0.0, Indented(drawn)), RankedBlock(_GAP[Bullets], below)])

    def decision(self, block: Decision) -> DecisionBlock:
        return DecisionMaker(self, self.theme, self.locale.punctuation["colon"]).decision(block)

    def sources(self, block: SourceList) -> SourcesBlock:
        return SourcesMaker(self).sources(block, {})


_IN_TEXT_COLUMN = (Paragraph, Quote, Chart, KeyFigures)
"""What knows nothing of the margin column."""

_MAKERS = cast(
    "Mapping[type, Callable[[_Maker, Any], Flowable]]",
    {
        Paragraph: _Maker.paragraph,
        Bullets: _Maker.bullets,
        Items: _Maker.items,
        Table: _Maker.table,
        Callout: _Maker.callout,
        Quote: _Maker.quote,
        Chart: _Maker.chart,
        KeyFigures: _Maker.figures,
        Picture: _Maker.picture,
        Decision: _Maker.decision,
        Section: _Maker.section,
        SourceList: _Maker.sources,
    },
)
