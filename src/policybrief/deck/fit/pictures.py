"""The pictures of a deck: found in the project and read before fit. What can't be shown is told at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.compose.places import Places
from policybrief.errors import Problem, did_you_mean
from policybrief.read.project import Project
from policybrief.system.files import access, lookups, names
from policybrief.text.blocks import Block, Columns
from policybrief.text.document import Deck
from policybrief.text.exhibits import Image, Picture

if TYPE_CHECKING:
    from policybrief.pictures.bitmap import PictureError


def loaded(deck: Deck, places: Places) -> tuple[Deck, list[Problem]]:
    """The deck with all of its pictures read, and a problem for each that can't be."""
    if not any(isinstance(block, Picture) for slide in deck.slides for block in within(slide.blocks)):
        return deck, []
    reader = _Reader(places)
    slides = tuple(replace(slide, blocks=reader.blocks(slide.blocks)) for slide in deck.slides)
    return replace(deck, slides=slides), reader.problems


def within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks, and those in their columns."""
    for block in blocks:
        yield block
        if isinstance(block, Columns):
            for column in block.columns:
                yield from within(column.blocks)


def unread(block: Block) -> bool:
    return isinstance(block, Picture) and block.image is None


@dataclass
class _Reader:
    """Reads each file once."""

    places: Places
    problems: list[Problem] = field(default_factory=list)
    _known: dict[Path, Image] = field(default_factory=dict)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Columns):
            columns = tuple(replace(column, blocks=self.blocks(column.blocks)) for column in block.columns)
            return replace(block, columns=columns)
        return replace(block, image=self._image(block)) if isinstance(block, Picture) else block

    def _image(self, block: Picture) -> Image | None:
        from policybrief.pictures.bitmap import PictureError

        try:
            file = self._find(block.file)
            if file not in self._known:
                self._known[file] = _read(file, Project.of(Path(self.places.source.file)).root)
            return self._known[file]
        except PictureError as error:
            message, hint = error.message, error.hint
        except OSError as error:
            message, hint = f"cannot be read: {error.strerror or error}", ""
        self.problems.append(self.places.problem(block.path, block.at, f"the picture {message}", hint))
        return None

    def _find(self, name: str) -> Path:
        """The file of that name, from the brief's folder or the project's; nothing outside of the project."""
        from policybrief.pictures.bitmap import PictureError

        brief = Path(self.places.source.file)
        root = Project.of(brief).root
        folders = (lookups.resolved(brief.parent), root)
        if not name or "\0" in name:
            raise PictureError("has no name", "name a file of the project")
        places = (names.find(folder, name) for folder in folders)
        file = next((place for place in places if lookups.exists(place) and not lookups.is_dir(place)), None)
        if file is None:
            raise _missing(name, folders)
        if not access.inside(file, root):
            raise PictureError(f"{name!r} is outside of the project", f"copy it into {root}")
        return lookups.resolved(file)


def _missing(name: str, folders: tuple[Path, Path]) -> PictureError:
    from policybrief.pictures.bitmap import PictureError

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
    from policybrief.pictures import bitmap as pictures
    from policybrief.pictures import svg

    content = _content(file, root)
    if not svg.is_svg(content):
        return pictures.bitmap(content)
    drawing, shape = svg.cleaned(content)
    png = names.find(file.parent, file.with_suffix(".png").name)
    if not lookups.exists(png):
        raise pictures.PictureError(
            "is an SVG, and older programs need a PNG", f"export it as {png.name} too, beside it"
        )
    return pictures.with_vector(pictures.bitmap(_content(png, root)), drawing, shape)


def _content(file: Path, root: Path) -> bytes:
    from policybrief.pictures.bitmap import MOST_BYTES, PictureError

    try:
        return access.read(file, MOST_BYTES, within=root)
    except access.TooLargeError:
        raise PictureError(f"is larger than {MOST_BYTES // 1_000_000} MB", "save it smaller") from None
    except access.OutsideError:
        message = f"needs {file.name}, which is a link to outside of the project"
        raise PictureError(message, f"copy it into {root}") from None
