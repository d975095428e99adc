"""splice: one value of a YAML text is changed, and every other character stays."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policybrief.errors import BriefError, Fix
from policybrief.read import source
from policybrief.read.splice import splice
from policybrief.read.written import exact
from policybrief.text.value_path import NOWHERE, ValuePath
from support.commands import problems_of
from support.soak import SOAK

BRIEF = """\
# what we know
title: 'It''s a test'   # in single quotes
lead: >-
  No wedge will work between the two, least of all
  while each depends on the other for what it lacks.

judgments:
  # the first
  - id: wedge
    confidence: hihg
    text: A plain text
      in two lines
  # the second
  - {id: thaw, confidence: low}
list: [a, "b", c]
empty:
verse: |
  one
    two
"""


def replaced(path: str, value: Any, text: str = BRIEF) -> str:
    return splice(text, [Fix(ValuePath.parse(path), "replace", value)])


def inserted(path: str, value: Any, text: str = BRIEF) -> str:
    return splice(text, [Fix(ValuePath.parse(path), "insert", value)])


def removed(path: str, text: str = BRIEF) -> str:
    return splice(text, [Fix(ValuePath.parse(path), "remove")])


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("title", "It's the test", "'It''s a test'", "'It''s the test'"),
        ("judgments[0].confidence", "high", "hihg", "high"),
        ("judgments[1].confidence", "high", "confidence: low", "confidence: high"),
        ("judgments[0].text", "A plain text in three lines", "in two lines", "in three lines"),
        ("judgments[0].id", "no: wedge", "id: wedge", "id: 'no: wedge'"),
        ("judgments[0].id", "12", "id: wedge", "id: '12'"),
        ("judgments[0].id", 12, "id: wedge", "id: 12"),
        ("list[1]", 'say "b"', '"b"', '"say \\"b\\""'),
        ("list[0]", "a, then b", "[a,", "['a, then b',"),
        ("empty", "something", "empty:", "empty: something"),
        ("empty", ["x", {"y": 1}], "empty:", "empty:\n  - x\n  - y: 1"),
        ("list", ["c"], '[a, "b", c]', "\n  - c"),
        ("lead", "No wedge can work between the two, least of all while each depends on the other for what it lacks.",
         "will", "can"),
        ("verse", "one\n  three", "    two", "    three"),
    ],
)  # fmt: skip
def test_a_value_is_changed_in_its_place(path: str, value: Any, old: str, new: str) -> None:
    assert replaced(path, value).replace(" \n", "\n") == BRIEF.replace(old, new).replace(" \n", "\n")


def test_a_line_that_grows_too_long_gives_words_to_the_next() -> None:
    text = "lead: >-\n  one two three four five\n  six seven eight nine\n  ten\n"
    value = "one two and a half three four five six seven eight nine ten"
    assert replaced("lead", value, text) == (
        "lead: >-\n  one two and a half\n  three four five six\n  seven eight nine ten\n"
    )


@pytest.mark.parametrize(
    ("path", "value", "after", "new"),
    [
        ("judgments[0].basis", "two papers", "      in two lines\n", "    basis: two papers\n"),
        ("judgments[1]", {"id": "x", "rests_on": ["y"]}, "      in two lines\n",
         "  - id: x\n    rests_on:\n      - y\n"),
        ("judgments[2]", "last", "  - {id: thaw, confidence: low}\n", "  - last\n"),
        ("judgments[0]", "first", "  # the first\n", "  - first\n"),
        ("lint", {"off": ["hedge"]}, "    two\n", "lint:\n  off:\n    - hedge\n"),
    ],
)  # fmt: skip
def test_a_value_is_put_in_as_lines_of_its_own(path: str, value: Any, after: str, new: str) -> None:
    assert inserted(path, value) == BRIEF.replace(after, after + new)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("list[0]", "z", "[a,", "[z, a,"),
        ("list[3]", "z", "c]", "c, z]"),
        ("judgments[1].basis", "none: [x]", "low}", "low, basis: 'none: [x]'}"),
    ],
)
def test_a_value_is_put_in_between_brackets(path: str, value: Any, old: str, new: str) -> None:
    assert inserted(path, value) == BRIEF.replace(old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("judgments[0].confidence", "    confidence: hihg\n", ""),
        ("judgments[0].id", "id: wedge\n    ", ""),
        ("judgments[1]", "  - {id: thaw, confidence: low}\n", ""),
        ("judgments[1].id", "id: thaw, ", ""),
        ("list[2]", ", c]", "]"),
        ("verse", "verse: |\n  one\n    two\n", ""),
    ],
)
def test_a_value_is_taken_out_with_its_key(path: str, old: str, new: str) -> None:
    assert removed(path) == BRIEF.replace(old, new)


def test_the_last_entry_leaves_an_empty_list_or_mapping() -> None:
    assert removed("a.b", "a:\n  b: 1\nc: 2\n") == "a: {}\nc: 2\n"
    assert removed("a[0]", "a:\n  - 1\nc: 2\n") == "a: []\nc: 2\n"


def test_a_key_is_given_another_name_in_its_place() -> None:
    fixes = [Fix(("judgments", 0, "confidence"), "rename", "likelihood"), Fix(("judgments",), "rename", "parts")]
    fixes.append(Fix(("judgments", 0, "confidence"), "replace", "likely"))
    out = splice(BRIEF, fixes)
    assert out == BRIEF.replace("judgments:", "parts:").replace("confidence: hihg", "likelihood: likely")
    assert removed("judgments[1].id", splice(BRIEF, [Fix(("judgments", 1, "confidence"), "rename", "x: y")])) == (
        BRIEF.replace("{id: thaw, confidence: low}", "{'x: y': low}")
    )


def test_all_paths_are_those_of_the_text_as_it_was() -> None:
    text = "list:\n  - a\n  - b\n  - c\n"
    fixes = [
        Fix(("list", 0), "remove"), Fix(("list", 1), "replace", "B"), Fix(("list", 2), "insert", "x"),
        Fix(("list", 2), "insert", "y"), Fix(("list", 3), "insert", "end"),
    ]  # fmt: skip
    assert source.parse(splice(text, fixes)).data == {"list": ["B", "x", "y", "c", "end"]}


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + BRIEF.replace("\n", "\r\n")
    out = replaced("lead", "Nothing works between them. " * 12, inserted("judgments[0].basis", "Київ\nта", text))
    assert out.startswith("\ufeff# what")
    assert out.count("\n") == out.count("\r\n") > text.count("\r\n") + 3


def test_the_line_end_of_a_block_is_none_of_its_words() -> None:
    assert replaced("verse", "three") == BRIEF.replace("  one\n    two\n", "  three\n")


def test_a_number_keeps_its_spelling_beside_a_change() -> None:
    assert replaced("b", "x", "a: 3.10\nb: y\n") == "a: 3.10\nb: x\n"
    assert replaced("a", source.Spelled.of("3.20"), "a: 3.10\n") == "a: 3.20\n"


def test_the_same_change_twice_is_one() -> None:
    fix = Fix(("empty",), "replace", "x")
    assert splice(BRIEF, [fix, fix]) == replaced("empty", "x")


ANCHORED = "a: &x {b: one}\nc: *x\nd: [1, *x]\n"


@pytest.mark.parametrize(
    ("fix", "text", "why"),
    [
        (Fix(("a", "b"), "replace", "two"), ANCHORED, "has an anchor"),
        (Fix(("a",), "remove"), ANCHORED, "has an anchor"),
        (Fix(("c", "b"), "replace", "two"), ANCHORED, "by an alias"),
        (Fix(("c",), "replace", "two"), ANCHORED, "by an alias"),
        (Fix(("c", "d"), "insert", "two"), ANCHORED, "by an alias"),
        (Fix(("nowhere",), "replace", "two"), BRIEF, "is not there"),
        (Fix(("list", 9), "remove"), BRIEF, "is not there"),
        (Fix(("title", 9), "remove"), BRIEF, "is not there"),
        (Fix(("list", 9), "insert", "z"), BRIEF, "beyond the end"),
        (Fix(("list", "key"), "insert", "z"), BRIEF, "can't hold it"),
        (Fix(("title",), "insert", "z"), BRIEF, "is there already"),
        (Fix((), "replace", "z"), BRIEF, "the whole file"),
        (Fix(("list", 0), "rename", "z"), BRIEF, "has no key"),
        (Fix(("title",), "rename", "lead"), BRIEF, "stands beside"),
        (Fix(("title",), "replace", "a\x07b"), BRIEF, "can't be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_alone_is_refused(fix: Fix, text: str, why: str) -> None:
    (problem,) = problems_of(lambda: splice(text, [fix], "b.yaml"))
    assert why in problem.message
    assert problem.file == "b.yaml"


def test_an_alias_elsewhere_is_in_nobodys_way() -> None:
    assert splice(ANCHORED, [Fix(("d", 0), "replace", 2)]) == ANCHORED.replace("[1", "[2")


def test_two_changes_of_one_value_are_refused() -> None:
    for fixes in (
        [Fix(("title",), "replace", "a"), Fix(("title",), "replace", "b")],
        [Fix(("judgments", 0), "remove"), Fix(("judgments", 0, "id"), "replace", "b")],
        [Fix(("lint",), "insert", "a"), Fix(("lint",), "insert", "b")],
    ):
        assert "changed twice" in problems_of(lambda fixes=fixes: splice(BRIEF, fixes))[0].message


# -- any tree, in any style

WORDS = (
    *("Київ", "习近平", "no", "it's", '"so"', "a:b", "#1", "x # y", "- z", "—", "&amp;", "*", "12", "3.10", "yes: no"),
    *("Moscow", "depends", "on", "Beijing", "for", "what", "it", "lacks,", "😀", "{", "]", "\\n", "'", "%", "@lo"),
)


class Author:
    """Writes random data as YAML in random styles, with comments where a person may put them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def words(self, most: int = 18) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most)))

    def comment(self) -> str:
        return f"  # {self.words(3)}" if self.chance.random() < 0.15 else ""

    def file(self) -> str:
        lines = self.mapping(0, 3)
        text = "\n".join(lines) + "\n" * self.chance.randint(0, 2)
        text = text.replace("\n", "\r\n") if self.chance.random() < 0.2 else text
        return "\ufeff" + text if self.chance.random() < 0.1 else text

    def mapping(self, margin: int, depth: int) -> list[str]:
        lines = []
        for key in self.chance.sample("abcdefgh", self.chance.randint(1, 4)):
            lines += self.between(margin)
            lines += self.entry(" " * margin + key + ":", margin, depth)
        return lines

    def between(self, margin: int) -> Iterator[str]:
        if self.chance.random() < 0.15:
            yield self.chance.choice(["", " " * margin + "# " + self.words(4)])

    def sequence(self, margin: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.chance.randint(1, 4)):
            lines += self.between(margin)
            if depth and self.chance.random() < 0.3:
                first, *more = self.mapping(margin + 2, depth - 1)
                if first.strip() and not first.lstrip().startswith("#"):
                    lines += [" " * margin + "- " + first.lstrip(), *more]
                    continue
            lines += self.entry(" " * margin + "-", margin, depth)
        return lines

    def entry(self, head: str, margin: int, depth: int) -> list[str]:
        deeper = margin + self.chance.choice([2, 2, 4])
        kind = self.chance.choice(["map", "list", "flow"] if depth and self.chance.random() < 0.5 else ["scalar"])
        if kind == "map":
            return [head + self.comment(), *self.mapping(deeper, depth - 1)]
        if kind == "list":
            return [head + self.comment(), *self.sequence(self.chance.choice([margin + 2, deeper]), depth - 1)]
        if kind == "flow":
            return [f"{head} {self.flow(depth)}{self.comment()}"]
        return self.scalar(head, deeper)

    def flow(self, depth: int) -> str:
        if not depth or self.chance.random() < 0.5:
            text = self.words(4)
            return self.chance.choice(["'" + text.replace("'", "''") + "'", yaml_quoted(text), "plain words", "7"])
        inner = [self.flow(depth - 1) for _ in range(self.chance.randint(0, 3))]
        gap = self.chance.choice([", ", ",\n            ", " , "])
        if self.chance.random() < 0.5:
            return "[" + gap.join(inner) + "]"
        return "{" + gap.join(f"k{number}: {each}" for number, each in enumerate(inner)) + "}"

    def scalar(self, head: str, margin: int) -> list[str]:
        text = self.words()
        lines = self.broken(text)
        style = self.chance.choice(["plain", "single", "double", "|", ">", "null", "number"])
        if style in ("|", ">"):
            first = [head + f" {style}{self.chance.choice(['', '-', '+'])}{self.comment()}"]
            second = ["", *self.broken(self.words())] if self.chance.random() < 0.3 else []
            return first + [" " * margin + line if line else "" for line in [*lines, *second]]
        if style == "null":
            return [head + self.comment()]
        if style == "number":
            return [f"{head} {self.chance.choice(['12', '3.10', 'true', '+5', '~'])}{self.comment()}"]
        if style == "single":
            lines = ("'" + text.replace("'", "''") + "'").split(" ") if len(lines) > 1 else [single(text)]
        elif style == "double":
            lines = self.broken(yaml_quoted(text))
        return [head + " " + lines[0], *(" " * margin + line for line in lines[1:])]

    def broken(self, text: str) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            if lines[-1] and self.chance.random() < 0.15:
                lines.append(word)
            else:
                lines[-1] = f"{lines[-1]} {word}".strip()
        return lines


