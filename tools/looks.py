"""What a deck looks like, in figures: type sizes, roles of text with several, tops of content, empty bands, overlaps.

Usage: python tools/looks.py DECK.pptx ... [--render]

All but the last two is read from the XML. With --render LibreOffice draws the deck: then the largest empty band of each
slide's content area and words that stand on one another are told too. Ends with 1 where something is not as it should.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import pypdfium2
from lxml import etree

MOST_SIZES = 8
EMU = 12_700
CONTENT = (115.2, 474.0)
"""The content area of our own slides, in points from the upper edge."""

TITLE_END = 90.0
"""What begins above this is the title, or stands beside it."""

EMPTY = 0.5
"""So much of the content area may be one empty band."""

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_SCALE = 2.0
"""Pixels in a point, where pages are looked at."""

Role = tuple[str, str, str, str]
"""The slide's kind (where its title comes from), the shape, the place within it, and how it is set apart."""


class Text(NamedTuple):
    """A run of a slide: its role, and its size in points."""

    slide: int
    role: Role
    size: float


def main() -> int:
    """Print the figures of each deck."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("decks", nargs="+", type=Path)
    parser.add_argument("--render", action="store_true", help="look at LibreOffice's pages too")
    asked = parser.parse_args()
    wrong = [told(deck, rendered=asked.render) for deck in asked.decks]
    return int(any(wrong))


def told(deck: Path, *, rendered: bool) -> bool:
    """Print one deck's figures; whether any is not as it should be."""
    slides = read(deck)
    sizes, several = scale(slides)
    tops = {round(top, 1) for slide in slides if (top := content_top(slide)) is not None}
    print(f"{deck.name}: {len(slides)} slides")
    print(f"  sizes ({len(sizes)}): {' '.join(f'{size:g}' for size in sizes)}")
    print(f"  roles with several sizes: {len(several)}")
    for role, found in sorted(several.items()):
        print(f"    {role}: {' '.join(f'{size:g}' for size in sorted(found))}")
    print(f"  content begins at, in inches: {' '.join(f'{top / 72:.2f}' for top in sorted(tops))}")
    wrong = len(sizes) > MOST_SIZES or bool(several)
    if rendered:
        wrong |= shown(deck)
    return wrong


def scale(slides: list[etree._Element]) -> tuple[list[float], Mapping[str, set[float]]]:
    """The type sizes of a deck, the largest first, and the roles that have several."""
    texts = [text for number, slide in enumerate(slides, 1) for text in runs(slide, number)]
    return sorted({text.size for text in texts}, reverse=True), split_roles(texts)


def read(deck: Path | BinaryIO) -> list[etree._Element]:
    """The slides in their order."""
    with zipfile.ZipFile(deck) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return [etree.fromstring(package.read(name)) for name in names]


def runs(slide: etree._Element, number: int) -> Iterator[Text]:
    """Every run of a slide that says its size."""
    kind = ("" if is_content(slide) else cover_of(slide)) + role_of(title_of(slide))
    for shape in slide.iterfind(".//p:spTree/*", NS):
        named = shape.find(".//p:cNvPr", NS)
        name = named.get("name", "") if named is not None else ""
        if name.startswith("charts["):
            continue  # a chart's labels are as large as its bars let them be
        for place, body in bodies(shape):
            for nth, paragraph in enumerate(body.iterfind("a:p", NS)):
                for properties in paragraph.iterfind(".//a:rPr[@sz]", NS):
                    if properties.get("baseline"):
                        continue  # a citation's number is drawn smaller by the program
                    where = f"{place}paragraph {min(nth, 1)}"
                    role = (kind, role_of(name), where, manner(properties))
                    yield Text(number, role, int(properties.get("sz", "0")) / 100)


def manner(properties: etree._Element) -> str:
    """What sets a text apart from others: weight, capitals, colour."""
    color = properties.find("a:solidFill/*", NS)
    said = ("bold" if properties.get("b") == "1" else "", "capitals" if properties.get("cap") == "all" else "")
    return " ".join((*filter(None, said), color.get("val", "") if color is not None else ""))


