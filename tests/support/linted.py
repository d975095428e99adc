"""What brief lint says of one text, of a brief as small as they come, and of whole projects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from policybrief.brief.model import Brief
from policybrief.errors import Problem
from policybrief.read import source
from policybrief.review.lint import lint
from policybrief.validate import validate
from support.commands import brief
from support.projects import minimal

PLACES = {
    "text": ("judgments[0].text", "The port has one berth, and it is full."),
    "headline": ("judgments[0].headline", "There is no other berth"),
    "order": ("recommendations[0].headline", "Build the quay\n    text"),
    "advice": ("recommendations[0].text", "Build it before the winter."),
}
"""Where a text may stand in the minimal brief, and what stands there."""
_BRIEF = validate.validate(source.parse(minimal()), Brief)
"""What says of a brief all but its texts, for each of them."""
RULES = lint.rules_for(Path("no such file"), Path())


def said_of(text: str, place: str = "text", lang: str = "en") -> list[Problem]:
    """The findings on a text that stands at one of `PLACES`."""
    path, old = PLACES[place]
    new = json.dumps(text, ensure_ascii=False) + old[len("Build the quay") :] * (place == "order")
    read = source.parse(minimal(("title: Build the quay\n", f"title: Build the quay\nlang: {lang}\n"), (old, new)))
    return [
        one
        for one in lint.lint(lint.draft(_BRIEF.model_copy(update={"lang": lang}), read, (), RULES))
        if one.path == path
    ]


def rules_of(text: str, place: str = "text", lang: str = "en") -> set[str]:
    """The rules that a text breaks."""
    return {one.rule for one in said_of(text, place, lang)}


def found_in(root: Path, *options: str) -> list[dict[str, Any]]:
    """The findings in a project, by the command."""
    record = json.loads(brief("lint", root, "--format", "json", *options).stdout)
    return sorted((*record["problems"], *record["warnings"]), key=lambda one: (one["file"], one["line"], one["column"]))
