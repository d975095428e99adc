"""`brief fix`: what is certain is mended in the YAML, and all else of the file stays."""

from __future__ import annotations

import ast
import json

import pytest

from policybrief.errors import BriefError, Fix, Problem, certain
from policybrief.pipeline import mended
from policybrief.validate import faults
from support.commands import brief
from support.projects import MINIMAL, ROOT, Tree, minimal

SLIPS = (
    ("judgments:", "judgements:   # what we think", "judgments:   # what we think"),
    ("confidence: high", "confidence: 'hihg'  # sure?", "confidence: 'high'  # sure?"),
    ("date: 2026-03-09", "date: 9 March 2026", "date: 2026-03-09"),
)
"""What stands in the minimal brief, three slips of the pen in its place, and how they are mended."""
BROKEN = minimal(*((right, slip) for right, slip, _ in SLIPS))
MENDED = minimal(*((right, mended) for right, _, mended in SLIPS))


def test_what_is_certain_is_mended_and_nothing_else_changes(tree: Tree) -> None:
    file = tree({"content/b.yaml": BROKEN}) / "content" / "b.yaml"
    ran = brief("fix", file, "--yes")
    assert (ran.exit_code, file.read_text(encoding="utf-8")) == (0, MENDED)
    assert "[-hihg-]{+high+}" in ran.stdout
    assert "[-judgements-]{+judgments+}" in ran.stdout
    assert "3 changes written" in ran.stdout


CALLED = {
    "owner": "responsible",
    "by": "deadline",
    "headline": "title",
    "kind": "type",
    "alt": "alt-text",
    "name": "label",
}
"""Keys, and what people call them who have not read what they are called."""


def test_keys_that_people_call_otherwise_are_told_once_and_mended(tree: Tree) -> None:
    body = """
    {owner}: The master
    {by}: 2026-06-01
charts:
  - {headline}: Ships wait
    {kind}: bar
    {alt}: Bars of ships
    categories: [Monday, Tuesday]
    series: [{{ {name}: Ships, values: [2, 3] }}]
    sources: [count]
"""
    right, wrong = (
        minimal(("    rests_on: [only-berth]\n", f"    rests_on: [only-berth]{body.format_map(keys)}"))
        for keys in ({key: key for key in CALLED}, CALLED)
    )
    file = tree({"content/b.yaml": wrong}) / "content" / "b.yaml"
    told = brief("check", file).stderr
    assert told.count("is not a known key; did you mean") == told.count("error: ") == len(CALLED), told
    ran = brief("fix", file, "--yes")
    assert (ran.exit_code, file.read_text(encoding="utf-8")) == (0, right)


def test_a_text_is_put_under_the_one_key_that_is_needed_and_one_with_a_colon_in_quotes(tree: Tree) -> None:
    section = "  - id: costs\n    title: Costs\n    points:\n      - Who pays: the port\n"
    said = f"objectives: [Get the tariff]\nsections:\n{section}"
    file = tree({"content/b.yaml": minimal() + said}) / "content" / "b.yaml"
    told = brief("check", file).stderr
    assert "objectives[0]: is text, not a mapping of keys to values; write {text: …}" in told
    assert "sections[0].points[0]: is a mapping, not text; put it in quotes" in told
    assert brief("fix", file, "--yes").exit_code == 0
    mended = file.read_text(encoding="utf-8")
    assert "objectives: [{text: Get the tariff}]" in mended
    assert "      - 'Who pays: the port'\n" in mended


def test_a_dry_run_shows_and_writes_nothing(tree: Tree) -> None:
    file = tree({"content/b.yaml": BROKEN}) / "content" / "b.yaml"
    ran = brief("fix", file, "--dry-run")
    assert (ran.exit_code, file.read_text(encoding="utf-8")) == (1, BROKEN)
    assert "nothing was written; 3 errors left" in ran.stdout


def test_without_a_yes_nothing_is_written(tree: Tree) -> None:
    file = tree({"content/b.yaml": BROKEN}) / "content" / "b.yaml"
    assert brief("fix", file).exit_code == 2
    assert file.read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize("word", ["unknown-word", "judgments[0]", "judgments[0].confidence", "judgments"])
def test_a_rule_or_a_path_says_which(tree: Tree, word: str) -> None:
    file = tree({"content/b.yaml": BROKEN}) / "content" / "b.yaml"
    brief("fix", file, word, "--yes")
    assert file.read_text(encoding="utf-8") == BROKEN.replace("'hihg'", "'high'")


