"""A brief with a canary in every text that one audience may not see, and a search that goes through every byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import yaml
from PIL import Image

READER, OTHER = "allies", "insiders"


class Canaries:
    """Makes a word of its own for each place, and remembers the place."""

    def __init__(self, stem: str = "kanarienvogel") -> None:
        self.stem = stem
        self.places: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        number = len(self.places)
        word = self.stem + "".join("bcdfghjkmn"[int(digit)] for digit in f"{number:03}")
        self.places[word] = place
        return word.capitalize()


def secret(made: dict[str, Any], way: str) -> dict[str, Any]:
    """An item that the reader does not get."""
    return {**made, way: [OTHER] if way == "audiences" else [READER]} if way else made


def brief(canary: Canaries, way: str = "not_for") -> dict[str, Any]:
    """A brief with something for everyone in each list, and something that is not; `way` "" is without limits."""

    def evidence(place: str) -> dict[str, Any]:
        words = {key: canary(f"{place}.{key}") for key in ("quote", "locator", "speaker")}
        return secret({"source": "open", **words}, way)

    def judgment(name: str, words: Any, extra: list[dict[str, Any]]) -> dict[str, Any]:
        texts = {key: words(f"{name}.{key}") for key in ("headline", "text", "short", "basis")}
        rated = {"confidence": "low", "likelihood": "likely"}
        return {"id": name, **texts, **rated, "evidence": [{"source": "open", "locator": "p. 1"}, *extra]}

    def recommendation(name: str, words: Any, extra: list[dict[str, Any]]) -> dict[str, Any]:
        texts = {key: words(f"{name}.{key}") for key in ("headline", "text", "short")}
        keys = ("owner", "cost", "status") if words is canary else ()
        assigned = {key: words(f"{name}.{key}") for key in keys}
        return {"id": name, **texts, **assigned, "rests_on": ["seen", "covert"], "evidence": extra}

    def some(keys: str, name: str) -> dict[str, Any]:
        return {key: canary(f"{name}.{key}") for key in keys.split()}

    plain = "Plain words for {}".format
    return {
        "title": "Quay and pier",
        "subtitle": "What to build",
        "date": "2026-03-09",
        "to": "The board",
        "from": "The planners",
        "meeting": secret({"start": "2026-03-10T10:00", "place": canary("meeting.place")}, way),
        "bottom_line": {
            "headline": "Build the quay first",
            "text": "Build the quay first, the pier later.",
            "points": [{"label": "Now", "text": "The quay."}, secret(some("label text", "point"), way)],
        },
        "memo": {"optional": ["if_raised", "people", "agenda", "figures", "comparison", "charts"]},
        "objectives": [{"text": "A date for the quay"}, secret(some("text", "objective"), way)],
        "agenda": [
            {"topic": "The quay", "when": "10:00", "lead": "The board"},
            secret(some("topic when lead", "agenda"), way),
        ],
        "people": [{"name": "Ada Lund", "role": "Board"}, secret(some("name role text", "person"), way)],
        "points_to_make": [
            {"headline": "We can start in May", "text": "All is paid for."},
            secret(some("headline text", "point to make"), way),
        ],
        "if_raised": [
            {"they_say": "Who pays for it", "we_say": "The port does."},
            secret(some("they_say we_say", "if raised"), way),
        ],
        "judgments": [
            judgment("seen", plain, [evidence("seen.evidence")]),
            secret({**judgment("covert", canary, [{"source": "shut"}])}, way),
            judgment("also-seen", plain, []),
        ],
        "recommendations": [
            recommendation("first", plain, []),
            secret(recommendation("withheld", canary, [{"source": "shut"}]), way),
            recommendation("last", plain, [evidence("last.evidence")]),
        ],
        "balance": {
            "headline": "Quay and pier weigh the same",
            "sides": [{"label": "For", "points": ["Light"]}, {"label": "Against", "points": ["Dear"]}],
            "dilemma": secret({**some("label lead", "dilemma"), "aims": [canary("aim 1"), canary("aim 2")]}, way),
            "sources": ["open"],
        },
        "comparison": {
            "headline": "The quay is nearer than the pier",
            "columns": ["Quay", "Pier"],
            "rows": [
                {"label": "Way", "cells": ["short", "long"]},
                secret({"label": canary("row"), "cells": [canary("cell 1"), canary("cell 2")]}, way),
            ],
            "sources": ["open", "shut"],
        },
        "options": secret(
            {
                "headline": canary("headline of options"),
                "criteria": [canary("criterion 1"), canary("criterion 2")],
                "entries": [
                    {**some("name text", "option"), "status_quo": True, "ratings": [canary("rating 1"), 0]},
                    {**some("name preferred", "preferred option"), "ratings": [canary("rating 2"), 4]},
                ],
                "in_memo": False,  # the page is full
                "sources": ["shut"],
            },
            way,
        ),
        "timeline": {
            "headline": "It took three years to get here",
            "events": [
                {"when": "2001", "text": "Begun."},
                {"when": "2003", "text": "Left."},
                secret(some("when text", "event"), way),
            ],
            "sources": ["open"],
        },
        "figures": {
            "headline": "The pier is half as long again",
            "entries": [
                {"value": "3:2", "label": "pier to quay"},
                {"value": 400, "label": "feet of the quay", "text": "At high water."},
                secret({**some("value label text unit", "figure"), "trend": "up"}, way),
            ],
            "proves": ["seen", "covert"],
            "sources": ["open", "shut"],
        },
        "charts": [
            secret(
                {
                    **some("headline unit alt", "chart"),
                    "kind": "column",
                    "categories": [canary("category 1"), canary("category 2")],
                    "series": [{"name": canary("series"), "values": [4711.5, 2]}],
                    "in_memo": True,
                    "sources": ["open"],
                },
                way,
            )
        ],
        "pictures": [secret({**some("headline alt caption", "picture"), "file": "shut.png", "sources": ["open"]}, way)],
        "tables": [
            {
                "headline": "The quay is let first",
                "columns": ["Part", {"name": "Let", "unit": "m"}],
                "rows": [
                    ["Quay", 400],
                    {"group": "Kept" if way else canary("group of a table")},
                    secret({"cells": [row := canary("row of a table"), 4711.5], "in_memo": True}, way),
                    {"group": "Others"},
                    {"total": ["All", None]},
                ],
                "highlight": [{"row": row}, {"row": "Quay", "column": "Let"}],
                "sources": ["open", "shut"],
            },
            secret(
                {
                    **some("headline note alt", "table"),
                    "columns": [
                        canary("column"),
                        {"name": canary("over"), "columns": [canary("column 1"), canary("column 2")]},
                    ],
                    "rows": [{"group": canary("group")}, [canary("cell"), 4711.5, None]],
                    "in_memo": bool(way),
                    "sources": ["shut"],
                },
                way,
            ),
        ],
        "sections": [
            {"id": "open-part", "title": "The quay in 1960", "text": "One ship.", "in": ["deck"]},
            secret(
                {
                    "id": "covert-part",
                    **some("title heading text callout", "section"),
                    "points": [canary("section point")],
                    "table": {
                        "headline": canary("headline of a section's table"),
                        "columns": [canary("column of a section"), "Number"],
                        "rows": [[canary("cell of a section"), 4711.5]],
                    },
                    "chart": {
                        **some("headline unit alt", "chart of a section"),
                        "kind": "column",
                        "categories": [canary("category of a section")],
                        "series": [{"name": canary("series of a section"), "values": [4711.5]}],
                    },
                    "sources": ["shut"],
                },
                way,
            ),
            {
                "id": "half-part",
                "in": ["deck"],
                "title": "The pier in 1960",
                "text": "No ship.",
                "picture": secret({**some("headline alt caption", "picture of a section"), "file": "shut.png"}, way),
            },
            {
                "id": "emptied",
                "in": ["deck"],
                "title": "The third in 1960" if way else canary("title of a section"),
                "picture": secret({"alt": canary("alt of a section"), "file": "shut.png"}, way),
            },
        ],
        "avoid": [
            {"headline": "Haste", "text": "Take time.", "short": "haste"},
            secret(some("headline text short", "caution"), way),
        ],
        "questions": [
            {"question": "Why the quay?", "answer": "It is nearer.\n\n- And cheaper\n- by a third"},
            secret({**some("question answer", "question"), "sources": ["shut"]}, way),
        ],
        "decision": secret({"ask": canary("ask"), "options": [canary("option 1"), canary("option 2")]}, way),
        "authors": [{"family": "Lund", "given": "Ada"}, secret(some("family given title organization", "author"), way)],
        "contact": secret(some("name phone", "contact"), way),
        "cleared_by": [{"office": "Legal", "state": "cleared"}, secret(some("office name", "clearance"), way)],
        "sources": [
            {
                "id": "open",
                "type": "report",
                "author": [{"literal": "The survey"}],
                "title": "Depths",
                "issued": "2020",
            },
            secret(
                {
                    "id": "shut",
                    "type": "report",
                    "author": [{"family": canary("family"), "given": canary("given")}],
                    "URL": f"https://example.org/{canary('address').lower()}",
                    **some("title container-title publisher genre note citation-label", "source"),
                },
                way,
            ),
        ],
    }


def without_withheld(whole: dict[str, Any]) -> dict[str, Any]:
    """The same brief as if it had never had what it keeps from the reader, but for the sources that it cites."""

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            inside = {key: kept(each) for key, each in value.items() if not _is_withheld(each)}
            return {key: each for key, each in inside.items() if each != [] or value[key] == []}
        return [kept(each) for each in value if not _is_withheld(each)] if isinstance(value, list) else value

    bare: dict[str, Any] = {**kept(whole), "sources": whole["sources"]}
    for ids in (bare["figures"]["proves"], *(each["rests_on"] for each in bare["recommendations"])):
        ids.remove("covert")
    table = bare["tables"][0]
    table["highlight"] = table["highlight"][1:]
    table["rows"].remove({"group": "Kept"})
    bare["sections"] = [section for section in bare["sections"] if section["id"] != "emptied"]
    return bare


def _is_withheld(value: Any) -> bool:
    return isinstance(value, dict) and "not_for" in value


def audience(canary: Canaries | None) -> dict[str, Any]:
    """An audience's file: of a reader with plain words, or of the other with canaries in all of its texts."""
    words = canary or "Words for {}".format
    papers = ("acknowledgements", "disclaimer") if canary else ()
    reached = {"name": words("contact.name"), "email": f"{words('contact.email').lower()}@quays.example"}
    return {
        **{key: words(key) for key in papers},
        **({"contact": reached} if canary else {}),
        "name": words("name"),
        "outside": False,  # who gets what our side takes into a meeting
        "to": words("to"),
        "salutation": words("salutation"),
        "judgments": {"seen": {"so_what": words("so what of a judgment")}},
        "recommendations": {"first": {"so_what": words("so what of a recommendation")}},
        "extra": [{"id": "more", "title": words("a title"), "heading": words("heading"), "points": [words("point")]}],
    }


