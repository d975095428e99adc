"""Numbers, names and places that no source has: found in every text that says where it is from, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from policybrief.brief import walk
from policybrief.sources.article.snapshot import Section, Snapshot, numbered
from policybrief.text import inline
from support.commands import brief
from support.projects import ROOT, Tree
from support.sources import BRIEF, EXHIBITS, changed, project


def _rules(root: Path, *options: str) -> dict[str, str]:
    return {each["rule"]: each["path"] for each in _found(root, *options)}


def _found(root: Path, *options: str) -> list[dict[str, str]]:
    record = json.loads(brief("verify", root, "--format", "json", *options).stdout)
    return [*record["problems"], *record["warnings"]]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("40 centimeters", "45 centimeters", "number-unsupported"),
        ("90 million", "95 million", "number-unsupported"),
        ("The harbor loses", "The harbor of Odesa loses", "name-unsupported"),
        ("Build a second quay for", "Ask Iran for", "name-unsupported"),
        ("confidence: moderate", "confidence: high", "high-on-one-source"),
        ("Summary, bullet 1", "Sumary, bullet 1", "locator-wrong"),
        ("Summary, bullet 1", "Harbors, para. 9; Summary, bullet 1", "locator-unknown"),
    ],
)
def test_claims_and_places_that_no_source_has_are_told(tree: Tree, old: str, new: str, rule: str) -> None:
    assert rule in _rules(tree(project(brief=changed(old, new))))


@pytest.mark.parametrize("new", ["The WHO pays for 40 centimeters", "Saltmere loses 40 centimeters", "40 centimeters"])
def test_other_words_for_the_same_are_not(tree: Tree, new: str) -> None:
    found = _rules(tree(project(brief=changed("The harbor loses 40 centimeters", new))))
    assert not {"name-unsupported", "number-unsupported"} & found.keys()


def test_a_brief_gives_other_words_for_a_name(tree: Tree) -> None:
    named = changed("The harbor loses", "Old Nick loses")
    assert "name-unsupported" in _rules(tree(project(brief=named)))
    assert "name-unsupported" not in _rules(tree(project(brief=f"{named}aliases: {{Old: [harbor], Nick: [port]}}\n")))


FULL = f"{BRIEF}{EXHIBITS}"
PLANTED = (
    ("text: Build the quay.", "text: Build the quay for 95 million dollars.", "bottom_line.text"),
    ("{label: Now, text: The quay.}", "{label: Now, text: The quay that Iran wants.}", "bottom_line.points[0].text"),
    ("cost 90 million dollars]", "cost 80 million dollars]", "balance.sides[0].points[0]"),
    ("[Ida Vale expects", "[Ida Vale of Odesa expects", "balance.sides[1].points[0]"),
    ("label: In 2024", "label: In 2023", "comparison.rows[0].label"),
    ('"310 waited"]', '"410 waited"]', "comparison.rows[0].cells[1]"),
    ("when: March 2024", "when: March 2021", "timeline.events[0].when"),
    ('"Of 1,200 ships, 310', '"Of 1,300 ships, 310', "timeline.events[0].text"),
    ("keep Saltmere open", "keep Rotterdam open", "timeline.events[1].text"),
    ("note: Ships in 2024; the World", "note: Ships in 2024; the Lloyds", "charts[0].note"),
    ("note: Ships in 2024", "note: Ships in 2022", "charts[0].note"),
)


def test_a_full_brief_that_is_right_has_no_finding(tree: Tree) -> None:
    assert _found(tree(project(brief=FULL))) == []


@pytest.mark.parametrize(("old", "new", "path"), PLANTED)
def test_each_text_that_names_its_sources_is_held_against_them(tree: Tree, old: str, new: str, path: str) -> None:
    found = _found(tree(project(brief=changed(old, new, FULL))))
    assert [(each["rule"], each["path"]) for each in found if "unsupported" in each["rule"]] in (
        [("number-unsupported", path)],
        [("name-unsupported", path)],
    )


def test_the_bottom_line_may_say_what_the_judgments_say(tree: Tree) -> None:
    root = tree(project(brief=changed("text: Build the quay.", "text: We judge it in 1 survey.", FULL)))
    assert "number-unsupported" in _rules(root)
    told = changed("text: Build the quay.", "text: It loses 7 meters.", FULL)
    found = _found(tree(project(brief=changed("loses 40 centimeters", "loses 7 meters", told))))
    assert [each["path"] for each in found if each["rule"] == "number-unsupported"] == ["judgments[0].text"]


def test_what_has_a_source_without_a_text_is_left_alone(tree: Tree) -> None:
    other = "  - {id: other, type: report, title: Another}\n"
    brief_text = FULL.replace("sources:\n  - id: saltmere", f"sources:\n{other}  - id: saltmere")
    brief_text = brief_text.replace("sources: [saltmere]", "sources: [saltmere, other]")
    root = tree(project(brief=changed("when: March 2024", "when: March 1900", brief_text)))
    assert "number-unsupported" not in _rules(root)


HONEST = sorted((ROOT / "tests" / "data").glob("*.yaml"))


@pytest.mark.parametrize("file", HONEST, ids=lambda file: file.stem)
def test_what_the_sources_say_themselves_is_supported_in_every_language(tree: Tree, file: Path) -> None:
    """Each source says what the whole brief says: whatever is then told of a number or a name is told in error."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    texts = [inline.words(str(leaf)) for path, leaf in walk.leaves(data) if path[0] != "sources" and leaf is not None]
    counted = data.get("figures", {}).get("entries", ())
    texts += [f"{entry['value']} {entry['unit']}" for entry in counted if "unit" in entry]
    section = Section(1, "All")
    snapshot = str(Snapshot(numbered([(section, "paragraph", " ".join(text.split()), 0) for text in texts if text])))
    files = {f"sources/{entry['id']}.txt": snapshot for entry in data["sources"]}
    for name in {str(leaf) for path, leaf in walk.leaves(data) if walk.target(path) == "audiences"}:
        files[f"content/audiences/{name}.yaml"] = f"to: Them\nname: {name}\n"
    numbers = {str(each.relative_to(file.parent)): each for each in file.parent.glob(f"{file.stem}/*.csv")}
    files |= {f"content/{name}": each.read_text(encoding="utf-8") for name, each in numbers.items()}
    root = tree({**files, "content/b.yaml": file.read_text(encoding="utf-8")})
    assert [each for each in _found(root) if "unsupported" in each["rule"]] == []


def test_what_is_said_of_somebody_is_held_against_what_it_cites(tree: Tree) -> None:
    people = 'people:\n  - {name: Ada Vale, role: the port, text: "Counted 77 ships [@saltmere]."}\n'
    all_found = _found(tree(project(brief=f"{BRIEF}\n{people}")))
    (found,) = (each for each in all_found if each["path"].startswith("people"))
    assert (found["rule"], found["path"]) == ("number-unsupported", "people[0].text")
