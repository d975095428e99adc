"""Key figures in the margin, and a section's picture: what they take, what gives way, and what is heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from policybrief.errors import BriefError
from policybrief.memo.fit.fit import fit
from policybrief.memo.fitted import Extent, FittedMemo
from policybrief.pdf.ink import InkWords, Node, PlacedArtwork
from policybrief.text.run import plain
from support.memos import composed
from support.projects import Tree, minimal

FIGURES = """figures:
  headline: To remember
  sources: [count]
  entries:
    - {value: "61", unit: "%", label: of the fuel is burnt at berth, trend: up}
    - {value: "2 of 6", label: berths are wired}
"""
SURE = ("    confidence: high\n    basis: The port's own count.\n", "")
FULL, WINTERS = "it is full", "and so was the one before it in every winter of the count, "
LONG = (f"{FULL}.", f"{FULL}, {WINTERS * 16}at last.")
TEXT_BEGINS = 46.8 + 82.8
"""The left end of the text column is to the right of this."""


def fitted(tree: Tree, text: str, **files: bytes) -> FittedMemo:
    root = tree({"content/b.yaml": text})
    for name, content in files.items():
        (root / "content" / f"{name}.png").write_bytes(content)
    return composed(root / "content" / "b.yaml").fit()


def drawn(memo: FittedMemo, text: str) -> InkWords:
    return next(mark for mark in memo.marks if isinstance(mark, InkWords) and text in mark.text)


def test_figures_stand_in_a_margin_that_is_free_and_take_no_room_from_words(tree: Tree) -> None:
    memo = fitted(tree, minimal(SURE, LONG) + FIGURES)
    number, label = drawn(memo, "61%"), drawn(memo, "of the fuel")
    assert number.x < TEXT_BEGINS
    assert number.size > 1.3 * memo.body
    assert label.x < TEXT_BEGINS
    assert drawn(memo, "Rising").x < TEXT_BEGINS
    heard = [[kid.tag for kid in node.kids[0].kids] for node in preorder(memo.tree) if node.tag == "LI"]
    assert ["P", "P", "P"] in heard
    assert not any("Key figures" in mark.text for mark in memo.marks if isinstance(mark, InkWords))
    assert "berths are wired1" in "".join(mark.text for mark in memo.marks if isinstance(mark, InkWords))


def test_beside_confidence_the_margin_gives_way_and_figures_are_a_sentence(tree: Tree) -> None:
    memo = fitted(tree, minimal(LONG) + FIGURES)
    assert drawn(memo, "61%").x > TEXT_BEGINS
    assert drawn(memo, "61%").size == memo.body


def test_figures_have_no_say_in_where_two_pages_are_divided(tree: Tree) -> None:
    paragraph = "      The count was held against the books of the harbour, and the larger number was taken.\n\n"
    section = (
        f"sections:\n  - id: counted\n    heading: How it was counted\n    in: [memo]\n    text: |\n{paragraph * 40}"
    )
    text = minimal((f"{FULL}.", f"{FULL}, {WINTERS * 58}at last.")) + section + FIGURES
    made = composed(tree({"content/b.yaml": text}) / "content" / "b.yaml")
    fitted = fit(made.memo, made.theme, made.locale, made.places, extent=Extent(2))
    texts = [[mark for mark in page.marks if isinstance(mark, InkWords)] for page in fitted.pages]
    assert [mark.x < TEXT_BEGINS for page in texts for mark in page if "61" in mark.text] == [True]
    last = max(mark.y for mark in texts[0] if "larger number" in mark.text)
    assert last > 0.92 * fitted.pages[0].height


def preorder(node: Node) -> list[Node]:
    return [node, *(each for kid in node.kids for each in preorder(kid))]


def picture(tmp_path: Path, size: tuple[int, int]) -> bytes:
    file = tmp_path / "made.png"
    Image.new("RGB", size, (20, 40, 90)).save(file)
    return file.read_bytes()


SECTION = """sections:
  - id: harbour
    heading: The harbour
    text: The quays stand on both sides of the mouth.
    sources: [count]
    picture: {file: map.png, alt: A map of two quays, caption: The two quays}
"""


def test_a_sections_picture_stands_in_the_memo_with_what_it_shows_in_words(tree: Tree, tmp_path: Path) -> None:
    memo = fitted(tree, minimal() + SECTION, map=picture(tmp_path, (900, 500)))
    (art,) = (mark for mark in memo.marks if isinstance(mark, PlacedArtwork))
    assert art.node is not None
    assert (art.node.tag, plain(art.node.alt)) == ("Figure", "A map of two quays")
    assert drawn(memo, "The quays stand").y < art.y < art.y + art.height < drawn(memo, "The two quays").y


def test_a_picture_shrinks_before_words_do(tree: Tree, tmp_path: Path) -> None:
    many = "text: |\n" + "".join(
        f"      Paragraph {n} says what it says at some length, and again.\n\n" for n in range(25)
    )
    section = SECTION.replace("text: The quays stand on both sides of the mouth.\n", many)
    high, low = (
        next(mark for mark in memo.marks if isinstance(mark, PlacedArtwork)).height / memo.body
        for memo in (fitted(tree, minimal() + each, map=picture(tmp_path, (500, 500))) for each in (SECTION, section))
    )
    assert low < 0.75 * high


def test_a_picture_that_is_not_there_is_told_at_its_line(tree: Tree) -> None:
    with pytest.raises(BriefError) as told:
        fitted(tree, minimal() + SECTION)
    (problem,) = told.value.problems
    assert (problem.path, "is not there" in problem.message) == ("sections[0].picture.file", True)


def test_a_picture_can_be_kept_out_of_the_memo(tree: Tree) -> None:
    memo = fitted(tree, minimal() + SECTION.replace("{file", "{in_memo: false, file"))
    assert not any(isinstance(mark, PlacedArtwork) for mark in memo.marks)
