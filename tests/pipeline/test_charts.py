"""Charts in both documents: the same numbers in the same form, whatever they are, and what can't be shown is told.

Briefs are built as users build them; the deck is read with python-pptx, the memo with pdfium.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.deck.check.check import check
from policybrief.deck.shapes import ChartShape, Decoration, TextShape
from policybrief.memo.fitted import FittedMemo
from policybrief.ooxml.zipped import unpacked
from policybrief.pdf.ink import InkWords, Node
from policybrief.read.scalars import Spelled
from policybrief.text.figures import NumberForm
from policybrief.text.run import plain
from support import decks
from support.commands import brief, problems_of
from support.memos import composed
from support.projects import MINIMAL
from support.soak import SOAK, combined

KINDS = ("bar", "column", "line", "pie")


def chart(kind: str, *rows: list[Any], names: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "headline": f"As a {kind}",
        "kind": kind,
        "categories": names or [f"N{number}" for number in range(len(rows[0]))],
        "series": [{"name": f"Series {number}", "values": row} for number, row in enumerate(rows)],
        "alt": "What there is.",
        "sources": ["lo"],
        "in_memo": True,
    } | more


def written(folder: Path, *charts: dict[str, Any], **more: Any) -> Path:
    """A brief with charts. Values that are texts stand in it without quotes: as they are spelled."""
    data = yaml.safe_load(MINIMAL) | {"charts": copy.deepcopy(list(charts))} | more
    for number, one in enumerate(data["charts"]):
        one["headline"] += f" {number}"
        for row in one["series"]:
            row["values"] = [f"«{each}»" if isinstance(each, str) else each for each in row["values"]]
    data["sources"] = [*data["sources"], {"id": "lo", "type": "report", "title": "A count"}]
    file = folder / "content" / "brief.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        re.sub("«(.*)»", r"\1", yaml.safe_dump(data, allow_unicode=True, sort_keys=False)), encoding="utf-8"
    )
    return file


class Both:
    """The deck's charts and the memo's text."""

    def __init__(self, file: Path) -> None:
        made = brief("build", file, "--output", file.parent / "out")
        assert made.exit_code == 0, made.stderr
        (deck,) = (file.parent / "out").glob("*.pptx")
        (memo,) = (file.parent / "out").glob("*.pdf")
        self.deck = deck.read_bytes()
        slides = Presentation(io.BytesIO(self.deck)).slides
        self.charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
        self.alts = [
            shape._element.nvGraphicFramePr.cNvPr.get("descr")
            for slide in slides
            for shape in slide.shapes
            if shape.has_chart
        ]
        with pypdfium2.PdfDocument(memo) as pdf:
            self.memo = pdf[0].get_textpage().get_text_range()

    def labels(self, number: int = 0) -> list[str]:
        """What labels with a format of their own say, whatever the viewer's system."""
        codes = self.charts[number]._chartSpace.xpath(".//c:dLbl/c:numFmt/@formatCode")
        return [re.search('(?<=]")[^"]+(?=")', code)[0] for code in codes if "[=" in code]

    def sheets(self) -> str:
        """The XML of all workbooks' sheets and texts."""
        books = [part for name, part in unpacked(self.deck).items() if name.endswith(".xlsx")]
        parts = [(name, part.decode()) for book in books for name, part in unpacked(book).items()]
        return "".join(part for name, part in parts if "sheet" in name or name.endswith("sharedStrings.xml"))


# -- the form of numbers


_SPELLED = {
    "12345 0.125": "12,345.000 0.125",
    "12.50 -3 0": "12.50 −3.00 0.00",
    "1250.5 40": "1,250.5 40.0",
    "33.333333333333336 66.66666666666667": "33.3 66.7",
    "-0.0 1.5": "0.0 1.5",
    "0.000000001 0.0": "0.000000001 0.000000000",
    "999999999999999 1": "999,999,999,999,999 1",
    "1e3 2.5E+1": "1,000 25",
}


