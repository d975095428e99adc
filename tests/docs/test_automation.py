"""The files by which other programs run `brief check`: a pre-commit hook, an action of GitHub, an image."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.commands import brief
from support.projects import MINIMAL, ROOT, Tree

BROKEN = MINIMAL.replace("confidence: high", "confidence: hihg")


def _read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_hook_checks_the_brief_when_something_of_it_is_committed(tree: Tree) -> None:
    (hook,) = _read(".pre-commit-hooks.yaml")
    program, *arguments = hook["entry"].split()
    assert (hook["id"], program, hook["language"], hook["pass_filenames"]) == ("brief-check", "brief", "python", False)
    assert brief(*arguments, cwd=tree({"content/b.yaml": MINIMAL})).exit_code == 0
    touched = ("content/b.yaml", "content/audiences/board.yaml", "templates/deck.xml.j2", "sources/lo.txt")
    assert all(re.search(hook["files"], name) for name in touched)
    assert not re.search(hook["files"], "README.md")


@pytest.mark.parametrize(("text", "code"), [(MINIMAL, 0), (BROKEN, 1)], ids=["right", "wrong"])
def test_the_action_ends_as_brief_check_does(tree: Tree, text: str, code: int) -> None:
    root = tree({"content/b.yaml": text, "bin/brief": f'#!/bin/sh\nexec "{sys.executable}" -m policybrief "$@"\n'})
    (root / "bin" / "brief").chmod(0o755)
    *_, step = _read("action.yml")["runs"]["steps"]
    assert set(step["env"]) == {"BRIEF", "BUILD"}
    environment = {
        **os.environ,
        "PATH": f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "BRIEF": "",
        "BUILD": "true",
    }
    shell = ["bash", "-e", "-c", step["run"]]
    done = subprocess.run(shell, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert (root / "output" / "b.pdf").exists() is (code == 0)


def test_no_input_of_the_action_is_read_by_the_shell_as_code() -> None:
    for step in _read("action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_image_has_all_that_the_wheel_is_made_of_and_no_root() -> None:
    image, kept = ((ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", ".dockerignore"))
    copied = {name for line in re.findall(r"^COPY (?!--)(.*) \S+$", image, re.MULTILINE) for name in line.split()}
    assert {"pyproject.toml", "src", "templates", "content", "README.md", "LICENSE"} <= copied
    assert copied <= {line.removeprefix("!") for line in kept.splitlines()}
    assert all((ROOT / name).exists() for name in copied)
    assert re.search(r"^USER brief$", image, re.MULTILINE)


def test_the_trial_of_the_image_says_where_there_is_no_docker(tmp_path: Path) -> None:
    (tmp_path / "docker").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "docker").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = [str(ROOT / "tools" / "try_docker.sh")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "no Docker daemon answers" in done.stderr) == (3, True)
