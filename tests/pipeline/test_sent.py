"""A fitted document can be sent to another process, which writes the very same file."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.write.write import write as write_deck
from policybrief.memo.write.write import write as write_memo
from support import bases
from support.bases import small_on
from support.fitted import CHINESE, fitted
from support.projects import HARBOUR

THERE = """
import importlib, pickle, sys
fitted = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(importlib.import_module(sys.argv[1]).write(fitted))
"""


def written_elsewhere(document: Any, module: str) -> bytes:
    sent = pickle.dumps(document)
    return subprocess.run([sys.executable, "-c", THERE, module], input=sent, capture_output=True, check=True).stdout


@pytest.mark.parametrize("name", ["harbour", "chinese", "base"])
def test_another_process_writes_the_same_bytes(name: str, tmp_path: Path) -> None:
    files = {
        "harbour": lambda: HARBOUR,
        "chinese": lambda: CHINESE,
        "base": lambda: small_on(tmp_path / "base", bases.default()),
    }
    made = fitted(files[name]())
    assert written_elsewhere(made.placed, "policybrief.deck.write.write") == write_deck(made.placed)
    assert written_elsewhere(made.memo, "policybrief.memo.write.write") == write_memo(made.memo)
