"""The editor as a person uses it: Chromium opens the page of a real server, types, clicks, saves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from support.editors import BRIEF, Served, served
from support.projects import MINIMAL
from support.tools import tool


def line(page: Page) -> str:
    return page.locator(".cm-activeLine").inner_text()


def typed(page: Page, before: str, text: str) -> None:
    """Find words in the text, and type in their place, as a person does."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    expect(page.locator(".cm-search input[name=search]")).to_be_focused()
    page.keyboard.type(before)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type(text)


def test_the_address_keeps_its_secret_and_a_reload_has_it(page: Page, editor: Served) -> None:
    assert page.url == f"http://{editor.host}/"
    page.reload()
    expect(page.locator("#picture svg")).to_be_visible(timeout=10_000)


def test_what_is_typed_is_seen_and_a_mistake_leaves_the_last_picture(page: Page) -> None:
    typed(page, "The quay should be built now", "Build two quays at once")
    expect(page.locator("#picture")).to_contain_text("Build two quays", timeout=10_000)  # the slide that it is on
    expect(page.locator("#state")).to_contain_text("not saved")
    page.evaluate("document.querySelectorAll('#picture svg > g').forEach((shape) => { shape.old = true; })")
    page.keyboard.type(" again")
    expect(page.locator("#picture")).to_contain_text("at once again", timeout=10_000)
    stayed = page.evaluate("[...document.querySelectorAll('#picture svg > g')].map((shape) => shape.old === true)")
    assert any(stayed)  # what the edit did not change
    assert not all(stayed)
    typed(page, "confidence: high", "confidence: hihg")
    expect(page.locator("#problems-button")).to_have_text("1 problem", timeout=10_000)
    expect(page.locator("#problem-list")).to_contain_text("did you mean 'high'?")
    expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    expect(page.locator("aside")).to_have_class("preview stale")
    expect(page.locator("#picture")).to_contain_text("There is no other berth")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    assert "hihg" in line(page)
    page.locator(".cm-lintRange-error").hover()
    expect(page.locator(".cm-diagnosticAction")).to_have_text("Change to high")
    page.keyboard.press("Control+.")
    expect(page.locator(".cm-content")).to_contain_text("confidence: high")
    expect(page.locator("#problems-button")).to_have_text("No problems", timeout=10_000)
    expect(page.locator("aside")).to_have_class("preview")


def test_what_comes_late_of_an_older_text_is_not_shown(page: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if route.request.post_data_json["later"] and not held:
            held.append(route)
        else:
            route.continue_()

    memo = page.locator(".thumb[aria-label^=Memo]")
    page.route("**/draw", hold_the_first)
    with page.expect_request(lambda request: request.url.endswith("/draw") and request.post_data_json["later"]):
        typed(page, "There is no other berth", "No berth is free")
    page.keyboard.type(" now")
    expect(memo).to_contain_text("No berth is free now", timeout=10_000)
    with page.expect_response("**/draw") as late:
        held[0].continue_()
    late.value.finished()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))")
    expect(memo).to_contain_text("No berth is free now")


def test_a_click_leads_to_the_line_and_the_caret_to_its_places(page: Page) -> None:
    page.keyboard.press("Alt+PageDown")
    words = page.locator("#picture [data-path='judgments[0].headline']").first
    words.click()
    assert line(page).strip() == "headline: There is no other berth"
    assert page.evaluate("document.activeElement.className").startswith("cm-content")
    expect(page.locator("#marks i").first).to_be_visible()
    expect(page.locator("#said")).to_contain_text("pages")
    assert page.locator(".thumb.here").count() > 2
    page.set_viewport_size({"width": 1440, "height": 600})  # not all thumbnails have room
    for _ in range(3):
        page.keyboard.press("Alt+PageDown")
    row, last = page.locator("#thumbs").bounding_box(), page.locator(".thumb[aria-selected=true]").bounding_box()
    assert row
    assert last
    assert row["y"] <= last["y"] <= last["y"] + last["height"] <= row["y"] + row["height"] + 1
    page.keyboard.press("F12")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("cm-content")


def test_another_audience_is_seen_and_its_words_are_in_its_file(page: Page) -> None:
    page.keyboard.press("Alt+2")
    page.locator(".thumb").first.click()
    expect(page.locator("#picture")).to_contain_text("The crew", timeout=10_000)
    page.locator("#picture [data-path='to']").first.click()
    expect(page.locator("[role=tab][aria-selected=true]")).to_have_text("crew")
    assert line(page) == "to: The crew"


