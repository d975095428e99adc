"""Forms of citations through whole builds: numbers, author-date and notes; styles of CSL; and what no form may tell."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pypandoc
import pypdfium2
import pytest
from lxml import etree

from support import canaries
from support.commands import brief
from support.projects import ROOT, Tree, minimal

pytestmark = pytest.mark.usefixtures("own_caches")
LIBRARY = ROOT / "tests" / "data" / "libraries" / "zotero.json"
KEYS = [entry["id"] for entry in json.loads(LIBRARY.read_text(encoding="utf-8"))]
CARTER, QUAYS, BANK, *_ = KEYS
FORMS = ("numbers", "author-date", "notes")
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated>
<category citation-format="author-date"/></info>
<macro name="who"><names variable="author"><name name-as-sort-order="first" and="symbol"/></names></macro>
<citation><layout prefix="(" suffix=")"><names variable="author"><name form="short" and="symbol"/></names>
<date variable="issued" prefix=", "><date-part name="year"/></date></layout></citation>
<bibliography><sort><key macro="who"/></sort><layout suffix="."><text macro="who"/>
<date variable="issued" prefix=" [" suffix="]: "><date-part name="year"/></date>
<text variable="title" font-style="italic"/></layout></bibliography></style>
"""


def project(tree: Tree, citations: str, text: str, more: str = "", **files: str) -> Path:
    """A project whose judgment says `text`, and cites as `citations` has it."""
    made = minimal(("source: count", f"source: {CARTER}"))
    made = made.replace("text: The port has one berth, and it is full.", f"text: '{text}'")
    made = f"{made[: made.index('sources:')]}bibliography: refs.json\ncitations: {citations}\n{more}"
    root = tree(
        {"content/brief.yaml": made, **{f"content/{name.replace('__', '/')}": one for name, one in files.items()}}
    )
    shutil.copy(LIBRARY, root / "content" / "refs.json")
    return root


def built(root: Path, *options: str, told: str = "") -> Path:
    ran = brief("build", *options, cwd=root)
    assert (ran.exit_code, told in ran.stderr if told else ran.stderr) == (0, True if told else ""), ran.stderr
    return root / "output"


def texts(file: Path) -> str:
    """The words of a deck's slides, a line for each paragraph."""
    with zipfile.ZipFile(file) as deck:
        count = sum(name.startswith("ppt/slides/slide") for name in deck.namelist())
        slides = [etree.fromstring(deck.read(f"ppt/slides/slide{number}.xml")) for number in range(1, count + 1)]
    paragraphs = (one for slide in slides for one in slide.iter("{*}p"))
    return "\n".join("".join(one.itertext("{*}t")) for one in paragraphs).replace("\u00a0", " ")


TEXT = f"It is full.[@{CARTER}, p. 333; see @{QUAYS}] The U.S. [@{BANK}] agrees [-@{CARTER}, 777-778]. So do all."


def test_by_author_and_date_the_line_says_who_and_the_list_is_sorted_and_has_no_numbers(tree: Tree) -> None:
    output = built(project(tree, "{form: author-date}", TEXT), "--handout")
    slides = texts(output / "brief.pptx")
    said = (
        "It is full (Carter and Müller 2021, p. 333; see van den Berg 2019). The U.S. (World Bank and Partners 2023) "
        "agrees (2021, pp. 777–778). So do all."
    )
    assert said in slides
    assert slides.index("Carter, Anne B. and Jörg Müller (2021), “") < slides.index(
        "van den Berg, Jan (2019), “Quays,”"
    )
    deck = (output / "brief.pptx").read_bytes()
    assert not canaries.found(deck, ["startAt", 'baseline="30000"'])  # neither a numbered entry nor a raised number
    assert canaries.found(deck, ["ppaction://hlinksldjump"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"It is *full*.[@{CARTER}] So do all.", "It is full (Carter and Müller 2021). So do all."),
        (f"It is “full.”[@{CARTER}] So do all.", "It is “full” (Carter and Müller 2021). So do all."),
        (f"It is “**full**.”[@{CARTER}]", "It is “full” (Carter and Müller 2021)."),
        (f"It is « full. » [@{CARTER}]", "It is « full » (Carter and Müller 2021)."),
        (f"Is it “full?”[@{CARTER}]", "Is it “full?” (Carter and Müller 2021)"),
        (f"It is of the *U.S.* [@{CARTER}] by law.", "It is of the U.S. (Carter and Müller 2021) by law."),
    ],
)
def test_the_stop_of_a_sentence_stands_behind_the_brackets_whatever_is_before_it(
    tree: Tree, text: str, said: str
) -> None:
    lines = texts(built(project(tree, "{form: author-date}", text), "--only", "deck") / "brief.pptx").splitlines()
    assert said in lines


