"""`brief pull` of a Word memo: tracked changes come back with who made them, and so does what nobody tracked."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from policybrief.memo.word import check
from policybrief.ooxml.word import W
from policybrief.pipeline.built import Built
from policybrief.text import inline
from policybrief.text.value_path import ValuePath
from support import words
from support.commands import Ran, brief
from support.libreoffice import LibreOffice
from support.projects import Tree, minimal
from support.soak import SOAK
from support.word_edits import EditedMemo, text_of

HANDS = "R. Clearance, 2026-11-25"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a project, with its Word memos built."""
    return words.room(tmp_path_factory.mktemp("word"))


@pytest.fixture
def sample(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "room")
    return tmp_path / "room"


def memo(root: Path, audience: str = "congress", *, tracking: bool = True) -> EditedMemo:
    (file,) = (root / "output").glob(f"*_{audience}*.docx")
    return EditedMemo.of(file.read_bytes(), tracking=tracking)


def pull(root: Path, edited: EditedMemo | bytes, *args: str) -> Ran:
    place = root / "edited.docx"
    place.write_bytes(edited if isinstance(edited, bytes) else edited.content)
    return brief("pull", place, *args, cwd=root)


def pulled(root: Path, edited: EditedMemo | bytes, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pull(root, edited, *args, "--format", "json").stdout)
    return found


def edit(edited: EditedMemo) -> EditedMemo:
    edited.change("judgments[0].headline", "works", "can work")
    edited.change("bottom_line.text", "selectively", "with care")
    edited.change("audience.recommendations.realistic-agenda.so_what", "bills", "laws")
    return edited


WANTED = {
    "judgments[0].headline": "No wedge can work",
    "bottom_line.text": "with care",
    "recommendations.realistic-agenda.so_what": "A test for laws",
}


def test_a_memo_that_nobody_edited_brings_nothing(sample: Path) -> None:
    for audience in ("allies", "congress", "principals"):
        for content in (memo(sample, audience), memo(sample, audience).untagged()):
            ran = pull(sample, content)
            assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "nothing was edited")
            assert f" for {audience} " in ran.stdout


