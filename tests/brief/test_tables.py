"""Tables as they are typed: rows are lists, and what is wrong with one is told with the right shape."""

from __future__ import annotations

import pytest

from policybrief.brief.tables import Table
from policybrief.locale import locale
from policybrief.read import source
from policybrief.text.figures import NumberMask
from policybrief.validate import validate
from support.commands import problems_of

HEAD, HIGHLIGHT = "columns: [Quay, Landed, Counted]\n", "highlight: {row: North, column: Landed}\n"
TABLE = f"""headline: What was landed
{HEAD}rows:
  - [North, 10.50, yes]
  - {{group: West}}
  - [Pier, ~, ""]
  - {{total: [All, 12, ~]}}
{HIGHLIGHT}sources: [meters]
"""


def told(text: str) -> list[str]:
    problems = problems_of(lambda: validate.validate(source.parse(text, "table.yaml"), Table))
    return [f"{problem.path}: {problem.message}; {problem.hint}" for problem in problems]


def test_cells_are_numbers_texts_or_empty() -> None:
    made = validate.validate(source.parse(TABLE, "table.yaml"), Table)
    assert made.names == ("Quay", "Landed", "Counted")
    assert made.rows[0] == ("North", 10.5, "yes")
    assert made.rows[2] == ("Pier", None, None)
    assert getattr(made.rows[0][1], "spelling", "") == "10.50"  # type: ignore[index]  # a list of cells


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "[North, 10.50, yes]",
            "[North, 10.50]",
            "rows[0]: has 2 cells for 3 columns; write ~ for a cell that is empty",
        ),
        ("[North, 10.50, yes]", "North 10.50", "rows[0]: is not a row; a row is a list of its cells: [North quay, 410"),
        ("[North, 10.50, yes]", "[North, [10.50], yes]", "rows[0][1]: is a list, not text"),
        ("[North, 10.50, yes]", "[North, 10.50, true]", "rows[0][2]: is true or false, not text; put it in quotes"),
        (
            '[North, 10.50, yes]\n  - {group: West}\n  - [Pier, ~, ""]',
            "[North, 10.50]\n  - [Pier]",
            "rows[0]: has 2 cells for 3 columns; write ~ for a cell that is empty; so is it with rows[1]",
        ),
        ("[North, 10.50, yes]", "[]", "rows[0]: has 0 cells for 3 columns"),
        ("{group: West}", "{grup: West}", "rows[1].grup: is not a known key; did you mean 'group'?"),
        ("{group: West}", "{group: West, total: [All, 1, ~]}", "rows[1]: has to have one of 'group', 'total' and"),
        ("{total: [All, 12, ~]}", "{total: [All, 12]}", "rows[3].total: has 2 cells for 3 columns"),
        (HEAD, "columns: Quay\n", "columns: is not a list of columns; a column is its name, or a mapping"),
        (HEAD, "columns: [Quay, {nam: Landed}, C]\n", "columns[1].nam: is not a known key; did you mean 'name'?"),
        (
            HEAD,
            "columns: [Quay, {name: L, format: 0.0.0}, C]\n",
            "columns[1].format: '0.0.0' is not a form of a number",
        ),
        (HEAD, "columns: [Q, {name: L, unit: t, columns: [A, B]}]\n", "columns[1].unit: is given for several columns"),
        (HEAD, "columns: [Q, {name: L, columns: [A]}, C]\n", "columns[1].columns: has only 1 of 2 entries"),
        (HEAD, "columns: [A, B, C, D, E, F, G, H, I]\n", "columns: are 9, and 8 are what a slide shows"),
        ("row: North", "row: Nort", "highlight: 'Nort' is not a row of the table; did you mean 'North'?"),
        ("{row: North, column: Landed}", "{}", "highlight[0]: names neither a row nor a column"),
    ],
)
def test_a_wrong_shape_is_told_with_the_right_one(old: str, new: str, problem: str) -> None:
    found = told(TABLE.replace(old, new))
    assert any(each.startswith(problem) for each in found), found


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en-US", ("−1,234.5", "+12,345.7%", "0")),
        ("en-GB", ("−1,234.5", "+12,345.7%", "0")),
        ("fr", ("−1\u202f234,5", "+12\u202f345,7\u00a0%", "0")),
        ("uk", ("−1\u00a0234,5", "+12\u00a0345,7\u00a0%", "0")),
        ("zh", ("−1,234.5", "+12,345.7%", "0")),
    ],
)
def test_numbers_have_the_form_of_the_language_and_come_back(lang: str, written: tuple[str, ...]) -> None:
    words = locale.load(lang)
    values = (("0.0", -1234.5), ("+#,##0.0%", 12345.65), ("+0", 0))
    for (mask, value), expected in zip(values, written, strict=True):
        form = NumberMask.written(mask)
        assert form is not None
        number = form.form([value], words.number_form([value]), words.numbers["group"], words.percent["one"])
        assert number.written(value) == expected
        assert float(words.unwritten(expected)) == pytest.approx(value, abs=0.06)
    assert words.unwritten("about 12") == "about 12"
