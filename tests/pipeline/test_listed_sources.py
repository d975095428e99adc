"""A document lists the sources that it names itself, by the numbers that they have in the other."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation

from support.commands import brief
from support.projects import Tree

BRIEF = """title: Berths
date: 2026-03-09
bottom_line: {{headline: Berth two is free}}
citations: {{form: {form}}}
judgments:
  - {{id: free, headline: Free, text: "It is free [@first].", confidence: high, evidence: [{{source: third}}]}}
timeline:
  headline: It took long
  events: [{{when: 2001, text: Built}}, {{when: 2005, text: Rebuilt}}]
  sources: [second]
sections:
  - {{id: law, heading: Law, text: "The law says so [@fourth].", in: [memo]}}
sources:
  - {{id: first, type: report, title: The first}}
  - {{id: second, type: report, title: The second}}
  - {{id: third, type: report, title: The third}}
  - {{id: fourth, type: report, title: The fourth}}
"""


def listed(output: Path) -> tuple[str, str]:
    """The lists of sources of memo and deck, on one line each."""
    page = pypdfium2.PdfDocument(output / "brief.pdf")[0].get_textpage().get_text_bounded()
    slides = Presentation(str(output / "brief.pptx")).slides
    last = [shape.text_frame.text for shape in slides[len(slides) - 1].shapes if shape.has_text_frame]
    return " ".join(page.split())[-220:], " ".join(last)


@pytest.mark.parametrize("form", ["numbers", "author-date", "notes"])
def test_what_the_other_document_alone_cites_is_listed_there(tree: Tree, form: str) -> None:
    root = tree({"content/brief.yaml": BRIEF.format(form=form)})
    ran = brief("build", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    memo, deck = listed(root / "output")
    assert [name for name in ("first", "second", "third", "fourth") if f"The {name}" in memo] == [
        "first", "third", "fourth",
    ]  # fmt: skip
    assert [name for name in ("first", "second", "third", "fourth") if f"The {name}" in deck] == [
        "first", "second", "third",
    ]  # fmt: skip
    if form == "numbers":
        assert "3. “The third" in memo
        assert "4. “The fourth" in memo


def test_a_part_that_was_left_out_takes_its_source_with_it(tree: Tree) -> None:
    rows = "".join(f"    - {{label: Row {n}, cells: [{'long words ' * 9}, {'more words ' * 9}]}}\n" for n in range(14))
    long = f"""{BRIEF.format(form="numbers")}memo: {{optional: [comparison]}}
comparison:
  headline: All is alike
  columns: [Here, There]
  rows:
{rows}  sources: [second]
"""
    root = tree({"content/brief.yaml": long})
    ran = brief("build", cwd=root)
    assert "left out" in ran.stdout + ran.stderr
    memo, _ = listed(root / "output")
    assert "The second" not in memo


def test_a_template_that_cites_nothing_lists_all(tree: Tree) -> None:
    template = """<memo><title>{{ brief.title }}</title>
<items kind="judgments">
{% for each in brief.judgments %}<item number="1"><headline>{{ each.headline }}</headline></item>
{% endfor %}</items>
<p>{{ extra.law.heading }}</p>
<sources>{% for each in brief.sources %}<entry number="{{ loop.index }}">{{ each|reference }}</entry>{% endfor %}
</sources></memo>"""
    root = tree({"content/brief.yaml": BRIEF.format(form="numbers"), "templates/memo.xml.j2": template})
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    assert "The second" in listed(root / "output")[0]
