"""Nothing that somebody writes is lost without a word: each text is in a document, or the build says that it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policybrief.brief import walk
from policybrief.pipeline import build
from policybrief.pipeline.prepared import Prepared
from support import canaries
from support.canaries import Canaries
from support.commands import brief
from support.projects import Tree, minimal

ELSEWHERE = ("sources", "cleared_by")
"""A source's fields are told with the source; the clearances stand in the Word memo."""
OURS = "name: Ours\noutside: false\nnotes: {notes}\n"


@pytest.mark.parametrize("notes", ["true", "false"])
def test_every_text_is_in_a_document_or_told(tmp_path: Path, notes: str) -> None:
    """Of a brief with something in every list."""
    made = canaries.brief(Canaries(), "")
    file = tmp_path / "content" / "brief.yaml"
    (file.parent / "audiences").mkdir(parents=True)
    (file.parent / "audiences" / "ours.yaml").write_text(OURS.format(notes=notes), encoding="utf-8")
    file.write_text(yaml.dump(made, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
    canaries.draw(tmp_path)
    (edition,) = build.editions(Prepared.of(file))
    assert len(edition.documents) == 2
    words = {
        str(value).lower(): str(path) for path, value in walk.leaves(made) if "kanarienvogel" in str(value).lower()
    }
    seen = set().union(*(canaries.found(document.content, words) for document in edition.documents))
    told = "\n".join(map(str, edition.warnings))
    lost = {path for word, path in words.items() if word not in seen and not path.startswith(ELSEWHERE)}
    assert {path for path in lost if path not in told} == set()
    assert ("is in no document" in told) is (notes == "false")


def test_what_has_a_place_is_not_told(tree: Tree) -> None:
    root = tree({"content/brief.yaml": minimal()})
    assert "in no document" not in brief("build", cwd=root).stderr


def test_what_only_notes_would_say_is_told_where_nobody_gets_them(tree: Tree) -> None:
    text = """title: Berth two
headlines: {avoid: Haste}
bottom_line: {headline: Berth two can take the ferries now}
judgments: [{id: free, headline: Berth two is free, text: No ship is booked on it.}]
recommendations:
  - {id: wait, headline: Wait, text: Wait a year., evidence: [{source: count, quote: It is full, locator: p. 4}]}
sources: [{id: count, type: report, title: The count}]
"""
    files = {"content/brief.yaml": text}
    told = brief("build", cwd=tree({**files, "content/audiences/board.yaml": "name: Board\n"})).stderr
    assert told.count("is in no document") == 1
    root = tree({**files, "content/audiences/board.yaml": "name: Board\nnotes: false\n"})
    told = brief("build", cwd=root).stderr
    assert "headlines.avoid: is in no document; there is no slide with that title; delete it" in told
    assert "recommendations[0].evidence[0].locator" in told
    assert "recommendations[0].evidence[0].quote" in told
    (root / "content" / "audiences" / "board.yaml").touch()
    assert brief("build", cwd=root).stderr == told, "said again where nothing is built"
