"""A theme: colours, faces, sizes and page of both documents, as one YAML file.

A file may say `extends: NAME`; what it gives is laid over that theme. The user's `content/themes` is looked in before
the built-in folder. Lengths are points (1/72 in).
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, model_validator

from policybrief import contrast, fontfiles, fonts, layers, source, validate
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.fields import Hex, Number, Package, Part, Text, misfit
from policybrief.resources import TEMPLATES

HEADER_SUFFIX = ".xml.j2"
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

    package: Package | None = None
    regular: Text
    bold: Text | None = None
    italic: Text | None = None
    bold_italic: Text | None = None
    extra: Text | None = Field(None, description="The extra of policybrief that installs the package.")

    @model_validator(mode="after")
    def _names_alone(self) -> FontFiles:
        for style, name in self.files.items():
            if self.package and (Path(name).name != name or "\\" in name):
                hint = "a package is searched for the name alone"
                raise misfit((style,), f"{name!r} is not the name of a file", hint)
        return self

    @property
    def files(self) -> Mapping[str, str]:
        """The file of each style that is given."""
        styles = ("regular", "bold", "italic", "bold_italic")
        return {style: name for style in styles if (name := getattr(self, style)) is not None}


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


Plain = Literal["ink", "paper", "primary", "panel", "accent", "highlight", "bronze", "first", "second", "muted", "link"]
"""A colour that is given, not made from another: the deck has a slot for each."""


class DeckTheme(Part):
    """Faces and sizes of the deck, and how it is drawn. Faces are named, not embedded: PowerPoint has them."""

    cover: Literal["dark", "light", "band"] = Field(
        "dark",
        description="The title and section slides: all in `primary`, all in `paper`, or `primary` above `paper`.",
    )
    cards: Literal["filled", "ruled"] = Field(
        "filled", description="What sets text apart: tints and bars, or lines alone, which print on any machine."
    )
    table_header: Literal["filled", "ruled"] = Field(
        "filled", description="The first row of a table: in `paper` on the colour, or in the colour over a line."
    )
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
    """Page, faces and sizes of the memo, and how it is drawn.

    `leading` is in type sizes; `spacing` multiplies every gap. `header` is the name of a house's memo format: a
    template in `templates/headers`.
    """

    page: Literal["auto", "letter", "a4"] = Field("auto", description="`auto` is the paper of the brief's locale.")
    header: Text = "plain"
    masthead: Literal["rule", "double", "band"] = Field(
        "rule",
        description="Below the title: a thick rule, or a thick and a thin one; or the title on a band of `primary`.",
    )
    headings: Literal["line", "bar"] = Field(
        "line", description="Section headings: spaced capitals over a hairline, or in the heading face under a bar."
    )
    panel: Literal["filled", "ruled"] = Field("filled", description="The bottom line: on a tint, or between two lines.")
    margin: Margin
    body: Range
    leading: Range
    spacing: Range
    heading_face: FontFiles
    body_face: FontFiles
    fallback_face: FontFiles | None = None


class Logo(Part):
    """A picture at the end of the memo's header and on the deck's cover: a .png or .svg beside the theme's file.

    `height` is in points, on the memo.
    """

    file: Text
    alt: Text
    height: Annotated[Number, Field(ge=12, le=96)] = 28.0


class Theme(Part):
    """What both documents look like."""

    name: Text
    about: Text | None = Field(None, description="One line on what it is for, for `brief theme list`.")
    colors: Colors
    chart: Annotated[tuple[Plain, ...], Field(min_length=1)] = Field(
        ("second", "first", "primary", "bronze", "accent", "muted"),
        description="The colours of a chart's series, in order.",
    )
    logo: Logo | None = None
    deck: DeckTheme
    memo: MemoTheme
    _warnings: tuple[Problem, ...] = PrivateAttr(())

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What may be wrong with a deck in this theme, and stops nobody."""
        return self._warnings

    @cached_property
    def rgb(self) -> Mapping[str, str]:
        """Every colour of the theme as six hexadecimal digits."""
        found: dict[str, str] = {}
        for name in Colors.model_fields:
            value = getattr(self.colors, name)
            found[name] = _shaded(found[value.of], value) if isinstance(value, Shade) else value.upper()
        return found

    @property
    def pairs(self) -> tuple[contrast.Pair, ...]:
        """The pairs of colours in which this theme sets text or draws charts."""
        found = list(contrast.PAIRS)
        known = {pair.foreground for pair in found if pair.background == "paper"}
        found += [contrast.of_chart(name) for name in dict.fromkeys(self.chart) if name not in known]
        if self.deck.table_header == "filled":
            found += contrast.TABLE_HEADER
        if self.deck.cover != "light" or self.memo.masthead == "band":
            found += contrast.ON_PRIMARY
        return tuple(found)


