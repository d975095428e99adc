"""A theme, read: its file and what that extends, validated and checked against its base."""

from __future__ import annotations

from pathlib import Path

from policybrief.errors import BriefError
from policybrief.resources import TEMPLATES
from policybrief.theme import check as themecheck
from policybrief.theme import contrast
from policybrief.theme import files as layers
from policybrief.theme.colors import Shade
from policybrief.theme.model import Theme
from policybrief.validate import validate


def load(name: str, folders: tuple[Path, ...] = (), templates: tuple[Path, ...] = (TEMPLATES,)) -> Theme:
    """The theme `name`, looked for in `folders` and then among the built-in ones; its header, in `templates`.

    Raises `BriefError` for a theme that does not exist or is wrong, with all that is wrong in it.
    """
    read = layers.read(name, folders)
    made = validate.validate(read, Theme)
    problems = themecheck.problems(made, read, templates)
    if problems:
        raise BriefError(problems)
    made = _with_tints(_with_faces(made))
    made._warnings = tuple(each.graded("warning") for each in themecheck.warnings(made, read))
    return made


def _with_tints(made: Theme) -> Theme:
    """A tint that the theme leaves to us is the panel, where text can't be read on the usual shade: on dark slides."""
    faults = contrast.faults(made.rgb, contrast.TINTED)
    unreadable = {fault.pair.background for fault in faults} - made.colors.model_fields_set
    if not unreadable:
        return made
    colors = made.colors.model_copy(update={name: Shade(of="panel") for name in unreadable})
    return Theme.model_construct(**{**dict(made), "colors": colors})  # a copy would keep the digits reckoned before


def _with_faces(made: Theme) -> Theme:
    """On a base the deck's faces are the base's own."""
    if not made.base:
        return made
    major, minor = made.layouts["title-only"].faces
    return made.model_copy(update={"deck": made.deck.model_copy(update={"heading_face": major, "body_face": minor})})
