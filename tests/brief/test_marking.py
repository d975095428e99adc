"""Markings: what a brief may say, what it is told where it errs, and where they stand in both files."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import page
import pikepdf
import pptx
import pypdfium2
import pytest

from policybrief.brief import banners
from policybrief.brief.marking import Marking, Markings, markings
from policybrief.brief.model import Brief
from policybrief.errors import BriefError
from policybrief.locale import locale
from policybrief.ooxml.zipped import unpacked
from policybrief.pipeline import build
from policybrief.read import source
from policybrief.validate import validate
from support import decks
from support.projects import MINIMAL, ROOT

EMBARGO = {"until": "2026-12-01T00:01", "zone": "America/New_York"}
BLOCK = {"controlled_by": "OUSD(I&S)/IAP", "category": "PRVCY", "distribution": "B", "poc": "John Brown, 703-555-0135"}
EMBARGOED = "EMBARGOED UNTIL 12:01 a.m. EST, Tuesday, December 1, 2026 (05:01 UTC)"
ALL: dict[str, Any] = {
    "embargo": EMBARGO,
    "cui": BLOCK,
    "deliberative": True,
    "tlp": "AMBER+STRICT",
    "banner": "CUI//SP-PRVCY//FEDCON",
}
ALL_LINES = ["CUI//SP-PRVCY//FEDCON", "TLP:AMBER+STRICT", "PRE-DECISIONAL/DELIBERATIVE", EMBARGOED]
KINDS: list[tuple[Any, list[str], str]] = [
    ("UNCLASSIFIED", ["UNCLASSIFIED"], ""),
    *((label, [label], f"_{label.replace(':', '-').replace('+', '-')}") for label in banners.TLP),
    ("CUI", ["CUI"], "_CUI"),
    ("CONTROLLED", ["CONTROLLED"], "_CUI"),
    ("CUI//SP-PRVCY", ["CUI//SP-PRVCY"], "_CUI"),
    ("CUI//PRVCY", ["CUI//PRVCY"], "_CUI"),
    ("CUI//SP-EXPT/SP-PROPIN//FEDCON", ["CUI//SP-EXPT/SP-PROPIN//FEDCON"], "_CUI"),
    ("CUI//REL TO USA, GBR", ["CUI//REL TO USA, GBR"], "_CUI"),
    ("PRE-DECISIONAL/DELIBERATIVE", ["PRE-DECISIONAL/DELIBERATIVE"], ""),
    ("Secretariat only", ["Secretariat only"], ""),
    ({"tlp": "TLP:RED"}, ["TLP:RED"], "_TLP-RED"),
    ({"deliberative": "Draft for comment"}, ["Draft for comment"], ""),
    ({"embargo": EMBARGO}, [EMBARGOED], ""),
    (ALL, ALL_LINES, "_CUI_TLP-AMBER-STRICT"),
]


def marked(marking: Any, folder: Path, lang: str = "en-US", base: Path = decks.HARBOUR) -> Path:
    return decks.written({**decks.read(base), "marking": marking, "lang": lang}, folder, "memo")


def lines_of(file: Path) -> Markings:
    brief = validate.validate(source.read(file), Brief)
    return markings(brief.marking, locale.load(brief.lang))


# -- what a brief may say


@pytest.mark.parametrize(("marking", "lines", "suffix"), KINDS, ids=[str(lines[0]) for _, lines, _ in KINDS])
def test_a_marking_has_its_lines_in_order(tmp_path: Path, marking: Any, lines: list[str], suffix: str) -> None:
    found = lines_of(marked(marking, tmp_path))
    assert [line.text for line in found.lines] == lines
    assert found.file_suffix == suffix


def test_each_line_knows_its_place_in_the_brief(tmp_path: Path) -> None:
    found = lines_of(marked(ALL, tmp_path))
    assert [".".join(line.path) for line in found.lines] == [
        "marking.banner", "marking.tlp", "marking.deliberative", "marking.embargo.until",
    ]  # fmt: skip
    assert [(label, words) for label, words, _ in found.block] == [
        ("Controlled by:", "OUSD(I&S)/IAP"),
        ("CUI category:", "PRVCY"),
        ("Distribution statement:", "B"),
        ("POC:", "John Brown, 703-555-0135"),
    ]


@pytest.mark.parametrize(
    ("lang", "until", "zone", "line"),
    [
        ("en-GB", "2026-12-01T00:01", "Europe/London",
         "EMBARGOED UNTIL 00:01 GMT, Tuesday 1 December 2026 (00:01 UTC)"),
        ("en-GB", "2026-07-01T00:30", "Europe/London",
         "EMBARGOED UNTIL 00:30 BST, Wednesday 1 July 2026 (23:30 UTC, 30 June 2026)"),
        ("en-US", "2026-07-01T12:30", "UTC", "EMBARGOED UNTIL 12:30 p.m. UTC, Wednesday, July 1, 2026"),
        ("en-GB", "2026-07-01T12:30", "Asia/Tashkent",
         "EMBARGOED UNTIL 12:30 UTC+05:00, Wednesday 1 July 2026 (07:30 UTC)"),
    ],
)  # fmt: skip
def test_an_embargo_is_told_in_local_time_and_utc(tmp_path: Path, lang: str, until: str, zone: str, line: str) -> None:
    found = lines_of(marked({"embargo": {"until": until, "zone": zone}}, tmp_path, lang))
    assert [each.text for each in found.lines] == [line]


# -- what is refused

_SECRET = (
    "is a classification; this tool is for unclassified systems and marks nothing as classified; "
    "if the content is classified, stop, and tell your security officer"
)
WRONG: list[tuple[str, list[str]]] = [
    ('"TLP: RED"', ["10: marking: 'TLP: RED' is not a TLP label; a TLP label has no spaces: TLP:RED"]),
    ("TLP:WHITE", ["10: marking: 'TLP:WHITE' is of TLP 1; TLP 2.0 says TLP:CLEAR"]),
    ("tlp:amber", ["10: marking: 'tlp:amber' is not a TLP label; a TLP label is in capitals: TLP:AMBER"]),
    ("TLP:AMBR", ["10: marking: 'TLP:AMBR' is not a TLP label; did you mean 'TLP:AMBER'?"]),
    (
        "TLP:PINK",
        [
            (
                "10: marking: 'TLP:PINK' is not a TLP label; "
                "available here: TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN, TLP:CLEAR"
            )
        ],
    ),
    (
        "CUI // NOFORN",
        ["10: marking: 'CUI // NOFORN' is not a CUI banner; a slash has no spaces beside it: CUI//NOFORN"],
    ),
    ("cui", ["10: marking: 'cui' is not a CUI banner; a banner is in capitals: CUI"]),
    ("CUI//NOFRN", ["10: marking: 'NOFRN' is not a dissemination control of CUI; did you mean 'NOFORN'?"]),
    (
        "CUI//SP-PRVCY//GBR",
        [
            (
                "10: marking: 'GBR' is not a dissemination control of CUI; available here: NOFORN, FED ONLY, FEDCON, "
                "NOCON, DL ONLY, ATTORNEY-CLIENT, ATTORNEY-WP, DELIBERATIVE, REL TO USA, …, DISPLAY ONLY …"
            )
        ],
    ),
    (
        "CUI//REL TO GBR",
        [
            (
                "10: marking: 'REL TO GBR' is not a dissemination control of CUI; "
                "write REL TO USA, GBR or DISPLAY ONLY USA, GBR"
            )
        ],
    ),
    (
        "CUI//SP-P4",
        [("10: marking: 'SP-P4' is not a category of CUI; write a category as in SP-PRVCY, with '/' between two")],
    ),
    (
        "CUI/SP-PRVCY",
        [
            (
                "10: marking: 'CUI/SP-PRVCY' is not a CUI banner; "
                "write CUI//CATEGORY/CATEGORY//CONTROL, as in CUI//SP-PRVCY//FEDCON"
            )
        ],
    ),
    (
        "Internal TLP:RED",
        [
            (
                "10: marking: 'Internal TLP:RED' hides a TLP label among other words; "
                "give each its own key, as in {banner: …, tlp: GREEN}"
            )
        ],
    ),
    (
        "UNCLASSIFIED//FOUO",
        [
            (
                "10: marking: 'UNCLASSIFIED//FOUO' is not a banner; "
                "write UNCLASSIFIED by itself, and other markings under their own keys"
            )
        ],
    ),
    *(
        (words, [f"10: marking: {words!r} {_SECRET}"])
        for words in (
            "SECRET",
            "TOP SECRET",
            "CONFIDENTIAL",
            "Confidential",
            "C",
            "S",
            "TS",
            "S//NF",
            "SECRET//NOFORN",
            "(S)",
            "(TS//SI)",
            "TS/SCI",
            "secret - draft",
            "CUI//SECRET",
        )
    ),
    ("12", ["10: marking: is a number, not text; put it in quotes"]),
    ("[a]", ["10: marking: is a list, not text; write marking: …"]),
    ('""', ["10: marking: is empty"]),
    ("{}", ["10: marking: marks nothing; it has banner, tlp, deliberative, embargo, words and cui"]),
    ("{tpl: RED}", ["11: marking.tpl: is not a known key; did you mean 'tlp'?"]),
    ("{tlp: white}", ["16: marking.tlp: 'white' is of TLP 1; TLP 2.0 says TLP:CLEAR"]),
    ("{banner: TLP:RED}", ["19: marking.banner: 'TLP:RED' is not a banner; a TLP label has its own key: tlp"]),
    ("{deliberative: S//NF}", [f"25: marking.deliberative: 'S//NF' {_SECRET}"]),
    (
        "{banner: UNCLASSIFIED, cui: {controlled_by: X}}",
        ["38: marking.cui: is given without a CUI banner; write banner: CUI beside it"],
    ),
    (
        "{banner: CUI, cui: {controlled_by: X, distribution: B, ldc: FEDCON}}",
        ["70: marking.cui.ldc: is given together with 'distribution'; a block has one or the other"],
    ),
    (
        "{banner: CUI, cui: {category: X, distribution: A, ldc: FEDKON}}",
        [
            "29: marking.cui.controlled_by: is missing; the office that designated it",
            "57: marking.cui.distribution: 'A' is not a distribution; available here: B, C, D, E, F",
            "65: marking.cui.ldc: 'FEDKON' is not a dissemination control of CUI; did you mean 'FEDCON'?",
        ],
    ),
    (
        "{embargo: {until: 2026-12-01, zone: ET}}",
        [
            "28: marking.embargo.until: '2026-12-01' is not a date with a time; write it as 2026-11-24T10:00",
            "46: marking.embargo.zone: 'ET' is not a time zone; did you mean 'America/New_York'?",
        ],
    ),
    (
        "{embargo: {until: 2026-12-01T00:01}}",
        ["20: marking.embargo.zone: is missing; an IANA time zone, as America/New_York"],
    ),
    (
        "{embargo: {until: 2026-12-01T00:01, zone: America/NewYork}}",
        ["52: marking.embargo.zone: 'America/NewYork' is not a time zone; did you mean 'America/New_York'?"],
    ),
    (
        "{embargo: {until: 2026-12-01T00:01, zone: ../etc/passwd}}",
        [
            (
                "52: marking.embargo.zone: '../etc/passwd' is not a time zone; "
                "a zone is named by a place, as in America/New_York; or UTC"
            )
        ],
    ),
    (
        "{embargo: {until: 2026-03-08T02:30, zone: America/New_York}}",
        ["28: marking.embargo.until: does not exist: the clocks go forward then; take the hour after"],
    ),
]


@pytest.mark.parametrize(("marking", "told"), WRONG, ids=[marking for marking, _ in WRONG])
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, marking: str, told: list[str]) -> None:
    file = tmp_path / "brief.yaml"
    text = MINIMAL.rstrip("\n")
    file.write_text(f"{text}\nmarking: {marking}\n", encoding="utf-8")
    with pytest.raises(BriefError) as caught:
        validate.validate(source.read(file), Brief)
    place = f"{file}:{text.count(chr(10)) + 2}:"
    assert [str(problem).split("\n")[0] for problem in caught.value.problems] == [place + one for one in told]


def test_a_template_that_drops_the_marking_is_told_so(tmp_path: Path) -> None:
    file = marked("TLP:RED", tmp_path / "content")
    (tmp_path / "templates").mkdir()
    text = (ROOT / "templates" / "memo.xml.j2").read_text(encoding="utf-8")
    (tmp_path / "templates" / "memo.xml.j2").write_text(text.replace("<marking>{{ line }}</marking>", ""), "utf-8")
    with pytest.raises(BriefError, match="marking: is not in the memo"):
        build.make(file, ("memo",))


def test_a_template_prints_a_string_as_before(tmp_path: Path) -> None:
    file = marked("TLP:GREEN", tmp_path / "content")
    (tmp_path / "templates").mkdir()
    text = (ROOT / "templates" / "memo.xml.j2").read_text(encoding="utf-8")
    own = text.replace("<marking>{{ line }}</marking>", "<marking>{{ brief.marking }}</marking>")
    (tmp_path / "templates" / "memo.xml.j2").write_text(own, "utf-8")
    builtin = build.make(marked("TLP:GREEN", tmp_path / "other"), ("memo",))
    assert [made.content for made in build.make(file, ("memo",))] == [made.content for made in builtin]


@pytest.mark.parametrize("kind", ["deck", "memo"])
def test_a_line_that_is_too_long_is_told_so(tmp_path: Path, kind: Any) -> None:
    with pytest.raises(BriefError, match=r"marking: is too long for .*it has (one line|two lines); shorten it"):
        build.make(marked("Handle with care " * 25, tmp_path), (kind,))


# -- in the files


@pytest.mark.parametrize(("marking", "lines", "suffix"), KINDS, ids=[str(lines[0]) for _, lines, _ in KINDS])
def test_both_files_are_marked_throughout(tmp_path: Path, marking: Any, lines: list[str], suffix: str) -> None:
    deck, memo = build.make(marked(marking, tmp_path))
    assert (deck.name, memo.name) == (f"memo{suffix}.pptx", f"memo{suffix}.pdf")
    _check_memo(memo.content, lines, tmp_path / "memo.pdf")
    _check_deck(deck.content, lines)


def _check_memo(pdf: bytes, lines: list[str], file: Path) -> None:
    file.write_bytes(pdf)
    for profile in ("ua1", "2a"):
        assert [failure.rule_id for failure in page.validate_pdf(str(file), profile=profile).failures] == []
    assert [finding.rule for finding in outloud.check(str(file)).findings] == []
    text = " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())
    assert [text.count(line) >= 2 for line in lines] == [True] * len(lines), "at the top and at the foot"
    with pikepdf.open(BytesIO(pdf)) as opened:
        first = [str(kid.S) for kid in opened.Root.StructTreeRoot.K.K][: len(lines)]
        assert first == ["/P"] * len(lines)
        with opened.open_metadata() as xmp:
            assert xmp["dc:rights"] == xmp["xmpRights:UsageTerms"] == "; ".join(lines)
        stream = opened.pages[0].Contents.read_bytes().decode("latin-1")
    for line in lines:
        if line in banners.TLP:
            _check_colours(stream, line)


def _check_colours(stream: str, label: str) -> None:
    digits = banners.TLP[label]
    shares = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    numbers = [tuple(float(part) for part in found) for found in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) rg", stream)]
    near = [number for number in numbers if all(abs(a - b) < 0.002 for a, b in zip(number, shares, strict=True))]
    assert len(near) >= 2, "in its colour, at the top and at the foot"
    black = re.findall(r"0 0 0 rg\s+n (?:[\d.]+ ){4}re f", stream)
    assert len(black) == 2, "on black"


def _check_deck(content: bytes, lines: list[str]) -> None:
    presentation = pptx.Presentation(BytesIO(content))
    assert presentation.core_properties.category == "; ".join(lines)
    row = "   |   ".join(lines)
    labels = [line for line in lines if line in banners.TLP]
    for slide in presentation.slides:
        others = "   |   ".join(line for line in lines if line not in banners.TLP)
        assert not others or others in [shape.text_frame.text for shape in slide.placeholders], "at the foot"
        assert not others or others in [shape.text_frame.text for shape in slide.shapes if shape.name == "Marking"]
        found = [shape for shape in slide.shapes if shape.name == "TLP label"]
        assert [shape.text_frame.text for shape in found] == labels * 2, "at head and foot"
        for shape in found:
            assert str(shape.fill.fore_color.rgb) == "000000"
            (run,) = shape.text_frame.paragraphs[0].runs
            assert str(run.font.color.rgb) == banners.TLP[run.text]
            assert run.font.size.pt >= 12
        if slide.has_notes_slide:
            noted = [shape.text_frame.text for shape in slide.notes_slide.placeholders if shape.has_text_frame]
            assert noted.count(row) == 2, "at head and foot"


def test_the_designation_block_stands_on_the_memo_and_the_title_slide(tmp_path: Path) -> None:
    deck, memo = build.make(marked(ALL, tmp_path))
    sheet = pypdfium2.PdfDocument(memo.content)[0]
    words = sheet.get_textpage()
    first = next(iter(_found(words, "Controlled by: OUSD(I&S)/IAP")))
    assert first[0] > sheet.get_width() / 2
    assert first[1] < sheet.get_height() / 4
    assert len(list(_found(words, "POC: John Brown, 703-555-0135"))) == 1
    cover = pptx.Presentation(BytesIO(deck.content)).slides[0]
    texts = [shape.text_frame.text for shape in cover.shapes if shape.has_text_frame]
    assert (
        "Controlled by: OUSD(I&S)/IAP\nCUI category: PRVCY\nDistribution statement: B\nPOC: John Brown, 703-555-0135"
        in texts
    )


def _found(words: Any, text: str) -> Any:
    searcher = words.search(text, match_case=True)
    while found := searcher.get_next():
        left, bottom, _, _ = words.get_charbox(found[0])
        yield left, bottom


@pytest.mark.parametrize("marking", ["TLP:AMBER+STRICT", ALL], ids=["one", "all"])
def test_nothing_on_the_page_overlaps(tmp_path: Path, marking: Any) -> None:
    """Each character's box is free of every other line's characters; no text leaves the side margins."""
    (memo,) = build.make(marked(marking, tmp_path), ("memo",))
    sheet = pypdfium2.PdfDocument(memo.content)[0]
    lines = decks.lines_of(decks.glyphs(sheet))
    boxes = [
        (
            min(glyph.left for glyph in line),
            min(glyph.top for glyph in line),
            max(glyph.right for glyph in line),
            max(glyph.bottom for glyph in line),
        )
        for line in lines
    ]
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 46.8 - 1
        assert right <= sheet.get_width() - 46.8 + 1
        for other in boxes[number + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] + 0.3 or other[3] <= top + 0.3
            assert apart, (lines[number], other)


def test_a_taller_marking_takes_its_room_from_the_text(tmp_path: Path) -> None:
    (one,) = build.make(marked("UNCLASSIFIED", tmp_path / "one"), ("memo",))
    (many,) = build.make(marked(ALL, tmp_path / "all"), ("memo",))
    spare = [int(re.search(r"(\d+) lines? free", made.summary)[1]) for made in (one, many)]
    assert spare[0] > spare[1] + 3


def test_a_marked_deck_is_sound(tmp_path: Path) -> None:
    from policybrief.deck.check import check

    (deck,) = build.make(marked(ALL, tmp_path), ("deck",))
    assert check.check(deck.content) == []


def test_two_builds_are_equal_to_the_byte(tmp_path: Path) -> None:
    file = marked(ALL, tmp_path)
    assert [made.content for made in build.make(file)] == [made.content for made in build.make(file)]


def test_an_unmarked_brief_has_no_black_box(tmp_path: Path) -> None:
    deck, memo = build.make(marked(None, tmp_path))
    assert memo.name == "memo.pdf"
    assert b"srgbClr" not in unpacked(deck.content)["ppt/slides/slide1.xml"]
    assert b"dc:rights" not in memo.content


def test_a_marking_reads_a_mapping_as_its_own_class() -> None:
    made = Marking.model_validate({"tlp": "GREEN", "deliberative": False})
    assert (made.tlp, made.deliberative) == ("TLP:GREEN", None)
