"""The pictures that a brief names: found in its folder or the project's, and read, each file once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from policybrief.errors import did_you_mean
from policybrief.pictures import bitmap as pictures
from policybrief.pictures import svg
from policybrief.pictures.bitmap import PictureError
from policybrief.read.project import Project
from policybrief.system.files import access, lookups, names
from policybrief.text.exhibits import Image


@dataclass
class PictureFiles:
    """The pictures of the brief in the file `brief`, and of its project; nothing from outside of that."""

    brief: Path
    root: Path
    _known: dict[Path, Image] = field(default_factory=dict)

    @classmethod
    def of(cls, brief: Path) -> PictureFiles:
        return cls(brief, Project.of(brief).root)

    def image(self, name: str) -> Image | PictureError:
        """The picture of that name, or why it can't be shown."""
        try:
            file = self._find(name)
            if file not in self._known:
                self._known[file] = _read(file, self.root)
            return self._known[file]
        except PictureError as error:
            return error
        except OSError as error:
            return PictureError(f"cannot be read: {error.strerror or error}", "")

    def _find(self, name: str) -> Path:
        folders = (lookups.resolved(self.brief.parent), self.root)
        if not name or "\0" in name:
            raise PictureError("has no name", "name a file of the project")
        places = (names.find(folder, name) for folder in folders)
        file = next((place for place in places if lookups.exists(place) and not lookups.is_dir(place)), None)
        if file is None:
            raise _missing(name, folders)
        if not access.inside(file, self.root):
            raise PictureError(f"{name!r} is outside of the project", f"copy it into {self.root}")
        return lookups.resolved(file)


def _missing(name: str, folders: tuple[Path, Path]) -> PictureError:
    if any(lookups.is_dir(folder / name) for folder in folders):
        return PictureError(f"{name!r} is a folder", "name a file in it")
    beside = [
        file.relative_to(folder).as_posix()
        for folder in folders
        if lookups.is_dir((folder / name).parent) and lookups.resolved(folder / name).is_relative_to(folder)
        for file in lookups.entries(lookups.resolved(folder / name).parent)
        if file.suffix.lower() in (".png", ".jpg", ".jpeg", ".svg") and file.is_relative_to(folder)
    ]
    near = did_you_mean(name, beside) if beside else ""
    hint = near or f"its path is from {folders[0]} or {folders[1]}" if folders[0] != folders[1] else near
    return PictureError(f"{name!r} is not there", hint or f"its path is from {folders[0]}")


def _read(file: Path, root: Path) -> Image:
    content = _content(file, root)
    if not svg.is_svg(content):
        return pictures.bitmap(content)
    drawing, shape = svg.cleaned(content)
    png = names.find(file.parent, file.with_suffix(".png").name)
    if not lookups.exists(png):
        raise PictureError("is an SVG, and older programs need a PNG", f"export it as {png.name} too, beside it")
    return pictures.with_vector(pictures.bitmap(_content(png, root)), drawing, shape)


def _content(file: Path, root: Path) -> bytes:
    try:
        return access.read(file, pictures.MOST_BYTES, within=root)
    except access.TooLargeError:
        raise PictureError(f"is larger than {pictures.MOST_BYTES // 1_000_000} MB", "save it smaller") from None
    except access.OutsideError:
        message = f"needs {file.name}, which is a link to outside of the project"
        raise PictureError(message, f"copy it into {root}") from None
