"""Make the width tables in src/policybrief/metrics from open fonts that have the metrics of Office's faces.

Usage: python tools/make_metrics.py [FONT_FOLDER]

PowerPoint users have Calibri and Cambria; Carlito and Caladea (Debian: fonts-crosextra-carlito and -caladea) were drawn
to the same advance widths. Advances are facts; no outline is copied. The tables are small because only
scripts that these faces have are kept, as runs of successive code points: [first code point, advance, advance, …].
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path("/usr/share/fonts/truetype/crosextra")
TARGET = Path(__file__).resolve().parent.parent / "src" / "policybrief" / "metrics"
FACES = {"Calibri": "Carlito", "Cambria": "Caladea"}
STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}


def advances(font: TTFont) -> list[list[int]]:
    """Runs of advances in font units, by code point."""
    widths = font["hmtx"]
    table: list[list[int]] = []
    following = -1
    for code, glyph in sorted(font.getBestCmap().items()):
        if code < 32 or code > 0xFFFF or 0xE000 <= code <= 0xF8FF:
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
        "from": f"{name} {regular['name'].getDebugName(5)}",
        "units": units,
        "line": round((height.ascent - height.descent + height.lineGap) / units, 4),
        "advances": {style: advances(font) for style, font in fonts.items()},
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    TARGET.mkdir(exist_ok=True)
    for office, open_name in FACES.items():
        table = face(open_name, folder)
        file = TARGET / f"{office.lower()}.json"
        file.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
        print(file, file.stat().st_size)


if __name__ == "__main__":
    main()