@pytest.mark.parametrize(
    ("more", "said", "listed"),
    [
        (1, "It is full1 , and old2 .", ["1. Anne B. Carter", "p. 333.", "2. Jan van den Berg", "p. 4."]),
        (140, "It is full1 .", ["1. See World Bank", "p. 5.", "2. Anne B. Carter", "3. Jan van den Berg"]),
    ],
)
def test_the_notes_of_a_memo_are_those_of_its_page_and_skip_no_number(
    tree: Tree, more: int, said: str, listed: list[str]
) -> None:
    text = f"It is full [@{CARTER}, p. 333], and old [@{QUAYS}, p. 4]. {'Ships wait for days, and pay for it. ' * more}"
    short = f"It is full [see @{BANK}, p. 5]."
    root = project(tree, "{form: notes}", f"{text}'\n    short: '{short}")
    built(root, "--only", "memo")
    opened = pypdfium2.PdfDocument((root / "output" / "brief.pdf").read_bytes())
    page = " ".join("".join(each.get_textpage().get_text_range() for each in opened).split())
    assert said in page
    at = [page.index(each) for each in listed]
    assert at == sorted(at)


def test_a_source_is_cited_for_a_judgment_and_not_for_its_likelihood(tree: Tree) -> None:
    root = project(tree, "{form: author-date}", "It is full.'\n    likelihood: 'likely")
    built(root, "--only", "memo")
    opened = pypdfium2.PdfDocument((root / "output" / "brief.pdf").read_bytes())
    said = " ".join("".join(page.get_textpage().get_text_range() for page in opened).split())
    assert "It is full (Carter and Müller 2021). Likelihood: likely (55 to 80%)." in said


def test_notes_are_in_the_order_of_the_text_and_short_where_they_come_again(tree: Tree) -> None:
    slides = texts(built(project(tree, "{form: notes}", TEXT)) / "brief.pptx")
    assert "It is full.1,2 The U.S.3 agrees4. So do all." in slides
    at = [
        slides.index(one)
        for one in (
            "accessed March 4, 2022, p. 333.",
            "See Jan van den Berg, “Quays,”",
            "November 9, 2023.",
            "Carter and Müller, pp. 777–778.",
        )
    ]
    assert at == sorted(at)


@pytest.mark.parametrize("cited", [f"[see @{QUAYS}]", f"[-@{QUAYS}]"])
def test_a_source_of_the_library_that_is_only_cited_with_other_words_or_without_its_author_is_listed(
    tree: Tree, cited: str
) -> None:
    slides = texts(built(project(tree, "{form: author-date}", f"It is full.{cited}"), "--only", "deck") / "brief.pptx")
    assert "van den Berg, Jan (2019), “Quays,”" in slides


