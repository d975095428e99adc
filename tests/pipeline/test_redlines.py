"""What is gone stands struck through in every document, a listener hears that it is; and `brief pull` takes neither for
an edit.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest

from policybrief.memo.check import check
from policybrief.memo.check.tagged import Tagged
from policybrief.pipeline import build
from support import slides
from support.commands import brief
from support.projects import Tree, minimal

NOW = minimal(
    ("bottom_line:", "changes: {since: ../old.yaml}\nbottom_line:"),
    ("Build it before the winter.", "Build it after the winter."),
    ("confidence: high", "confidence: low"),
)
THEN = minimal(("2026-03-09", "2026-03-01"))
HEARD = "(was: before)"


@pytest.fixture
def project(tree: Tree) -> Path:
    return tree({"content/brief.yaml": NOW, "old.yaml": THEN})


def made(project: Path, *kinds: str) -> list[bytes]:
    return [document.content for document in build.make(project / "content" / "brief.yaml", kinds)]


def runs(content: bytes) -> list[Any]:
    frames = (
        shape.text_frame for slide in slides.opened(content).slides for shape in slide.shapes if shape.has_text_frame
    )
    return [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]


def alternatives(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [str(element.node.get("/Alt", "")) for element in Tagged(opened).elements if element.kind == "Span"]


def test_a_deck_has_it_as_powerpoint_does_and_says_it_in_words(project: Path) -> None:
    (deck,) = made(project, "deck")
    assert [run.text for run in runs(deck) if run._r.rPr.get("strike") == "sngStrike"] == ["before"]
    named = [shape._element for slide in slides.opened(deck).slides for shape in slide.shapes]
    assert any(HEARD in node.get("descr", "") for shape in named for node in shape.iter("{*}cNvPr"))
    assert HEARD in slides.noted(deck)  # a speaker reads it aloud


def test_a_sign_says_which_way_a_level_moved_in_a_face_that_has_it(project: Path) -> None:
    (deck,) = made(project, "deck")
    faces = {run.text: run._r.rPr.find("{*}latin").get("typeface") for run in runs(deck) if run.text in "▲▼"}
    assert faces == {"▼": "Arial"}


@pytest.mark.parametrize("theme", ["statecraft", "cable"])  # the second's face has no arrow
@pytest.mark.parametrize("kind", ["memo", "handout"])
def test_a_line_is_drawn_on_paper_and_a_listener_hears_that_it_is_gone(tree: Tree, theme: str, kind: str) -> None:
    project = tree({"content/brief.yaml": f"{NOW}theme: {theme}\n", "old.yaml": THEN})
    (paper,) = made(project, kind)
    assert HEARD in alternatives(paper)
    assert check.check(paper) == []


def test_word_strikes_it_through_in_a_control_of_that_title(project: Path) -> None:
    (memo,) = made(project, "docx")
    said = ZipFile(BytesIO(memo)).read("word/document.xml").decode()
    assert f'<w:alias w:val="{HEARD}"/>' in said
    assert said.count("<w:strike/>") == 1


@pytest.mark.parametrize("kind", ["deck", "docx"])
def test_what_came_back_unchanged_has_no_edit(project: Path, kind: str) -> None:
    ran = brief("build", "--only", kind, cwd=project)
    assert ran.exit_code == 0, ran.stderr
    (file,) = (each for each in (project / "output").iterdir() if each.suffix in (".pptx", ".docx"))
    pulled = brief("pull", file, cwd=project)
    assert pulled.exit_code == 0, pulled.stderr
    assert "struck" not in pulled.stdout


def test_what_somebody_else_strikes_through_is_told(project: Path) -> None:
    assert brief("build", "--only", "deck", cwd=project).exit_code == 0
    (file,) = (project / "output").glob("*.pptx")
    deck = slides.opened(file.read_bytes())
    for slide in deck.slides:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs:
                    if run.text == "after":
                        run._r.rPr.set("strike", "sngStrike")
    deck.save(file)
    pulled = brief("pull", file, cwd=project).stdout
    assert 'words are struck through: "after"' in pulled
    assert "before" not in pulled


def test_it_takes_a_text_of_a_template_too(tree: Tree) -> None:
    said = '<del said="once: old">old</del> new'
    block = f"{{% block changes %}}<slide><title>T</title><p>{said}</p></slide>{{% endblock %}}"
    files = {"content/brief.yaml": minimal(), "templates/deck.xml.j2": f'{{% extends "deck.xml.j2" %}}{block}'}
    root = tree(files)
    (deck,) = made(root, "deck")
    assert [run.text for run in runs(deck) if run._r.rPr.get("strike")] == ["old"]
