"""What is seen on the slides of a deck on a template, by LibreOffice's pictures: words that can't be read on what is
really under them, and what the template draws that a slide covers.

Four pictures of each slide tell these apart: the slide; without its words; without all of its own shapes; and without
the shapes of its layout and master too, which leaves the background.
"""

from __future__ import annotations

import ctypes
import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import looks
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree
from numpy.typing import NDArray
from PIL import Image

SCALE = 1.5
"""Pixels in a point."""
_TEXT, _LARGE, _LARGE_SIZE = 4.5, 3.0, 18.0
_SLACK = 0.96
"""Of the contrast that is needed: colours of a picture are a little off."""
_FEW = 0.15
"""Of the ground under a word, what may be worse."""
_EDGE, _CHANGED = 28.0, 40.0
"""From these differences of brightness on, of 255, two neighbours are an edge, and a pixel is another."""
_MOST_COVERED = 16
"""So many pixels of an edge, a rule a few points long, may be covered."""

Pixels = NDArray[np.float64]


class Unread(NamedTuple):
    """A word that can't be read."""

    slide: int
    word: str
    contrast: float

    def __str__(self) -> str:
        return f"slide {self.slide}: {self.word!r} has a contrast of {self.contrast:.1f}"


class Covered(NamedTuple):
    """A slide that covers what its layout draws: how many points of edges, and the box around them."""

    slide: int
    points: int
    box: tuple[int, int, int, int]

    def __str__(self) -> str:
        return f"slide {self.slide}: covers {self.points} points of what is drawn, in {self.box}"


class Seen(NamedTuple):
    """All that is seen to be wrong."""

    unread: list[Unread]
    covered: list[Covered]


@dataclass(frozen=True)
class _Word:
    text: str
    box: tuple[float, float, float, float]
    size: float
    rgb: tuple[int, int, int]


def seen(deck: Path, folder: Path) -> Seen:
    """The findings of a deck; its pictures and `sheet.png` go into `folder`."""
    content = deck.read_bytes()
    variants = {"whole": content, "wordless": changed(content, _without_words)}
    variants |= {"bare": changed(content, _without_shapes), "ground": changed(content, _without_drawings)}
    with tempfile.TemporaryDirectory() as work:
        files = [Path(work) / f"{name}.pptx" for name in variants]
        for file, variant in zip(files, variants.values(), strict=True):
            file.write_bytes(variant)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", work, *map(str, files)], check=True, capture_output=True)
        pages = [pypdfium2.PdfDocument(file.with_suffix(".pdf").read_bytes()) for file in files]
    findings = Seen([], [])
    pictures: list[Image.Image] = []
    for number in range(len(pages[0])):
        whole, wordless, bare, ground = (_pixels(document[number]) for document in pages)
        findings.unread.extend(unread(number + 1, uppermost(words(pages[0][number])), whole, wordless))
        findings.covered.extend(covered(number + 1, whole, bare, ground))
        pictures.append(Image.fromarray(whole.astype(np.uint8)))
        pictures[-1].save(folder / f"slide{number + 1:02}.png")
    sheet(pictures).save(folder / "sheet.png")
    return findings


def _pixels(page: Any) -> Pixels:
    return np.asarray(page.render(scale=SCALE).to_pil().convert("RGB"), dtype=np.float64)


