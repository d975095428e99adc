"""Kinds of briefs: what they set, what they need, and how a project makes its own."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from policybrief.brief.kind import PLAIN, BriefKind
from policybrief.brief.parts import PARTS, usual
from policybrief.deck.check import check as deck_check
from policybrief.locale import locale
from policybrief.memo.check import check as memo_check
from policybrief.pipeline import build
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.system.files.resources import KINDS
from policybrief.validate import kind_files
from support import slides
from support.commands import brief, problems_of
from support.projects import HARBOUR, ROOT, Tree, minimal

NAMES = sorted(file.stem for file in KINDS.glob("*.yaml"))
LANGUAGES = ("en-US", "en-GB", "fr", "uk", "zh")


def kind(name: str) -> BriefKind:
    return BriefKind.model_validate(source.read(KINDS / f"{name}.yaml").data)


def of_kind(name: str, *edits: tuple[str, str]) -> str:
    return f"kind: {name}\n{minimal(*edits)}"


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_speaks_all_languages_and_orders_parts_that_there_are(name: str) -> None:
    read = source.parse(f"kind: {name}\n")
    made, problems = kind_files.named(read, Path("nowhere"))
    assert (problems, made) == ((), kind(name)), "unknown parts and words would be told here"
    assert made.about
    english = made.words["en"].keys()
    assert {lang: made.words[lang].keys() for lang in ("fr", "uk", "zh")} == dict.fromkeys(("fr", "uk", "zh"), english)
    for lang in LANGUAGES:
        spoken, plain = made.speaking(locale.load(lang)), locale.load(lang)
        assert {key for key in plain.words if spoken.words[key] != plain.words[key]} <= english
        assert spoken.words["memorandum"] != plain.words["memorandum"]
    for document in PARTS:
        order = made.parts(document)
        assert len({*order}) == len(order)
        assert {*usual(document)} - {*order} == {*made.without} & {*usual(document)}, "nothing else is left out"


def test_parts_that_a_kind_does_not_name_follow_all_that_they_usually_follow() -> None:
    made = BriefKind.model_validate({"deck": ["title_slide", "recommendations", "bottom_line"], "without": ["trace"]})
    order = made.parts("deck")
    assert order[:4] == ("title_slide", "recommendations", "bottom_line", "changes")
    assert order.index("avoid") < order.index("backup") < order.index("sources")
    assert "trace" not in order
    assert made.parts("memo") == usual("memo") == PLAIN.parts("memo")
    memo = kind("findings").parts("memo")
    assert memo.index("figures") < memo.index("judgments") < memo.index("charts") < memo.index("recommendations")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_have_their_words_in_every_language_and_document(tree: Tree, lang: str) -> None:
    root = tree(
        {"content/brief.yaml": of_kind("findings", ("title: Build the quay\n", f"title: The quay\nlang: {lang}\n"))}
    )
    run = Prepared.of(root / "content" / "brief.yaml").run(ALL)
    words = kind("findings").words[lang.partition("-")[0]]
    assert run.header == "think-tank"
    assert run.locale.words["key_judgments"] == words["key_judgments"]
    (deck,) = build.make(root / "content" / "brief.yaml", ("deck",))
    shown = slides.shown(deck.content).casefold()
    assert words["we_judge_that"].casefold() in shown
    assert locale.load(lang).words["key_judgments"].casefold() not in shown


def test_a_decision_comes_first_and_an_audience_has_the_last_word(tree: Tree) -> None:
    text = of_kind("decision") + "decision: {ask: say whether to build}\n"
    own = "name: Staff\nheader: nsc\ndeck: {parts: [judgments, recommendations]}\n"
    root = tree(
        {
            "content/brief.yaml": text,
            "content/audiences/staff.yaml": own,
            "content/audiences/board.yaml": "name: Board\nextra: [{id: more, title: One thing more, text: Tides.}]\n",
        }
    )
    prepared = Prepared.of(root / "content" / "brief.yaml")
    board, staff = (prepared.run_for(name, ALL) for name in ("board", "staff"))
    assert board.audience
    assert board.audience.order_of("deck", ())[:3] == ("title_slide", "decision", "bottom_line")
    order = board.audience.order_of("deck", ())
    assert order.index("more") + 1 == order.index("backup")
    assert staff.audience
    assert (staff.audience.order_of("deck", ()), staff.header) == (("judgments", "recommendations", "about"), "nsc")
    assert brief("build", cwd=root).exit_code == 0
    (file,) = (root / "output").glob("*board*.pdf")
    with pypdfium2.PdfDocument(file) as memo:
        assert "DECISION MEMORANDUM" in memo[0].get_textpage().get_text_range()


def test_without_a_kind_nothing_is_set() -> None:
    run = Prepared.of(HARBOUR).run(ALL)
    assert (run.kind, run.locale) == (PLAIN, locale.load("en-GB"))


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        (of_kind("informations"), "kind", "'informations' is not a kind of brief; did you mean 'information'?"),
        (of_kind("decision"), "kind", "a brief of the kind 'decision' needs 'decision'; say what is asked: {ask: …}"),
        (of_kind("read-ahead"), "kind", "a brief of the kind 'read-ahead' needs 'meeting'"),
        (
            of_kind("findings", ("    evidence:\n      - source: count\n        locator: 3\n", "")),
            "judgments[0]",
            "has no 'evidence', and a brief of the kind 'findings' needs it",
        ),
        (of_kind("[x]"), "kind", "is a list, not text"),
        (of_kind("5"), "kind", "'5' is not a kind of brief"),
        (of_kind("true"), "kind", "is not a kind of brief; available here"),
        (of_kind('""'), "kind", "is empty"),
        (of_kind("../themes/statecraft"), "kind", "is not a kind of brief"),
    ],
)
def test_what_a_kind_needs_is_told_at_its_line(tree: Tree, text: str, path: str, said: str) -> None:
    file = tree({"content/brief.yaml": text}) / "content" / "brief.yaml"
    (problem,) = problems_of(lambda: build.make(file))
    assert (problem.path, problem.file) == (path, str(file))
    assert said in f"{problem.message}; {problem.hint}"


SITREP = """about: What happened.
needs: {timeline: say what happened}
memo: [bottom_line, figures]
header: congress
words:
  en: {memorandum: Situation report}
