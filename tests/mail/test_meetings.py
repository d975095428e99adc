"""Meetings after their invitations went out: moved, dropped, held again, readers who come and go; and clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import icalendar
import pytest

from support.commands import brief
from support.mail_servers import Accepted, Post, serving
from support.mailrooms import Mailroom, body, copy, marked, read, room
from support.projects import minimal

JANE, JOERG, ANN = "jane@board.example", "joerg@board.example", "ann@board.example"
MEETING = "{{start: {start}, zone: America/New_York, minutes: 45, place: {place}}}"
BEFORE, AFTER = "2135-03-21T10:00", "2135-03-22T09:30"


@dataclass
class Calendar:
    """A project with a meeting, its server, and what lies in the calendars of its readers."""

    project: Mailroom
    post: Post
    extra: str = ""

    def meet(
        self, start: str = BEFORE, place: str = "Room 1", more: str = "", text: str = "Build the quay now."
    ) -> None:
        """Write the brief with this meeting, or with none, and build it."""
        line = f"meeting: {MEETING.format(start=start, place=place)}\n" if start else ""
        edits = ("to: The board\n", f"to: The board\n{line}{self.extra}{more}"), ("Build the quay now.", text)
        (self.project.root / "content" / "brief.yaml").write_text(minimal(*edits), encoding="utf-8")
        self.build()

    def build(self) -> None:
        assert brief("build", "--only", "memo", cwd=self.project.root).exit_code == 0

    def readers(self, *people: str, more: str = "") -> None:
        self.project.readers(f"  to: [{', '.join(people)}]\n  domains: [board.example]\n{more}")

    def send(self, *args: str) -> list[Accepted]:
        """What the server got in this run."""
        before = len(self.post.accepted)
        ran = self.project.send(*args)
        assert ran.exit_code == 0, ran.stderr
        return self.post.accepted[before:]


def event(one: Accepted) -> tuple[str, str, int, str]:
    """To whom, which method, SEQUENCE, UID."""
    (part,) = (part for part in one.message.walk() if part.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (found,) = calendar.walk("VEVENT")
    assert part.get_param("method") == calendar["method"]
    return ",".join(one.people), str(calendar["method"]), int(found["sequence"]), str(found["uid"])


def told(sent: list[Accepted]) -> list[tuple[str, str, int]]:
    return [
        event(one)[:3] for one in sent if "text/calendar" in {part.get_content_type() for part in one.message.walk()}
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mailroom:
    meeting = f"meeting: {MEETING.format(start=BEFORE, place='Room 1')}\n"
    return room(tmp_path_factory.mktemp("built") / "p", ("to: The board\n", f"to: The board\n{meeting}"))


@pytest.fixture
def calendar(built: Mailroom, tmp_path: Path) -> Iterator[Calendar]:
    project, post = copy(built, tmp_path / "p"), Post()
    with serving(post) as port:
        project.server(port)
        made = Calendar(project, post)
        made.readers(f"Jane Doe <{JANE}>", JOERG)
        yield made


@pytest.mark.parametrize("change", [{"start": AFTER}, {"place": "Room 2"}])
def test_a_meeting_that_moves_raises_its_sequence_by_itself(calendar: Calendar, change: dict[str, Any]) -> None:
    first = calendar.send()
    calendar.meet(**change)
    shown = calendar.project.mail().stdout
    assert "45 minutes, revision 1, Room" in shown
    assert "note: board: the meeting moved since 2 readers had an invitation for 2135-03-21 14:00 UTC" in shown
    second = calendar.send()
    assert told(first) == [(JANE, "REQUEST", 0), (JOERG, "REQUEST", 0)]
    assert told(second) == [(JANE, "REQUEST", 1), (JOERG, "REQUEST", 1)]
    assert len({event(one)[3] for one in (*first, *second)}) == 1
    assert not calendar.send(), "nobody gets it twice"
    calendar.meet()
    assert told(calendar.send()) == [(JANE, "REQUEST", 2), (JOERG, "REQUEST", 2)], "back where it was is a move too"


def test_another_text_is_no_other_meeting(calendar: Calendar) -> None:
    calendar.send()
    calendar.meet(text="Build the quay at once.")
    assert told(calendar.send()) == [(JANE, "REQUEST", 0), (JOERG, "REQUEST", 0)]


def test_a_revision_that_is_written_counts_where_it_is_higher(calendar: Calendar) -> None:
    calendar.send()
    file = calendar.project.root / "content" / "brief.yaml"
    text = file.read_text(encoding="utf-8").replace("minutes: 45", "minutes: 30, revision: 7")
    file.write_text(text, encoding="utf-8")
    calendar.build()
    assert [sequence for _, _, sequence in told(calendar.send())] == [7, 7]


def test_a_move_that_was_broken_off_goes_on_with_the_same_approval(calendar: Calendar) -> None:
    calendar.send()
    calendar.meet(AFTER)
    code = calendar.project.approved()
    for _ in range(2):
        ran = calendar.project.mail("--send", "--plain", "--confirm", code, "--limit", "1")
        assert ran.exit_code == 0, ran.stderr
    assert told(calendar.post.accepted[2:]) == [(JANE, "REQUEST", 1), (JOERG, "REQUEST", 1)]


def test_a_meeting_that_is_dropped_is_cancelled_for_all_who_were_invited(calendar: Calendar) -> None:
    first = calendar.send("--limit", "1")
    calendar.meet("")
    shown = calendar.project.mail().stdout
    assert "board: 1 message that the meeting is cancelled, one for each reader\n" in shown
    assert "  Meeting  2135-03-21 14:00 UTC, 45 minutes, revision 1, Room 1\n" in shown
    code = calendar.project.approved()
    ran = calendar.project.mail("--send", "--plain", "--confirm", code, "--limit", "1")
    assert ran.exit_code == 0, ran.stderr
    assert event(calendar.post.accepted[-1]) == (JANE, "CANCEL", 1, event(first[0])[3])
    assert calendar.project.mail("--send", "--plain", "--confirm", code).exit_code == 0, "the same approval"
    assert not told(calendar.post.accepted[2:]), "who was not invited is not told"
    assert not calendar.send()
    message = calendar.post.accepted[1].message
    assert message["subject"] == "Meeting canceled: March 21, 2135, 10:00 EDT (14:00 UTC)"
    assert body(message).startswith("MEETING CANCELED\nMarch 21, 2135, 10:00 EDT (14:00 UTC)\n")
    assert "quay" not in body(message) + body(message, "html")
    (draft,) = [file for file in calendar.project.drafts if "_cancelled_" in file.name]
    (event_,) = icalendar.Calendar.from_ical(next(_ics(draft))).walk("VEVENT")
    assert (event_["status"], event_["attendee"]) == ("CANCELLED", f"mailto:{JANE}")


def _ics(draft: Path) -> Iterator[bytes]:
    for part in read(draft).iter_attachments():
        if part.get_filename() == "cancel.ics":
            content = part.get_content()
            assert isinstance(content, bytes)
            yield content


def test_a_cancellation_goes_once_whatever_becomes_of_the_brief(calendar: Calendar) -> None:
    calendar.send()
    calendar.meet("")
    assert len(told(calendar.send())) == 2
    calendar.meet("", more="organization: Port authority\n", text="Wait.")
    assert not told(calendar.send())


def test_a_meeting_that_is_held_after_all_invites_anew(calendar: Calendar) -> None:
    calendar.send()
    calendar.meet("")
    calendar.send()
    calendar.meet(AFTER)
    assert told(calendar.send()) == [(JANE, "REQUEST", 2), (JOERG, "REQUEST", 2)]


def test_a_reader_who_leaves_the_list_is_told_and_the_others_are_not(calendar: Calendar) -> None:
    calendar.send()
    calendar.readers(JANE)
    assert told(calendar.send()) == [(JOERG, "CANCEL", 1)]
    calendar.readers(JANE, JOERG, ANN)
    assert told(calendar.send()) == [(JOERG, "REQUEST", 2), (ANN, "REQUEST", 0)], "who comes back has a later one"
    assert not calendar.send()


def test_a_reader_whose_domain_is_no_longer_allowed_is_not_written_to(calendar: Calendar) -> None:
    calendar.send()
    calendar.project.readers("  to: [Ann <ann@other.example>]\n  domains: [other.example]\n")
    shown = calendar.project.mail().stdout
    assert f"note: board: {JANE} has an invitation for 2135-03-21 14:00 UTC and is not told that it is off" in shown
    assert [one.people for one in calendar.send()] == [("ann@other.example",)]


def test_another_sender_cannot_take_back_what_the_first_one_sent(calendar: Calendar) -> None:
    calendar.send()
    calendar.meet("")
    file = calendar.project.root / "mail.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("planners@", "others@"), encoding="utf-8")
    assert "is not told that it is off: it came from planners@port.example" in calendar.project.mail().stdout
    assert not told(calendar.send())


def test_who_shares_a_message_is_told_apart_that_the_meeting_is_off(calendar: Calendar) -> None:
    more = f"  bcc: [{ANN}]\n  one_per: audience\n"
    calendar.readers(JANE, JOERG, more=more)
    calendar.send()
    calendar.meet("")
    sent = [one for one in calendar.send() if told([one])]
    assert told(sent) == [(JANE, "CANCEL", 1), (JOERG, "CANCEL", 1), (ANN, "CANCEL", 1)]
    assert all(ANN.encode() not in one.raw for one in sent[:2])


def test_a_cancellation_that_may_not_have_arrived_is_said_and_can_be_sent_again(calendar: Calendar) -> None:
    from collections import deque

    calendar.send()
    calendar.meet("")
    calendar.post.faults["DOT"] = deque(["drop"])
    ran = calendar.project.send()
    assert f"{JANE}: unknown" in ran.stderr
    assert f"{JANE}: unknown" in calendar.project.send().stderr
    assert told(calendar.send("--resend", "unknown")) == [(JANE, "CANCEL", 1)]


@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER"])
def test_a_cancellation_is_marked_first_and_last(calendar: Calendar, marking: str) -> None:
    calendar.extra = marked(marking)[1].partition("\n")[2]
    calendar.meet()
    calendar.send()
    calendar.meet("")
    (message, *_) = [one.message for one in calendar.send() if told([one])]
    assert str(message["subject"]).startswith(f"[{marking}] Meeting canceled: ")
    lines = body(message).strip().splitlines()
    assert (lines[0], lines[-1]) == (marking, marking)
    (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert ("quay" in part.get_content()) == (marking == "TLP:GREEN")


# -- clocks


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2020-03-20T10:00", "note: board: the meeting of 2020-03-20 10:00 America/New_York is past"),
        ("2135-11-06T01:30", "note: board: 2135-11-06 01:30 is ambiguous: clocks in America/New_York go back then"),
    ],
)
def test_a_past_and_an_ambiguous_time_are_told(calendar: Calendar, start: str, said: str) -> None:
    calendar.meet(start)
    assert said in calendar.project.mail().stdout
    calendar.meet()
    assert "note: board:" not in calendar.project.mail().stdout


def test_an_audience_that_has_no_mail_any_more_is_told(calendar: Calendar) -> None:
    calendar.send()
    folder = calendar.project.root / "content" / "audiences"
    (folder / "board.yaml").rename(folder / "staff.yaml")
    calendar.build()
    note = "note: board: gets no mail now; 2 readers have an invitation still, and are not told that it is off"
    assert note in calendar.project.mail().stdout
    assert note not in calendar.project.mail("-a", "staff").stdout
    ran = calendar.project.send()
    assert (ran.exit_code, note in ran.stderr) == (0, True)


def test_a_meeting_that_is_over_is_not_cancelled(calendar: Calendar) -> None:
    calendar.meet("2020-03-20T10:00")
    calendar.send()
    calendar.meet("")
    assert not told(calendar.send())
