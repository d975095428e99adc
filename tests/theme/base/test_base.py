"""Decks on templates of others: inspected, a theme written, the real brief built, the deck taken apart and rendered."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import yaml
from lxml import etree
from ooxml_integrity import check_pptx
from PIL import Image

from policybrief.deck.check.check import check
from policybrief.deck.shapes import PictureShape, TableShape, TextShape
from policybrief.errors import BriefError
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import ratio as ratio_of
from policybrief.ooxml.package import NS, Package
from policybrief.ooxml.zipped import unpacked
from policybrief.theme import contrast, series
from policybrief.theme import model as theme
from policybrief.theme.base import read
from policybrief.theme.load import load as load_theme
from support import bases, decks
from support.bases import brief_on, small_on
from support.commands import brief
from support.kept import forget
from support.libreoffice import LibreOffice
from support.projects import minimal
from support.renderings import strays
from support.slides import jumps, text_shapes
from support.soak import SOAK

WHOLE = ("python-pptx", "pandoc", "awkward", "portrait", "DNA")
"""What the whole real brief is built on. The minimal one has a slide of each layout, and is built on the others."""
IMPRESS = ["Blue_Curve", "DNA", "Metropolis", "Portfolio"] if SOAK else ["DNA", "Metropolis"]
DRAWN = ("awkward", "low", "DNA")
"""Bases whose decks a renderer draws, a second each: a band and capitals, a title below, a house's faces."""
CHOSEN = {"section": "Title Slide"}
"""LibreOffice's templates have no section header: the user has to say what is to stand for it."""

INHERITS = ("title", "subtitle", "Footer", "Date", "Slide number")


@dataclass(frozen=True)
class Made:
    """A base, a brief on it, the theme proposed for it and its file, the brief's deck, and its pages if drawn."""

    base: bytes
    brief: Path
    file: Path
    theme: theme.Theme
    built: decks.Built
    pages: Path | None


