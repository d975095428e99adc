"""`brief receipts`: what each claim rests on, as a page and as an annex, and what is in neither."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

import pikepdf
import pytest
import yaml

from policybrief.locale import locale
from policybrief.memo.check import check
from policybrief.memo.inspect import inspect
from policybrief.receipts.allowance import LEAST_WORDS, Allowance
from policybrief.receipts.days import days
from policybrief.sources.article.snapshot import ArticleSection, Snapshot, digest, numbered
from support import canaries
from support.commands import brief
from support.pdfs import words_of_pages
from support.projects import Tree
from support.receipts import AUDIT, TWO, Read, bookmarks, project, style, tags
from support.sources import SNAPSHOT

Made = tuple[Read, bytes]


def _made(root: Path, *options: str, name: str = "b") -> Made:
    """The page and the annex of a project."""
    ran = brief("receipts", root, *options)
    assert ran.exit_code == 0, ran.stderr
    output = root / "output"
    return Read(output / f"{name}.receipts.html"), (output / f"{name}.receipts.pdf").read_bytes()


def _both(made: Made) -> tuple[str, str]:
    """The words of both."""
    return made[0].words, " ".join(words_of_pages(made[1]))


@pytest.fixture(scope="module")
def saltmere(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The page and the annex of the usual project."""
    root = tmp_path_factory.mktemp("saltmere")
    for name, text in project().items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return _made(root)


def _sharing(share: str, text: str = TWO) -> str:
    """The brief with what may be shared of the survey."""
    return text.replace("    language: en\n", f"    language: en\n    share: {share}\n")


# -- what is said


def test_a_quotation_stands_marked_in_its_passage_and_the_rest_is_counted(saltmere: Made) -> None:
    page, annex = saltmere
    assert "faster than any other on the coast" in page.marked
    assert "Words that are not shown: 9 words faster than any other on the coast." in page.words
    assert "[9 words] faster than any other on the coast." in " ".join(words_of_pages(annex))
    for words in _both((page, annex)):
        assert "Summary, bullet 1" in words
        assert "word for word" in words
        assert "silts up” by" not in words


def test_each_claim_names_what_rests_on_it_and_what_it_rests_on(saltmere: Made) -> None:
    for words in _both(saltmere):
        assert re.search(r"What rests on it:? ?1+ Build a second quay", words)
        assert re.search(r"It rests on:? ?1+ The harbor silts up", words)


def test_a_bare_number_is_a_page_as_it_is_in_the_documents(tree: Tree) -> None:
    for words in _both(_made(tree(project(TWO.replace("'Costs, para. 2'", "14"))))):
        assert "p. 14" in words.replace("\u00a0", " ")


def test_a_number_stands_in_its_passage_and_one_that_is_nowhere_is_told(tree: Tree) -> None:
    made = _made(tree(project(TWO.replace("40 centimeters a year.", "40 centimeters a year, and 77 ships wait."))))
    assert "40" in made[0].marked
    for words in _both(made):
        assert re.search(r"Numbers: 40 .{0,6}the number stands there", words)
        assert re.search(r"Numbers: 77 .{0,6}not found in the sources", words)


@pytest.mark.parametrize(
    "shown",
    [
        "figures: {headline: Silt, entries: [{value: 40, label: centimeters a year, sources: [SOURCE]}]}\n",
        "sections: [{id: silt, title: Silt, table: {sources: [SOURCE], columns: [Where, Silt], rows: [[Quay, 40]]}}]\n",
    ],
)
def test_numbers_are_held_against_the_sources_that_a_figure_or_a_sections_table_has_of_its_own(
    tree: Tree, shown: str
) -> None:
    without = TWO.replace("40 centimeters a year", "much")
    assert "40" not in _made(tree(project(without)))[0].marked
    (source,) = re.findall(r"source: (\S+?)[,\n]", TWO)[:1]
    assert "40" in _made(tree(project(without + shown.replace("SOURCE", source))))[0].marked