def test_json_has_the_fix_and_both_values(tree: Tree) -> None:
    root = tree({"content/b.yaml": BROKEN})
    record = json.loads(brief("fix", root, "--dry-run", "--format", "json").stdout)
    found = {each["rule"]: each for each in record["changes"]}
    assert found["unknown-word"]["fix"] == {
        "path": ["judgements", 0, "confidence"],
        "operation": "replace",
        "value": "high",
    }
    assert (found["not-a-date"]["before"], found["not-a-date"]["after"]) == ("9 March 2026", "2026-03-09")
    assert found["unknown-key"]["fix"]["operation"] == "rename"
    assert record["written"] == []


def test_an_audience_file_is_mended_too(tree: Tree) -> None:
    audience = "name: Allies\nlang: en-US\nnotess: false  # no notes\n"
    root = tree({"content/b.yaml": MINIMAL, "content/audiences/allies.yaml": audience})
    brief("fix", root, "--yes")
    assert (root / "content/audiences/allies.yaml").read_text() == audience.replace("notess", "notes")


def test_a_file_that_changed_meanwhile_is_not_overwritten(tree: Tree) -> None:
    root = tree({"content/b.yaml": "title: a\n"})
    file = root / "content" / "b.yaml"
    files = mended.mended([Problem("x", str(file), fix=Fix(("title",), "replace", "b"))], root)
    file.write_text("title: theirs\n")
    with pytest.raises(BriefError, match="has changed since"):
        mended.save(files, root)
    assert file.read_text() == "title: theirs\n"


def test_a_file_outside_the_project_is_not_written(tree: Tree) -> None:
    folder = tree({"project/content/note": "", "outside.yaml": "title: a\n"})
    root, outside = folder / "project", folder / "outside.yaml"
    with pytest.raises(BriefError, match="outside the project"):
        mended.mended([Problem("x", str(outside), fix=Fix(("title",), "replace", "b"))], root)


def test_what_cannot_be_made_alone_is_left_and_the_rest_is_made(tree: Tree) -> None:
    root = tree({"content/b.yaml": "a: &x [one]\nb: *x\nc: d\n"})
    file = str(root / "content" / "b.yaml")
    fixes = [Fix(("b", 0), "replace", "two"), Fix(("c",), "replace", ["e"])]
    (found,) = mended.mended([Problem("x", file, fix=fix) for fix in fixes], root)
    assert found.after == b"a: &x [one]\nb: *x\nc:\n  - e\n"
    assert [problem.path for problem in found.left] == ["b[0]"]


# -- what is certain


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hihg", "high"), ("higgh", "high"), ("hgh", "high"), ("High", "high"), ("lwo", "low"), ("very high", ""),
        ("mid", ""), ("h", ""), ("judgment-3", ""), ("", ""), ("moderate", "moderate"),
    ],
)  # fmt: skip
def test_one_slip_of_the_pen_is_certain(word: str, meant: str) -> None:
    assert certain(word, ("high", "moderate", "low", "judgment-1")) == meant


def test_two_words_that_are_as_near_are_not() -> None:
    assert certain("cat", ("bat", "car")) == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 November 2026", "2026-11-21"), ("Nov. 21, 2026", "2026-11-21"), ("21st Sept 2026", "2026-09-21"),
        ("2026/1/5", "2026-01-05"), ("21.11.2026", "2026-11-21"), ("11/21/2026", "2026-11-21"), ("3/4/2026", ""),
        ("3/3/2026", "2026-03-03"), ("31 February 2026", ""), ("soon", ""), ("May 2026", ""), ("Ma 3, 2026", ""),
    ],
)  # fmt: skip
def test_a_day_that_can_be_read_in_one_way(text: str, day: str) -> None:
    assert faults.day(text) == day


def test_every_id_is_said_what_it_is_for() -> None:
    used = set(faults._KINDS.values())
    for file in (ROOT / "src/policybrief").glob("*/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "typed" and node.args:
                used |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
            if isinstance(node, ast.keyword) and node.arg == "fault" and isinstance(node.value, ast.Constant):
                used.add(node.value.value)
    assert used - {""} <= faults.FAULTS.keys()


def test_the_page_on_json_names_every_id() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert [name for name in faults.FAULTS if f"`{name}`" not in page] == []
