"""A theme's data: one file laid over what it extends, with what lies beside each file as whole paths.

A name is looked for among the files that there are, and a logo stays in its theme's folder: no path leads out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.read import source
from policybrief.system.files import access, lookups, names
from policybrief.system.files.resources import THEMES
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, Steps, ValuePath
from policybrief.theme.base import layouts as base

HEADER_SUFFIX = ".xml.j2"

Owners = dict[ValuePath, source.Source]
"""The file that each value of a theme comes from."""


@dataclass(frozen=True)
class _Layered(source.Source):
    """A theme's data laid over what it extends; a problem stands in the file that its value comes from."""

    owners: Owners

    @property
    def files(self) -> tuple[source.Source, ...]:
        return (self, *{id(owner): owner for owner in self.owners.values()}.values())

    def problem(self, path: Steps, message: str, hint: str = "", *, at_key: bool = False) -> Problem:
        for above in ValuePath(*path).upwards:
            if (owner := self.owners.get(above)) is not None:
                return owner.problem(path, message, hint, at_key=at_key)
        return super().problem(path, message, hint, at_key=at_key)


class Listed(NamedTuple):
    """A theme that a brief may name: its file, what it extends if anything, and its own line about itself."""

    name: str
    file: Path
    extends: str
    about: str


def listed(folders: tuple[Path, ...]) -> list[Listed]:
    """The themes that there are, by name; of two with one name, that of the folder that comes first."""
    themes: dict[str, Listed] = {}
    for file in _files(folders):
        if file.stem not in themes:
            data = _of_file(file).data
            themes[file.stem] = Listed(file.stem, file, str(data.get("extends", "")), str(data.get("about", "")))
    return sorted(themes.values())


def read(name: str, folders: tuple[Path, ...]) -> source.Source:
    """The data of the theme `name`, looked for in `folders` and then among the built-in ones.

    Raises `BriefError` for a theme that does not exist, or extends one that doesn't.
    """
    known = _files(folders)
    first = next(_named(name, known), None)
    if first is None:
        raise BriefError([Problem(f"there is no theme {name!r}", hint=_known(name, known))])
    return _extended(_of_file(first), first, known, ())


def of_text(text: str, file: Path) -> source.Source:
    """The same of a text that would be this file, on a built-in theme."""
    return _extended(source.parse(text, str(file)), file, _files(()), ())


def _extended(read: source.Source, file: Path, known: list[Path], seen: tuple[Path, ...]) -> source.Source:
    """A theme's data laid over what it extends. A file may extend one of the same name in a later folder."""
    _root_faces(read, file.parent)
    _root_logo(read, file.parent)
    _root_base(read, file.parent)
    base = read.data.get("extends")
    if base is None:
        return read
    seen = (*seen, file)
    bases = list(_named(str(base), known))
    below = next((other for other in bases if other not in seen), None)
    if below is None:
        message = f"{base!r} extends itself" if bases else f"there is no theme {str(base)!r}"
        raise BriefError([read.problem(("extends",), message, "" if bases else _known(str(base), known))])
    under = _extended(_of_file(below), below, known, seen)
    owners = dict(under.owners) if isinstance(under, _Layered) else dict.fromkeys(under.places, under)
    data = _overlaid(under.data, {key: value for key, value in read.data.items() if key != "extends"}, read, owners)
    cuts, truths = {**under.cuts, **read.cuts}, {**under.truths, **read.truths}
    return _Layered(read.file, read.lines, data, read.places, owners, cuts=cuts, truths=truths, scalars=read.scalars)


def _of_file(file: Path) -> source.Source:
    """A theme of the user's lies in its folder; where the program's own lie is the installer's business."""
    return source.read(file, within=access.ANYWHERE if file.parent == THEMES else file.parent, first="extends")


def _root_faces(read: source.Source, folder: Path) -> None:
    """Files of faces that no package holds lie beside the theme's own file, or in a folder below."""
    memo = read.data.get("memo")
    faces = {name: face for name, face in memo.items() if name.endswith("_face")} if isinstance(memo, dict) else {}
    for name, face in faces.items():
        if isinstance(face, dict) and "regular" in face and "package" not in face:
            for style, file in face.items():
                if style != "extra" and isinstance(file, str):
                    face[style] = str(_beside(read, folder, file, ("memo", name, style)))


