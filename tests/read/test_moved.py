"""An entry of a list is moved in a YAML text: its lines go as they are, and all others stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.errors import BriefError
from policybrief.read import source
from policybrief.read.moved import moved
from support.soak import SOAK

TEXT = """\
judgments:
  # the first
  - id: wedge   # it will not work
    text: >-
      A text
      in two lines

  # --- the second

  - {id: thaw}
  - id: third
    list: [a, "b",
           c]
after: 1
"""


def test_an_entry_goes_with_its_comments_and_blank_lines_stay() -> None:
    assert (
        moved(TEXT, ("judgments",), 0, 1)
        == """\
judgments:
  # --- the second

  - {id: thaw}

  # the first
  - id: wedge   # it will not work
    text: >-
      A text
      in two lines
  - id: third
    list: [a, "b",
           c]
after: 1
"""
    )
    assert moved(TEXT, ("judgments",), 2, 0).startswith("judgments:\n  - id: third\n")
    assert moved(TEXT, ("judgments",), 1, 1) == TEXT


def test_what_stands_in_brackets_keeps_its_marks() -> None:
    assert 'list: [c, a,\n           "b"]' in moved(TEXT, ("judgments", 2, "list"), 2, 0)


def test_line_ends_stay() -> None:
    windows = TEXT.replace("\n", "\r\n")
    assert moved(windows, ("judgments",), 0, 2) == moved(TEXT, ("judgments",), 0, 2).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "path", "start", "to"),
    [
        (TEXT, ("judgments",), 0, 3),
        (TEXT, ("judgments",), -1, 0),
        (TEXT, ("after",), 0, 0),
        ("a:\n  - &x one\n  - *x\n", ("a",), 0, 1),  # an alias before its anchor
        ("a: &x [1, 2]\nb: *x\n", ("b",), 0, 1),
        ("a: &x [1, 2]\nb: *x\n", ("a",), 0, 1),  # and what stands by an alias would move too
    ],
)
def test_what_can_not_be_moved_is_told(text: str, path: tuple[str | int, ...], start: int, to: int) -> None:
    with pytest.raises(BriefError):
        moved(text, path, start, to)


@settings(max_examples=max(40, SOAK), deadline=None)
@given(st.data())
def test_whatever_the_list_is_all_else_stays(data: st.DataObject) -> None:
    entries = data.draw(
        st.lists(
            st.sampled_from(["- a", "- b: 1\n  c: 2", "# d\n- e", "\n- f: >-\n    g\n    h", "- - i"]),
            min_size=2,
            max_size=6,
        )
    )
    margin = data.draw(st.sampled_from(["", "  "]))
    text = "x: 1\nlist:\n" + "".join(f"{margin}{line}\n" for each in entries for line in each.split("\n")) + "y: 2\n"
    start, to = (data.draw(st.integers(0, len(entries) - 1)) for _ in range(2))
    after = source.parse(moved(text, ("list",), start, to)).data
    wanted = source.parse(text).data
    wanted["list"].insert(to, wanted["list"].pop(start))
    assert after == wanted
    assert sorted(moved(text, ("list",), start, to).split("\n")) == sorted(text.split("\n"))
