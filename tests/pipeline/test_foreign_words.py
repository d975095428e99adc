"""Words in another script carry their language: in the memo's structure tree and in the deck's runs."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.deck.check.check import check
from policybrief.fonts.measure import TypeStyle, width
from policybrief.ooxml.package import NS, Package
from policybrief.pipeline import build
from policybrief.text.scripts import stretches
from support import house_themes

TEXT = "Kyiv (Київ, «Україна»), then Москва; Ελλάδα, and [the Площа](https://example.org/a) with α and Δ."


def marked(text: str, lang: str = "en-US") -> list[tuple[str, str]]:
    return [(words, found) for words, found in stretches(text, lang) if found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain words", []),
        ("naïve café – “so”", []),
        ("Київ", [("Київ", "uk")]),
        ("Москва и Пекин", [("Москва и Пекин", "ru")]),
        ("Київ, Україна and Москва.", [("Київ, Україна", "uk"), ("Москва", "ru")]),
        ("习近平 said", [("习近平", "zh")]),
        ("日本の外交、東京 said", [("日本の外交、東京", "ja")]),
        ("カタカナ", [("カタカナ", "ja")]),
        ("서울", [("서울", "ko")]),
        ("Ελληνική Δημοκρατία", [("Ελληνική Δημοκρατία", "el")]),
        ("α, Δx and 5 μ", []),
        ("и\u0306 здесь", [("и\u0306 здесь", "ru")]),
    ],
)
def test_the_script_says_the_language(text: str, found: list[tuple[str, str]]) -> None:
    assert marked(text) == found


@pytest.mark.parametrize(
    ("lang", "found"),
    [("ru", ["ja"]), ("uk-UA", ["ja"]), ("bg", ["ja"]), ("ja", ["ru"]), ("zh", ["ru", "ja"]), ("ko", ["ru", "ja"])],
)
def test_the_briefs_own_script_needs_no_mark(lang: str, found: list[str]) -> None:
    assert [language for _, language in marked("Москва, かな, 北京", lang) if language != "zh"] == found


@given(
    st.text(st.sampled_from("ab ,.1-«Київ Россия ы習近平かカ서울Ελάδα\u0301\u0306、。")),
    st.sampled_from(["en-US", "uk", "zh"]),
)
def test_nothing_is_lost_and_marks_stay_with_their_letters(text: str, lang: str) -> None:
    pieces = list(stretches(text, lang))
    assert "".join(words for words, _ in pieces) == text
    assert all(words for words, _ in pieces)
    for before, after in pairwise(pieces):
        assert not (before[1] and after[0][0] in "\u0301\u0306")


def test_in_the_memo_a_span_has_its_language(tmp_path: Path) -> None:
    pdf = house_themes.memo(tmp_path, "name: House", ("text: Build the quay now.", f'text: "{TEXT}"'))
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts = house_themes.structure.marked_text(opened)
        spans = [node for node in house_themes.elements(opened) if "/Lang" in node]
        said = [
            (str(node.Lang), "".join(texts[number] for number in house_themes.structure.numbers_of(node)))
            for node in spans
        ]
        parents = [str(node.P.S) for node in spans]
        areas = {str(area.Contents) for area in opened.pages[0].Annots}
    assert areas == {"the Площа (https://example.org/a)"}
    assert said == [("uk", "Київ, «Україна"), ("ru", "Москва"), ("el", "Ελλάδα"), ("ru", "Площа")]
    assert parents == ["/P", "/P", "/P", "/Link"]


def test_a_memo_in_one_language_has_no_marks(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(house_themes.memo(tmp_path, "name: House"))) as opened:
        assert not [node for node in house_themes.elements(opened) if "/Lang" in node]


def test_in_the_deck_a_run_and_its_notes_have_their_language(tmp_path: Path) -> None:
    brief = house_themes.project(
        tmp_path, "name: House", ("text: The port has one berth, and it is full.", 'text: "In Київ, Москва and 北京."')
    )
    content = build.make(brief, ("deck",))[0].content
    assert check(content) == []
    package = Package(content)

    def said(names: list[str]) -> set[tuple[str, str]]:
        found = [run for name in names for run in package.find(name, "//a:r")]
        return {(run.find("a:rPr", NS).get("lang"), run.findtext("a:t", namespaces=NS)) for run in found}

    # no space but one of the brief's own is between the two Cyrillic names: they are one stretch
    expected = {("uk-UA", "Київ, Москва"), ("zh-CN", "北京")}
    assert expected <= said(package.slides)
    assert expected <= said(package.notes)


WORDS = ("Олена Коваль", "ВІДОМСТВО ЩОДЕННИЙ", "Νίκος Παπαδόπουλος", "ΕΛΛΗΝΙΚΗ")


@pytest.mark.parametrize(("own", "face"), [("Cambria", "Times New Roman"), ("Calibri", "+mn-lt")])
def test_letters_that_a_face_may_not_have_are_in_one_whose_widths_are_known(
    own: str, face: str, tmp_path: Path
) -> None:
    brief = house_themes.project(
        tmp_path,
        f"name: House\ndeck: {{body_face: {own}}}",
        ("text: The port has one berth", "text: The port of Київ has one"),
    )
    package = Package(build.make(brief, ("deck",))[0].content)
    runs = [run for name in package.slides for run in package.find(name, "//a:r")]
    faces = {
        run.find("a:rPr/a:latin", NS).get("typeface") for run in runs if run.findtext("a:t", namespaces=NS) == "Київ"
    }
    assert faces == {face}


@given(st.sampled_from(["Cambria", "Georgia"]), st.sampled_from(WORDS), st.booleans(), st.booleans())
def test_such_letters_have_the_room_that_they_take(face: str, words: str, bold: bool, italic: bool) -> None:
    room, taken = (width(words, TypeStyle(name, 14.0, bold, italic)) for name in (face, "Times New Roman"))
    assert taken <= room
