"""A project whose decks come back edited: the sample's, with the decks of its audiences built."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from policybrief.pipeline import build
from policybrief.pipeline.built import Built
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from support.commands import Ran, brief
from support.deck_edits import Edited
from support.projects import ROOT


@dataclass(frozen=True)
class Room:
    """A project in a folder, with its decks as they were built."""

    root: Path
    decks: dict[str, bytes]

    @property
    def brief(self) -> Path:
        return self.root / "content" / "china-russia.yaml"

    @property
    def text(self) -> str:
        return self.brief.read_text(encoding="utf-8")

    def audience(self, name: str) -> Path:
        return self.root / "content" / "audiences" / f"{name}.yaml"

    def edited(self, audience: str = "congress") -> Edited:
        return Edited.of(self.decks[audience])

    def pull(self, deck: Edited | bytes, *args: str) -> Ran:
        place = self.root / "edited.pptx"
        place.write_bytes(deck if isinstance(deck, bytes) else deck.content)
        return brief("pull", place, *args, cwd=self.root)

    def pulled(self, deck: Edited | bytes, *args: str) -> dict[str, Any]:
        """The same as a record."""
        found: dict[str, Any] = json.loads(self.pull(deck, *args, "--format", "json").stdout)
        return found

    def built(self, audience: str = "congress") -> bytes:
        """The deck of an audience, from the files as they are now."""
        (edition,) = build.editions(Prepared.of(self.brief), BuildOptions(("deck",), (audience,)))
        assert not edition.problems, edition.problems
        return edition.documents[0].content


@cache
def _decks() -> tuple[tuple[Any, ...], ...]:
    """The sample's decks with their snapshots; made once."""
    made = build.editions(Prepared.of(ROOT / "content" / "china-russia.yaml"), BuildOptions(("deck",)))
    return tuple((one.audience, one.documents[0].content, one.documents[0].snapshot) for one in made)


def room(place: Path | None = None) -> Room:
    """A new project with the sample, its decks built."""
    root = (place or Path(mkdtemp())) / "room"
    shutil.copytree(ROOT / "content", root / "content")
    for _, content, snapshot in _decks():
        about = {**snapshot.about, "brief": str(root / "content" / "china-russia.yaml")}
        about["audience_file"] = str(root / "content" / "audiences" / f"{about['audience']}.yaml")
        Built(root).keep(type(snapshot)(about, snapshot.files), content)
    return Room(root, {audience: content for audience, content, _ in _decks()})
