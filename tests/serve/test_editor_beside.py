"""Two audiences beside each other: which slides belong together, what differs, and what one of them does not get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from support.editors import BRIEF, Served, served
from support.projects import MINIMAL

SAID = 30_000
SECRET = """questions:
  - question: Why not wait for the second berth?
    answer: Ships have gone elsewhere by then.
    not_for: [crew]
"""
LONG = """timeline:
  headline: Two years of promises
  events:
    - {when: 2001, text: The outer quay is opened.}
    - {when: 2024-02-12, text: The works are stopped.}
"""
CREW = """name: The crew
to: The crew
deck:
  parts: [title_slide, recommendations, sources, judgments, bottom_line, questions]
judgments:
  only-berth: {so_what: You wait at the roads.}
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "content" / "audiences").mkdir(parents=True)
    (tmp_path / BRIEF).write_text(MINIMAL + SECRET + LONG, encoding="utf-8")
    (tmp_path / "content" / "audiences" / "board.yaml").write_text("name: The board\nto: The board\n", "utf-8")
    (tmp_path / "content" / "audiences" / "crew.yaml").write_text(CREW, "utf-8")
    with served(tmp_path / BRIEF) as there:
        yield there


def test_two_decks_stand_beside_each_other_with_what_differs(browser: Browser, server: Served) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto(server.url)
    expect(page.locator(".thumb[aria-label^=Memo]")).to_be_visible(timeout=SAID)
    page.get_by_role("button", name="Beside another audience").click()
    view = page.get_by_role("main", name="Two audiences beside each other")
    expect(view.locator(".sheet svg").first).to_be_visible(timeout=SAID)
    judgments = view.get_by_role("region", name="Key judgments", exact=True)
    expect(judgments.locator(".sheet svg")).to_have_count(2)  # though the crew has them after what to do
    judgments.get_by_text("Which texts").click()
    expect(judgments.get_by_role("listitem").last).to_have_text("The crew: You wait at the roads.")
    assert judgments.locator(".sheet").last.locator(".unlike").count() == 1
    expect(view.locator(".absent").filter(has_text="Not for The crew")).to_have_count(1)
    expect(view.locator(".absent").filter(has_text="Left out for The crew")).to_have_count(1)
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    view.get_by_label("Only what differs").check()
    expect(view.get_by_role("region", name="Key judgments", exact=True)).to_be_visible(timeout=SAID)
    view.get_by_role("button", name="Memo").click()
    expect(view.locator(".sheet")).to_have_count(2, timeout=SAID)
    view.locator("[data-path='to']").last.click()
    expect(view).to_be_hidden()
    expect(page.locator("#files [aria-selected=true]")).to_have_text("crew")
    assert errors == []
    page.context.close()
