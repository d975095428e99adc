"""Sections of an author's own: in the deck, in the memo or in both, where the brief or an audience wants them."""

from __future__ import annotations

import pypdfium2
import pytest

from policybrief.memo.check.check import check as memo_check
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.text.run import plain
from support import quays
from support.commands import problems_of
from support.projects import Tree
from support.slides import opened

BACKGROUND = "The quays were laid for ships of sixty metres"
OWN = """extra:
  - id: ours
    title: What the board can do
    annex: true
    table: {columns: [Step, Days], rows: [[Vote, 3]]}
"""


def titles(content: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in opened(content).slides if slide.shapes.title]


def text_of(memo: bytes) -> str:
    with pypdfium2.PdfDocument(memo) as pdf:
        return str(pdf[0].get_textpage().get_text_range()).replace("\r\n", " ")


def built(tree: Tree, audience: str) -> tuple[list[str], str]:
    """The titles of an audience's deck, and those of what stands below another part; and its memo's text."""
    root = tree({"content/brief.yaml": quays.TEXT, "content/audiences/board.yaml": f"name: The board\n{audience}"})
    (edition,) = build.editions(Prepared.of(root / "content" / "brief.yaml"), BuildOptions(("deck", "memo")))
    assert not edition.problems, edition.problems
    deck, memo = (document.content for document in edition.documents)
    shown: list[str] = []
    for slide, title in zip(opened(deck).slides, titles(deck), strict=True):
        texts = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
        shown += [title, *({"What the board can do"} & texts - {title})]
    return shown, text_of(memo)


def test_each_stands_where_it_belongs() -> None:
    slides = titles(quays.deck().content)
    assert slides[1:3] == ["Rebuild the North quay first, for most of the fuel is landed there", BACKGROUND]
    assert slides.index("Half of the cost falls into one year") == slides.index("The port pays in three rates") - 1
    assert slides[-2] == "How we counted"
    memo = text_of(quays.memo())
    assert memo.index("BACKGROUND") < memo.index("KEY JUDGMENTS")
    assert "Concrete" in memo
    assert not [words for words in ("Half of the cost", "driven", "We read the meters") if words in memo]
    assert memo_check(quays.memo()) == []


def test_a_slide_says_in_the_sorter_that_it_is_an_annex() -> None:
    sections = {plain(slide.title): slide.section for slide in quays.deck().deck.slides}
    assert sections["How we counted"] == "Annex"
    assert sections[BACKGROUND] == "Bottom line"
    assert sections["The port pays in three rates"] == "Recommendations"


def test_an_audience_places_them_and_adds_its_own(tree: Tree) -> None:
    plan = (
        "deck: {parts: [title_slide, judgments, counting, recommendations, ours]}\n"
        "memo: {parts: [bottom_line, judgments, recommendations, counting, sources]}\n"
    )
    slides, memo = built(tree, plan + OWN)
    assert slides[-3:] == ["How we counted", "Recommendation", "What the board can do"]
    assert BACKGROUND not in slides
    assert "We read the meters" in memo
    assert "sixty metres" not in memo


def test_an_audiences_own_stands_beside_the_briefs(tree: Tree) -> None:
    slides, memo = built(tree, OWN)
    assert slides[-3:-1] == ["How we counted", "What the board can do"]
    assert BACKGROUND in slides
    assert "What the board" not in memo


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (("  - id: rates", "  - id: costs"), "sections[2].id: the id 'costs' is repeated here"),
        (("  - id: rates", "  - id: avoid"), "sections[2].id: the id 'avoid' is the name of a part"),
        (
            ("    after: bottom_line", "    after: bottomline"),
            "sections[0].after: 'bottomline' is not a part of the deck",
        ),
        (("    annex: true", "    annex: true\n    after: avoid"), "sections[3].after: is given together with 'annex'"),
        (("    heading: How we counted\n", ""), "sections[3]: has neither 'title' nor 'heading'"),
        (
            ("    points: [We read the meters each month., We asked the masters of ships twice.]\n", ""),
            "sections[3]: says nothing under its heading",
        ),
        (
            ("      unit: € million\n", "      unit: €\n      proves: [north]\n"),
            "sections[1].chart.proves: is for a chart",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tree: Tree, edit: tuple[str, str], problem: str) -> None:
    file = tree({"content/brief.yaml": quays.edited(edit)}) / "content" / "brief.yaml"
    found = [f"{each.path}: {each.message}" for each in problems_of(lambda: build.make(file, ("deck",)))]
    assert any(each.startswith(problem) for each in found), found


