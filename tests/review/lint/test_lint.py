"""`brief lint`: what it finds in briefs and audiences' files, how it is silenced, and what `brief fix` makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
import yaml

from policybrief.brief.model import Brief
from policybrief.brief.parts import PARTS
from policybrief.pipeline import linting
from policybrief.pipeline.prepared import Prepared
from policybrief.review.lint import rules as lint_rules
from support.clocks import slowness
from support.commands import brief
from support.linted import found_in
from support.projects import HARBOUR, ROOT, Tree, minimal

TEXT = "The port has one berth, and it is full."
ORDER = "Build it before the winter."
HEADLINE = "There is no other berth"


def _rules(root: Path, *options: str) -> list[str]:
    return [one["rule"] for one in found_in(root, *options)]


def _project(*edits: tuple[str, str], **files: str) -> dict[str, str]:
    noted = ("    title: A count of berths", "    title: A count of berths\n    note: The port's own, of 2025.")
    return {"content/b.yaml": minimal(noted, *edits), **files}


def test_prose_is_read_in_every_part_of_a_brief() -> None:
    groups = yaml.safe_load((Path(lint_rules.__file__).parent / "rules.yaml").read_text(encoding="utf-8"))["groups"]
    read = {key.strip().partition(".")[0] for key in groups["prose"].split(",")}
    parts = {*PARTS["deck"], *PARTS["memo"], "sections"} & Brief.model_fields.keys()
    assert parts - read == {"changes", "sources"}, "what has words of the author's is held against the rules"


def test_a_brief_that_is_well_written_is_told_in_one_line(tree: Tree) -> None:
    ran = brief("lint", tree(_project()))
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("no problems; nothing to write, in 0.")


def test_a_finding_has_its_place_to_the_word(tree: Tree) -> None:
    text = "The port's 'may' is\n      its own; 习近平 says \"it might\", and it   could\n      possibly rain."
    root = tree(_project((f"text: {TEXT}", f"text: >-\n      {text}")))
    (found,) = found_in(root)
    line = (root / "content/b.yaml").read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :].startswith("could")
    assert found["rule"] == "hedge-double"


@pytest.mark.parametrize(
    "written",
    [
        "Every berth may be full.",
        "'Every berth may be ''full''.'",
        '"Every \\"berth\\" \\u2013 may be full."',
        '"Every berth\n      may be full."',
        ">-\n      Every berth\n      may be full.",
        "|\n      Every berth may be full.",
        "Every berth may be full.   # a comment",
    ],
)
def test_however_yaml_writes_a_text_its_words_are_found(tree: Tree, written: str) -> None:
    root = tree(_project((f"text: {TEXT}", f"text: {written}")))
    (found,) = found_in(root)
    line = (root / "content/b.yaml").read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :].startswith("may be")


def test_a_text_that_an_alias_repeats_is_told_at_both_places(tree: Tree) -> None:
    root = tree(_project((f"text: {TEXT}", "text: &full Every berth may be full.\n    short: *full")))
    lines = (root / "content/b.yaml").read_text(encoding="utf-8").splitlines()
    rests = [lines[one["line"] - 1][one["column"] - 1 :] for one in found_in(root)]
    assert [rest.split()[0] for rest in rests] == ["may", "*full"]


# -- likelihoods


@pytest.mark.parametrize(
    ("headline", "text", "key", "rule"),
    [
        (HEADLINE, "A strike is unlikely.", "likely", "likelihood-contradicts"),
        (HEADLINE, "A strike is probable.", "almost_certain", "likelihood-contradicts"),
        ("A strike is likely", "A deal is very unlikely.", "likely", "likelihood-several"),
        ("A strike is likely", "A deal is improbable.", "likely", "likelihood-mixed"),
        (HEADLINE, "A strike is probably near.", "likely", "likelihood-mixed"),
    ],
)
def test_likelihoods_of_a_judgment_agree(tree: Tree, headline: str, text: str, key: str, rule: str) -> None:
    confidence = ("confidence: high", f"confidence: high\n    likelihood: {key}")
    root = tree(_project((f"headline: {HEADLINE}", f"headline: {headline}"), (TEXT, text), confidence))
    assert rule in _rules(root)


@pytest.mark.parametrize("text", ["A strike is likely.", "A strike is more likely than a deal, and likely.", TEXT])
def test_a_text_may_say_its_keys_likelihood_or_none(tree: Tree, text: str) -> None:
    root = tree(_project((TEXT, text), ("confidence: high", "confidence: high\n    likelihood: likely")))
    assert set(_rules(root)) <= {"alternatives", "indicators"}


def test_a_forecast_with_a_likelihood_by_its_key_is_no_finding(tree: Tree) -> None:
    will = (TEXT, "The port will close in March.")
    assert _rules(tree(_project(will))) == ["likelihood-missing"]
    with_key = ("confidence: high", "confidence: high\n    likelihood: likely")
    assert "likelihood-missing" not in _rules(tree(_project(will, with_key)))


# -- what it rests on


def test_alternatives_and_indicators_are_missed_where_something_is_unsure(tree: Tree) -> None:
    unsure = ("confidence: high", "confidence: moderate")
    assert _rules(tree(_project())) == []
    assert _rules(tree(_project(unsure))) == ["alternatives", "indicators"]
    said = "It is full. An alternative reading, that it is badly used, is weaker; a third crane would change our view."
    assert _rules(tree(_project(unsure, (TEXT, said)))) == []


def test_a_source_behind_high_confidence_is_described(tree: Tree) -> None:
    root = tree({"content/b.yaml": minimal()})
    (found,) = found_in(root)
    assert (found["rule"], found["path"]) == ("source-descriptor", "sources[0].id")


# -- names


def test_two_spellings_of_one_name_are_told_at_the_rarer(tree: Tree) -> None:
    root = tree(_project((TEXT, "Kyiv asks, and Kyiv waits."), (ORDER, "Build it before Kiev’s winter.")))
    (found,) = found_in(root)
    assert (found["path"], found["message"]) == ("recommendations[0].text", '"Kiev" here, and "Kyiv" 2 times')


@pytest.mark.parametrize(
    "text", ["Kyiv (Kiev) is full.", "Kyiv is “Kiev” in old books.", "Peking University is in Beijing."]
)
def test_a_gloss_a_quotation_and_a_longer_name_are_no_second_spelling(tree: Tree, text: str) -> None:
    assert "name-variants" not in _rules(tree(_project((TEXT, text))))


def test_british_spelling_is_right_in_britain(tree: Tree) -> None:
    british = "The harbour's neighbours organise a programme."
    lang = ("title: Build", "lang: en-GB\ntitle: Build")
    assert _rules(tree(_project((TEXT, british)))).count("spelling") == 4
    assert _rules(tree(_project((TEXT, british), lang))) == []
    assert _rules(tree(_project((TEXT, "The harbor organizes a program."), lang))) == ["spelling"]


# -- acronyms


SPELLED = "The International Maritime Organization (IMO) counts one berth. The IMO is right."


def test_an_acronym_is_spelled_out_once(tree: Tree) -> None:
    assert _rules(tree(_project((TEXT, SPELLED)))) == []
    (found,) = found_in(tree(_project((TEXT, "The IMO counts one berth, and the IMO is right."))))
    assert (found["rule"], found["message"]) == ("acronym", "IMO is not spelled out")


@pytest.mark.parametrize(
    "text",
    [
        "The IMO (International Maritime Organization) counts.",
        "The International Maritime Organization, or IMO, counts.",
        "The IMO, the International Maritime Organization, counts.",
        "The International Maritime Organization (the “IMO”) counts.",
        "The International Maritime Organization (IMO, in London) counts.",
    ],
)
def test_there_are_several_ways_to_spell_it_out(tree: Tree, text: str) -> None:
    assert _rules(tree(_project((TEXT, text)))) == []


def test_an_acronym_before_its_words_is_told(tree: Tree) -> None:
    late = "The IMO counts. The International Maritime Organization (IMO) is right."
    (found,) = found_in(tree(_project((TEXT, late))))
    assert found["message"] == "IMO is not spelled out here, where the deck, memo first has it"


def test_what_a_document_leaves_out_explains_nothing_in_it(tree: Tree) -> None:
    timeline = """
