"""Snapshots are text files that people read: what is printed is read back, and what is none is told line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.errors import BriefError
from policybrief.sources.article.snapshot import ArticleSection, Passage, Snapshot, digest, numbered, parse

SUMMARY, WAR = ArticleSection(1, "Executive Summary"), ArticleSection(2, "Wyne’s answer", "Ali Wyne")
ARTICLE = Snapshot(
    numbered([
        (SUMMARY, "paragraph", "It says:", 1),
        (SUMMARY, "bullet", "One.", 1),
        (SUMMARY, "bullet", "Two.", 2),
        (WAR, "paragraph", "习近平 & Київ <b>", 2),
    ]),
    "lo.pdf",
    "9c1f",
)  # fmt: skip


def test_paragraphs_and_bullets_are_counted_apart() -> None:
    assert [passage.locator for passage in ARTICLE.passages] == [
        "Executive Summary, para. 1",
        "Executive Summary, bullet 1",
        "Executive Summary, bullet 2",
        "Wyne’s answer, para. 1",
    ]


def test_it_reads_as_people_do() -> None:
    assert str(ARTICLE) == (
        "# policybrief snapshot 1\n# file: lo.pdf\n# sha256: 9c1f\n\n"
        "## 1 Executive Summary\n[1.1 p1] It says:\n[1.1b p1] One.\n[1.2b p2] Two.\n\n"
        "## 2 Wyne’s answer\n# speaker: Ali Wyne\n[2.1 p2] 习近平 & Київ <b>\n"
    )


LINES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
PARTS = st.tuples(st.integers(0, 3), st.sampled_from(["paragraph", "bullet"]), LINES, st.integers(0, 2))


@given(st.lists(PARTS), st.lists(LINES, min_size=4, max_size=4), st.booleans())
def test_what_is_printed_is_read_back(parts: list, titles: list[str], spoken: bool) -> None:
    sections = [ArticleSection(number, title, "Li Wei" if spoken else "") for number, title in enumerate(titles)]
    in_order = sorted(parts, key=lambda part: part[0])
    article = Snapshot(numbered((sections[at], kind, text, page) for at, kind, text, page in in_order), "a.txt", "0f")
    assert parse(str(article)) == article
    assert parse(str(article).replace("\n", "\r\n")) == article
    assert digest(str(article).replace("\n", "\r\n")) == digest(str(article))


def test_each_line_that_is_none_is_told() -> None:
    text = "# policybrief snapshot 1\n# made by hand\n## 1 A\n[1.1] Right.\n[2.1] In no section.\nloose words\n"
    with pytest.raises(BriefError) as raised:
        parse(text, "sources/lo.txt")
    assert [problem.place for problem in raised.value.problems] == ["sources/lo.txt:5:1", "sources/lo.txt:6:1"]
    with pytest.raises(BriefError, match="is not a snapshot"):
        parse("Dear reader", "a.txt")


def test_without_sections_a_locator_is_a_number() -> None:
    assert Passage(ArticleSection(0, ""), 3, "So.").locator == "para. 3"
