"""Whole lists of references and whole citations: ten entries as Zotero exports them, in every form and language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policybrief.brief.source_entry import SourceEntry
from policybrief.compose.citing import Citing, collated
from policybrief.locale import locale
from policybrief.locale.locale import CitationForm
from policybrief.sources.bibliography import library
from policybrief.text import inline
from policybrief.text.citekeys import Cited
from policybrief.text.run import plain
from support.briefs import source_entry
from support.projects import ROOT

DATA = ROOT / "tests" / "data"
LANGUAGES = ("en-US", "en-GB", "fr", "uk", "zh")


def entries(suffix: str) -> list[SourceEntry]:
    file = DATA / "libraries" / f"zotero{suffix}"
    return [SourceEntry.model_validate(one) for one in library.parsed(file.read_bytes(), suffix, str(file)).values()]


def listed(citing: Citing) -> list[str]:
    """The list of references, as it is read."""
    return [plain(inline.parse(citing.reference(citing.entries[place]))) for place in citing.order]


def spaced(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines).replace("\u00a0", "~").replace("\u202f", "~")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ten_entries_are_printed_whole_in_every_form(lang: str, same_as: Callable[[Path, str], None]) -> None:
    """The files have been read word for word by people; `~` is a space at which no line ends."""
    words, sources = locale.load(lang), entries(".json")
    forms: tuple[CitationForm, ...] = ("numbers", "author-date", "notes")
    numbers, dated, notes = (Citing(words, form, sources) for form in forms)
    said = [dated.by_author(Cited(one.id, suffix="45-47" if place == 1 else "")) for place, one in enumerate(sources)]
    again = [notes.again(one) for one in sources]
    assert listed(notes) == listed(numbers)
    parts = (listed(numbers), listed(dated), said, again)
    same_as(DATA / "references" / f"{lang}.txt", "\n".join(map(spaced, parts)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", [".bib", ".ris"])
def test_every_export_says_the_same(suffix: str, lang: str) -> None:
    """But BibLaTeX has capitals in titles, no interviewer, and a month; RIS says of no particle whether it may drop."""
    for form in ("numbers", "author-date"):
        ours, theirs = (
            {one.id: text for one, text in zip(found, map(reference, found), strict=True)}
            for found in (entries(".json"), entries(suffix))
            for reference in [Citing(locale.load(lang), form, found).reference]  # type: ignore[arg-type]
        )
        differ = {
            name
            for name in ours
            if plain(inline.parse(ours[name])).casefold() != plain(inline.parse(theirs[name])).casefold()
        }
        apart = {".bib": {"okaforInterview2024", "kingHarbors1964"}, ".ris": {"defontaineSea2018"}}[suffix]
        assert differ == (apart if suffix == ".bib" or form == "author-date" else set())


LEE: list[Any] = [{"family": "Lee", "given": "Ann"}]


def source(**fields: Any) -> SourceEntry:
    return source_entry(**{"type": "book", **fields})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "T", "type": "speech", "event-title": "Tides 2022", "issued": 2022}, "“T,” Tides 2022, 2022."),
        ({"title": "T", "type": "article-newspaper", "container-title": "N", "section": "World", "page": "A1"},
         "“T,” N, World, p. A1, n.d."),
        ({"title": "T", "type": "legislation", "section": 12, "issued": 2022}, "“T,” § 12, 2022."),
        ({"title": "T", "type": "broadcast", "medium": "MP3", "host": LEE}, "“T,” hosted by Ann Lee, MP3, n.d."),
        ({"title": "T", "collection-title": "S", "collection-editor": LEE}, "“T,” S, series ed. Ann Lee, n.d."),
        ({"author": LEE, "DOI": "10.1234/a_b_c*d*", "issued": 2022}, "Ann Lee, 2022, doi:10.1234/a_b_c*d*."),
        ({"author": LEE, "URL": "https://a.example/x_y", "issued": 2022}, "Ann Lee, 2022, https://a.example/x_y."),
        ({"editor": LEE, "title": "T", "status": "submitted"}, "Ann Lee, ed., “T,” submitted."),
        ({"author": LEE, "title": "“A” and “B”", "issued": 2022}, "Ann Lee, “‘A’ and ‘B’,” 2022."),
    ],
)  # fmt: skip
def test_every_part_of_an_entry_has_its_place(fields: dict[str, Any], said: str) -> None:
    (made,) = listed(Citing(locale.load("en-US"), "numbers", [source(**fields)]))
    assert made.replace("\u00a0", " ") == said


def test_works_of_one_author_and_year_are_told_apart_where_they_are_listed_together() -> None:
    dated = {"author": LEE, "issued": "2022-03"}
    sources = [
        source(id="tides", title="Tides", **dated),
        source(id="quays", title="Quays", **dated),
        source(id="nd", author=LEE, title="Berths"),
        source(id="nd-too", author=LEE, title="Docks"),
        source(id="old", author=LEE, title="Zones", issued=1999),
    ]
    citing = Citing(locale.load("en-US"), "author-date", sources)
    assert [citing.by_author(Cited(one.id)).replace("\u00a0", " ") for one in sources] == [
        "Lee 2022b", "Lee 2022a", "Lee n.d.-a", "Lee n.d.-b", "Lee 1999",
    ]  # fmt: skip
    assert citing.reference(sources[0]) == "Lee, Ann (2022b), “Tides,” March 2022."
    assert citing.label(sources[1]) == "Lee (2022a)"
    alone = Citing(locale.load("en-US"), "author-date", sources[:1])
    assert alone.by_author(Cited("tides", "see", "5-7")).replace("\u00a0", " ") == "see Lee 2022, pp. 5–7"
    assert alone.by_author(Cited("tides", nameless=True)) == "2022"


def test_who_has_no_author_is_named_by_the_body_or_the_title() -> None:
    body = source(id="body", title="A count of berths", publisher="Port Authority", issued=2024)
    title = source(id="title", title="Tides: A Report", issued="2024-05-01")
    citing = Citing(locale.load("en-US"), "author-date", [body, title])
    assert [citing.by_author(Cited(name)) for name in ("body", "title")] == [
        "Port Authority\u00a02024",
        "“Tides”\u00a02024",
    ]
    assert listed(citing) == [
        "Port Authority (2024), “A count of berths,” Port Authority.",
        "“Tides: A Report” (2024), May 1, 2024.",
    ]


def test_names_are_sorted_as_the_language_does() -> None:
    names = ["Яна", "Єва", "Ґава", "Іван", "Żółć", "Zoe", "Ångström", "王", "李"]
    assert sorted(names, key=lambda name: collated(name, locale.load("uk").alphabet)) == [
        "Ґава", "Єва", "Іван", "Яна", "Ångström", "Zoe", "Żółć", "李", "王",
    ]  # fmt: skip
