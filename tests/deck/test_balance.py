"""A balance: points of both sides share lines, and the dilemma that follows is drawn beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policybrief.deck.check.check import check
from policybrief.deck.colors import ACCENT, PANEL, PRIMARY
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Connector, Decoration, Polygon, TextShape
from policybrief.errors import BriefError
from policybrief.ooxml.box import Box
from policybrief.pipeline import build
from policybrief.text.run import plain
from support import bases, decks
from support.projects import MINIMAL, Tree
from support.slides import opened, overlaps, text_shapes
from support.soak import combined

HEADLINE = "The war made the tie stronger and more strained"
POINTS = (
    "Russia has pushed itself toward China, whose economic lifeline blunts Western sanctions.",
    "China can win concessions from Russia, above all on energy.",
    "Neither has a closer friend, and both want the partnership to work.",
    "The longer the war lasts, the more it costs.",
)
AIMS = (
    "uphold, at least in name, sovereignty and territorial integrity",
    "strengthen the partnership with Russia",
    "keep up relations with the West",
    "stay out of the war",
    "win time",
)
LONG = "to keep what the present order gives and to change it wherever that costs little " * 4


def brief(first: int = 3, second: int = 3, aims: tuple[str, ...] = AIMS[:3], **changes: Any) -> dict[str, Any]:
    made = yaml.safe_load(MINIMAL)
    made["balance"] = {
        "headline": HEADLINE,
        "sides": [
            {"label": "Stronger", "points": [POINTS[number % 4] for number in range(first)]},
            {"label": "More strained", "points": [POINTS[(number + 1) % 4] for number in range(second)]},
        ],
        "sources": ["count"],
    }
    if aims:
        made["balance"]["dilemma"] = {"label": "A dilemma", "lead": "All can’t be had.", "aims": list(aims)}
    return made | changes


def balance(made: dict[str, Any], folder: Path) -> list[PlacedSlide]:
    """The slides of the balance."""
    found = decks.built(decks.written(made, folder))
    assert check(found.content) == []
    return [
        slide for slide in found.placed.slides if any("balance." in shape.name for shape in text_shapes(slide.shapes))
    ]


def named(slide: PlacedSlide, part: str) -> dict[str, TextShape]:
    return {shape.name: shape for shape in text_shapes(slide.shapes) if part in shape.name}


def point(slide: PlacedSlide, side: int, number: int) -> TextShape:
    return named(slide, "points")[f"balance.sides[{side}].points[{number}]"]


def aims(slide: PlacedSlide) -> list[TextShape]:
    return [*named(slide, "dilemma.aims").values()]


def lines(slide: PlacedSlide) -> list[Connector]:
    return [shape for shape in slide.shapes if isinstance(shape, Connector)]


def crosses(slide: PlacedSlide) -> list[Polygon]:
    return [shape for shape in slide.shapes if isinstance(shape, Polygon)]


def test_points_of_both_sides_share_lines_and_thirds_the_width(tmp_path: Path) -> None:
    (slide,) = balance(brief(), tmp_path)
    for number in range(3):
        assert point(slide, 0, number).box.y == point(slide, 1, number).box.y
    panel = next(shape for shape in slide.shapes if isinstance(shape, Decoration) and shape.fill == PANEL)
    assert {round(point(slide, 0, 0).box.width), round(panel.box.width)} == {272}
    assert panel.box.right == pytest.approx(906.0)
    assert panel.box.bottom == pytest.approx(474.0)


def test_each_side_is_read_as_a_whole_and_the_dilemma_last(tmp_path: Path) -> None:
    (slide,) = balance(brief(), tmp_path)
    parts = [shape.name.split(".")[1] for shape in text_shapes(slide.shapes) if shape.name.startswith("balance.")]
    assert list(dict.fromkeys(parts)) == ["headline", "sides[0]", "sides[1]", "dilemma"]
    assert [plain(shape.lines[0].text) for shape in aims(slide)] == list(AIMS[:3])


def test_the_side_that_warns_is_red(tmp_path: Path) -> None:
    (slide,) = balance(brief(), tmp_path)
    heads = named(slide, "label")
    assert heads["balance.sides[0].label"].lines[0].look.color == PRIMARY
    assert heads["balance.sides[1].label"].lines[0].look.color == ACCENT


def test_two_aims_are_an_arrow_with_two_heads(tmp_path: Path) -> None:
    (slide,) = balance(brief(aims=AIMS[:2]), tmp_path)
    (arrow,) = lines(slide)
    assert (arrow.start_head, arrow.end_head) == ("triangle", "triangle")
    above, below = aims(slide)
    assert above.box.bottom < arrow.box.y
    assert arrow.box.bottom < below.box.y


@pytest.mark.parametrize("count", [3, 4])
def test_three_aims_are_a_triangle_and_four_a_square(count: int, tmp_path: Path) -> None:
    (slide,) = balance(brief(2, 2, AIMS[:count]), tmp_path)
    assert len(crosses(slide)) == count, "the tension is at the edges"
    assert len(lines(slide)) == 2 * count
    assert len(aims(slide)) == count
    dots = [one for one in slide.shapes if isinstance(one, Decoration) and one.geometry == "ellipse"]
    assert len(dots) == count


@combined(theme=["statecraft", "cable", "commons"], count=[2, 3, 4])
def test_no_aim_stands_over_the_figure(theme: str, count: int, tmp_path: Path) -> None:
    (slide,) = balance(brief(2, 2, AIMS[:count], theme=theme), tmp_path)
    drawn = [one.box for one in slide.shapes if isinstance(one, Connector | Polygon)]
    for aim in aims(slide):
        assert not [box for box in drawn if crossed(aim.box, box)], aim.name
        assert [one for one in overlaps(slide) if aim.name in one] == []


def crossed(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0 and down > 0


@pytest.mark.parametrize("given", [AIMS, (LONG.strip(), *AIMS[1:3])])
def test_many_or_long_aims_are_a_numbered_list(given: tuple[str, ...], tmp_path: Path) -> None:
    slides = balance(brief(1, 1, given), tmp_path)
    assert not any(crosses(slide) or lines(slide) for slide in slides)
    listed = [line for slide in slides for shape in aims(slide) for line in shape.lines]
    assert [line.bullet for line in listed] == [f"{number}." for number in range(1, len(given) + 1)]
    assert [plain(line.text) for line in listed] == list(given)


def test_without_a_dilemma_the_sides_take_the_width(tmp_path: Path) -> None:
    (slide,) = balance(brief(aims=()), tmp_path)
    assert point(slide, 0, 0).box.width == pytest.approx(417.0)
    assert point(slide, 1, 0).box.right == pytest.approx(906.0)


def test_one_point_against_another_is_larger(tmp_path: Path) -> None:
    (slide,) = balance(brief(1, 1, ()), tmp_path)
    assert {shape.lines[0].look.size for shape in named(slide, "points").values()} == {24.0}


def test_a_side_with_fewer_points_leaves_its_line_empty(tmp_path: Path) -> None:
    (slide,) = balance(brief(3, 2), tmp_path)
    assert sorted(named(slide, "points")) == sorted(
        f"balance.sides[{side}].points[{number}]" for side, number in [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
    )


def test_what_is_too_much_goes_on_point_beside_point(tmp_path: Path) -> None:
    slides = balance(brief(9, 6), tmp_path)
    assert len(slides) > 1
    shown = [name for slide in slides for name in named(slide, "points")]
    assert len(shown) == len(set(shown)) == 15
    for slide in slides:
        found = named(slide, "points")
        for name, shape in found.items():
            other = found.get(name.replace("sides[1]", "sides[0]"))
            assert other is None or other.box.y == shape.box.y, name
    assert [bool(aims(slide)) for slide in slides] == [False] * (len(slides) - 1) + [True]


def test_a_dilemma_on_a_slide_of_its_own_is_drawn_beside_its_words(tmp_path: Path) -> None:
    made = brief()
    for side in made["balance"]["sides"]:
        side["points"] = [POINTS[0]] * 4
    alone = balance(made, tmp_path)[-1]
    assert not named(alone, "points")
    assert len(crosses(alone)) == 3
    (said,) = named(alone, "dilemma.label").values()
    assert all(said.box.right < aim.box.x for aim in aims(alone))


def test_a_figure_s_shapes_are_native_and_decorative(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(), tmp_path))
    (slide,) = [one for one in opened(made.content).slides if one.shapes.title.text_frame.text == HEADLINE]
    tags = [shape._element.tag.rpartition("}")[2] for shape in slide.shapes]
    assert tags.count("cxnSp") == 6
    assert sum("custGeom" in str(shape._element.xml) for shape in slide.shapes) == 3
    assert "pic" not in tags


SIDE = "<side><title>For</title><point>It is cheap.</point></side>"
DILEMMA = "<dilemma><label>A dilemma</label><aim>Soon</aim><aim>Cheaply</aim></dilemma>"


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (f"<balance>{SIDE}{DILEMMA}{DILEMMA}</balance>", "<balance> holds a second <dilemma>"),
        (f"<balance>{DILEMMA}</balance>", "<balance> needs a <side>"),
        ("<balance><side><title>For</title></side></balance>", "<side> needs a <point>"),
        ("<dilemma><label>A dilemma</label></dilemma>", "<dilemma> needs a <aim>"),
        ("<comparison><tr><th>a</th></tr><tr><td>b</td><td>c</td></tr></comparison>",
         "the rows of <comparison> differ in their number of cells"),
    ],
)  # fmt: skip
def test_markup_that_cannot_be_shown_is_told_at_its_line(markup: str, message: str, tree: Tree) -> None:
    own = f"<deck><slide><title>t</title>\n{markup}</slide></deck>"
    root = tree({"content/brief.yaml": MINIMAL, "templates/deck.xml.j2": own})
    with pytest.raises(BriefError) as caught:
        build.make(root / "content" / "brief.yaml", ("deck",))
    assert [(problem.message, problem.line) for problem in caught.value.problems] == [(message, 2)]


LANGUAGES = {
    "uk": ("Трилема Пекіна", ("зміцнювати партнерство з Росією", "зберігати відносини із Заходом", "виграти час")),
    "fr": ("Le trilemme de Pékin", ("renforcer le partenariat avec la Russie", "garder l’Occident", "gagner du temps")),
    "zh": ("北京的三难困境", ("加强与俄罗斯的伙伴关系", "维持与西方的关系", "至少在名义上维护主权与领土完整")),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_drawn_in_other_languages(lang: str, tmp_path: Path) -> None:
    label, given = LANGUAGES[lang]
    made = brief(2, 2, given, lang=lang)
    made["balance"]["dilemma"]["label"] = label
    (slide,) = balance(made, tmp_path)
    assert len(crosses(slide)) == 3
    assert [plain(shape.lines[0].text) for shape in aims(slide)] == list(given)


def test_on_a_base_it_stays_in_the_base_s_room() -> None:
    made = bases.sample()
    slides = [slide for slide in made.placed.slides if named(slide, "balance.sides")]
    assert slides
    for slide in slides:
        assert [pair for pair in overlaps(slide) if "balance." in "".join(pair)] == []
        assert all(shape.box.right < 720 and shape.box.bottom < 540 for shape in slide.shapes)
