"""What the deck's tests share: decks built the public way, random briefs, and what a real renderer makes of them."""

from __future__ import annotations

import ctypes
import io
import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pypdfium2
import yaml
from PIL import Image

from policybrief.deck.fit import fit
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import Line, TableShape, TextShape
from policybrief.errors import BriefError, Problem
from policybrief.pipeline import build
from policybrief.text.document import Deck
from support.projects import HARBOUR, MINIMAL, Tree
from support.sample import SAMPLE


@dataclass(frozen=True)
class Built:
    """A finished deck, and what it looked like after compose and after fit."""

    content: bytes
    deck: Deck
    placed: PlacedDeck


def built(file: Path) -> Built:
    """The deck of a brief. Nothing is replaced: fit is only overheard."""
    heard: list[tuple[Deck, PlacedDeck]] = []
    real = fit.fit

    def overhear(deck: Deck, *rest: Any) -> PlacedDeck:
        heard.append((deck, real(deck, *rest)))
        return heard[-1][1]

    with patch.object(fit, "fit", overhear):
        (made,) = build.make(file, ("deck",))
    return Built(made.content, *heard[0])


@cache
def sample() -> Built:
    return built(SAMPLE)


@cache
def harbour() -> Built:
    return built(HARBOUR)


def written(brief: dict[str, Any], folder: Path, name: str = "brief") -> Path:
    """A brief as a file in a folder of its own, so that no project's templates are near."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yaml"
    text = yaml.dump(brief, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    file.write_text(text, encoding="utf-8")
    return file


def with_own_slides(tree: Tree, slides: str) -> Path:
    """The minimal brief whose template has slides of its own, from its third line on: the brief's file."""
    own = f"{{% extends 'builtin/deck.xml.j2' %}}\n{{% block timeline %}}\n{slides}\n{{% endblock %}}\n"
    return tree({"content/brief.yaml": MINIMAL, "templates/deck.xml.j2": own}) / "content" / "brief.yaml"


def read(file: Path) -> Any:
    """The data of a brief, by libyaml: ten times as quick as PyYAML itself, and hundreds of tests ask."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def argument() -> dict[str, Any]:
    """The harbour's brief without its comparison, figures and chart, a third of its slides, to be changed at will."""
    left_out = ("comparison", "figures", "charts")
    return {key: value for key, value in read(HARBOUR).items() if key not in left_out}


# -- random briefs


