"""`make bench`: one deck of 12 slides in a warm process, beside other tools on the same content, all in turn.

The content is the real brief with a chart, its evidence slides left out: columns, judgments, panels, a table, a
timeline, cards, speaker notes. The others get the finished slides (peers.py says what that means), and it is checked
that their decks hold the same words. The machine may be noisy: read the ratios of the medians, not the milliseconds.
"""

from __future__ import annotations

import io
import random
import re
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

from policybrief.brief.model import Brief
from policybrief.compose.citing import Citing
from policybrief.compose.compose import compose
from policybrief.compose.places import Places, Templates
from policybrief.deck.fit.fit import fit
from policybrief.deck.write.write import write
from policybrief.fonts import words
from policybrief.locale import locale
from policybrief.pipeline.document_run import properties
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.document import Deck
from policybrief.theme.load import load as load_theme
from policybrief.validate import validate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import peers  # in the tests' folder, as what follows
from support.sample import SAMPLE

BRIEF = SAMPLE
RUNS = 40
SLIDES = 12
CHART = """
charts:
  - headline: Most fuel is burnt at berth in every quarter
    kind: column
    categories: [Q1 2025, Q2 2025, Q3 2025, Q4 2025]
    series:
      - {name: At berth, values: [410, 525.5, 640, 455]}
      - {name: Under way, values: [205, 262, 318.5, 228]}
    unit: tonnes of fuel
    alt: Columns for four quarters; fuel burnt under way is about half of what is burnt at berth.
    sources: [lo]
"""
BACKUP = '{% block backup %}<slide layout="section"><title>{{ words.backup_subtitle }}</title></slide>{% endblock %}'


class Ours:
    """The stages of one deck, each to be timed; what comes before them is done once."""

    def __init__(self, folder: Path) -> None:
        project = Project.of(BRIEF)
        template = (TEMPLATES / "deck.xml.j2").read_text(encoding="utf-8")
        template = re.sub(r"(?s){% block backup %}.*?{% endblock %}", lambda _: BACKUP, template)
        (folder / "deck.xml.j2").write_text(template, encoding="utf-8")
        self.source = source.parse(BRIEF.read_text(encoding="utf-8") + CHART)
        self.brief = validate.validate(self.source, Brief)
        self.locale = locale.load(self.brief.lang)
        self.theme = load_theme(self.brief.theme, (project.themes,))
        self.places = Places(self.source, Templates((folder, *project.template_folders)))
        self.composed = self.compose()
        self.fitted = fit(self.composed, self.theme, self.places)

    def compose(self) -> Deck:
        made = compose("deck", self.brief, self.places, Citing.of(self.brief, self.locale), properties(self.brief))
        assert isinstance(made, Deck)
        return made

    def deck(self) -> bytes:
        return write(fit(self.compose(), self.theme, self.places))

    def deck_of_new_texts(self) -> bytes:
        """As if no text had been measured before; the loop would else find all of them known."""
        words.breakdown.cache_clear()
        return self.deck()


def zipped(deck: bytes) -> Callable[[], bytes]:
    """The floor: the finished parts of a deck into a zip file."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def write_zip() -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    return write_zip


def timed(make: Callable[[], Any]) -> Callable[[], float]:
    def seconds() -> float:
        start = perf_counter()
        make()
        return perf_counter() - start

    return seconds


def lacking(ours: bytes, theirs: bytes, kinds: tuple[str, ...]) -> str:
    """What words of ours another deck does not hold."""
    mine, other = peers.words(ours), peers.words(theirs)
    return "; ".join(f"{kind}: {dict(mine[kind] - other[kind])}" for kind in kinds if mine[kind] - other[kind])


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        bench(Path(name))


def bench(folder: Path) -> None:
    ours = Ours(folder)
    deck = ours.deck()
    assert len(ours.fitted.slides) == SLIDES
    slides = peers.content(ours.fitted)
    plain = lambda: peers.python_pptx(slides)  # noqa: E731  # one line of the table
    candidates: dict[str, Callable[[], float]] = {
        "compose, fit, write": timed(ours.deck_of_new_texts),
        "  texts seen before": timed(ours.deck),
        "  compose": timed(ours.compose),
        "  fit": timed(lambda: fit(ours.composed, ours.theme, ours.places)),
        "  write": timed(lambda: write(ours.fitted)),
        "python-pptx": timed(plain),
        "floor: zip alone": timed(zipped(deck)),
    }
    made: dict[str, tuple[bytes, tuple[str, ...]]] = {"python-pptx": (plain(), ("slides", "notes", "charts"))}
    missing: dict[str, str] = {}
    node = None
    try:
        node = peers.PptxGenJS(slides, folder)
        node.seconds()
        candidates["PptxGenJS"] = node.seconds
        made["PptxGenJS"] = node.deck(), ("slides", "notes", "charts")
    except peers.MissingError as error:
        missing["PptxGenJS"] = str(error)
    try:
        pandoc = peers.pandoc(slides, folder)
        made["pandoc, a process"] = pandoc(), ("slides", "notes")
        candidates["pandoc, a process"] = timed(pandoc)
    except (peers.MissingError, subprocess.CalledProcessError) as error:
        missing["pandoc, a process"] = str(error)
    times: dict[str, list[float]] = {name: [] for name in candidates}
    order = random.Random(12)  # who comes after whom counts: caches, garbage
    for number in range(RUNS + 3):
        for name in order.sample(list(candidates), len(candidates)):
            spent = candidates[name]()
            if number >= 3:  # the first ones warm up
                times[name].append(spent)
    if node:
        node.close()
    report(times, missing)
    for name, (theirs, kinds) in made.items():
        if missed := lacking(deck, theirs, kinds):
            sys.exit(f"{name} lacks words of our deck, so the comparison is not fair: {missed}")
        print(f"{name:<20} holds the same words in {', '.join(kinds)}")


def report(times: dict[str, list[float]], missing: dict[str, str]) -> None:
    whole = times["compose, fit, write"]
    print(f"one deck of {SLIDES} slides, warm, {RUNS} rounds in turn")
    for name, values in times.items():
        pairs = [a / b for a, b in zip(whole, values, strict=True)]
        ratio = "" if name.startswith(("  ", "compose")) else f"   ours is {statistics.median(pairs):5.2f} of it"
        print(f"{name:<20} median {statistics.median(values) * 1000:6.1f} ms   min {min(values) * 1000:6.1f}{ratio}")
    for name, how in missing.items():
        print(f"{name:<20} {how}")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