def single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def yaml_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def paths(value: Any, path: ValuePath = NOWHERE) -> Iterator[ValuePath]:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in entries:
        yield from paths(each, path / step)


def a_fix(chance: random.Random, author: Author, data: Any) -> Fix:
    path = chance.choice(list(paths(data)))
    value = chance.choice(
        [
            author.words(),
            author.words(3),
            12,
            None,
            True,
            [author.words(2), {"k": author.words(30)}],
            {"k": [author.words(), []]},
            "two\nlines",
            "",
            "x",
        ]
    )
    operation = chance.choice(["replace", "replace", "insert", "remove"])
    if operation == "insert":
        holder = source_at(data, path)
        if isinstance(holder, dict):
            path = path / "new"
        elif isinstance(holder, list):
            path = path / chance.randint(0, len(holder))
        else:
            path = path if isinstance(path.key, int) else path.parent / "new"
    return Fix(path, operation, None if operation == "remove" else value)


def source_at(data: Any, path: ValuePath) -> Any:
    for step in path:
        data = data[step]
    return data


def expected(data: Any, fix: Fix, kept_end: str) -> Any:
    wanted = copy.deepcopy(data)
    holder, key = source_at(wanted, ValuePath(*fix.path[:-1])), fix.path[-1]
    if fix.operation == "remove":
        del holder[key]
    elif fix.operation == "insert" and isinstance(holder, list):
        holder.insert(key, fix.value)
    else:
        holder[key] = fix.value.rstrip("\n") + kept_end if fix.value and isinstance(fix.value, str) else fix.value
    return wanted


