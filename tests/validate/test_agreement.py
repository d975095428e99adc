"""Documents that agree: a text and its short form, dates, numbers, names and sections, whoever reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest

from support import house_themes
from support.commands import Ran
from support.projects import Tree, minimal

Run = Callable[..., Ran]
TEXT = "text: The port has one berth, and it is full."
ROW = "text: Build it before the winter."


@pytest.mark.parametrize(
    ("lang", "text", "short", "told"),
    [
        ("en-US", "Costs rose 12 percent last year.", "Costs rose 15 percent.", "says 15, and the text does not"),
        ("en-US", "Costs rose sharply last year.", "Costs rose 40 percent.", "says 40"),
        ("en-US", "Sanctions will not work, since trade goes elsewhere.", "Sanctions will work.", "the opposite"),
        ("en-US", "Sanctions will work well.", "Sanctions won’t work.", "says 'n’t', where"),
        ("en-US", "In time Russia will attack Georgia.", "In time China will attack Georgia.", "names 'China'"),
        ("fr", "Le port peut accueillir ces navires.", "Le port ne peut pas accueillir ces navires.", "opposite"),
        ("uk", "Порт зможе прийняти ці судна.", "Порт не зможе прийняти ці судна.", "opposite"),
        ("zh", "港口可以接收这些船。", "港口不可以接收这些船。", "opposite"),
        ("en-US", "It takes 39.8 percent of 1,500,000 tons.", "It takes 40 percent of 1.5 million tons.", ""),
        ("en-US", "It takes 1.5 million tons.", "It takes 1.5 billion tons.", "says 1.5 billion"),
        ("fr", "Il en faut 3 millions.", "Il en faut 3 milliards.", "says 3 milliards"),
        ("uk", "Треба 2 млн тонн.", "Треба 2 млрд тонн.", "says 2 млрд"),
        ("zh", "需要3万吨。", "需要3亿吨。", "says 3亿"),
        ("en-US", "It takes 1.52 million tons.", "It takes 1.5 million tons.", ""),
        ("en-US", "It takes 1,200 million tons.", "It takes 1.2 billion tons.", ""),
        ("en-US", "From 2024 to 2025 there were five ships.", "5 ships came in 2024–25.", ""),
        ("en-US", "The port is full, and nobody can come.", "The port is full.", ""),
        ("fr", "Il coûte 1 200,50 euros.", "Il coûte 1 200,5 euros.", ""),
    ],
)
def test_a_short_form_says_what_its_text_says(
    run_brief: Run, tree: Tree, lang: str, text: str, short: str, told: str
) -> None:
    other = "text: In China they say so."  # so that China is a name
    body = minimal(
        (TEXT, f'text: "{text}"\n    short: "{short}"'),
        (ROW, other),
        ("title: Build the quay\n", f"title: Build the quay\nlang: {lang}\n"),
    )
    root = tree({"content/brief.yaml": body})
    ran = run_brief("check", "--only", "memo", cwd=root)
    assert ran.exit_code == 0
    assert (told in ran.stderr, "warning: " in ran.stderr) == (True, bool(told)), ran.stderr
    if told:
        assert "judgments[0].short" in ran.stderr
        strict = run_brief("check", "--only", "memo", "--strict", cwd=root)
        assert (strict.exit_code, told in strict.stderr) == (1, True)


@pytest.mark.parametrize(
    ("headline", "text", "told"),
    [
        (
            "Fund the basins; the barrier can wait until 2032",
            "Fund the basins first: barrier and all can wait.",
            "2032",
        ),
        (
            "At this pace the state misses the federal deadline by decades",
            "Cities replaced 2,475 of 37,340 lines.",
            "nothing of its headline",
        ),
        ("Build the quay by 2027", "The quay should be built by 2027, and no later.", ""),
        ("The quay should be built now", "Build the quay now.", ""),
    ],
)
def test_memo_and_mail_say_what_the_bottom_lines_headline_says(
    run_brief: Run, tree: Tree, headline: str, text: str, told: str
) -> None:
    body = minimal(
        ("headline: The quay should be built now", f"headline: {headline}"),
        ("text: Build the quay now.", f'text: "{text}"'),
    )
    ran = run_brief("check", "--only", "memo", cwd=tree({"content/brief.yaml": body}))
    assert (ran.exit_code, told in ran.stderr, "bottom_line.text" in ran.stderr) == (0, True, bool(told)), ran.stderr


def test_a_text_that_no_document_shows_is_told(run_brief: Run, tree: Tree) -> None:
    short = minimal((TEXT, f"{TEXT}\n    short: The port is full."), (ROW, f"{ROW}\n    short: Build it soon."))
    board = (
        "name: The board\nnotes: false\nmemo: {depth: short}\ndeck: {depth: headline, parts: [title_slide, judgments,"
    )
    board += " recommendations]}\n"
    root = tree({"content/brief.yaml": short, "content/audiences/board.yaml": board})
    told = "brief.yaml:14:11: warning: judgments[0].text: 2 texts are in no document, where the short form s"
    assert told in run_brief("build", cwd=root).stderr
    assert "no document" not in run_brief("build", "--only", "memo", cwd=root).stderr
    (root / "content" / "audiences" / "board.yaml").write_text("name: The board\n", encoding="utf-8")
    assert "no document" not in run_brief("build", cwd=root).stderr


@pytest.mark.parametrize(
    ("lang", "header"),
    [("en-US", "plain"), ("en-US", "state-action"), ("en-GB", "nsc"), ("fr", "nsc"), ("uk", "nsc"), ("zh", "nsc")],
)
def test_a_reader_sees_one_form_of_dates(run_brief: Run, tree: Tree, lang: str, header: str) -> None:
    top = f"title: Build the quay\nlang: {lang}\norganization: The Harbour House\n"
    top += "decision: {ask: build it, by: 2026-04-05}\n"
    audience = f"name: The board\nheader: {header}\ntheme: cable\n"
    body = minimal(("title: Build the quay\n", top))
    root = tree({"content/brief.yaml": body, "content/audiences/board.yaml": audience})
    ran = run_brief("build", "-a", "board", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    said = house_themes.heard((root / "output" / "brief_board.pdf").read_bytes())
    slides = pptx.Presentation(str(root / "output" / "brief_board.pptx")).slides
    cover = " ".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    forms = {
        "en-US": ("March 9, 2026", "April 5, 2026"), "en-GB": ("9 March 2026", "5 April 2026"),
        "fr": ("9 mars 2026", "5 avril 2026"), "uk": ("9 березня 2026", "5 квітня 2026"),
        "zh": ("2026年3月9日", "2026年4月5日"),
    }  # fmt: skip
    made, due = forms[lang]
    assert made in flat(cover)
    assert "The Harbour House" in flat(cover)
    assert all(each in flat(said) for each in (made, due, "The Harbour House"))


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_numbers_of_recommendations_stay_the_briefs(run_brief: Run, tree: Tree) -> None:
    entry = "\n  - id: {0}\n    headline: Do {0}\n    text: Do {0} now.\n    rests_on: [only-berth]{1}"
    added = "".join(entry.format(name, "\n    not_for: [board]" * (name == "hidden")) for name in ("hidden", "last"))
    body = minimal(("    rests_on: [only-berth]", f"    rests_on: [only-berth]{added}"))
    board = "name: The board\norder: {recommendations: [last]}\n"
    root = tree({"content/brief.yaml": body, "content/audiences/board.yaml": board})
    assert run_brief("build", cwd=root).exit_code == 0
    said = flat(house_themes.heard((root / "output" / "brief_board.pdf").read_bytes()))
    assert re.search(r"2\W*Do last.*1\W*Build the quay", said), said


def test_a_section_of_a_templates_own_takes_no_others_in(run_brief: Run, tree: Tree) -> None:
    own = (
        '{% extends "deck.xml.j2" %}{% block timeline %}<slide section="Case"><title>Own</title></slide>'
        "<slide><title>Also own</title></slide>{% endblock %}"
    )
    chart = "charts: [{headline: Ships, kind: bar, categories: [a], series: [{name: n, values: [1]}], alt: A,"
    chart += " sources: [count]}]\n"
    root = tree({"content/brief.yaml": f"{minimal()}\n{chart}", "templates/deck.xml.j2": own})
    assert run_brief("build", cwd=root).exit_code == 0
    deck = pptx.Presentation(str(root / "output" / "brief.pptx"))
    groups = deck.part._element.xpath("//*[local-name()='section']")
    found = {each.get("name"): len(each.xpath(".//*[local-name()='sldId']")) for each in groups}
    assert list(found.items())[:4] == [
        ("Bottom line", 2),
        ("Key judgments (1 of 2)", 1),
        ("Case", 2),
        ("Key judgments (2 of 2)", 1),
    ]
    assert run_brief("check", str(Path("output") / "brief.pptx"), cwd=root).exit_code == 0
