"""Ctrl-C at any moment: one word, no traceback."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

_PLANTED = """
import sys
from importlib.abc import MetaPathFinder

class Interrupt(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
sys.argv = ["brief", "theme", "list"]
from policybrief.cli.program import run
run()
"""


@pytest.mark.parametrize(
    "module", ["click", "policybrief.cli.main", "policybrief.cli.theme", "policybrief.theme.files"]
)
def test_ctrl_c_says_one_word(module: str) -> None:
    """The moments are those at which a module is looked for."""
    command = [sys.executable, "-c", _PLANTED.format(module=module)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", "Aborted!")


def test_until_then_nothing_is_loaded_that_python_has_not() -> None:
    """What is imported before the guard stands could be interrupted with a traceback."""
    code = "import sys, os; had = {*sys.modules}; import policybrief.cli.program; print(sorted({*sys.modules} - had))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    loaded = {"__future__", "gc", "policybrief", "policybrief.cli", "policybrief.cli.program"}
    assert {*ast.literal_eval(done.stdout)} <= loaded
