"""`make gallery`: the pictures in docs/, drawn from the real brief by LibreOffice (deck) and poppler (memos).

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
AUDIENCES = ("principals", "congress", "allies")
SHOWN = (1, 2, 3, 4, 5, 7, 8, 13)
"""The slides on the sheet in the README, of the deck for Congress, which has most of them."""

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
        run("soffice", profile, *convert, f"{name}/{BRIEF.stem}_congress.pptx")
        run("pdftoppm", "-r", "60", "-png", f"{name}/deck/{BRIEF.stem}_congress.pdf", f"{name}/slide")
        slides = [Image.open(file).convert("RGB") for file in sorted(folder.glob("slide-*.png"))]
        memos = [memo(next(folder.glob(f"{BRIEF.stem}_{audience}*.pdf"))) for audience in AUDIENCES]
    for number, slide in enumerate(slides, 1):
        save(slide, gallery / f"slide-{number:02}.png")
    for audience, picture in zip(AUDIENCES, memos, strict=True):
        save(picture, gallery / f"memo-{audience}.png")
    save(sheet([slides[number - 1] for number in SHOWN], 2), DOCS / "deck.png")
    save(framed(memos[0]), DOCS / "memo.png")
    save(row(memos), DOCS / "audiences.png")


def memo(file: Path) -> Image.Image:
    """The one page of a memo."""
    run("pdftoppm", "-r", "110", "-png", "-singlefile", str(file), str(file.with_suffix("")))
    return Image.open(file.with_suffix(".png")).convert("RGB")


def row(memos: list[Image.Image]) -> Image.Image:
    """Pages side by side, small."""
    return sheet([picture.resize((picture.width // 2, picture.height // 2)) for picture in memos], len(memos))


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
