"""Charts laid out: whatever the numbers, no label stands on another, none leaves the box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.chart.layout import picture
from policybrief.chart.marks import ChartLabel, ChartPicture, Setting, overlap
from policybrief.chart.paints import Palette
from policybrief.chart.words import core
from policybrief.deck.fit import chart as of_deck
from policybrief.deck.typeset import Type
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart, Series, Target
from policybrief.text.figures import NumberForm, fault
from policybrief.text.run import Run, Text, plain
from policybrief.theme.load import load as load_theme
from support.soak import SOAK

THEME = load_theme("statecraft")
SLIDE = Box(54.0, 120.0, 852.0, 354.0)
KINDS = ("bar", "column", "line", "pie")


def text(words: str) -> Text:
    return (Run(words),) if words else ()


def chart(kind: Any, *rows: list[float | None], names: list[str] | None = None, **more: Any) -> Chart:
    known = names or [f"N{number}" for number in range(len(rows[0]))]
    series = tuple(Series(text(f"Series {number}"), tuple(row)) for number, row in enumerate(rows))
    form = NumberForm.of([value for row in rows for value in row], {"decimal": ".", "group": ","})
    return Chart(kind, tuple(map(text, known)), series, text("What it shows."), form, **more)


def laid(made: Chart, box: Box = SLIDE) -> ChartPicture:
    return picture(made, box, setting(), Palette.of(THEME))


def setting() -> Setting:
    return of_deck.setting(Type(THEME.deck))


def faults(made: ChartPicture, box: Box) -> Iterator[str]:
    """Labels that touch, and labels outside of the box."""
    words = made.words
    for one, other in combinations(words, 2):
        if overlap(core(one), core(other)):
            yield f"{plain(one.text)!r} ({one.role}) on {plain(other.text)!r} ({other.role})"
    for one in words:
        inside = box.x - 1 <= one.box.x and one.box.right <= box.right + 1
        if not (inside and box.y - 1 <= one.box.y and one.box.bottom <= box.bottom + 2):
            yield f"{plain(one.text)!r} ({one.role}) leaves the box: {one.box}"


def shown(made: ChartPicture, role: str) -> list[ChartLabel]:
    return [one for one in made.words if one.role == role]


@pytest.mark.parametrize("theme", ["statecraft", "commons", "cable"])
@pytest.mark.parametrize("kind", ["bar", "column"])
@pytest.mark.parametrize("emphasis", ["Series 0", "N1"])
def test_what_does_not_stand_out_is_quiet(emphasis: str, kind: str, theme: str) -> None:
    """No colour of a theme draws the eye from a bar that a chart names; without one, series may have any."""
    rows = [[1.0, 7.0], [2.0, 3.0]] if emphasis == "Series 0" else [[1.0, 7.0, 3.0]]
    made = picture(chart(kind, *rows, emphasis=emphasis), SLIDE, setting(), Palette.of(load_theme(theme)))
    (panel,) = made.panels
    paints = {panel.paint(number, place).rgb for number, row in enumerate(rows) for place in range(len(row))}
    quiet = [rgb for rgb in paints if rgb != Palette.of(load_theme(theme)).paint(0).rgb]
    assert len(paints) == 2
    red, green, blue = (int(quiet[0][at : at + 2], 16) for at in (0, 2, 4))
    assert max(red, green, blue) - min(red, green, blue) < 60


def sizes() -> list[tuple[int, int, str, bool]]:
    """Categories by series, as many as charts have, of two kinds each in turn; in `make soak` of every kind."""
    pairs = list(product([1, 2, 3, 5, 8, 14, 15, 20, 21, 40], [1, 2, 3, 4, 12]))
    looks = list(product(["bar", "column", "line"], [True, False]))
    return [
        (*pair, *look)
        for row, pair in enumerate(pairs)
        for look in (looks if SOAK else (looks[(row + row // 5) % 6], looks[(row + row // 5 + 3) % 6]))
    ]


@pytest.mark.soak
@pytest.mark.parametrize(("count", "series", "kind", "years"), sizes())
def test_no_label_touches_another(kind: str, series: int, count: int, years: bool) -> None:
    names = [str(1986 + number) if years else f"Harbour of {number}" for number in range(count)]
    rows = [[(number * 37 + row * 11) % 101 + 0.5 for number in range(count)] for row in range(series)]
    made = laid(chart(kind, *rows, names=names, timed=years, unit=text("tonnes")))
    assert list(faults(made, SLIDE)) == []


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
@pytest.mark.parametrize(
    "values",
    [
        [50.0, 50.1, 50.2, 50.05],
        [-3.0, 2.0, -1.0, 5.0],
        [-3.0, -2.0, -1.0, -5.0],
        [1e-9, 2e-9, 3e-9, 5e-9],
        [1e12, 2e12, 9.99e12, 1.0],
        [0.0, 0.0, 0.0, 0.0],
        [None, 1.0, None, 2.0],
    ],
)
def test_near_far_and_missing_values(kind: str, values: list[float | None]) -> None:
    for rows in ([values], [values, values], [values, values[::-1], values]):
        made = laid(chart(kind, *rows, target=Target(1.0, text("An aim that has a name"))))
        assert list(faults(made, SLIDE)) == []


@pytest.mark.parametrize("kind", ["bar", "column"])
@pytest.mark.parametrize("parts", [2, 3, 4])
@pytest.mark.parametrize("count", [1, 4, 12, 30])
def test_stacks_say_their_sums_and_the_parts_that_are_high_enough(kind: str, parts: int, count: int) -> None:
    rows: list[list[float | None]] = [
        [float(10 ** (3 - row)) + number for number in range(count)] for row in range(parts)
    ]
    made = laid(chart(kind, *rows, stacked=True))
    assert list(faults(made, SLIDE)) == []
    assert shown(made, "total")
    for panel in made.panels:
        heights = {(bar.series, bar.category): bar.box for bar in panel.bars}
        for one in shown(made, "value"):
            box = heights[one.series, one.category]
            assert one.box.height * 0.7 <= box.height
            assert one.box.width <= box.width + 0.01


def test_the_last_the_first_and_the_highest_are_labelled_where_not_all_are() -> None:
    made = laid(chart("line", [5.0 + number % 7 / 10 for number in range(30)], timed=True))
    assert {plain(one.text) for one in shown(made, "value")} == {"5.0", "5.6"}
    (end,) = shown(made, "end")
    assert plain(end.text) == "5.1"


def test_names_stand_at_the_ends_of_lines_and_beside_the_last_columns() -> None:
    rows = [1.0, 2.0, 3.0], [3.0, 2.0, 9.0]
    line, column = laid(chart("line", *rows)), laid(chart("column", *rows))
    assert [plain(one.text) for one in shown(line, "end")] == ["3.0  Series 0", "9.0  Series 1"]
    (panel,) = column.panels
    assert [plain(one.text) for one in shown(column, "name")] == ["Series 0", "Series 1"]
    assert all(one.box.x > max(bar.box.right for bar in panel.bars) for one in shown(column, "name"))


def test_a_name_that_no_leader_reaches_has_a_square_of_its_colour() -> None:
    (rising,) = laid(chart("column", [1.0, 2.0], [5.0, 9.0])).panels
    (falling,) = laid(chart("column", [5.0, 9.0], [1.0, 2.0])).panels
    assert [chip.paint for chip in rising.chips] == list(rising.paints)
    assert falling.chips == ()
    assert [rule.role for rule in falling.rules].count("leader") == 2


def test_columns_whose_names_have_no_room_lie_down() -> None:
    long = ["The ministry of transport and digital infrastructure of the federation and its lands"] * 9
    (panel,) = laid(chart("column", [1.0] * 9, names=[f"{number} {name}" for number, name in enumerate(long)])).panels
    assert panel.kind == "bar"
    assert panel.shown == 9


def test_bars_of_many_times_stand() -> None:
    years = [str(1986 + number) for number in range(40)]
    (panel,) = laid(chart("bar", [float(number) for number in range(40)], names=years, timed=True)).panels
    assert (panel.kind, panel.shown) == ("column", 40)


@pytest.mark.parametrize(("count", "size", "seen"), [(14, 18.0, 14), (15, 14.0, 15), (20, 14.0, 20), (21, 18.0, 14)])
def test_bars_take_the_largest_size_that_has_room(count: int, size: float, seen: int) -> None:
    (panel,) = laid(chart("bar", [float(number) for number in range(count)])).panels
    assert (panel.size, panel.shown) == (size, seen)


def test_type_is_of_the_scale() -> None:
    for kind in ("bar", "column", "line"):
        for count in (2, 12, 40):
            rows = [[float(number) for number in range(count)]] * 2
            sizes = {one.size for one in laid(chart(kind, *rows, unit=text("t"), note=text("A note."))).words}
            assert sizes <= {18.0, 14.0, 12.0}


_VALUES = st.one_of(
    st.none(),
    st.floats(-1e12, 1e12).filter(lambda one: not 0 < abs(one) < 1e-9),
    st.integers(-99, 99).map(float),
    st.sampled_from([0.0, 1e-9, 50.0]),
)
_NAMES = st.one_of(
    st.integers(1900, 2100).map(str),
    st.sampled_from(["a", "Київ", "Ökosystemdienstleistungen", "no long name " * 6, "国际能源署", "R&D < 5"]),
)


def test_a_wide_value_of_the_last_column_is_not_on_the_name_beside_it() -> None:
    gap: list[float | None] = [None] * 13
    made = laid(chart("column", [*gap, 206.78125], [*gap, -10.0], names=["1900"] * 14, unit=text("unit")))
    assert list(faults(made, SLIDE)) == []
    assert [plain(each.text) for each in shown(made, "value")] == ["206.78125"]


@st.composite
def _charts(draw: Any) -> Chart:
    kind = draw(st.sampled_from(KINDS))
    count = draw(st.integers(1, 6 if kind == "pie" else 40))
    row = st.lists(_VALUES, min_size=count, max_size=count)
    rows = draw(st.lists(row, min_size=1, max_size=1 if kind == "pie" else 12))
    stacked = kind in ("bar", "column") and draw(st.booleans())
    target = (
        Target(draw(st.integers(-1000, 1000).map(float)), text("What is aimed at")) if draw(st.booleans()) else None
    )
    return chart(
        kind, *rows, names=draw(st.lists(_NAMES, min_size=count, max_size=count)), stacked=stacked, unit=text("unit"),
        target=target, timed=draw(st.booleans()), note=text("A note. " * draw(st.integers(0, 4))),
    )  # fmt: skip


@settings(max_examples=max(SOAK, 60), deadline=None)
@given(_charts(), st.sampled_from([SLIDE, Box(54.0, 120.0, 410.0, 354.0), Box(54.0, 120.0, 560.0, 260.0)]))
def test_random_charts_are_laid_out(made: Chart, box: Box) -> None:
    if fault(made.kind, [row.values for row in made.series], stacked=made.stacked):
        return
    long = any(len(plain(name)) > 40 for name in made.categories)
    if len(made.series) > 3 and (box is not SLIDE or long):  # small charts with sentences for names are beyond us
        return
    assert list(faults(laid(made, box), box)) == []


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("tonnes of fuel", "Tonnes of fuel"),
        ("élèves", "Élèves"),
        ("тонн пального", "Тонн пального"),
        ("kWh a day", "kWh a day"),
        ("mmol per litre", "mmol per litre"),
        ("kg", "kg"),
        ("吨", "吨"),
    ],
)
def test_a_unit_that_begins_a_line_is_spelled_as_a_sentence_is_but_no_sign_is(unit: str, said: str) -> None:
    head = next(label for label in laid(chart("column", [1.0, 2.0], [2.0, 1.0], unit=text(unit))).labels)
    assert plain(head.text) == said


def test_a_unit_behind_the_name_of_its_series_stays_as_it_is() -> None:
    name, unit = laid(chart("column", [1.0, 2.0], unit=text("tonnes of fuel"))).labels
    assert [plain(name.text), plain(unit.text)] == ["Series 0", "tonnes of fuel"]


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize("count", [4, 6, 9])
def test_columns_stand_at_the_left_edge_of_their_box_and_nothing_leaves_the_slide(count: int, *, stacked: bool) -> None:
    rows = [[float(number + 10 * row) for number in range(1, count + 1)] for row in range(2)]
    (panel,) = laid(chart("column", *rows, stacked=stacked)).panels
    (base,) = [rule for rule in panel.rules if rule.role == "base"]
    assert min(bar.box.x for bar in panel.bars) == pytest.approx(SLIDE.x) == base.start[0]
    assert max(bar.box.right for bar in panel.bars) == pytest.approx(base.end[0])
    assert panel.box.x >= 0.0


def test_columns_keep_their_place_where_nothing_may_stand_out() -> None:
    made = chart("column", [1.0, 2.0, 3.0, 4.0, 5.0])
    (panel,) = picture(made, SLIDE, replace(setting(), over=0.0), Palette.of(THEME)).panels
    assert (panel.box.x, panel.box.right) == (SLIDE.x, SLIDE.right)
    assert panel.bars[0].box.x - SLIDE.x < panel.bars[0].box.width / 4


@pytest.mark.parametrize(("count", "rows"), [(2, 1), (2, 2), (3, 1)])
@pytest.mark.parametrize("over", [0.0, 41.0])
def test_few_columns_share_the_width(count: int, rows: int, over: float) -> None:
    made = chart("column", *[[float(number + 1) for number in range(count)]] * rows)
    (panel,) = picture(made, SLIDE, replace(setting(), over=over), Palette.of(THEME)).panels
    (base,) = [rule for rule in panel.rules if rule.role == "base"]
    first, last = panel.bars[0].box, max((bar.box for bar in panel.bars), key=lambda box: box.right)
    named = [label.box.right for label in panel.labels if label.role == "name"]
    assert base.start[0] == pytest.approx(SLIDE.x)
    assert max(base.end[0], *named, 0.0) > SLIDE.x + 0.95 * SLIDE.width
    assert first.x - base.start[0] == pytest.approx(base.end[0] - last.right)
    assert sum(bar.box.width for bar in panel.bars) > 0.45 * (base.end[0] - base.start[0])
    assert panel.box.right <= SLIDE.right + 0.1


@pytest.mark.parametrize("height", [60.0, 90.0, 354.0])
@pytest.mark.parametrize("last", [0.2, 0.35, 0.5, 0.65, 0.8])
def test_no_leader_runs_through_a_value(height: float, last: float) -> None:
    made = laid(chart("column", [5.0, 10.0], [4.0, 10.0 * last]), Box(54.0, 120.0, 400.0, height))
    for panel in made.panels:
        for rule in (rule for rule in panel.rules if rule.role == "leader"):
            (x, y), (end, _) = rule.start, rule.end
            values = [core(one) for one in panel.labels if one.role == "value" and x < one.box.x < end]
            assert not any(box.y < y < box.bottom for box in values)
