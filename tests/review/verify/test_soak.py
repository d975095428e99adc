"""The bars of `brief verify`, measured and printed; and its times."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from policybrief.pipeline import verifying
from policybrief.pipeline.prepared import Prepared
from policybrief.review.verify import snapshots
from policybrief.review.verify.evidence import hold
from policybrief.review.verify.indexed import Indexed
from policybrief.review.verify.locators import look_up, written
from policybrief.review.verify.quotes import Quotation, find, nearest
from policybrief.review.verify.verified import Verified
from policybrief.review.verify.verify import evidence
from policybrief.sources.article.snapshot import ArticleSection, Snapshot, numbered
from support.clocks import slowness
from support.projects import ROOT, Tree
from support.soak import SOAK
from support.sources import SNAPSHOT, changed, project, prose

pytestmark = pytest.mark.soak
DATA = Path(__file__).parent / "data"


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


def test_the_real_brief_where_its_sources_are_here(tmp_path: Path) -> None:
    prepared = _real(tmp_path)
    if prepared is None:
        print("POLICYBRIEF_SNAPSHOTS names no folder with lo.txt and haenle-wyne.txt: the real brief is not verified")
        return
    verifying.verified(prepared)
    start = perf_counter()
    found = verifying.verified(prepared)
    again = (perf_counter() - start) * 1000
    cold = _cold_ms(prepared.file, 14)
    print(f"the real brief: {found.summary}, in {cold:.0f} ms at first call and {again:.0f} ms then")
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
    section = ArticleSection(1, "Findings")
    return Indexed("long", Snapshot(numbered([(section, "paragraph", text, 0) for text in (*texts, *filler)])))


_SHAPE = (2, 13, 7)
"""The real brief's: so many sources, of so many paragraphs of 60 words, and so many quotations of each."""


def _as_large_as_the_real_one() -> dict[str, str]:
    """A project with a brief of as many quotations, and texts as long."""
    sources, paragraphs, quotations = _SHAPE
    paragraph = (text for text in prose() if len(text.split()) > 50)
    files, evidence = {}, []
    for number in range(1, sources + 1):
        texts = list(islice(paragraph, paragraphs))
        section = ArticleSection(1, "Findings")
        files[f"sources/s{number}.txt"] = str(Snapshot(numbered([(section, "paragraph", text, 0) for text in texts])))
        for place, text in enumerate(texts[:quotations], 1):
            words = text.split()
            quote = " ".join(words[: 12 + 2 * place])
            evidence.append({"source": f"s{number}", "locator": f"Findings, para. {place}", "quote": quote})
    data = yaml.safe_load(changed("title: Saltmere", "title: Pages"))
    data["judgments"][0]["evidence"] = evidence
    data["sources"] = [
        {"id": f"s{number}", "type": "report", "title": f"Page {number}"} for number in range(1, sources + 1)
    ]
    return {**files, "content/b.yaml": yaml.safe_dump(data, allow_unicode=True)}


_TIMED = """
import gc, sys, time
gc.disable()  # as `brief` does
from pathlib import Path
from policybrief.pipeline import verifying
from policybrief.pipeline.prepared import Prepared
prepared = Prepared.of(Path(sys.argv[1]))
start = time.process_time()
found = verifying.verified(prepared)
print((time.process_time() - start) * 1000)
assert sum(each.verdict == "exact" for each in found.quotations) == int(sys.argv[2]), found.findings
"""


def _cold_ms(file: Path, quotations: int) -> float:
    """What the first verify of a process takes, without what reading a brief takes: the best of five."""
    command = [sys.executable, "-c", _TIMED, str(file), str(quotations)]
    runs = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5))
    return min(float(run.stdout) for run in runs)


def test_the_first_verify_of_a_brief_as_large_as_the_real_one_is_quick(tree: Tree) -> None:
    sources, _, quotations = _SHAPE
    root = tree(_as_large_as_the_real_one())
    cold = _cold_ms(root / "content" / "b.yaml", sources * quotations)
    print(f"{sources * quotations} quotations in {sources} sources, at first call: {cold:.0f} ms")
    assert cold < 150 * slowness()  # 50 on a machine that does nothing else


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
    assert found_ms + hint_ms < 20 * slowness()


def test_moved_locators_are_put_right(tree: Tree) -> None:
    root = tree(project())
    moved = right = 0
    for passage in SNAPSHOT.passages[1:]:
        place = written([passage])
        assert look_up(place, SNAPSHOT).passages == (passage,)
        (root / "content" / "b.yaml").write_text(changed("Summary, bullet 1", place), encoding="utf-8")
        found = verifying.verified(Prepared.of(root / "content" / "b.yaml"))
        moved += 1
        right += [each.fix.value for each in found.errors if each.fix] == ["Summary, bullet 1"]
    print(f"{right} of {moved} moved locators put right")
    assert right == moved


def test_locators_moved_within_a_long_source_are_put_right(tree: Tree) -> None:
    prepared = Prepared.of(tree(project()) / "content" / "b.yaml")
    texts = [text for text in dict.fromkeys(prose()) if len(text.split()) > 20][:60]
    sections = [ArticleSection(number // 6 + 1, f"Part {chr(65 + number // 6)} of it") for number in range(len(texts))]
    parts = zip(sections, texts, strict=True)
    source = Indexed("saltmere", Snapshot(numbered([(section, "paragraph", text, 0) for section, text in parts])))
    ((path, piece), *_) = evidence(prepared.brief)
    moved = right = 0
    for number, passage in enumerate(source.passages):
        quotation = " ".join(passage.text.split()[:9])
        for other in (source.passages[(number + step) % len(texts)] for step in (1, 5, 6, 17, 31)):
            elsewhere = piece.model_copy(update={"locator": other.locator, "quote": quotation})
            held = hold(path, elsewhere, prepared.source, {"saltmere": source}, lang="en", brief_lang="en-US")
            moved += 1
            right += [each.fix.value for each in held.findings if each.fix] == [passage.locator]
    print(f"{right} of {moved} locators that were moved within a long source put right")
    assert right == moved >= 298


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


def test_planted_numbers_and_names_are_found(tree: Tree) -> None:
    root, planted, told = tree(project()), 0, 0
    names = ("Iran", "Lavrov", "Modi", "Odesa", "NATO", "Kyiv")
    numbers = ("2031", "41 percent", "7", "3.5 million", "1,201", "312")
    for number in range(max(SOAK // 10, 20)):
        name, value = names[number % len(names)], numbers[number % len(numbers)]
        for new in (f"In {name}, the harbor loses 40", f"By {value}, the harbor loses 40"):
            (root / "content" / "b.yaml").write_text(changed("The harbor loses 40", new), encoding="utf-8")
            found = verifying.verified(Prepared.of(root / "content" / "b.yaml"))
            planted += 1
            told += any(each.rule in ("number-unsupported", "name-unsupported") for each in found.findings)
    print(f"{told} of {planted} planted numbers and names found")
    assert told == planted
