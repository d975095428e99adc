"""Runs of text: a stretch of one look, with the path of the YAML value that it came from.

The path stays with the text up to the written file, so that an error can name the line to mend and an edit can find its
way back. Text that a template added has no path; it has the template's line.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from policybrief.text.breaks import DATED, NO_BREAK, RANGE
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

FOOTNOTE = "^"
"""Begins the `cite` of a footnote's mark, and no id of a source."""

_SPACE = re.compile("(?<=[^,]) ")

RISE, FALL = "▲", "▼"
"""What stands before something that rose or fell. Few faces have them: decks take them from one that does, and what is
printed draws them."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    `path` is the YAML path of its value, NOWHERE for a template's own text; `at` is the place in the template,
    "deck.xml.j2:12". `cite` is the id of the source that the text cites: by a raised number, or `spelled` in the line,
    as in "(Lo 2026)". That of a footnote's mark is `FOOTNOTE` with the mark behind it.

    What is `struck` through is there no more: these are the words that a listener hears in its place, "(was: high)".
    A `whole` run is a name within which no line ends.
    """

    text: str
    path: ValuePath = NOWHERE
    at: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    cite: str = ""
    spelled: bool = False
    struck: str = ""
    whole: bool = False

    @property
    def footnote(self) -> str:
        """The mark of the footnote that it leads to; "" where it leads to none."""
        return self.cite.removeprefix(FOOTNOTE) if self.cite.startswith(FOOTNOTE) else ""

    @property
    def raised(self) -> bool:
        """Whether it is a raised number."""
        return bool(self.cite) and not self.spelled

    @property
    def is_sign(self) -> bool:
        """Whether it is a template's `RISE` or `FALL`: a picture beside words that say the same."""
        return self.text in (RISE, FALL) and not self.path

    def saying(self, text: str) -> Run:
        """The same run with another text; `dataclasses.replace` takes ten times as long, and texts are many."""
        look = self.bold, self.italic, self.link, self.cite, self.spelled, self.struck, self.whole
        return Run(text, self.path, self.at, *look)


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    """The characters of `text`, without its citations."""
    return "".join(run.text for run in text if not run.cite)


def spoken(text: Text) -> str:
    """The characters of `text` as a listener is to hear them: what is struck through is said to be so."""
    return "".join(run.struck or run.text for run in text if not run.cite and not run.is_sign)


def held_places(text: Text) -> set[int]:
    """The places at which no line is to begin, though it could: those within names, ranges of numbers and brackets that
    name a source by its year, and between an ideograph and the raised number of its source.
    """
    ends = [0, *accumulate(len(run.text) for run in text)]
    names = ((start, end) for run, (start, end) in zip(text, pairwise(ends), strict=True) if run.whole)
    within = {place for start, end in names for place in range(start + 1, end)}
    whole = "".join(run.text for run in text)
    within.update(match.start() for match in RANGE.finditer(whole))
    for dated in DATED.finditer(whole):
        within.update(range(dated.start() + 1, dated.end()))
    return within | {ends[at + 1] for at, (before, run) in enumerate(pairwise(text)) if clings(before, run)}


def held_to_commas(text: Text) -> Text:
    """A text whose lines end behind its commas alone."""
    before = ["", *(run.text[-1:] for run in text)]
    return tuple(
        run.saying(_SPACE.sub(NO_BREAK, f"{last}{run.text}")[len(last) :])
        for last, run in zip(before, text, strict=False)
    )


def clings(before: Run, run: Run) -> bool:
    """Whether a run is the number of a source right behind an ideograph."""
    return run.raised and before.text[-1:] >= "\u2e80"


def path_of(text: Text) -> ValuePath:
    """The YAML path that most of `text` comes from, NOWHERE where it is the template's own."""
    lengths: dict[ValuePath, int] = {}
    for run in text:
        if run.path and not run.cite:
            lengths[run.path] = lengths.get(run.path, 0) + len(run.text)
    return max(lengths, key=lambda path: lengths[path]) if lengths else NOWHERE