def nodes(text: str) -> dict[ValuePath, tuple[yaml.Node, int]]:
    """Each value as PyYAML has it, and the line of its key."""
    lines = text.split("\n")

    def below(node: yaml.Node, path: ValuePath, line: int) -> Iterator[tuple[ValuePath, tuple[yaml.Node, int]]]:
        yield path, (node, line)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from below(value, path / key.value, key.start_mark.line)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                column, line = node.start_mark.column, value.start_mark.line
                while not node.flow_style and lines[line][column : column + 1] != "-":
                    line -= 1
                yield from below(value, path / number, line)

    return dict(below(yaml.compose(text, Loader=yaml.CSafeLoader), NOWHERE, 0))


def check(seed: int) -> str:
    """One random change of a random file, looked at from all sides; what came of it."""
    chance = random.Random(seed)
    author = Author(chance)
    text = author.file()
    body = text.lstrip("\ufeff")
    try:
        data = source.parse(body).data
    except BriefError:
        return "no YAML"
    fix = a_fix(chance, author, data)
    if fix.operation == "remove" and len(fix.path) == 1 and len(data) == 1:
        return "no YAML"  # nor would be what is left
    at = nodes(body)
    path = ValuePath(*fix.path)
    alone = fix.operation == "remove" and len(source_at(data, path.parent)) == 1  # what is left is an empty list
    node, key_line = at[path.parent if alone or fix.operation == "insert" else path]
    around = at[path.parent][0]
    if fix.operation == "remove" and around.flow_style:  # whose lines may be more than the entry's
        path = next(each for each in reversed(list(path.upwards)) if each and at[each][0].flow_style)
        node, key_line = at[path]
    style = node.style if isinstance(node, yaml.ScalarNode) and fix.operation == "replace" else None
    old = node.value if style in ("|", ">") else ""
    try:
        out = splice(text, [fix])
    except BriefError:
        return "refused"
    wanted = expected(data, fix, old[len(old.rstrip("\n")) :])
    assert exact(source.parse(out.lstrip("\ufeff")).data) == exact(wanted)
    assert out.startswith("\ufeff") == text.startswith("\ufeff")
    before, after = (each.lstrip("\ufeff").replace("\r", "").split("\n") for each in (text, out))
    assert out.count("\r") in (0, out.count("\n"))
    last = node.end_mark.line + (node.end_mark.column > 0)
    if fix.operation == "remove" and "- " in before[key_line][: node.start_mark.column]:  # the next one moves up to it
        last += 1 + next((number for number, line in enumerate(before[last:]) if line.strip()), 0)
    assert before[:key_line] == after[:key_line]
    assert len(before) - last <= 0 or before[last:] == after[len(after) - (len(before) - last) :]
    if fix.operation == "insert" and not node.flow_style:
        rest = iter(after)
        assert all(line in rest for line in before if line or line is not before[-1])
    return "right"


@given(st.integers(0, 2**64))
@settings(max_examples=SOAK * 4 or 150, deadline=None)
@pytest.mark.soak
def test_any_change_of_any_file_is_that_change_and_no_other(seed: int) -> None:
    assume(check(seed) != "no YAML")


@pytest.mark.soak
def test_few_changes_are_refused() -> None:
    came = [check(seed) for seed in range(SOAK * 4 or 150)]
    tried = [each for each in came if each != "no YAML"]
    print(f"{tried.count('right')} of {len(tried)} random changes made, {tried.count('refused')} refused, 0 wrong")
    assert tried.count("right") >= 0.97 * len(tried)
