"""Documents and drafts of mail made from the page: the same commands as in a terminal, in processes of their own.

What they write and what they keep is theirs to decide; no command that sends anything is ever given. What they made,
and nothing else, can be opened from the page.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from policybrief.errors import BriefError, Problem
from policybrief.serve.drawing.answers import file_name
from policybrief.serve.editor.requests import text_of
from policybrief.serve.files import ProjectFiles
from policybrief.system.processes import piped

Launch = Callable[[Path], bool]
"""Opens a file with the system's program for it, or says that there is none."""
SECONDS = 300.0
"""What a command may take: a brief of many audiences is built in some seconds."""
_PYTHON = ("-P", "-m", "policybrief")
"""Without the present folder among those that modules are taken from."""
_OF_MESSAGE = ("audience", "to", "cc", "bcc", "subject", "marking")
_OF_DOCUMENT = ("audience", "kind", "summary")
Record = dict[str, Any]


class Making:
    """What a session made of its brief; one command runs at a time."""

    def __init__(self, files: ProjectFiles, launch: Launch, seconds: float = SECONDS) -> None:
        self.files, self.launch, self.seconds = files, launch, seconds
        self._made: dict[str, Path] = {}
        self._turn = asyncio.Lock()

    async def build(self, _: Any) -> Response:
        """Build the documents of all audiences from the files as they are saved."""
        told = await self._run("build")
        documents = [
            {key: each[key] for key in _OF_DOCUMENT} | {"file": self._named(each["path"])}
            for each in told.get("documents", ())
        ]
        return JSONResponse(self._found(told) | {"documents": documents})

    async def mail(self, _: Any) -> Response:
        """Write drafts of the mail to the readers of all audiences."""
        told = await self._run("mail")
        messages = [
            {key: each[key] for key in _OF_MESSAGE} | {"attachments": [one["name"] for one in each["attachments"]]}
            for each in told.get("messages", ())
        ]
        drafts = [self._named(each) for each in told.get("drafts", ())]
        return JSONResponse(
            self._found(told) | {"messages": messages, "drafts": drafts, "notes": told.get("notes", [])}
        )

    async def show(self, asked: Any) -> Response:
        """Open a file that was made with the system's program for it."""
        file = self._made.get(text_of(asked.get("file")))
        if file is None:
            return PlainTextResponse("nothing that was made here", 404)
        if not file.is_file() or not await asyncio.to_thread(self.launch, file):
            raise BriefError([Problem("can't be opened from here", self._short(file), hint="open it yourself")])
        return JSONResponse({})

    async def _run(self, command: str) -> Record:
        """What a command says. Raises `BriefError` where it does not come to its end."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *_PYTHON, command, str(self.files.by_name[self.files.brief]), "--format", "json",
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            try:
                async with asyncio.timeout(self.seconds):
                    said, _ = await process.communicate()
                told = json.loads(said)
            except TimeoutError:
                raise _ended(f"brief {command} took more than {self.seconds:g} seconds and was stopped") from None
            except ValueError:
                raise _ended(f"brief {command} ended without an answer") from None
            finally:
                if process.returncode is None:
                    piped.end(process.pid)
                    await process.wait()
        return told if isinstance(told, dict) else {}

    def _found(self, told: Mapping[str, Any]) -> Record:
        return {
            "errors": self._problems(told.get("problems", ())),
            "warnings": self._problems(told.get("warnings", ())),
        }

    def _problems(self, problems: Iterable[Record]) -> list[Record]:
        return [each | {"file": self._short(Path(each["file"])) if each["file"] else ""} for each in problems]

    def _named(self, made: str) -> str:
        """A file that was made, by its name in the project, by which it may be opened from now on."""
        file = Path(made).absolute()
        self._made[self._short(file)] = file
        return self._short(file)

    def _short(self, file: Path) -> str:
        return file_name(str(file), self.files.root)


def _ended(message: str) -> BriefError:
    return BriefError([Problem(message, hint="run it in a terminal to see why")])
