"""Figures that texts name and that say something else than in the last build: their files were changed meanwhile.

What they said is kept in the project's state, for each brief and audience, whatever documents are built.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from policybrief.system.files import access, state
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.pipeline.document_run import DocumentRun

_FILE = "figures.json"
_MOST_BYTES = 20_000_000


class PrintedFigure(NamedTuple):
    """A figure that a text names: the text's place in the "brief" or the "audience"'s file, the figure's name, and what
    is printed.
    """

    file: str
    path: str
    name: str
    text: str


@dataclass(frozen=True)
class MovedFigure:
    """A figure by its name, as it was printed `before` and is `after`, and in how many `texts`."""

    name: str
    before: str
    after: str
    texts: int

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.after} ({self.texts} {'text' if self.texts == 1 else 'texts'})"


Printed = Mapping[str, tuple[PrintedFigure, ...]]
"""By audience."""


def printed(run: DocumentRun) -> tuple[PrintedFigure, ...]:
    """The figures in the files of a run."""
    files = {"brief": run.places.source}
    if own := run.places.moved.get(ValuePath("audience")):
        files["audience"] = own[0]
    return tuple(
        PrintedFigure(which, str(path), figure.written, figure.text)
        for which, read in files.items()
        for path, figures in read.figures.items()
        for figure in figures
    )


@dataclass(frozen=True)
class LastPrinted:
    """What figures said in the last build of a brief of the project `root`."""

    root: Path
    brief: Path

    def moved(self, now: Printed) -> tuple[MovedFigure, ...]:
        """Those that say something else now, by name."""
        if not any(now.values()):
            return ()
        texts: dict[tuple[str, str, str], set[tuple[str, str, str]]] = defaultdict(set)
        for audience, last in self._of_brief().items():
            then = {(each.file, each.path, each.name): each.text for each in last}
            for file, path, name, after in now.get(audience, ()):
                before = then.get((file, path, name), after)
                if before != after:
                    whose = audience if file == "audience" else ""
                    texts[name, before, after].add((file, whose, path))
        return tuple(
            MovedFigure(name.removeprefix("[=").removesuffix("]"), before, after, len(places))
            for (name, before, after), places in texts.items()
        )

    def keep(self, now: Printed) -> None:
        """Keep what is said now, of these audiences. Where that can't be done, the next build has nothing to tell."""
        whole = self._read()
        own = {**whole.get(self._name, {}), **{name: [list(each) for each in said] for name, said in now.items()}}
        own = {name: said for name, said in own.items() if said}
        kept = {brief: said for brief, said in {**whole, self._name: own}.items() if said}
        if kept == whole:
            return
        with suppress(OSError):
            content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
            access.put({state.folder(self.root) / _FILE: content}, within=self.root)

    @property
    def _name(self) -> str:
        return state.inner(self.root, self.brief)

    def _of_brief(self) -> Printed:
        """What was said by audience; nothing where what is kept is damaged."""
        with suppress(ValueError, TypeError, AttributeError):
            return {name: tuple(_figures(said)) for name, said in self._read().get(self._name, {}).items()}
        return {}

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError, RecursionError):
            known = json.loads(access.read(self.root / state.FOLDER / _FILE, _MOST_BYTES, within=self.root))
            if isinstance(known, dict) and all(isinstance(each, dict) for each in known.values()):
                return known
        return {}


def _figures(said: Any) -> Iterator[PrintedFigure]:
    """Raises `ValueError` or `TypeError` for what is none of our records."""
    for each in said:
        figure = PrintedFigure(*each)
        if not all(isinstance(part, str) for part in figure):
            raise TypeError("is none of our records")
        yield figure
