"""How sources are named: labels and references."""

from __future__ import annotations

import re
from typing import Any

import pytest

from policybrief.compose import citations, locators
from policybrief.compose.citing import Citing
from policybrief.locale import locale
from policybrief.text import inline
from policybrief.text.run import plain
from support.briefs import source_entry

GB, US = locale.load("en-GB"), locale.load("en-US")
LO = {"family": "Lo", "given": "Bobo"}
WYNE = {"family": "Wyne", "given": "Ali"}


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"author": [LO]}, "Lo (n.d.)"),
        ({"author": [LO, WYNE], "issued": "2022-08"}, "Lo and Wyne (2022)"),
        ({"author": [LO, WYNE, {"literal": "CEPA"}], "issued": 2022}, "Lo, Wyne and CEPA (2022)"),
        ({"author": [LO, WYNE, LO, WYNE]}, "Lo et al. (n.d.)"),
        ({"publisher": "CEPA", "title": "T"}, "CEPA (n.d.)"),
        ({"title": "T"}, "T (n.d.)"),
        ({"title": "T", "citation-label": "Our T"}, "Our T"),
    ],
)
def test_label(fields: dict[str, Any], label: str) -> None:
    assert citations.label(source_entry(**fields), US) == label


@pytest.mark.parametrize(
    ("fields", "us", "gb"),
    [
        ({"author": [LO], "publisher": "CEPA"}, "Bobo Lo, CEPA, n.d.", "Bobo Lo, CEPA, n.d."),
        (
            {"author": [LO], "title": "T", "container-title": "J", "issued": "2022-08-18"},
            "Bobo Lo, “T,” *J*, August 18, 2022.",
            "Bobo Lo, ‘T’, *J*, 18 August 2022.",
        ),
        ({"title": "T", "publisher": "P", "container-title": "P", "issued": 2022}, "“T,” P, 2022.", "‘T’, P, 2022."),
        (
            {"title": "T", "genre": "Report", "publisher": "P", "issued": 2022, "accessed": "2026-05-03"},
            "“T,” Report, P, 2022, accessed May 3, 2026.",
            "‘T’, Report, P, 2022, accessed 3 May 2026.",
        ),
        ({"author": [{"family": "渡辺", "given": "健"}]}, "渡辺健, n.d.", "渡辺健, n.d."),
    ],
)
def test_reference(fields: dict[str, Any], us: str, gb: str) -> None:
    made = citations.reference(source_entry(**fields), US)
    assert made in (us, us.replace("August 18, 2022", "18 August 2022"))
    assert citations.reference(source_entry(**fields), GB) == gb


@pytest.mark.parametrize(
    ("fields", "us", "gb"),
    [
        ({}, "Lo, Bobo (2022), “T.”", "Lo, Bobo (2022), ‘T’."),
        ({"author": [], "title": None, "publisher": "P"}, "P (2022).", "P (2022)."),
        ({"title": "T?"}, "Lo, Bobo (2022), “T?”", "Lo, Bobo (2022), ‘T?’."),
        ({"URL": "https://a.example/?"}, "Lo, Bobo (2022), “T.”", "Lo, Bobo (2022), ‘T’."),
        ({"DOI": "10.1234/x"}, "Lo, Bobo (2022), “T,” doi:10.1234/x.", "Lo, Bobo (2022), ‘T’, doi:10.1234/x."),
        (
            {"original-date": "1964"},
            "Lo, Bobo (2022), “T” (first published 1964).",
            "Lo, Bobo (2022), ‘T’ (first published 1964).",
        ),
    ],
)
def test_by_author_and_date_a_title_that_comes_last_ends_well(fields: dict[str, Any], us: str, gb: str) -> None:
    work = source_entry(**{"author": [LO], "title": "T", **fields})
    for form, said in ((US, us), (GB, gb)):
        assert plain(inline.parse(citations.reference(work, form, "2022"))) == said


@pytest.mark.parametrize("title", ["T", "On [sic] things", "An [open matter", "Closed] at last", "Half (open"])
@pytest.mark.parametrize("url", ["https://a.example/x_(y)", "https://a.example/)(", "https://a.example/<b>\\c"])
def test_a_title_links_to_its_address_whatever_its_signs(title: str, url: str) -> None:
    runs = inline.parse(citations.reference(source_entry(title=title, URL=url), US))
    assert plain(runs) == f"“{title},” n.d."
    (link,) = {run.link for run in runs if run.link}
    assert link.startswith("https://a.example/")
    assert "".join(run.text for run in runs if run.link) == title


