"""The fixed words of a language, and its forms: dates, names, references, punctuation. All of it is in a YAML file.

A locale is one file in `locales`; every locale is complete, and another needs no Python. `locales/en-US.yaml` says what
each key is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from policybrief.errors import BriefError, Guess, Problem, did_you_mean
from policybrief.read import source
from policybrief.system.files.resources import LOCALES
from policybrief.text import times
from policybrief.text.figures import MINUS, NumberForm
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain

if TYPE_CHECKING:
    from policybrief.text.charts import Series

DEFAULT = "en-US"
"""The language of a brief that names none."""
Page = Literal["letter", "a4"]
_REGION = re.compile("-[A-Z]{2}$")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")

DateForm = Literal["date", "date_short"]
CitationForm = Literal["numbers", "author-date", "notes"]
"""How texts cite: by raised numbers of sources, "(Lo 2026)" in the line, or raised numbers of notes."""


@dataclass(frozen=True)
class Locale:
    """`name` is the file's, `tag` the language as documents say it, with a region ("uk-UA").

    `words` and `punctuation` are by key; `months`, `months_alone` and `months_short` from January, `weekdays` from
    Monday, `halves` of the day. Texts with gaps in braces are format strings. `date` is the one form that a reader sees
    in all documents, `date_short` one in figures for templates that ask for it; `date_forms` are those that are read
    (locale/dates.py). `page` is the paper of the place, for themes that leave it open.
    """

    name: str
    tag: str
    words: Mapping[str, str]
    punctuation: Mapping[str, str]
    quotes: tuple[str, str]
    counted_recommendations: tuple[str, ...]
    many_recommendations: tuple[str, ...]
    rests_on_judgments: tuple[str, ...]
    days: tuple[str, ...]
    receipts: Mapping[str, str]
    words_counted: tuple[str, ...]
    paragraphs_counted: tuple[str, ...]
    quotations_counted: tuple[str, ...]
    plurals: tuple[Mapping[str, tuple[int, ...]], ...]
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    halves: tuple[str, str]
    first_day: str
    date: str
    date_short: str
    month_date: str
    date_forms: tuple[str, ...]
    seasons: tuple[str, ...]
    circa: str
    time: str
    moment: str
    by: str
    embargo: str
    utc: str
    utc_day: str
    continued: str
    goes_on: str
    page_of: str
    slide_of: str
    page: Page
    names: Mapping[str, str]
    label: str
    reference: Mapping[str, str]
    editions: tuple[Mapping[str, Any], ...]
    locators: Mapping[str, Mapping[str, str]]
    cites: CitationForm
    cited: Mapping[str, str]
    alphabet: str
    percent: Mapping[str, str]
    numbers: Mapping[str, str]
    times: tuple[str, ...]
    ties: Mapping[str, tuple[str, ...]]
    negation: str
    magnitudes: Mapping[str, float]
    hyphenation: str
    wide_marks: str

    def format_date(self, day: dt.date, form: DateForm = "date") -> str:
        """November 21, 2026; in the short form, 11/21/26."""
        shape: str = getattr(self, form)
        return shape.format(
            day=self.first_day if day.day == 1 and "{day}" in shape else day.day,
            month=self.months[day.month - 1],
            year=day.year,
            number=day.month,
            century_year=day.year % 100,
        )

    def format_moment(self, moment: dt.datetime) -> str:
        """November 24, 2026, 10:00."""
        return self.moment.format(date=self.format_date(moment), time=self._time(moment))

    def _time(self, moment: dt.datetime) -> str:
        return self.time.format(hour=moment.hour, minute=moment.minute)

    def format_embargo(self, moment: dt.datetime) -> str:
        """EMBARGOED UNTIL 12:01 a.m. EST, Tuesday, December 1, 2026 (05:01 UTC); the day of UTC if it is another."""
        utc = moment.astimezone(dt.UTC)
        also = self.utc if utc.date() == moment.date() else self.utc_day
        name, offset = moment.tzname() or "", f"{moment:%z}"
        return self.embargo.format(
            time=self._time(moment),
            hour=(moment.hour - 1) % 12 + 1,
            minute=moment.minute,
            half=self.halves[moment.hour // 12],
            zone=name if name.isalpha() else f"UTC{offset[:3]}:{offset[3:5]}",
            weekday=self.weekdays[moment.weekday()],
            day=self.first_day if moment.day == 1 else moment.day,
            month=self.months[moment.month - 1],
            year=moment.year,
        ) + ("" if name == "UTC" else also.format(time=f"{utc:%H:%M}", date=self.format_date(utc)))

    def format_issued(self, issued: str) -> str:
        """A date of csl's: `2022`, `2022-08-18`, a season, a range, one that is not exact; words stay as they are."""
        if not re.match(r"\d{4}([-~/]|$)", issued):
            return issued
        return "–".join(self._format_end(end) if end else "" for end in issued.split("/"))

    def _format_end(self, end: str) -> str:
        if end.endswith("~"):
            return self.circa.format(date=self._format_end(end.removesuffix("~")))
        issued = end
        parts = [int(part) for part in issued.split("-")]
        if len(parts) == 3:
            return self.format_date(dt.date(*parts))
        if len(parts) == 1:
            return issued
        if parts[1] > 12:
            return self.seasons[parts[1] - 21].format(year=parts[0])
        return self.month_date.format(month=self.months_alone[parts[1] - 1], year=parts[0])

    def plural(self, number: int) -> int:
        """Which of the language's plural forms a number takes, from 0: "1 рік", "2 роки", "5 років"."""
        return next(
            (place for place, rule in enumerate(self.plurals[:-1]) if _takes(rule, number)), len(self.plurals) - 1
        )

    def edition(self, number: int) -> str:
        """2nd ed."""
        rule = next((rule for rule in self.editions[:-1] if _takes(rule, number)), self.editions[-1])
        form: str = rule["form"]
        return form.format(number=number)

    def counted(self, number: int) -> str:
        """Five recommendations; 12 recommendations."""
        if 0 < number <= len(self.counted_recommendations):
            return self.counted_recommendations[number - 1]
        return self.many_recommendations[self.plural(number)].format(number=number)

    def percentage(self, number: int) -> str:
        """5%."""
        return self.percent["one"].format(number=number)

    def interval(self, low: int, high: int) -> str:
        """55 to 80%."""
        return self.percent["range"].format(low=low, high=high)

    def resting_on(self, judgments: Sequence[Text]) -> Text:
        """Rests on judgments 1, 3: as it is heard."""
        before, _, after = self.rests_on_judgments[self.plural(len(judgments))].partition("{numbers}")
        separated = [(Run(self.names["separator"]), *number) for number in judgments[1:]]
        return (Run(before), *chain(judgments[0], *separated), *([Run(after)] if after else []))

    def counted_days(self, number: int) -> str:
        """1 day; 20 days."""
        return self.days[self.plural(number)].format(number=number)

    def amount(self, number: int, forms: Sequence[str]) -> str:
        """1 word; 1,623 words: a whole number in the plural forms of what it counts."""
        grouped = f"{number:,}".replace(",", self.numbers["group"])
        return forms[self.plural(number)].format(number=grouped)

    def stop(self, text: str) -> str:
        """What ends a sentence, unless the text does so itself."""
        return "" if text.rstrip("”’\"'*)»」』）\u00a0\u202f").endswith(_SENTENCE_ENDS) else self.punctuation["stop"]

    def number_form(self, values: Iterable[float | None]) -> NumberForm:
        """How all of a chart's numbers are written."""
        return NumberForm.of(values, self.numbers, self.numbers["gap"], self.tag)

    def unwritten(self, number: str) -> str:
        """A number as this locale writes it, spelled as in YAML: "−1 234,5 %" is -1234.5. Other text stays as it is.

        It undoes `NumberForm.written`, so that what somebody typed in a document's table can go back.
        """
        before, _, behind = self.percent["one"].partition("{number}")
        bare = number.strip().replace(MINUS, "-").removeprefix(before).removesuffix(behind.strip()).strip()
        grouped = {" ", "\u00a0", "\u202f", self.numbers["group"]} - {self.numbers["decimal"]}
        if not re.fullmatch(
            rf"[-+]?[\d{re.escape(''.join(sorted(grouped)))}]*({re.escape(self.numbers['decimal'])}\d+)?", bare
        ):
            return number
        return (
            bare.removeprefix("+").translate({ord(sign): "" for sign in grouped}).replace(self.numbers["decimal"], ".")
        )

    def are_times(self, names: Iterable[str]) -> bool:
        """Whether names are years, quarters, months, dates or other numbers, which have an order of their own."""
        return times.are_times(names, self.times, (*self.months, *self.months_alone, *self.weekdays))

    def with_gaps(self, alt: Text, categories: Sequence[Text], series: Sequence[Series]) -> Text:
        """A chart's alternative text, which says in the end where there is no number."""
        gaps = [
            f"{plain(row.name)} {plain(category)}" if len(series) > 1 else plain(category)
            for row in series
            for category, value in zip(categories, row.values, strict=False)  # a difference has been told
            if value is None
        ]
        if not gaps:
            return alt
        said = self.numbers["gaps"].format(gaps=self.names["separator"].join(gaps))
        return (*alt, Run(self.stop(plain(alt)) + said, at=alt[-1].at if alt else ""))


