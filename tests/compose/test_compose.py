"""compose: what a brief's texts become in a document, where each came from, and what templates can and can't do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from policybrief.brief.parts import Kind
from policybrief.compose import markup
from policybrief.compose.citing import Citing
from policybrief.compose.places import Templates
from policybrief.compose.vocabulary import CLOSE, ELEMENTS, OPEN, PATH_END, SLIDES, faults, unwrap, wrap
from policybrief.errors import BriefError
from policybrief.locale import locale
from policybrief.read import source
from policybrief.read.syntax import FORBIDDEN
from policybrief.system.files.resources import TEMPLATES
from policybrief.text import inline, literal, spaces
from policybrief.text.breaks import NO_BREAK
from policybrief.text.document import Deck, Slide, runs
from policybrief.text.run import Run, plain
from policybrief.text.value_path import ValuePath
from support.commands import problems_of
from support.compositions import PROPERTIES, composed
from support.projects import HARBOUR, Tree, minimal
from support.sample import SAMPLE

MARKUP = ["{{ brief }}", "{% raw %}", "%}", "}}", "{#", "]]>", "<!--", "&amp;", "&lt;b>", "- x", ": x", "</deck>"]
SIGNS = st.text() | st.text(st.sampled_from("&<>\"'{}%#-:,|>Київ習近平🚢\u00a0\n\t ab.")) | st.sampled_from(MARKUP)


@pytest.fixture
def slide(tree: Tree) -> Callable[[str], Slide]:
    """The one slide of a template that holds these elements beside its title; `brief` is the minimal one."""

    def made(inside: str, text: str = minimal()) -> Slide:
        root = tree({"deck.xml.j2": f"<deck>\n<slide>\n<title>T</title>\n{inside}\n</slide>\n</deck>\n"})
        deck = composed(text, "deck", Templates((root, TEMPLATES)))
        assert isinstance(deck, Deck)
        return deck.slides[0]

    return made


def words(node: object) -> str:
    return "".join(run.text for run in runs(node))


# -- provenance


@pytest.mark.parametrize("kind", ["deck", "memo"])
@pytest.mark.parametrize("file", [SAMPLE, HARBOUR], ids=["sample", "harbour"])
def test_every_run_says_where_it_came_from(file: Path, kind: Kind) -> None:
    read = source.read(file)
    for run in runs(composed(read, kind)):
        template, _, line = run.at.rpartition(":")
        assert (TEMPLATES / template).is_file()
        assert 0 < int(line) <= len((TEMPLATES / template).read_text(encoding="utf-8").splitlines())
        if run.path and (path := run.path) in read.places:
            value: Any = read.data
            for step in path:
                value = value[step]
            verbatim = isinstance(value, str) and not run.cite and path[-1] not in WORDED
            assert not verbatim or untied(run.text).casefold() in untied(folded(value)).casefold()
        elif run.path:
            assert path in DEFAULTS


WORDED = {"date", "by", "start", "confidence", "likelihood"}
"""Keys whose values are printed by a filter, in the words of the locale."""
DEFAULTS = {("decision", "options", number) for number in range(3)}


def untied(text: str) -> str:
    """The words as the author wrote them, whether a line may end between them or not."""
    return text.replace(NO_BREAK, " ")


def folded(text: str) -> str:
    """The characters that an author's text shows."""
    return plain(inline.parse(" ".join(text.split())))


@pytest.mark.parametrize("kind", ["deck", "memo"])
def test_every_judgment_and_recommendation_is_in_both(kind: Kind) -> None:
    read = source.read(SAMPLE)
    shown = {str(run.path) for run in runs(composed(read, kind))}
    for part in ("judgments", "recommendations"):
        assert {f"{part}[{number}].headline" for number in range(len(read.data[part]))} <= shown


