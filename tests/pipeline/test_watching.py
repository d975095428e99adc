"""`brief build --watch`: what a change touches, and nothing else; problems that end nothing; Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policybrief.errors import BriefError
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.watching import Watched, is_settled, rounds
from policybrief.system.files.watched import Stamps
from policybrief.system.processes import confined
from support.projects import MINIMAL, Tree

AUDIENCES = {"content/audiences/board.yaml": "name: Board\n", "content/audiences/press.yaml": "name: Press\n"}
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
Rounds = Iterator[tuple[frozenset[Path], Stamps]]


class Loop:
    """A brief that is watched in this process: each change is a round."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.watched = Watched(root / "content" / "b.yaml", BuildOptions(only=("memo",), jobs=1))
        self.rounds: Rounds = rounds(self.watched)
        assert self.next() == {name.stem for name in map(Path, AUDIENCES)}

    def next(self) -> set[str]:
        """The audiences for which the next round writes."""
        saved = self.watched.build(*next(self.rounds))
        return set(saved.paths) if saved else set()

    def write(self, name: str, text: str | bytes) -> set[str]:
        """The same after a file was written, as editors do: beside, and renamed."""
        new = self.root / "new.tmp"
        new.write_bytes(text.encode() if isinstance(text, str) else text)
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        new.replace(self.root / name)
        return self.next()

    def problems(self, name: str, text: str) -> None:
        """Write a file; what is in the way of an audience is raised."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")
        saved = self.watched.build(*next(self.rounds))
        raise BriefError(problem for edition in (saved.editions if saved else ()) for problem in edition.problems)


@pytest.fixture
def loop(tree: Tree) -> Loop:
    return Loop(tree({"content/b.yaml": MINIMAL, **AUDIENCES}))


def test_an_audiences_file_touches_it_alone(loop: Loop) -> None:
    assert loop.write("content/audiences/press.yaml", "name: Press\nsubtitle: For the press\n") == {"press"}


def test_a_text_touches_those_who_get_it(loop: Loop) -> None:
    assert loop.write("content/b.yaml", MINIMAL.replace("Build the quay\n", "Build it\n", 1)) == {"board", "press"}
    more = "  - {id: hire, audiences: [board], headline: Hire crews, text: Hire two crews., rests_on: [only-berth]}\n"
    assert loop.write("content/b.yaml", MINIMAL.replace("sources:\n", f"{more}sources:\n")) == {"board", "press"}
    fewer = more.replace("two crews", "one crew")
    assert loop.write("content/b.yaml", MINIMAL.replace("sources:\n", f"{fewer}sources:\n")) == {"board"}


def test_a_comment_touches_nobody(loop: Loop) -> None:
    assert loop.write("content/b.yaml", f"# a comment\n{MINIMAL}") == set()


def test_a_template_of_an_audience_touches_it_alone(loop: Loop) -> None:
    own = '{% extends "memo.xml.j2" %}'
    assert loop.write("templates/board/memo.xml.j2", own) == {"board"}
    assert loop.write("templates/memo.xml.j2", own) == {"board", "press"}
    (loop.root / "templates" / "board" / "memo.xml.j2").unlink()
    assert loop.next() == {"board"}


@pytest.mark.skipif(not confined.can_confine(), reason="nothing can be forked here")
def test_a_template_that_never_ends_is_stopped_and_the_mended_one_is_built(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "TEMPLATE", confined.Limits(256, 0))
    loop = Loop(tree({"content/b.yaml": MINIMAL, **AUDIENCES}))
    own = "{% extends 'memo.xml.j2' %}{% block bottom_line %}MORE{{ super() }}{% endblock %}"
    for_ever = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
    with pytest.raises(BriefError, match="takes more than 0 seconds"):
        loop.problems("templates/board/memo.xml.j2", own.replace("MORE", for_ever))
    assert loop.write("templates/board/memo.xml.j2", own.replace("MORE", "")) == {"board"}


def test_a_theme_touches_those_who_have_it(loop: Loop) -> None:
    house = 'extends: statecraft\nname: House\ncolors: {primary: "123A2E"}\n'
    assert loop.write("content/themes/house.yaml", house) == set()
    assert loop.write("content/audiences/press.yaml", "name: Press\ntheme: house\n") == {"press"}
    assert loop.write("content/themes/house.yaml", house.replace("123A2E", "223A2E")) == {"press"}


def test_what_is_wrong_ends_nothing_and_the_last_good_build_stays(loop: Loop) -> None:
    memo = loop.root / "output" / "b_board.pdf"
    before = memo.read_bytes()
    with pytest.raises(BriefError):
        loop.write("content/b.yaml", MINIMAL.replace("confidence: high", "confidence: hihg"))
    assert memo.read_bytes() == before
    assert loop.write("content/b.yaml", MINIMAL) == set()
    assert loop.write("content/b.yaml", MINIMAL.replace("confidence: high", "confidence: low")) == {"board", "press"}


def test_a_picture_touches_those_whose_documents_name_it(loop: Loop) -> None:
    logo = "extends: statecraft\nname: House\nlogo: {file: logo.svg, alt: A quay}\n"
    loop.write("content/themes/logo.svg", PICTURE)
    loop.write("content/themes/house.yaml", logo)
    assert loop.write("content/audiences/board.yaml", "name: Board\ntheme: house\n") == {"board"}
    assert loop.write("content/themes/logo.svg", PICTURE.replace(b'"20"', b'"10"')) == {"board"}


def test_a_file_of_numbers_touches_those_who_see_them(loop: Loop) -> None:
    chart = (
        "charts:\n  - {headline: It grows, kind: column, data: figures/fleet.csv, alt: It grows., not_for: [press],"
        " in_memo: true}\n"
    )
    (loop.root / "figures").mkdir()
    (loop.root / "figures" / "fleet.csv").write_text("Quarter,Ships\nQ1,1\nQ2,2\n", encoding="utf-8")
    assert loop.write("content/b.yaml", MINIMAL + chart) == {"board"}
    assert loop.write("figures/fleet.csv", "Quarter,Ships\nQ1,1\nQ2,3\n") == {"board"}


def test_a_file_of_figures_touches_those_whose_texts_name_them(loop: Loop) -> None:
    data = "data: {fleet: figures/fleet.csv, secret: figures/crew.yaml}\n"
    (loop.root / "figures").mkdir()
    (loop.root / "figures" / "fleet.csv").write_text("Quarter,Ships\nQ1,1\nQ2,2\n", encoding="utf-8")
    (loop.root / "figures" / "crew.yaml").write_text("night: 3\n", encoding="utf-8")
    kept = "    - {label: Crew, text: '[=secret.night] at night', not_for: [press]}\n"
    text = MINIMAL.replace("judgments:", f"{kept}judgments:").replace("full.", "full of [=fleet.ships.Q2].")
    assert loop.write("content/b.yaml", text + data) == {"board", "press"}
    assert loop.write("figures/crew.yaml", "night: 4\n") == {"board"}
    assert loop.write("figures/fleet.csv", "Quarter,Ships\nQ1,7\nQ2,2\n") == set()
    assert loop.write("figures/fleet.csv", "Quarter,Ships\nQ1,7\nQ2,3\n") == {"board", "press"}


def test_a_file_that_is_just_being_written_is_waited_for() -> None:
    brief, template = Path("b.yaml"), Path("memo.xml.j2")
    before = {brief: (1, 10), template: (1, 10)}
    assert not is_settled(before, before)
    assert not is_settled(before, {**before, brief: (2, 0)})
    assert is_settled(before, {**before, brief: (3, 11)})
    assert is_settled(before, {**before, template: (2, 0)})


_HEARD = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["brief", "build", "--only", "memo", "--watch"]
from policybrief.cli.program import run
run()
"""
"""What a shell puts in the background is deaf to Ctrl-C, and so would be whatever the tests start there."""


def test_ctrl_c_ends_it_cleanly(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    command = [sys.executable, "-c", _HEARD]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        assert "no problems; 1 file written" in watching.stdout.readline()
        watching.send_signal(signal.SIGINT)
        try:
            out, err = watching.communicate(timeout=60)
        finally:
            watching.kill()
    assert (watching.returncode, out, err) == (0, "", "stopped\n")
