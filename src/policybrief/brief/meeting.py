"""The meeting that a brief is for: when and where it is, what it is to bring, who is there, and what to say."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from policybrief.brief.items import Item
from policybrief.brief.values import Moment, NumberOrText, Refused, Text, Url, Zone, is_on_the_clock, misfit


class Meeting(Item):
    """The meeting that the brief is for."""

    REFUSED: ClassVar[Refused] = dict.fromkeys(
        ("date", "time", "when"), ("is no key of its own", "day and hour stand together: start: 2026-11-24T10:00")
    )
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


class Objective(Item):
    """What the meeting is to bring."""

    text: Text = Field(description="What we want from the meeting, in a sentence.")


class AgendaPoint(Item):
    """A point of the meeting's agenda."""

    topic: Text = Field(description="What is talked about, in a few words.")
    when: NumberOrText | None = Field(None, description="When, or how long, as it is to be read: '10:00', '15 min'.")
    lead: Text | None = Field(None, description="Who speaks to it.")


class Participant(Item):
    """Somebody who will be there."""

    REFUSED: ClassVar[Refused] = dict.fromkeys(
        ("note", "about", "bio"), ("is called 'text' here", "text: what to know of them for this meeting")
    )
    name: Text = Field(description="The name, with its title.")
    role: Text = Field(description="The office, or for whom they speak.")
    text: Text | None = Field(None, description="What to know of them for this meeting, in a sentence.")


class PointToMake(Item):
    """A point that we make in the meeting."""

    headline: Text = Field(description="The point as it is said, in a sentence.")
    text: Text | None = Field(None, description="What stands behind it, if they ask: one to three sentences.")


class IfRaised(Item):
    """What we say only if they bring it up."""

    REFUSED: ClassVar[Refused] = {
        **dict.fromkeys(("question", "they_ask"), ("is called 'they_say' here", "they_say: what they may bring up")),
        **dict.fromkeys(("answer", "we_answer"), ("is called 'we_say' here", "we_say: what we say then")),
    }
    they_say: Text = Field(description="What they may say or ask, in their words, without quotation marks.")
    we_say: Text = Field(description="Our answer: one to three sentences.")
