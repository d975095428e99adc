"""What a theme says of the memo: page, faces, ranges of sizes, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from policybrief.brief.values import Package, PageCount, Part, Word, misfit
from policybrief.theme.lengths import Margins, Range

PAGES: Mapping[str, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.2756, 841.8898)}
"""Width and height in points."""


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


class WordTheme(Part):
    """The memo in Word, which is made for clearance."""

    base: Word | None = Field(
        None,
        description="An organisation's own .docx or .dotx beside the theme, whose styles, page, headers and footers the"
        " Word memo takes.",
    )


class MemoTheme(Part):
    """Page, faces and sizes of the memo, and how it is drawn.

    `leading` is in type sizes; `spacing` multiplies every gap. `header` is the name of a house's memo format: a
    template in `templates/headers`.
    """

    page: Literal["auto", "letter", "a4"] = Field("auto", description="`auto` is the paper of the brief's locale.")
    pages: PageCount = Field(
        1, description="How many pages the memo has: one; or exactly two, of which the second is a third full or more."
    )
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
    word: WordTheme = Field(
        default_factory=lambda: WordTheme.model_validate({}), description="How the memo is made in Word."
    )

    def paper(self, usual: str) -> tuple[float, float]:
        """Width and height of a page in points; `usual` is the name of the locale's paper."""
        return PAGES[usual if self.page == "auto" else self.page]
