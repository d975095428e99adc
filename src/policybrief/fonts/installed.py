"""A face's measures out of the font files that are installed on this machine.

The usual font folders of Linux, macOS and Windows are looked through; POLICYBRIEF_FONTS names others instead (a
project's own, say, so that its decks are the same on every machine), or none at all where it is empty. To read some
hundred files takes a second, so what is found is kept in the user's cache folder until a file comes, goes or changes.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from policybrief import __version__
from policybrief.fonts import files as fontfiles
from policybrief.fonts.tables import FaceRecord, FaceTable, StyleRecord
from policybrief.system.files import access, caches, lookups
from policybrief.system.processes import confined
from policybrief.text.records import dataclass

VARIABLE = "POLICYBRIEF_FONTS"
"""The folders to look through instead of the usual ones."""

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_FAMILY, _TYPOGRAPHIC_FAMILY, _VERSION = 1, 16, 5
_BOLD, _ITALIC = 1, 2  # bits of head.macStyle
_BOLD_WEIGHT = 600
_HIGHEST_LINE = 4.0  # in type sizes: a face with stacks of marks has 3
_EMBOLDENED = 1.03  # a weight that no file gives is drawn by fattening another
_STYLES = {"regular": 0, "bold": _BOLD, "italic": _ITALIC, "bold_italic": _BOLD | _ITALIC}


@dataclass(frozen=True)
class FontFile:
    """One font of a file: its families' names in lower case, weight and slant."""

    path: str
    number: int
    families: tuple[str, ...]
    weight: int
    style: int


def chosen() -> bool:
    """Whether somebody said where to look."""
    return lookups.variable(VARIABLE) is not None


def table(face: str) -> FaceTable | None:
    """The measures of an installed face, or None where no file has it that can be read."""
    record = _found("table", face.casefold(), _record)
    return FaceTable(cast("FaceRecord", record)) if record else None


def files(face: str) -> Mapping[str, Path]:
    """The files of an installed face by style ("regular", "bold", "italic", "bold_italic"); none where one of the four
    is missing.
    """
    return {style: Path(path) for style, path in _found("files", face.casefold(), _files).items()}


_Listing = tuple[tuple[str, int, int], ...]


def _found(what: str, face: str, find: Callable[[str, _Listing], Mapping[str, Any] | None]) -> Mapping[str, Any]:
    """What `find` finds among the files that there are now, kept for the next time; empty where that is nothing."""
    listing = _listing(_folders())
    if not listing:
        return {}
    digest = hashlib.sha256(repr((__version__, what, face, listing)).encode()).hexdigest()
    kept = caches.folder("faces")
    file = kept / f"{digest[:32]}.json" if kept else None
    if file and (known := _kept(file)) is not None:
        return known
    table = find(face, listing) or {}
    if file:
        with suppress(OSError):  # a full disk is no reason to fail
            access.put({file: json.dumps(table).encode()}, within=kept)
    return table


def _files(face: str, listing: _Listing) -> Mapping[str, str] | None:
    own = [font for font in _fonts(listing) if face in font.families and font.path.lower().endswith(".ttf")]
    exact = {style: [font.path for font in own if _is_of(font, bits)] for style, bits in _STYLES.items()}
    return {style: paths[0] for style, paths in exact.items()} if all(exact.values()) else None


def _is_of(font: FontFile, style: int) -> bool:
    return font.style == style and font.weight == (700 if style & _BOLD else 400)


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        known = json.loads(access.read(file, access.MOST_BYTES, within=access.ANYWHERE))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) else None


def _folders() -> tuple[str, ...]:
    given = lookups.variable(VARIABLE)
    if given is not None:
        return tuple(folder for folder in given.split(os.pathsep) if folder)
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() raises where there is none
    local = lookups.variable("LOCALAPPDATA") or ""
    windows = lookups.variable("WINDIR") or "C:\\Windows"
    return {
        "win32": (f"{windows}\\Fonts", f"{local}\\Microsoft\\Windows\\Fonts"),
        "darwin": ("/System/Library/Fonts", "/Library/Fonts", f"{home}/Library/Fonts"),
    }.get(sys.platform, ("/usr/share/fonts", "/usr/local/share/fonts", f"{home}/.local/share/fonts", f"{home}/.fonts"))


