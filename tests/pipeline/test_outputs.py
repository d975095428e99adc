"""A third format is a row of the table: nothing else of the program has to know it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policybrief.pipeline.outputs import OUTPUTS, Fitted, Output
from policybrief.text.document import runs
from policybrief.text.run import plain
from support.commands import brief


def fit(memo, run):
    lines = [plain(memo.title), *(run.text for run in runs(memo.blocks))]
    return Fitted(lines, f"{len(lines)} lines", memo)


def write(lines):
    return "\n".join(lines).encode()


TEXT = Output("text", "memo", ".txt", "text/plain", fit, write)
"""The memo as plain text."""


@pytest.fixture(autouse=True)
def _three_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OUTPUTS, TEXT.name, TEXT)


def test_it_is_built_beside_the_others(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    ran = brief("build", "--format", "json", cwd=root)
    documents = json.loads(ran.stdout)["documents"]
    assert [(one["kind"], Path(one["path"]).name) for one in documents] == [
        ("deck", "brief.pptx"), ("memo", "brief.pdf"), ("text", "brief.txt")
    ]  # fmt: skip
    first = (root / "output" / "brief.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first in minimal_brief.read_text(encoding="utf-8")


def test_it_is_checked_timed_kept_and_cleaned_as_they_are(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    checked = brief("check", "-v", cwd=root)
    assert "text  " in checked.stdout
    assert "fit text" in checked.stderr
    brief("build", cwd=root)
    text = root / "output" / "brief.txt"
    text.write_text("mine", encoding="utf-8")
    assert "brief.edited-1.txt" in brief("build", cwd=root).stderr
    minimal_brief.write_text(minimal_brief.read_text(encoding="utf-8") + "marking: TLP:GREEN\n", encoding="utf-8")
    assert "brief.txt" in brief("build", cwd=root).stderr
    assert (root / "output" / "brief_TLP-GREEN.txt").exists()
    assert "deleted" in brief("clean", cwd=root).stdout
    assert not text.exists()


def test_what_a_template_leaves_out_is_told_of_it_too(minimal_brief: Path) -> None:
    template = minimal_brief.parent.parent / "templates" / "memo.xml.j2"
    template.parent.mkdir()
    template.write_text('{% extends "memo.xml.j2" %}{% block judgments %}{% endblock %}', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(OUTPUTS, "memo")
        patch.delitem(OUTPUTS, "deck")
        ran = brief("check", minimal_brief)
    assert ran.exit_code == 1
    assert "is not in the memo" in ran.stderr


def test_the_command_offers_it(minimal_brief: Path) -> None:
    code = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[1])!r}]
import test_outputs
test_outputs.OUTPUTS["text"] = test_outputs.TEXT
for name in [name for name in sys.modules if name.startswith("policybrief.cli")]:
    del sys.modules[name]
from policybrief.cli.program import run
sys.argv = ["brief", "build", "--only", "text"]
run()
"""
    root = minimal_brief.parent.parent
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)
    assert [file.name for file in (root / "output").glob("brief*")] == ["brief.txt"]
