"""`brief build --record`: what the files of a build were made of, and which checks they passed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from policybrief.deck.check import check
from support import canaries
from support.commands import brief
from support.projects import MINIMAL, Tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built with its record."""
    root = tmp_path_factory.mktemp("record")
    (root / "content").mkdir()
    (root / "content" / "b.yaml").write_text(f"marking: UNCLASSIFIED\n{MINIMAL}", encoding="utf-8")
    ran = brief("build", root, "--record", "--handout")
    assert ran.exit_code == 0, ran.stderr
    return root


def test_it_has_the_hash_of_each_file(built: Path) -> None:
    said = json.loads((built / "output" / "b.record.json").read_text(encoding="utf-8"))
    files = {one["file"]: (one["sha256"], one["bytes"]) for one in said["outputs"]}
    assert set(files) == {"b.pptx", "b.pdf", "b.handout.pdf"}
    for name, told in files.items():
        content = (built / "output" / name).read_bytes()
        assert told == (hashlib.sha256(content).hexdigest(), len(content))


def test_it_names_the_checks_and_the_standards(built: Path) -> None:
    said = json.loads((built / "output" / "b.record.json").read_text(encoding="utf-8"))
    passed = {(one["file"], one["check"]) for one in said["checks"] if one["result"] == "passed"}
    assert {("b.pdf", "PDF/UA-1"), ("b.pdf", "PDF/A-2a"), ("b.pptx", "Open XML SDK's schemas")} <= passed
    assert {("b.handout.pdf", "PDF/UA-1"), ("b.pptx", "parity"), ("b.pdf", "parity")} <= passed
    assert said["made_by"]["policybrief"]
    assert said["checked_by"]["page-validation"]


def test_people_read_the_same_between_the_markings(built: Path) -> None:
    text = (built / "output" / "b.record.txt").read_text(encoding="utf-8").splitlines()
    said = json.loads((built / "output" / "b.record.json").read_text(encoding="utf-8"))
    assert text[0] == text[-1] == "UNCLASSIFIED"
    digests = {line.split()[-1] for line in text if "SHA-256" in line}
    assert digests == {one["sha256"] for one in (*said["inputs"], *said["outputs"])}


def test_the_same_input_gives_the_same_record(built: Path, tmp_path: Path) -> None:
    brief("build", built, "--record", "--handout", "-o", tmp_path)
    for name in ("b.record.json", "b.record.txt"):
        assert (tmp_path / name).read_bytes() == (built / "output" / name).read_bytes()


def test_a_file_that_does_not_pass_is_not_written(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    monkeypatch.setattr(check, "RULES", (*check.RULES, lambda package: iter(["ppt/x: is wrong"])))
    ran = brief("build", root, "--record", "--jobs", "1")
    assert ran.exit_code == 1
    assert "is wrong" in ran.stderr
    assert not list((root / "output").glob("*"))


def test_a_record_of_an_earlier_build_is_told_and_cleaned(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    brief("build", root, "--record")
    again = brief("build", root)
    assert "b.record.json: warning: is from an earlier build" in again.stderr
    brief("clean", root)
    assert sorted(file.name for file in (root / "output").glob("b.*")) == ["b.pdf", "b.pptx"]


def test_what_an_audience_may_not_see_is_not_in_its_record(tree: Tree) -> None:
    canary = canaries.Canaries()
    folder = tree({"templates/headers/kanarienvogelkopf.xml.j2": "<memohead/>"})
    canary.places["kanarienvogelkopf"] = "a header"
    file = canaries.project(folder, canaries.brief(canary), canary)
    root = file.parent.parent if file.suffix == ".yaml" else folder
    ran = brief("build", root, "--record", "-a", canaries.READER)
    assert ran.exit_code == 0, ran.stderr
    found = [file.read_text(encoding="utf-8").lower() for file in (root / "output").glob("*.record.*")]
    assert len(found) == 2
    words = [*(word.lower() for word in canary.places), canaries.OTHER, "insiders"]
    assert [word for word in words if any(word in text for text in found)] == []


def test_a_change_of_what_an_audience_does_not_get_does_not_change_its_record(tree: Tree) -> None:
    canary = canaries.Canaries()
    folder = tree({"content/note": ""})
    records = []
    for hidden in ("One thing.", "Another thing."):
        made = canaries.brief(canaries.Canaries())
        made["judgments"][1]["text"] = hidden
        canaries.project(folder, made, canary)
        brief("build", folder, "--record", "-a", canaries.READER)
        records.append([file.read_bytes() for file in sorted((folder / "output").glob("*.record.*"))])
    assert records[0] == records[1]
    assert len(records[0]) == 2
