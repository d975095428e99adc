"""The command line, as a user meets it; in a process of its own where that is what can go wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from policybrief.cli.main import main
from support.commands import brief
from support.projects import HARBOUR, MINIMAL, ROOT
from support.sample import SAMPLE

BRIEF = SAMPLE
INTERNET = ("urllib.request", "http.client", "ssl")
HEAVY = ("pptx", "reportlab", "pydantic", "jinja2", "lxml", "markdown_it", "PIL")


def program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `brief` in a process of its own."""
    command = [sys.executable, "-m", "policybrief", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(argument: str) -> None:
    code = f"""
import sys
from policybrief.cli.main import main
try:
    main([{argument!r}])
except SystemExit as end:
    assert end.code == 0
print("loaded:", [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("loaded: []\n")


@pytest.mark.parametrize(
    ("kind", "unused"),
    [("deck", ("pptx", "xlsxwriter", "reportlab", "PIL", *INTERNET)), ("memo", ("pptx", "xlsxwriter", *INTERNET))],
)
def test_a_build_imports_only_what_it_uses(kind: str, unused: tuple[str, ...], tmp_path: Path) -> None:
    """A start is measured in imports, which are the same on each machine; its seconds are not."""
    code = f"""
import sys
from policybrief.cli.main import main
try:
    main(["build", {str(BRIEF)!r}, "--only", {kind!r}, "-o", {str(tmp_path)!r}])
except SystemExit as end:
    assert not end.code
print("loaded:", [name for name in {unused!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("loaded: []\n")


def test_every_command_has_help_with_an_example_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in main.commands:
        help_text = brief(name, "--help").stdout
        assert re.search(rf"^  Examples?:\n    brief {name}", help_text, re.MULTILINE), name
        assert f"brief {name}" in readme, name


def test_build_writes_both_files_and_says_so(tmp_path: Path) -> None:
    done = program("build", BRIEF, "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    deck, memo, time = done.stdout.splitlines()
    assert "china-russia.pptx" in deck
    assert "kB" in deck
    assert deck.endswith(" slides")
    assert "china-russia.pdf" in memo
    assert "1 page, " in memo
    assert " pt, " in memo
    assert time.startswith("no problems; 2 files written in ")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["china-russia.pdf", "china-russia.pptx"]


@pytest.mark.parametrize(("only", "suffix"), [("deck", ".pptx"), ("memo", ".pdf")])
def test_only_makes_one_document(tmp_path: Path, only: str, suffix: str) -> None:
    assert brief("build", HARBOUR, "--only", only, "-o", tmp_path).exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == [f"harbour_TLP-GREEN{suffix}"]


def test_verbose_names_the_stages_in_order(tmp_path: Path) -> None:
    done = brief("build", HARBOUR, "-v", "-o", tmp_path)
    stages = [line.split("  ")[0] for line in done.stderr.splitlines()]
    assert stages == [
        "read", "validate", "tailor", "compose deck", "fit deck", "write deck", "check deck",
        "compose memo", "fit memo", "write memo", "check memo",
    ]  # fmt: skip


def test_check_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(HARBOUR.read_bytes())
    done = brief("check", cwd=tmp_path)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith("no problems; nothing to write, in ")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.yaml"]


def test_strict_refuses_to_leave_a_part_out(tmp_path: Path) -> None:
    words = BRIEF.read_text(encoding="utf-8").replace("\nlang:", "\nmemo: {optional: [avoid]}\nlang:", 1)
    long = re.sub(r"    short: ([^>].*)\n", lambda match: f"    short: {match[1]} {match[1]} {match[1]}\n", words)
    file = tmp_path / "brief.yaml"
    file.write_text(long, encoding="utf-8")
    lenient = brief("check", file, "--only", "memo")
    assert lenient.exit_code == 0
    assert "; left out: avoid" in lenient.stdout
    for command in ("check", "build"):
        strict = brief(command, file, "--only", "memo", "--strict")
        assert strict.exit_code == 1
        assert "memo.optional[0]: 'avoid' was left out of the memo to fit the page; with all parts" in strict.stderr
    assert not list(tmp_path.glob("**/*.pdf"))


def test_check_takes_any_deck(tmp_path: Path) -> None:
    from pptx import Presentation

    foreign = Presentation()
    foreign.slides.add_slide(foreign.slide_layouts[6])
    foreign.save(str(tmp_path / "foreign.pptx"))
    (tmp_path / "none.pptx").write_bytes(b"no deck")
    assert brief("build", HARBOUR, "--only", "deck", "-o", tmp_path).exit_code == 0
    ours = brief("check", next(tmp_path.glob("harbour*.pptx")))
    assert (ours.exit_code, ours.stderr) == (0, "")
    assert ours.stdout.startswith("no problems; nothing to write, in ")
    theirs = brief("check", "foreign.pptx", cwd=tmp_path)
    assert (theirs.exit_code, theirs.stdout) == (1, "")
    assert "foreign.pptx: error: ppt/slides/slide1.xml: has no title\n" in theirs.stderr
    (problem,) = json.loads(brief("check", "none.pptx", "--format", "json", cwd=tmp_path).stdout)["problems"]
    assert problem["message"].startswith("the file is not a ZIP package that can be read")


def test_json_gives_documents_and_problems(tmp_path: Path) -> None:
    good = json.loads(brief("build", HARBOUR, "-o", tmp_path, "--format", "json").stdout)
    assert [document["kind"] for document in good["documents"]] == ["deck", "memo"]
    assert all(Path(document["path"]).stat().st_size == document["bytes"] for document in good["documents"])
    bad = tmp_path / "bad.yaml"
    bad.write_text(HARBOUR.read_text(encoding="utf-8").replace("confidence: low", "confidence: lwo"), encoding="utf-8")
    done = brief("check", bad, "--format", "json")
    assert done.exit_code == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["path"] == "judgments[2].confidence"
    assert problem["hint"] == "did you mean 'low'?"
    assert problem["line"] > 1


def test_works_from_any_folder_on_paths_with_spaces(tmp_path: Path) -> None:
    project = tmp_path / "my briefs"
    assert brief("new", project).exit_code == 0
    done = brief("build", project, cwd=tmp_path)
    assert done.exit_code == 0, done.stderr
    assert (project / "output" / "brief_congress.pptx").is_file()
    assert (project / "output" / "brief_congress.pdf").is_file()


def test_a_new_project_shows_a_change_to_its_yaml_and_to_its_template(tmp_path: Path) -> None:
    brief("new", tmp_path)
    yaml, memo = tmp_path / "content" / "brief.yaml", tmp_path / "templates" / "memo.xml.j2"
    text = yaml.read_text(encoding="utf-8")
    assert "No wedge works" in text
    yaml.write_text(text.replace("No wedge works", "No wedge can work"), encoding="utf-8")
    template = memo.read_text(encoding="utf-8")
    memo.write_text(
        template.replace("<label>{{ words.bottom_line }}</label>", "<label>In short</label>"), encoding="utf-8"
    )
    assert brief("build", "-a", "principals", cwd=tmp_path).exit_code == 0
    shown = subprocess.run(
        ["pdftotext", tmp_path / "output" / "brief_principals.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert "No wedge can work" in shown.stdout
    assert "IN SHORT" in shown.stdout.upper()


def test_a_new_project_has_nothing_that_its_own_commands_warn_of(tmp_path: Path) -> None:
    assert brief("new", tmp_path / "p").exit_code == 0
    for command in ("check", "lint"):
        ran = brief(command, "--format", "json", cwd=tmp_path / "p")
        found = [each for each in json.loads(ran.stdout)["warnings"] if each["severity"] != "note"]
        assert (ran.exit_code, found) == (0, [])


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "content" / "brief.yaml"
    mine.parent.mkdir()
    mine.write_text("title: mine", encoding="utf-8")
    done = brief("new", tmp_path)
    assert done.exit_code == 1
    assert f"{mine}: error: exists already" in done.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["brief.yaml"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere.yaml"], "there is no file nowhere.yaml"),
        (["build"], "no brief (*.yaml) in ."),
        (["build", "--only", "slides"], "'slides' is not one of 'deck', 'memo'"),
        (["bild"], "no such command 'bild'; did you mean 'build'?"),
    ],
)
def test_a_wrong_command_line_exits_with_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = brief(*arguments, cwd=tmp_path)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_hidden_file_of_another_program_is_no_brief(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    assert brief("check", cwd=tmp_path).exit_code == 0
    assert "pre-commit" not in brief("check", "c.yaml", cwd=tmp_path).stderr


def test_a_mistyped_option_is_told_in_one_sentence_also_as_json() -> None:
    assert "no such option '--no-note'; did you mean one of: '--no-notes'" in brief("build", "--no-note").stderr
    (problem,) = json.loads(brief("build", "--hand-out", "--format", "json").stdout)["problems"]
    assert problem["message"] == "no such option '--hand-out'; did you mean '--handout'?"


def test_several_briefs_have_to_be_chosen_from(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("title: x", encoding="utf-8")
    done = brief("check", cwd=tmp_path)
    assert done.exit_code == 2
    assert "which brief? . holds a.yaml, b.yaml" in done.stderr


def test_an_audiences_file_is_no_brief(tmp_path: Path) -> None:
    brief("new", tmp_path)
    for command in ("build", "check", "verify"):
        ran = brief(command, "content/audiences/allies.yaml", cwd=tmp_path)
        assert ran.exit_code == 2
        assert "is an audience's file; name the brief, and choose the audience with -a allies" in ran.stderr


def test_output_that_cannot_be_written_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = brief("build", HARBOUR, "-o", blocked / "inside")
    assert done.exit_code == 1
    assert "cannot be written: Not a directory; a file stands where a folder has to be: move it, or" in done.stderr
