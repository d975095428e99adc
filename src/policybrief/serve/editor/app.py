"""What the page may ask: the files, a picture of what it has, to save one, and the faces that pages are set in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from policybrief import __version__
from policybrief.errors import BriefError, Problem
from policybrief.serve.drawing import answers
from policybrief.serve.drawing.first_picture import FirstPicture
from policybrief.serve.drawing.process import BusyError, DrawingProcess, StoppedError
from policybrief.serve.editor.drafts import UnsavedTexts
from policybrief.serve.editor.guard import Guard
from policybrief.serve.editor.making import Launch, Making
from policybrief.serve.editor.page_files import PageFiles
from policybrief.serve.editor.requests import MisunderstoodError, file_of, list_of, mapping_of, text_of
from policybrief.serve.editor.writing import Writing
from policybrief.serve.files import ChangedError, OpenedFile, ProjectFiles
from policybrief.system.files import access
from policybrief.text.value_path import ValuePath

_MOST_OF_A_FACE = 100_000_000
_MOST_OF_A_DECK = 20_000_000
"""Bytes of a file whose edits are looked at."""


class Editor:
    """One brief in the browser."""

    def __init__(
        self, files: ProjectFiles, drawing: DrawingProcess, drafts: UnsavedTexts, launch: Launch, page: PageFiles
    ) -> None:
        self.files, self.drawing, self.drafts, self.page = files, drawing, drafts, page
        self.waiting = DrawingProcess(drawing.brief)  # draws what can wait, so that no key waits for it
        self.writing, self.making = Writing(files), Making(files, launch)
        self._reading: asyncio.Task[None] | None = None
        self._faces: dict[str, Path] = {}
        self._edited = ""
        self._first: asyncio.Task[FirstPicture] | None = None

    def app(self, token: str, port: int) -> Guard:
        """The server's side of it, behind its guard."""
        told: dict[str, Callable[[Any], Coroutine[Any, Any, Response]]] = {
            "/open": self.open, "/draw": self.draw, "/save": self.save, "/draft": self.draft, "/face": self.face,
            "/room": self.room, "/sources": self.sources, "/pull": self.pull,
            "/changes": self.changes,
            "/build": self.making.build, "/mail": self.making.mail, "/show": self.making.show,
            "/form": self.writing.form, "/edit": self.writing.edit, "/fix": self.writing.fix,
            "/complete": self.writing.complete, "/merge": self.writing.merge,
        }  # fmt: skip
        routes = [
            *self.page.routes(),
            *(Route(path, _answering(answer), methods=["POST"]) for path, answer in told.items()),
        ]
        return Guard(Starlette(routes=routes, lifespan=self._life), token, port)

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        self.drawing.start(ahead=True)
        self._first = asyncio.create_task(asyncio.to_thread(FirstPicture.of, str(self.drawing.brief)))
        try:
            yield
        finally:
            await self.drawing.stop()
            await self.waiting.stop()
            if self._reading:
                await self._reading

    async def open(self, _: Any) -> Response:
        """The files as they are now, the brief first."""
        if self._reading is None:  # not before: it would keep the page's own files waiting
            self._reading = asyncio.create_task(self.writing.begin())
        opened = {name: _record(each) for name, each in self.files.read().items()}
        left = self.drafts.left()
        if left and all(opened.get(name, {}).get("text") == text for name, text in left["texts"].items()):
            left = None  # it was saved after all
        return JSONResponse({"brief": self.files.brief, "files": opened, "version": __version__, "draft": left})

    async def draw(self, asked: Any) -> Response:
        """Pictures of texts that the page has, and what is wrong with them; `later`, those that nobody waits for."""
        message = self._seen(asked) | {
            "documents": [name for name in list_of(asked, "documents") if name in ("deck", "memo")],
            "have": [text_of(key) for key in list_of(asked, "have")],
            "beside": asked.get("beside") is True,
        }
        try:
            seen = await self._drawn(message, later=asked.get("later") is True)
        except BusyError:
            return PlainTextResponse("too much is asked at a time", 503)
        except StoppedError as error:
            hint = "does a template ever end?"
            seen = answers.refused([Problem(str(error), str(self.files.brief), hint=hint)], self.files.root)
        faces = seen.pop("faces", {})
        self._faces |= {name: Path(file) for name, file in faces.items()}
        return JSONResponse(seen | {"faces": sorted(faces)})

    async def _drawn(self, message: dict[str, Any], *, later: bool) -> Any:
        """What is seen; what is asked first may be known from the session before. Raises as `DrawingProcess.ask`."""
        if later:
            return await self.waiting.ask(message)
        first, self._first = self._first, None
        if first is None:
            return await self.drawing.ask(message)
        known = await first
        return known.to(message) or await self.drawing.ask(message | {"keep_by": known.code})

    async def room(self, asked: Any) -> Response:
        """How many lines a value takes on the slides, and how many there are: [used, there, whether there are more]."""
        path = ValuePath.parse(text_of(asked.get("path")))
        try:
            return JSONResponse(await self.waiting.ask(self._seen(asked) | {"room": list(path)}))
        except (BusyError, StoppedError):
            return JSONResponse({"room": None})

    async def sources(self, asked: Any) -> Response:
        """What the sources say where the brief quotes them, by the paths of quotations."""
        try:
            return JSONResponse(await self.waiting.ask(self._seen(asked) | {"sources": True}))
        except (BusyError, StoppedError):
            return JSONResponse({"passages": {}})

    async def pull(self, asked: Any) -> Response:
        """What a file that somebody edited brings to the texts that the page has, and these with what is to be taken of
        it. The file is sent once, and kept until there is another.
        """
        if "file" in asked:
            self._edited = file_of(asked["file"], _MOST_OF_A_DECK)
        if not self._edited:
            raise MisunderstoodError("a file is asked for")
        chosen = {key: [text_of(each) for each in list_of(asked, key)] for key in ("take", "yes_for")}
        try:
            found = await self.waiting.ask(self._seen(asked) | chosen | {"pull": self._edited})
        except BusyError:
            return PlainTextResponse("too much is asked at a time", 503)
        except StoppedError:
            self._edited = ""
            raise BriefError(
                [Problem("took too long to be read", hint="save it again in PowerPoint or Word")]
            ) from None
        return JSONResponse(found, 422 if "problems" in found else 200)

    async def changes(self, asked: Any) -> Response:
        """What changed in the texts that the page has since the last build, or since the last mail."""
        since = text_of(asked.get("since"))
        if since not in ("built", "mailed"):
            raise MisunderstoodError("the last build or mail is asked for")
        message = self._seen(asked) | {"since": since, "language": text_of(asked.get("language", ""))}
        try:
            found = await self.waiting.ask(message)
        except (BusyError, StoppedError) as error:
            raise BriefError([Problem(str(error) or "too much is asked at a time", hint="try again")]) from None
        return JSONResponse(found, 422 if "problems" in found else 200)

    def _seen(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Of which texts, for whom, and in which turn."""
        return {
            "texts": {str(self._file(name)): text_of(text) for name, text in mapping_of(asked, "texts").items()},
            "audience": text_of(asked.get("audience", "")),
            "turn": text_of(asked.get("turn", "")),
        }

    async def save(self, asked: Any) -> Response:
        """Write a file that was opened, if it is still what it was: else 409, with what it is."""
        name = text_of(asked.get("name"))
        self._file(name)
        try:
            saved = self.files.save(name, text_of(asked.get("text")), text_of(asked.get("base")))
        except ChangedError as error:
            return JSONResponse(_record(error.now), 409)
        return JSONResponse({"digest": saved.digest})

    async def draft(self, asked: Any) -> Response:
        """Keep what is typed and not saved; or forget what was left of another session."""
        if "forget" in asked:
            self.drafts.forget(text_of(asked["forget"]))
        else:
            texts = {name: text_of(text) for name, text in mapping_of(asked, "texts").items() if self._file(name)}
            self.drafts.keep(texts, {name: text_of(base) for name, base in mapping_of(asked, "bases").items()})
        return JSONResponse({})

    async def face(self, asked: Any) -> Response:
        """The font of a face that a page was set in."""
        file = self._faces.get(text_of(asked.get("name")))
        if file is None:
            return PlainTextResponse("no such face", 404)
        return Response(access.read(file, _MOST_OF_A_FACE, within=access.ANYWHERE), media_type="font/ttf")

    def _file(self, name: object) -> Path:
        if name not in self.files.by_name:
            raise MisunderstoodError("no file of this session")
        return self.files.by_name[str(name)]


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