@pytest.fixture(scope="module")
def made(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("bases")
    found = {"python-pptx": bases.default(), "pandoc": bases.pandoc()}
    found |= {name: bases.made(*changes) for name, changes in bases.AWKWARD.items()}
    found |= bases.impress(libreoffice, IMPRESS, folder)
    files = {}
    for name, content in found.items():
        on = brief_on if SOAK or name in WHOLE else small_on
        files[name] = on(folder / name, content, chosen=CHOSEN if name in IMPRESS else {})
    built = {name: decks.built(file) for name, file in files.items()}
    pages = libreoffice.pages({name: one.content for name, one in built.items() if SOAK or name in DRAWN}, folder)
    proposed = {name: file.parent / "themes" / "house.yaml" for name, file in files.items()}
    themes = {name: load_theme("house", (file.parent,)) for name, file in proposed.items()}
    return {
        name: Made(found[name], files[name], proposed[name], themes[name], built[name], pages.get(name))
        for name in found
    }


def package(one: Made) -> Package:
    return Package(one.built.content)


def words(found: Package, part: str) -> str:
    return " ".join(found.find(part, "//a:t/text()"))


def test_validators_and_our_own_check_find_nothing(made: dict[str, Made], tmp_path: Path) -> None:
    for name, one in made.items():
        file = tmp_path / f"{name}.pptx"
        file.write_bytes(one.built.content)
        assert check(one.built.content) == [], name  # which validates against the schemas too
        found = [
            finding
            for finding in check_pptx(file)
            # what a shape inherits from a layout it can't know (see deck/test_package.py), and the base's own masters
            if not (
                finding.code.startswith("PPT") and (finding.where.endswith(INHERITS) or "slides/" not in finding.where)
            )
        ]
        assert found == [], name


def test_the_same_base_gives_the_same_bytes(made: dict[str, Made]) -> None:
    from policybrief.deck.write.write import write

    for name, one in made.items():
        assert write(one.built.placed) == one.built.content, name


def test_every_slide_has_its_words_its_marking_and_its_notes(made: dict[str, Made]) -> None:
    for name, one in made.items():
        judgments = decks.read(one.brief)["judgments"]
        found = package(one)
        said = " ".join(words(found, slide) for slide in found.slides)
        for judgment in judgments:
            assert judgment["headline"] in said, (name, judgment["headline"])
        for slide in found.slides:
            assert "UNCLASSIFIED" in words(found, slide), (name, slide)
        for notes in found.notes:
            assert "UNCLASSIFIED" in words(found, notes), (name, notes)
        if name in WHOLE:
            assert "Lo" in " ".join(words(found, notes) for notes in found.notes), name


def test_the_base_s_slides_are_gone_and_its_layouts_stay(made: dict[str, Made]) -> None:
    for name, one in made.items():
        old, new = Package(one.base), package(one)
        assert "Sample" not in " ".join(words(new, part) for part in new.slides + new.notes), name
        for kind in ("slideLayouts", "slideMasters"):
            pattern = rf"ppt/{kind}/[^/]+\.xml"
            assert new.like(pattern) == old.like(pattern), name
        for layout in old.like(r"ppt/slideLayouts/[^/]+\.xml"):
            assert new.parts[layout] == old.parts[layout], (name, layout)
        assert not any(re.search("thumbnail|printerSettings|customXml", part) for part in new.parts), name


def test_titles_are_theirs_and_nothing_is_shrunk_by_the_reader(made: dict[str, Made]) -> None:
    """A title says its size and its words; colour, face and capitals are inherited, where the layout states them."""
    path = "//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='title' or @type='ctrTitle']]"
    for name, one in made.items():
        found = package(one)
        for slide in found.slides:
            (title,) = found.find(slide, path)
            assert title.xpath(".//a:bodyPr/a:noAutofit", namespaces=NS), (name, slide)
            if name in ("python-pptx", "pandoc", "awkward", "dark", "low", "tiny", "portrait"):
                assert not title.xpath(".//a:rPr/*|.//a:rPr/@b|.//a:rPr/@cap", namespaces=NS), (name, slide)
            assert not found.find(slide, "//a:normAutofit"), (name, slide)


def test_colours_are_the_base_s_own_so_that_the_design_tab_restyles_them(made: dict[str, Made]) -> None:
    found = package(made["python-pptx"])
    for slide in found.slides:
        assert not found.find(slide, "//a:srgbClr"), slide
    assert "{of: " in made["dark"].file.read_text("utf-8")
    for name, one in made.items():
        assert list(contrast.faults(one.theme.rgb, one.theme.pairs)) == [], name
        assert ratio_of(one.theme.printed["ink"], "FFFFFF") >= 4.5, f"{name}: the memo is printed on white"


@pytest.mark.soak
def test_no_text_leaves_its_box(made: dict[str, Made]) -> None:
    found = []
    drawn = [(name, one, one.pages) for name, one in made.items() if one.pages]
    for name, one, pages in drawn:
        with pypdfium2.PdfDocument(pages) as pdf:
            assert len(pdf) == len(one.built.placed.slides)
            for page, slide in zip(pdf, one.built.placed.slides, strict=True):
                found += [f"{name}: {stray}" for stray in strays(page, slide) if "‹#›" not in stray]
    print(f"{len(drawn)} bases: {len(found)} texts outside their box")
    assert found == []


def test_nothing_overlaps_and_nothing_is_off_the_slide(made: dict[str, Made]) -> None:
    for name, one in made.items():
        opened = one.theme.base
        assert opened
        page = Box(0, 0, opened.width, opened.height)
        for slide in one.built.placed.slides:
            for shape in slide.shapes:
                assert page.holds(shape.box, 2), (name, slide.title, shape)
            texts = text_shapes(slide.shapes)
            for number, first in enumerate(texts):
                for second in texts[number + 1 :]:
                    if first.role == "title" and second.name.startswith("judgment "):
                        continue  # the circle before a centred title stands in its box, beside its text
                    shared = first.box.overlap(second.box)
                    assert shared.width < 1 or shared.height < 1, (name, slide.title, first.name, second.name)


def test_a_band_s_place_stays_free(made: dict[str, Made]) -> None:
    for slide in made["awkward"].built.placed.slides:
        assert all(shape.box.x >= 160 for shape in slide.shapes), slide.title


def test_a_picture_under_the_words_is_covered(made: dict[str, Made]) -> None:
    for slide in made["picture"].built.placed.slides[1:3]:
        panel = next(shape for shape in slide.shapes if not isinstance(shape, TextShape | PictureShape))
        inside = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.role in ("column", "row")]
        assert panel.fill.name == "paper"
        assert all(panel.box.holds(shape.box, 1) for shape in inside)


