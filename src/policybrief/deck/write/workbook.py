"""The workbook of a native chart: names are text, whatever they begin with, and it is the same on every day and system.

Series stand in columns from B on, categories in column A, as PowerPoint itself has them.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types

from policybrief.ooxml import zipped
from policybrief.text.figures import Values

_MADE = dt.datetime(1980, 1, 1)


def workbook(categories: Sequence[str], series: Sequence[tuple[str, Values]], number_format: str) -> bytes:
    """An .xlsx with these numbers; a gap is an empty cell."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet("Sheet1")
    form = book.add_format({"num_format": number_format})
    for row, name in enumerate(categories, 1):
        sheet.write_string(row, 0, name)
    for column, (name, values) in enumerate(series, 1):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, 1):
            if value is not None:
                sheet.write_number(row, column, value, form)
    book.close()
    return zipped.packed(zipped.unpacked(stream.getvalue()))  # XlsxWriter's names the system
