"""Who stands behind a paper, and which version it is: in every document, and for each audience as its file says."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pptx import Presentation

from support import words
from support.commands import brief
from support.projects import Tree, minimal

ABOUT = """authors:
  - {family: Lee, given: Ann, title: Fellow, organization: Quay Institute}
  - {family: 习, given: 近平}
  - {name: The survey team}
contact: {name: Ann Lee, phone: +1 202 555 0100, email: ann_lee@quays.example}
series: Quay Papers
number: 12
acknowledgements: We thank the *harbour* master.
disclaimer: These views bind no <board> & nobody.
"""
Built = Callable[[str], Path]


@pytest.fixture
def built(tree: Tree) -> Built:
    def build(more: str, audience: str = "") -> Path:
        files = {"content/brief.yaml": f"{minimal()}{ABOUT}{more}"}
        root = tree(files | ({"content/audiences/board.yaml": audience} if audience else {}))
        ran = brief("build", cwd=root)
        assert ran.exit_code == 0, ran.stderr
        return root / "output"

    return build


def memo(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def slides(file: Path) -> list[str]:
    return [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame).replace("\u00a0", " ")
        for slide in Presentation(str(file)).slides
    ]


def test_a_version_that_is_out_stands_on_the_cover_and_in_the_head_alone(built: Built) -> None:
    output = built("version: 2\n")
    first, *others = slides(output / "brief.pptx")
    for said in ("Ann Lee, 习近平 and The survey team", "Version 2", "Quay Papers · No. 12"):
        assert said in first
        assert said in memo(output / "brief.pdf").replace("\u00a0", " ").replace(
            "QUAY PAPERS · NO.", "Quay Papers · No."
        )
    assert not any("Version 2" in slide for slide in others)


def test_the_last_slide_and_the_foot_say_the_rest(built: Built) -> None:
    output = built("")
    for said in (slides(output / "brief.pptx")[-1], memo(output / "brief.pdf").replace("\u00a0", " ")):
        for piece in (
            "Ann Lee, Fellow, Quay Institute",
            "ann_lee@quays.example",
            "harbour master",
            "no <board> & nobody",
        ):
            assert piece in said


def test_a_draft_has_its_number_on_every_slide_and_page(built: Built) -> None:
    output = built("version: Draft 3\n")
    (deck,), (page,) = output.glob("*.pptx"), output.glob("*.pdf")
    assert all("DRAFT 3" in slide for slide in slides(deck))
    assert memo(page).count("DRAFT 3") == 2


def test_the_files_name_the_authors(built: Built) -> None:
    output = built("")
    names = "Ann Lee; 习近平; The survey team"
    assert Presentation(str(output / "brief.pptx")).core_properties.author == names
    assert pypdfium2.PdfDocument(output / "brief.pdf").get_metadata_value("Author") == names
    with pikepdf.open(output / "brief.pdf") as pdf, pdf.open_metadata() as about:
        assert about["dc:creator"] == names.split("; ")
    assert brief("check", output / "brief.pdf").exit_code == 0


def test_a_word_memo_has_one_draft_number_the_brief_s_own(tree: Tree) -> None:
    root = tree({"content/brief.yaml": f"{minimal()}version: draft 3\n"})
    ran = brief("build", "--only", "docx", "--draft-number", "2", cwd=root)
    assert "version: is draft 3, and --draft-number 2 is not said; write 'version: draft 2'" in ran.stderr
    (file,) = (root / "output").glob("*.docx")
    head = words.paragraphs(words.part(file.read_bytes(), "word/header1.xml"))
    assert [text for _, text in head] == ["DRAFT 3"]
    assert "--draft-number" not in brief("build", "--only", "docx", "--draft-number", "3", cwd=root).stderr


def test_an_audience_has_a_contact_of_its_own_and_no_disclaimer(tree: Tree) -> None:
    audience = "name: Board\ncontact: {email: board@quays.example}\nwithout: [disclaimer]\n"
    root = tree({"content/brief.yaml": f"{minimal()}{ABOUT}", "content/audiences/board.yaml": audience})
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    for said in (slides(root / "output" / "brief_board.pptx")[-1], memo(root / "output" / "brief_board.pdf")):
        assert "board@quays.example" in said
        assert "ann_lee" not in said
        assert "bind no" not in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("authors: Ann Lee", "{family: …, given: …}"),
        ("authors: [{given: Ann}]", "an author needs 'family' or 'name'"),
        ("contact: {name: Ann}", "a contact needs 'phone' or 'email'"),
        ("contact: {email: 'a@b@c d'}", "is not an address"),
        ("version: final", "write `draft 3`"),
    ],
)
def test_a_wrong_shape_is_told_with_the_right_one(tree: Tree, wrong: str, said: str) -> None:
    root = tree({"content/brief.yaml": f"{minimal()}{wrong}\n"})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 1
    assert said in ran.stderr


@pytest.mark.parametrize(("signed", "name"), [("The clerk", "Ann Lee · "), ("Ann Lee", "")])
def test_mail_says_once_whom_to_ask(tree: Tree, signed: str, name: str) -> None:
    mail = "mail: {to: [ada@quays.example], domains: [quays.example]}\n"
    root = tree(
        {
            "content/brief.yaml": f"{minimal(('from: The planners', f'from: {signed}'))}{ABOUT}",
            "content/audiences/board.yaml": f"name: Board\n{mail}",
            "mail.yaml": "from: Ann <ann@quays.example>\n",
        }
    )
    assert brief("build", cwd=root).exit_code == 0
    ran = brief("mail", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (draft,) = (root / "output").rglob("*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    for kind in ("plain", "html"):
        said = message.get_body((kind,)).get_content()
        assert f"{name}+1 202 555 0100 · ann_lee@quays.example" in said
        assert said.count("Ann Lee") == said.count("ann_lee") == 1


def test_parts_of_an_audience_s_own_keep_what_the_paper_says_of_itself(built: Built) -> None:
    output = built(
        "decision: {ask: decide, options: [Go, Stay], consequences: [Costs a quay, Costs a year]}\n",
        "name: Board\ndeck: {parts: [bottom_line, judgments, recommendations]}\n"
        "memo: {parts: [bottom_line, judgments, recommendations, sources]}\n",
    )
    deck, page = slides(output / "brief_board.pptx"), memo(output / "brief_board.pdf")
    assert any("Costs a year" in slide for slide in deck)
    for piece in ("ann_lee@quays.example", "harbour master", "no <board> & nobody"):
        assert piece in deck[-1]
        assert piece in page


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"templates/deck.xml.j2": '{% extends "deck.xml.j2" %}{% block about %}{% endblock %}'},
            "disclaimer: is not in the deck",
        ),
        ({"content/audiences/board.yaml": "name: Board\nheader: nsc\n"}, "decision.consequences: is not in the memo"),
    ],
)
def test_what_no_document_has_room_for_is_told(tree: Tree, more: dict[str, str], told: str) -> None:
    decision = "decision: {ask: decide, options: [Go, Stay], consequences: [Costs a quay, Costs a year]}\n"
    ran = brief("build", cwd=tree({"content/brief.yaml": f"{minimal()}{ABOUT}{decision}", **more}))
    assert ran.exit_code == 0
    assert f"warning: {told}" in ran.stderr
