"""`brief pull`: what comes back from a deck is shown, and written when that is asked for; what does harm is refused."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policybrief.ooxml.package import NS
from policybrief.ooxml.zipped import packed, unpacked
from policybrief.pipeline.built import Built
from policybrief.read.source import parse
from support.commands import brief
from support.deck_edits import A, Edited, change, stripped, text_of
from support.projects import HARBOUR, Tree, minimal
from support.pulled import Room, room
from support.soak import SOAK

SHORT = "Both capitals value"


@pytest.fixture
def sample(tmp_path: Path) -> Room:
    return room(tmp_path)


def edit(deck: Edited) -> Edited:
    deck.change(3, SHORT, "uncertain", "speculative")
    deck.change(7, "A test for bills", "bills", "laws")
    return deck


def test_a_deck_that_nobody_edited_brings_nothing(sample: Room) -> None:
    for audience, deck in sample.decks.items():
        for content in (deck, stripped(deck, shuffled=True)):
            ran = sample.pull(content)
            assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "nothing was edited")
            assert f" for {audience} " in ran.stdout


def test_nothing_is_written_unless_asked(sample: Room) -> None:
    before = sample.text
    ran = sample.pull(edit(sample.edited()))
    assert ran.exit_code == 1
    assert "any [-uncertain-]{+speculative+} gain" in ran.stdout
    line = next(number for number, text in enumerate(before.split("\n"), 1) if text.startswith(f"    short: {SHORT}"))
    assert f"content/china-russia.yaml:{line}:12: judgments[0].short" in ran.stdout
    assert "slide 3; goes to allies (UNCLASSIFIED; TLP:GREEN), congress (UNCLASSIFIED), principals" in ran.stdout
    assert "nothing was written; --write writes what is sure" in ran.stdout
    assert sample.text == before


def test_what_is_written_is_one_line_and_comes_out_of_the_next_build(sample: Room) -> None:
    """And a second pull finds nothing, and the write can be taken back, once."""
    before, audience = sample.text, sample.audience("congress").read_bytes()
    edited = edit(sample.edited())
    ran = sample.pull(edited, "--write")
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    assert sample.text == before.replace("any uncertain gain", "any speculative gain")
    assert "A test for laws and hearings" in sample.audience("congress").read_text(encoding="utf-8")
    built = Edited.of(sample.built())
    for number in (3, 7):
        words = [[each.text for each in deck.slide(number).shapes if each.has_text_frame] for deck in (edited, built)]
        assert words[0] == words[1]
    again = sample.pull(edited)
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "nothing was edited")
    assert "built before the last pull" in again.stdout
    assert brief("pull", "--undo", cwd=sample.root).exit_code == 0
    assert (sample.text, sample.audience("congress").read_bytes()) == (before, audience)
    ran = brief("pull", "--undo", cwd=sample.root)
    assert (ran.exit_code, "there is no pull to take back" in ran.stderr) == (1, True)


def test_a_text_box_that_was_divided_is_told_once_and_read_as_one(sample: Room) -> None:
    deck = sample.edited()
    words = text_of(deck.find(3, SHORT)[1]).replace("uncertain", "speculative")
    deck.delete(3, SHORT)
    deck.box(3, words)
    record = sample.pulled(deck)
    assert [one["message"] for one in record["left"]] == ["a text box was divided"]
    assert [(one["path"], one["sure"]) for one in record["edits"]] == [("judgments[0].short", True)]
    deck = sample.edited()
    half = words.partition(" any ")[0].replace("speculative", "uncertain")
    deck.change(3, SHORT, half, "")
    deck.box(3, half)
    assert [one["message"] for one in sample.pulled(deck)["left"]] == ["a paragraph was divided in two"]


def test_a_user_may_name_the_build_that_a_deck_comes_from(sample: Room) -> None:
    """Its own property says that it is of one that is not kept: it was copied into another's file."""
    built, deck = sample.decks["congress"], edit(sample.edited()).content
    files = unpacked(deck)
    files["docProps/custom.xml"] = re.sub(rb"sha256:[0-9a-f]{64}", b"sha256:" + b"0" * 64, files["docProps/custom.xml"])
    other = packed(files)
    refused = sample.pull(other)
    assert (refused.exit_code, "--base names the build" in refused.stderr) == (1, True)
    place = sample.root / "as-built.pptx"
    place.write_bytes(built)
    for named in (str(place), hashlib.sha256(built).hexdigest(), hashlib.sha256(built).hexdigest()[:8].upper()):
        record = sample.pulled(other, "--base", named)
        assert [one["path"] for one in record["edits"]] == [
            "judgments[0].short",
            "recommendations.realistic-agenda.so_what",
        ]
    ran = sample.pull(other, "--base", "00000000")
    assert (ran.exit_code, "no build is kept of '00000000'; there are " in ran.stderr) == (2, True)
    ran = sample.pull(other, "--base", hashlib.sha256(sample.decks["allies"]).hexdigest())
    assert (ran.exit_code, "says that it is for 'congress', not for 'allies'" in ran.stderr) == (1, True)