SMITH, BROWN = {"family": "Smith", "given": "Eva"}, {"family": "Brown", "given": "Tom"}
WHOLE: dict[str, dict[str, Any]] = {
    "chapter": {
        "type": "chapter", "author": [{"family": "Berg", "given": "J.", "non-dropping-particle": "van"}],
        "title": "Quays", "container-title": "Ports", "editor": [SMITH, BROWN], "edition": "2", "page": "45-67",
        "publisher": "Quai", "publisher-place": "Rotterdam", "issued": "2019",
    },
    "edited": {
        "type": "book", "editor": [SMITH, BROWN], "title": "Ports", "edition": "Rev. edition",
        "publisher": "Harbour Press", "issued": "2019", "original-date": "1964",
    },
    "interview": {
        "type": "interview", "author": [LO], "title": "“We dredge”", "interviewer": [WYNE], "issued": "2024-02",
    },
    "preprint": {"type": "article", "author": [LO], "title": "T", "number": "arxiv:2301.1", "status": "forthcoming"},
    "podcast": {
        "type": "broadcast", "author": [LO], "title": "T", "container-title": "Deep Water", "number": "41",
        "host": [WYNE], "issued": "2022",
    },
    "series": {
        "type": "report", "author": [{"literal": "Navy"}, {"literal": "others"}], "title": "T", "genre": "Report",
        "number": "17", "collection-title": "Papers", "collection-number": "3",
        "publisher": "Navy", "status": "in press",
    },
}  # fmt: skip
PRINTED = {
    "en-US": (
        "J. van Berg, “Quays,” in *Ports*, 2nd ed., ed. Eva Smith and Tom Brown, pp. 45–67, Rotterdam: Quai, 2019.",
        "Eva Smith and Tom Brown, eds., “Ports,” Rev. edition, Harbour Press, 2019 (first published 1964).",
        "Bobo Lo, “We dredge,” interview by Ali Wyne, February 2024.",
        "Bobo Lo, “T,” arXiv:2301.1, forthcoming.",
        "Bobo Lo, “T,” *Deep Water*, hosted by Ali Wyne, no. 41, 2022.",
        "Navy et al., “T,” Report 17, Papers 3, Navy, in press.",
    ),
    "en-GB": (
        "J. van Berg, ‘Quays’, in *Ports*, 2nd edn, ed. Eva Smith and Tom Brown, pp. 45–67, Rotterdam: Quai, 2019.",
        "Eva Smith and Tom Brown, eds., ‘Ports’, Rev. edition, Harbour Press, 2019 (first published 1964).",
        "Bobo Lo, ‘We dredge’, interview by Ali Wyne, February 2024.",
        "Bobo Lo, ‘T’, arXiv:2301.1, forthcoming.",
        "Bobo Lo, ‘T’, *Deep Water*, hosted by Ali Wyne, no. 41, 2022.",
        "Navy et al., ‘T’, Report 17, Papers 3, Navy, in press.",
    ),
    "fr": (
        "J. van Berg, « Quays », dans *Ports*, 2e éd., dir. Eva Smith et Tom Brown, p. 45–67, Rotterdam, Quai, 2019.",
        "Eva Smith et Tom Brown (dir.), « Ports », Rev. edition, Harbour Press, 2019 (première publication : 1964).",
        "Bobo Lo, « We dredge », propos recueillis par Ali Wyne, février 2024.",
        "Bobo Lo, « T », arXiv:2301.1, à paraître.",
        "Bobo Lo, « T », *Deep Water*, présentation : Ali Wyne, n° 41, 2022.",
        "Navy et al., « T », Report 17, Papers 3, Navy, sous presse.",
    ),
    "uk": (
        "J. van Berg, «Quays», у: *Ports*, 2-ге вид., ред. Eva Smith та Tom Brown, с. 45–67, Rotterdam: Quai, 2019.",
        "Eva Smith та Tom Brown (ред.), «Ports», Rev. edition, Harbour Press, 2019 (перша публікація: 1964).",
        "Bobo Lo, «We dredge», інтерв’юер: Ali Wyne, лютий 2024 р.",
        "Bobo Lo, «T», arXiv:2301.1, готується до друку.",
        "Bobo Lo, «T», *Deep Water*, ведення: Ali Wyne, № 41, 2022.",
        "Navy та ін., «T», Report 17, Papers 3, Navy, у друці.",
    ),
    "zh": (
        "J. van Berg：《Quays》，载《Ports》，第2版，Eva Smith、Tom Brown编，第45–67页，Rotterdam：Quai，2019。",
        "Eva Smith、Tom Brown编：《Ports》，Rev. edition，Harbour Press，2019（初版：1964）。",
        "Bobo Lo：《We dredge》，Ali Wyne采访，2024年2月。",
        "Bobo Lo：《T》，arXiv:2301.1，即将出版。",
        "Bobo Lo：《T》，《Deep Water》，Ali Wyne主持，第41期，2022。",
        "Navy等：《T》，Report 17，Papers 3，Navy，付印中。",
    ),
}