def _beside(read: source.Source, folder: Path, name: str, at: Steps) -> Path:
    """The file `name` in the theme's folder; nothing leads out of it."""
    file = names.find(folder, name)
    if not access.inside(file, folder):
        hint = "put it beside the theme's file"
        raise BriefError([read.problem(at, f"{name!r} leads outside the theme's folder", hint)])
    return file


def _root_logo(read: source.Source, folder: Path) -> None:
    """A logo lies beside the theme's own file, or in a folder below."""
    logo = read.data.get("logo")
    if not isinstance(logo, dict) or not isinstance(logo.get("file"), str):
        return
    name, at = logo["file"], ("logo", "file")
    file = _beside(read, folder, name, at)
    if file.suffix.lower() not in (".png", ".svg"):
        raise BriefError([read.problem(at, f"{name!r} is neither a .png nor a .svg", "save the logo as one of these")])
    if not lookups.is_file(file):
        raise BriefError([read.problem(at, f"there is no file {name!r} beside the theme")])
    _beside(read, folder, str(Path(name).with_suffix(".png")), at)  # the one that the deck takes for an SVG
    logo["file"] = str(file)


def _root_base(read: source.Source, folder: Path) -> None:
    """The bases of deck and Word memo lie beside the theme's own file, or in a folder below."""
    for at, suffixes, program in _BASES:
        holder: Any = read.data
        for step in at[:-1]:
            holder = holder.get(step) if isinstance(holder, dict) else None
        if not isinstance(holder, dict) or not isinstance(holder.get("base"), str):
            continue
        name = holder["base"]
        file = _beside(read, folder, name, at)
        if file.suffix.lower() not in suffixes:
            hint = f"name the organisation's template, saved in {program} as one of these"
            raise BriefError([read.problem(at, f"{name!r} is neither a {suffixes[0]} nor a {suffixes[1]}", hint)])
        if not lookups.is_file(file):
            raise BriefError([read.problem(at, f"there is no file {name!r} beside the theme")])
        holder["base"] = str(file)


_BASES = (
    (("deck", "base"), base.SUFFIXES, "PowerPoint"),
    (("memo", "word", "base"), (".docx", ".dotx"), "Word"),
)
"""Where a theme names an organisation's template, the endings that it may have, and what saves it so."""


def _files(folders: tuple[Path, ...]) -> list[Path]:
    """The files of themes, in the order in which a name is looked for."""
    return [file for folder in (*folders, THEMES) for file in lookups.files(folder, ".yaml")]


def _named(name: str, known: list[Path]) -> Iterator[Path]:
    """A name is looked for among the files that there are: no path leads outside the folders."""
    return (file for file in known if names.same(file.stem, name))


def _known(name: str, known: list[Path]) -> str:
    return did_you_mean(name, {file.stem for file in known})


_WHOLE = {"of", "regular"}
"""A shade or a face is replaced as a whole: half of it would not go with half of another."""


def _overlaid(below: Any, above: Any, read: source.Source, owners: Owners, path: ValuePath = NOWHERE) -> Any:
    """`above`, the data of `read`, over `below`: mappings merge, all else is replaced. `owners` is kept up with it."""
    if isinstance(below, dict) and isinstance(above, dict) and not _WHOLE & above.keys():
        owners[path] = read
        over = {key: _overlaid(below.get(key), value, read, owners, path / key) for key, value in above.items()}
        return {**below, **over}
    for replaced in [other for other in owners if other.within(*path)]:
        del owners[replaced]
    owners.update((own, read) for own in read.places if own.within(*path))
    return above


def headers(templates: tuple[Path, ...]) -> set[str]:
    """The names of the memo's headers: the files in the folders `headers`."""
    files = (file for folder in templates for file in lookups.files(folder / "headers", HEADER_SUFFIX))
    return {file.name.removesuffix(HEADER_SUFFIX) for file in files}
