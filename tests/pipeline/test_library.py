"""`import policybrief`: what other programs call. That it is light, quiet, and does what the commands do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import policybrief
from support.commands import Ran, brief
from support.projects import MINIMAL, ROOT, Tree
from support.tools import tool

PAGE = ROOT / "docs" / "api.md"


def in_python(code: str, folder: Path = ROOT) -> str:
    """What a new process prints that runs `code` in `folder`."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def files(ran: Ran, folder: Path) -> dict[str, bytes]:
    assert ran.exit_code == 0, ran.stderr
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in (".pptx", ".pdf")}


def test_the_import_loads_nothing_and_changes_nothing() -> None:
    code = """
import gc, os, sys
before, names = dict(os.environ), set(sys.modules)
import policybrief
assert gc.isenabled() and dict(os.environ) == before
print(*(name for name in set(sys.modules) - names if name.partition(".")[0] not in sys.stdlib_module_names))
"""
    assert in_python(code).split() == ["policybrief"]


def test_all_that_is_offered_is_there_and_typed() -> None:
    for name in policybrief.__all__:
        assert getattr(policybrief, name).__doc__, name
        assert name in dir(policybrief)
    assert (Path(policybrief.__file__).parent / "py.typed").exists()
    with pytest.raises(AttributeError, match="no attribute 'buidl'"):
        policybrief.buidl  # noqa: B018  # that it is refused


def test_a_build_is_that_of_the_command(minimal_brief: Path, tmp_path: Path) -> None:
    made = policybrief.build(minimal_brief)
    assert not (minimal_brief.parent.parent / "output").exists()
    paths = made.save()
    assert (
        [path.name for path in paths] == [document.name for document in made.documents] == ["brief.pptx", "brief.pdf"]
    )
    ours = {path.name: path.read_bytes() for path in paths}
    assert ours == files(brief("build", minimal_brief, "-o", tmp_path / "out"), tmp_path / "out")


def test_what_is_asked_for_is_made(minimal_brief: Path) -> None:
    (memo,) = policybrief.build(minimal_brief.parent.parent, only=["memo"]).documents
    assert (memo.kind, memo.name, memo.content[:5]) == ("memo", "brief.pdf", b"%PDF-")
    with pytest.raises(policybrief.BriefError, match="there is no output 'mmeo'; did you mean 'memo'"):
        policybrief.build(minimal_brief, only=["mmeo"])
    with pytest.raises(policybrief.BriefError, match="there is no audience 'board'"):
        policybrief.build(minimal_brief, audiences=["board"])


def test_a_file_that_was_edited_is_kept(minimal_brief: Path) -> None:
    made = policybrief.build(minimal_brief, only=["memo"])
    (path,) = made.save()
    path.write_bytes(b"edited")
    made.save()
    assert {file.read_bytes()[:5] for file in path.parent.glob("*.pdf")} == {b"%PDF-", b"edite"}


def test_problems_are_records(tree: Tree) -> None:
    file = tree({"content/brief.yaml": MINIMAL.replace("confidence: high", "confidence: hihg")}) / "content/brief.yaml"
    for call in (policybrief.load, policybrief.build):
        with pytest.raises(policybrief.BriefError) as raised:
            call(file)
        (problem,) = raised.value.problems
        assert (problem.path, problem.hint) == ("judgments[0].confidence", "did you mean 'high'?")
        assert problem.line > 1
    assert policybrief.check(file).problems == raised.value.problems


def test_a_brief_that_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    for given in (tmp_path, tmp_path / "none.yaml"):
        (problem,) = policybrief.check(given).problems
        assert problem.message.startswith(("no brief", "there is no file"))


def test_check_writes_nothing_and_takes_finished_files(minimal_brief: Path) -> None:
    root = minimal_brief.parent.parent
    assert policybrief.check(minimal_brief) == policybrief.Report()
    assert not (root / "output").exists()
    policybrief.build(minimal_brief).save()
    assert [policybrief.check(file).problems for file in sorted((root / "output").glob("brief.*"))] == [(), ()]


def test_load_gives_the_brief(minimal_brief: Path) -> None:
    assert policybrief.load(minimal_brief).judgments[0].id


def test_the_page_is_current_and_its_example_runs(minimal_brief: Path) -> None:
    page = tool("api_page")
    assert PAGE.read_text(encoding="utf-8") == page.page(), "run tools/api_page.py"
    said = in_python(page.EXAMPLE, minimal_brief.parent.parent).splitlines()
    assert said[0].startswith("memo brief.pdf ")
    assert said[1] == str(Path("output/brief.pdf"))
