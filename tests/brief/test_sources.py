"""Sources as Zotero and Pandoc write them: read, printed, linked, and nothing of a library's own in a file."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from policybrief.brief.source_entry import SourceEntry
from policybrief.compose import citations
from policybrief.locale import locale
from policybrief.text import inline
from policybrief.text.run import plain
from support.briefs import faults, source_entry
from support.commands import brief
from support.projects import Tree, minimal

ZOTERO: dict[str, Any] = {
    "id": "http://zotero.org/users/12/items/AB2C",
    "type": "article-journal",
    "abstract": "SECRET abstract",
    "annote": "SECRET annotation",
    "note": "PMID: 12\nfile: /home/jane/SECRET.pdf",
    "container-title": "Foreign Affairs",
    "container-title-short": "FA",
    "DOI": "https://doi.org/10.1093/ia/iiab(1)22",
    "ISSN": "0015-7120",
    "issue": "3",
    "keyword": "SECRET",
    "language": "en-US",
    "page": "45-67",
    "publisher-place": "New York",
    "source": "Zotero",
    "title": "The plan",
    "URL": "https://example.org/plan",
    "volume": "101",
    "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}],
    "issued": {"date-parts": [["2022", 8, 18]]},
    "accessed": {"date-parts": [[2026, 5, 3]]},
}


def entry(**fields: Any) -> SourceEntry:
    return source_entry(**{"title": "T", **fields})


def reference(lang: str = "en-GB", **fields: Any) -> str:
    return plain(inline.parse(citations.reference(entry(**fields), locale.load(lang))))


def test_a_librarys_export_is_taken_and_its_own_fields_stay_in_it(tree: Tree) -> None:
    name = str(ZOTERO["id"])
    text = minimal(("source: count", f"source: {name}"), ("text: Build the quay now.", f"text: 'Build [@{name}].'"))
    sources = yaml.safe_dump({"sources": [ZOTERO]}, allow_unicode=True)
    root = tree({"content/brief.yaml": text[: text.index("sources:")] + sources})
    ran = brief("build", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    with zipfile.ZipFile(root / "output" / "brief.pptx") as deck:
        parts = b"".join(deck.read(part) for part in deck.namelist())
    assert b"Ludwig van Beethoven" in parts
    assert b"https://doi.org/10.1093/ia/iiab(1)22" in parts
    assert b"SECRET" not in parts
    assert b"PMID" not in parts
    assert b"SECRET" not in (root / "output" / "brief.pdf").read_bytes()


@pytest.mark.parametrize(
    ("written", "read", "shown"),
    [
        ("2022", "2022", "2022"),
        (2022, "2022", "2022"),
        ("2022-08", "2022-08", "August 2022"),
        ("2022-08-18T10:30:00Z", "2022-08-18", "18 August 2022"),
        ("2022~", "2022~", "c.\u00a02022"),
        ("2022-08/2022-09", "2022-08/2022-09", "August 2022–September 2022"),
        ("2022/..", "2022/", "2022–"),
        ("2022-21", "2022-21", "Spring 2022"),
        ({"date-parts": [[2022, 8, 18]]}, "2022-08-18", "18 August 2022"),
        ({"date-parts": [["2022", "8"]]}, "2022-08", "August 2022"),
        ({"date-parts": [2022, 8]}, "2022-08", "August 2022"),
        ({"date-parts": [[2022], [2023]]}, "2022/2023", "2022–2023"),
        ({"date-parts": [[2022]], "season": 3}, "2022-23", "Autumn 2022"),
        ({"date-parts": [[2022]], "season": "Fall"}, "2022-23", "Autumn 2022"),
        ({"date-parts": [[2022]], "circa": True}, "2022~", "c.\u00a02022"),
        ({"literal": "forthcoming"}, "forthcoming", "forthcoming"),
        ({"raw": "2022, summer"}, "2022, summer", "2022, summer"),
        ([{"year": 2022, "month": 8}], "2022-08", "August 2022"),
        ({"year": 2022, "month": 8, "day": 18}, "2022-08-18", "18 August 2022"),
    ],
)
def test_dates_in_all_of_csls_forms(written: Any, read: str, shown: str) -> None:
    assert entry(issued=written).issued == read
    assert reference(issued=written) == f"‘T’, {shown}."


@pytest.mark.parametrize(
    "written",
    [
        "soon", "2022-13", "2022-02-30", "2022-25", "0000", True, {}, [],
        {"date-parts": [[2022, 13]]}, {"date-parts": [["x"]]}, {"date-parts": []}, {"date-parts": 5}, {"literal": ""},
        {"date-parts": [[2022], [2023], [2024]]},
    ],
)  # fmt: skip
def test_what_is_no_date_is_told(written: Any) -> None:
    text = yaml.safe_dump({**yaml.safe_load(minimal()), "sources": [{"id": "count", "type": "a", "issued": written}]})
    found = faults(text)
    assert any(problem.path == "sources[0].issued" and "date" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("author", "shown", "label"),
    [
        ("World Bank", "World Bank", "World Bank"),
        (["OECD"], "OECD", "OECD"),
        ({"literal": "OECD"}, "OECD", "OECD"),
        ([{"family": "King", "given": "M. L.", "suffix": "Jr."}], "M. L. King Jr.", "King"),
        ([{"family": "King", "given": "M. L.", "suffix": "Jr.", "comma-suffix": True}], "M. L. King, Jr.", "King"),
        ([{"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"}],
         "Jean de La Fontaine", "La Fontaine"),
        ([{"family": "Encausse", "given": "H.", "non-dropping-particle": "d’"}], "H. d’Encausse", "d’Encausse"),
        ([{"family": "A", "given": "B", "isInstitution": "1", "parse-names": 1}], "B A", "A"),
    ],
)  # fmt: skip
def test_authors_in_all_of_csls_forms(author: Any, shown: str, label: str) -> None:
    assert reference(author=author, issued=2022) == f"{shown}, ‘T’, 2022."
    assert citations.label(entry(author=author, issued=2022), locale.load("en-GB")) == f"{label} (2022)"


IN_A_JOURNAL = {"container-title": "J", "volume": 101, "issue": 3, "page": "45-67", "issued": 2022}


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en-US", "“T,” J, vol.\u00a0101, no.\u00a03, pp.\u00a045–67, 2022."),
        ("en-GB", "‘T’, J, vol.\u00a0101, no.\u00a03, pp.\u00a045–67, 2022."),
        ("uk", "«T», J, т.\u00a0101, №\u00a03, с.\u00a045–67, 2022."),
        ("fr", "«\u202fT\u202f», J, vol.\u00a0101, n°\u00a03, p.\u00a045–67, 2022."),
        ("zh", "《T》，《J》，第101卷，第3期，第45–67页，2022。"),
    ],
)
def test_where_it_stands_in_a_journal(lang: str, shown: str) -> None:
    assert reference(lang, **IN_A_JOURNAL) == shown


def test_a_styled_title() -> None:
    title = 'On <i>Nature</i>, <span class="nocase">the</span> H<sub>2</sub>O'
    assert citations.reference(entry(title=title), locale.load("en-GB")) == "‘On *Nature*, the H2O’, n.d."


def test_a_page_alone_and_the_number_of_a_report() -> None:
    assert reference(page=7, issued=2022) == "‘T’, p.\u00a07, 2022."
    assert reference(genre="Report", number=12, issued=2022) == "‘T’, Report 12, 2022."
    assert reference(number="12", issued=2022) == "‘T’, no.\u00a012, 2022."


@pytest.mark.parametrize("written", ["10.1000/18<2>#3", "doi:10.1000/18<2>#3", "HTTPS://dx.doi.org/10.1000/18<2>#3"])
def test_a_doi_is_a_link(written: str) -> None:
    runs = inline.parse(citations.reference(entry(DOI=written), locale.load("en-US")))
    assert {run.link for run in runs if run.link} == {"https://doi.org/10.1000/18%3C2%3E%233"}


def test_what_is_no_doi_is_told() -> None:
    text = minimal(("    title: A count of berths", "    title: A\n    DOI: see the web"))
    (only,) = faults(text)
    assert (only.path, only.line) == ("sources[0].DOI", 29)


@pytest.mark.parametrize("key", ["Smith2020", "smith_2020", "lo:2022", "doe.2020", "мюллер2020", "2020", "a/b#c"])
def test_any_key_of_a_library_can_be_cited(key: str, tree: Tree) -> None:
    text = minimal(
        ("source: count", f"source: {key}"),
        ("  - id: count", f"  - id: {key}"),
        ("text: Build the quay now.", f"text: 'Build it [@{key}].'"),
    )
    ran = brief("check", cwd=tree({"content/brief.yaml": text}))
    assert (ran.exit_code, ran.stderr) == (0, "")


def test_a_source_that_nothing_cites_is_warned_of(tree: Tree) -> None:
    more = "  - {id: other, type: book, title: B}\n  - {id: seen, type: book, title: C}\n"
    audience = "name: The board\nrecommendations:\n  build: {so_what: 'Pay [@seen].'}\n"
    root = tree({"content/brief.yaml": minimal() + more, "content/audiences/board.yaml": audience})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 0
    assert ran.stderr.count("warning:") == 1
    assert (
        f"{Path('content', 'brief.yaml')}:29:10: warning: sources[1].id: nothing cites the source 'other'" in ran.stderr
    )


def test_a_field_that_nobody_knows_is_warned_of_and_a_misspelled_one_told(tree: Tree) -> None:
    title = "    title: A count of berths"
    root = tree({"content/brief.yaml": minimal((title, f"{title}\n    shelf: 7"))})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 0
    assert "brief.yaml:29:5: warning: sources[0].shelf: is not a CSL field of a source" in ran.stderr
    tree({"content/brief.yaml": minimal((title, f"{title}\n    container_title: J"))})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 1
    assert "sources[0].container_title: is not a known key; did you mean 'container-title'?" in ran.stderr


def test_a_note_of_the_authors_is_printed(tree: Tree) -> None:
    title = "    title: A count of berths"
    root = tree({"content/brief.yaml": minimal((title, f"{title}\n    note: Counted by hand."))})
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    with zipfile.ZipFile(root / "output" / "brief.pptx") as deck:
        assert any(b"Counted by hand." in deck.read(part) for part in deck.namelist())


def test_a_field_by_another_name_is_told_by_that_of_csl(tree: Tree) -> None:
    text = minimal(("    title: A count of berths\n", "    title: A count of berths\n    date: 2024\n"))
    root = tree({"content/b.yaml": text})
    ran = brief("check", cwd=root)
    assert "sources[0].date: is not a CSL field of a source, and no document shows it; CSL says 'issued'" in ran.stderr
    assert brief("fix", "--yes", cwd=root).exit_code == 0
    assert "    issued: 2024\n" in (root / "content" / "b.yaml").read_text(encoding="utf-8")