def _takes(rule: Mapping[str, Any], number: int) -> bool:
    """Whether a number `is` one of a rule's, or `ends` in one of its digits but not in one of those two (`but`)."""
    return number in rule.get("is", ()) or (
        number % 10 in rule.get("ends", ()) and number % 100 not in rule.get("but", ())
    )


def available() -> list[str]:
    """The names of all locales."""
    return sorted(file.stem for file in LOCALES.glob("*.yaml"))


def aliases() -> dict[str, str]:
    """Each other way to name a locale's language, and the locale: {"uk-UA": "uk"}."""
    return {alias: name for name in available() for alias in _read(LOCALES / f"{name}.yaml")["aliases"]}


@lru_cache(maxsize=32)
def load(lang: str) -> Locale:
    """The locale of a language, as "en-US", "uk" or "uk-UA". Raises `BriefError` for one that does not exist.

    Kept, for every stage asks for it, and what comes with the program does not change while it runs.
    """
    name = lang if lang in available() else aliases().get(lang, "")
    if not name:
        hint = Guess.at(lang, [*available(), *aliases()]).hint(did_you_mean(lang, available()))
        raise BriefError([Problem(f"there is no locale {lang!r}", hint=hint)])
    data = {key: _frozen(value) for key, value in _read(LOCALES / f"{name}.yaml").items() if key != "aliases"}
    if _REGION.search(lang):  # the documents name the region that the brief names
        data["tag"] = lang
    return Locale(name=name, **data)


def _read(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = source.read(file).data
    return data


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return {key: _frozen(entry) for key, entry in value.items()} if isinstance(value, dict) else value
