"""What an author is told of a value: once, at its line, in a sentence that reads as one."""

from __future__ import annotations

import pytest

from policybrief.validate import lengths
from support.commands import brief
from support.projects import MINIMAL, Tree, minimal

CHART = "charts: [{headline: H, alt: A, kind: column, categories: [A, B], series: [{name: S, values: [1, 2]}], "


def told(tree: Tree, text: str, **files: str) -> list[str]:
    ran = brief("check", cwd=tree({"content/brief.yaml": text, **files}))
    assert ran.exit_code == 1
    return [line for line in ran.stderr.splitlines() if ": error: " in line]


def test_a_key_without_a_value_is_told_once(tree: Tree) -> None:
    head, _, rest = MINIMAL.partition("judgments:")
    rest = rest[rest.index("recommendations:") :].replace("    rests_on: [only-berth]\n", "")
    (line,) = told(tree, f"{head}judgments: null\n{rest}")
    assert "judgments: has no value; give it one, or delete the key" in line


def test_a_text_that_no_page_holds_is_told_at_its_line_with_the_limit(tree: Tree) -> None:
    (line,) = told(tree, minimal(("from: The planners", f"from: {'word ' * 200_000}")))
    assert line.startswith("content/brief.yaml:4:7: error: from: has 999,999 characters, and a text may have 50,000")


def test_of_many_long_texts_the_longest_is_told(tree: Tree) -> None:
    each = lengths.MOST_OF_ONE // 2
    sections = "".join(
        f"  - {{id: s{number}, heading: H{number}, text: {'a ' * (each + number)}}}\n" for number in range(12)
    )
    (line,) = told(tree, f"{MINIMAL}sections:\n{sections}".replace("a a", "ab"))
    assert "sections[11].text: is the longest text" in line


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("sections: [{id: a, heading: H, text: T, in: [slide]}]", "sections[0].in[0]: 'slide' is not a document;"),
        ("memo: {optional: [slide]}", "'slide' is not a part that the memo can do without"),
        (f"{CHART}order: up}}]", "'up' is not an order;"),
        ("cleared_by: [{office: O, state: gone}]", "'gone' is not a state;"),
    ],
)
def test_a_word_that_is_none_is_told_in_a_sentence(tree: Tree, more: str, said: str) -> None:
    (line,) = told(tree, f"{MINIMAL}{more}\n")
    assert said in line


def test_a_kinds_words_give_the_terminal_no_orders(tree: Tree) -> None:
    odd = 'needs: {tables: "write \u202ethem"}\n'
    (line,) = told(tree, f"kind: odd\n{MINIMAL}", **{"content/kinds/odd.yaml": odd})
    assert "write \\u202ethem" in line


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        ("", "crew.yaml: error: is empty; begin with a line such as 'name: …'"),
        ("name: Crew\nmemo: 2\n", "memo: is a number, not a mapping of keys to values; write {parts: …, depth: …}"),
        ("name: Crew\njudgments:\n  - id: a\n", "judgments: is a list, not a mapping of keys to values; write NAME: {"),
    ],
)
def test_the_right_shape_of_an_audience_is_shown(tree: Tree, audience: str, said: str) -> None:
    (line,) = told(tree, MINIMAL, **{"content/audiences/crew.yaml": audience})
    assert said in line


def test_an_id_is_asked_for_where_one_is_meant_and_an_entry_without_a_value_is_a_line(tree: Tree) -> None:
    number, empty = told(tree, minimal(("[only-berth]", "[1]")) + "sections:\n  -\n")
    assert "rests_on[0]: is a number, not an id; name one of the judgments by its id" in number
    assert "sections[0]: has no value; give it one, or delete the line" in empty