def test_tracked_changes_are_shown_with_who_made_them(sample: Path) -> None:
    before = (sample / "content" / "china-russia.yaml").read_text(encoding="utf-8")
    ran = pull(sample, edit(memo(sample)))
    assert ran.exit_code == 1
    assert "No wedge [-works-]{+can work+}" in ran.stdout
    assert f'by {HANDS}; under "Key judgments"; goes to allies' in ran.stdout
    assert "nothing was written; --write writes what is sure" in ran.stdout
    assert (sample / "content" / "china-russia.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("how", ["tracked", "untracked", "accepted", "untagged", "untagged and accepted"])
def test_edits_come_back_however_they_were_made(sample: Path, how: str) -> None:
    edited = edit(memo(sample, tracking=how != "untracked"))
    assert check.check(edited.content) == []
    if "untagged" in how:
        edited = edited.untagged()
    if "accepted" in how:
        edited = edited.accepted()
    found = pulled(sample, edited)
    assert found["left"] == []
    assert {each["path"]: each["new"] for each in found["edits"]}.keys() == WANTED.keys()
    for each in found["edits"]:
        assert WANTED[each["path"]] in each["new"]
        assert each["by"] == ([HANDS] if how in ("tracked", "untagged") else [])


def test_what_is_written_comes_out_of_the_next_build(sample: Path) -> None:
    file = sample / "content" / "china-russia.yaml"
    before = file.read_text(encoding="utf-8")
    edited = edit(memo(sample))
    ran = pull(sample, edited, "--write")
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    after = before.replace("No wedge works", "No wedge can work").replace(
        "engage China selectively", "engage China with care"
    )
    assert file.read_text(encoding="utf-8") == after
    assert brief("build", "--only", "docx", cwd=sample).exit_code == 0
    assert words.paragraphs(memo(sample).tree) == words.paragraphs(edited.accepted().tree)
    assert pull(sample, edited).stdout.splitlines()[-1] == "nothing was edited"
    assert brief("pull", "--undo", cwd=sample).exit_code == 0
    assert file.read_text(encoding="utf-8") == before


def test_a_value_that_was_rewritten_from_end_to_end(sample: Path) -> None:
    for tracking in (True, False):
        edited = memo(sample, tracking=tracking)
        edited.rewrite("judgments[2].text", "Nothing that stood here stands here.")
        (each,) = pulled(sample, edited)["edits"]
        assert each["path"] == "judgments[2].text"
        assert each["new"] == "Nothing that stood here stands here."


def test_words_at_the_border_of_a_value_are_whose_control_they_stand_in(sample: Path) -> None:
    edited = memo(sample)
    edited.rewrite("judgments[0].headline", "No wedge works yet")
    edited.change("judgments[0].text", "The partnership", "So far the partnership")
    found = pulled(sample, edited)
    assert {each["path"]: each["new"].split(".")[0] for each in found["edits"]} == {
        "judgments[0].headline": "No wedge works yet",
        "judgments[0].text": "So far the partnership gives each side too much",
    }


def test_the_yaml_may_have_gone_on_and_what_both_changed_is_a_conflict(sample: Path) -> None:
    file = sample / "content" / "china-russia.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("No wedge works", "No wedge will hold"), encoding="utf-8")
    ran = pull(sample, edit(memo(sample)))
    assert "judgments[0].headline: both changed it" in ran.stdout
    assert "    memo    No wedge can work" in ran.stdout
    assert pull(sample, edit(memo(sample)), "--write", "--theirs", "judgments[0].headline").exit_code == 0
    assert "No wedge can work" in file.read_text(encoding="utf-8")


def test_no_degree_of_confidence_is_taken_from_a_word(sample: Path) -> None:
    edited = memo(sample)
    edited.change("judgments[1].confidence", "High", "Moderate")
    (each,) = pulled(sample, edited)["edits"]
    assert (each["kind"], each["sure"], each["now"], each["new"]) == ("analysis", False, "high", "moderate")


def test_what_can_not_go_back_is_told(sample: Path) -> None:
    edited = memo(sample)
    headings = [each for each in edited.tree.iter(f"{W}p") if text_of(each) == "Five recommendations"]
    edited.add(headings[0], "A paragraph that no value holds.")
    edited.change(headings[0], "Five", "The five")
    edited.drop(edited.paragraph("They are not a bloc."))
    edited.move(edited.paragraph("Moscow is likely to feign"), edited.paragraph("No wedge works."))
    found = pulled(sample, edited)
    assert found["edits"] == []
    told = {each["message"]: each for each in found["left"]}
    assert told["a paragraph is new"]["new"] == "A paragraph that no value holds."
    assert told["a paragraph is new"]["by"] == [HANDS]
    assert told["words of the template were changed"]["new"] == "The five recommendations"
    assert told["a paragraph was deleted, or emptied"]["old"].startswith("They are not a bloc.")
    assert told["a paragraph was moved here"]["new"].startswith("Moscow is likely to feign")
    assert len(found["left"]) == 4


def test_an_emptied_control_is_told_and_its_placeholder_never_written(sample: Path) -> None:
    edited = memo(sample, tracking=False)
    edited.rewrite("judgments[2].headline", "Click or tap here to enter text.")
    etree.SubElement(edited.control("judgments[2].headline").find(f"{W}sdtPr"), f"{W}showingPlcHdr")
    found = pulled(sample, edited)
    assert found["edits"] == []
    assert [(each["message"], each["path"]) for each in found["left"]] == [
        ("the text was emptied", "judgments[2].headline")
    ]  # fmt: skip


def test_a_new_point_goes_into_its_list(sample: Path) -> None:
    file = sample / "content" / "audiences" / "congress.yaml"
    before = file.read_text(encoding="utf-8")
    last = "Ask of any promise of a more even-handed Moscow what it would cost in support for Kyiv."
    for tracking in (True, False):
        edited = memo(sample, tracking=tracking)
        edited.add(edited.paragraph("Ask of any promise"), "Hold hearings on export controls.")
        (each,) = pulled(sample, edited)["edits"]
        assert (each["kind"], each["new"], each["by"]) == (
            "added", "Hold hearings on export controls.", [HANDS] if tracking else []
        )  # fmt: skip
    assert pull(sample, edited, "--write").exit_code == 0
    assert file.read_text(encoding="utf-8") == before.replace(
        f"      - {last}", f"      - Hold hearings on export controls.\n      - {last}"
    )


def test_a_moved_point_is_not_put_in_twice(sample: Path) -> None:
    edited = memo(sample)
    edited.move(edited.paragraph("Weigh each measure"), edited.paragraph("Ask of any promise"))
    found = pulled(sample, edited)
    assert found["edits"] == []
    assert [each["message"] for each in found["left"]] == ["a paragraph was moved here"]


def test_a_divided_paragraph_is_told_and_not_half_written(sample: Path) -> None:
    edited = memo(sample, tracking=False)
    paragraph = edited.paragraph("Russia is the more acute danger.")
    second = EditedMemo.of(edited.content, tracking=False).paragraph("Russia is the more acute danger.")
    control = next(each for each in paragraph.iter(f"{W}sdt") if "Lo rejects" in text_of(each))
    run = next(control.iter(f"{W}t"))
    first, rest = run.text.split("For all its limits")
    run.text = first
    other = next(each for each in second.iter(f"{W}sdt") if "Lo rejects" in text_of(each))
    next(other.iter(f"{W}t")).text = f"For all its limits{rest}"
    for node in list(second):
        if node.tag != f"{W}pPr" and node is not other:
            second.remove(node)
    paragraph.addnext(second)
    found = pulled(sample, edited)
    assert found["edits"] == []
    assert [each["message"] for each in found["left"]] == ["a paragraph was divided in two"]


def test_a_changed_marking_is_told(sample: Path) -> None:
    content = memo(sample).content
    raised = words.changed(content, "word/header1.xml", (b"UNCLASSIFIED", b"SECRET"))
    (told,) = pulled(sample, raised)["left"]
    assert told["message"] == "was changed, or is gone"
    assert told["old"] == "UNCLASSIFIED"


def test_another_audiences_text_never_comes_along(sample: Path) -> None:
    """A memo is held against its own audience's build, whatever its reader says it is."""
    ran = pull(sample, memo(sample, "allies"), "-a", "congress")
    assert ran.exit_code == 1
    assert "says that it is for 'allies', not for 'congress'" in ran.stderr


def test_a_memo_of_nobodys_is_refused(sample: Path, tree: Tree) -> None:
    root = tree({"content/brief.yaml": minimal()})
    assert brief("build", "--only", "docx", cwd=root).exit_code == 0
    ran = pull(sample, (root / "output" / "brief.docx").read_bytes())
    assert (ran.exit_code, "is none of the last builds of this project" in ran.stderr) == (1, True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a ZIP package"),
        (b"PK\x03\x04 broken", "is not a ZIP package"),
        (b"%PDF-1.7", "is not a ZIP package"),
    ],
)
def test_what_is_no_document_has_one_line(sample: Path, content: bytes, message: str) -> None:
    ran = pull(sample, content)
    assert ran.exit_code == 1
    assert message in ran.stderr


