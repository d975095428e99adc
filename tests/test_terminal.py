"""Whatever a file, a key or a template is called, a terminal shows it and obeys nothing in it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import policybrief
from policybrief.cli import findings
from policybrief.cli.terminal import one_line, plain
from policybrief.errors import Problem
from support import bases
from support.commands import brief
from support.projects import MINIMAL, Tree, minimal

ROOT = Path(policybrief.__file__).parent
ESCAPE = "\x1b]0;owned\x07"
ORDERS = [ESCAPE, "\x9b2J", "\r", "\x08", "\x7f", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\udc9b"]
"""Escape, C1, carriage return, backspace, delete, marks of direction, an end of line, a byte that is no text."""


def shown(*arguments: str | Path, cwd: Path, **variables: str) -> str:
    """What a terminal gets of a command."""
    mine, its = pty.openpty()
    command = [sys.executable, "-m", "policybrief", *map(str, arguments)]
    environment = {**os.environ, "TERM": "xterm", **variables}
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=its, stdout=its, stderr=its)
    os.close(its)
    content = b""
    while True:
        try:
            piece = os.read(mine, 65536)
        except OSError:
            break
        if not piece:
            break
        content += piece
    process.wait()
    os.close(mine)
    return content.decode(errors="surrogateescape").replace("\r\n", "\n").replace("\r\x1b[K", "")


def obeyed(text: str) -> list[str]:
    return [order for order in ORDERS if order in text]


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_is_shown_by_its_number(order: str) -> None:
    assert not obeyed(plain(f"a{order}b"))
    assert plain("習 é\t\n") == "習 é\t\n"
    assert "\n" not in one_line("a\nwarning: all is well")


@pytest.mark.parametrize("order", [chr(code) for code in (0x7F, 0x85, 0x9B, 0x200E, 0x202E, 0xE0041)])
def test_what_is_printed_of_json_stays_what_it_says(order: str) -> None:
    assert json.loads(plain(json.dumps([order], ensure_ascii=False))) == [order]


def test_a_name_begins_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    findings.tell([Problem("is odd\nwarning: x", "a\nb.yaml", 3, hint="c\nd")])
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("command", ["check", "theme list", "templates list", "templates check", "audiences"])
def test_names_of_files(command: str, tree: Tree) -> None:
    odd = "".join(ORDERS) + "\nwarning: all is well"
    root = tree(
        {
            f"content/x{odd}.yaml": MINIMAL,
            f"content/audiences/x{odd}.yaml": f"nam{ESCAPE}\u202e: x\n",
            f"content/themes/x{odd}.yaml": "extends: statecraft\n",
            "templates/deck.xml.j2": '{% extends "' + ESCAPE + '" %}',
            f"templates/headers/x{odd}.xml.j2": "{{ " + ESCAPE,
        }
    )
    done = brief(*command.split(), cwd=root)
    assert not obeyed(done.stdout + done.stderr)
    assert "\nwarning: all is well" not in done.stdout + done.stderr


def test_click_s_own_words_repeat_what_was_typed(tmp_path: Path) -> None:
    for arguments in (["build", f"{ESCAPE}.yaml"], ["build", "a", f"b{ESCAPE}"], [f"--{ESCAPE}"], [ESCAPE]):
        done = brief(*arguments, cwd=tmp_path)
        assert done.exit_code == 2
        assert not obeyed(done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_terminal_gets_no_orders_with_a_build(tree: Tree) -> None:
    root = tree({f"content/x{ESCAPE}.yaml": MINIMAL.replace("title:", "title\u202e:", 1)})
    text = shown("build", cwd=root)
    assert "x\\x1b]0;owned\\x07.yaml" in text
    assert not obeyed(text)


def test_a_terminal_has_lines_of_its_width_and_colours(tree: Tree) -> None:
    root = tree({"b.yaml": minimal(("confidence: high", "confidence: hihg"))})
    text = shown("build", "b.yaml", cwd=root, COLUMNS="50")
    assert text.splitlines() == [
        "\x1b[1mb.yaml:15:17:\x1b[0m \x1b[31merror:\x1b[0m judgments[0].confidence:",
        "    'hihg' is not a confidence; did you mean",
        "    'high'?",
        "        confidence: hihg",
        "                    \x1b[31m^\x1b[0m",
        "\x1b[31m1 error\x1b[0m; nothing was written; can be mended:",
        "    \x1b[34mbrief fix\x1b[0m",
    ]
    without = [
        shown("build", "b.yaml", cwd=root, COLUMNS="50", **plainly) for plainly in ({"NO_COLOR": "1"}, {"TERM": "dumb"})
    ]
    assert without == [re.sub(r"\x1b\[\d+m", "", text)] * 2
    piped = brief("build", "b.yaml", cwd=root).stderr
    assert " ".join(piped.split()) == " ".join(without[0].split())
    assert len(piped.splitlines()) == 4


def test_a_terminal_without_unicode_gets_other_marks(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL, "content/audiences/a.yaml": "name: A\nnotes: false\n"})
    assert " –\n" in shown("audiences", cwd=root)
    assert " -\n" in shown("audiences", cwd=root, PYTHONIOENCODING="ascii")


def test_json_is_asked_for_whatever_is_wrong(tmp_path: Path) -> None:
    for arguments in (["bild"], ["build", "--onyl", "deck"], ["build", "nowhere.yaml"], ["mail", "--confirm", "x"]):
        ran = brief(*arguments, "--format", "json", cwd=tmp_path)
        (problem,) = json.loads(ran.stdout)["problems"]
        assert (ran.exit_code, ran.stderr, problem["severity"]) == (2, "", "error")


def test_names_in_a_deck(tmp_path: Path) -> None:
    """Layouts are named by whoever made the template."""
    file = tmp_path / "base.pptx"
    file.write_bytes(
        bases.repacked(
            bases.default(),
            lambda files: files.update(
                {
                    "ppt/slideLayouts/slideLayout1.xml": files["ppt/slideLayouts/slideLayout1.xml"].replace(
                        b'name="Title Slide"', 'name="\u202eTitle\u009b2J"'.encode()
                    )
                }
            ),
        )
    )
    assert "202e" in (found := brief("theme", "inspect", file).stdout)
    assert not obeyed(found)
    file.write_bytes(bases.repacked(bases.default(), lambda files: files.update({f"ppt/x{ESCAPE}.xml": b"<x/>"})))
    assert not obeyed(brief("check", file).stderr)
