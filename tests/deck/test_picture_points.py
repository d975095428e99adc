"""A picture beside what is to be seen in it: five of twelve columns for the points, seven for the picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import PictureShape, TextShape
from support import decks
from support.projects import MINIMAL
from support.slides import noted, opened, overlaps

POINTS = (
    "**Both ferry berths lie on one quay,** 250 m from the substation.",
    "**One trench serves both,** if the duct is laid wide enough.",
    "**Berth 1 stays as it is:** its callers leave within an hour.",
)


def slides(
    folder: Path, points: tuple[str, ...], size: tuple[int, int] = (1500, 1000), theme: str = "statecraft", **more: Any
) -> decks.Built:
    made: dict[str, Any] = yaml.safe_load(MINIMAL) | {"theme": theme}
    picture = {"headline": "One trench is enough", "file": "plan.png", "alt": "A plan", "sources": ["count"]}
    made["pictures"] = [picture | ({"points": list(points)} if points else {}) | more]
    file = decks.written(made, folder)
    Image.new("RGB", size, "#7090b0").save(file.parent / "plan.png")
    found = decks.built(file)
    assert check(found.content) == []
    return found


def shown(built: decks.Built) -> tuple[PlacedSlide, PictureShape, list[TextShape]]:
    """The slide, its picture and its points."""
    (slide,) = [one for one in built.placed.slides if any(isinstance(each, PictureShape) for each in one.shapes)]
    (picture,) = [shape for shape in slide.shapes if isinstance(shape, PictureShape)]
    texts = [shape for shape in slide.shapes if isinstance(shape, TextShape) and ".points" in shape.name]
    return slide, picture, texts


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_points_have_five_columns_and_the_picture_seven(theme: str, tmp_path: Path) -> None:
    slide, picture, points = shown(slides(tmp_path, POINTS, theme=theme, caption="The inner quay."))
    assert picture.box.x == pytest.approx(54 + 5 * (852 + 18) / 12)
    assert picture.box.right == pytest.approx(906)
    assert all(point.box.right <= picture.box.x - 17.9 for point in points)
    assert picture.box.bottom <= 474
    order = [shape for shape in slide.shapes if shape in points or shape is picture]
    assert order == [*points, picture], "points are read before the picture"
    assert slide.kicker == "Picture"
    assert overlaps(slide) == []


def test_the_points_share_the_pictures_height(tmp_path: Path) -> None:
    _, picture, points = shown(slides(tmp_path, POINTS))
    first, second, third = (point.box.y for point in points)
    assert second - first == pytest.approx(third - second, abs=30)
    assert third > picture.box.y + picture.box.height / 2


def test_bold_words_lead_in_the_primary_colour(tmp_path: Path) -> None:
    built = slides(tmp_path, POINTS)
    shapes = [shape for slide in opened(built.content).slides for shape in slide.shapes if "s[0].points" in shape.name]
    bold, rest = shapes[0].text_frame.paragraphs[0].runs[:2]
    assert bold.font.bold
    assert not rest.font.bold
    assert str(bold.font.color.theme_color) != str(rest.font.color.theme_color)
    assert "250 m from the substation" in noted(built.content).replace("\u00a0", " ")


@pytest.mark.parametrize(("size", "columns"), [((700, 1400), 4), ((1000, 1000), 5), ((1500, 1000), 7)])
def test_a_high_picture_leaves_more_to_the_points(size: tuple[int, int], columns: int, tmp_path: Path) -> None:
    _, picture, _ = shown(slides(tmp_path, POINTS, size))
    assert picture.box.x == pytest.approx(54 + (12 - columns) * (852 + 18) / 12)


def test_a_flat_picture_has_all_the_width_above_its_points(tmp_path: Path) -> None:
    slide, picture, points = shown(slides(tmp_path, POINTS, (2000, 600)))
    assert picture.box.width > 700
    assert {round(point.box.y, 3) for point in points} == {round(points[0].box.y, 3)}
    assert points[0].box.y > picture.box.bottom
    assert overlaps(slide) == []


def test_without_points_it_stands_in_the_middle(tmp_path: Path) -> None:
    _, picture, points = shown(slides(tmp_path, (), (400, 400)))
    assert points == []
    assert picture.box.x + picture.box.width / 2 == pytest.approx(480)


def test_points_that_are_too_much_go_on_beside_it(tmp_path: Path) -> None:
    long = "There is much to be seen in this part of the plan, and it takes many words to say what it is. " * 3
    built = slides(tmp_path, (long,) * 5)
    assert sum(any(isinstance(each, PictureShape) for each in slide.shapes) for slide in built.placed.slides) > 1
