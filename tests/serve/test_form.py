"""A brief's file as a form, and what is done in the form as changes of its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policybrief.brief import walk
from policybrief.brief.model import Brief
from policybrief.errors import BriefError
from policybrief.read import source
from policybrief.serve.language.completion import Scope
from policybrief.serve.language.form import Form
from policybrief.serve.language.form_edit import Act, FormEdit
from policybrief.serve.language.schema import FileSchema
from policybrief.text.value_path import ValuePath

SCHEMA = FileSchema.of_brief()
TEXT = """\
title: A quay   # in short
judgments:
  # the one that counts
  - id: berth
    headline: There is no other berth
    text: >-
      It is full, and ships
      wait for days.
    confidence: high   # see the port's report
    evidence:
      - source: lo

  - {id: cost, headline: It costs less now, text: It does.}
version: 2
sources:
  - id: lo
    title: The port's report
"""
LO, END = "      - source: lo", "title: The port's report\n"
NEW = "recommendations:\n  - id: recommendation-1\n    headline: ''\n    text: ''\n"
DATA = Path(__file__).parents[1] / "data"


def form(text: str = TEXT, scope: Scope | None = None) -> Form:
    return Form(source.parse(text).data, scope or Scope(SCHEMA, {"board": "The board"}))


def flat(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from flat(field.get("fields", []))
        for entry in field.get("entries", []):
            yield from flat(entry["fields"])


def fields(part: str, text: str = TEXT) -> dict[str, dict[str, Any]]:
    return {field["path"]: field for field in flat(form(text).fields(part))}


def done(act: Act, path: str, value: Any = None, to: int = 0, text: str = TEXT) -> str:
    return FormEdit(act, ValuePath.parse(path), value, to).made(text, SCHEMA)


def test_every_key_of_the_model_has_its_place_in_the_form() -> None:
    parts = form("title: A\n").parts()
    keys = {part["key"] for part in parts} | {field["path"] for field in form("title: A\n").fields("")}
    assert keys - {""} == {about.alias or name for name, about in Brief.model_fields.items()}
    assert [part["label"] for part in parts[:2]] == ["Title and addressees", "Bottom line"]


def test_a_field_says_what_it_is_for_and_what_may_be_chosen() -> None:
    judgments = fields("judgments")
    assert judgments["judgments[0].text"]["kind"] == "text"
    assert judgments["judgments[0].text"]["help"].startswith("The judgment in full")
    sure = judgments["judgments[0].confidence"]
    assert (sure["kind"], sure["value"]) == ("choice", "high")
    assert [(option["label"], option["blocks"]) for option in sure["options"]] == [
        ("High", 3),
        ("Moderate", 2),
        ("Low", 1),
    ]
    likely = judgments["judgments[0].likelihood"]["options"]
    assert [option["share"] for option in likely] == [4, 15, 25, 10, 25, 15, 4]
    assert judgments["judgments[0].evidence[0].source"]["options"] == [{"value": "lo", "label": "The port's report"}]
    assert judgments["judgments[0].not_for"]["kind"] == "names"
    assert not judgments["judgments[0].confidence"]["more"]
    assert judgments["judgments[0].notes"]["more"]
    assert fields("")["version"]["value"] == "2"


def test_what_no_field_can_hold_is_left_to_the_yaml() -> None:
    assert fields("", "title: {a: b}\n")["title"]["kind"] == "yaml"
    assert fields("", "keywords: {a: b}\n")["keywords"]["kind"] == "yaml"
    assert fields("judgments", "judgments: [words]\n")["judgments"]["kind"] == "yaml"
    assert fields("judgments", "judgments: words\n")["judgments"]["kind"] == "yaml"


@pytest.mark.parametrize("name", ["harbour", "quays", "saltmere-zh", "improper-payments"])
def test_all_that_a_brief_holds_is_in_its_form(name: str) -> None:
    data = source.read(DATA / f"{name}.yaml").data
    whole = Form(data, Scope(SCHEMA))
    found = [field for part in whole.parts() for field in flat(whole.fields(part["key"]))]
    shown = {field["path"] for field in found}
    left = {field["path"] for field in found if field["kind"] == "yaml"}
    for path, value in walk.leaves(data):
        above = {str(each) for each in path.upwards}
        assert value is None or above & left or str(path if isinstance(path.key, str) else path.parent) in shown, path
    assert not {path for path in left if path.startswith(("judgments", "recommendations", "bottom_line"))}
    json.dumps([whole.fields(part["key"]) for part in whole.parts()])  # the page gets it as JSON


def test_the_form_of_an_audiences_file_names_the_briefs_judgments() -> None:
    brief = {"judgments": [{"id": "berth", "headline": "No berth"}]}
    data: dict[str, Any] = {"name": "Board", "judgments": {"berth": {"so_what": "It matters."}}}
    audience = Form(data, Scope(FileSchema.of_audience(), brief=brief))
    (berth,) = audience.fields("judgments")
    assert (berth["label"], berth["fields"][0]["value"]) == ("No berth", "It matters.")


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (("set", "title", "Two quays"), "title: A quay ", "title: Two quays "),
        (("set", "judgments[0].confidence", "low"), "confidence: high ", "confidence: low "),
        (("set", "judgments[0].text", "It is full, and ships wait for hours."), "for days", "for hours"),
        (("set", "judgments[0].confidence", None), "    confidence: high   # see the port's report\n", ""),
        (("set", "judgments[0].basis", "It is."), "      - source: lo\n", "      - source: lo\n    basis: It is.\n"),
        (("set", "title", ""), "title: A quay ", "title: '' "),
        (("set", "version", "3"), "version: 2", "version: 3"),
        (("set", "version", "draft 3"), "version: 2", "version: draft 3"),
        (("set", "date", ""), "", ""),
        (("set", "judgments[0].not_for", ["board"]), f"{LO}\n", f"{LO}\n    not_for:\n      - board\n"),
        (("set", "meeting.start", "2026-11-24T10:00"), END, f"{END}meeting:\n  start: 2026-11-24T10:00\n"),
        (("add", "judgments[0].evidence", None, 1), f"{LO}\n", f"{LO}\n      - source: ''\n"),
        (("add", "recommendations"), END, END + NEW),
        (("add", "keywords", "quay"), END, f"{END}keywords:\n  - quay\n"),
        (("remove", "judgments[0].evidence[0]"), "    evidence:\n      - source: lo\n", ""),
    ],
)  # fmt: skip
def test_what_is_done_in_the_form_touches_its_value_alone(edit: Any, before: str, after: str) -> None:
    assert done(*edit) == TEXT.replace(before, after, 1)


def test_an_emptied_text_that_is_typed_again_is_as_it_was() -> None:
    assert done("set", "title", "A quay", text=done("set", "title", "")) == TEXT


def test_an_entry_is_moved_with_its_comments() -> None:
    moved = done("move", "judgments[0]", to=1)
    assert moved.index("id: cost") < moved.index("# the one that counts") < moved.index("id: berth")
    assert done("move", "judgments[1]", to=0, text=moved) == TEXT


def test_a_new_entry_has_a_name_that_no_other_has() -> None:
    twice = done("add", "judgments", to=2, text=done("add", "judgments", to=2))
    assert [entry["id"] for entry in source.parse(twice).data["judgments"]] == [
        "berth",
        "cost",
        "judgment-2",
        "judgment-1",
    ]


@pytest.mark.parametrize(
    "edit", [("move", "title", None, 1), ("move", "judgments[0]", None, 7), ("set", "title.x", "y"), ("add", "title")]
)
def test_what_can_not_be_done_is_told_and_changes_nothing(edit: Any) -> None:
    with pytest.raises(BriefError):
        done(*edit)
