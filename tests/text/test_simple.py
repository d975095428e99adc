"""What is read without the parser is what the parser reads."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from policybrief.text import inline, literal, markdown, simple

PIECES = st.sampled_from([
    "word", "a",
    "7", "Ω", "习", "，", "é", " ", "  ", "\u00a0", "\n", "\r", "\t", "\0", "*", "**", "***", "_", "__",
    "*a*", " *one two* ", " **b c**", "[", "]", "[@lo]", "[see @lo, p. 3; -@wyne]",
    "[@", "@lo", ";", ",", ".", "!", "(",
    ")", "(x)", "[w](https://a.bc)", "<",
    "<https://a.bc>", ">", "&amp;", "&", "\\", "\\*", "`", "~", "”", "“", "—", "5*3",
    "|", "#", "😀",
])  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
@example("**a**.**b**")
@example("*a* *b*")
@example("*a*b* c*")
@example(" **a b** *c*.")
@example("![@lo]")
@example("[@lo](https://a.bc)")
@example("[see @lo](https://a.bc)")
def test_it_reads_what_the_parser_reads(text: str) -> None:
    if simple.pieces(text):
        assert inline.parse(text) == markdown.runs(text)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_it_reads_has_no_slips(text: str) -> None:
    if simple.pieces(text) is not None:
        assert list(literal.slips(f"{text}\n")) == []  # which is the parser's


def test_most_texts_need_no_parser() -> None:
    assert simple.pieces("It is *manageable*, **not more**, says Lo [@lo, p. 3; see @wyne].") is not None
    assert simple.pieces("[words](https://example.org)") is None