timeline:
  headline: The port fills
  events:
    - {when: "2001", text: "The International Maritime Organization (IMO) counts."}
    - {when: "2002", text: It counts again.}
  sources: [count]
"""
    avoid = "avoid:\n  - {headline: Waiting for the IMO, text: It waits.}\n"
    brief_file = minimal(("sources:\n  - id: count", f"{timeline[1:]}{avoid}sources:\n  - id: count"))
    readers = {
        "content/audiences/one.yaml": "name: One\n",
        "content/audiences/two.yaml": "name: Two\ndeck: {parts: [judgments, recommendations, avoid]}\n",
    }
    found = [one for one in found_in(tree({"content/b.yaml": brief_file, **readers})) if one["rule"] == "acronym"]
    assert [(one["path"], one["message"]) for one in found] == [
        (
            "avoid[0].headline",
            "IMO is not spelled out here, where the memo for one, deck for two, memo for two first has it",
        )
    ]


def test_a_short_form_explains_by_itself(tree: Tree) -> None:
    root = tree(_project((f"text: {TEXT}", f"text: {SPELLED}\n    short: The IMO counts one.")))
    found = [one for one in found_in(root) if one["rule"] == "acronym"]
    assert [one["path"] for one in found] == ["judgments[0].short"]


@pytest.mark.parametrize(
    "text",
    [
        "World War II ended it.",
        "The F-16 and the R&D lab are old.",
        "The U.S. and the EU pay.",
        "BUILD THE NORTH QUAY NOW OR NEVER.",
    ],
)
def test_not_all_capitals_are_acronyms(tree: Tree, text: str) -> None:
    assert _rules(tree(_project((TEXT, text)))) == []


# -- audiences


def test_an_audiences_own_words_are_read_in_its_language(tree: Tree) -> None:
    reader = (
        "name: Alliés\nlang: fr\njudgments:\n  only-berth: {so_what: Il va sans dire que le port pourrait fermer.}\n"
    )
    root = tree(_project(**{"content/audiences/allies.yaml": reader}))
    found = found_in(root)
    assert {Path(one["file"]).name for one in found} == {"allies.yaml"}
    assert {one["rule"] for one in found} == {"hedge", "loaded"}


def test_what_is_wrong_with_an_audiences_file_is_told(tree: Tree) -> None:
    ran = brief("lint", tree(_project(**{"content/audiences/allies.yaml": "nmae: Allies\n"})))
    assert ran.exit_code == 1
    assert "nmae" in ran.stderr


# -- silences


HEDGED = "The port may be full, and could burn."


@pytest.mark.parametrize(
    "edit",
    [
        (f"text: {TEXT}", f"text: {HEDGED}   # brief: ignore hedge"),
        (f"    text: {TEXT}", f"    # brief: ignore hedge\n    text: {HEDGED}"),
        (f"    text: {TEXT}", f"    # brief: ignore hedge, wordy\n    # its owner said so\n    text: {HEDGED}"),
        (f"text: {TEXT}", f"text: >-  # brief: ignore hedge\n      {HEDGED}"),
        (f"text: {TEXT}", f"text: {HEDGED}\n    quiet: [hedge]"),
        (f"text: {TEXT}", f"text: {HEDGED}\n    quiet: [wordy, hedge]"),
    ],
)
def test_a_finding_is_silenced_by_a_comment_or_in_its_entry(tree: Tree, edit: tuple[str, str]) -> None:
    assert _rules(tree(_project(edit))) == []


def test_a_whole_brief_is_silenced_at_its_top(tree: Tree) -> None:
    assert _rules(tree(_project((TEXT, HEDGED), ("title: Build", "quiet: [hedge]\ntitle: Build")))) == []


@pytest.mark.parametrize(
    "edit",
    [
        (f"text: {TEXT}", f"text: {HEDGED}   # brief: ignore wordy"),
        (f"text: {TEXT}", f"text: {HEDGED}\n    quiet: [wordy]"),
        (f"text: {TEXT}", f"text: >-\n      {HEDGED}\n      # brief: ignore hedge"),
        (f"text: {TEXT}", f'text: "{HEDGED} # brief: ignore hedge"'),
        (f"{HEADLINE}\n    text: {TEXT}", f"{HEADLINE}  # brief: ignore hedge\n    text: {HEDGED}"),
    ],
)
def test_what_names_another_rule_or_is_no_comment_silences_nothing(tree: Tree, edit: tuple[str, str]) -> None:
    assert _rules(tree(_project(edit))) == ["hedge", "hedge"]


def test_a_silence_for_a_rule_that_there_is_not_is_told(tree: Tree) -> None:
    root = tree(_project((f"text: {TEXT}", f"text: {TEXT}  # brief: ignore hegde\n    quiet: [nonsense, wordyy]")))
    found = found_in(root)
    assert [one["rule"] for one in found] == ["unknown-rule"] * 3
    assert "did you mean 'hedge'?" in found[0]["hint"]
    assert found[2]["fix"] == {"path": ["judgments", 0, "quiet", 1], "operation": "replace", "value": "wordy"}


def test_documents_do_not_change_by_what_is_silenced(tree: Tree) -> None:
    built = []
    for edits in ((), ((f"text: {TEXT}", f"text: {TEXT}\n    quiet: [hedge]"),)):
        root = tree(_project(*edits, **{"content/audiences/one.yaml": "name: One\n"}))
        assert brief("build", root).exit_code == 0
        built.append([file.read_bytes() for file in sorted((root / "output").glob("*.p*"))])
    assert len(built[0]) == 2
    assert built[0] == built[1]


# -- a house's own rules


def _house(rules: str, text: str = TEXT) -> dict[str, str]:
    return _project((TEXT, text), **{"content/lint.yaml": rules})


def test_a_house_silences_regrades_and_adds(tree: Tree) -> None:
    rules = """\