def test_libreoffice_keeps_what_comes_back(libreoffice: LibreOffice, sample: Path, tmp_path: Path) -> None:
    edit_file, plain = tmp_path / "edit.docx", tmp_path / "plain.docx"
    edit_file.write_bytes(edit(memo(sample)).content)
    plain.write_bytes(memo(sample).content)
    libreoffice.convert([edit_file, plain], "docx", tmp_path / "saved")
    assert pulled(sample, (tmp_path / "saved" / "plain.docx").read_bytes()) | {"built": ""} == {
        "audience": "congress", "built": "", "edits": [], "left": [], "written": [],
    }  # fmt: skip
    found = pulled(sample, (tmp_path / "saved" / "edit.docx").read_bytes())
    assert {each["path"]: each["by"] for each in found["edits"]} == {path: [HANDS] for path in WANTED}
    assert found["left"] == []


# -- edits that nobody picked

WORDS = ("caution", "resolve", "leverage", "doubt", "R&D", "<x>", "*", "习近平", "Київ", "[draft]", "5*3", "“so”")
UNTOUCHED = ("confidence", "likelihood", "date", "quote", "id", "marking")


def changed(dice: random.Random, text: str) -> str:
    split = text.split(" ")
    at = dice.randrange(len(split))
    match dice.randrange(4):
        case 0:
            split[at] = dice.choice(WORDS)
        case 1:
            split.insert(at, dice.choice(WORDS))
        case 2:
            split += [dice.choice(WORDS)]
        case _:
            split = dice.choices(WORDS, k=max(3, len(split)))
    return " ".join(split)


@pytest.mark.soak
@pytest.mark.parametrize("lost", ["", "untagged"])
def test_edits_come_back_right_or_are_told(sample: Path, lost: str) -> None:
    count: Counter[str] = Counter()
    faults: list[str] = []
    for seed in range(max(2, SOAK // 20)):
        dice = random.Random(f"{seed} {lost}")
        for audience in ("allies", "congress", "principals"):
            edited = memo(sample, audience, tracking=dice.random() < 0.5)
            kept = next(each for each in Built(sample).all() if each.audience == audience)
            wanted: dict[str, str] = {}
            values = [(path, text) for path, text in words.controls(edited.tree) if len(text.split()) > 2]
            for path, text in dice.sample(values, 8):
                home = kept.home(ValuePath.parse(path))
                value = kept.sources[home[0]].at(home[1]) if home else None
                whole = isinstance(value, str) and inline.words(value) == text.replace("\u00a0", " ")
                new = changed(dice, text.replace("\u00a0", " "))
                if home and whole and home[1].key not in UNTOUCHED and str(home[1]) not in wanted:
                    edited.rewrite(path, new)
                    wanted[str(home[1])] = new
            found = pulled(sample, edited.untagged() if lost else edited)
            come = {each["path"]: inline.words(each["new"]) for each in found["edits"]}
            left = " ".join(f"{each['path']} {each['old']} {each['new']}" for each in found["left"])
            for path, new in wanted.items():
                got = come.pop(path, None)
                right, told = got == new, got is None and (path in left or new in left)
                count.update(right=right, told=told)
                faults += [] if right or told else [f"{seed} {audience} {path}: {got!r}, not {new!r}"]
            faults += [f"{seed} {audience} {path} was not edited: {got!r}" for path, got in come.items()]
    print(f"random edits of Word memos, tags {lost or 'kept'}: {dict(count)}")
    assert faults == []
    assert count["told"] <= count["right"] // (10 if lost else 50)
