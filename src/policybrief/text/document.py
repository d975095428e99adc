"""What is said, in which blocks: the `Deck` and the `Memo` that compose makes and fit takes. No sizes, no coordinates.

A memo's blocks may be `optional`: 0 is never left out, 1 goes first where the page is too small, then 2, and so on.

Every run of text keeps the path of the YAML value that it came from, up to the written file, so that an error can name
the line to mend and an edit can find its way back. Text that a template added has no path; it has the template's line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from policybrief.text.dates import Date
from policybrief.text.figures import NumberForm
from policybrief.text.value_path import NOWHERE, ValuePath


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    `path` is the YAML path of its value, NOWHERE for a template's own text; `at` is the place in the template,
    "deck.xml.j2:12". `cite` is the id of the source that the text cites: by a raised number, or `spelled` in the line,
    as in "(Lo 2026)".
    """

    text: str
    path: ValuePath = NOWHERE
    at: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    cite: str = ""
    spelled: bool = False

    @property
    def raised(self) -> bool:
        """Whether it is a raised number."""
        return bool(self.cite) and not self.spelled

    def saying(self, text: str) -> Run:
        """The same run with another text; `dataclasses.replace` takes ten times as long, and texts are many."""
        return Run(text, self.path, self.at, self.bold, self.italic, self.link, self.cite, self.spelled)


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    """The characters of `text`, without its citations."""
    return "".join(run.text for run in text if not run.cite)


def path_of(text: Text) -> ValuePath:
    """The YAML path that most of `text` comes from, NOWHERE where it is the template's own."""
    lengths: dict[ValuePath, int] = {}
    for run in text:
        if run.path and not run.cite:
            lengths[run.path] = lengths.get(run.path, 0) + len(run.text)
    return max(lengths, key=lambda path: lengths[path]) if lengths else NOWHERE


