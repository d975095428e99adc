"""The faces that a handout embeds: the open ones of the deck's widths where they are installed, else the memo's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from policybrief.fonts import files, installed
from support.handouts import Handout, handout
from support.projects import MINIMAL

STYLES = {"regular": (400, 0), "bold": (700, 1), "italic": (400, 2), "bold_italic": (700, 3)}


def carlito(folder: Path, *styles: str) -> None:
    """Files of that family, by name: what is in them is Fira Sans."""
    file = files.find("fontpkg_fira_sans", "FiraSans-Regular.ttf")
    folder.mkdir()
    for style in styles:
        font = TTFont(file)
        for name in font["name"].names:
            if name.nameID in (1, 4, 6, 16):
                font["name"].setName(f"Carlito{style if name.nameID == 6 else ''}", *_place(name))
        font["OS/2"].usWeightClass, font["head"].macStyle = STYLES[style]
        font.save(folder / f"{style}.ttf")


def _place(name: object) -> tuple[int, ...]:
    return tuple(getattr(name, each) for each in ("nameID", "platformID", "platEncID", "langID"))


def embedded(made: Handout) -> set[str]:
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w-]+)", made.content)}


@pytest.fixture
def brief_file(tmp_path: Path) -> Path:
    file = tmp_path / "brief.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    return file


def test_the_memos_faces_stand_in(brief_file: Path) -> None:
    assert embedded(handout(brief_file)) == {"FiraSans-Regular", "FiraSans-SemiBold", "IBMPlexSerif-SemiBold"}


def test_the_open_face_of_the_same_widths_goes_before_them(
    brief_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carlito(tmp_path / "fonts", *STYLES)
    monkeypatch.setenv(installed.VARIABLE, str(tmp_path / "fonts"))
    made = handout(brief_file)
    assert {"Carlitoregular", "Carlitobold", "IBMPlexSerif-SemiBold"} <= embedded(made)
    assert made.faults == []


def test_a_family_that_lacks_a_style_is_not_taken(
    brief_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carlito(tmp_path / "fonts", "regular", "italic")
    monkeypatch.setenv(installed.VARIABLE, str(tmp_path / "fonts"))
    assert installed.files("Carlito") == {}
    assert not any("Carlito" in name for name in embedded(handout(brief_file)))
