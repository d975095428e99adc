"""What each deck and Word memo was built from: kept beside the project, so that an edited one can be held against it.

In the project's `.policybrief/built` each has a folder, named by the hash of its bytes: the brief and the audience's
file as they were, and the document's texts with the values that they come from. What an audience may not see is in it
too, so it is its owner's alone. Nothing of it is in the document, which is known by the properties that it has: `Brief`
and `Audience`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from policybrief.errors import BriefError
from policybrief.pipeline import kept_values, sent
from policybrief.pipeline.taken import AUDIENCE, BRIEF, BROUGHT, TEXTS, TakenSnapshot
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.system.files import access, lookups, state
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.deck.shown import ShownSlide

_FOLDER = "built"
_ABOUT = "built.json"
MOST = 50
"""So many are kept; the oldest go."""
_MOST_BYTES = 20_000_000

_CALLED = {"deck": "the deck", "memo": "the memo", "docx": "the Word memo"}
"""Documents of one build, by their kinds; a handout is the deck again."""
Home = tuple[str, ValuePath]
"""Where a text stands: in "brief" or "audience", at a path of that file."""


@dataclass(frozen=True)
class BuiltSnapshot:
    """A deck as it was built. `about` is what is known of it, beside its texts and the files that it came from."""

    folder: Path
    root: Path
    about: Mapping[str, Any]

    @property
    def audience(self) -> str:
        return str(self.about["audience"])

    @property
    def kind(self) -> str:
        """Of what kind the document is: a "deck", as all were once, or a "memo" of Word."""
        return str(self.about.get("kind", "deck"))

    @property
    def brief(self) -> Path:
        """The brief's file."""
        return self.root / str(self.about["brief"])

    @property
    def built(self) -> datetime:
        """When it was built last."""
        return datetime.fromtimestamp(float(self.about["built"]), UTC)

    @property
    def marking(self) -> Any:
        """The marking of the deck, as a brief's model has it."""
        from policybrief.brief.marking import Marking

        marking = self.about["marking"]
        return Marking.model_validate(marking) if isinstance(marking, dict) else marking

    @cached_property
    def slides(self) -> tuple[ShownSlide, ...]:
        """The texts of the deck. Raises `ValueError`, `TypeError`, `LookupError` or `OSError` where it is damaged."""
        from policybrief.deck import shown

        try:
            return shown.from_data(json.loads(self._file(TEXTS)))
        except (RecursionError, OverflowError) as error:
            raise ValueError(f"its texts are none: {error}") from None

    def file(self, which: str) -> Path:
        """The file of the project that is its "brief", or its "audience"'s."""
        return self.root / str(self.about["brief" if which == "brief" else "audience_file"])

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The brief and the audience's file as they were. Raises as `slides` does, or `BriefError`."""
        names = {"brief": BRIEF} | ({"audience": AUDIENCE} if self.about["audience_file"] else {})
        read = {which: source.parse(self._file(name).decode(), str(self.file(which))) for which, name in names.items()}
        return {which: kept_values.put_in(each, self.brought.get(which)) for which, each in read.items()}

    @cached_property
    def brought(self) -> Mapping[str, Any]:
        """What files of numbers gave to them then. Raises as `slides` does."""
        return kept_values.records(self._file(BROUGHT) if (self.folder / BROUGHT).exists() else None)

    def home(self, path: ValuePath) -> Home | None:
        """Where a text of the deck stands; None for one that stands in no file."""
        home = self.about["homes"].get(str(path))
        return (home[0], ValuePath(*home[1])) if home else None

    def beside(self, path: ValuePath) -> tuple[str, ...]:
        """The other documents of the same build that show a text, as they are called; builds of earlier versions say
        none.
        """
        shown = self.about.get("beside", {})
        return tuple(name for kind, name in _CALLED.items() if str(path) in shown.get(kind, ()))

    def _file(self, name: str) -> bytes:
        return access.read(self.folder / name, _MOST_BYTES, within=self.root)


