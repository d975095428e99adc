"""A theme: colours, faces, sizes and page of both documents, as one YAML file.

A file may say `extends: NAME`; what it gives is laid over that theme. The user's `content/themes` is looked in before
the built-in folder. Lengths are points (1/72 in).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, PrivateAttr

from policybrief.brief.values import Number, Part, Text, Word
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.text.value_path import Steps
from policybrief.theme import contrast, series
from policybrief.theme.base import layouts as bases
from policybrief.theme.colors import Colors, Fill, Shade, shaded
from policybrief.theme.deck import DeckTheme
from policybrief.theme.memo import MemoTheme


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
    _read: Source | None = PrivateAttr(None)
    _base_digest: str = PrivateAttr("")
    """The SHA-256 of the base: themes on a file that has changed are not equal, and what is kept by one is not the
    other's."""

    @cached_property
    def identity(self) -> str:
        """A digest of all that makes it: its values and which of them were given, its base, and the files it is from.

        What is kept by a theme asks for the theme at every colour of every slide; to compare two value by value takes
        longer than to write what the colour is of.
        """
        files = [(file.file, file.lines) for file in (self._read.files if self._read else ())]
        made_of = (self.as_json(), sorted(self.model_fields_set), self._base_digest, files)
        return hashlib.sha256(repr(made_of).encode()).hexdigest()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As of any model; a copy with other values is another theme."""
        copy = super().model_copy(update=update, deep=deep)
        vars(copy).pop("identity", None)
        return copy

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Theme) and self.identity == other.identity)

    def __hash__(self) -> int:
        return hash(self.identity)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What may be wrong with a deck in this theme, and stops nobody."""
        return self._warnings

    def problem(self, path: Steps, message: str, hint: str = "") -> Problem:
        """A problem at a value of the theme, in the file that it comes from."""
        return self._read.problem(path, message, hint) if self._read else Problem(message, hint=hint)

    @property
    def has_own_series(self) -> bool:
        """Whether the theme says what charts are filled with, and does not leave it to us."""
        return "chart" in self.model_fields_set

    @cached_property
    def swatches(self) -> tuple[series.Swatch, ...]:
        """What the series of charts are filled with, in order."""
        return tuple(map(series.swatch, self.chart))

    @cached_property
    def fill_rgb(self) -> Mapping[str, str]:
        """The digits of all that a chart's series may be made of: the theme's colours, and on a base its own too."""
        return {**self._slots, **self.rgb}

    @property
    def _slots(self) -> Mapping[str, str]:
        return self.layouts["title-only"].scheme.slots if self.base else {}

    @cached_property
    def rgb(self) -> Mapping[str, str]:
        """Every colour of the theme as six hexadecimal digits."""
        colors = dict(self._slots)
        for name in Colors.model_fields:
            value = getattr(self.colors, name)
            colors[name] = shaded(colors[value.of], value) if isinstance(value, Shade) else value.upper()
        return {name: colors[name] for name in Colors.model_fields}

    @cached_property
    def base(self) -> bases.Base | None:
        """The base of the deck, read."""
        if not self.deck.base:
            return None
        from policybrief.theme.base import read  # most builds are on none

        return read.read(Path(self.deck.base))

    @cached_property
    def layouts(self) -> Mapping[str, bases.Layout]:
        """The base's layouts by our names for them; none without a base."""
        named = self.deck.layouts.names.items() if self.base else ()
        return {kind: layout for kind, name in named if self.base and (layout := self.base.named(name))}

    @property
    def printed(self) -> Mapping[str, str]:
        """The colours on a white page: `rgb`, or where a base's slides are dark, each made dark enough for paper."""
        return contrast.printed(self.rgb)

    @cached_property
    def printed_series(self) -> tuple[str, ...]:
        """The digits of `swatches` on a white page."""
        rgb = self.printed
        fills = [series.digits(fill, {**self._slots, **rgb}) for fill in self.chart]
        return tuple(fills if rgb is self.rgb else [series.seen_on(fill, rgb["paper"]) for fill in fills])

    @property
    def pairs(self) -> tuple[contrast.Pair, ...]:
        """The pairs of colours in which this theme sets text."""
        given = self.colors.model_fields_set
        pairs = [pair for pair in contrast.PAIRS if pair not in contrast.TINTED or pair.background in given]
        if self.deck.table_header == "filled":
            pairs += contrast.TABLE_HEADER
        if (self.deck.cover != "light" and not self.deck.base) or self.memo.masthead == "band":
            pairs += contrast.ON_PRIMARY
        return tuple(pairs)