@given(SIGNS)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    """Or it is refused at its line. Marks of Markdown aside: test_inline.py has those."""
    assume(not set(text) & set("*_[\\"))
    data = {**yaml.safe_load(minimal()), "title": f"x{text}x"}
    dumped = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    if problems := problems_of(lambda: composed(dumped)):
        assert FORBIDDEN.search(text) or "\n" in text or list(literal.slips(text))
        assert {problem.line for problem in problems} <= set(range(1, dumped.count("\n") + 1))
        return
    deck = composed(dumped)
    assert isinstance(deck, Deck)
    expected = markup_space(spaces.tidied(f"x{text}x"))
    (run,) = deck.slides[0].title
    assert (run.text, str(run.path)) == (expected, "title")


def markup_space(text: str) -> str:
    """Text as markup folds it: runs of space, tab and line end become one space; all else stays."""
    for char in "\t\r\n":
        text = text.replace(char, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


@given(st.text(), st.text())
def test_wrapped_values_come_apart_again(text: str, path: str) -> None:
    assume(not {OPEN, PATH_END, CLOSE} & set(text + path))
    assert unwrap(f"a{wrap(text, path)}b") == f"a{text}b"


def test_a_cut_value_leaves_no_trace() -> None:
    assert unwrap(wrap("some words", ValuePath("title"))[:-4]) == "some wo"


# -- markup


def test_inline_elements(slide: Callable[..., Slide]) -> None:
    made = slide('<p>a <b>b<i>c</i></b> <a href="https://a.example">d</a><cite sources="count"/></p>')
    (paragraph,) = made.blocks
    assert [(run.text, run.bold, run.italic, run.link, run.cite) for run in paragraph.text] == [
        ("a ", False, False, "", ""), ("b", True, False, "", ""), ("c", True, True, "", ""),
        (" ", False, False, "", ""), ("d", False, False, "https://a.example", ""), ("1", False, False, "", "count"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a<cite sources='count'/> b", "a1 b"),
        ("a <cite sources='count'/>.", "a1."),
        ("a<cite sources='count'/> <cite sources='count'/>", "a1"),
        ("a <b> </b> <cite sources='count'/>", "a1"),
        ("<cite sources='count'/>a", "1a"),
        ("  a \n  b\u00a0 ", "a b\u00a0"),
        ("<b> a </b> b", "a b"),
        ("a<!-- no --> b", "a b"),
        ("&#8364; &lt;b&gt; &amp;", "€ <b> &"),
    ],
)
def test_white_space_and_citations(slide: Callable[..., Slide], written: str, shown: str) -> None:
    assert words(slide(f"<p>{written}</p>").blocks) == shown


def test_two_citations_in_a_row_stay_two(slide: Callable[..., Slide]) -> None:
    text = minimal(("It is the only berth.", "It is [@count] [@count]."))
    assert words(slide("<p>{{ brief.bottom_line.points[0].text }}</p>", text).blocks) == "It is1,1."


def test_markdown_in_an_attribute_is_plain_there(slide: Callable[..., Slide]) -> None:
    text = minimal(("to: The board", 'to: "**The** board [@count]"'))
    made = slide('<table alt="{{ brief.to }}"><tr><td>x</td></tr></table>', text)
    assert plain(made.blocks[0].alt) == "The board"


def test_items_say_what_they_are_and_what_they_rest_on(slide: Callable[..., Slide]) -> None:
    (items, plain_items) = slide(
        '<items kind="recommendations"><item number="1">'
        "<headline>a</headline><text>b</text><rests>1</rests><rests>3</rests></item></items>"
        "<items><item><headline>b</headline><rests> </rests></item></items>"
    ).blocks
    assert (items.kind, [plain(number) for number in items.items[0].rests_on]) == ("recommendations", ["1", "3"])
    assert plain(items.items[0].text) == "b"
    assert (plain_items.kind, plain_items.items[0].rests_on) == ("", ())


def test_an_empty_attribute_is_as_good_as_none(slide: Callable[..., Slide]) -> None:
    (paragraph,) = slide('<p role="">x</p>').blocks
    assert paragraph.role == "body"


def test_empty_blocks_are_left_out(slide: Callable[..., Slide]) -> None:
    assert slide("<p> </p><ul></ul><items/><columns></columns><timeline/>").blocks == ()


@pytest.mark.parametrize("name", sorted(ELEMENTS))
def test_the_vocabulary_knows_all_that_it_names(name: str) -> None:
    assert ELEMENTS[name].children <= ELEMENTS.keys()
    assert set(ELEMENTS[name].required) <= ELEMENTS[name].children
    assert set(ELEMENTS[name].needs) <= set(ELEMENTS[name].attributes or {})


@pytest.mark.parametrize("layout", SLIDES)
def test_a_slide_holds_what_its_layout_shows(layout: str, tree: Tree) -> None:
    """The rest is a fault at its line, with the list of what may stand there."""
    samples = {"p": "<p>x</p>", "table": '<table alt="x"><tr><td>x</td></tr></table>', "quote": "<quote>x</quote>"}
    samples |= {name: f"<{name}>x</{name}>" for name in ("source", "subtitle", "kicker")}
    for name, sample in samples.items():
        slide = f'<slide layout="{layout}">\n<title>T</title>\n{sample}\n</slide>'
        root = tree({"deck.xml.j2": f"<deck>\n{slide}\n</deck>\n"})
        problems = problems_of(lambda root=root: composed(minimal(), "deck", Templates((root, TEMPLATES))))
        if name in SLIDES[layout]:
            assert problems == ()
            continue
        (problem,) = problems
        assert (problem.line, problem.message) == (4, f'<{name}> is not allowed in <slide layout="{layout}">')
        assert problem.hint.startswith("allowed here: <")


@given(st.recursive(st.text(max_size=3), lambda inner: st.lists(
    st.tuples(st.sampled_from(sorted(ELEMENTS)), inner), max_size=4), max_leaves=15))  # fmt: skip
def test_any_markup_is_read_or_refused(inside: Any) -> None:
    from lxml import etree

    def grow(parent: Any, content: Any) -> None:
        if isinstance(content, list):
            for name, inner in content:
                grow(etree.SubElement(parent, name), inner)
        elif not any(ord(char) < 32 or 0xD800 <= ord(char) <= 0xDFFF or ord(char) > 0xFFFD for char in content):
            parent.text = content

    root = etree.Element("deck")
    grow(root, inside)
    made, found = markup.parse(etree.tostring(root, encoding="unicode"), Citing(locale.load("en-US")), PROPERTIES)
    assert found or isinstance(made, Deck)
    assert bool(list(faults(root))) <= bool(found)


# -- Jinja


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<nope/>", 4),
        ("{# a\n comment #}\n<nope/>", 6),
        ("{% if true %}\n\n<nope/>\n{% endif %}", 6),
        ("{% if true -%}\n\n<nope/>\n{%- endif %}", 6),
        ("{%- if true -%}\n\n\n<nope/>\n{%- endif -%}", 7),
        ("{{ brief.title }}\n" * 0 + "{% set x = 1 %}\n<p>a</p>\n<nope/>", 6),
        ("<p\n role='lead'>a</p>\n<nope/>", 6),
        ("{% raw %}\n<nope/>\n{% endraw %}", 5),
        ("{% for x in [1] %}\n  {# y #}\n\n  <p>a</p> <nope/>\n{% endfor %}", 7),
        ("{% macro m() %}\n\n<nope/>\n{% endmacro %}\n{{ m() }}", 6),
    ],
)
def test_a_fault_stands_at_its_template_line(slide: Callable[..., Slide], inside: str, line: int) -> None:
    with pytest.raises(BriefError) as error:
        slide(inside)
    (problem,) = error.value.problems
    assert (problem.line, "nope" in problem.excerpt) == (line, True)


