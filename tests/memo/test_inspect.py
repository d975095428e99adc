"""`brief inspect`: what a memo says about itself, and what is said of files that are no memo of ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from reportlab.pdfgen.canvas import Canvas

from policybrief import __version__
from policybrief.cli.main import main
from policybrief.pipeline import build
from support import decks


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inspect")
    (path,) = build.save(build.make(decks.HARBOUR, ("memo",)), folder)
    return path


def inspect(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["inspect", *map(str, arguments)])


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_memo_says_what_it_is(memo: Path) -> None:
    done = inspect(memo)
    assert done.exit_code == 0
    said = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if not line.startswith("made"))
    assert said == {
        "file": str(memo),
        "title": "Shore power or cold storage: what Saltmere should build first",
        "marking": "TLP:GREEN",
        "audience": "everyone",
        "date": "2026-03-09",
        "author": "Harbour planning unit",
        "language": "en-GB",
        "brief": f"sha256:{digest(decks.HARBOUR)}",
        "fonts": said["fonts"],
        "page": "595.276 × 841.89 pt (a4)",
        "claims": "PDF/UA-1, PDF/A-2a",
    }
    assert {"FiraSans-Regular", "IBMPlexSerif-SemiBold"} <= set(said["fonts"].split(", "))
    assert f"made with  policybrief {__version__}" in done.stdout


def test_json_says_the_same(memo: Path) -> None:
    said: dict[str, Any] = json.loads(inspect(memo, "--format", "json").stdout)
    assert said["claims"] == ["PDF/UA-1", "PDF/A-2a"]
    assert said["brief"] == f"sha256:{digest(decks.HARBOUR)}"
    assert "FiraSans-SemiBold" in said["fonts"]


def test_text_of_any_kind_comes_back(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    brief.pop("marking")
    brief["title"] = "Київ & <so on>"
    (path,) = build.save(build.make(decks.written(brief, tmp_path), ("memo",)), tmp_path)
    said = json.loads(inspect(path, "--format", "json").stdout)
    assert (said["title"], said["marking"]) == ("Київ & <so on>", "")
    assert "marking    –" in inspect(path).stdout


def _other(file: Path) -> None:
    canvas = Canvas(str(file), invariant=1)
    canvas.drawString(72, 72, "not ours")
    canvas.save()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _: None, "cannot be read: No such file or directory"),
        (
            lambda file: file.write_text("a letter", encoding="utf-8"),
            "is not a PDF; 'brief inspect' takes a memo, the .pdf that 'brief build' wrote",
        ),
        (
            lambda file: file.write_bytes(b""),
            "is not a PDF; 'brief inspect' takes a memo, the .pdf that 'brief build' wrote",
        ),
        (
            _other,
            "is a PDF, but not one of policybrief's; 'brief inspect' reads what 'brief build' wrote, as it wrote it",
        ),
        (
            lambda file: file.write_bytes(b"%PDF-1.7\n<?xpacket begin=''?><x><y></x><?xpacket end='w'?>"),
            "is a PDF, but not one of policybrief's; 'brief inspect' reads what 'brief build' wrote, as it wrote it",
        ),
    ],
    ids=["missing", "text", "empty", "of another program", "broken packet"],
)
def test_another_file_is_told_apart(tmp_path: Path, make: Callable[[Path], object], told: str) -> None:
    file = tmp_path / "x.pdf"
    make(file)
    done = inspect(file)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == f"{file}: error: {told}"
    problems = json.loads(inspect(file, "--format", "json").stdout)["problems"]
    assert [problem["file"] for problem in problems] == [str(file)]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert inspect(tmp_path).exit_code == 2
