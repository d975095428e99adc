"""Words that are kept by their text belong to whoever sets them, and to nobody before."""

from __future__ import annotations

import pytest

from policybrief.locale import locale
from policybrief.memo.fit import typesetter
from policybrief.memo.fit.pen import MemoSizes, TextBlock
from policybrief.memo.fit.typesetter import SetText, Typesetter
from policybrief.memo.fit.words import WordLook
from policybrief.pdf import faces
from policybrief.pdf.faces import TIE
from policybrief.pdf.ink import Node
from policybrief.text.run import Run, Text
from policybrief.theme.load import load

SIZES = MemoSizes(10.0, 1.3, 1.0)
LINKED: Text = (
    Run("The port has one "),
    Run("berth", link="https://port.example"),
    Run(" for "),
    Run("北京", bold=True),
)


def setter(lang: str = "en-US", theme: str = "statecraft") -> Typesetter:
    return Typesetter(faces.load(load(theme).memo), locale.load(lang))


def owners(words: SetText, node: Node) -> list[Node]:
    return list(dict.fromkeys(piece.node for word in words.bound(node) for piece in word.pieces))


def test_the_same_words_are_bound_to_each_element_with_its_own_links() -> None:
    first, second = Node("P", lang="one"), Node("P", lang="two")
    kept = setter().set(LINKED, WordLook())
    assert setter().set(LINKED, WordLook()) is kept, "set once"
    for node in (first, second):
        own, link, *_ = owners(kept, node)
        assert own is node
        assert (link.tag, link.parent, link.alt[0].text) == ("Link", node, "berth (https://port.example)")
        assert all(each is node or each.parent is node for each in owners(kept, node))
    assert not set(map(id, owners(kept, first))) & set(map(id, owners(kept, second)))
    assert kept.own not in owners(kept, first)


def test_words_of_another_language_face_or_look_are_others() -> None:
    kept = setter().set(LINKED, WordLook())
    others = (
        setter("fr").set(LINKED, WordLook()), setter().set(LINKED, WordLook(bold=True)),
        setter().set(LINKED, WordLook(), space_after=True), setter().set((*LINKED, Run(".")), WordLook()),
    )  # fmt: skip
    assert kept not in others


def test_what_can_t_be_drawn_is_told_each_time() -> None:
    for _ in range(2):
        made = setter()
        made.set((Run("שלום"),), WordLook())
        assert {lack.char for lack in made.missing} == set("שלום")


@pytest.mark.parametrize(
    ("lang", "said", "shown"),
    [
        ("en-GB", "What changed since 27 November 2026", "What changed|since|27 November 2026"),
        ("en-US", "What changed since November 27, 2026", "What changed|since|November 27, 2026"),
        ("fr", "Ce qui a changé depuis le 27 novembre 2026", "Ce qui a changé|depuis le|27 novembre 2026"),
        ("uk", "Що змінилося з 27 листопада 2026 р.", "Що змінилося з|27 листопада|2026 р."),
    ],
)
def test_a_date_is_parted_only_where_no_line_holds_it_and_then_in_halves(lang: str, said: str, shown: str) -> None:
    block = TextBlock(setter(lang).set((Run(said),), WordLook()).bound(Node("P")))
    lines = ("".join(piece.text for word in line for piece in word.pieces) for line in block.lines(SIZES, 88.0))
    assert "|".join(line.replace(TIE, " ").strip() for line in lines) == shown


def test_lines_that_are_kept_are_those_of_words_that_were_never_set() -> None:
    text: Text = (
        Run("An intergovernmental telecommunications undertaking of all ports, small and large, north and south"),
    )
    for width in (60.0, 95.0, 140.0, 250.0):
        for balance in (False, True):
            kept, alone = setter().set(text, WordLook()), Node("P")
            blocks = [TextBlock(kept.bound(alone), balance=balance, texts=texts) for texts in ((kept,), (kept,), ())]
            said = [
                [["".join(piece.text for piece in word.pieces) for word in line] for line in block.lines(SIZES, width)]
                for block in blocks
            ]
            assert said[0] == said[1] == said[2]
            assert {
                piece.node
                for block in blocks
                for line in block.lines(SIZES, width)
                for word in line
                for piece in word.pieces
            } == {alone}
    assert typesetter.line_ends.cache_info().maxsize