"""


def test_a_project_has_its_own(tree: Tree) -> None:
    timeline = "timeline: {headline: It took a year, events: [{when: 2001, text: A.}, {when: 2002, text: B.}]}\n"
    root = tree({"content/brief.yaml": of_kind("sitrep") + timeline, "content/kinds/sitrep.yaml": SITREP})
    ran = brief("build", "--only", "memo", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (file,) = (root / "output").glob("*.pdf")
    with pypdfium2.PdfDocument(file) as memo:
        text = memo[0].get_textpage().get_text_range()
    assert text.startswith("Situation report")
    assert "RE:" in text.upper(), "the head of its choice"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("figures", "figgures", "sitrep.yaml:3:21: error: memo[1]: 'figgures' is not a part of the memo"),
        ("figures", "bottom_line", "sitrep.yaml:3:21: error: memo[1]: 'bottom_line' is repeated here"),
        ("memorandum", "memorandums", "is not a word of the templates; did you mean 'memorandum'?"),
        (
            "congress",
            "house",
            "brief.yaml:1:7: error: kind: the kind 'sitrep' has a header 'house', which there is not",
        ),
        ("  en:", "  xx:", "sitrep.yaml:6:3: error: words.xx: is not a language that there is"),
        ("needs:", "need:", "is not a known key; did you mean 'needs'?"),
        ("about: What happened.", "about: [", "sitrep.yaml"),
    ],
)
def test_what_is_wrong_with_it_is_told_in_its_file(tree: Tree, old: str, new: str, said: str) -> None:
    text = SITREP.replace("timeline: say", "judgments: say").replace(old, new)
    root = tree({"content/brief.yaml": of_kind("sitrep"), "content/kinds/sitrep.yaml": text})
    ran = brief("build", cwd=root)
    assert (ran.exit_code, said in ran.stderr) == (1, True), ran.stderr


def test_a_kind_outside_of_the_project_is_not_read(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> None:
    root, elsewhere = tree({"content/brief.yaml": of_kind("sitrep")}), tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "sitrep.yaml").write_text(SITREP, encoding="utf-8")
    (root / "content" / "kinds").symlink_to(elsewhere)
    ran = brief("build", cwd=root)
    assert (ran.exit_code, "leads outside" in ran.stderr) == (1, True), ran.stderr
    (root / "content" / "kinds").unlink()
    (root / "content" / "kinds").mkdir()
    (root / "content" / "kinds" / "sitrep.yaml").symlink_to(elsewhere / "sitrep.yaml")
    ran = brief("build", cwd=root)
    assert (ran.exit_code, "sitrep.yaml: error:" in ran.stderr) == (1, True), ran.stderr


def test_a_real_brief_of_findings_takes_its_numbers_from_files(tmp_path: Path) -> None:
    """Deck and memo say the same number, and no word of confidence is anywhere."""
    file = ROOT / "tests" / "data" / "improper-payments.yaml"
    ran = brief("build", file, "-o", tmp_path, "--strict")
    assert ran.exit_code == 0, ran.stderr
    (deck,), (memo,) = tmp_path.glob("*.pptx"), tmp_path.glob("*.pdf")
    assert (deck_check.check(deck.read_bytes()), memo_check.check(memo.read_bytes())) == ([], [])
    with pypdfium2.PdfDocument(memo) as document:
        (page,) = document
        said = " ".join(page.get_textpage().get_text_range().split())
    for text in (said, slides.shown(deck.read_bytes())):
        assert "235.8 billion" in text.replace("\u00a0", " ")
        assert "confidence" not in text.casefold()
        assert "[=" not in text
    assert json.loads(brief("lint", file, "--format", "json").stdout)["warnings"] == []


def test_a_real_information_memo_is_clean_in_all_validators(tmp_path: Path) -> None:
    """Without recommendations, confidence or a decision: none of their words is anywhere."""
    file = ROOT / "tests" / "data" / "leap-seconds.yaml"
    ran = brief("build", file, "-o", tmp_path, "--strict")
    assert ran.exit_code == 0, ran.stderr
    (deck,), (memo,) = tmp_path.glob("*.pptx"), tmp_path.glob("*.pdf")
    assert (deck_check.check(deck.read_bytes()), memo_check.check(memo.read_bytes())) == ([], [])
    with pypdfium2.PdfDocument(memo) as document:
        (page,) = document
        said = " ".join(page.get_textpage().get_text_range().split())
    words = locale.load("en-US").words
    for text in (said, slides.shown(deck.read_bytes())):
        assert "Key points".casefold() in text.casefold()
        absent = ("recommendations", "confidence", "how_sure_we_are", "how_sure", "decision_sought", "key_judgments")
        assert [words[name] for name in absent if words[name].casefold() in text.casefold()] == []
    assert json.loads(brief("lint", file, "--format", "json").stdout)["warnings"] == []
