"""What people type into tables of a deck comes back: words, and numbers in the form of the language."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import quays
from support.commands import Ran, brief
from support.deck_edits import Edited
from support.projects import Tree


@pytest.fixture
def folder(tree: Tree) -> Path:
    root = tree({"content/quays.yaml": quays.TEXT})
    assert brief("build", root / "content" / "quays.yaml", "--only", "deck").exit_code == 0
    return root


def pulled(folder: Path, deck: Edited, *args: str) -> Ran:
    return brief("pull", deck.save(folder / "edited.pptx"), "--write", *args, cwd=folder)


def test_numbers_and_words_go_back_to_their_cells(folder: Path) -> None:
    deck = Edited.of((folder / "output" / "quays.pptx").read_bytes())
    number = deck.number("Middle")
    deck.change(number, "10,410.0", "10,410.0", "10,990.5")
    deck.change(number, "+20.3%", "+20.3%", "−2.5%")
    deck.change(number, "by hand", "hand", "eye")
    deck.change(number, "Tonnes of fuel;", "fuel", "diesel")
    deck.change(deck.number("Concrete"), "Concrete", "Concrete", "Steel")
    ran = pulled(folder, deck, "--numbers")
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    expected = quays.edited(
        ("[North, 10410, 12525.25, 20.3, by meter]", "[North, 10990.5, 12525.25, -2.5, by meter]"),
        ("by hand", "by eye"),
        ("note: Tonnes of fuel;", "note: Tonnes of diesel;"),
        ("Concrete", "Steel"),
    )
    assert (folder / "content" / "quays.yaml").read_text(encoding="utf-8") == expected


def test_a_number_is_only_moved_where_that_is_asked_for(folder: Path) -> None:
    deck = Edited.of((folder / "output" / "quays.pptx").read_bytes())
    deck.change(deck.number("Middle"), "405.0", "405.0", "4,050.0")
    ran = pulled(folder, deck)
    assert "--numbers" in ran.stdout
    assert (folder / "content" / "quays.yaml").read_text(encoding="utf-8") == quays.TEXT


def test_what_nobody_edited_brings_nothing(folder: Path) -> None:
    ran = brief("pull", folder / "output" / "quays.pptx", cwd=folder)
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "nothing was edited")
