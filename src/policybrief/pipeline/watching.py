"""`brief build --watch`: what a brief's documents are made of, and which audiences a change touches.

An audience is built again where what it gets differs: its brief, theme, templates and all else that its documents are
made of, taken together as a fingerprint; or where a file that they name, a picture or a base, was changed. What another
audience alone gets is none of its business, and an edit of a comment nobody's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.errors import BriefError
from policybrief.pipeline import build, fingerprint, saving
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.prepared import Prepared
from policybrief.pipeline.saving import Saved
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.system.files import access, watched
from policybrief.system.files.watched import Stamp, Stamps
from policybrief.system.processes import confined
from policybrief.system.processes.standing import StandingProcess
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.deck.fit.fit import KeptSlides

_FOLDERS = ("content", "templates", "sources")
"""Of a project: what lies in them, and below, is read by a build."""
_READ = (".yaml", ".j2")
"""What is read of these is in a fingerprint."""
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Watched:
    """A brief that is built again and again; values that are `given` stand in for its own (`trial`)."""

    brief: Path
    options: BuildOptions
    output: Path | None = None
    draft: bool = False
    given: tuple[str, ...] = ()
    _fingerprints: dict[str, str] = field(default_factory=dict, repr=False)
    _slides: dict[str, KeptSlides] = field(default_factory=dict, repr=False)
    """By audience, so that one's are not pushed out by another's."""
    _standing: StandingProcess = field(default_factory=lambda: StandingProcess(confined.TEMPLATE), repr=False)
    _spelled: dict[Path, tuple[Stamp, frozenset[str]]] = field(default_factory=dict, repr=False)
    """What in each YAML file may be a file's name, as long as the file is that of its stamp."""

    def lying(self) -> set[Path]:
        """All that lies in the project's folders, and the brief."""
        root = Project.of(self.brief).root
        lying = {file for name in _FOLDERS for file in (root / name).rglob("*")}
        return {file for file in lying if not _is_hidden(file.relative_to(root))} | {self.brief.absolute()}

    def named(self) -> set[Path]:
        """The files, wherever in the project they lie, that its YAML names."""
        root = Project.of(self.brief).root
        files = watched.stamps(file for file in self.lying() if file.suffix == ".yaml")
        for gone in self._spelled.keys() - files.keys():
            del self._spelled[gone]
        for file, stamp in files.items():
            if file not in self._spelled or self._spelled[file][0] != stamp:
                self._spelled[file] = stamp, frozenset(_texts_in(file, root))
        return {named for file in files for text in self._spelled[file][1] for named in _named(text, file, root)}

    def build(self, changed: Collection[Path], stamps: Stamps) -> Saved | None:
        """Make and write what a change of these files touches; None where it touches nothing.

        Raises `BriefError` for what is wrong with the brief as a whole; then all is as it was.
        """
        prepared = Prepared.of(self.brief, draft=self.draft, given=self.given)
        runs = build.tailored(prepared, self.options)
        now = {name: fingerprint.of(run, stamps) for name, run in runs.items() if isinstance(run, DocumentRun)}
        names = {file.name for file in changed if file.suffix not in _READ}
        touched = {
            name: self._again(name, run)
            for name, run in runs.items()
            if name not in now or now[name] != self._fingerprints.get(name) or _names_one(run, names)
        }
        if not touched:
            return None
        # One process: what it loads and measures serves the next build; a fork takes that along to its end.
        editions = build.editions_of(prepared, touched, replace(self.options, jobs=self.options.jobs or 1))
        shelf = Shelf(prepared.project, prepared.file, self.output, trial=bool(self.given))
        saved = saving.save_all(editions, shelf)
        for edition in saved.editions:
            self._fingerprints.pop(edition.audience, "")
            if not edition.problems:
                self._fingerprints[edition.audience] = now[edition.audience]
        return saved

    def _again(self, name: str, run: DocumentRun | BriefError) -> DocumentRun | BriefError:
        """A run that takes what the last one for this audience placed."""
        from policybrief.deck.fit.fit import KeptSlides

        if isinstance(run, BriefError):
            return run
        return replace(run, slides=self._slides.setdefault(name, KeptSlides()), standing=self._standing)


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _named(text: str, file: Path, root: Path) -> Iterator[Path]:
    """The project's file of which a text in a YAML file is the name: seen from that one's folder, or the project's."""
    for place in (file.parent / text, root / text):
        if access.inside(place, root) and place.is_file():
            yield place


def _texts_in(file: Path, root: Path) -> Iterator[str]:
    """The texts in a YAML file that may be a file's name."""
    try:
        yield from _texts(source.read(file, within=root).data)
    except BriefError:  # it is told when it is built
        return


def _texts(data: Any) -> Iterator[str]:
    """Those that may be a file's name."""
    if isinstance(data, str):
        if "." in data and len(data) < _LONGEST_NAME and "\n" not in data:
            yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


def _names_one(run: DocumentRun | BriefError, files: Collection[str]) -> bool:
    """Whether what an audience gets names one of these files."""
    data = fingerprint.data(run) if files and isinstance(run, DocumentRun) else ""
    return any(name in data for name in files)


def rounds(brief: Watched) -> Iterator[tuple[frozenset[Path], Stamps]]:
    """The files that were changed, and all as they are then: at once with none for the first build, and after each
    change of one. Never ends but by `KeyboardInterrupt`.
    """
    named = brief.named()
    before = watched.stamps(brief.lying() | named)
    yield frozenset(), before
    while True:
        named, known = brief.named(), named
        before = {**before, **watched.stamps(named - known)}
        now = _next(brief, named, before)
        changed, before = watched.differing(before, now), now
        yield changed, before


def _next(brief: Watched, named: set[Path], before: Stamps) -> Stamps:
    """The files as they are when one of them is another than `before`."""

    def look() -> Stamps:
        return watched.stamps(brief.lying() | named)

    def is_over() -> bool:
        return is_settled(before, look())

    if not is_over():
        watched.wait({file.parent for file in before}, is_over)
    return look()


def is_settled(before: Stamps, now: Stamps) -> bool:
    """Whether something differs, and no YAML file is empty, as one is that is just being written."""
    return now != before and all(size for file, (_, size) in now.items() if file.suffix == ".yaml")
