"""A brief of which files are open in an editor: what is wrong with it as it is typed, and what is shown of it to whom.

Each audience's documents are laid out by the process that draws (`serve.drawing`), a moment after the last key; what
comes of an older text is told to nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from policybrief.errors import Problem
from policybrief.serve.drawing import answers
from policybrief.serve.drawing.process import BusyError, DrawingProcess, StoppedError
from policybrief.serve.files import ProjectFiles
from policybrief.serve.language.completion import Scope
from policybrief.serve.language.named import NamedInProject
from policybrief.system.files import access
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

Record = dict[str, Any]
Told = Callable[[Mapping[Path, list[Record]]], None]
"""Takes the problems of each file, of all that are open, have any, or had some the last time."""
QUIET_SECONDS = 0.15
"""So long nothing is typed before the brief is laid out."""
_EVERYONE = ""


@dataclass(frozen=True)
class Standing:
    """Where a value is shown to an audience: the numbers of slides, and whether the memo shows it."""

    audience: str
    called: str
    slides: tuple[int, ...] = ()
    memo: bool = False
    paths: tuple[str, ...] = field(default=(), repr=False)
    """What the value is called in the documents."""


class OpenBrief:
    """One brief, and the texts of its files that are open."""

    def __init__(self, brief: Path, told: Told) -> None:
        self._brief = brief
        self.texts: dict[str, str] = {}
        self.find_files()
        self._drawing = DrawingProcess(brief)
        self._told, self._had = told, set[Path]()
        self._turn = 0
        self._looking: asyncio.Task[None] | None = None
        self._seen: dict[str, Record] = {}
        self._have: set[str] = set()
        self._pictures = TemporaryDirectory(prefix="policybrief-")

    def find_files(self) -> None:
        """Look which files the brief and its audiences have, and what they may name. Raises `BriefError` for a folder
        of the project that leads out of it.
        """
        self.files = ProjectFiles.of(self._brief)
        self._names = {file: name for name, file in self.files.by_name.items()}
        self._named = NamedInProject.of(self._brief)

    # -- what is typed

    def write(self, file: Path, text: str | None) -> None:
        """A file's text as it is now; None where it is closed. What is wrong with the brief is told soon."""
        name = self.name(file)
        if text is None:
            self.texts.pop(name, None)
        else:
            self.texts[name] = text
        self._turn += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    def name(self, file: Path) -> str:
        """A file's name in the project. Raises `KeyError` for one that is not of this brief."""
        return self._names[file]

    def holds(self, file: Path) -> bool:
        return file in self._names

    async def end(self) -> None:
        """Take back what was told, and end the process that draws."""
        if self._looking is not None:
            self._looking.cancel()
        self._tell({})
        await self._drawing.stop()
        self._pictures.cleanup()

    async def _look(self) -> None:
        turn = -1
        while turn != self._turn:
            turn = self._turn
            await asyncio.sleep(QUIET_SECONDS)
            if turn == self._turn and (found := await self._found(turn)) is not None:
                self._tell(found)

    async def _found(self, turn: int) -> dict[Path, list[Record]] | None:
        """What is wrong, by file, each problem once; None where the text is another by now."""
        problems: dict[tuple[str, ...], Record] = {}
        seen: dict[str, Record] = {}
        waiting = [_EVERYONE]
        while waiting:
            record = await self._drawn(waiting.pop(0), turn, self._have)
            if turn != self._turn:
                return None
            for problem in record["problems"]:
                problems.setdefault(tuple(str(problem[key]) for key in ("file", "line", "column", "message")), problem)
            if "documents" in record:
                if not seen:
                    waiting = [each["id"] for each in record["audiences"] if each["id"] != record["audience"]]
                seen[record["audience"]] = record
        self._seen = seen or self._seen
        self._have = {page["key"] for each in self._seen.values() for page in each["documents"]["deck"]}
        found: dict[Path, list[Record]] = {}
        for problem in problems.values():
            found.setdefault(self._file(problem["file"]), []).append(problem)
        return found

    async def _drawn(self, audience: str, turn: int, have: Collection[str] = ()) -> Record:
        """What is seen of the texts, without the pictures that somebody has."""
        try:
            record: Record = await self._drawing.ask(
                self._asked(audience, turn) | {"documents": ["deck", "memo"], "have": [*have], "standing": True}
            )
        except (StoppedError, BusyError) as error:
            problem = Problem(
                str(error) or "too much is asked at a time", self.files.brief, hint="does a template end?"
            )
            return answers.refused([problem], self.files.root)
        return record

    def _asked(self, audience: str, turn: int) -> Record:
        texts = {str(self.files.by_name[name]): text for name, text in self.texts.items()}
        return {"texts": texts, "audience": audience, "turn": str(turn)}

    def _file(self, name: str) -> Path:
        return self.files.by_name.get(name) or self.files.root / (name or self.files.brief)

    def _tell(self, found: Mapping[Path, list[Record]]) -> None:
        opened = {self.files.by_name[name] for name in self.texts}
        self._told({**{file: [] for file in (self._had | opened) - found.keys()}, **found})
        self._had = set(found)

    # -- what is asked

    def text(self, name: str) -> str:
        """A file's text as it is typed, or as it lies in the project; "" where it can't be read."""
        if name in self.texts:
            return self.texts[name]
        with suppress(OSError, UnicodeDecodeError):
            return self.files.opened(name).text
        return ""

    def scope(self, name: str, brief: Mapping[str, Any]) -> Scope:
        """What a file may name, of a brief that holds this."""
        return self._named.for_brief() if name == self.files.brief else self._named.for_audience(brief)

    def standings(self, name: str, path: str) -> Iterator[Standing]:
        """Where the value at a path of a file is shown, to each audience that gets it."""
        for audience, record in self._seen.items():
            here = tuple(shown for shown, at in record["places"].items() if at == [name, path])
            decks, memos = record["standing"]["deck"], record["standing"]["memo"]
            slides = tuple(number for number, paths in enumerate(decks, 1) if not {*here}.isdisjoint(paths))
            memo = any(not {*here}.isdisjoint(paths) for paths in memos)
            if slides or memo:
                called = next((each["name"] for each in record["audiences"] if each["id"] == audience), "")
                yield Standing(audience, called, slides, memo, here)

    async def room(self, standing: Standing) -> tuple[int, int, bool] | None:
        """How many lines a value takes on the slides, how many there are, and whether there are more."""
        for path in standing.paths:
            asked = self._asked(standing.audience, self._turn) | {"room": list(ValuePath.parse(path))}
            try:
                room = (await self._drawing.ask(asked))["room"]
            except (StoppedError, BusyError):
                return None
            if room:
                return room[0], room[1], room[2]
        return None

    async def picture(self, audience: str, number: int) -> Path | None:
        """A file with the picture of a slide, for this user alone and for as long as the brief is open."""
        record = await self._drawn(audience, self._turn)
        slides = record.get("documents", {}).get("deck", [])
        if not 0 < number <= len(slides) or not slides[number - 1]["key"]:
            return None
        file = Path(self._pictures.name) / f"slide-{number}.svg"
        access.put({file: record["pictures"][slides[number - 1]["key"]].encode()}, within=access.ANYWHERE)
        return file
