"""A theme: colours, faces, sizes and page of both documents, as one YAML file.

A file may say `extends: NAME`; what it gives is laid over that theme. The user's `content/themes` is looked in before
the built-in folder. Lengths are points (1/72 in).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, model_validator

from policybrief.brief.values import Number, Package, Part, Text, Word, misfit
from policybrief.errors import Problem
from policybrief.theme import contrast, series
from policybrief.theme.base import layouts as bases
from policybrief.theme.base.read import read as opened
from policybrief.theme.colors import Colors, Fill, Shade, shaded

PAGES: Mapping[str, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.2756, 841.8898)}
"""Width and height in points."""


Size = Annotated[Number, Field(ge=0.1, le=100)]
SmallSize = Annotated[Number, Field(ge=9, le=100)]


class Range(Part):
    """The bounds between which fit chooses."""

    floor: Size = Field(description="The least.")
    ceiling: Size = Field(description="The most.")

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.floor > self.ceiling:
            raise misfit((), "the floor is above the ceiling")
        return self

    def at(self, share: float) -> float:
        """The value at `share` (0 to 1) of the way from floor to ceiling."""
        return self.floor + (self.ceiling - self.floor) * share


class Margins(Range):
    """The side margins, in points: the ceiling, but narrower down to the floor where a memo would else say less.

    A number alone is both.
    """

    floor: Annotated[Number, Field(ge=36, le=144)] = Field(description="The least, from 36 points (0.5 in) on.")
    ceiling: Annotated[Number, Field(ge=45, le=144)] = Field(
        description="The usual margin, from 45 points (0.625 in) on."
    )

    @model_validator(mode="before")
    @classmethod
    def _fixed(cls, value: object) -> object:
        return {"floor": value, "ceiling": value} if isinstance(value, int | float) else value


class FontFiles(Part):
    """A face of the memo: TrueType files in an installed `package`, or in the theme's own folder."""

    package: Package | None = Field(
        None, description="The Python package that holds the files; without it they lie beside the theme."
    )
    regular: Word = Field(description="The file's name.")
    bold: Word | None = Field(None, description="The file's name; without it `regular` stands in.")
    italic: Word | None = Field(None, description="The file's name; without it `regular` stands in.")
    bold_italic: Word | None = Field(None, description="The file's name; without it `regular` stands in.")
    extra: Word | None = Field(None, description="The extra of policybrief that installs the package.")

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


class Layouts(Part):
    """Which of the base's layouts each of ours is, by name. Where texts have none, they stand in text boxes."""

    cover: Word | None = Field(None, description="The title slide. With a base, this and the next two are needed.")
    section: Word | None = Field(None, description="A slide between sections.")
    title_only: Word | None = Field(None, alias="title-only", description="A slide with a title and room below it.")
    one_text: Word | None = Field(
        None, alias="one-text", description="A layout with one body; without it, texts stand in boxes on `title-only`."
    )
    two_texts: Word | None = Field(None, alias="two-texts", description="A layout with two bodies.")
    three_texts: Word | None = Field(None, alias="three-texts", description="A layout with three bodies.")
    five_texts: Word | None = Field(None, alias="five-texts", description="A layout with five bodies.")

    @property
    def names(self) -> Mapping[str, str]:
        """The base's name for each of our layouts that is given."""
        kinds = {field.alias or key: key for key, field in Layouts.model_fields.items()}
        return {kind: name for kind, key in kinds.items() if (name := getattr(self, key)) is not None}


class Area(Part):
    """Where a slide's content stands, in points from its upper left corner."""

    x: Annotated[Number, Field(ge=0, le=4032)] = Field(description="From the left edge of the slide, in points.")
    y: Annotated[Number, Field(ge=0, le=4032)] = Field(description="From its upper edge, in points.")
    width: Annotated[Number, Field(ge=144, le=4032)] = Field(description="In points; 144 at the least.")
    height: Annotated[Number, Field(ge=108, le=4032)] = Field(description="In points; 108 at the least.")


