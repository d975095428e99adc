"""The markup of a table becomes a `Table`: its heads, its rows and, in the locale's form, its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from policybrief.compose.charts import number
from policybrief.compose.markup_text import TextReader, attribute, word
from policybrief.compose.vocabulary import AT, MarkupError, unwrap
from policybrief.text.exhibits import ColumnSpan, Comparison, Table
from policybrief.text.figures import NumberForm, NumberMask
from policybrief.text.run import Run, Text, path_of


def table(reader: TextReader, node: Any) -> Table | None:
    """A table or a comparison; None where its rows are not of one length, which goes to the reader's faults."""
    lines = list(node.iterchildren("tr"))
    over = tuple(_spans(reader, lines.pop(0))) if word(lines[0], "kind", "") == "over" else ()
    if not _fits(reader, node, lines, over):
        return None
    head, *body = lines
    numbers = {cell: number(_said(cell), cell, reader) for row in body for cell in row if _is_number(cell)}
    columns = [[numbers[row[at]] for row in body if row[at] in numbers] for at in range(len(head))]
    forms = [_form(reader, cell, values) for cell, values in zip(head, columns, strict=True)]
    rows = tuple(
        tuple(_cell(reader, cell, numbers.get(cell), form) for cell, form in zip(row, forms, strict=True))
        for row in body
    )
    marked = tuple(tuple(attribute(cell, "marked") == "true" for cell in row) for row in body)
    kinds = tuple(word(row, "kind", "") for row in body)
    numeric = tuple(form is not None for form in forms)
    kind = Comparison if node.tag == "comparison" else Table
    return kind(
        header=tuple(map(reader.text, head)),
        rows=rows,
        alt=reader.words(node, "alt"),
        at=node.get(AT, ""),
        tones=tuple(attribute(cell, "tone") for cell in head),
        optional=reader.rank(node),
        kinds=kinds if any(kinds) else (),
        marked=marked if any(map(any, marked)) else (),
        numeric=numeric if any(numeric) else (),
        over=over,
        note=reader.child(node, "note"),
    )


def _fits(reader: TextReader, node: Any, lines: Sequence[Any], over: Sequence[ColumnSpan]) -> bool:
    """Whether there are heads, and each row has a cell for each of them."""
    at = node.get(AT, "")
    widths = {len(row) for row in lines}
    if len(widths) > 1:
        reader.faults.append(MarkupError(f"the rows of <{node.tag}> differ in their number of cells", at))
    elif not widths:
        reader.faults.append(MarkupError(f"<{node.tag}> has no row of heads", at, "write one below what spans them"))
    elif over and sum(span.columns for span in over) != min(widths):
        hint = "say in span of how many columns each cell is; without it, of one"
        reader.faults.append(MarkupError(f"what spans the heads is not as wide as they are, {min(widths)}", at, hint))
        return False
    return len(widths) == 1


def _spans(reader: TextReader, row: Any) -> Iterator[ColumnSpan]:
    for cell in row:
        columns = attribute(cell, "span", "1").strip()
        if not (columns.isascii() and columns.isdecimal() and 0 < int(columns) < 100):
            message = f"{columns!r} is not a number of columns"
            reader.faults.append(MarkupError(message, cell.get(AT, ""), 'write span="2"'))
            columns = "1"
        yield ColumnSpan(reader.text(cell), int(columns))


def _form(reader: TextReader, head: Any, values: Sequence[float]) -> NumberForm | None:
    """How the numbers of a column are written; None where it has none."""
    if not values:
        return None
    locale, mask = reader.locale, attribute(head, "format")
    usual = replace(locale.number_form(values), whole=False)  # decimal signs stand below one another
    if not mask:
        return usual
    if (wanted := NumberMask.written(mask)) is None:
        message = f"{mask!r} is not a form of a number"
        reader.faults.append(MarkupError(message, head.get(AT, ""), NumberMask.FORM))
        return usual
    return wanted.form(values, usual, locale.numbers["group"], locale.percent["one"])


def _is_number(cell: Any) -> bool:
    return attribute(cell, "kind") == "number" and bool(_said(cell))


def _said(cell: Any) -> str:
    return unwrap("".join(cell.itertext())).strip()


def _cell(reader: TextReader, cell: Any, value: float | None, form: NumberForm | None) -> Text:
    text = reader.text(cell)
    if form is None or value is None:
        return text
    return (Run(form.written(value), path_of(text), cell.get(AT, "")),)
