"""The memo's headers: each house's labels, order and date form, its decision line, and headers of one's own."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest

from policybrief.pipeline import build
from policybrief.system.files.resources import TEMPLATES
from policybrief.theme.files import headers
from policybrief.theme.load import load as load_theme
from policybrief.theme.memo import PAGES
from support import house_themes
from support.commands import problems_of
from support.projects import Tree
from support.sample import SAMPLE
from support.soak import combined

HEADERS = sorted(headers((TEMPLATES,)))

HEADS = {
    "plain": "Memorandum Build the quay To The board Date March 9, 2026 From The planners Bottom line",
    "state-action": "Action memo for The board March 9, 2026 From: The planners Subject: Build the quay BLUF",
    "dod-action": "Action memo March 9, 2026 For: The board From: The planners Subject: Build the quay Bottom line",
    "nsc": "Action March 9, 2026 Memorandum for The board From The planners Subject Build the quay Bottom line",
    "congress": "Memorandum To: The board From: The planners Date: March 9, 2026 Re: Build the quay Bottom line",
    "think-tank": "Policy brief Build the quay The planners · March 9, 2026 Bottom line",
}
DECISIONS = {
    "plain": "Build the quay now. Decision by April 1, 2026 Approve Disapprove Discuss Key judgments",
    "state-action": "Build it before the winter. 1 Approve Disapprove by April 1, 2026 Sources.",
    "dod-action": "Recommendation Build the quay by April 1, 2026 Approve Disapprove Other Key judgments",
    "nsc": "Recommendation That you build the quay by April 1, 2026 Approve Disapprove Key judgments",
    "congress": "Decision by April 1, 2026 Approve Disapprove Discuss Key judgments",
    "think-tank": "Decision by April 1, 2026 Approve Disapprove Discuss Key judgments",
}


def test_the_headers_are_these() -> None:
    assert set(HEADERS) == HEADS.keys() == DECISIONS.keys()
    assert load_theme("statecraft").memo.header == "plain"


@pytest.mark.parametrize("name", HEADERS)
def test_labels_order_and_dates_are_the_houses(name: str, tmp_path: Path) -> None:
    said = house_themes.heard(house_themes.memo(tmp_path, f"memo: {{header: {name}}}")).casefold()
    assert said.startswith(HEADS[name].casefold())
    assert DECISIONS[name].casefold() in said


@combined(page=PAGES, name=HEADERS)
def test_the_sample_is_one_page_without_a_fault_in_each(name: str, page: str, tmp_path: Path) -> None:
    brief = house_themes.project(tmp_path, f"memo: {{header: {name}, page: {page}}}")
    sample = SAMPLE.read_text(encoding="utf-8")
    brief.write_text(
        sample.replace("\nlang:", "\ntheme: house\nlang:").replace("\n  ask:", "\n  by: 2026-12-04\n  ask:")
    )
    (made,) = build.make(brief, ("memo",))
    assert house_themes.faults(made.content, tmp_path / "memo.pdf") == []
    assert house_themes.outside(made.content) == []
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        assert [float(side) for side in opened.pages[0].MediaBox[2:]] == pytest.approx(PAGES[page], abs=0.01)
        tags = [str(node.S) for node in house_themes.elements(opened)]
    assert tags.count("/H1") == 1


@pytest.mark.parametrize("name", HEADERS)
def test_long_names_stay_within_the_margins(name: str, tmp_path: Path) -> None:
    long = "The Interagency Committee on Harbours, Quays and Breakwaters of the Northern and Western Coasts and Islands"
    edits = [("to: The board", f"to: {long}"), ("from: The planners", f"from: {long} {'x' * 90}")]
    pdf = house_themes.memo(tmp_path, f"memo: {{header: {name}}}", *edits)
    assert house_themes.outside(pdf) == []
    assert long.casefold() in house_themes.heard(pdf).casefold()


def test_each_recommendation_has_its_answers_and_boxes_are_decoration(tmp_path: Path) -> None:
    more = "rests_on: [only-berth]\n  - id: later\n    headline: Then the road\n    text: Build that too.\n"
    pdf = house_themes.memo(
        tmp_path, "memo: {header: state-action}", ("rests_on: [only-berth]", f"{more}    rests_on: [only-berth]")
    )
    said = house_themes.heard(pdf)
    assert said.count("Approve Disapprove by April 1, 2026") == 2
    assert "That you build the quay:" in said
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []


def test_without_a_decision_nothing_is_asked(tmp_path: Path) -> None:
    brief = house_themes.project(tmp_path, "memo: {header: state-action}")
    brief.write_text(brief.read_text(encoding="utf-8").replace(house_themes.DECISION, "sources:\n"), encoding="utf-8")
    said = house_themes.heard(build.make(brief, ("memo",))[0].content)
    assert "Approve" not in said
    assert "That you" not in said


def test_answers_too_wide_for_a_line_stand_under_each_other(tmp_path: Path) -> None:
    wide = "Approve, with every one of the conditions that the harbour board set out in its letter of last year"
    header = (TEMPLATES / "headers" / "state-action.xml.j2").read_text(encoding="utf-8")
    own = tmp_path / "templates" / "headers" / "own.xml.j2"
    own.parent.mkdir(parents=True)
    own.write_text(header.replace("{{ words.approve }}", wide), encoding="utf-8")
    pdf = house_themes.memo(tmp_path, "memo: {header: own}")
    assert wide in house_themes.heard(pdf)
    assert house_themes.outside(pdf) == []


# -- headers of one's own


def test_a_header_of_ones_own_is_a_file_in_the_projects_templates(tree: Tree) -> None:
    own = (
        '{% macro header() %}<kicker align="center">Note</kicker><title label="On">{{ brief.title }}</title>'
        '<field label="At">{{ brief.date|date("short") }}</field>{% endmacro %}{% set bottom_line = "In short" %}'
    )
    root = tree({"templates/headers/harbour.xml.j2": own})
    said = house_themes.heard(house_themes.memo(root, "memo: {header: harbour}"))
    assert said.casefold().startswith("note on build the quay at 03/09/26 in short build the quay now.")


def test_the_block_of_a_template_stands_before_the_header(tree: Tree) -> None:
    template = '{% extends "builtin/memo.xml.j2" %}{% block header %}<title>Ours</title>{% endblock %}'
    root = tree({"templates/memo.xml.j2": template})
    assert house_themes.heard(house_themes.memo(root, "memo: {header: nsc}")).casefold().startswith("ours bottom line")


def test_an_unknown_header_is_told_at_the_themes_line(tmp_path: Path) -> None:
    brief = house_themes.project(tmp_path, "memo:\n  header: state-acton")
    (problem,) = problems_of(lambda: build.make(brief))
    assert (Path(problem.file).name, problem.line, problem.column) == ("house.yaml", 3, 11)
    assert (
        str(problem)
        .splitlines()[0]
        .endswith("memo.header: there is no header 'state-acton'; did you mean 'state-action'?")
    )


@pytest.mark.parametrize("name", ["../memo", "/etc/passwd", "plain.xml", "headers/plain"])
def test_no_header_leads_out_of_its_folder(name: str, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "x.xml.j2")
    brief = house_themes.project(tmp_path, f"memo:\n  header: {name}")
    assert [problem.message for problem in problems_of(lambda: build.make(brief))] == [f"there is no header {name!r}"]


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ('<title label="Subject">T</title><p>x</p>', "'label' is for the memo"),
        ('<kicker align="center">K</kicker><title>T</title>', "'align' is for the memo"),
        (
            "<title>T</title><items><item><headline>H</headline><decision><option>A</option></decision></item></items>",
            "an item's <decision> is for the memo",
        ),
        ("<title>T</title><decision><option>A</option></decision>", "<decision> needs a <ask>"),
    ],
)
def test_what_only_a_memo_can_show_is_refused_on_a_slide(markup: str, message: str, tree: Tree) -> None:
    root = tree({"templates/deck.xml.j2": f"<deck><slide>{markup}</slide></deck>"})
    brief = house_themes.project(root, "name: House")
    assert message in [problem.message for problem in problems_of(lambda: build.make(brief, ("deck",)))]


def test_an_unknown_form_of_a_date(tree: Tree) -> None:
    root = tree({"templates/headers/own.xml.j2": '{% macro header() %}{{ brief.date|date("iso") }}{% endmacro %}'})
    (problem,) = problems_of(lambda: build.make(house_themes.project(root, "memo: {header: own}"), ("memo",)))
    assert problem.message == "'iso' is not a form of a date"
    assert Path(problem.file).name == "own.xml.j2"