def draw(folder: Path) -> None:
    """The picture of the brief."""
    Image.new("RGB", (40, 30), "#7090b0").save(folder / "content" / "shut.png")


def project(folder: Path, made: dict[str, Any], other: Canaries) -> Path:
    """A project with the brief and both audiences; gives the brief's file."""
    files = {"brief": made, f"audiences/{READER}": audience(None), f"audiences/{OTHER}": audience(other)}
    for name, data in files.items():
        file = folder / "content" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
    draw(folder)
    return folder / "content" / "brief.yaml"


# -- the search


def found(content: bytes, words: Iterable[str]) -> set[str]:
    """Those of the words that are anywhere in a file: in its bytes, in what is packed in it, on its pages."""
    hay = _hay(content)
    return {word for word in words if any(needle in hay for needle in _spellings(word.lower()))}


@lru_cache(maxsize=8)
def _hay(content: bytes) -> bytes:
    """All that a file holds, with an end of line between one thing and the next: no such end is left in any of them."""
    return b"\n".join(_folded(each) for each in _all(content))


def _spellings(word: str) -> tuple[bytes, ...]:
    return (
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.encode().hex().encode(),
        word.encode("utf-16-be").hex().encode(),
    )


def _folded(content: bytes) -> bytes:
    """In lower case; the signs go that break a word at the end of a line."""
    return re.sub(rb"[\r\n]|\xc2\xad|-\n|\xef\xbf\xbe|\x02", b"", content.lower())


def _all(content: bytes) -> Iterator[bytes]:
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment
            for part in archive.infolist():
                yield part.filename.encode() + part.comment + part.extra
                yield from _all(archive.read(part))
                # text that is cut by tags
                yield re.sub(rb"<[^>]*>", b"", archive.read(part))
    elif content.startswith(b"%PDF-"):
        yield from _pdf(content)


def _pdf(content: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        for each in opened.objects:
            yield from _object(each)
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_bounded().encode()


def _object(value: Any) -> Iterator[bytes]:
    if isinstance(value, pikepdf.Stream):
        yield value.read_bytes()
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, inner in value.items():
            yield key.encode()
            if not getattr(inner, "is_indirect", False):
                yield from _object(inner)
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            if not getattr(inner, "is_indirect", False):
                yield from _object(inner)
    elif isinstance(value, pikepdf.String | pikepdf.Name):
        yield bytes(value) if isinstance(value, pikepdf.String) else str(value).encode()
        yield str(value).encode()
