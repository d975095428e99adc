"""What briefs for a meeting hold: what it is to bring, who is there, what to say, and what only if it is raised."""

from __future__ import annotations

import pypdfium2
import pytest
import yaml

from policybrief.locale import locale
from policybrief.pipeline import build
from support import slides, words
from support.canaries import found
from support.commands import brief, problems_of
from support.projects import Tree

MEETING = """kind: meeting
title: Talks with the ferry line
date: 2026-03-09
meeting: {start: 2026-03-12T10:00, place: Harbour office}
bottom_line: {headline: Get the ferry line to take berth two from May}
objectives:
  - text: The line takes berth two for three years.
  - text: It pays the fee of the council’s scale.
agenda:
  - {when: "10:00", topic: Berth two, lead: The harbour master}
  - {when: "10:30", topic: The fee}
people:
  - {name: Ada Lund, role: Managing director, text: Has promised her board a second berth.}
  - {name: Ніна Шевченко, role: Treasurer}
points_to_make:
  - {headline: Berth two is free from March, text: "No ship is booked on it [@book]."}
  - {headline: We can sign this month}
if_raised:
  - {they_say: "Who pays for shore power?", we_say: The council decides in the autumn.}
sources:
  - {id: book, type: report, title: The book of berths, issued: 2026}
"""
PARTS = {
    "objectives": ["The line takes berth two for three years", "It pays the fee of the council’s scale"],
    "agenda": ["10:00", "Berth two", "The harbour master", "10:30", "The fee"],
    "people": ["Ada Lund", "Managing director", "Has promised her board a second berth", "Ніна Шевченко", "Treasurer"],
    "points_to_make": ["Berth two is free from March", "No ship is booked on it", "We can sign this month"],
    "if_raised": ["“Who pays for shore power?”", "The council decides in the autumn"],
}


def without(*parts: str) -> str:
    """The brief without some of its parts."""
    return yaml.safe_dump(
        {key: value for key, value in yaml.safe_load(MEETING).items() if key not in parts}, allow_unicode=True
    )


def texts(tree: Tree, text: str, **more: str) -> tuple[str, str]:
    """What stands on the slides of a brief, and in its memo; `more` are audiences."""
    audiences = {f"content/audiences/{name}.yaml": file for name, file in more.items()}
    root = tree({"content/brief.yaml": text, **audiences})
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (deck,), (memo,) = (root / "output").glob("*.pptx"), (root / "output").glob("*.pdf")
    with pypdfium2.PdfDocument(memo) as document:
        (page,) = document
        return slides.shown(deck.read_bytes()), " ".join(page.get_textpage().get_text_range().split())


def test_a_meetings_brief_needs_no_judgment(tree: Tree) -> None:
    known = locale.load("en-US").words
    for text in texts(tree, MEETING):
        for part, said in PARTS.items():
            assert known[part].casefold() in text.casefold()
            assert [each for each in said if each not in text] == []
        assert known["key_judgments"].casefold() not in text.casefold()
        assert "Meeting brief".casefold() in text.casefold()


@pytest.mark.parametrize("part", [part for part in PARTS if part != "objectives"])
def test_a_part_that_is_not_there_leaves_no_trace(tree: Tree, part: str) -> None:
    known = locale.load("en-US").words
    for text in texts(tree, without(part)):
        assert known[part].casefold() not in text.casefold()
        assert not [each for each in PARTS[part] if each in text and part != "agenda"]


def test_parts_have_columns_for_what_their_entries_say(tree: Tree) -> None:
    bare = without("agenda", "people", "objectives", "kind", "points_to_make", "if_raised")
    bare += "agenda: [{topic: One thing}, {topic: Another, lead: The mayor}]\npeople: [{name: Ada Lund, role: Mayor}]\n"
    bare += "judgments: [{id: one, headline: It is free, text: It is free in March.}]\nobjectives: [{text: A date.}]\n"
    deck, memo = texts(tree, bare)
    known = locale.load("en-US").words
    for text in (deck, memo):
        assert "One thing" in text
        assert "The mayor" in text
        assert known["person_text"] not in text
        assert known["agenda_when"].casefold() not in text.casefold()
    assert known["objectives"] in deck, "beside judgments the objectives have a slide of their own"


