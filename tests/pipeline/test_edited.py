"""What somebody made or edited in the output folder is never lost, and what earlier builds left is told and cleaned."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from policybrief.pipeline.written import Written, WrittenFile
from support.commands import Ran
from support.mailrooms import MAIL, room
from support.projects import Tree, minimal

Run = Callable[..., Ran]
SUMMER = ("before the winter", "before the summer")


@pytest.fixture
def project(tree: Tree, run_brief: Run) -> Path:
    """A project with the memo of one brief, for everyone."""
    root = tree({"p/content/brief.yaml": minimal()}) / "p"
    assert build(run_brief, root).stderr == ""
    return root


def build(run_brief: Run, root: Path, *args: str | Path) -> Ran:
    return run_brief("build", "--only", "memo", *args, cwd=root)


def change(root: Path, *edits: tuple[str, str]) -> None:
    (root / "content" / "brief.yaml").write_text(minimal(*edits or (SUMMER,)), encoding="utf-8")


def edit(file: Path, text: str = "a person's") -> bytes:
    file.write_bytes(file.read_bytes() + text.encode())
    return file.read_bytes()


def outputs(root: Path) -> list[str]:
    return sorted(file.name for file in (root / "output").iterdir())


def test_an_edited_file_is_kept_and_its_place_is_told(project: Path, run_brief: Run) -> None:
    memo = project / "output" / "brief.pdf"
    built, edited = memo.read_bytes(), edit(memo)
    ran = build(run_brief, project)
    assert ran.exit_code == 0
    assert "brief.pdf: warning: was edited since it was built; it is kept as brief.edited-1.pdf" in ran.stderr
    assert (memo.read_bytes(), memo.with_name("brief.edited-1.pdf").read_bytes()) == (built, edited)
    assert build(run_brief, project).stderr == ""
    again = edit(memo, "another's")
    build(run_brief, project)
    assert outputs(project) == ["brief.edited-1.pdf", "brief.edited-2.pdf", "brief.pdf"]
    assert memo.with_name("brief.edited-2.pdf").read_bytes() == again
    memo.write_bytes(edited)
    assert "kept as" in build(run_brief, project).stderr
    assert len(outputs(project)) == 3, "the same is kept once"


def test_json_says_it_too(project: Path, run_brief: Run) -> None:
    edit(project / "output" / "brief.pdf")
    (warning,) = json.loads(build(run_brief, project, "--format", "json").stdout)["warnings"]
    assert "brief.edited-1.pdf" in warning["message"]


def test_what_was_not_edited_is_replaced_without_a_word(project: Path, run_brief: Run) -> None:
    memo = project / "output" / "brief.pdf"
    first = memo.read_bytes()
    change(project)
    assert build(run_brief, project).stderr == ""
    assert memo.read_bytes() != first
    memo.write_bytes(first)  # from a backup: of an earlier build, and nobody's work
    assert build(run_brief, project).stderr == ""
    assert outputs(project) == ["brief.pdf"]


def test_a_build_that_changes_nothing_writes_nothing(project: Path, run_brief: Run) -> None:
    memo = project / "output" / "brief.pdf"
    os.utime(memo, (1, 1))
    assert build(run_brief, project).stderr == ""
    assert memo.stat().st_mtime == 1


def test_a_file_that_was_never_built_here_is_kept(tree: Tree, run_brief: Run) -> None:
    root = tree({"content/brief.yaml": minimal(), "output/brief.pdf": "mine", "output/brief.edited-1.pdf": "too"})
    ran = build(run_brief, root)
    assert "brief.pdf: warning: was not built by this project, as far as is known; it is kept as" in ran.stderr
    assert outputs(root) == ["brief.edited-1.pdf", "brief.edited-2.pdf", "brief.pdf"]
    assert (root / "output" / "brief.edited-2.pdf").read_text("utf-8") == "mine"


def test_a_link_in_a_files_place_is_kept_as_a_link(project: Path, run_brief: Run) -> None:
    memo, elsewhere = project / "output" / "brief.pdf", project.parent / "shared.pdf"
    memo.rename(elsewhere)
    memo.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    change(project)
    assert "kept as" in build(run_brief, project).stderr
    assert (memo.with_name("brief.edited-1.pdf").readlink(), elsewhere.read_bytes()) == (elsewhere, before)
    assert not memo.is_symlink()


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_left_and_told(project: Path, run_brief: Run, kind: str) -> None:
    memo = project / "output" / "brief.pdf"
    memo.unlink()
    memo.mkdir() if kind == "folder" else os.mkfifo(memo)
    ran = build(run_brief, project)
    assert ran.exit_code == 1
    assert (
        f"brief.pdf: error: cannot be written: {'Is a directory' if kind == 'folder' else 'it is a pipe'}" in ran.stderr
    )
    assert outputs(project) == ["brief.pdf"]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "lost": lambda record: record.unlink(),
    "empty": lambda record: record.write_text(""),
    "not JSON": lambda record: record.write_bytes(b"\xff{"),
    "another form": lambda record: record.write_text("[1]"),
    "without hashes": lambda record: record.write_text(json.dumps({**json.loads(record.read_text()), "hashes": []})),
    "of another file": lambda record: record.write_text(
        json.dumps({**json.loads(record.read_text()), "path": "x.pdf"})
    ),
    "a folder": lambda record: (record.unlink(), record.mkdir()),
    "all of it": lambda record: shutil.rmtree(record.parent.parent),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_where_the_record_is_damaged_nothing_is_lost(project: Path, run_brief: Run, damage: str) -> None:
    (record,) = (project / ".policybrief" / "written").glob("*.json")
    DAMAGE[damage](record)
    assert Written(project).of(project / "output" / "brief.pdf") is None
    before = (project / "output" / "brief.pdf").read_bytes()
    assert "kept" not in build(run_brief, project).stderr, "the same to the byte"
    shutil.rmtree(project / ".policybrief")
    change(project)
    assert "kept as" in build(run_brief, project).stderr
    assert (project / "output" / "brief.edited-1.pdf").read_bytes() == before


def test_a_later_versions_record_is_understood(project: Path, run_brief: Run) -> None:
    (record,) = (project / ".policybrief" / "written").glob("*.json")
    record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), "snapshot": "abc"}), encoding="utf-8")
    change(project)
    assert build(run_brief, project).stderr == ""


def test_a_project_that_is_moved_knows_its_files(project: Path, run_brief: Run) -> None:
    moved = project.rename(project.with_name("moved"))
    change(moved)
    assert build(run_brief, moved).stderr == ""


def test_where_nothing_can_be_noted_that_is_told_and_nothing_lost(project: Path, run_brief: Run) -> None:
    shutil.rmtree(project / ".policybrief")
    (project / ".policybrief").write_text("in the way", encoding="utf-8")
    before = (project / "output" / "brief.pdf").read_bytes()
    change(project)
    ran = build(run_brief, project)
    assert ran.exit_code == 0
    assert "the record of what was built can't be written" in ran.stderr
    assert (project / "output" / "brief.edited-1.pdf").read_bytes() == before


def test_another_folder_is_remembered_too(project: Path, run_brief: Run, tmp_path: Path) -> None:
    build(run_brief, project, "-o", tmp_path / "there")
    edit(tmp_path / "there" / "brief.pdf")
    ran = build(run_brief, project, "-o", "../there")
    assert "was edited since it was built" in ran.stderr
    assert (tmp_path / "there" / "brief.edited-1.pdf").exists()


def test_builds_at_once_keep_each_edit_and_no_more(project: Path) -> None:
    edited = edit(project / "output" / "brief.pdf")
    command = [sys.executable, "-m", "policybrief", "build", "--only", "memo", "--jobs", "1"]
    running = [subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = "".join(one.communicate()[1] for one in running)
    assert [one.returncode for one in running] == [0, 0], said
    assert said.count("kept as") == 1
    assert outputs(project) == ["brief.edited-1.pdf", "brief.pdf"]
    assert (project / "output" / "brief.edited-1.pdf").read_bytes() == edited


@pytest.mark.skipif(sys.platform == "win32", reason="another way of locking")
def test_the_record_is_one_process_alone(project: Path) -> None:
    import fcntl

    lock = project / ".policybrief" / "written.lock"
    with lock.open("rb") as stream:
        with Written(project).alone(), pytest.raises(BlockingIOError):
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


# -- briefs whose files would share a name

PAIRS = {
    "an audience": ("a.yaml", "a_b.yaml", {"audiences/a/b.yaml": "name: B\n"}),
    "case": ("Quay.yaml", "quay.yaml", {}),
    "normal forms": ("qu\u00e9.yaml", unicodedata.normalize("NFD", "qu\u00e9.yaml"), {}),
    "case of an audience": ("A.yaml", "a_b.yaml", {"audiences/A/b.yaml": "name: B\n"}),
    "a marking": ("a.yaml", "a_TLP-GREEN.yaml", {}),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_briefs_whose_files_share_a_name_the_second_is_refused(pair: str, tree: Tree, run_brief: Run) -> None:
    first, second, more = PAIRS[pair]
    marking = "marking: TLP:GREEN\n" if pair == "a marking" else ""
    root = tree({f"content/{name}": text for name, text in {
        first: minimal() + marking, second: minimal(SUMMER), **more,
    }.items()})  # fmt: skip
    ran = build(run_brief, root, f"content/{first}")
    assert ran.exit_code == 0
    assert marking or f"{second} makes files of the same name" in ran.stderr
    before = {file.name: file.read_bytes() for file in (root / "output").iterdir()}
    ran = build(run_brief, root, f"content/{second}")
    assert ran.exit_code == 1
    assert f"is what content/{first} makes for" in ran.stderr
    assert {file.name: file.read_bytes() for file in (root / "output").iterdir()} == before
    assert build(run_brief, root, f"content/{second}", "-o", "there").exit_code == 0
    (root / "content" / first).unlink()
    assert build(run_brief, root, f"content/{second}").exit_code == 0, "the first is gone"


# -- what earlier builds left


@pytest.fixture
def several(tree: Tree, run_brief: Run) -> Path:
    """Two briefs, one of them for two audiences, built."""
    root = tree({
        "content/one.yaml": minimal(), "content/two.yaml": minimal(),
        "content/audiences/one/a.yaml": "name: A\n", "content/audiences/one/b.yaml": "name: B\n",
        "output/notes.pdf": "mine",
    })  # fmt: skip
    assert build(run_brief, root, "content/one.yaml").stderr == ""
    assert build(run_brief, root, "content/two.yaml").stderr == ""
    return root


def test_files_of_what_is_gone_are_told_and_cleaned(several: Path, run_brief: Run) -> None:
    (several / "content" / "audiences" / "one" / "b.yaml").unlink()
    (several / "content" / "audiences" / "one" / "a.yaml").write_text("nam: A\n", encoding="utf-8")
    (several / "content" / "two.yaml").rename(several / "content" / "three.yaml")
    ran = build(run_brief, several, "content/one.yaml")
    lines = ran.stderr.splitlines()
    told = [line for line in lines if "from an earlier build" in line]
    assert (ran.exit_code, lines[-1]) == (1, "1 error, 3 warnings; nothing was written; can be mended: brief fix")
    assert [line.partition("output/")[2].partition("'")[0].replace(" warning:", "") for line in told] == [
        "one_a.pdf: is from an earlier build, for this one failed; send none before it is built again",
        "one_b.pdf: is from an earlier build: one.yaml has no audience ",
        "two.pdf: is from an earlier build: content/two.yaml is gone; ",
    ]
    dry = run_brief("clean", "--dry-run", cwd=several)
    deleted = ["would delete output/one_b.pdf", "would delete output/two.pdf"]
    assert dry.stdout.splitlines() == [*deleted, "no problems; 2 files would be deleted"]
    assert len(outputs(several)) == 4
    ran = run_brief("clean", cwd=several / "content")
    assert (ran.exit_code, len(ran.stdout.splitlines())) == (0, 3)
    assert outputs(several) == ["notes.pdf", "one_a.pdf"]
    assert run_brief("clean", cwd=several).stdout == "no problems; nothing to delete\n"


@pytest.mark.parametrize("command", [("clean",), ("pull", "--undo", "deck.pptx"), ("comments", "deck.pptx", "--brief")])
def test_a_mistyped_folder_is_no_project(several: Path, run_brief: Run, command: tuple[str, ...]) -> None:
    (several / "content" / "two.yaml").unlink()
    before = outputs(several)
    ran = run_brief(*command, "contnet", cwd=several)
    assert ran.exit_code == 2
    assert "there is no file or folder contnet" in ran.stderr
    assert outputs(several) == before


def test_clean_deletes_nothing_that_was_edited(several: Path, run_brief: Run) -> None:
    edited = several / "output" / "two.pdf"
    before = edit(edited)
    (several / "content" / "two.yaml").unlink()
    ran = run_brief("clean", "--all", "--format", "json", cwd=several)
    record = json.loads(ran.stdout)
    assert [Path(path).name for path in record["deleted"]] == ["one_a.pdf", "one_b.pdf"]
    assert [warning["message"] for warning in record["warnings"]] == ["was edited since it was built, and is left"]
    assert (outputs(several), edited.read_bytes()) == (["notes.pdf", "two.pdf"], before)
    assert build(run_brief, several).exit_code == 0


def test_another_marking_leaves_files_that_are_cleaned(project: Path, run_brief: Run) -> None:
    (project / "content" / "brief.yaml").write_text(minimal() + "marking: CUI\n", encoding="utf-8")
    assert (
        "brief.pdf: warning: is from an earlier build, and no longer what the brief makes"
        in build(run_brief, project).stderr
    )
    run_brief("clean", cwd=project)
    assert outputs(project) == ["brief_CUI.pdf"]
    change(project)
    build(run_brief, project)
    assert outputs(project) == ["brief.pdf", "brief_CUI.pdf"]
    run_brief("clean", cwd=project)
    assert outputs(project) == ["brief.pdf"]


@pytest.mark.parametrize(
    "path", ["content/brief.yaml", "../victim.pdf", "output/../content/victim.pdf", "output/victim.txt", "/victim.pdf"]
)
def test_a_record_that_lies_deletes_nothing_elsewhere(project: Path, run_brief: Run, path: str) -> None:
    victims = [project / name for name in ("../victim.pdf", "content/victim.pdf", "output/victim.txt")]
    for victim in victims:
        victim.write_bytes(b"x")
    path = f"{project.parent}{path}" if path.startswith("/") else path
    hashes = tuple(sha256(each).hexdigest() for each in (b"x", (project / "content" / "brief.yaml").read_bytes()))
    Written(project)._write(WrittenFile(path, "content/gone.yaml", "everyone", hashes))
    assert run_brief("clean", "--all", cwd=project).stdout == "deleted output/brief.pdf\nno problems; 1 file deleted\n"
    assert all(victim.exists() for victim in victims)


# -- mail


def test_mail_takes_what_was_built_and_nothing_else(tmp_path: Path, run_brief: Run) -> None:
    project = room(tmp_path / "p")
    edit(project.memo)
    ran = project.mail()
    assert ran.exit_code == 1
    assert (
        "brief_board.pdf: error: was edited since it was built; build it again: brief build (which keeps" in ran.stderr
    )
    assert not project.drafts
    ran = project.mail("--as-edited")
    assert ran.exit_code == 0
    project.server(25)
    assert "--as-edited --plain --send" in project.mail("--as-edited").stdout
    shutil.rmtree(project.root / ".policybrief")
    assert "brief_board.pdf: error: is not what a build makes here" in project.mail().stderr
    project.build()
    assert project.mail().exit_code == 0
    shutil.rmtree(project.root / ".policybrief")
    assert project.mail().exit_code == 0, "as in another clone, the same to the byte"


def test_drafts_are_kept_told_and_cleaned(tmp_path: Path, run_brief: Run) -> None:
    project = room(tmp_path / "p")
    assert project.mail().exit_code == 0
    jane = project.root / "output" / "mail" / "brief_board_jane@board.example.eml"
    edited = edit(jane)
    ran = project.mail()
    assert "jane@board.example.eml: warning: was edited since it was built; it is kept as" in ran.stderr
    kept = jane.with_name("brief_board_jane@board.example.edited-1.eml")
    assert kept.read_bytes() == edited
    change(project.root)
    ran = run_brief("build", cwd=project.root)
    assert ran.stderr.count("is a draft with files from an earlier build; 'brief clean' deletes it") == 2
    run_brief("clean", cwd=project.root)
    assert project.drafts == [kept]
    project.mail()
    project.readers(MAIL.replace(', "Müller, Jörg <joerg@board.example>"', ""))
    assert "out of date: brief_board_joerg@board.example.eml" in project.mail().stdout
    assert "deleted output/mail/brief_board_joerg@board.example.eml" in run_brief("clean", cwd=project.root).stdout
    assert len(project.drafts) == 2