def test_both_documents_write_the_author_s_decimals(tmp_path: Path) -> None:
    both = Both(written(tmp_path, *(chart("bar", spelled.split(), order="given") for spelled in _SPELLED)))
    for number, said in enumerate(_SPELLED.values()):
        assert both.labels(number) == [each for each in said.split() if "." in each or "," in each]
    found = iter(both.memo.split())
    assert all(each in found for said in _SPELLED.values() for each in said.split())  # in their order


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en-GB", ["12,345.5", "\u22121,000"]),
        ("fr", ["12\u202f345,5", "\u22121\u202f000"]),
        ("uk", ["12\u00a0345,5", "\u22121\u00a0000"]),
        ("zh", ["12,345.5", "\u22121,000"]),
    ],
)
def test_numbers_are_written_in_the_brief_s_language(lang: str, said: list[str], tmp_path: Path) -> None:
    both = Both(written(tmp_path, chart("column", [12345.5, -1000]), lang=lang))
    assert both.labels() == said
    spaced = [re.sub("[\u00a0\u202f]", " ", text) for text in (both.memo, *said)]
    assert all(each in spaced[0] for each in spaced[1:])


def test_a_number_that_is_edited_gets_a_label_of_its_own(tmp_path: Path) -> None:
    """A label is bound to its value: another has the general format, below zero as above."""
    (made,) = Both(written(tmp_path, chart("column", [12345.5, -7.5]))).charts
    codes = made._chartSpace.xpath(".//c:dLbl/c:numFmt/@formatCode")
    usual, below = "[$-409]#,##0.0", '[$-409]"\u2212"#,##0.0'
    assert codes == [
        f'[=12345.5]"12,345.5";[<0]{below};{usual}',
        f'[>=0]{usual};[=-7.5]"\u22127.5";{below}',
    ]
    assert made._chartSpace.xpath(".//c:dLbls/c:numFmt/@formatCode") == [f"{usual};{below}"]


def test_years_are_no_numbers(tmp_path: Path) -> None:
    both = Both(written(tmp_path, chart("line", [2024, 2025, 2026], names=[2024, 2025, 2026])))
    assert list(both.charts[0].plots[0].categories) == ["2024", "2025", "2026"]
    assert "2,02" not in both.memo + etree.tostring(both.charts[0]._chartSpace).decode()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([410, 525.5, -640], "410 525,5 \u2212640"),
        ([Spelled("410.0"), Spelled("525.5")], "410,0 525,5"),
        ([12, 12.5], "12,0 12,5"),
        ([99, 410.5, 0], "99,0 410,5 0,0"),
        ([410, 525.5, 0], "410 525,5 0"),
    ],
)
def test_among_large_numbers_whole_ones_have_no_decimals(values: list[float], said: str) -> None:
    form = NumberForm.of(values, {"decimal": ",", "group": "."})
    assert " ".join(map(form.written, values)) == said


@given(st.lists(st.floats(-1e14, 1e14).filter(lambda one: not 0 < abs(one) < 1e-9), min_size=1, max_size=5))
def test_all_numbers_of_a_chart_have_as_many_decimals(values: list[float]) -> None:
    form = NumberForm.of(values, {"decimal": ",", "group": "."})
    for value in values:
        said = form.written(value)
        assert len(said.partition(",")[2]) == (0 if form.whole and value == int(value) else form.decimals)
        number = float(said.replace(".", "").replace(",", ".").replace("\u2212", "-"))
        assert abs(number - value) <= 10**-form.decimals * 0.51 + abs(value) * 1e-15


# -- gaps, and what can't be shown


def test_a_number_that_is_not_known_is_a_gap(tmp_path: Path) -> None:
    rows: tuple[list[Any], list[Any]] = ([1, "~", 3], [None, 5, 6])
    kinds = [chart(kind, *rows, names=["a", "b", "c"], order="given") for kind in ("bar", "column", "line")]
    both = Both(written(tmp_path, *kinds))
    for made in both.charts:
        assert [tuple(series.values) for series in made.plots[0].series] == [(1, None, 3), (None, 5, 6)]
        assert made._chartSpace.xpath(".//c:dispBlanksAs/@val") == ["gap"]
    assert both.alts == ["What there is. No number: Series 0 b, Series 1 a."] * 3


def test_a_gap_is_said_where_it_is(tmp_path: Path) -> None:
    fitted = composed(written(tmp_path, chart("line", [1, None, 3], names=["a", "b", "c"]))).fit()
    assert [plain(node.spoken) for node in nodes(fitted.tree) if node.tag == "TD" and node.spoken] == ["no number"]
    assert [plain(node.alt) for node in nodes(fitted.tree) if node.alt] == ["What there is. No number: b."]


