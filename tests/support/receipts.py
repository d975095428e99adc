"""A brief with two sources that differ, for receipts; and what a reader finds on the page and in the annex."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdfium2

from policybrief.sources.article.snapshot import ArticleSection, Kind, Snapshot, numbered
from support.sources import BRIEF, SNAPSHOT

REPORT = ArticleSection(1, "Costs")
OTHER: tuple[tuple[ArticleSection, Kind, str, int], ...] = (
    (REPORT, "paragraph", "A second quay would cost the harbor 120 million dollars, the auditors say.", 1),
    (REPORT, "paragraph", "The tide decides when ships may enter. Every hour of waiting is paid for.", 1),
)
AUDIT = Snapshot(numbered(OTHER), "audit.pdf", "1" * 64)

TWO = (
    BRIEF.replace("text: Build a second quay for 90 million", "text: A second quay costs the harbor 90 million")
    .replace(
        "    rests_on: [silt]\n",
        "    rests_on: [silt]\n    evidence:\n      - {source: audit, locator: 'Costs, para. 2'}\n",
    )
    .replace("sources:\n", "sources:\n  - {id: audit, type: report, title: An audit of the port, language: en}\n")
)
"""Saltmere's brief with an audit beside the survey: it gives another figure for what the quay costs."""


def project(brief: str = TWO, **more: str) -> dict[str, str]:
    """The files of a project with that brief and both texts; `more` are audiences' files by their names."""
    audiences = {f"content/audiences/{name}.yaml": text for name, text in more.items()}
    return {
        "content/b.yaml": brief,
        "sources/saltmere.txt": str(SNAPSHOT),
        "sources/audit.txt": str(AUDIT),
        **audiences,
    }


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.marked: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)
        if "mark" in self._open:
            self.marked.append(data)


class Read:
    """A page as it is read: its words on one line, what is marked, and its tags."""

    def __init__(self, file: Path) -> None:
        self.text = file.read_text(encoding="utf-8")
        reader = _Reader()
        reader.feed(self.text)
        self.words, self.marked, self.tags = " ".join("".join(reader.words).split()), reader.marked, reader.tags

    def values(self, tag: str, key: str) -> list[str]:
        """The values of an attribute on these tags."""
        return [value for name, attributes in self.tags if name == tag and (value := attributes.get(key)) is not None]


def tags(content: bytes) -> list[str]:
    """The kinds of all elements of a PDF's structure tree, in the order in which they are read."""
    found: list[str] = []

    def below(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S)[1:])
        kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                below(kid)

    with pikepdf.open(io.BytesIO(content)) as opened:
        below(opened.Root.StructTreeRoot.K)
    return found


def bookmarks(content: bytes) -> list[str]:
    """The titles of a PDF's outline."""
    return [item.get_title() for item in pypdfium2.PdfDocument(content).get_toc()]


def style(text: str) -> str:
    """What stands in a page's style."""
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    return style