def test_texts_stand_in_the_base_s_placeholders(made: dict[str, Made]) -> None:
    """The layouts of texts are used: Outline view shows the words."""
    found = package(made["python-pptx"])
    used = {found.find(found.target(slide, "slideLayout"), "//p:cSld/@name")[0] for slide in found.slides}
    assert {"Title Slide", "Section Header", "Title Only"} < used
    assert used & {"Two Content", "Title and Content"}


# -- inspect


@pytest.fixture
def corporate(tmp_path: Path) -> Path:
    file = tmp_path / "corporate.potx"
    file.write_bytes(bases.made())
    return file


def test_inspect_lists_layouts_boxes_colours_and_faces(corporate: Path) -> None:
    ran = brief("theme", "inspect", corporate)
    assert ran.exit_code == 0
    assert "slides of 720 by 540 points" in ran.stdout
    assert "headings in Calibri" in ran.stdout
    assert "accent1 4F81BD" in ran.stdout
    assert re.search(r"'Two Content' \(twoObj\)\n +title +idx 0 +36 +22 +648 x 90", ran.stdout)
    record = json.loads(brief("theme", "inspect", corporate, "--format", "json").stdout)
    assert record["layouts"][5]["name"] == "Title Only"
    assert record["layouts"][5]["placeholders"][0]["box"] == [36.0, 21.6, 648.0, 90.0]


def test_an_office_theme_is_the_template_that_it_holds(tmp_path: Path) -> None:
    """Masters and layouts of a .thmx lie elsewhere, behind a theme manager; decks on it are as on the same .pptx."""
    built = []
    for name, content in (("house.thmx", bases.office_theme(bases.default())), ("house.pptx", bases.default())):
        file, folder = tmp_path / name, tmp_path / name.replace(".", "-") / "content"
        file.write_bytes(content)
        ran = brief("theme", "inspect", file, "--write", folder / "themes" / "house.yaml")
        assert ran.exit_code == 0, ran.output
        (folder / "brief.yaml").write_text(minimal(("to: The board", "to: The board\ntheme: house")), "utf-8")
        built.append(unpacked(decks.built(folder / "brief.yaml").content))
    theme, template = built
    assert "ppt/slideLayouts/slideLayout6.xml" in template
    assert theme == template


def test_nothing_is_kept_of_a_base_that_has_changed(tmp_path: Path) -> None:
    """The theme's file stays the same; a process that goes on gives what a new one would."""
    folder = small_on(tmp_path / "project", bases.default()).parent
    before = decks.built(folder / "brief.yaml").content
    theme = load_theme("house", (folder / "themes",))

    def wider(files: dict[str, bytes]) -> None:
        name = "ppt/slideLayouts/slideLayout6.xml"
        files[name] = files[name].replace(b'type="title"', b'type="title" idx="7"')

    (folder / "themes" / "corporate.pptx").write_bytes(bases.repacked(bases.default(), wider))
    assert load_theme("house", (folder / "themes",)) != theme
    after = decks.built(folder / "brief.yaml").content
    assert after != before
    forget()
    assert decks.built(folder / "brief.yaml").content == after


