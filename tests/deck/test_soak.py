"""The deck's promise in one property: whatever the brief, its deck is whole, readable and complete, or is refused.

Random briefs have odd counts, long words, four scripts, every kind of chart, pictures, markings, and now and then a
text that no slide can hold. POLICYBRIEF_SOAK=200 makes 200 decks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from ooxml_integrity import check_pptx

from policybrief.deck.check.check import check
from support import decks, sdk
from support.libreoffice import LibreOffice
from support.renderings import strays
from support.slides import IN_NOTES, ON_SLIDES, noted, overlaps, shown, texts_at
from support.soak import SOAK

DECKS = SOAK or 1
_AT_ONCE = 25
ESTIMATES = ("PPT001", "PPT002", "PPT003", "PPT006")
"""What ooxml-integrity guesses of a text's room: it breaks no line at a hyphen and has no widths beyond Latin. Here the
renderer's page says whether a text keeps to its box."""
NOT_ALWAYS = (
    *("sources.*.citation-label", "recommendations.*.text", "judgments.*.evidence.*.locator"),
    *("judgments.*.short", "charts.*.categories.*"),
)
"""What stands on a slide only where something cites it, or where there is room: a judgment's short form says what its
text does, and a chart's workbook has all categories.
"""
PICTURES = " pictures.*.headline pictures.*.caption"


def off_the_slide(built: decks.Built) -> Iterator[str]:
    for slide in built.placed.slides:
        for shape in slide.shapes:
            box = shape.box
            if box.x < 0 or box.y < 0 or box.right > 960.01 or box.bottom > 540.01:
                yield f"{slide.title}: {shape}"


def validators(built: decks.Built, file: Path) -> Iterator[str]:
    file.write_bytes(built.content)
    yield from sdk.findings(built.content, file.parent)
    yield from (str(finding) for finding in check_pptx(file) if finding.code not in ESTIMATES)


def missing(built: decks.Built, file: Path) -> Iterator[str]:
    """Texts of the brief that the deck does not show."""
    slides, notes = shown(built.content), noted(built.content)
    on_slides = " ".join(path for path in (ON_SLIDES + PICTURES).split() if path not in NOT_ALWAYS)
    in_notes = " ".join(path for path in f"{IN_NOTES} pictures.*.alt".split() if path not in NOT_ALWAYS)
    yield from (text for text in texts_at(file, on_slides) if text not in slides)
    yield from (text for text in texts_at(file, in_notes) if text not in notes)
    either = "".join(f"{slides}{notes}".split())  # what a point says may be divided among shapes
    yield from (text for text in texts_at(file, "bottom_line.points.*.text") if "".join(text.split()) not in either)


def out_of_their_box(made: dict[int, decks.Built], libreoffice: LibreOffice, folder: Path) -> Iterator[str]:
    """Texts that a renderer's page shows outside their box, or not at all."""
    seeds = list(made)
    for start in range(0, len(seeds), _AT_ONCE):
        batch = {str(seed): made[seed] for seed in seeds[start : start + _AT_ONCE]}
        place = folder / f"pages {start}"
        place.mkdir()
        for name, file in libreoffice.pages({name: one.content for name, one in batch.items()}, place).items():
            with pypdfium2.PdfDocument(file) as pdf:
                for page, slide in zip(pdf, batch[name].placed.slides, strict=True):
                    yield from (f"seed {name}: {stray}" for stray in strays(page, slide))


@pytest.mark.soak
def test_random_briefs_become_whole_decks_or_are_refused(libreoffice: LibreOffice, tmp_path: Path) -> None:
    made, refused = decks.outcomes(DECKS, tmp_path, first=2000)
    overlapping, outside, invalid, unsound, lost = [], [], [], [], []
    for seed, one in made.items():
        overlapping += [f"seed {seed}: {pair}" for slide in one.placed.slides for pair in overlaps(slide)]
        outside += [f"seed {seed}: {shape}" for shape in off_the_slide(one)]
        invalid += [f"seed {seed}: {fault}" for fault in validators(one, tmp_path / "deck.pptx")]
        unsound += [f"seed {seed}: {finding}" for finding in check(one.content)]
        lost += [f"seed {seed}: {text}" for text in missing(one, tmp_path / str(seed) / "brief.yaml")]
    # else test_render.py draws one, in its run of the renderer
    over = list(out_of_their_box(made, libreoffice, tmp_path)) if SOAK else []
    slides = sum(len(one.placed.slides) for one in made.values())
    print(
        f"{len(made)} decks of random briefs, {slides} slides: {len(over)} texts outside their box on the page, "
        f"{len(overlapping)} overlaps, {len(outside)} shapes off a slide, {len(invalid)} findings of validators, "
        f"{len(unsound)} of our own check, {len(lost)} texts missing; {len(refused)} briefs refused at their line"
    )
    assert (over, overlapping, outside, invalid, unsound, lost) == ([], [], [], [], [], [])
