"""`brief mcp`, asked by the protocol's own client over the pipes of a real process."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import anyio
import pytest

from policybrief.fonts.files import install
from support.commands import brief
from support.projects import Tree
from support.sources import BRIEF, SNAPSHOT, changed, project

QUOTE = "faster than any other on the coast"
INVENTED = changed(QUOTE, "twice as fast as any harbor of the region")
Asked = tuple[str, dict[str, Any]]


def _ask(root: Path, *asked: Asked, options: tuple[str, ...] = ()) -> list[Any]:
    """The results of these calls, in one session."""
    return anyio.run(partial(_session, root, asked, options))


async def _session(root: Path, asked: tuple[Asked, ...], options: tuple[str, ...]) -> list[Any]:
    from mcp import ClientSession  # a second's import, for the one worker that has this file
    from mcp.client.stdio import StdioServerParameters, stdio_client

    args = ["-m", "policybrief", "mcp", str(root), *options]
    async with AsyncExitStack() as stack:
        server = StdioServerParameters(command=sys.executable, args=args)
        read, write = await stack.enter_async_context(stdio_client(server))
        session = await stack.enter_async_context(ClientSession(read, write))
        await session.initialize()
        tools = (await session.list_tools()).tools
        return [tools, *[await session.call_tool(name, given) for name, given in asked]]


def _json(result: Any) -> Any:
    assert not result.is_error, result.content
    return json.loads(result.content[0].text)


def _files(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def test_a_session_without_write_reads_and_writes_nothing(tree: Tree) -> None:
    root = tree(project())
    before = _files(root)
    tools, invented, right, checked, schema, source, picture, fix = _ask(
        root,
        ("verify", {"text": INVENTED}),
        ("verify", {}),
        ("check", {"brief": "content/b.yaml"}),
        ("schema", {"of": "audience"}),
        ("source", {"id": "saltmere"}),
        ("preview", {"document": "memo"}),
        ("fix", {}),
    )
    assert {tool.name for tool in tools} == {"schema", "source", "check", "verify", "lint", "preview"}
    assert all(tool.annotations.read_only_hint for tool in tools)

    refused = _json(invented)
    assert not refused["passed"]
    (problem,) = refused["problems"]
    assert (problem["path"], problem["rule"]) == ("judgments[0].evidence[0].quote", "quote-not-found")
    nearest = {"text": SNAPSHOT.passages[0].text, "locator": "Summary, bullet 1"}
    assert problem["nearest"] == nearest

    assert _json(right)["passed"]
    assert _json(right)["summary"] == "2 quotations word for word, 2 places right"
    assert {each["kind"] for each in _json(checked)["documents"]} == {"deck", "memo"}
    assert "properties" in _json(schema)
    assert _json(source) == {"text": str(SNAPSHOT), "next": None}
    (image,) = picture.content
    assert (image.mime_type, base64.b64decode(image.data)[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert fix.is_error
    assert _files(root) == before


def test_what_a_reviewer_would_mark_is_told_with_its_rule(tree: Tree) -> None:
    hedged = changed("loses 40 centimeters a year", "will probably lose some 40 centimeters a year, perhaps more")
    root = tree(project())
    _, as_it_is, draft, broken = _ask(root, ("lint", {}), ("lint", {"text": hedged}), ("lint", {"text": "title: [a\n"}))
    told, more = (_json(each) for each in (as_it_is, draft))
    assert told["passed"]
    rules = {each["rule"] for each in more["warnings"]} - {each["rule"] for each in told["warnings"]}
    assert "hedge" in rules
    assert not _json(broken)["passed"]


def test_with_write_it_mends_what_is_certain_and_nothing_else(tree: Tree) -> None:
    wrong = changed("Summary, bullet 1", "Summary, bullet 2", changed(QUOTE, "slower than any other on the coast"))
    wrong = changed("The harbor, para. 1", "The harbor, para. 2", wrong)
    root = tree(project(brief=wrong))
    tools, fixed = _ask(root, ("fix", {}), options=("--write",))
    (tool,) = (tool for tool in tools if tool.name == "fix")
    assert not tool.annotations.read_only_hint
    record = _json(fixed)
    assert record["written"] == ["content/b.yaml"]
    assert [each["rule"] for each in record["problems"]] == ["quote-differs"]
    mended = changed("The harbor, para. 2", "The harbor and its depth, para. 1", wrong)
    assert (root / "content" / "b.yaml").read_text(encoding="utf-8") == mended


OUTSIDE = ("../secret.yaml", "/etc/hostname", "content/link.yaml", "content/../../secret.yaml", "a\0b", "~/x.yaml")


def test_what_lies_outside_is_refused_and_not_even_told_of(
    tree: Tree, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tree({f"inner/{name}": text for name, text in project().items()}) / "inner"
    (root.parent / "secret.yaml").write_text(BRIEF, encoding="utf-8")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "saltmere.txt"
    elsewhere.write_text(str(SNAPSHOT), encoding="utf-8")
    (root / "content" / "link.yaml").symlink_to(root.parent / "secret.yaml")
    (root / "sources" / "other.txt").symlink_to(elsewhere)
    calls: list[Asked] = [
        (tool, {"brief": name}) for name in OUTSIDE for tool in ("check", "verify", "lint", "preview")
    ]
    calls += [("source", {"id": name}) for name in ("other", "../content/b.yaml", "..", "", "nothing")]
    calls += [("verify", {"brief": "../x.yaml", "text": BRIEF})]
    _, *results = _ask(root, *calls)
    for (tool, given), result in zip(calls, results, strict=True):
        assert result.is_error, (tool, given)
        said = result.content[0].text
        assert "Traceback" not in said
        assert "faster than" not in said
        assert len(said) < 300
    told = {result.content[0].text for (_, given), result in zip(calls, results, strict=True) if "../" in str(given)}
    assert any("outside of the project" in each for each in told)


def test_odd_questions_have_sentences_as_answers(tree: Tree) -> None:
    root = tree(project(brief="title: [a\n"))
    huge = "x" * 600_000
    calls: list[Asked] = [
        ("check", {}),
        ("verify", {}),
        ("preview", {}),
        ("verify", {"text": huge}),
        ("verify", {"text": "title: Київ 习近平 <b>&\n"}),
        ("preview", {"page": 0}),
        ("schema", {"of": "nothing"}),
    ]
    _, check, verify, preview, large, other, page, schema = _ask(root, *calls)
    assert not _json(check)["passed"]
    assert not _json(verify)["passed"]
    assert preview.content[0].text.startswith("there is nothing to see yet: ")
    assert "500,000 at most" in large.content[0].text
    assert "bottom_line" in {each["path"] for each in _json(other)["problems"]}
    assert page.is_error
    assert schema.is_error


def test_without_the_extra_it_says_what_to_install(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    known: Callable[..., Any] = import_module("policybrief.cli.mcp").find_spec  # no command was asked for before
    monkeypatch.setattr("policybrief.cli.mcp.find_spec", lambda name: None if name == "mcp" else known(name))
    ran = brief("mcp", tree(project()))
    assert ran.exit_code == 1
    assert f"brief mcp needs packages that are not installed; {install('policybrief', 'mcp')}" in ran.stderr


def test_a_folder_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    ran = brief("mcp", tmp_path / "nowhere")
    assert ran.exit_code == 2
    assert "there is no folder" in ran.stderr