@pytest.mark.parametrize(
    ("wrong", "path", "message"),
    [
        (chart("pie", [0, 0]), "values", "a pie of zeros shows nothing"),
        (chart("pie", [-1, 2]), "values", "a pie shows shares, and none is negative"),
        (chart("pie", [1, None]), "values[1]", "a pie shows shares, and this one is not known"),
        (chart("line", [None, None]), "values", "a series without any number shows nothing"),
        (chart("line", [1, "1e308"]), "values[1]", "is too large a number for a chart or a table"),
        (chart("line", [1, -(10**15)]), "values[1]", "is too large a number for a chart or a table"),
        (chart("line", [1, 10**40]), "values[1]", "is too large a number for a chart or a table"),
        (chart("line", [1, "1e-12"]), "values[1]", "is too small a number for a chart or a table"),
        (chart("line", [1, "12%"]), "values[1]", "is text, not a number"),
        (chart("line", [1, ".inf"]), "values[1]", "is text, not a number"),
        (chart("line", [1, True]), "values[1]", "is true or false, not a number"),
    ],
)
def test_what_a_chart_can_t_show_is_told_at_its_line(wrong: Any, path: str, message: str, tmp_path: Path) -> None:
    file = written(tmp_path, wrong)
    (problem,) = problems_of(lambda: composed(file))
    assert (problem.path, problem.message) == (f"charts[0].series[0].{path}", message)
    assert problem.line > 1


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('kind="pie"><series><name>S</name><value>0</value></series>', "a pie of zeros shows nothing"),
        ('kind="bar"><series><name>S</name><value/></series>', "a series without any number shows nothing"),
        (
            'kind="bar"><series><name>S</name><value>1e20</value></series>',
            "1e20 is too large a number for a chart or a table",
        ),
        ('kind="bar"><series><name>S</name><value>١</value></series>', "'١' is not a number"),
    ],
)
def test_a_template_s_chart_is_told_as_well(inside: str, message: str, tmp_path: Path) -> None:
    file = written(tmp_path)
    (tmp_path / "templates").mkdir()
    block = f"{{% block charts %}}<chart {inside}<category>C</category><alt>A</alt></chart>{{% endblock %}}"
    template = tmp_path / "templates" / "memo.xml.j2"
    template.write_text('{% extends "memo.xml.j2" %}\n' + block, encoding="utf-8")
    (problem,) = problems_of(lambda: composed(file))
    assert (problem.message, problem.line) == (message, 2)


# -- the native chart


def test_bars_below_zero_have_their_series_colour(tmp_path: Path) -> None:
    for made in Both(written(tmp_path, *(chart(kind, [-1, 2], [3, -4]) for kind in ("bar", "column")))).charts:
        assert [series.invert_if_negative for series in made.plots[0].series] == [False, False]


def test_names_are_text_in_the_workbook(tmp_path: Path) -> None:
    names = ["=1+1", "+2", "-3", "@now", "{=4}", "https://example.org", "R&D < 5", "同一", "同一", "12"]
    one = chart("bar", list(range(10)), names=names, order="given")
    one["series"][0]["name"] = "=SUM(A1)"
    both = Both(written(tmp_path, one))
    sheets = both.sheets()
    assert "<f" not in sheets
    assert "hyperlink" not in sheets
    assert all(each in sheets for each in ("=1+1", "+2", "@now", "{=4}", "R&amp;D &lt; 5", "=SUM(A1)"))
    assert list(both.charts[0].plots[0].categories) == names


def test_labels_stand_only_where_their_kind_allows(tmp_path: Path) -> None:
    both = Both(written(tmp_path, *(chart(kind, [0.5, 1.25, 97]) for kind in KINDS)))
    places = [set(made._chartSpace.xpath(".//c:dLblPos/@val")) for made in both.charts]
    assert dict(zip(KINDS, places, strict=True)) == {
        "bar": {"outEnd"},
        "column": {"outEnd"},
        "line": {"t"},
        "pie": {"ctr"},
    }
    assert check(both.deck) == []


def test_the_plot_and_its_axis_are_where_fit_has_put_them(tmp_path: Path) -> None:
    """So what stands around a chart as text is right everywhere. There is no grid, no legend, no axis of values."""
    for made in Both(written(tmp_path, *(chart(kind, [-8, 12.5], [3, 4]) for kind in KINDS[:3]))).charts:
        tree = made._chartSpace
        assert tree.xpath(".//c:plotArea/c:layout/c:manualLayout/c:layoutTarget/@val") == ["inner"]
        low, high = made.value_axis.minimum_scale, made.value_axis.maximum_scale
        assert low < -8
        assert high > 12.5
        assert tree.xpath(".//c:valAx/c:delete/@val") == ["1"]
        assert tree.xpath(".//c:majorGridlines | .//c:legend | .//c:title") == []
        assert tree.xpath(".//c:catAx/c:txPr/a:bodyPr/@rot") == ["0"]  # long names stand in lines, not turned