def test_a_fault_in_an_extended_built_in_template_stands_there(tree: Tree) -> None:
    root = tree({"parts.xml.j2": "{% macro evidence() %}{% endmacro %}"})
    with pytest.raises(BriefError) as error:
        composed(HARBOUR.read_text("utf-8"), "deck", Templates((root, TEMPLATES)))
    (problem,) = error.value.problems
    assert problem.file == str(TEMPLATES / "deck.xml.j2")
    assert "parts.evidence" in problem.excerpt


def test_pieces_of_ones_own_may_be_older_than_a_macro(tree: Tree) -> None:
    """What they lack is the built-in one's, through all folders; what none has is told, with what is near."""
    own = "{% macro source_line(sources) %}<source>Ours</source>{% endmacro %}"
    root = tree({"mine/parts.xml.j2": own, "house/parts.xml.j2": "{% macro dated() %}A day{% endmacro %}"})
    folders = (root / "mine", root / "house", TEMPLATES)
    deck = composed(minimal(), "deck", Templates(folders))
    said = " ".join(run.text for run in runs(deck))
    assert "Ours" in said
    assert "A day" in said
    memo = '{% extends "memo.xml.j2" %}{% block avoid %}<p>{{ parts.datde() }}</p>{% endblock %}'
    with pytest.raises(BriefError) as error:
        composed(minimal(), "memo", Templates((tree({"memo.xml.j2": memo}), *folders)))
    (problem,) = error.value.problems
    assert (problem.message, problem.hint) == ("parts.xml.j2 has no macro 'datde'", "did you mean 'dated'?")
    assert problem.file.endswith("memo.xml.j2")


