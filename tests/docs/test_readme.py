"""The README is short, and its sample of an error is what a user gets."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from support import commands
from support.projects import ROOT
from support.sample import SAMPLE

README = (ROOT / "README.md").read_text(encoding="utf-8")


MOST_BYTES = 8_000


def test_it_is_short() -> None:
    assert len(README.encode()) <= MOST_BYTES, "move what is not for everybody into docs/"


def test_it_names_every_extra() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for_users = sorted(extras.keys() - {"audit", "dev"})
    assert f".[{','.join(for_users)}]" in README
    assert all(f"| `{extra}` |" in README for extra in for_users)


def test_its_sample_of_an_error_is_what_a_user_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = tmp_path / "content" / "china-russia.yaml"
    brief.parent.mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    brief.write_text(text.replace("confidence: high", "confidence: hihg", 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert f"```text\n{commands.brief('build').stderr}```" in README
