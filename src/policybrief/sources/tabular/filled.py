"""Charts and tables that name a file of numbers, with what it gives where a brief would write it itself; and texts with
the figures that they name.

All that comes later sees values, and what is wrong with one is told at its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.read.changes import changed
from policybrief.read.source import Source
from policybrief.sources.tabular import charts, tables
from policybrief.sources.tabular.exhibit import Exhibit, Filling
from policybrief.sources.tabular.files import NumberFiles, Reading, on_disk
from policybrief.sources.tabular.mentioned import with_figures
from policybrief.sources.tabular.named import FiguresOf
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath


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


def with_data(
    read: Source, root: Path, brief: Source | None = None, reading: Reading | None = None
) -> tuple[Source, tuple[Problem, ...]]:
    """A brief as read, or the file of an audience of a `brief`, with what the files of numbers in the project `root`
    give: to its charts and tables, and to texts that name figures. And what is wrong with these, where other values
    stand in. Numbers are read by the language of the brief; `reading` gives the files.
    """
    reading, whole = reading or on_disk(root), brief or read
    mark = _decimal(whole.data.get("lang"))
    filled, problems = _with_exhibits(read, NumberFiles(read, root, reading), mark)
    figures = FiguresOf(whole, NumberFiles(whole, root, reading), mark)
    filled, told = with_figures(filled, figures, read.data.get("lang") or whole.data.get("lang"))
    return filled, (*problems, *told)


def _with_exhibits(read: Source, files: NumberFiles, mark: str) -> tuple[Source, list[Problem]]:
    filled, problems = read, list[Problem]()
    for path, entry, kind in _exhibits(read.data):
        if "data" not in entry or path / kind.brought[-1] in read.brought:
            continue
        try:
            of = _file(entry)
            _alone(read, path, entry, kind.brought)
            grid = files.grid(of, path / "data")
            filled = _with(filled, path, kind.filling(Exhibit(read, path, entry, of, grid, mark)))
        except BriefError as error:
            problems += error.problems
            filled = _standing_in(filled, path, kind)
        except ValidationError:  # told by the model
            filled = _standing_in(filled, path, kind)
    return replace(filled, inputs={**read.inputs, **files.digests}), problems


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
    brought = {path / key: value for key, value in filling.values.items()}
    return replace(read, data=data, given={**read.given, **given}, brought={**read.brought, **brought})


def _standing_in(read: Source, path: ValuePath, kind: _Kind) -> Source:
    entry = _at(read.data, path)
    values = {key: value for key, value in kind.stands_in.items() if value or key in entry}
    return _with(read, path, Filling(values, {}))


def _at(data: Any, path: ValuePath) -> Any:
    for step in path:
        data = data[step]
    return data