class Sizes(Part):
    """The deck's type scale, in points: on our own master there is no other size on a slide.

    What a text is decides which it takes; where a slide is too full, text goes one down, to the label's at the least.
    """

    cover: Size = Field(48, description="The title of the cover and of sections; figures that stand alone.")
    title: Size = Field(28, description="The titles of slides.")
    lead: Size = Field(24, description="What a slide comes to; titles that would else take three lines.")
    head: Size = Field(20, description="Headlines; text where there is little of it.")
    text: Size = Field(18, description="Text.")
    label: SmallSize = Field(14, description="Labels, captions, numbers in marks; the text of full tables.")
    kicker: SmallSize = Field(12, description="The line above a title, and the progress beside it.")
    footer: SmallSize = Field(11, description="Sources, date, number and marking.")

    @model_validator(mode="after")
    def _ordered(self) -> Sizes:
        scale = [(name, getattr(self, name)) for name in Sizes.model_fields]
        for (larger, most), (smaller, size) in pairwise(scale):
            if size > most:
                raise misfit(
                    (smaller,), f"is larger than '{larger}'", "the scale goes down from the cover to the footer"
                )
        return self


class DeckTheme(Part):
    """Faces and sizes of the deck, and how it is drawn. Faces are named, not embedded: PowerPoint has them.

    With a `base`, the organisation's own .pptx or .potx beside the theme's file, master, covers, faces, logo and
    footers are the base's; `layouts` says which of its layouts ours are, `content` where its content area is not right.
    """

    base: Word | None = Field(
        None,
        description="An organisation's own .pptx or .potx beside the theme, which decks are built on "
        "(`brief theme inspect FILE --write` makes such a theme).",
    )
    layouts: Layouts = Field(
        default_factory=lambda: Layouts.model_validate({}),
        description="The names of the base's layouts that take our slides.",
    )
    content: Area | None = Field(
        None, description="Where content stands on a base, if what is read from its layouts is not right."
    )
    cover: Literal["dark", "light", "divided"] = Field(
        "dark",
        description="The title and section slides: all in `primary`, all in `paper`, or `primary` beside `paper`.",
    )
    spine: bool = Field(
        False, description="True draws a band in `primary` down the left edge of slides, with `highlight` at the title."
    )
    cards: Literal["filled", "ruled"] = Field(
        "filled", description="What sets text apart: tints and bars, or lines alone, which print on any machine."
    )
    table_header: Literal["filled", "ruled"] = Field(
        "filled",
        description="The actors' names over a comparison: in `paper` on the colour, or in the colour over a line.",
    )
    heading_face: Word = Field(
        description="The face of titles and numbers, by its name in PowerPoint. Its widths have to be known."
    )
    body_face: Word = Field(description="The face of all other text.")
    east_asian_face: Word = Field(description="The face of Chinese, Japanese and Korean characters.")
    cyrillic_face: Word = Field(
        "Times New Roman",
        description="The face of a Ukrainian deck in place of one whose Cyrillic widths are not known, as Cambria's.",
    )
    sizes: Sizes = Field(
        default_factory=lambda: Sizes.model_validate({}),
        description="The type scale: but for a base's covers and footers there is no other size.",
    )
    _scale: float = PrivateAttr(1.0)

    @property
    def scale(self) -> float:
        """By how much larger than they will be written slides are fitted (deck/fit/scaled.py)."""
        return self._scale

    def enlarged(self, by: float) -> DeckTheme:
        """The same for slides that are so much larger: every length of it, whatever there will be."""
        lengths = {name: _enlarged(value, by) for name, value in self if isinstance(value, Sizes | Area)}
        larger = self.model_copy(update=lengths)
        larger._scale = by
        return larger


def _enlarged(value: Sizes | Area, by: float) -> Sizes | Area:
    return value.model_copy(update={name: length * by for name, length in value})


class MemoTheme(Part):
    """Page, faces and sizes of the memo, and how it is drawn.

    `leading` is in type sizes; `spacing` multiplies every gap. `header` is the name of a house's memo format: a
    template in `templates/headers`.
    """

    page: Literal["auto", "letter", "a4"] = Field("auto", description="`auto` is the paper of the brief's locale.")
    header: Word = Field(
        "plain",
        description="The house's format: `plain`, `state-action`, `dod-action`, `nsc`, "
        "`congress`, `think-tank`, or a file in `templates/headers`.",
    )
    masthead: Literal["rule", "double", "band"] = Field(
        "rule",
        description="The title: over a thick rule; or between a thick rule and a thin one; or on a band of `primary`.",
    )
    panel: Literal["filled", "ruled"] = Field(
        "filled",
        description="The bottom line and what is asked: on a tint and on `primary`, or between lines and in a frame.",
    )
    margin: Margins = Field(
        description="The side margins, in points (45 to 144; 46.8 is 0.65 in); or a range, "
        "down to whose floor (36 at the least) they get narrower before a memo says less."
    )
    margin_column: Range = Field(
        description="The width of the column at the left, for labels and marks, in points: it narrows with the margins."
    )
    body: Range = Field(description="Type size of text, in points.")
    leading: Range = Field(description="The distance between lines, in type sizes.")
    spacing: Range = Field(description="What every gap is multiplied by.")
    heading_face: FontFiles = Field(
        description="The face of the title, the bottom line and numbers: open TrueType files, embedded."
    )
    body_face: FontFiles = Field(description="The face of all other text.")
    fallback_face: FontFiles | None = Field(
        None, description="The face for characters that both lack; it may be missing."
    )


