"""Charts and tables that name a file of numbers, with what it gives where a brief would write it itself.

All that comes later sees values, and what is wrong with one is told at its cell. A file lies in the project, links of
it followed; it is read once however many take from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.read.changes import changed
from policybrief.read.source import Given, Source
from policybrief.sources.tabular import charts, delimited, tables, workbook
from policybrief.sources.tabular.exhibit import Exhibit, Filling
from policybrief.sources.tabular.grid import Grid
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

MOST_BYTES = 5_000_000
_WORKBOOKS = (".xlsx", ".xlsm")
_DONE = "\0data"
"""Below an exhibit that has what its file gives; no key of a file begins so."""


@dataclass(frozen=True)
class _Kind:
    """A kind of exhibit: how it is filled, the keys that a file alone brings, and what it holds whose file is wrong, so
    that all else that is wrong with the brief is told as well.
    """

    filling: Callable[[Exhibit], Filling]
    brought: tuple[str, ...]
    stands_in: Mapping[str, Any]


_CHART = _Kind(
    charts.filling,
    ("categories", "series"),
    {"categories": ["…"], "series": [{"name": "…", "values": [1]}], "emphasis": None},
)
_TABLE = _Kind(tables.filling, ("rows",), {"columns": ["…", "…"], "rows": [["…", 1]], "highlight": []})
_LISTS = {"charts": _CHART, "tables": _TABLE}
_ONES = {"chart": _CHART, "table": _TABLE}


def with_data(read: Source, root: Path, lang: str | None = None) -> tuple[Source, tuple[Problem, ...]]:
    """A brief or an audience's file as read, with what the files of numbers in the project `root` give; and what is
    wrong with these, where other values stand in. Numbers are read by `lang`, or the language that `read` names.
    """
    named = [place for place in _exhibits(read.data) if "data" in place[1] and place[0] / _DONE not in read.given]
    if not named:
        return read, ()
    files = _Files(read, root)
    mark = _decimal(lang or read.data.get("lang"))
    filled, problems = read, list[Problem]()
    for path, entry, kind in named:
        try:
            of = _file(entry)
            _alone(read, path, entry, kind.brought)
            filled = _with(filled, path, kind.filling(Exhibit(read, path, entry, of, files.grid(of, path), mark)))
        except BriefError as error:
            problems += error.problems
            filled = _standing_in(filled, path, kind)
        except ValidationError:  # told by the model
            filled = _standing_in(filled, path, kind)
    return replace(filled, inputs={**read.inputs, **files.digests}), tuple(problems)


def _exhibits(data: Any) -> Iterator[tuple[ValuePath, dict[str, Any], _Kind]]:
    for key, kind in _LISTS.items():
        for number, entry in _entries(data.get(key)):
            yield ValuePath(key, number), entry, kind
    for part in ("sections", "extra"):
        for number, section in _entries(data.get(part)):
            for key, kind in _ONES.items():
                if isinstance(section.get(key), dict):
                    yield ValuePath(part, number, key), section[key], kind


def _entries(listed: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((number, entry) for number, entry in enumerate(listed if isinstance(listed, list) else [])
            if isinstance(entry, dict))  # fmt: skip


def _decimal(lang: Any) -> str:
    with suppress(BriefError):  # a language that there is not is told where it is used
        return locale.load(lang if isinstance(lang, str) else locale.DEFAULT).numbers["decimal"]
    return "."


def _file(entry: Mapping[str, Any]) -> DataFile:
    given = entry["data"]
    return DataFile.model_validate({"file": given} if isinstance(given, str) else given)


def _alone(read: Source, path: ValuePath, entry: Mapping[str, Any], brought: tuple[str, ...]) -> None:
    problems = [
        read.problem(path / key, "stands beside 'data', which brings it", "delete one of the two", at_key=True)
        for key in brought
        if key in entry
    ]
    if problems:
        raise BriefError(problems)


def _with(read: Source, path: ValuePath, filling: Filling) -> Source:
    data = read.data
    for key, value in filling.values.items():
        entry = _at(data, path)
        data = changed(data, path / key, "replace" if key in entry else "insert", value)
    given = {path + place: given for place, given in filling.given.items()}
    return replace(read, data=data, given={**read.given, **given, path / _DONE: Given(read.file)})


def _standing_in(read: Source, path: ValuePath, kind: _Kind) -> Source:
    entry = _at(read.data, path)
    values = {key: value for key, value in kind.stands_in.items() if value or key in entry}
    return _with(read, path, Filling(values, {}))


def _at(data: Any, path: ValuePath) -> Any:
    for step in path:
        data = data[step]
    return data


@dataclass
class _Files:
    """The project's files of numbers, each read once; `digests` are those of the ones that were."""

    read: Source
    root: Path
    digests: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def grid(self, of: DataFile, path: ValuePath) -> Grid:
        place = self._place(of.file)
        content = self._content(of.file, place, path)
        read = workbook.grid if place.suffix.lower() in _WORKBOOKS else delimited.grid
        return read(content, of, str(place))

    def _place(self, name: str) -> Path:
        """The file, as seen from the brief's folder, or else from the project's."""
        beside = Path(self.read.file).parent / name
        within = Path(self.read.file).parent.parent if Path(self.read.file).parent.name == "content" else self.root
        return beside if not access.inside(beside, self.root) or beside.exists() else within / name

    def _content(self, name: str, place: Path, path: ValuePath) -> bytes:
        if name not in self.contents:
            try:
                self.contents[name] = access.read(place, MOST_BYTES, within=self.root)
            except access.OutsideError:
                raise self._wrong(path, f"{name!r} lies outside of the project", "put a copy into it") from None
            except FileNotFoundError:
                hint = "it is looked for in the brief's folder, then in the project's"
                raise self._wrong(path, f"there is no file {name!r}", hint) from None
            except OSError as error:
                raise self._wrong(path, f"{name!r} {file_problems.unread(error, place).message}") from None
            self.digests[name] = hashlib.sha256(self.contents[name]).hexdigest()
        return self.contents[name]

    def _wrong(self, path: ValuePath, message: str, hint: str = "") -> BriefError:
        at = path / "data" / "file" if isinstance(self.read.at(path / "data"), dict) else path / "data"
        return BriefError([self.read.problem(at, message, hint)])
