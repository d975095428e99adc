"""Contrast: every pair of a theme's colours in which text is set can be read, or the theme is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policybrief
from policybrief.deck import colors as deck_colors
from policybrief.deck.cover import COVERS
from policybrief.ooxml.color import Color
from policybrief.ooxml.contrast import LARGE, TEXT, mended
from policybrief.ooxml.contrast import ratio as ratio_of
from policybrief.pipeline import build
from policybrief.system.files.resources import THEMES
from policybrief.theme import contrast
from policybrief.theme.colors import Colors
from policybrief.theme.load import load as load_theme
from support import house_themes
from support.commands import problems_of
from support.projects import Tree

DIGITS = st.integers(0, 0xFFFFFF).map("{:06X}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [  # WCAG's own bounds, and values that WebAIM's checker gives
        ("000000", "FFFFFF", 21.0),
        ("FFFFFF", "FFFFFF", 1.0),
        ("777777", "FFFFFF", 4.48),
        ("0000FF", "FFFFFF", 8.59),
        ("FF0000", "000000", 5.25),
        ("FFC000", "000000", 12.79),
    ],
)
def test_the_ratio_is_wcags(one: str, other: str, ratio: float) -> None:
    assert ratio_of(one, other) == ratio_of(other, one)
    assert ratio_of(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("file", sorted(THEMES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_built_in_themes_pass(file: Path) -> None:
    made = load_theme(file.stem)
    assert list(contrast.faults(made.rgb, made.pairs)) == []


ALL = (*contrast.PAIRS, *contrast.TABLE_HEADER, *contrast.ON_PRIMARY)


def test_every_pair_names_colours_of_the_theme_and_stands_once() -> None:
    names = [(pair.foreground, pair.background) for pair in ALL]
    assert len(set(names)) == len(names)
    assert {name for pair in names for name in pair} <= Colors.model_fields.keys()
    assert {pair.minimum for pair in ALL} == {4.5, 3.0}


LOOKS = (r'Look\([^)]*?"(\w+)"', r'color="(\w+)"', r"Look\([^)]*?\b([A-Z_]{3,})\b", r"color=([A-Z_]{3,})\b")
"""How code names the colour of a text: by the theme's name for it, or by a constant of deck.colors."""


def test_every_colour_of_text_in_the_code_has_its_pair() -> None:
    """Looks of both writers name their colours: each is the foreground of some pair."""
    source = Path(policybrief.__file__).parent
    code = [file.read_text(encoding="utf-8") for part in ("deck", "memo") for file in (source / part).rglob("*.py")]
    said = {found for text in code for form in LOOKS for found in re.findall(form, text)}
    used = {named.name if isinstance(named := getattr(deck_colors, word, word), Color) else word for word in said}
    used |= {
        tint.name for one in COVERS.values() for tint in (one.title, one.kicker, one.subtitle, one.byline, one.quiet)
    }
    assert (used & Colors.model_fields.keys()) <= {pair.foreground for pair in ALL}
    assert {"muted", "primary", "accent", "on_dark", "highlight"} <= used


def test_a_pale_colour_is_told_at_its_line_with_one_that_would_do(tmp_path: Path) -> None:
    brief = house_themes.project(tmp_path, "colors:\n  link: '88AAFF'")
    problems = problems_of(lambda: build.make(brief))
    assert {(Path(problem.file).name, problem.line, problem.column, problem.path) for problem in problems} == {
        ("house.yaml", 3, 9, "colors.link")
    }
    assert [(problem.message, problem.hint) for problem in problems] == [
        (f"{what} has a contrast of {ratio}, and 4.5 is the minimum", f"make link darker, as in '{better}'")
        for what, ratio, better in (
            ("links: link on paper", 2.27, "5E75B0"),
            ("links in a panel: link on panel", 2.02, "576DA3"),
        )
    ]


def test_a_changed_background_is_told_at_its_own_line(tmp_path: Path) -> None:
    brief = house_themes.project(tmp_path, "colors:\n  highlight: '14284B'\n  panel: '808080'")
    found = problems_of(lambda: build.make(brief))
    assert {(Path(problem.file).name, problem.line) for problem in found} == {("house.yaml", 3), ("house.yaml", 4)}
    assert any("highlight on primary has a contrast of 1.00" in problem.message for problem in found)
    assert any("lighter" in problem.hint for problem in found if "highlight" in problem.message)


DARK = """extends: statecraft
colors:
  ink: 'FFFFFF'
  paper: '10161F'
  primary: 'DCE6F5'
  panel: '1A2330'
  accent: 'FF9C8F'
  highlight: '14284B'
  bronze: 'E0B25A'
  first: 'F0A070'
  second: '8FBCE6'
  muted: 'B8C2CF'
  link: '9CC4FF'
  marking: {of: muted}
  card: {of: panel}
  panel_accent: {of: panel}
  on_dark: {of: paper}
"""


def test_tints_that_a_dark_theme_leaves_to_us_can_be_read(tree: Tree) -> None:
    """The usual shades are light; a theme older than these keys knows nothing of them."""
    made = load_theme("house", (tree({"house.yaml": DARK}),))
    assert {pair.background for pair in contrast.TINTED} == {"cell", "first_tint", "second_tint"}
    assert list(contrast.faults(made.rgb, contrast.PAIRS)) == []
    assert made.rgb["first_tint"] == made.rgb["panel"]


def test_a_tint_of_the_themes_own_is_checked(tree: Tree) -> None:
    house = "extends: statecraft\ncolors:\n  cell: {of: primary}\n"
    problems = problems_of(lambda: load_theme("house", (tree({"house.yaml": house}),)))
    assert {(problem.path, problem.line) for problem in problems} == {("colors.cell", 3)}
    assert any("text in a cell that bears: ink on cell" in problem.message for problem in problems)


@given(DIGITS, DIGITS)
def test_what_a_hint_gives_would_do(foreground: str, background: str) -> None:
    for minimum in (TEXT, LARGE):
        better, darker = mended(foreground, background, minimum)
        assert ratio_of(better, background) >= minimum
        assert darker == (ratio_of("000000", background) >= ratio_of("FFFFFF", background))
