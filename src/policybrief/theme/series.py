"""What the series of charts are filled with, and whether neighbours can be told apart: on paper, in grey, by any eyes.

A chart names its series beside their marks, so its colours carry nothing alone; still, what stands side by side has to
be two things to every reader and on every copier: apart in lightness (1.5 to 1), and to colour-blind readers (by
colorspacious: Machado, Oliveira and Fernandes, 2009).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from policybrief.ooxml.color import Color
from policybrief.ooxml.contrast import LARGE, channels, mended, ratio
from policybrief.text.records import dataclass
from policybrief.theme.colors import PLAIN, Fill, FillPattern, Shade, luminance, shaded

TOGETHER = 4
"""So many series stand in one chart at the most; more become small multiples."""
_FEW = 3
APART, UNLIKE = 1.5, 10.0
"""The least ratio of two series in grey, and the least difference (CAM02-UCS) that colour-blind readers see."""
_BLIND = {"protanomaly": "red", "deuteranomaly": "green", "tritanomaly": "blue"}


@dataclass(frozen=True, slots=True)
class Swatch:
    """What a series is filled with: a colour; or a pattern, so many percent of it in the colour, in a frame of it."""

    color: Color
    percent: int | None = None


def swatch(fill: Fill) -> Swatch:
    """A theme's fill as shapes take it."""
    if isinstance(fill, FillPattern):
        return Swatch(Color(fill.of), fill.percent)
    if isinstance(fill, Shade):
        modulation, offset = luminance(fill)
        changes = (("lumMod", modulation * 1000),) if modulation != 100 else ()
        return Swatch(Color(fill.of, (*changes, ("lumOff", offset * 1000)) if offset else changes))
    return Swatch(Color(fill if fill in PLAIN else fill.upper()))


def digits(fill: Fill, rgb: Mapping[str, str]) -> str:
    """The colour of a fill: of a pattern, what its dots and its ground are together from afar."""
    if isinstance(fill, FillPattern):
        share = fill.percent / 100
        pairs = zip(channels(rgb[fill.of]), channels(rgb["paper"]), strict=True)
        mixed = [_encoded(share * _linear(own) + (1 - share) * _linear(ground)) for own, ground in pairs]
        return "".join(f"{round(value * 255):02X}" for value in mixed)
    if isinstance(fill, Shade):
        return shaded(rgb[fill.of], fill)
    return rgb.get(fill, fill.upper())


def named(fill: Fill) -> str:
    """A fill in words."""
    if isinstance(fill, FillPattern):
        return f"{fill.of} at {fill.percent} percent"
    if isinstance(fill, Shade):
        return f"{fill.of}, {fill.lighter or fill.darker} percent {'lighter' if fill.lighter else 'darker'}"
    return fill


@dataclass(frozen=True, slots=True)
class SeriesFault:
    """A series, by its number, that can't be seen or told from another; `better` are digits that would do."""

    number: int
    message: str
    better: str


def unseen(fills: Sequence[Fill], rgb: Mapping[str, str]) -> Iterator[SeriesFault]:
    """Series that are too near to the paper: a graphical object needs 3 (WCAG 2.1, 1.4.11). A pattern has its frame."""
    for number, fill in enumerate(fills):
        if fill in fills[:number]:
            continue
        seen = rgb[fill.of] if isinstance(fill, FillPattern) else digits(fill, rgb)
        contrast = ratio(seen, rgb["paper"])
        if contrast < LARGE:
            message = f"{named(fill)} on paper has a contrast of {contrast:.2f}, and {LARGE:g} is the minimum"
            yield SeriesFault(number, f"a chart's series: {message}", mended(seen, rgb["paper"], LARGE)[0])


def seen_on(rgb: str, paper: str) -> str:
    """A colour as it can be seen on that paper: itself, or the nearest that can."""
    return rgb if ratio(rgb, paper) >= LARGE else mended(rgb, paper, LARGE)[0]


