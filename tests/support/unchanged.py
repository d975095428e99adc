"""`brief build` as it is typed: recognised where nothing has changed, in this process."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli.main import main
from policybrief.cli.unchanged import said
from policybrief.pipeline.last_build import Typed
from support.commands import Ran


def typed(root: Path, *words: str) -> tuple[bool, Ran]:
    """Whether it was recognised, and what it left behind."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.chdir(root)
        known = Typed.of(["build", *words])
        if known and said(known):
            return True, Ran(0, out.getvalue(), err.getvalue())
        result = CliRunner().invoke(main, ["build", *words], prog_name="brief", obj=known)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return False, Ran(result.exit_code, result.stdout, result.stderr)


def is_recognised(root: Path, *words: str) -> bool:
    """Whether it finds that nothing has changed."""
    return typed(root, *words)[0]


def outputs(folder: Path) -> dict[str, bytes]:
    """What lies in a folder of documents."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} if folder.exists() else {}


def kept() -> list[Path]:
    """What is kept of builds."""
    return sorted(Path(os.environ["XDG_CACHE_HOME"], "policybrief", "last-builds").iterdir())
