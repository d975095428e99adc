"""The markup of a chart becomes a `Chart`: its numbers, their order, and what stands out in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from policybrief.compose.markup_text import TextReader, attribute, word
from policybrief.compose.vocabulary import AT, MarkupError, unwrap
from policybrief.errors import did_you_mean
from policybrief.read.source import Spelled
from policybrief.text import figures
from policybrief.text.charts import Chart, Series, Target
from policybrief.text.run import path_of, plain

_FIGURE = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)


def chart(reader: TextReader, node: Any) -> Chart:
    """A chart, its bars by value where they are to be so; what is wrong with it goes to the reader's faults."""
    locale = reader.locale
    at, kind = node.get(AT, ""), word(node, "kind", "column")
    series = tuple(_series(child, reader) for child in node.iterchildren("series"))
    categories = tuple(reader.text(child) for child in node.iterchildren("category"))
    stacked, alt = attribute(node, "stacked") == "true", reader.child(node, "alt")
    target = _target(node.find("target"), reader)
    numbers = [*(value for row in series for value in row.values), *([target.value] if target else ())]
    read = Chart(
        kind=kind,
        categories=categories,
        series=series,
        alt=locale.with_gaps(alt, categories, series),
        form=locale.number_form(numbers),
        unit=reader.child(node, "unit"),
        at=at,
        optional=reader.rank(node),
        stacked=stacked,
        emphasis=reader.plain(node, "emphasis"),
        target=target,
        note=reader.child(node, "note"),
        timed=locale.are_times(map(plain, categories)),
        more=locale.numbers["more"],
        rest=locale.numbers["rest"],
    )
    reader.faults += _faults(read)
    by_value = attribute(node, "order", "given" if read.timed or kind != "bar" else "value") == "value"
    fits = all(len(row.values) == len(categories) for row in series)
    return read.taking(_by_value(read)) if by_value and fits else read


def _series(node: Any, reader: TextReader) -> Series:
    values = list(node.iterchildren("value"))
    return Series(
        reader.child(node, "name"),
        tuple(_figure(value, reader) for value in values),
        tuple(path_of(reader.text(value)) for value in values),
        attribute(node, "tone"),
    )


def _target(node: Any, reader: TextReader) -> Target | None:
    if node is None:
        return None
    value = reader.words(node, "value")
    measured = number(plain(value), node, reader)
    return Target(measured, reader.text(node), path_of(value))


def _figure(node: Any, reader: TextReader) -> Spelled | None:
    """A number of a chart; None, a gap, where the element is empty."""
    words = unwrap("".join(node.itertext())).strip()
    return number(words, node, reader) if words else None


def number(words: str, node: Any, reader: TextReader) -> Spelled:
    """A number as it is written in markup; what is none, or can't be read by anybody, goes to the reader's faults."""
    if not _FIGURE.fullmatch(words):
        reader.faults.append(MarkupError(f"{words!r} is not a number", node.get(AT, "")))
    elif told := figures.unreadable(float(words)):
        reader.faults.append(MarkupError(f"{words} {told[0]}", node.get(AT, ""), told[1]))
    else:
        return Spelled.of(words)
    return Spelled.of("0")


def _faults(chart: Chart) -> list[MarkupError]:
    lengths = [len(row.values) for row in chart.series if len(row.values) != len(chart.categories)]
    messages = [f"<series> has {length} values for {len(chart.categories)} categories" for length in lengths]
    faults = [MarkupError(message, chart.at) for message in messages]
    if fault := figures.fault(chart.kind, [row.values for row in chart.series], stacked=chart.stacked):
        faults.append(MarkupError(fault[1], chart.at, fault[2]))
    names = [plain(name) for name in (*(row.name for row in chart.series), *chart.categories)]
    if chart.emphasis and chart.emphasis not in names:
        hint = did_you_mean(chart.emphasis, names)
        faults.append(MarkupError(f"{chart.emphasis!r} is neither a series nor a category", chart.at, hint))
    return faults


def _by_value(chart: Chart) -> Sequence[int]:
    """The categories by what they have of the series that stands out, or all together; those without a number last."""
    strong = [row for row in chart.series if plain(row.name) == chart.emphasis] or chart.series[:1]

    def rank(number: int) -> tuple[bool, float]:
        values = [row.values[number] for row in (chart.series if chart.stacked else strong)]
        known = [value for value in values if value is not None]
        return not known, -sum(known)

    return sorted(range(len(chart.categories)), key=rank)