def test_a_written_theme_is_never_overwritten(corporate: Path, tmp_path: Path) -> None:
    target = tmp_path / "themes" / "house.yaml"
    assert brief("theme", "inspect", corporate, "--write", target).exit_code == 0
    before = target.read_text("utf-8")
    again = brief("theme", "inspect", corporate, "--write", target)
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    assert target.read_text("utf-8") == before
    (target.parent / "corporate.potx").write_bytes(b"another")
    other = brief("theme", "inspect", corporate, "--write", target.with_name("other.yaml"))
    assert other.exit_code == 1
    assert f"another file than {corporate}" in " ".join(other.stderr.split())
    assert not target.with_name("other.yaml").exists()


@pytest.mark.parametrize(
    "ground", ["757575", "6F6F6F", "707070", "777777", "7F7F7F", "FF0000", "C00000", "008A3E", "0078D4"]
)
def test_slides_of_a_middle_colour_have_a_theme_that_can_be_read(ground: str, tmp_path: Path) -> None:
    """Neither a panel lighter than these nor one darker has a text that can be read on all: they are as they can be."""

    def of(files: dict[str, bytes]) -> None:
        name = "ppt/theme/theme1.xml"
        light = re.sub(rb"<a:lt1>.*?</a:lt1>", f'<a:lt1><a:srgbClr val="{ground}"/></a:lt1>'.encode(), files[name])
        files[name] = light

    file = small_on(tmp_path / "middle", bases.repacked(bases.made(), of))
    made_ = load_theme("house", (file.parent / "themes",)).rgb
    assert made_["paper"] == ground
    for tint in ("panel", "card", "cell", "first_tint", "second_tint"):
        assert ratio_of(made_[tint], ground) <= 1.4, f"{tint} is nearly white or black on a ground that is neither"


def test_a_layout_that_can_t_be_told_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "odd.pptx"
    file.write_bytes(bases.made(bases.nameless, bases.alike))
    target = tmp_path / "house.yaml"
    ran = brief("theme", "inspect", file, "--write", target)
    assert ran.exit_code == 1
    assert not target.exists()
    assert "it is not clear which layout is 'cover'" in ran.stderr
    assert "--layout section=" in ran.stderr
    assert "'Layout 5'" in ran.stderr
    wrong = brief("theme", "inspect", file, "--write", target, "--layout", "cover=Layout 6")
    assert wrong.exit_code == 1
    assert "has no placeholder for a title" in wrong.stderr
    chosen = [arg for one in ("cover=Layout 0", "section=Layout 2", "title-only=Layout 5") for arg in ("--layout", one)]
    assert brief("theme", "inspect", file, "--write", target, *chosen).exit_code == 0


def proposed(tmp_path: Path, *changes: Callable[[bases.Deck], None]) -> tuple[dict[str, str], str]:
    """The layouts of the theme that is proposed for a template, and the theme's text."""
    file = small_on(tmp_path / "house", bases.made(*changes))
    text = (file.parent / "themes" / "house.yaml").read_text("utf-8")
    return yaml.safe_load(text)["deck"]["layouts"], text


def test_layouts_are_known_by_their_placeholders_where_names_and_types_say_nothing(tmp_path: Path) -> None:
    layouts, text = proposed(tmp_path, bases.nameless)
    assert layouts["cover"] == "Layout 0"
    assert layouts["title-only"] == "Layout 5"
    assert layouts["section"] == "Layout 2"
    assert "that of" not in text


