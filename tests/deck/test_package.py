"""The file itself: what validators say of it, and that each rule of our own check can fail."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from ooxml_integrity import check_pptx
from openxml_audit import validate_pptx

from policybrief.deck.check.check import RULES, check, findings
from policybrief.deck.cover import COVERS
from policybrief.deck.fit import footers, grid, marking
from policybrief.deck.write import write
from policybrief.ooxml.package import NS
from policybrief.ooxml.zipped import packed, unpacked
from policybrief.system.files.resources import DECK_BASE
from support import decks, sdk
from support.soak import SOAK

Parts = dict[str, bytes]
SLIDE, BULLETS, TABLE, CHART = (f"ppt/slides/slide{number}.xml" for number in (3, 2, 4, 6))
CHART_PART = "ppt/charts/chart1.xml"
LINKED = "ppt/slides/slide12.xml"
NOTES = "ppt/notesSlides/notesSlide3.xml"
DECORATIVE = b"{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


@pytest.fixture(params=["sample", "harbour"])
def content(request: pytest.FixtureRequest) -> bytes:
    return (decks.sample if request.param == "sample" else decks.harbour)().content


# -- others' validators


def test_the_open_xml_sdk_s_rules_find_nothing(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(content)
    result = validate_pptx(str(file))
    assert result.is_valid
    assert list(result.errors) == []


# ooxml-integrity knows neither a layout's insets nor which of its body placeholders a shape inherits from, so it
# misjudges the room of texts that take theirs from the layout. test_render.py measures that room on the page, and so
# whether a text that just fills its box (PPT002) stays in it.
INHERITS = ("title", "subtitle", "kicker", "source", "byline", "Footer", "Date", "Slide number")


def test_the_package_s_integrity_is_whole(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(content)
    found = [
        finding
        for finding in check_pptx(file)
        if not (finding.code in ("PPT001", "PPT006") and finding.where.endswith(INHERITS))
        and not (finding.code == "PPT001" and "/sources[" in finding.where)  # it breaks no line at a hyphen
        and not (finding.code == "PPT006" and any(f"overlaps '{name}'" in finding.message for name in INHERITS))
        and finding.code != "PPT002"
    ]
    assert found == []


def test_our_own_check_finds_nothing(content: bytes) -> None:
    assert check(content) == []


def test_random_decks_are_sound(tmp_path: Path) -> None:
    for seed, made in decks.random_decks(SOAK or 1, tmp_path, first=900).items():
        assert check(made.content) == [], f"seed {seed}"
        assert sdk.findings(made.content, tmp_path) == [], f"seed {seed}"


def test_every_part_is_stamped_with_zip_s_first_moment(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
        assert infos[0].filename == "[Content_Types].xml", "a reader may stream the file"
        assert archive.testzip() is None


def test_a_zip_s_entries_say_the_same_on_every_system(content: bytes) -> None:
    files = [content, *(part for name, part in unpacked(content).items() if name.endswith(".xlsx"))]
    for file in files:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            assert {(info.create_system, info.external_attr) for info in archive.infolist()} == {(3, 0o600 << 16)}


def base_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]) -> None:
    """deck/write/master with these files added or replaced."""
    shutil.copytree(DECK_BASE, tmp_path / "base")
    for name, part in files.items():
        (tmp_path / "base" / name).write_bytes(part)
    monkeypatch.setattr(write, "DECK_BASE", tmp_path / "base")


def test_what_editors_leave_in_the_base_is_not_in_the_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strays = {".DS_Store": b"\xff\0", "ppt/theme/theme1.xml~": b"${old", "ppt/theme/.theme1.xml.swp": b"\xff"}
    base_with(tmp_path, monkeypatch, strays)
    assert write.write(decks.harbour().placed) == decks.harbour().content


def test_an_unknown_token_in_the_base_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base_with(tmp_path, monkeypatch, {"ppt/viewProps.xml": b"<x>${typo}</x>"})
    with pytest.raises(KeyError, match="typo"):
        write.write(decks.harbour().placed)


# The fixed placeholders of each layout, by type and index, and the boxes of fit that they have to be.
FOOTER = {("ftr", "11"): marking.FOOT}
FEET = FOOTER | {("dt", "10"): footers.DATE, ("sldNum", "12"): footers.NUMBER}
COVER = COVERS["dark"]
DARK = FOOTER | {("body", "13"): COVER.kicker_box}
LIGHT = FEET | {("title", "0"): grid.TITLE, ("body", "13"): grid.KICKER, ("body", "14"): grid.SOURCE}
GRID = {
    1: {("ctrTitle", "0"): COVER.title_box, ("subTitle", "1"): COVER.subtitle_box, ("body", "15"): COVER.byline_box}
    | DARK,
    2: {
        ("title", "0"): COVER.section_title_box,
        ("body", "1"): COVER.section_subtitle_box,
        ("body", "15"): COVER.section_byline_box,
    }
    | DARK,
    **dict.fromkeys(range(3, 9), LIGHT),
}


@pytest.mark.parametrize("number", GRID)
def test_the_layouts_have_the_boxes_that_fit_measures(number: int) -> None:
    parts = unpacked(decks.harbour().content)
    layout = etree.fromstring(parts[f"ppt/slideLayouts/slideLayout{number}.xml"])
    master = etree.fromstring(parts["ppt/slideMasters/slideMaster1.xml"])
    found = boxes(master) | boxes(layout)
    for key, box in GRID[number].items():
        assert found[key] == tuple(round(length * 12_700) for length in (box.x, box.y, box.width, box.height)), key
    fixed = {key for key in boxes(layout) if int(key[1]) < 20}
    assert fixed <= GRID[number].keys(), "a placeholder that fit does not know"


def boxes(tree: Any) -> dict[tuple[str, str], tuple[int, ...]]:
    """The boxes of a part's placeholders in EMU, by type and index; of those that have one of their own."""
    found = {}
    for shape in tree.iterfind(".//p:sp", NS):
        frame, holder = shape.find("p:spPr/a:xfrm", NS), shape.find(".//p:ph", NS)
        if frame is not None and holder is not None:
            numbers = [*frame.find("a:off", NS).values(), *frame.find("a:ext", NS).values()]
            found[holder.get("type", "obj"), holder.get("idx", "0")] = tuple(map(int, numbers))
    return found


