"""`make gallery`: the pictures in docs/, drawn from real briefs by LibreOffice (deck) and poppler (memos).

Usage: python tools/gallery.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BRIEF = ROOT / "content" / "china-russia.yaml"
AUDIENCES = ("principals", "congress", "allies")
OPTIONS, OPTIONS_SLIDE = ROOT / "tests" / "data" / "clock-options.yaml", 5
"""The brief that weighs options, and the slide on which it does."""
SHOWN_TO, ASKED = "congress", "principals"
SHOWN = (1, 2, 3, 4, 5, 6, 9, 12)
"""The slides on the sheet in the README, of the deck for Congress, which has most of them."""
BESIDE = (1, 2, 3, 5, 6, 9)
"""The slides beside a theme's memo."""
KINDS = {
    "findings": ROOT / "tests" / "data" / "improper-payments.yaml",
    "information": ROOT / "tests" / "data" / "leap-seconds.yaml",
}
"""A real brief of each of these kinds: its memo beside its slides."""
SAYING_WHO = "findings"
"""The one of these that says who wrote it: docs/about.png has its cover and its last slide."""
DECISION, EXHIBITED = 2, (4, 5)
"""The slide of the decision in the deck for principals, who alone are asked; and those of the exhibits below."""
EXHIBITS = """
figures:
  headline: The quay is full, and what is free lies far away
  entries:
    - {value: 9 to 1, label: ships for each berth, text: "Counted in March, at high water."}
    - {value: 2 days, label: at the roads, text: Half of the ships wait longer.}
    - {value: 2031, label: is when a berth is free, text: All others are let until then.}
  whole:
    unit: Berths by who has them
    parts:
      - {name: Let, value: 16}
      - {name: Kept for the navy, value: 5}
      - {name: Free, value: 3}
  sources: [count]
charts:
  - headline: Calls have grown every year, and most by ferries
    kind: column
    categories: [2022, 2023, 2024, 2025]
    series:
      - {name: Ferries, values: [310, 352, 401, 455]}
      - {name: Freight, values: [240, 238, 251, 262]}
    unit: calls
    alt: Ferry calls rose from 310 in 2022 to 455 in 2025, freight calls from 240 to 262.
    sources: [count]
"""
"""For the example brief, as the real one has neither."""
TABLED = ROOT / "tests" / "data" / "quays.yaml"
WITH_TABLES = (3, 5, 7, 8)
"""The brief with tables and sections, and its slides that show them."""

_GAP, _GREY = 10, (112, 118, 128)
_SMALL = (400, 225)


def main() -> None:
    pages()
    for kind, brief in KINDS.items():
        show_kind(kind, brief)
    for theme in sorted((ROOT / "content" / "themes").glob("*.yaml")):
        show_theme(theme.stem)


def pages() -> None:
    """The slides and the memo of the brief as it stands."""
    gallery = DOCS / "gallery"
    gallery.mkdir(parents=True, exist_ok=True)
    for old in gallery.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name:
        run(sys.executable, "-m", "policybrief", "build", str(BRIEF), "-o", name)
        slides = deck(next(Path(name).glob(f"*_{SHOWN_TO}*.pptx")))
        memos = [memo(next(Path(name).glob(f"*_{audience}*.pdf"))) for audience in AUDIENCES]
    for number, slide in enumerate(slides, 1):
        save(slide, gallery / f"slide-{number:02}.png")
    for audience, picture in zip(AUDIENCES, memos, strict=True):
        save(picture, gallery / f"memo-{audience}.png")
    save(sheet([slides[number - 1] for number in SHOWN], 2), DOCS / "deck.png")
    save(framed(memos[0]), DOCS / "memo.png")
    save(sheet(memos, len(memos)), DOCS / "audiences.png")
    options(gallery)
    show_tables()
    run(sys.executable, str(ROOT / "tools" / "markup_page.py"), "--pictures")


def show_tables() -> None:
    """docs/tables.png: slides of tables and sections."""
    with tempfile.TemporaryDirectory() as name:
        run(sys.executable, "-m", "policybrief", "build", str(TABLED), "--only", "deck", "-o", name)
        slides = deck(Path(name) / f"{TABLED.stem}.pptx")
    save(sheet([slides[number - 1] for number in WITH_TABLES], 2), DOCS / "tables.png")