def test_a_write_that_fails_leaves_what_can_be_taken_back(sample: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sample.text
    assert sample.pull(edit(sample.edited()), "--write").exit_code == 0
    written, replace = sample.text, Path.replace
    again = sample.edited()
    again.change(3, "Moscow depends on Beijing", "depends", "leans")

    def full(place: Path, target: Path) -> Path:
        if target == sample.brief:
            raise OSError(28, "No space left on device", str(target))
        return replace(place, target)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", full)
        ran = sample.pull(again, "--write")
    assert (ran.exit_code, "No space left" in ran.stderr, sample.text) == (1, True, written)
    assert brief("pull", "--undo", cwd=sample.root).exit_code == 0
    assert sample.text == before


def test_the_yaml_may_have_gone_on(sample: Room) -> None:
    """Judgments in another order, and another word of the same text: both edits stay. So does what is written after."""
    text = sample.text
    first, second = text.index("  - id: no-wedge"), text.index("  - id: stronger-strained")
    third = text.index("  - id: different-orders")
    text = text[:first] + text[second:third] + text[first:second] + text[third:]
    sample.brief.write_text(text.replace("warming to Washington.", "warming to America."), encoding="utf-8")
    assert sample.pull(edit(sample.edited()), "--write").exit_code == 0
    assert "short: Both capitals value the tie above any speculative gain from warming to America." in sample.text
    sample.brief.write_text(text := sample.text + "# more\n", encoding="utf-8")
    ran = brief("pull", "--undo", cwd=sample.root)
    assert (ran.exit_code, sample.text) == (1, text)
    assert "has changed since the last pull" in ran.stderr


@pytest.mark.parametrize("command", [("pull",), ("comments", "--brief")])
def test_a_brief_that_is_not_there_is_a_mistake(sample: Room, command: tuple[str, ...]) -> None:
    deck = sample.root / "edited.pptx"
    deck.write_bytes(sample.decks["congress"])
    ran = brief(command[0], deck, *command[1:], "chinarussia.yaml", cwd=sample.root / "content")
    assert (ran.exit_code, "there is no file chinarussia.yaml; did you mean" in ran.stderr) == (2, True)


def test_to_take_back_names_no_file(sample: Room, tmp_path: Path) -> None:
    """It would be that of another project, and what is taken back is this one's."""
    assert sample.pull(edit(sample.edited()), "--write").exit_code == 0
    after = sample.text
    ran = brief("pull", "--undo", tmp_path / "elsewhere" / "content" / "brief.yaml", cwd=sample.root)
    assert (ran.exit_code, "name no file" in ran.stderr, sample.text) == (2, True, after)


def test_a_record_that_no_pull_wrote_is_not_taken_back(sample: Room) -> None:
    record = sample.root / ".policybrief" / "pulled.json"
    hook = sample.root / ".git" / "config"
    hook.parent.mkdir()
    hook.write_text("old", encoding="utf-8")
    hostile = json.dumps({"when": 1, "files": [[".git/config", "new", "old"]]})
    for text in (hostile, "[" * 100_000, "5", '{"files": 1}'):
        record.write_text(text, encoding="utf-8")
        ran = brief("pull", "--undo", cwd=sample.root)
        assert (ran.exit_code, "there is no pull to take back" in ran.stderr) == (1, True)
    assert hook.read_text(encoding="utf-8") == "old"
    for text in ("[" * 100_000, '{"when": 1e300}', '{"when": Infinity}'):
        record.write_text(text, encoding="utf-8")
        assert sample.pull(sample.edited()).exit_code == 0


@pytest.mark.parametrize(("answer", "stays"), [("", "doubtful"), ("--ours", "doubtful"), ("--theirs", "speculative")])
def test_what_both_changed_is_asked_for(sample: Room, answer: str, stays: str) -> None:
    sample.brief.write_text(sample.text.replace("any uncertain gain", "any doubtful gain"), encoding="utf-8")
    ran = sample.pull(edit(sample.edited()), "--write", *([answer, "judgments[0].short"] if answer else []))
    assert f"any {stays} gain" in sample.text
    assert ran.exit_code == (0 if answer == "--theirs" else 1)
    if not answer:
        assert "judgments[0].short: both changed it" in ran.stdout
        assert "any doubtful gain" in ran.stdout


def test_a_degree_of_confidence_is_written_only_where_it_is_accepted(sample: Room) -> None:
    deck = sample.edited()
    deck.change(3, "=Moderate", "Moderate", "High")
    before = sample.text
    ran = sample.pull(deck, "--write")
    assert (ran.exit_code, sample.text) == (1, before)
    assert "judgments[2].confidence: moderate → high" in ran.stdout
    ran = sample.pull(deck, "--write", "--accept", "judgments[2].confidence")
    assert ran.exit_code == 0, ran.stdout
    assert parse(sample.text).at(("judgments", 2, "confidence")) == "high"


def test_likelihood_too(sample: Room) -> None:
    deck = sample.edited()
    deck.change(3, "Likely: 55", "Likely", "Very likely")
    found = sample.pulled(deck)
    (edit,) = found["edits"]
    assert (edit["kind"], edit["path"], edit["new"]) == ("analysis", "judgments[5].likelihood", "very_likely")


def marked(of: Room, audience: str, marking: str) -> None:
    """Give an audience another marking, and build its deck."""
    file = of.audience(audience)
    text = "\n".join(line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith("marking:"))
    file.write_text(f"{text.rstrip()}\nmarking: {marking}\n", encoding="utf-8")


def test_what_a_higher_marking_wrote_goes_lower_only_by_a_yes(sample: Room) -> None:
    marked(sample, "principals", "TLP:AMBER")
    assert brief("build", "-a", "principals", "--only", "deck", cwd=sample.root).exit_code == 0
    (place,) = (sample.root / "output").glob("*principals*.pptx")
    deck = Edited.of(place.read_bytes())
    deck.change(deck.number("=No wedge works"), "=No wedge works", "works", "holds")
    before = sample.text
    ran = sample.pull(deck, "--write")
    assert (ran.exit_code, sample.text) == (1, before)
    assert "--yes-for allies" in ran.stdout
    assert "--yes-for congress" in ran.stdout
    assert sample.pull(deck, "--write", "--yes-for", "allies").exit_code == 1
    assert sample.text == before
    assert sample.pull(deck, "--write", "--yes-for", "allies", "--yes-for", "congress").exit_code == 0
    assert "headline: No wedge holds" in sample.text


def test_an_audience_whose_file_is_wrong_is_not_taken_for_none(sample: Room) -> None:
    """What it gets once that is mended nobody knows, and so nobody says yes for it."""
    marked(sample, "principals", "TLP:AMBER")
    assert brief("build", "-a", "principals", "--only", "deck", cwd=sample.root).exit_code == 0
    (place,) = (sample.root / "output").glob("*principals*.pptx")
    deck = Edited.of(place.read_bytes())
    deck.change(deck.number("=No wedge works"), "=No wedge works", "works", "holds")
    file = sample.audience("allies")
    file.write_text(file.read_text(encoding="utf-8") + "no_such_key: 1\n", encoding="utf-8")
    before = sample.text
    ran = sample.pull(deck, "--write", "--yes-for", "congress")
    assert (ran.exit_code, sample.text) == (1, before)
    assert "no_such_key" in ran.stderr


def test_what_would_not_fit_is_not_written(sample: Room) -> None:
    deck = sample.edited()
    change(deck.find(3, SHORT)[1], "uncertain", "uncertain and " * 120 + "doubtful")
    before = sample.text
    ran = sample.pull(deck, "--write")
    assert (ran.exit_code, sample.text) == (1, before)
    assert "judgments[0].short" in ran.stderr
    assert "nothing was written" in ran.stderr


def test_the_other_form_of_a_text_is_named(sample: Room) -> None:
    assert "judgments[0].text says the same in other words" in sample.pull(edit(sample.edited())).stdout


def test_an_answer_to_what_was_not_asked_is_a_mistake(sample: Room) -> None:
    deck = edit(sample.edited())
    assert sample.pull(deck, "--theirs", "judgments[0].shrt").exit_code == 2
    assert sample.pull(deck, "--yes-for", "nobody").exit_code == 2
    assert brief("pull", cwd=sample.root).exit_code == 2


def test_what_a_chart_says_comes_back_and_its_numbers_where_they_are_asked_for(tree: Tree) -> None:
    root = tree({"content/b.yaml": HARBOUR.read_text(encoding="utf-8")})
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    (place,) = (root / "output").glob("*.pptx")
    deck = Edited.of(place.read_bytes())
    (chart,) = (shape.chart for slide in deck.deck.slides for shape in slide.shapes if shape.has_chart)
    said = {"410": "99", "525.5": "12.25", "Q2 2025": "Spring", "Under way": "At sea"}
    for each in chart._chartSpace.iter(f"{{{NS['c']}}}v"):
        each.text = said.get(each.text, each.text)
    edited, before = deck.save(root / "edited.pptx"), HARBOUR.read_text(encoding="utf-8")
    words = before.replace("2025, Q2 2025, Q3", "2025, Spring, Q3").replace("- name: Under way", "- name: At sea")
    ran = brief("pull", edited, "--write", cwd=root)
    assert "charts[0].series[0].values[0]: 410 → 99" in ran.stdout
    assert (ran.exit_code, (root / "content/b.yaml").read_text(encoding="utf-8")) == (1, words)
    assert brief("pull", edited, "--write", "--numbers", cwd=root).exit_code == 0
    numbers = words.replace("values: [410, 525.5,", "values: [99, 12.25,")
    assert (root / "content/b.yaml").read_text(encoding="utf-8") == numbers
    assert brief("pull", edited, cwd=root).stdout.splitlines()[-1] == "nothing was edited"


def test_where_a_text_stands_in_the_memo_too_that_is_told(tree: Tree) -> None:
    words = "Build it before the winter"
    root = tree({"content/b.yaml": minimal()})
    assert brief("build", cwd=root).exit_code == 0
    (place,) = (root / "output").glob("*.pptx")
    deck = Edited.of(place.read_bytes())
    deck.change(deck.number(words), words, "before", "after")
    ran = brief("pull", deck.save(root / "edited.pptx"), cwd=root)
    assert " and in the memo" in ran.stdout, ran.stdout + ran.stderr
    for harmed in ('"beside": 5', '"beside": {"memo": 5}', '"beside": []'):
        (about,) = (root / ".policybrief" / "built").glob("*/built.json")
        about.write_text(re.sub('"beside": ?\\{[^}]*\\}', harmed, about.read_text(encoding="utf-8")), encoding="utf-8")
        assert harmed in about.read_text(encoding="utf-8")
        ran = brief("pull", root / "edited.pptx", cwd=root)
        assert (ran.exit_code, "no build of this project is known" in ran.stderr) == (1, True)
        about.write_text(about.read_text(encoding="utf-8").replace(harmed, '"beside": {}'), encoding="utf-8")


def test_a_chart_that_lost_a_number_is_told(tree: Tree) -> None:
    root = tree({"content/b.yaml": HARBOUR.read_text(encoding="utf-8")})
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    (place,) = (root / "output").glob("*.pptx")
    deck = Edited.of(place.read_bytes())
    (chart,) = (shape.chart for slide in deck.deck.slides for shape in slide.shapes if shape.has_chart)
    value = next(each for each in chart._chartSpace.iter(f"{{{NS['c']}}}v") if each.text == "410")
    value.text = "about 400"
    ran = brief("pull", deck.save(root / "edited.pptx"), "--numbers", cwd=root)
    assert (ran.exit_code, 'is a number (charts[0].series[0].values[0]): "410" → "about 400"' in ran.stdout) == (
        1,
        True,
    )
    value.getparent().getparent().remove(value.getparent())
    ran = brief("pull", deck.save(root / "edited.pptx"), "--numbers", cwd=root)
    assert (ran.exit_code, 'a chart says something else: "410"' in ran.stdout) == (1, True)


# -- whose deck it is


def test_of_another_audience_or_another_brief_it_is_refused(sample: Room, tmp_path: Path) -> None:
    ran = sample.pull(sample.edited(), "-a", "principals")
    assert (ran.exit_code, "says that it is for 'congress'" in ran.stderr) == (1, True)
    other = tmp_path / "other"
    (other / "content").mkdir(parents=True)
    (other / "content" / "b.yaml").write_text("title: x\n", encoding="utf-8")
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(sample.decks["congress"])
    ran = brief("pull", deck, cwd=other)
    assert (ran.exit_code, "no build of this project is known" in ran.stderr) == (1, True)


def test_a_deck_of_other_words_is_refused_with_or_without_its_properties(sample: Room) -> None:
    deck = sample.edited()
    for slide in deck.deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                shape.text_frame.text = "quite something else, word for word"
    for content in (deck.content, stripped(deck.content)):
        ran = sample.pull(content)
        assert (ran.exit_code, "of its words from a build of this project" in ran.stderr) == (1, True)


def test_an_audience_that_is_no_more_gets_nothing(sample: Room) -> None:
    sample.audience("congress").unlink()
    ran = sample.pull(edit(sample.edited()))
    assert "its entry is no longer in the YAML" in ran.stdout
    assert "any [-uncertain-]{+speculative+} gain" in ran.stdout


# -- what is no deck


BAD: dict[str, Callable[[Room], bytes]] = {
    "empty": lambda _: b"",
    "text": lambda _: b"hello",
    "encrypted": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "old": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "keynote": lambda _: packed({"Index/Document.iwa": b"x"}),
    "odp": lambda _: packed({"mimetype": b"application/vnd.oasis.opendocument.presentation"}),
    "cut short": lambda of: of.decks["congress"][:20_000],
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_deck_is_told_in_one_line(sample: Room, kind: str) -> None:
    before = sample.text
    ran = sample.pull(BAD[kind](sample), "--write")
    assert ran.exit_code == 1
    assert len(ran.stderr.splitlines()) == 2, ran.stderr
    assert "error: " in ran.stderr.splitlines()[0]
    assert sample.text == before


def test_a_folder_or_nothing_is_no_deck(sample: Room) -> None:
    assert brief("pull", sample.root, cwd=sample.root).exit_code == 2
    assert brief("pull", sample.root / "none.pptx", cwd=sample.root).exit_code == 1


def test_a_deck_that_would_take_for_ever_is_refused(sample: Room) -> None:
    deck = sample.edited()
    change(deck.find(3, SHORT)[1], "uncertain", "uncertain " * 10_000)
    ran = sample.pull(deck)
    assert (ran.exit_code, "holds more on one slide than a brief does" in ran.stderr) == (1, True)


def test_a_snapshot_that_is_damaged_is_passed_over(sample: Room) -> None:
    for damage in ('[{"boxes": 1}]', "[" * 100_000):
        for kept in Built(sample.root).all():
            (kept.folder / "texts.json").write_text(damage, encoding="utf-8")
        ran = sample.pull(sample.edited())
        assert (ran.exit_code, "0% of its words" in ran.stderr) == (1, True)


PLACES = ((3, 0, 0, 1, 0), (3, 0, 0, 1), (0,), (2,), (4,), (3, 0, 0, 3))
VALUES: tuple[Any, ...] = ({}, [], ["a"], [["x"]], {"a": [1]}, [None, None, None], [float("inf"), float("nan"), 1])


@pytest.mark.soak
@pytest.mark.parametrize("where", PLACES)
def test_texts_of_a_snapshot_that_are_otherwise_damaged_give_no_traceback(sample: Room, where: tuple[int, ...]) -> None:
    """Whatever a stranger has put into one: it is passed over, or it is a text like another."""
    (kept,) = (each for each in Built(sample.root).all() if each.audience == "congress")
    place = kept.folder / "texts.json"
    whole = place.read_text(encoding="utf-8")
    values = [*VALUES, *VALUES][(at := PLACES.index(where)) : at + (7 if SOAK else 2)]  # each is at some place
    for value in values:
        texts = json.loads(whole)
        for slide in texts:
            for box in slide["boxes"]:
                if where[0] != 3 or (box[3] and box[3][0] and box[3][0][0][1]):
                    inner = box
                    for step in where[:-1]:
                        inner = inner[step]
                    inner[where[-1]] = value
        place.write_text(json.dumps(texts), encoding="utf-8")
        assert sample.pull(sample.edited()).exit_code in (0, 1)
    print(f"{len(values)} values at {where}: no traceback")


def test_a_slide_of_another_audiences_deck_is_not_read(sample: Room) -> None:
    """Put in beside the own one, or in its place: it says other things, and they are told to that audience alone."""
    theirs = sample.edited("principals")
    number = theirs.number("So what")
    for instead in (False, True):
        deck = sample.edited()
        _, place = deck.copied(7), 8
        tree = deck.slide(place).shapes._spTree
        for shape in list(tree)[2:]:
            tree.remove(shape)
        tree.extend(copy.deepcopy(shape._element) for shape in theirs.slide(number).shapes)
        for click in list(tree.iter(f"{A}hlinkClick")):
            click.getparent().remove(click)
        if instead:
            deck.drop(7)
        found = sample.pulled(deck)
        assert found["edits"] == []
        assert "comes from the deck of principals" in [each["message"] for each in found["left"]]


def test_two_people_may_make_the_same_edit(sample: Room) -> None:
    """The one's has been written and built, for all audiences; the other's deck is of before."""
    deck = sample.edited()
    deck.change(3, SHORT, "uncertain gain from warming to", "speculative profit out of friendship with")
    assert sample.pull(deck, "--write").exit_code == 0
    assert brief("build", "--only", "deck", cwd=sample.root).exit_code == 0
    again = sample.pull(deck)
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "nothing was edited")


def test_an_alternative_text_comes_back_or_is_told(sample: Room) -> None:
    deck = sample.edited()
    named = next(shape._element for shape in deck.slide(5).shapes if shape.has_table).xpath(".//p:cNvPr")[0]
    text = named.get("descr")
    named.set("descr", text.replace("inside", "within"))
    (edit,) = sample.pulled(deck)["edits"]
    assert (edit["path"], edit["places"]) == ("comparison.headline", ["alternative text of slide 5"])
    named.set("descr", "A table")
    (told,) = sample.pulled(deck)["left"]
    assert (told["where"], told["new"]) == ("alternative text of slide 5", "A table")


POINT = "China can win concessions from Russia"


def test_a_new_point_is_an_entry_of_its_list(sample: Room) -> None:
    """Behind its neighbour, whose comment stays with it; once, however often the deck is pulled."""
    lines = sample.text.split("\n")
    number = next(number for number, each in enumerate(lines) if POINT in each)
    lines[number] += "  # ask Lo"
    sample.brief.write_text("\n".join(lines), encoding="utf-8")
    deck = sample.edited()
    deck.insert(4, POINT, "It buys *cheap* oil: more each year.")
    deck.insert(4, "It buys", "And gas.")
    ran = sample.pull(deck, "--write")
    assert f"content/china-russia.yaml:{number + 1}:11: balance.sides[0].points[2]: a new entry" in ran.stdout
    assert ran.exit_code == 0
    indent = " " * (len(lines[number]) - len(lines[number].lstrip()))
    new = [f"{indent}- 'It buys \\*cheap\\* oil: more each year.'", f"{indent}- And gas."]
    assert sample.text.split("\n") == [*lines[: number + 1], *new, *lines[number + 1 :]]
    again = sample.pull(deck)
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "nothing was edited")


