"""The form as a person uses it: typed in, reordered, undone; and the YAML beside it is the same text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

SAID = 10_000


def part(form: Page, name: str) -> None:
    form.locator("#parts").get_by_role("button", name=name).click()
    expect(form.locator("#form h2")).to_contain_text(name)


def field(form: Page, path: str) -> Locator:
    return form.locator(f"#form .field[data-path='{path}']").locator("textarea, input, select").first


def yaml(form: Page) -> str:
    """The text as the YAML view has it; the form is shown again."""
    form.keyboard.press("Control+e")
    expect(form.locator(".cm-content")).to_be_visible()
    text = "\n".join(form.locator(".cm-line").all_inner_texts())
    form.keyboard.press("Control+e")
    expect(form.locator("#form")).to_be_visible()
    return text


def idle(form: Page) -> None:
    """Until what was done in the form is in the text and drawn."""
    expect(form.locator("#state")).to_contain_text("not saved", timeout=SAID)


def test_what_is_typed_in_a_field_is_drawn_and_is_a_line_of_the_yaml_and_undone_as_one(form: Page) -> None:
    part(form, "Key judgments")
    headline = field(form, "judgments[0].headline")
    expect(headline).to_have_value("There is no other berth")
    headline.fill("")
    headline.press_sequentially("One berth is all there is")
    expect(form.locator("#picture")).to_contain_text("One berth is all there is", timeout=SAID)
    expect(form.locator(".card-name")).to_contain_text("One berth is all there is")
    assert "    headline: One berth is all there is" in yaml(form)
    expect(headline).to_be_focused()  # the other view and back, at the same value
    for _ in range(20):  # as many steps as pauses, and more
        form.keyboard.press("Control+z")
    expect(headline).to_have_value("There is no other berth", timeout=SAID)
    expect(form.locator("#state")).to_contain_text("saved", timeout=SAID)


def test_a_part_that_is_chosen_is_looked_at_too(form: Page) -> None:
    for name, words in (("Recommendations", "Build it before the winter"), ("Title and addressees", "FROM")):
        part(form, name)
        expect(form.locator("#picture")).to_contain_text(words, timeout=SAID)


def test_words_are_chosen_with_buttons_and_the_keyboard(form: Page) -> None:
    part(form, "Key judgments")
    sure = form.get_by_role("radiogroup", name="Confidence")
    expect(sure.get_by_role("radio", name="High")).to_be_checked()
    sure.get_by_role("radio", name="High").focus()
    form.keyboard.press("ArrowDown")
    expect(form.locator("#picture")).to_contain_text("Moderate", timeout=SAID)
    form.get_by_role("radiogroup", name="Likelihood").locator("label").nth(4).click()
    expect(form.locator(".state").filter(has_text="Likely, 55–80 %")).to_be_visible()
    expect(form.locator("#state")).to_contain_text("not saved", timeout=SAID)
    text = yaml(form)
    assert "confidence: moderate" in text
    assert "likelihood: likely" in text
    form.get_by_role("button", name="Clear: Likelihood").click()
    expect(form.locator("#picture")).not_to_contain_text("LIKELY", timeout=SAID)
    assert "likelihood" not in yaml(form)


def test_entries_are_added_moved_and_taken_out(form: Page) -> None:
    part(form, "Key judgments")
    form.get_by_role("button", name="Add a judgment").click()
    second = field(form, "judgments[1].headline")
    expect(second).to_be_focused(timeout=SAID)
    second.press_sequentially("It costs less now")
    text = field(form, "judgments[1].text")
    text.click()
    text.press_sequentially("It does.")
    expect(form.locator("#problems-button")).to_have_text("No problems", timeout=SAID)
    form.keyboard.press("Alt+ArrowUp")
    expect(form.locator(".card-name").first).to_contain_text("It costs less now", timeout=SAID)
    assert re.search(r"judgments:\s+- id: judgment-1\s+headline: It costs less now\n", yaml(form))
    form.locator(".card .handle").nth(1).drag_to(form.locator(".card").nth(0))
    expect(form.locator(".card-name").first).to_contain_text("There is no other berth", timeout=SAID)
    form.locator(".card-name").nth(1).click()
    form.get_by_role("button", name="Take out: It costs less now").click()
    expect(form.locator(".card")).to_have_count(1, timeout=SAID)


def test_a_problem_stands_at_its_field_with_what_mends_it(form: Page) -> None:
    part(form, "Title and addressees")
    field(form, "date").fill("2026-13-09")
    wrong = form.locator("#form .field[data-path=date] .wrong")
    expect(wrong).to_be_visible(timeout=SAID)
    expect(field(form, "date")).to_have_attribute("aria-invalid", "true")
    part(form, "Bottom line")
    expect(form.locator("#parts [data-part=''] .rail-wrong")).to_contain_text("1")
    form.keyboard.press("F8")
    expect(field(form, "date")).to_be_focused(timeout=SAID)
    field(form, "date").fill("2026-03-10")
    expect(form.locator("#problems-button")).to_have_text("No problems", timeout=SAID)
    expect(wrong).to_have_count(0)


def test_the_lines_that_a_text_takes_stand_beside_its_field_and_at_the_caret(form: Page) -> None:
    part(form, "Bottom line")
    used = form.locator("#form .field[data-path='bottom_line.headline'] .fit")
    expect(used).to_have_text("1 of 2 lines used", timeout=SAID)
    field(form, "bottom_line.headline").fill("The quay should be built now, " * 12)
    expect(used).to_contain_text("of 2 lines used: too long", timeout=SAID)
    expect(used).to_have_class("fit over")
    form.keyboard.press("Control+z")
    expect(used).to_have_text("1 of 2 lines used", timeout=SAID)
    form.keyboard.press("Control+e")
    expect(form.locator(".cm-used")).to_have_attribute("data-used", "1 of 2 lines used", timeout=SAID)


def test_a_click_on_a_slide_leads_to_the_field(form: Page) -> None:
    form.locator(".thumb").nth(2).click()
    form.locator("#picture [data-path='judgments[0].headline']").first.click()
    expect(field(form, "judgments[0].headline")).to_be_focused(timeout=SAID)
    expect(form.locator("#marks i").first).to_be_visible()


def test_a_text_that_is_no_yaml_is_mended_there_and_the_form_is_there_again(form: Page) -> None:
    form.keyboard.press("Control+e")
    form.locator(".cm-content").click()
    form.keyboard.press("Control+Home")
    form.keyboard.type("a: [\n")
    form.keyboard.press("Control+e")
    note = form.locator(".unread-note")
    expect(note).to_contain_text("can’t be shown as a form", timeout=SAID)
    note.get_by_role("button", name="Go to the YAML").click()
    for _ in range(5):  # more than there are
        form.keyboard.press("Control+z")
    form.keyboard.press("Control+e")
    expect(note).to_have_count(0, timeout=SAID)
    expect(field(form, "title")).to_have_value("Build the quay")


@pytest.mark.parametrize(
    ("typed", "offered", "after"), [("conf", "confidence", None), ("confidence: m", "moderate", "confidence: moderate")]
)
def test_what_may_be_written_is_offered_in_the_yaml(page: Page, typed: str, offered: str, after: str | None) -> None:
    page.locator(".cm-content").click()
    page.locator(".cm-line").filter(has_text="confidence: high").click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(typed)
    expect(page.locator(".cm-tooltip-autocomplete li[aria-selected]")).to_contain_text(offered, timeout=SAID)
    page.wait_for_timeout(100)  # a list that has just opened takes no key, so that none is chosen by chance
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text(after or f"{offered}: ")


def test_the_file_of_an_audience_is_a_form_too(form: Page) -> None:
    form.get_by_role("tab", name="audiences/crew.yaml").click()
    expect(field(form, "name")).to_have_value("The crew", timeout=SAID)
    form.locator("#parts summary").click()
    part(form, "Key judgments")
    said = field(form, "judgments.only-berth.so_what")
    said.fill("You wait.")
    idle(form)
    assert re.search(r"judgments:\s+only-berth:\s+so_what: You wait\.", yaml(form))
