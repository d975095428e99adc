"""The pictures of the page of `brief serve` in docs: `make editor-pictures`. It needs Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.editors import served  # type: ignore[import-not-found]  # noqa: E402  # beside the tests

BRIEF = ROOT / "content" / "china-russia.yaml"
PICTURES: tuple[tuple[str, Literal["light", "dark"], str], ...] = (
    ("serve.png", "light", "en-US"),
    ("serve-dark.png", "dark", "fr-FR"),
)


def main() -> None:
    """Draw the form beside the slide of the judgment that is edited, in light and, in French, in dark."""
    with sync_playwright() as drive, served(BRIEF) as server:
        browser = drive.chromium.launch(executable_path=shutil.which("chromium") or "", args=["--no-sandbox"])
        for name, scheme, language in PICTURES:
            context = browser.new_context(locale=language, color_scheme=scheme)
            page = context.new_page()
            page.set_viewport_size({"width": 1440, "height": 900})
            page.goto(server.url)
            page.locator("#picture svg").wait_for(timeout=60_000)
            page.locator("#parts [data-part=judgments]").click()
            page.locator("#form .field[data-path='judgments[0].text'] textarea").click()
            page.locator("#thumbs .here").first.wait_for(timeout=60_000)
            page.locator("#form .fit:not(:empty)").first.wait_for(timeout=60_000)
            page.locator("#quick").evaluate("(each) => each.remove()")  # how fast this machine was just now
            page.screenshot(path=ROOT / "docs" / name)


if __name__ == "__main__":
    main()
