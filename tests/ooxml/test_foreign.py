"""What a stranger's template holds beside its design stays out of decks on it, is told, and leaves no hole."""

# ruff: noqa: E501  # what is planted reads best on one line

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from policybrief.deck.check.check import check
from policybrief.ooxml.package import Package
from support import bases, decks, sdk
from support.commands import Ran, brief
from support.projects import MINIMAL, ROOT

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MASTER, LAYOUT = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml"
MAIN = "ppt/presentation.xml"
ELSEWHERE = ["http://host.invalid/x.png", "file:///C:/x.exe", r"\\host.invalid\share\x.png", "ftp://host.invalid/x"]
BOX = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="91440" cy="91440"/></a:xfrm>'
RECT = f'<p:spPr>{BOX}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>%s</p:spPr>'
PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="%d" name="x"/><p:cNvPicPr/><p:nvPr>%s</p:nvPr></p:nvPicPr><p:blipFill>%s'
    f"<a:stretch><a:fillRect/></a:stretch></p:blipFill>{RECT % ''}</p:pic>"
)
SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="%d" name="x">%s</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    + RECT
    + "<p:txBody><a:bodyPr/><a:p>%s<a:r><a:rPr>%s</a:rPr><a:t>words</a:t></a:r></a:p></p:txBody></p:sp>"
)
FRAME = (
    f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="x"/><p:cNvGraphicFramePr/><p:nvPr/>'
    f'</p:nvGraphicFramePr>{BOX.replace("a:xfrm", "p:xfrm")}<a:graphic><a:graphicData uri="%s">%s</a:graphicData>'
    "</a:graphic></p:graphicFrame>"
)
OLE = "http://schemas.openxmlformats.org/presentationml/2006/ole"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
P14 = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
LINK = '<a:hlinkClick r:id="%s" action="%s"/>'


@dataclass(frozen=True)
class Planted:
    """Something in a template: the kind of its relationship, the target, the shape that refers to it as rIdEV, and what
    is told of it. A `part` is put into the package where the target lies inside of it.
    """

    kind: str
    target: str
    shape: str
    told: str
    part: str = ""
    type: str = "application/octet-stream"


