"""What Windows and macOS have not, stands in few modules and behind a question; a build does without it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import policybrief
from support.commands import brief
from support.projects import MINIMAL, ROOT, Tree
from support.sample import SAMPLE

PACKAGE = Path(policybrief.__file__).parent
_ELSEWHERE_MISSING = re.compile(
    r"\bos\.(?:fork|getuid|geteuid|getgid|kill|killpg|waitpid|setsid|chown|mkfifo|nice|uname)\b"
    r"|\b(?:import|from) (?:fcntl|pwd|grp|resource|termios|tty|pty|crypt|syslog)\b"
    r"|\bsignal\.(?:SIGKILL|SIGALRM|SIGHUP|alarm|setitimer)\b|preexec_fn"
)
ALLOWED = {
    "system/files/access.py": 'sys.platform == "win32"',
    "system/files/cache_places.py": 'os.name == "nt" or',
    "system/processes/confined.py": 'hasattr(os, "fork")',
    "system/processes/parallel.py": 'hasattr(os, "fork")',
    "system/processes/piped.py": 'hasattr(os, "killpg")',
    "system/processes/standing.py": "confined.can_confine()",
}
"""The modules that have such a call, and the question that they ask first."""

_WITHOUT = """
import os, sys
from policybrief.cli.program import run
for name in ("fork", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "link"):
    if hasattr(os, name):
        delattr(os, name)
def link(*args, **options):
    raise NotImplementedError
os.link = link
sys.argv = ["brief", "build"]
run()
"""


def test_calls_that_others_have_not_stand_where_it_is_asked_for_them() -> None:
    having = {
        file.relative_to(PACKAGE).as_posix(): file.read_text(encoding="utf-8")
        for file in PACKAGE.rglob("*.py")
        if _ELSEWHERE_MISSING.search(file.read_text(encoding="utf-8"))
    }
    assert having.keys() == ALLOWED.keys()
    assert [name for name, question in ALLOWED.items() if question not in having[name]] == []


def test_a_build_does_without_them(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    for _ in range(2):  # the second one finds the files of the first
        done = subprocess.run([sys.executable, "-c", _WITHOUT], cwd=root, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert {file.name for file in (root / "output").iterdir()} == {"b.pptx", "b.pdf"}


def test_line_ends_and_a_mark_of_windows_change_no_document(tree: Tree) -> None:
    texts = {"unix": MINIMAL.encode(), "windows": b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode()}
    summaries = []
    for name, text in texts.items():
        root = tree({f"{name}/content/b.yaml": ""}) / name
        (root / "content" / "b.yaml").write_bytes(text)
        ran = brief("build", "--jobs", "1", cwd=root)
        assert (ran.exit_code, ran.stderr) == (0, "")
        summaries.append([line.split("  ")[-1] for line in ran.stdout.splitlines()[:-1]])
    assert summaries[0] == summaries[1]


def test_names_of_files_are_such_as_windows_takes(tree: Tree) -> None:
    audiences = {
        f"content/audiences/{file.name}": file.read_text(encoding="utf-8")
        for file in (ROOT / "content" / "audiences").glob("*.yaml")
    }
    root = tree({"content/china-russia.yaml": SAMPLE.read_text(encoding="utf-8"), **audiences})
    assert brief("build", "--only", "memo", cwd=root).exit_code == 0
    names = [file.name for file in (root / "output").iterdir()]
    assert any("TLP-GREEN" in name for name in names)
    for name in names:
        assert not set(name) & set('<>:"/\\|?*')
        assert PureWindowsPath(name).name == name
