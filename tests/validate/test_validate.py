"""validate: both briefs pass, what is committed is current, and what the model promises it keeps.

The wording of each problem is tested in test_errors.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from policybrief.brief import values
from policybrief.brief.model import Brief
from policybrief.errors import BriefError
from policybrief.read import source
from policybrief.text import inline
from policybrief.theme.model import Theme
from policybrief.validate import validate
from support.commands import Ran, brief, problems_of
from support.projects import HARBOUR, ROOT, minimal
from support.sample import AUDIENCES, REAL, SAMPLE

BRIEFS = pytest.mark.parametrize("file", [SAMPLE, HARBOUR], ids=["sample", "harbour"])


def load(text: str) -> Brief:
    return validate.validate(source.parse(text, "b.yaml"), Brief)


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
    for options, name in (((), "brief"), (("--audience",), "audience")):
        printed: Ran = brief("schema", *options)
        committed = (ROOT / "content" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert printed.stdout == committed, "make schema"


@pytest.mark.parametrize("file", [REAL, *AUDIENCES], ids=lambda file: file.stem)
def test_the_sample_and_its_audiences_name_their_schemas(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / name).is_file()


def test_a_locator_is_read_as_it_is_spelled() -> None:
    assert load(minimal(("locator: 3", "locator: 3.10"))).judgments[0].evidence[0].locator == "3.10"
    assert load(minimal(("locator: 3", "locator: 1e3"))).judgments[0].evidence[0].locator == "1e3"


def test_norway_stays_a_country() -> None:
    assert load(minimal(("to: The board", "to: no"))).to == "no"


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
        load(minimal(edit))


@given(st.text(), st.sampled_from(["title", "to", "theme", "lang", "date"]))
def test_any_text_is_taken_or_refused_at_its_line(text: str, key: str) -> None:
    data = yaml.safe_load(minimal())
    dumped = yaml.safe_dump({**data, key: text}, allow_unicode=True, sort_keys=False, width=10_000)
    if problems := problems_of(lambda: load(dumped)):
        lines = dumped.split("\n")
        tops = [number for number, line in enumerate(lines, 1) if line[:1].isalpha()]
        first = next(number for number in tops if lines[number - 1].startswith(f"{key}:"))
        after = next((number for number in tops if number > first), len(lines))
        assert all(first <= problem.line < after for problem in problems)
    else:
        assert key in {"lang", "date"} or getattr(load(dumped), key) == text.strip()


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
    assert all(problem.message for problem in problems_of(lambda: load(text)))


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
