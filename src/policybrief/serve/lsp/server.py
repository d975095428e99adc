"""The server that an editor starts, over stdin and stdout (Language Server Protocol 3.17, microsoft.github.io)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from policybrief import __version__
from policybrief.errors import BriefError, Fix
from policybrief.read import source
from policybrief.read.splice import splice
from policybrief.serve.language import definition
from policybrief.serve.language.completion import Scope, completions
from policybrief.serve.lsp import converted, outline
from policybrief.serve.lsp.briefs import brief_of
from policybrief.serve.lsp.open_brief import OpenBrief, Record
from policybrief.text.value_path import ValuePath

SHOW_SLIDE = "policybrief.showSlide"
_KEY = "\0key"


class BriefServer(LanguageServer):
    """Answers for all briefs of which the editor has a file open."""

    def __init__(self) -> None:
        super().__init__("policybrief", f"v{__version__}")
        self._briefs: dict[Path, OpenBrief] = {}

    # -- files that are open

    def typed(self, uri: str) -> None:
        """A file's text is there, or another: the editor has it."""
        document = self.workspace.get_text_document(uri)
        if opened := self._brief_of(_file(uri), document.source):
            opened.write(_file(uri), document.source)

    async def closed(self, uri: str) -> None:
        file = _file(uri)
        for brief, opened in list(self._briefs.items()):
            if opened.holds(file):
                opened.write(file, None)
                if not opened.texts:
                    del self._briefs[brief]
                    await opened.end()

    async def end(self) -> None:
        """End all that was started."""
        while self._briefs:
            await self._briefs.popitem()[1].end()

    def _brief_of(self, file: Path, text: str) -> OpenBrief | None:
        """The brief that a file belongs to; None for a file of none."""
        brief = brief_of(file, text, self._briefs)
        if brief is None:
            return None
        try:
            opened = self._briefs.get(brief) or OpenBrief(brief, self._tell)
            if not opened.holds(file):  # an audience's file that is new
                opened.find_files()
        except BriefError:  # a folder that leads out of the project: a build tells of it
            return None
        self._briefs[brief] = opened
        return opened if opened.holds(file) else None

    # -- what is wrong

    def _tell(self, found: Mapping[Path, list[Record]]) -> None:
        for file, problems in found.items():
            uri = str(uris.from_fs_path(str(file)))
            document = self.workspace.text_documents.get(uri)
            told = [converted.diagnostic(problem, document) for problem in problems]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told))

    def fixes(self, uri: str, told: Iterable[types.Diagnostic]) -> Iterator[types.CodeAction]:
        """Changes that mend problems, where the right value is known."""
        document = self.workspace.get_text_document(uri)
        for diagnostic in told:
            if diagnostic.source != converted.SOURCE or not isinstance(fix := diagnostic.data, Mapping):
                continue  # another server's has data of its own
            with suppress(BriefError):  # the text is another by now
                change = Fix(tuple(fix["path"]), fix["operation"], fix.get("value"))
                edit = types.WorkspaceEdit({uri: [converted.edit(document, splice(document.source, [change]))]})
                title = f"{fix['operation'].capitalize()}: {diagnostic.message.split(';')[0]}"
                yield types.CodeAction(title, types.CodeActionKind.QuickFix, [diagnostic], edit=edit, is_preferred=True)

    # -- what may be written, and what a word names

    def offered(self, uri: str, position: types.Position) -> list[types.CompletionItem]:
        """What may be written at a place."""
        document = self.workspace.get_text_document(uri)
        scope = self._scope(uri)
        if scope is None:
            return []
        found = completions(document.source, document.offset_at_position(position), scope)
        return [converted.item(each, document, number) for number, each in enumerate(found)]

    def defined(self, uri: str, position: types.Position) -> types.Location | None:
        """Where the entry stands that the word at a place names."""
        document, scope, opened = self.workspace.get_text_document(uri), self._scope(uri), self._of(uri)
        if scope is None or opened is None or (read := _read(document.source)) is None:
            return None
        named = definition.named_at(document.source, document.offset_at_position(position), scope, read.data)
        if named is None:
            return None
        if named.kind == "audiences":
            files = {file.stem: file for file in opened.files.by_name.values() if file.parent.name != "content"}
            return converted.location(files[named.name], None, (1, 1)) if named.name in files else None
        for name in dict.fromkeys((opened.files.brief, opened.name(_file(uri)))):
            file = opened.files.by_name[name]
            found = _read(opened.text(name))
            if found and (at := definition.place(named, found)):
                there = self.workspace.text_documents.get(str(uris.from_fs_path(str(file))))
                return converted.location(file, there, at)
        return None

    def _scope(self, uri: str) -> Scope | None:
        opened = self._of(uri)
        if opened is None:
            return None
        name = opened.name(_file(uri))
        read = _read(opened.text(opened.files.brief))
        return opened.scope(name, read.data if read and isinstance(read.data, dict) else {})

    def _of(self, uri: str) -> OpenBrief | None:
        file = _file(uri)
        return next((opened for opened in self._briefs.values() if opened.holds(file)), None)

    def outline(self, uri: str) -> list[types.DocumentSymbol]:
        """The parts and entries of a file; none while it is no YAML."""
        opened = self._of(uri)
        read = _read(opened.text(opened.name(_file(uri)))) if opened else None
        return outline.symbols(read) if read else []

    # -- where a text stands

    async def told_of(self, uri: str, position: types.Position) -> types.Hover | None:
        """What the value at a place is for, where it stands, and how many lines of its room it takes."""
        opened, path = self._of(uri), self._path(uri, position)
        if opened is None or path is None:
            return None
        scope = self._scope(uri)
        key = scope.schema.key(path) if scope else None
        said = [key.description] if key and key.description else []
        standings = list(opened.standings(opened.name(_file(uri)), str(path)))
        said += [converted.stands(standing) for standing in standings]
        for standing in standings:
            if room := await opened.room(standing):
                used, there, more = room
                said.append(f"{used} of {there}{' or more' if more else ''} lines used")
                break
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(said))) if said else None

    def to_slides(self, uri: str, position: types.Position) -> Iterator[types.CodeAction]:
        """For each audience, a way to the first slide on which the value at a place stands."""
        opened, path = self._of(uri), self._path(uri, position)
        for standing in opened.standings(opened.name(_file(uri)), str(path)) if opened and path else ():
            if standing.slides:
                number = standing.slides[0]
                title = f"Show slide {number}" + (f" for {standing.called}" if standing.called else "")
                command = types.Command(title, SHOW_SLIDE, arguments=[uri, standing.audience, number])
                yield types.CodeAction(title, command=command)

    async def show(self, uri: str, audience: str, number: int) -> None:
        """Have the editor show the picture of a slide."""
        if (opened := self._of(uri)) and (file := await opened.picture(audience, number)):
            asked = types.ShowDocumentParams(str(uris.from_fs_path(str(file))), external=True)
            await self.window_show_document_async(asked)

    def _path(self, uri: str, position: types.Position) -> ValuePath | None:
        """The value at a place: the last that begins there or before; None where the text is no YAML."""
        document = self.workspace.get_text_document(uri)
        read = _read(document.source)
        if read is None:
            return None
        here = document.position_from_client_units(position)
        before = [(at, path) for path, at in read.places.items() if at <= (here.line + 1, here.character + 1) and path]
        path = max(before, default=None)
        return (ValuePath(*path[1][:-1]) if path[1][-1] == _KEY else path[1]) if path else None