def test_a_number_is_not_said_to_be_nowhere_where_a_text_is_missing(tree: Tree) -> None:
    text = TWO.replace("Build a second quay\n", "Build 77 quays\n")
    assert text != TWO
    root = tree(project(text))
    assert "not found in the sources" in _made(root)[0].words
    (root / "sources" / "audit.txt").unlink()
    page, _ = _made(root)
    assert "not found in the sources" not in page.words
    assert "Not checked, for want of the text: An audit of the port (n.d.)." in page.words


def test_a_day_is_one_number(tree: Tree) -> None:
    snapshot = Snapshot(
        numbered([(ArticleSection(1, "One"), "paragraph", "On August 18, 2022, the quay of 24 piers fell.", 0)])
    )
    text = TWO.replace("40 centimeters a year.", "it fell on 18 August 2022.").replace(
        "18 August 2022.", "18 August 2022."
    )
    root = tree({**project(text), "sources/saltmere.txt": str(snapshot)})
    page, _ = _made(root)
    assert "August 18, 2022" in page.marked
    assert "Numbers: 18 August 2022" in page.words


def test_two_sources_with_different_figures_are_told(saltmere: Made) -> None:
    told = "90 million in Depths of Saltmere (n.d.), 120 million in An audit of the port (n.d.)."
    for words in _both(saltmere):
        assert f"Two sources give different figures: {told}" in words


def test_sources_that_agree_or_speak_of_something_else_are_not_said_to_differ(tree: Tree) -> None:
    agreeing = str(AUDIT).replace("120 million", "90 million")
    other = str(AUDIT).replace(
        "A second quay would cost the harbor 120 million dollars", "The mayor earned 120 million dollars"
    )
    for snapshot in (agreeing, other):
        root = tree({**project(), "sources/audit.txt": snapshot})
        assert "different figures" not in _made(root)[0].words


def test_judgments_that_rest_on_one_source_are_told(tree: Tree) -> None:
    second = TWO[TWO.index("  - id: silt") : TWO.index("recommendations:")].replace("id: silt", "id: too")
    text = TWO.replace("recommendations:", f"{second}recommendations:").replace("[silt]", "[silt, too]")
    for words in _both(_made(tree(project(text)))):
        assert "All of the evidence shown here is from one source: Depths of Saltmere (n.d.)." in words
        assert "Judgments 1, 2 rest, as far as is shown here, on one source alone: Depths of Saltmere (n.d.)." in words


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("faster than any other", "slower than any other", "not word for word in the source"),
        ("faster than any other on the coast", "green cheese, says the mayor", "not found in this source"),
        ("quote: 310 waited for the tide", "quote: the northern channel can be deepened", "may turn it round"),
        ("'Summary, bullet 1'", "Harbors, para. 9", "stands elsewhere in the source"),
        ("Costs, para. 2", "Costs, para. 9", "the source has no such place"),
        ("quote: 310 waited for the tide", "quote: '310, waited for the tide'", "but for punctuation"),
    ],
)
def test_what_verify_finds_is_said_in_words(tree: Tree, old: str, new: str, said: str) -> None:
    assert TWO.count(old) == 1
    for words in _both(_made(tree(project(TWO.replace(old, new))))):
        assert said in words


def test_without_texts_both_say_plainly_that_nothing_was_checked(tree: Tree) -> None:
    files = {name: text for name, text in project().items() if not name.startswith("sources/")}
    for words in _both(_made(tree(files))):
        assert "No text of any source was at hand. Nothing here was checked" in words
        assert "not checked: no text of the source here" in words
        assert "0 of 2 quotations word for word" in words or "0 of 2" in words
        assert "faster than any other on the coast" in words


def test_the_hash_of_each_text_is_there_and_that_it_changed(tree: Tree) -> None:
    text = TWO.replace(
        "title: Depths of Saltmere\n",
        f"title: Depths of Saltmere\n    snapshot: {{file: sources/saltmere.txt, sha256: {'a' * 64}}}\n",
    )
    for words in _both(_made(tree(project(text)))):
        joined = words.replace(" ", "")
        assert digest(str(SNAPSHOT)) in joined
        assert digest(str(AUDIT)) in joined
        assert "the text has changed since it was quoted" in words


