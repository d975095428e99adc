"""Locales: complete, alike in form, and right in what they format."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.terms import PERCENT, Confidence, Likelihood
from policybrief.compose import citations, filters
from policybrief.compose.citing import Citing
from policybrief.compose.traced import Misuse
from policybrief.errors import BriefError
from policybrief.locale import locale
from policybrief.read import source
from policybrief.system.files.resources import LOCALES
from policybrief.text.scripts import closed_up

ALL = locale.available()
GAPS_THAT_MAY_DIFFER = {"date_short", "date_forms", "embargo", "utc_day"}
"""Dates in figures or words, hours of twelve or twenty-four, ordinals: what is there is checked one by one."""


def data_of(name: str) -> dict[str, Any]:
    data: dict[str, Any] = source.read(LOCALES / f"{name}.yaml").data
    return data


def texts(value: Any, path: str = "") -> dict[str, str]:
    """Every text of a locale by its path; lists that may be longer or shorter have one path."""
    if isinstance(value, dict):
        return {key: text for name in value for key, text in texts(value[name], f"{path}.{name}".lstrip(".")).items()}
    if isinstance(value, list):
        return {key: text for entry in value for key, text in texts(entry, path).items()}
    return {path: str(value)}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_locales_are_these() -> None:
    assert ALL == ["en-GB", "en-US", "fr", "uk", "zh"]


@pytest.mark.parametrize("name", ALL)
def test_every_locale_is_complete(name: str) -> None:
    data, model = data_of(name), data_of("en-US")
    assert data.keys() == model.keys()
    for key in (
        "words",
        "receipts",
        "punctuation",
        "names",
        "reference",
        "locators",
        "cited",
        "percent",
        "numbers",
        "ties",
    ):
        assert data[key].keys() == model[key].keys()
    for key in ("months", "months_alone", "months_short", "weekdays", "halves", "quotes", "counted_recommendations"):
        assert len(data[key]) == len(model[key])
        assert all(isinstance(word, str) and word.strip() for word in data[key])
    for key in ("words", "receipts", "punctuation"):
        assert all(isinstance(word, str) and word.strip() for word in data[key].values())
    counted = ("many_recommendations", "days", "words_counted", "paragraphs_counted", "quotations_counted")
    assert {len(data[key]) for key in counted} == {len(data["plurals"])}
    assert all({"year"} <= gaps(form) <= {"year", "month", "number", "day"} for form in data["date_forms"])
    assert data["plurals"][-1] == {}
    editions = data["editions"]
    assert all(gaps(one["form"]) <= {"number"} and one.keys() <= {"is", "ends", "but", "form"} for one in editions)
    assert editions[-1].keys() == {"form"}
    assert all(rule and rule.keys() <= {"is", "ends", "but"} for rule in data["plurals"][:-1])


@pytest.mark.parametrize("name", ALL)
def test_every_text_has_the_same_gaps(name: str) -> None:
    model = texts(data_of("en-US"))
    for path, text in texts(data_of(name)).items():
        if path not in GAPS_THAT_MAY_DIFFER and not path.startswith(("ties", "plurals", "magnitudes", "editions")):
            assert gaps(text) == gaps(model[path]) or path == "date", (path, text)
        assert "{}" not in text
    shapes = data_of(name)
    for key in ("date", "date_short"):
        assert {"day"} <= gaps(shapes[key])
        assert gaps(shapes[key]) & {"month", "number"}
        assert gaps(shapes[key]) & {"year", "century_year"}
    assert {"zone", "weekday", "day", "month", "year"} <= gaps(shapes["embargo"])
    assert {"time"} <= gaps(shapes["utc"])
    assert {"time", "date"} <= gaps(shapes["utc_day"])


@pytest.mark.parametrize("name", ALL)
def test_no_text_is_in_another_script(name: str) -> None:
    """A word that was forgotten in translation."""
    foreign = {"uk": "[A-Za-zыэёъ]{2,}", "zh": "[A-Za-zА-я]{2,}", "fr": "[А-я\u3000-\u9fff]"}
    pattern = foreign.get(name.partition("-")[0], "[А-я\u3000-\u9fff]")
    for path, text in texts({key: value for key, value in data_of(name).items() if key != "aliases"}).items():
        words = re.sub(r"\{[^}]*\}|UTC", "", text)
        assert path in ("tag", "hyphenation", "cites") or not re.search(pattern, words), (path, text)


@pytest.mark.parametrize("name", ALL)
def test_every_level_of_the_model_has_its_words(name: str) -> None:
    words = locale.load(name).words
    for level in Confidence.__args__:
        assert {f"confidence_{level}", f"rated_{level}", f"confidence_{level}_means"} <= words.keys()
    terms = [words[f"likelihood_{term}"] for term in Likelihood.__args__]
    assert len(set(terms)) == len(terms)


@pytest.mark.parametrize("name", ALL)
def test_a_likelihood_is_said_as_icd_203_has_it(name: str) -> None:
    here = locale.load(name)
    said = [here.interval(*PERCENT[term]) for term in Likelihood.__args__]
    figures = [("1", "5"), ("5", "20"), ("20", "45"), ("45", "55"), ("55", "80"), ("80", "95"), ("95", "99")]
    assert [tuple(re.findall("[0-9]+", interval)) for interval in said] == figures
    assert not any(" " in interval for interval in said), "an interval stays on one line"
    assert "%" in here.percentage(100)


@pytest.mark.parametrize("name", ALL)
def test_every_day_of_a_year_has_its_form(name: str) -> None:
    here = locale.load(name)
    days = [dt.date(2028, 1, 1) + dt.timedelta(number) for number in range(366)]
    for form in ("date", "date_short"):
        assert len({here.format_date(day, form) for day in days}) == 366
    assert here.format_issued("1999") == "1999"
    assert here.format_issued("1999-12-31") == here.format_date(dt.date(1999, 12, 31))
    assert "1999" in here.format_issued("1999-12")
    assert "7" in here.reference["accessed"].format(date="7")
    assert {"2", "3"} <= set(here.continued.format(number=2, count=3))


def test_forms() -> None:
    british, american = locale.load("en-GB"), locale.load("en-US")
    assert british.format_moment(dt.datetime(2026, 3, 9, 7, 5)) == "9 March 2026, 07:05"
    assert american.format_issued("2022-08") == "August 2022"


@pytest.mark.parametrize(
    ("name", "day", "first", "month", "moment", "short"),
    [
        ("fr", "21 novembre 2026", "1er mai 2026", "août 2022", "9 mars 2026 à\u00a07\u00a0h\u00a005", "09/03/2026"),
        (
            "uk",
            "21 листопада 2026\u00a0р.",
            "1 травня 2026\u00a0р.",
            "серпень 2022\u00a0р.",
            "9 березня 2026\u00a0р., 07:05",
            "09.03.2026",
        ),
        ("zh", "2026年11月21日", "2026年5月1日", "2022年8月", "2026年3月9日 07:05", "2026-03-09"),
    ],
)
def test_dates_in_other_languages(name: str, day: str, first: str, month: str, moment: str, short: str) -> None:
    here = locale.load(name)
    assert here.format_date(dt.date(2026, 11, 21)) == day
    assert here.format_date(dt.date(2026, 5, 1)) == first
    assert here.format_issued("2022-08") == month
    assert here.format_moment(dt.datetime(2026, 3, 9, 7, 5)) == moment
    assert here.format_date(dt.date(2026, 3, 9), "date_short") == short


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("en-US", "EMBARGOED UNTIL 8:30 p.m. EST, Tuesday, December 1, 2026 (01:30 UTC, December 2, 2026)"),
        (
            "fr",
            "SOUS EMBARGO JUSQU’AU mardi 1er décembre 2026 à 20\u00a0h\u00a030 EST (2 décembre 2026, 01:30 UTC)",
        ),
        (
            "uk",
            "НЕ ОПРИЛЮДНЮВАТИ ДО 20:30 EST, вівторок, 1 грудня 2026\u00a0р. (01:30 UTC, 2 грудня 2026\u00a0р.)",
        ),
        ("zh", "2026年12月1日（星期二）20:30（EST）前不得发布（UTC 2026年12月2日01:30）"),
    ],
)
def test_an_embargo(name: str, said: str) -> None:
    moment = dt.datetime(2026, 12, 1, 20, 30, tzinfo=ZoneInfo("America/New_York"))
    assert locale.load(name).format_embargo(moment) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("en-US", ["10 recommendations", "11 recommendations", "21 recommendations", "22 recommendations"]),
        ("fr", ["10\u00a0recommandations", "11\u00a0recommandations", "21\u00a0recommandations"]),
        ("uk", ["10\u00a0рекомендацій", "11\u00a0рекомендацій", "21\u00a0рекомендація", "22\u00a0рекомендації"]),
        ("zh", ["10项建议", "11项建议", "21项建议", "22项建议"]),
    ],
)
def test_counted(name: str, said: list[str]) -> None:
    assert [locale.load(name).counted(number) for number in (10, 11, 21, 22)[: len(said)]] == said


def test_plural_forms() -> None:
    """CLDR's rules: Ukrainian has three forms, French takes nothing as singular, Chinese has one."""

    def forms(name: str, numbers: str) -> str:
        return "".join(str(locale.load(name).plural(int(number))) for number in numbers.split())

    numbers = "0 1 2 4 5 11 12 14 21 22 25 101 111 112 122"
    assert forms("en-US", numbers) == "101111111111111"
    assert forms("fr", numbers) == "001111111111111"
    assert forms("uk", numbers) == "201122220120221"
    assert forms("zh", numbers) == "000000000000000"