@pytest.mark.parametrize(
    "names",
    [
        ("Harbour - Title Slide", "Harbour - Divider", "Harbour - Title Only"),
        ("1_Titelfolie", "1_Abschnittsüberschrift", "1_Nur Titel"),
        ("Le port | Page de garde", "Le port | Intercalaire", "Le port | Titre seul"),
        ("Титульний слайд (синій)", "Заголовок розділу (синій)", "Лише заголовок (синій)"),
        ("封面", "过渡页", "仅标题"),
        ("Title", "Divider", "Only title"),
    ],
)
def test_layouts_are_known_by_names_with_a_house_s_words_around_them(names: tuple[str, ...], tmp_path: Path) -> None:
    def named(deck: bases.Deck) -> None:
        bases.nameless(deck)
        for number, name in zip((0, 2, 5), names, strict=True):
            deck.slide_layouts[number].name = name

    layouts, _ = proposed(tmp_path, named)
    assert (layouts["cover"], layouts["section"], layouts["title-only"]) == names


def test_a_base_without_a_divider_has_the_cover_for_it_and_says_why(tmp_path: Path) -> None:
    def without(deck: bases.Deck) -> None:
        bases.untitled(deck.slide_layouts[2])

    layouts, text = proposed(tmp_path, without)
    assert layouts["section"] == layouts["cover"] == "Title Slide"
    assert "that of 'cover', for 'Section Header' has no placeholder for a title" in text


def test_a_base_whose_title_slide_has_no_title_has_the_divider_for_a_cover(tmp_path: Path) -> None:
    def without(deck: bases.Deck) -> None:
        bases.untitled(deck.slide_layouts[0])

    layouts, text = proposed(tmp_path, without)
    assert layouts["cover"] == layouts["section"] == "Section Header"
    assert "'Title Slide' has no placeholder for a title" in text


def test_a_section_header_with_a_place_for_a_picture_is_no_divider(tmp_path: Path) -> None:
    def pictured(deck: bases.Deck) -> None:
        layout = deck.slide_layouts[2]
        body = next(held for held in layout.placeholders if held.placeholder_format.idx == 1)
        body._element.find(".//{*}ph").set("type", "pic")
        layout.name = "Section with photo"

    layouts, _ = proposed(tmp_path, pictured)
    assert layouts["section"] == "Title Slide"


def test_inspect_shows_how_likely_layouts_are(tmp_path: Path) -> None:
    file = tmp_path / "house.pptx"
    file.write_bytes(bases.made(lambda deck: bases.untitled(deck.slide_layouts[0])))
    said = brief("theme", "inspect", file).stdout
    assert "'Section Header': type +4, name +4" in said
    assert "'Title Slide' has no placeholder for a title" in said
    record = json.loads(brief("theme", "inspect", file, "--format", "json").stdout)["proposed"]
    assert record["title-only"]["sure"] is True
    assert record["title-only"]["likeliest"][0]["name"] == "Title Only"
    assert record["cover"]["sure"] is False


def test_a_picture_or_a_chart_stands_below_the_row_of_sections(tmp_path: Path) -> None:
    """They have no kicker, in whose line the row stands."""
    file = small_on(tmp_path / "project", bases.made())
    text = file.read_text("utf-8")
    Image.new("RGB", (400, 300), "#7090b0").save(file.parent / "map.png")
    pictures = "pictures:\n  - {headline: The quay, file: map.png, alt: A quay., sources: [count]}\n"
    file.write_text(f"{text}\n{pictures}", "utf-8")
    (slide,) = [each for each in decks.built(file).placed.slides if each.title == "The quay"]
    (picture,) = [shape for shape in slide.shapes if isinstance(shape, PictureShape)]
    rows = [shape for shape in text_shapes(slide.shapes) if shape.role == "progress"]
    assert rows
    assert all(row.box.bottom <= picture.box.y for row in rows)


# -- themes that don't go with their base


def themed(tmp_path: Path, text: str, content: bytes | None = None) -> str:
    """What building with a theme on a base says."""
    folder = tmp_path / "themes"
    folder.mkdir(exist_ok=True)
    (folder / "corporate.potx").write_bytes(content if content is not None else bases.made())
    (folder / "house.yaml").write_text(text, encoding="utf-8")
    try:
        load_theme("house", (folder,))
    except BriefError as error:
        return "\n".join(str(problem) for problem in error.problems)
    return ""


