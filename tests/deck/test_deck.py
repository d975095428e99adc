"""The deck as its readers have it: what is on the slides, in the notes and in the file, from brief to bytes."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx.enum.chart import XL_TICK_LABEL_POSITION

from policybrief.deck.check.check import check
from policybrief.deck.fit import footers
from policybrief.deck.shapes import TableShape, TextShape
from policybrief.deck.write import write
from policybrief.errors import BriefError, Problem
from policybrief.fonts import measure
from policybrief.ooxml.zipped import unpacked
from policybrief.pipeline import build
from support import decks
from support.projects import Tree
from support.slides import (
    IN_NOTES,
    ON_SLIDES,
    assert_tidy,
    has_foot,
    noted,
    opened,
    shown,
    text_frames,
    texts_at,
)
from support.soak import SOAK

BRIEFS: dict[str, Callable[[], decks.Built]] = {"sample": decks.sample, "harbour": decks.harbour}
FILES = {"sample": decks.SAMPLE, "harbour": decks.HARBOUR}


@pytest.fixture(params=BRIEFS)
def either(request: pytest.FixtureRequest) -> decks.Built:
    return BRIEFS[request.param]()


def harbour_with(tmp_path: Path, **changes: Any) -> Path:
    """The harbour brief with other values; None leaves a part out."""
    brief = copy.deepcopy(decks.read(decks.HARBOUR)) | changes
    return decks.written({key: value for key, value in brief.items() if value is not None}, tmp_path)


def refused(file: Path) -> tuple[Problem, ...]:
    with pytest.raises(BriefError) as error:
        build.make(file, ("deck",))
    return error.value.problems


# -- what the brief says is in the deck


@pytest.mark.parametrize("name", BRIEFS)
def test_every_text_of_the_brief_is_on_a_slide(name: str) -> None:
    texts, slides = texts_at(FILES[name], ON_SLIDES), shown(BRIEFS[name]().content).casefold()
    assert len(texts) > 60
    assert [text for text in texts if text.casefold() not in slides] == []


@pytest.mark.parametrize("name", BRIEFS)
def test_what_slides_leave_out_is_in_the_notes(name: str) -> None:
    texts, notes = texts_at(FILES[name], IN_NOTES), noted(BRIEFS[name]().content)
    assert [text for text in texts if text not in notes] == []


def test_shapes_carry_the_yaml_path_of_their_text(either: decks.Built) -> None:
    names = {shape.name for slide in opened(either.content).slides for shape in slide.shapes}
    paths = {"title", "bottom_line.headline", "bottom_line.points[1].text", "decision.ask"}
    paths |= {f"judgments[{number}].{key}" for number in range(3) for key in ("headline", "text")}
    paths |= {f"recommendations[{number}].headline" for number in range(2)}
    assert paths - names == set()


def test_there_is_a_slide_for_each_judgment_and_none_for_what_is_left_out(tmp_path: Path) -> None:
    optional = dict.fromkeys(["comparison", "figures", "charts", "avoid", "decision", "meeting", "headlines"])
    bare = decks.built(harbour_with(tmp_path, **optional))
    titles = [slide.title for slide in bare.placed.slides]
    assert len(titles) == len(set(titles)) == 10
    text = shown(bare.content)
    for word in ("Shore power costs less", "Most fuel is burnt", "What to avoid", "Decision sought"):
        assert word not in text


# -- native and real


def test_tables_and_charts_are_native_and_editable() -> None:
    graphics = [shape for slide in opened(decks.harbour().content).slides for shape in slide.shapes]
    tables = [shape.table for shape in graphics if shape.has_table]
    charts = [shape.chart for shape in graphics if shape.has_chart]
    assert tables[0].cell(1, 1).text == "€6.2\u00a0million"
    assert tables[0].first_row
    (chart,) = charts
    assert [list(series.values) for series in chart.plots[0].series] == [[410, 525.5, 640, 455], [205, 262, 318.5, 228]]
    workbook = chart.part.chart_workbook.xlsx_part.blob
    assert workbook[:2] == b"PK"
    assert all(shape.shape_type is not None for shape in graphics if shape.has_table or shape.has_chart)


@pytest.mark.parametrize("kind", ["bar", "column", "line", "pie"])
def test_each_kind_of_chart_is_written(kind: str, tmp_path: Path) -> None:
    chart = copy.deepcopy(decks.read(decks.HARBOUR)["charts"][0]) | {"kind": kind}
    if kind == "pie":
        chart["series"] = chart["series"][:1]
    made = decks.built(harbour_with(tmp_path, charts=[chart]))
    (found,) = [shape for slide in opened(made.content).slides for shape in slide.shapes if shape.has_chart]
    assert found.name == "charts[0].alt"
    parts = [series.name for series in found.chart.plots[0].series]
    assert chart["categories"] in (list(found.chart.plots[0].categories), parts)
    assert kind == "pie" or found.chart.category_axis.reverse_order == (kind == "bar")


def charted(tmp_path: Path, **changes: Any) -> Any:
    """The native chart of a brief's chart with other values."""
    chart = copy.deepcopy(decks.read(decks.HARBOUR)["charts"][0]) | changes
    made = decks.built(harbour_with(tmp_path, charts=[chart]))
    (found,) = [shape for slide in opened(made.content).slides for shape in slide.shapes if shape.has_chart]
    return found.chart


