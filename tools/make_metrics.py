"""Make the width tables in src/policybrief/metrics from open fonts that have the metrics of Office's faces.

Usage: python tools/make_metrics.py [FOLDER]

FOLDER is where the fonts lie, each in a folder below. PowerPoint users have Arial, Calibri, Cambria and Times New
Roman; Liberation, Carlito and Caladea (Debian: fonts-liberation2, fonts-crosextra-carlito and -caladea) were drawn to
the same advance widths. Advances are facts; no outline is copied. The tables are small because only Latin, Greek,
Cyrillic and signs are kept, as runs of successive code points: [first code point, advance, advance, …].
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path("/usr/share/fonts/truetype")
TARGET = Path(__file__).resolve().parent.parent / "src" / "policybrief" / "metrics"
FACES = {
    "Arial": "liberation2/LiberationSans",
    "Calibri": "crosextra/Carlito",
    "Cambria": "crosextra/Caladea",
    "Times New Roman": "liberation2/LiberationSerif",
}
RIGHT_TO_LEFT = range(0x590, 0x900), range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00)
"""Left out: nothing here sets text from right to left."""
STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}


def advances(font: TTFont) -> list[list[int]]:
    """Runs of advances in font units, by code point."""
    widths = font["hmtx"]
    table: list[list[int]] = []
    following = -1
    for code, glyph in sorted(font.getBestCmap().items()):
        if code < 32 or code > 0xFFFF or 0xE000 <= code <= 0xF8FF or any(code in script for script in RIGHT_TO_LEFT):
            continue
        if code != following:
            table.append([code])
        table[-1].append(widths[glyph][0])
        following = code + 1
    return table


def face(name: str, folder: Path) -> dict[str, object]:
    fonts = {style: TTFont(folder / f"{name}-{suffix}.ttf") for style, suffix in STYLES.items()}
    regular = fonts["regular"]
    units = regular["head"].unitsPerEm
    height = regular["hhea"]
    return {
        "from": f"{name.rpartition('/')[2]} {regular['name'].getDebugName(5)}",
        "units": units,
        "line": round((height.ascent - height.descent + height.lineGap) / units, 4),
        "advances": {style: advances(font) for style, font in fonts.items()},
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    TARGET.mkdir(exist_ok=True)
    for office, open_name in FACES.items():
        table = face(open_name, folder)
        file = TARGET / f"{office.lower().replace(' ', '-')}.json"
        file.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
        print(file, file.stat().st_size)


if __name__ == "__main__":
    main()