@dataclass(frozen=True, slots=True)
class Confidence:
    """A confidence level: `level` chooses its sign, `word` says it."""

    level: Literal["high", "moderate", "low"]
    word: Text


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely something is: from `low` to `high` per cent, and the same in `words`.

    `ends` are the words for 0 and for 100 per cent.
    """

    low: int
    high: int
    words: Text
    ends: tuple[Text, Text]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `role` says how it stands out."""

    text: Text
    at: str = ""
    role: Literal["body", "lead", "muted", "note"] = "body"
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` numbers its items, from `start` where it goes on from another slide."""

    items: tuple[Text, ...]
    at: str = ""
    ordered: bool = False
    optional: int = 0
    start: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered headline with its sentence, and perhaps a confidence mark at the end of the line.

    `short` says the same as `text` where there is no room for that; fit chooses, for all items of a list alike.
    `note` stands below: what the item means for who reads it. `rests_on` has the numbers of the judgments that it
    rests on, a text each. On slides a `likelihood` is drawn too.
    """

    headline: Text
    text: Text
    number: str = ""
    confidence: Confidence | None = None
    short: Text = ()
    decision: Decision | None = None
    note: Text = ()
    rests_on: tuple[Text, ...] = ()
    likelihood: Likelihood | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands above the rows of a list on a slide: over their headlines, their texts, and what ends them."""

    headline: Text = ()
    text: Text = ()
    aside: Text = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list of judgments, of recommendations, of what to avoid, or of something else: `kind` says how it is marked."""

    items: tuple[Item, ...]
    at: str = ""
    optional: int = 0
    kind: Literal["", "judgments", "recommendations", "avoid"] = ""
    labels: Labels = Labels()


@dataclass(frozen=True, slots=True)
class Table:
    """`header` names the columns; the first cell of each row names the row."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    alt: Text
    at: str = ""
    tones: tuple[str, ...] = ()
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Comparison(Table):
    """A table of actors, or of what else is compared: a column for each, a row for each criterion."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Judgments by recommendations: where a recommendation rests on a judgment, and how sure we are of that.

    `row_label` stands above the judgments, `column_label` beside the recommendations.
    """

    judgments: Items
    recommendations: Items
    alt: Text
    row_label: Text = ()
    column_label: Text = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A sentence that stands out; `label` says what it is."""

    text: Text
    label: Text = ()
    at: str = ""
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and whose."""

    text: Text
    attribution: Text
    at: str = ""
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: whose it is, where it stands in its source, and perhaps its own words."""

    attribution: Text
    locator: Text = ()
    quote: Text = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A judgment and what is behind it: four texts under a label each, of which any may be missing.

    What we `judge`; the `pieces` of evidence; the `confidence`, its `basis` and the `likelihood`; what `rests` on it.
    They stand in quarters on shared lines, or the pieces have the right half for themselves: fit chooses.
    """

    judge: Text
    pieces: tuple[Piece, ...]
    confidence: Confidence | None = None
    basis: Text = ()
    likelihood: Likelihood | None = None
    rests: tuple[Item, ...] = ()
    labels: tuple[Text, Text, Text, Text] = ((), (), (), ())
    kind: Literal["quarters", "halves"] = "quarters"
    at: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One of several blocks, with its title."""

    title: Text
    blocks: tuple[Block, ...]
    number: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts in rows, or other blocks side by side: `open` under a rule, or in a filled `panel`.

    `cards` are entries of the brief, each of which may have a short form.
    """

    columns: tuple[Column, ...]
    kind: Literal["open", "panel", "cards"] = "open"
    at: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an argument under its title: a list of judgments or recommendations, or what they come to in words.

    The `text` of a list says the same as its items, and is shown where there is room for both.
    """

    title: Text
    items: Items | None = None
    text: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole brief at a glance: steps side by side, each of which leads to the next."""

    steps: tuple[Step, ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a balance: what speaks for it."""

    title: Text
    points: tuple[Text, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Dilemma:
    """Aims that can't all be had. A part of it that goes on from another slide has the number of its first aim as
    `start`.
    """

    label: Text
    lead: Text
    aims: tuple[Text, ...]
    at: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """Sides against each other, point beside point, and perhaps the dilemma that follows."""

    sides: tuple[Side, ...]
    dilemma: Dilemma | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A moment of a timeline: `when` as readers read it, `date` where that is known.

    `since` says how long after the event before it, where that is to be seen.
    """

    when: Text
    text: Text
    date: Date | None = None
    since: Text = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of time, beside a scale where their dates allow it.

    `months` are the names for the scale, from January, and `months_short` those where room is short; `today` is the day
    of the brief.
    """

    events: tuple[Event, ...]
    at: str = ""
    months: tuple[str, ...] = ()
    months_short: tuple[str, ...] = ()
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as it is read, what it is of, and perhaps what has to be known of it."""

    value: Text
    label: Text
    text: Text = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Figures that are to be remembered, side by side."""

    figures: tuple[KeyFigure, ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each category of a chart, and the path of each; None is a gap.

    `tone` says which column of a comparison the series is, and so whose colour it has.
    """

    name: Text
    values: tuple[float | None, ...]
    paths: tuple[ValuePath, ...] = ()
    tone: str = ""

    def path(self, number: int) -> ValuePath:
        """Where the value of a category comes from."""
        return self.paths[number] if self.paths else NOWHERE

    def taking(self, numbers: Sequence[int]) -> Series:
        """The same of some categories, in that order."""
        paths = tuple(self.paths[number] for number in numbers) if self.paths else ()
        return replace(self, values=tuple(self.values[number] for number in numbers), paths=paths)


ChartKind = Literal["bar", "column", "line", "pie"]
"""What a chart may be: briefs and templates take these words, and each writer draws all of them."""


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a chart's values are to be held against, and what it is."""

    value: float
    label: Text
    path: ValuePath = NOWHERE


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as a picture; `alt` says what it shows, and `form` how all of its numbers are written.

    `emphasis` is the name of a series or a category that stands out. `timed` says that the categories are times.
    `more` and `rest` are what is said of categories that have no room, in the picture and in the alternative text.
    """

    kind: ChartKind
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    alt: Text
    form: NumberForm
    unit: Text = ()
    at: str = ""
    optional: int = 0
    stacked: bool = False
    emphasis: str = ""
    target: Target | None = None
    note: Text = ()
    timed: bool = False
    more: str = "and {count} more"
    rest: str = " And {count} more: {rest}."

    def written(self, series: int, number: int) -> Text:
        """A number as readers see it; a gap is nothing to be seen."""
        value = self.series[series].values[number]
        shown = "" if value is None else self.form.written(value)
        return (Run(shown, self.series[series].path(number), self.at),)

    def taking(self, numbers: Sequence[int]) -> Chart:
        """The same of some categories, in that order."""
        categories = tuple(self.categories[number] for number in numbers)
        return replace(self, categories=categories, series=tuple(row.taking(numbers) for row in self.series))


@dataclass(frozen=True, slots=True)
class Image:
    """What is in a picture's file: the bytes of a PNG or JPEG, its size in pixels, and perhaps an SVG of the same."""

    content: bytes
    width: int
    height: int
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in words, and perhaps the `points` that are to be seen in it.

    `file` is its name as the author wrote it, at the YAML path `path`; `image` is what is in it, once fit has read it.
    """

    file: str
    alt: Text
    caption: Text = ()
    path: ValuePath = NOWHERE
    at: str = ""
    image: Image | None = None
    points: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is asked, and the answers to tick, or to sign on a line. An item's own may ask nothing, or until when.

    `label` says what it is, `fields` until when. On a slide it is a `strip` below other blocks; or the slide's matter,
    a `band` with a `text` that says why, and the steps that it rests on.
    """

    ask: Text
    options: tuple[Text, ...]
    at: str = ""
    optional: int = 0
    mark: Literal["box", "line"] = "box"
    label: Text = ()
    kind: Literal["strip", "band"] = "strip"
    text: Text = ()
    fields: Fields = ()
    rests_on: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """What a slide says of a source beside its reference: its name, a note, and which judgments it bears on."""

    name: Text = ()
    note: Text = ()
    bears: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceList:
    """Numbered references; `note` follows them.

    A slide has `details` of each, and what the `levels` of confidence mean. `labels` stand above the sources, before
    what these bear on, and above the levels.
    """

    entries: tuple[tuple[str, Text], ...]
    note: Text = ()
    label: Text = ()
    at: str = ""
    note_optional: int = 0
    details: tuple[SourceDetail, ...] = ()
    levels: tuple[Item, ...] = ()
    labels: tuple[Text, Text, Text] = ((), (), ())


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the memo under a heading. `aside` names what stands in the margin; `tone` is the heading's colour."""

    heading: Text
    blocks: tuple[Block, ...]
    aside: Text = ()
    at: str = ""
    optional: int = 0
    tone: str = ""


Block = (
    Paragraph
    | Bullets
    | Items
    | Table
    | Comparison
    | Matrix
    | Callout
    | Quote
    | Evidence
    | Columns
    | Balance
    | Dilemma
    | Summary
    | Timeline
    | KeyFigures
    | Chart
    | Picture
    | Decision
    | SourceList
    | Section
)


Fields = tuple[tuple[Text, Text], ...]
"""Labels, each with its words."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: what stands on it, and what the speaker says. A cover has `fields`: for whom, from whom, when.

    Links lead to its `id`. `number` is that of the judgment that the slide is about; `back` leads on from its foot.
    """

    layout: Literal["title", "section", "content"]
    title: Text
    blocks: tuple[Block, ...] = ()
    kicker: Text = ()
    subtitle: Text = ()
    source: Text = ()
    notes: tuple[Paragraph | Bullets, ...] = ()
    section: str = ""
    at: str = ""
    fields: Fields = ()
    id: str = ""
    number: str = ""
    back: Text = ()


@dataclass(frozen=True, slots=True)
class Properties:
    """What both documents say about themselves: plain words, the brief's date, and the SHA-256 of its file."""

    title: str
    author: str
    subject: str
    lang: str
    marking: str
    date: dt.date
    brief_hash: str = ""
    audience: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """`markings` are lines; `designation` is the block that says who controls the content (CUI). `continued` is what
    stands after the title of a slide that goes on on others.
    """

    kind: ClassVar[Literal["deck"]] = "deck"
    slides: tuple[Slide, ...]
    properties: Properties
    footer: Text = ()
    date: Text = ()
    markings: tuple[Text, ...] = ()
    designation: Fields = ()
    continued: str = "({number}/{count})"

    def without_notes(self) -> Deck:
        """The same slides for readers who are not to see what the speaker has before them."""
        return replace(self, slides=tuple(replace(slide, notes=()) for slide in self.slides))

    @property
    def on_pages(self) -> Iterator[Run]:
        """The runs on the slides: neither speaker notes nor what is small print."""
        for slide in self.slides:
            yield from runs((slide.title, slide.blocks))


@dataclass(frozen=True, slots=True)
class Memo:
    """`above` are the fields that stand before the title, `fields` those after it.

    A title with a label ("Subject") is a line among them. `aside` stands at the kicker's end. `optional` has the names
    of what may be left out, by rank.
    """

    kind: ClassVar[Literal["memo"]] = "memo"
    title: Text
    blocks: tuple[Block, ...]
    properties: Properties
    kicker: Text = ()
    aside: Text = ()
    above: Fields = ()
    title_label: Text = ()
    fields: Fields = ()
    sources: SourceList | None = None
    markings: tuple[Text, ...] = ()
    designation: Fields = ()
    kicker_align: Literal["left", "center"] = "left"
    optional: tuple[str, ...] = ()

    def without_notes(self) -> Memo:
        """Itself: no speaker has a memo before them."""
        return self

    @property
    def on_pages(self) -> Iterator[Run]:
        """The runs on the page."""
        return runs(self)


def runs(node: object) -> Iterator[Run]:
    """All runs below a document, a slide or a block, in reading order.

    A table's alternative text is none of them: it is made of the texts around it, which would count twice.
    """
    if isinstance(node, Run):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from runs(item)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            value = getattr(node, name)
            if isinstance(node, Table | Matrix) and name == "alt":
                continue
            if value and not isinstance(value, str):  # most are words for the program: no text of the brief
                yield from runs(value)
