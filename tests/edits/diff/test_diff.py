"""`brief diff`: a file, a git revision, what was built or mailed, against the brief as it is; for each audience."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from support import mail_servers
from support.commands import Ran, brief
from support.mailrooms import Mailroom, room
from support.projects import ROOT, Tree, minimal

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
OLD, NEW = minimal(), minimal(("confidence: high", "confidence: low"))
MOVED = "  1  There is no other berth            ▼ high → low"
SECRET = "Cormorant"
KEPT = f"""  - id: second
    headline: {SECRET} is a second berth
    text: {SECRET} has room.
    confidence: low
    basis: {SECRET} says so.
    not_for: [allies]
    evidence:
      - source: count
recommendations:"""
SECOND = minimal(("recommendations:", KEPT))


def facts(ran: Ran, number: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.stdout)["comparisons"][number]["facts"]
    return found


def git(root: Path, *words: str) -> bytes:
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    named = ["-c", "user.name=Jane", "-c", "user.email=jane@board.example", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *named, *words], cwd=root, env=who, check=True, capture_output=True).stdout


def edit(file: Path, *edits: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def test_a_file_is_compared_with_the_brief_as_it_is(tree: Tree) -> None:
    root = tree({"content/brief.yaml": NEW, "old.yaml": OLD})
    ran = brief("diff", "old.yaml", cwd=root)
    assert (ran.exit_code, ran.stdout.splitlines()) == (
        1,
        [
            "old.yaml → now, the whole brief",
            "Confidence and likelihood",
            MOVED,
            "     ! the confidence moved, its basis did not",
            "1 change, of the analysis",
        ],
    )
    same = brief("diff", "old.yaml", "old.yaml", cwd=root)
    assert (same.exit_code, same.stdout) == (0, "old.yaml → old.yaml, the whole brief\nnothing changed\n")


def test_a_revision_is_compared_with_its_own_audiences(tree: Tree) -> None:
    root = tree({"content/brief.yaml": SECOND, "content/audiences/allies.yaml": "name: Allies\nto: The old allies\n"})
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    git(root, "tag", "v1")
    edit(root / "content" / "audiences" / "allies.yaml", ("old", "new"))
    (root / "content" / "brief.yaml").write_text(SECOND.replace(": high", ": low"), encoding="utf-8")
    for old in ("v1", "HEAD", "v1:content/brief.yaml"):
        ids = [fact["id"] for fact in facts(brief("diff", old, "--format", "json", cwd=root))]
        assert ids == ["to/words", "judgments/only-berth/confidence/confidence"], old
    assert brief("diff", "v1", "HEAD", cwd=root).exit_code == 0
    for wrong in ("", "v2", "--output=x", "v1^{tree}", "@{nothing}"):
        ran = brief("diff", "--", wrong, cwd=root)
        assert ran.exit_code == 2
        assert "error: there is no file" in ran.stderr
    gone = brief("diff", "v1:content/other.yaml", cwd=root)
    assert (gone.exit_code, "is not in the revision 'v1'" in gone.stderr) == (1, True)


def test_a_repository_can_name_no_program_that_is_run(tree: Tree) -> None:
    root = tree({"content/brief.yaml": OLD, "run": "#!/bin/sh\ntouch was-run\n"})
    (root / "run").chmod(0o755)
    git(root, "init", "--quiet")
    git(root, "add", "content")
    git(root, "commit", "--quiet", "-m", "first")
    program = str(root / "run")
    for key in ("core.pager", "gpg.program", "core.fsmonitor", "diff.external", "core.sshCommand", "core.editor"):
        git(root, "config", key, program)
    git(root, "config", "log.showSignature", "true")
    assert brief("diff", "HEAD", cwd=root).exit_code == 0
    assert not list(root.rglob("was-run"))


def test_a_commit_of_no_time_that_there_is_is_compared(tree: Tree) -> None:
    root = tree({"content/brief.yaml": OLD})
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    (root / "content" / "brief.yaml").write_text(NEW, encoding="utf-8")
    told = git(root, "cat-file", "commit", "HEAD").decode()
    for when in ("1700000000 +9900", "99999999999999999 +0000"):
        commit = re.sub(r"(committer .*>) .*", rf"\1 {when}", told)
        (root / "commit").write_text(commit, encoding="utf-8")
        made = git(root, "hash-object", "-t", "commit", "-w", "--literally", "commit").decode().strip()
        ran = brief("diff", made, cwd=root)
        assert (ran.exit_code, ran.stdout.splitlines()[0]) == (1, f"{made} → now, the whole brief")


def test_what_is_wrong_with_a_kept_version_is_not_told_of_the_file_as_it_is(tree: Tree) -> None:
    root = tree({"content/brief.yaml": OLD})
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    (kept,) = (root / ".policybrief" / "built").glob("*/brief.yaml")
    for file in (kept, root / "content" / "brief.yaml"):
        file.write_text(OLD.replace("basis:", "because:"), encoding="utf-8")
    git(root, "init")
    git(root, "add", "content")
    git(root, "commit", "-m", "first")
    (root / "content" / "brief.yaml").write_text(NEW, encoding="utf-8")
    for version, called in (("HEAD", "HEAD:content/brief.yaml:"), ("@built", "brief.yaml as built for everyone:")):
        ran = brief("diff", version, cwd=root)
        assert (ran.exit_code, "judgments[0].because: is not a known key" in ran.stderr) == (1, True)
        assert called in ran.stderr, ran.stderr


def test_without_git_that_is_said(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({"content/brief.yaml": OLD})
    monkeypatch.setenv("PATH", str(root))
    ran = brief("diff", "HEAD", cwd=root)
    assert (ran.exit_code, "git, which is not here; name a file instead" in ran.stderr) == (2, True)


def test_outside_of_a_repository_that_is_said(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({"content/brief.yaml": OLD})
    monkeypatch.setenv("GIT_DIR", str(ROOT / ".git"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    ran = brief("diff", "HEAD", cwd=root)
    assert (ran.exit_code, "there is no file 'HEAD', and no git revision of that name" in ran.stderr) == (2, True)


@pytest.mark.parametrize("word", ["@build", "@"])
def test_a_mistyped_version_is_told(tree: Tree, word: str) -> None:
    ran = brief("diff", word, cwd=tree({"content/brief.yaml": OLD}))
    assert (ran.exit_code, word in ran.stderr) == (2, True)


def test_nothing_built_and_nothing_mailed(tree: Tree) -> None:
    root = tree({"content/brief.yaml": OLD})
    for word, told in (("@built", "no build of this brief is known"), ("@mailed", "no mail of this brief is known")):
        ran = brief("diff", word, cwd=root)
        assert (ran.exit_code, told in ran.stderr) == (2, True)


def test_what_was_built_last_is_compared_by_audience(tree: Tree) -> None:
    files = {"content/brief.yaml": OLD, "content/audiences/allies.yaml": "name: Allies\n"}
    root = tree({**files, "content/audiences/board.yaml": "name: Board\n"})
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    same = brief("diff", "@built", cwd=root)
    assert (same.exit_code, same.stdout.count("nothing changed")) == (0, 2)
    (root / "content" / "brief.yaml").write_text(NEW, encoding="utf-8")
    ran = brief("diff", "@built:allies", cwd=root)
    assert ran.stdout.splitlines()[0].endswith(" as built for allies → now, for allies")
    assert MOVED in ran.stdout.splitlines()
    assert brief("diff", "@built", "-a", "nobody", cwd=root).exit_code == 1
    assert "there is nothing to compare" in brief("diff", "@built:allies", "-a", "board", cwd=root).stderr
    for name in ("allies", "board"):
        (root / "content" / "audiences" / f"{name}.yaml").rename(root / "content" / "audiences" / f"new-{name}.yaml")
    other = brief("diff", "@built", cwd=root)
    assert (other.exit_code, "no audience has both versions" in other.stderr) == (1, True)


def test_an_audience_is_told_nothing_of_what_it_never_saw(tree: Tree) -> None:
    files = {"content/audiences/allies.yaml": "name: Allies\n", "content/audiences/board.yaml": "name: Board\n"}
    changed = SECOND.replace(f"{SECRET} has room", f"{SECRET} has no room").replace(f"{SECRET} is", f"{SECRET} was")
    root = tree({"content/brief.yaml": changed, "old.yaml": SECOND, **files})
    for form in ("text", "json"):
        theirs = brief("diff", "old.yaml", "-a", "allies", "--format", form, cwd=root)
        assert (theirs.exit_code, SECRET in theirs.stdout) == (0, False)
        ours = brief("diff", "old.yaml", "-a", "board", "--format", form, cwd=root)
        assert (ours.exit_code, SECRET in ours.stdout) == (1, True)
    assert SECRET in brief("diff", "old.yaml", "--whole", cwd=root).stdout


def test_a_version_that_is_no_brief_any_more_is_compared_as_it_is_written(tree: Tree) -> None:
    root = tree({"content/brief.yaml": NEW, "old.yaml": OLD.replace("basis:", "because:")})
    assert "judgments[0].because: is not a known key" in brief("diff", "old.yaml", cwd=root).stderr
    whole = brief("diff", "old.yaml", "--whole", "--format", "json", cwd=root)
    assert [fact["kind"] for fact in facts(whole)] == ["confidence", "added", "dropped"]


@pytest.mark.parametrize("marking", ["TLP:RED", "{tlp: RED}", "{tlp: RED, unknown: 1}"])
def test_what_is_no_brief_any_more_is_marked_all_the_same(tree: Tree, marking: str) -> None:
    old = OLD.replace("basis:", "because:").replace("to: The board", f"to: The board\nmarking: {marking}")
    root = tree({"content/brief.yaml": NEW, "old.yaml": old})
    for form in ("html", "markdown"):
        ran = brief("diff", "old.yaml", "--whole", "--format", form, cwd=root)
        assert (ran.exit_code, ran.stdout.count("RED") >= 2) == (1, True), ran.stdout


HOSTILE = """<script>alert(1)</script> & "x" 'y' {{ 7 * 7 }} [a](javascript:b) **c** ~~d~~ `e` # Київ 习近平 🙂"""