MONTHS = [f"Month {number}" for number in range(1, 13)]


def rows_of(*values: list[float]) -> list[dict[str, Any]]:
    return [{"name": f"S{number}", "values": row} for number, row in enumerate(values)]


@pytest.mark.parametrize(
    ("kind", "values", "labels"),
    [
        ("column", [[1.0] * 12], 12),
        ("column", [[1_234_567.0] * 12] * 2, 4),
        ("bar", [[1.0] * 12], 12),
        ("line", [[1.0, 2.0] * 6], 2),
    ],
)
def test_numbers_stand_at_bars_where_there_is_room(kind: str, values: Any, labels: int, tmp_path: Path) -> None:
    """Else the first, the last and the highest have theirs; the last of a line is said with its name, as text."""
    chart = charted(tmp_path, kind=kind, categories=MONTHS, series=rows_of(*values))
    told = chart._chartSpace.xpath('.//c:ser[c:dLbls/c:showVal/@val="1"]')
    assert sum(12 - len(series.xpath(".//c:dLbl/c:delete")) for series in told) <= labels
    assert told
    assert not chart.has_legend


def test_names_of_categories_stand_clear_of_what_is_below_zero(tmp_path: Path) -> None:
    for kind in ("bar", "column", "line"):
        chart = charted(tmp_path, kind=kind, categories=["a", "b"], series=rows_of([-3, 2]))
        assert chart.category_axis.tick_label_position == XL_TICK_LABEL_POSITION.LOW


def test_a_pie_has_few_slices(tmp_path: Path) -> None:
    chart = decks.read(decks.HARBOUR)["charts"][0] | {"kind": "pie", "series": rows_of([1.0] * 7)}
    (problem,) = refused(harbour_with(tmp_path, charts=[chart | {"categories": MONTHS[:7]}]))
    assert problem.path == "charts[0].categories"
    assert (problem.message, problem.hint) == ("a pie shows up to 6 slices", "make it a bar chart")


def test_a_chart_s_type_can_be_read_and_its_axes_are_whole(tmp_path: Path) -> None:
    for kind in ("bar", "column", "line"):
        chart = charted(tmp_path, kind=kind, categories=MONTHS, series=rows_of([1.0] * 12, [-2.0] * 12))
        tree = chart._chartSpace
        assert min(int(size) for size in tree.xpath(".//@sz")) >= 1200
        assert all(int(axis) >= 0 for axis in tree.xpath(".//c:axId/@val | .//c:crossAx/@val"))
        assert len(set(tree.xpath(".//c:ser/c:spPr//a:schemeClr/@val"))) == 2


def test_slides_use_real_placeholders(either: decks.Built) -> None:
    for slide in opened(either.content).slides:
        kinds = {str(shape.placeholder_format.type).split(" ")[0] for shape in slide.placeholders}
        numbers = {shape.placeholder_format.idx for shape in slide.placeholders}
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text
        repeated = slide.shapes.title.text_frame.text in ("Key judgments", "From judgment to recommendation")
        assert 13 in numbers or repeated, "a kicker, where it would not say the title again"
        if slide.slide_layout.name not in ("Title slide", "Section") and "SLIDE_NUMBER" not in kinds:
            assert slide.slide_layout.placeholders[0].placeholder_format.idx == 0
        if 14 in numbers:  # a source line: a content slide
            assert {"DATE", "SLIDE_NUMBER"} <= kinds


