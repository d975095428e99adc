"""A deck that somebody opens in LibreOffice and saves as .pptx: what is said is all still there."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation

from support import decks
from support.libreoffice import LibreOffice
from support.slides import text_frames


@pytest.fixture(scope="module")
def trip(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """A deck before and after."""
    folder = tmp_path_factory.mktemp("trip")
    brief = decks.read(decks.HARBOUR)
    picture = {"headline": "The quay from above", "file": "map.png", "alt": "Three berths in a row"}
    brief["pictures"] = [picture | {"caption": "Drawn by hand", "sources": [brief["sources"][0]["id"]]}]
    Image.new("RGB", (400, 300), "#7090b0").save(folder / "map.png")
    before = decks.built(decks.written(brief, folder)).content
    (folder / "deck.pptx").write_bytes(before)
    libreoffice.convert([folder / "deck.pptx"], "pptx", folder / "saved")
    return Presentation(io.BytesIO(before)), Presentation(folder / "saved" / "deck.pptx")


def texts(slide: Any) -> list[str]:
    """The texts of a slide in no order. Its number is a field, which each program fills in."""
    said = [shape for shape in slide.shapes if not shape._element.xpath(".//a:fld[@type='slidenum']")]
    return sorted(" ".join(text.split()) for text in text_frames(said) if text.strip())


def test_all_texts_survive(trip: tuple[Any, Any]) -> None:
    before, after = trip
    assert len(before.slides) == len(after.slides)
    for one, other in zip(before.slides, after.slides, strict=True):
        assert texts(one) == texts(other)


def test_titles_stay_titles(trip: tuple[Any, Any]) -> None:
    titles = [[slide.shapes.title.text_frame.text for slide in deck.slides] for deck in trip]
    assert titles[0] == titles[1]


def test_notes_survive(trip: tuple[Any, Any]) -> None:
    pages = [
        [" ".join(slide.notes_slide.notes_text_frame.text.split()) for slide in deck.slides if slide.has_notes_slide]
        for deck in trip
    ]
    assert pages[0] == pages[1]
    assert any(pages[0])


def test_pictures_keep_their_alternative_text_and_tables_and_charts_stay_native(trip: tuple[Any, Any]) -> None:
    for deck in trip:
        shapes = [shape for slide in deck.slides for shape in slide.shapes]
        alts = [shape._element._nvXxPr.cNvPr.get("descr") for shape in shapes if shape.shape_type == 13]
        assert alts == ["Three berths in a row"]
        assert sum(shape.has_table for shape in shapes) == 2
        assert sum(shape.has_chart for shape in shapes) == 1


def test_links_to_sources_survive(trip: tuple[Any, Any]) -> None:
    for deck in trip:
        jumps = [link for slide in deck.slides for link in slide._element.iterfind(".//{*}hlinkClick[@action]")]
        assert len(jumps) > 10