def test_the_filter_plural_wants_the_forms_of_the_language() -> None:
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    environment.filters.update(filters.of_document(Citing(locale.load("uk"))))
    said = environment.from_string("{{ 3 }} {{ 3|plural('крок', 'кроки', 'кроків') }}").render()
    assert said == "3 кроки"
    with pytest.raises(Misuse, match="takes 3 forms in the language uk, not 2"):
        environment.from_string("{{ 3|plural('крок', 'кроки') }}").render()


@pytest.mark.parametrize(
    ("name", "label", "reference"),
    [
        (
            "fr",
            "Lo et Wyne (2022)",
            "Bobo Lo et Ali Wyne, «\u202fT\u202f», rapport, *J*, P, 18 août 2022, consulté le 3 mai 2026.",
        ),
        (
            "uk",
            "Lo та Wyne (2022)",
            "Bobo Lo та Ali Wyne, «T», rapport, *J*, P, 18 серпня 2022\u00a0р., дата звернення: 3 травня 2026\u00a0р.",
        ),
        (
            "zh",
            "Lo、Wyne（2022）",
            "Bobo Lo、Ali Wyne：《T》，rapport，《J》，P，2022年8月18日，访问日期：2026年5月3日。",
        ),
    ],
)
def test_sources(name: str, label: str, reference: str) -> None:
    entry = SourceEntry.model_validate(
        {
            "id": "x",
            "type": "report",
            "author": [{"family": "Lo", "given": "Bobo"}, {"family": "Wyne", "given": "Ali"}],
            "title": "T",
            "genre": "rapport",
            "container-title": "J",
            "publisher": "P",
            "issued": "2022-08-18",
            "accessed": "2026-05-03",
        }
    )
    here = locale.load(name)
    assert citations.label(entry, here) == label
    assert citations.reference(entry, here) == reference


