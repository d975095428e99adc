"""Edits of texts with named figures in them: whatever is wanted, the names stay, and the numbers are never typed in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policybrief.text.likeness import folded
from policybrief.text.mentions import NamedFigure, as_written, mentions, put_back

_WORDS = st.sampled_from(["of", "fuel", "Київ", "习近平", "412", "t", "4", "&", "берег,", "a.", "—", "", " "])
_NUMBERS = st.sampled_from(["412\u00a0t", "412", "4", "€1,525.3 million", "37%", "-1"])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, tuple[NamedFigure, ...]]:
    """A text, and the figures that stand in it."""
    text, figures = "", list[NamedFigure]()
    for number, word in enumerate(draw(st.lists(st.tuples(_WORDS, st.none() | _NUMBERS), min_size=1, max_size=6))):
        text += word[0] + " "
        if word[1]:
            figures.append(NamedFigure(len(text), word[1], f"[=fleet.c{number}.Q3]", "fleet.csv", "fleet.csv:1:1"))
            text += word[1] + draw(st.sampled_from([" ", ", ", "", "."]))
    return text, tuple(figures)


_WANTED = st.lists(_WORDS | _NUMBERS, max_size=9).map(" ".join) | st.text(max_size=30)


@given(texts(), _WANTED)
def test_all_names_stay_in_their_order(written: tuple[str, tuple[NamedFigure, ...]], wanted: str) -> None:
    text, figures = written
    back = put_back(text, figures, wanted)
    names = {figure.written for figure in figures}
    kept = [mention.written for mention in mentions(back.written) if mention.written in names]
    assert kept == [figure.written for figure in figures]


@given(texts())
def test_a_text_that_is_wanted_as_it_is_stays(written: tuple[str, tuple[NamedFigure, ...]]) -> None:
    text, figures = written
    assert put_back(text, figures, text).written == as_written(text, figures)


@given(texts(), _WANTED)
def test_an_edit_that_touches_no_figure_is_all_of_what_is_wanted(
    written: tuple[str, tuple[NamedFigure, ...]], wanted: str
) -> None:
    text, figures = written
    back = put_back(text, figures, wanted)
    if not back.left:
        filled = back.written
        for figure in figures:
            filled = filled.replace(figure.written, figure.text, 1)
        assert folded(filled) == folded(wanted)
