"""`brief lsp`, as an editor sees it: a real client beside a real server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from policybrief.serve.lsp.briefs import brief_of
from support.language_client import editing
from support.projects import MINIMAL, Tree

AUDIENCES = {
    "content/audiences/board.yaml": "name: The board\nto: The board\njudgments:\n  only-berth:\n    so_what: It is.\n",
    "content/audiences/crew.yaml": "name: The crew\nto: The crew\nwithout: [judgments]\n",
}
ONE_LINE = "- {label: Чому, text: It is the only berth.}  # \N{SHIP}"
WRONG = MINIMAL.replace("- label: Why\n      text: It is the only berth.", ONE_LINE).replace("high", "hihg")


def everything(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_what_is_wrong_is_told_as_it_is_typed_and_a_fix_mends_it(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL})
    file, before = root / "content" / "brief.yaml", everything(root)

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(file, WRONG)
            ((problem,),) = await editor.news(file)
            assert problem.message == "judgments[0].confidence: 'hihg' is not a confidence; did you mean 'high'?"
            assert (problem.severity, problem.code) == (types.DiagnosticSeverity.Error, "unknown-word")
            assert editor.text(file, problem.range) == "hihg"
            mended = await editor.fixed(file, problem)
            assert mended == WRONG.replace("hihg", "high")
            editor.type(file, mended)
            assert await editor.news(file) == [()]
            editor.type(file, MINIMAL.replace("to: The board", "to: The board: all"))
            ((problem,),) = await editor.news(file)
            assert problem.range.start.line == 2
            editor.type(file, MINIMAL.replace("It is the only berth.", "It is the only berth. " * 90))
            (found,) = await editor.news(file)
            assert any("bottom_line.points[0].text" in each.message for each in found), found
            editor.close(file)
            assert await editor.news(file) == [()]

    asyncio.run(session())
    assert everything(root) == before


def test_a_text_is_told_where_it_stands_and_leads_there(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL, **AUDIENCES})
    file, board = root / "content" / "brief.yaml", root / "content" / "audiences" / "board.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(file)
            editor.open(board)
            assert await editor.news(file, board) == [(), ()]
            said = await editor.hover(file, "There is no other")
            assert "Stands on slide" in said
            assert "for The board" in said
            assert "lines used" in said
            assert "The crew" not in said
            assert "as in ICD 203" in await editor.hover(file, "confidence: high")
            assert "for The board" in await editor.hover(board, "so_what: It is")
            assert await editor.hover(file, "count\n    type") != ""
            (title,) = await editor.slides(file, "There is no other")
            assert title.startswith("Show slide ")
            number = int(title.split()[2])
            await editor.command("policybrief.showSlide", file.as_uri(), "board", number)
            await editor.command("policybrief.showSlide", file.as_uri(), "board", 99)
            (picture,) = editor.shown
            assert "There is no other berth" in "".join(picture.read_text("utf-8").split("<tspan>"))
            assert picture.stat().st_mode & 0o077 == 0 or picture.parent.stat().st_mode & 0o077 == 0
            assert await editor.definition(file, "only-berth]") == (file, "only-berth")
            assert await editor.definition(file, "count\n        locator") == (file, "count")
            assert await editor.definition(board, "only-berth") == (file, "only-berth")
            outline = await editor.outline(file)
            assert {"Bottom line", "Key judgments"} <= outline.keys()
            assert outline["Key judgments"] == ["There is no other berth"]
            editor.close(file)  # what is not open is read from the project
            assert await editor.definition(board, "only-berth") == (file, "only-berth")
            editor.open(file)
            assert await editor.definition(file, "the only berth") is None
            editor.type(file, MINIMAL.replace("rests_on: [only-berth]", "rests_on: []\n    audiences: [board]"))
            assert await editor.definition(file, "board]") == (board, "name: The board")
            assert "only-berth" in await editor.offered(file, "rests_on: [")
            assert {"board", "crew"} <= {*await editor.offered(file, "audiences: [board")}
            assert "quote" in await editor.offered(file, "source: count\n        ")
            assert not picture.with_name("slide-99.svg").exists()
        assert not picture.exists()

    asyncio.run(session())


@pytest.mark.parametrize(
    ("name", "text", "brief"),
    [
        ("content/other.yaml", "a: 1\n", "content/other.yaml"),
        ("content/audiences/board.yaml", "", "content/brief.yaml"),
        ("content/audiences/other/press.yaml", "", "content/other.yaml"),
        ("elsewhere/b.yaml", "title: A\nbottom_line: {}\n", "elsewhere/b.yaml"),
        ("elsewhere/pod.yaml", "kind: Pod\n", ""),
        ("content/themes/house.yaml", "title: A\n", ""),
        ("content/lint.yaml", "rules: []\n", ""),
        ("mail.yaml", "from: a@b.example\n", ""),
        ("content/audiences/nobody/press.yaml", "", ""),
        ("content/brief.json", "title: A\nkind: decision\n", ""),
    ],
)
def test_which_brief_a_file_belongs_to(name: str, text: str, brief: str, tree: Tree) -> None:
    files = {"content/brief.yaml": MINIMAL, "content/other.yaml": "a: 1\n", "content/audiences/other/press.yaml": ""}
    root = tree({**files, **AUDIENCES, name: text})
    assert brief_of(root / name, text) == (root / brief if brief else None)


def test_of_several_briefs_an_audience_s_file_belongs_to_the_one_that_is_open(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL, "content/other.yaml": MINIMAL, **AUDIENCES})
    other = root / "content" / "other.yaml"
    assert brief_of(root / "content" / "audiences" / "board.yaml", "", {other}) == other