def _picture(width: int, height: int, kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#7090b0").save(stream, kind)
    return stream.getvalue()


PICTURES = {
    "wide.png": _picture(900, 200, "PNG"),
    "tall.jpg": _picture(300, 800, "JPEG"),
    "map.png": _picture(1600, 900, "PNG"),
}

_WORDS = (
    "the a of and to in for on with as it is by that this from be at or an are not has its more than will would "
    "port quay berth ferry cable power shore store cold demand harbour authority board survey estimate season "
    "importer ship engine fuel noise smoke consignment infrastructure interoperability counter-narcotics "
    "decision-makers U.S.–China long-term state-of-the-art 1990–2000 €6.2 (2022) 50% “limited entente” no-limits "
    'Saltmere Nguyễn & <4 MW> "quoted" Київ європейська їжа 港口 習近平'
)
_MARKINGS: tuple[Any, ...] = (
    None,
    "UNCLASSIFIED",
    "TLP:GREEN",
    {"tlp": "AMBER+STRICT", "deliberative": True},
    {"banner": "CUI//SP-PRVCY", "embargo": {"until": "2026-12-01T00:01", "zone": "America/New_York"}},
)
_NAMES = (
    "Q{number}",
    "Q{number}",
    "=Q{number}",
    "{number} & <5",
    "Київ",
    "2{number:03}",
    "Wholesale and retail {number}",
)
_LONG = ("Donaudampfschifffahrtsgesellschaft", "antidisestablishmentarianism", "Rindfleischetikettierungsgesetz")


class RandomBrief:
    """A brief with odd counts and odd lengths, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.odd = random.Random(-seed)  # of its own, so that briefs stay as they were

    def text(self, low: int, high: int) -> str:
        count = self.random.choice([low, low, (low + high) // 2, high])
        words = [self.random.choice(_WORDS.split()) for _ in range(count)]
        if self.random.random() < 0.1:
            words[0] = self.random.choice(_LONG)
        return " ".join(words).capitalize()

    def some(self, low: int, high: int) -> range:
        return range(self.random.choice([low, high, self.random.randint(low, high)]))

    def brief(self) -> dict[str, Any]:
        sources = [self.source(number) for number in self.some(1, 12)]
        ids = [source["id"] for source in sources]
        judgments = [self.judgment(number, ids) for number in self.some(1, 8)]
        brief: dict[str, Any] = {
            "title": self.text(2, 9),
            "subtitle": self.text(3, 12),
            "date": "2026-03-09",
            "to": self.text(2, 6),
            "from": self.text(2, 5),
            "marking": self.random.choice(_MARKINGS),
            "lang": self.random.choice(["en-US", "en-GB"]),
            "bottom_line": {
                "headline": self.text(5, 14),
                "text": self.text(8, 30),
                "points": [{"label": self.text(1, 3), "text": self.text(4, 20)} for _ in self.some(1, 4)],
            },
            "judgments": judgments,
            "recommendations": [
                {
                    "id": f"r{number}",
                    "headline": self.text(2, 5),
                    "text": self.text(8, 30),
                    "short": self.text(5, 16),
                    "rests_on": self.random.sample([one["id"] for one in judgments], min(2, len(judgments))),
                }
                for number in self.some(1, 7)
            ],
            "sources": sources,
        }
        if self.random.random() < 0.06:  # what no slide can hold
            judgments[0]["text"] = self.text(300, 300)
        brief = {name: part for name, part in brief.items() if part is not None}
        brief.update({name: part for name, part in self.optional(ids).items() if self.random.random() < 0.8})
        if self.odd.random() < 0.5:
            brief["figures"] = self.figures(ids)
        return brief

    def judgment(self, number: int, ids: list[str]) -> dict[str, Any]:
        evidence: list[dict[str, Any]] = [{"source": self.random.choice(ids)} for _ in self.some(1, 3)]
        for piece in evidence:
            if self.random.random() < 0.6:
                piece["quote"] = self.text(3, 12)
            piece["locator"] = "p. 4"
        return {
            "id": f"j{number}",
            "headline": self.text(3, 9),
            "text": self.text(10, 50),
            "short": self.text(5, 16),
            "confidence": self.random.choice(["high", "moderate", "low"]),
            "basis": self.text(5, 20),
            "evidence": evidence,
        }

    def value(self, kind: str, first: bool) -> float | None:
        """A number of any size, or a gap, but not at first; a pie has none below zero."""
        if kind != "pie" and not first and self.odd.random() < 0.1:
            return None
        found = self.random.choice([0, 7, 12.5, 900, 1_234_567, 0.0042]) * self.random.random()
        return -found if kind != "pie" and self.random.random() < 0.2 else found + 0.001

    def figures(self, ids: list[str]) -> dict[str, Any]:
        """Figures of all lengths, some or none of them with a text."""
        share = self.odd.random()
        entries = [
            {"value": self.odd.choice(["61%", 640, "2 of 6", "€ 1,250 million", self.text(1, 6)])}
            | {"label": self.text(2, 9)}
            | ({"text": self.text(3, 14)} if self.odd.random() < share else {})
            for _ in self.some(2, 4)
        ]
        return {"headline": self.text(5, 10), "entries": entries, "proves": ["j0"], "sources": ids[:1]}

    def source(self, number: int) -> dict[str, Any]:
        return {
            "id": f"s{number}",
            "type": "report",
            "author": [{"literal": self.text(1, 4)}],
            "title": self.text(3, 10),
            "issued": "2024-11",
            "citation-label": f"Source {number} (2024)",
        }

    def optional(self, ids: list[str]) -> dict[str, Any]:
        columns, cited = self.some(2, 4), ids[:2]
        kinds = self.random.sample(["bar", "column", "line", "pie"], 2)
        kinds += [kinds[0]] if self.odd.random() < 0.3 else []
        quarters = self.some(2, 6 if "pie" in kinds else 12)
        return {
            "comparison": {
                "headline": self.text(5, 10),
                "columns": [self.text(1, 3) for _ in columns],
                "rows": [
                    {"label": self.text(1, 3), "cells": [self.text(1, 8) for _ in columns]} for _ in self.some(1, 6)
                ],
                "sources": cited,
            },
            "balance": {
                "headline": self.text(5, 10),
                "sides": [
                    {"label": self.text(1, 2), "points": [self.text(4, 14) for _ in self.some(1, 3)]} for _ in "ab"
                ],
                "dilemma": {"label": "Trilemma", "lead": self.text(4, 8), "aims": [self.text(2, 6) for _ in "abc"]},
                "sources": cited,
            },
            "timeline": {
                "headline": self.text(5, 10),
                "events": [{"when": str(1990 + n), "text": self.text(3, 9)} for n in self.some(2, 7)],
                "sources": cited,
            },
            "charts": [
                {
                    "headline": self.text(5, 10),
                    "kind": kind,
                    "categories": [self.odd.choice(_NAMES).format(number=number) for number in quarters],
                    "series": [
                        {"name": f"S{n}", "values": [self.value(kind, not quarter) for quarter in quarters]}
                        for n in (range(1) if kind == "pie" else self.some(1, 3))
                    ],
                    "alt": self.text(5, 10),
                    "sources": cited,
                }
                for kind in kinds
            ],
            "pictures": [
                {"headline": self.text(5, 10), "file": name, "alt": self.text(3, 9), "sources": cited}
                | ({"caption": self.text(2, 14)} if self.random.random() < 0.7 else {})
                for name in self.random.sample(list(PICTURES), 2)
            ],
            "avoid": [{"headline": self.text(2, 5), "text": self.text(8, 20)} for _ in self.some(1, 4)],
            "decision": {"ask": self.text(4, 12)},
        }


def random_decks(count: int, folder: Path, first: int = 1) -> dict[int, Built]:
    """Decks of random briefs by seed. A brief that is rightly refused as too long is passed over."""
    return outcomes(count, folder, first)[0]


def outcomes(count: int, folder: Path, first: int = 1) -> tuple[dict[int, Built], dict[int, tuple[Problem, ...]]]:
    """`count` decks of random briefs by seed, and the problems of the briefs that were refused on the way."""
    found: dict[int, Built] = {}
    refused: dict[int, tuple[Problem, ...]] = {}
    seed = first
    while len(found) < count:
        place = folder / str(seed)
        place.mkdir(parents=True, exist_ok=True)
        for name, content in PICTURES.items():
            (place / name).write_bytes(content)
        try:
            found[seed] = built(written(RandomBrief(seed).brief(), place))
        except BriefError as error:
            refused[seed] = error.problems
            if len(refused) > count or not all(problem.file and problem.line for problem in error.problems):
                raise
        seed += 1
    return found, refused


# -- what stands on a renderer's page


@dataclass(frozen=True)
class Glyph:
    """A character on a page: its start, its ink's other edges, its baseline, in points from the upper left corner.

    Ink may start before the character does: an italic f leans out of its column, and should.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float


def glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """The characters of a page in the order of drawing, without spaces."""
    text, height = page.get_textpage(), page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for number in range(text.count_chars()):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, number))
        if char.isspace():
            continue
        char = "-" if char in "\ufffe\x02" else char  # pdfium's sign for a hyphen at the end of a line
        _, bottom, right, top = text.get_charbox(number)
        pypdfium2.raw.FPDFText_GetCharOrigin(text, number, x, y)
        size = pypdfium2.raw.FPDFText_GetFontSize(text, number)
        found.append(Glyph(char, x.value, height - top, right, height - bottom, height - y.value, size))
    return found