@pytest.mark.parametrize(("form", "said"), [("author-date", "（见王伟，2021，第3页）"), ("notes", "见王伟：《港口》")])
def test_chinese_has_no_space_between_words_before_a_source_and_the_source(tree: Tree, form: str, said: str) -> None:
    named = "{id: wang, type: book, title: 港口, author: [{family: 王, given: 伟}], issued: '2021'}"
    root = project(tree, f"{{form: {form}}}", "港口已满。[见 @wang, 3]", f"lang: zh\nsources: [{named}]\n")
    assert said in texts(built(root, "--only", "deck") / "brief.pptx")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en-US", ("Quays,” p. 5.", "Quays.”")), ("en-GB", ("Quays’, p. 5.", "Quays’."))],
)
def test_a_later_note_that_has_a_title_ends_as_the_language_has_it(
    tree: Tree, lang: str, said: tuple[str, str]
) -> None:
    again = ", title: 'Quays', author: [{family: Lee}], type: book}"
    other = ", title: 'Tides', author: [{family: Lee}], type: book}"
    more = f"lang: {lang}\nsources: [{{id: quays{again}, {{id: tides{other}]\n"
    text = "It is full [@quays]. So [@quays, p. 5]. And so [@tides]. And [@tides, 2; see @quays]."
    slides = texts(built(project(tree, "{form: notes}", text, more), "--only", "deck") / "brief.pptx").splitlines()
    assert all(any(line.endswith(each) for line in slides) for each in said)


def test_a_note_keeps_the_stop_of_an_abbreviation_before_its_place(tree: Tree) -> None:
    text = f"Порт повний [@{CARTER}, pp. 3-5]. Так [див. @{BANK}, pp. 7-8]."
    slides = texts(built(project(tree, "{form: notes}", text, "lang: uk\n")) / "brief.pptx")
    assert "дата звернення: 4 березня 2022 р., с. 3–5." in slides
    assert "Див. World Bank and Partners, «" in slides


def test_without_notes_what_a_speaker_cites_is_in_no_list_of_notes(tree: Tree) -> None:
    text = minimal(("source: count", f"source: {CARTER}"))
    text = text.replace(
        "text: Build the quay now.", f"text: 'Build the quay now [@{CARTER}, p. 9876]{', and soon' * 20}.'"
    )
    text = f"{text[: text.index('sources:')]}bibliography: refs.json\ncitations: {{form: notes}}\n"
    root = tree({"content/brief.yaml": text})
    shutil.copy(LIBRARY, root / "content" / "refs.json")
    assert canaries.found((built(root) / "brief.pptx").read_bytes(), ["9876"])
    assert not canaries.found((built(root, "--no-notes") / "brief.pptx").read_bytes(), ["9876"])


@pytest.mark.parametrize("form", FORMS)
def test_what_may_not_be_named_and_what_is_the_librarys_own_is_in_no_file(tree: Tree, form: str) -> None:
    more = f"sources:\n  - {{id: {CARTER}, not_for: [press]}}\n"
    own = {f"audiences__{name}.yaml": f"name: The {name}\nto: The {name}\n" for name in ("press", "board")}
    root = project(tree, f"{{form: {form}}}", TEXT, more, **own)
    output = built(root, "--handout")
    secret = ["Carter", "Müller", "Straits and trade", "jmp.2021", "pp. 7", "p. 3"]
    for file in output.iterdir():
        content = file.read_bytes()
        assert not canaries.found(content, ["canary", "CANARY"]), file.name
        if "_press" in file.name:
            assert not canaries.found(content, secret), file.name
    assert canaries.found((output / "brief_board.pptx").read_bytes(), ["Müller"])


@pytest.mark.parametrize(("form", "said"), [("numbers", "Is it full?1 The"), ("author-date", "ller 2021) The")])
def test_a_headline_that_ends_a_sentence_before_what_it_cites_gets_no_stop(tree: Tree, form: str, said: str) -> None:
    root = project(tree, f"{{form: {form}}}", "The port has one berth.")
    file = root / "content" / "brief.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("headline: There is no other berth", f"headline: Is it full?[@{CARTER}]"), encoding="utf-8"
    )
    built(root, "--only", "memo")
    opened = pypdfium2.PdfDocument((root / "output" / "brief.pdf").read_bytes())
    assert said in " ".join("".join(page.get_textpage().get_text_range() for page in opened).split())


