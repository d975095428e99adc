"""The meeting that a brief is for: when and where it is."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, model_validator

from policybrief.brief.items import Item
from policybrief.brief.values import Moment, Text, Url, Zone, is_on_the_clock, misfit


class Meeting(Item):
    """The meeting that the brief is for."""

    start: Moment = Field(description="Date and time, as 2026-11-24T10:00.")
    zone: Zone | None = Field(None, description="An IANA time zone, as America/New_York; mail invites only with it.")
    minutes: Annotated[int, Field(strict=True, ge=5, le=1440)] = Field(60, description="How long it lasts.")
    place: Text | None = Field(None, description="Where it is: a building, a room.")
    link: Url | None = Field(None, description="Where to join it online.")
    revision: Annotated[int, Field(strict=True, ge=0, le=1000)] = Field(
        0,
        description="Raise it when a meeting moves that you sent from drafts; of what we sent, that is done for you.",
    )

    @property
    def moment(self) -> dt.datetime | None:
        """The start on its zone's clock; None where the zone is not given."""
        from zoneinfo import ZoneInfo  # mail alone asks

        return self.start.replace(tzinfo=ZoneInfo(self.zone)) if self.zone else None

    @model_validator(mode="after")
    def _on_the_clock(self) -> Meeting:
        if self.moment and not is_on_the_clock(self.moment):
            raise misfit(("start",), "does not exist: the clocks go forward then", "take the hour after")
        return self