def _listing(folders: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Path, size and time of change of each font file."""
    files = []
    for folder in folders:
        lookups.below(folder, _SUFFIXES)
        for parent, _, names in os.walk(folder):
            for name in names:
                if name.lower().endswith(_SUFFIXES):
                    with suppress(OSError):
                        path = os.path.join(parent, name)  # noqa: PTH118  # there are thousands; a Path takes longer
                        state = os.stat(path)  # noqa: PTH116  # as above
                        if stat.S_ISREG(state.st_mode):  # a pipe would be read for ever
                            files.append((path, state.st_size, state.st_mtime_ns))
    return tuple(sorted(files))


@lru_cache(maxsize=2)
def _fonts(listing: tuple[tuple[str, int, int], ...]) -> tuple[FontFile, ...]:
    return tuple(font for path, _, _ in listing for font in _in_file(path))


def _in_file(path: str) -> Iterator[FontFile]:
    """The fonts of a file; none where it is broken. Old Mac fonts, for one, have tables that nobody can read."""
    try:
        with _opened(path) as fonts:
            for number, font in enumerate(fonts):
                names = font["name"].names
                families = {str(name).casefold() for name in names if name.nameID in (_FAMILY, _TYPOGRAPHIC_FAMILY)}
                style = font["head"].macStyle & (_BOLD | _ITALIC)
                weight = font["OS/2"].usWeightClass if "OS/2" in font else 400
                yield FontFile(path, number, tuple(sorted(families)), weight, style)
    except Exception:  # fontTools raises anything for bytes that are no font
        return


@contextmanager
def _opened(path: str) -> Iterator[list[Any]]:
    from fontTools.ttLib import TTCollection, TTFont

    logging.getLogger("fontTools").addHandler(logging.NullHandler())  # odd dates in a font are no news to our users
    with open(path, "rb") as stream:  # noqa: PTH123  # fontTools leaves open what it opens and can't read
        yield list(TTCollection(stream, lazy=True).fonts) if path.lower().endswith("c") else [TTFont(stream, lazy=True)]


def _record(face: str, listing: _Listing) -> Mapping[str, Any] | None:
    own = [font for font in _fonts(listing) if face in font.families]
    if not own:
        return None
    try:
        chosen = {style: _nearest(own, bits) for style, bits in _STYLES.items()}
        return cast("Mapping[str, Any]", confined.run(lambda: _read(chosen), confined.FONT))
    except Exception:  # as above
        return None


def _nearest(own: list[FontFile], style: int) -> FontFile:
    """The file of a style; or what renderers slant and fatten where there is none."""
    weight = 700 if style & _BOLD else 400
    return min(own, key=lambda font: (bool((font.style ^ style) & _ITALIC), abs(font.weight - weight), font.path))


def _read(chosen: dict[str, FontFile]) -> FaceRecord:
    with ExitStack() as stack:
        fonts = {style: stack.enter_context(_opened(font.path))[font.number] for style, font in chosen.items()}
        regular = fonts["regular"]
        units = int(regular["head"].unitsPerEm)
        height, extent = regular["hhea"], regular["OS/2"]
        if any(font["head"].unitsPerEm not in fontfiles.UNITS for font in fonts.values()):
            raise ValueError("no such number of units to the em")
        line = max(height.ascent - height.descent + height.lineGap, extent.usWinAscent + extent.usWinDescent)
        styles: dict[str, StyleRecord] = {}
        for style, font in fonts.items():
            fat = _EMBOLDENED if _STYLES[style] & _BOLD and chosen[style].weight < _BOLD_WEIGHT else 1.0
            styles[style] = {"advances": _runs(font, fat * units / font["head"].unitsPerEm)}
    if not 0 < line <= _HIGHEST_LINE * units:
        raise ValueError("no such height of a line")
    return {"units": units, "line": round(line / units, 4), "styles": styles}


def _runs(font: Any, scale: float) -> str:
    """As facetable has them. What is beyond the Basic Multilingual Plane no slide is set in."""
    widths, known = font["hmtx"], font.getBestCmap()
    runs: list[list[int]] = []
    following = -1
    for code in sorted(code for code in known if 32 <= code <= 0xFFFF):
        if code != following:
            runs.append([code])
        runs[-1].append(round(widths[known[code]][0] * scale))
        following = code + 1
    return ";".join(" ".join(map(str, run)) for run in runs)