@pytest.mark.parametrize(
    ("audience", "problem"),
    [
        (
            "extra: [{id: x, title: T, table: {columns: [A], rows: [{cells: [a], not_for: [board]}]}}]\n",
            "says who gets it, in the file of one audience; who else gets it, the brief's sections say",
        ),
        ("extra: [{id: costs, title: T, text: T}]\n", "the id 'costs' is that of a section of the brief"),
        (
            "deck: {parts: [judgments, recommendations, rate]}\n",
            "'rate' is not a part of the deck; did you mean 'rates'",
        ),
        ("memo: {parts: [judgments, recommendations, sources, costs]}\n", "'costs' is not a part of the memo"),
        ("deck: {parts: [judgments, recommendations, hidden]}\n", "'hidden' is not for this audience"),
    ],
)
def test_what_is_wrong_in_an_audiences_file_is_told(tree: Tree, audience: str, problem: str) -> None:
    hidden = "  - {id: hidden, title: Hidden, text: T, not_for: [board]}\nsources:\n"
    text = quays.edited(("sources:\n  - id: meters", f"{hidden}  - id: meters"))
    root = tree({"content/brief.yaml": text, "content/audiences/board.yaml": f"name: The board\n{audience}"})
    prepared = Prepared.of(root / "content" / "brief.yaml")
    found = [str(each) for each in problems_of(lambda: prepared.all_readers(()))]
    assert any(problem in each for each in found), found


def test_a_template_with_an_order_of_its_own_may_not_forget_one(tree: Tree) -> None:
    forgetful = '{% extends "deck.xml.j2" %}{% block extra %}{% endblock %}'
    root = tree({"content/brief.yaml": quays.TEXT, "templates/deck.xml.j2": forgetful})
    found = [each.message for each in problems_of(lambda: build.make(root / "content" / "brief.yaml", ("deck",)))]
    assert found == ["is not in the deck"] * 4


SOURCES = """sources:
  - {id: plan, type: report, title: The plan, issued: 2025}
  - {id: count, type: report, title: The count, issued: 2025}
  - {id: bill, type: report, title: The bill, issued: 2025}
"""
TABLE = "table: {in_memo: true, sources: [count], columns: [Quay, Euros], rows: [[North, 12], [South, 9]]}"


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("text: The quays are old.", "The quays are old.1,2"),
        ("points: [They are old, They leak]", "They leak1,2"),
        ("callout: They are old.", "They are old.1,2"),
        ("heading: The cost", "COST1,2"),
    ],
)
def test_the_memo_cites_the_sources_of_what_a_section_shows_at_its_first_words(
    tree: Tree, words: str, cited: str
) -> None:
    section = f"sections:\n  - id: costs\n    title: The cost\n    sources: [plan]\n    {words}\n    {TABLE}\n"
    figures = (
        "figures: {headline: Two, entries: [{value: 12, label: quays, sources: [bill]}, {value: 13, label: ships}]}\n"
    )
    text = f"title: Quays\nbottom_line: {{headline: The quays are old}}\n{section}{figures}{SOURCES}"
    text += "judgments: [{id: old, headline: The quays are old, text: They are.}]\n"
    root = tree({"content/brief.yaml": text})
    (edition,) = build.editions(Prepared.of(root / "content" / "brief.yaml"), BuildOptions(("memo",)))
    memo = text_of(edition.documents[0].content)
    assert cited in memo
    assert "quays3" in memo
    assert memo_check(edition.documents[0].content) == []
