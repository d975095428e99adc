"""`changes:` of a brief: since which earlier version its documents tell what changed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from policybrief.brief.values import Part, Word, misfit

MAILED = "mailed"
"""What each audience was sent last, as the earlier version."""


def _earlier(named: str) -> str:
    """`mailed`, a day, or a file; `@mailed`, as a command line has it, is the same."""
    named = named.removeprefix("@")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", named):
        try:
            dt.date.fromisoformat(named)
        except ValueError:
            raise misfit((), f"{named!r} is not a day", "a day is written as 2026-11-12") from None
    elif named != MAILED and not named.endswith((".yaml", ".yml")):
        hint = "it is mailed, a day as 2026-11-12, or the .yaml of an earlier version"
        raise misfit((), f"{named!r} is no earlier version", hint)
    return named


class ChangesSince(Part):
    """What documents tell of their changes: the judgments and recommendations that are not as in an earlier version."""

    since: Annotated[Word, AfterValidator(_earlier)] = Field(
        description=(
            "The earlier version: `mailed`, what each audience was sent last; a day that is over, as 2026-11-12,"
            " whose last build of the 50 that are kept counts; or a file, from the brief's folder."
        )
    )
