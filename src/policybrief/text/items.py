"""What is listed: judgments, recommendations, what to avoid; how sure and how likely; steps of them; what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from policybrief.text.prose import Paragraph, Prose
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain
from policybrief.text.scripts import closed_up

Fields = tuple[tuple[Text, Text], ...]
"""Labels, each with its words."""

_APART = "\u00a0· "
"""Between the fields of an item that stand in one line, where a field does not end with a sign of its own."""
_SEMICOLONS = (";", "；")


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
class Item:
    """A numbered headline with its sentence, and perhaps a confidence mark at the end of the line.

    `short` says the same as `text` where there is no room for that; fit chooses, for all items of a list alike. A text
    of several paragraphs goes on in `more`, which goes wherever the text does.
    `note` stands below: what the item means for who reads it. `rests_on` has the numbers of the judgments that it
    rests on, a text each. On slides a `likelihood` is drawn too. `fields` say who does it, by when and so on.
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
    fields: Fields = ()
    more: Prose = ()

    @property
    def says_more(self) -> bool:
        """Whether it says more than its headline."""
        return bool(self.text or self.more)

    @property
    def assigned(self) -> Text:
        """The fields in one line, their labels in italics: "Owner: the port; Due: 1 May"."""
        line: list[Run] = []
        for label, words in self.fields:
            said = plain(tuple(line))
            between = closed_up(said, " ", plain(label or words)) if said.endswith(_SEMICOLONS) else _APART
            apart = (Run(between),) if line and between else ()
            gap = closed_up(plain(label), "\u00a0", plain(words)) if label else ""
            line += (*apart, *(replace(run, italic=True) for run in label), *((Run(gap),) if gap else ()), *words)
        return tuple(line)


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands above the rows of a list on a slide: over their headlines, their texts, and what ends them."""

    headline: Text = ()
    text: Text = ()
    aside: Text = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list of judgments, of recommendations, of what to avoid, or of something else: `kind` says how it is marked.

    One that is `whole` keeps its texts, which stand nowhere else.
    """

    items: tuple[Item, ...]
    at: str = ""
    optional: int = 0
    kind: Literal["", "judgments", "recommendations", "avoid"] = ""
    labels: Labels = Labels()
    whole: bool = False


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
class Decision:
    """What is asked, and the answers to tick, or to sign on a line. An item's own may ask nothing, or until when.

    `label` says what it is, `fields` until when. On a slide it is a `strip` below other blocks; or the slide's matter,
    a `band` with a `text` that says why, and the steps that it rests on. `consequences` are those of the answers, in
    their order, or there are none.
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
    consequences: tuple[Text, ...] = ()

    def answers(self, colon: str) -> tuple[Text, ...]:
        """The answers as a line each has them: where it says what follows, in bold before a colon and that."""
        if not self.consequences:
            return self.options
        return tuple(
            (*(replace(run, bold=True) for run in option), Run(f"{colon} "), *consequence)
            for option, consequence in zip(self.options, self.consequences, strict=True)
        )
