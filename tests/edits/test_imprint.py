"""What a paper says of itself, edited in PowerPoint or Word, goes back to its keys; a comparison has each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import Ran, brief
from support.deck_edits import Edited
from support.projects import Tree, minimal
from support.word_edits import EditedMemo

SAID = """authors:
  - {family: Lee, given: Ann, title: Fellow, organization: Quay Institute}
  - {name: The survey team}
contact: {name: Mo Berg, phone: +1 202 555 0100, email: ann_lee@quays.example}
series: Quay Papers
number: 12
version: 4
acknowledgements: We thank the *harbour* master.
disclaimer: These views bind no <board> & nobody.
"""
EDITS = [
    ("authors[0].given", "Ann", "Anna"),
    ("authors[0].title", "Fellow", "Senior Fellow"),
    ("authors[0].organization", "Institute", "College"),
    ("authors[1].name", "team", "group"),
    ("contact.name", "Berg", "Orr"),
    ("contact.phone", "0100", "0111"),
    ("contact.email", "ann_lee", "orr"),
    ("acknowledgements", "harbour", "port"),
    ("disclaimer", "bind", "oblige"),
]
ON_THE_COVER = [("series", "Papers", "Notes"), ("number", "12", "13"), ("version", "4", "5")]


@pytest.fixture
def root(tree: Tree) -> Path:
    return tree({"content/brief.yaml": minimal() + SAID})


def pulled(root: Path, file: str, content: bytes) -> Ran:
    (root / file).write_bytes(content)
    return brief("pull", file, "--write", cwd=root)


def written(edits: list[tuple[str, str, str]]) -> str:
    text = SAID
    for _, old, new in edits:
        text = text.replace(old, new, 1)
    return text


def test_from_a_deck_each_goes_to_its_key(root: Path) -> None:
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    deck = Edited.of((root / "output" / "brief.pptx").read_bytes())
    for numbers, edits in ((len(deck.deck.slides), EDITS), (1, ON_THE_COVER)):
        runs = [run for _, paragraph in deck.paragraphs(numbers) for run in paragraph.runs]
        for path, old, new in edits:
            shown = [run for run in runs if old in run.text]
            assert shown, path
            shown[0].text = shown[0].text.replace(old, new, 1)
    ran = pulled(root, "edited.pptx", deck.content)
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    text = (root / "content" / "brief.yaml").read_text(encoding="utf-8")
    assert text.endswith(written([*EDITS, *ON_THE_COVER])), ran.stdout


def test_from_a_word_memo_too(root: Path) -> None:
    assert brief("build", "--only", "docx", cwd=root).exit_code == 0
    memo = EditedMemo.of((root / "output" / "brief.docx").read_bytes())
    for path, old, new in (*EDITS, *ON_THE_COVER):
        memo.change(path, old, new)
    ran = pulled(root, "edited.docx", memo.content)
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    text = (root / "content" / "brief.yaml").read_text(encoding="utf-8")
    assert text.endswith(written([*EDITS, *ON_THE_COVER])), ran.stdout


def test_a_comparison_has_each_under_the_name_of_its_author(root: Path) -> None:
    (root / "old.yaml").write_text(minimal() + SAID, encoding="utf-8")
    (root / "content" / "brief.yaml").write_text(minimal() + written([*EDITS[1:], *ON_THE_COVER]), encoding="utf-8")
    told = brief("diff", "old.yaml", cwd=root).stdout
    for words in ("1  Lee", "title: [-Fellow-]{+Senior Fellow+}", "name: Mo [-Berg-]{+Orr+}", "*[-harbour-]{+port+}*",
                  "[-bind-]{+oblige+} no", "Quay [-Papers-]{+Notes+}", "[-12-]{+13+}", "[-4-]{+5+}"):  # fmt: skip
        assert words in told
