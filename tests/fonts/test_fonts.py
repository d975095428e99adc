"""Widths, line breaks and coverage. What a renderer makes of them is in deck/test_render.py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policybrief.fonts import files as fontfiles
from policybrief.fonts import linebreaks, measure, tables, words
from policybrief.fonts.linebreaks import Wrapped, measured
from policybrief.fonts.measure import TypeStyle
from policybrief.system.files.resources import DECK_BASE, METRICS
from support.clocks import slowness

CALIBRI = TypeStyle("Calibri", 20.0)
FACES = measure.faces()

KERNED = measure.KERNED
OPEN_FONTS = Path("/usr/share/fonts/truetype")  # where Debian's packages lie, which .ci/run installs
MADE_FROM = {
    "Arial": "liberation2/LiberationSans",
    "Calibri": "crosextra/Carlito",
    "Cambria": "crosextra/Caladea",
    "Times New Roman": "liberation2/LiberationSerif",
}

texts = st.text(st.sampled_from("abc WMil-–—.,“”’()1950 \u00a0Київ習近平é"), max_size=60)


def wrap(pieces: Sequence[tuple[str, TypeStyle]], room: float) -> Wrapped:
    return measured(pieces).wrap(room)


def broken(text: str, room: float, style: TypeStyle = CALIBRI) -> int:
    return wrap([(text, style)], room).lines


def test_width_is_the_sum_of_the_faces_advances() -> None:
    # Calibri's own: H 1276, i 470 of 2048 units.
    assert measure.width("Hi", CALIBRI) == pytest.approx((1276 + 470) / 2048 * 20)


def test_letter_spacing_adds_to_each_character() -> None:
    spaced = TypeStyle("Calibri", 20.0, spacing=1.5)
    assert measure.width("Hi there", spaced) == pytest.approx(measure.width("Hi there", CALIBRI) + 8 * 1.5)


@pytest.mark.parametrize("face", FACES)
def test_bold_is_wider_than_regular(face: str) -> None:
    text = "The partnership will hold"
    assert measure.width(text, TypeStyle(face, 20, bold=True)) > measure.width(text, TypeStyle(face, 20))


@given(text=texts, size=st.floats(9, 40), face=st.sampled_from(FACES))
def test_width_grows_with_size_and_with_text(text: str, size: float, face: str) -> None:
    style = TypeStyle(face, size)
    unit = KERNED if size >= KERNED else 1.0
    assert measure.width(text, style) == pytest.approx(measure.width(text, TypeStyle(face, unit)) * size / unit)
    assert measure.width(text + "m", style) > measure.width(text, style)


@given(text=texts, room=st.floats(60, 600))
def test_a_narrower_room_never_takes_fewer_lines(text: str, room: float) -> None:
    assert broken(text, room * 0.8) >= broken(text, room)


@given(text=texts, room=st.floats(80, 600))
def test_no_line_is_wider_than_the_room(text: str, room: float) -> None:
    assert wrap([(text, CALIBRI)], room).width <= room


@given(text=texts, at=st.integers(0, 60), room=st.floats(60, 600))
def test_a_text_in_two_runs_breaks_as_in_one(text: str, at: int, room: float) -> None:
    assert wrap([(text[:at], CALIBRI), (text[at:], CALIBRI)], room).lines == broken(text, room)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("alpha beta", "alpha"),
        ("long-term", "long-"),
        ("1990–2000", "1990–"),
        ("said—then", "said—"),
        ("習近平主席", "習近平主"),
    ],
)
def test_lines_break_after(text: str, head: str) -> None:
    room = (measure.width(head, CALIBRI) + 1) / linebreaks.TOLERANCE
    found = wrap([(text, CALIBRI)], room)
    assert (found.lines, found.cut) == (2, False)


@pytest.mark.parametrize("text", ["alpha\u00a0beta", "and/or", "U.S.,“x”", "（主）。"])
def test_lines_do_not_break_inside(text: str) -> None:
    room = measure.width(text, CALIBRI) * 1.08 / linebreaks.TOLERANCE  # for programs that don't kern
    assert wrap([("i " + text, CALIBRI)], room).lines == 2


def test_no_line_begins_with_a_closing_mark() -> None:
    room = (measure.width("ab習近", CALIBRI) + 1) / linebreaks.TOLERANCE
    assert wrap([("ab習近。", CALIBRI)], room).width < measure.width("ab習近", CALIBRI)


def test_ideographs_have_room_for_square_quotation_marks_and_for_what_stands_before_figures() -> None:
    style = TypeStyle("Calibri", 20)
    whole, parts = (wrap([(text, style)], 1000).width for text in ("港“口”9号", "港口号"))
    apart = measure.width("“”9", style)
    assert whole == pytest.approx(parts + apart + 20 * (2 * 0.6 + 2 * 0.2), abs=0.1)


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    room = (measure.width("alpha", CALIBRI) + 0.5) / linebreaks.TOLERANCE
    assert wrap([("alpha   beta", CALIBRI)], room).lines == 2
    assert wrap([("alpha   ", CALIBRI)], room).lines == 1


def test_a_word_too_wide_for_the_room_is_cut_and_said_to_be() -> None:
    found = wrap([("Donaudampfschifffahrt", CALIBRI)], 60)
    assert found.cut
    assert found.lines == 4


def test_a_word_of_two_styles_is_one_word() -> None:
    bold = TypeStyle("Calibri", 20, bold=True)
    room = (measure.width("alpha ", CALIBRI) + measure.width("beta", bold) + 1) / linebreaks.TOLERANCE
    assert wrap([("alpha ", CALIBRI), ("beta", bold), (",", CALIBRI)], room).lines == 2


def test_no_text_is_one_line() -> None:
    assert wrap([], 100).lines == 1


@pytest.mark.parametrize("text", ["plain", "Київ", "習近平", "Ελλάδα", "Nguyễn Thị Hạnh", "“–—…’ €½²", "e\u0301"])
def test_the_faces_have(text: str) -> None:
    assert measure.lacks(text, ("Cambria", "Calibri")) == []
    assert measure.lacks(text, ("Cambria",)) == []
    assert measure.lacks(text, ("Times New Roman", "Arial")) == []


def test_what_no_face_has_is_named_once() -> None:
    assert measure.lacks("a 🙂 b 🙂 \U00012000", FACES) == ["🙂", "\U00012000"]


def test_coverage_is_that_of_the_faces_asked_about() -> None:
    assert measure.lacks("▬", ("Arial",)) == []
    assert measure.lacks("▬", ("Calibri", "Cambria")) == ["▬"]


def test_the_faces_are_those_of_the_tables() -> None:
    assert measure.faces() == ("Arial", "Calibri", "Cambria", "Georgia", "Times New Roman")
    # Arial's own: H 1479, i 455 of 2048 units; Times New Roman's: 1479 and 569.
    assert measure.width("Hi", TypeStyle("Arial", 2048)) == pytest.approx(1479 + 455)
    assert measure.width("Hi", TypeStyle("Times New Roman", 2048)) == pytest.approx(1479 + 569)
    # Georgia's: H 1669, i 600, and its lines are lower than Gelasio's.
    assert measure.width("Hi", TypeStyle("Georgia", 2048)) == pytest.approx(1669 + 600, abs=4)
    assert measure.line_height("Georgia") == 1.2
    assert all(file.stat().st_size < 105_000 for file in METRICS.glob("*.json"))


def test_letters_that_cambria_s_table_lacks_are_measured_with_room_to_spare() -> None:
    assert measure.width("Київ", TypeStyle("Cambria", 20)) > measure.width("Київ", CALIBRI)


@pytest.mark.parametrize("face", FACES)
def test_a_line_is_as_high_as_renderers_make_it(face: str) -> None:
    assert 1.2 <= measure.line_height(face) <= 1.23


def test_tables_load_in_a_moment() -> None:
    def load() -> float:
        tables.load.cache_clear()
        start = process_time()
        for face in ("Calibri", "Cambria"):
            for bold in (False, True):
                table = tables.load(face)
                assert table.widths(bold, False)[ord("a")]
                kerning = table.kerning(bold, False)
                assert kerning
                kerning.between("The quay")
        return process_time() - start

    assert min(load() for _ in range(5)) < 0.02 * slowness(), "seconds of the processor; 3 ms is usual"


def test_letters_that_georgia_s_table_lacks_are_as_much_wider_as_its_others() -> None:
    assert measure.width("Київ", TypeStyle("Georgia", 20)) > 1.1 * measure.width("Київ", CALIBRI)
    assert measure.lacks("Київ Ελλάδα", ("Georgia",)) == []


# -- kerning


def test_letters_are_kerned_from_the_size_on_that_the_deck_s_styles_say() -> None:
    def moved(text: str, size: float) -> float:
        apart = sum(measure.width(char, TypeStyle("Times New Roman", size)) for char in text)
        return (measure.width(text, TypeStyle("Times New Roman", size)) - apart) / size

    # Times New Roman's own: A and V stand 264 of 2048 units closer.
    assert moved("AV", 12) == pytest.approx(-264 / 2048, abs=0.002)
    assert moved("AV", 11.5) == 0
    assert moved("hh", 12) == 0
    styles = "".join(file.read_text("utf-8") for file in DECK_BASE.rglob("*.xml"))
    assert set(re.findall(r'kern="(\d+)"', styles)) == {str(round(measure.KERNED * 100))}


@pytest.mark.parametrize("face", FACES)
@given(text=texts)
def test_kerning_moves_letters_a_little(face: str, text: str) -> None:
    plain, kerned = (measure.ems(text, face, False, False, kern) for kern in (False, True))
    assert kerned >= plain - 0.2 * len(text)
    assert kerned <= plain + 0.1 * len(text)


def test_text_has_room_where_letters_are_not_kerned() -> None:
    text = "AVATAR TAVERN WAY"
    kerned = measure.width(text, TypeStyle("Arial", 20))
    apart = sum(measure.width(char, TypeStyle("Arial", 20)) for char in text)
    found = wrap([(text, TypeStyle("Arial", 20))], (kerned + apart) / 2)
    assert found.lines == 2
    assert linebreaks.predicted([(text, TypeStyle("Arial", 20))], (kerned + apart) / 2) == 1


@given(text=texts, room=st.floats(60, 600), face=st.sampled_from(FACES))
def test_no_more_lines_are_needed_than_are_given(text: str, room: float, face: str) -> None:
    assert (
        linebreaks.predicted([(text, TypeStyle(face, 20))], room * 1.01)
        <= wrap([(text, TypeStyle(face, 20))], room).lines
    )


# -- tables against the open fonts that they were made from


@pytest.mark.parametrize("face", sorted(MADE_FROM))
def test_a_table_is_that_of_its_open_font(face: str) -> None:
    from fontTools.ttLib import TTFont

    file = OPEN_FONTS / f"{MADE_FROM[face]}-Regular.ttf"
    with TTFont(file, lazy=True) as font:
        widths, known, units = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
        for char in "aMi 1–’éŁ":
            assert measure.width(char, TypeStyle(face, 1.0)) == pytest.approx(widths[known[ord(char)]][0] / units)


# -- other faces


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder that is looked through for fonts."""
    monkeypatch.setenv("POLICYBRIEF_FONTS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    kept_ones = (
        measure.resolve,
        measure.ems,
        words.measured_word,
        words.breakdown,
        measure.coarseness,
        measure.widening,
        measure._tight,
    )
    for kept in (*kept_ones, measure._breadth):
        kept.cache_clear()


