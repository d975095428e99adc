"""Documents and drafts of mail made from the page: what was made, what was kept, and what stood in the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from support.editors import BRIEF, Served, served
from support.mailrooms import FROM, MAIL
from support.projects import MINIMAL

SAID = 30_000
OPENER = '#!/bin/sh\necho "$1" >> "$(dirname "$0")/opened"\n'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    (root / "content" / "audiences").mkdir(parents=True)
    (root / BRIEF).write_text(MINIMAL, encoding="utf-8")
    (root / "content" / "audiences" / "board.yaml").write_text(f"name: The board\nmail:{MAIL}", "utf-8")
    (root / "content" / "audiences" / "crew.yaml").write_text("name: The crew\n", "utf-8")
    (root / "mail.yaml").write_text(FROM, encoding="utf-8")
    (root / "bin").mkdir()
    opener = root / "bin" / "xdg-open"
    opener.write_text(OPENER, encoding="utf-8")
    opener.chmod(0o755)
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}")
        with served(root / BRIEF) as there:
            yield there


def test_a_build_is_saved_first_opened_mailed_as_drafts_and_never_over_what_a_person_edited(
    browser: Browser, server: Served, root: Path
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server.url)
    expect(page.locator("#picture svg")).to_be_visible(timeout=SAID)
    page.locator("#form .field[data-path=title] textarea").fill("Build the quay at once")
    expect(page.locator("#state")).to_contain_text("not saved", timeout=SAID)
    page.keyboard.press("Control+b")
    assert not (root / "output").exists()
    page.get_by_role("button", name="Save and build").click()
    made = page.get_by_role("dialog")
    expect(made.get_by_role("heading")).to_contain_text("Built for 2 audiences", timeout=SAID)
    assert "title: Build the quay at once" in (root / BRIEF).read_text("utf-8")
    expect(made.get_by_role("row", name="The crew")).to_contain_text("slides")
    since_then(server)
    with page.expect_response("**/show"):
        made.get_by_role("button", name="Open output/brief_crew.pptx").click()
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    made.get_by_role("button", name="Close").click()
    deck = root / "output" / "brief_crew.pptx"
    deck.write_bytes(b"edited by a person")
    page.locator("#build").click()
    expect(made).to_contain_text("was edited since it was built; it is kept as brief_crew.edited-1.pptx", timeout=SAID)
    assert (root / "output" / "brief_crew.edited-1.pptx").read_bytes() == b"edited by a person"
    page.keyboard.press("Escape")
    page.locator("#mail").click()
    expect(made.get_by_role("heading")).to_have_text("2 drafts written; nothing was sent", timeout=SAID)
    expect(made.get_by_role("row", name="The board").first).to_contain_text("jane@board.example")
    assert {file.suffix for file in (root / "output" / "mail").iterdir()} == {".eml"}
    page.keyboard.press("Escape")
    page.context.close()
    assert (root / "bin" / "opened").read_text("utf-8").split() == [str(deck)]


def test_what_stands_in_the_way_is_told_at_its_place(server: Served, root: Path) -> None:
    crew = root / "content" / "audiences" / "crew.yaml"
    before = crew.read_text("utf-8")
    crew.write_text(f"{before}no_such_key: 1\n", encoding="utf-8")
    told = server.ask("/build").json
    crew.write_text(before, encoding="utf-8")
    (error,) = told["errors"]
    assert (error["file"], error["line"], error["audience"]) == ("content/audiences/crew.yaml", 2, "crew")
    assert {each["audience"] for each in told["documents"]} == {"board"}
    (root / "mail.yaml").rename(root / "no-mail.yaml")
    told = server.ask("/mail").json
    (root / "no-mail.yaml").rename(root / "mail.yaml")
    assert (told["drafts"], told["errors"][0]["file"]) == ([], "mail.yaml")
    assert str(root) not in str(told)


def test_nothing_is_opened_but_what_was_made(server: Served, root: Path) -> None:
    (root / "output" / "other.pptx").write_bytes(b"")
    for name in ("output/other.pptx", BRIEF, "../x", "/etc/passwd", str(root / BRIEF), "--help", ""):
        assert server.ask("/show", {"file": name}).status == 404
    made = server.ask("/build").json["documents"][0]["file"]
    (root / made).rename(root / "output" / "away")
    gone = server.ask("/show", {"file": made})
    assert (gone.status, "can't be opened" in gone.json["problems"][0]["message"]) == (422, True)
    assert server.ask("/mail", {"send": True, "confirm": "x"}).json["drafts"]  # nothing that is asked makes it send


def since_then(server: Served) -> None:
    """What is typed is held against what was built last, for each audience; nothing is known of a mail yet."""
    text = server.ask("/open").json["files"][BRIEF]["text"]
    asked = {"texts": {BRIEF: text}, "since": "built", "language": "fr"}
    assert [each["facts"] for each in server.ask("/changes", asked).json["comparisons"]] == [0, 0]
    typed = text.replace("confidence: high", "confidence: moderate")
    board, crew = server.ask("/changes", asked | {"texts": {BRIEF: typed}}).json["comparisons"]
    assert (board["audiences"], crew["audiences"]) == (["board"], ["crew"])
    assert board["parts"][0]["title"] == "Confiance et probabilité"
    assert "high → moderate" in board["parts"][0]["rows"][0]["beside"][0]
    assert server.ask("/changes", asked | {"since": "mailed"}).json["comparisons"] == []
    assert server.ask("/changes", asked | {"since": "HEAD"}).status == 400
