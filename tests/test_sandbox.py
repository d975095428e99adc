"""What a template does with a brief's texts keeps their path, Markdown and citations; and no expression is a bomb."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Tree, minimal
from policybrief import document as doc
from policybrief import inline
from policybrief.compose import DECK, Templates
from policybrief.errors import BriefError
from policybrief.resources import TEMPLATES
from policybrief.traced import Misuse, Traced
from test_compose import composed

MARKED = "a **bold** word [@count] of [Lo](https://a.example/X_(y))"
TEXT = "brief.bottom_line.points[0].text"
PATH = "bottom_line.points[0].text"

Shown = list[tuple[str, str]]


@pytest.fixture
def runs(tree: Tree) -> Callable[[str], doc.Text]:
    """The runs of a template's one paragraph; the first point of the bottom line is `MARKED`."""

    def made(inside: str) -> doc.Text:
        root = tree({"deck.xml.j2": f"<deck>\n<slide>\n<title>T</title>\n<p>{inside}</p>\n</slide>\n</deck>\n"})
        deck = composed(minimal(("It is the only berth.", MARKED)), DECK, Templates((root, TEMPLATES)))
        assert isinstance(deck, doc.Deck)
        (paragraph,) = deck.slides[0].blocks
        assert isinstance(paragraph, doc.Paragraph)
        return paragraph.text

    return made


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ("|trim", "a bold word of Lo"), ("|upper", "A BOLD WORD OF LO"), ("|lower", "a bold word of lo"),
        ("|title", "A Bold Word Of Lo"), ("|capitalize", "A bold word of lo"), ("|capital", "A bold word of Lo"),
        ("|replace('word', 'Wort')", "a bold Wort of Lo"), ("|replace('count', 'x')", "a bold word of Lo"),
        ("|truncate(500)", "a bold word of Lo"), ("|e", "a bold word of Lo"), ("|string", "a bold word of Lo"),
        (".upper()", "A BOLD WORD OF LO"), (".strip()", "a bold word of Lo"), ("|default('x')", "a bold word of Lo"),
        ("|join", "a bold word of Lo"),
    ],
)  # fmt: skip
def test_a_changed_text_stays_a_text(runs: Callable[[str], doc.Text], change: str, shown: str) -> None:
    found = runs(f"{{{{ {TEXT}{change} }}}}")
    assert doc.plain(found) == shown
    assert {run.path for run in found} == {PATH}
    assert [run.cite for run in found if run.cite] == ["count"]
    assert [run.text.lower() for run in found if run.bold] == ["bold"]
    assert [run.link for run in found if run.link] == ["https://a.example/X_(y)"]


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("brief.title ~ ', ' ~ brief.to", [("Build the quay", "title"), (", ", ""), ("The board", "to")]),
        ("brief.title + '!'", [("Build the quay", "title"), ("!", "")]),
        ("'!' + brief.title", [("!", ""), ("Build the quay", "title")]),
        ("(brief.title ~ ' x ')|trim|upper", [("BUILD THE QUAY", "title"), (" X", "")]),
        ("[brief.title, brief.to]|join('; ')", [("Build the quay", "title"), ("; ", ""), ("The board", "to")]),
        ("'; '.join([brief.title, brief.to])", [("Build the quay", "title"), ("; ", ""), ("The board", "to")]),
        ("brief.judgments|join('; ', attribute='headline')", [("There is no other berth", "judgments[0].headline")]),
        ("brief.title|truncate(8)", [("Build", "title"), ("...", "")]),
        ("brief.title.split()[1]", [("the", "title")]),
        ("'<b>&' ~ brief.title", [("<b>&", ""), ("Build the quay", "title")]),
        ("words['confidence_' ~ brief.judgments[0].confidence]", [("High", "")]),
        ("'a%s%d' % ('b', 1) ~ '%s'|format('c') ~ '{}'.format(2) ~ 3 * 4", [("ab1c212", "")]),
    ],
)
def test_texts_side_by_side_keep_their_paths(runs: Callable[[str], doc.Text], expression: str, shown: Shown) -> None:
    assert [(run.text, run.path) for run in runs(f"{{{{ {expression} }}}}")] == shown


def test_a_macro_beside_a_text_keeps_both(runs: Callable[[str], doc.Text]) -> None:
    found = runs("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(brief.title) ~ brief.to }}")
    assert [(run.text, run.path, run.bold) for run in found] == [
        ("Build the quay", "title", True), ("The board", "to", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        f"{{{{ {TEXT}{change} }}}}"
        for change in ("|truncate(9)", "[:5]", "|replace('bold', '*')", "|wordwrap(9)", "|center(99)", "|safe",
                       "|striptags", "|tojson", "|reverse", "|format(1)", ".split()", "|forceescape", "|indent")
    ] + [
        "{{ '%s' % brief.title }}", "{{ '%s %s' % (1, brief.title) }}", "{{ '{}'.format(brief.title) }}",
        "{{ '%s'|format(brief.title) }}", "{% filter upper %}{{ brief.title }}{% endfilter %}",
    ],
)  # fmt: skip
def test_what_would_lose_them_is_refused_at_its_line(runs: Callable[[str], doc.Text], wrong: str) -> None:
    with pytest.raises(BriefError) as error:
        runs(wrong)
    (problem,) = error.value.problems
    assert (problem.line, bool(problem.hint)) == (4, True)


@given(st.text(st.sampled_from("aB *_[]()@\\:/ß.é-"), max_size=25), st.sampled_from(["upper", "title", "swapcase"]))
def test_letters_change_and_nothing_else(text: str, change: str) -> None:
    try:
        made = getattr(Traced(text, "title"), change)()
    except Misuse:
        return
    assert made.path == "title"
    assert inline.fixed(made) == inline.fixed(text)


@pytest.mark.parametrize(
    "bomb",
    [
        "{{ 'x' * 2000000000 }}", "{{ 2000000000 * 'x' }}", "{{ [1] * 2000000000 }}", "{{ (1,) * 2000000000 }}",
        "{{ brief.title * 2000000000 }}", "{{ 2 ** 99999999 }}", "{{ 9 ** (9 ** 9) }}", "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}", "{{ '{:>1000000000}'.format(1) }}", "{{ '%1000000000d'|format(1) }}",
        "{{ 'x'.center(1000000000) }}", "{{ 'x'|center(1000000000) }}", "{{ 'x'|indent(1000000000, true) }}",
        "{{ [1]|batch(1000000000, 1)|list }}", "{{ [1]|slice(1000000000)|list }}",
        "{% set n = namespace(x='ab') %}{% for i in range(40) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=9) %}{% for i in range(40) %}{% set n.x = n.x * n.x %}{% endfor %}",
        f"{'<b><i>' * 300}x{'</i></b>' * 300}", f"{'<b>' * 200_000}",
    ],
)  # fmt: skip
def test_bombs_are_refused_quickly(runs: Callable[[str], doc.Text], bomb: str) -> None:
    start = perf_counter()
    with pytest.raises(BriefError) as error:
        runs(bomb)
    assert perf_counter() - start < 5
    assert error.value.problems[0].line == 4


def test_nesting_within_reason_is_read(runs: Callable[[str], doc.Text]) -> None:
    (run,) = runs(f"{'<b><i>' * 100}x{'</i></b>' * 100}")
    assert (run.text, run.bold, run.italic) == ("x", True, True)