def test_the_source_line_names_what_the_slide_rests_on() -> None:
    lines = [
        shape.text_frame.text
        for slide in opened(decks.harbour().content).slides
        for shape in slide.placeholders
        if shape.placeholder_format.idx == 14
    ]
    assert "Sources: Saltmere meters (2026); Quay plan (2019)" in lines
    assert "Source: 渡辺 and Nguyễn (2024)" in lines


def test_the_marking_is_on_every_slide_in_the_notes_and_in_the_properties() -> None:
    presentation = opened(decks.harbour().content)
    for slide in presentation.slides:
        assert "TLP:GREEN" in list(text_frames(slide.shapes))
        if slide.has_notes_slide:
            assert list(text_frames(slide.notes_slide.shapes)).count("TLP:GREEN") == 2, "at head and foot"
    assert sum(slide.has_notes_slide for slide in presentation.slides) >= 10
    assert presentation.core_properties.category == "TLP:GREEN"
    assert presentation.core_properties.title == "Shore power or cold storage: what Saltmere should build first"
    assert presentation.core_properties.language == "en-GB"
    assert (
        presentation.core_properties.author == presentation.core_properties.last_modified_by == "Harbour planning unit"
    )


def test_without_a_marking_none_is_made_up(tmp_path: Path) -> None:
    made = decks.built(harbour_with(tmp_path, marking=None))
    assert "TLP" not in shown(made.content) + noted(made.content)


def test_a_deck_without_notes_has_none_anywhere(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    brief["judgments"][0]["evidence"][0]["locator"] = "a secret place"
    brief["judgments"][0]["evidence"][0].pop("quote", None)
    brief["bottom_line"]["text"] = "Only for the speaker."
    file = decks.written(brief, tmp_path)
    for notes in (True, False):
        (deck,) = build.make(file, ("deck",), notes=notes)
        parts = unpacked(deck.content)
        assert any(b"Only for the speaker" in part for part in parts.values()) == notes
        assert any("notesSlide" in name or b"notesSlide" in part for name, part in parts.items()) == notes
        assert (b">0</Notes>" in parts["docProps/app.xml"]) != notes
    assert check(deck.content) == []


def test_the_command_line_leaves_notes_out(tmp_path: Path, run_brief: Callable[..., Any]) -> None:
    file = decks.written(decks.read(decks.HARBOUR), tmp_path)
    ran = run_brief("build", file, "--only", "deck", "--no-notes", "-o", tmp_path / "out")
    assert ran.exit_code == 0
    (made,) = (tmp_path / "out").glob("*.pptx")
    assert not any(slide.has_notes_slide for slide in opened(made.read_bytes()).slides)


DECK_FILES = {
    "template.POTX": (True, ""),
    "Upper.PPTX": (True, ""),
    "words.pptx": (False, "is not a ZIP package that can be read"),
    "folder.pptx": (False, "no brief (*.yaml) in"),
    "none.pptx": (False, "there is no file"),
    "old.ppt": (False, "is not a ZIP package"),
}


@pytest.mark.parametrize("name", DECK_FILES)
def test_brief_check_takes_any_deck(name: str, tmp_path: Path, run_brief: Callable[..., Any]) -> None:
    sound, message = DECK_FILES[name]
    file = tmp_path / name
    if name == "folder.pptx":
        file.mkdir()
    elif name != "none.pptx":
        file.write_bytes(decks.harbour().content if sound else b"words")
    ran = run_brief("check", file)
    assert (ran.exit_code == 0) == sound
    assert message in ran.stderr


# -- a template's own slides


@pytest.fixture
def templated(tree: Tree) -> Callable[..., Any]:
    """The slides of a deck template that holds these beside all that every deck has to show."""

    def made(slides: str) -> Any:
        (deck,) = build.make(decks.with_own_slides(tree, slides), ("deck",))
        assert check(deck.content) == []
        return {slide.shapes.title.text_frame.text: slide for slide in opened(deck.content).slides}

    return made


def test_a_section_slide_has_a_byline_with_a_place(templated: Callable[..., Any]) -> None:
    slide = templated(
        '<slide layout="section" section="s"><title>Part two</title><subtitle>Sub</subtitle><p>By us</p></slide>'
    )["Part two"]
    (byline,) = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 15]
    assert byline.text_frame.text == "By us"
    assert (byline.left, byline.top, byline.width) == (685_800, 4_724_400, 6_934_200)