PLANTED = {
    "linked picture": Planted("image", ELSEWHERE[0], PICTURE % (900, "", '<a:blip r:link="rIdEV"/>'), "linked pictures"),
    "picture of a share": Planted("image", ELSEWHERE[2], PICTURE % (900, "", '<a:blip r:link="rIdEV"/>'), "linked pictures"),
    "embedded by an address": Planted("image", ELSEWHERE[0], PICTURE % (900, "", '<a:blip r:embed="rIdEV"/>'), "linked pictures"),
    "fill": Planted("image", ELSEWHERE[0], SHAPE % (900, "", '<a:blipFill><a:blip r:link="rIdEV"/><a:stretch/></a:blipFill>', "", ""), "linked pictures"),
    "bullet": Planted("image", ELSEWHERE[0], SHAPE % (900, "", "", '<a:pPr><a:buBlip><a:blip r:link="rIdEV"/></a:buBlip></a:pPr>', ""), "linked pictures"),
    "picture by another name": Planted("hyperlink", "https://host.invalid/x.png", PICTURE % (900, "", '<a:blip r:link="rIdEV"/>'), ""),
    "linked object": Planted("oleObject", ELSEWHERE[1], FRAME % (900, OLE, '<p:oleObj name="x" r:id="rIdEV" progId="Package"><p:link updateAutomatic="1"/></p:oleObj>'), "links to other files (OLE)"),
    "object in alternatives": Planted(
        "oleObject", ELSEWHERE[2],
        FRAME % (900, OLE, f'<mc:AlternateContent {MC}><mc:Choice Requires="v" xmlns:v="urn:schemas-microsoft-com:vml"><p:oleObj spid="_x0000_s1026" name="x" r:id="rIdEV" progId="Package"><p:link/></p:oleObj></mc:Choice><mc:Fallback><p:oleObj name="x" r:id="rIdEV" progId="Package"><p:link/></p:oleObj></mc:Fallback></mc:AlternateContent>'),
        "links to other files (OLE)",
    ),
    "embedded object": Planted("oleObject", "../embeddings/oleObject1.bin", FRAME % (900, OLE, '<p:oleObj name="x" r:id="rIdEV" progId="Package"><p:embed/></p:oleObj>'), "embedded objects", "ppt/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject"),
    "film": Planted("video", ELSEWHERE[0], PICTURE % (900, '<a:videoFile r:link="rIdEV"/>', "<a:blip/>"), "linked films and sounds"),
    "film of today": Planted("media", ELSEWHERE[0], PICTURE % (900, f'<p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}"><p14:media {P14} r:link="rIdEV"/></p:ext></p:extLst>', "<a:blip/>"), "linked films and sounds"),
    "sound": Planted("audio", ELSEWHERE[2], PICTURE % (900, '<a:audioFile r:link="rIdEV"/>', "<a:blip/>"), "linked films and sounds"),
    "file": Planted("hyperlink", ELSEWHERE[1], SHAPE % (900, LINK % ("rIdEV", ""), "", "", ""), "links to files and programs"),
    "share": Planted("hyperlink", ELSEWHERE[2], SHAPE % (900, "", "", "", LINK % ("rIdEV", "")), "links to files and programs"),
    "file beside": Planted("hyperlink", "setup.exe", SHAPE % (900, LINK % ("rIdEV", "ppaction://hlinkfile"), "", "", ""), "links to files and programs"),
    "program": Planted("hyperlink", "https://host.invalid/", SHAPE % (900, LINK % ("rIdEV", "ppaction://program"), "", "", ""), "actions that run programs or open files"),
    "macro": Planted("", "", SHAPE % (900, LINK % ("", "ppaction://macro?name=x"), "", "", ""), "actions that run programs or open files"),
    "macro in capitals": Planted("", "", SHAPE % (900, LINK % ("", " PPACTION://Macro?name=x"), "", "", ""), "actions that run programs or open files"),
    "object's verb": Planted("", "", SHAPE % (900, LINK % ("", "ppaction://ole?verb=0"), "", "", ""), "actions that run programs or open files"),
    "hover": Planted("hyperlink", "https://host.invalid/", SHAPE % (900, '<a:hlinkHover r:id="rIdEV"/>', "", "", ""), "actions on hover"),
    "hover over words": Planted("hyperlink", "https://host.invalid/", SHAPE % (900, "", "", "", '<a:hlinkMouseOver r:id="rIdEV" action="ppaction://program"/>'), "actions that run programs or open files"),
    "sound of a click": Planted("audio", ELSEWHERE[0], SHAPE % (900, '<a:hlinkClick r:id="" action="ppaction://noaction"><a:snd r:embed="rIdEV" name="x"/></a:hlinkClick>', "", "", ""), "linked films and sounds"),
    "control": Planted("control", "../activeX/activeX1.xml", "", "ActiveX controls", "ppt/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml"),
    "tags": Planted("tags", "../tags/tag1.xml", "", "tags of add-ins", "ppt/tags/tag1.xml", "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"),
    "drawing of old": Planted("vmlDrawing", "../drawings/vmlDrawing1.vml", "", "", "ppt/drawings/vmlDrawing1.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    "a picture that is none": Planted("image", "../media/x.bin", PICTURE % (900, "", '<a:blip r:embed="rIdEV"/>'), "", "ppt/media/x.bin", "application/vnd.ms-office.vbaProject"),
    "anything": Planted("frame", ELSEWHERE[3], "", "links to elsewhere"),
    "chart": Planted("chart", "https://host.invalid/chart.xml", FRAME % (900, "http://schemas.openxmlformats.org/drawingml/2006/chart", '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdEV"/>'), "links to elsewhere"),
}  # fmt: skip
AT_THE_FILE = {
    "template": ("attachedTemplate", ELSEWHERE[2], "", "a template from elsewhere"),
    "update": ("slideUpdateUrl", ELSEWHERE[0], "", "slides that update from elsewhere"),
    "authors": ("commentAuthors", "commentAuthors.xml", "presentationml.commentAuthors+xml", "comments"),
    "authors of today": ("authors", "authors.xml", "", "comments"),
    "macros": ("vbaProject", "vbaProject.bin", "", "macros"),
    "printer": ("printerSettings", "printerSettings/p1.bin", "", "printer settings"),
    "data": ("customXml", "../customXml/item1.xml", "", "custom XML"),
}


IDS = {name: f"rIdEV{number:02}" for number, name in enumerate([*PLANTED, *AT_THE_FILE])}


def planted(*names: str) -> bytes:
    """A template with these in its master, or in a layout, or at the presentation itself."""

    def change(files: dict[str, bytes]) -> None:
        for name in names:
            if name in PLANTED:
                _plant(files, PLANTED[name], IDS[name])
            else:
                kind, target, type_, _ = AT_THE_FILE[name]
                inside = "://" not in target and not target.startswith("\\")
                _relate(files, MAIN, kind, target, IDS[name], inside=inside)
                if inside:
                    part = f"ppt/{target}".replace("ppt/../", "")
                    _add(files, part, f"application/vnd.openxmlformats-officedocument.{type_}")

    return bases.repacked(bases.default(), change)


def _plant(files: dict[str, bytes], one: Planted, name: str) -> None:
    part = LAYOUT if one.kind in ("video", "oleObject") else MASTER
    shape = one.shape.replace("rIdEV", name).replace('id="900"', f'id="9{name[-2:]}"')
    files[part] = files[part].replace(b"</p:spTree>", shape.encode() + b"</p:spTree>")
    if one.kind:
        _relate(files, part, one.kind, one.target, name, inside=bool(one.part))
    if one.part:
        _add(files, one.part, one.type)


def _relate(files: dict[str, bytes], part: str, kind: str, target: str, name: str, *, inside: bool) -> None:
    rels = part.replace("/slide", "/_rels/slide", 2).replace("/_rels/slide", "/slide", 1) + ".rels"
    rels = "ppt/_rels/presentation.xml.rels" if part == MAIN else rels
    mode = "" if inside else ' TargetMode="External"'
    entry = f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    files[rels] = files[rels].replace(b"</Relationships>", entry.encode())


def _add(files: dict[str, bytes], part: str, type_: str) -> None:
    files[part] = b"<x/>" if part.endswith("xml") else b"secret"
    override = f'<Override PartName="/{part}" ContentType="{type_}"/></Types>'
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", override.encode())


@cache
def _theme() -> str:
    """The theme that is proposed for python-pptx's template."""
    import tempfile

    folder = Path(tempfile.mkdtemp())
    (folder / "base.pptx").write_bytes(bases.default())
    assert not brief("theme", "inspect", folder / "base.pptx", "--write", folder / "themes" / "house.yaml").exit_code
    text = (folder / "themes" / "house.yaml").read_text("utf-8")
    shutil.rmtree(folder)
    return text


def on(content: bytes, root: Path) -> Ran:
    """What `brief build` says of the minimal brief on a template."""
    themes = root / "content" / "themes"
    themes.mkdir(parents=True)
    (themes / "base.pptx").write_bytes(content)
    (themes / "house.yaml").write_text(_theme(), "utf-8")
    (root / "content" / "brief.yaml").write_text(MINIMAL + "theme: house\n", "utf-8")
    return brief("build", "--only", "deck", cwd=root)


def deck_of(root: Path) -> Package:
    return Package((root / "output" / "brief.pptx").read_bytes())


def sound(root: Path) -> None:
    """Nothing that PowerPoint would repair: our rules, another's, and no reference to nothing."""
    file = root / "output" / "brief.pptx"
    assert check(file.read_bytes()) == []
    assert sdk.findings(file.read_bytes(), root) == []


@dataclass(frozen=True)
class Stranger:
    """A deck on a template with all of them, and what was said of it."""

    root: Path
    build: str
    inspect: str
    check: str


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    root = tmp_path_factory.mktemp("stranger")
    ran = on(planted(*PLANTED, *AT_THE_FILE), root)
    assert ran.exit_code == 0, ran.stderr
    base = root / "content" / "themes" / "base.pptx"
    return Stranger(root, ran.stderr, brief("theme", "inspect", base).stdout, brief("check", base).stderr)


NOT_TOLD = ("printer settings", "custom XML", "tags of add-ins")
"""What only tells of a template's past is said to who inspects it."""


@pytest.mark.parametrize("name", [*PLANTED, *AT_THE_FILE])
def test_it_stays_behind_and_is_told(name: str, stranger: Stranger) -> None:
    one = PLANTED.get(name) or Planted(*AT_THE_FILE[name][:2], "", AT_THE_FILE[name][3])
    found = deck_of(stranger.root)
    assert IDS[name].encode() not in b" ".join(found.parts.values())
    assert not one.part or one.part not in found.names
    grave = one.told not in NOT_TOLD
    assert stranger.build.count(f"the template's {one.told} are left out of the deck") == (bool(one.told) and grave)
    assert one.told in stranger.inspect
    assert not one.told or (f"holds {one.told}" in stranger.check) == grave


def test_none_of_it_leaves_a_hole(stranger: Stranger) -> None:
    sound(stranger.root)
    everything = b" ".join(deck_of(stranger.root).parts.values()).lower()
    for word in (b"invalid", b"setup.exe", b"ppaction://program", b"macro?", b"verb=", b"secret"):
        assert word not in everything


def test_a_picture_that_the_file_has_too_is_kept(tmp_path: Path) -> None:
    """PowerPoint's "insert and link": the picture stays, the link does not."""

    def change(files: dict[str, bytes]) -> None:
        shape = PICTURE % (900, "", '<a:blip r:embed="rIdIN" r:link="rIdEV"/>')
        files[MASTER] = files[MASTER].replace(b"</p:spTree>", shape.encode() + b"</p:spTree>")
        _relate(files, MASTER, "image", ELSEWHERE[0], "rIdEV", inside=False)
        rels = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
        entry = f'<Relationship Id="rIdIN" Type="{OFFICE}/image" Target="../media/x.png"/></Relationships>'
        files[rels] = files[rels].replace(b"</Relationships>", entry.encode())
        _add(files, "ppt/media/x.png", "image/png")
        files["ppt/media/x.png"] = (ROOT / "docs" / "quays.png").read_bytes()

    ran = on(bases.repacked(bases.default(), change), tmp_path)
    assert "linked pictures" in ran.stderr
    found = deck_of(tmp_path)
    assert b'r:embed="rIdIN"' in found.parts[MASTER]
    assert b"rIdEV" not in found.parts[MASTER]
    sound(tmp_path)


def test_a_click_on_a_page_or_a_mailbox_stays(tmp_path: Path) -> None:
    one = SHAPE % (900, LINK % ("rIdEV", ""), "", "", "")

    def change(files: dict[str, bytes]) -> None:
        files[MASTER] = files[MASTER].replace(b"</p:spTree>", one.encode() + b"</p:spTree>")
        _relate(files, MASTER, "hyperlink", "https://example.org/", "rIdEV", inside=False)

    ran = on(bases.repacked(bases.default(), change), tmp_path)
    assert (ran.exit_code, "stay out" in ran.stderr) == (0, False)
    assert b"https://example.org/" in deck_of(tmp_path).parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"]
    sound(tmp_path)


def test_animations_of_what_is_gone_go_too(tmp_path: Path) -> None:
    timing = (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        f'<p:video><p:cMediaNode><p:cTn id="2"/><p:tgtEl><p:spTgt spid="9{IDS["film"][-2:]}"/></p:tgtEl></p:cMediaNode>'
        "</p:video></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing></p:sldLayout>"
    )

    def animate(files: dict[str, bytes]) -> None:
        files[LAYOUT] = files[LAYOUT].replace(b"</p:sldLayout>", timing.encode())

    on(bases.repacked(planted("film"), animate), tmp_path)
    assert b"timing" not in deck_of(tmp_path).parts[LAYOUT]
    sound(tmp_path)


def test_another_encoding_hides_nothing(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[MASTER] = etree.tostring(etree.fromstring(files[MASTER]), encoding="UTF-16", xml_declaration=True)

    ran = on(bases.repacked(planted("linked picture"), change), tmp_path)
    assert "linked pictures" in ran.stderr
    assert b"rIdEV" not in etree.tostring(deck_of(tmp_path).xml(MASTER))
    sound(tmp_path)


def test_our_own_decks_hold_nothing_foreign() -> None:
    """Links to sources, and workbooks of charts, are no fault."""
    assert check(decks.sample().content) == []