def test_a_workbook_does_not_say_when_it_was_made() -> None:
    books = [part for name, part in unpacked(decks.harbour().content).items() if name.endswith(".xlsx")]
    assert len(books) == 1
    core = unpacked(books[0])["docProps/core.xml"]
    assert b"1980-01-01T00:00:00Z" in core
    assert not re.findall(rb"<dc:creator>([^<]+)<|<cp:lastModifiedBy>([^<]+)<", core), "nor by whom"


def test_the_notes_master_has_all_the_placeholders_of_one() -> None:
    master = etree.fromstring(unpacked(decks.harbour().content)["ppt/notesMasters/notesMaster1.xml"])
    kinds = sorted(node.get("type") for node in master.iter("{*}ph"))
    assert kinds == ["body", "dt", "ftr", "hdr", "sldImg", "sldNum"]


# -- mutants: each rule can fail


def replaced(name: str, old: str, new: str, count: int = 1) -> Callable[[Parts], None]:
    """A change of text in a part. What is to be changed has to be there."""

    def change(parts: Parts) -> None:
        text, times = re.subn(old, new, parts[name].decode(), count=count, flags=re.DOTALL)
        assert times, f"{name} has no {old}"
        parts[name] = text.encode()

    return change


def added(name: str, content: bytes = b"<x/>") -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: content})


def removed(name: str) -> Callable[[Parts], None]:
    return lambda parts: parts.pop(name) and None


def linked(address: str) -> Callable[[Parts], None]:
    return replaced(
        f"ppt/slides/_rels/{LINKED.rpartition('/')[2]}.rels", r'Target="https?://[^"]*"', f'Target="{address}"'
    )


def same_notes(parts: Parts) -> None:
    name = "ppt/slides/_rels/slide2.xml.rels"
    parts[name] = parts[name].replace(b"notesSlide2.xml", b"notesSlide3.xml")


def same_title(parts: Parts) -> None:
    for name in (SLIDE, TABLE):
        tree = etree.fromstring(parts[name])
        title = tree.find(".//{*}sp")
        for number, text in enumerate(title.iter("{*}t")):
            text.text = "Twice" if number == 0 else ""
        parts[name] = etree.tostring(tree)


GROUP = (
    '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="90" name="Group 90"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/><a:chOff x="0" y="0"/><a:chExt cx="1" cy="1"/></a:xfrm>'
    "</p:grpSpPr></p:grpSp>"
)
PANEL = (
    '<p:sp><p:nvSpPr><p:cNvPr id="91" name="panel" descr="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="12192000" cy="6858000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill></p:spPr></p:sp>'
)


