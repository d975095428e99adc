"""The page's own files, in the language that was chosen or that the browser asks for. They hold nothing of a brief."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Coroutine
from html import escape
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from policybrief.serve.language.spoken import InterfaceWords, spoken, wished
from policybrief.system.files import access
from policybrief.text.records import dataclass

PAGE = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
_START, _LANGUAGE = "page.html", "language.js"
_WORDS = re.compile(r"\{\{(.+?)\}\}")
_MODULES = "<!-- modules -->"


@dataclass(frozen=True)
class PageFiles:
    """`language` is the one that was chosen, "" for the browser's."""

    language: str = ""

    def routes(self) -> list[Route]:
        """Where each of them is had."""
        named = {f"/{file.name}": file for file in PAGE.iterdir() if file.suffix in _TYPES}
        files = [
            Route(path, self._answer(file), methods=["GET"]) for path, file in {"/": PAGE / _START, **named}.items()
        ]
        return [*files, Route(f"/{_LANGUAGE}", self._words, methods=["GET"])]

    def _spoken(self, request: Request) -> InterfaceWords:
        return spoken(self.language or wished(request.headers.get("accept-language", "")))

    def _answer(self, file: Path) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def answer(request: Request) -> Response:
            content = access.read(file, access.MOST_BYTES, within=PAGE)
            if file.name == _START:
                words = self._spoken(request)
                own = {"nonce": request.scope["nonce"], "language": words.language}
                page = content.decode("utf-8").replace(_MODULES, _asked_at_once())
                page = _WORDS.sub(lambda found: escape(own.get(found[1]) or words.said(found[1])), page)
                return Response(page, media_type=_TYPES[file.suffix])
            return Response(content, media_type=_TYPES[file.suffix])

        return answer

    async def _words(self, request: Request) -> Response:
        """The words as a module of the page."""
        words = self._spoken(request)
        said = {"language": words.language, "words": {**words.words}, "counted": {**words.counted}}
        lines = (f"export const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in said.items())
        return Response("\n".join(lines), media_type=_TYPES[".js"])


def _asked_at_once() -> str:
    """The modules of the page, the largest first: a browser asks for all of them before it has read the first."""
    modules = sorted(PAGE.glob("*.js"), key=lambda file: (-file.stat().st_size, file.name))
    names = [*(file.name for file in modules[:1]), _LANGUAGE, *(file.name for file in modules[1:])]
    return "\n".join(f'<link rel="modulepreload" href="/{name}">' for name in names)
