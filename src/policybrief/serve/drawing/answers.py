"""What the page gets to see, as JSON: pictures that it has not yet, where each text stands, and what is wrong.

Files have their names in the project: no path of this machine goes to the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.errors import Problem
from policybrief.read.source import Source, origin
from policybrief.system.files import state
from policybrief.text.inline import words
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:  # the server tells problems, and has no use for what draws
    from policybrief.pipeline.kept_from import KeptFrom
    from policybrief.pipeline.preview import DrawnPage, LiveView

Record = dict[str, Any]


def seen(view: LiveView, root: Path, have: Collection[str], documents: Collection[str]) -> Record:
    """A view for who has some of its pictures already."""
    pictures = {picture.key: picture.svg for picture in (*view.slides, *view.pages) if picture.svg}
    shown: Record = {"deck": view.slides, "memo": view.pages}
    written = list(_written(view))
    return {
        "audience": view.audience,
        "audiences": [{"id": name, "name": called} for name, called in view.audiences.items()],
        "title": words(view.run.brief.title),
        "marking": view.run.markings.text,
        "documents": {name: [_picture(each, root) for each in shown[name]] for name in documents if name in shown},
        "pictures": {key: svg for key, svg in pictures.items() if key not in have},
        "places": dict(_places(written, root)),
        "given": dict(_given(written, root)),
        "values": {name: list(_values(read)) for name, read in _sources(view, root).items()},
        "faces": {name: str(file) for name, file in view.faces.items()},
        "problems": [told(problem, root) for problem in view.problems],
    }


def standing(view: LiveView) -> Record:
    """Which values stand on each slide and page, by their paths in the documents; `places` says which values these are
    in the files.
    """
    shown = {"deck": view.slides, "memo": view.pages}
    return {name: [sorted(map(str, picture.paths)) for picture in pictures] for name, pictures in shown.items()}


def kept(kept_from: KeptFrom) -> Record:
    """What an audience may not see, and what its documents do without."""
    return {"secret": [str(path) for path in kept_from.secret], "left_out": {**kept_from.left_out}}


def refused(problems: Collection[Problem], root: Path) -> Record:
    """Why nothing can be seen."""
    return {"problems": [told(problem, root) for problem in problems]}


def told(problem: Problem, root: Path) -> Record:
    """A problem, with its file's name in the project; the file's text is the page's own."""
    record = problem.as_dict() | {"length": problem.length}
    return record | {"file": file_name(problem.file, root), "excerpt": problem.excerpt}


def _picture(picture: DrawnPage, root: Path) -> Record:
    return {
        "key": picture.key,
        "title": picture.title,
        "problems": [told(problem, root) for problem in picture.problems],
    }


_Written = tuple[ValuePath, Source, ValuePath]


def _written(view: LiveView) -> Iterator[_Written]:
    """Each path that is drawn, with the file and the path in it of the value that is meant."""
    places = view.run.places
    for path in view.paths:
        if path:
            yield path, *(origin(path, places.moved) or (places.source, path))


def _places(written: Iterable[_Written], root: Path) -> Iterator[tuple[str, list[str]]]:
    """Where each path that is drawn is written; what a file of numbers gives, where that file is named."""
    for path, read, own in written:
        there = next((above for above in own.upwards if above in read.places), ValuePath())
        yield str(path), [file_name(read.file, root), str(there)]


def _given(written: Iterable[_Written], root: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """What is drawn and stands in no file of the brief's own: the file of numbers, and the line."""
    for path, read, own in written:
        if read.given and (given := read.origin(own)):
            yield str(path), (file_name(given.name, root), given.line)


def _sources(view: LiveView, root: Path) -> Mapping[str, Source]:
    places = view.run.places
    return {
        file_name(read.file, root): read for read in (places.source, *(moved for moved, _ in places.moved.values()))
    }


def _values(read: Source) -> Iterator[tuple[str, int, int]]:
    """The values of a file in the order in which they stand there, each with its line and column."""
    placed = sorted((place, path) for path, place in read.places.items() if path and "\0key" not in path)
    return ((str(path), line, column) for (line, column), path in placed)


@lru_cache(maxsize=256)
def file_name(file: str, root: Path) -> str:
    """A file's name in the project; of one elsewhere, its last name alone."""
    place = Path(file)
    if not file or not place.is_absolute():
        return file
    return state.inner(root, place) if place.is_relative_to(root) else place.name
