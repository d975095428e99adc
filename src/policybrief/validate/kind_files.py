"""validate: the kind that a brief names, out of its file: one in the project's `content/kinds`, or one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policybrief.brief.kind import PLAIN, BriefKind
from policybrief.brief.parts import PARTS, Kind
from policybrief.brief.values import as_text
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.locale import locale
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.system.files import access, lookups
from policybrief.system.files.resources import KINDS
from policybrief.validate import validate


def files(own: Path) -> Mapping[str, Path]:
    """The files of all kinds by name; of two with one name, the one in the folder `own`."""
    return {file.stem: file for folder in (KINDS, own) for file in lookups.files(folder, ".yaml")}


def named(read: Source, own: Path) -> tuple[BriefKind, tuple[Problem, ...]]:
    """The kind of a brief, and what is wrong with its name or in its file; without a name, `PLAIN`."""
    given = read.data.get("kind")
    if given is None or given == "" or isinstance(given, list | dict):  # what is no text is told by the model
        return PLAIN, ()
    name = str(as_text(given))
    known = files(own)
    if name not in known:
        hint = did_you_mean(name, known)
        return PLAIN, (read.problem(("kind",), f"{name!r} is not a kind of brief", hint).typed("unknown-id"),)
    try:
        return _read(known[name], own), ()
    except BriefError as error:
        return PLAIN, error.problems


def _fault(part: str, document: Kind) -> str:
    return "is repeated here" if part in PARTS[document] else f"is not a part of the {document}"


def _read(file: Path, own: Path) -> BriefKind:
    read = source.read(file, within=access.ANYWHERE if file.parent == KINDS else own)
    kind = validate.validate(read, BriefKind)
    problems = [
        read.problem((document, number), f"{part!r} {_fault(part, document)}")
        for document, number, part in kind.misplaced
    ]
    known, said = locale.load(locale.DEFAULT).words, "is not a word of the templates"
    languages = {tag.partition("-")[0] for tag in locale.available()} | {*locale.available()}
    for lang, words in kind.words.items():
        if lang not in languages:
            hint = did_you_mean(lang, sorted(languages))
            problems.append(read.problem(("words", lang), "is not a language that there is", hint, at_key=True))
        hints = {word: did_you_mean(word, known) for word in words if word not in known}
        problems += [read.problem(("words", lang, word), said, hint, at_key=True) for word, hint in hints.items()]
    if problems:
        raise BriefError(problems)
    return kind