def _file(uri: str) -> Path:
    return Path(uris.to_fs_path(uri) or "")


def _read(text: str) -> source.Source | None:
    with suppress(BriefError):
        return source.remembered(text)
    return None


def did_open(ls: BriefServer, params: types.DidOpenTextDocumentParams) -> None:
    ls.typed(params.text_document.uri)


def did_change(ls: BriefServer, params: types.DidChangeTextDocumentParams) -> None:
    ls.typed(params.text_document.uri)


def did_save(ls: BriefServer, params: types.DidSaveTextDocumentParams) -> None:
    ls.typed(params.text_document.uri)


async def did_close(ls: BriefServer, params: types.DidCloseTextDocumentParams) -> None:
    await ls.closed(params.text_document.uri)


async def shutdown(ls: BriefServer, _: None) -> None:
    await ls.end()


def completion(ls: BriefServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    return ls.offered(params.text_document.uri, params.position)


def go_to_definition(ls: BriefServer, params: types.DefinitionParams) -> types.Location | None:
    return ls.defined(params.text_document.uri, params.position)


def document_symbol(ls: BriefServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return ls.outline(params.text_document.uri)


async def hover(ls: BriefServer, params: types.HoverParams) -> types.Hover | None:
    return await ls.told_of(params.text_document.uri, params.position)


def code_action(ls: BriefServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    return [*ls.fixes(uri, params.context.diagnostics), *ls.to_slides(uri, params.range.start)]


async def show_slide(ls: BriefServer, uri: str, audience: str, number: int) -> None:
    await ls.show(uri, audience, number)


_FEATURES: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (types.TEXT_DOCUMENT_DID_OPEN, did_open, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, did_change, None),
    (types.TEXT_DOCUMENT_DID_SAVE, did_save, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, did_close, None),
    (types.SHUTDOWN, shutdown, None),
    (types.TEXT_DOCUMENT_COMPLETION, completion, types.CompletionOptions([":", " ", "@", "=", "-", "["])),
    (types.TEXT_DOCUMENT_DEFINITION, go_to_definition, None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, document_symbol, None),
    (types.TEXT_DOCUMENT_HOVER, hover, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, code_action, None),
)
"""What is answered, by whom; pygls gives the server to a function whose first parameter is `ls`."""


def made() -> BriefServer:
    """The server with all that it can do."""
    server = BriefServer()
    for name, answer, options in _FEATURES:
        server.feature(name, options)(answer)
    server.command(SHOW_SLIDE)(show_slide)
    return server