def test_a_block_of_the_users_stands_in_for_the_built_in_one(tree: Tree) -> None:
    own = '{% extends "builtin/deck.xml.j2" %}\n{% block sources %}{% endblock %}\n'
    root = tree({"deck.xml.j2": own})
    whole, cut = (composed(minimal(), "deck", Templates(folders)) for folders in ((TEMPLATES,), (root, TEMPLATES)))
    assert isinstance(whole, Deck)
    assert isinstance(cut, Deck)
    assert len(cut.slides) == len(whole.slides) - 1


@pytest.mark.parametrize(
    "trick",
    [
        "{{ brief.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ brief._part }}", "{{ brief|attr('_part') }}",
        "{{ brief['__class__'] }}", "{{ cited.__globals__ }}", "{{ '{0.__class__}'.format(brief) }}",
        "{{ brief.title.format(brief) }}{{ brief.title.__init__ }}", "{{ self.__init__ }}", "{{ lipsum() }}",
        "{{ [1]|random }}", "{{ brief.date.__reduce__ }}", "{{ ().__class__.__base__.__subclasses__() }}",
        "{% include '../../etc/passwd' %}", "{% include '/etc/passwd' %}", "{% import '../brief.yaml' as x %}",
        "{% include 'builtin/../../pyproject.toml' %}", "{% set brief.title = 'x' %}", "{% do words.clear() %}",
        "{{ words.clear() }}", "{{ words.update({'x': 'y'}) }}", "{{ brief.title.encode().__class__ }}",
        "{{ namespace.__init__.__globals__ }}", "{{ joiner.__init__.__globals__.os }}", "{{ ''|map('x')|list }}",
        # Escapes that were found in Jinja's sandbox over the years (CVE-2016-10745, CVE-2019-10906, CVE-2024-56201,
        # CVE-2024-56326, CVE-2025-27516) and the ways around names.
        "{{ '{0.__class__.__mro__}'.format(1) }}", "{{ '{x.__class__}'.format_map({'x': 1}) }}",
        "{{ ''|attr('format')|attr('__self__') }}", "{% set f = '{0.__class__}'.format %}{{ f(1) }}",
        "{{ ['{0.__class__}']|map('format', 1)|join }}", "{{ '{0.__class__}'|attr('format')(1) }}",
        "{{ ('x'|attr('form' ~ 'at'))|attr('__func__') }}", "{{ brief|map(attribute='__class__')|list }}",
        "{{ [brief]|map(attribute='__class__')|list }}", "{{ [brief]|selectattr('__class__')|list }}",
        "{{ [brief]|groupby('__class__')|list }}", "{{ [brief]|sort(attribute='__class__')|list }}",
        "{{ [brief]|sum(attribute='__class__') }}", "{{ brief['_' ~ '_class_' ~ '_'] }}",
        "{{ ''['\\x5f\\x5fclass\\x5f\\x5f'] }}", "{{ cycler('a').next.__func__.__globals__ }}",
        "{{ url_for.__globals__ }}", "{{ self._TemplateReference__context }}", "{{ loop.__class__ }}",
        "{% for x in [1] %}{{ loop._iterator.gi_frame }}{% endfor %}", "{{ (1).real.__class__ }}",
        "{{ brief.date.strftime.__self__ }}", "{{ config }}", "{{ request }}", "{{ get_flashed_messages.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}", "{{ caller.__globals__ }}",
        "{% call(x) undefined_thing() %}{% endcall %}", "{% extends brief %}", "{% include [] %}",
    ],
)  # fmt: skip
def test_tricks_are_refused(slide: Callable[..., Slide], trick: str) -> None:
    with pytest.raises(BriefError) as error:
        slide(f"<p>{trick}</p>")
    assert all("root:" not in str(problem) and "<class" not in str(problem) for problem in error.value.problems)