@pytest.mark.parametrize("lang", locale.available())
def test_all_words_are_in_the_briefs_language(tree: Tree, lang: str) -> None:
    made = _made(tree(project(TWO.replace("title: Saltmere\n", f"title: Saltmere\nlang: {lang}\n"))))
    words = locale.load(lang).receipts
    assert f'<html lang="{locale.load(lang).tag}">' in made[0].text
    for text in _both(made):
        assert words["exact"].split()[0] in text
        assert words["checked"] in text
    assert check.check(made[1]) == []


# -- what is not


def _words_of(files: Path, words: list[str]) -> set[str]:
    return {word for file in sorted(files.glob("*.receipts.*")) for word in canaries.found(file.read_bytes(), words)}


def _canary_project(folder: Path, made: dict[str, object], other: canaries.Canaries) -> Path:
    canaries.project(folder, made, other)
    section = ArticleSection(1, "Depths")
    (folder / "sources").mkdir()
    for name in ("open", "shut"):
        quotes = [each for each, place in other.places.items() if place.endswith("quote")]
        text = " ".join(word.capitalize() for word in (*quotes, f"rotkehlchen{name}"))
        snapshot = Snapshot(numbered([(section, "paragraph", f"Before it. {text}. After it.", 1)]), f"{name}.pdf")
        (folder / "sources" / f"{name}.txt").write_text(str(snapshot), encoding="utf-8")
    return folder


@pytest.mark.parametrize("way", ["not_for", "audiences"])
def test_what_an_audience_may_not_see_is_in_neither(tmp_path: Path, way: str) -> None:
    canary = canaries.Canaries()
    root = _canary_project(tmp_path, canaries.brief(canary, way), canary)
    assert brief("receipts", root, "-a", canaries.READER).exit_code == 0
    secret = [*canary.places, "rotkehlchenopen", "rotkehlchenshut", canaries.OTHER]
    assert _words_of(root / "output", secret) == set()


def test_the_canaries_would_sing(tmp_path: Path) -> None:
    """The same search finds what the other audience gets."""
    canary = canaries.Canaries()
    root = _canary_project(tmp_path, canaries.brief(canary), canary)
    assert brief("receipts", root, "-a", canaries.OTHER).exit_code == 0
    assert len(_words_of(root / "output", list(canary.places))) > 10


def test_evidence_behind_some_that_is_withheld_keeps_its_own_words(tree: Tree) -> None:
    text = TWO.replace("source: saltmere   # the survey", "source: saltmere\n        not_for: [readers]")
    assert text != TWO
    for words in _both(_made(tree(project(text, readers="name: Readers\n")), name="b_readers")):
        assert "310 waited for the tide" in words
        assert "faster than any other" not in words
        assert "1 of 1" in words


READER = "name: Readers\nsources: [audit]\n"


def test_a_source_that_may_not_be_named_is_not_there_nor_any_word_of_it(tree: Tree) -> None:
    root = tree(project(TWO.replace("Build a second quay", "Build it"), readers=READER))
    made = _made(root, name="b_readers")
    secret = ["saltmere.txt", "Depths of", "faster than any", "310 waited", "bullet 1", digest(str(SNAPSHOT))]
    assert _words_of(root / "output", secret) == set()
    for words in _both(made):
        assert "This source may not be named here" in words
        assert "All of the evidence shown here" not in words
        assert "0 of 0" in words


def test_a_wrong_quotation_does_not_show_the_words_of_another_source(tree: Tree) -> None:
    """Its nearest words may stand in a source that this audience may not see."""
    shared = TWO.replace("language: en", "language: en, share: all", 1).replace(
        "    language: en\n", "    language: en\n    share: all\n"
    )
    text = (
        shared.replace("faster than any other on the coast", "Every hour of waiting is paid")
        .replace("  - {id: audit,", "  - {id: audit, not_for: [readers],")
        .replace("{source: audit,", "{source: audit, not_for: [readers],")
    )
    root = tree(project(text, readers="name: Readers\n"))
    for words in _both(_made(root, name="b_readers")):
        assert "The tide decides when ships may enter" not in words
        assert "auditors" not in words


