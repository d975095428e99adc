"""Texts that no document would show as they are meant are told at their place; what an author may mean stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policybrief.text import inline, literal, spaces, urls
from support.briefs import faults
from support.commands import Ran
from support.projects import MINIMAL, Tree, minimal

Run = Callable[..., Ran]
AT = "text: The port has one berth, and it is full."
ONE_LINE = "basis: The port's own count."
LEGITIMATE = """
<5 % of ships, a < b and c > d|x<y>z|p<0.05 and q>0.1|if <s and y>z|Tom & Jerry <3|Q&A, AT&T; R&D;
the #1 port|5 * 3 * 2|2*3*4=24|2**10**2|5*x*3|f(x)*g(y)*h|GDP* fell|*Provisional figures|0.45** and 0.31***
** Significant at 5%|*re*form|C:\\x\\y|\\\\server\\share|snake_case|Name: ____|a – b|10–15|a~b~c|~5 and ~6
[sic] (see below)|[t]he [s]tate|[sic][emphasis added]|[Redacted] 2019|[1] Lo|(1) one and (2) two|(a) first (b) second
3. Oktober|A • B • C|– Oui, dit-il.|# of ships|`okina Hawai`i and O`ahu|\\*not\\*|\\[x](y)|&c.
**重要。**然后|**"Quoted,"**and|增长**5**个百分点|[x](www.example.org)|[x](HTTPS://example.org/a_(b))|<https://example.org/a>
[x](https://uk.wikipedia.org/wiki/Україна)|[x](mailto:a@b.example)
"""


@pytest.mark.parametrize("text", [each for line in LEGITIMATE.strip().splitlines() for each in line.split("|")])
def test_signs_that_an_author_may_mean_are_not_refused(text: str) -> None:
    assert list(literal.slips(text)) == []


@pytest.mark.parametrize("text", ["Brief | Harbour", "a | b | c", "| alone"])
def test_a_bar_is_no_table(text: str) -> None:
    assert told(f"'{text}'") == []


RAW = """
[x](example.org)|[x](/rel)|[x](#id)|[x](tel:123)|[x](file:///etc)|[x](javascript:alert(1))|[x](ftp://a.example)|[x]()
[x] (https://a.example)|[x](https://a.example/b c)|[x](https://a.example|[](https://a.example) yes|(x)[https://a.example]
![alt](pic.png)|![alt](https://a.example/p.png)|[[Page]]|[x][1]|[1]: https://a.example|Ships[^1]|[^1]: note
<tel:123>|<javascript:x>|**unclosed bold|word** more|** spaced **|重要**然后|__x y|*"Quoted,"*and|`code`|```x```|~~x~~
<b>x</b>|a<br>b|<br/>|<a href="x">y</a>|<p class=x>|<span style='x'>y</span>|<!-- c -->|see <o:p></o:p>
a&nbsp;b|&amp;|&#160;|&#x2014;
"""


@pytest.mark.parametrize("text", [each for line in RAW.strip().splitlines() for each in line.split("|")])
def test_markup_that_would_be_printed_raw_is_told(text: str) -> None:
    quoted = text.replace("'", "''")
    found = told(f"'{quoted}'")
    assert found
    assert all((line, hint != "") == (0, True) for line, _, _, hint in found)


def told(value: str, at: str = AT) -> list[tuple[int, int, str, str]]:
    """The problems of a judgment's text as it stands in YAML: line (0 is the key's), column, message, hint."""
    found = faults(minimal((at, f"{at.partition(':')[0]}: {value}")))
    key = next(number for number, line in enumerate(MINIMAL.splitlines(), 1) if at in line)
    longer = len(at.partition(":")[0]) - len("text")
    return [(one.line - key, one.column - longer * (one.line == key), one.message, one.hint) for one in found]


DEEP = "\n            "

LIST, PARAGRAPH = "a text can't contain a list", "a new paragraph begins here, and a text is one"
TABLE = "a text can't contain a table"
STRUCTURE: list[tuple[str, list[tuple[int, int, str]]]] = [
    (f">-{DEEP}- one{DEEP}- two", [(1, 13, LIST)]),
    (f">-{DEEP}We ask:{DEEP}* one{DEEP}* two", [(2, 13, LIST)]),
    (f">-{DEEP}• one{DEEP}• two", [(1, 13, LIST)]),
    ('"• one • two"', [(0, 12, LIST)]),
    (f">-{DEEP}1. one{DEEP}2. two", [(1, 13, LIST)]),
    (f">-{DEEP}a) one{DEEP}b) two", [(1, 13, LIST)]),
    (f">-{DEEP}– one{DEEP}– two", [(1, 13, LIST)]),
    (f">-{DEEP}Do this:{DEEP}- act", [(2, 13, LIST)]),
    (f">-{DEEP}It is so.{DEEP}- one{DEEP}- two", [(2, 13, LIST)]),
    (f"|{DEEP}Це так.{DEEP}– один", [(2, 13, LIST)]),
    ('"- [ ] do"', [(0, 12, LIST)]),
    (f">-{DEEP}One.\n{DEEP}Two.", [(3, 13, PARAGRAPH)]),
    (f"|{DEEP}One.\n{DEEP}Two.", [(3, 13, PARAGRAPH)]),
    (f'"One\n{DEEP}two"', [(2, 13, PARAGRAPH)]),
    ('"One\\ntwo"', [(0, 17, PARAGRAPH)]),
    (f">-{DEEP}| a | b |{DEEP}|---|---|{DEEP}| 1 | 2 |", [(1, 13, TABLE)]),
    ('"| a | b |"', [(0, 12, TABLE)]),
    (f"|{DEEP}a\tb{DEEP}c\td", [(1, 13, TABLE)]),
    ('"# Heading"', [(0, 12, "a text can't contain a heading")]),
    ("'## heading'", [(0, 12, "a text can't contain a heading")]),
    (f">-{DEEP}one{DEEP}---{DEEP}two", [(2, 13, "a text can't contain a rule")]),
    ('"> He said so"', [(0, 12, "the > before a quotation would be printed")]),
    (f">-{DEEP}```{DEEP}x{DEEP}```", [(1, 13, "a text can't contain a code block")]),
    (f"one{DEEP}two **three{DEEP}four", [(1, 17, "this ** would be printed: it begins or ends no bold")]),
    (f">-{DEEP}a [x]{DEEP}(https://a.example) b",
     [(1, 15, "this is no link: a space parts its brackets")]),
    (f">-{DEEP}The war is costly{DEEP}– and long – for all", []),
    (f">-{DEEP}The war is costly{DEEP}- and long - for all", []),
    (f">-{DEEP}It began in{DEEP}2019. Then it grew", []),
    (f"|{DEEP}One line{DEEP}and the next", []),
    ("A text # with a comment", []),
    ('"* Provisional"', []),
]  # fmt: skip


@pytest.mark.parametrize(("value", "places"), STRUCTURE)
def test_pasted_structure_is_told_at_its_line(value: str, places: list[tuple[int, int, str]]) -> None:
    assert [place[:3] for place in told(value, ONE_LINE)] == places


NO_LIST, DEEPER = "this would be no list", "this is more than a list can hold"
PARAGRAPHS: list[tuple[str, list[tuple[int, int, str]]]] = [
    (f"|{DEEP}One.{DEEP}{DEEP}Two.{DEEP}{DEEP}- a{DEEP}  - b{DEEP}- c{DEEP}{DEEP}1. d{DEEP}2. e", []),
    (f">{DEEP}One{DEEP}goes on.{DEEP}{DEEP}Two.{DEEP}{DEEP}- a{DEEP}{DEEP}- b", []),
    (f"One{DEEP}goes on.{DEEP}{DEEP}Two.", []),
    (f"|{DEEP}A[^1] and ^[in *full* [@count]] b.[^x]{DEEP}{DEEP}[^1]: One{DEEP}goes on.{DEEP}[^x]: Two.", []),
    ('"A ^[note] in a line."', []),
    (f">{DEEP}Do this:{DEEP}- one{DEEP}- two", [(2, 13, NO_LIST)]),
    (f"|{DEEP}Do this:{DEEP}• one{DEEP}• two", [(2, 13, NO_LIST)]),
    (f"|{DEEP}a) one{DEEP}b) two", [(1, 13, NO_LIST)]),
    (f"|{DEEP}- [ ] one{DEEP}- two", [(1, 15, NO_LIST)]),
    (f"|{DEEP}- one{DEEP}  - two{DEEP}    - three", [(3, 19, DEEPER)]),
    (f"|{DEEP}- one{DEEP}{DEEP}  And more.", [(3, 15, DEEPER)]),
    (f"|{DEEP}- one{DEEP}  1. two", [(2, 18, DEEPER)]),
    (f"|{DEEP}One.{DEEP}{DEEP}# Two{DEEP}{DEEP}Three.", [(3, 13, "a text can't contain a heading")]),
    (f"|{DEEP}One.{DEEP}{DEEP}| a | b |{DEEP}|---|---|", [(3, 13, TABLE)]),
    (f"|{DEEP}One.{DEEP}{DEEP}![x](https://a.example)", [(3, 13, "a text can't contain a picture")]),
    (f"|{DEEP}One.{DEEP}{DEEP}- <b>two</b>", [(3, 15, "a text can't contain HTML, and <b> would be printed"),
                                             (3, 21, "a text can't contain HTML, and </b> would be printed")]),
    (f"|{DEEP}One.{DEEP}{DEEP}```{DEEP}x{DEEP}```", [(3, 13, "a text can't contain a code block")]),
    (f"|{DEEP}One **two.{DEEP}{DEEP}Three** four.", [(1, 17, "this ** would be printed: it begins or ends no bold")]),
    (f"|{DEEP}One.[^2]{DEEP}{DEEP}[^1]: Two.", [(1, 17, "there is no footnote '2' in this text"),
                                               (3, 13, "nothing leads to the footnote '1'")]),
    (f"|{DEEP}One.[^1]{DEEP}{DEEP}[^1]: Two ^[three].", [(3, 13, "a footnote can't have a footnote")]),
    (f"|{DEEP}One.[^1]{DEEP}{DEEP}[^1]: Two.{DEEP}[^1]: Three.", [(3, 13, "two footnotes are '1'")]),
    (f"|{DEEP}One.[^1]{DEEP}{DEEP}[^1]:", [(3, 13, "the footnote '1' has no words")]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "places"), PARAGRAPHS)
def test_a_text_holds_paragraphs_lists_and_footnotes_and_no_more(
    value: str, places: list[tuple[int, int, str]]
) -> None:
    found = told(value)
    assert [place[:3] for place in found] == places
    assert all(hint for *_, hint in found)


def test_a_headline_has_no_footnote() -> None:
    found = told('"One ^[two]"', "headline: There is no other berth")
    assert [message for _, _, message, _ in found] == ["a text of one line can't contain a footnote"]


def test_a_comment_after_a_text_is_none_of_it() -> None:
    assert told(f">-{DEEP}A text.\n# A heading of the file\n# - and a list") == []


def test_a_librarys_export_is_read_as_it_is_meant() -> None:
    entry = 'title: The <i>Kilo</i> class<sup>2</sup>\n    abstract: <p>Long</p>\n    note: "a: b\\n\\n# c"'
    text = minimal(("title: A count of berths", entry))
    assert faults(text) == ()


def test_texts_of_an_audience_are_judged_too(run_brief: Run, tree: Tree) -> None:
    audience = (
        "name: The board\nsalutation: Dear **all\nmail: {to: [a@b.example], domains: [b.example], list: a  b.csv}\n"
    )
    root = tree({"content/brief.yaml": MINIMAL, "content/audiences/board.yaml": audience})
    ran = run_brief("check", cwd=root)
    assert ran.exit_code == 1
    assert "board.yaml:2:18: error: salutation: this ** would be printed" in ran.stderr
    assert "1 error;" in ran.stderr


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a  b", "a b"),
        ("a\tb", "a b"),
        ("the\u00a0harbour must", "the harbour must"),
        ("One\u00a0of\u00a0the\u00a0ports", "One of the ports"),
        ("a \u00a0b", "a b"),
        ("x\u200by\u00adz\ufeff", "xyz"),
        ("mot\u00a0: «\u00a0oui\u00a0» 10\u00a0km", "mot\u00a0: «\u00a0oui\u00a0» 10\u00a0km"),
        ("oui \u00a0?", "oui\u00a0?"),
        ("fin\u202f; 10\u202f000\u00a0€", "fin\u202f; 10\u202f000\u00a0€"),
        ("New\u00a0York, M.\u00a0Dupont, No\u00a05", "New\u00a0York, M.\u00a0Dupont, No\u00a05"),
        ("про\u00a0мир", "про\u00a0мир"),
        ("全角\u3000空格", "全角\u3000空格"),
    ],
)
def test_spaces_that_show_nothing_go_and_those_of_typography_stay(written: str, shown: str) -> None:
    assert spaces.tidied(written) == shown


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://", "names no host"),
        ("https:a.example", "names no host"),
        ("http:/a.example", "names no host"),
        ("https:///a", "names no host"),
        ("//a.example", "is not an address"),
        ("example.org/x", "is not an address"),
        ("https://a.example/b c", "has a space"),
        ("https://a.example/\u200bb", "has a space or a control character"),
        ("https://a.example/" + "a" * 2100, "has 2,118 characters"),
        ("https://a.example/" + "ї" * 400, "has 2,418 characters"),
        ("https://bank@evil.example", "leads to the host 'evil.example'"),
        ("https://bank%40evil.example", "leads to"),
        ("https://президент.рф", "not every program"),
        ("https://…", "not every program"),
        ("https://a..b", "which is not a host name"),
        ("https://a.example:99999/", "is not an address"),
        ("https://[::1", "is not an address"),
        ("javascript:alert(1)", "begins with 'javascript:'"),
        ("file:///etc/passwd", "begins with 'file:'"),
        ("mailto:", "names no mailbox"),
        ("", "is empty"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_wherever_it_stands(url: str, message: str) -> None:
    found = urls.fault(urls.tidied(url))
    assert found
    assert message in found[0]
    if url:
        title = "title: A count of berths"
        assert told(f"'See [the plan](<{url}>) now'")
        entry = minimal((title, f'{title}\n    URL: "{url}"'))
        assert faults(entry)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        ("HTTPS://Example.org", "https://Example.org"),
        ("http://intranet/a", "http://intranet/a"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("https://xn--d1abbgf6aiiy.xn--p1ai", "https://xn--d1abbgf6aiiy.xn--p1ai"),
        ("mailto:a@b.example?subject=x%20y", "mailto:a@b.example?subject=x%20y"),
    ],
)
def test_an_address_that_is_meant_for_certain_is_taken(url: str, meant: str) -> None:
    assert (urls.tidied(url), urls.fault(meant)) == (meant, None)
    assert inline.parse(f"[x]({url})")[0].link == meant
