"""A theme, read: its file and what that extends, validated and checked against its base."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.errors import BriefError, Problem
from policybrief.read.source import Source
from policybrief.system.files import access, remembered
from policybrief.system.files.resources import TEMPLATES
from policybrief.theme import check as themecheck
from policybrief.theme import contrast, series
from policybrief.theme import files as layers
from policybrief.theme.base import grounds
from policybrief.theme.colors import Shade
from policybrief.theme.model import Theme
from policybrief.validate import validate


@remembered.as_seen(8)
def load(name: str, folders: tuple[Path, ...] = (), templates: tuple[Path, ...] = (TEMPLATES,)) -> Theme:
    """The theme `name`, looked for in `folders` and then among the built-in ones; its header, in `templates`.

    Raises `BriefError` for a theme that does not exist or is wrong, with all that is wrong in it. Kept as long as its
    files are as they were, for who edits a brief has it read at each key.
    """
    return _one(_made(layers.read(name, folders), templates))


def of_text(text: str, file: Path) -> Theme:
    """The theme that a text would be in this file, on a built-in one. Raises `BriefError` with all that is wrong."""
    return _made(layers.of_text(text, file), (TEMPLATES,))


@lru_cache(maxsize=8)
def _one(theme: Theme) -> Theme:
    """The first of equal themes, read from the same text and on the same base: what it has worked out stays so."""
    return theme


def examined(name: str, folders: tuple[Path, ...], templates: tuple[Path, ...]) -> list[Problem]:
    """What may be wrong with a theme that can be loaded, what only some readers see included."""
    read = layers.read(name, folders)
    theme = _made(read, templates)
    return [*theme.warnings, *themecheck.confusions(theme, read)]


def _made(read: Source, templates: tuple[Path, ...]) -> Theme:
    theme = validate.validate(read, Theme)
    problems = themecheck.problems(theme, read, templates)
    if problems:
        raise BriefError(problems)
    theme = _completed(_with_faces(theme))
    theme._read = read
    if theme.deck.base:
        theme._base_digest = access.digest(Path(theme.deck.base), within=access.ANYWHERE)
    theme._warnings = tuple(problem.graded("warning") for problem in themecheck.warnings(theme, read))
    return theme


def _completed(theme: Theme) -> Theme:
    """What the theme leaves to us, where the usual can't be read on its slides.

    A tint is the panel; the series of charts are shades of the theme's colours, each as far from paper as it has to be.
    """
    faults = contrast.faults(theme.rgb, contrast.TINTED)
    unreadable = {fault.pair.background for fault in faults} - theme.colors.model_fields_set
    changes: dict[str, Any] = {}
    if unreadable:
        changes["colors"] = theme.colors.model_copy(update={name: Shade(of="panel") for name in unreadable})
    papers = _papers(theme)
    on_each = (fault for paper in papers for fault in series.unseen(theme.chart, {**theme.fill_rgb, "paper": paper}))
    wrong = (*on_each, *series.alike(theme.chart, theme.fill_rgb))
    if wrong and not theme.has_own_series:
        shades = series.proposed("ink", theme.rgb["ink"], papers, theme.rgb["primary"])
        changes["chart"] = series.with_patterns(("primary", *shades), theme.rgb)
    if not changes:
        return theme
    return Theme.model_construct(theme.model_fields_set, **{**dict(theme), **changes})  # a copy would keep old digits


def _papers(theme: Theme) -> tuple[str, ...]:
    """What charts stand on: the paper or, on a base whose slides have several colours, the darkest and the lightest."""
    if not theme.base:
        return (theme.rgb["paper"],)
    layout = theme.layouts["title-only"]
    ground = grounds.under(theme.base, layout, grounds.content(theme.base, layout, theme.deck.content))
    return (theme.rgb["paper"], *(() if ground.plain else ground.ends))


def _with_faces(theme: Theme) -> Theme:
    """On a base the deck's faces are the base's own."""
    if not theme.base:
        return theme
    major, minor = theme.layouts["title-only"].faces
    return theme.model_copy(update={"deck": theme.deck.model_copy(update={"heading_face": major, "body_face": minor})})