def bodies(shape: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The texts of a shape: its own, or those of a table's cells, of which the header is another role than the rest."""
    if (own := shape.find("p:txBody", NS)) is not None:
        yield "", own
    for row, cells in enumerate(shape.iterfind(".//a:tr", NS)):
        for column, cell in enumerate(cells.iterfind("a:tc", NS)):
            if (text := cell.find("a:txBody", NS)) is not None:
                yield f"{'row' if row else 'head'} column {column} ", text


def cover_of(slide: etree._Element) -> str:
    """Which of the two kinds of slides without a number it is: the title of the first is centred, as its type says."""
    first = any(holder.get("type") == "ctrTitle" for holder in slide.iterfind(".//p:ph", NS))
    return "cover " if first else "section "


def is_content(slide: etree._Element) -> bool:
    """Whether it is no cover: these have no number."""
    return bool(slide.xpath(".//p:ph[@type='sldNum']", namespaces=NS))


def title_of(slide: etree._Element) -> str:
    """Where the title's text comes from, as its shape is called; or a template's own words."""
    for shape in slide.iterfind(".//p:sp", NS):
        holder, named = shape.find("p:nvSpPr/p:nvPr/p:ph", NS), shape.find("p:nvSpPr/p:cNvPr", NS)
        if holder is not None and named is not None and holder.get("type") in ("title", "ctrTitle"):
            name = named.get("name", "")
            own = "".join(text.text or "" for text in shape.iterfind(".//a:t", NS))
            return name if name != "title" else re.sub(r" \(.*\)$", "", own)
    return ""


def role_of(name: str) -> str:
    """What a shape's text is: its name without the numbers of entries."""
    return re.sub(r"\[\d+\]", "[]", re.sub(r"\b\d+\b(?!\])", "", name)).strip()


def split_roles(texts: list[Text]) -> Mapping[str, set[float]]:
    """The roles whose text has several sizes in one deck."""
    found: dict[Role, set[float]] = defaultdict(set)
    for text in texts:
        found[text.role].add(text.size)
    return {
        f"{kind}: {what}, {where} {how}": sizes for (kind, what, where, how), sizes in found.items() if len(sizes) > 1
    }


def content_top(slide: etree._Element) -> float | None:
    """Where the content of a slide begins, in points; None for a cover. A circle beside the title is no content."""
    if not is_content(slide):
        return None
    placed = cast("list[etree._Element]", slide.xpath(".//p:spTree/*//a:off", namespaces=NS))
    tops = [int(place.get("y", "0")) / EMU for place in placed]
    return min((top for top in tops if top > TITLE_END), default=None)


# -- on LibreOffice's pages


def shown(deck: Path) -> bool:
    """Print what is seen on the pages; whether a band is empty or words overlap."""
    bands, overlaps = [], []
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(deck)], check=True, capture_output=True)
        pages = pypdfium2.PdfDocument(Path(folder) / f"{deck.stem}.pdf")
        slides = read(deck)
        for number, (page, slide) in enumerate(zip(pages, slides, strict=True), 1):
            overlaps += [(number, *pair) for pair in overlapping(page)]
            if content_top(slide) is not None:
                bands.append((empty_band(page), number))
    too_empty = [(share, number) for share, number in bands if share > EMPTY]
    print(f"  largest empty band: {max(bands, default=(0.0, 0))[0]:.0%} of the content area")
    for share, number in sorted(too_empty, reverse=True):
        print(f"    slide {number}: {share:.0%} empty")
    print(f"  words that overlap: {len(overlaps)}")
    for number, one, other in overlaps[:10]:
        print(f"    slide {number}: {one!r} and {other!r}")
    return bool(too_empty or overlaps)


def empty_band(page: pypdfium2.PdfPage) -> float:
    """The share of the content area that the largest band without any ink has."""
    scale = _SCALE * 960.0 / page.get_width()
    bitmap = page.render(scale=scale, grayscale=True).to_numpy()
    top, bottom = (int(edge * _SCALE) for edge in CONTENT)
    left, right = int(54 * _SCALE), int(906 * _SCALE)
    longest = length = 0
    for row in bitmap[top:bottom, left:right]:
        length = length + 1 if row.max() - row.min() < 8 else 0
        longest = max(longest, length)
    return longest / (bottom - top)


def overlapping(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    """Pairs of words that stand on one another."""
    words = list(words_of(page))
    for place, (one, a) in enumerate(words):
        for other, b in words[place + 1 :]:
            across = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            if across > 1.0 and down > 0.35 * min(a[3] - a[1], b[3] - b[1]):
                yield one, other


def words_of(page: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """The words of a page, each with its box: left, bottom, right, top."""
    found = page.get_textpage()
    word, box, last = "", (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)
    for place in range(found.count_chars()):
        char, new = found.get_text_range(place, 1), found.get_charbox(place)
        if word and new == last:
            word += char  # the second letter of a ligature
            continue
        last = new
        high = max(box[3] - box[1], new[3] - new[1])
        apart = word and (abs(new[1] - box[1]) > high or not -high / 2 < new[0] - box[2] < high)
        if char.isspace() or apart:
            if word:
                yield word, box
            word = ""
        if not char.isspace():
            box = (min(box[0], new[0]), min(box[1], new[1]), new[2], max(box[3], new[3])) if word else new
            word += char
    if word:
        yield word, box


if __name__ == "__main__":
    sys.exit(main())
