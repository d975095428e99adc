"""The tools beside which `make bench` sets the program draw the same slides: all their shapes and all their words."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from benchmarks import deck as benchmark
from benchmarks import peers


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> benchmark.Ours:
    return benchmark.Ours(tmp_path_factory.mktemp("bench"))


def test_a_plain_script_draws_the_same_deck(ours: benchmark.Ours) -> None:
    slides = peers.content(ours.fitted)
    theirs = peers.python_pptx(slides)
    assert not benchmark.lacking(ours.deck(), theirs, ("slides", "notes", "charts"))
    kinds = {shape["kind"] for slide in slides for shape in slide["shapes"]}
    assert {"line", "freeform", "table", "chart"} <= kinds
    drawn = [len(slide.shapes) for slide in Presentation(io.BytesIO(theirs)).slides]
    assert drawn == [
        len(slide["shapes"]) + (not any(shape["kind"] == "title" for shape in slide["shapes"])) for slide in slides
    ]
