"""A timeline on its slide: true to scale where dates allow it, and readable whatever the dates and texts are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from policybrief.compose.chronology import measured
from policybrief.deck.check.check import check
from policybrief.deck.fit.timeline import timeline
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Connector, Decoration, Polygon, Shape, TextShape
from policybrief.deck.typeset import COMPACT, ROOMY, USUAL, Type, extent
from policybrief.locale import dates, locale
from policybrief.ooxml.box import Box
from policybrief.text.breaks import NO_BREAK
from policybrief.text.dates import Date
from policybrief.text.exhibits import Event, Timeline
from policybrief.text.run import Run, plain
from policybrief.text.value_path import ValuePath
from policybrief.theme.deck import DeckTheme
from policybrief.theme.load import load
from support import bases, decks, slides
from support.projects import Tree, minimal
from support.slides import text_shapes

EN = locale.load("en-US")
TODAY = dt.date(2026, 11, 21)
ROOM = 358.8

DEEDS = (
    "China joins the World Trade Organization and grows rich in the order it criticizes.",
    "The U.S. leaves Afghanistan; shared glee gives way to diverging aims.",
    "Xi and Putin proclaim a friendship with “no limits.”",
    "Russia invades Ukraine; the quick victory does not come.",
    "Carnegie China publishes Wyne’s verdict.",
)
CROWDED = ("2001", "4 February 2022", "24 February 2022", "18 August 2022")


def block(*whens: str, texts: Sequence[str] = DEEDS, lang: str = "en-US", today: dt.date = TODAY) -> Timeline:
    """A timeline as compose makes it, of what readers see as dates."""
    here = locale.load(lang)
    events = [
        Event(
            (Run(when, ValuePath("timeline", "events", number, "when")),),
            (Run(texts[number % len(texts)]),),
            dates.read(when, here),
        )
        for number, when in enumerate(whens)
    ]
    return Timeline(measured(events, here), "", here.months_alone, here.months_short, today)


@cache
def look() -> DeckTheme:
    return load("statecraft").deck


def placed(made: Timeline, width: float = 852.0, height: float = ROOM) -> list[Shape]:
    laid = timeline(made, width, Type(look()))
    assert laid.height <= height
    return laid.place(Box(54.0, 115.2, width, height))


def said(shape: TextShape) -> str:
    return " ".join(plain(line.text) for line in shape.lines).replace(NO_BREAK, " ")


def words(shapes: Sequence[Shape]) -> list[str]:
    return [said(shape) for shape in text_shapes(shapes)]


def scale(shapes: Sequence[Shape]) -> dict[str, float]:
    """The words of the scale, and where the middle of each is."""
    return {said(one): one.box.x + one.box.width / 2 for one in text_shapes(shapes) if one.name == "scale"}


def of_event(shapes: Sequence[Shape], number: int) -> TextShape:
    return next(one for one in text_shapes(shapes) if one.name == f"timeline.events[{number}].when")


def dots(shapes: Sequence[Shape]) -> list[float]:
    """Where the middle of each dot is, from the left."""
    found = [one.box for one in shapes if isinstance(one, Decoration) and one.geometry == "ellipse"]
    return [box.x + box.width / 2 for box in found]


# -- along an axis


def test_events_that_are_well_apart_stand_to_scale_above_and_below_one_axis() -> None:
    shapes = placed(block("11 December 2001", "18 March 2014", "24 February 2022"))
    first, second, third = dots(shapes)
    days = [dt.date(2001, 12, 11), dt.date(2014, 3, 18), dt.date(2022, 2, 24)]
    share = (days[1] - days[0]) / (days[2] - days[0])
    assert (second - first) / (third - first) == pytest.approx(share, abs=0.001)
    above, below, last = (of_event(shapes, number).box for number in range(3))
    assert above.y == last.y
    assert below.y > above.bottom
    assert above.x == pytest.approx(first + 9)  # beside its leader
    assert last.right == pytest.approx(third - 9)  # past seven tenths it stands on the left
    assert {line.align for line in of_event(shapes, 2).lines} == {"r"}
    assert not [one for one in shapes if isinstance(one, Polygon)]


def test_the_scale_says_years_where_they_are() -> None:
    shapes = placed(block("2001", "2010", "2022"))
    years = scale(shapes)
    assert list(years) == ["2005", "2015", "2020", "2025"]  # the leader of 2010 stands where its word would
    start, _, end = dots(shapes)
    assert years["2015"] == pytest.approx(start + (end - start) * 14 / 21, abs=0.5)


def test_a_scale_of_months_names_them_in_their_span() -> None:
    shapes = placed(block("January 2022", "March 2022", "July 2022", today=dt.date(2022, 9, 1)))
    assert list(scale(shapes)) == ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug."]
    first, march, _ = dots(shapes)
    assert scale(shapes)["Feb."] < march < scale(shapes)["March"]
    assert first < scale(shapes)["Jan."]


def test_a_date_far_back_does_not_stretch_the_scale_to_the_present() -> None:
    years = [int(year) for year in scale(placed(block("1914", "1939", "1965")))]
    assert max(years) < 1970


# -- events that crowd


def test_a_crowd_is_enlarged_below_the_scale_of_all() -> None:
    made = block("2001", "Before the war", "4 February 2022", "24 February 2022", "18 August 2022")
    shapes = placed(made)
    (figure,) = [one for one in shapes if isinstance(one, Polygon)]
    panel = Box(54.0, figure.points[3][1], 852.0, figure.points[4][1] - figure.points[3][1])
    inside = [panel.holds(of_event(shapes, number).box) for number in range(5)]
    assert inside == [False, False, True, True, True]
    assert [year for year in scale(shapes) if year.isdecimal()] == ["2005", "2010", "2015", "2020", "2025"]
    assert [month for month in scale(shapes) if not month.isdecimal()] == [*EN.months_alone[1:8]]
    start, *_, end = dots(shapes)[1:]
    assert (dots(shapes)[2] - start) / (end - start) == pytest.approx(20 / 195, abs=0.001)


def test_the_shortest_time_is_said_in_words_and_is_the_only_red() -> None:
    made = block("2001", "4 February 2022", "24 February 2022", "18 August 2022")
    shapes = placed(made)
    assert words(shapes)[:5] == [
        f"2001 {DEEDS[0]}",
        f"4 February 2022 {DEEDS[1]}",
        f"24 February 2022 {DEEDS[2]}",
        "20 days",
        f"18 August 2022 {DEEDS[3]}",
    ]
    red = [said(one) for one in text_shapes(shapes) if one.lines[0].look.color.name == "accent"]
    assert red == [f"24 February 2022 {DEEDS[2]}", "20 days"]


@pytest.mark.parametrize(
    ("lang", "whens", "told"),
    [
        ("en-US", ("2001", "February 4, 2022", "February 5, 2022", "August 2022"), "1 day"),
        ("fr", ("2001", "1er février 2022", "24 février 2022", "août 2022"), "23 jours"),
        ("uk", ("2014", "2 лютого 2022 р.", "24 лютого 2022 р.", "вересень 2022 р."), "22\u00a0дні"),
        ("uk", ("2014", "3 лютого 2022 р.", "24 лютого 2022 р.", "вересень 2022 р."), "21\u00a0день"),
        ("zh", ("2001年", "2022年2月4日", "2022年2月24日", "2022年8月"), "20天"),
        ("en-US", ("2001", "February 2022", "24 March 2022", "August 2022"), ""),  # a month is no day
        ("en-US", ("2001", "February 4, 2022", "February 24, 2022", "March 20, 2022"), ""),  # both are short
        ("en-US", ("2001", "February 4, 2022", "Before the war", "February 24, 2022"), ""),
    ],
)
def test_time_is_measured_where_it_stands_out(lang: str, whens: tuple[str, ...], told: str) -> None:
    found = [plain(event.since) for event in block(*whens, lang=lang).events if event.since]
    assert found == ([told] if told else [])


# -- what has no date


def test_an_event_without_a_date_points_back_from_the_next() -> None:
    shapes = placed(block("2001", "Before the war", "2022"))
    (arrow,) = [one for one in shapes if isinstance(one, Connector) and one.dashed]
    assert arrow.end_head == "triangle"
    assert arrow.start[0] == pytest.approx(dots(shapes)[1])
    assert dots(shapes)[0] < arrow.end[0] < arrow.start[0]
    assert of_event(shapes, 1).box.right < arrow.start[0]


def test_what_came_before_all_dates_or_after_them_has_room_on_the_axis() -> None:
    shapes = placed(block("At first", "2001", "2019", "In the end"))
    early, late = [one for one in shapes if isinstance(one, Connector) and one.dashed]
    assert 54 <= early.end[0] < early.start[0] == pytest.approx(dots(shapes)[0])
    assert pytest.approx(dots(shapes)[1]) == late.start[0] < late.end[0] <= 54 + 852


@pytest.mark.parametrize(
    "whens",
    [
        ("First", "Then", "After the storm"),
        ("2001", "Then", "Later"),
        ("2001", "1999", "2021"),  # out of order: validate warns of it
        ("2001", "2001"),
    ],
)
def test_nothing_pretends_a_scale(whens: tuple[str, ...]) -> None:
    shapes = placed(block(*whens))
    assert scale(shapes) == {}
    steps = [round(second - first, 3) for first, second in pairwise(dots(shapes))]
    assert len(set(steps)) == 1
    level = [one for one in shapes if isinstance(one, Connector) and one.start[1] == one.end[1]]
    assert [one.end_head for one in level] == ["triangle"]


# -- many


def test_many_events_are_a_list_beside_a_true_scale() -> None:
    whens = [f"5 March {year}" for year in (2001, 2008, 2014, 2015, 2019, 2021, 2022)] + ["20 March 2022"]
    shapes = placed(block(*whens, texts=["It went on."]))
    rows = [of_event(shapes, number) for number in range(8)]
    assert len({row.box.x for row in rows}) == 1
    assert [row.box.y for row in rows] == sorted(row.box.y for row in rows)
    small = [one.box for one in shapes if isinstance(one, Decoration) and one.geometry == "ellipse"][:8]
    first, second, *_, last = [box.y + box.height / 2 for box in small]
    assert (second - first) / (last - first) == pytest.approx(7 / 21.04, abs=0.002)
    assert "15 days" in words(shapes)
    assert set(scale(shapes)) >= {"2005", "2010", "2015", "2020", "2025"}


def test_twelve_events_stand_on_one_slide_in_a_smaller_size_where_they_need_it() -> None:
    made = block(*(f"February 24, {year}" for year in range(2001, 2013)), texts=[DEEDS[0]])
    usual, compact = (timeline(made, 852.0, Type(look(), step)) for step in (USUAL, COMPACT))
    assert compact.height <= ROOM < usual.height
    assert of_event(compact.place(Box(54.0, 115.2, 852.0, ROOM)), 11).lines[0].look.size == 14.0


def test_a_flag_is_no_tower() -> None:
    whens = ["2001", "2007", "2013", "2016", "2019", "2020"]
    flags = [of_event(placed(block(*whens, texts=[text])), number) for text in DEEDS for number in range(6)]
    assert all(flag.box.width > 140 or flag.box.height < 5 * 22.5 for flag in flags)


def test_a_narrow_room_has_date_and_text_in_one_box() -> None:
    shapes = placed(block("2001", "2014", "2022"), width=260.0)
    assert words(shapes) == [f"{year} {text}" for year, text in zip((2001, 2014, 2022), DEEDS, strict=False)]


def brief(*events: tuple[str, str]) -> str:
    listed = "".join(f"    - when: '{when}'\n      text: {text}\n" for when, text in events)
    return minimal() + f"timeline:\n  headline: How it came\n  events:\n{listed}  sources: [count]\n"


def timelines(file: Path) -> list[PlacedSlide]:
    made = decks.built(file)
    assert check(made.content) == []
    return [slide for slide in made.placed.slides if slide.title.startswith("How it came")]


def test_twelve_events_have_one_slide_and_longer_texts_go_on(tree: Tree) -> None:
    short = [(f"5 March {2001 + number}", "It went on.") for number in range(12)]
    (slide,) = timelines(tree({"content/brief.yaml": brief(*short)}) / "content" / "brief.yaml")
    assert [said(of_event(slide.shapes, number)) for number in range(12)] == [when for when, _ in short]
    words = "It went on as it had before, and nobody at the port could say why that was so. " * 2
    long = [(when, words) for when, _ in short]
    found = timelines(tree({"content/brief.yaml": brief(*long)}) / "content" / "brief.yaml")
    assert [slide.title for slide in found] == ["How it came (1 of 2)", "How it came (2 of 2)"]
    assert [len([one for one in text_shapes(slide.shapes) if one.name.endswith("when")]) for slide in found] == [6, 6]


def test_a_date_given_beside_the_words_is_the_one_on_the_scale(tree: Tree) -> None:
    body = brief(("2001", "It began."), ("Before the war", "It went on."), ("2022", "It ended."))
    body = body.replace("      text: It went on.\n", "      text: It went on.\n      at: 2014-03\n")
    (slide,) = timelines(tree({"content/brief.yaml": body}) / "content" / "brief.yaml")
    shapes = list(slide.shapes)
    assert not [one for one in shapes if isinstance(one, Connector) and one.dashed]
    assert len(dots(shapes)) == 3


# -- the file


def test_the_drawing_is_native_and_silent_and_the_texts_are_read_in_time() -> None:
    found = slides.opened(decks.sample().content).slides
    (slide,) = [one for one in found if any(shape.name.startswith("timeline.events") for shape in one.shapes)]
    names = [shape.name for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]
    order = [name for name in names if name.startswith(("timeline.events", "time between"))]
    events = [f"timeline.events[{number}].when" for number in range(5)]
    assert order == [*events[:4], "time between", events[4]]
    assert names.index("scale") > names.index(events[4])
    silent = [shape._element.xml for shape in slide.shapes if shape.name.startswith(("decoration", "line"))]
    assert len(silent) > 20
    assert all("decorative" in xml for xml in silent)
    assert any("custGeom" in xml for xml in silent)
    assert any('prst="line"' in xml for xml in silent)


def test_cable_has_lines_for_tints(tree: Tree) -> None:
    body = brief(*zip(CROWDED, DEEDS, strict=False)).replace("title: Build", "theme: cable\ntitle: Build")
    (slide,) = timelines(tree({"content/brief.yaml": body}) / "content" / "brief.yaml")
    (figure,) = [one for one in slide.shapes if isinstance(one, Polygon)]
    assert figure.fill is None
    assert figure.outline
    assert {one.outline.name for one in slide.shapes if isinstance(one, Decoration) and one.outline} == {"paper"}


def test_a_timeline_on_a_base_stays_in_its_room(tmp_path: Path) -> None:
    file = bases.small_on(tmp_path / "house", bases.default())
    data = decks.read(file) | {
        "timeline": {
            "headline": "How it came",
            "events": [{"when": when, "text": text} for when, text in zip(CROWDED, DEEDS, strict=False)],
            "sources": [decks.read(file)["sources"][0]["id"]],
        }
    }
    (slide,) = timelines(decks.written(data, file.parent, "dated"))
    found = [
        one for one in text_shapes(slide.shapes) if one.name.startswith(("timeline.events", "scale", "time between"))
    ]
    (figure,) = [one for one in slide.shapes if isinstance(one, Polygon)]
    room = Box(figure.box.x, 0.0, figure.box.width, figure.box.bottom)
    assert len(found) > 10
    assert faults_of(found, room) == []


# -- any dates and texts


def _day(day: dt.date) -> Date:
    return Date(day.year, day.month, day.day)


_DATES = st.one_of(
    st.integers(0, 3).flatmap(lambda number: st.builds(Date, st.integers(2000, 2026)) if number else st.none()),
    st.builds(Date, st.integers(1900, 2040)),
    st.builds(Date, st.integers(1990, 2026), st.integers(1, 12)),
    st.dates(dt.date(2015, 1, 1), dt.date(2026, 1, 1)).map(_day),
    st.dates(dt.date(2022, 1, 1), dt.date(2022, 6, 1)).map(_day),
)
_SAID = "the port quay authority of a infrastructure €6.2 “no limits” Київ 港口 U.S.–China survey"
_WORDS = st.lists(st.sampled_from(_SAID.split()), min_size=1, max_size=22).map(" ".join)
_EVENT = st.tuples(_DATES, _WORDS, _WORDS)
_CROWDS = st.tuples(
    st.lists(st.dates(dt.date(2022, 1, 1), dt.date(2023, 6, 1)), min_size=2, max_size=4),
    st.lists(st.tuples(_WORDS, _WORDS), min_size=5, max_size=5),
).map(
    lambda both: [(date, *said) for date, said in zip([Date(2001), *map(_day, sorted(both[0]))], both[1], strict=False)]
)
_EVENTS = _CROWDS | st.lists(_EVENT, min_size=3, max_size=5) | st.lists(_EVENT, min_size=1, max_size=12)


@given(
    found=_EVENTS,
    width=st.sampled_from([852.0, 640.0]) | st.floats(220.0, 1100.0),
    spare=st.sampled_from([0.0, 12.0, 90.0, 300.0]),
    ordered=st.sampled_from([True, True, True, False]),
    step=st.integers(ROOMY, COMPACT),
    lang=st.sampled_from(["en-US", "uk", "zh"]),
)
def test_no_text_meets_another_or_leaves_the_room(
    found: list[tuple[Date | None, str, str]], width: float, spare: float, ordered: bool, step: int, lang: str
) -> None:
    if ordered:
        known = sorted((date for date, *_ in found if date), key=lambda date: date.first)
        found = [(known.pop(0) if date else None, *rest) for date, *rest in found]
    here = locale.load(lang)
    events = [
        Event(
            (Run(str(date) if date else when[:40], ValuePath("timeline", "events", number, "when")),),
            (Run(text),),
            date,
        )
        for number, (date, when, text) in enumerate(found)
    ]
    made = Timeline(measured(events, here), "", here.months_alone, here.months_short, TODAY)
    type_ = Type(look(), step)
    laid = timeline(made, width, type_)
    room = Box(54.0, 115.2, width, laid.height + spare)
    shapes = laid.place(room)
    event("zoomed" if any(isinstance(one, Polygon) for one in shapes) else "scale" if scale(shapes) else "no scale")
    assert faults_of(text_shapes(shapes), room) == []
    for shape in text_shapes(shapes):
        assert extent(shape.lines, shape.box.width, type_)[0] <= shape.box.height + 0.01, said(shape)
    read = [one.name for one in text_shapes(shapes) if one.name.startswith("timeline.events")]
    assert read == [f"timeline.events[{number}].when" for number in range(len(events))]
    assert all(room.holds(shape.box, 8.0) for shape in shapes)


def faults_of(found: Sequence[TextShape], room: Box) -> list[str]:
    """Texts that meet, and those that leave the room."""
    meet = [
        f"{said(one)!r} meets {said(other)!r}"
        for one, other in combinations(found, 2)
        if (shared := one.box.overlap(other.box)).width > 0.01 and shared.height > 0.01
    ]
    return [*meet, *(f"{said(one)!r} is outside" for one in found if not room.holds(one.box, 0.01))]