def test_a_point_that_is_there_twice_is_told(sample: Room) -> None:
    deck = sample.edited()
    deck.insert(4, POINT, "China can win concessions from Russia, above all on energy.")
    found = sample.pulled(deck)
    assert (found["edits"], [each["message"] for each in found["left"]]) == ([], ["a paragraph is there twice"])


def test_a_new_point_finds_its_neighbour_in_a_list_that_went_on(sample: Room) -> None:
    deck = sample.edited()
    deck.insert(4, POINT, "It buys oil.")
    lines = sample.text.split("\n")
    number = next(number for number, each in enumerate(lines) if POINT in each)
    first = next(number for number in range(number, 0, -1) if lines[number].strip() == "points:") + 1
    lines.insert(first, f"{lines[number].partition('-')[0]}- A point of today.")
    sample.brief.write_text("\n".join(lines), encoding="utf-8")
    assert [each["path"] for each in sample.pulled(deck)["edits"]] == ["balance.sides[0].points[3]"]


def test_an_entry_that_is_gone_is_deleted_where_that_is_asked_for(sample: Room) -> None:
    """All that slides showed of it has to be gone; the text of a judgment is no entry of a list."""
    deck = sample.edited()
    deck.delete(4, POINT)
    table = deck.table(5)._tbl
    table.remove(table.tr_lst[2])
    deck.delete(3, SHORT)
    before = sample.text
    found = sample.pulled(deck, "--write")
    assert [(each["path"], each["sure"]) for each in found["edits"]] == [
        ("balance.sides[0].points[1]", False),
        ("comparison.rows[1]", False),
    ]
    assert [each["message"] for each in found["left"]] == ["a paragraph was deleted, or emptied"]
    assert sample.text == before
    ran = sample.pull(deck, "--write", "--delete")
    assert "2 edits went back, 1 can't go back" in ran.stdout
    old, new = parse(before).data, parse(sample.text).data
    del old["comparison"]["rows"][1], old["balance"]["sides"][0]["points"][1]
    assert new == old
    assert sample.pulled(deck)["edits"] == []


