"""What a theme says of the deck: faces, the type scale, how it is drawn, and the base that it may be built on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, model_validator

from policybrief.brief.values import Number, Part, Text, Word, misfit
from policybrief.theme.lengths import Size, SmallSize


class Layouts(Part):
    """Which of the base's layouts each of ours is, by name. Where texts have none, they stand in text boxes."""

    cover: Word | None = Field(None, description="The title slide. With a base, this and the next two are needed.")
    section: Word | None = Field(None, description="A slide between sections.")
    other_section: Word | None = Field(
        None,
        alias="other-section",
        description="Every second slide between sections, as a light one after a dark.",
    )
    closing: Word | None = Field(None, description="A last slide: whom the brief is from, and its title.")
    picture: Word | None = Field(
        None,
        description="A slide with a picture alone, which stands in the layout's placeholder for one where that is as "
        "large as its place on `title-only`.",
    )
    chart: Word | None = Field(None, description="The same for a chart alone.")
    quote: Word | None = Field(None, description="A slide with a quotation alone, in the look of the layout's text.")
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

    What a text is decides which it takes; where a slide is too full, text goes down to `text` at the least, and that of
    tables and lists of sources to `label`.
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

    With a `base`, the organisation's own .pptx, .potx or .thmx beside the theme's file, master, covers, faces, logo and
    footers are the base's; `layouts` says which of its layouts ours are, `content` where its content area is not right.
    """

    base: Word | None = Field(
        None,
        description="An organisation's own .pptx, .potx or .thmx beside the theme, which decks are built on "
        "(`brief theme inspect FILE --write` makes such a theme).",
    )
    layouts: Layouts = Field(
        default_factory=lambda: Layouts.model_validate({}),
        description="The names of the base's layouts that take our slides.",
    )
    content: Area | None = Field(
        None, description="Where content stands on a base, if what is read from its layouts is not right."
    )
    footer: Text | None = Field(
        None,
        description="The organisation's own words in a base's place for a footer. A marking stands in free room then.",
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
        description="The face of Cyrillic and Greek letters where the own one's widths are not known, as Cambria's.",
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
