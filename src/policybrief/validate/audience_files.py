"""validate: the audiences of a project, read and checked against the brief that they are to get.

What an audience's file refers to has to be in the brief, and visible to that audience: a mistake here is told at its
line in the audience's file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from policybrief.brief import walk
from policybrief.brief.audience import Audience, Reader
from policybrief.brief.items import Item
from policybrief.brief.marking import lowered
from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS, NEEDED, PARTS
from policybrief.brief.sections import Section
from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import BriefError, Fix, Problem, certain, did_you_mean
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.text.value_path import ValuePath
from policybrief.validate import faults, validate


def sees(name: str, item: Item) -> bool:
    """Whether an audience gets an item."""
    return name not in item.not_for and (not item.audiences or name in item.audiences)


def sees_section(name: str, section: Section) -> bool:
    """Whether an audience gets a section: one of which all that it shows is withheld is not there."""
    return sees(name, section) and (section.has_words or any(sees(name, each) for each in section.exhibits))


def named(name: str, audience: Audience, entry: SourceEntry) -> bool:
    """Whether an audience may see a source named."""
    return sees(name, entry) and (audience.sources is None or entry.id in audience.sources)


def load(file: Path, brief: Brief, root: Path | None = None, read: Source | None = None) -> Reader:
    """The audience of a file, which lies in the project `root`; `read` is what is in it, where that is known already.
    Raises `BriefError` with all that is wrong with it.
    """
    name = file.stem
    if not re.fullmatch("[a-z][a-z0-9-]*", name) or re.match("(tlp|cui)(-|$)", name):
        hint = "name the file with lower-case letters, digits and hyphens; no marking"
        raise BriefError([Problem(f"{name!r} can't be the name of an audience", str(file), hint=hint)])
    return reader(name, read or source.read(file, within=root, first="name"), brief)


def reader(name: str, read: Source, brief: Brief) -> Reader:
    """The audience of this name, whose file has been read. Raises `BriefError` with all that is wrong with it."""
    problems: list[Problem] = []
    try:
        audience = validate.validate(read, Audience)
    except BriefError as error:
        problems += error.problems
        audience = None
    problems += _problems(read, name, audience, brief)
    if problems or audience is None:
        raise BriefError(problems)
    return Reader(name, audience, read)


def _problems(read: Source, name: str, audience: Audience | None, brief: Brief) -> Iterator[Problem]:
    known = {part: [entry.id for entry in getattr(brief, part)] for part in (*LISTS, "sources")}
    yield from validate.text_problems(read, known, _target)
    for part in LISTS:
        given = read.data.get(part)
        for ident in given if isinstance(given, dict) else ():
            if ident not in known[part]:
                hint = did_you_mean(ident, known[part])
                problem = read.problem((part, ident), f"{ident!r} is not the id of a {part[:-1]}", hint, at_key=True)
                near = certain(ident, set(known[part]) - given.keys())
                yield problem.typed("unknown-id", Fix((part, ident), "rename", near) if near else None)
    if audience is not None:
        yield from _unseen(read, name, audience, brief)
        yield from _misplaced(read, name, audience, brief)
        if lost := lowered(brief.marking, audience.marking):
            message = f"takes {lost!r} off the brief's marking; an audience may add to it, not lower it"
            yield read.problem(("marking",), message, "if you may lower it, change the brief's own marking").typed(
                "lowered-marking"
            )


def _target(path: ValuePath) -> str:
    """What a value at `path` of an audience's file refers to, "" for a text."""
    if len(path) == 3 and path[0] == "order":
        return str(path[1])
    return "sources" if path.parent.key == "sources" else ""


def _unseen(read: Source, name: str, audience: Audience, brief: Brief) -> Iterator[Problem]:
    """What the file says of items that this audience does not get."""
    for part in LISTS:
        hidden = {entry.id for entry in getattr(brief, part) if not sees(name, entry)}
        for ident in getattr(audience, part):
            if ident in hidden:
                yield _hidden(read, ValuePath(part, ident), ident, part[:-1])
        for number, ident in enumerate(getattr(audience.order, part)):
            if ident in hidden:
                yield _hidden(read, ValuePath("order", part, number), ident, part[:-1])
            if ident in getattr(audience.order, part)[:number]:
                yield read.problem(("order", part, number), f"{ident!r} is repeated here").typed("repeated-id")
    unnamed = {entry.id for entry in brief.sources if not named(name, audience, entry)}
    for path, cited in walk.cited(read.data):
        if not path.within("sources") and cited in unnamed:
            hint = "add it to 'sources', or say it without" if audience.sources is not None else "say it without"
            yield read.problem(path, f"the source {cited!r} may not be named here", hint).typed("hidden")


def _hidden(read: Source, path: ValuePath, name: str, kind: str) -> Problem:
    hint = f"the brief's {kind} says so by 'audiences' or 'not_for'"
    return read.problem(path, f"{name!r} is not for this audience", hint, at_key=isinstance(path.key, str)).typed(
        "hidden"
    )


def _misplaced(read: Source, name: str, audience: Audience, brief: Brief) -> Iterator[Problem]:
    """Parts that a document does not have, and sections of its own that stand nowhere."""
    seen: set[str] = {section.id for section in brief.sections}
    for number, block in enumerate(audience.extra):
        if block.id in seen:
            of_brief = block.id in (section.id for section in brief.sections)
            what = "is that of a section of the brief" if of_brief else "is repeated here"
            yield read.problem(("extra", number, "id"), f"the id {block.id!r} {what}", "choose another").typed(
                "repeated-id"
            )
        seen.add(block.id)
    for kind, parts in PARTS.items():
        hidden = [section.id for section in brief.sections if not sees_section(name, section)]
        extra = [
            section.id
            for section in (*brief.sections, *audience.extra)
            if kind in section.within and section.id not in hidden
        ]
        given = getattr(audience, kind).parts
        if given and (missing := [name for name in NEEDED[kind] if name not in given and getattr(brief, name)]):
            hint = "to keep an item from this audience, write 'not_for' in the item"
            message = f"leaves out {', '.join(missing)}, which every {kind} shows"
            yield read.problem((kind, "parts"), message, hint).typed("misplaced")
        for number, part in enumerate(given):
            if part in hidden:
                yield _hidden(read, ValuePath(kind, "parts", number), part, "section")
            elif part not in parts and part not in extra:
                hint = did_you_mean(part, [*parts, *extra])
                path = ValuePath(kind, "parts", number)
                problem = read.problem(path, f"{part!r} is not a part of the {kind}", hint)
                yield faults.unknown_id(problem, part, [*parts, *extra], path)
        for number, block in enumerate(audience.extra):
            if given and block.id in extra and block.id not in given and not (block.annex and kind == "memo"):
                hint = f"put {block.id!r} into {kind}.parts, or take {kind!r} out of its 'in'"
                yield read.problem(
                    ("extra", number), f"is meant for the {kind}, but has no place in its order", hint
                ).typed("misplaced")


def chosen(files: Mapping[str, Path], names: Collection[str]) -> Mapping[str, Path]:
    """Those that are asked for, all where none is. Raises `BriefError` for a name that there is not."""
    unknown = [name for name in names if name not in files]
    if unknown:
        raise BriefError(
            Problem(
                f"there is no audience {name!r}",
                hint=did_you_mean(name, files) or "an audience is a file in content/audiences",
            )
            for name in unknown
        )
    return {name: file for name, file in files.items() if not names or name in names}
