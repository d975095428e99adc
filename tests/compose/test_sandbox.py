"""What a template does with a brief's texts keeps their path, Markdown and citations; and no expression is a bomb."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Callable
from functools import partial

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.compose.loader import HintedMessage
from policybrief.compose.places import Templates
from policybrief.compose.traced import Misuse, Traced
from policybrief.errors import BriefError, Problem
from policybrief.system.files.resources import TEMPLATES
from policybrief.system.processes import confined
from policybrief.text import inline
from policybrief.text.document import Deck
from policybrief.text.prose import Paragraph
from policybrief.text.run import Text, plain
from policybrief.text.value_path import ValuePath
from support.clocks import processor_seconds, slowness
from support.compositions import composed
from support.projects import Tree, minimal

MARKED = "a **bold** word [@count] of [Lo](https://a.example/X_(y))"
TEXT = "brief.bottom_line.points[0].text"
PATH = "bottom_line.points[0].text"

Shown = list[tuple[str, str]]


@pytest.fixture
def runs(tree: Tree) -> Callable[[str], Text]:
    """The runs of a template's one paragraph; the first point of the bottom line is `MARKED`."""

    def made(inside: str) -> Text:
        root = tree({"deck.xml.j2": f"<deck>\n<slide>\n<title>T</title>\n<p>{inside}</p>\n</slide>\n</deck>\n"})
        deck = composed(minimal(("It is the only berth.", MARKED)), "deck", Templates((root, TEMPLATES)))
        assert isinstance(deck, Deck)
        (paragraph,) = deck.slides[0].blocks
        assert isinstance(paragraph, Paragraph)
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
def test_a_changed_text_stays_a_text(runs: Callable[[str], Text], change: str, shown: str) -> None:
    found = runs(f"{{{{ {TEXT}{change} }}}}")
    assert plain(found) == shown
    assert {str(run.path) for run in found} == {PATH}
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
def test_texts_side_by_side_keep_their_paths(runs: Callable[[str], Text], expression: str, shown: Shown) -> None:
    assert [(run.text, str(run.path)) for run in runs(f"{{{{ {expression} }}}}")] == shown


def test_a_macro_beside_a_text_keeps_both(runs: Callable[[str], Text]) -> None:
    found = runs("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(brief.title) ~ brief.to }}")
    assert [(run.text, str(run.path), run.bold) for run in found] == [
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
def test_what_would_lose_them_is_refused_at_its_line(runs: Callable[[str], Text], wrong: str) -> None:
    with pytest.raises(BriefError) as error:
        runs(wrong)
    (problem,) = error.value.problems
    assert (problem.line, bool(problem.hint)) == (4, True)


@given(st.text(st.sampled_from("aB *_[]()@\\:/ß.é-"), max_size=25), st.sampled_from(["upper", "title", "swapcase"]))
def test_letters_change_and_nothing_else(text: str, change: str) -> None:
    try:
        made = getattr(Traced(text, ValuePath("title")), change)()
    except Misuse:
        return
    assert made.path == ValuePath("title")
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
        f"{'<b><i>' * 300}x{'</i></b>' * 300}", f"{'<b>' * 9_000}",
    ],
)  # fmt: skip
def test_bombs_are_refused_quickly(runs: Callable[[str], Text], bomb: str) -> None:
    start = processor_seconds()
    with pytest.raises(BriefError) as error:
        runs(bomb)
    assert processor_seconds() - start < 5 * slowness()
    assert error.value.problems[0].line == 4


confinable = pytest.mark.skipif(not confined.can_confine(), reason="nothing can be forked here")
TAKES_MEMORY = [
    "{{ ('a' * 5000000)|replace('a', 'b' * 5000000)|length }}", "{{ ('\\t' * 5000000).expandtabs(10000)|length }}",
    "{{ ('a'.encode() * 9000000000)|length }}",
    "{{ '{:{w}}'.format('a', w=9000000000)|length }}", "{{ [1]|tojson(indent=9000000000)|length }}",
    "{{ ('a' * 5000000).translate({97: 'b' * 1000000})|length }}", "{{ (1).to_bytes(9000000000)|length }}",
    "{{ range(100000)|map('string')|map('replace', '1', 'x' * 5000000)|list|length }}",
]  # fmt: skip
TAKES_TIME = [
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    ("{% set n = namespace(a=1, b=1) %}{% for i in range(60) %}{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}"
    "{% endfor %}{{ n.a == n.b }}"),
]  # fmt: skip