@pytest.mark.parametrize(
    ("share", "shown", "hidden"),
    [
        ("nothing", [], ["faster than any", "310 waited", "silts up” by", "The harbor and its depth"]),
        ("quotations", ["faster than any", "310 waited"], ["silts up” by", "handled 1,200"]),
        ("paragraphs", ["faster than any", "silts up” by", "handled 1,200"], ["The fleet is loyal"]),
        ("all", ["faster than any", "silts up” by", "handled 1,200"], ["The fleet is loyal"]),
    ],
)
def test_no_more_of_a_source_is_shown_than_its_share_allows(
    tree: Tree, share: str, shown: list[str], hidden: list[str]
) -> None:
    text = _sharing(share).replace("A second quay costs the harbor 90 million dollars", "It is for 310 ships")
    for words in _both(_made(tree(project(text)))):
        assert [each for each in shown if each not in words] == []
        assert [each for each in hidden if each in words] == []


def test_where_nothing_is_shared_the_brief_does_not_show_it_in_its_stead(tree: Tree) -> None:
    root = tree(project(_sharing("nothing")))
    (root / "sources" / "saltmere.txt").unlink()
    for words in _both(_made(root)):
        assert "not checked: no text of the source here" in words
        assert "faster than any" not in words


def test_a_share_that_there_is_not_is_refused(tree: Tree) -> None:
    ran = brief(
        "receipts", tree(project(TWO.replace("    language: en\n", "    language: en\n    share: quotation\n")))
    )
    assert ran.exit_code == 1
    assert "did you mean 'quotations'?" in ran.stderr


@pytest.mark.parametrize(("share", "most"), [("quotations", 0.10), ("paragraphs", 0.25)])
def test_of_a_long_source_a_share_is_shown_at_the_most(share: str, most: float) -> None:
    texts = [f"{'word ' * 99}end{number}" for number in range(40)]
    snapshot = Snapshot(numbered([(ArticleSection(1, "One"), "paragraph", text, 0) for text in texts]))
    allowance = Allowance(share, snapshot, locale.load("en-US"))
    shown = [allowance.show(passage, [(0, len(passage.text))]) for passage in snapshot.passages]
    words = sum(len(piece.text.split()) for pieces in shown for piece in pieces if piece.kind != "hidden")
    assert words == allowance.shown == most * 4000 >= LEAST_WORDS
    assert allowance.limited


def test_a_passage_that_is_shown_twice_counts_once() -> None:
    snapshot = Snapshot(numbered([(ArticleSection(1, "One"), "paragraph", "word " * 99 + "end", 0)] * 1))
    allowance = Allowance("quotations", snapshot, locale.load("en-US"))
    for _ in range(5):
        assert allowance.show(snapshot.passages[0], [(0, 24)])[0].kind == "quoted"
    assert allowance.shown == 5


def test_what_no_document_of_an_audience_shows_is_not_there(tree: Tree) -> None:
    text = f"{TWO}avoid:\n  - {{headline: No haste, text: Take time., evidence: [{{source: audit}}]}}\n"
    parts = "[title_slide, bottom_line, judgments, recommendations, sources]"
    memo = "[bottom_line, judgments, recommendations, sources]"
    root = tree(
        project(text, some=f"name: Some\ndeck: {{parts: {parts}}}\nmemo: {{parts: {memo}}}\n", all="name: All\n")
    )
    assert all("No haste" in words for words in _both(_made(root, name="b_all")))
    assert not any("No haste" in words for words in _both(_made(root, name="b_some")))


# -- the page


