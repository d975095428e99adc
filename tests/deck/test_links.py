"""From a claim to its source: links inside of the deck."""

from __future__ import annotations

import copy
import io
import re
from pathlib import Path
from typing import Any

from pptx import Presentation

from policybrief.deck.check.check import check
from policybrief.deck.lines import paragraphs
from policybrief.deck.shapes import Line, Look
from policybrief.deck.typeset import Type
from policybrief.pipeline import build
from policybrief.text.run import Run, plain
from policybrief.theme.load import load
from support import decks, sdk
from support.projects import MINIMAL, Tree
from support.slides import jumps

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def test_numbers_and_source_lines_lead_to_the_sources() -> None:
    found = jumps(decks.harbour().content)
    assert {title for _, _, title, _ in found} == {"Where this comes from, and how sure we are"}
    words = [text for _, text, _, _ in found]
    assert words.count("1") == 2, "the citation stands on the judgments slide and on its own"
    assert "Quay plan (2019)" in words
    assert "Sources: " not in words
    tips = {text: tip for _, text, _, tip in found}
    assert tips["Quay plan (2019)"].startswith("Siân O’Hara, ‘The quay plan’")
    assert tips["1"].startswith("Олена Коваль")
    assert all(0 < len(tip) <= 120 for tip in tips.values())


def test_links_keep_the_colour_and_the_size_of_their_text() -> None:
    for slide in Presentation(io.BytesIO(decks.harbour().content)).slides:
        for link in slide._element.iterfind(".//a:hlinkClick[@action]", NS):
            assert link.xpath(".//*[local-name()='hlinkClr']/@val") == ["tx"]
            assert link.getparent().find(".//a:schemeClr[@val='hlink']", NS) is None


def test_a_long_list_of_sources_is_met_on_its_right_slide(tmp_path: Path) -> None:
    brief = copy.deepcopy(decks.read(decks.HARBOUR))
    extra = brief["sources"][-1]
    brief["sources"] += [extra | {"id": f"s{n}", "title": f"Volume {n}", "citation-label": f"V{n}"} for n in range(20)]
    brief["judgments"][0]["text"] += " So it was [@s0; @s19]."
    brief["comparison"]["rows"][0]["cells"][0] += " [@s19]"
    brief["comparison"]["sources"] = ["s0", "s19"]
    made = decks.built(decks.written(brief, tmp_path))
    places = {text: title for _, text, title, _ in jumps(made.content)}
    first, last = places["1"], places["V19"]
    assert "(1 of " in first
    assert re.search(r"\((\d) of \1\)$", last)
    assert places[",24"] == places["24"] == last, "also in a table's cell"
    text = {slide.shapes.title.text_frame.text: slide for slide in Presentation(io.BytesIO(made.content)).slides}
    assert any("Volume 19" in shape.text_frame.text for shape in text[last].shapes if shape.has_text_frame)
    assert check(made.content) == []
    assert sdk.findings(made.content, tmp_path) == []


def test_without_a_list_of_sources_there_are_no_links(tree: Tree) -> None:
    own = "{% extends 'builtin/deck.xml.j2' %}\n{% block sources %}{% endblock %}\n"
    root = tree({"content/brief.yaml": MINIMAL, "templates/deck.xml.j2": own})
    (deck,) = build.make(root / "content" / "brief.yaml", ("deck",))
    assert jumps(deck.content) == []
    assert check(deck.content) == []


def test_what_stands_beside_the_list_is_no_link(tree: Tree) -> None:
    """A link to where one is already leads nowhere."""
    slide = (
        '<slide section="s"><title>Books</title><p>As counted<cite sources="count"/>.</p><sources>'
        '<entry number="1">{{ brief.sources[0]|reference }}</entry></sources></slide>'
    )
    own = f"{{% extends 'builtin/deck.xml.j2' %}}\n{{% block sources %}}{slide}{{% endblock %}}\n"
    root = tree({"content/brief.yaml": MINIMAL, "templates/deck.xml.j2": own})
    (deck,) = build.make(root / "content" / "brief.yaml", ("deck",))
    found: list[Any] = jumps(deck.content)
    assert found
    assert {title for _, _, title, _ in found} == {"Books"}
    slides = list(Presentation(io.BytesIO(deck.content)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles.index("Books") + 1 not in {number for number, *_ in found}


def test_a_link_that_breaks_is_a_link_on_each_of_its_lines() -> None:
    type_ = Type(load("statecraft").deck)
    said = (
        Run("A reader, “"),
        Run("The quay, and what it is worth to the port", link="https://a.example/"),
        Run(",” 2025."),
    )
    (line,) = paragraphs((Line(said, Look(18.0)),), 200.0, type_)
    links = [run.text for run in line.text if run.link]
    assert len(links) == len(line.drawn) > 1
    assert all(sum(bool(run.link) for run in drawn) == 1 for drawn in line.drawn)
    assert not any(link.endswith(" ") for link in links)
    assert plain(line.text) == plain(said)
