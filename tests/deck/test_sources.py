"""The slide of sources: what is said of each, what it bears on, and what the levels of confidence mean."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TextShape
from policybrief.errors import BriefError
from policybrief.pipeline import build
from policybrief.text.run import plain
from support import decks
from support.projects import MINIMAL, Tree
from support.slides import text_shapes

TITLE = "Where this comes from, and how sure we are"


def brief(count: int, **changes: Any) -> dict[str, Any]:
    """The harbour brief with so many more sources, each behind its first judgment."""
    made = copy.deepcopy(decks.read(decks.HARBOUR)) | {"lang": "en-US"} | changes
    source = made["sources"][-1]
    extra = [source | {"id": f"s{n}", "title": f"Volume {n}", "citation-label": f"V{n}"} for n in range(count)]
    made["sources"] += extra
    piece = made["judgments"][0]["evidence"][0]
    made["judgments"][0]["evidence"] += [
        {"source": one["id"], "locator": piece.get("locator", "p. 1")} for one in extra
    ]
    return made


def slides(made: decks.Built) -> list[PlacedSlide]:
    return [slide for slide in made.placed.slides if slide.title.startswith(TITLE)]


def texts(slide: PlacedSlide) -> list[str]:
    return ["".join(run.text for line in shape.lines for run in line.text) for shape in text_shapes(slide.shapes)]


def test_circles_say_what_a_source_bears_on() -> None:
    (slide,) = slides(decks.sample())
    circles = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.geometry == "ellipse"]
    assert [shape.link for shape in circles] == [f"#judgment-{n}" for n in (1, 2, 3, 4, 5, 6, 1, 2, 4)]
    assert "Bears on" in texts(slide)
    left = max(shape.box.right for shape in circles)
    confidence = next(s for s in slide.shapes if isinstance(s, TextShape) and s.lines[0].text[0].text == "Confidence")
    assert left < confidence.box.x


def test_only_levels_that_the_brief_uses_are_explained(tmp_path: Path) -> None:
    data = brief(0)
    for judgment in data["judgments"]:
        judgment["confidence"] = "moderate"
    (slide,) = slides(decks.built(decks.written(data, tmp_path)))
    assert "Moderate" in texts(slide)
    assert not {"High", "Low"} & {*texts(slide)}


def test_many_sources_are_references_with_circles_and_go_on(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(20), tmp_path))
    found = slides(made)
    assert len(found) > 1
    assert all("Confidence" in texts(slide) for slide in found)
    sizes = {line.look.size for slide in found for s in slide.shapes if isinstance(s, TextShape) for line in s.lines}
    assert min(sizes) >= 11
    listed = [line.bullet for slide in found for s in slide.shapes if isinstance(s, TextShape) for line in s.lines]
    count = len(decks.read(decks.HARBOUR)["sources"]) + 20
    assert [bullet for bullet in listed if bullet] == [f"{number}." for number in range(1, count + 1)]


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_it_is_sound_in_each_theme(theme: str, tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(2, theme=theme), tmp_path))
    assert check(made.content) == []


def test_a_memo_lists_references_alone(tree: Tree) -> None:
    own = '<memo><title>T</title><sources><entry number="1">R<name>N</name></entry></sources></memo>'
    root = tree({"content/brief.yaml": MINIMAL, "templates/memo.xml.j2": own})
    with pytest.raises(BriefError) as error:
        build.make(root / "content" / "brief.yaml", ("memo",))
    assert "<name> of <entry> is for the deck" in str(error.value)


def test_a_slide_that_cites_forty_names_a_range(tree: Tree) -> None:
    cited = " ".join(f"[@s{number}]" for number in range(40))
    sources = "".join(f"  - {{id: s{n}, type: report, title: Report number {n} on quays}}\n" for n in range(40))
    text = MINIMAL.replace("sources:\n", f"sources:\n{sources}").replace("one berth, and it is full.", f"{cited}.")
    made = decks.built(tree({"content/b.yaml": text}) / "content" / "b.yaml")
    lines = [shape for slide in made.placed.slides for shape in text_shapes(slide.shapes) if shape.role == "source"]
    said = [plain(shape.lines[0].text).replace("\u00a0", " ").strip() for shape in lines]
    assert [line for line in said if line.endswith(("1–40", "1–41"))], said
    assert check(made.content) == []
