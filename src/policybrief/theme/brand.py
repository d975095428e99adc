"""A house's brand file, `_brand.yml`, as Quarto and Posit have it: colours, faces and logo, read as plain values.

The format is that of https://posit-dev.github.io/brand-yml. What the file says that means nothing for a deck or a memo
(links, code, web frameworks) is passed over; what it says wrongly is a problem at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import ImageColor

from policybrief.errors import BriefError, Problem
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.system.files import access
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

SUFFIXES = (".yml", ".yaml")
COLORS = (
    "foreground", "background", "primary", "secondary", "tertiary", "success", "info", "warning", "danger", "light",
    "dark",
)  # fmt: skip
"""What a brand's colours are for, by the file's own keys."""
_STYLES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold_italic"}
_BOLD = 550
"""Weights from here on are bold, by CSS's numbers; "bold" is 700."""
_SIZES = ("medium", "large", "small")


@dataclass(frozen=True)
class BrandFace:
    """A face by its `name`; `files` are those that the brand keeps of it, by style: `regular`, `bold`, …"""

    name: str
    files: Mapping[str, Path]


@dataclass(frozen=True)
class Brand:
    """What a brand file says. `colors` are six digits each by the keys of `COLORS`, those alone that it gives;
    `palette` are those that it names.

    `notes` tell what can't be used, each at its line.
    """

    file: Path
    name: str
    colors: Mapping[str, str]
    palette: tuple[str, ...]
    heading_color: str
    link_color: str
    headings: BrandFace | None
    base: BrandFace | None
    logo: Path | None
    logo_alt: str
    notes: tuple[Problem, ...]


def read(file: Path) -> Brand:
    """The brand in `file`. Raises `BriefError` with all that is wrong in it."""
    reader = _BrandReader(source.read(file), file)
    brand = reader.brand()
    if reader.problems:
        raise BriefError(reader.problems)
    return brand


class _BrandReader:
    """One file at work: problems and notes are gathered as it is read."""

    def __init__(self, read: Source, file: Path) -> None:
        self.read, self.file = read, file
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def brand(self) -> Brand:
        name = self._name()
        colors = {key: rgb for key in COLORS if (rgb := self._color(ValuePath("color", key)))}
        logo, alt = self._logo()
        return Brand(
            self.file,
            name,
            colors,
            tuple(rgb for named in self._palette() if (rgb := self._color(ValuePath("color", "palette", named)))),
            self._color(ValuePath("typography", "headings", "color")),
            self._color(ValuePath("typography", "link", "color")),
            self._face("headings") or self._face("base"),
            self._face("base"),
            logo,
            alt or f"Logo of {name}",
            tuple(problem.graded("note") for problem in self.notes),
        )

    def _wrong(self, path: ValuePath, message: str, hint: str = "") -> None:
        self.problems.append(self.read.problem(path, message, hint))

    def _note(self, path: ValuePath, message: str, hint: str = "") -> None:
        self.notes.append(self.read.problem(path, message, hint))

    def _name(self) -> str:
        name = self.read.at(("meta", "name"))
        if isinstance(name, dict):
            name = name.get("short") or name.get("full")
        return " ".join(str(name).split()) if name else self.file.resolve().parent.name or "House"

    # -- colours

    def _palette(self) -> Mapping[str, Any]:
        palette = self.read.at(("color", "palette"))
        return palette if isinstance(palette, dict) else {}

    def _color(self, path: ValuePath) -> str:
        """Six digits; "" for a colour that is not given, or wrong. Of a light and a dark one, the light."""
        value = self.read.at(path)
        seen: list[str] = []
        while True:
            if isinstance(value, dict):
                path, value = path / "light", value.get("light")
            if value is None:
                return ""
            named = str(value).strip()
            palette = self._palette()
            if named in palette and named not in seen:
                seen.append(named)
                path, value = ValuePath("color", "palette", named), palette[named]
            elif named in COLORS and named not in seen and self.read.at(("color", named)) is not None:
                seen.append(named)
                path, value = ValuePath("color", named), self.read.at(("color", named))
            else:
                return self._digits(path, named)

    def _digits(self, path: ValuePath, written: str) -> str:
        try:
            red, green, blue, *alpha = ImageColor.getrgb(written)
        except ValueError:
            hint = "write it as CSS does, as in '#14284B', or name one of color.palette"
            self._wrong(path, f"{written!r} is not a colour", hint)
            return ""
        if alpha and alpha[0] < 255:
            self._note(path, f"{written!r} can be seen through; it is taken as it is without that")
        return f"{red:02X}{green:02X}{blue:02X}"

    # -- faces

    def _face(self, which: str) -> BrandFace | None:
        value = self.read.at(("typography", which))
        family = value.get("family") if isinstance(value, dict) else value
        if not family:
            return None
        name = " ".join(str(family).split())
        return BrandFace(name, dict(self._files(name)))

    def _files(self, family: str) -> Iterator[tuple[str, Path]]:
        """The files of a face that the brand keeps beside it, the first of each style."""
        fonts = self.read.at(("typography", "fonts"))
        for number, font in enumerate(fonts if isinstance(fonts, list) else ()):
            if not isinstance(font, dict) or font.get("family") != family or font.get("source", "file") != "file":
                continue
            files = font.get("files")
            for each, entry in enumerate(files if isinstance(files, list) else ()):
                path = ValuePath("typography", "fonts", number, "files", each)
                about = entry if isinstance(entry, dict) else {"path": entry}
                place = self._beside(path, about.get("path"), (".ttf",), "a TrueType file (.ttf) can stand in the memo")
                if place:
                    yield _STYLES[_is_bold(about.get("weight", 400)), about.get("style") == "italic"], place

    # -- the logo

    def _logo(self) -> tuple[Path | None, str]:
        logo = self.read.at(("logo",))
        sizes = [size for size in _SIZES if isinstance(logo, dict) and logo.get(size)]
        path = ValuePath("logo", sizes[0]) if sizes else ValuePath("logo")
        value = self.read.at(path)
        if isinstance(value, dict) and "light" in value:
            path, value = path / "light", value["light"]
        images = self.read.at(("logo", "images"))
        if isinstance(images, dict) and isinstance(value, str) and value in images:
            path, value = ValuePath("logo", "images", value), images[value]
        about = value if isinstance(value, dict) else {"path": value}
        if not isinstance(about.get("path"), str):
            return None, ""
        kinds = (".png", ".svg")
        return self._beside(path, about["path"], kinds, "a logo is a .png or an .svg"), str(about.get("alt") or "")

    def _beside(self, path: ValuePath, name: Any, suffixes: tuple[str, ...], hint: str) -> Path | None:
        """A file of the brand's folder; what is elsewhere, or of another kind, is told and left out."""
        written = str(name or "")
        place = self.file.parent / written
        if re.match(r"[a-z]+://", written) or not written:
            self._note(path, f"{written!r} is not a file here, and is left out", "save it beside the brand file")
        elif not access.inside(place, self.file.parent):
            self._wrong(path, f"{written!r} leads outside the brand's folder", "put it beside the brand file")
        elif not place.is_file():
            self._wrong(path, f"there is no file {written!r} beside the brand file")
        elif place.suffix.lower() not in suffixes:
            self._note(path, f"{written!r} is left out", hint)
        else:
            return place
        return None


def _is_bold(weight: Any) -> bool:
    if isinstance(weight, int | float):
        return weight >= _BOLD
    return str(weight) in ("bold", "extra-bold", "ultra-bold", "semi-bold", "demi-bold", "black", "heavy")
