"""A library beside a brief: what is cited is a source, in every format, and nothing else of it is in a file."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
import yaml

from policybrief.sources.bibliography import library
from policybrief.sources.bibliography.markup import marked
from policybrief.text import inline
from support import canaries
from support.clocks import slowness
from support.commands import brief
from support.projects import ROOT, Tree, minimal

pytestmark = pytest.mark.usefixtures("own_caches")
LIBRARIES = ROOT / "tests" / "data" / "libraries"
KEYS = tuple(json.loads((LIBRARIES / "zotero.json").read_text(encoding="utf-8"))[n]["id"] for n in range(10))


def citing(*keys: str, library: str = "refs.json", more: str = "") -> str:
    """The minimal brief with a library in place of its sources; the judgment rests on the first key."""
    text = minimal(("source: count", f"source: {keys[0]}"))
    cited = "; ".join(f"@{key}" for key in keys)
    text = text.replace("text: Build the quay now.", f"text: 'Build the quay now [{cited}].'")
    return f"{text[: text.index('sources:')]}bibliography: {library}\n{more}"


def entries(suffix: str) -> dict[str, dict[str, object]]:
    file = LIBRARIES / f"zotero{suffix}"
    return library.parsed(file.read_bytes(), suffix, str(file))


@pytest.mark.parametrize("suffix", [".json", ".bib", ".ris"])
def test_an_export_of_zotero_goes_through_and_nothing_of_its_owners_is_in_a_file(suffix: str, tree: Tree) -> None:
    root = tree({"content/brief.yaml": citing(*KEYS, library=f"refs{suffix}")})
    shutil.copy(LIBRARIES / f"zotero{suffix}", root / "content" / f"refs{suffix}")
    ran = brief("check", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    ran = brief("build", "--handout", "--record", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    record = json.loads((root / "output" / "brief.record.json").read_text(encoding="utf-8"))
    assert "sources, with what is cited out of the library" in [one["input"] for one in record["inputs"]]
    for file in (root / "output").iterdir():
        assert canaries.found(file.read_bytes(), ["canary"]) == set(), file.name
    pages = b"".join(file.read_bytes() for file in (root / "output").glob("*.pptx"))
    assert canaries.found(pages, ["van den Berg", "Żółć".lower(), "forthcoming"]) >= {"van den Berg", "forthcoming"}


@pytest.mark.parametrize("suffix", [".json", ".bib", ".ris"])
def test_names_titles_and_dates_are_the_same_in_all_formats(suffix: str) -> None:
    made = entries(suffix)
    assert tuple(made) == KEYS
    article, chapter, report, *_, broadcast, book, king, _, last = made.values()
    assert article["author"] == [{"family": "Carter", "given": "Anne B."}, {"family": "Müller", "given": "Jörg"}]
    assert (article["issued"], article["page"], article["issue"]) == ("2021-05", "1119-1137", "3")
    assert chapter["author"] == [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}]
    assert [name["family"] for name in chapter["editor"]] == ["Smith", "Brown"]
    assert report["author"] == [{"literal": "World Bank and Partners"}]
    assert (broadcast["type"], book["translator"]) == ("broadcast", [{"family": "Reed", "given": "Ann"}])
    assert king["author"] == [{"family": "King", "given": "Martin L.", "suffix": "Jr."}]
    assert [name.get("family") for name in last["author"]][1:3] == ["Żółć", "Berg"]
    assert (last["issued"], last["title"]) == ({"literal": "forthcoming"}, "H2O and \\*stars\\*")


def test_the_briefs_own_entry_wins_field_by_field_and_needs_its_id_alone(tree: Tree) -> None:
    own = f"sources:\n  - id: {KEYS[0]}\n    citation-label: Our Carter\n"
    root = tree({"content/brief.yaml": citing(KEYS[0], KEYS[1], more=own)})
    shutil.copy(LIBRARIES / "zotero.json", root / "content" / "refs.json")
    ran = brief("build", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    deck = (root / "output" / "brief.pptx").read_bytes()
    words = ["Our Carter", "Journal of Maritime Policy", "Quays", "Harbors"]
    assert canaries.found(deck, words) == set(words[:3])


def test_what_an_audience_may_not_see_named_and_what_another_cites_stay_out(tree: Tree) -> None:
    own = f"sources:\n  - {{id: {KEYS[0]}, not_for: [press]}}\n"
    root = tree({
        "content/brief.yaml": citing(KEYS[0], KEYS[1], more=own),
        "content/audiences/press.yaml": "name: The press\n",
        "content/audiences/board.yaml": f"name: Board\nrecommendations:\n  build: {{so_what: 'See [@{KEYS[7]}].'}}\n",
    })  # fmt: skip
    shutil.copy(LIBRARIES / "zotero.json", root / "content" / "refs.json")
    ran = brief("build", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    words = ["Carter", "Straits and trade", "Harbors"]
    press = b"".join((root / "output" / f"brief_press{suffix}").read_bytes() for suffix in (".pptx",))
    assert canaries.found(press, words) == set()
    assert canaries.found((root / "output" / "brief_board.pptx").read_bytes(), words) == set(words)


def test_keys_of_programs_give_way_to_keys_of_people_and_else_to_author_and_year() -> None:
    people = [{"family": "Łukaszewicz", "given": "A."}]
    items = [
        {"id": "http://zotero.org/users/1/items/AB12CD34", "type": "book", "title": "A", "citation-key": "own2020"},
        {"id": 17, "type": "book", "title": "B", "note": "Citation Key: noted2021\nDOI: 10.1000/1"},
        *({"id": f"1/ABCD123{n}", "title": "C", "author": people, "issued": {"date-parts": [["2022"]]}} for n in "45"),
        {"id": "x:y/z#1", "title": "D"},
    ]
    made = library.parsed(json.dumps(items).encode(), ".json", "refs.json")
    assert tuple(made) == ("own2020", "noted2021", "x:y/z#1", "lukaszewicz-2022", "lukaszewicz-2022b")
    assert made["noted2021"]["DOI"] == "10.1000/1"
    assert all("note" not in entry for entry in made.values())


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("refs.json", "{", "cannot be read as JSON"),
        ("refs.json", "[]", "holds no sources"),
        ("refs.json", "[" * 100_000, "cannot be read as JSON"),
        ("../refs.yaml", "a: [", "cannot be read as YAML"),
        ("refs.bib", "no entries", "holds no sources"),
        ("refs.ris", "no entries", "holds no sources"),
        ("refs.txt", "", "is no library"),
        ("refs.json/x", "", "cannot be read"),
        ("../../outside.json", "[]", "leads outside the project"),
    ],
)
def test_what_is_no_library_is_told_at_its_line(name: str, content: str, told: str, tree: Tree) -> None:
    outside = name.startswith("../..")
    files = {"content/brief.yaml": citing("a", library=name.removesuffix("/x"))}
    root = tree(files if outside else {**files, f"content/{name}": content})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 1
    assert told in ran.stderr
    assert ".yaml:" in ran.stderr or ".json:" in ran.stderr


def test_an_unknown_key_is_told_with_the_nearest_and_a_wrong_field_is_left_out(tree: Tree) -> None:
    text = citing("lee2020").replace("[@lee2020]", "[@lee2021]")
    item = {"id": "lee2020", "type": "book", "title": "T", "DOI": "n/a", "shelf": 7, "rack": 2}
    root = tree({"content/brief.yaml": text, "content/refs.json": json.dumps([item])})
    ran = brief("check", cwd=root)
    assert "[@lee2021] is not the id of a source; did you mean 'lee2020'?" in ran.stderr
    tree({"content/brief.yaml": citing("lee2020")})
    ran = brief("check", cwd=root)
    assert ran.exit_code == 0
    assert "refs.json:1: warning: lee2020: DOI is left out: it 'n/a' is not a DOI" in ran.stderr
    assert ran.stderr.count("'shelf' is not a CSL field") == 1


def test_yaml_keeps_words_as_they_are() -> None:
    made = library.parsed(b"references:\n- {id: no, type: book, title: 2022, issued: {year: 2020}}\n", ".yaml", "x")
    assert (made["no"]["title"], made["no"]["issued"]) == ("2022", "2020")


@pytest.mark.parametrize(
    "words",
    ["a*b*c", "_x_ [y](z) `c`", "A & B &amp; C", "<i>only</i>", "<b>x <i>y</i></b> z", "習近平 <i> a </i>b", "mail @x"],
)
def test_words_of_a_library_are_printed_as_they_are_meant(words: str) -> None:
    import html
    import re

    meant = " ".join(html.unescape(re.sub(r"</?[ib]>", "", words)).split())
    assert inline.words(marked(words)) == meant


def test_a_large_library_costs_little_after_the_first_time_and_a_broken_cache_is_ignored(
    tmp_path: Path,
) -> None:
    item = json.loads((LIBRARIES / "zotero.json").read_text(encoding="utf-8"))[0] | {"abstract": "words " * 200}
    file = tmp_path / "refs.json"
    entries = [{**item, "id": f"key{n}", "citation-key": f"key{n}"} for n in range(3000)]
    file.write_text(json.dumps(entries))
    first = library.read(file, within=tmp_path).index.entry("key2999")
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        again = library.read(file, within=tmp_path).index.entry("key2999")
        taken.append(time.perf_counter() - start)
    print(f"a library of 3,000 entries: {min(taken) * 1000:.0f} ms after the first time")
    assert again == first
    assert min(taken) < 0.05 * slowness()
    (kept,) = (tmp_path / "caches" / "policybrief" / "libraries").iterdir()
    assert b"words words" not in kept.read_bytes()
    kept.unlink()
    file.write_text(json.dumps(entries[-100:]))  # the rest is no question of size
    assert library.read(file, within=tmp_path).index.entry("key2999") == first
    (kept,) = (tmp_path / "caches" / "policybrief" / "libraries").iterdir()
    for broken in (b"", kept.read_bytes()[:-1], kept.read_bytes().replace(b"Carter", b"Cartes", 1), b"\xff\n{}"):
        kept.write_bytes(broken)
        assert library.read(file, within=tmp_path).index.entry("key2999") == first


def test_a_brief_without_a_library_is_as_it_was(tree: Tree) -> None:
    root = tree({"content/brief.yaml": yaml.safe_dump(yaml.safe_load(minimal()))})
    assert brief("check", cwd=root).exit_code == 0
    assert not (root.parent / "caches" / "policybrief" / "libraries").exists()


def test_a_citation_says_where_in_its_source_and_no_more_to_whom_it_is_unnamed(tree: Tree) -> None:
    a, b = KEYS[:2]
    text = citing(a, b).replace(f"[@{a}; @{b}]", f"[@{a}, 1120-1121; see @{b}, sec. CANARY]")
    press = f"name: The press\nsources: [{a}]\n"
    board = "name: Board\n"
    root = tree({
        "content/brief.yaml": text, "content/audiences/press.yaml": press, "content/audiences/board.yaml": board,
    })  # fmt: skip
    shutil.copy(LIBRARIES / "zotero.json", root / "content" / "refs.json")
    ran = brief("build", "--handout", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    found = {file.name: canaries.found(file.read_bytes(), ["canary"]) for file in (root / "output").iterdir()}
    assert {name for name, words in found.items() if words} == {name for name in found if "_board" in name}
    assert len(found) == 6
