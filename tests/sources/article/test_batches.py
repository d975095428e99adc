"""How well `brief import` does on articles in the manner of think tanks and governments, in many forms and languages.

Each batch was written before the program had read any of it; docs/import.md has what it found of each at first sight.
What it has learned since must stay.
"""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
import yaml

from policybrief.sources.article import reading, taken
from support.clocks import slowness
from support.commands import brief
from support.printed import content
from support.soak import SOAK

DATA = Path(__file__).parent / "data"
BATCHES = sorted(path.name for path in DATA.glob("batch*"))


@pytest.mark.soak
@pytest.mark.parametrize("batch", BATCHES)
def test_recommendations_and_titles(batch: str, tmp_path: Path) -> None:
    """A title may have its subtitle behind it. What is taken for a recommendation and is none counts against it."""
    expected = yaml.safe_load((DATA / batch / "expected.yaml").read_text(encoding="utf-8"))
    listed = found = false = titles = 0
    for name, right in expected.items():
        short, data = content(DATA / batch / name)
        (tmp_path / short).write_bytes(data)
        took = taken.take(tmp_path / short, lambda done, of: None)
        said = [each.words for each in took.candidates.recommendations]
        hits = [each for each in right["recommendations"] if any(one.startswith(each) for one in said)]
        listed, found, false = listed + len(right["recommendations"]), found + len(hits), false + len(said) - len(hits)
        titles += took.about.title in (right["title"], f"{right['title']}: {right.get('subtitle', '')}")
    print(f"import, {batch}: {found} of {listed} recommendations, {false} false; {titles} of {len(expected)} titles")
    assert found >= 0.95 * listed
    assert false <= 0.05 * listed
    assert titles >= 0.95 * len(expected)


HOSTILE = {
    "spans": "<p>" + "<span>word </span>" * 5_000 + "</p>",
    "entries of a list": "<ol>" + "<li>A few words here</li>" * 5_000 + "</ol>",
    "an entry of paragraphs": "<ul><li>" + "<p>A few words here</p>" * 5_000 + "</li></ul>",
    "links": "<p><a href='/'>word</a></p>" * 5_000,
    "cells": "<table><tr>" + "<td>word</td>" * 5_000 + "</tr></table>",
    "one in another": "<div class='share'>" * 200 + "<p>A few words here.</p>" * 5_000,
}
"""What took a time that grew with its square, seconds at this size."""
ARTICLE = "<p>The harbour has three quays, and each of them stands under water for a day in winter.</p>" * 9


@pytest.mark.soak
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_page_takes_as_long_as_it_is(kind: str) -> None:
    times = (SOAK and 12) or 1
    page = f"<html><body><article>{ARTICLE}{HOSTILE[kind] * times}</article></body></html>".encode()
    start = time.process_time()
    reading.read(page, "page.html", lambda done, of: None)
    taken_s = time.process_time() - start
    print(f"import, a page of {5_000 * times:,} {kind}: {taken_s:.1f} s")
    assert taken_s < 3 * times * slowness()


@pytest.mark.parametrize("unit", ["“should ", "and it and ", "1   a\n\n", "; the city should "])
def test_a_text_takes_as_long_as_it_is(unit: str, tmp_path: Path) -> None:
    """Of the first one 24,000 letters took 22 s, four times as long as half of them."""
    prose = "The harbour has three quays and each stands under water. " * 5
    (tmp_path / "port.txt").write_text(f"A port\n\n{prose}\n\n{unit * (24_000 // len(unit))}\n", encoding="utf-8")
    start = time.process_time()
    taken.take(tmp_path / "port.txt", lambda done, of: None)
    assert time.process_time() - start < 3 * slowness()


def test_the_feet_of_pages_are_no_text(tmp_path: Path) -> None:
    prose = "The harbour has three quays, and each of them stands under water for a day in the winter of most years. "
    wrapped = textwrap.fill(prose * 4, 80)
    pages = [
        f"{wrapped} We recommend that\n\n\n\n   {page}   Summary   A port\n\n\nthe city pay {page}.\n"
        for page in (1, 2)
    ]
    (tmp_path / "port.txt").write_text("A port in winter\n\n" + "\n".join(pages), encoding="utf-8")
    took = taken.take(tmp_path / "port.txt", lambda done, of: None)
    assert [each.words for each in took.candidates.recommendations] == [
        "We recommend that the city pay 1.",
        "We recommend that the city pay 2.",
    ]


def test_a_page_of_endless_elements_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<html><body>{ARTICLE}{'<i>a</i>' * 210_000}</body></html>")
    ran = brief("import", "page.html", cwd=tmp_path)
    assert (ran.exit_code, "is a page of more than 200,000 elements" in ran.stderr) == (1, True)


def test_cells_that_say_what_to_do_are_entries_and_the_rest_of_the_table_is_not(tmp_path: Path) -> None:
    rows = "<tr><td>1</td><td>Rebuild the six piers</td><td>2024</td></tr><tr><td>2</td><td>Order ships</td></tr>"
    table = f"<table><tr><th>No.</th><th>Recommendation</th><th>By</th></tr>{rows}</table>"
    (tmp_path / "page.html").write_text(f"<html><body><article><h2>Recommendations</h2>{ARTICLE}{table}</article>")
    took = taken.take(tmp_path / "page.html", lambda done, of: None)
    assert [each.text for each in took.snapshot.passages if each.kind == "bullet"] == [
        "Rebuild the six piers",
        "Order ships",
    ]


