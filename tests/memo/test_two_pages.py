"""A memo on two pages, where its reader wants them: what is on each, where it is divided, and when it is refused."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from policybrief.memo.check.check import check
from policybrief.memo.fit.fit import fit
from policybrief.memo.fitted import Extent, FittedMemo
from policybrief.memo.write.write import write
from policybrief.pdf.ink import InkWords, Node, Page
from policybrief.pipeline.document_run import Outcome
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.text.blocks import Section
from policybrief.text.exhibits import Table
from policybrief.text.prose import Paragraph
from policybrief.text.run import Run, plain
from policybrief.text.value_path import ValuePath
from support.commands import problems_of
from support.memos import Composed, composed
from support.pdfs import words_of_pages
from support.projects import HARBOUR, MINIMAL, Tree
from support.sample import SAMPLE

TWO = Extent(2)
LONG = ValuePath("judgments", 0, "text")


@cache
def sample() -> Composed:
    return composed(SAMPLE)


def two(brief: Composed) -> FittedMemo:
    return fit(brief.memo, brief.theme, brief.locale, brief.places, extent=TWO)


@cache
def of_sample() -> FittedMemo:
    return two(sample())


def lines(page: Page) -> dict[Node, set[float]]:
    """The baselines of each paragraph of the text on a page."""
    found: dict[Node, set[float]] = defaultdict(set)
    for mark in page.marks:
        node = mark.node if isinstance(mark, InkWords) else None
        if node and not node.is_repeated:
            while node.tag == "Span" and node.parent:
                node = node.parent
            found[node].add(round(mark.y, 1))
    return found


def test_two_pages_say_all_in_full_and_the_second_is_a_third_full() -> None:
    fitted = of_sample()
    assert len(fitted.pages) == 2
    assert fitted.summary.startswith("2 pages, 10.6 pt")
    assert "short" not in fitted.summary
    last = max(mark.y for mark in fitted.pages[1].marks if isinstance(mark, InkWords) and not mark.node.is_repeated)
    assert last - fitted.gap > fitted.pages[1].height / 3


def test_both_pages_have_the_marking_and_their_number_and_the_second_the_title() -> None:
    first, second = words_of_pages(write(of_sample()))
    title = plain(sample().memo.title)
    assert first.count("UNCLASSIFIED") == second.count("UNCLASSIFIED") == 2
    assert "page 1 of 2" in first
    assert "page 2 of 2" in second
    assert title in second
    assert "page" not in words_of_pages(write(sample().fit()))[0].split("UNCLASSIFIED")[-1]


def test_the_file_is_as_accessible_as_that_of_one_page() -> None:
    assert check(write(of_sample())) == []


def test_what_stands_on_both_pages_is_read_once() -> None:
    said = [mark.text for mark in of_sample().marks if isinstance(mark, InkWords) and not mark.node.is_repeated]
    one = [mark.text for mark in sample().fit().marks if isinstance(mark, InkWords) and not mark.node.is_repeated]
    title = plain(sample().memo.title)
    assert " ".join(said).count(title) == " ".join(one).count(title)


@pytest.mark.parametrize("words", range(0, 200, 13))
def test_no_line_stands_alone_on_either_page(words: int) -> None:
    brief = replace(sample(), memo=lengthened(sample().memo, words))
    first, second = map(lines, two(brief).pages)
    for node in first.keys() & second.keys():
        assert min(len(first[node]), len(second[node])) >= 2, node
    headings = [node for node in first if node.tag == "H2"]
    bottom = max(chain.from_iterable(first.values()))
    for heading in headings:
        assert bottom - max(first[heading]) > 10.0 or len(first[heading]) > 1


def lengthened(memo: Any, words: int) -> Any:
    """The memo with so many more words in its first section."""
    section = next(block for block in memo.blocks if isinstance(block, Section))
    (items,) = section.blocks
    first = items.items[0]
    longer = replace(first, text=(*first.text, Run(" certainly" * words, LONG)), short=())
    changed = replace(section, blocks=(replace(items, items=(longer, *items.items[1:])),))
    return replace(memo, blocks=tuple(changed if block is section else block for block in memo.blocks))


def test_a_table_that_goes_on_has_its_header_again() -> None:
    memo = sample().memo
    table = next(block for section in memo.blocks if isinstance(section, Section) for block in section.blocks
                 if isinstance(block, Table))  # fmt: skip
    longer = replace(table, rows=table.rows * 6, kinds=(), marked=())
    blocks = tuple(
        replace(block, blocks=(longer,)) if isinstance(block, Section) and table in block.blocks else block
        for block in memo.blocks
    )
    fitted = two(replace(sample(), memo=replace(memo, blocks=blocks)))
    repeated = [
        mark.text for mark in fitted.pages[1].marks if isinstance(mark, InkWords) and mark.node.repeated == "Header"
    ]
    assert plain(table.header[1]) in "".join(repeated)
    assert check(write(fitted)) == []


def memo_of(folder: Path, audience: str = "") -> Outcome:
    prepared = Prepared.of(folder / "content" / "brief.yaml")
    run = prepared.run_for(audience, BuildOptions()) if audience else prepared.run(BuildOptions())
    return run.outcome("memo")


def test_a_memo_that_is_too_short_is_told_at_the_key_of_an_audience(tree: Tree) -> None:
    board = "name: The board\nmemo:\n  pages: 2\n"
    folder = tree({"content/brief.yaml": MINIMAL, "content/audiences/board.yaml": board})
    (problem,) = memo_of(folder, "board").problems
    assert (Path(problem.file).name, problem.line, problem.column) == ("board.yaml", 3, 10)
    assert "lines too short for two pages" in problem.message
    assert "`pages: 1`" in problem.hint


def test_and_at_that_of_a_theme_where_an_audience_does_not_say_otherwise(tree: Tree) -> None:
    files = {
        "content/brief.yaml": f"theme: two\n{MINIMAL}",
        "content/themes/two.yaml": "extends: statecraft\nmemo: {pages: 2}\n",
        "content/audiences/one.yaml": "name: One\nmemo: {pages: 1}\n",
    }
    folder = tree(files)
    (problem,) = memo_of(folder).problems
    assert (Path(problem.file).name, problem.line) == ("two.yaml", 2)
    assert memo_of(folder, "one").document


def test_so_many_lines_more_are_enough() -> None:
    short = composed(HARBOUR)
    (problem,) = problems_of(lambda: two(short))
    lines = int(re.findall(r"about (\d+) line", problem.message)[0])
    more = tuple(Paragraph((Run("word " * 15),)) for _ in range(lines))
    assert len(two(replace(short, memo=replace(short.memo, blocks=(*short.memo.blocks, *more)))).pages) == 2


def test_what_is_to_be_cut_of_a_memo_that_is_too_long_for_two_pages_is_right() -> None:
    def longer(words: int) -> Composed:
        return replace(sample(), memo=lengthened(sample().memo, words))

    first, *_ = problems_of(lambda: two(longer(1500)))
    assert "too long for two pages at 9.5 pt" in first.message
    cut = int(re.findall(r"cut about (\d+) words", first.hint)[0])
    assert two(longer(1500 - cut)).summary.startswith("2 pages")
    assert problems_of(lambda: two(longer(1500 - cut // 2)))


@pytest.mark.parametrize("said", ["0", "3", '"2"', "[2]", "true"])
def test_other_numbers_of_pages_are_refused_at_the_key(tree: Tree, said: str) -> None:
    board = f"name: The board\nmemo:\n  pages: {said}\n"
    folder = tree({"content/brief.yaml": MINIMAL, "content/audiences/board.yaml": board})
    (problem,) = problems_of(lambda: memo_of(folder, "board"))
    assert (Path(problem.file).name, problem.line, problem.column) == ("board.yaml", 3, 10)
