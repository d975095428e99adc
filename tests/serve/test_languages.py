"""The page speaks the browser's language, or the one that is chosen; and no word of it is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from policybrief.cli.serve import serve
from policybrief.serve.editor.page_files import PAGE
from policybrief.serve.language.form import Form
from policybrief.serve.language.named import NamedInProject
from policybrief.serve.language.spoken import LANGUAGES, spoken, wished
from support.editors import BRIEF, Served
from support.projects import MINIMAL

OTHERS = [language for language in LANGUAGES if language != "en"]
SCRIPTS = [file for file in PAGE.glob("*.js") if file.name not in ("codemirror.js", "words.js")]
STRING = r'"((?:[^"\\]|\\.)*)"'
GAPS = re.compile(r"\{(\w+)\}")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"YAML", "Ctrl", "Alt", "Up", "Down", "Word", "DOI", "TLP", "CUI", "LDC", "JSON", "CSL", "SHA", "ms"}
"""What is called so in every language."""


def said(function: str) -> set[str]:
    """What the page's scripts say with one of their two functions, and what they hand on to it."""
    found: set[str] = set()
    for file in SCRIPTS:
        for call in re.finditer(rf"\b{function}\(([^()]*)", file.read_text("utf-8")):
            arguments = re.sub(r"\{[^{}]*:[^{}]*\}$", "", call[1])
            found |= {each for each in re.findall(STRING, arguments) if " " in each or each[:1].isupper()}
    return found - {"2-digit", "deck", "memo"}


def in_the_page() -> set[str]:
    return {unescape(each) for each in re.findall(r"\{\{(.+?)\}\}", (PAGE / "page.html").read_text("utf-8"))}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_page_is_in_each_language_with_its_gaps(language: str) -> None:
    words = spoken(language)
    assert (said("t") | in_the_page()) - {"nonce", "language"} - {*words.words} == set()
    assert said("counted") - {*words.counted} == set()
    assert {*words.counted} == {*spoken("en").counted}
    for english, own in words.words.items():
        assert own, english
        assert {*GAPS.findall(own)} == {*GAPS.findall(english)}, english
    for english, forms in words.counted.items():
        assert "other" in forms, english
        for form in forms.values():
            assert {*GAPS.findall(form)} <= {*GAPS.findall(english)}, english


@pytest.mark.parametrize("language", OTHERS)
def test_every_field_of_the_form_has_its_name_in_each_language(language: str, edited: Path) -> None:
    (edited / BRIEF).touch()
    words = spoken(language)
    for scope in (NamedInProject.of(edited / BRIEF).for_brief(), NamedInProject.of(edited / BRIEF).for_audience({})):
        form = Form({}, scope, words)
        fields = [field for part in form.parts() for field in form.fields(part["key"])]
        keys = {field["path"].rpartition(".")[2] for field in fields}
        assert keys - {*words.labels} == set()


def test_the_first_language_that_a_browser_asks_for_and_that_there_is() -> None:
    assert wished("de-DE,de;q=0.9,fr;q=0.7,en;q=0.8") == "en"
    assert wished("de, uk-UA;q=0.9, en;q=0.5") == "uk"
    assert wished("zh-Hant-TW, en;q=0.1") == "zh"
    assert wished("fr;q=0, en;q=0.1") == "en"
    assert wished("") == wished("*") == wished("../../etc;q=9") == "en"


def test_the_languages_that_can_be_chosen_are_those_that_there_are() -> None:
    (choice,) = (each for each in serve.params if each.name == "language")
    assert tuple(choice.type.choices) == LANGUAGES  # type: ignore[attr-defined]  # a `click.Choice`


@pytest.fixture
def ukrainian(browser: Browser, editor: Served) -> Iterator[Page]:
    context = browser.new_context(locale="uk-UA", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(editor.url)
    expect(page.locator("#thumbs button").last).to_contain_text("Записка", timeout=30_000)
    yield page
    context.close()


SEEN = """() => [...document.querySelectorAll("body *")].filter((each) =>
  !each.closest("#picture, #thumbs, #editor, #title, #state, #files, #audiences, .help, #for, .title, option, [hidden]")
).flatMap((each) => [
  ...[...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent),
  each.title ?? "", each.getAttribute("aria-label") ?? "",
]).filter((words) => typeof words === "string" && words.trim())"""
"""All that the page itself says: what is seen, and what is heard."""


def test_no_word_of_the_page_is_left_in_english(ukrainian: Page) -> None:
    assert ukrainian.locator("html").get_attribute("lang") == "uk"
    ukrainian.locator("#parts [data-part=judgments]").click()
    expect(ukrainian.locator("#form h2")).to_contain_text("Ключові судження")
    ukrainian.locator("#changes-button").click()
    expect(ukrainian.locator("#changes h2")).to_have_text("Що змінилося")
    ukrainian.locator("#changes .close button").click()
    own = ["The board", "The crew", *sorted(set(re.findall(r"[A-Za-z][^\n:]+", MINIMAL)), key=len, reverse=True)]
    told = [without(words, own) for words in ukrainian.evaluate(SEEN)]
    assert [words for words in told if {*LATIN.findall(words)} - NAMES] == []


def without(words: str, own: list[str]) -> str:
    """What is said, without the brief's own words."""
    for each in own:
        words = words.replace(each, "")
    return words
