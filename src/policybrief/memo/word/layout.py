"""A composed memo as the lines and tables of a Word document: in full, for who clears it has to see all of it.

Nothing is measured and nothing left out: short forms are the page's business. What stands in the page's margin, how
sure a judgment is and what a recommendation rests on, follows its item here on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from policybrief.brief.clearance import Clearance
from policybrief.locale.locale import Locale
from policybrief.memo.word import clearance
from policybrief.memo.word.document import BULLETED, Style, WordBlock, WordMemo, WordParagraph, WordPicture, WordTable
from policybrief.text import scripts
from policybrief.text.blocks import Block, Section, SourceList
from policybrief.text.charts import Chart
from policybrief.text.document import Memo
from policybrief.text.exhibits import KeyFigures, Picture, Table
from policybrief.text.items import Decision, Fields, Item, Items
from policybrief.text.prose import Bullets, Callout, Paragraph, Quote
from policybrief.text.run import Run, Text, plain
from policybrief.theme.model import Theme

Lines = Iterator[WordBlock]
_ROLES: dict[str, Style] = {"body": "BodyText", "lead": "Lead", "muted": "Note", "note": "Note"}
_ENDS = (".", ":", "?", "!", "。", "：", "？")
_BOX, _LINE = "☐", "________"


def layout(memo: Memo, theme: Theme, locale: Locale, cleared: Sequence[Clearance] = (), draft: int = 0) -> WordMemo:
    """The memo for Word; `cleared` are the offices that clear it, `draft` is the number of the draft, 0 for none.

    Raises nothing: whatever may stand in a memo has its lines.
    """
    maker = _Maker(locale)
    body = tuple(_kept([*maker.memo(memo), *clearance.lines(cleared, locale)]))
    marked = tuple(WordParagraph("Marking", text) for text in memo.markings)
    said = f"{locale.words['draft']} {draft}" if draft else ""
    return WordMemo(
        body,
        (*marked, *((WordParagraph("Draft", (Run(said),)),) if said else ())),
        marked,
        tuple(maker.starts),
        locale.page_of,
        theme.memo.paper(locale.page),
        memo.properties,
        theme,
        said,
    )


def _kept(body: Sequence[WordBlock]) -> Lines:
    """The same, with what stands right before a table or a picture on its page."""
    for line, after in zip_longest(body, body[1:]):
        assert line is not None
        yield (
            replace(line, kept=True)
            if isinstance(line, WordParagraph) and isinstance(after, WordTable | WordPicture)
            else line
        )


@dataclass
class _Maker:
    """Makes the lines of blocks, and counts the lists that they begin."""

    locale: Locale
    starts: list[int] = field(default_factory=list)

    def memo(self, memo: Memo) -> Lines:
        """The whole in the order in which it is read: what the header has above the title comes first."""
        if memo.kicker or memo.aside:
            yield WordParagraph("Kicker", (*memo.kicker, *((Run("\t"), *memo.aside) if memo.aside else ())))
        yield from self._fields(memo.above)
        yield WordParagraph("Title", self._labelled(memo.title_label, memo.title))
        yield from self._fields(memo.fields)
        yield from self.blocks(memo.blocks)
        if memo.sources:
            yield from self._sources(memo.sources)
        yield from self._fields(memo.designation)

    def _fields(self, fields: Fields) -> Lines:
        for label, words in fields:
            yield WordParagraph("Field", (*_bold(label), Run("\t"), *words) if label else words)

    def blocks(self, blocks: Sequence[Block], aside: Text = ()) -> Lines:
        for block in blocks:
            yield from self._block(block, aside)

    def _block(self, block: Block, aside: Text) -> Lines:
        match block:
            case Section():
                yield WordParagraph("Heading1", block.heading)
                yield from self.blocks(block.blocks, block.aside)
            case Items():
                yield from self._items(block, aside)
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Decision():
                yield from self._decision(block, "BodyText")
            case KeyFigures():
                yield WordParagraph("BodyText", block.sentence(self.locale.punctuation))
            case Picture():
                yield from self._picture(block)
            case Paragraph() | Callout() | Quote() | Bullets():
                yield from self._prose(block)
            case _:
                raise AssertionError(f"markup lets no {type(block).__name__} into a memo")

    def _prose(self, block: Paragraph | Callout | Quote | Bullets) -> Iterator[WordParagraph]:
        match block:
            case Paragraph():
                yield WordParagraph(_ROLES[block.role], block.text)
            case Callout():
                yield WordParagraph("Callout", self._labelled(_bold(block.label), block.text))
            case Quote():
                yield WordParagraph("Quote", block.text)
                if block.attribution:
                    yield WordParagraph("Note", block.attribution)
            case Bullets():
                numbering = self._list(block.start) if block.ordered else BULLETED
                for place, text in enumerate(block.items):
                    yield WordParagraph("ListNumber" if block.ordered else "ListBullet", text, numbering)
                    yield from (WordParagraph("ListBullet", inner, BULLETED, level=1) for inner in block.below(place))

    def _list(self, start: int) -> int:
        """The place of a new ordered list."""
        self.starts.append(start)
        return len(self.starts)

    # -- judgments, recommendations, and other entries

    def _items(self, block: Items, aside: Text) -> Lines:
        """Numbered as the memo numbers them: a number that does not follow the one before begins a list of its own."""
        numbering, following = 0, ""
        for item in block.items:
            said = _beside(_bold(item.headline), " ", item.text)
            below = tuple(self._below(item, aside))
            if not item.number.isdecimal():
                yield WordParagraph("ListBullet", said, BULLETED, kept=bool(below))
            else:
                if item.number != following:
                    numbering = self._list(int(item.number))
                following = str(int(item.number) + 1)
                yield WordParagraph("ListNumber", said, numbering, kept=bool(below))
            yield from (replace(line, kept=number < len(below)) for number, line in enumerate(below, 1))

    def _below(self, item: Item, aside: Text) -> Iterator[WordParagraph]:
        """What stands beside an item on the page, and below it: first what its text goes on with."""
        for block in item.more:
            if isinstance(block, Paragraph):
                yield WordParagraph("BodyText", block.text, level=1)
            else:
                yield from (replace(line, level=line.level + 1) for line in self._prose(block))
        if item.fields:
            yield WordParagraph("ListContinue", item.assigned)
        if item.note:
            yield WordParagraph("ListContinue", item.note)
        if item.confidence:
            yield WordParagraph("ListContinue", self._labelled(aside, item.confidence.word))
        if item.rests_on:
            said = (
                self._labelled(aside, self._joined(item.rests_on)) if aside else self.locale.resting_on(item.rests_on)
            )
            yield WordParagraph("ListContinue", said)
        if item.decision:
            yield from self._decision(item.decision, "ListContinue")

    def _labelled(self, label: Text, words: Text) -> Text:
        """Words after their label, with a colon between; a label that ends with a mark has it already."""
        ended = plain(label).rstrip().endswith(_ENDS)
        return _beside(label, " " if ended else f"{self.locale.punctuation['colon']} ", words)

    def _joined(self, texts: Sequence[Text]) -> Text:
        """Texts one after the other, as a list of names has them."""
        joined: list[Run] = []
        for text in texts:
            joined += [Run(self.locale.names["separator"]), *text] if joined else text
        return tuple(joined)

    def _decision(self, block: Decision, style: Style) -> Iterator[WordParagraph]:
        """What is asked, and each answer behind a box to tick, or before a line to sign on."""
        asked = self._labelled(_bold(block.label), block.ask)
        rows: list[list[Run]] = [[]]
        for option in block.answers(self.locale.punctuation["colon"]):
            if block.consequences:
                rows.append([])
            gap = [Run("    ")] if rows[-1] else []
            box = block.mark == "box"
            rows[-1] += [*gap, Run(f"{_BOX}\u00a0"), *option] if box else [*gap, *option, Run(f"\u00a0{_LINE}")]
        for text in (asked, *(tuple(row) for row in rows)):
            if text:
                yield WordParagraph(style, text)

    # -- exhibits and sources

    def _table(self, block: Table) -> Lines:
        """A table without merged cells: a name over several columns is said with each, as screen readers need it."""
        over = [span.text for span in block.over for _ in range(span.columns)] or [()] * len(block.header)
        header = tuple(self._labelled(name, head) for name, head in zip(over, block.header, strict=True))
        rows = tuple(
            tuple(
                _bold(cell) if block.kind(number) or block.stands_out(number, column) else cell
                for column, cell in enumerate(row)
            )
            for number, row in enumerate(block.rows)
        )
        yield WordTable(header, rows, plain(block.alt), block.numeric)
        if block.note:
            yield WordParagraph("Note", block.note)

    def _chart(self, block: Chart) -> Lines:
        """The numbers themselves: who clears a figure checks numbers, and who can't see hears them."""
        rows = tuple(
            (category, *(block.written(series, number) for series in range(len(block.series))))
            for number, category in enumerate(block.categories)
        )
        yield WordTable((block.unit, *(series.name for series in block.series)), rows, plain(block.alt))
        if block.target:
            value = Run(block.form.written(block.target.value), block.target.path, block.at)
            yield WordParagraph("Note", self._labelled(block.target.label, (value,)))
        if block.note:
            yield WordParagraph("Note", block.note)

    def _picture(self, block: Picture) -> Lines:
        """A picture, its caption, and what is to be seen in it."""
        assert block.image is not None, "memo.pictures has read it"
        yield WordPicture(block.image, plain(block.alt))
        if block.caption:
            yield WordParagraph("Caption", block.caption)
        yield from (WordParagraph("ListBullet", point, BULLETED) for point in block.points)

    def _sources(self, block: SourceList) -> Lines:
        """A list of its own: on the page they are run in to save room."""
        if block.label:
            yield WordParagraph("Heading1", tuple(run.saying(run.text.rstrip(".。:：")) for run in block.label))
        for number, entry in block.entries:
            label = (Run(f"{number}.\t"),) if number else ()
            yield WordParagraph("Source", (*label, *entry), anchor=number)
        for mark, text in block.footnotes:
            yield WordParagraph("Source", (Run(f"{mark}.\t"), *text))
        if block.note:
            yield WordParagraph("Note", block.note)
        for said in block.closing:
            yield from self._prose(said)


def _beside(before: Text, between: str, after: Text) -> Text:
    """Two texts with a mark of ours between them, which Chinese has no space after."""
    if not (before and after):
        return before or after
    return (*before, Run(scripts.closed_up(plain(before), between, plain(after))), *after)


def _bold(text: Text) -> Text:
    return tuple(replace(run, bold=True) for run in text)