def title_last(parts: Parts) -> None:
    tree = etree.fromstring(parts[SLIDE])
    shapes = tree.findall(".//{*}spTree/{*}sp")
    shapes[0].getparent().append(shapes[0])
    parts[SLIDE] = etree.tostring(tree)


def under_it_all(parts: Parts) -> None:
    """A dark panel behind the texts of a light slide."""
    replaced(BULLETS, "</p:grpSpPr>", f"</p:grpSpPr>{PANEL}")(parts)


def in_twice(parts: Parts) -> None:
    parts["PPT/Presentation.xml"] = parts["ppt/presentation.xml"]


with zipfile.ZipFile(Path(pptx.__file__).parent / "templates" / "default.pptx") as template:
    THUMBNAIL = template.read("docProps/thumbnail.jpeg")

LINKED_PICTURE = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://host.invalid/x.png" TargetMode="External"/></Relationships>'
)
MUTANTS: dict[str, tuple[Callable[[Parts], None], str]] = {
    "negative width": (replaced(SLIDE, r'cx="\d{4,}"', 'cx="-5"'), "cx of <ext> is no value that it takes"),
    "override without part": (removed("ppt/viewProps.xml"), "names ppt/viewProps.xml, which does not exist"),
    "part without type": (
        replaced("[Content_Types].xml", r'<(\w+:)?Override [^>]*slide3\.xml"[^>]*/>', ""),
        "slide3.xml: has no content",
    ),
    "two names alike": (in_twice, "is in the package twice"),
    "relationship to nothing": (removed(NOTES), "notesSlide3.xml, which does not exist"),
    "unknown relationship": (replaced(CHART, 'r:id="[^"]*"', 'r:id="rId99"'), "uses the relationship rId99"),
    "relationship twice": (
        replaced("ppt/_rels/presentation.xml.rels", "rId2", "rId1"),
        "relationship rId1 comes twice",
    ),
    "orphan": (added("ppt/media/image1.png"), "no part refers to it"),
    "shape id": (replaced(SLIDE, r'(<p:cNvPr id=")3"', r'\g<1>2"'), "two shapes have the id 2"),
    "slide id": (
        replaced("ppt/presentation.xml", '<p:sldId ([^>]*)id="257"', r'<p:sldId \1id="256"'),
        "two slides have the id 256",
    ),
    "layout id": (
        replaced("ppt/slideMasters/slideMaster1.xml", 'sldLayoutId id="[0-9]+"', 'sldLayoutId id="2147483648"'),
        "two layouts or masters",
    ),
    "section of no slide": (
        replaced("ppt/presentation.xml", '<p14:sldId id="256"', '<p14:sldId id="999"'),
        "holds the slide 999, which is gone",
    ),
    "slide of no section": (
        replaced("ppt/presentation.xml", '<p14:sldId id="256"/>', ""),
        "no section holds the slide 256",
    ),
    "default section": (
        replaced("ppt/presentation.xml", '<p14:section name="[^"]*"', '<p14:section name="Default Section"'),
        "no name of its own",
    ),
    "row too short": (replaced(TABLE, "<a:tc>.*?</a:tc>", ""), "does not have 4 cells"),
    "cell without text": (replaced(TABLE, "<a:tc><a:txBody>.*?</a:txBody>", "<a:tc>"), "cell has no text body"),
    "merged cells": (replaced(TABLE, "<a:tc>", '<a:tc gridSpan="2">'), "merged cells"),
    "no header row": (replaced(TABLE, 'firstRow="1"', ""), "no header row"),
    "shared notes": (same_notes, "two slides share it"),
    "escape": (replaced(SLIDE, "<a:t>", "<a:t>_x000B_"), "escaped character"),
    "line break": (replaced(NOTES, "<a:t>", "<a:t>a\nb"), "holds a line break"),
    "workbook": (
        lambda parts: parts.update({n: b"no" for n in parts if n.endswith(".xlsx")}),
        "no workbook that opens",
    ),
    "long property": (replaced("docProps/core.xml", "(<dc:subject>)", r"\1" + "x" * 256), "more than 255 characters"),
    "title twice": (replaced("docProps/core.xml", "(<dc:title>.*?</dc:title>)", r"\1\1"), "title comes twice"),
    "no document title": (replaced("docProps/core.xml", "<dc:title>.*?</dc:title>", "<dc:title/>"), "has no title"),
    "no moment": (replaced("docProps/core.xml", "T00:00:00Z", ""), "is not a moment"),
    "4:3": (replaced("ppt/presentation.xml", "<p:sldSz ", '<p:sldSz type="screen4x3" '), "another format"),
    "thumbnail": (added("docProps/thumbnail.jpeg", THUMBNAIL), "is a leftover"),
    "printer settings": (added("ppt/printerSettings/printerSettings1.bin"), "is a leftover"),
    "foreign author": (
        replaced("docProps/core.xml", "<cp:lastModifiedBy>.*?<", "<cp:lastModifiedBy>Steve Canny<"),
        "Steve Canny",
    ),
    "no title": (replaced(SLIDE, 'type="title"', 'type="body" idx="20"'), "has no title"),
    "empty title": (replaced(SLIDE, "<a:t>.*?</a:t>", "<a:t> </a:t>"), "has no title"),
    "same title": (same_title, "another slide has the same title"),
    "chart without alt": (replaced(CHART, ' descr="Columns[^"]*"', ""), "has no alternative text"),
    "file name as alt": (replaced(TABLE, ' descr="Shore[^"]*"', ' descr="image.png"'), "is a file's name"),
    "bare decoration": (
        replaced(SLIDE, re.escape(DECORATIVE.decode()), "{00000000-0000-0000-0000-000000000000}"),
        "not marked as decorative",
    ),
    "no language": (replaced(SLIDE, 'lang="en-GB" ', ""), "is not given"),
    "no language in notes": (replaced(NOTES, 'lang="en-GB" ', ""), "is not given"),
    "foreign placeholder": (replaced(SLIDE, 'idx="14"', 'idx="77"'), "the placeholder body 77 is not in"),
    "group without alt": (
        replaced(SLIDE, "</p:spTree>", f"{GROUP}</p:spTree>"),
        "'Group 90' has no alternative text",
    ),
    "4:3 in the properties": (
        replaced("docProps/app.xml", "</Application>", r"\g<0><PresentationFormat>4:3</PresentationFormat>"),
        "says '4:3', and the slides are not",
    ),
    "click here": (replaced(LINKED, "<a:t>quay plan<", "<a:t>Click here!<"), "the link 'Click here!' does not say"),
    "an address to read": (
        replaced(LINKED, "<a:t>quay plan<", "<a:t>https://saltmere.example/plan<"),
        "is read out as an address",
    ),
    "number without tooltip": (replaced(SLIDE, ' tooltip="[^"]*"', "", 0), "the link '1' does not say"),
    "title read late": (title_last, "stands below the title and is read before it"),
    "grey on white": (
        replaced(BULLETS, '<a:schemeClr val="tx1"/>', '<a:srgbClr val="999999"/>'),
        "has a contrast of 2.8 to what is under it, and needs 3",
    ),
    "white on white by its layout": (
        replaced("ppt/slideLayouts/slideLayout8.xml", '<a:schemeClr val="accent6"/>', '<a:schemeClr val="bg1"/>', 0),
        "has a contrast of 1.0 to what is under it, and needs 4.5",
    ),
    "dark title on the dark cover": (
        replaced("ppt/slideLayouts/slideLayout1.xml", '<a:schemeClr val="bg1"/>', '<a:schemeClr val="tx1"/>', 0),
        "to what is under it, and needs 3",
    ),
    "dark on a dark cell": (
        replaced(TABLE, '<a:schemeClr val="bg1"/>', '<a:schemeClr val="accent4"/>'),
        "'Shore power' has a contrast of",
    ),
    "a panel slid under": (under_it_all, "has a contrast of"),
    "a picture from elsewhere": (
        replaced(SLIDE.replace("slides/", "slides/_rels/") + ".rels", "</Relationships>", LINKED_PICTURE),
        "holds linked pictures",
    ),
    "type twice": (
        replaced("[Content_Types].xml", '(<(?:\\w+:)?Override [^>]*slide3\\.xml"[^>]*/>)', r"\1\1"),
        "names /ppt/slides/slide3.xml twice",
    ),
    "part in another case": (
        replaced("ppt/_rels/presentation.xml.rels", "slides/slide3.xml", "slides/Slide3.xml"),
        "leads to ppt/slides/Slide3.xml, which does not exist",
    ),
    "notes master without a name": (
        replaced("ppt/presentation.xml", "<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", ""),
        "does not name ppt/notesMasters/notesMaster1.xml in <notesMasterIdLst>",
    ),
    "layout without a name": (
        replaced("ppt/slideMasters/slideMaster1.xml", "<p:sldLayoutId [^>]*/>", ""),
        "slideLayout1.xml in <sldLayoutIdLst>",
    ),
    "labels beside stacked columns": (
        replaced(CHART_PART, '<c:grouping val="clustered"/>', '<c:grouping val="stacked"/>'),
        "labels stand at 'outEnd', which a stacked barChart has no place for",
    ),
    "labels above columns": (
        replaced(CHART_PART, '<c:dLblPos val="outEnd"/>', '<c:dLblPos val="t"/>'),
        "labels stand at 't', which a clustered barChart",
    ),
    "axis that is not there": (
        replaced(CHART_PART, '<c:crossAx val="[^"]*"', '<c:crossAx val="99"'),
        "there is no axis 99, which the chart names",
    ),
    "slide of another type": (
        replaced("[Content_Types].xml", r'(slide3\.xml"[^>]*presentationml\.)slide\+xml', r"\1slideLayout+xml"),
        "slide3.xml: is related as a slide, and its content type is",
    ),
    "address too long": (linked("https://a.example/" + "x" * 2100), "has 2118 characters, and PowerPoint takes 2083"),
    "address with a space": (linked("https://a.example/a b"), "holds a space"),
    "address without a host": (linked("https:///a"), "names no host"),
    "address of a bad port": (linked("https://a.example:x/"), "names no host that can be"),
    "address with a bare %": (linked("https://a.example/100%"), "holds a % that escapes nothing"),
    "address of two places": (linked("https://a.example/#a#b"), "holds more than one #"),
    "text in no text": (replaced(SLIDE, "</p:spTree>", r"stray\g<0>"), "text stands in <spTree>, which holds none"),
    "half a unit": (replaced(SLIDE, r' x="\d{4,}', r"\g<0>.5"), "x of <off> is no value that it takes"),
    "no body properties": (replaced(SLIDE, r"<a:bodyPr/>", ""), "<txBody> has no <bodyPr>"),
    "unknown attribute": (
        replaced(SLIDE, r"<a:bodyPr", r'<a:bodyPr foo="1"'),
        "an attribute that there is none of: foo",
    ),
    "unknown element": (replaced(SLIDE, r"<a:bodyPr/>", r"\g<0><a:foo/>"), "<foo> may not be in <txBody>"),
    "font too small": (replaced(SLIDE, r' sz="\d+"', ' sz="99"'), "sz of <rPr> is no value that it takes"),
    "slides too wide": (
        replaced("ppt/presentation.xml", 'cx="12192000"', 'cx="52000000"'),
        "cx of <sldSz> is no value",
    ),
    "paragraph's properties after its text": (
        replaced(SLIDE, r"(<a:pPr(?:(?!<a:r>).)*</a:pPr>|<a:pPr[^>]*/>)(<a:r>.*?</a:r>)", r"\2\1"),
        "<pPr> may not be in <p>, or not at this place",
    ),
    "entity": (replaced(SLIDE, "<p:sld ", '<!DOCTYPE x [<!ENTITY a "b">]><p:sld '), "has a DOCTYPE"),
    "not XML": (replaced(SLIDE, "</p:sld>", ""), "is not well-formed"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_fault_is_found(name: str) -> None:
    change, message = MUTANTS[name]
    parts = unpacked(decks.harbour().content)
    change(parts)
    found = findings(packed(parts))
    assert any(message in finding for finding in found), check(packed(parts))


def test_every_rule_can_fail() -> None:
    """No rule is there for show: each yields something for a mutant."""
    from policybrief.ooxml.package import Package

    silent = {rule.__name__ for rule in RULES}
    names = [*reversed(MUTANTS)]  # those of the schemas, whose rule is slow, stand last
    names.sort(key=lambda name: "contrast" not in MUTANTS[name][1])  # and this rule is the next
    for name in names:
        if not silent:
            break
        parts = unpacked(decks.harbour().content)
        MUTANTS[name][0](parts)
        if name not in ("not XML", "entity"):
            package = Package(packed(parts))
            silent -= {rule.__name__ for rule in RULES if rule.__name__ in silent and list(rule(package))}
    assert silent == set()


def test_what_is_no_package_is_said_to_be_none() -> None:
    for content in (b"not a ZIP file", decks.harbour().content[:-500]):
        (found,) = check(content)
        assert found.startswith("the file is not a ZIP package that can be read: ")
    (found,) = check(packed({"word/document.xml": b"<x/>"}))
    assert found == "the file is not a PowerPoint file: it has no ppt/presentation.xml"
    (found,) = check(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "is a PowerPoint file of before 2007" in found
    assert "save it as .pptx" in found
    strict = b'<p:presentation xmlns:p="http://purl.oclc.org/ooxml/presentationml/main"/>'
    (found,) = check(packed({"ppt/presentation.xml": strict}))
    assert "Strict format" in found


def test_text_never_shrinks_by_the_program() -> None:
    """A box that is to shrink its text without a stored scale shows it at full size until somebody edits it."""
    for name, part in unpacked(decks.harbour().content).items():
        assert b"<a:normAutofit/>" not in part, name


def test_python_pptx_s_own_deck_is_told_from_ours(tmp_path: Path) -> None:
    from pptx import Presentation

    stream = io.BytesIO()
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(stream)
    found = "\n".join(check(stream.getvalue()))
    for words in ("Steve Canny", "thumbnail.jpeg: is a leftover", "slide1.xml: has no title"):
        assert words in found
    assert "another format" not in found, "its slides are 4:3, as it says"


# -- decks of other programs


@pytest.mark.parametrize("kind", ["BAR_CLUSTERED", "BAR_STACKED", "LINE", "PIE", "DOUGHNUT", "AREA", "RADAR"])
def test_labels_where_another_program_puts_them_are_no_fault(kind: str) -> None:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    deck: Any = Presentation()
    data: Any = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    chart = slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), 0, 0, 4_000_000, 3_000_000, data).chart
    chart.plots[0].has_data_labels = True
    stream = io.BytesIO()
    deck.save(stream)
    assert not [finding for finding in check(stream.getvalue()) if "chart" in finding and "alternative" not in finding]


def other_deck(tmp_path: Path) -> Any:
    """A deck as people make them with a library: a group, a table, a chart, a picture, a link, a title."""
    from PIL import Image
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    Image.new("RGB", (40, 30)).save(tmp_path / "p.png")
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "One & only"
    room = (Inches(1), Inches(2), Inches(3), Inches(1))
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(*room).text_frame.text = "in a group"
    slide.shapes.add_table(2, 2, *room)
    data: Any = CategoryChartData()
    data.categories = ["a"]
    data.add_series("s", [1])
    slide.shapes.add_chart(XL_CHART_TYPE.LINE, *room, data)
    slide.shapes.add_picture(str(tmp_path / "p.png"), *room)
    run = slide.shapes.add_textbox(*room).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "here", "https://a.example"
    return deck


def test_true_things_are_said_of_other_programs_decks(tmp_path: Path) -> None:
    stream = io.BytesIO()
    other_deck(tmp_path).save(stream)
    found = [finding for finding in check(stream.getvalue()) if "/slide1.xml" in finding]
    assert [finding.partition(": ")[2] for finding in found] == [
        "'Group 2' has no alternative text",
        "'Table 4' has no alternative text",
        "'Chart 5' has no alternative text",
        "the alternative text of 'Picture 6' is a file's name",
        "the language of 'One & only' is not given",
        "the link 'here' does not say where it leads",
    ]


@pytest.mark.soak
def test_a_broken_file_is_no_traceback() -> None:
    """Elements and attributes gone or absurd, wherever: check finds something or nothing, and ends."""
    base, chance, counted = unpacked(decks.harbour().content), random.Random(7), 0
    names = sorted(name for name in base if re.match(r"ppt/(slide|theme|pres|notesS)|docProps|\[C", name))
    for _ in range(SOAK or 8):
        parts = dict(base)
        for name in chance.sample(names, 3):
            tree = etree.fromstring(parts[name])
            nodes = [node for node in tree.iter() if isinstance(node.tag, str)]
            for node in chance.choices(nodes, k=chance.choice([1, 5, 40])):
                way = chance.random()
                if way < 0.4 and node.attrib:
                    node.set(
                        chance.choice(list(node.attrib)), chance.choice(["", "abc", "-1", "1e9", "9" * 20, "../x"])
                    )
                elif way < 0.7 and node.getparent() is not None:
                    node.getparent().remove(node)
                elif node.attrib:
                    del node.attrib[chance.choice(list(node.attrib))]
            parts[name] = etree.tostring(tree)
        counted += bool(check(packed(parts)))
    assert counted > 3
