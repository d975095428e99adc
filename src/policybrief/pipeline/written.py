"""What the program wrote, and where: so that it never takes a file that a person made, or edited, for one of its own.

In the project's `.policybrief/written` each file that was written has a small one of its own, found by the name, as a
file system blind to case and to Unicode's normal forms has it. One that is damaged, lost or a stranger's says nothing:
what lies there is then a person's. An entry is written before its file, and keeps the hashes of before, so that a
build that was broken off leaves nothing that is taken for an edit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any

from policybrief.system.files import access, lookups, state
from policybrief.text.records import dataclass

_FOLDER, _LOCK = "written", "written.lock"
_MOST_HASHES, _MOST_BYTES = 16, 100_000


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written: of which brief (its path in the project) and audience, and the hashes, the last first.

    A draft `carries` documents: the hash of each by its path. `over` says that the brief no longer gives the file.
    """

    path: str
    brief: str
    audience: str
    hashes: tuple[str, ...]
    carries: Mapping[str, str] = field(default_factory=dict)
    over: bool = False

    @property
    def last(self) -> str:
        return self.hashes[0]


@dataclass(frozen=True)
class Written:
    """The record of the project `root`."""

    root: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """As the one process that writes the record; where none can be written, as one of many."""
        with ExitStack() as stack:
            with suppress(OSError):
                stack.enter_context(access.alone(state.folder(self.root) / _LOCK))
            yield

    def of(self, place: Path) -> WrittenFile | None:
        """What is known of a file."""
        return self._read(self.file(place))

    def entries(self) -> list[WrittenFile]:
        """All that is known, by path."""
        files = lookups.files(self._folder, ".json") if access.inside(self._folder, self.root) else ()
        return sorted((entry for file in files if (entry := self._read(file))), key=lambda entry: entry.path)

    def made(self, place: Path, entry: WrittenFile | None) -> bool:
        """Whether what lies at `place` is as it was written, by the last build or one before. Raises `OSError`."""
        return bool(entry and not place.is_symlink() and access.digest(place, within=access.ANYWHERE) in entry.hashes)

    def note(self, place: Path, content: bytes, brief: str, audience: str, carries: Mapping[str, str] = {}) -> None:
        """Say what is about to be written. Raises `OSError` where that can't be kept."""
        digest = hashlib.sha256(content).hexdigest()
        known = self.of(place)
        before = [each for each in known.hashes if each != digest] if known else []
        entry = WrittenFile(self.path(place), brief, audience, (digest, *before)[:_MOST_HASHES], carries)
        if entry != known:
            self._write(entry)

    def end(self, entry: WrittenFile) -> None:
        """Say that the brief no longer gives a file."""
        if not entry.over:
            self._write(replace(entry, over=True))

    def forget(self, entry: WrittenFile) -> None:
        """Say that a file is no more."""
        access.remove(self._file(entry.path))

    def path(self, place: Path) -> str:
        """A file as the record names it."""
        return state.inner(self.root, place)

    def place(self, entry: WrittenFile) -> Path:
        """Where the file of an entry lies."""
        return self.root / entry.path

    def file(self, place: Path) -> Path:
        """The file that tells of one."""
        return self._file(self.path(place))

    @property
    def _folder(self) -> Path:
        return self.root / state.FOLDER / _FOLDER

    def _file(self, path: str) -> Path:
        digest = hashlib.sha256(access.folded(path).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{digest[:32]}.json"

    def _read(self, file: Path) -> WrittenFile | None:
        try:
            entry = _entry(json.loads(access.read(file, _MOST_BYTES, within=self.root)))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        return entry if self._file(entry.path).name == file.name else None

    def _write(self, entry: WrittenFile) -> None:
        state.folder(self.root, _FOLDER)
        content = json.dumps(asdict(entry), sort_keys=True).encode()
        access.put({self._file(entry.path): content}, within=self.root)


def _entry(data: dict[str, Any]) -> WrittenFile:
    """An entry as it was written; raises for anything else. What a later version adds is passed over."""
    texts = {name: data[name] for name in ("path", "brief", "audience")}
    hashes, carries = tuple(data["hashes"]), dict(data.get("carries", {}))
    if not hashes or not all(isinstance(each, str) for each in (*texts.values(), *hashes, *carries, *carries.values())):
        raise ValueError
    return WrittenFile(**texts, hashes=hashes, carries=carries, over=data.get("over") is True)
