"""What the speaker says in the author's own words: in the notes of its slide, for nobody whose file does not say so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from support import canaries
from support.canaries import Canaries, found
from support.commands import brief
from support.projects import Tree
from support.slides import noted, shown

PARTS = ("bottom_line", "balance", "comparison", "timeline", "figures", "decision")
LISTS = ("judgments", "recommendations", "charts", "pictures", "avoid")
AUDIENCES = {
    "within": "outside: false",
    "asked": "notes: true\noutside: true",
    "unsaid": "to: The board",
    "without": "outside: true",
    "silent": "notes: false\noutside: false",
}


def spoken(canary: Canaries, name: str) -> str:
    """Notes of two paragraphs and a list."""
    return f"{canary(name)} first.\n\n- {canary(name)} as a point\n- and another\n"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Canaries]:
    """A brief with notes on everything, built for all audiences."""
    canary, root = Canaries(), tmp_path_factory.mktemp("spoken")
    made = canaries.brief(Canaries("plain"), "")
    for name in PARTS:
        made[name]["notes"] = spoken(canary, name)
    for name in LISTS:
        for number, entry in enumerate(made[name]):
            entry["notes"] = spoken(canary, f"{name}[{number}]")
    (root / "content" / "audiences").mkdir(parents=True)
    (root / "content" / "brief.yaml").write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
    for name, keys in AUDIENCES.items():
        (root / "content" / "audiences" / f"{name}.yaml").write_text(f"name: A reader\n{keys}\n", encoding="utf-8")
    canaries.draw(root)
    for args in (("deck",), ("memo", "-a", "within", "-a", "unsaid")):
        ran = brief("build", "--only", *args, cwd=root)
        assert ran.exit_code == 0, ran.stderr
    return root, canary


@pytest.mark.parametrize("name", ["within", "asked"])
def test_an_audience_that_may_hear_them_has_all_notes_and_has_them_in_the_notes_alone(
    room: tuple[Path, Canaries], name: str
) -> None:
    root, canary = room
    deck = (root / "output" / f"brief_{name}.pptx").read_bytes()
    said = noted(deck).lower()
    unasked = {"decision"} if name == "asked" else set()  # who reads from outside has no decision to hear of
    assert {canary.places[word] for word in canary.places if word not in said} == unasked
    on_slides = shown(deck).lower()
    assert not any(word in on_slides for word in canary.places)


def test_no_memo_has_them(room: tuple[Path, Canaries]) -> None:
    root, canary = room
    assert found((root / "output" / "brief_within.pdf").read_bytes(), canary.places) == set()


@pytest.mark.parametrize("name", ["unsaid", "without", "silent"])
def test_no_byte_of_them_is_in_any_other_file(room: tuple[Path, Canaries], name: str) -> None:
    root, canary = room
    files = [each for each in (root / "output").iterdir() if each.name.startswith(f"brief_{name}.")]
    assert files
    for each in files:
        assert {canary.places[word] for word in found(each.read_bytes(), canary.places)} == set()


def test_talking_points_are_left_out_for_outsiders_and_stay_where_nothing_is_said(room: tuple[Path, Canaries]) -> None:
    root, _ = room
    notes = {name: noted((root / "output" / f"brief_{name}.pptx").read_bytes()) for name in AUDIENCES}
    assert not notes["without"].strip()
    assert not notes["silent"].strip()
    assert "Build the quay first, the pier later." in notes["unsaid"]


def test_findings_that_stand_with_the_bottom_line_keep_what_the_speaker_says_of_them(tree: Tree) -> None:
    text = (
        "title: Berth two\nbottom_line: {headline: Berth two is empty, notes: Say it slowly.}\njudgments:\n"
        "  - {id: free, headline: It is free, text: No ship is booked., notes: Look at the chair.}\n"
        "  - {id: dear, headline: It is dear, text: Upkeep has doubled.}\n"
    )
    root = tree({"content/brief.yaml": text, "content/audiences/board.yaml": "name: The board\nnotes: true\n"})
    ran = brief("build", "--only", "deck", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    said = noted((root / "output" / "brief_board.pptx").read_bytes())
    assert "Say it slowly." in said
    assert "Look at the chair." in said
    assert "Upkeep has doubled." not in said, "the bottom line's notes stand for it"
