"""What was typed and not yet saved, kept for the day after a crash: outside of the project, for its owner alone.

Each session keeps its own; who opens the brief next is offered the last one that was left. Nothing of it is put into a
file but by saving.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from policybrief.system.files import access, caches
from policybrief.text.records import dataclass

_FOLDER = "drafts"
_MOST_BYTES = 10_000_000
_LETTERS = 32


@dataclass(frozen=True)
class UnsavedTexts:
    """The drafts of one brief, of which the `session` writes its own; None of them where there is no safe folder."""

    folder: Path | None
    brief: str
    session: str

    @classmethod
    def of(cls, brief: Path, session: str) -> UnsavedTexts:
        """Those of a brief. The session's name is a secret, and goes into no name of a file."""
        name = hashlib.sha256(str(brief.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:_LETTERS]
        return cls(caches.lasting(_FOLDER), name, hashlib.sha256(session.encode()).hexdigest()[:_LETTERS])

    def keep(self, texts: dict[str, str], bases: dict[str, str]) -> None:
        """Texts of files that are not saved, each with the SHA-256 of the file that it was; none, where all is saved.

        Raises `OSError`.
        """
        if self.folder is None:
            return
        place = self.folder / f"{self.brief}-{self.session}.json"
        if texts:
            now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
            record = {"texts": texts, "bases": bases, "when": now}
            access.put({place: json.dumps(record).encode("utf-8", "replace")}, within=self.folder)
        else:
            _remove(place)

    def left(self) -> dict[str, Any] | None:
        """The last draft of another session, with its `id`; None where there is none."""
        found = sorted(self._found(), key=lambda draft: str(draft["when"]))
        return found[-1] if found else None

    def forget(self, ident: str) -> None:
        """Delete a draft that was offered. Raises `OSError`."""
        for draft in self._found():
            if draft["id"] == ident and self.folder:
                _remove(self.folder / f"{self.brief}-{ident}.json")

    def _found(self) -> Iterator[dict[str, Any]]:
        for file in self.folder.glob(f"{self.brief}-*.json") if self.folder else ():
            ident = file.stem.partition("-")[2]
            with suppress(OSError, ValueError):  # what can't be read is no draft
                record = json.loads(access.read(file, _MOST_BYTES, within=self.folder))
                if ident != self.session and isinstance(record, dict) and record.keys() == {"texts", "bases", "when"}:
                    yield record | {"id": ident}


def _remove(place: Path) -> None:
    with suppress(FileNotFoundError):
        access.remove(place)
