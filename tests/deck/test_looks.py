"""What every deck's XML shows: at most eight type sizes, and one for each role of text."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import pytest

from support import decks
from support.projects import MINIMAL, Tree
from support.soak import SOAK
from support.tools import tool

LOOKS = tool("looks")
THEMES = ("statecraft", "cable", "commons")


def faults(content: bytes) -> tuple[list[float], dict[str, set[float]]]:
    """More sizes than the scale has, and the roles with several."""
    sizes, several = LOOKS.scale(LOOKS.read(io.BytesIO(content)))
    return (sizes if len(sizes) > LOOKS.MOST_SIZES else [], dict(several))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("file", [decks.SAMPLE, decks.HARBOUR])
def test_a_role_has_one_size_and_there_are_eight(file: Path, theme: str, tmp_path: Path) -> None:
    made = decks.built(decks.written(decks.read(file) | {"theme": theme}, tmp_path))
    assert faults(made.content) == ([], {})


def test_a_sparse_deck_keeps_to_the_scale(tree: Tree) -> None:
    made = decks.built(tree({"content/brief.yaml": MINIMAL}) / "content" / "brief.yaml")
    assert faults(made.content) == ([], {})


def full() -> dict[str, Any]:
    """Eight judgments and seven recommendations."""
    brief = copy.deepcopy(decks.read(decks.SAMPLE))
    for name, count in (("judgments", 8), ("recommendations", 7)):
        entries = brief[name]
        more = [copy.deepcopy(entries[number % len(entries)]) for number in range(count - len(entries))]
        for number, entry in enumerate(more):
            entry |= {"id": f"{entry['id']}-{number}", "headline": f"{entry['headline']} once more {number}"}
        brief[name] = [*entries, *more]
    return brief


def test_a_full_deck_keeps_to_the_scale(tmp_path: Path) -> None:
    made = decks.built(decks.written(full(), tmp_path))
    assert faults(made.content) == ([], {})


@pytest.mark.soak
def test_random_decks_keep_to_the_scale(tmp_path: Path) -> None:
    made = decks.random_decks(max(8, SOAK // 4), tmp_path)
    wrong = {seed: found for seed, one in made.items() if (found := faults(one.content)) != ([], {})}
    print(f"{len(made)} random decks: {len(wrong)} leave the scale")
    assert wrong == {}


def test_another_size_is_found() -> None:
    slides = LOOKS.read(io.BytesIO(decks.sample().content))
    runs = [run for slide in slides for run in slide.iterfind(".//a:rPr[@sz]", LOOKS.NS)]
    runs[-40].set("sz", "1900")
    sizes, several = LOOKS.scale(slides)
    assert 19 in sizes
    assert len(sizes) > LOOKS.MOST_SIZES or several
