"""Beside a quotation in the form stands what its source says there."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from support.editors import served
from support.projects import Tree
from support.sources import project

SAID = 30_000
FIRST, SECOND = "judgments[0].evidence[0].quote", "judgments[0].evidence[1].quote"


def test_the_passage_of_a_quotation_stands_beside_it_and_says_how_it_does(browser: Browser, tree: Tree) -> None:
    root = tree(project())
    with served(root / "content" / "b.yaml") as server:
        found = server.ask("/sources", {"texts": {"content/b.yaml": "a: ["}}).json
        assert found == {"passages": {}}
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.url)
        expect(page.locator("#picture svg")).to_be_visible(timeout=SAID)
        page.locator("#parts [data-part=judgments]").click()
        first, second = (page.locator(f"#form .field[data-path='{path}']") for path in (FIRST, SECOND))
        expect(first.locator(".passage strong")).to_have_text("Word for word, and in its place.", timeout=SAID)
        expect(first.locator(".passage mark")).to_have_text("faster than any other on the coast")
        expect(first.locator("blockquote")).to_contain_text("by 40 centimeters a year")
        expect(second.locator(".passage strong")).to_have_text("Word for word, and in its place.")
        second.locator("textarea").fill("310 waited for the wind")
        expect(second.locator(".passage .bad strong")).to_have_text("Not word for word: the source says.", timeout=SAID)
        expect(second.locator("blockquote")).to_contain_text("310 waited for the tide")
        page.locator("#form .field[data-path='judgments[0].evidence[0].locator'] input").fill("Summary, bullet 2")
        expect(first.locator(".passage .look")).to_have_text(re.compile("Word for word"), timeout=SAID)
        assert [each["id"] for each in Axe().run(page).response["violations"]] == []
        page.context.close()
    assert (root / "content" / "b.yaml").read_text("utf-8") == project()["content/b.yaml"]