def test_a_reference_ends_in_one_stop() -> None:
    entry = SourceEntry.model_validate({"id": "x", "type": "report", "title": "T"})
    ends = [citations.reference(entry, locale.load(name)).rpartition("T")[2] for name in ALL]
    assert ends == ["’, n.d.", ",” n.d.", "\u202f», s.\u00a0d.", "», б.\u00a0д.", "》，日期不详。"]


@pytest.mark.parametrize(
    ("around", "said"),
    [
        (("来源：", " ", "《甲》"), ""),
        (("判断", " ", "1"), " "),
        (("建请", " ", "批准"), ""),
        (("批准", " ", "（12月1日前）"), ""),
        (("可能性：", "\u00a0", "很可能"), ""),
        (("Likelihood:", "\u00a0", "likely"), "\u00a0"),
        (("", "应避免： ", "x"), "应避免："),
        (("", " ", ""), " "),
    ],
)
def test_spaces_that_a_script_does_not_have(around: tuple[str, str, str], said: str) -> None:
    assert closed_up(*around) == said


@pytest.mark.parametrize(
    ("lang", "name", "tag"),
    [
        ("en", "en-US", "en-US"),
        ("fr", "fr", "fr-FR"),
        ("fr-FR", "fr", "fr-FR"),
        ("fr-BE", "fr", "fr-BE"),
        ("uk-UA", "uk", "uk-UA"),
        ("uk", "uk", "uk-UA"),
        ("zh-Hans", "zh", "zh-CN"),
        ("zh-CN", "zh", "zh-CN"),
    ],
)
def test_other_names_of_a_language(lang: str, name: str, tag: str) -> None:
    found = locale.load(lang)
    assert (found.name, found.tag) == (name, tag)


@pytest.mark.parametrize("lang", ["zh-TW", "zh-Hant", "ua", "fr-fr", "de"])
def test_what_is_no_locale(lang: str) -> None:
    with pytest.raises(BriefError, match=f"there is no locale '{lang}'"):
        locale.load(lang)


def test_an_unknown_locale() -> None:
    with pytest.raises(BriefError, match="there is no locale 'en-UK'; did you mean"):
        locale.load("en-UK")
