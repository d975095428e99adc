"""A template's layouts for a picture, a chart or a quotation alone: found, shown, and used where they are as large."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx.util import Pt

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import ChartShape, PictureShape, TextShape
from policybrief.ooxml.zipped import unpacked
from policybrief.text.run import plain
from policybrief.theme.base import read
from support import bases, decks
from support.commands import brief
from support.projects import MINIMAL

SLIDES = """
<slide><title>A quotation</title><quote>“We wait.”<attribution>A pilot</attribution></quote></slide>
<slide><title>A chart</title><chart kind="bar"><category>A</category><category>B</category>
<series><name>Berths</name><value>1</value><value>2</value></series><alt>One berth.</alt></chart></slide>
<slide><title>A picture</title><picture src="plan.png" alt="A plan"/></slide>
"""
LARGE, HALF = (36.0, 126.0, 648.0, 356.0), (36.0, 126.0, 648.0, 220.0)
Bounds = tuple[float, float, float, float]


def made_for(**places: tuple[str, str, Bounds]) -> Callable[[Any], None]:
    """Layouts with their titles where all have them, and one place of a type: by the name that each has before."""

    def change(deck: Any) -> None:
        named = {layout.name.replace(" ", "_"): layout for layout in deck.slide_layouts}
        only = next(iter(named["Title_Only"].placeholders))._element
        for before, (name, type_, box) in places.items():
            layout = named[before]
            layout._element.attrib.pop("type", None)
            layout._element.cSld.set("name", name)
            held = [each for each in layout.placeholders if each.placeholder_format.idx < 10]
            place = max(held, key=lambda each: each.placeholder_format.idx == 1)
            for each in held:
                if each is not place:
                    each._element.getparent().remove(each._element)
            layout._element.cSld.spTree.insert(2, copy.deepcopy(only))
            place._element.ph.set("type", type_)
            place.left, place.top, place.width, place.height = (Pt(value) for value in box)

    return change


@dataclass(frozen=True)
class Made:
    """A deck on a base, the names of its layouts by their parts, the theme's text, and what inspect says."""

    deck: decks.Built
    layouts: dict[str, str]
    theme: str
    said: str

    def slide(self, title: str) -> tuple[int, PlacedSlide]:
        return next((at, slide) for at, slide in enumerate(self.deck.placed.slides, 1) if slide.title == title)

    def on(self, title: str) -> str:
        return self.layouts[self.slide(title)[1].layout]

    def xml(self, title: str) -> str:
        return unpacked(self.deck.content)[f"ppt/slides/slide{self.slide(title)[0]}.xml"].decode()


def made(tmp_path: Path, content: bytes) -> Made:
    (tmp_path / "house.pptx").write_bytes(content)
    target = tmp_path / "content" / "themes" / "house.yaml"
    ran = brief("theme", "inspect", tmp_path / "house.pptx", "--write", target)
    assert ran.exit_code == 0, ran.stderr
    (tmp_path / "templates").mkdir()
    own = f"{{% extends 'builtin/deck.xml.j2' %}}\n{{% block timeline %}}{SLIDES}{{% endblock %}}\n"
    (tmp_path / "templates" / "deck.xml.j2").write_text(own, "utf-8")
    Image.new("RGB", (1200, 900), "#7090b0").save(tmp_path / "content" / "plan.png")
    file = tmp_path / "content" / "brief.yaml"
    file.write_text(f"theme: house\nmarking: UNCLASSIFIED\n{MINIMAL}", "utf-8")
    layouts = {layout.part: layout.name for layout in read.read(tmp_path / "house.pptx").layouts}
    said = brief("theme", "inspect", tmp_path / "house.pptx").stdout
    return Made(decks.built(file), layouts, target.read_text("utf-8"), said)


@pytest.fixture(scope="module")
def housed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    change = made_for(
        Picture_with_Caption=("ACME – Bild", "pic", LARGE),
        Content_with_Caption=("ACME – Diagramm", "chart", LARGE),
        Comparison=("ACME – Zitat", "body", LARGE),
    )
    return made(tmp_path_factory.mktemp("exhibits"), bases.made(change))


def test_the_layouts_are_found_shown_and_written(housed: Made) -> None:
    for kind, name in {"picture": "ACME – Bild", "chart": "ACME – Diagramm", "quote": "ACME – Zitat"}.items():
        assert f"  {kind}: '{name}'" in housed.said
        assert f'    {kind}: "{name}"' in housed.theme


def test_each_stands_in_the_placeholder_for_it(housed: Made) -> None:
    for title, name, kind in (("A picture", "Bild", "pic"), ("A chart", "Diagramm", "chart")):
        assert housed.on(title) == f"ACME – {name}"
        shape = next(each for each in housed.slide(title)[1].shapes if isinstance(each, PictureShape | ChartShape))
        assert shape.held
        assert shape.held.type == kind
        assert f'<p:ph type="{kind}" idx="1"/>' in housed.xml(title)
    picture = re.search("<p:pic>.*?</p:pic>", housed.xml("A picture"), re.DOTALL)
    assert picture
    assert "prstGeom" not in picture.group()
    assert check(housed.deck.content) == []


def test_a_quotation_has_the_look_of_its_layout_and_says_whose_it_is(housed: Made) -> None:
    assert housed.on("A quotation") == "ACME – Zitat"
    quoted = next(each for each in housed.slide("A quotation")[1].shapes if isinstance(each, TextShape) and each.held
                  and each.held.idx == "1")  # fmt: skip
    assert [plain(line.text) for line in quoted.lines] == ["“We wait.”", "A pilot"]
    assert quoted.lines[0].look.size > quoted.lines[1].look.size
    others = [each.box for each in housed.slide("A quotation")[1].shapes if each is not quoted]
    assert not any(quoted.box.overlap(other).area > 1 for other in others)


def test_a_layout_with_less_room_is_not_taken(tmp_path: Path) -> None:
    small = made(tmp_path, bases.made(made_for(Picture_with_Caption=("Picture", "pic", HALF))))
    assert '    picture: "Picture"' in small.theme
    assert small.on("A picture") == "Title Only"


def test_a_layout_without_a_place_for_it_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "house.pptx").write_bytes(bases.made())
    written = ("--write", tmp_path / "t.yaml", "--layout", "picture=Title Only")
    ran = brief("theme", "inspect", tmp_path / "house.pptx", *written)
    assert ran.exit_code == 1
    assert "the layout 'Title Only' has no placeholder for a picture" in " ".join(ran.stderr.split())