ON = "extends: statecraft\ndeck:\n  base: corporate.potx\n  layouts:\n"
GOOD = ON + "    cover: Title Slide\n    section: Section Header\n    title-only: Title Only\n"


def test_a_theme_on_a_base_loads(tmp_path: Path) -> None:
    assert themed(tmp_path, GOOD) == ""
    assert themed(tmp_path, GOOD.replace("Title Only", "Office Theme / Title Only")) == ""


WRONG = {
    "no layouts": ("extends: statecraft\ndeck: {base: corporate.potx}", ["layout of the base is 'cover'", "'section'"]),
    "no section": (ON + "    cover: Title Slide\n    title-only: Title Only", ["is 'section'", "'Section Header'"]),
    "unknown": (GOOD.replace("Title Only", "Titel Only"), ["no layout 'Titel Only'", "did you mean 'Title Only'?"]),
    "no title": (GOOD.replace("Title Only", "Blank"), ["'Blank' has no placeholder for a title"]),
    "sideways": (GOOD.replace("Title Only", "Vertical Title and Text"), ["its title on its side"]),
    "few texts": (GOOD + "    three-texts: Two Content", ["has 2 placeholders for text, and 'three-texts' needs 3"]),
    "unknown slot": (GOOD + "colors: {accent: {of: accent9}}", ["'accent9' is not a colour", "accent6"]),
    "shade of ours": (GOOD + "colors: {accent: {of: primary}}", ["'primary' is not a colour"]),
    "paper": (GOOD + "colors: {paper: '101010'}", ["the slides of the base are FFFFFF", "{of: bg1}"]),
    "contrast": (GOOD + "colors: {ink: {of: accent3}}", ["text: ink on paper"]),
    "content": (GOOD + "  content: {x: 400, y: 0, width: 400, height: 200}", ["ends off the slide"]),
    "outside": (GOOD.replace("corporate.potx", "../corporate.potx"), ["leads outside the theme's folder"]),
    "missing": (GOOD.replace("corporate.potx", "corporat.potx"), ["no file 'corporat.potx' beside the theme"]),
    "kind": (GOOD.replace("corporate.potx", "corporate.key"), ["neither a .pptx nor a .potx"]),
    "without a base": ("extends: statecraft\ncolors: {ink: {of: tx1}}", ["is a mapping, not text"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_go_together_is_said(name: str, tmp_path: Path) -> None:
    text, said = WRONG[name]
    found = themed(tmp_path, text)
    for part in said:
        assert part in found, found
    assert "house.yaml" in found


# -- files that are no bases


def without(pattern: str) -> bytes:
    return bases.repacked(
        bases.made(), lambda files: [files.pop(name) for name in list(files) if re.search(pattern, name)] and None
    )


def changed(name: str, old: bytes, new: bytes) -> bytes:
    return bases.repacked(bases.made(), lambda files: files.update({name: files[name].replace(old, new)}))


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"ppt/media/{number}.bin", b"\0" * 100_000_000, compresslevel=1)
    return stream.getvalue()


NOT_BASES = {
    "text": (b"not a ZIP file", "can't be unpacked"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "strict": (
        changed(
            "ppt/presentation.xml",
            b"http://schemas.openxmlformats.org/presentationml/2006/main",
            b"http://purl.oclc.org/ooxml/presentationml/main",
        ),
        "Strict format",
    ),
    "workbook": (
        changed("[Content_Types].xml", b"presentationml.presentation.main", b"spreadsheetml.sheet.main"),
        "holds no presentation",
    ),
    "no types": (without(r"Content_Types"), "is not a PowerPoint file"),
    "no masters": (without(r"slideMasters/slideMaster1\.xml"), "has no slide master"),
    "no layouts": (without(r"slideLayouts/slideLayout\d+\.xml"), "has no slide layouts"),
    "no theme": (without(r"theme/theme1\.xml"), ""),
    "not XML": (changed("ppt/slideMasters/slideMaster1.xml", b"</p:sldMaster>", b""), "is not XML"),
    "truncated": (bases.made()[:9000], "can't be unpacked"),
    "empty": (b"", "can't be unpacked"),
}


@pytest.mark.parametrize("name", NOT_BASES)
def test_a_file_that_is_no_base_is_refused_in_plain_words(name: str, tmp_path: Path) -> None:
    content, said = NOT_BASES[name]
    file = tmp_path / "corporate.pptx"
    file.write_bytes(content)
    ran = brief("theme", "inspect", file)
    assert said in ran.stderr
    assert ran.exit_code == (1 if said else 0)
    assert "corporate.pptx" in ran.stderr or not said


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "corporate.pptx"
    file.write_bytes(bomb())
    assert "holds more than 400 MB" in brief("theme", "inspect", file).stderr


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    ran = brief("theme", "inspect", tmp_path / "none.pptx")
    assert ran.exit_code == 1
    assert "cannot be read" in ran.stderr


# -- what a deck keeps of its base, and what it leaves


def test_macros_custom_parts_and_links_to_slides_are_left_behind(tmp_path: Path) -> None:
    rels = "ppt/_rels/presentation.xml.rels"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    def dirty(files: dict[str, bytes]) -> None:
        files["ppt/vbaProject.bin"], files["customXml/item1.xml"] = b"macro", b"<secret/>"
        more = b'<Relationship Id="rId901" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        more += b'Target="vbaProject.bin"/><Relationship Id="rId902" Type="' + office + b'customXml" '
        more += b'Target="../customXml/item1.xml"/></Relationships>'
        files[rels] = files[rels].replace(b"</Relationships>", more)
        types = files["[Content_Types].xml"]
        types = types.replace(b"presentationml.presentation.main+xml", b"presentationml.template.main+xml")
        files["[Content_Types].xml"] = types.replace(
            b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        )
        layout = "ppt/slideLayouts/_rels/slideLayout6.xml.rels"
        link = b'<Relationship Id="rId77" Type="' + office + b'slide" Target="../slides/slide1.xml"/>'
        files[layout] = files[layout].replace(b"</Relationships>", link + b"</Relationships>")
        name = "ppt/slideLayouts/slideLayout6.xml"
        act = b'><a:hlinkClick r:id="rId77" action="ppaction://hlinksldjump"/></p:cNvPr>'
        files[name] = re.sub(rb'(<p:cNvPr id="2"[^>]*?)/>', rb"\1" + act, files[name], count=1)
        assert b"rId77" in files[name]

    file = small_on(tmp_path / "project", bases.repacked(bases.made(), dirty))
    content = decks.built(file).content
    found = Package(content)
    assert check(content) == []
    assert not any(b"secret" in part or b"rId77" in part for part in found.parts.values())
    assert "ppt/vbaProject.bin" not in found.parts
    assert b"presentationml.presentation.main+xml" in found.parts["[Content_Types].xml"]
    assert "Sample" not in " ".join(words(found, part) for part in found.drawn)


def test_a_base_without_notes_master_gets_ours_and_one_with_keeps_its_own(made: dict[str, Made]) -> None:
    own, ours = package(made["awkward"]), package(made["python-pptx"])
    assert words(own, own.like(r"ppt/notesMasters/[^/]+\.xml")[0])
    for found in (own, ours):
        (master,) = found.like(r"ppt/notesMasters/[^/]+\.xml")
        known = {(node.get("type"), node.get("idx")) for node in found.find(master, "//p:ph")}
        for notes in found.notes:
            held = {(node.get("type"), node.get("idx")) for node in found.find(notes, "//p:ph")}
            assert held <= known, notes


def test_a_chart_wears_the_base_s_colours(tmp_path: Path) -> None:
    """On a dark base too: its labels are in the ink, its columns in the theme's colours."""
    folder = tmp_path / "project"
    small_on(folder, bases.made(bases.dark))
    file = folder / "content" / "harbour.yaml"
    text = decks.HARBOUR.read_text("utf-8")
    file.write_text(re.sub(r"^marking:", "theme: house\nmarking:", text, count=1, flags=re.MULTILINE), "utf-8")
    found = Package(decks.built(file).content)
    (chart,) = found.like(r"ppt/charts/[^/]+\.xml")
    root = etree.fromstring(found.parts[chart])
    slots = {node.get("val") for node in root.iter("{*}schemeClr")}
    assert "tx1" in slots
    assert slots <= set(read.read(folder / "corporate.pptx").layouts[0].scheme.slots)
    assert "TLP:GREEN" in " ".join(words(found, slide) for slide in found.slides)


def test_the_series_of_a_chart_have_colours_of_their_own(made: dict[str, Made]) -> None:
    for name, one in made.items():
        assert list(series.unseen(one.theme.chart, one.theme.fill_rgb)) == [], name
        assert list(series.alike(one.theme.chart, one.theme.fill_rgb)) == [], name
        assert len(one.theme.chart) > 1, name


def test_sources_are_met_by_links_on_a_base_too(made: dict[str, Made]) -> None:
    for name, one in made.items():
        found = jumps(one.built.content)
        titles = {title.replace("\u00a0", " ") for _, _, title, _ in found}  # words that are kept together
        assert titles == {"Where this comes from, and how sure we are"}, name
        assert all(tip for *_, tip in found), name


def test_lines_stand_for_fills_where_the_theme_says_so(tmp_path: Path) -> None:
    file = brief_on(tmp_path / "project", bases.default())
    house = file.parent / "themes" / "house.yaml"
    house.write_text(f"{house.read_text('utf-8')}  cards: ruled\n  table_header: ruled\n", "utf-8")
    slides = decks.built(file).placed.slides
    fills = {getattr(shape, "fill", "") for slide in slides for shape in slide.shapes}
    assert not fills & {"card", "panel", "panel_accent"}
    tables = [shape for slide in slides for shape in slide.shapes if isinstance(shape, TableShape)]
    heads = [table.rows[0] for table in tables if table.name != "matrix"]
    assert heads
    assert not any(cell.fill for head in heads for cell in head)
    for head in heads:  # the labels of two that are compared stand between them, under no line
        assert sum(bool(cell.below and cell.below.width > 1) for cell in head) >= len(head) - 1


def test_a_face_of_the_base_that_is_not_here_is_told_at_the_base(tmp_path: Path) -> None:
    content = bases.repacked(
        bases.default(),
        lambda files: files.update(
            {"ppt/theme/theme1.xml": files["ppt/theme/theme1.xml"].replace(b'"Calibri"', b'"House Grotesk"')}
        ),
    )
    file = small_on(tmp_path / "project", content)
    loaded = load_theme("house", (file.parent / "themes",))
    assert [warning.path for warning in loaded.warnings] == ["deck.base"]
    assert "'House Grotesk' is not installed" in loaded.warnings[0].message
    assert loaded.deck.body_face == "House Grotesk"


def test_the_memo_s_band_is_judged_as_it_is_printed(tmp_path: Path) -> None:
    """Its ground is the primary colour as paper shows it, whatever the slides' own ground is."""
    file = small_on(tmp_path / "project", bases.made(bases.dark))
    house = file.parent / "themes" / "house.yaml"
    house.write_text(f"{house.read_text('utf-8')}memo: {{masthead: band}}\n", "utf-8")
    loaded = load_theme("house", (file.parent / "themes",))
    assert not list(contrast.faults(loaded.printed, contrast.ON_PRIMARY))
