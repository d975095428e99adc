"""Briefs as text, read and validated; and a source by its fields."""

from __future__ import annotations

from typing import Any

from policybrief.brief.model import Brief
from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import Problem
from policybrief.read import source
from policybrief.validate import validate
from support.commands import problems_of


def validated(text: str) -> Brief:
    """The brief of a text. Raises `BriefError` as `brief check` tells it."""
    return validate.validate(source.parse(text, "b.yaml"), Brief)


def faults(text: str) -> tuple[Problem, ...]:
    """What is wrong with the brief of a text; nothing where it is valid."""
    return problems_of(lambda: validated(text))


def source_entry(**fields: Any) -> SourceEntry:
    """An entry of `sources`: an article, unless the fields say otherwise."""
    return SourceEntry.model_validate({"id": "x", "type": "article", **fields})
