"""`brief verify`: what it finds, mends and writes down; and what builds and mail make of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from policybrief.sources.article.snapshot import digest
from support import canaries
from support.commands import Ran, brief
from support.projects import Tree
from support.sources import BRIEF, SNAPSHOT, changed, project

QUOTE = "faster than any other on the coast"


def _rules(root: Path, *options: str) -> dict[str, str]:
    record = json.loads(brief("verify", root, "--format", "json", *options).stdout)
    return {each["rule"]: each["severity"] for each in (*record["problems"], *record["warnings"])}


def test_a_brief_that_is_right_is_told_in_one_line(tree: Tree) -> None:
    ran = brief("verify", tree(project()))
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        "2 quotations word for word, 2 places right; 1 source read",
        "no problems; nothing was written",
    ]


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("slower than any other on the coast", "quote-differs"),
        ("The moon is made of green cheese, says the mayor", "quote-not-found"),
        ("faster, than any other on the coast", "quote-punctuation"),
        ("FASTER than any other on the coast", "quote-case"),
        ("the harbor silts up by 40 centimeters", "quote-marks"),
        ("the northern channel can be deepened", "quote-refuted"),
        ("Dredging alone … keep it open", "quote-elided-negation"),
        ("on the coast", "quote-short"),
    ],
)
def test_what_is_wrong_with_a_quotation_is_told(tree: Tree, new: str, rule: str) -> None:
    assert rule in _rules(tree(project(brief=changed(QUOTE, new))))


def test_what_is_not_word_for_word_is_shown_below_what_was_meant(tree: Tree) -> None:
    root = tree(project(brief=changed(QUOTE, "slower than any other on the coast")))
    lines = brief("verify", root).stderr.splitlines()
    at = next(number for number, line in enumerate(lines) if "[quote-differs]" in line)
    assert "error: judgments[0].evidence[0].quote: not word for word in saltmere" in lines[at]
    assert lines[at + 1 : at + 4] == [
        "        yours   slower than any other on the coast",
        "        source  faster than any other on the coast",
        "        Summary, bullet 1",
    ]
    (found,) = json.loads(brief("verify", root, "--format", "json").stdout)["problems"]
    assert found["nearest"] == {"text": "faster than any other on the coast", "locator": "Summary, bullet 1"}


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        ("The harbor, para. 2; Vale’s answer", "Summary, bullet 1; The harbor, para. 2; Vale’s answer"),
        (
            "The harbor, para. 2; Atlas of shoals, para. 9",
            "Summary, bullet 1; The harbor, para. 2; Atlas of shoals, para. 9",
        ),
        ("Vale’s answer; Sumary, bullet 1", "Vale’s answer; Summary, bullet 1"),
        ("Vale’s answer; Summary, bullet 2", "Vale’s answer; Summary, bullet 1"),
    ],
)
def test_parts_of_a_locator_that_are_about_something_else_stay(tree: Tree, wrong: str, mended: str) -> None:
    root = tree(project(brief=changed("Summary, bullet 1", wrong)))
    assert brief("verify", root, "--fix", "--yes").exit_code == 0
    assert yaml.safe_load((root / "content/b.yaml").read_text())["judgments"][0]["evidence"][0]["locator"] == mended
    assert "locator-wrong" not in _rules(root)


def test_brief_fix_puts_locators_right_too(tree: Tree) -> None:
    root = tree(project(brief=changed("Summary, bullet 1", "Summary, bullet 2")))
    ran = brief("fix", root, "--yes")
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    assert (root / "content" / "b.yaml").read_text(encoding="utf-8") == BRIEF


def test_brief_fix_tells_the_errors_that_people_have_to_mend(tree: Tree) -> None:
    ran = brief("fix", tree(project(brief=changed(QUOTE, "slower than any other on the coast"))), "--yes")
    assert (ran.exit_code, "1 error left" in ran.stdout) == (1, True)


def test_fix_puts_locators_right_and_touches_nothing_else(tree: Tree) -> None:
    wrong = changed("'Summary, bullet 1'", "'The harbor, para. 2'").replace("The harbor, para. 1", "Vale’s answer")
    root = tree(project(brief=wrong))
    file = root / "content" / "b.yaml"
    assert brief("verify", root, "--fix").exit_code == 2  # nobody to ask
    assert file.read_text(encoding="utf-8") == wrong
    ran = brief("verify", root, "--fix", "--yes")
    assert ran.exit_code == 0, ran.stderr
    mended = BRIEF.replace("The harbor, para. 1", "The harbor and its depth, para. 1")
    assert file.read_text(encoding="utf-8") == mended


def test_a_text_that_changed_is_an_error_that_names_the_passage(tree: Tree) -> None:
    root = tree(project())
    assert brief("verify", root, "--record").exit_code == 0
    text = root / "sources" / "saltmere.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("1,200 ships", "1,300 ships"), encoding="utf-8")
    ran = brief("verify", root)
    assert ran.exit_code == 1
    assert "1 changed (The harbor and its depth, para. 1)" in ran.stderr
    assert "[snapshot-changed]" in ran.stderr


def test_a_record_stands_for_a_text_that_is_not_here(tree: Tree) -> None:
    root = tree(project())
    brief("verify", root, "--record")
    record = (root / "sources" / "saltmere.hashes").read_text(encoding="utf-8")
    words = {word for passage in SNAPSHOT.passages for word in re.findall(r"[a-z]{4,}", passage.text)}
    assert not words & set(re.findall(r"[a-z]+", record))
    (root / "sources" / "saltmere.txt").unlink()
    assert brief("verify", root, "--strict").exit_code == 0
    assert "2 quotations as recorded" in brief("verify", root).stdout
    file = root / "content" / "b.yaml"
    text = file.read_text(encoding="utf-8").replace(QUOTE, "slower than any other on the coast")
    file.write_text(text, encoding="utf-8")
    assert _rules(root) == {"quote-unrecorded": "warning"}
    assert _rules(root, "--strict") == {"quote-unrecorded": "error"}


def test_what_is_wrong_is_not_recorded(tree: Tree) -> None:
    root = tree(project(brief=changed(QUOTE, "slower than any other on the coast")))
    ran = brief("verify", root, "--record")
    assert ran.exit_code == 1
    assert "nothing was recorded" in ran.stderr
    assert not list(root.glob("sources/*.hashes"))


def test_without_a_text_nothing_is_checked_and_nobody_is_stopped(tree: Tree) -> None:
    root = tree({"content/b.yaml": BRIEF})
    assert brief("verify", root).exit_code == 0
    assert _rules(root) == {"snapshot-missing": "note"}
    assert brief("verify", root, "--strict").exit_code == 1
    built = brief("build", root, "-o", root / "out")
    assert built.exit_code == 0
    assert "verify" not in built.stdout + built.stderr


@pytest.mark.parametrize("kind", ["link", "folder", "large", "bytes", "other", "empty"])
def test_a_text_that_may_not_be_read_is_told(tree: Tree, tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    root = tree({"content/b.yaml": BRIEF})
    file = root / "sources" / "saltmere.txt"
    file.parent.mkdir()
    if kind == "link":
        outside = tmp_path_factory.mktemp("outside") / "saltmere.txt"
        outside.write_text(str(SNAPSHOT), encoding="utf-8")
        file.symlink_to(outside)
    elif kind == "folder":
        file.mkdir()
    elif kind == "large":
        with file.open("wb") as stream:
            stream.truncate(30_000_000)
    else:
        contents = {"bytes": b"\xff\xfe\x00", "other": b"a letter", "empty": b"# policybrief snapshot 1\n"}
        file.write_bytes(contents[kind])
    ran = brief("verify", root)
    assert ran.exit_code == 1
    assert "[snapshot-unreadable]" in ran.stderr


def test_a_build_says_one_line_and_refuses_if_strict(tree: Tree) -> None:
    assert "2 quotations word for word, 2 places right (brief verify)" in _build(tree(project())).stdout
    root = tree({f"wrong/{name}": text for name, text in project(brief=changed(QUOTE, "slow")).items()}) / "wrong"
    ran = _build(root)
    assert ran.exit_code == 0
    assert "warning: judgments[0].evidence[0].quote" in ran.stderr
    assert _build(root, "--strict").exit_code == 1


def _build(root: Path, *options: str) -> Ran:
    return brief("build", root, "-o", root / "out", "--only", "memo", *options)


def test_mail_that_its_sources_do_not_say_is_not_sent(tree: Tree) -> None:
    mail = {"mail.yaml": "from: The planners <planners@example.org>\nhost: smtp.example.org\n"}
    root = tree({**project(brief=changed(QUOTE, "slower than any other on the coast")), **mail})
    ran = brief("mail", root, "--send", "--confirm", "0")
    assert ran.exit_code == 1
    assert "[quote-differs]" in ran.stderr
    assert "nothing was sent: brief verify" in ran.stderr


def test_no_word_or_path_of_a_text_leaves_the_project(tree: Tree) -> None:
    mail = {"mail.yaml": "from: The planners <planners@example.org>\n"}
    board = "to: The board\nname: Board\nmail: {to: [Ada <ada@example.org>], domains: [example.org]}\n"
    root = tree({**project(), **mail, "content/audiences/board.yaml": board})
    brief("verify", root, "--record")
    assert brief("build", root, "-o", root / "out", "--handout", "--record").exit_code == 0
    assert brief("mail", root, "-o", root / "out").exit_code == 0
    sha256 = digest(str(SNAPSHOT))
    words = (
        "saltmere.txt",
        "saltmere.pdf",
        "sources/saltmere",
        "which no drill has passed",
        "310 waited for the tide. A",
    )
    files = [file for file in (root / "out").rglob("*") if file.is_file()]
    assert {file.suffix for file in files} >= {".pptx", ".pdf", ".eml", ".json", ".txt"}
    for file in files:
        hashes = () if ".record." in file.name else (sha256, sha256[:16])
        assert canaries.found(file.read_bytes(), (*words, *hashes)) == set(), file.name
    assert sha256 in (root / "out" / "b_board.record.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("quote", "result"),
    [(QUOTE, "passed"), ("slower than any other on the coast", "failed")],
)
def test_a_record_says_how_the_quotations_did(tree: Tree, quote: str, result: str) -> None:
    root = tree(project(brief=changed(QUOTE, quote)))
    assert brief("build", root, "--record").exit_code == 0
    said = json.loads((root / "output" / "b.record.json").read_text(encoding="utf-8"))
    assert {each["result"] for each in said["checks"] if each["check"] == "sources"} == {result}
    assert {"input": "text of source 1", "sha256": digest(str(SNAPSHOT))} in said["inputs"]


def test_a_record_without_the_text_says_that_nothing_was_checked(tree: Tree) -> None:
    root = tree({"content/b.yaml": BRIEF})
    brief("build", root, "--record")
    said = json.loads((root / "output" / "b.record.json").read_text(encoding="utf-8"))
    assert {each["result"] for each in said["checks"] if each["check"] == "sources"} == {"4 of 4 not checked"}


def test_a_new_project_keeps_the_texts_of_sources_out_of_git(tmp_path: Path) -> None:
    assert brief("new", tmp_path / "one").exit_code == 0
    assert "*.txt" in (tmp_path / "one" / "sources" / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Summary, bullet 1", ""),
        ("Summary, bullet 1, my italics", ""),
        ("my italics", ""),
        ("fig. 3", ""),
        ("Summary, bullet 99", "cites 'Summary, bullet 99', which names no place in saltmere"),
        ("§ 1 ¶ 99", "cites '§ 1 ¶ 99', which names no place in saltmere"),
    ],
)
def test_places_that_texts_cite_are_looked_up_too(tree: Tree, place: str, told: str) -> None:
    """A text's own citation, beside the places of its evidence."""
    text = BRIEF.replace("basis: ", f"short: 'It is so [see @saltmere, {place}].'\n    basis: ", 1)
    assert text != BRIEF
    record = json.loads(brief("verify", tree(project(brief=text)), "--format", "json").stdout)
    found = [each["message"] for each in record["warnings"] if each["rule"] == "locator-unknown"]
    assert found == ([told] if told else [])
    places = {each["locator"]: each["verdict"] for each in record["locators"]}
    assert places.get(place) == ("unknown" if told else "right" if place.startswith("Summary") else None)