def test_the_options_of_a_decision_are_shown(templated: Callable[..., Any]) -> None:
    decision = "<decision><ask>Build it?</ask><option>Yes, now</option><option>No &amp; never</option></decision>"
    slide = templated(f'<slide section="s"><title>Ask</title>{decision}</slide>')["Ask"]
    assert {"Build it?", "Yes, now", "No & never"} <= set(text_frames(slide.shapes))


def test_the_label_of_sources_is_shown(templated: Callable[..., Any]) -> None:
    sources = '<sources><label>Read on</label><entry number="1">A count</entry></sources>'
    slide = templated(f'<slide section="s"><title>Books</title>{sources}</slide>')["Books"]
    assert {"Read on", "A count"} <= set(text_frames(slide.shapes))


def test_notes_keep_citations_raised_links_alive_and_lists_numbered(templated: Callable[..., Any]) -> None:
    text = 'It cost 2<cite sources="count"/>, see <a href="https://a.example/?b=1&amp;c">there</a>.'
    notes = f"<notes><p>{text}</p><ol><li>x</li></ol></notes>"
    slide = templated(f'<slide section="s"><title>N</title>{notes}</slide>')["N"]
    paragraph, numbered = slide.notes_slide.notes_text_frame.paragraphs
    runs = {run.text: run for run in paragraph.runs}
    assert runs["1"]._r.rPr.get("baseline") == "30000"
    assert runs["It cost 2"]._r.rPr.get("baseline") is None
    assert runs["there"].hyperlink.address == "https://a.example/?b=1&c"
    assert numbered._p.find(".//{*}buAutoNum") is not None


def test_equal_slides_have_numbers_of_their_own() -> None:
    placed = decks.harbour().placed
    plain_slide = replace(placed.slides[1], notes=())
    slides = footers.counted((placed.slides[0], plain_slide, plain_slide))
    content = write.write(replace(placed, slides=slides))
    numbers = [
        shape.text_frame.text
        for slide in opened(content).slides
        for shape in slide.placeholders
        if shape.placeholder_format.idx == 12
    ]
    assert numbers == ["2", "3"]


TITLED = '<slide section="s"><title>{}</title>{}</slide>'
FAULTS = {
    "two titles": (TITLED.format("Same", "") + "\n" + TITLED.format("same", ""), 4, "two slides have the title 'same'"),
    "empty title": (TITLED.format("", "<p>x</p>"), 3, "the slide's title is empty"),
    "no alternative": (
        TITLED.format("T", "<columns><column>\n<table><tr><td>x</td></tr></table></column></columns>"),
        4,
        "the table has no alternative text",
    ),
    "no chart's alternative": (
        TITLED.format(
            "T",
            "<chart><category>a</category><series><name>n</name><value>1</value></series><alt></alt></chart>",
        ),
        3,
        "the chart has no alternative text",
    ),
}


@pytest.mark.parametrize(("slides", "line", "message"), FAULTS.values(), ids=FAULTS)
def test_what_a_screen_reader_could_not_tell_is_a_problem_at_its_line(
    slides: str, line: int, message: str, templated: Callable[..., Any]
) -> None:
    with pytest.raises(BriefError) as error:
        templated(slides)
    (problem,) = error.value.problems
    assert (problem.line, problem.message) == (line, message)
    assert problem.file.endswith("templates/deck.xml.j2")


