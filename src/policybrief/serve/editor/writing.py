"""What the page asks while its text is written: the form of a file, what an edit in it makes of the text, what a fix
does, and what may be written at the caret. Nothing of it is written into a file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from policybrief.errors import BriefError, Fix
from policybrief.read import source
from policybrief.read.splice import splice
from policybrief.serve.editor.requests import MisunderstoodError, mapping_of, number_of, path_of, text_of
from policybrief.serve.editor.three_way import stretches
from policybrief.serve.files import ProjectFiles

if TYPE_CHECKING:
    from policybrief.serve.language.completion import Completion, Scope
    from policybrief.serve.language.named import NamedInProject

_OPERATIONS = ("replace", "insert", "remove", "rename")


class Writing:
    """The texts of a session's files, as far as writing them goes."""

    def __init__(self, files: ProjectFiles) -> None:
        self.files = files
        self._named: NamedInProject | None = None

    async def begin(self) -> None:
        """Read what the first question would wait for: the model, and what the project has."""
        await asyncio.to_thread(self._read)

    def _read(self) -> NamedInProject:
        from policybrief.serve.language.named import NamedInProject

        if self._named is None:
            named = NamedInProject.of(self.files.by_name[self.files.brief])
            named.for_brief()
            self._named = named
        return self._named

    async def form(self, asked: Any) -> Response:
        """The parts of a file and the fields of one of them; 422 with what is wrong where the text is no YAML."""
        from policybrief.serve.language.form import Form
        from policybrief.serve.language.spoken import DEFAULT, spoken

        name, text = self._text(asked)
        scope = await self._scope(asked, name)
        form = Form(source.remembered(text, name).data, scope, spoken(text_of(asked.get("language", DEFAULT))))
        part = text_of(asked.get("part", ""))
        return JSONResponse({"parts": form.parts(), "part": part, "fields": form.fields(part)})

    async def edit(self, asked: Any) -> Response:
        """A text with what was done in its form."""
        from policybrief.serve.language.form_edit import ACTS, FormEdit

        name, text = self._text(asked)
        act = next((act for act in ACTS if act == asked.get("act")), None)
        if act is None:
            raise MisunderstoodError("something to do is asked for")
        edit = FormEdit(act, path_of(asked.get("path")), asked.get("value"), number_of(asked.get("to", 0)))
        scope = await self._scope(asked, name)
        return JSONResponse({"text": edit.made(text, scope.schema, name)})

    async def fix(self, asked: Any) -> Response:
        """A text with the change that mends a problem of it."""
        fix = mapping_of(asked, "fix")
        operation = next((each for each in _OPERATIONS if each == fix.get("operation")), None)
        if operation is None:
            raise MisunderstoodError("a fix is asked for")
        name, text = self._text(asked)
        change: Any = operation
        return JSONResponse({"text": splice(text, [Fix(path_of(fix.get("path")), change, fix.get("value"))], name)})

    async def merge(self, asked: Any) -> Response:
        """What the page has beside what the file is by now, both of which come of `base`, if that is known: the places
        where nobody, one or both changed something.
        """
        base = None if asked.get("base") is None else text_of(asked["base"])
        mine, theirs = text_of(asked.get("mine")), text_of(asked.get("theirs"))
        found = await asyncio.to_thread(stretches, base, mine, theirs)
        record = [
            {"kind": each.kind, "base": each.base or "", "mine": each.mine, "theirs": each.theirs} for each in found
        ]
        return JSONResponse({"stretches": record})

    async def complete(self, asked: Any) -> Response:
        """What may be written before a character of a text; what it takes the place of is told as text, for the page
        counts characters in its own way.
        """
        from policybrief.serve.language.completion import completions

        name, text = self._text(asked)
        offset = number_of(asked.get("offset"))
        if not 0 <= offset <= len(text):
            raise MisunderstoodError("a place in the text is asked for")
        found = completions(text, offset, await self._scope(asked, name))
        return JSONResponse({"completions": [_offered(each, text, offset) for each in found]})

    def _text(self, asked: Mapping[str, Any]) -> tuple[str, str]:
        name = text_of(asked.get("name"))
        if name not in self.files.by_name:
            raise MisunderstoodError("no file of this session")
        return name, text_of(asked.get("text"))

    async def _scope(self, asked: Mapping[str, Any], name: str) -> Scope:
        """What a file may name; `brief` is the text that the brief has, where it is an audience's."""
        named = self._named
        if named is None:
            named = await asyncio.to_thread(self._read)
        if name == self.files.brief:
            return named.for_brief()
        brief: Mapping[str, Any] = {}
        with suppress(BriefError):
            brief = source.remembered(text_of(asked.get("brief", ""))).data
        return named.for_audience(brief)


def _offered(each: Completion, text: str, offset: int) -> dict[str, str]:
    return {
        "label": each.label,
        "kind": each.kind,
        "insert": each.insert,
        "detail": each.detail,
        "documentation": each.documentation,
        "before": text[each.start : offset],
        "after": text[offset : each.end],
    }