def test_bars_go_by_value_and_times_keep_their_order(tmp_path: Path) -> None:
    values = [3, 9, None, 5]
    one, year, given, column = Both(
        written(
            tmp_path,
            chart("bar", values, names=["a", "b", "c", "d"]),
            chart("bar", values, names=["Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025"]),
            chart("bar", values, names=["a", "b", "c", "d"], order="given"),
            chart("column", values, names=["a", "b", "c", "d"], order="value"),
        )
    ).charts
    assert list(one.plots[0].categories) == list(column.plots[0].categories) == ["b", "d", "a", "c"]
    assert list(given.plots[0].categories) == ["a", "b", "c", "d"]
    assert next(iter(year.plots[0].categories)) == "Q1 2025"


def test_bars_without_room_are_told_and_lose_no_number(tmp_path: Path) -> None:
    names = [f"Port {number}" for number in range(30)]
    both = Both(written(tmp_path, chart("bar", list(range(30)), names=names, emphasis="Port 3")))
    shown = list(both.charts[0].plots[0].categories)
    assert len(shown) == 14
    assert (shown[0], shown[-1]) == ("Port 29", "Port 3")
    assert "Port 7" in both.sheets()
    assert "And 16 more: Port 16 16; " in both.alts[0]
    assert "and 16 more" in slides_text(both.deck)


def test_a_pie_is_one_bar_of_its_parts(tmp_path: Path) -> None:
    made, many = Both(
        written(tmp_path, chart("pie", [90, 2, 8], names=["a", "b", "c"]), chart("pie", [90, 2, 2, 2, 3, 1]))
    ).charts
    assert made._chartSpace.xpath(".//c:grouping/@val") == ["stacked"]
    assert [series.name for series in made.plots[0].series] == ["a", "b", "c"]
    assert list(many.plots[0].categories)[:2] == ["N0", "N4"]


def test_more_series_than_can_be_told_apart_get_a_chart_each(tmp_path: Path) -> None:
    rows = [[number + 1, 2 * number + 1] for number in range(12)]
    both = Both(written(tmp_path, chart("line", *rows, names=["a", "b"])))
    assert [[series.name for series in made.plots[0].series] for made in both.charts] == [
        [f"Series {number}"] for number in range(12)
    ]
    assert len({(made.value_axis.minimum_scale, made.value_axis.maximum_scale) for made in both.charts}) == 1
    assert both.alts[0] == "What there is."
    assert both.alts[1:] == [f"Series {number}" for number in range(1, 12)]


def test_what_stands_out_has_the_first_colour(tmp_path: Path) -> None:
    rows, names = ([1, 2], [3, 4]), ["a", "b"]
    usual, named, category = Both(
        written(
            tmp_path,
            chart("column", *rows, names=names),
            chart("column", *rows, names=names, emphasis="Series 1"),
            chart("column", [1, 2], names=names, emphasis="b"),
        )
    ).charts
    fills = ".//c:ser/c:spPr/a:solidFill/a:schemeClr/@val"
    assert usual._chartSpace.xpath(fills) == ["tx2", "accent6"]
    assert named._chartSpace.xpath(fills) == ["accent6", "tx2"]
    assert category._chartSpace.xpath(fills) == ["accent6"]
    assert category._chartSpace.xpath(".//c:dPt/c:idx/@val") == ["1"]
    assert category._chartSpace.xpath(".//c:dPt//a:schemeClr/@val") == ["tx2"]


def test_emphasis_names_what_is_there(tmp_path: Path) -> None:
    file = written(tmp_path, chart("column", [1, 2], names=["Nord", "South"], emphasis="North"))
    (problem,) = problems_of(lambda: composed(file))
    assert problem.path == "charts[0].emphasis"
    assert (problem.message, problem.hint) == ("'North' is neither a series nor a category", "did you mean 'Nord'?")


