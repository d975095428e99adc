"""What a deck was built from is kept: privately, no more than so many, and without a byte more in the deck."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from policybrief.deck import readback, shown
from policybrief.ooxml.package import Package
from policybrief.pipeline.built import Built
from policybrief.pipeline.taken import TakenSnapshot
from policybrief.read.source import parse
from support.commands import brief
from support.projects import HARBOUR, Tree, minimal


def build(root: Path) -> Path:
    ran = brief("build", "--only", "deck", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (deck,) = (root / "output").glob("*.pptx")
    return deck


@pytest.fixture
def project(tree: Tree) -> Path:
    return tree({"content/b.yaml": HARBOUR.read_text(encoding="utf-8")})


def test_a_snapshot_has_the_brief_and_the_texts_of_the_deck(project: Path) -> None:
    deck = build(project)
    (kept,) = Built(project).all()
    text = (project / "content" / "b.yaml").read_text(encoding="utf-8")
    assert (kept.audience, kept.brief) == ("everyone", project / "content" / "b.yaml")
    assert kept.sources["brief"].data == parse(text).data
    package = Package(deck.read_bytes())
    assert readback.properties(package)["Brief"] == f"sha256:{kept.about['property']}"
    read = readback.read(package)
    for ours, theirs in zip(kept.slides, read, strict=True):
        assert {words(box) for box in ours.boxes} - {""} == {words(box) for box in theirs.boxes} - {""}
        assert ours.charts == theirs.charts
        assert [each.text for each in ours.notes if each.text] == [each.text for each in theirs.notes if each.text]


def words(box: shown.ShownBox) -> str:
    return " ".join(box.text.split())


def test_each_text_that_is_a_value_has_its_home(project: Path) -> None:
    build(project)
    (kept,) = Built(project).all()
    for paragraph in shown.paragraphs(kept.slides):
        for stretch in paragraph.stretches:
            home = kept.home(stretch.path)
            assert (home is not None) == bool(stretch.path)
            assert home is None or kept.sources[home[0]].at(home[1]) is not None or stretch.path.key == "options"


@pytest.mark.skipif(os.name == "nt", reason="a folder's owner is all that Windows knows here")
def test_only_its_owner_can_look_into_it_and_git_does_not(project: Path) -> None:
    build(project)
    folders = [folder for folder in (project / ".policybrief").rglob("*") if folder.is_dir()]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (project / ".policybrief", *folders)} == {0o700}
    assert (project / ".policybrief" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_same_deck_is_kept_once(project: Path) -> None:
    assert build(project).read_bytes() == build(project).read_bytes()
    assert len(Built(project).all()) == 1


def test_the_oldest_go(project: Path) -> None:
    build(project)
    (kept,) = Built(project).all()
    snapshot = TakenSnapshot({**kept.about, "brief": str(kept.brief)}, {"brief.yaml": b"title: Harbour\n"})
    os.utime(kept.folder / "built.json", (1, 1))
    for number in range(2, 5):
        Built(project, most=2).keep(snapshot, f"deck {number}".encode())
        newest = Built(project).all()[0]
        os.utime(newest.folder / "built.json", (number, number))
    names = {each.folder.name for each in Built(project).all()}
    assert names == {hashlib.sha256(f"deck {number}".encode()).hexdigest()[:16] for number in (3, 4)}


def test_what_is_damaged_or_leads_elsewhere_is_no_snapshot(project: Path, tmp_path: Path) -> None:
    build(project)
    (kept,) = Built(project).all()
    (kept.folder / "built.json").write_text("[", encoding="utf-8")
    assert Built(project).all() == []
    for damage in ("{}", '{"built": "soon"}', "null", "[" * 100_000):
        (kept.folder / "built.json").write_text(damage, encoding="utf-8")
        assert Built(project).all() == []


@pytest.mark.parametrize("key", ["brief", "audience", "audience_file", "built", "homes", "lang", "marking"])
def test_a_snapshot_that_lacks_something_or_has_it_otherwise_is_none(project: Path, key: str) -> None:
    build(project)
    (kept,) = Built(project).all()
    path = next(iter(kept.about["homes"]))
    homes = [{path: home} for home in ([], 5, ["elsewhere", ["title"]], ["brief", "title"], ["brief", [{}]])]
    known = dict(kept.about)
    for value in (None, 5, {"a": 1}, ["a"], float("inf"), 1e300, *(homes if key == "homes" else ())):
        damaged = {**known, key: value} if value is not None else {k: v for k, v in known.items() if k != key}
        (kept.folder / "built.json").write_text(json.dumps(damaged), encoding="utf-8")
        if not (key == "built" and value == 5):
            assert Built(project).all() == [], value


@pytest.mark.parametrize("key", ["brief", "audience_file"])
def test_what_names_a_file_outside_of_the_project_is_no_snapshot(project: Path, tmp_path: Path, key: str) -> None:
    build(project)
    (kept,) = Built(project).all()
    for outside in ("../elsewhere.yaml", str(tmp_path.parent / "elsewhere.yaml")):
        (kept.folder / "built.json").write_text(json.dumps({**kept.about, key: outside}), encoding="utf-8")
        assert Built(project).all() == []


def test_where_nothing_can_be_kept_the_deck_is_built_and_that_is_told(tree: Tree) -> None:
    root = tree({"content/b.yaml": minimal(), ".policybrief": "a file in its place"})
    ran = brief("build", "--only", "deck", cwd=root)
    assert ran.exit_code == 0
    assert "what the deck was built from can't be kept" in ran.stderr
    assert list((root / "output").glob("*.pptx"))


def test_a_memo_has_none(project: Path) -> None:
    brief("build", "--only", "memo", cwd=project)
    assert Built(project).all() == []