def test_an_entry_that_still_stands_somewhere_is_not_gone(sample: Room) -> None:
    deck = sample.edited()
    deck.delete(10, "Fearing a rival world order")
    assert sample.pulled(deck)["edits"] == []


def test_a_new_paragraph_of_several_looks_or_in_notes_is_told(sample: Room) -> None:
    deck = sample.edited()
    deck.insert(4, POINT, "It buys oil.")
    deck.split(4, "It buys oil.", "oil", "oil", b="1")
    notes = deck.notes(4, "China can win")._p
    notes.addnext(copy.deepcopy(notes))
    found = sample.pulled(deck)
    assert (found["edits"], [each["message"] for each in found["left"]]) == ([], ["a paragraph is new"] * 2)


def test_a_cell_is_no_entry_of_a_list(sample: Room) -> None:
    """A row has as many as there are columns: one more paragraph in a cell, or a cell that is emptied, is told."""
    deck = sample.edited()
    cells = list(deck.table(5).rows[2].cells)
    cells[0].text_frame.paragraphs[0].runs[0].text = ""
    paragraph = cells[2].text_frame.paragraphs[0]._p
    paragraph.addnext(copy.deepcopy(paragraph))
    found = sample.pulled(deck, "--write", "--delete")
    assert (found["edits"], len(found["left"])) == ([], 2)
