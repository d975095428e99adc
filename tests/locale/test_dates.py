"""Dates as people write them, in every language; and what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest

from policybrief.locale import dates, locale

EVERY_MONTH = range(1, 13)


@pytest.mark.parametrize("name", locale.available())
def test_every_locale_reads_the_dates_that_it_writes(name: str) -> None:
    here = locale.load(name)
    for month in EVERY_MONTH:
        for day in (1, 24):
            written = here.format_date(dt.date(2022, month, day))
            assert str(dates.read(written, here)) == f"2022-{month:02}-{day:02}", written
        written = here.format_issued(f"2022-{month:02}")
        assert str(dates.read(written, here)) == f"2022-{month:02}", written


@pytest.mark.parametrize("name", locale.available())
@pytest.mark.parametrize("written", ["2001", "2022-02", "2022-02-24"])
def test_every_locale_reads_years_and_dates_in_figures(name: str, written: str) -> None:
    assert str(dates.read(written, locale.load(name))) == written


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("en-US", "4 February 2022", "2022-02-04"),
        ("en-US", "Feb. 2022", "2022-02"),
        ("en-US", "Sep. 11, 2001", "2001-09-11"),
        ("en-US", "feb\u00a04, 2022", "2022-02-04"),
        ("en-GB", "24 Sept 2022", "2022-09-24"),
        ("en-GB", "June 1999", "1999-06"),
        ("fr", "1er février 2022", "2022-02-01"),
        ("fr", "févr. 2022", "2022-02"),
        ("fr", "le 24 février 2022", "2022-02-24"),
        ("fr", "24/02/2022", "2022-02-24"),
        ("uk", "березень 2026 р.", "2026-03"),
        ("uk", "24 лютого 2022\u00a0року", "2022-02-24"),
        ("uk", "24.02.2022", "2022-02-24"),
        ("uk", "2024 рік", "2024"),
        ("zh", "2024年", "2024"),
        ("zh", "2026年3月", "2026-03"),
        ("zh", "2022 年 2 月 24 日", "2022-02-24"),
    ],
)
def test_other_usual_forms_are_read(name: str, written: str, read: str) -> None:
    assert str(dates.read(written, locale.load(name))) == read


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("en-US", "Before the war"),
        ("en-US", "Early 2022"),
        ("en-US", "c. 2001"),
        ("en-US", "2001–2003"),
        ("en-US", "Since 2001"),
        ("en-US", "Spring 2022"),
        ("en-US", "30 February 2022"),
        ("en-US", "2/3/2022"),
        ("en-GB", "02/03/22"),
        ("en-GB", "Ma 2022"),
        ("en-GB", "0044"),
        ("en-GB", "4500"),
        ("fr", "jui 2020"),
        ("fr", "4 February 2022"),
        ("uk", "весна 2022 р."),
        ("uk", "32.02.2022"),
        ("zh", "2022年13月"),
        ("zh", "2022年春季"),
    ],
)
def test_nothing_is_guessed(name: str, written: str) -> None:
    assert dates.read(written, locale.load(name)) is None