def load(name: str, folders: tuple[Path, ...] = (), templates: tuple[Path, ...] = (TEMPLATES,)) -> Theme:
    """The theme `name`, looked for in `folders` and then among the built-in ones; its header, in `templates`.

    Raises `BriefError` for a theme that does not exist or is wrong, with all that is wrong in it.
    """
    read = layers.read(name, folders)
    made = validate.validate(read, Theme)
    problems = [*_file_problems(made, read), *_header_problems(made, read, templates), *_contrast_problems(made, read)]
    if problems:
        raise BriefError(problems)
    made._warnings = tuple(_face_warnings(made, read))
    return made


def headers(templates: tuple[Path, ...]) -> set[str]:
    """The names of the memo's headers: the files in the folders `headers`."""
    files = (file for folder in templates for file in (folder / "headers").glob(f"*{HEADER_SUFFIX}"))
    return {file.name.removesuffix(HEADER_SUFFIX) for file in files}


def _face_warnings(made: Theme, read: source.Source) -> Iterator[Problem]:
    """Slides are measured before they are written: a face of the deck whose widths are not known for sure is told."""
    faces = {getattr(made.deck, key): key for key in ("heading_face", "body_face")}
    for face, key in faces.items():
        known = fonts.resolve(face)
        if known.message:
            yield read.problem(("deck", key), known.message, known.hint)


def _file_problems(made: Theme, read: source.Source) -> Iterator[Problem]:
    """The memo's faces have to be there; the one of last resort may be missing."""
    for key in ("heading_face", "body_face"):
        face: FontFiles = getattr(made.memo, key)
        for style, name in face.files.items():
            if fontfiles.find(face.package, name) is None:
                at = style if not face.package or fontfiles.installed(face.package) else "package"
                yield read.problem(("memo", key, at), *fontfiles.absence(face.package, name, face.extra))
                if at == "package":
                    break


def _header_problems(made: Theme, read: source.Source, templates: tuple[Path, ...]) -> Iterator[Problem]:
    known = headers(templates)
    if made.memo.header not in known:
        hint = did_you_mean(made.memo.header, known)
        yield read.problem(("memo", "header"), f"there is no header {made.memo.header!r}", hint)


def _contrast_problems(made: Theme, read: source.Source) -> Iterator[Problem]:
    """At the foreground's line; or at the background's, where that alone stands in the theme's own file."""
    for fault in contrast.faults(made.rgb, made.pairs):
        pair = fault.pair
        chain = [*_made_of(made, pair.foreground), *_made_of(made, pair.background)]
        at = next((name for name in chain if ("colors", name) in read.places), pair.foreground)
        message = (
            f"{pair.what}: {pair.foreground} on {pair.background} has a contrast of {fault.ratio:.2f}, "
            f"and {pair.minimum:g} is the least"
        )
        way = "darker" if fault.darker else "lighter"
        yield read.problem(("colors", at), message, f"make {pair.foreground} {way}, as in '{fault.better}'")


def _made_of(made: Theme, name: str) -> list[str]:
    value = getattr(made.colors, name)
    return [name, value.of] if isinstance(value, Shade) else [name]


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
