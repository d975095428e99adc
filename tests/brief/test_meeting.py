"""What briefs for a meeting hold: what it is to bring, who is there, what to say, and what only if it is raised."""

from __future__ import annotations

import pypdfium2
import pytest
import yaml

from policybrief.locale import locale
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
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


@pytest.mark.parametrize("long", [False, True])
def test_short_objectives_stand_in_brief_beside_a_judgment_and_long_ones_on_a_slide(tree: Tree, long: bool) -> None:
    judged = "judgments: [{id: full, headline: Berth two will be full by June, text: Two lines asked for it.}]\n"
    text = (
        MEETING.replace("for three years.", f"for three years{', and for the two after these' * 12}.")
        if long
        else MEETING
    )
    shown, _ = texts(tree, text + judged)
    assert shown.count("The line takes berth two for three years") == 1
    assert shown.index("Berth two will be full by June") > shown.index("Get the ferry line")
    before = shown.index("The line takes") < shown.index("Berth two will be full by June")
    assert before is not long


def test_a_part_that_is_not_there_leaves_no_trace(tree: Tree) -> None:
    known, absent = locale.load("en-US").words, [part for part in PARTS if part != "objectives"]
    for text in texts(tree, without(*absent)):
        assert [part for part in absent if known[part].casefold() in text.casefold()] == []


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
    text = f"lang: {lang}\n{MEETING}".replace("Ніна Шевченко", "习近平" if lang == "zh" else "Ніна Шевченко")
    (deck,) = build.make(tree({"content/brief.yaml": text}) / "content" / "brief.yaml", ("deck",))
    shown, known = slides.shown(deck.content), locale.load(lang).words
    assert [part for part in PARTS if known[part] not in shown] == []


def test_what_a_part_keeps_from_an_audience_is_nowhere(tree: Tree) -> None:
    """A part whose entries are all kept from it has not even a heading."""
    secret = yaml.safe_load(MEETING)
    for part in ("if_raised", "points_to_make", "people", "agenda"):
        secret[part] = [each | {"not_for": ["line"]} for each in secret[part]]
    root = tree(
        {
            "content/brief.yaml": yaml.safe_dump(secret, allow_unicode=True),
            "content/audiences/line.yaml": "name: The line\noutside: false\n",
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


@pytest.mark.parametrize(
    ("side", "gets", "told"),
    [
        ("", set(), True),
        ("outside: true\n", set(), False),
        ("notes: true\n", set(), True),
        ("outside: false\n", {"objectives", "people", "points_to_make", "if_raised"}, False),
        ("deck: {parts: [title_slide, points_to_make]}\n", {"points_to_make"}, True),
        ("outside: true\nmemo: {parts: [bottom_line, people, sources]}\n", {"people"}, False),
    ],
)
def test_what_our_side_takes_along_goes_to_whom_it_is_said_to_be_for(
    tree: Tree, side: str, gets: set[str], told: bool
) -> None:
    """The other side may read what nothing is said of: lines to defend must not reach it by default."""
    root = tree({"content/brief.yaml": MEETING, "content/audiences/line.yaml": f"name: The line\n{side}"})
    ran = brief("build", "--handout", cwd=root)
    assert (ran.exit_code, "nothing says that it is on our side" in ran.stderr) == (0, told), ran.stderr
    assert brief("build", "--only", "docx", cwd=root).exit_code == 0
    said = {"objectives": "three years", "people": "Ada Lund", "if_raised": "shore power"}
    said["points_to_make"] = "sign this month"
    files = [file for file in (root / "output").iterdir() if file.is_file()]
    assert sorted(file.suffix for file in files) == [".docx", ".pdf", ".pdf", ".pptx"]
    hits = set().union(*(found(file.read_bytes(), said.values()) for file in files))
    assert hits == {said[part] for part in gets}
    (line,) = [each for each in brief("check", cwd=root).stdout.splitlines() if each.startswith("line: ")]
    kept = [part for part in ("objectives", "people", "points_to_make", "if_raised") if part not in gets]
    assert line == f"line: {'without ' if kept else 'all of it'}{', '.join(kept)}"


def test_who_gets_what_is_said_without_counting_what_there_is_not(tree: Tree) -> None:
    kept = MEETING.replace("autumn.}", "autumn., not_for: [line]}")
    names = {f"content/audiences/{name}.yaml": f"name: {name}\noutside: false\n" for name in ("line", "own")}
    root = tree({"content/brief.yaml": kept, **names})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    assert {"line: without if_raised[0]", "own: all of it"} <= {*ran.stdout.splitlines()}


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


@pytest.mark.parametrize(("side", "has_them"), [("", True), ("outside: false\n", True), ("outside: true\n", False)])
def test_outsiders_do_not_get_the_answers_that_lie_ready(tree: Tree, side: str, has_them: bool) -> None:
    asked = without("if_raised") + "questions: [{question: Who pays for shore power?, answer: The council.}]\n"
    root = tree({"content/brief.yaml": asked, "content/audiences/line.yaml": f"name: The line\n{side}"})
    (edition,) = build.editions(Prepared.of(root / "content" / "brief.yaml"), BuildOptions(("deck",), ("line",)))
    (deck,) = edition.documents
    assert bool(found(deck.content, ["shore power"])) == has_them
