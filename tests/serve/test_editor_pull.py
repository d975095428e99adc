"""An edited deck dropped on the page: its redline, and what is taken of it goes into the text, not into the file."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from policybrief.ooxml.zipped import packed, unpacked
from support.commands import brief
from support.deck_edits import WHOLE, Edited
from support.editors import BRIEF, Served, served
from support.projects import MINIMAL

SAID = 15_000
HOSTILE = "<img src=x onerror=alert(1)><b>Build</b> & go"
WITH_COMMENT = MINIMAL.replace("confidence: high", "confidence: high  # how sure", 1)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a deck for the board, which is marked higher than the crew's."""
    root = tmp_path_factory.mktemp("pulled")
    (root / "content" / "audiences").mkdir(parents=True)
    (root / BRIEF).write_text(WITH_COMMENT, encoding="utf-8")
    (root / "content" / "audiences" / "board.yaml").write_text("name: The board\nmarking: TLP:AMBER\n", "utf-8")
    (root / "content" / "audiences" / "crew.yaml").write_text("name: The crew\nto: The crew\n", "utf-8")
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with served(root / BRIEF) as there:
        yield there


def deck(root: Path, audience: str) -> Edited:
    (place,) = (root / "output").glob(f"*_{audience}*.pptx")
    return Edited.of(place.read_bytes())


def edited(root: Path, audience: str = "crew") -> Edited:
    """A headline in other words, on every slide that has it."""
    deck_ = deck(root, audience)
    for number in range(1, len(deck_.deck.slides) + 1):
        for _, paragraph in deck_.paragraphs(number):
            words = "".join(run.text for run in paragraph.runs)
            if words == "There is no other berth":
                paragraph.runs[0].text = "There is one berth"
    return deck_


def pulled(server: Served, root: Path, content: bytes = b"", **more: Any) -> Any:
    opened = server.ask("/open").json["files"]
    texts = {name: file["text"] for name, file in opened.items()}
    asked: dict[str, Any] = (
        {"texts": texts, "file": base64.b64encode(content).decode()} if content else {"texts": texts}
    )
    return server.ask("/pull", asked | more)


def test_what_is_taken_changes_one_value_of_the_text_and_no_file(server: Served, root: Path) -> None:
    found = pulled(server, root, edited(root).content).json
    (item,) = found["items"]
    assert (item["called"], item["kind"], item["sure"]) == ("Judgment 1, headline", "change", True)
    assert [piece for piece in item["pieces"] if piece[1] != "same"] == [["no other", "removed"], ["one", "added"]]
    assert {who["name"] for who in item["readers"]} == {"The board", "The crew"}
    taken = pulled(server, root, take=[item["id"]]).json
    after = WITH_COMMENT.replace("There is no other berth", "There is one berth", 1)
    assert (taken["taken"], taken["items"], taken["texts"]) == (1, [], {BRIEF: after})
    assert (root / BRIEF).read_text("utf-8") == WITH_COMMENT
    typed = {BRIEF: WITH_COMMENT.replace("There is no other berth", "There is but this berth", 1)}
    (conflict,) = pulled(server, root, texts=typed, take=[item["id"]]).json["items"]
    assert (conflict["kind"], conflict["now"]) == ("conflict", "There is but this berth")  # it is not the same any more
    settled = pulled(server, root, texts=typed, take=[conflict["id"]]).json
    assert settled["texts"] == {BRIEF: after}
    unread = pulled(server, root, texts={BRIEF: "a: ["})
    assert (unread.status, unread.json["problems"][0]["line"]) == (422, 1)


def test_a_word_memo_comes_back_too(server: Served, root: Path) -> None:
    assert brief("build", "--only", "docx", "-a", "crew", cwd=root).exit_code == 0
    (memo,) = (root / "output").glob("*_crew*.docx")
    parts = unpacked(memo.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"There is no other berth", b"There is one berth")
    found = pulled(server, root, packed(parts)).json
    (item,) = found["items"]
    assert (found["kind"], item["called"], item["where"]) == ("memo", "Judgment 1, headline", 'under "Key judgments"')


def test_what_a_higher_marking_wrote_is_taken_only_by_a_yes(server: Served, root: Path) -> None:
    (item,) = pulled(server, root, edited(root, "board").content).json["items"]
    assert [who["id"] for who in item["readers"] if who["held"]] == ["crew"]
    assert pulled(server, root, take=[item["id"]]).json["texts"] == {}
    assert pulled(server, root, take=[item["id"]], yes_for=["crew"]).json["taken"] == 1


