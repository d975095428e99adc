"""A browser, and the page of a real server in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support.editors import BRIEF, Served, served
from support.projects import MINIMAL

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two audiences."""
    root = tmp_path_factory.mktemp("served")
    (root / "content" / "audiences").mkdir(parents=True)
    for name, words in (("board", "The board"), ("crew", "The crew")):
        file = root / "content" / "audiences" / f"{name}.yaml"
        file.write_text(f"name: {words}\nto: {words}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def editor(edited: Path) -> Iterator[Served]:
    """Its server."""
    (edited / BRIEF).write_text(MINIMAL, encoding="utf-8")
    with served(edited / BRIEF) as there:
        yield there


@pytest.fixture
def form(browser: Browser, editor: Served, edited: Path) -> Iterator[Page]:
    """The page with the brief as a form, as it was; whatever its console says is an error."""
    (edited / BRIEF).write_text(MINIMAL, encoding="utf-8")
    said: list[str] = []
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(editor.url)
    expect(page.locator(".thumb[aria-label^=Memo]")).to_be_visible(timeout=30_000)
    yield page
    page.close()
    expected = ("status of 409", "status of 422")  # a file that was changed, a text that can't be read
    assert [words for words in said if not any(status in words for status in expected)] == []


@pytest.fixture
def page(form: Page) -> Page:
    """The page with the brief's YAML, as it was."""
    form.keyboard.press("Control+e")
    return form