def lines_of(found: list[Glyph]) -> list[list[Glyph]]:
    """Characters by line. A raised number is on its line: its baseline is a third of its size higher."""
    lines: list[list[Glyph]] = []
    for glyph in found:
        if lines and abs(lines[-1][0].baseline - glyph.baseline) < 0.55 * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


# -- what stands on a placed slide


class Room(NamedTuple):
    """A paragraph's words as they are drawn (without spaces), and the box that they have to stay in."""

    name: str
    letters: str
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[str, ...]
    """The words line by line."""


def rooms(slide: PlacedSlide) -> list[Room]:
    """Every paragraph of a slide with its box, table cells included."""
    found = []
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            box = shape.box.inset(*shape.insets)
            found += [
                Room(shape.name, letters(line), box.x, box.y, box.right, box.bottom, drawn(line))
                for line in shape.lines
            ]
        elif isinstance(shape, TableShape):
            y = shape.box.y
            for row, height in zip(shape.rows, shape.heights, strict=True):
                x = shape.box.x
                for column, cell in enumerate(row):
                    inset, width = shape.room(cell, column)
                    left = x + inset
                    found += [
                        Room(shape.name, letters(line), left, y, left + width, y + height, drawn(line))
                        for line in cell.lines
                    ]
                    x += shape.widths[column]
                y += height
    return [room for room in found if room.letters]


def drawn(line: Line) -> tuple[str, ...]:
    return tuple(letters(replace(line, text=text)) for text in line.drawn)


def letters(line: Any) -> str:
    text = "".join(run.text for run in line.text)
    return "".join((text.upper() if line.look.caps else text).split())
