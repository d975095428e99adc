"""`brief verify`: what it finds, mends and writes down; and what builds and mail make of it."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from policybrief.article.snapshot import Section, Snapshot, digest, numbered
from policybrief.pipeline import verifying
from policybrief.pipeline.prepared import Prepared
from policybrief.verify import snapshots
from policybrief.verify.evidence import hold
from policybrief.verify.indexed import Indexed
from policybrief.verify.locators import look_up, written
from policybrief.verify.quotes import Quotation, find, nearest
from policybrief.verify.verified import Verified
from policybrief.verify.verify import evidence
from support import canaries
from support.commands import Ran, brief
from support.projects import ROOT, Tree
from support.soak import SOAK
from support.sources import BRIEF, SNAPSHOT, project

QUOTE = "faster than any other on the coast"


def _with(old: str, new: str) -> str:
    assert BRIEF.count(old) == 1
    return BRIEF.replace(old, new)


def _rules(root: Path, *options: str) -> dict[str, str]:
    record = json.loads(brief("verify", root, "--format", "json", *options).stdout)
    return {each["rule"]: each["severity"] for each in (*record["problems"], *record["warnings"])}


def test_a_brief_that_is_right_is_told_in_one_line(tree: Tree) -> None:
    ran = brief("verify", tree(project()))
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        "2 quotations word for word, 2 places right; 1 source read",
        "no problems; nothing was written",
    ]


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("slower than any other on the coast", "quote-differs"),
        ("The moon is made of green cheese, says the mayor", "quote-not-found"),
        ("faster, than any other on the coast", "quote-punctuation"),
        ("FASTER than any other on the coast", "quote-case"),
        ("the harbor silts up by 40 centimeters", "quote-marks"),
        ("the northern channel can be deepened", "quote-refuted"),
        ("Dredging alone … keep it open", "quote-elided-negation"),
        ("on the coast", "quote-short"),
    ],
)
def test_what_is_wrong_with_a_quotation_is_told(tree: Tree, new: str, rule: str) -> None:
    assert rule in _rules(tree(project(brief=_with(QUOTE, new))))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("40 centimeters", "45 centimeters", "number-unsupported"),
        ("90 million", "95 million", "number-unsupported"),
        ("The harbor loses", "The harbor of Odesa loses", "name-unsupported"),
        ("Build a second quay for", "Ask Iran for", "name-unsupported"),
        ("confidence: moderate", "confidence: high", "high-on-one-source"),
        ("Summary, bullet 1", "Sumary, bullet 1", "locator-wrong"),
        ("Summary, bullet 1", "Harbors, para. 9; Summary, bullet 1", "locator-unknown"),
    ],
)
def test_claims_and_places_that_no_source_has_are_told(tree: Tree, old: str, new: str, rule: str) -> None:
    assert rule in _rules(tree(project(brief=_with(old, new))))


@pytest.mark.parametrize("new", ["The WHO pays for 40 centimeters", "Saltmere loses 40 centimeters", "40 centimeters"])
def test_other_words_for_the_same_are_not(tree: Tree, new: str) -> None:
    found = _rules(tree(project(brief=_with("The harbor loses 40 centimeters", new))))
    assert not {"name-unsupported", "number-unsupported"} & found.keys()


def test_a_brief_gives_other_words_for_a_name(tree: Tree) -> None:
    named = _with("The harbor loses", "Old Nick loses")
    assert "name-unsupported" in _rules(tree(project(brief=named)))
    assert "name-unsupported" not in _rules(tree(project(brief=f"{named}aliases: {{Old: [harbor], Nick: [port]}}\n")))


def test_fix_puts_locators_right_and_touches_nothing_else(tree: Tree) -> None:
    wrong = _with("'Summary, bullet 1'", "'The harbor, para. 2'").replace("The harbor, para. 1", "Vale’s answer")
    root = tree(project(brief=wrong))
    file = root / "content" / "b.yaml"
    assert brief("verify", root, "--fix").exit_code == 2  # nobody to ask
    assert file.read_text(encoding="utf-8") == wrong
    ran = brief("verify", root, "--fix", "--yes")
    assert ran.exit_code == 0, ran.stderr
    mended = BRIEF.replace("The harbor, para. 1", "The harbor and its depth, para. 1")
    assert file.read_text(encoding="utf-8") == mended


def test_a_text_that_changed_is_an_error_that_names_the_passage(tree: Tree) -> None:
    root = tree(project())
    assert brief("verify", root, "--record").exit_code == 0
    text = root / "sources" / "saltmere.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("1,200 ships", "1,300 ships"), encoding="utf-8")
    ran = brief("verify", root)
    assert ran.exit_code == 1
    assert "1 changed (The harbor and its depth, para. 1)" in ran.stderr
    assert "[snapshot-changed]" in ran.stderr


def test_a_record_stands_for_a_text_that_is_not_here(tree: Tree) -> None:
    root = tree(project())
    brief("verify", root, "--record")
    record = (root / "sources" / "saltmere.hashes").read_text(encoding="utf-8")
    words = {word for passage in SNAPSHOT.passages for word in re.findall(r"[a-z]{4,}", passage.text)}
    assert not words & set(re.findall(r"[a-z]+", record))
    (root / "sources" / "saltmere.txt").unlink()
    assert brief("verify", root, "--strict").exit_code == 0
    assert "2 quotations as recorded" in brief("verify", root).stdout
    file = root / "content" / "b.yaml"
    text = file.read_text(encoding="utf-8").replace(QUOTE, "slower than any other on the coast")
    file.write_text(text, encoding="utf-8")
    assert _rules(root) == {"quote-unrecorded": "warning"}
    assert _rules(root, "--strict") == {"quote-unrecorded": "error"}


def test_what_is_wrong_is_not_recorded(tree: Tree) -> None:
    root = tree(project(brief=_with(QUOTE, "slower than any other on the coast")))
    ran = brief("verify", root, "--record")
    assert ran.exit_code == 1
    assert "nothing was recorded" in ran.stderr
    assert not list(root.glob("sources/*.hashes"))


def test_without_a_text_nothing_is_checked_and_nobody_is_stopped(tree: Tree) -> None:
    root = tree({"content/b.yaml": BRIEF})
    assert brief("verify", root).exit_code == 0
    assert _rules(root) == {"snapshot-missing": "note"}
    assert brief("verify", root, "--strict").exit_code == 1
    built = brief("build", root, "-o", root / "out")
    assert built.exit_code == 0
    assert "verify" not in built.stdout + built.stderr


@pytest.mark.parametrize("kind", ["link", "folder", "large", "bytes", "other"])
def test_a_text_that_may_not_be_read_is_told(tree: Tree, tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    root = tree({"content/b.yaml": BRIEF})
    file = root / "sources" / "saltmere.txt"
    file.parent.mkdir()
    if kind == "link":
        outside = tmp_path_factory.mktemp("outside") / "saltmere.txt"
        outside.write_text(str(SNAPSHOT), encoding="utf-8")
        file.symlink_to(outside)
    elif kind == "folder":
        file.mkdir()
    elif kind == "large":
        with file.open("wb") as stream:
            stream.truncate(30_000_000)
    else:
        file.write_bytes(b"\xff\xfe\x00" if kind == "bytes" else b"a letter")
    ran = brief("verify", root)
    assert ran.exit_code == 1
    assert "[snapshot-unreadable]" in ran.stderr


def test_a_build_says_one_line_and_refuses_if_strict(tree: Tree) -> None:
    assert "2 quotations word for word, 2 places right (brief verify)" in _build(tree(project())).stdout
    root = tree({f"wrong/{name}": text for name, text in project(brief=_with(QUOTE, "slow")).items()}) / "wrong"
    ran = _build(root)
    assert ran.exit_code == 0
    assert "warning: judgments[0].evidence[0].quote" in ran.stderr
    assert _build(root, "--strict").exit_code == 1


def _build(root: Path, *options: str) -> Ran:
    return brief("build", root, "-o", root / "out", "--only", "memo", *options)


def test_mail_that_its_sources_do_not_say_is_not_sent(tree: Tree) -> None:
    mail = {"mail.yaml": "from: The planners <planners@example.org>\nhost: smtp.example.org\n"}
    root = tree({**project(brief=_with(QUOTE, "slower than any other on the coast")), **mail})
    ran = brief("mail", root, "--send", "--confirm", "0")
    assert ran.exit_code == 1
    assert "[quote-differs]" in ran.stderr
    assert "nothing was sent: brief verify" in ran.stderr


def test_no_word_path_or_hash_of_a_text_is_in_a_document(tree: Tree) -> None:
    root = tree({**project(), "content/audiences/board.yaml": "to: The board\nname: Board\n"})
    brief("verify", root, "--record")
    assert brief("build", root, "-o", root / "out", "--handout").exit_code == 0
    sha256 = digest(str(SNAPSHOT))
    secrets = ("saltmere.txt", sha256, sha256[:16], "saltmere.pdf", "which no drill has passed", "sources/saltmere")
    files = list((root / "out").iterdir())
    assert len(files) >= 3
    for file in files:
        assert canaries.found(file.read_bytes(), secrets) == set(), file.name


# -- the soak


def _real(tmp_path: Path) -> Prepared | None:
    """The real brief with the texts of its sources, from the folder that POLICYBRIEF_SNAPSHOTS names."""
    given = os.environ.get("POLICYBRIEF_SNAPSHOTS")
    if not given:
        return None
    shutil.copytree(ROOT / "content", tmp_path / "content")
    file = tmp_path / "content" / "china-russia.yaml"
    (tmp_path / "sources").mkdir()
    for text in Path(given).glob("*.txt"):
        (tmp_path / "sources" / text.name).write_bytes(text.read_bytes())
    return Prepared.of(file)


@pytest.mark.soak
def test_the_real_brief_where_its_sources_are_here(tmp_path: Path) -> None:
    prepared = _real(tmp_path)
    if prepared is None:
        print("POLICYBRIEF_SNAPSHOTS names no folder with lo.txt and haenle-wyne.txt: the real brief is not verified")
        return
    verifying.verified(prepared)
    start = perf_counter()
    found = verifying.verified(prepared)
    print(f"the real brief: {found.summary}, in {(perf_counter() - start) * 1000:.0f} ms")
    assert isinstance(found, Verified)
    assert not found.warnings
    assert found.summary == "14 quotations word for word, 18 places right"


def _long() -> Indexed:
    """A source of 26,000 words: the texts of both sets, and then words of theirs."""
    files = [Path(__file__).parent / "data" / f"{name}.yaml" for name in ("tuning", "heldout")]
    texts = [case["text"] for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
    texts = [text for text in texts if "…" not in text]
    words = sorted({word for text in texts for word in re.findall(r"[a-z]{4,}", text)})
    chance = random.Random(7)
    filler = [" ".join(chance.choice(words) for _ in range(20)) for _ in range(1_250)]
    section = Section(1, "Findings")
    return Indexed("long", Snapshot(numbered([(section, "paragraph", text, 0) for text in (*texts, *filler)])))


def _mutations(words: list[str], chance: random.Random) -> dict[str, str]:
    at = chance.randrange(1, len(words) - 1)
    suffixed = [*words[:at], f"{words[at].rstrip('.,;:')}ish", *words[at + 1 :]]
    return {
        "word": " ".join([*words[:at], "considerable", *words[at + 1 :]]),
        "negation": " ".join([*words[:at], "not", *words[at:]]),
        "swapped": " ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]]),
        "dropped": " ".join([*words[:at], *words[at + 1 :]]),
        "suffix": " ".join(suffixed),
        "cut": " ".join([*words[:at], words[at][1:] or "x", *words[at + 1 :]]),
    }


def _typography(text: str) -> str:
    return text.replace("'", "’").replace(" ", "\u00a0", 1).replace(", ", ",  ", 1).replace("-", "\u2011")


@pytest.mark.soak
def test_mutated_quotations_are_found_and_typography_is_not() -> None:
    chance, source = random.Random(11), _long()
    texts = [passage.text for passage in source.passages[:109]]
    changed = [each for text in texts for each in _mutations(text.split(), chance).values() if each not in text]
    told = sum(not find(Quotation(each), source) for each in changed)
    harmless = [each for text in texts for each in (_typography(text), text[0].lower() + text[1:])]
    false = sum(not find(Quotation(each), source) for each in harmless)
    start = perf_counter()
    for text in texts:
        find(Quotation(text), source)
    found_ms = (perf_counter() - start) / len(texts) * 1000
    start = perf_counter()
    for each in changed[:20]:
        nearest(Quotation(each), [source])
    hint_ms = (perf_counter() - start) / 20 * 1000
    print(f"{told} of {len(changed)} mutated quotations found, {false} of {len(harmless)} typographic ones")
    print(f"in 26,000 words: {found_ms:.2f} ms a quotation, and {hint_ms:.1f} ms for the nearest passage")
    assert len(changed) >= 555
    assert (told, false) == (len(changed), 0)
    assert found_ms + hint_ms < 20


@pytest.mark.soak
def test_moved_locators_are_put_right(tree: Tree) -> None:
    root = tree(project())
    moved = right = 0
    for passage in SNAPSHOT.passages[1:]:
        place = written([passage])
        assert look_up(place, SNAPSHOT).passages == (passage,)
        (root / "content" / "b.yaml").write_text(_with("Summary, bullet 1", place), encoding="utf-8")
        found = verifying.verified(Prepared.of(root / "content" / "b.yaml"))
        moved += 1
        right += [each.fix.value for each in found.errors if each.fix] == ["Summary, bullet 1"]
    print(f"{right} of {moved} moved locators put right")
    assert right == moved


@pytest.mark.soak
def test_moved_locators_of_the_real_brief_are_put_right_where_its_sources_are_here(tmp_path: Path) -> None:
    prepared = _real(tmp_path)
    if prepared is None:
        print("POLICYBRIEF_SNAPSHOTS names no folder: no locators of the real brief are moved")
        return
    found = snapshots.load(prepared.brief, tmp_path)
    sources = {name: Indexed(name, text) for name, text in found.texts.items()}
    moved = right = 0
    for path, piece in evidence(prepared.brief):
        if piece.quote is None:
            continue
        source = sources[piece.source]
        places = {source.passage_at(hit.start) for hit in find(Quotation(piece.quote), source)}
        for passage in source.passages:
            if passage not in places:
                elsewhere = piece.model_copy(update={"locator": passage.locator})
                held = hold(path, elsewhere, prepared.source, sources, lang="en", brief_lang="en-US")
                values = [each.fix.value for each in held.findings if each.fix]
                moved += 1
                right += bool(values) and set(look_up(values[0], source.snapshot).passages) == places
    print(f"{right} of {moved} moved locators of the real brief put right")
    assert right == moved


@pytest.mark.soak
def test_planted_numbers_and_names_are_found(tree: Tree) -> None:
    root, planted, told = tree(project()), 0, 0
    names = ("Iran", "Lavrov", "Modi", "Odesa", "NATO", "Kyiv")
    numbers = ("2031", "41 percent", "7", "3.5 million", "1,201", "312")
    for number in range(max(SOAK // 10, 20)):
        name, value = names[number % len(names)], numbers[number % len(numbers)]
        for new in (f"In {name}, the harbor loses 40", f"By {value}, the harbor loses 40"):
            (root / "content" / "b.yaml").write_text(_with("The harbor loses 40", new), encoding="utf-8")
            found = verifying.verified(Prepared.of(root / "content" / "b.yaml"))
            planted += 1
            told += any(each.rule in ("number-unsupported", "name-unsupported") for each in found.findings)
    print(f"{told} of {planted} planted numbers and names found")
    assert told == planted
