"""The built-in themes: each builds the real brief on either paper, sound and readable, and looks as its words say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from policybrief.cli import scaffold
from policybrief.deck.check.check import check
from policybrief.deck.shapes import TextShape
from policybrief.deck.typeset import Type, extent
from policybrief.deck.write.colors import SLOTS
from policybrief.ooxml.zipped import unpacked
from policybrief.pipeline import build
from policybrief.read import source
from policybrief.system.files.resources import TEMPLATES, THEMES
from policybrief.theme import files
from policybrief.theme.deck import DeckTheme
from policybrief.theme.load import load as load_theme
from policybrief.theme.memo import MemoTheme
from support import decks, house_themes
from support.commands import brief, problems_of
from support.projects import MINIMAL, ROOT, Tree, minimal
from support.slides import assert_tidy
from support.soak import combined

NAMES = sorted(file.stem for file in THEMES.glob("*.yaml"))


def built_in(folder: Path, name: str, extra: str = "", text: str = "") -> Path:
    """A brief, the real one if no other is given, in a project whose house theme is the built-in one and no more than
    `extra`.
    """
    text = f"{text or decks.SAMPLE.read_text(encoding='utf-8')}\ntheme: house\n"
    for path, content in (
        ("brief.yaml", text),
        ("themes/house.yaml", f"extends: {name}\nname: House\n{extra}"),
    ):
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder / "content" / "brief.yaml"


@cache
def _memo(folder: Path, name: str, extra: str = "", text: str = "") -> bytes:
    return build.make(built_in(folder, name, extra, text), ("memo",))[0].content


def size_of(pdf: bytes) -> tuple[float, float]:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        width, height = document[0].get_size()
    return round(width, 1), round(height, 1)


LETTER, A4 = (612.0, 792.0), (595.3, 841.9)


@combined(name=NAMES, page=["letter", "a4"])
def test_the_memo_is_one_sound_page(name: str, page: str, tmp_path: Path) -> None:
    pdf = _memo(tmp_path, name, f"memo: {{page: {page}}}\n")
    assert size_of(pdf) == {"letter": LETTER, "a4": A4}[page]
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []
    assert house_themes.outside(pdf) == []


@combined(name=NAMES, lang=["en-US", "en-GB"])
def test_the_paper_is_that_of_the_place(name: str, lang: str, tmp_path: Path) -> None:
    assert size_of(_memo(tmp_path, name, text=f"{MINIMAL}lang: {lang}\n")) == {"en-US": LETTER, "en-GB": A4}[lang]


@pytest.mark.parametrize("name", NAMES)
def test_the_deck_is_sound_and_tidy(name: str, tmp_path: Path) -> None:
    made = decks.built(built_in(tmp_path, name))
    assert_tidy(made.placed)
    assert check(made.content) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("color", "pale"), [("ink", "9A9A9A"), ("accent", "FF9999"), ("muted", "AAAAAA"), ("primary", "FFE28A")]
)
def test_a_pale_colour_is_refused_in_each(name: str, color: str, pale: str, tmp_path: Path) -> None:
    problems = problems_of(lambda: build.make(built_in(tmp_path, name, f"colors: {{{color}: '{pale}'}}\n", MINIMAL)))
    assert any("has a contrast of" in problem.message and problem.path == f"colors.{color}" for problem in problems)


@pytest.mark.parametrize(
    ("knobs", "refused"),
    [
        ("deck: {cover: dark}", True),
        ("deck: {cover: divided}", True),
        ("deck: {cover: light}", False),
        ("deck: {cover: light}\nmemo: {masthead: band}", True),
    ],
)
def test_colours_on_dark_are_checked_where_something_is_dark(knobs: str, refused: bool, tree: Tree) -> None:
    house = f"extends: statecraft\ncolors: {{highlight: '14284B'}}\n{knobs}\n"
    problems = problems_of(lambda: load_theme("house", (tree({"house.yaml": house}),)))
    assert any("highlight on primary" in problem.message for problem in problems) == refused


def test_a_pale_series_of_a_chart_is_refused(tree: Tree) -> None:
    house = "extends: statecraft\nchart: [primary, highlight]\n"
    (problem,) = problems_of(lambda: load_theme("house", (tree({"house.yaml": house}),)))
    assert problem.message.startswith("a chart's series: highlight on paper has a contrast of 2.2")


def test_words_of_a_theme_are_a_few(tree: Tree) -> None:
    house = "extends: statecraft\ndeck: {cover: drak}\nchart: [primary, sky]\n"
    problems = problems_of(lambda: load_theme("house", (tree({"house.yaml": house}),)))
    assert [(problem.path, problem.line) for problem in problems] == [("deck.cover", 2), ("chart[1]", 3)]
    assert any("'drak' is not a cover; did you mean 'dark'?" in str(problem) for problem in problems)


# -- cable: what a plain printer and a photocopier keep


def fills(pdf: bytes) -> Iterator[tuple[float, float]]:
    """Every filled rectangle of a page: its width and height in points."""
    waiting: tuple[float, float] | None = None
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
            match str(operator):
                case "re":
                    waiting = abs(float(operands[2])), abs(float(operands[3]))
                case "f" | "f*" | "b" | "b*" | "B" | "B*" if waiting:
                    yield waiting
                case "n" | "S":
                    waiting = None


def colors_of(pdf: bytes) -> set[tuple[float, ...]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = pikepdf.parse_content_stream(opened.pages[0])
        return {tuple(map(float, args)) for args, operator in found if str(operator) in ("rg", "RG")}


def test_a_cable_wastes_no_toner_and_has_no_colour(tmp_path: Path) -> None:
    pdf = _memo(tmp_path, "cable")
    assert colors_of(pdf) == {(0, 0, 0), (1, 1, 1)}, "white are numbers in a square and boxes to tick"
    assert max(width * height for width, height in fills(pdf)) < 200, "nothing solid is larger than a mark"
    assert sum(width * height for width, height in fills(_memo(tmp_path / "other", "statecraft"))) > 10_000


def test_a_cables_deck_has_no_tint(tmp_path: Path) -> None:
    (made,) = build.make(built_in(tmp_path, "cable", text=MINIMAL), ("deck",))
    parts = read(made.content)
    tint = re.compile(r'<a:solidFill><a:schemeClr val="bg2"')
    assert not any(tint.search(text) for name, text in parts.items() if name.startswith("ppt/slides/slide"))
    assert '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/>' in parts["ppt/slideLayouts/slideLayout1.xml"]
    (other,) = build.make(built_in(tmp_path / "other", "statecraft", text=MINIMAL), ("deck",))
    assert any(tint.search(text) for name, text in read(other.content).items() if name.startswith("ppt/slides/slide"))


def read(content: bytes) -> dict[str, str]:
    return {name: part.decode() for name, part in unpacked(content).items() if name.endswith(".xml")}


# -- knobs


@pytest.mark.parametrize(
    ("cover", "ground", "title"), [("dark", "tx2", "bg1"), ("light", "bg1", "tx2"), ("divided", "bg1", "bg1")]
)
def test_layouts_and_slides_agree_on_the_covers_colours(cover: str, ground: str, title: str, tmp_path: Path) -> None:
    (made,) = build.make(built_in(tmp_path, "statecraft", f"deck: {{cover: {cover}}}\n", MINIMAL), ("deck",))
    parts = read(made.content)
    for number in (1, 2):
        layout = parts[f"ppt/slideLayouts/slideLayout{number}.xml"]
        assert f'<p:bgPr><a:solidFill><a:schemeClr val="{ground}"/>' in layout
        placeholder = layout[layout.index('type="ctrTitle"' if number == 1 else 'type="title"/>') :]
        assert f'<a:schemeClr val="{title}"/>' in placeholder[: placeholder.index("</a:lstStyle>")]
        assert ('name="Behind' in layout) == (cover != "dark")
    assert check(made.content) == []


def test_a_header_with_a_labelled_title_stands_on_no_band(tmp_path: Path) -> None:
    plain = _memo(tmp_path, "commons", text=MINIMAL)
    letter = _memo(tmp_path / "letter", "commons", "memo: {header: nsc}\n", MINIMAL)
    assert max(width for width, _ in fills(plain)) == 612
    assert max(width for width, _ in fills(letter)) < 612 - 2 * 40 + 20 + 1, "the tint behind the bottom line"
    assert house_themes.faults(letter, tmp_path / "memo.pdf") == []


CHART = (
    "charts: [{headline: Ships, kind: column, alt: Ships, sources: [count], categories: [a, b], "
    "series: [{name: In, values: [1, 2]}, {name: Out, values: [3, 4]}]}]\n"
)


@pytest.mark.parametrize("name", NAMES)
def test_series_take_the_palette_in_both_documents(name: str, tmp_path: Path) -> None:
    made = load_theme(name)
    file = tmp_path / "brief.yaml"
    file.write_text(f"{MINIMAL}theme: {name}\n{CHART}", encoding="utf-8")
    (deck,) = build.make(file, ("deck",))
    chart = next(text for part, text in read(deck.content).items() if part.startswith("ppt/charts/chart"))
    drawn = [series.partition("</c:spPr>")[0] for series in chart.split("<c:ser>")[1:]]
    assert len(drawn) == 2
    for fill, swatch in zip(drawn, made.swatches, strict=False):
        assert f'<a:schemeClr val="{SLOTS[swatch.color.name]}"' in fill


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_label_stays_on_its_line(name: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(f"{MINIMAL}theme: {name}\nmarking: TLP:AMBER+STRICT\n", encoding="utf-8")
    made = decks.built(file)
    head, foot = (
        shape for shape in made.placed.slides[0].shapes if isinstance(shape, TextShape) and shape.name == "TLP label"
    )
    type_ = Type(made.placed.theme.deck)
    for label in (head, foot):
        assert extent(label.lines, label.box.width, type_)[0] < 20
        assert label.box.right == 906
    assert head.box.bottom < 24 < 506 < foot.box.y


def test_a_logo_on_a_band_stands_on_paper_inside_the_margins(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "themes"
    folder.mkdir(parents=True)
    Image.new("RGB", (300, 80), "#112233").save(folder / "logo.png")
    pdf = _memo(tmp_path, "commons", "logo: {file: logo.png, alt: A logo}\n", MINIMAL)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [
            tuple(float(one) for one in operands)
            for operands, operator in pikepdf.parse_content_stream(opened.pages[0])
            if str(operator) == "re"
        ]
    assert any(612 - 46.9 < x + width <= 572 and 105 < width < 130 for x, _, width, _ in boxes)
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []


# -- to begin with one


@pytest.mark.parametrize("name", NAMES)
def test_a_new_project_begins_with_a_theme_and_builds(name: str, tmp_path: Path) -> None:
    scaffold.new(tmp_path, name)
    house = (tmp_path / "content/themes/house.yaml").read_text(encoding="utf-8")
    assert f"extends: {name}\n" in house
    assert source.read(THEMES / f"{name}.yaml").data["colors"]["primary"] in house
    uncommented = re.sub(r"(?m)^# (?=colors|deck|memo| )", "", house.partition("# logo")[0])
    (tmp_path / "content/themes/house.yaml").write_text(uncommented, encoding="utf-8")
    done = brief("build", "--only", "memo", "-a", "principals", cwd=tmp_path)
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("cover", get_args(DeckTheme.model_fields["cover"].annotation)),
        ("page", get_args(MemoTheme.model_fields["page"].annotation)),
        ("header", tuple(files.headers((TEMPLATES,)))),
    ],
)
def test_the_words_that_a_new_house_theme_offers_are_those_that_it_takes(
    key: str, known: tuple[str, ...], tmp_path: Path
) -> None:
    scaffold.new(tmp_path)
    house = (tmp_path / "content/themes/house.yaml").read_text(encoding="utf-8")
    (said,) = re.findall(rf"(?m)^#   {key}: (\S+) +# or (.*)$", house)
    offered = re.split(r", |; | is ", f"{said[0]}, {said[1]}")
    words = {word for word in offered if re.fullmatch(r"[a-z0-9-]+", word)}
    assert words == set(known)


def test_an_unknown_theme_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    done = brief("new", tmp_path / "here", "--theme", "cabel")
    assert done.exit_code == 1
    assert "there is no theme 'cabel'; did you mean 'cable'?" in done.stderr
    assert not (tmp_path / "here").exists()


def test_the_list_has_the_projects_own_themes_too(tree: Tree) -> None:
    root = tree({"content/brief.yaml": minimal(), "content/themes/house.yaml": "extends: cable\n"})
    lines = brief("theme", "list", cwd=root).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["cable", "commons", "house", "statecraft"]
    assert lines[2].split(maxsplit=1)[1] == "extends cable"
    assert all(len(line.split()) > 4 for number, line in enumerate(lines) if number != 2)


# -- the page that describes them


@pytest.mark.parametrize("name", NAMES)
def test_each_theme_has_its_picture_on_the_page(name: str) -> None:
    picture = ROOT / "docs" / "themes" / f"{name}.png"
    assert f"(themes/{name}.png)" in (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    assert 20_000 < picture.stat().st_size < 200_000
