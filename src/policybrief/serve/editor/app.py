"""What the page may ask: the files, a picture of what it has, to save one, and the faces that pages are set in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from policybrief import __version__
from policybrief.errors import BriefError, Fix, Problem
from policybrief.read.splice import splice
from policybrief.serve.editor import answers
from policybrief.serve.editor.drafts import UnsavedTexts
from policybrief.serve.editor.drawing import BusyError, DrawingProcess, StoppedError
from policybrief.serve.editor.files import ChangedError, OpenedFile, ProjectFiles
from policybrief.serve.editor.guard import Guard
from policybrief.system.files import access

PAGE = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
_START = "page.html"
_NONCE = "{{nonce}}"
_MOST_OF_A_FACE = 100_000_000


class MisunderstoodError(Exception):
    """What was sent is none of the page's requests."""


class Editor:
    """One brief in the browser."""

    def __init__(self, files: ProjectFiles, drawing: DrawingProcess, drafts: UnsavedTexts) -> None:
        self.files, self.drawing, self.drafts = files, drawing, drafts
        self._faces: dict[str, Path] = {}

    def app(self, token: str, port: int) -> Guard:
        """The server's side of it, behind its guard."""
        told: dict[str, Callable[[Any], Coroutine[Any, Any, Response]]] = {
            "/open": self.open, "/draw": self.draw, "/fix": self.fix, "/save": self.save, "/draft": self.draft,
            "/face": self.face,
        }  # fmt: skip
        routes = [
            Route("/", _static(PAGE / _START), methods=["GET"]),
            *(
                Route(f"/{file.name}", _static(file), methods=["GET"])
                for file in PAGE.iterdir()
                if file.suffix in _TYPES
            ),
            *(Route(path, _answering(answer), methods=["POST"]) for path, answer in told.items()),
        ]
        return Guard(Starlette(routes=routes, lifespan=self._life), token, port)

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        await self.drawing.start()
        try:
            yield
        finally:
            await self.drawing.stop()

    async def open(self, _: Any) -> Response:
        """The files as they are now, the brief first."""
        opened = {name: _record(each) for name, each in self.files.read().items()}
        left = self.drafts.left()
        if left and all(opened.get(name, {}).get("text") == text for name, text in left["texts"].items()):
            left = None  # it was saved after all
        return JSONResponse({"brief": self.files.brief, "files": opened, "version": __version__, "draft": left})

    async def draw(self, asked: Any) -> Response:
        """Pictures of texts that the page has, and what is wrong with them."""
        texts = {str(self._file(name)): _text(text) for name, text in _mapping(asked, "texts").items()}
        message = {
            "texts": texts,
            "audience": _text(asked.get("audience", "")),
            "documents": [name for name in _listed(asked, "documents") if name in ("deck", "memo")],
            "have": [_text(key) for key in _listed(asked, "have")],
            "turn": _text(asked.get("turn", "")),
        }
        try:
            seen = await self.drawing.ask(message)
        except BusyError:
            return PlainTextResponse("too much is asked at a time", 503)
        except StoppedError as error:
            hint = "does a template ever end?"
            seen = answers.refused([Problem(str(error), str(self.files.brief), hint=hint)], self.files.root)
        faces = seen.pop("faces", {})
        self._faces |= {name: Path(file) for name, file in faces.items()}
        return JSONResponse(seen | {"faces": sorted(faces)})

    async def save(self, asked: Any) -> Response:
        """Write a file that was opened, if it is still what it was: else 409, with what it is."""
        name = _text(asked.get("name"))
        self._file(name)
        try:
            saved = self.files.save(name, _text(asked.get("text")), _text(asked.get("base")))
        except ChangedError as error:
            return JSONResponse(_record(error.now), 409)
        return JSONResponse({"digest": saved.digest})

    async def draft(self, asked: Any) -> Response:
        """Keep what is typed and not saved; or forget what was left of another session."""
        if "forget" in asked:
            self.drafts.forget(_text(asked["forget"]))
        else:
            texts = {name: _text(text) for name, text in _mapping(asked, "texts").items() if self._file(name)}
            self.drafts.keep(texts, {name: _text(base) for name, base in _mapping(asked, "bases").items()})
        return JSONResponse({})

    async def fix(self, asked: Any) -> Response:
        """A text with the change that mends a problem of it; it is written nowhere."""
        fix = _mapping(asked, "fix")
        path, operation = fix.get("path"), fix.get("operation")
        if not isinstance(path, list) or operation not in ("replace", "insert", "remove", "rename"):
            raise MisunderstoodError("a fix is asked for")
        steps = tuple(step for step in path if isinstance(step, str | int))
        name, text = _text(asked.get("name")), _text(asked.get("text"))
        self._file(name)
        return JSONResponse({"text": splice(text, [Fix(steps, operation, fix.get("value"))], name)})

    async def face(self, asked: Any) -> Response:
        """The font of a face that a page was set in."""
        file = self._faces.get(_text(asked.get("name")))
        if file is None:
            return PlainTextResponse("no such face", 404)
        return Response(access.read(file, _MOST_OF_A_FACE, within=access.ANYWHERE), media_type="font/ttf")

    def _file(self, name: object) -> Path:
        if name not in self.files.by_name:
            raise MisunderstoodError("no file of this session")
        return self.files.by_name[str(name)]


def _static(file: Path) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def answer(request: Request) -> Response:
        content = access.read(file, access.MOST_BYTES, within=PAGE).decode("utf-8")
        if file.name == _START:
            content = content.replace(_NONCE, request.scope["nonce"])
        return Response(content, media_type=_TYPES[file.suffix])

    return answer


def _answering(
    answer: Callable[[Any], Coroutine[Any, Any, Response]],
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def answering(request: Request) -> Response:
        try:
            asked = await request.json()
            if not isinstance(asked, dict):
                raise MisunderstoodError("an object is asked for")
            return await answer(asked)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        except MisunderstoodError as error:
            return PlainTextResponse(str(error), 400)
        except BriefError as error:
            return JSONResponse({"problems": [problem.as_dict() for problem in error.problems]}, 422)
        except OSError as error:  # a draft can't be kept: the disk is full
            return JSONResponse({"problems": [Problem(f"can't be kept: {error.strerror}").as_dict()]}, 422)

    return answering


def _record(opened: OpenedFile) -> dict[str, str]:
    return {"text": opened.text, "digest": opened.digest}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MisunderstoodError("a text is asked for")
    return value


def _listed(asked: Mapping[str, Any], key: str) -> list[Any]:
    value = asked.get(key, [])
    if not isinstance(value, list):
        raise MisunderstoodError("a list is asked for")
    return value


def _mapping(asked: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = asked.get(key, {})
    if not isinstance(value, dict):
        raise MisunderstoodError("an object is asked for")
    return value
