"""`brief build --for LIST` again: what is made is recognised, whatever stopped the build, and nothing else is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import watchfiles

from support.commands import Ran, brief
from support.projects import MINIMAL, Tree
from support.unchanged import kept, outputs

FILES = {
    "content/b.yaml": MINIMAL + "theme: house\n",
    "content/audiences/board.yaml": "name: The board\n",
    "content/audiences/press.yaml": "name: The press\n",
    "content/themes/house.yaml": "extends: statecraft\nname: House\n",
    "templates/memo.xml.j2": '{% extends "memo.xml.j2" %}\n',
}
HEAD = "name,audience,to\n"
WORDS = ["build", "--for", "people.csv", "--only", "memo", "--format", "json"]
HEARD = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('policybrief', run_name='__main__')"
)
"""The program, which hears Ctrl-C where the tests were started in the background, and ignore it, too."""
ROWS = "ann,board,Ms Ann\nbo,board,Mr Bo\ncy,press,Mr Cy\n"


@pytest.fixture
def project(own_caches: None, tree: Tree) -> Path:
    del own_caches
    root = tree(FILES)
    (root / "people.csv").write_text(HEAD + ROWS, encoding="utf-8")
    return root


def built(root: Path, *options: str) -> Ran:
    return brief(*WORDS, "--jobs", "1", *options, cwd=root)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def made_and_left(stdout: str) -> tuple[int, int]:
    left = [bool(edition.get("unchanged")) for edition in json.loads(stdout)["editions"]]
    return left.count(False), left.count(True)


def test_an_edition_that_is_made_is_left_and_said(project: Path) -> None:
    first = brief(*WORDS[:-2], cwd=project)
    assert "no problems; 3 editions written to output/people, 3 files, in" in first.stdout
    again = brief(*WORDS[:-2], cwd=project)
    assert "0 editions written to output/people, 0 files, 3 as they were made ('--force' makes all), in" in again.stdout
    assert made_and_left(built(project, "--force").stdout) == (3, 0)


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "nothing": (lambda _: None, 0),
    "a text": (lambda root: edit(root / "people.csv", "Mr Bo", "Mr Bow"), 1),
    "an audience": (lambda root: edit(root / "people.csv", "cy,press", "cy,board"), 1),
    "and back": (lambda root: edit(root / "people.csv", "cy,board", "cy,press"), 1),
    "an audience's file": (lambda root: edit(root / "content/audiences/press.yaml", "press", "papers"), 1),
    "the brief": (lambda root: edit(root / "content/b.yaml", "theme: house", "theme: house\nsubtitle: Today"), 3),
    "a template": (lambda root: edit(root / "templates/memo.xml.j2", "%}\n", "%}\n\n"), 3),
    "the theme": (lambda root: edit(root / "content/themes/house.yaml", "House", "Home"), 3),
    "the record, cut off": (lambda _: [file.write_bytes(file.read_bytes()[:-9]) for file in kept()], 1),
    "what is none of it": (lambda root: (root / "notes.txt").write_text("Mine."), 0),
    "a file that is gone": (lambda root: (root / "output/people/b_ann.pdf").unlink(), 1),
    "a file that was edited": (lambda root: (root / "output/people/b_cy.pdf").write_bytes(b"mine"), 1),
    "the record, damaged": (lambda _: [file.write_bytes(b"none of ours") for file in kept()], 3),
    "the record, anybody's": (lambda _: [file.parent.chmod(0o777) for file in kept()], 3),
}


def test_what_changed_is_made_again_and_nothing_else(project: Path) -> None:
    built(project)
    for name, (change, made) in CHANGES.items():
        change(project)
        assert made_and_left(built(project).stdout) == (made, 3 - made), name
    built(project, "--force", "-o", "anew")
    now = outputs(project / "output" / "people")
    assert now.pop("b_cy.edited-1.pdf") == b"mine"
    assert outputs(project / "anew") == now


def test_another_version_of_the_program_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(project)
    monkeypatch.setattr("policybrief.system.files.own_code.digest", lambda: "another")
    assert made_and_left(built(project).stdout) == (3, 0)


def test_other_jobs_and_another_row_s_place_change_nothing(project: Path) -> None:
    built(project)
    (project / "people.csv").write_text(f"{HEAD}dee,press,\n{ROWS}", encoding="utf-8")
    assert made_and_left(built(project, "--jobs", "2", "-a", "board").stdout) == (1, 3)


def test_what_is_to_be_looked_at_is_said_again(project: Path) -> None:
    edit(project / "content/b.yaml", "sources:\n", "sources:\n  - {id: spare, type: book, title: Spare}\n")
    first, again = (json.loads(built(project).stdout)["warnings"] for _ in range(2))
    assert "nothing cites the source 'spare'" in first[0]["message"]
    assert again == first


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_was_stopped_goes_on(project: Path, ended_by: signal.Signals) -> None:
    """With the bytes of a build in one go, and nothing of it left lying about. So many that none ends before it is
    stopped; a few more than were made are left in the list.
    """
    count = 500
    rows = [f"p{row},board,Person {row}\n" for row in range(count)]
    (project / "people.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    folder = project / "output" / "people"
    folder.mkdir(parents=True)
    command = [sys.executable, "-c", HEARD, *WORDS, "--jobs", "2"]
    process = subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True, start_new_session=True)
    for _ in watchfiles.watch(folder, step=5, debounce=20, rust_timeout=500, yield_on_timeout=True):
        if process.poll() is not None or len(list(folder.glob("*.pdf"))) >= 3:
            break
    os.kill(process.pid, ended_by)
    stderr = process.communicate(timeout=60)[1]
    if ended_by == signal.SIGINT:
        assert f"of {count} editions done; the same command makes the others" in stderr
        assert process.returncode == 1
        return
    (folder / ".policybrief-00.tmp").write_bytes(b"half of one")
    count = len(list(folder.glob("*.pdf"))) + 5
    (project / "people.csv").write_text(HEAD + "".join(rows[:count]), encoding="utf-8")
    again = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    made, left = made_and_left(again.stdout)
    assert made + left == count
    assert 0 < left < count
    assert not list(folder.glob(".*"))
    built(project, "--force", "-o", "anew")
    assert outputs(folder) == outputs(project / "anew")
