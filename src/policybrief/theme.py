"""A theme: colours, faces, sizes and page of both documents, as one YAML file.

A file may say `extends: NAME`; what it gives is laid over that theme. The user's `content/themes` is looked in before
the built-in folder. Lengths are points (1/72 in).
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from policybrief import source, validate
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.fields import Number, Text, misfit
from policybrief.model import Part
from policybrief.resources import THEMES

Hex = Annotated[str, StringConstraints(pattern="^[0-9A-Fa-f]{6}$")]

PAGES: Mapping[str, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.2756, 841.8898)}
"""Width and height in points."""


class Shade(Part):
    """A colour made from another: that many percent lighter or darker, as Office reckons it (in HSL)."""

    of: Text
    lighter: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    darker: Annotated[int, Field(strict=True, ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _one_way(self) -> Shade:
        if self.lighter and self.darker:
            raise misfit((), "is lighter and darker at once")
        return self


Size = Annotated[Number, Field(ge=0.1, le=100)]
SmallSize = Annotated[Number, Field(ge=9, le=100)]
Margin = Annotated[Number, Field(ge=54, le=144)]


class Range(Part):
    """The bounds between which fit chooses."""

    floor: Size
    ceiling: Size

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.floor > self.ceiling:
            raise misfit((), "the floor is above the ceiling")
        return self

    def at(self, share: float) -> float:
        """The value at `share` (0 to 1) of the way from floor to ceiling."""
        return self.floor + (self.ceiling - self.floor) * share


class FontFiles(Part):
    """A face of the memo: TrueType files in an installed `package`, or in the theme's own folder."""

    package: Text | None = None
    regular: Text
    bold: Text | None = None
    italic: Text | None = None
    bold_italic: Text | None = None
    extra: Text | None = Field(None, description="The extra of policybrief that installs the package.")


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

    @model_validator(mode="after")
    def _shades_of_colors(self) -> Colors:
        plain = [name for name, field in Colors.model_fields.items() if field.annotation is not Shade]
        for name in Colors.model_fields:
            value = getattr(self, name)
            if isinstance(value, Shade) and value.of not in plain:
                raise misfit((name, "of"), f"{value.of!r} is not a colour; known here: {', '.join(plain)}")
        return self


class DeckTheme(Part):
    """Faces and sizes of the deck. Faces are named, not embedded: PowerPoint has them."""

    heading_face: Text
    body_face: Text
    east_asian_face: Text
    title: Range
    body: Range
    cell: Range
    kicker: SmallSize
    source: SmallSize
    marking: SmallSize


class MemoTheme(Part):
    """Page, faces and sizes of the memo. `leading` is in type sizes; `spacing` multiplies every gap."""

    page: Literal["letter", "a4"]
    margin: Margin
    body: Range
    leading: Range
    spacing: Range
    heading_face: FontFiles
    body_face: FontFiles
    fallback_face: FontFiles | None = None


class Theme(Part):
    """What both documents look like."""

    name: Text
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


@dataclass(frozen=True)
class _Layered(source.Source):
    """A theme's data laid over what it extends; a problem stands in the file that its value comes from."""

    below: source.Source

    def problem(self, path: source.Path, message: str, hint: str = "", *, at_key: bool = False) -> Problem:
        own = next(length for length in range(len(path), -1, -1) if path[:length] in self.places)
        under = next(length for length in range(len(path), -1, -1) if path[:length] in self.below.places)
        if own >= under:
            return super().problem(path, message, hint, at_key=at_key)
        return self.below.problem(path, message, hint, at_key=at_key)


def load(name: str, folders: tuple[Path, ...] = ()) -> Theme:
    """The theme `name`, looked for in `folders` and then among the built-in ones.

    Raises `BriefError` for a theme that does not exist or is wrong, with all that is wrong in it.
    """
    files = [file for folder in (*folders, THEMES) for file in sorted(folder.glob("*.yaml"))]
    first = next(_named(name, files), None)
    if first is None:
        raise BriefError([Problem(f"there is no theme {name!r}", hint=_known(name, files))])
    return validate.validate(_extended(first, files, ()), Theme)


def _extended(file: Path, files: list[Path], seen: tuple[Path, ...]) -> source.Source:
    """The theme's data laid over what it extends. A file may extend one of the same name in a later folder."""
    read = source.read(file)
    _root_faces(read.data.get("memo"), file.parent)
    base = read.data.get("extends")
    if base is None:
        return read
    seen = (*seen, file)
    found = list(_named(str(base), files))
    below = next((other for other in found if other not in seen), None)
    if below is None:
        message = f"{base!r} extends itself" if found else f"there is no theme {str(base)!r}"
        raise BriefError([read.problem(("extends",), message, "" if found else _known(str(base), files))])
    under = _extended(below, files, seen)
    data = _overlaid(under.data, {key: value for key, value in read.data.items() if key != "extends"})
    return _Layered(read.file, read.lines, data, read.places, under)


def _root_faces(memo: Any, folder: Path) -> None:
    """Files of faces that no package holds lie beside the theme's own file."""
    faces = [memo.get(name) for name in MemoTheme.model_fields if name.endswith("_face")] if type(memo) is dict else []
    for face in faces:
        if isinstance(face, dict) and "regular" in face and "package" not in face:
            files = {key: str(folder / name) for key, name in face.items() if key != "extra" and isinstance(name, str)}
            face.update(files)


def _named(name: str, files: list[Path]) -> Iterator[Path]:
    """A name is looked for among the files that there are: no path leads out of the folders."""
    return (file for file in files if file.stem == name)


def _known(name: str, files: list[Path]) -> str:
    return did_you_mean(name, {file.stem for file in files})


_WHOLE = {"of", "regular"}
"""A shade or a face is replaced as a whole: half of it would not go with half of another."""


def _overlaid(below: Any, above: Any) -> Any:
    """`above` over `below`: mappings merge, all else is replaced."""
    if isinstance(below, dict) and isinstance(above, dict) and not _WHOLE & above.keys():
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
    """The lumMod and lumOff of a shade, in percent."""
    return (100 - shade.lighter, shade.lighter) if shade.lighter else (100 - shade.darker, 0)
