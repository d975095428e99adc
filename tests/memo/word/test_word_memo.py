"""The memo in Word: its headings, lists, tables, languages and marking, each text with its path; and always sound."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from policybrief.memo.word import check
from policybrief.ooxml.word import W
from support import words
from support.commands import brief
from support.libreoffice import LibreOffice
from support.projects import HARBOUR, ROOT, Tree, minimal
from support.sample import REAL

DATA = ROOT / "tests" / "data"
CLEARED = """cleared_by:
  - {office: Legal & policy, name: 习近平 & A, date: 2026-03-05, state: cleared-with-changes}
  - {office: Київ}
"""


@pytest.fixture
def cleared(tree: Tree) -> Path:
    """The minimal brief, with offices that clear it, a marking, and what XML and Word have to be spared."""
    changed = minimal(("to: The board", "to: The board <&> 习近平 “x”"))
    return tree({"content/brief.yaml": f"{changed}marking: TLP:GREEN\n{CLEARED}"}) / "content" / "brief.yaml"


def test_it_is_made_where_it_is_asked_for(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    assert ".docx" not in brief("build", cwd=root).stdout
    ran = brief("build", "--only", "docx", "--draft-number", "3", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    assert "DRAFT 3" in ran.stdout
    assert (root / "output" / "brief.docx").exists()
    assert brief("check", root / "output" / "brief.docx").exit_code == 0


def test_a_record_tells_of_its_checks(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    ran = brief("build", "--only", "docx", "--record", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    said = (root / "output" / "brief.record.txt").read_text(encoding="utf-8")
    assert "nothing that Word would repair" in said


def test_paragraphs_have_the_styles_of_what_they_are(cleared: Path) -> None:
    content = words.built(cleared, draft=2)
    said = words.paragraphs(words.part(content))
    styles = [style for style, _ in said]
    assert styles.count("Title") == 1
    assert ("Field", "To\tThe board <&> 习近平 “x”") in said
    assert next(text for style, text in said if style == "Heading1") == "Key judgments"
    assert {"Callout", "ListNumber", "ListContinue", "Source", "TableText"} <= {*styles}
    head, foot = (words.paragraphs(words.part(content, f"word/{name}1.xml")) for name in ("header", "footer"))
    assert head == [("Marking", "TLP:GREEN"), ("Draft", "DRAFT 2")]
    assert foot == [("Marking", "TLP:GREEN"), ("Footer", "page 1 of 1")]
    assert b"DRAFT 2" in words.part(content, "docProps/core.xml").xpath("string()").encode()


def test_a_text_stands_in_a_control_that_names_its_path(cleared: Path) -> None:
    found = dict(words.controls(words.part(words.built(cleared))))
    assert found["to"] == "The board <&> 习近平 “x”"
    assert found["judgments[0].headline"].startswith("There is no other berth")
    assert found["cleared_by[0].office"] == "Legal & policy"
    assert "" not in found


def test_ids_are_an_audiences_own(minimal_brief: Path) -> None:
    del minimal_brief
    tree = words.part(words.built(REAL, "allies"))
    paths = {path for path, _ in words.controls(tree)}
    assert "recommendations[0].headline" in paths  # the brief's second, the reader's first
    ids = [each.get(f"{W}val") for each in tree.iter(f"{W}id") if each.getparent().tag == f"{W}sdtPr"]
    assert len(ids) == len({*ids})


def test_the_clearance_line_stands_at_the_end(cleared: Path) -> None:
    *_, table = words.part(words.built(cleared)).iter(f"{W}tbl")
    rows = [[text for _, text in words.paragraphs(row)] for row in table.iter(f"{W}tr")]
    assert rows == [
        ["Office", "Name", "State", "Date"],
        ["Legal & policy", "习近平 & A", "cleared with changes", "March 5, 2026"],
        ["Київ", "", "pending", ""],
    ]


def test_names_in_another_script_have_their_language(cleared: Path) -> None:
    tree = words.part(words.built(cleared))
    found = {
        "".join(each.text or "" for each in run.iter(f"{W}t")): dict(lang.attrib)
        for run in tree.iter(f"{W}r")
        for lang in run.iter(f"{W}lang")
    }
    assert found["习近平"] == {f"{W}eastAsia": "zh-CN"}
    assert found["Київ"] == {f"{W}val": "uk-UA"}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("harbour.yaml", {"val": "en-GB", "eastAsia": "zh-CN"}),
        ("saltmere-fr.yaml", {"val": "fr-FR", "eastAsia": "zh-CN"}),
        ("saltmere-uk.yaml", {"val": "uk-UA", "eastAsia": "zh-CN"}),
        ("saltmere-zh.yaml", {"val": "en-US", "eastAsia": "zh-CN"}),
    ],
)
def test_every_language_gives_a_sound_file_in_it(file: str, said: dict[str, str]) -> None:
    content = words.built(DATA / file, draft=1)
    assert check.check(content) == []
    (lang,) = words.part(content, "word/styles.xml").find(f"{W}docDefaults").iter(f"{W}lang")
    assert {key.removeprefix(W): value for key, value in lang.attrib.items()} == said


@pytest.mark.parametrize("name", ["allies", "congress", "principals"])
def test_the_sample_is_sound_for_every_audience(name: str) -> None:
    assert check.check(words.built(REAL, name)) == []


def test_each_header_and_every_element_is_sound(tmp_path: Path, cleared: Path) -> None:
    for header in ("plain", "congress", "state-action", "dod-action", "nsc", "think-tank"):
        (cleared.parent / "themes").mkdir(exist_ok=True)
        theme = f"name: Own\nextends: statecraft\nmemo: {{header: {header}}}\n"
        (cleared.parent / "themes" / "own.yaml").write_text(theme, encoding="utf-8")
        own = tmp_path / "content" / "own.yaml"
        own.write_text(f"{cleared.read_text(encoding='utf-8')}theme: own\n", encoding="utf-8")
        assert check.check(words.built(own)) == []


def test_the_same_brief_gives_the_same_bytes(cleared: Path) -> None:
    assert words.built(cleared, draft=4) == words.built(cleared, draft=4)
    assert words.built(cleared, draft=4) != words.built(cleared, draft=5)


def test_no_path_of_the_machine_is_in_it(cleared: Path) -> None:
    content = words.built(cleared)
    for name in ("word/document.xml", "docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"):
        assert str(cleared.parent) not in words.part(content, name).xpath("string()")


def test_a_chart_is_a_table_of_its_numbers_with_its_alternative_text() -> None:
    tree = words.part(words.built(DATA / "saltmere-uk.yaml"))
    tables = [
        (table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val"), [text for _, text in words.paragraphs(table)])
        for table in tree.iter(f"{W}tbl")
    ]
    alt, cells = tables[1]
    assert cells[-3:] == ["III кв.", "640", "318,5"]
    assert alt.endswith(".")


@pytest.mark.parametrize(
    ("part", "old", "new", "finding"),
    [
        ("word/document.xml", b"<w:tblHeader/>", b"", "table 1 has no header row"),
        ("word/document.xml", b"w:tblDescription", b"w:tblCaption", "table 1 has no alternative text"),
        ("word/document.xml", b'"Heading1"', b'"BodyText"', "has no heading"),
        ("word/document.xml", b'w:id w:val="2"', b'w:id w:val="1"', "two content controls have the id 1"),
        ("word/document.xml", b"<w:body>", b"<w:bodies/><w:body>", "<bodies> may not be in"),
        ("word/styles.xml", b"<w:lang ", b"<w:noProof/><w:lang1 ", "the document has no language"),
        ("[Content_Types].xml", b"/word/header1.xml", b"/word/header9.xml", "header9.xml, which does not exist"),
    ],
)
def test_what_is_broken_is_found(cleared: Path, part: str, old: bytes, new: bytes, finding: str) -> None:
    assert finding in "\n".join(check.check(words.changed(words.built(cleared), part, (old, new))))


def test_a_renderer_shows_all_of_it(libreoffice: LibreOffice, cleared: Path, tmp_path: Path) -> None:
    files = {"one": words.built(cleared, draft=2), "two": words.built(REAL, "congress"), "three": words.built(HARBOUR)}
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    libreoffice.convert([tmp_path / f"{name}.docx" for name in files], "pdf", tmp_path / "pdf")
    for name, content in files.items():
        document = pypdfium2.PdfDocument(tmp_path / "pdf" / f"{name}.pdf")
        shown = "".join(page.get_textpage().get_text_bounded() for page in document)
        letters = "".join(re.findall(r"[a-z]+", shown.casefold()))
        for _, text in words.paragraphs(words.part(content)):
            assert [word for word in re.findall(r"[a-z]+", text.casefold()) if word not in letters] == [], text


def test_a_sections_picture_stands_in_it_with_its_alternative_text(tmp_path: Path) -> None:
    section = "sections: [{id: map, heading: Map, picture: {file: map.png, alt: Two quays, caption: The quays}}]\n"
    (tmp_path / "brief.yaml").write_text(minimal() + section, encoding="utf-8")
    Image.new("RGB", (90, 50)).save(tmp_path / "map.png")
    ran = brief("build", tmp_path / "brief.yaml", "--only", "docx", "-o", tmp_path / "out")
    assert ran.exit_code == 0, ran.stderr
    content = (tmp_path / "out" / "brief.docx").read_bytes()
    assert b'descr="Two quays"' in etree.tostring(words.part(content))
    assert check.check(content) == []
