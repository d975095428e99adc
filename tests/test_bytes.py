"""The bytes of every document of four briefs, held against tests/data/bytes.txt: what a move of code must not change.

A change that is meant renews the list (`make goldens`), and its commit says why. Deflate is zlib's, whose output is the
same in all its releases so far; a build of Python on another library would fail here and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from support import bases
from support.bases import brief_on
from support.commands import brief
from support.projects import HARBOUR, ROOT
from support.sample import REAL

LIST = ROOT / "tests" / "data" / "bytes.txt"
CHINESE = ROOT / "tests" / "data" / "saltmere-zh.yaml"


def test_documents_are_the_same_to_the_byte(tmp_path: Path, same_as: Callable[[Path, str], None]) -> None:
    on_base = brief_on(tmp_path / "base", bases.default())
    for file in (REAL, HARBOUR, CHINESE, on_base):
        ran = brief("build", file, "-o", tmp_path / "output" / ("base" if file == on_base else ""))
        assert ran.exit_code == 0, ran.stderr
    output = tmp_path / "output"
    files = sorted(file for file in output.rglob("*") if file.suffix in (".pptx", ".pdf"))
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(output).as_posix()}" for file in files
    ]
    same_as(LIST, "\n".join(lines) + "\n")
