"""Pages as SVG: what the PDF shows, as text, each stretch with its path, and nothing that acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from policybrief.memo import provenance
from policybrief.pdf import svg
from policybrief.pdf.ink import InkStretch, InkWords, LinkArea, Node, Page
from policybrief.text.value_path import ValuePath
from support.fitted import CHINESE, fitted
from support.handouts import squashed
from support.projects import HARBOUR
from support.sample import SAMPLE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("file", [SAMPLE, HARBOUR, CHINESE], ids=lambda file: file.stem)
def test_every_word_of_the_memo_is_there_and_leads_to_its_line(file: Path) -> None:
    made = fitted(file)
    drawn = [(one.path, one.text) for one in provenance.texts(made.memo) if one.where.part == "words" and one.text]
    roots = [etree.fromstring(svg.page(each)) for each in made.memo.pages]
    spans = [span for root in roots for span in root.iter(f"{SVG}tspan")]
    shown = [(ValuePath.parse(span.get("data-path", "")), span.text) for span in spans]
    assert shown == drawn
    paths = {path for path, _ in shown if path}
    assert paths
    lost = [path for path in paths if path not in made.source.places]
    assert all(path.within("decision", "options") for path in lost)  # the usual ones, which the file need not name


def test_words_are_held_to_their_width_in_faces_by_names_that_tell_of_no_folder() -> None:
    made = fitted(SAMPLE).memo
    root = etree.fromstring(svg.page(made.pages[0], "Memo"))
    words = [mark for mark in made.marks if isinstance(mark, InkWords)]
    held = [float(text.get("textLength")) for text in root.iter(f"{SVG}text")]
    assert held == pytest.approx([mark.width for mark in words], abs=0.01)
    assert root.get("aria-label") == "Memo"
    files = svg.faces(made.pages)
    assert {str(file) for file in files.values()} == {mark.face for mark in words}
    assert not any("/" in name for name in files)
    families = {text.get("font-family").partition(",")[0] for text in root.iter(f"{SVG}text")}
    assert families == files.keys()


def test_hostile_words_stay_words_and_links_lead_nowhere() -> None:
    hostile = "</text><script>alert(1)</script>\"'&"
    node = Node("Link")
    stretch = InkStretch(hostile, ValuePath("judgments", 0, hostile))
    words = InkWords(10, 10, 200, (stretch,), f'/fonts/x" onload="y{hostile}.ttf', 12, "000000", 0.0, node)
    area = LinkArea(10, 0, 200, 12, "javascript:alert(1)", "", node)
    root: Any = etree.fromstring(svg.page(Page(300, 200, (words, area), {}), hostile))
    assert {etree.QName(node).localname for node in root.iter()} == {"svg", "rect", "text", "tspan"}
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or name.endswith("href")]
    assert squashed("".join(root.itertext())) == squashed(hostile)
