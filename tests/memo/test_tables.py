"""Tables of a brief in the memo: tagged with what each head heads, spans and all; and in Word, without merged cells."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from lxml import etree

from policybrief.memo.check.check import check
from policybrief.memo.fit.tables import TableBlock
from policybrief.memo.word.check import check as word_check
from policybrief.ooxml.word import MAIN, W
from policybrief.ooxml.xml import safe_parser
from support import quays
from support.tagged_memos import elements


def cells(node: Any) -> list[tuple[str, str, int]]:
    found = []
    for cell in node.K:
        about = cell.get("/A", {})
        found.append((str(cell.S)[1:], str(about.get("/Scope", "/"))[1:], int(about.get("/ColSpan", 1))))
    return found


def test_heads_say_what_they_head_and_span() -> None:
    with pikepdf.open(BytesIO(quays.memo())) as opened:
        tables = [node for node in elements(opened) if node.S == "/Table"]
        rows = [cells(row) for row in tables[0].K]
    assert check(quays.memo()) == []
    assert rows[0] == [("TD", "", 1), ("TH", "Column", 2), ("TD", "", 1), ("TD", "", 1)]
    assert rows[1] == [("TH", "Column", 1)] * 5
    assert rows[2] == [("TH", "Row", 5)]
    assert rows[3] == [("TH", "Row", 1), *[("TD", "", 1)] * 4]
    assert len(rows) == 8  # one row is not for the memo
    assert len(tables) == 2


def test_in_word_a_name_over_columns_is_said_with_each() -> None:
    content = quays.memo("docx")
    assert word_check(content) == []
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read(MAIN), safe_parser())
    first = next(body.iter(f"{W}tbl"))
    rows = [["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in first.iter(f"{W}tr")]
    assert [text.replace("\u00a0", " ") for text in rows[0]] == [
        "Quay", "Landed: 2024 (t)", "Landed: 2025 (t)", "Change", "Counted",
    ]  # fmt: skip
    assert rows[2] == ["North", "10,410.0", "12,525.3", "+20.3%", "by meter"]
    aligned = [cell.find(f".//{W}jc") is not None for cell in list(first.iter(f"{W}tr"))[2].iter(f"{W}tc")]
    assert aligned == [False, True, True, True, False]
    assert not list(first.iter(f"{W}gridSpan"))


def test_a_short_column_keeps_its_line_where_others_are_long() -> None:
    table, numbers = TableBlock((), ()), TableBlock((), (), numeric=(False, True, False, False))
    wide = (4 * 127.0 - 75) / 3
    assert table._by_need((190.0, 170.0, 75.0, 200.0), 127.0) == pytest.approx([wide, wide, 75.0, wide])
    assert table._by_need((10.0, 160.0, 100.0), 100.0) == pytest.approx([20.0, 170.0, 110.0])
    assert numbers._by_need((30.0, 400.0, 400.0), 100.0) == pytest.approx([30.0, 135.0, 135.0])
