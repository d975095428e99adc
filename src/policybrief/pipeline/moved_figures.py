"""Figures that texts name and that say something else than in the last build: their files were changed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from policybrief.pipeline import kept_values
from policybrief.pipeline.built import Built, BuiltSnapshot
from policybrief.pipeline.taken import TakenSnapshot
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class MovedFigure:
    """A figure by its name, as it was printed `before` and is `after`, and in how many `texts`."""

    name: str
    before: str
    after: str
    texts: int

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.after} ({self.texts} {'text' if self.texts == 1 else 'texts'})"


def since_last(built: Collection[TakenSnapshot], root: Path) -> tuple[MovedFigure, ...]:
    """The figures in snapshots of the project `root` that are about to be kept, by name, that were others in the last
    ones of the same brief and audience.
    """
    if not any(taken.brought for taken in built):
        return ()
    known = Built(root).all()
    texts: dict[tuple[str, str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for taken in built:
        last = next((each for each in known if _same(each, taken)), None)
        then = _printed(last) if last else {}
        for which, kept in taken.brought.items():
            whose = taken.about["audience"] if which == "audience" else ""
            for path, name, after in kept_values.named(kept):
                before = then.get((which, path, name), after)
                if before != after:
                    texts[name, before, after].add((which, whose, path))
    return tuple(
        MovedFigure(name.removeprefix("[=").removesuffix("]"), before, after, len(places))
        for (name, before, after), places in texts.items()
    )


def _same(snapshot: BuiltSnapshot, taken: TakenSnapshot) -> bool:
    brief = Path(taken.about["brief"])
    same = (snapshot.audience, snapshot.kind) == (taken.about["audience"], taken.about["kind"])
    return same and snapshot.brief.exists() and brief.exists() and snapshot.brief.samefile(brief)


def _printed(snapshot: BuiltSnapshot) -> dict[tuple[str, str, str], str]:
    """What was printed in each place where a text names a figure; nothing where a snapshot is damaged."""
    printed = {}
    with suppress(OSError, ValueError, TypeError, LookupError):
        for which, kept in snapshot.brought.items():
            printed.update({(which, path, name): text for path, name, text in kept_values.named(kept)})
    return printed