@pytest.mark.parametrize("name", ["deck.xml.j2", "secret.xml.j2"])
def test_a_link_out_of_the_templates_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "secret").write_text("<p>secret</p>", encoding="utf-8")
    (tmp_path / "templates" / name).symlink_to(tmp_path / "secret")
    if name != "deck.xml.j2":
        deck = f"<deck><slide><title>T</title>{{% include '{name}' %}}</slide></deck>"
        (tmp_path / "templates" / "deck.xml.j2").write_text(deck, encoding="utf-8")
    with pytest.raises(BriefError) as error:
        composed(minimal(), "deck", Templates((tmp_path / "templates", TEMPLATES)))
    (problem,) = error.value.problems
    assert problem.message == "is a link that leads outside the templates' folder"
    assert "secret</p>" not in str(problem)


def test_loops_end_though_they_print_nothing(slide: Callable[..., Slide]) -> None:
    loops = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
    with pytest.raises(BriefError) as error:
        slide(f"<p>\n{loops}{'{% endfor %}' * 3}x</p>")
    (problem,) = error.value.problems
    assert "go round more than 200,000 times" in problem.message
    assert problem.excerpt.startswith("{% for a")


def test_the_same_brief_composes_the_same(slide: Callable[..., Slide]) -> None:
    assert composed(minimal()) == composed(minimal())


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("{{ brief.date|date }}", "March 9, 2026|9 March 2026"),
        ("{{ 'ask'|capital }}", "Ask"),
        ("{{ 'A.'|stop }}{{ 'A'|stop }}{{ 'A.”'|stop }}", "."),
        ("{{ 1|counted_recommendations }}", "Recommendation"),
        ("{{ 99|counted_recommendations }}", "99 recommendations"),
        ("{{ brief.judgments[0].confidence|word('rated_') }}", "High confidence"),
        ("{{ brief.judgments|cited }}", "count"),
        ("{% for s in cited(brief.judgments) %}{{ s|label }}{% endfor %}", "A count of berths (n.d.)"),
        ("{{ number_of('only-berth') }} {{ judgment('only-berth').headline }}", "1 There is no other berth"),
        ("{{ brief.marking }}{{ brief.decision }}", ""),
        ("{% set x, y = 410.0, 1.5 %}{{ x }} {{ y }}", "410 1.5"),
        ("{{ brief.from }}", "The planners"),
        ("{% for j in brief.judgments|upto(0) %}x{% endfor %}{{ brief.judgments|upto(9)|length }}", "1"),
        ("{{ brief.judgments[0]|cite }}", "1"),
    ],
)
def test_what_templates_can_use(slide: Callable[..., Slide], expression: str, shown: str) -> None:
    assert words(slide(f"<p>{expression}</p>").blocks).replace(NO_BREAK, " ") in shown.split("|")


def test_a_full_stop_follows_a_text_with_markdown(slide: Callable[..., Slide]) -> None:
    marked = minimal(("title: Build the quay", "title: Build the *quay*"))
    assert words(slide("<p>{{ brief.title }}{{ brief.title|stop }}</p>", marked).blocks) == "Build the quay."


def test_runs_of_a_filter_keep_their_path(slide: Callable[..., Slide]) -> None:
    (paragraph,) = slide("<p>{{ brief.date|date }}{{ brief.title|capital }}</p>").blocks
    assert [str(run.path) for run in paragraph.text] == ["date", "title"]
    assert plain((Run("x"), Run("1", cite="count"))) == "x"
