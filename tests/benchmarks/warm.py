"""`make bench`: one memo in a warm process: what a batch or an editor's preview pays for each.

The time of one memo with its fit and tags, beside the floor (drawing the same page, its places known) and beside typst
on the same text, all in turn in this process. The machine may be noisy: read the ratios, not the milliseconds.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

from policybrief.brief.model import Brief
from policybrief.compose.citing import Citing
from policybrief.compose.compose import compose
from policybrief.compose.places import Places, Templates
from policybrief.locale import locale
from policybrief.memo.fit.fit import fit
from policybrief.memo.write.write import write
from policybrief.pipeline import document_run
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.text.blocks import Section
from policybrief.text.document import Memo
from policybrief.text.exhibits import Table
from policybrief.text.items import Decision, Items
from policybrief.text.prose import Callout, Paragraph
from policybrief.text.run import plain
from policybrief.theme.load import load as load_theme
from policybrief.validate import validate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from support.sample import SAMPLE  # beside the tests

BRIEF = SAMPLE
RUNS = 40


class Ours:
    """The stages of one memo, each to be timed; what comes before them is done once."""

    def __init__(self) -> None:
        project = Project.of(BRIEF)
        self.source = source.read(BRIEF)
        self.brief = validate.validate(self.source, Brief)
        self.locale = locale.load(self.brief.lang)
        self.theme = load_theme(self.brief.theme, (project.themes,))
        self.places = Places(self.source, Templates(project.template_folders))
        self.memo = self.composed()
        self.fitted = fit(self.memo, self.theme, self.locale, self.places)

    def composed(self) -> Memo:
        about = document_run.properties(self.brief)
        made = compose("memo", self.brief, self.places, Citing.of(self.brief, self.locale), about)
        assert isinstance(made, Memo)
        return made

    def all_stages(self) -> bytes:
        return write(fit(self.composed(), self.theme, self.locale, self.places))

    def fit_and_write(self) -> bytes:
        return write(fit(self.memo, self.theme, self.locale, self.places))

    def floor(self) -> bytes:
        return write(self.fitted)


TYPST = """
#let brief = json("memo.json")
#set document(title: brief.title, author: brief.author, date: datetime(year: 2026, month: 11, day: 21))
#set page("us-letter", margin: 54pt, footer: align(center, text(8pt, brief.marking)))
#set text(10pt, lang: "en")
#set par(leading: 0.5em)
#align(center, text(8pt, brief.marking))
= #brief.title
#grid(columns: (1fr, 1fr), row-gutter: 4pt, ..brief.fields.map(field => [*#field.at(0)* #field.at(1)]))
#block(fill: luma(240), inset: 8pt, width: 100%)[*#brief.callout* #brief.count]
#for section in brief.sections [
  == #section.heading
  #enum(..section.items.map(item => [*#item.at(0)* #item.at(1) #brief.count #if item.at(2) != "" [(#item.at(2))]]))
  #if section.table.len() > 0 {
    table(columns: section.table.at(0).len(), stroke: 0.4pt, table.header(..section.table.at(0)),
      ..section.table.slice(1).flatten())
  }
]
#for text in brief.paragraphs [#text #parbreak()]
#block(stroke: 0.8pt, inset: 8pt, width: 100%)[*#brief.ask* #brief.options.join(" / ")]
#text(7.4pt, brief.sources)
"""


def texts(memo: Memo) -> dict[str, Any]:
    """The same words for typst: those of the fitted memo."""
    sections = []
    for section in (block for block in memo.blocks if isinstance(block, Section)):
        items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
        tables = [block for block in section.blocks if isinstance(block, Table)]
        rows = [[plain(cell) for cell in row] for table in tables for row in (table.header, *table.rows)]
        marked = [(plain(i.headline), plain(i.text), plain(i.confidence.word) if i.confidence else "") for i in items]
        sections.append({"heading": plain(section.heading), "items": marked, "table": rows})
    decision = next(block for block in memo.blocks if isinstance(block, Decision))
    assert memo.sources
    entries = [f"{number}. {plain(text)}" for number, text in memo.sources.entries]
    return {
        "title": plain(memo.title),
        "author": memo.properties.author,
        "marking": memo.properties.marking,
        "fields": [(plain(label), plain(text)) for label, text in memo.fields],
        "callout": next(plain(block.text) for block in memo.blocks if isinstance(block, Callout)),
        "sections": sections,
        "paragraphs": [plain(block.text) for block in memo.blocks if isinstance(block, Paragraph)],
        "ask": plain(decision.ask),
        "options": [plain(option) for option in decision.options],
        "sources": " ".join([*entries, plain(memo.sources.note)]),
    }


def typst_compiler(memo: Memo, folder: Path) -> Callable[[], bytes] | None:
    """Typst with its fonts found and its template read, writing PDF/UA-1 and PDF/A-2a; None where it is not there.

    Typst remembers what it laid out: each text differs by a number in each run, as one brief differs from the next.
    """
    try:
        import typst
    except ImportError:
        return None
    content = texts(memo)
    (folder / "memo.typ").write_text(TYPST, encoding="utf-8")
    count = 0

    def compiled() -> bytes:
        nonlocal count
        count += 1
        (folder / "memo.json").write_text(json.dumps(content | {"count": str(count)}), "utf-8")
        return bytes(compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"]))

    (folder / "memo.json").write_text(json.dumps(content), "utf-8")
    compiler = typst.Compiler(str(folder / "memo.typ"), root=str(folder))
    return compiled


def main() -> None:
    ours = Ours()
    candidates: dict[str, Callable[[], bytes]] = {
        "compose, fit, write": ours.all_stages,
        "fit, write": ours.fit_and_write,
        "floor: write alone": ours.floor,
    }
    with tempfile.TemporaryDirectory() as folder:
        if typst := typst_compiler(ours.fitted.memo, Path(folder)):
            candidates["typst"] = typst
        times: dict[str, list[float]] = {name: [] for name in candidates}
        for number in range(RUNS + 3):
            for name, make in candidates.items():
                start = perf_counter()
                make()
                if number >= 3:  # the first ones warm up
                    times[name].append(perf_counter() - start)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:<20} median {medians[name] * 1000:6.1f} ms   min {min(values) * 1000:6.1f}")
    whole = medians["compose, fit, write"]
    print(f"to the floor         ratio  {whole / medians['floor: write alone']:6.2f}")
    print(f"to typst             ratio  {whole / medians['typst']:6.2f}" if typst else "typst is not installed")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