def test_an_installed_face_is_read(folder: Path) -> None:
    for style in ("Regular", "Bold", "Italic", "Light"):
        file = fontfiles.find("fontpkg_fira_sans", f"FiraSans-{style}.ttf")
        assert file
        (folder / file.name).symlink_to(file)
    known = measure.resolve("fira sans")
    assert (known.message, known.hint) == ("", "")
    # Fira Sans' own: H 680 and i 282 of 1000 units; bold 666 and 282.
    assert measure.width("Hi", TypeStyle("Fira Sans", 1000)) == pytest.approx(680 + 282)
    assert measure.width("Hi", TypeStyle("Fira Sans", 1000, bold=True)) == pytest.approx(666 + 282)
    assert measure.line_height("Fira Sans") == pytest.approx(1.2, abs=0.01)
    assert measure.lacks("Київ 習", ("Fira Sans",)) == []


def test_a_face_that_was_read_is_kept_until_its_file_changes(folder: Path) -> None:
    file = folder / "House.ttf"
    shutil.copy(OPEN_FONTS / "crosextra/Carlito-Regular.ttf", file)
    first = measure.width("Hi", TypeStyle("Carlito", 20))
    (kept,) = (folder / "caches" / "policybrief" / "faces").iterdir()
    kept.write_text(kept.read_text().replace("1276", "2276"))
    forget()
    assert measure.width("Hi", TypeStyle("Carlito", 20)) > first
    os.utime(file, ns=(1, 1))
    forget()
    assert measure.width("Hi", TypeStyle("Carlito", 20)) == first


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + bytes(60), b"ttcf" + bytes(60)])
@pytest.mark.parametrize("name", ["broken.ttf", "broken.ttc", "broken.otf"])
def test_a_broken_font_is_passed_over(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert "is not installed" in measure.resolve("Broken").message


def test_a_face_found_where_nobody_said_to_look_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYBRIEF_FONTS")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr("sys.platform", "darwin")
    (folder / "Library" / "Fonts").mkdir(parents=True)
    shutil.copy(OPEN_FONTS / "crosextra/Carlito-Regular.ttf", folder / "Library" / "Fonts")
    known = measure.resolve("Carlito")
    assert (
        known.message
        == "'Carlito' is measured by the font installed here, so other machines may lay the deck out differently"
    )
    assert known.table.widths(False, False)[ord("H")] == pytest.approx(1276 / 2048)


@pytest.mark.parametrize(
    ("face", "wider_than"),
    [("Verdana", "Arial"), ("Garamond", "Times New Roman"), ("Unheard Of", "Arial"), ("Unheard Serif", "Cambria")],
)
def test_a_face_that_nobody_has_is_measured_with_room_to_spare(face: str, wider_than: str) -> None:
    text = "The partnership will hold: it is stronger, and more strained."
    assert measure.width(text, TypeStyle(face, 20)) > 1.02 * measure.width(text, TypeStyle(wider_than, 20))
    assert measure.line_height(face) >= 1.2


def test_the_letters_of_a_typewriter_are_all_one_width() -> None:
    widths = {round(measure.width(char, TypeStyle("Courier New", 100)), 1) for char in "iMW.,é"}
    assert widths == {64.8}


def test_each_stand_in_is_a_face_with_a_table() -> None:
    listed = yaml.safe_load((METRICS / "stand-ins.yaml").read_text("utf-8"))
    assert {entry["as"] for entry in listed.values()} <= set(FACES)
    assert not {face for face in listed if face in FACES}


def test_measuring_needs_no_library() -> None:
    heavy = "{'pptx', 'lxml', 'reportlab', 'fontTools'}"
    code = f"import sys, policybrief.fonts.measure; print(sorted({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