def test_the_sides_of_a_comparison_have_their_colours(tmp_path: Path) -> None:
    comparison = {
        "headline": "Two",
        "columns": ["Harbour", "Airport"],
        "rows": [{"label": "Cost", "cells": ["1", "2"]}],
        "sources": ["lo"],
    }
    one = chart("column", [1, 2], [3, 4])
    one["series"][0]["name"], one["series"][1]["name"] = "Airport", "Harbour"
    (made,) = Both(written(tmp_path, one, comparison=comparison)).charts
    fills = made._chartSpace.xpath(".//c:ser/c:spPr/a:solidFill/a:schemeClr/@val")
    assert fills == ["accent1", "accent4"]  # second, first


@pytest.mark.parametrize(
    ("more", "path", "message"),
    [
        ({"kind": "line", "stacked": True}, "stacked", "a line is not stacked"),
        ({"stacked": True, "series": [{"name": "S", "values": [1, -2]}]}, "series[0].values[1]", "is below zero, and"),
        ({"order": "name"}, "order", "'name' is not"),
        ({"target": {"value": "much", "label": "Aim"}}, "target.value", "is text, not a number"),
        ({"proves": ["nothing"]}, "proves[0]", "'nothing' is not the id of a judgment"),
    ],
)
def test_what_a_chart_can_t_be_is_told_at_its_key(more: Any, path: str, message: str, tmp_path: Path) -> None:
    (problem,) = problems_of(lambda: composed(written(tmp_path, chart("column", [1, 2]) | more)))
    assert problem.path == f"charts[0].{path}"
    assert problem.message.startswith(message)


def test_a_chart_stands_beside_the_judgments_that_it_proves(tmp_path: Path) -> None:
    """With their marks: the circle, the likelihood's interval and the blocks of how sure we are."""
    judgments = [yaml.safe_load(MINIMAL)["judgments"][0] | {"likelihood": "likely"}]
    one = chart("column", [1, 7], in_memo=False, proves=["only-berth"])
    every = decks.built(written(tmp_path, one, judgments=judgments)).placed.slides
    (slide,) = (slide for slide in every if any(isinstance(shape, ChartShape) for shape in slide.shapes))
    texts = [line.text for shape in slide.shapes if isinstance(shape, TextShape) for line in shape.lines]
    said = [plain(text).replace("\u00a0", " ") for text in texts]
    assert {"1", "There is no other berth", "High confidence", "Likely: 55 to 80%"} <= {*said}
    assert [shape for shape in slide.shapes if getattr(shape, "geometry", "") == "ellipse"]
    framed = [shape.box for shape in slide.shapes if isinstance(shape, Decoration) and shape.outline_width == 1.0]
    assert len(framed) == 3
    assert said.count("100%") == 1


def test_two_small_charts_that_prove_the_same_share_a_slide(tmp_path: Path) -> None:
    judgment = yaml.safe_load(MINIMAL)["judgments"][0]
    proof = {"proves": [judgment["id"]], "in_memo": False}
    charts = [chart("column", [1, 7], **proof), chart("line", [1, 7], **proof), chart("bar", [1, 7], **proof)]
    slides = Presentation(io.BytesIO(Both(written(tmp_path, *charts)).deck)).slides
    assert [sum(shape.has_chart for shape in slide.shapes) for slide in slides if slide.shapes].count(2) == 1


def test_a_target_and_a_note_stand_in_both_documents(tmp_path: Path) -> None:
    one = chart("column", [1, 7], target={"value": 5, "label": "Limit from 2030"}, note="Estimates before 2024.")
    both = Both(written(tmp_path, one))
    for text in (slides_text(both.deck), both.memo):
        assert "Limit from 2030" in text
        assert "Estimates before 2024." in text


