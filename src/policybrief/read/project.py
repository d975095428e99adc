"""The files of a project: where a brief's templates, themes and output lie.

A project is the folder that holds `content/` (briefs, themes), `templates/` (what overrides the built-in ones) and
`output/`. All but the brief may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from policybrief.errors import BriefError, Problem, UsageError, did_you_mean
from policybrief.system.files import access, lookups, names
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.records import dataclass

SETTINGS = "mail.yaml"
"""Who sends a project's mail, and how: beside `content/`."""

HOUSE_RULES = "lint.yaml"
"""What `brief lint` is to find beside its own rules, and what not: in `content/`."""

_NO_BRIEFS = (SETTINGS, HOUSE_RULES)

EVERYONE = "everyone"
"""Who reads a brief that has no audiences."""


@dataclass(frozen=True)
class Project:
    """A folder with briefs, themes, templates and what is built of them."""

    root: Path

    @classmethod
    def of(cls, brief: Path) -> Project:
        """The project that a brief belongs to: the folder above `content/`, or else the brief's own folder.

        Where `content/` or the brief is a link, that is so where the link lies, and not where it leads to.
        """
        folder = brief.absolute().parent
        folder = lookups.resolved(folder) if ".." in folder.parts else folder
        return cls(lookups.resolved(folder.parent if folder.name == "content" else folder))

    @classmethod
    def at(cls, place: Path) -> Project:
        """The project in a folder, or that of which the folder is the `content/`; or that of a brief.

        Raises `UsageError` where nothing is there: a mistyped folder is none of the project around it.
        """
        if not lookups.exists(place):
            raise _missing(place)
        return cls.of(lookups.resolved(place) / SETTINGS if lookups.is_dir(place) else place)

    @property
    def themes(self) -> Path:
        """Raises `BriefError` where it lies outside of the project, as the other folders do."""
        return self.within(self.root / "content" / "themes")

    @property
    def kinds(self) -> Path:
        """Its own kinds of briefs. Raises `BriefError` where the folder lies outside of the project."""
        return self.within(self.root / "content" / "kinds")

    def house_rules(self, brief: Path) -> Path:
        """The file that adds to the rules of `brief lint`, beside the brief or in `content/`; it may be missing."""
        beside = brief.parent / HOUSE_RULES
        return beside if lookups.exists(beside) else self.within(self.root / "content") / HOUSE_RULES

    def audiences(self, brief: Path) -> Mapping[str, Path]:
        """The files of a brief's audiences by name: those in `audiences/BRIEF/`, or else in `audiences/`."""
        folder = self.within(self.root / "content" / "audiences")
        own = self.within(names.find(folder, brief.stem))
        return {file.stem: file for file in lookups.files(own if lookups.is_dir(own) else folder, ".yaml")}

    @property
    def audience_names(self) -> set[str]:
        """The names of all audiences of the project's briefs."""
        folder = self.within(self.root / "content" / "audiences")
        inner = [each for each in lookups.files(folder, "") if lookups.is_dir(each)]
        return {file.stem for each in (folder, *inner) for file in lookups.files(each, ".yaml")}

    @property
    def template_subfolders(self) -> set[str]:
        """The names of the folders in the project's templates, which an audience may have as its own."""
        own = self.within(self.root / "templates")
        entries = lookups.entries(own) if lookups.is_dir(own) else ()
        return {file.name for file in entries if lookups.is_dir(file) and not lookups.is_symlink(file)} - {"headers"}

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The project's own templates before the built-in ones. Raises `BriefError` where they lie outside of it."""
        own = self.within(self.root / "templates")
        return (own, TEMPLATES) if lookups.is_dir(own) and lookups.resolved(own) != TEMPLATES else (TEMPLATES,)

    @property
    def output(self) -> Path:
        return self.root / "output"

    def namesakes(self, brief: Path, audience: str) -> Iterator[Problem]:
        """A problem for each other brief that makes files of the same name for one of its audiences.

        The same is what a file system that is blind to case, or to Unicode's normal forms, takes for the same.
        """
        name = access.folded(brief.stem if audience == EVERYONE else f"{brief.stem}_{audience}")
        for other in lookups.files(brief.absolute().parent, ".yaml"):
            if other.name == brief.name or not may_be_brief(other) or not name.startswith(access.folded(other.stem)):
                continue
            whom = {
                other.stem if reader == EVERYONE else f"{other.stem}_{reader}": reader for reader in self.readers(other)
            }
            for theirs, reader in whom.items():
                if access.folded(theirs) == name and not lookups.samefile(other, brief):
                    message = f"{other.name} makes files of the same name, for {reader!r}"
                    yield Problem(message, str(brief), hint="rename one of the two briefs", severity="warning")

    def readers(self, brief: Path) -> set[str]:
        """The names of a brief's audiences, or that of everyone."""
        return set(self.audiences(brief)) or {EVERYONE}

    def within(self, folder: Path) -> Path:
        """A folder of the project. Raises `BriefError` where it is a link that leads outside it."""
        if not access.inside(folder, self.root):
            hint = "put the files themselves there"
            raise BriefError([Problem("is a link that leads outside the project", str(folder), hint=hint)])
        return folder


def find_brief(given: Path | None) -> Path:
    """The brief to work on: the file given, the one in the folder given, or the one in `content/` of this folder.

    Raises `UsageError` where there is none, or more than one to choose from, and for an audience's file.
    """
    start = given or Path()
    try:
        return _found(start)
    except OSError as error:
        raise UsageError(f"{error.filename or start} cannot be read: {error.strerror}") from None


def _found(start: Path) -> Path:
    if lookups.is_dir(start):
        folder = Project.at(start).within(start / "content") if lookups.is_dir(start / "content") else start
        briefs = sorted(file for file in lookups.files(folder, ".yaml") if may_be_brief(file))
        if len(briefs) == 1:
            return briefs[0]
        if not briefs:
            raise UsageError(f"no brief (*.yaml) in {folder}; 'brief new DIR' makes a project to start from")
        raise UsageError(f"which brief? {folder} holds {', '.join(file.name for file in briefs)}")
    start = names.find(Path(), str(start))
    if not lookups.exists(start):
        raise _missing(start)
    for above in start.absolute().parents[:2]:
        if above.name == "audiences" and above.parent.name == "content":
            raise UsageError(
                f"{start} is an audience's file; name the brief, and choose the audience with -a {start.stem}"
            )
    return start


def may_be_brief(file: Path) -> bool:
    """Whether a YAML file may be a brief: no settings of ours or, as .pre-commit-config.yaml, of others."""
    return file.name not in _NO_BRIEFS and not file.name.startswith(".")


def _missing(place: Path) -> UsageError:
    """The error for a brief, or a project's folder, that is not there; with the brief of nearly that name."""
    what = "file" if place.suffix else "file or folder"
    near = did_you_mean(place.name, [file.name for file in lookups.files(place.parent, ".yaml") if may_be_brief(file)])
    return UsageError(f"there is no {what} {place}{f'; {near}' if near else ''}")