def test_the_page_can_run_and_load_nothing(saltmere: Made) -> None:
    page, _ = saltmere
    (policy,) = page.values("meta", "content")[0:1]
    hashed = base64.b64encode(hashlib.sha256(style(page.text).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert page.text.index("Content-Security-Policy") < page.text.index("<title>")
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not [
        key for _, attributes in page.tags for key in attributes if key.startswith("on") or key in ("style", "src")
    ]
    assert "url(" not in page.text
    assert "@import" not in page.text


def test_the_policy_is_there_whatever_a_template_says(tree: Tree) -> None:
    own = "<html><head><style>p{}</style></head><body><p>{{ lead }}</p><script>alert(1)</script></body></html>"
    page, _ = _made(tree({**project(), "templates/receipts.html.j2": own}))
    policy = page.values("meta", "content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy


def test_a_template_without_the_marking_is_refused(tree: Tree) -> None:
    text = f"marking: UNCLASSIFIED\n{TWO}"
    ran = brief("receipts", tree({**project(text), "templates/receipts.html.j2": "<html><head></head>No</html>"}))
    assert ran.exit_code == 1
    assert "receipts.html.j2:1" in ran.stderr
    assert "the marking UNCLASSIFIED has to come first" in ran.stderr
    assert "the marking UNCLASSIFIED has to come last" in ran.stderr


QUOTED = '& "x" {{ 7 * 6 }} Київ 习近平 \U0001f30d'
HOSTILE = f"\\<script>alert(1)\\</script> {QUOTED}"


def test_every_text_is_escaped_wherever_it_is_from(tree: Tree) -> None:
    text = f"<script>alert(1)</script> {QUOTED} and </style> it fell."
    snapshot = Snapshot(numbered([(ArticleSection(1, "<b>One"), "paragraph", text, 0)]), "x")
    data = yaml.safe_load(TWO)
    data["title"] = data["judgments"][0]["headline"] = HOSTILE
    data["judgments"][0]["evidence"] = [
        {"source": "saltmere", "locator": HOSTILE, "quote": HOSTILE, "speaker": HOSTILE}
    ]
    data["sources"][1] |= {"title": HOSTILE, "share": "all"}
    data["marking"] = {"words": '"} Loose</style>'}
    root = tree({**project(yaml.safe_dump(data, allow_unicode=True)), "sources/saltmere.txt": str(snapshot)})
    page, annex = _made(root)
    assert "<script" not in page.text
    assert page.text.count("</style>") == 1
    assert page.words.count("<script>alert(1)</script>") >= 4
    assert "{{ 7 * 6 }}" in page.words
    assert 'content: "\\000022\\00007d\\000020Loose' in style(page.text)
    assert "[U+1F30D]" in " ".join(words_of_pages(annex))
    assert check.check(annex) == []


def test_the_page_is_built_for_who_hears_it_and_for_who_prints_it(tree: Tree) -> None:
    page, _ = _made(tree(project(f"marking: UNCLASSIFIED\n{TWO}")))
    names = [tag for tag, _ in page.tags]
    assert names.count("h1") == names.count("main") == 1
    assert names.count("section") == 2
    targets = {value[1:] for value in page.values("a", "href") if value.startswith("#")}
    assert targets <= {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    named = page.values("section", "aria-labelledby")
    assert set(named) <= {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert "Judgment 1: The harbor silts up" in page.words
    assert set(page.values("th", "scope")) == {"col"}
    assert '@top-center { content: "UNCLASSIFIED"' in style(page.text)
    assert page.words.count("UNCLASSIFIED") == 2


# -- the annex


@pytest.fixture
def long(tree: Tree) -> Path:
    """A project whose source may be shown in full, with a paragraph of several pages."""
    text = "The harbor “silts up” by 40 centimeters a year — faster than any other on the coast."
    paragraph = f"{'Sand comes and goes with every tide of the year. ' * 500}{text}"
    snapshot = Snapshot(numbered([(ArticleSection(1, "Summary"), "bullet", paragraph, 1)]), "x")
    marked = f"marking: {{banner: UNCLASSIFIED, tlp: AMBER}}\n{_sharing('all')}"
    return tree({**project(marked), "sources/saltmere.txt": str(snapshot)})


def test_an_annex_of_many_pages_passes_the_memos_check(long: Path) -> None:
    _, annex = _made(long, name="b_TLP-AMBER")
    assert len(words_of_pages(annex)) > 4
    assert check.check(annex) == []
    assert inspect(long / "output" / "b_TLP-AMBER.receipts.pdf").claims == ("PDF/UA-1", "PDF/A-2a")


def test_the_marking_and_the_number_stand_on_every_page(long: Path) -> None:
    found = words_of_pages(_made(long, name="b_TLP-AMBER")[1])
    for number, words in enumerate(found, 1):
        assert words.count("UNCLASSIFIED") == words.count("TLP:AMBER") == 2
        assert f"page {number} of {len(found)}" in words


def test_a_long_passage_goes_on_and_no_word_of_it_is_lost(long: Path) -> None:
    words = " ".join(words_of_pages(_made(long, name="b_TLP-AMBER")[1]))
    assert len(re.findall(r"\bSand\b", words)) == 500


def test_the_annex_has_headings_bookmarks_and_what_is_quoted_as_a_quotation(saltmere: Made) -> None:
    _, annex = saltmere
    found = tags(annex)
    assert found.count("H1") == 1
    assert found.count("H2") >= 3
    assert found.count("Quote") >= 2
    assert found.index("H1") < found.index("H2") < found.index("BlockQuote")
    assert bookmarks(annex) == [
        "Receipts: Saltmere",
        "Judgment 1: The harbor silts up",
        "Recommendation 1: Build a second quay",
        "Sources, as we had them",
    ]
    with pikepdf.open(io.BytesIO(annex)) as opened:
        assert str(opened.Root.Lang) == "en-US"


# -- the command


def test_the_same_input_gives_the_same_bytes(tree: Tree, tmp_path: Path) -> None:
    root = tree(project())
    made = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        assert brief("receipts", root, "-o", folder).exit_code == 0
        made.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {"b.receipts.html", "b.receipts.pdf"}


def test_it_has_the_options_of_a_build(tree: Tree, tmp_path: Path) -> None:
    root, folder = tree(project(some="name: Some\n", all="name: All\n")), tmp_path / "there"
    assert brief("receipts", root, "-a", "some", "--only", "pdf", "-o", folder).exit_code == 0
    assert [file.name for file in folder.iterdir()] == ["b_some.receipts.pdf"]
    assert "did you mean 'some'?" in brief("receipts", root, "-a", "sume").stderr


def test_what_a_person_edited_is_kept_and_a_build_leaves_receipts_alone(tree: Tree) -> None:
    root = tree(project())
    brief("receipts", root, "--only", "html")
    page = root / "output" / "b.receipts.html"
    page.write_text("mine", encoding="utf-8")
    assert "was edited since it was built" in brief("receipts", root, "--only", "html").stderr
    assert (root / "output" / "b.receipts.edited-1.html").read_text(encoding="utf-8") == "mine"
    assert brief("build", root, "--only", "memo").stderr == ""
    assert page.is_file()
    brief("clean", root, "--all")
    assert not page.exists()


def test_one_audience_in_whose_way_something_is_stops_no_other(tree: Tree) -> None:
    root = tree(project(good="name: Good\n", wrong="name: Wrong\nheader: nowhere\n"))
    ran = brief("receipts", root)
    assert ran.exit_code == 1
    assert "nothing was written for wrong" in ran.stderr
    assert sorted(file.name for file in (root / "output").glob("*")) == ["b_good.receipts.html", "b_good.receipts.pdf"]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en-US", "On August 18, 2022, and 4 May, and May 2020", [(2022, 8, 18), (0, 5, 4)]),
        ("fr", "le 24 février 2022", [(2022, 2, 24)]),
        ("uk", "24 лютого 2022 року, February 4", [(2022, 2, 24), (0, 2, 4)]),
        ("zh", "2022年2月24日", [(2022, 2, 24)]),
        ("en-GB", "They march 12 miles; 12 marches", []),
    ],
)
def test_days_are_found_amid_a_text(lang: str, text: str, found: list[tuple[int, int, int]]) -> None:
    assert [(day.year, day.month, day.day) for day in days(text, locale.load(lang))] == found
