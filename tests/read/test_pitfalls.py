"""Where YAML reads otherwise than the eye: each is told at its own line, or read as it was meant."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from policybrief.brief.audience import Audience
from policybrief.brief.model import Brief
from policybrief.read import source
from policybrief.system.files.resources import TEMPLATES
from policybrief.theme.load import load as load_theme
from policybrief.validate import validate
from support.briefs import validated
from support.commands import brief, problems_of
from support.projects import MINIMAL, Tree, minimal

NBSP, NARROW, WIDE, ZERO, MARK = "\u00a0", "\u202f", "\u3000", "\u200b", "\ufeff"


def told(text: str, model: type = Brief) -> list[str]:
    """Line, column and words of each problem."""
    found = problems_of(lambda: validate.validate(source.parse(text, "b.yaml"), model))
    return [f"{problem.line}:{problem.column} {problem.message}; {problem.hint}" for problem in found]


# -- comments that cut a text


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (("title: Build the quay", "title: The port ranked #1 now"), "1:24"),
        (("title: Build the quay", "title: Резолюція #2231"), "1:18"),
        (("title: Build the quay", 'title: "Build" #2 the quay'), "1:16"),
        (("title: Build the quay", "title: Build the quay\n  over lines #3 more"), "2:14"),
        (("title: Build the quay", "title: Build the quay\n  #3 more"), "2:3"),
        (("title: Build the quay", "title: Build\n  #3 more\n  and more"), "2:3"),
        (("title: Build the quay", "title: Build #3\n  and more"), "1:14"),
        (("title: Build the quay", "title: >- #3 is\n  Build the quay"), "1:11"),
        (("title: Build the quay", "title: |\n    Build\n  #3 the quay"), "3:3"),
        (("title: Build the quay", "title: #1 in the region"), "1:8"),
        (("title: Build the quay", "title #1: Build the quay"), "1:7"),
        (("to: The board", "to: Board\nkeywords:\n  - C #sharp"), "5:7"),
        (("to: The board", "to: Board\nkeywords: [quay #2, port]"), "4:17"),
        (("to: The board", "to: Board\nkeywords: [quay #2\n  , port]"), "4:17"),
        (("to: The board", "to: Board\nmarking: {tlp: RED #2}"), "4:20"),
        (("to: The board", "to: Board\nmarking: {tlp #2: RED}"), "4:15"),
        (("locator: 3", "locator: 3 #4"), "19:20"),
    ],
)
def test_a_comment_that_looks_like_text_is_told_where_it_begins(edit: tuple[str, str], place: str) -> None:
    (only,) = told(minimal(edit))
    assert only.startswith(f"{place} '#")
    assert "quotes" in only


@pytest.mark.parametrize(
    "edit",
    [
        ("title: Build the quay", "title: Build the quay # a comment"),
        ("title: Build the quay", "title: Build the quay\n# a comment\n#title: another"),
        ("title: Build the quay", "title: Build the quay\n  # a comment"),
        ("title: Build the quay", "title: Build the quay #"),
        ("title: Build the quay", "title: Build the quay ### a comment"),
        ("title: Build the quay", "title: Build#3"),
        ("title: Build the quay", "title: 'Build #3'"),
        ("title: Build the quay", "title: >-\n  Build #3\n  #4"),
        ("date: 2026-03-09", "date: 2026-03-09 #today"),
        ("confidence: high", "confidence: high #sure"),
        ("judgments:\n  - id: only-berth", "judgments: #they\n  - id: only-berth #this"),
        ("source: count", "source: count #that"),
        ("from: The planners", "from: The planners\nlang: en-GB #theirs"),
    ],
)
def test_a_true_comment_stays_one(edit: tuple[str, str]) -> None:
    assert told(minimal(edit)) == []


def test_a_true_comment_is_not_blamed_for_what_follows() -> None:
    (only,) = told(minimal(("  - id: only-berth", "- id: only-berth #this")))
    assert only.startswith("13:")


def test_every_yaml_file_is_read_so(tree: Tree) -> None:
    (only,) = told("name: The board\nsalutation: Dear #1,\n", Audience)
    assert only.startswith("2:18 '#1'")
    root = tree({"ours.yaml": "extends: below\nname: Ours #1\n", "below.yaml": "extends: statecraft\nabout: It #2\n"})
    found = problems_of(lambda: load_theme("ours", (root,)))
    assert [(Path(each.file).name, each.line, each.column) for each in found] == [
        ("below.yaml", 2, 11),
        ("ours.yaml", 2, 12),
    ]


def test_a_colour_may_have_its_sign_in_quotes_and_is_asked_for_them(tree: Tree) -> None:
    root = tree({"right.yaml": "extends: statecraft\nname: Ours\ncolors:\n  primary: '#123A2E'\n  ink: 111111\n"})
    made = load_theme("right", (root,))
    assert (made.rgb["primary"], made.rgb["ink"]) == ("123A2E", "111111")
    tree({"wrong.yaml": "extends: statecraft\nname: Ours\ncolors:\n  primary: #123A2E\n"})
    (only,) = problems_of(lambda: load_theme("wrong", (root,)))
    assert (only.line, only.column) == (4, 12)
    assert "'#123A2E' begins a comment" in only.message
    assert "quotes" in only.hint


# -- marks that stay open


@pytest.mark.parametrize("quote", "'\"")
@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (("basis: The port's own count.", "basis: ?The count."), 16),
        (("  text: Build the quay now.", "  text: {a: ?b, c: d}"), 7),
        (("to: The board", "to: The board\nkeywords:\n  - ?quay\n  - port"), 5),
        (("title: Build the quay", "?title: Build the quay"), 1),
        (("to: The board", "to: The board\nkeywords: [quay, ?port]"), 4),
    ],
)
def test_a_mark_that_stays_open_is_named_where_it_opens(quote: str, edit: tuple[str, str], line: int) -> None:
    """Until the next one, hundreds of lines below."""
    old, new = edit
    text = minimal(
        (old, new.replace("?", quote)), ("    text: Build it before", f"    text: {quote}Build{quote} it before")
    )
    (first, *more) = told(text)
    assert first.startswith(f"{line}:")
    assert not more
    assert "never closed" in first


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: 'The port's quay'\nto: x", "1:17 is not YAML: this apostrophe ends the quoted text"),
        ("judgments:\n  - {id: a, headline: 'It's free', text: x}", "2:26 is not YAML: this apostrophe"),
        ("judgments:\n  - {id: a,\n     headline: 'The ports' own', text: x}", "3:26 is not YAML: this apostrophe"),
        ("keywords: [a, 'it''s', 'l'eau']", "1:26 is not YAML: this apostrophe"),
        ('memo: {a: "The "quay" is full", b: 1}', "1:16 is not YAML: this quotation mark ends the quoted text"),
        ("keywords: ['it''s', \"it's\", {a: 1]", "1:29 is not YAML: did not find"),
    ],
)
def test_a_mark_that_ends_a_text_too_early_is_named_where_it_stands(text: str, place: str) -> None:
    (only,) = told(text)
    assert only.startswith(place), only


def test_a_quoted_text_of_several_lines_may_look_like_yaml() -> None:
    text = minimal(("  text: Build the quay now.", '  text: "Three things:\n    cost: high\n    - and time"'))
    assert validated(text).bottom_line.text == "Three things: cost: high - and time"


# -- blanks that are no spaces


@pytest.mark.parametrize("blank", [NBSP, NARROW, WIDE, ZERO, MARK, "\t", "\u2003"])
@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (("    text: The port", "__  text: The port"), 14),
        (("    text: The port", "  _ text: The port"), 14),
        (("    text: The port", "_   text: The port"), 14),
        (("    - label: Why", "__  - label: Why"), 9),
        (("to: The board", "to: The board\nkeywords:\n  - quay\n  __- port"), 6),
        (("to: The board", "to: The board\nkeywords:\n  - quay\n    _- port"), 6),
    ],
)
def test_an_indentation_that_is_none_is_named(blank: str, edit: tuple[str, str], line: int) -> None:
    (only,) = told(minimal((edit[0], edit[1].replace("_", blank))))
    assert only.startswith(f"{line}:")
    assert f"U+{ord(blank):04X}" in only
    assert "spaces" in only


@pytest.mark.parametrize(
    ("edit", "line", "said"),
    [
        (("to: The board", f"to:{NBSP}The board"), 3, "U+00A0"),
        (("to: The board", "to：The board"), 3, "full-width colon"),
        (("to: The board", f"to: The board\nkeywords:\n  -{NBSP}quay"), 5, "U+00A0"),
        (("title: Build the quay", f"title: Build\n{NBSP}{NBSP}the quay"), 2, "U+00A0"),
        (("  text: Build the quay now.", f"  text: |\n{WIDE}{WIDE}Build the quay"), 8, "U+3000"),
        (("to: The board", 'to: "The board\nsubtitle: C:\\path'), 3, "never closed"),
    ],
)
def test_a_sign_that_is_none_is_named(edit: tuple[str, str], line: int, said: str) -> None:
    first, *_ = told(minimal(edit))
    assert first.startswith(f"{line}:")
    assert said in first


def test_blanks_inside_a_text_are_text() -> None:
    text = minimal(
        ("  text: Build the quay now.", f"  text: 要点\n    {WIDE}{WIDE}目标：三个\n    prix{NBSP}3{NARROW}000")
    )
    assert "目标：三个" in validated(text).bottom_line.text


# -- words as they are spelled


@pytest.mark.parametrize(
    "word",
    ["+5", "-0", "1_000", "0x1F", "0o17", "1e3", "1.50", "12:30", "2026-01-01", "yes", "off", "true", "TRUE", "007"],
)
def test_a_text_is_what_its_author_spelled(word: str) -> None:
    made = validated(minimal(("headline: Build the quay\n", f"headline: {word}\n"), ("label: Why", f"label: {word}")))
    assert made.recommendations[0].headline == made.bottom_line.points[0].label == word


def test_true_stays_true_where_it_is_no_word() -> None:
    made = validated(minimal(("date: 2026-03-09", "date: 2026-03-09\nmarking: {deliberative: true}")))
    assert made.marking is not None
    assert made.marking.deliberative == "PRE-DECISIONAL/DELIBERATIVE"
    assert "is true or false" in told(minimal(("date: 2026-03-09", "marking: true")))[0]


@pytest.mark.parametrize(
    ("given", "meant"),
    [("High", "high"), (" HIGH", "high"), ("medium", "moderate"), ("Medium confidence", "moderate"), ("LOW", "low")],
)
def test_confidence_in_any_case(given: str, meant: str) -> None:
    assert validated(minimal(("confidence: high", f"confidence: {given}"))).judgments[0].confidence == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Very likely", "very_likely"), ("very-likely", "very_likely"), ("VERY_LIKELY", "very_likely"),
        ("Almost no chance", "almost_no_chance"), ("remote", "almost_no_chance"), ("probable", "likely"),
        ("highly improbable", "very_unlikely"), ("roughly even odds", "roughly_even"),
        ("nearly certain", "almost_certain"),
    ],
)  # fmt: skip
def test_likelihood_in_the_terms_of_icd_203(given: str, meant: str) -> None:
    text = minimal(("confidence: high", f"confidence: high\n    likelihood: {given}"))
    assert validated(text).judgments[0].likelihood == meant


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (("judgments:", "judgements:"), "11:1"),
        (("judgments:", "Judgments:"), "11:1"),
        (("recommendations:", "reccomendations:"), "20:1"),
        (("sources:", "SOURCES:"), "25:1"),
        (("rests_on:", "rests-on:"), "24:5"),
        (("- source: count", "- sources: count"), "18:9"),
        (("title: Build the quay", "Title: Build the quay"), "1:1"),
        (("from: The planners", "from: The planners\norganisation: Ours"), "5:1"),
    ],
)
def test_a_key_that_is_certainly_another_is_told_once(edit: tuple[str, str], place: str) -> None:
    (only,) = told(minimal(edit))
    assert only.startswith(f"{place} is not a known key; did you mean")


def test_what_a_misspelled_key_holds_is_checked_too() -> None:
    text = minimal(("judgments:", "judgements:"), ("confidence: high", "confidence: hihg"), ("[only-berth]", "[berth]"))
    assert [each.partition(" ")[0] for each in told(text)] == ["11:1", "15:17", "24:16"]


# -- letters in two forms, and marks of byte order


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_decomposed_letters_are_composed_in_every_part_of_the_files(tree: Tree) -> None:
    slide = '<slide section="Thé"><title>Thé</title><p>Bon</p></slide>'
    own = f"{{% extends 'deck.xml.j2' %}}{{% block sources %}}{{{{ super() }}}}{slide}{{% endblock %}}"
    text = minimal(("title: Build the quay", "title: Le café"), ("to: The board", "to: Zoë"))
    root = tree({"content/brief.yaml": _decomposed(text), "templates/deck.xml.j2": _decomposed(own)})
    assert brief("build", cwd=root).exit_code == 0
    with zipfile.ZipFile(root / "output" / "brief.pptx") as deck:
        parts = [deck.read(name).decode() for name in deck.namelist() if name.endswith(".xml")]
    assert all(unicodedata.is_normalized("NFC", part) for part in parts)
    assert any("Thé" in part for part in parts)
    assert "Le café" in brief("inspect", root / "output" / "brief.pdf").stdout


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_files_are_found_in_either_form(tree: Tree, on_disk: str, written: str) -> None:
    disk, yaml = (unicodedata.normalize(form, "Café") for form in (on_disk, written))
    pictures = f"pictures:\n  - {{headline: A, file: {yaml}/{yaml}.png, alt: B, sources: [count]}}\ntheme: {yaml}\n"
    theme = f"extends: statecraft\nname: Ours\nlogo: {{file: {yaml}.png, alt: Ours}}\n"
    root = tree({f"content/{disk}.yaml": MINIMAL + pictures, f"content/themes/{disk}.yaml": theme})
    (root / disk).mkdir()
    for place in (root / disk / f"{disk}.png", root / "content" / "themes" / f"{disk}.png"):
        Image.new("RGB", (40, 30), "white").save(place)
    ran = brief("check", f"content/{yaml}.yaml", cwd=root)
    assert ran.exit_code == 0, ran.stderr


@pytest.mark.parametrize("name", ["deck.xml.j2", "memo.xml.j2", "parts.xml.j2", "headers/plain.xml.j2"])
def test_a_byte_order_mark_in_a_template_is_no_text(tree: Tree, name: str) -> None:
    built_in = (TEMPLATES / name).read_text(encoding="utf-8")
    root = tree({"content/brief.yaml": MARK + MINIMAL, f"templates/{name}": MARK + built_in})
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    with zipfile.ZipFile(root / "output" / "brief.pptx") as deck:
        assert not any(MARK.encode() in deck.read(part) for part in deck.namelist() if re.search("slides/", part))