KINDS = yaml.safe_load((DATA / "kinds.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_a_recommendation_and_what_is_not(kind: str, tmp_path: Path) -> None:
    prose = "The harbour has three quays, and each of them stands under water for a day in winter. "
    (tmp_path / "port.md").write_text(f"# A port in winter\n\n{prose * 3}\n\n{KINDS[kind]['text']}", encoding="utf-8")
    took = taken.take(tmp_path / "port.md", lambda done, of: None)
    assert [each.words for each in took.candidates.recommendations] == KINDS[kind]["recommendations"]


PROSE = "The harbour has three quays, and each of them stands under water for a day in winter. " * 5
TITLED = {
    "front.md": f"---\ntitle: Report 2024\n---\n\n# A port in winter\n\n{PROSE}",
    "page.html": "<html><head><title>The Ledger</title><meta property='og:title' content='Finch: our quays are wet'>"
    f"</head><body><h1>The Ledger</h1><article><h1>A port in winter</h1><p>{PROSE}</p></article></body></html>",
    "memo.txt": "MEMORANDUM\n\nTO: Director\nFROM: J. Okafor\nSUBJECT: A port in winter\nCC: Legal; Finance\n\n"
    + textwrap.fill(PROSE, 72),
}


@pytest.mark.parametrize("name", TITLED)
def test_the_title_is_what_readers_see(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(f"{TITLED[name]}\n", encoding="utf-8")
    assert taken.take(tmp_path / name, lambda done, of: None).about.title == "A port in winter"


def test_slides_of_lists_are_read_from_their_first(tmp_path: Path) -> None:
    slides = [
        f"## Slide {at}\n\n- Each of the quays stands under water for a day\n- The pumps are old\n" for at in range(9)
    ]
    to_do = "## What should be done\n\n- Rebuild one quay by the winter\n- Publish the map of all floods\n"
    end = "## Thank you\n\nThe model and the data are on our site, and any faults in them are ours alone.\n"
    (tmp_path / "slides.md").write_text(f"# A port in winter\n\n{''.join(slides)}\n{to_do}\n{end}", encoding="utf-8")
    took = taken.take(tmp_path / "slides.md", lambda done, of: None)
    assert [each.words for each in took.candidates.recommendations] == [
        "Rebuild one quay by the winter",
        "Publish the map of all floods",
    ]


MARKS = {
    "(1) {}": "12",
    "4.{} {}": "12",
    "R{}: {}": "12",
    "({}) {}": ("i", "ii"),
    "{}) {}": "ab",
    "{}. {}": "AB",
    "{} {}": "→→",
    "Recommendation {}: {}": "AB",
    "{}, {}": ("Primero", "Por último"),
}
ORDERS = ("Rebuild one quay by the winter.", "Publish the map of all floods.")


@pytest.mark.parametrize("form", MARKS)
@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
def test_paragraphs_that_are_counted_off_are_entries(form: str, suffix: str, tmp_path: Path) -> None:
    """In a section that says what to do, whatever the form of the file."""
    prose = "The harbour has three quays, and each of them stands under water for a day in winter. " * 3
    told = [form.replace("(1)", "({})").format(mark, said) for mark, said in zip(MARKS[form], ORDERS, strict=True)]
    parts = [("h1", "A port in winter"), ("p", prose), ("h2", "Recommendations"), *(("p", each) for each in told)]
    before = {"h1": "# ", "h2": "## ", "p": ""} if suffix == "md" else {}
    html = "".join(f"<{kind}>{said}</{kind}>" for kind, said in parts)
    plain = "\n\n".join(before.get(kind, "") + said for kind, said in parts)
    text = f"<html><body><article>{html}</article></body></html>" if suffix == "html" else plain
    (tmp_path / f"port.{suffix}").write_text(text, encoding="utf-8")
    took = taken.take(tmp_path / f"port.{suffix}", lambda done, of: None)
    said = [each.words for each in took.candidates.recommendations]
    assert [each.endswith(order) for each, order in zip(said, ORDERS, strict=True)] == [True, True]


def test_a_capital_stands_for_its_state_in_a_contrast(tmp_path: Path) -> None:
    facts = (
        "The pact binds China and Russia. Ships of China and of Russia sail together. Trade of China with Russia grew. "
    )
    seats = (
        "Few visit Beijing or Moscow. Planes fly from Beijing to Moscow. Trains leave Beijing for Moscow on Mondays. "
    )
    contrast = "While Beijing waits for the ice to melt, Moscow builds the ports that it needs."
    seldom = "The Kremlin, in contrast to Zhongnanhai, wants ships of its own."
    text = f"# A pact in the north\n\n{facts}\n\n{seats}\n\n{contrast} {seldom}\n"
    (tmp_path / "pact.md").write_text(text, encoding="utf-8")
    took = taken.take(tmp_path / "pact.md", lambda done, of: None)
    assert [each.between for each in took.candidates.comparison] == [("China", "Russia"), ("Russia", "China")]
