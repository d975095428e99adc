"""Whether a theme is right: its files are there, its colours can be read on each other, and it goes with its base.

What is wrong is a problem where the theme's own file says it, all of it at once; nothing is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from policybrief.errors import Problem, did_you_mean
from policybrief.fonts import files as fontfiles
from policybrief.fonts import measure
from policybrief.ooxml import colors
from policybrief.read import source
from policybrief.theme import contrast, on_base, series
from policybrief.theme.colors import PLAIN, Colors, Shade
from policybrief.theme.files import headers
from policybrief.theme.memo import FontFiles
from policybrief.theme.model import Theme


def problems(theme: Theme, read: source.Source, templates: tuple[Path, ...]) -> list[Problem]:
    """All that is wrong with a theme. Contrasts are reckoned once every colour is known."""
    base = theme.base
    wrong_colors = [*_color_problems(theme, read), *_shade_problems(theme, read)]
    wrong_layouts = list(on_base.wrong_layouts(theme, base, read)) if base else []
    faults = [*_file_problems(theme, read), *_header_problems(theme, read, templates), *wrong_colors, *wrong_layouts]
    faults += on_base.wrong_area(theme, base, read) if base else ()
    if not wrong_colors and not wrong_layouts:
        faults += on_base.ground(theme, read) if base else ()
        faults += _contrast_problems(theme, read)
        faults += (
            _series_problems(theme, read, series.unseen(theme.chart, theme.fill_rgb)) if theme.has_own_series else ()
        )
    return faults


def warnings(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """Slides are measured before they are written: a face of the deck whose widths are not known for sure is told.

    So is what stays behind of a base, since whoever chose it may not know of it.
    """
    yield from _series_problems(theme, read, series.alike(theme.chart, theme.fill_rgb))
    faces = {getattr(theme.deck, key): key for key in ("heading_face", "body_face")}
    for face, key in faces.items():
        known = measure.resolve(face)
        if known.message:
            yield read.problem(("deck", "base" if theme.deck.base else key), known.message, known.hint)
    if theme.base:
        whats = dict.fromkeys(held.what for held in theme.base.left if held.grave)
        for what in whats:
            hint = f"brief theme inspect {theme.base.file.name} says where they are"
            yield read.problem(("deck", "base"), f"the template's {what} are left out of the deck", hint)


def confusions(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """Series of charts that look alike to colour-blind readers, where colorspacious is there to see with their eyes."""
    if find_spec("colorspacious") is None:
        yield Problem(
            "what colour-blind readers see of charts is not checked",
            read.file,
            hint=fontfiles.install("policybrief", "check"),
        ).graded("note")
        return
    alike = _series_problems(theme, read, series.confused(theme.chart, theme.fill_rgb))
    yield from (problem.graded("warning") for problem in alike)


def _file_problems(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """The memo's faces have to be there; the one of last resort may be missing."""
    for key in ("heading_face", "body_face"):
        face: FontFiles = getattr(theme.memo, key)
        for style, name in face.files.items():
            if fontfiles.find(face.package, name) is None:
                at = style if not face.package or fontfiles.installed(face.package) else "package"
                yield read.problem(("memo", key, at), *fontfiles.absence(face.package, name, face.extra))
                if at == "package":
                    break


def _header_problems(theme: Theme, read: source.Source, templates: tuple[Path, ...]) -> Iterator[Problem]:
    known = headers(templates)
    if theme.memo.header not in known:
        hint = did_you_mean(theme.memo.header, known)
        yield read.problem(("memo", "header"), f"there is no header {theme.memo.header!r}", hint)


def _color_problems(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """Which colours may be shades, and of which."""
    for name in Colors.model_fields:
        value = getattr(theme.colors, name)
        known = [*(colors.SLOTS if theme.deck.base else ()), *(() if name in PLAIN else PLAIN)]
        if not isinstance(value, Shade):
            if name not in PLAIN and not theme.deck.base:
                yield read.problem(("colors", name), "is text, not a mapping of keys to values")
        elif name in PLAIN and not theme.deck.base:
            hint = "a colour is six hexadecimal digits in quotes"
            yield read.problem(("colors", name), "is a mapping, not text", hint)
        elif value.of not in known:
            message = f"{value.of!r} is not a colour; available here: {', '.join(known)}"
            yield read.problem(("colors", name, "of"), message)


def _shade_problems(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """Shades of charts are made of the theme's colours, and on a base of its own too."""
    known = [*(colors.SLOTS if theme.deck.base else ()), *PLAIN]
    for number, fill in enumerate(theme.chart):
        if isinstance(fill, Shade) and fill.of not in known:
            message = f"{fill.of!r} is not a colour; available here: {', '.join(known)}"
            yield read.problem(("chart", number, "of"), message)


def _series_problems(theme: Theme, read: source.Source, faults: Iterable[series.SeriesFault]) -> Iterator[Problem]:
    """At the series, or at the colour that it is made of where that alone stands in the theme's own file."""
    for fault in faults:
        fill = theme.chart[fault.number]
        of = fill if isinstance(fill, str) else fill.of
        at = (
            ("chart", fault.number)
            if ("chart",) in read.places or ("colors", of) not in read.places
            else ("colors", of)
        )
        yield read.problem(at, fault.message, f"'{fault.better}' would do for {series.named(fill)}")


def _contrast_problems(theme: Theme, read: source.Source) -> Iterator[Problem]:
    """At the foreground's line; or at the background's, where that alone stands in the theme's own file."""
    on_paper = contrast.ON_PRIMARY if theme.deck.base else ()  # only the memo's masthead: see Theme.pairs
    on_slides = [pair for pair in theme.pairs if pair not in on_paper]
    printed = [pair for pair in theme.pairs if pair in on_paper]
    for fault in (*contrast.faults(theme.rgb, on_slides), *contrast.faults(theme.printed, printed)):
        pair = fault.pair
        chain = [*_made_of(theme, pair.foreground), *_made_of(theme, pair.background)]
        at = next((name for name in chain if ("colors", name) in read.places), pair.foreground)
        message = (
            f"{pair.what}: {pair.foreground} on {pair.background} has a contrast of {fault.ratio:.2f}, "
            f"and {pair.minimum:g} is the minimum"
        )
        way = "darker" if fault.darker else "lighter"
        yield read.problem(("colors", at), message, f"make {pair.foreground} {way}, as in '{fault.better}'")


def _made_of(theme: Theme, name: str) -> list[str]:
    value = getattr(theme.colors, name)
    return [name, value.of] if isinstance(value, Shade) else [name]
