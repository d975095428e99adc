"""What a deck or a Word memo is built from, taken when it is written: the files of a folder that `built` keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief import __version__
from policybrief.pipeline import kept_values
from policybrief.read.source import origin
from policybrief.system.files import access, lookups
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.deck.placed import PlacedDeck
    from policybrief.deck.shown import ShownSlide
    from policybrief.pipeline.document_run import DocumentRun

TEXTS, BRIEF, AUDIENCE, BROUGHT = "texts.json", "brief.yaml", "audience.yaml", "brought.json"
"""The files: what the document shows, the brief and the audience's file, and what files of numbers gave to them."""


@dataclass(frozen=True)
class TakenSnapshot:
    """A snapshot of a document, not yet put into its place: the files of its folder."""

    about: Mapping[str, Any]
    files: Mapping[str, bytes]


def of_deck(run: DocumentRun, placed: PlacedDeck, content: bytes) -> TakenSnapshot:
    """The snapshot of a deck, written as `content`."""
    from policybrief.deck import as_built

    return of_shown(run, "deck", _charted(as_built.shown(placed), placed, content))


def of_shown(run: DocumentRun, kind: str, slides: Sequence[ShownSlide]) -> TakenSnapshot:
    """The snapshot of a document of a kind, by what it shows."""
    from policybrief.deck import shown

    brief, moved = run.places.source, run.places.moved
    audience = moved[ValuePath("audience")][0] if ValuePath("audience") in moved else None
    paths = {stretch.path for paragraph in shown.paragraphs(slides) for stretch in paragraph.stretches}
    paths |= {path for slide in slides for chart in slide.chart_paths for path in chart}
    homes = {}
    for path in sorted(filter(None, paths), key=str):
        file, real = origin(path, moved) or (brief, path)
        homes[str(path)] = ["brief" if file is brief else "audience", list(real)]
    marking = run.brief.marking
    about = {
        "kind": kind,
        "brief": brief.file,
        "audience": run.properties.audience,
        "audience_file": audience.file if audience else "",
        "property": run.properties.brief_hash,
        "marking": marking if marking is None or isinstance(marking, str) else marking.model_dump(mode="json"),
        "lang": run.brief.lang,
        "theme": run.brief.theme,
        "templates": _digest(run.places.templates.folders),
        "version": __version__,
        "homes": homes,
        "inputs": {**brief.inputs, **(audience.inputs if audience else {})},
    }
    files = {
        TEXTS: json.dumps(shown.as_data(slides), ensure_ascii=False, separators=(",", ":")).encode(),
        BRIEF: "\n".join(brief.lines).encode(),
    }
    read = {"brief": brief} | ({"audience": audience} if audience else {})
    files |= {BROUGHT: brought} if (brought := kept_values.written(read)) else {}
    return TakenSnapshot(about, files | ({AUDIENCE: "\n".join(audience.lines).encode()} if audience else {}))


def _charted(slides: tuple[ShownSlide, ...], placed: PlacedDeck, content: bytes) -> list[ShownSlide]:
    """The slides with what their charts say in the file, which is not always all that the brief gives."""
    from policybrief.deck import as_built
    from policybrief.deck.shapes import ChartShape

    seen = list(slides)
    charted = [
        number
        for number, slide in enumerate(placed.slides)
        if any(isinstance(shape, ChartShape) for shape in slide.shapes)
    ]
    if charted:
        from policybrief.deck import readback
        from policybrief.ooxml.package import Package

        package = Package(content)
        for number in charted:
            charts = tuple(readback.charts(package, f"ppt/slides/slide{number + 1}.xml"))
            drawn = [shape.chart for shape in placed.slides[number].shapes if isinstance(shape, ChartShape)]
            paths = tuple(map(as_built.chart_paths, drawn, charts)) if len(drawn) == len(charts) else ()
            seen[number] = replace(seen[number], charts=charts, chart_paths=paths)
    return seen


def _digest(folders: tuple[Path, ...]) -> str:
    """The hash of the templates that are not the program's own; "" where there are none."""
    own = sorted(file for folder in folders if folder != TEMPLATES for file in lookups.tree(folder, ".j2"))
    whole = hashlib.sha256()
    for file in own:
        with suppress(OSError):
            whole.update(f"{file.name}\0{access.digest(file, within=access.ANYWHERE)}\0".encode())
    return whole.hexdigest() if own else ""
