"""docs/markup.md is current and complete, and its examples are what the program takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from policybrief.compose.places import Places, Templates
from policybrief.compose.vocabulary import AT, ELEMENTS
from policybrief.deck.fit import fit as deck_fit
from policybrief.locale import locale
from policybrief.memo.fit import fit as memo_fit
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.document import Deck
from policybrief.theme.load import load as load_theme
from support.projects import ROOT
from support.tools import tool

TOOL = tool("markup_page")
GROUPS: list[dict[str, Any]] = TOOL.groups()


def test_the_page_is_current() -> None:
    assert TOOL.PAGE.read_text(encoding="utf-8") == TOOL.page(), "run python tools/markup_page.py"


def test_every_element_is_described_once_and_no_other() -> None:
    named = [name for group in GROUPS for name in group["elements"]]
    assert sorted(named) == sorted(ELEMENTS)


def test_attributes_that_are_described_exist() -> None:
    for group in GROUPS:
        for named in group.get("attributes", {}):
            element, _, attribute = named.partition(" ")
            assert not attribute or attribute in (ELEMENTS[element].attributes or {}), named
    assert AT not in TOOL.page()


def test_every_attribute_is_described() -> None:
    said = {named for group in GROUPS for named in group.get("attributes", {})}
    all_of = {f"{name} {each}" for name, element in ELEMENTS.items() for each in element.attributes or {}}
    assert {named for named in all_of if named.partition(" ")[2] not in said} <= said


def test_every_filter_and_function_is_described() -> None:
    assert "| |\n" not in TOOL.page().replace("|  |", "| |")
    assert "dictionary" not in TOOL.page(), "a value has its words in _VALUES, and not those of its Python type"


@pytest.mark.parametrize("group", GROUPS, ids=[group["name"] for group in GROUPS])
def test_an_example_shows_its_elements_and_can_be_drawn(group: dict[str, Any], tmp_path: Path) -> None:
    for name in group["elements"]:
        assert re.search(rf"<{name}[ />]", group["example"]), name
    made = TOOL.document(group, tmp_path)
    places = Places(TOOL.example(), Templates((tmp_path, TEMPLATES)))
    looks = load_theme("statecraft")
    if isinstance(made, Deck):
        assert deck_fit.fit(made, looks, places).slides
    else:
        assert memo_fit.fit(made, looks, locale.load("en-US"), places).summary
    assert (ROOT / "docs" / "markup" / f"{group['picture']}.png").stat().st_size > 1000
