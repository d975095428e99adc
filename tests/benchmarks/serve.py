"""How long from a key to its picture, in the browser and in the program: `python tests/benchmarks/serve.py`.

For each audience of the brief (that of the repository) words of a headline are typed, letter by letter, without a
pause between a picture and the next letter. Printed are the medians and the 95th percentiles, in milliseconds: of the
program from a text to its answer, and in the browser from the key to the slide that is looked at, in the YAML and in a
field of the form; and how long after the command the first picture is there, in a browser that runs already. `--long`
adds a deck of 60 slides, and `--edits N` says how many times the program draws deck and memo while its memory is looked
at. The machine's load is printed with it: with other work on it the figures say little.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.editors import Served, served  # noqa: E402  # beside the tests

KEYS = 24
STARTS = 5
_WATCH = """() => {
  window.took = [];
  window.at = 0;
  document.addEventListener("keydown", () => { window.at = performance.now(); }, true);
  new MutationObserver(() => {
    if (window.at) { window.took.push(performance.now() - window.at); window.at = 0; }
  }).observe(document.getElementById("quick"), { childList: true, characterData: true, subtree: true });
}"""


def figures(times: list[float]) -> str:
    """The median and the 95th percentile."""
    return f"p50 {median(times):4.0f}   p95 {quantiles(times, n=20)[-1]:4.0f}"


def in_browser(page: Page, url: str, audience: int, words: str) -> tuple[float, list[float], list[float]]:
    """The time to the first picture, and that of each key in the YAML, and in the form."""
    start = perf_counter()
    page.goto(url)
    page.wait_for_selector("#picture svg", timeout=60_000)
    first = perf_counter() - start
    page.wait_for_selector(".thumb[aria-label^=Memo]", timeout=60_000)
    page.locator("#audiences input").nth(audience).check(force=True) if page.locator(
        "#audiences input"
    ).count() else None
    sleep(2)
    page.evaluate(_WATCH)
    if not page.locator("#form").is_visible():  # the view is remembered
        page.keyboard.press("Control+e")
    page.locator("#parts [data-part=judgments]").click()
    page.locator("#form .field[data-path='judgments[0].headline'] textarea").click()
    page.keyboard.press("Control+End")
    sleep(2)
    in_form = keyed(page)
    page.keyboard.press("Control+e")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    sleep(2)
    return first, keyed(page), in_form


def keyed(page: Page) -> list[float]:
    """The time of each key that is typed where the caret is."""
    page.evaluate("window.took.length = 0")
    for number in range(KEYS):
        page.keyboard.press("x" if number < KEYS // 2 else "Backspace")
        end = perf_counter() + 10
        while page.evaluate("window.took.length") <= number and perf_counter() < end:
            sleep(0.005)
    times: list[float] = page.evaluate("window.took")
    return times


def in_program(server: Served, name: str, text: str, words: str, audience: str) -> list[float]:
    """The time of each answer, by the program's own clock."""
    times, have = [], list[str]()
    for number in range(KEYS):
        typed = text.replace(words, f"{words} {'abcdefgh '[: number % 9]}", 1)
        asked = {"texts": {name: typed}, "audience": audience, "documents": ["deck"], "have": have, "turn": str(number)}
        seen = server.draw(**asked)
        have = [slide["key"] for slide in seen["documents"]["deck"]]
        times.append(seen["milliseconds"])
    return times[2:]


def long(text: str) -> str:
    """The brief with so many judgments that its deck has sixty slides."""
    head, start, rest = text.partition("judgments:\n")
    judgments, end, tail = rest.partition("\nrecommendations:\n")
    first = judgments.split("\n  - id: ")[0].removeprefix("  - id: ")
    more = "".join("\n  - id: " + first.replace("no-wedge", f"again-{number}", 1) for number in range(42))
    return head + start + judgments.rstrip("\n") + more + "\n" + end + tail


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("brief", nargs="?", type=Path, default=ROOT / "content" / "china-russia.yaml")
    parser.add_argument("--words", default="No wedge works")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--edits", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as drive:
        shutil.copytree(asked.brief.parent, Path(folder) / "content")
        brief = Path(folder) / "content" / asked.brief.name
        browser = drive.chromium.launch(executable_path=shutil.which("chromium") or "", args=["--no-sandbox"])
        load()
        first_pictures(browser, brief)
        measure(browser.new_page(viewport={"width": 1440, "height": 900}), brief, asked.words)
        if asked.long:
            brief.write_text(long(brief.read_text("utf-8")), encoding="utf-8")
            measure(browser.new_page(viewport={"width": 1440, "height": 900}), brief, asked.words)
        if asked.edits:
            memory(brief, asked.words, asked.edits)
        load()


def load() -> None:
    """Print how many programs want one of how many cores."""
    now, *_ = os.getloadavg()
    print(f"load {now:.1f} on {os.cpu_count()} cores", flush=True)


def first_pictures(browser: Browser, brief: Path) -> None:
    """Print how long after the command the page has its first picture, several times."""
    took = []
    for _ in range(STARTS):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        start = perf_counter()
        with served(brief) as server:
            page.goto(server.url)
            page.wait_for_selector("#picture svg", timeout=60_000)
            took.append(1000 * (perf_counter() - start))
        page.close()
    print(f"first picture after the command: {', '.join(f'{each:.0f}' for each in took)} ms", flush=True)


def measure(page: Page, brief: Path, words: str) -> None:
    """Print the figures of a brief."""
    with served(brief) as server:
        name = f"content/{brief.name}"
        text = server.ask("/open").json["files"][name]["text"]
        seen = server.draw(texts={name: text})
        for number, audience in enumerate(seen["audiences"] or [{"id": "", "name": "everyone"}]):
            slides = len(server.draw(texts={name: text}, audience=audience["id"])["documents"].get("deck", ()))
            program = figures(in_program(server, name, text, words, audience["id"]))
            first, took, in_form = in_browser(page, server.url, number, words)
            print(f"{audience['name']:32} {slides:3} slides   program {program}   ", end="", flush=True)
            print(f"browser {figures(took)}   form {figures(in_form)}", flush=True)
        print(f"a page that is opened again has its first picture after {1000 * first:.0f} ms", flush=True)


def memory(brief: Path, words: str, edits: int) -> None:
    """Print what memory the process that draws takes, as edits go on."""
    from policybrief.pipeline.preview import EditedTexts, LivePictures

    preview, text = LivePictures(brief), brief.read_text("utf-8")
    for number in range(edits + 1):
        preview.view(EditedTexts({brief: text.replace(words, f"{words} {number}", 1)}, "", ("deck", "memo")))
        if number % max(edits // 10, 1) == 0:
            resident = Path("/proc/self/statm").read_text("ascii").split()[1]
            print(f"after {number:6} edits: {int(resident) * 4096 / 1e6:6.1f} MB", flush=True)


if __name__ == "__main__":
    main()