class Logo(Part):
    """A picture at the end of the memo's header and on the deck's cover: a .png or .svg beside the theme's file.

    `height` is in points, on the memo.
    """

    file: Word = Field(description="A `.png` or `.svg` beside the theme; the deck needs the `.png`.")
    alt: Text = Field(description="What it shows, for someone who can't see it.")
    height: Annotated[Number, Field(ge=12, le=96)] = Field(28.0, description="In points, on the memo; 12 to 96.")


class Theme(Part):
    """What both documents look like."""

    name: Text = Field(description="What PowerPoint calls the theme's colours and fonts.")
    about: Text | None = Field(None, description="One line on what it is for, for `brief theme list`.")
    colors: Colors = Field(description="Colours by what they are for.")
    chart: Annotated[tuple[Fill, ...], Field(min_length=1)] = Field(
        ("primary", Shade(of="muted", lighter=32), Shade(of="ink", lighter=35), Shade(of="ink", lighter=21)),
        description="What the series of a chart are filled with, in order: of each a colour of the theme, a shade, "
        "six digits, or a pattern.",
    )
    logo: Logo | None = Field(None, description="A picture at the end of the memo's header and on the deck's cover.")
    deck: DeckTheme = Field(description="The deck: faces, sizes, and how it is drawn.")
    memo: MemoTheme = Field(description="The memo: page, faces, sizes, and how it is drawn.")
    _warnings: tuple[Problem, ...] = PrivateAttr(())

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What may be wrong with a deck in this theme, and stops nobody."""
        return self._warnings

    @property
    def has_own_series(self) -> bool:
        """Whether the theme says what charts are filled with, and does not leave it to us."""
        return "chart" in self.model_fields_set

    @cached_property
    def swatches(self) -> tuple[series.Swatch, ...]:
        """What the series of charts are filled with, in order."""
        return tuple(map(series.swatch, self.chart))

    @cached_property
    def rgb(self) -> Mapping[str, str]:
        """Every colour of the theme as six hexadecimal digits."""
        found = dict(self.layouts["title-only"].scheme.slots) if self.base else {}
        for name in Colors.model_fields:
            value = getattr(self.colors, name)
            found[name] = shaded(found[value.of], value) if isinstance(value, Shade) else value.upper()
        return {name: found[name] for name in Colors.model_fields}

    @cached_property
    def base(self) -> bases.Base | None:
        """The base of the deck, read."""
        return opened(Path(self.deck.base)) if self.deck.base else None

    @cached_property
    def layouts(self) -> Mapping[str, bases.Layout]:
        """The base's layouts by our names for them; none without a base."""
        named = self.deck.layouts.names.items() if self.base else ()
        return {kind: found for kind, name in named if self.base and (found := self.base.named(name))}

    @property
    def printed(self) -> Mapping[str, str]:
        """The colours on a white page: `rgb`, or where a base's slides are dark, each made dark enough for paper."""
        return contrast.printed(self.rgb)

    @cached_property
    def printed_series(self) -> tuple[str, ...]:
        """The digits of `swatches` on a white page."""
        rgb = self.printed
        found = [series.digits(fill, rgb) for fill in self.chart]
        return tuple(found if rgb is self.rgb else [series.seen_on(each, rgb["paper"]) for each in found])

    @property
    def pairs(self) -> tuple[contrast.Pair, ...]:
        """The pairs of colours in which this theme sets text."""
        given = self.colors.model_fields_set
        found = [pair for pair in contrast.PAIRS if pair not in contrast.TINTED or pair.background in given]
        if self.deck.table_header == "filled":
            found += contrast.TABLE_HEADER
        if (self.deck.cover != "light" and not self.deck.base) or self.memo.masthead == "band":
            found += contrast.ON_PRIMARY
        return tuple(found)
