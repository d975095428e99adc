"""An editor that speaks the Language Server Protocol to a real `brief lsp`: what it shows, and what its user does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.client import LanguageClient

_SECONDS = 60


class Editor:
    """One editor with one server; places are the first letters of words, sought in the text."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.texts: dict[Path, str] = {}
        self.told: dict[Path, Sequence[types.Diagnostic]] = {}
        self.shown: list[Path] = []
        self._fresh: set[Path] = set()
        self._news = asyncio.Condition()

    def open(self, file: Path, text: str = "") -> None:
        """Open a file, or another text of it that was not saved."""
        self.texts[file] = text or file.read_text(encoding="utf-8")
        item = types.TextDocumentItem(_uri(file), "yaml", 1, self.texts[file])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, file: Path, text: str) -> None:
        """Make it another text."""
        self.texts[file] = text
        change = types.TextDocumentContentChangeWholeDocument(text)
        of = types.VersionedTextDocumentIdentifier(2, _uri(file))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(of, [change]))

    def close(self, file: Path) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(_of(file)))

    async def news(self, *files: Path) -> list[Sequence[types.Diagnostic]]:
        """What is wrong with these files, once the server has told of each again."""
        self._fresh.clear()
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: self._fresh.issuperset(files)), _SECONDS)
        return [self.told[file] for file in files]

    async def fixed(self, file: Path, diagnostic: types.Diagnostic) -> str:
        """The text after the first quick fix of a problem."""
        elsewhere = types.Diagnostic(diagnostic.range, "wrong", source="another server", data={"schema": ["a"]})
        context = types.CodeActionContext([elsewhere, diagnostic])
        asked = types.CodeActionParams(_of(file), diagnostic.range, context)
        (action, *_) = await self.client.text_document_code_action_async(asked) or ()
        assert isinstance(action, types.CodeAction)
        assert action.edit
        assert action.edit.changes
        ((uri, (edit,)),) = action.edit.changes.items()
        assert uri == _uri(file)
        start, end = (self._offset(file, at) for at in (edit.range.start, edit.range.end))
        return self.texts[file][:start] + edit.new_text + self.texts[file][end:]

    async def hover(self, file: Path, words: str) -> str:
        said = await self.client.text_document_hover_async(types.HoverParams(_of(file), self.at(file, words)))
        return said.contents.value if said and isinstance(said.contents, types.MarkupContent) else ""

    async def outline(self, file: Path) -> dict[str, list[str]]:
        """The parts of a file, with what their entries are called."""
        found = await self.client.text_document_document_symbol_async(types.DocumentSymbolParams(_of(file)))
        return {
            each.name: [inner.name for inner in each.children or ()]
            for each in found or ()
            if isinstance(each, types.DocumentSymbol)
        }

    async def slides(self, file: Path, words: str) -> list[str]:
        """What leads from a text to its slides."""
        at = self.at(file, words)
        asked = types.CodeActionParams(_of(file), types.Range(at, at), types.CodeActionContext([]))
        return [action.title for action in await self.client.text_document_code_action_async(asked) or ()]

    async def command(self, name: str, *arguments: Any) -> None:
        await self.client.workspace_execute_command_async(types.ExecuteCommandParams(name, list(arguments)))

    async def definition(self, file: Path, words: str) -> tuple[Path, str] | None:
        """The file in which what a word names stands, and the rest of that line."""
        found = await self.client.text_document_definition_async(
            types.DefinitionParams(_of(file), self.at(file, words))
        )
        if not isinstance(found, types.Location):
            return None
        there = Path(uris.to_fs_path(found.uri) or "")
        line = there.read_text(encoding="utf-8").splitlines()[found.range.start.line]
        return there, line[found.range.start.character :]

    async def offered(self, file: Path, words: str) -> list[str]:
        """What may be written behind these words."""
        at = self.at(file, words, len(words))
        found = await self.client.text_document_completion_async(types.CompletionParams(_of(file), at))
        return [item.label for item in (found.items if isinstance(found, types.CompletionList) else found or ())]

    def at(self, file: Path, words: str, further: int = 0) -> types.Position:
        """Where words stand: an editor counts in UTF-16."""
        before = self.texts[file][: self.texts[file].index(words) + further]
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def text(self, file: Path, of: types.Range) -> str:
        return self.texts[file][self._offset(file, of.start) : self._offset(file, of.end)]

    def _offset(self, file: Path, at: types.Position) -> int:
        lines = self.texts[file].split("\n")
        before = lines[at.line].encode("utf-16-le")[: 2 * at.character].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines[: at.line]) + len(before)

    async def hear(self, told: types.PublishDiagnosticsParams) -> None:
        file = Path(uris.to_fs_path(told.uri) or "")
        self.told[file] = told.diagnostics
        self._fresh.add(file)
        async with self._news:
            self._news.notify_all()

    def show(self, asked: types.ShowDocumentParams) -> types.ShowDocumentResult:
        self.shown.append(Path(uris.to_fs_path(asked.uri) or ""))
        return types.ShowDocumentResult(success=True)


@asynccontextmanager
async def editing(root: Path) -> AsyncIterator[Editor]:
    """An editor in a folder, with a server that has answered."""
    client = LanguageClient("editor", "1")
    editor = Editor(client)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    async def hear(told: types.PublishDiagnosticsParams) -> None:
        await editor.hear(told)

    @client.feature(types.WINDOW_SHOW_DOCUMENT)
    def show(asked: types.ShowDocumentParams) -> types.ShowDocumentResult:
        return editor.show(asked)

    await client.start_io(sys.executable, "-m", "policybrief", "lsp", cwd=root)
    asked = types.InitializeParams(types.ClientCapabilities(), root_uri=_uri(root))
    await asyncio.wait_for(client.initialize_async(asked), _SECONDS)
    client.initialized(types.InitializedParams())
    try:
        yield editor
    finally:
        await asyncio.wait_for(client.shutdown_async(None), _SECONDS)
        client.exit(None)
        await client.stop()


def _uri(file: Path) -> str:
    return str(uris.from_fs_path(str(file)))


def _of(file: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(_uri(file))