def test_saving_and_a_file_that_was_changed_meanwhile(page: Page, edited: Path) -> None:
    typed(page, "Build the quay now.", "Build it.")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text(re.compile(r"· saved \d"), timeout=10_000)
    assert (edited / BRIEF).read_text("utf-8") == MINIMAL.replace("Build the quay now.", "Build it.", 1)
    theirs = MINIMAL.replace("title: Build the quay", "title: Build the other quay", 1)
    typed(page, "Build it.", "Build ours.")
    expect(page.locator("#state")).to_contain_text("not saved")
    (edited / BRIEF).write_text(theirs, encoding="utf-8")
    page.keyboard.press("Control+s")
    expect(page.locator("#notice")).to_contain_text("was changed on disk", timeout=10_000)
    assert (edited / BRIEF).read_text("utf-8") == theirs
    page.get_by_role("button", name="Take the file’s text").click()
    expect(page.locator("h1")).to_have_text("Build the other quay", timeout=10_000)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+z")  # what was typed is not lost
    expect(page.locator("#picture")).to_contain_text("Build ours", timeout=10_000)


def test_two_who_changed_a_file_are_put_together_and_undo_overwrites_nothing(page: Page, edited: Path) -> None:
    typed(page, "Build the quay now.", "Build ours.")
    typed(page, "The planners", "Both of us")
    theirs = MINIMAL.replace("title: Build the quay", "title: Theirs", 1).replace("Build the quay now.", "Build it.", 1)
    (edited / BRIEF).write_text(theirs, encoding="utf-8")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Compare and merge").click()
    dialog = page.get_by_role("dialog", name="Two versions of")
    expect(dialog.locator(".clash")).to_have_count(1)
    expect(dialog.locator(".clash")).to_contain_text("Build ours.")
    expect(dialog.get_by_text("1 place changed only in the file: taken over")).to_be_visible()
    expect(dialog.get_by_role("button", name="Choose in 1 place")).to_be_disabled()
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    dialog.get_by_label("The file’s").check()
    dialog.get_by_role("button", name="Put them together").click()
    expect(page.locator(".cm-content")).to_contain_text("title: Theirs")
    expect(page.locator(".cm-content")).to_contain_text("from: Both of us")
    expect(page.locator(".cm-content")).to_contain_text("text: Build it.")
    assert (edited / BRIEF).read_text("utf-8") == theirs
    page.locator(".cm-content").click()
    page.keyboard.press("Control+z")
    expect(page.locator(".cm-content")).to_contain_text("Build ours.")
    page.keyboard.press("Control+s")
    expect(page.locator("#notice")).to_contain_text("was changed on disk", timeout=10_000)
    assert (edited / BRIEF).read_text("utf-8") == theirs
    typed(page, "Build ours.", "Build ours first.")  # since it was asked
    page.get_by_role("button", name="Overwrite it with mine").click()
    expect(page.locator("#state")).to_have_text(re.compile(r"· saved \d"), timeout=10_000)
    assert "Build ours first." in (edited / BRIEF).read_text("utf-8")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+z")  # what was overwritten is not lost
    expect(page.locator(".cm-content")).to_contain_text("title: Theirs")


def test_what_was_typed_before_a_crash_is_offered(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    with served(file) as server:
        page = browser.new_page()
        page.goto(server.url)
        expect(page.locator("#picture svg")).to_be_visible(timeout=30_000)
        page.keyboard.press("Control+e")
        with page.expect_response("**/draft", timeout=10_000):
            typed(page, "Build the quay now.", "Build it at once.")
        page.context.close()
    with served(file) as server:
        page = browser.new_page()
        page.goto(server.url)
        page.get_by_role("button", name="Put it back").click(timeout=10_000)
        page.keyboard.press("Control+e")
        expect(page.locator(".cm-content")).to_contain_text("Build it at once.")
        assert file.read_text("utf-8") == MINIMAL
        page.keyboard.press("Control+s")
        expect(page.locator("#state")).to_have_text(re.compile(r"· saved \d"))
        assert "Build it at once." in file.read_text("utf-8")
        assert server.ask("/open").json["draft"] is None
        page.context.close()


def test_the_file_of_others_work_is_what_comes_of_its_recipe() -> None:
    """Without a network: `python tools/bundle_editor.py --check` makes it again."""
    bundle = tool("bundle_editor")
    assert (bundle.PAGE / bundle.BUNDLE).read_text("utf-8").startswith(bundle.first_line())
    assert (bundle.PAGE / bundle.LICENCES).read_text("utf-8").count("Permission is hereby granted") > 10


def test_the_page_asks_nobody_else(page: Page, editor: Served) -> None:
    asked: list[Any] = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert asked
    assert all(url.startswith(f"http://{editor.host}/") for url in asked)
