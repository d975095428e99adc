"""The Word memo on an organisation's template: its styles, page, header and footer, and nothing that does harm."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from policybrief.memo.word import check
from policybrief.ooxml.word import W
from policybrief.ooxml.zipped import unpacked
from support import word_bases, words
from support.commands import brief
from support.libreoffice import LibreOffice
from support.projects import minimal

THEME = "name: House\nextends: statecraft\nmemo: {word: {base: house.dotx}}\n"


def project(root: Path, template: bytes, more: str = "") -> Path:
    """A small brief in a theme on a template."""
    (root / "content" / "themes").mkdir(parents=True)
    (root / "content" / "themes" / "house.yaml").write_text(THEME, encoding="utf-8")
    (root / "content" / "themes" / "house.dotx").write_bytes(template)
    text = minimal(("title: Build the quay", "title: Build the quay\ntheme: house\nmarking: TLP:AMBER"))
    (root / "content" / "brief.yaml").write_text(f"{text}{more}", encoding="utf-8")
    return root / "content" / "brief.yaml"


@pytest.fixture
def on_base(tmp_path: Path) -> bytes:
    return words.built(project(tmp_path, word_bases.template()), draft=1)


def test_it_is_sound_and_the_same_each_time(tmp_path: Path) -> None:
    file = project(tmp_path, word_bases.template())
    content = words.built(file)
    assert check.check(content) == []
    assert words.built(file) == content


def test_styles_are_found_by_their_names_and_ours_added_where_there_are_none(on_base: bytes) -> None:
    styles = [style for style, _ in words.paragraphs(words.part(on_base))]
    assert {"Titel", "berschrift1", "ListNumber", "BriefKicker"} <= {*styles}
    root = words.part(on_base, "word/styles.xml")
    known = {each.get(f"{W}styleId"): each for each in root.iter(f"{W}style")}
    assert set(styles) <= {*known}
    assert known["Titel"].find(f"{W}rPr/{W}color").get(f"{W}val") == "006040"
    assert known["ListNumber"].find(f"{W}basedOn").get(f"{W}val") == "Standard"
    assert [lang.attrib for lang in root.iter(f"{W}lang")] == [{f"{W}val": "en-US", f"{W}eastAsia": "zh-CN"}]


def test_the_page_header_and_footer_are_the_organisations_and_have_our_marking(on_base: bytes) -> None:
    head = words.paragraphs(words.part(on_base, "word/header4.xml"))
    foot = words.paragraphs(words.part(on_base, "word/footer4.xml"))
    assert [text for _, text in head] == ["TLP:AMBER", "DRAFT 1", "Ministry of Quays"]
    assert [text for _, text in foot] == ["Harbour Street 1", "TLP:AMBER"]
    assert "word/media/logo.png" in unpacked(on_base)
    section = words.part(on_base).find(f".//{W}sectPr")
    assert section.find(f"{W}pgSz").get(f"{W}w") == "11906"
    assert section.find(f"{W}pgMar").get(f"{W}top") == "2268"


def test_a_first_page_without_a_header_gets_the_marking_too(on_base: bytes) -> None:
    for kind in ("header", "footer"):
        texts = [text for _, text in words.paragraphs(words.part(on_base, f"word/{kind}-brief-first.xml"))]
        assert texts[0] == "TLP:AMBER"


def test_lists_have_numbers_of_their_own_beside_the_templates(on_base: bytes) -> None:
    numbering = words.part(on_base, "word/numbering.xml")
    there = {each.get(f"{W}numId") for each in numbering.iter(f"{W}num")}
    used = {each.get(f"{W}val") for each in words.part(on_base).iter(f"{W}numId")}
    assert used <= there - {"7"}
    assert "7" in there


def test_nothing_of_the_templates_past_comes_along(on_base: bytes) -> None:
    parts = unpacked(on_base)
    whole = b"".join(parts.values())
    assert "word/comments.xml" not in parts
    assert b"secretariat" not in whole
    assert b"Sekretariat" not in whole


def test_missing_styles_are_told_once(tmp_path: Path) -> None:
    project(tmp_path, word_bases.template())
    ran = brief("build", "--only", "docx", cwd=tmp_path)
    assert ran.exit_code == 0
    assert ran.stderr.count("has no styles named heading 2, body text, list bullet") == 1


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (word_bases.template(kind=word_bases.MACROS), "has macros"),
        (
            word_bases.template(header='<w:fldSimple w:instr=" INCLUDEPICTURE https://example.org/x.png "/>'),
            "a field that fetches or runs something: INCLUDEPICTURE",
        ),
        (b"PK", "is not a ZIP package"),
        (word_bases.template(styles="<w:broken>"), "is not XML"),
    ],
)
def test_what_must_not_come_along_is_refused(tmp_path: Path, template: bytes, message: str) -> None:
    project(tmp_path, template)
    ran = brief("build", "--only", "docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert message in ran.stderr
    assert "house.dotx" in ran.stderr
    assert not [*tmp_path.glob("output/*")]


def test_a_picture_that_lies_elsewhere_is_refused(tmp_path: Path) -> None:
    related = (b'Target="media/logo.png"', b'Target="https://example.org/x.png" TargetMode="External"')
    project(tmp_path, words.changed(word_bases.template(), "word/_rels/header4.xml.rels", related))
    ran = brief("build", "--only", "docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert "what can't come along: image" in ran.stderr


@pytest.mark.parametrize(
    ("name", "message"), [("house.pptx", "is neither a .docx nor a .dotx"), ("none.dotx", "there is no file")]
)
def test_a_base_of_another_kind_is_a_problem_at_its_line(tmp_path: Path, name: str, message: str) -> None:
    project(tmp_path, word_bases.template())
    theme = tmp_path / "content" / "themes" / "house.yaml"
    theme.write_text(THEME.replace("house.dotx", name), encoding="utf-8")
    ran = brief("build", "--only", "docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert message in ran.stderr
    assert "house.yaml:3:" in ran.stderr


def test_a_template_without_section_gets_our_page_and_marking(tmp_path: Path) -> None:
    content = words.built(project(tmp_path, word_bases.template(section="")))
    assert check.check(content) == []
    assert "TLP:AMBER" in words.paragraphs(words.part(content, "word/header-brief-default.xml"))[0][1]


def test_what_was_edited_on_it_comes_back(tmp_path: Path) -> None:
    project(tmp_path, word_bases.template())
    assert brief("build", "--only", "docx", cwd=tmp_path).exit_code == 0
    (file,) = tmp_path.glob("output/*.docx")
    assert brief("pull", file, cwd=tmp_path).stdout.splitlines()[-1] == "nothing was edited"
    edited = words.changed(file.read_bytes(), "word/document.xml", (b"Build the quay now.", b"Build it now."))
    (tmp_path / "edited.docx").write_bytes(edited)
    assert "Build [-the quay-]{+it+} now." in brief("pull", tmp_path / "edited.docx", cwd=tmp_path).stdout


def test_a_renderer_shows_both(libreoffice: LibreOffice, on_base: bytes, tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(on_base)
    libreoffice.convert([tmp_path / "house.docx"], "pdf", tmp_path / "pdf")
    page = pypdfium2.PdfDocument(tmp_path / "pdf" / "house.pdf")[0].get_textpage().get_text_bounded()
    for said in ("TLP:AMBER", "DRAFT 1", "Build the quay now.", "Key judgments"):
        assert said in page