def show_kind(kind: str, brief: Path) -> None:
    """docs/gallery/KIND.png: the memo of a brief of a kind, and beside it its first slides."""
    with tempfile.TemporaryDirectory() as name:
        run(sys.executable, "-m", "policybrief", "build", str(brief), "-o", name)
        slides, page = deck(next(Path(name).glob("*.pptx"))), memo(next(Path(name).glob("*.pdf")))
    save(beside(page, slides[:6]), DOCS / "gallery" / f"{kind}.png")
    if kind == SAYING_WHO:
        save(sheet([slides[0], slides[-1]], 2).quantize(128, dither=Image.Dither.NONE), DOCS / "about.png")


def options(gallery: Path) -> None:
    """The slide and the memo of a brief that weighs options."""
    with tempfile.TemporaryDirectory() as name:
        run(sys.executable, "-m", "policybrief", "build", str(OPTIONS), "-o", name)
        save(deck(next(Path(name).glob("*.pptx")))[OPTIONS_SLIDE - 1], gallery / "options-slide.png")
        save(framed(memo(next(Path(name).glob("*.pdf")))), gallery / "options-memo.png")


def show_theme(name: str) -> None:
    """docs/themes/NAME.png: the memo, and beside it some slides; NAME-slides.png: every kind of slide."""
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(folder) / "content" / "brief.yaml"
        shutil.copytree(BRIEF.parent / "audiences", brief.parent / "audiences")
        text = BRIEF.read_text(encoding="utf-8").replace("\nlang:", f"\ntheme: {name}\nlang:", 1)
        brief.write_text(text, encoding="utf-8")
        run(sys.executable, "-m", "policybrief", "build", str(brief), "-a", SHOWN_TO, "-a", ASKED, "-o", folder)
        built = Path(folder) / f"brief_{SHOWN_TO}"
        slides, whole = deck(built.with_suffix(".pptx")), memo(built.with_suffix(".pdf"))
        asked = deck(Path(folder) / f"brief_{ASKED}.pptx")[DECISION - 1]
    (DOCS / "themes").mkdir(exist_ok=True)
    save(beside(whole, [slides[number - 1] for number in BESIDE]), DOCS / "themes" / f"{name}.png")
    every = [small(slide) for slide in (*slides, asked, *exhibited(name))]
    save(sheet(every, 4).quantize(128, dither=Image.Dither.NONE), DOCS / "themes" / f"{name}-slides.png")


def beside(memo_page: Image.Image, slides: list[Image.Image]) -> Image.Image:
    """A memo's page, and beside it slides in two columns."""
    slide_sheet = sheet([small(slide) for slide in slides], 2)
    height = slide_sheet.height - 2 * _GAP
    page = memo_page.resize((round(memo_page.width * height / memo_page.height), height), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (page.width + _GAP + slide_sheet.width, slide_sheet.height), _GREY)
    picture.paste(page, (_GAP, _GAP))
    picture.paste(slide_sheet, (page.width + _GAP, 0))
    return picture.quantize(128, dither=Image.Dither.NONE)


def exhibited(theme: str) -> list[Image.Image]:
    """A slide with figures to remember, and one with a chart."""
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(folder) / "brief.yaml"
        text = (DOCS / "example.yaml").read_text(encoding="utf-8").replace("\nto:", f"\ntheme: {theme}\nto:", 1)
        brief.write_text(text + EXHIBITS, encoding="utf-8")
        run(sys.executable, "-m", "policybrief", "build", str(brief), "--only", "deck", "-o", folder)
        made = deck(brief.with_suffix(".pptx"))
        return [made[number - 1] for number in EXHIBITED]


def small(slide: Image.Image) -> Image.Image:
    return slide.resize(_SMALL, Image.Resampling.LANCZOS)


def deck(file: Path) -> list[Image.Image]:
    """The slides of a .pptx as LibreOffice draws them."""
    with tempfile.TemporaryDirectory() as name:
        profile = f"-env:UserInstallation=file://{name}/profile"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(file))
        run("pdftoppm", "-r", "60", "-png", f"{name}/{file.stem}.pdf", f"{name}/slide")
        return [Image.open(slide).convert("RGB") for slide in sorted(Path(name).glob("slide-*.png"))]


def memo(file: Path) -> Image.Image:
    """The page of a memo as poppler draws it."""
    with tempfile.TemporaryDirectory() as name:
        run("pdftoppm", "-r", "110", "-png", "-singlefile", str(file), f"{name}/memo")
        return Image.open(f"{name}/memo.png").convert("RGB")


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
