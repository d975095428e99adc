"""Widths, line breaks and coverage. What a renderer makes of them is in test_deck_render.py."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief import fonts
from policybrief.fonts import Style, wrap
from policybrief.resources import METRICS

CALIBRI = Style("Calibri", 20.0)
FACES = fonts.faces()

texts = st.text(st.sampled_from("abc WMil-–—.,“”’()1950 \u00a0Київ習近平é"), max_size=60)


def broken(text: str, room: float, style: Style = CALIBRI) -> int:
    return wrap([(text, style)], room).lines


def test_width_is_the_sum_of_the_faces_advances() -> None:
    # Calibri's own: H 1276, i 470 of 2048 units.
    assert fonts.width("Hi", CALIBRI) == pytest.approx((1276 + 470) / 2048 * 20)


def test_letter_spacing_adds_to_each_character() -> None:
    spaced = Style("Calibri", 20.0, spacing=1.5)
    assert fonts.width("Hi there", spaced) == pytest.approx(fonts.width("Hi there", CALIBRI) + 8 * 1.5)


@pytest.mark.parametrize("face", FACES)
def test_bold_is_wider_than_regular(face: str) -> None:
    text = "The partnership will hold"
    assert fonts.width(text, Style(face, 20, bold=True)) > fonts.width(text, Style(face, 20))


@given(text=texts, size=st.floats(9, 40), face=st.sampled_from(FACES))
def test_width_grows_with_size_and_with_text(text: str, size: float, face: str) -> None:
    style = Style(face, size)
    assert fonts.width(text, style) == pytest.approx(fonts.width(text, Style(face, 1.0)) * size)
    assert fonts.width(text + "m", style) > fonts.width(text, style)


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
    room = (fonts.width(head, CALIBRI) + 1) / fonts.NARROWER
    found = wrap([(text, CALIBRI)], room)
    assert (found.lines, found.cut) == (2, False)


@pytest.mark.parametrize("text", ["alpha\u00a0beta", "and/or", "U.S.,“x”", "（主）。"])
def test_lines_do_not_break_inside(text: str) -> None:
    room = fonts.width(text, CALIBRI) * 1.01 / fonts.NARROWER
    assert wrap([("i " + text, CALIBRI)], room).lines == 2


def test_no_line_begins_with_a_closing_mark() -> None:
    room = (fonts.width("ab習近", CALIBRI) + 1) / fonts.NARROWER
    assert wrap([("ab習近。", CALIBRI)], room).width < fonts.width("ab習近", CALIBRI)


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    room = (fonts.width("alpha", CALIBRI) + 0.5) / fonts.NARROWER
    assert wrap([("alpha   beta", CALIBRI)], room).lines == 2
    assert wrap([("alpha   ", CALIBRI)], room).lines == 1


def test_a_word_too_wide_for_the_room_is_cut_and_said_to_be() -> None:
    found = wrap([("Donaudampfschifffahrt", CALIBRI)], 60)
    assert found.cut
    assert found.lines == 4


def test_a_word_of_two_styles_is_one_word() -> None:
    bold = Style("Calibri", 20, bold=True)
    room = (fonts.width("alpha ", CALIBRI) + fonts.width("beta", bold) + 1) / fonts.NARROWER
    assert wrap([("alpha ", CALIBRI), ("beta", bold), (",", CALIBRI)], room).lines == 2


def test_no_text_is_one_line() -> None:
    assert wrap([], 100).lines == 1


@pytest.mark.parametrize("text", ["plain", "Київ", "習近平", "Ελλάδα", "Nguyễn Thị Hạnh", "“–—…’ €½²", "e\u0301"])
def test_the_faces_have(text: str) -> None:
    assert fonts.lacks(text, ("Cambria", "Calibri")) == []
    assert fonts.lacks(text, ("Cambria",)) == []
    assert fonts.lacks(text, ("Times New Roman", "Arial")) == []


def test_what_no_face_has_is_named_once() -> None:
    assert fonts.lacks("a 🙂 b 🙂 \U00012000", FACES) == ["🙂", "\U00012000"]


def test_coverage_is_that_of_the_faces_asked_about() -> None:
    assert fonts.lacks("▬", ("Arial",)) == []
    assert fonts.lacks("▬", ("Calibri", "Cambria")) == ["▬"]


@pytest.mark.parametrize("face", ["Verdana", "../metrics/calibri", "calibri", ""])
def test_a_face_without_a_table_is_never_measured_as_another(face: str) -> None:
    with pytest.raises(KeyError):
        fonts.width("Hello", Style(face, 20))


def test_the_faces_are_those_of_the_tables() -> None:
    assert fonts.faces() == ("Arial", "Calibri", "Cambria", "Times New Roman")
    # Arial's own: H 1479, i 455 of 2048 units; Times New Roman's: 1479 and 569.
    assert fonts.width("Hi", Style("Arial", 2048)) == pytest.approx(1479 + 455)
    assert fonts.width("Hi", Style("Times New Roman", 2048)) == pytest.approx(1479 + 569)
    assert all(file.stat().st_size < 45_000 for file in METRICS.glob("*.json"))


def test_letters_that_cambria_s_table_lacks_are_measured_with_room_to_spare() -> None:
    assert fonts.width("Київ", Style("Cambria", 20)) > fonts.width("Київ", CALIBRI)


@pytest.mark.parametrize("face", FACES)
def test_a_line_is_as_high_as_renderers_make_it(face: str) -> None:
    assert 1.2 <= fonts.line_height(face) <= 1.23


def test_tables_load_in_a_moment() -> None:
    def load() -> float:
        fonts._table.cache_clear()
        fonts._advances.cache_clear()
        start = perf_counter()
        for face in ("Calibri", "Cambria"):
            for bold in (False, True):
                fonts._advances(face, bold, False)
        return perf_counter() - start

    assert min(load() for _ in range(5)) < 0.02  # 2 ms here; the limit is for a busy machine


def test_measuring_needs_no_library() -> None:
    heavy = "{'pptx', 'lxml', 'reportlab', 'fontTools'}"
    code = f"import sys, policybrief.fonts; print(sorted({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
