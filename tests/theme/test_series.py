"""What charts are filled with: each series is seen on paper, and none is another's in grey or to colour-blind eyes."""

from __future__ import annotations

import pytest

from policybrief.system.files.resources import THEMES
from policybrief.theme import series
from policybrief.theme.load import load as load_theme
from policybrief.theme.model import Theme
from support.commands import brief, problems_of
from support.projects import Tree, minimal

NAMES = sorted(file.stem for file in THEMES.glob("*.yaml"))
BASE = "extends: statecraft\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_built_in_palettes_hold_for_every_reader(name: str) -> None:
    made = load_theme(name)
    assert len(made.chart) == series.TOGETHER
    faults = [check(made.chart, made.rgb) for check in (series.unseen, series.alike, series.confused)]
    assert [list(each) for each in faults] == [[], [], []]


@pytest.mark.parametrize("name", NAMES)
def test_the_sides_of_a_comparison_are_two_greys(name: str) -> None:
    made = load_theme(name)
    if made.rgb["first"] != made.rgb["second"]:
        assert list(series.alike(("first", "second"), made.rgb)) == []
        assert list(series.confused(("first", "second"), made.rgb)) == []


def house(tree: Tree, text: str) -> Theme:
    return load_theme("house", (tree({"house.yaml": BASE + text}),))


def test_fills_are_colours_shades_digits_and_patterns(tree: Tree) -> None:
    made = house(tree, "chart: [primary, '#8494ab', {of: muted, lighter: 8}, {of: ink, percent: 25}]\n")
    assert [swatch.percent for swatch in made.swatches] == [None, None, None, 25]
    assert [swatch.color.name for swatch in made.swatches] == ["primary", "8494AB", "muted", "ink"]
    assert [series.named(fill) for fill in made.chart][2:] == ["muted, 8 percent lighter", "ink at 25 percent"]


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("chart: [sky]", "chart[0]", "'sky' is not a"),
        ("chart: [{of: rule, lighter: 5}]", "chart[0].of", "'rule' is not a colour"),
        ("chart: [{of: ink, percent: 95}]", "chart[0].percent", "95 is more than 90"),
        ("chart: [primary, 'C0C8D2']", "chart[1]", "a chart's series: C0C8D2 on paper has a contrast of 1.6"),
        ("chart: [{of: accent, lighter: 60}]", "chart[0]", "a chart's series: accent, 60 percent lighter on paper"),
    ],
)
def test_a_wrong_fill_is_told_at_its_place(text: str, path: str, message: str, tree: Tree) -> None:
    (problem,) = problems_of(lambda: house(tree, text))
    assert (problem.path, problem.line) == (path, 2)
    assert problem.message.startswith(message)


def test_one_grey_is_a_warning_with_digits_that_would_do(tree: Tree) -> None:
    made = house(tree, "chart: [accent, muted]\n")
    (warning,) = made.warnings
    assert (warning.path, warning.severity) == ("chart[1]", "warning")
    assert warning.message == "accent and muted are one grey in print: 1.22 to 1, and 1.5 is the minimum"
    better = warning.hint.split("'")[1]
    assert house(tree, f"chart: [accent, '{better}']\n").warnings == ()


def test_what_colour_blind_readers_take_for_one_is_told_by_the_command(tree: Tree) -> None:
    """Orange-red and green of one lightness to protanopes; in grey they are apart."""
    house = f"{BASE}chart: ['D2691E', '2E7D32']\n"
    root = tree({"content/brief.yaml": minimal(), "content/themes/house.yaml": house})
    told = brief("theme", "check", "house", cwd=root)
    assert told.exit_code == 0
    assert "look alike to readers who see no red" not in brief("theme", "check", "statecraft", cwd=root).stderr
    assert "warning: chart[1]: D2691E and 2E7D32" in told.stderr


def test_a_refused_theme_ends_the_command_with_1(tree: Tree) -> None:
    root = tree({"content/brief.yaml": minimal(), "content/themes/house.yaml": f"{BASE}chart: [highlight]\n"})
    told = brief("theme", "check", "house", cwd=root)
    assert told.exit_code == 1
    assert "chart[0]: a chart's series: highlight on paper has a contrast of 2.2" in told.stderr


def test_series_that_a_theme_leaves_to_us_suit_its_colours(tree: Tree) -> None:
    """A primary of another lightness, or dark slides: the greys beside it are other ones."""
    for text in ("colors: {primary: '5A1F3F'}\n", "colors: {ink: '3A3A3A', muted: '5A5A5A'}\n"):
        made = house(tree, text)
        assert made.warnings == ()
        assert list(series.unseen(made.chart, made.rgb)) == []
        assert made.chart[0] == "primary"
