"""A theme: colours, faces, sizes and page of both documents, as one YAML file.

A file may say `extends: NAME`; what it gives is laid over that theme. The user's `content/themes` is looked in before the
built-in folder. Lengths are points (1/72 in).
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from policybrief import source, validate
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.model import Part
from policybrief.resources import THEMES

Hex = Annotated[str, StringConstraints(pattern="^[0-9A-Fa-f]{6}$")]

PAGES: Mapping[str, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.2756, 841.8898)}
"""Width and height in points."""


class Shade(Part):
    """A colour made from another: that many percent lighter or darker, as Office reckons it (in HSL)."""

    of: str
    lighter: Annotated[int, Field(ge=0, le=100)] = 0
    darker: Annotated[int, Field(ge=0, le=100)] = 0


class Range(Part):
    """The bounds between which fit chooses."""

    floor: Annotated[float, Field(ge=0.1, le=100)]
    ceiling: Annotated[float, Field(ge=0.1, le=100)]

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.floor > self.ceiling:
            raise PydanticCustomError("misfit", "{message}", {"message": "the floor is above the ceiling", "path": ()})
        return self

    def at(self, share: float) -> float:
        """The value at `share` (0 to 1) of the way from floor to ceiling."""
        return self.floor + (self.ceiling - self.floor) * share


class FontFiles(Part):
    """A face of the memo: TrueType files in an installed `package`, or in the theme's own folder."""

    package: str | None = None
    regular: str
    bold: str | None = None
    italic: str | None = None
    bold_italic: str | None = None
    extra: str | None = Field(None, description="The extra of policybrief that installs the package.")


class Colors(Part):
    """The colours by what they are for. The first eleven are the deck's theme colours; shades are made from them."""

    ink: Hex
    paper: Hex
    primary: Hex
    panel: Hex
    accent: Hex
    highlight: Hex
    bronze: Hex
    first: Hex
    second: Hex
    muted: Hex
    link: Hex
    marking: Shade
    rule: Shade
    card: Shade
    panel_accent: Shade
    on_dark: Shade


class DeckTheme(Part):
    """Faces and sizes of the deck. Faces are named, not embedded: PowerPoint has them."""

    heading_face: str
    body_face: str
    east_asian_face: str
    title: Range
    body: Range
    cell: Range
    kicker: Annotated[float, Field(ge=9)]
    source: Annotated[float, Field(ge=9)]
    marking: Annotated[float, Field(ge=9)]


class MemoTheme(Part):
    """Page, faces and sizes of the memo. `leading` is in type sizes; `spacing` multiplies every gap."""

    page: Literal["letter", "a4"]
    margin: Annotated[float, Field(ge=54, le=144)]
    body: Range
    leading: Range
    spacing: Range
    heading_face: FontFiles
    body_face: FontFiles
    fallback_face: FontFiles | None = None


class Theme(Part):
    name: str
    colors: Colors
    deck: DeckTheme
    memo: MemoTheme

    @cached_property
    def rgb(self) -> Mapping[str, str]:
        """Every colour of the theme as six hexadecimal digits."""
        found: dict[str, str] = {}
        for name in Colors.model_fields:
            value = getattr(self.colors, name)
            found[name] = _shaded(found[value.of], value) if isinstance(value, Shade) else value.upper()
        return found


def load(name: str, folders: tuple[Path, ...] = ()) -> Theme:
    """The theme `name`, looked for in `folders` and then among the built-in ones.

    Raises `BriefError` for a theme that does not exist or is wrong, with all that is wrong in it.
    """
    return validate.validate(_extended(name, (*folders, THEMES), ()), Theme)


def _extended(name: str, folders: tuple[Path, ...], seen: tuple[Path, ...]) -> source.Source:
    """The theme's data laid over what it extends. A file may extend one of the same name in a later folder."""
    files = [folder / f"{name}.yaml" for folder in folders]
    file = next((file for file in files if file.is_file() and file.resolve() not in seen), None)
    if file is None:
        names = sorted({found.stem for folder in folders for found in folder.glob("*.yaml")})
        raise BriefError(
            [Problem(f"there is no theme {name!r}", str(seen[-1]) if seen else "", hint=did_you_mean(name, names))]
        )
    read = source.read(file)
    base = read.data.pop("extends", None)
    if base is None:
        return read
    below = _extended(str(base), folders, (*seen, file.resolve()))
    places = {**dict.fromkeys(below.places, (1, 1)), **read.places}
    return source.Source(read.file, read.lines, _overlaid(below.data, read.data), places)


def _overlaid(below: Any, above: Any) -> Any:
    """`above` over `below`: mappings merge, all else is replaced. A shade does not merge into another shade."""
    if isinstance(below, dict) and isinstance(above, dict) and "of" not in above:
        return {**below, **{key: _overlaid(below.get(key), value) for key, value in above.items()}}
    return above


def _shaded(rgb: str, shade: Shade) -> str:
    """The colour that Office makes of lumMod and lumOff (ECMA-376, 20.1.2.3.20 and .21)."""
    red, green, blue = (int(rgb[start : start + 2], 16) / 255 for start in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    modulation, offset = luminance(shade)
    light = min(1.0, light * modulation / 100 + offset / 100)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def luminance(shade: Shade) -> tuple[int, int]:
    """LumMod and lumOff of a shade, in percent."""
    return (100 - shade.lighter, shade.lighter) if shade.lighter else (100 - shade.darker, 0)
