"""Texts with the figures that they name put in: "[=fleet.at_berth.Q3] are burnt" becomes "412 t are burnt".

It is done once, before a brief is validated, so that whatever comes later sees the number. Which words stand for which
figure is kept beside the text, so that an edit of a document goes around them.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from policybrief.brief import walk
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.locale.locale import Locale
from policybrief.read.changes import changed
from policybrief.read.source import Source
from policybrief.read.stretch import Stretches
from policybrief.sources.tabular.named import FiguresOf, FoundFigure
from policybrief.text.mentions import OPENING, Mention, NamedFigure, mentions
from policybrief.text.value_path import ValuePath

_NO_TEXTS = ("data", "sources", "bibliography", "aliases", "marking", "file", "id", "source", "theme", "lang", "kind")
"""What is nobody's prose; a figure that is named there stays what it is."""


def with_figures(read: Source, figures: FiguresOf, lang: Any) -> tuple[Source, tuple[Problem, ...]]:
    """A brief or an audience's file with the figures that its texts name, as the language `lang` writes numbers; and
    what is wrong with the names, where a stroke stands in.
    """
    named = [(path, text) for path, text in walk.leaves(read.data) if _names_one(read, path, text)]
    if not named:
        return read, ()
    words = locale.load(locale.DEFAULT)
    with suppress(BriefError):  # a language that there is not is told where it is used
        words = locale.load(str(lang)) if lang else words
    filled, problems = read, list[Problem]()
    for path, text in named:
        filled, told = _with(filled, path, text, figures, words)
        problems += told
    inputs = {**filled.inputs, **figures.files.digests}
    return replace(filled, inputs=inputs), tuple(dict.fromkeys(problems))


def _names_one(read: Source, path: ValuePath, text: Any) -> bool:
    return (
        isinstance(text, str)
        and OPENING in text
        and path not in read.figures
        and not set(_NO_TEXTS).intersection(path)
        and any(mentions(text))
    )


def _with(read: Source, path: ValuePath, text: str, figures: FiguresOf, words: Locale) -> tuple[Source, list[Problem]]:
    alone, is_bare = _is_number(path), path.key == "value" and bool(read.at(path.parent / "unit"))
    printed, end = "", 0
    named: list[NamedFigure] = []
    problems: list[Problem] = []
    value: Any = None
    given = dict(read.given)
    for mention in mentions(text):
        figure = None
        try:
            if path.key == "quote":
                raise BriefError(
                    [_at(read, path, mention, "stands in a quotation", "a source has a number of its own")]
                )
            figure = figures.figure(mention, words, lambda *told, at=mention: _at(read, path, at, *told))
        except BriefError as error:
            problems += error.problems
        said = "–" if figure is None else figure.bare if is_bare or alone else figure.text
        printed += text[end : mention.start]
        if figure is not None:
            named.append(_named(figure, len(printed), said, mention))
            if alone and mention.written == text.strip():
                value, given[path] = figure.value, figure.cell
        elif alone:
            value = 1
        printed, end = printed + said, mention.end
    new = printed + text[end:] if value is None else value
    return replace(
        read,
        data=changed(read.data, path, "replace", new),
        given=given,
        brought={**read.brought, path: new},
        figures={**read.figures, path: tuple(named)},
    ), problems


def _named(figure: FoundFigure, start: int, said: str, mention: Mention) -> NamedFigure:
    file = figure.file or figure.cell.name
    return NamedFigure(start, said, mention.written, figure.file, f"{file}:{figure.cell.line}:{figure.cell.column}")


def _at(read: Source, path: ValuePath, mention: Mention, message: str, hint: str) -> Problem:
    """A problem at the place of a name inside of its text."""
    written = Stretches(read).at(path)
    if not written.text or read.origin(path):  # an alias, or an option, stands for it
        return read.problem(path, message, hint)
    places = written.spread(str(read.written(path)))
    line, column = written.place(places[min(mention.start, len(places) - 1)])
    return replace(read.problem_at(path, line, column, message, hint), length=len(mention.written))


def _is_number(path: ValuePath) -> bool:
    """Whether the value at a path is a number of a chart or a whole, or may be one, as a cell of a table."""
    in_list = isinstance(path.key, int)
    if in_list and path.parent.key == "values":
        return True
    if path.key == "value":
        return path.parent.key == "target" or path[-3:-2] == ("parts",)
    return in_list and "rows" in path and bool({"table", "tables"}.intersection(path))