def hostile(word: str) -> str:
    quoted = "'" + HOSTILE.replace("'", "''") + f" {word}'"
    return minimal(
        ("text: Build it before the winter.", f"text: {quoted}"), ("title: Build the quay", f"title: {quoted}")
    )


def test_a_page_is_one_file_in_which_a_brief_can_do_nothing(tree: Tree) -> None:
    root = tree({"content/brief.yaml": hostile("soon"), "old.yaml": hostile("now").replace(": high", ": low")})
    ran = brief("diff", "old.yaml", "--whole", "--format", "html", cwd=root)
    assert ran.exit_code == 1
    page = html.document_fromstring(ran.stdout)
    assert {element.tag for element in page.iter()}.isdisjoint({"script", "a", "img", "link", "code"})
    assert page.find("head")[0].get("content").startswith("default-src 'none'; style-src 'sha256-")
    said = page.text_content()
    assert f"{HOSTILE} soon" in said
    assert "Low" in said
    assert [element.text for element in page.iter("del")] == ["now", "now", "removed"]


def test_a_page_without_its_marking_is_refused(tree: Tree) -> None:
    marked = {"content/brief.yaml": NEW.replace("to: The", "marking: TLP:GREEN\nto: The"), "old.yaml": OLD}
    own = {"templates/diff.html.j2": "<html><head></head><body>No</body></html>"}
    assert brief("diff", "old.yaml", "--format", "html", cwd=tree(marked)).stdout.count("TLP:GREEN") >= 2
    ran = brief("diff", "old.yaml", "--format", "html", cwd=tree(marked | own))
    assert (ran.exit_code, "the marking TLP:GREEN has to come first" in ran.stderr) == (1, True)
    assert not ran.stdout


