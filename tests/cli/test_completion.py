"""What a shell completes: names of audiences, themes, templates, kinds; commands and options are click's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from policybrief.cli import scaffold
from policybrief.cli.main import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    scaffold.new(tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


def completed(*words: str) -> list[str]:
    """The completions of the last word."""
    *before, last = words
    shell = ShellComplete(main, {}, "brief", "_BRIEF_COMPLETE")
    return [item.value for item in shell.get_completions(list(before), last)]


def test_audiences_are_those_of_the_brief(project: Path) -> None:
    assert completed("build", "-a", "") == ["allies", "congress", "principals"]
    assert completed("build", "content/brief.yaml", "--audience", "c") == ["congress"]
    assert completed("templates", "copy", "memo", "-a", "a") == ["allies"]
    own = project / "content" / "audiences" / "brief"
    own.mkdir()
    (own / "board.yaml").write_text("name: Board\n", encoding="utf-8")
    assert completed("check", "-a", "") == ["board"]


def test_themes_are_the_built_in_ones_and_the_projects(project: Path) -> None:
    assert {"cable", "commons", "house", "statecraft"} <= set(completed("theme", "check", ""))
    assert completed("new", "x", "--theme", "ca") == ["cable"]


def test_kinds_and_languages_are_those_of_a_blank_brief() -> None:
    assert completed("new", "x", "--kind", "") == ["decision", "findings", "information", "meeting", "read-ahead"]
    assert completed("new", "x", "--kind", "me") == ["meeting"]
    assert completed("new", "x", "--lang", "en") == ["en-GB", "en-US"]


@pytest.mark.usefixtures("project")
def test_templates_are_those_that_may_be_copied() -> None:
    assert {"deck", "memo"} <= {name.split(".")[0] for name in completed("templates", "copy", "")}


def test_where_no_brief_is_nothing_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed("build", "-a", "") == []
