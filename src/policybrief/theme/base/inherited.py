"""What a shape inherits: placeholder by placeholder, through layout, master, styles and defaults.

The rules are PowerPoint's: a placeholder of a slide inherits from the layout's of the same index, that from the
master's of the same kind (a title from the title, a footer from the footer, all else from the body), for each property
alone (ECMA-376, 19.3.1.36). Bases and decks that are checked are read by these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policybrief.ooxml import color
from policybrief.ooxml.colors import A
from policybrief.ooxml.drawing import P, number, whole
from policybrief.ooxml.fills import Fills
from policybrief.theme.base.layouts import FEET, TITLES, TextLook

_ALONE = (*FEET, "hdr")
"""Kinds that inherit from their own kind only."""
_STYLES = dict.fromkeys(TITLES, "titleStyle") | dict.fromkeys(_ALONE, "otherStyle")


def held(root: Any) -> Iterator[Any]:
    """The shapes of a part that are placeholders."""
    for shape in root.iterfind(f"{P}cSld/{P}spTree//{P}sp"):
        if mark(shape) is not None:
            yield shape


def mark(shape: Any) -> Any:
    """What makes a shape a placeholder, its p:ph; None for one that is none."""
    return shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")


def kind(shape: Any) -> str:
    """The kind of a placeholder, as the schema names it."""
    return str(mark(shape).get("type", "obj"))


def by_kind(master: Any) -> dict[str, Any]:
    """A master's placeholders: the first of each kind."""
    return {kind(shape): shape for shape in reversed(list(held(master)))}


def above(wanted: str, masters: Mapping[str, Any]) -> Any:
    """The master's placeholder that one of this kind inherits from; None where there is none."""
    shape = masters.get(wanted)
    return masters.get(_family(wanted)) if shape is None else shape


def _family(wanted: str) -> str:
    return "title" if wanted in TITLES else wanted if wanted in _ALONE else "body"


def chain(shape: Any, layout: Iterable[Any], masters: Mapping[str, Any]) -> list[Any]:
    """A shape of a slide, and those of its layout's and its master's placeholders that it inherits from."""
    own = mark(shape)
    if own is None:
        return [shape]
    wanted, index = kind(shape), own.get("idx", "0")
    between = next((other for other in layout if _same(other, wanted, index)), None)
    last = above(wanted if between is None else mark(between).get("type", wanted), masters)
    return [link for link in (shape, between, last) if link is not None]


def _same(other: Any, wanted: str, index: str) -> bool:
    """Whether it is the layout's placeholder of a slide's: indexes say so, where they are given."""
    return mark(other).get("idx", "0") == index and (index != "0" or _family(kind(other)) == _family(wanted))


def levels(inherited: list[Any], master: Any, number: int = 1) -> list[Any]:
    """The properties of a level of paragraphs, the nearest first: of the chain's own lists, then the master's styles.

    `master` is the master's root; a shape that is no placeholder has nothing of its styles.
    """
    level = f"{A}lvl{number}pPr"
    styles = [link.find(f"{P}txBody/{A}lstStyle/{level}") for link in inherited]
    if mark(inherited[0]) is not None:
        styles.append(style(kind(inherited[-1]), master, number))
    return [level_ for level_ in styles if level_ is not None]


def style(wanted: str, master: Any, number: int = 1) -> Any:
    """What a master's styles say of a level of a kind of placeholder; None where they say nothing."""
    return master.find(f"{P}txStyles/{P}{_STYLES.get(wanted, 'bodyStyle')}/{A}lvl{number}pPr")


def runs(of_levels: Sequence[Any]) -> list[Any]:
    """The properties of text that levels give."""
    return [look for level in of_levels if (look := level.find(f"{A}defRPr")) is not None]


def look(of_levels: Sequence[Any], of_runs: Sequence[Any], fills: Fills, *, stated: bool = True) -> TextLook:
    """A look from the properties of paragraphs and of runs, the nearest first."""

    def first(key: str, default: str = "") -> str:
        return next((value for run in of_runs if (value := run.get(key)) is not None), default)

    leading, exact = _leading(of_levels)
    paint = fills.text(of_runs)
    face = (
        next((latin.get("typeface") for run in of_runs if (latin := run.find(f"{A}latin")) is not None), None) or "+mn"
    )
    align = next((value for level in of_levels if (value := level.get("algn"))), "l")
    return TextLook(
        size=whole(first("sz", "1800")) / 100 or 18.0,
        bold=first("b") in ("1", "true"),
        italic=first("i") in ("1", "true"),
        caps=first("cap") == "all",
        align=align if align in ("l", "ctr", "r") else "l",
        leading=leading if 0.5 <= leading <= 3 else 1.0,
        exact=exact,
        tracking=whole(first("spc", "0")) / 100,
        color=color.read(_solid(of_runs), fills.scheme),
        rgb=fills.scheme.slots["tx1"] if paint is None else paint.rgb,
        face=face.removesuffix("-lt") if face.startswith("+") else face,
        stated=stated,
        alpha=1.0 if paint is None else paint.alpha,
    )


def _leading(of_levels: Sequence[Any]) -> tuple[float, float]:
    """The height of lines, as a share of the face's own, or exact in points; 0 where it is not."""
    distances = (level.find(f"{A}lnSpc") for level in of_levels)
    spacing = next((distance for distance in distances if distance is not None and len(distance)), None)
    if spacing is None:
        return 1.0, 0.0
    if spacing[0].tag != f"{A}spcPct":
        return 1.0, number(spacing[0], "val", 0) / 100
    value = spacing[0].get("val", "100000")
    return float(value.rstrip("%")) / (100 if value.endswith("%") else 100_000), 0.0


def _solid(of_runs: Sequence[Any]) -> Any:
    """The colour of the first solid fill; None where there is none."""
    return next((fill[0] for run in of_runs if (fill := run.find(f"{A}solidFill")) is not None and len(fill)), None)
