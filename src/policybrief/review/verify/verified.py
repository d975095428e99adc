"""What verify found out: the findings, and of each quotation and each locator where it stands in its source.

Receipts show the passages, `brief verify` and `brief build` the findings and one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from policybrief.errors import Problem
from policybrief.review.verify.indexed import PassageSpan
from policybrief.sources.article.snapshot import Passage, Snapshot
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

QuotationVerdict = Literal["exact", "punctuation", "differs", "not found", "other source", "recorded", "not checked"]
"""`exact` is word for word; `recorded` was so when the source's text was here; `not checked` is without either."""
LocatorVerdict = Literal["right", "wrong", "unknown", "recorded", "not checked"]


@dataclass(frozen=True)
class CheckedQuotation:
    """One quotation. `places` are where it stands, a span for each of its pieces; or the nearest, where it differs.

    `rules` are those that it broke.
    """

    path: ValuePath
    source: str
    text: str
    verdict: QuotationVerdict
    places: tuple[PassageSpan, ...] = ()
    rules: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints; the source's own words are not in it."""
        places = [place.as_dict() for place in self.places]
        record = {"path": str(self.path), "source": self.source, "verdict": self.verdict}
        return {**record, "places": places, "rules": list(self.rules)}


@dataclass(frozen=True)
class CheckedLocator:
    """One locator, and the passages that it names. It is right where they are there, and the quotation, if any, is in
    one of them.
    """

    path: ValuePath
    source: str
    text: str
    verdict: LocatorVerdict
    passages: tuple[Passage, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        return {"path": str(self.path), "source": self.source, "locator": self.text, "verdict": self.verdict}


@dataclass(frozen=True)
class Verified:
    """A brief, held against its sources. `snapshots` are the texts that were read, by the ids of their sources."""

    findings: tuple[Problem, ...]
    quotations: tuple[CheckedQuotation, ...]
    locators: tuple[CheckedLocator, ...]
    snapshots: Mapping[str, Snapshot]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps mail from going out, and a strict build from being written."""
        return tuple(problem for problem in self.findings if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What every build tells: all but notes, none of them in its way."""
        return tuple(problem.graded("warning") for problem in self.findings if problem.severity != "note")

    @property
    def checked(self) -> bool:
        """Whether there was anything to hold it against."""
        verdicts = [*(checked.verdict for checked in self.quotations), *(checked.verdict for checked in self.locators)]
        return any(verdict != "not checked" for verdict in verdicts)

    @property
    def summary(self) -> str:
        """One line: `14 quotations word for word, 18 places right`, or what of them is not."""
        quoted = _counted(
            [checked.verdict for checked in self.quotations],
            "quotation",
            {
                "exact": "word for word",
                "recorded": "as recorded",
                "punctuation": "punctuated otherwise",
                "differs": "not word for word",
                "not found": "not found",
                "other source": "in another source",
                "not checked": "not checked",
            },
        )
        placed = _counted(
            [checked.verdict for checked in self.locators],
            "place",
            {
                "right": "right",
                "recorded": "as recorded",
                "wrong": "wrong",
                "unknown": "not in the source",
                "not checked": "not checked",
            },
        )
        several = ":" in quoted + placed
        return ("; " if several else ", ").join(part for part in (quoted, placed) if part)


def _counted(verdicts: Sequence[str], noun: str, words: Mapping[str, str]) -> str:
    numbers = Counter(verdicts)
    told = [(number, words[verdict]) for verdict in words if (number := numbers[verdict])]
    total = f"{len(verdicts)} {noun}{'' if len(verdicts) == 1 else 's'}"
    if not told:
        return ""
    if len(told) == 1:
        return f"{total} {told[0][1]}"
    return f"{total}: " + ", ".join(f"{number} {word}" for number, word in told)