def test_what_is_no_deck_or_too_much_is_refused_and_drawing_goes_on(server: Served, root: Path) -> None:
    bomb = packed({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"0" * 60_000_000})
    for content in (b"MZ no deck", b"\xd0\xcf\x11\xe0 an old one", packed({"x.txt": b"x"}), bomb):
        refused = pulled(server, root, content)
        assert (refused.status, bool(refused.json["problems"][0]["message"])) == (422, True)
        assert str(root) not in refused.content.decode()
    whole = json.dumps({"texts": {}, "file": "A" * 28_000_000}).encode()
    own = {"x_brief_token": server.token, "content_type": "application/json"}
    assert server.raw("POST", "/pull", whole, **own).status == 400  # 21 MB
    assert server.raw("POST", "/draw", whole, **own).status == 413
    for odd in ({"file": "no base64!"}, {"file": 1}, {"take": "x"}, {"take": [1]}, {"texts": {"secret.txt": "x"}}):
        assert pulled(server, root, **odd).status == 400
    assert server.ask("/pull", {"texts": {}}, x_brief_token="").status == 403
    assert server.draw(texts={BRIEF: MINIMAL})["pictures"]


def hostile(root: Path) -> Edited:
    made = edited(root)
    made.deck.core_properties.last_modified_by = HOSTILE
    made.change(made.number("=Build the quay"), "=Build the quay", WHOLE, HOSTILE)
    made.box(2, HOSTILE)
    return made


def dropped(page: Page, file: Path) -> None:
    """Dropped as a person does; the browser's own drag is no page's to make."""
    made = page.evaluate_handle(
        """([content, name]) => {
          const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], name));
          return data;
        }""",
        [base64.b64encode(file.read_bytes()).decode(), file.name],
    )
    page.dispatch_event("body", "dragover", {"dataTransfer": made})
    expect(page.locator("#drop")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": made})


def test_a_deck_is_dropped_its_edits_are_taken_one_by_one_and_undone(
    browser: Browser, server: Served, root: Path, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url)
    expect(page.locator("#picture svg")).to_be_visible(timeout=30_000)
    dropped(page, hostile(root).save(tmp_path / "edited<b>.pptx"))
    panel = page.get_by_role("region", name="Edits in a file")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("in the deck", timeout=SAID)
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    expect(panel).to_contain_text("edited<b>.pptx, built")
    expect(panel).to_contain_text(f"saved by {HOSTILE}")
    assert panel.locator("img, b, script").count() == 0
    expect(page.locator("#audiences input:checked")).to_have_value("crew", timeout=SAID)
    change = panel.get_by_role("region", name="Judgment 1, headline")
    expect(change.locator("ins")).to_have_text("added: one")
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    change.get_by_role("button", name="Take: ").click()
    expect(change).to_have_count(0, timeout=SAID)
    expect(page.locator("#state")).to_contain_text("not saved")
    panel.get_by_role("button", name="Take back what was taken last").click()
    expect(change).to_be_visible(timeout=SAID)
    expect(page.locator("#state")).to_contain_text("saved")
    change.get_by_role("button", name="Leave").click()
    expect(change).to_have_count(0)
    panel.get_by_role("button", name="show again").click()
    change.get_by_role("button", name="Take: ").click()
    expect(change).to_have_count(0, timeout=SAID)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.keyboard.press("Control+e")
    expect(page.locator(".cm-content")).to_contain_text("headline: There is one berth")
    assert (root / BRIEF).read_text("utf-8") == WITH_COMMENT
    broken = tmp_path / "notes.pptx"
    broken.write_bytes(b"no deck")
    page.locator("#pull-file").set_input_files(broken)
    expect(page.locator("#notice")).to_contain_text("notes.pptx is not a ZIP package", timeout=SAID)
    page.locator("#pull-file").set_input_files(edited(root, "board").save(tmp_path / "board.pptx"))
    panel = page.get_by_role("region", name="Edits in a file")
    expect(panel).to_contain_text("board.pptx, built", timeout=SAID)
    page.keyboard.press("Escape")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+z")  # the text is as it was before the first deck's headline was taken
    page.locator("#pull-button").click()
    yes = panel.get_by_label("Also to The crew? The marking of the file is higher than theirs.")
    expect(yes).not_to_be_checked(timeout=SAID)
    expect(change.get_by_role("button", name="Take: ")).to_be_disabled()
    yes.focus()
    page.keyboard.press("Space")
    expect(yes).to_be_focused()
    change.get_by_role("button", name="Take: ").click()
    expect(change).to_have_count(0, timeout=SAID)
    assert errors == []
    page.context.close()
