"""`make gallery`: the pictures in docs/, drawn from the real brief by LibreOffice (deck) and poppler (memo).

Usage: python tools/gallery.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BRIEF = ROOT / "content" / "china-russia.yaml"
SHOWN = (1, 2, 3, 4, 5, 6, 7, 11)
"""The slides on the sheet in the README."""

_GAP, _GREY = 10, (112, 118, 128)


def main() -> None:
    gallery = DOCS / "gallery"
    gallery.mkdir(parents=True, exist_ok=True)
    for old in gallery.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "policybrief", "build", str(BRIEF), "-o", name)
        profile = f"-env:UserInstallation=file://{name}/profile"
        convert = ("--headless", "--convert-to", "pdf", "--outdir", f"{name}/deck")
        run("soffice", profile, *convert, f"{name}/{BRIEF.stem}.pptx")
        run("pdftoppm", "-r", "60", "-png", f"{name}/deck/{BRIEF.stem}.pdf", f"{name}/slide")
        run("pdftoppm", "-r", "110", "-png", "-singlefile", f"{name}/{BRIEF.stem}.pdf", f"{name}/memo")
        slides = [Image.open(file).convert("RGB") for file in sorted(folder.glob("slide-*.png"))]
        memo = Image.open(folder / "memo.png").convert("RGB")
    for number, slide in enumerate(slides, 1):
        save(slide, gallery / f"slide-{number:02}.png")
    save(memo, gallery / "memo.png")
    save(sheet([slides[number - 1] for number in SHOWN], 2), DOCS / "deck.png")
    save(framed(memo), DOCS / "memo.png")
    run(sys.executable, str(ROOT / "tools" / "markup_page.py"), "--pictures")


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def sheet(pictures: list[Image.Image], columns: int) -> Image.Image:
    """Pictures of one size in rows, on grey."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    size = (columns * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    made = Image.new("RGB", size, _GREY)
    for number, picture in enumerate(pictures):
        place = (_GAP + number % columns * (width + _GAP), _GAP + number // columns * (height + _GAP))
        made.paste(picture, place)
    return made


def framed(picture: Image.Image) -> Image.Image:
    """A page with a thin frame, so that it stands out from a white screen."""
    made = Image.new("RGB", (picture.width + 2, picture.height + 2), _GREY)
    made.paste(picture, (1, 1))
    return made


def save(picture: Image.Image, file: Path) -> None:
    picture.save(file, optimize=True)
    print(file.relative_to(ROOT), file.stat().st_size)


if __name__ == "__main__":
    main()
