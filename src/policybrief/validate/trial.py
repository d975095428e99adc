"""validate: values that are given for one build, on the command line, in place of what the brief's file says.

    with_values(read, ["bottom_line.headline=Say it otherwise", "judgments.no-wedge.confidence=low"])

The model says of each whether it is an author's words, which are taken as they stand, or anything else, which is read
as YAML. Nothing of the file is changed, and what is wrong with a value is told of the option and not of a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from policybrief.brief.model import Brief
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.read import source
from policybrief.read.changes import changed
from policybrief.read.source import Given, Source
from policybrief.text.records import dataclass
from policybrief.text.value_path import Step, Steps, ValuePath
from policybrief.validate import shape


def with_values(read: Source, given: Sequence[str]) -> Source:
    """The brief's source with each `PATH=VALUE` of `given`, the last one of a path first.

    A path is written as messages write it, `judgments[0].headline`; an entry may be named by its id instead.
    Raises `BriefError` with all that have no place in the brief, or are no YAML where that is wanted.
    """
    problems: list[Problem] = []
    trial = read
    for text in given:
        try:
            trial = _with(trial, text)
        except BriefError as error:
            problems += error.problems
    if problems:
        raise BriefError(problems)
    digest = hashlib.sha256("\0".join((read.digest, *given)).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(trial, digest=digest if given else read.digest)


def _with(read: Source, text: str) -> Source:
    written, equals, value = text.partition("=")
    if not equals or not written.strip():
        raise _wrong(text, "is no PATH=VALUE", "write it as in bottom_line.headline='Say it otherwise'")
    path = path_of(read, written.strip())
    return with_value(read, path, _value(written, path, value), Given(f"--set {path}"))


def with_value(read: Source, path: ValuePath, value: Any, given: Given) -> Source:
    """The source with a value at a path, and the mappings on the way to it that are missing; `given` says whence it is.

    Raises `BriefError` where a list on the way is too short, or nothing can stand in what is there.
    """
    held = _Held.at(read.data, path)
    if any(isinstance(step, int) for step in held.missing):
        first = next(number for number, step in enumerate(held.missing) if isinstance(step, int))
        if first == 0:
            raise _wrong(str(path), f"there is no {path}", f"{held.path} has {held.said}")
        of = held.path + held.missing[:first]
        hint = f"write the whole list: --set {of}='[…]'"
        raise _wrong(str(path), f"there is no {path}, for the brief has no {of}", hint)
    for step in reversed(held.missing[1:]):
        value = {step: value}
    place = held.path / held.missing[0] if held.missing else path
    return replace(
        read,
        data=changed(read.data, place, "replace", value),
        given={**read.given, place: given},
        cuts={there: cut for there, cut in read.cuts.items() if not there.within(*path)},
        truths={there: word for there, word in read.truths.items() if not there.within(*path)},
    )


def _wrong(where: str, message: str, hint: str = "") -> BriefError:
    return BriefError([Problem(message, f"--set {where}", hint=hint)])


def path_of(read: Source, written: str) -> ValuePath:
    """The path that is meant, with positions in the place of ids. Raises `BriefError` for an id that there is not."""
    path, here = ValuePath(), read.data
    for step in ValuePath.parse(written):
        if isinstance(here, list) and isinstance(step, str):
            step = _position(here, step, written, path)  # noqa: PLW2901  # the same step, as the data counts it
        path /= step
        here = _below(here, step)
    return path


def _position(entries: list[Any], name: str, written: str, path: ValuePath) -> int:
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    if name in ids:
        return ids.index(name)
    hint = did_you_mean(name, [each for each in ids if isinstance(each, str)]) or f"write {path}[0] for the first"
    raise _wrong(written, f"{path} has no entry {name!r}", hint)


def _below(here: Any, step: Step) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    return here[step] if isinstance(here, list) and isinstance(step, int) and step < len(here) else None


@dataclass(frozen=True)
class _Held:
    """The last value on the way that is there, a mapping or a list; and the steps below it that are not."""

    path: ValuePath
    missing: Steps
    said: str

    @classmethod
    def at(cls, data: Any, path: ValuePath) -> _Held:
        here = data
        for number, step in enumerate(path):
            is_there = step in here if isinstance(here, dict) else isinstance(step, int) and _is_in(here, step)
            if not is_there:
                return cls(ValuePath(*path[:number]), path[number:], _said(here, path[:number], step))
            here = here[step]
        return cls(path, (), "")


def _is_in(here: Any, position: int) -> bool:
    return isinstance(here, list) and position < len(here)


def _said(here: Any, path: Steps, step: Step) -> str:
    """What a list or a mapping has. Raises `BriefError` for a value that nothing can stand in."""
    if isinstance(here, list):
        return f"{len(here)} {'entry' if len(here) == 1 else 'entries'}"
    if here is None or (isinstance(here, dict) and isinstance(step, str)):
        return "none"
    whole = ValuePath(*path)
    raise _wrong(str(whole / step), f"{whole} is no {'list' if isinstance(step, int) else 'mapping'}")


def _value(written: str, path: ValuePath, text: str) -> Any:
    """A value as the model has it at `path`. Raises `BriefError` for what is no YAML where it has to be some."""
    if shape.takes_nothing_else(shape.annotation_at(Brief, path)):
        return text
    try:
        return source.parse(f"value: {text}").data["value"]
    except BriefError as error:
        told = (
            replace(each, file=f"--set {written}", line=0, column=0, path="", excerpt="") for each in error.problems
        )
        raise BriefError(told) from None
