"""The memo as a machine reads it: PDF/UA-1, PDF/A-2a, and a structure tree that says what the page says, in order.

Two validators, a syntax check and three checks of our own guard a file (`faults`). The mutations at the end break each
promise in turn on a finished file, to show that something here sees it.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import page
import pikepdf
import pytest

from policybrief.compose.places import Places, Templates
from policybrief.locale import locale
from policybrief.memo.fit.fit import fit
from policybrief.memo.write.write import write
from policybrief.read import source
from policybrief.text.blocks import Section
from policybrief.text.charts import Chart, Series
from policybrief.text.exhibits import KeyFigures, Table
from policybrief.text.items import Items
from policybrief.text.prose import Paragraph
from policybrief.theme.load import load as load_theme
from policybrief.theme.memo import PAGES
from support.broken_memos import (
    MUTATIONS,
)
from support.projects import HARBOUR
from support.sample import SAMPLE
from support.tagged_memos import (
    WHOLE_NUMBERS,
    Finished,
    _heard,
    as_text,
    as_words,
    drawn_text,
    elements,
    faults,
    finished,
    harbour_with_all,
    kids_of,
    marked_text,
    validators,
)


@pytest.fixture(scope="module", params=["sample", "harbour", "all kinds of blocks"])
def each(request: pytest.FixtureRequest) -> Finished:
    if request.param == "all kinds of blocks":
        return harbour_with_all()
    return finished(SAMPLE if request.param == "sample" else HARBOUR)


@pytest.fixture
def whole() -> Finished:
    """A memo with a chart, a table, links and all else that a promise is about."""
    return harbour_with_all()


# -- checks: each gives what is wrong with a file


# -- reading a PDF


# -- what the model says


# -- a finished file


def test_a_finished_memo_has_no_fault(each: Finished, tmp_path: Path) -> None:
    assert faults(each.pdf, each.memo, tmp_path / "memo.pdf") == []


def test_the_claims_are_checked_by_all_rules(whole: Finished, tmp_path: Path) -> None:
    file = tmp_path / "memo.pdf"
    file.write_bytes(whole.pdf)
    assert page.validate_pdf(str(file), profile="ua1").is_compliant
    assert page.validate_pdf(str(file), profile="2a").is_compliant
    assert outloud.check(str(file)).verdict == "pass"


def test_headings_lists_and_tables_are_tagged_as_such(whole: Finished) -> None:
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        tags = [str(node.S).lstrip("/") for node in elements(opened)]
        scopes = [str(node.A.Scope) for node in elements(opened) if node.S == "/TH"]
        alts = [str(node.Alt) for node in elements(opened) if node.S == "/Figure"]
        spoken = [str(node.ActualText) for node in elements(opened) if "/ActualText" in node]
    assert tags[0] == "Document"
    assert tags.count("H1") == 1
    sections = [block for block in whole.memo.blocks if isinstance(block, Section)]
    beside = [section for section in sections if all(isinstance(block, KeyFigures) for block in section.blocks)]
    assert tags.count("H2") == len(sections) - len(beside), "figures in the margin have no heading"
    assert tags.count("LI") == tags.count("LBody")
    assert scopes == ["/Column"] * 4 + ["/Row"] * 3 + ["/Column"] * 2 + ["/Row"] * 2
    assert alts == ["Two columns of trade, two of aid."]
    assert spoken == [
        "High confidence", "Moderate confidence", "Low confidence",
        "Rests on judgments 1, 2", "Rests on judgment 3",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["bar", "column", "pie"])
def test_a_chart_is_a_figure_and_a_table_of_its_numbers(kind: Any, tmp_path: Path) -> None:
    """The labels beside the marks are the cells, and those that find no place beside them are said all the same."""
    count = 6
    years = tuple(as_text(str(2008 + year)) for year in range(count))
    values = tuple(100.0 + 7 * year + year % 4 for year in range(count))
    series = (Series(as_text("Here"), values), Series(as_text("There"), tuple(value + 1 for value in values)))
    chart = Chart(
        kind, years, series[: 1 if kind == "pie" else 2], as_text("It grows."), WHOLE_NUMBERS, as_text("tonnes")
    )
    memo = finished(HARBOUR, (Section(as_text("Figures"), (chart,)),))
    with pikepdf.open(BytesIO(memo.pdf)) as opened:
        texts = marked_text(opened)
        figure = next(node for node in elements(opened) if node.S == "/Figure")
        table = [node for node in elements(opened) if node.S == "/Table"][-1]
        rows = [
            [(str(cell.S), str(cell.get("/ActualText", "")) or _heard(cell, texts)) for cell in kids_of(row)]
            for row in kids_of(table)
        ]
    assert str(figure.Alt) == "It grows."
    left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert (left, right) == pytest.approx((46.8 + 82.8 + 14.4, PAGES["a4"][0] - 46.8))
    assert 70 < top - bottom < 200
    assert rows[0] == [
        ("/TD", "tonnes" if kind == "pie" else "Tonnes"),
        *(("/TH", as_words(each.name)) for each in chart.series),
    ]
    assert rows[1:] == [
        [("/TH", as_words(year)), *(("/TD", f"{each.values[number]:g}") for each in chart.series)]
        for number, year in enumerate(years)
    ]
    file = tmp_path / "memo.pdf"
    assert list(validators(memo.pdf, file)) == []


@pytest.mark.parametrize("kind", ["column", "line"])
def test_what_has_no_label_is_said_with_the_table(kind: Any, tmp_path: Path) -> None:
    """Few of many values have a label: a table of empty cells would be none."""
    years = tuple(as_text(str(1986 + year)) for year in range(40))
    values = tuple(100.0 + 7 * year + year % 4 for year in range(40))
    series = (Series(as_text("Here"), values), Series(as_text("There"), tuple(value + 1 for value in values)))
    chart = Chart(kind, years, series, as_text("It grows."), WHOLE_NUMBERS, as_text("tonnes"))
    memo = finished(HARBOUR, (Section(as_text("Figures"), (chart,)),))
    with pikepdf.open(BytesIO(memo.pdf)) as opened:
        table = [node for node in elements(opened) if node.S == "/Table"][-1]
        assert len(list(kids_of(table))) < 12
        assert "2008 256 257; 2009" in str(table.A.Summary)
    assert list(validators(memo.pdf, tmp_path / "memo.pdf")) == []


def test_the_briefs_own_chart_stands_below_the_comparison(tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    words = HARBOUR.read_text(encoding="utf-8")
    brief.write_text(words.replace("    kind: column\n", "    kind: column\n    in_memo: true\n"), encoding="utf-8")
    made = finished(brief)
    sections = [block for block in made.memo.blocks if isinstance(block, Section)]
    assert [[type(inner) for inner in section.blocks] for section in sections[:4]] == [
        [Items], [Table], [KeyFigures], [Paragraph, Chart],
    ]  # fmt: skip
    assert faults(made.pdf, made.memo, tmp_path / "memo.pdf") == []


def test_a_link_says_its_text_and_where_it_leads(whole: Finished) -> None:
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        links = {str(link.Contents): str(link.A.URI) for link in opened.pages[0].Annots}
    assert links["link (https://example.org/a)"] == "https://example.org/a"
    assert len(links) > 1


def test_what_is_only_seen_is_not_read(whole: Finished) -> None:
    """The boxes to tick, the rules and the second marking are decoration."""
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        drawn = [text for owner, text in drawn_text(opened) if owner is None and text]
    assert drawn == ["TLP:GREEN"]


def test_no_stream_ends_ambiguously(tmp_path: Path) -> None:
    """One compressed stream in 256 ends in a carriage return, which a line feed after it would swallow."""
    made = finished(SAMPLE)
    file = tmp_path / "memo.pdf"
    looks, words = load_theme("statecraft"), locale.load("en-US")
    places = Places(source.read(SAMPLE), Templates(()))
    for number in range(60):
        memo = replace(made.memo, blocks=(Paragraph(as_text(f"Paragraph {number * 7919}")),))
        file.write_bytes(write(fit(memo, looks, words, places)))
        assert page.validate_pdf(str(file), profile="2a").is_compliant


# -- broken files


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_promise_is_seen(name: str, whole: Finished, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        MUTATIONS[name](opened)
        broken = BytesIO()
        opened.save(broken, static_id=True)
    assert faults(broken.getvalue(), whole.memo, tmp_path / "memo.pdf") != []


def test_saving_alone_breaks_no_promise(whole: Finished, tmp_path: Path) -> None:
    """Or else the mutations would prove nothing."""
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        saved = BytesIO()
        opened.save(saved, static_id=True)
    assert faults(saved.getvalue(), whole.memo, tmp_path / "memo.pdf") == []
