"""The handout: all slides with all of their notes, two to a page, tagged, for each audience what it may see."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Line, TableShape, TextShape
from policybrief.pipeline import library
from policybrief.text.run import plain
from support import bases, decks
from support.bases import small_on
from support.commands import brief, problems_of
from support.every_element import laid_out
from support.handouts import Handout, handout, squashed
from support.projects import HARBOUR, MINIMAL, ROOT, Tree, minimal
from support.sample import SAMPLE

SALTMERE = {lang: ROOT / "tests" / "data" / f"saltmere-{lang}.yaml" for lang in ("uk", "fr", "zh")}


def in_theme(theme: str, folder: Path) -> Path:
    """The harbour's brief in another theme."""
    text = re.sub(r"^theme:.*\n", "", HARBOUR.read_text("utf-8"), flags=re.MULTILINE)
    file = folder / "harbour.yaml"
    file.write_text(f"{text}\ntheme: {theme}\n", encoding="utf-8")
    return file


def paragraphs(slide: PlacedSlide) -> Iterator[Line]:
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            yield from shape.lines
        elif isinstance(shape, TableShape):
            yield from (line for row in shape.rows for cell in row for line in cell.lines)


def in_two(words: str, text: str) -> bool:
    """Whether a text has these words; they may go on on another page, with its head and a label between."""
    ways = (0, *range(1, len(words)))
    return any(words[:way] in text and words[way:] in text for way in ways)


def shows_all(made: Handout, file: Path) -> None:
    """Every text of every slide is on a page, and every note."""
    placed = decks.built(file).placed
    for slide in placed.slides:
        for line in (*paragraphs(slide), *slide.notes):
            said = "".join(run.text for run in line.text)
            words = said.upper() if line.look.caps else said
            assert in_two(squashed(words), made.text), words
    assert made.kinds["H1"] == 1
    assert made.kinds["H2"] == made.kinds["H3"] == made.kinds["Sect"] == len(placed.slides)
    assert made.faults == []


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_it_has_all_slides_and_all_notes_in_every_theme(theme: str, tmp_path: Path) -> None:
    file = in_theme(theme, tmp_path)
    made = handout(file)
    shows_all(made, file)
    assert made.kinds["Table"] >= 1
    assert made.kinds["TH"] >= 3
    assert "LBody" in made.kinds


@pytest.mark.parametrize("lang", list(SALTMERE))
def test_it_speaks_the_language_of_the_brief(lang: str) -> None:
    made = handout(SALTMERE[lang])
    shows_all(made, SALTMERE[lang])
    head = {
        "uk": "Нотатки доповідача · сторінка 1 з",
        "fr": "Notes de l’orateur · page 1 sur",
        "zh": "演讲者备注 · 第1页",
    }
    assert squashed(head[lang].upper()) in made.pages[0]


def test_it_has_every_element_of_templates(tmp_path: Path) -> None:
    file, words = laid_out("deck.xml.j2", tmp_path)
    made = handout(file)
    template = (tmp_path / "templates" / "deck.xml.j2").read_text("utf-8")
    unseen = re.findall(r'(?:alt="|<series><name>)(Word\d+x)', template)  # one series alone says no name
    assert {word for word in words if word.upper() not in made.text.upper()} <= {*unseen, *made.alternatives}
    assert made.kinds["Figure"] == len(made.alternatives) == 2
    assert made.faults == []


def test_charts_and_pictures_are_told() -> None:
    made = handout(HARBOUR)
    placed = decks.harbour().placed
    alts = [plain(shape.chart.alt) for slide in placed.slides for shape in slide.shapes if hasattr(shape, "chart")]
    assert alts
    assert made.alternatives == alts
    assert "640" in made.text


