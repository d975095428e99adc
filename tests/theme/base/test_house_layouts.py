"""More of a template's layouts than the three that are needed: a last slide, and two dividers in turn."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TextShape
from policybrief.ooxml.zipped import unpacked
from policybrief.text.run import plain
from policybrief.theme import series
from policybrief.theme.base import read
from policybrief.theme.load import load as load_theme
from support import bases, decks
from support.commands import brief
from support.projects import MINIMAL

CHOSEN = ("--layout", "other-section=Title and Content", "--layout", "closing=Title Slide")
P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"
DIVIDERS = "".join(f'<slide layout="section"><title>Part {number}</title></slide>' for number in (1, 2, 3))


def guided(files: dict[str, bytes]) -> None:
    guides = '<p15:guide id="7" orient="horz" pos="2160"/><p15:guide id="9" pos="2880"/>'
    listed = f'<p15:sldGuideLst xmlns:p15="{P15}">{guides}</p15:sldGuideLst>'
    kept = f'<p:extLst><p:ext uri="{{EFAFB233-063F-42B5-8137-9DF3F51BA10A}}">{listed}</p:ext></p:extLst>'
    name = "ppt/presentation.xml"
    text = re.sub("<p:extLst>.*</p:extLst>", "", files[name].decode(), flags=re.DOTALL)
    files[name] = text.replace("</p:presentation>", f"{kept}</p:presentation>").encode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[decks.Built, dict[str, str]]:
    """A deck with three dividers, and the names of its base's layouts by their parts."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.pptx").write_bytes(bases.repacked(bases.made(), guided))
    target = folder / "content" / "themes" / "house.yaml"
    ran = brief("theme", "inspect", folder / "house.pptx", "--write", target, *CHOSEN)
    assert ran.exit_code == 0, ran.stderr
    own = f"{{% extends 'builtin/deck.xml.j2' %}}\n{{% block timeline %}}\n{DIVIDERS}\n{{% endblock %}}\n"
    (folder / "templates").mkdir()
    (folder / "templates" / "deck.xml.j2").write_text(own, "utf-8")
    file = folder / "content" / "brief.yaml"
    file.write_text(f"theme: house\nmarking: UNCLASSIFIED\n{MINIMAL}", "utf-8")
    layouts = {layout.part: layout.name for layout in read.read(folder / "house.pptx").layouts}
    return decks.built(file), layouts


def title(slide: PlacedSlide) -> str:
    return plain(
        next(each for each in slide.shapes if isinstance(each, TextShape) and each.role == "title").lines[0].text
    )


def test_the_last_slide_says_whom_the_brief_is_from(built: tuple[decks.Built, dict[str, str]]) -> None:
    deck, layouts = built
    first, last = deck.placed.slides[0], deck.placed.slides[-1]
    assert layouts[last.layout] == "Title Slide"
    assert title(last) == "The planners"
    said = " ".join(plain(line.text) for each in last.shapes if isinstance(each, TextShape) for line in each.lines)
    assert title(first) in said
    assert any(
        shape.name == "marking" or shape.role == "footer" for shape in last.shapes if isinstance(shape, TextShape)
    )
    assert check(deck.content) == []


def test_dividers_are_one_and_the_other_in_turn(built: tuple[decks.Built, dict[str, str]]) -> None:
    deck, layouts = built
    parts = [layouts[slide.layout] for slide in deck.placed.slides if title(slide).startswith("Part")]
    assert parts == ["Section Header", "Title and Content", "Section Header"]


def test_guides_come_along(built: tuple[decks.Built, dict[str, str]]) -> None:
    text = unpacked(built[0].content)["ppt/presentation.xml"].decode()
    assert re.findall(r'<p15:guide [^>]*pos="(\d+)"', text) == ["2160", "2880"]
    assert text.count("<p:extLst>") == 1


def test_a_layout_that_is_not_there_is_a_problem_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "house.pptx").write_bytes(bases.made())
    ran = brief("theme", "inspect", tmp_path / "house.pptx", "--write", tmp_path / "t.yaml", "--layout", "closing=Fin")
    assert ran.exit_code == 1
    assert "has no layout 'Fin'" in ran.stderr


def test_a_last_slide_that_has_no_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "house.pptx").write_bytes(bases.made())
    target = tmp_path / "content" / "themes" / "house.yaml"
    ran = brief("theme", "inspect", tmp_path / "house.pptx", "--write", target, "--layout", "closing=Title Slide")
    assert ran.exit_code == 0, ran.stderr
    file = tmp_path / "content" / "brief.yaml"
    said = {}
    for kind, text in {
        "from": MINIMAL,
        "nobody": re.sub("^(from|subtitle):.*\n", "", MINIMAL, flags=re.MULTILINE),
    }.items():
        file.write_text(f"theme: house\nmarking: UNCLASSIFIED\n{text}", "utf-8")
        ran = brief("build", file, "--only", "deck", "--output", tmp_path / kind)
        assert ran.exit_code == 0, ran.stderr
        said[kind] = " ".join(ran.stderr.split())
    assert "no last slide" not in said["from"]
    assert "warning: deck.layouts.closing: the deck has no last slide" in said["nobody"]


def test_charts_have_the_house_s_accents_where_they_are_seen_and_differ(tmp_path: Path) -> None:
    """Of Office's own accents two are one grey: the first is taken, and the rest are shades of the ink."""
    (tmp_path / "house.pptx").write_bytes(bases.made())
    target = tmp_path / "themes" / "house.yaml"
    assert brief("theme", "inspect", tmp_path / "house.pptx", "--write", target).exit_code == 0
    assert re.search(
        r"^chart: \[primary, \{of: accent1\}, \{of: ink, lighter: \d+\}", target.read_text("utf-8"), re.MULTILINE
    )
    theme = load_theme("house", (target.parent,))
    assert list(series.unseen(theme.chart, theme.fill_rgb)) == []
    assert list(series.alike(theme.chart, theme.fill_rgb)) == []
    assert [swatch.color.name for swatch in theme.swatches][:2] == ["primary", "accent1"]


@pytest.mark.parametrize(("ground", "found"), [("101820", True), ("F4F4F4", False)])
def test_a_dark_divider_beside_a_light_one_is_known(ground: str, found: bool, tmp_path: Path) -> None:
    """Of two that are alike in place the dark one takes turns; two light ones are the user's to tell apart."""

    def second(deck: Any) -> None:
        first, other = deck.slide_layouts[2], deck.slide_layouts[7]
        own, tree = other._element.cSld, first._element.cSld.spTree
        own.replace(own.spTree, copy.deepcopy(tree))
        own.set("name", "Divider")
        other._element.set("type", "secHead")
        bases.fill(other, (0, 0, 720, 540), ground, first=True)

    (tmp_path / "house.pptx").write_bytes(bases.made(second))
    assert brief("theme", "inspect", tmp_path / "house.pptx", "--write", tmp_path / "t.yaml").exit_code == 0
    text = (tmp_path / "t.yaml").read_text("utf-8")
    assert ('other-section: "Divider"' in text) == found
    assert 'section: "Section Header"' in text
