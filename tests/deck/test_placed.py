"""A placed deck is enough to draw it by: what other renderers need, write does not keep to itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from lxml import etree

from policybrief.deck.colors import rgb
from policybrief.deck.lines import broken
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import Line, Look, Shape, TableShape, TextShape
from policybrief.deck.write import colors as write_colors
from policybrief.ooxml import color as color_values
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.colors import Scheme
from policybrief.text.run import Run, Text, plain
from policybrief.theme.load import load
from support import bases, decks

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@pytest.mark.parametrize("on_base", [False, True])
def test_every_color_is_a_value_that_resolves_to_what_is_written(on_base: bool) -> None:
    made = bases.sample() if on_base else decks.harbour()
    deck = made.placed
    found = {(color, slide.layout) for slide in deck.slides for color in colors_of(slide)}
    assert len({color for color, _ in found}) > 5
    for color, layout in found:
        written = etree.fromstring(write_colors.color(color, deck.theme).replace(" ", f" {A} ", 1))
        assert near(rgb(color, deck.theme, layout), scheme(deck, layout).digits(written)), color


def colors_of(thing: Any) -> Iterator[Color]:
    """The colours in a placed thing, however deep."""
    if isinstance(thing, Color):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from colors_of(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from colors_of(getattr(thing, field.name))


def scheme(deck: PlacedDeck, layout: str) -> Scheme:
    """What the colours' names stand for in the file."""
    if deck.theme.base:
        return next(one.scheme for one in deck.theme.base.layouts if one.part == layout)
    return Scheme({slot: deck.theme.rgb[name] for name, slot in write_colors.SLOTS.items()}, {})


def near(one: str, other: str) -> bool:
    """Within a rounding of each change."""
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= 2 for at in (0, 2, 4))


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<a:schemeClr val="accent1"/>', Color("accent1")),
        ('<a:schemeClr val="tx1"><a:lumMod val="75000"/><a:lumOff val="25%"/></a:schemeClr>',
         Color("tx1", (("lumMod", 75_000), ("lumOff", 25_000)))),
        ('<a:srgbClr val="ffc000"><a:gray/></a:srgbClr>', Color("FFC000", (("gray", 0),))),
        ('<a:sysClr val="windowText" lastClr="000000"/>', Color("000000")),
        ('<a:prstClr val="navy"><a:tint val="50000"/></a:prstClr>', Color("000080", (("tint", 50_000),))),
        ('<a:prstClr val="nothing"/>', None),
    ],
)  # fmt: skip
def test_a_color_is_read_as_a_value_and_written_again(xml: str, value: Color | None) -> None:
    made = Scheme({"tx1": "101010", "accent1": "4472C4"}, {})
    element = etree.fromstring(xml.replace(" ", f" {A} ", 1))
    found = color_values.read(element, made)
    assert found == value
    if found:
        written = etree.fromstring(write_colors.color(found, decks.harbour().placed.theme).replace(" ", f" {A} ", 1))
        assert made.digits(written) == made.digits(element)


@pytest.mark.parametrize("on_base", [False, True])
def test_lines_are_known_and_joined_are_the_text(on_base: bool) -> None:
    made = bases.sample() if on_base else decks.harbour()
    lines = [line for slide in made.placed.slides for shape in slide.shapes for line in lines_of(shape)]
    assert sum(bool(line.breaks) for line in lines) > 15
    for line in lines:
        assert "".join(run.text for text in line.drawn for run in text) == "".join(run.text for run in line.text)
        assert all(text[-1].text[-1] in " -–—" or east_asian(text) for text in line.drawn[:-1]), line.drawn


def lines_of(shape: Shape) -> tuple[Line, ...]:
    if isinstance(shape, TableShape):
        return tuple(line for row in shape.rows for cell in row for line in cell.lines)
    return shape.lines if isinstance(shape, TextShape) else ()


def east_asian(text: Text) -> bool:
    return text[-1].text[-1] > "\u2e80"


def test_a_line_in_capitals_breaks_where_its_text_does() -> None:
    line = Line((Run("Maße und Straße, Gruß"),), Look(20.0, caps=True))
    slide = PlacedSlide("", (TextShape(Box(0, 0, 110, 90), (line,), "text"),), (), "", "")
    (shape,) = broken([slide], load("statecraft"))[0].shapes
    assert [plain(text) for text in lines_of(shape)[0].drawn] == ["Maße und ", "Straße, ", "Gruß"]