def test_markdown_says_what_a_brief_says(tree: Tree) -> None:
    root = tree({"content/brief.yaml": hostile("soon"), "old.yaml": hostile("now")})
    ran = brief("diff", "old.yaml", "--whole", "--format", "markdown", cwd=root)
    shown = html.document_fromstring(MarkdownIt("commonmark").enable("strikethrough").render(ran.stdout))
    assert {element.tag for element in shown.iter()}.isdisjoint({"script", "a", "img", "code"})
    assert "Київ 习近平 🙂" in shown.text_content()
    assert [element.text for element in shown.iter("s")] == ["now", "now"]


@pytest.fixture
def mailed(tmp_path: Path) -> Mailroom:
    made = room(tmp_path / "p")
    with mail_servers.serving(mail_servers.Post()) as port:
        made.server(port)
        assert made.send().exit_code == 0
    return made


def test_what_was_mailed_is_what_the_ledger_refers_to(mailed: Mailroom) -> None:
    file = mailed.root / "content" / "brief.yaml"
    file.write_text(NEW, encoding="utf-8")
    mailed.build()
    assert brief("diff", "@built", cwd=mailed.root).exit_code == 0
    ran = brief("diff", "@mailed:board", cwd=mailed.root)
    assert ran.exit_code == 1
    assert ran.stdout.splitlines()[0].endswith(" as mailed to board → now, for board")
    assert MOVED in ran.stdout.splitlines()
    assert "for 'allies'" in brief("diff", "@mailed:allies", cwd=mailed.root).stderr


def test_a_build_that_was_mailed_is_kept(mailed: Mailroom) -> None:
    from policybrief.pipeline.built import Built
    from policybrief.pipeline.taken import TakenSnapshot

    content = (mailed.root / "content" / "brief.yaml").read_text("utf-8")
    for number in range(4):
        edited = content.replace("Build it before", f"Build number {number} before")
        (mailed.root / "content" / "brief.yaml").write_text(edited, encoding="utf-8")
        mailed.build()
    kept = Built(mailed.root, most=1)
    (newest, *_) = kept.all()
    deck = next((mailed.root / "output").glob("*.pptx")).read_bytes()
    files = {file.name: file.read_bytes() for file in newest.folder.iterdir()}
    kept.keep(TakenSnapshot(newest.about, files), deck)
    assert len(kept.all()) == 2
    assert brief("diff", "@mailed", cwd=mailed.root).exit_code == 1


def test_a_ledger_that_says_no_time_says_nothing(mailed: Mailroom) -> None:
    for when in ("soon", 5, None):
        with closing(sqlite3.connect(mailed.root / ".policybrief" / "mail.sqlite")) as ledger, ledger:
            ledger.execute("UPDATE sent SET at = ?", (when,))
        assert "no mail of this brief is known" in brief("diff", "@mailed", cwd=mailed.root).stderr


def test_a_ledger_that_came_as_a_link_is_not_read(mailed: Mailroom, tmp_path: Path) -> None:
    ledger = mailed.root / ".policybrief" / "mail.sqlite"
    shutil.move(ledger, tmp_path / "elsewhere.sqlite")
    ledger.symlink_to(tmp_path / "elsewhere.sqlite")
    assert "no mail of this brief is known" in brief("diff", "@mailed", cwd=mailed.root).stderr
