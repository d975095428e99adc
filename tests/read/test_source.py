"""read: what YAML text becomes, where each value stands, and that nothing but a BriefError comes out of it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policybrief.read import source
from policybrief.read.syntax import FORBIDDEN
from policybrief.text.value_path import Steps, ValuePath
from support.commands import problems_of

SAFE = st.text().filter(lambda text: not FORBIDDEN.search(text))
WORDS = st.text("abcdefghijklmnopqrstuvwxyz_-", min_size=1)
PATHS = st.lists(WORDS | st.integers(0, 999), min_size=1).map(lambda steps: ValuePath(*steps))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"), ("NO", "NO"), ("on", "on"), ("yes", "yes"), ("true", True), ("True", True), ("FALSE", False),
        ("null", None), ("Null", None), ("~", None), ("", None), ("12", 12), ("-3", -3), ("007", "007"), ("1_0", "1_0"),
        ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("2026-11-21", "2026-11-21"), ("12:30", "12:30"), ("0x1F", "0x1F"),
        ("'12'", "12"), ('"null"', "null"), (".inf", ".inf"), ("1.", 1.0), ("9" * 30, "9" * 30), ("=", "="),
    ],
)  # fmt: skip
def test_plain_scalars_follow_the_core_schema(written: str, read: Any) -> None:
    value = source.parse(f"key: {written}\n").data["key"]
    assert value == read
    assert isinstance(value, type(read))


def test_a_fraction_keeps_its_spelling() -> None:
    assert source.parse("locator: 3.10").data["locator"].spelling == "3.10"


def test_every_value_has_its_place() -> None:
    read = source.parse("a: 1\nb:\n  - x\n  - c: >-\n      long\n      text\n    d: {e: f}\n")
    places = {"a": (1, 4), "b": (3, 3), "b[0]": (3, 5), "b[1]": (4, 5), "b[1].c": (4, 8), "b[1].d.e": (7, 12)}
    assert {path: read.place(ValuePath.parse(path)) for path in places} == places
    assert read.key_place(("b", 1, "d")) == (7, 5)


def test_a_value_under_an_alias_stands_at_the_alias() -> None:
    read = source.parse("a: &x {b: 1}\nc: *x\n")
    assert read.data["c"] == {"b": 1}
    assert read.place(("c", "b")) == (2, 4)


def test_a_byte_order_mark_and_windows_line_ends_are_no_text(tmp_path: Any) -> None:
    file = tmp_path / "b.yaml"
    file.write_bytes("\ufefftitle: x\r\nto: y\r\n".encode())
    read = source.read(file)
    assert (read.data, read.place(("to",)), read.lines[0]) == ({"title": "x", "to": "y"}, (2, 5), "title: x")


@given(st.text())
def test_nothing_but_a_brief_error(text: str) -> None:
    for attempt in (text, f"a: {text}", f'a: "{text}"', f"- {text}"):
        problems = problems_of(lambda attempt=attempt: source.parse(attempt))
        assert all(0 <= problem.line <= attempt.count("\n") + 1 for problem in problems)


@given(st.text("-:?,[]{}#&*!|>'\"%@` \n\tab1~.", max_size=60))
def test_nothing_but_a_brief_error_from_yaml_signs(text: str) -> None:
    assert all(problem.message for problem in problems_of(lambda: source.parse(text)))


@given(SAFE)
def test_a_dumped_text_is_read_as_it_was(text: str) -> None:
    dumped = yaml.safe_dump({"key": [text]}, allow_unicode=True, default_style='"')
    assert source.parse(dumped).data == {"key": [text]}


@given(PATHS)
def test_a_path_survives_a_string(path: ValuePath) -> None:
    assert ValuePath.parse(str(path)) == path


@given(st.lists(st.text() | st.integers()).map(tuple))
def test_a_place_is_always_found(path: Steps) -> None:
    line, column = source.parse("a: [1, {b: 2}]").place(path)
    assert (line, column) >= (1, 1)


@given(st.text())
def test_an_unspelled_path_is_always_found(text: str) -> None:
    assert source.parse("a: 1").place(ValuePath.parse(text)) >= (1, 1)