def slides_text(deck: bytes) -> str:
    slides = Presentation(io.BytesIO(deck)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


# -- the memo's drawing


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from nodes(kid)


def in_charts(fitted: FittedMemo) -> list[InkWords]:
    """The words of the tables of charts."""
    found = []
    for mark in fitted.marks:
        node = mark.node if isinstance(mark, InkWords) else None
        while node is not None and node.tag != "Table":
            node = node.parent
        if node is not None and isinstance(mark, InkWords):
            found.append(mark)
    return found


def touching(fitted: FittedMemo) -> Iterator[str]:
    """Pairs of words in charts of which one stands on the other."""

    def box(mark: InkWords) -> tuple[float, float, float, float]:
        width = stringWidth(mark.text.rstrip(), mark.face, mark.size)
        return mark.x, mark.y - 0.5 * mark.size, mark.x + width, mark.y

    for one, other in combinations(in_charts(fitted), 2):
        (x1, y1, end1, low1), (x2, y2, end2, low2) = box(one), box(other)
        if min(end1, end2) - max(x1, x2) > 0.5 and min(low1, low2) - max(y1, y2) > 0.5:
            yield f"{one.text} on {other.text}"


@pytest.mark.parametrize("count", [1, 2, 12, 25, 40])
@pytest.mark.parametrize("kind", ["column", "line"])
def test_years_below_a_memo_s_chart_are_whole(kind: str, count: int, tmp_path: Path) -> None:
    years = [1980 + number for number in range(count)]
    fitted = composed(written(tmp_path, chart(kind, [number * 1.5 for number in range(count)], names=years))).fit()
    heads = [node for node in nodes(fitted.tree) if node.tag == "TH" and node.scope == "Row"]
    table = [node for node in nodes(fitted.tree) if node.tag == "Table"][-1]
    shown = {id(mark.node): mark.text for mark in in_charts(fitted)}
    said = [shown.get(id(node), plain(node.spoken)) for node in heads]
    assert [str(year) for year in years if str(year) not in said and f"{year} " not in plain(table.summary)] == []
    assert said[0] == "1980"
    assert list(touching(fitted)) == []


@combined(first=KINDS, second=KINDS)
def test_charts_of_all_kinds_follow_one_another(first: str, second: str, tmp_path: Path) -> None:
    charts = [chart(kind, [410, 441, 472, 503, 534]) for kind in (first, second)]
    assert problems_of(lambda: composed(written(tmp_path, *charts)).fit()) == ()


_NUMBERS = st.one_of(
    st.none(),
    st.sampled_from([0, -0.0, 1, 7, 0.5, 1e-9, 999_999_999_999_999, -12_345.678, 100 / 3]),
    st.integers(-(10**6), 10**6),
    st.decimals(-1000, 1000, places=2).map(float),
)
_NAMES = st.one_of(
    st.integers(1900, 2100),
    st.sampled_from(["=A1", "-", "@x", "R&D < 5", "Київ", "Ökosystemdienstleistungen", "no long name " * 6, "same"]),
)


@st.composite
def _charts(draw: Any) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    count = draw(st.sampled_from([1, 2, 3, 5] if kind == "pie" else [1, 2, 6, 25, 40] if kind != "bar" else [1, 3, 6]))
    number = _NUMBERS.filter(lambda one: one is not None and one > 1e-6) if kind == "pie" else _NUMBERS
    row = st.lists(number, min_size=count, max_size=count).filter(lambda one: any(each is not None for each in one))
    rows = draw(st.lists(row, min_size=1, max_size=1 if kind in ("pie", "bar") else draw(st.sampled_from([1, 3, 12]))))
    names = draw(st.lists(_NAMES, min_size=count, max_size=count))
    return chart(kind, *rows, names=names, unit=draw(st.sampled_from(["percent", "€ million"])))


@settings(max_examples=max(SOAK, 3))
@given(st.lists(_charts(), min_size=2, max_size=2), st.sampled_from(["en-US", "fr", "uk"]))
def test_random_pairs_of_charts_are_drawn_in_both_documents(
    tmp_path_factory: pytest.TempPathFactory, pair: list[dict[str, Any]], lang: str
) -> None:
    """No label on another, every number in the memo's table, and a deck that is whole; or a problem at a line."""
    file = written(tmp_path_factory.mktemp("pair"), *copy.deepcopy(pair), lang=lang)
    start = composed(file)
    built: list[decks.Built] = []
    fitted: list[FittedMemo] = []
    problems = problems_of(lambda: built.append(decks.built(file))) + problems_of(lambda: fitted.append(start.fit()))
    assert all(problem.file for problem in problems)
    assert [finding for one in built for finding in check(one.content)] == []
    for one in fitted:
        assert list(touching(one)) == []
        assert list(unsaid(one)) == []


def unsaid(fitted: FittedMemo) -> Iterator[Node]:
    """Cells of charts that neither show their number nor are read aloud with it."""
    drawn = {id(mark.node) for mark in in_charts(fitted) if mark.text.strip()}
    yield from (node for node in nodes(fitted.tree) if node.tag == "TD" and id(node) not in drawn and not node.spoken)