def test_a_mail_has_nothing_of_the_library(tree: Tree) -> None:
    own = "name: The press\nto: The press\nmail:\n  to: [Jane Doe <jane@board.example>]\n  domains: [board.example]\n"
    more = f"sources:\n  - {{id: {CARTER}, not_for: [press]}}\n"
    root = project(tree, "{form: author-date}", TEXT, more, **{"audiences__press.yaml": own})
    (root / "mail.yaml").write_text("from: The planners <plan@board.example>\n", encoding="utf-8")
    built(root)
    ran = brief("mail", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    letters = [file for file in root.rglob("*") if file.suffix == ".eml"]
    assert letters
    for file in letters:
        assert not canaries.found(file.read_bytes(), ["canary", "CANARY", "Carter", "Straits and trade"]), file.name


def test_a_style_prints_the_sources_and_what_stands_in_the_line(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(pypandoc.get_pandoc_path()).parent}{os.pathsep}{os.environ['PATH']}")
    root = project(tree, "{style: own.csl}", TEXT, **{"own.csl": STYLE})
    slides = texts(built(root) / "brief.pptx")
    assert "It is full (Carter & Müller, 2021, p. 333; see van den Berg, 2019)." in slides
    assert "Carter, Anne B. & Jörg Müller [2021]: Straits and trade: What the Ever Given taught us." in slides


@pytest.mark.skipif(os.name == "nt", reason="the program that counts is a script of a shell")
def test_pandoc_is_asked_once_for_audiences_that_see_the_same_sources(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counting = tmp_path / "counting"
    counting.mkdir()
    script = f'#!/bin/sh\necho >> "{tmp_path}/asked"\nexec "{pypandoc.get_pandoc_path()}" "$@"\n'
    (counting / "pandoc").write_text(script, encoding="utf-8")
    (counting / "pandoc").chmod(0o755)
    monkeypatch.setenv("PATH", f"{counting}{os.pathsep}{os.environ['PATH']}")
    audiences = {f"audiences__{name}.yaml": f"name: {name}\nto: The {name}\n" for name in ("board", "staff")}
    built(project(tree, "{style: own.csl}", TEXT, **{"own.csl": STYLE}, **audiences))
    assert (tmp_path / "asked").read_text(encoding="utf-8").count("\n") == 1


def test_where_pandoc_is_not_there_one_line_says_so_and_the_built_in_form_is_used(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    root = project(tree, "{style: own.csl}", TEXT, **{"own.csl": STYLE})
    output = built(root, told="pandoc is not on the PATH: sources are printed in the built-in form")
    assert "(Carter and Müller 2021, p. 333; see van den Berg 2019)" in texts(output / "brief.pptx")


PARENT = '<link rel="independent-parent" href="http://www.zotero.org/styles/apa"/>'


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("", "is no style of CSL"),
        ("<style/>", "is no style of CSL"),
        ('<!DOCTYPE style [<!ENTITY a "b">]>' + STYLE.partition("?>")[2].strip(), "is no style of CSL"),
        (f'<style xmlns="http://purl.org/net/xbiblio/csl"><info>{PARENT}</info></style>', "only names another style"),
    ],
)
def test_what_is_no_style_or_leads_to_the_network_is_refused(tree: Tree, style: str, told: str) -> None:
    ran = brief("check", cwd=project(tree, "{style: own.csl}", TEXT, **{"own.csl": style}))
    assert (ran.exit_code, f"citations.style: own.csl {told}" in ran.stderr) == (1, True), ran.stderr


def test_a_style_lies_in_the_project(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "own.csl"
    outside.write_text(STYLE, encoding="utf-8")
    ran = brief("check", cwd=project(tree, f"{{style: {outside}}}", TEXT))
    assert (ran.exit_code, "citations.style" in ran.stderr) == (1, True), ran.stderr
