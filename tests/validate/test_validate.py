"""validate: both briefs pass, what is committed is current, and what the model promises it keeps.

The wording of each problem is tested in test_errors.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from policybrief.brief import values
from policybrief.brief.audience import Audience
from policybrief.brief.model import Brief
from policybrief.errors import BriefError
from policybrief.mail.settings import Settings
from policybrief.read import source
from policybrief.text import inline
from policybrief.theme.model import Theme
from policybrief.validate import validate
from support.briefs import faults, validated
from support.commands import Ran, brief
from support.projects import HARBOUR, ROOT, Tree, minimal
from support.sample import AUDIENCES, REAL, SAMPLE

THEMES = sorted((ROOT / "content" / "themes").glob("*.yaml"))
BRIEFS = pytest.mark.parametrize("file", [SAMPLE, HARBOUR], ids=["sample", "harbour"])


def test_a_source_of_a_brief_that_has_none_is_told_where_it_is_named() -> None:
    text, _, _ = minimal(("text: The port has one berth", "text: The port [@tide] has one berth")).partition("sources:")
    assert [problem.path for problem in faults(text)] == ["judgments[0].text", "judgments[0].evidence[0].source"]


@BRIEFS
def test_the_briefs_are_valid(file: Path) -> None:
    made = validate.validate(source.read(file), Brief)
    assert made.judgments


@BRIEFS
def test_everything_said_to_come_from_a_source_has_one(file: Path) -> None:
    made = validate.validate(source.read(file), Brief)
    known = {entry.id for entry in made.sources}
    parts = (*made.judgments, *made.recommendations, *made.avoid)
    evidence = [piece for part in parts for piece in part.evidence]
    assert evidence
    assert {piece.source for piece in evidence} <= known
    assert all(piece.locator for piece in evidence), "each quotation and each claim says where it stands"
    assert {name for part in made.recommendations for name in part.rests_on} <= {part.id for part in made.judgments}
    assert set(inline.citations(file.read_text(encoding="utf-8"))) <= known


def test_the_committed_schema_is_current() -> None:
    for options, name in (((), "brief"), (("--audience",), "audience"), (("--theme",), "theme")):
        printed: Ran = brief("schema", *options)
        committed = (ROOT / "content" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert printed.stdout == committed, "make schema"


@pytest.mark.parametrize("file", [REAL, *AUDIENCES, *THEMES], ids=lambda file: file.stem)
def test_the_sample_its_audiences_and_the_themes_name_their_schemas(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / name).is_file()


@pytest.mark.parametrize("model", [Brief, Audience, Theme, Settings])
def test_every_key_is_explained(model: type[BaseModel]) -> None:
    """Schemas and the pages in docs/ are made of these words."""

    def parts(annotation: Any) -> Iterator[type[BaseModel]]:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
            for field in annotation.model_fields.values():
                yield from parts(field.annotation)
        for inner in get_args(annotation):
            yield from parts(inner)

    bare = {f"{part.__name__}.{key}" for part in parts(model) for key, field in part.model_fields.items()
            if not (field.description or "").endswith(tuple(".…)'"))}  # fmt: skip
    assert not bare
    assert all(part.__doc__ for part in parts(model))


def test_a_theme_that_extends_another_needs_no_more(tree: Tree) -> None:
    """The schema asks an editor for what the program asks for."""
    schema = json.loads((ROOT / "content" / "theme.schema.json").read_text(encoding="utf-8"))
    assert {"required": ["extends"]} in schema["anyOf"]
    assert not [name for name, part in schema["$defs"].items() if "required" in part]
    house = {"content/brief.yaml": minimal() + "theme: house\n", "content/themes/house.yaml": "extends: cable\n"}
    assert brief("build", tree(house) / "content/brief.yaml").exit_code == 0


def test_a_locator_is_read_as_it_is_spelled() -> None:
    assert validated(minimal(("locator: 3", "locator: 3.10"))).judgments[0].evidence[0].locator == "3.10"
    assert validated(minimal(("locator: 3", "locator: 1e3"))).judgments[0].evidence[0].locator == "1e3"


def test_norway_stays_a_country() -> None:
    assert validated(minimal(("to: The board", "to: no"))).to == "no"


@pytest.mark.parametrize(
    "edit",
    [
        ("date: 2026-03-09", "date: 20260309"),
        ("date: 2026-03-09", "date: '0'"),
        ("date: 2026-03-09", "date: 2026-03-09T00:00"),
        ("date: 2026-03-09", "meeting: {start: 2026-03-09}"),
        ("date: 2026-03-09", "meeting: {start: '1700000000'}"),
        ("    title: A count of berths", "    title: A\n    issued: 2022-02-30"),
        ("    title: A count of berths", "    title: A\n    issued: '0000'"),
        ("    title: A count of berths", "    title: A\n    container_title: B"),
        ("from: The planners", "from_: The planners"),
    ],
)
def test_what_is_no_date_and_no_key_is_refused(edit: tuple[str, str]) -> None:
    with pytest.raises(BriefError):
        validated(minimal(edit))


@given(st.text(), st.sampled_from(["title", "to", "theme", "lang", "date"]))
def test_any_text_is_taken_or_refused_at_its_line(text: str, key: str) -> None:
    data = yaml.safe_load(minimal())
    dumped = yaml.safe_dump({**data, key: text}, allow_unicode=True, sort_keys=False, width=10_000)
    if problems := faults(dumped):
        lines = dumped.split("\n")
        tops = [number for number, line in enumerate(lines, 1) if line[:1].isalpha()]
        first = next(number for number in tops if lines[number - 1].startswith(f"{key}:"))
        after = next((number for number in tops if number > first), len(lines))
        assert all(first <= problem.line < after for problem in problems)
    else:
        assert key in {"lang", "date"} or getattr(validated(dumped), key) == text.strip()


KEYS = st.sampled_from(
    ["id", "headline", "text", "evidence", "source", "rests_on", "sources", "label", "cells", "rows", "values", "alt"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["count", "high"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from([*yaml.safe_load(minimal()), "comparison", "charts", "balance", "meeting"]), JSON)
def test_any_data_is_taken_or_refused(key: str, value: object) -> None:
    text = yaml.safe_dump({**yaml.safe_load(minimal()), key: value}, allow_unicode=True)
    assert all(problem.message for problem in faults(text))


@pytest.mark.parametrize("model", [Brief, Theme])
def test_every_pattern_has_its_message(model: type[BaseModel]) -> None:
    def patterns(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from [node["pattern"]] if isinstance(node.get("pattern"), str) else []
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from patterns(inner)

    found = set(patterns(model.model_json_schema())) - {f"^{values._MOMENT}$"}  # a moment has a check of its own
    assert found
    assert found <= values.FORMS.keys()
