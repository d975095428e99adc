"""inline: Markdown of the author's, and that no character gets lost in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policybrief.text import citekeys, inline, structure
from policybrief.text.run import Run, Text
from policybrief.text.value_path import ValuePath
from support.clocks import slowness

MARKS = frozenset("*_[]()\\")


def shown(text: Text) -> list[tuple[str, str]]:
    """Each run with its look as letters: b, i, l(ink), c(ite)."""
    looks = [("b" * run.bold + "i" * run.italic + "l" * bool(run.link) + "c" * bool(run.cite)) for run in text]
    return [(run.cite or run.text, look) for run, look in zip(text, looks, strict=True)]


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("plain", [("plain", "")]),
        ("a **b** *c*", [("a ", ""), ("b", "b"), (" ", ""), ("c", "i")]),
        ("***both***", [("both", "bi")]),
        ("snake_case_name", [("snake_case_name", "")]),
        ("5 * 3 * 2", [("5 * 3 * 2", "")]),
        (r"\*not\*", [("*not*", "")]),
        ("[x](https://a.example)", [("x", "l")]),
        ("[**x** y](https://a.example)", [("x", "bl"), (" y", "l")]),
        ("[x](javascript:alert)", [("[x](javascript:alert)", "")]),
        ("[x](/etc/passwd)", [("[x](/etc/passwd)", "")]),
        ("so [@lo].", [("so ", ""), ("lo", "c"), (".", "")]),
        ("so [@lo; @wyne]", [("so ", ""), ("lo", "c"), ("wyne", "c")]),
        (r"\[@lo]", [("[@lo]", "")]),
        ("# no heading", [("# no heading", "")]),
        ("<b>&amp;</b> *x*", [("<b>&amp;</b> ", ""), ("x", "i")]),
        ("![x](https://a.example)", [("!", ""), ("x", "l")]),
        ("**重要。**然后", [("重要。", "b"), ("然后", "")]),
        ('**"Quoted,"**and', [('"Quoted,"', "b"), ("and", "")]),
        ("中文**「强调」**后面", [("中文", ""), ("「强调」", "b"), ("后面", "")]),
        ("增长**5**个*百*分", [("增长", ""), ("5", "b"), ("个", ""), ("百", "i"), ("分", "")]),
        ("2*3*4 = 2**10**2, f(x)*g(y)*h", [("2*3*4 = 2**10**2, f(x)*g(y)*h", "")]),
        ("2*n*4 and 3**m", [("2*n*4 and 3**m", "")]),
        (r"C:\x \\host\y \*", [(r"C:\x \\host\y *", "")]),
        ("<https://a.example> <b>", [("https://a.example", "l"), (" <b>", "")]),
        ("`*x*`", [("`", ""), ("x", "i"), ("`", "")]),
    ],
)
def test_looks(written: str, runs: list[tuple[str, str]]) -> None:
    assert shown(inline.parse(written)) == runs


def test_each_run_keeps_its_path_and_place() -> None:
    runs = inline.parse("a **b** [@lo]", ValuePath("title"), "deck.xml.j2:3")
    assert {(str(run.path), run.at) for run in runs} == {("title", "deck.xml.j2:3")}


@pytest.mark.parametrize("text", ["[@lo, p. [3]]", "[@lo", "[@ lo]", "[@]", "[-@]", "[@lo; p. 3]"])
def test_a_failed_citation_is_noticed(text: str) -> None:
    assert inline.failed_citations(f"see {text}")
    assert not inline.failed_citations(rf"see \{text}")


def test_a_citation_is_no_failed_one() -> None:
    assert inline.failed_citations("see [@lo] and [@lo; @wyne] and [sic] and a@b.example") == []


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert all(isinstance(run, Run) for run in inline.parse(text, "title"))


@given(st.text(st.sampled_from("ab *_[]()\\@<>&!`;習Ї\n"), max_size=60))
def test_only_marks_get_lost(text: str) -> None:
    """Addresses of links and ids of citations move from the text into the run; here none can be made."""
    kept = "".join(run.text for run in inline.parse(text) if not run.cite)
    cited = "".join(run.cite for run in inline.parse(text))
    letters = [char for char in text if char not in MARKS | set(" \n@;")]
    assert sorted(char for char in kept + cited if char not in MARKS | set(" \n@;")) == sorted(letters)


@given(st.text(st.characters(exclude_characters="*_[\\\x00")))
def test_a_paragraph_without_marks_stays_as_it_is(text: str) -> None:
    assume(structure.of(text).is_plain)
    assert inline.parse(text) == (Run(text),)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("[@lo, p. 3; see @wyne]", [("lo", "", "p. 3"), ("wyne", "see", "")]),
        ("[see @lo pp. 3-5, my italics; but cf. @x:y/z, §\u00a04]", [("lo", "see", "pp. 3-5, my italics"),
                                                                ("x:y/z", "but cf.", "§\u00a04")]),
        ("[-@Lo2022, 33]", [("Lo2022", "", "33")]),
        ("[див. @lo, с. 3; @习近平, 第3页]", [("lo", "див.", "с. 3"), ("习近平", "", "第3页")]),
        ("[see @lo](https://example.org)", []),
        ("[x@y.org](mailto:x@y.org) and a [b@c.org] d", []),
        ("<b@c.org> [sic]", []),
    ],
)  # fmt: skip
def test_a_citation_says_where_in_a_source(text: str, cited: list[tuple[str, str, str]]) -> None:
    runs = [run for run in inline.parse(text) if run.cite]
    assert [citekeys.about(run.cite, run.text)[:3] for run in runs] == cited
    assert any(citekeys.about(run.cite, run.text).nameless for run in runs) == ("-@" in text)
    assert not inline.failed_citations(text)


def test_another_source_in_its_place_is_cited_alone() -> None:
    text = "So [see @lo, p. 3; @wyne, p. 4] and [@lo]."
    assert inline.recited(text, {"lo": "other"}) == "So [@other; @wyne, p. 4] and [@other]."
    assert inline.words(text) == "So  and ."


@given(st.text(alphabet="[]@-;, .abé习3p\\*(){}\n"))
def test_what_is_recited_cites_the_same_sources(text: str) -> None:
    known = dict.fromkeys(inline.citations(text), "other")
    assert set(inline.citations(inline.recited(text, known))) == ({"other"} if known else set())


@pytest.mark.parametrize("sign", ["[@", "[^", "^[", "](<", "](", "<http://", "[a @a;", "^[a[b", "[@a; "])
def test_a_text_of_beginnings_without_ends_takes_no_longer_than_its_length(sign: str) -> None:
    text = sign * 20_000
    start = time.process_time()
    assert "".join(piece for piece, _ in inline.stretches(text)) == text
    assert inline.recited(text, {"a": "b"}) == text
    assert time.process_time() - start < 0.5 * slowness()
