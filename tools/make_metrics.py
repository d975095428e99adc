"""Make the width tables in src/policybrief/fonts/metrics from open fonts that have the metrics of Office's faces.

Usage: python tools/make_metrics.py [--debian FOLDER] [--gelasio FOLDER]

PowerPoint users have Arial, Calibri, Cambria, Georgia and Times New Roman; these were drawn to the same advance widths:

    Liberation Sans, Liberation Serif   Debian: fonts-liberation2               SIL Open Font License
    Carlito, Caladea                    Debian: fonts-crosextra-carlito, -caladea   the same; Apache-2.0 for Caladea
    Gelasio                             npm pack @fontsource/gelasio@5.3.0      SIL Open Font License

--debian is where Debian puts them (/usr/share/fonts/truetype); --gelasio is the folder package/files of the unpacked
package, whose files each hold a part of Unicode. Without --gelasio, Georgia's table stays as it is.

Advances are facts; no outline is copied. The tables are small because only Latin, Greek, Cyrillic and signs are kept.
facetable.py says how they are read. Kerning is what HarfBuzz makes of each pair of letters; letters that kern alike
stand together, and what is less than 0.5 % of the type size is left out.
"""

from __future__ import annotations

import argparse
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "src" / "policybrief" / "fonts" / "metrics"
DEBIAN = Path("/usr/share/fonts/truetype")
FACES = {
    "Arial": "liberation2/LiberationSans",
    "Calibri": "crosextra/Carlito",
    "Cambria": "crosextra/Caladea",
    "Times New Roman": "liberation2/LiberationSerif",
}
GELASIO_PARTS = ("latin", "latin-ext", "vietnamese")
GEORGIA_LINE = 1.1362
"""Georgia's own ascent and descent, 1878 and 449 of 2048 units: Gelasio has the widths of Georgia, and higher lines."""
RIGHT_TO_LEFT = range(0x590, 0x900), range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00)
"""Left out: nothing here sets text from right to left."""
STYLES = {
    "regular": ("Regular", "400-normal"),
    "bold": ("Bold", "700-normal"),
    "italic": ("Italic", "400-italic"),
    "bold_italic": ("BoldItalic", "700-italic"),
}
KERNED = [
    chr(code)
    for first, last in ((0x21, 0x7E), (0xA1, 0x17F), (0x391, 0x3C9), (0x401, 0x45F), (0x490, 0x491), (0x2010, 0x2026))
    for code in range(first, last + 1)
]
LEAST_KERN = 0.005
WITHOUT = {"liga": False, "clig": False, "ccmp": False, "mark": False}
"""PowerPoint sets no ligatures."""


def advances(fonts: Iterable[TTFont]) -> str:
    """Runs of advances in font units, by code point."""
    found: dict[int, int] = {}
    for font in fonts:
        widths = font["hmtx"]
        found |= {code: widths[glyph][0] for code, glyph in font.getBestCmap().items() if code not in found}
    runs: list[list[int]] = []
    following = -1
    for code in sorted(found):
        if code < 32 or code > 0xFFFF or 0xE000 <= code <= 0xF8FF or any(code in script for script in RIGHT_TO_LEFT):
            continue
        if code != following:
            runs.append([code])
        runs[-1].append(found[code])
        following = code + 1
    return ";".join(" ".join(map(str, run)) for run in runs)


def kerning(font: TTFont) -> dict[str, str]:
    """The pairs that a face moves together or apart, by classes of letters that kern alike."""
    stream = io.BytesIO()
    font.flavor = None
    font.save(stream)
    shaper = uharfbuzz.Font(uharfbuzz.Face(stream.getvalue()))

    def width(text: str) -> int:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer, WITHOUT)
        return sum(position.x_advance for position in buffer.glyph_positions)

    known = font.getBestCmap()
    letters = [char for char in KERNED if ord(char) in known]
    alone = {char: width(char) for char in letters}
    least = LEAST_KERN * font["head"].unitsPerEm
    moved: dict[str, dict[str, int]] = defaultdict(dict)
    for left in letters:
        for right in letters:
            shift = width(left + right) - alone[left] - alone[right]
            if abs(shift) >= least:
                moved[left][right] = shift
    lefts = _classes(letters, lambda left: tuple(moved[left].items()))
    rights = _classes(letters, lambda right: tuple((left, row[right]) for left, row in moved.items() if right in row))
    rows = []
    for left in lefts:
        own = moved[left[0]]
        rows.append(" ".join(f"{number} {own[right[0]]}" for number, right in enumerate(rights) if right[0] in own))
    return {"left": " ".join(lefts), "right": " ".join(rights), "pairs": ";".join(rows)}


def _classes(letters: Sequence[str], kerns: Callable[[str], tuple[object, ...]]) -> list[str]:
    """Letters with the same kerns, together."""
    alike: dict[object, str] = {}
    for letter in letters:
        if kern := kerns(letter):
            alike[kern] = alike.get(kern, "") + letter
    return list(alike.values())


def table(fonts: dict[str, list[TTFont]], line: float = 0.0, kerned: bool = True) -> dict[str, object]:
    regular = fonts["regular"][0]
    units = regular["head"].unitsPerEm
    height = regular["hhea"]
    return {
        "from": f"{regular['name'].getDebugName(1)}, {regular['name'].getDebugName(5)}",
        "units": units,
        "line": line or round((height.ascent - height.descent + height.lineGap) / units, 4),
        "styles": {
            style: {"advances": advances(parts), **(kerning(parts[0]) if kerned else {})}
            for style, parts in fonts.items()
        },
    }


def tables(debian: Path, gelasio: Path | None) -> Iterable[tuple[str, dict[str, object]]]:
    for office, name in FACES.items():
        yield office, table({style: [TTFont(debian / f"{name}-{own}.ttf")] for style, (own, _) in STYLES.items()})
    if gelasio:
        parts = {
            style: [TTFont(gelasio / f"gelasio-{part}-{own}.woff2") for part in GELASIO_PARTS]
            for style, (_, own) in STYLES.items()
        }
        yield "Georgia", table(parts, GEORGIA_LINE, kerned=False)  # Gelasio's own; Georgia's is not known to be alike


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the width tables.")
    parser.add_argument("--debian", type=Path, default=DEBIAN)
    parser.add_argument("--gelasio", type=Path)
    given = parser.parse_args()
    TARGET.mkdir(exist_ok=True)
    for office, made in tables(given.debian, given.gelasio):
        file = TARGET / f"{office.lower().replace(' ', '-')}.json"
        file.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
        print(file, file.stat().st_size)


if __name__ == "__main__":
    main()