rules:
  wordy: off
  hedge: error
  no-exclamation: {pattern: "!", why: We don't shout., where: judgments}
  no-jargon: {words: "synerg*, going forward", why: It says nothing., hint: leave it out, severity: note}
words:
  known_acronyms: [IMO]
without:
  hedges: could
"""
    root = tree(_house(rules, "The IMO may act in order to build synergies, and could fail!"))
    found = {one["rule"]: one["severity"] for one in found_in(root)}
    assert found == {"hedge": "error", "no-exclamation": "warning", "no-jargon": "note"}


def test_a_rule_of_the_programs_looks_for_a_houses_words_too(tree: Tree) -> None:
    assert _rules(tree(_house("rules: {hedge: {words: [one day]}}\n", "It may be full one day."))) == ["hedge", "hedge"]


def test_the_file_in_the_page_is_right(tree: Tree) -> None:
    page = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    file = page.split("## A house's own rules")[1].split("```yaml\n")[1].split("```")[0]
    text = "Going forward the NDAA could pay for Astana, and may for Nur-Sultan!"
    assert sorted(_rules(tree(_house(file, text)))) == ["hedge", "name-variants", "no-exclamation", "no-going-forward"]


def test_a_house_may_begin_with_nothing(tree: Tree) -> None:
    rules = "extends: nothing\nrules:\n  quays: {words: quay, why: We say wharf.}\n"
    assert set(_rules(tree(_house(rules, HEDGED)))) == {"quays"}


def test_a_house_has_names_of_its_own(tree: Tree) -> None:
    root = tree(_house("variants: [[Astana, Nur-Sultan]]\n", "Astana is full, and Nur-Sultan is not."))
    assert _rules(root) == ["name-variants"]


def test_a_rules_most_is_changed(tree: Tree) -> None:
    assert _rules(tree(_house("rules:\n  sentence-long: {most: {words: 5}, where: judgments.text}\n"))) == [
        "sentence-long"
    ]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("rules: {hegde: off}", "'hegde' is no rule"),
        ("rules: {own: {words: [x]}}", "does not say why"),
        ("rules: {own: {pattern: '(', why: x}}", "is no regular expression"),
        ("rules: {own: {check: magic, why: x}}", "'magic' is no check"),
        ("rules: {own: {lists: [hedge], why: x}}", "'hedge' is no list of words"),
        ("rules: {own: {words: [x], why: x, where: judgment}}", "'judgment' is no key or group"),
        ("rules: {own: {words: [x], why: x, where: judgments.txt}}", "did you mean 'judgments.text'"),
        ("rules: {own: {words: [x], why: x, where: judgments.text.more}}", "'judgments.text.more' is no key"),
        ("rules: {own: {words: [x], why: x, where: audience.judgments.*.so_wat}}", "is no key or group"),
        ("rules: {own: {words: [x], why: x, where: sources.title}}", "of texts that lint reads"),
        ("rules: {hedge: {where: [title, 'recommend*.tex']}}", "'recommend*.tex' is no key"),
        ("groups: {mine: [judgments.*, judgment.*]}", "'judgment.*' is no key"),
        ("rules: {hedge: {severity: fatal}}", "'fatal'"),
        ("rules: {hedge: {sevrity: error}}", "sevrity"),
        ("words: {hedge: [x]}", "'hedge' is no list of words"),
        ("extends: all", "'all'"),
        ("rules: [hedge]", "rules"),
        (f"rules: {{own: {{why: x, words: '{'(a|b)' * 40}'}}}}", "more than 1000 others"),
        (f"words: {{hedges: '{'(a|b)' * 40}'}}", "more than 1000 others"),
        ("rules: {", "is not YAML"),
    ],
)
def test_what_is_wrong_with_a_houses_file_is_told_at_its_line(tree: Tree, rules: str, said: str) -> None:
    ran = brief("lint", tree(_house(rules + "\n")))
    assert ran.exit_code == 1
    assert said in ran.stderr.replace("\n    ", " ")
    assert "lint.yaml:1:" in ran.stderr or "lint.yaml:2:" in ran.stderr


def test_a_pattern_that_takes_for_ever_is_stopped(tree: Tree) -> None:
    rules = "rules: {own: {pattern: '(a|aa|a+)+$', why: x, where: judgments.text}}\n"
    ran = brief("lint", tree(_house(rules, "a" * 200 + "!")))
    assert ran.exit_code == 1
    assert "takes too long" in ran.stderr


def test_a_houses_file_is_no_brief(tree: Tree) -> None:
    root = tree(_house("rules: {wordy: off}\n"))
    assert brief("build", root, "--only", "memo").exit_code == 0


def test_a_houses_file_that_leads_out_of_the_project_is_not_read(tree: Tree) -> None:
    root = tree(_project())
    outside = root.parent / f"{root.name}-outside.yaml"
    outside.write_text("rules: {hedge: off}\n")
    (root / "content/lint.yaml").symlink_to(outside)
    ran = brief("lint", root)
    assert ran.exit_code == 1
    assert "outside" in ran.stderr


def test_a_houses_file_that_is_a_folder_is_told(tree: Tree) -> None:
    ran = brief("lint", tree(_project(**{"content/lint.yaml/x": ""})))
    assert ran.exit_code == 1
    assert "lint.yaml" in ran.stderr


# -- the command


def test_strict_makes_warnings_errors(tree: Tree) -> None:
    root = tree(_project((TEXT, "The port may be full, and could burn in order to shine.")))
    assert brief("lint", root).exit_code == 0
    ran = brief("lint", root, "--strict")
    assert ran.exit_code == 1
    assert "2 errors, 1 note; nothing to write" in ran.stderr


def test_the_rules_are_listed(tree: Tree) -> None:
    root = tree(_house("rules: {wordy: off, own: {words: x, why: A rule of ours.}}\n"))
    ran = brief("lint", root, "--rules")
    assert "A rule of ours." in ran.stdout
    assert "wordy" not in ran.stdout
    record = json.loads(brief("lint", root, "--rules", "--format", "json").stdout)
    assert {"id", "severity", "what", "why", "hint", "source", "lang"} == set(record["rules"][0])


def test_json_has_rule_place_and_fix(tree: Tree) -> None:
    (found,) = found_in(tree(_project((TEXT, "The the port is full."))))
    assert found["rule"] == "repeated-word"
    assert (found["line"] > 1, found["path"]) == (True, "judgments[0].text")
    assert found["fix"] == {"path": ["judgments", 0, "text"], "operation": "replace", "value": "The port is full."}


def test_a_brief_that_is_no_brief_is_refused_as_ever(tree: Tree) -> None:
    ran = brief("lint", tree({"content/b.yaml": "title: a\n"}))
    assert ran.exit_code == 1
    assert "is missing" in ran.stderr


# -- fixes


def test_fix_mends_what_is_certain_and_leaves_the_rest(tree: Tree) -> None:
    text = "The the **harbour** may be and and was the centre’s   # why"
    root = tree(_project((f"text: {TEXT}", f"text: {text}"), ("title: Build the", "title: Build the the")))
    ran = brief("fix", root, "--yes")
    assert ran.exit_code == 0, ran.stderr
    after = (root / "content/b.yaml").read_text(encoding="utf-8")
    assert "    text: The **harbor** may be and was the center’s   # why\n" in after
    assert after.startswith("title: Build the quay\n")
    assert _rules(root) == ["hedge"]


def test_a_silenced_finding_is_not_mended(tree: Tree) -> None:
    root = tree(_project((f"text: {TEXT}", "text: The the harbour is full.   # brief: ignore spelling")))
    brief("fix", root, "--yes")
    assert "text: The harbour is full.   # brief" in (root / "content/b.yaml").read_text(encoding="utf-8")


# -- real briefs


def test_on_the_real_brief_every_finding_is_known() -> None:
    assert [(one["rule"], one["path"]) for one in found_in(ROOT)] == [("indicators", "judgments")]


def test_the_sample_briefs_have_no_warnings() -> None:
    for file in (HARBOUR, ROOT / "docs" / "example.yaml", *sorted((ROOT / "tests" / "data").glob("saltmere-*.yaml"))):
        assert [one for one in found_in(file) if one["severity"] != "note"] == [], file


def test_documents_are_composed_only_where_an_acronym_is_in_doubt(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    root = tree(_project())
    monkeypatch.setattr(linting, "_runs", never)
    assert linting.linted(Prepared.of(root / "content" / "b.yaml")) == []


@pytest.mark.soak
def test_a_long_brief_takes_a_second(tree: Tree) -> None:
    words = "The port has one berth, and it may be full by May; the WTO and Kyiv say so. " * 40
    prepared = Prepared.of(tree(_project((TEXT, words), (ORDER, words))) / "content" / "b.yaml")
    start = process_time()
    found = linting.linted(prepared)
    seconds = process_time() - start
    print(f"{len(words.split()) * 2:,} words, {len(found)} findings: {seconds:.2f} s")
    assert seconds < 2 * slowness()