def test_it_is_made_only_where_it_is_asked_for(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    usual = brief("build", "--format", "json", cwd=root)
    assert "handout" not in usual.stdout
    ran = brief("build", "--handout", "--format", "json", cwd=root)
    names = [Path(one["path"]).name for one in json.loads(ran.stdout)["documents"]]
    assert names == ["brief.pptx", "brief.pdf", "brief.handout.pdf"]
    assert [one.kind for one in library.build(minimal_brief, handout=True).documents] == ["deck", "memo", "handout"]
    alone = library.build(minimal_brief, only=["handout"])
    assert alone.documents[0].content == (root / "output" / "brief.handout.pdf").read_bytes()
    assert brief("check", root / "output" / "brief.handout.pdf").exit_code == 0


def test_a_build_without_it_does_not_call_it_a_leftover_but_another_marking_does(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    brief("build", "--handout", cwd=root)
    assert "handout" not in brief("build", cwd=root).stderr
    minimal_brief.write_text(minimal_brief.read_text("utf-8") + "marking: TLP:GREEN\n", encoding="utf-8")
    told = brief("build", "--handout", cwd=root)
    assert "brief.handout.pdf: warning: is from an earlier build" in told.stderr
    assert (root / "output" / "brief_TLP-GREEN.handout.pdf").exists()
    assert "brief.handout.pdf" in brief("clean", cwd=root).stdout
    assert not (root / "output" / "brief.handout.pdf").exists()


def test_an_edited_one_is_kept(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    brief("build", "--handout", cwd=root)
    (root / "output" / "brief.handout.pdf").write_bytes(b"%PDF-1.7 mine")
    assert "brief.handout.edited-1.pdf" in brief("build", "--handout", cwd=root).stderr


def test_the_marking_is_at_the_head_and_the_foot_of_every_page(tmp_path: Path) -> None:
    line = "marking: {banner: UNCLASSIFIED, tlp: AMBER+STRICT}\n"
    file = tmp_path / "brief.yaml"
    file.write_text(MINIMAL + line, encoding="utf-8")
    made = handout(file)
    slides = decks.built(file).placed.slides
    assert len(made.pages) == (len(slides) + 1) // 2
    for number, page in enumerate(made.pages):
        pair = slides[2 * number : 2 * number + 2]
        on_slides = "".join(run.text for slide in pair for line in paragraphs(slide) for run in line.text)
        for marking in ("UNCLASSIFIED", "TLP:AMBER+STRICT"):
            assert page.count(marking) == 2 + on_slides.count(marking)
    assert made.faults == []


@pytest.mark.parametrize(("words", "goes_on"), [(20, False), (110, False), (200, False), (900, True)])
def test_notes_that_are_too_long_reach_below_their_slide_take_smaller_type_and_then_go_on(
    words: int, goes_on: bool, tree: Tree
) -> None:
    note = " ".join(f"word{number}." for number in range(words))
    slides = [f"<slide><title>Slide {number}</title><notes><p>{note}</p></notes></slide>" for number in (1, 2)]
    every = "<p>{{ brief.judgments[0].headline }}</p><p>{{ brief.recommendations[0].headline }}</p>"
    template = f"<deck>{''.join(slides)}<slide><title>All</title>{every}</slide></deck>"
    root = tree({"content/brief.yaml": minimal(), "templates/deck.xml.j2": template})
    made = handout(root / "content" / "brief.yaml")
    assert Counter(re.findall(r"word\d+\.", made.text)) == Counter(2 * note.split())
    assert made.faults == []
    assert ("NOTESCONTINUED" in made.text) is goes_on
    assert (len(made.pages) > 2) is goes_on


def test_notes_that_go_on_stand_in_two_columns_that_end_level(tree: Tree) -> None:
    note = " ".join(f"word{number}." for number in range(400))
    one = f"<slide><title>One</title><notes><p>{note}</p></notes></slide>"
    shown = "<p>{{ brief.judgments[0].headline }}</p><p>{{ brief.recommendations[0].headline }}</p>"
    template = f"<deck>{one}<slide><title>Two</title>{shown}</slide></deck>"
    root = tree({"content/brief.yaml": minimal(), "templates/deck.xml.j2": template})
    made = handout(root / "content" / "brief.yaml")
    with pypdfium2.PdfDocument(made.content) as document:
        page = document[0]
        half, middle = page.get_height() / 2, page.get_width() / 2
        below = [glyph for glyph in decks.glyphs(page) if half + 20 < glyph.baseline < 2 * half - 50]
    left, right = ([glyph for glyph in below if (glyph.left > middle) is side] for side in (False, True))
    assert "NOTESCONTINUED" in made.pages[0]
    assert abs(max(glyph.baseline for glyph in left) - max(glyph.baseline for glyph in right)) < 2 * left[0].size


def test_an_audience_without_notes_has_larger_slides_alone(tree: Tree) -> None:
    root = tree(
        {
            "content/brief.yaml": minimal(),
            "content/audiences/open.yaml": "name: Open\nnotes: false\n",
            "content/audiences/staff.yaml": "name: Staff\n",
        }
    )
    assert brief("build", "--only", "handout", cwd=root).exit_code == 0
    made = {
        name: Handout(name, (root / "output" / f"brief_{name}.handout.pdf").read_bytes()) for name in ("open", "staff")
    }
    assert "SPEAKER’SNOTES" in made["staff"].pages[0]
    assert "SPEAKER’SNOTES" not in made["open"].text
    assert "SLIDES·PAGE1OF" in made["open"].pages[0]
    assert len(made["open"].text) < len(made["staff"].text)
    assert "SPEAKER’SNOTES" not in handout(root / "content" / "brief.yaml", notes=False).text


def test_on_a_base_it_has_its_slides_in_their_own_shape(tmp_path: Path) -> None:
    file = small_on(tmp_path / "base", bases.default())
    made = handout(file)
    shows_all(made, file)


def test_a_character_without_a_face_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(minimal(("it is full", "it is full ㋿")), encoding="utf-8")
    told = problems_of(lambda: handout(file))
    assert any("U+32FF" in problem.message for problem in told)


def test_a_character_of_a_template_without_a_face_is_told_with_its_line(tree: Tree) -> None:
    slide = "<slide><title>All</title>\n<p>{{ brief.judgments[0].headline }}</p>\n<p>The era ㋿</p></slide>"
    every = "<slide><title>Rest</title><p>{{ brief.recommendations[0].headline }}</p></slide>"
    root = tree({"content/brief.yaml": minimal(), "templates/deck.xml.j2": f"<deck>\n{slide}\n{every}\n</deck>"})
    (problem,) = problems_of(lambda: handout(root / "content" / "brief.yaml"))
    assert "U+32FF" in problem.message
    assert (Path(problem.file).name, problem.line) == ("deck.xml.j2", 4)
    assert problem.excerpt == "<p>The era ㋿</p></slide>"


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert handout(SAMPLE).content == handout(SAMPLE).content
