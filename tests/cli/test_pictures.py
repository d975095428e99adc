"""`brief build --png`: slides and pages as pictures, and `--open`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from support.commands import brief
from support.projects import MINIMAL, Tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pictures")
    (root / "content").mkdir()
    (root / "content" / "b.yaml").write_text(MINIMAL, encoding="utf-8")
    ran = brief("build", root, "--png")
    assert ran.exit_code == 0, ran.stderr
    return root


def test_every_slide_and_page_is_a_picture_in_the_order_of_names(built: Path) -> None:
    names = sorted(file.name for file in (built / "output").glob("*.png"))
    assert names[0] == "b.page-1.png"
    assert names[1:] == [f"b.slide-{number:02}.png" for number in range(1, len(names))]
    assert len(names) > 3
    for name in names[1:]:
        with Image.open(built / "output" / name) as picture:
            assert picture.size == (1920, 1080)


def test_a_slide_is_painted(built: Path) -> None:
    with Image.open(built / "output" / "b.slide-02.png") as picture:
        assert len(picture.convert("L").getcolors(256) or ()) > 30


def test_the_same_brief_gives_the_same_pictures(built: Path, tmp_path: Path) -> None:
    brief("build", built, "--png", "-o", tmp_path)
    for file in (built / "output").glob("*.png"):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_pictures_of_slides_that_are_no_more_are_told_and_cleaned(tree: Tree) -> None:
    longer = tree({"content/b.yaml": MINIMAL})
    brief("build", longer, "--png", "--only", "deck")
    more = sorted((longer / "output").glob("*.png"))
    (longer / "content" / "b.yaml").write_text(f"{MINIMAL}\nheadlines: {{}}\n", encoding="utf-8")
    (longer / "templates").mkdir()
    template = '{% extends "deck.xml.j2" %}{% block sources %}{% endblock %}'
    (longer / "templates" / "deck.xml.j2").write_text(template, encoding="utf-8")
    ran = brief("build", longer, "--png", "--only", "deck")
    assert f"{more[-1].name}: warning: is a picture from an earlier build" in ran.stderr
    assert brief("clean", cwd=longer).exit_code == 0
    assert sorted((longer / "output").glob("*.png")) == more[:-1]


def test_pictures_of_another_deck_than_lies_there_are_told_and_cleaned(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    brief("build", root, "--png")
    (root / "content" / "b.yaml").write_text(MINIMAL.replace("no other berth", "but one berth"), encoding="utf-8")
    ran = brief("build", root, "--only", "deck")
    slides = sorted((root / "output").glob("b.slide-*.png"))
    said = f"b.slide-01.png: warning: is a picture from an earlier build, with {len(slides) - 1} more; 'brief clean'"
    assert said in ran.stderr
    assert brief("clean", cwd=root).exit_code == 0
    assert [file.name for file in sorted((root / "output").glob("*.png"))] == ["b.page-1.png"]


def test_a_build_that_fails_tells_all_that_lies_there_in_one_line(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL, "content/audiences/board.yaml": "name: The board\n"})
    brief("build", root, "--png", "--only", "deck")
    (root / "content" / "audiences" / "board.yaml").write_text("name: [x]\n", encoding="utf-8")
    ran = brief("build", root, "--only", "deck")
    others = len(list((root / "output").glob("b_board.*"))) - 1
    (told,) = [line for line in ran.stderr.splitlines() if "earlier build" in line]
    assert f"for this one failed, with {others} more; send none before it is built again" in told


def test_a_build_without_pictures_leaves_them(built: Path) -> None:
    ran = brief("build", built)
    assert "earlier build" not in ran.stderr


def test_pictures_of_a_word_memo_are_a_wrong_command(built: Path) -> None:
    ran = brief("build", built, "--png", "--only", "docx")
    assert (ran.exit_code, "--png makes pictures of the deck and the memo" in ran.stderr) == (2, True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it may outlive the command
def test_open_asks_the_systems_program(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    opener = '#!/bin/sh\necho "$1" > "${0%/*}/opened"\n'
    root = tree({"content/b.yaml": MINIMAL, "bin/xdg-open": opener, "bin/open": opener})
    for name in ("xdg-open", "open"):
        (root / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}")
    os.mkfifo(said := root / "bin" / "opened")  # which waits for the program: the command does not
    ran = brief("build", root, "--only", "memo", "--open")
    assert ran.exit_code == 0, ran.stderr
    assert said.read_text(encoding="utf-8").strip() == str(root / "output" / "b.pdf")


def test_where_nothing_opens_files_that_is_said(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    monkeypatch.setenv("PATH", str(root))
    ran = brief("build", root, "--only", "memo", "--open")
    assert (ran.exit_code, "the system has no program to open it" in ran.stderr) == (0, True)
