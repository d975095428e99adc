"""The real brief as it is for everyone: its text without what says who gets an item, so that it builds in any folder.

Its audiences have tests of their own.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from pathlib import Path

from support.projects import ROOT

REAL = ROOT / "content" / "china-russia.yaml"
AUDIENCES = sorted((ROOT / "content" / "audiences").glob("*.yaml"))


def _for_everyone() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="policybrief-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    text = re.sub(r"\n +(audiences|not_for): \[.*\]", "", REAL.read_text(encoding="utf-8"))
    file = folder / "content" / REAL.name
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return file


SAMPLE = _for_everyone()
