"""How near our own drawing of slides is to LibreOffice's: the mean difference of their pixels, slide by slide.

    python tools/compare_drawing.py BRIEF.yaml FOLDER [-a AUDIENCE] [-t THEME]

FOLDER gets a picture of each slide, ours beside LibreOffice's. The fonts that are installed decide how both look.
"""

from __future__ import annotations

import argparse
import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from policybrief.deck.draw import ground
from policybrief.deck.draw.faces import DeckFaces
from policybrief.deck.draw.inked import Inker
from policybrief.deck.draw.walk import painted
from policybrief.deck.fit import fit
from policybrief.deck.placed import PlacedDeck
from policybrief.deck.write.write import write as write_deck
from policybrief.pdf.ink import Node, Page, Pages
from policybrief.pdf.write import write as write_pdf
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared

_DOTS = 72


def main() -> None:
    """Draw, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("brief", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-a", "--audience")
    parser.add_argument("-t", "--theme")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    deck = _placed(given.brief, given.audience, given.theme)
    pairs = zip(_pictures(_ours(deck)), _pictures(_theirs(deck, given.folder)), strict=True)
    differences = []
    for number, (ours, theirs) in enumerate(pairs, 1):
        difference = ImageStat.Stat(ImageChops.difference(ours, theirs).convert("L")).mean[0] / 255
        differences.append(difference)
        both = Image.new("RGB", (ours.width + theirs.width + 8, ours.height), "#808080")
        both.paste(ours, (0, 0))
        both.paste(theirs, (ours.width + 8, 0))
        both.save(given.folder / f"slide-{number:02}.png")
        print(f"slide {number:2}  {difference:.2%}  {deck.slides[number - 1].title[:60]}")
    print(f"mean      {sum(differences) / len(differences):.2%}")


def _placed(brief: Path, audience: str | None, theme: str | None) -> PlacedDeck:
    prepared = Prepared.of(brief)
    if theme:
        prepared = replace(prepared, brief=prepared.brief.model_copy(update={"theme": theme}))
    run = prepared.run_for(audience, BuildOptions()) if audience else prepared.run(BuildOptions())
    return fit.fit(run.compose("deck"), run.theme, run.places)  # type: ignore[arg-type]  # what is composed is a deck


def _ours(deck: PlacedDeck) -> bytes:
    tree, pages, faces = Node("Document"), [], DeckFaces.of(deck.theme)
    for slide in deck.slides:
        inker = Inker(faces, deck.properties.lang)
        marks = tuple(inker.marks(painted(deck, slide), tree.add("Sect"), "H1"))
        pages.append(Page(*ground.size(deck), marks, inker.boxes))
    return write_pdf(Pages(tuple(pages), tree, deck.properties, faces.memo.styles["body", False, False].name))


def _theirs(deck: PlacedDeck, folder: Path) -> bytes:
    file = folder / "deck.pptx"
    file.write_bytes(write_deck(deck))
    profile = f"-env:UserInstallation=file://{folder.resolve()}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "deck.pdf").read_bytes()


def _pictures(content: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        for page in document:
            yield page.render(scale=_DOTS / 72).to_pil().convert("RGB")


if __name__ == "__main__":
    main()
