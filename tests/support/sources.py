"""A source of our own with sections, bullets and a speaker, and a brief that quotes it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from policybrief.review.verify.indexed import Indexed
from policybrief.sources.article.snapshot import ArticleSection, Kind, Snapshot, numbered
from support.projects import ROOT

SUMMARY, HARBOR, ANSWER = (
    ArticleSection(1, "Summary"),
    ArticleSection(2, "The harbor and its depth"),
    ArticleSection(3, "Vale’s answer", "Ida Vale"),
)
ROCK = "It is a myth that the northern channel can be deepened. The rock, which no drill has passed, lies below."
PARTS: tuple[tuple[ArticleSection, Kind, str, int], ...] = (
    (SUMMARY, "bullet", "The harbor “silts up” by 40 centimeters a year — faster than any other on the coast.", 1),
    (SUMMARY, "bullet", "Dredging alone won’t keep it open. The council should build a second quay.", 1),
    (HARBOR, "paragraph", "Saltmere handled 1,200 ships in 2024. Of these, 310 waited for the tide.", 2),
    (
        HARBOR,
        "paragraph",
        ROCK,
        2,
    ),
    (HARBOR, "paragraph", "The fleet is loyal to the port. A second quay would cost 90 million dollars.", 3),
    (ANSWER, "paragraph", "I think the World Harbor Organization will pay a third of it.", 4),
)
SNAPSHOT = Snapshot(numbered(PARTS), "saltmere.pdf", "0" * 64)


def indexed(*texts: str) -> Indexed:
    """A source of these paragraphs, or Saltmere's."""
    if not texts:
        return Indexed("saltmere", SNAPSHOT)
    section = ArticleSection(1, "One")
    return Indexed("one", Snapshot(numbered([(section, "paragraph", text, 0) for text in texts])))


def rules(text: str, quotation: str, lang: str = "en") -> list[str] | None:
    """The rules by which a quotation of a text misleads; None where it does not stand there."""
    from policybrief.review.verify import context
    from policybrief.review.verify.quotes import Quotation, find

    source = indexed(text)
    hits = find(Quotation(quotation), source)
    return [turned.rule for turned in context.turned(hits[0], source, lang)] if hits else None


BRIEF = """\
title: Saltmere
to: The council
from: The planners
date: 2026-03-09
bottom_line:
  headline: Build the quay
  text: Build the quay.
  points: [{label: Now, text: The quay.}]
judgments:
  - id: silt
    headline: The harbor silts up
    text: The harbor loses 40 centimeters a year.
    confidence: moderate
    basis: One survey.
    evidence:
      - source: saltmere   # the survey
        locator: 'Summary, bullet 1'
        quote: faster than any other on the coast
      - {source: saltmere, locator: "The harbor, para. 1", quote: 310 waited for the tide}
recommendations:
  - id: quay
    headline: Build a second quay
    text: Build a second quay for 90 million dollars.
    rests_on: [silt]
sources:
  - id: saltmere
    type: report
    title: Depths of Saltmere
    language: en
"""


EXHIBITS = """\
balance:
  headline: The quay and the channel
  sides:
    - {label: For, points: [A second quay would cost 90 million dollars]}
    - {label: Against, points: [Ida Vale expects others to pay a third]}
  sources: [saltmere]
comparison:
  headline: Ships wait for the tide
  columns: [Ships, Tide]
  rows:
    - {label: In 2024, cells: ["1,200 ships", "310 waited"]}
  sources: [saltmere]
timeline:
  headline: It silts up year by year
  events:
    - {when: March 2024, text: "Of 1,200 ships, 310 waited for the tide."}
    - {when: "2024", text: Dredging alone did not keep Saltmere open.}
  sources: [saltmere]
charts:
  - headline: Few ships wait
    kind: column
    categories: [All, Waiting]
    series: [{name: Ships, values: [1200, 310]}]
    note: Ships in 2024; the World Harbor Organization did not count boats.
    alt: Two columns.
    sources: [saltmere]
"""
"""Parts that state facts and name their sources, for the end of the brief."""


def changed(old: str, new: str, text: str = BRIEF) -> str:
    """The brief with one piece of it changed."""
    assert text.count(old) == 1
    return text.replace(old, new)


def project(**changes: str) -> dict[str, str]:
    """The files of a project with the brief and its source; `brief` or `snapshot` may be other than they are."""
    return {
        "content/b.yaml": changes.get("brief", BRIEF),
        "sources/saltmere.txt": changes.get("snapshot", str(SNAPSHOT)),
    }


def prose() -> Iterator[str]:
    """Paragraphs that somebody wrote and that may be here: the project's pages, and the docstrings of its modules."""
    files = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "src").rglob("*.py"))]
    for file in files:
        text = file.read_text(encoding="utf-8")
        text = text if file.suffix == ".md" else ast.get_docstring(ast.parse(text)) or ""
        paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
        yield from (part for part in paragraphs if re.match(r"[A-Z][^|`]*$", part))