@confinable
@pytest.mark.parametrize("bomb", TAKES_MEMORY)
def test_what_no_rule_foresaw_takes_no_more_memory_than_it_may(runs: Callable[[str], Text], bomb: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BriefError, match=r"memory|width|characters|without end|can't be worked out"):
        runs(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB; on macOS bytes


@confinable
@pytest.mark.parametrize("bomb", TAKES_TIME)
def test_what_never_ends_is_ended(runs: Callable[[str], Text], bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "TEMPLATE", confined.Limits(256, 1))
    with pytest.raises(BriefError, match="takes more than 1 seconds; a brief has a few pages"):
        runs(bomb)


@confinable
@pytest.mark.parametrize(
    ("work", "told"),
    [
        (lambda: bytearray(1_000_000_000), "256 MB of memory"),
        (lambda: os.kill(os.getpid(), signal.SIGSYS), "256 MB of memory"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "seconds"),
    ],
)
def test_however_a_confined_process_ends_the_program_goes_on(work: Callable[[], object], told: str) -> None:
    with pytest.raises(confined.Exhausted, match=told):
        confined.run(work, confined.TEMPLATE)


@confinable
def test_a_process_that_sleeps_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_MOST_WAITED", 0.1)
    with pytest.raises(confined.Exhausted, match="seconds"):
        confined.run(signal.pause, confined.TEMPLATE)


@confinable
def test_what_confined_work_returns_or_raises_comes_back() -> None:
    problem = Problem("is odd", "a.yaml", 3)

    def refuse() -> None:
        raise BriefError([problem], outcome="nothing was sent")

    assert confined.run(lambda: "x" * 1_000_000, confined.TEMPLATE) == "x" * 1_000_000
    with pytest.raises(BriefError) as error:
        confined.run(refuse, confined.TEMPLATE)
    assert (error.value.problems, error.value.outcome) == ((problem,), "nothing was sent")
    with pytest.raises(ZeroDivisionError) as bug:
        confined.run(lambda: 1 // 0, confined.TEMPLATE)
    assert "Traceback" in bug.value.__notes__[0]
    for kind in (_Unsent, _Unread):
        with pytest.raises(RuntimeError, match=kind.__name__):
            confined.run(partial(_raised, kind("one", "two")), confined.TEMPLATE)
    with pytest.raises(jinja2.UndefinedError, match="is not here") as undefined:
        confined.run(
            partial(_raised, jinja2.UndefinedError(HintedMessage("is not here", "look there"))), confined.TEMPLATE
        )
    assert undefined.value.message.hint == "look there"  # type: ignore[union-attr]


class _Unsent(Exception):  # noqa: N818
    def __reduce__(self) -> str:
        raise TypeError


class _Unread(Exception):  # noqa: N818
    """Can be pickled, and not be made again of what was."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def _raised(error: Exception) -> None:
    raise error


def test_beside_other_threads_a_template_renders_here(runs: Callable[[str], Text]) -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert plain(runs("{{ brief.title }}")) == "Build the quay"
    finally:
        done.set()
        other.join()


@pytest.mark.parametrize(
    "loop",
    ["{% for i in range(20000) %}<b>x</b>{% endfor %}", "{% for i in range(60000) %}a long line of text {% endfor %}"],
)
def test_a_document_of_any_size_is_not_laid_out(runs: Callable[[str], Text], loop: str) -> None:
    with pytest.raises(BriefError, match=r"more than [\d,]+ (elements|characters)"):
        runs(loop)


def test_a_deck_of_any_number_of_slides_is_not_laid_out(tree: Tree) -> None:
    slides = "<deck>{% for i in range(1001) %}<slide><title>T{{ i }}</title><p>x</p></slide>{% endfor %}</deck>"
    with pytest.raises(BriefError, match="more than 1,000 slides"):
        composed(minimal(), "deck", Templates((tree({"deck.xml.j2": slides}), TEMPLATES)))


@pytest.mark.parametrize(
    "reads",
    [
        "brief.date.today()", "brief.date.now()", "brief.date.utcnow()", "brief.date.fromtimestamp(0)",
        "brief.date.date().today()", "brief.date['today']()", "(brief.date|attr('today'))()", "brief.date.astimezone()",
        "brief.date.timestamp()", "[brief.date]|map(attribute='today')|first", "brief.date.of(brief.date, '')",
        "brief.date.strptime('1', '%d')", "brief.date.min.today()", "brief.date.resolution.__class__",
        "now()", "lipsum()", "[1, 2]|random", "cycler.__init__", "brief.__class__", "brief._part.date.today()",
        "(brief.date - brief.date).max", "brief.date.replace(year=1).today()",
    ],
)  # fmt: skip
def test_no_template_reads_the_clock_or_throws_dice(runs: Callable[[str], Text], reads: str) -> None:
    with pytest.raises(BriefError):
        runs("{{ (" + reads + ")|string }}")


def test_a_date_has_its_parts(runs: Callable[[str], Text]) -> None:
    assert plain(runs("{{ brief.date.year }} {{ brief.date.isoformat()[:4] }} {{ brief.date.strftime('%Y') }}"))


def test_nesting_within_reason_is_read(runs: Callable[[str], Text]) -> None:
    (run,) = runs(f"{'<b><i>' * 100}x{'</i></b>' * 100}")
    assert (run.text, run.bold, run.italic) == ("x", True, True)
