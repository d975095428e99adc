"""The scripts of tools/ as modules: they are no package, so they are loaded by their files."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from support.projects import ROOT


def tool(name: str) -> Any:
    """The script tools/NAME.py, run as a module that is not the main one."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