@pytest.mark.parametrize("lang", PRINTED)
def test_a_reference_is_whole_in_every_language(lang: str) -> None:
    words = locale.load(lang)
    made = [citations.reference(source_entry(**fields), words) for fields in WHOLE.values()]
    assert [re.sub("[\u00a0\u202f]", " ", one) for one in made] == [*PRINTED[lang]]


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("1", ""),
        ("1st ed.", ""),
        ("3", "3rd ed., "),
        ("11", "11th ed., "),
        ("22nd", "22nd ed., "),
        ("112", "112th ed., "),
    ],
)
def test_an_edition_has_its_ordinal(edition: str, said: str) -> None:
    made = citations.reference(source_entry(title="T", edition=edition), US)
    assert made.replace("\u00a0", " ") == f"“T,” {said}n.d."


def test_an_edited_work_is_named_by_its_editors_and_one_that_is_not_out_by_that() -> None:
    edited = source_entry(editor=[SMITH, BROWN], title="T", status="forthcoming")
    assert citations.label(edited, US) == "Smith and Brown (forthcoming)"
    assert citations.label(edited, locale.load("fr")) == "Smith et Brown (à paraître)"


@pytest.mark.parametrize(
    ("suffix", "lang", "said"),
    [
        ("33", "en-US", "p. 33"),
        ("33-35, my italics", "en-US", "pp. 33–35, my italics"),
        ("33", "fr", "p. 33"),
        ("33 -- 35", "uk", "с. 33–35"),
        ("33", "zh", "第33页"),
        ("pp. 3-5", "en-GB", "pp. 3–5"),
        ("paras. 2-4; not 1", "en-GB", "paras 2–4; not 1"),
        ("Executive Summary, bullet 4", "en-GB", "Executive Summary, bullet 4"),
        ("§ 2 ¶ 3", "uk", "§ 2 ¶ 3"),
        ("pp. 4-5", "uk", "с. 4–5"),
        ("chap. 2", "zh", "第2章"),
        ("para. 7, my italics", "fr", "paragr. 7, my italics"),
        ("page 3", "uk", "с. 3"),
        ("第3页", "zh", "第3页"),
        ("1990s", "en-GB", "1990s"),
        ("Article IV", "en-GB", "Article IV"),
        ("report 24-106-927, 3-5", "en-GB", "report 24-106-927, 3–5"),
    ],
)
def test_a_place_in_a_source_is_told_in_the_language(suffix: str, lang: str, said: str) -> None:
    assert locators.place(suffix, locale.load(lang)).replace("\u00a0", " ") == said


ALIKE = ("Payments: What agencies say", "Payments: What nobody says", "Ports")


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        (
            "numbers",
            ["GAO (2024), “What agencies say”", "GAO (2024), “What nobody says”", "GAO (2024), “Ports”", "Lo (2024)"],
        ),
        (
            "notes",
            ["GAO (2024), “What agencies say”", "GAO (2024), “What nobody says”", "GAO (2024), “Ports”", "Lo (2024)"],
        ),
        ("author-date", ["GAO (2024a)", "GAO (2024b)", "GAO (2024c)", "Lo (2024)"]),
    ],
)
def test_sources_of_one_author_and_year_are_told_apart_in_source_lines(form: Any, labels: list[str]) -> None:
    gao = [
        source_entry(id=f"s{number}", author=[{"literal": "GAO"}], title=title, issued=2024)
        for number, title in enumerate(ALIKE)
    ]
    entries = [*gao, source_entry(id="lo", author=[LO], title="Ports", issued=2024)]
    citing = Citing(US, form, entries)
    assert [citing.label(entry) for entry in entries] == labels