def sheet(pictures: list[Image.Image], across: int = 4, width: int = 480) -> Image.Image:
    """All slides beside one another."""
    height = round(width * pictures[0].height / pictures[0].width)
    down = -(-len(pictures) // across)
    whole = Image.new("RGB", (across * (width + 6) + 6, down * (height + 6) + 6), (112, 118, 128))
    for place, picture in enumerate(pictures):
        row, column = divmod(place, across)
        whole.paste(picture.resize((width, height)), (6 + column * (width + 6), 6 + row * (height + 6)))
    return whole


# -- the deck with less on it


def changed(content: bytes, change: Callable[[str, Any], None]) -> bytes:
    """The deck with a change of each part that draws: `change` gets the part's kind and its root."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if kind := re.fullmatch(r"ppt/(slide|slideLayout|slideMaster)s/[^/]+\.xml", name):
                root = etree.fromstring(part)
                change(kind.group(1), root)
                part = etree.tostring(root)
            new.writestr(name, part)
    return stream.getvalue()


def _without_words(kind: str, root: Any) -> None:
    if kind == "slide":
        for number in list(root.iterfind(".//a:fld", looks.NS)):
            number.tag = f"{{{looks.NS['a']}}}r"  # a field's text is the program's
        for text in root.iterfind(".//a:t", looks.NS):
            text.text = "\u00a0"  # a placeholder without any text would not be drawn


def _without_shapes(kind: str, root: Any) -> None:
    if kind == "slide":
        _emptied(root, lambda _: True)


def _without_drawings(kind: str, root: Any) -> None:
    _emptied(root, lambda shape: kind == "slide" or shape.find(".//p:ph", looks.NS) is None)


def _emptied(root: Any, goes: Callable[[Any], bool]) -> None:
    tree = root.find("p:cSld/p:spTree", looks.NS)
    for shape in list(tree)[2:]:
        if goes(shape):
            tree.remove(shape)


# -- what is under the words


def words(page: Any) -> Iterator[_Word]:
    """The words of a page with their boxes (left, bottom, right, top), sizes and colours."""
    found = page.get_textpage()
    places = [place for place in range(found.count_chars()) if not found.get_text_range(place, 1).isspace()]
    for text, box in looks.words_of(page):
        place = next((each for each in places if _within(found.get_charbox(each), box)), None)
        if place is not None:
            yield _Word(text, box, pdfium.FPDFText_GetFontSize(found.raw, place), _color(found, place))


def uppermost(found: Iterable[_Word]) -> list[_Word]:
    """The words without those that lie under the same word: a table's own under the square that is drawn over it."""
    there = list(found)  # in the order of drawing
    return [word for place, word in enumerate(there) if not any(_same(word, later) for later in there[place + 1 :])]


def _same(one: _Word, other: _Word) -> bool:
    return one.text == other.text and all(abs(a - b) < 1.0 for a, b in zip(one.box, other.box, strict=True))


def _within(char: tuple[float, ...], box: tuple[float, ...]) -> bool:
    return box[0] - 0.1 <= char[0] and char[2] <= box[2] + 0.1 and box[1] - 0.1 <= char[1] and char[3] <= box[3] + 0.1


def _color(found: Any, place: int) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(found.raw, place, red, green, blue, alpha)
    return red.value, green.value, blue.value


def unread(slide: int, on: Iterable[_Word], whole: Pixels, wordless: Pixels) -> Iterator[Unread]:
    """The slide's own words that stand on a ground of too little contrast, each once; not those of charts and layouts,
    which are on the picture without words too.
    """
    told: set[str] = set()
    for word in on:
        left, bottom, right, top = (round(edge * SCALE) for edge in word.box)
        rows = slice(max(0, wordless.shape[0] - top), wordless.shape[0] - bottom + 1)
        ground, there = (pixels[rows, max(0, left) : right + 1] for pixels in (wordless, whole))
        if word.text in told or not any(map(str.isalnum, word.text)):
            continue
        if not ground.size or (bool((ground == there).all()) and tuple(ground[0, 0]) != word.rgb):
            continue
        least = (_LARGE if word.size >= _LARGE_SIZE - 0.2 else _TEXT) * _SLACK
        ratios = contrast(np.asarray(word.rgb, dtype=np.float64), ground.reshape(-1, 3))
        if float((ratios < least).mean()) > _FEW:
            told.add(word.text)
            yield Unread(slide, word.text, float(np.quantile(ratios, _FEW)))


def contrast(color: Pixels, ground: Pixels) -> Pixels:
    """WCAG's contrast of a colour with each of several."""
    one, other = luminance(color[None, :]), luminance(ground)
    ratios: Pixels = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return ratios


def luminance(rgb: Pixels) -> Pixels:
    """The relative luminance of colours from 0 to 255 (WCAG 2.1)."""
    part = rgb / 255.0
    linear = np.where(part <= 0.03928, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    weighted: Pixels = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighted


# -- what is drawn


def covered(slide: int, whole: Pixels, bare: Pixels, ground: Pixels) -> Iterator[Covered]:
    """Where a slide's own shapes lie on edges of what layout and master draw."""
    art = edges(bare) & ~edges(ground)
    hidden = art & (np.abs(whole - bare).max(axis=2) > _CHANGED)
    count = int(hidden.sum())
    if count > _MOST_COVERED:
        down, across = np.nonzero(hidden)
        box = (across.min(), down.min(), across.max(), down.max())
        left, top, right, bottom = (round(float(edge) / SCALE) for edge in box)
        yield Covered(slide, round(count / SCALE), (left, top, right, bottom))


def edges(pixels: Pixels) -> NDArray[np.bool_]:
    """Where a picture is not as its neighbour is, below or to the right."""
    found = np.zeros(pixels.shape[:2], dtype=np.bool_)
    found[:, :-1] |= np.abs(np.diff(pixels, axis=1)).max(axis=2) > _EDGE
    found[:-1, :] |= np.abs(np.diff(pixels, axis=0)).max(axis=2) > _EDGE
    return found