def alike(fills: Sequence[Fill], rgb: Mapping[str, str]) -> Iterator[SeriesFault]:
    """Series of one chart that are one grey on a copier. Of the pair the latter is told."""
    known = [digits(fill, rgb) for fill in fills[:TOGETHER]]
    for (earlier, first), (later, second) in combinations(enumerate(known), 2):
        contrast = ratio(first, second)
        if contrast < APART:
            pair = f"{named(fills[earlier])} and {named(fills[later])}"
            message = f"{pair} are one grey in print: {contrast:.2f} to 1, and {APART:g} is the minimum"
            yield SeriesFault(later, message, mended(second, first, APART)[0])


def confused(fills: Sequence[Fill], rgb: Mapping[str, str]) -> Iterator[SeriesFault]:
    """Series of one chart that look alike to colour-blind readers. Needs colorspacious."""
    known = [digits(fill, rgb) for fill in fills[:TOGETHER]]
    for kind, lacking in _BLIND.items():
        seen = [_seen(color, kind) for color in known]
        for (earlier, first), (later, second) in combinations(enumerate(seen), 2):
            difference = _difference(first, second)
            if difference < UNLIKE:
                pair = f"{named(fills[earlier])} and {named(fills[later])}"
                message = (
                    f"{pair} look alike to readers who see no {lacking}: {difference:.1f}, and {UNLIKE:g} is the least"
                )
                yield SeriesFault(later, message, mended(known[later], known[earlier], 2 * APART)[0])


def _seen(rgb: str, kind: str) -> tuple[float, ...]:
    from colorspacious import cspace_convert

    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return tuple(float(value) for value in cspace_convert(channels(rgb), space, "sRGB1"))


def _difference(first: Sequence[float], second: Sequence[float]) -> float:
    from colorspacious import deltaE

    return float(deltaE(first, second, input_space="sRGB1"))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


_STEPS = (3.1, 5.0, 8.0)
"""The contrasts with paper of a chart's second to fourth series: quiet beside the first, and each a grey of its own."""


def proposed(of: str, rgb: str, papers: Sequence[str], first: str) -> list[Shade]:
    """Shades of a colour for the series after the `first`, each a grey of its own that is seen on all of the `papers`;
    fewer where these are grey.
    """
    every = [Shade(of=of, **{way: percent}) for way in ("lighter", "darker") for percent in range(100)]
    known = [(shade, shaded(rgb, shade)) for shade in every]
    taken, shades = [first], list[Shade]()
    for wanted in _STEPS:
        shade, seen = min(known, key=lambda pair: abs(_least(pair[1], papers) - wanted))
        if _least(seen, papers) >= LARGE and all(ratio(seen, other) >= APART for other in taken):
            shades.append(shade)
            taken.append(seen)
    return shades


def of_house(rgb: Mapping[str, str], accents: Sequence[str], paper: str) -> list[Fill]:
    """The primary colour and those `accents` of a house, by their slots in `rgb`, that are seen on the paper and are
    each a grey of its own beside the others; then shades of the ink, to as many as stand in one chart. None, where
    no accent will do, or all are too few for a chart.
    """
    taken: dict[str, Fill] = {rgb["primary"]: "primary"}

    def apart(digits: str) -> bool:
        return ratio(digits, paper) >= LARGE and all(ratio(digits, other) >= APART for other in taken)

    for slot in accents:
        if len(taken) < TOGETHER and apart(rgb[slot]):
            taken[rgb[slot]] = Shade(of=slot)
    if len(taken) == 1:
        return []
    for percent in range(95, -1, -1):
        shade = Shade(of="ink", lighter=percent)
        if len(taken) < TOGETHER and apart(digits := shaded(rgb["ink"], shade)):
            taken[digits] = shade
    return list(taken.values()) if len(taken) >= _FEW else []


def _least(rgb: str, papers: Sequence[str]) -> float:
    return min(ratio(rgb, paper) for paper in papers)


def with_patterns(fills: Sequence[Fill], rgb: Mapping[str, str]) -> tuple[Fill, ...]:
    """The fills and, where they are too few for a chart, patterns in a frame of the ink, which are seen on any ground:
    a paler shade of what is seen on a ground of middle brightness might be that ground.
    """
    found: list[Fill] = list(fills)
    for percent in (30, 60, 0):
        pattern = FillPattern(of="ink", percent=percent)
        seen = digits(pattern, rgb)
        if len(found) < TOGETHER and all(ratio(seen, digits(other, rgb)) >= APART for other in found):
            found.append(pattern)
    return tuple(found)
