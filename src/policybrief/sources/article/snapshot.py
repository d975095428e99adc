"""A source's words as they were when the brief was written: sections and numbered passages, in a text file.

    # policybrief snapshot 1
    # file: lo.pdf
    # sha256: 9c1f…

    ## 1 Executive Summary
    [1.1b] A first bullet …
    ## 2 Impact of the war
    [2.1] A first paragraph. Each is one line, so that files compare and search well.
    [2.2 p7] Another, with the page on which it begins.

Paragraphs and bullets are counted apart in each section, as a reader does who cites "Impact of the war, para. 2". A
snapshot is for the analyst's own use: it holds somebody's whole text, so it never travels into a document or a mail.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from functools import cached_property
from itertools import groupby
from typing import Literal

from policybrief.errors import BriefError, Problem
from policybrief.text.records import dataclass

HEADING = "# policybrief snapshot 1"
FOLDER = "sources"
IGNORED = "# The texts of sources are not ours to publish; their hashes are (brief verify --record).\n*.txt\n"
"""What git leaves out of a project's folder of snapshots."""

Kind = Literal["paragraph", "bullet"]
WRITTEN = {
    "en": ("{title}, para. {number}", "{title}, bullet {number}"),
    "fr": ("{title}, paragr. {number}", "{title}, puce {number}"),
    "uk": ("{title}, абз. {number}", "{title}, маркер {number}"),
    "zh": ("{title}，第{number}段", "{title}，要点{number}"),
}
"""How a paragraph's and a bullet's place is written in the languages of briefs."""


@dataclass(frozen=True)
class ArticleSection:
    """A part of the article under a heading, or a speaker's turn in an interview ("Wyne’s answer").

    `number` counts from 1; what stands before the first heading is section 0, without a title.
    """

    number: int
    title: str
    speaker: str = ""


@dataclass(frozen=True)
class Passage:
    """One paragraph or bullet. `number` counts its kind in its section from 1; `page` is 0 where there are none.

    `lead` counts the letters of a bold beginning, `marker` is what stood before an entry of a list and `depth` how deep
    it lies, while an article is read; a snapshot's file does not have them.
    """

    section: ArticleSection
    number: int
    text: str
    kind: Kind = "paragraph"
    page: int = 0
    lead: int = field(default=0, compare=False)
    marker: str = field(default="", compare=False)
    depth: int = field(default=0, compare=False)

    @property
    def locator(self) -> str:
        """Where it stands, as an English brief writes it: `Implications for US Policy, para. 3`."""
        return self.locator_in("en")

    def locator_in(self, lang: str) -> str:
        """The same, as a brief in that language writes it."""
        paragraph, bullet = WRITTEN.get(lang.partition("-")[0], WRITTEN["en"])
        form = bullet if self.kind == "bullet" else paragraph
        return form.format(title=self.section.title, number=self.number).lstrip(",， ")


@dataclass(frozen=True)
class Snapshot:
    """An article's passages in their order, and which file they were taken from: its name and its SHA-256."""

    passages: tuple[Passage, ...]
    file: str = ""
    sha256: str = ""

    @cached_property
    def sections(self) -> tuple[ArticleSection, ...]:
        """Those that have a passage, in their order."""
        return tuple(dict.fromkeys(passage.section for passage in self.passages))

    def __str__(self) -> str:
        """The file's text. The same article gives the same text, on any day."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield HEADING
        yield from (f"# {key}: {value}" for key, value in (("file", self.file), ("sha256", self.sha256)) if value)
        for section, passages in groupby(self.passages, lambda passage: passage.section):
            yield f"\n## {section.number} {section.title}".rstrip()
            yield from [f"# speaker: {section.speaker}"] if section.speaker else ()
            yield from (_line(passage) for passage in passages)


def digest(text: str) -> str:
    """The SHA-256 of a snapshot's text, by which a brief tells that it changed; ends of lines don't count."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def numbered(parts: Iterable[tuple[ArticleSection, Kind, str, int]]) -> tuple[Passage, ...]:
    """Passages from their sections, kinds, texts and pages, in order, numbered."""
    counts: dict[tuple[ArticleSection, Kind], int] = {}
    passages: list[Passage] = []
    for section, kind, text, page in parts:
        counts[section, kind] = counts.get((section, kind), 0) + 1
        passages.append(Passage(section, counts[section, kind], text, kind, page))
    return tuple(passages)


_SECTION = re.compile(r"## (?P<number>\d+)(?: (?P<title>.*))?")
_PASSAGE = re.compile(r"\[(?P<section>\d+)\.(?P<number>\d+)(?P<bullet>b?)(?: p(?P<page>\d+))?\] (?P<text>.+)")
_ABOUT = re.compile(r"# (file|sha256|speaker): (.*)")


def parse(text: str, file: str = "") -> Snapshot:
    """The snapshot in a text; `file` names it in problems.

    Raises `BriefError` with every line that is none of a snapshot's.
    """
    head, *lines = text.removeprefix("\ufeff").splitlines() or [""]
    if head.strip() != HEADING:
        hint = "'brief import ARTICLE' makes one"
        raise BriefError([Problem("is not a snapshot of a source", file, 1, hint=hint, excerpt=head[:200])])
    about: dict[str, str] = {}
    section = ArticleSection(0, "")
    passages: list[Passage] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=2):
        if (match := _ABOUT.fullmatch(line)) and match[1] == "speaker":
            section = replace(section, speaker=match[2].strip())
        elif match:
            about[match[1]] = match[2].strip()
        elif match := _SECTION.fullmatch(line.strip()):
            section = ArticleSection(int(match["number"]), (match["title"] or "").strip())
        elif (match := _PASSAGE.fullmatch(line.strip())) and int(match["section"]) == section.number:
            kind: Kind = "bullet" if match["bullet"] else "paragraph"
            passages.append(Passage(section, int(match["number"]), match["text"], kind, int(match["page"] or 0)))
        elif line.strip() and not line.startswith("# "):
            hint = "a passage is one line, [2.3] and its text, below the heading of its section, ## 2 Its title"
            problems.append(Problem("is no line of a snapshot", file, number, 1, hint=hint, excerpt=line[:200]))
    if problems:
        raise BriefError(problems)
    return Snapshot(tuple(passages), about.get("file", ""), about.get("sha256", ""))


def _line(passage: Passage) -> str:
    bullet = "b" if passage.kind == "bullet" else ""
    page = f" p{passage.page}" if passage.page else ""
    return f"[{passage.section.number}.{passage.number}{bullet}{page}] {passage.text}"