def test_equal_headlines_are_told_at_the_brief_s_line(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    brief["judgments"][1]["headline"] = brief["judgments"][0]["headline"]
    (problem,) = refused(decks.written(brief, tmp_path))
    assert problem.path == "judgments[1].headline"
    assert problem.hint == "reword one of them"


def test_sections_of_a_template_stay_whole_and_told_apart(templated: Callable[..., Any]) -> None:
    slides = (
        '<slide section="A"><title>1</title></slide><slide section="B"><title>2</title></slide>'
        '<slide section="A"><title>3</title></slide><slide><title>4</title></slide>'
    )
    (slide, *_) = templated(slides).values()
    presentation = slide.part.package.presentation_part._element
    names = [node.get("name") for node in presentation.xpath("//*[local-name() = 'section']")]
    assert [name for name in names if name in ("A (1 of 2)", "B", "A (2 of 2)")] == [
        "A (1 of 2)",
        "B",
        "A (2 of 2)",
    ]


def test_text_in_arial_stays_in_its_boxes(tree: Tree) -> None:
    """Arial is a sixth wider than Calibri: it takes more lines of the same size."""
    house = "extends: statecraft\ndeck: {body_face: Arial, heading_face: Times New Roman}\n"
    brief = decks.read(decks.HARBOUR) | {"theme": "house"}
    root = tree({"content/themes/house.yaml": house})
    made = decks.built(decks.written(brief, root / "content"))
    assert_tidy(made.placed)
    theme = next(rel for rel in opened(made.content).slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    assert b'typeface="Arial"' in theme.target_part.blob
    assert lines(made) > lines(decks.harbour())


def lines(made: decks.Built) -> int:
    """The lines of all texts of a deck."""
    texts = [shape for slide in made.placed.slides for shape in slide.shapes if isinstance(shape, TextShape)]
    return sum(len(line.breaks) + 1 for shape in texts for line in shape.lines)


# -- what stands on every slide


def test_footer_date_and_number_are_shapes_of_the_slide() -> None:
    slides = decks.harbour().placed.slides
    feet = [{shape.role: letters_of(shape) for shape in slide.shapes if has_foot(shape)} for slide in slides]
    for number, (slide, foot) in enumerate(zip(slides, feet, strict=True), 1):
        if slide.layout not in ("cover", "section"):
            assert foot.keys() == {"date", "number"}  # the marking is TLP's alone, which has labels of its own
            assert foot["number"] == str(number)


def letters_of(shape: TextShape) -> str:
    return "".join(run.text for line in shape.lines for run in line.text)


# -- characters


def test_special_characters_survive(tmp_path: Path) -> None:
    text = """Tom & Jerry's "tags" <5 &amp 5 < 6 > 4, Київ, 習近平, a\u00a0b"""
    brief = decks.read(decks.HARBOUR)
    brief["bottom_line"]["points"][0]["text"] = text
    brief["bottom_line"]["headline"] = "Київ & 習近平 <agree> on 'this' and \"that\""
    made = decks.built(decks.written(brief, tmp_path)).content
    found = shown(made)
    assert text.replace("\u00a0", " ") in found
    frames = [shape.text_frame for slide in opened(made).slides for shape in slide.shapes if shape.has_text_frame]
    assert any("a\u00a0b" in frame.text for frame in frames)
    assert "Київ & 習近平 <agree> on 'this' and \"that\"" in found


def test_a_character_that_no_face_has_is_refused_at_its_line(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    brief["judgments"][1]["headline"] = "Ferries will plug in 🙂"
    file = decks.written(brief, tmp_path)
    lines = file.read_text("utf-8").splitlines()
    line = next(number for number, words in enumerate(lines, 1) if "🙂" in words or "U0001F642" in words)
    problems = refused(file)
    assert {(problem.path, problem.line) for problem in problems} == {("judgments[1].headline", line)}
    assert "U+1F642" in problems[0].message


# -- too much


def test_a_text_too_long_for_its_slide_is_a_problem_at_its_line(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    brief["judgments"][0]["text"] = "Meter readings agree with the survey. " * 50
    brief["judgments"][0]["short"] = "They agree."
    file = decks.written(brief, tmp_path)
    (problem,) = refused(file)
    assert problem.path == "judgments[0].text"
    assert file.read_text("utf-8").splitlines()[problem.line - 1].lstrip().startswith("text: 'Meter readings")
    assert "lines over at 18 pt" in problem.message
    hint = r"cut about \d+ words from judgments\[0\].text \(300 words\)"
    assert re.fullmatch(hint, problem.hint), "the slide shows the text in full: a short form would not help"


def test_a_title_of_three_lines_is_a_problem(tmp_path: Path) -> None:
    comparison = decks.read(decks.HARBOUR)["comparison"] | {"headline": "Shore power costs less and is ready " * 5}
    (problem,) = refused(harbour_with(tmp_path, comparison=comparison))
    assert problem.path == "comparison.headline"
    assert "2 is the maximum" in problem.message
    assert re.fullmatch(r"cut about \d+ words from comparison.headline \(35 words\)", problem.hint)


def test_problems_of_several_slides_come_together(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    for judgment in brief["judgments"]:
        judgment["basis"] = "Meter readings agree with the survey. " * 50
    paths = [problem.path for problem in refused(decks.written(brief, tmp_path))]
    assert paths == [f"judgments[{number}].basis" for number in range(3)]


def test_many_judgments_continue_on_another_slide(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    first = brief["judgments"][0] | {"short": "Meter readings and the survey agree on this one."}
    more = [first | {"id": f"more-{number}", "headline": f"Engines cause smoke {number}"} for number in range(9)]
    brief["judgments"] += more
    made = decks.built(decks.written(brief, tmp_path))
    titles = [slide.title for slide in made.placed.slides if slide.title.startswith("Key judgments")]
    assert len(titles) > 1
    assert titles == [f"Key judgments ({number} of {len(titles)})" for number in range(1, len(titles) + 1)]
    text = shown(made.content)
    assert all(judgment["headline"] in text for judgment in brief["judgments"])


@pytest.mark.parametrize(("part", "count"), [("sources", 16), ("recommendations", 12), ("comparison", 20)])
def test_long_lists_continue_too(part: str, count: int, tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    if part == "comparison":
        brief[part]["rows"] = [{"label": f"Row {n}", "cells": ["a", "b", "c"]} for n in range(count)]
    elif part == "sources":
        extra = brief[part][-1]
        brief[part] += [extra | {"id": f"s{n}", "title": f"The quay plan, volume {n}"} for n in range(count - 4)]
    else:
        extra = brief[part][0]
        brief[part] = [extra | {"id": f"r{n}", "headline": f"Wire berth {n}"} for n in range(count)]
    made = decks.built(decks.written(brief, tmp_path))
    assert any(slide.title.endswith("(2 of 2)") or "(2 of 3)" in slide.title for slide in made.placed.slides)
    last = {"sources": "volume 11", "recommendations": "Wire berth 11", "comparison": "Row 19"}[part]
    assert last in shown(made.content)


# -- geometry, as placed


def test_nothing_overlaps_or_leaves_the_slide(either: decks.Built) -> None:
    assert_tidy(either.placed)


@pytest.mark.soak
def test_nothing_overlaps_on_random_decks(tmp_path: Path) -> None:
    made = decks.random_decks(SOAK or 3, tmp_path).values()
    for deck in made:
        assert_tidy(deck.placed)
    print(f"{len(made)} random decks: no overlap, nothing off a slide")


def test_type_keeps_to_its_floors(either: decks.Built) -> None:
    for slide in either.placed.slides:
        for shape in slide.shapes:
            if isinstance(shape, TextShape) and shape.role == "title":
                assert all(line.look.size >= 24 for line in shape.lines)
            elif isinstance(shape, TextShape) and shape.role in ("column", "row") and "source" not in shape.name:
                assert max(line.look.size for line in shape.lines) >= 14
            elif isinstance(shape, TableShape):
                assert all(line.look.size >= 12 for row in shape.rows for cell in row for line in cell.lines)


# -- the same bytes


def test_leading_is_the_same_however_much_room_there_is(tmp_path: Path) -> None:
    def leading(short: str) -> set[str]:
        judgments = [{**judgment, "short": short} for judgment in decks.read(decks.HARBOUR)["judgments"]]
        brief = harbour_with(tmp_path, judgments=judgments, headlines={"judgments": "What we judge"})
        (deck,) = build.make(brief, ("deck",))
        slide = next(one for one in opened(deck.content).slides if one.shapes.title.text == "What we judge")
        return set(slide.element.xpath("//p:sp[p:nvSpPr/p:nvPr/p:ph[@idx>=20]]//a:lnSpc/a:spcPct/@val"))

    few = leading("Few words.")
    assert leading("More of the same words. " * 10) == few
    assert [round(int(share) * measure.line_height("Calibri") / 100_000, 3) for share in few] == [1.25]
