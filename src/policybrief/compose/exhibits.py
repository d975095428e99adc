"""The markup of exhibits: balances, timelines, figures and pictures; charts and tables have modules of their own."""

from __future__ import annotations

from typing import Any

from policybrief.compose import chronology
from policybrief.compose.markup_text import TextReader, attribute, word
from policybrief.compose.vocabulary import AT, MarkupError
from policybrief.locale import dates as locale_dates
from policybrief.text import dates
from policybrief.text.dates import Date
from policybrief.text.exhibits import Balance, Dilemma, Event, KeyFigure, KeyFigures, Options, Picture, Side, Timeline
from policybrief.text.run import path_of, plain


def options(reader: TextReader, node: Any) -> Options | None:
    """The table of options; None where its rows are not of one length, which goes to the reader's faults."""
    rows = [tuple(reader.text(cell) for cell in row) for row in node]
    if len({len(row) for row in rows}) > 1:
        reader.faults.append(MarkupError("the rows of <options> differ in their number of cells", node.get(AT, "")))
        return None
    return Options(
        header=rows[0],
        rows=tuple(rows[1:]),
        alt=reader.words(node, "alt"),
        at=node.get(AT, ""),
        tones=tuple(attribute(cell, "tone") for cell in node[0]),
        labels=tuple(reader.words(cell, "label") for cell in node[0]),
        scores=tuple(tuple(_score(cell) for cell in row) for row in node[1:]),
    )


def _score(cell: Any) -> int | None:
    score = attribute(cell, "score")
    return int(score) if score else None


def balance(reader: TextReader, node: Any) -> Balance:
    sides = tuple(
        Side(
            reader.child(child, "title"),
            tuple(reader.text(point) for point in child.iterchildren("point")),
            attribute(child, "tone"),
        )
        for child in node.iterchildren("side")
    )
    aims = node.find("dilemma")
    return Balance(sides, dilemma(reader, aims) if aims is not None else None, node.get(AT, ""))


def dilemma(reader: TextReader, node: Any) -> Dilemma:
    aims = tuple(reader.text(child) for child in node.iterchildren("aim"))
    return Dilemma(reader.child(node, "label"), reader.child(node, "lead"), aims, node.get(AT, ""))


def timeline(reader: TextReader, node: Any) -> Timeline | None:
    events = tuple(_event(reader, child) for child in node)
    if not events:
        return None
    months, short, today = reader.locale.months_alone, reader.locale.months_short, reader.today
    return Timeline(chronology.measured(events, reader.locale), node.get(AT, ""), months, short, today)


def _event(reader: TextReader, node: Any) -> Event:
    when, written = reader.child(node, "when"), attribute(node, "at").strip()
    if written and not Date.written(written):
        reader.faults.append(MarkupError(f"{written!r} is not a date", node.get(AT, ""), dates.FORM))
    date = Date.written(written) or locale_dates.read(plain(when), reader.locale)
    return Event(when, reader.child(node, "text"), date)


def figures(reader: TextReader, node: Any) -> KeyFigures:
    return KeyFigures(tuple(_figure(reader, child) for child in node), node.get(AT, ""), reader.rank(node))


def _figure(reader: TextReader, node: Any) -> KeyFigure:
    value, label, text, trend, source = (
        reader.child(node, name) for name in ("value", "label", "text", "trend", "source")
    )
    sign = node.find("trend")
    return KeyFigure(value, label, text, trend, word(sign, "direction", "") if sign is not None else "", source)


def picture(reader: TextReader, node: Any) -> Picture:
    return Picture(
        attribute(node, "src").strip(),
        reader.words(node, "alt"),
        reader.child(node, "caption"),
        path_of(reader.words(node, "src")),
        node.get(AT, ""),
        optional=reader.rank(node),
        points=tuple(text for point in node.iterchildren("point") for _, text in reader.passages(point)),
    )
