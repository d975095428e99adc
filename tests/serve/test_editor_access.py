"""Whoever hears the page, sees little of it, or has a keyboard alone: axe-core finds nothing in any of its states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from support.editors import BRIEF
from support.projects import MINIMAL

SAID = 10_000


def as_opened(page: Page, _: Path) -> None:
    expect(page.locator("#form h2")).to_have_text("Title and addressees", timeout=SAID)


def a_card(page: Page, _: Path) -> None:
    page.locator("#part-menu").select_option("judgments", force=True)
    expect(page.locator("#form .card.open")).to_be_visible(timeout=SAID)
    page.locator("#form summary").last.click()


def wrong(page: Page, _: Path) -> None:
    page.locator("#form .field[data-path='judgments[0].headline'] textarea").fill("")
    expect(page.locator("#form .wrong")).to_be_visible(timeout=SAID)


def unread(page: Page, _: Path) -> None:
    page.keyboard.press("Control+e")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("x\n")
    page.keyboard.press("Control+e")
    expect(page.locator(".unread-note")).to_be_visible(timeout=SAID)


def offered(page: Page, _: Path) -> None:
    page.keyboard.press("Control+e")
    page.locator(".cm-line").filter(has_text="confidence: high").click()
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible(timeout=SAID)


def changed_on_disk(page: Page, root: Path) -> None:
    page.keyboard.press("Escape")
    (root / BRIEF).write_text(MINIMAL + "# by another\n", encoding="utf-8")
    page.keyboard.press("Control+s")
    expect(page.locator("#notice")).to_be_visible(timeout=SAID)


ALL: list[Callable[[Page, Path], None]] = [as_opened, a_card, wrong, unread, offered, changed_on_disk]


@pytest.mark.parametrize(
    ("width", "scheme", "states"), [(1440, "light", ALL), (800, "dark", ALL[1:4]), (360, "light", ALL[1:3])]
)
def test_axe_finds_nothing(form: Page, edited: Path, width: int, scheme: str, states: list[Any]) -> None:
    form.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    form.set_viewport_size({"width": width, "height": 900})
    axe = Axe()
    for state in states:
        state(form, edited)
        found = axe.run(form).response["violations"]
        told = [(each["id"], node["target"], node["failureSummary"]) for each in found for node in each["nodes"]]
        assert told == [], state.__name__


def test_all_is_reached_by_keys(form: Page) -> None:
    regions = []
    for _ in range(4):
        form.keyboard.press("F6")
        regions.append(form.evaluate("document.activeElement.closest('[data-region]').tagName"))
    assert sorted(regions) == ["ASIDE", "HEADER", "MAIN", "NAV"]
    form.locator("#parts [data-part=judgments]").press("Enter")
    expect(form.locator("#form h2")).to_contain_text("Key judgments")
    form.locator(".card-name").press("Enter")
    expect(form.locator(".card.open")).to_have_count(0)
    form.locator(".card-name").press("Enter")
    form.locator(".card.open textarea").first.press("Control+Enter")
    expect(form.locator(".card")).to_have_count(2, timeout=SAID)
    expect(form.locator(".card.open textarea").first).to_be_focused(timeout=SAID)
    form.keyboard.press("Alt+ArrowUp")
    expect(form.locator(".card").first).to_have_class("card open", timeout=SAID)