@pytest.mark.parametrize("lang", ["uk", "fr", "zh", "en-GB"])
def test_all_languages_have_them(tree: Tree, lang: str) -> None:
    if lang == "zh":
        text = yaml.safe_dump(yaml.safe_load(MEETING) | {"lang": lang}, allow_unicode=True)
        root = tree({"content/brief.yaml": text.replace("Ніна Шевченко", "习近平")})
        (deck,) = build.make(root / "content" / "brief.yaml", ("deck",))
        shown = slides.shown(deck.content)
    else:
        shown, _ = texts(tree, f"lang: {lang}\n{MEETING}")
    known = locale.load(lang).words
    assert [part for part in PARTS if known[part] not in shown] == []


def test_what_a_part_keeps_from_an_audience_is_nowhere(tree: Tree) -> None:
    """A part whose entries are all kept from it has not even a heading."""
    secret = yaml.safe_load(MEETING)
    for part in ("if_raised", "points_to_make", "people", "agenda"):
        secret[part] = [each | {"not_for": ["line"]} for each in secret[part]]
    root = tree(
        {
            "content/brief.yaml": yaml.safe_dump(secret, allow_unicode=True),
            "content/audiences/line.yaml": "name: The line\n",
        }
    )
    for form in ("deck", "memo", "docx", "handout"):
        assert brief("build", "--only", form, cwd=root).exit_code == 0
    known = locale.load("en-US").words
    hidden = ["shore power", "sign this month", "Ada Lund", "harbour master", "if_raised", "points_to_make"]
    hidden += [known[part] for part in ("agenda", "people", "points_to_make", "if_raised")]
    files = [file for file in (root / "output").iterdir() if file.is_file()]
    assert sorted(file.suffix for file in files) == [".docx", ".pdf", ".pdf", ".pptx"]
    for file in files:
        assert found(file.read_bytes(), hidden) == set(), file.name


def test_texts_know_where_they_are_from_and_a_memo_can_do_without_some(tree: Tree) -> None:
    long = "The council decides in the autumn, and nothing in this contract turns on what it will decide then. " * 11
    crowded = yaml.safe_load(MEETING) | {"memo": {"optional": ["people", "if_raised", "agenda"]}}
    crowded["points_to_make"] = [{"headline": f"Point {number} is so", "text": long} for number in range(4)]
    file = tree({"content/brief.yaml": yaml.safe_dump(crowded, allow_unicode=True)}) / "content" / "brief.yaml"
    (memo,) = build.make(file, ("memo",))
    with pypdfium2.PdfDocument(memo.content) as document:
        said = document[0].get_textpage().get_text_range()
    assert "Ada Lund" not in said
    paths = {path for path, _ in words.controls(words.part(words.built(file)))}
    assert {"objectives[0].text", "points_to_make[3].text", "if_raised[0].we_say", "people[0].role"} <= paths


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("meeting: {start", "keywords: [a]\nmeetings: {start", "meetings", "is not a known key"),
        ('they_say: "Who pays for shore power?", ', "", "if_raised[0].they_say", "is missing"),
        (
            "- {headline: We can sign this month}",
            "- We can sign this month",
            "points_to_make[1]",
            "is text, not a mapping",
        ),
        ("role: Treasurer", "office: Treasurer", "people[1].role", "is missing"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tree: Tree, old: str, new: str, path: str, said: str) -> None:
    assert old in MEETING
    file = tree({"content/brief.yaml": MEETING.replace(old, new)}) / "content" / "brief.yaml"
    told = {problem.path: problem for problem in problems_of(lambda: build.make(file))}
    assert said in told[path].message