@dataclass(frozen=True)
class Built:
    """The snapshots of the project `root`, of which at `most` so many are kept."""

    root: Path
    most: int = MOST

    def keep(
        self, snapshot: TakenSnapshot, content: bytes, beside: Mapping[str, Sequence[str]] = MappingProxyType({})
    ) -> None:
        """Put a snapshot of the document `content` into its place, and take the oldest away; `beside` are the paths of
        the values that other documents of the same build show, by their kinds. Raises `OSError`.
        """
        name = _name(content)
        state.folder(self.root, _FOLDER)  # private too, and not only what it is in
        folder = state.folder(self.root, _FOLDER, name)
        given = {key: snapshot.about[key] for key in ("brief", "audience_file")}
        files = {key: state.inner(self.root, Path(file)) for key, file in given.items() if file}
        about = {**snapshot.about, **files, "beside": dict(beside), "built": datetime.now(UTC).timestamp()}
        known = {_ABOUT: json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode(), **snapshot.files}
        access.put({folder / each: data for each, data in known.items()}, within=self.root)
        self._forget()

    def has(self, content: bytes) -> bool:
        """Whether the snapshot of a document is there."""
        return lookups.is_file(self._folder / _name(content) / _ABOUT)

    def all(self) -> list[BuiltSnapshot]:
        """All that can be read, the newest first. One that is damaged, or names a file outside of `root`, is none."""
        return sorted(self._read(), key=lambda each: each.built, reverse=True)

    def of(self, audience: str, brief_hash: str) -> str:
        """The name of the last snapshot of an audience that says the same brief; "" where none is kept."""
        able = (each for each in self.all() if (each.audience, each.about.get("property")) == (audience, brief_hash))
        return next((each.folder.name for each in able), "")

    @property
    def _folder(self) -> Path:
        return self.root / state.FOLDER / _FOLDER

    def _read(self) -> Iterator[BuiltSnapshot]:
        for file in sorted(self._folder.glob(f"*/{_ABOUT}")) if access.inside(self._folder, self.root) else ():
            with suppress(OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError, BriefError):
                about = json.loads(access.read(file, _MOST_BYTES, within=self.root))
                snapshot = BuiltSnapshot(file.parent, self.root, about)
                own = all(access.inside(snapshot.file(which), self.root) for which in ("brief", "audience"))
                if own and _is_whole(snapshot):
                    yield snapshot

    def _forget(self) -> None:
        """Delete the oldest folders beyond `most`, but none that was the last to be sent to somebody. Only what is a
        folder of ours is deleted, and no link followed.
        """
        folders = [each for each in self._folder.iterdir() if each.is_dir() and not each.is_symlink()]
        if len(folders) <= self.most:
            return
        folders.sort(key=lambda each: _age(each / _ABOUT), reverse=True)
        last = {(each.brief, each.audience): each.snapshot for each in reversed(sent.builds(self.root))}
        for folder in (each for each in folders[self.most :] if each.name not in last.values()):
            with suppress(OSError):
                access.remove_folder(folder, within=self.root)


def _name(content: bytes) -> str:
    """The name of the folder for what is known of a document."""
    return hashlib.sha256(content).hexdigest()[:16]


def _is_whole(snapshot: BuiltSnapshot) -> bool:
    """Whether all is there, as it has to be, that is asked of a snapshot later: it may be damaged, or a stranger's.

    Raises `ValueError`, `TypeError`, `LookupError` or `OverflowError` as well where it is not.
    """
    from policybrief.brief.marking import Marking

    about = snapshot.about
    files = ("brief", "audience") if about["audience_file"] else ("brief",)
    return (
        all(isinstance(about[key], str) for key in ("brief", "audience", "audience_file", "lang"))
        and bool(about["brief"] and about["audience"] and snapshot.built)
        and isinstance(snapshot.marking, str | Marking | None)
        and isinstance(about["homes"], dict)
        and isinstance(about.get("beside", {}), dict)
        and all(isinstance(paths, list) for paths in about.get("beside", {}).values())
        and all(file in files and _is_path(path) for file, path in about["homes"].values())
    )


def _is_path(steps: Any) -> bool:
    return isinstance(steps, list) and all(isinstance(step, str | int) for step in steps)


def _age(file: Path) -> float:
    with suppress(OSError):
        return file.lstat().st_mtime
    return 0.0
