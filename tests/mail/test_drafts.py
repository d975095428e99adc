"""Drafts: what is written, read back part by part; who is shown to get what; the guards, each with its message."""

from __future__ import annotations

import email.policy
import json
import re
import shutil
import zipfile
from email import message_from_bytes
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest

from support.commands import brief
from support.mailrooms import FROM, MAIL, Mailroom, body, marked, read, room
from support.projects import ROOT


def shape(message: email.message.Message) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def test_the_real_brief_is_drafted_for_its_audiences_with_its_memos_intact(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mail.yaml", tmp_path)
    assert brief("build", cwd=tmp_path).exit_code == 0
    ran = brief("mail", cwd=tmp_path)
    assert ran.exit_code == 0, ran.stderr
    drafts = [read(file) for file in sorted((tmp_path / "output" / "mail").iterdir())]
    assert [str(one["to"]) for one in drafts] == [
        "田中 一 <h.tanaka@embassy-jp.example>",
        "Jörg Müller <j.mueller@embassy-de.example>",
        "Оксана Ткаченко <o.tkachenko@embassy-ua.example>",
        "Foreign affairs staff <foreign.affairs@house.example>, Armed services staff <armed.services@senate.example>",
        "Jane Doe <jane.doe@deputies.example>",
        "John Smith <john.smith@deputies.example>",
    ]
    for one in drafts:
        assert not one.defects
        (memo,) = (part for part in one.iter_attachments() if part.get_content_type() == "application/pdf")
        assert memo.get_content() == (tmp_path / "output" / str(memo.get_filename())).read_bytes()
    assert shape(drafts[4]) == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/pdf",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/ics",
    ]  # fmt: skip
    assert str(drafts[3]["bcc"]).endswith("<records@thinktank.example>"), "the program that sends it takes them out"
    assert not [one for number, one in enumerate(drafts) if number != 3 and one["bcc"]]


def test_a_draft_says_what_is_asked_and_is_marked_first_and_last(tmp_path: Path) -> None:
    decision = ("sources:\n", "decision: {ask: build the *quay*, by: 2026-04-01}\nsources:\n")
    project = room(tmp_path / "p", marked("TLP:GREEN"), decision, head='salutation: "Dear {name},"\n')
    ran = project.mail()
    assert ran.exit_code == 0, ran.stderr
    first, second = (read(file) for file in project.drafts)
    assert first["subject"] == "[TLP:GREEN] Decision by April 1, 2026: Build the quay"
    assert first["x-unsent"] == "1"
    assert str(first["from"]) == "The planners <planners@port.example>"
    assert first["message-id"] != second["message-id"]
    text, html = body(first), body(first, "html")
    lines = text.strip().splitlines()
    assert (lines[0], lines[-1]) == ("TLP:GREEN", "TLP:GREEN")
    assert "Dear Jane Doe," in text
    assert "Build the quay.\nDecision by April 1, 2026.\nOptions: Approve, Disapprove, Discuss." in text
    assert max(map(len, lines)) <= 72
    assert "Build the <em>quay</em>." in html
    assert "Dear Müller, Jörg," in body(second, "html")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_needs_nothing_from_anywhere_and_escapes_the_briefs_text(tmp_path: Path) -> None:
    nasty = '"Build \\\\<script>alert(1)\\\\</script> & [a link](https://port.example/?a=1&b=2) \\"now\\" [@count]"'
    project = room(tmp_path / "p", ("text: Build the quay now.", f"text: {nasty}"))
    assert project.mail().exit_code == 0
    html = body(read(project.drafts[0]), "html")
    page = _Page()
    page.feed(html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "input", "video", "base"}
    assert not [value for _, found in page.tags for name, value in found.items() if name in ("src", "background")]
    assert "url(" not in html
    assert "@import" not in html
    assert "Build &lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html
    assert [found["href"] for tag, found in page.tags if tag == "a"] == ["https://port.example/?a=1&b=2"]
    text = body(read(project.drafts[0]))
    assert 'a link (https://port.example/?a=1&b=2)\n"now"\n' in text


def test_who_gets_what_is_printed_with_copies_and_files(project: Mailroom) -> None:
    project.readers(MAIL + "  cc: [Ann <ann@board.example>]\n  bcc: [Bob <bob@board.example>]\n  one_per: audience\n")
    ran = project.mail()
    assert ran.exit_code == 0, ran.stderr
    size = round(project.memo.stat().st_size / 1000)
    assert ran.stdout.splitlines()[:8] == [
        "board: 1 message",
        "  From     The planners <planners@port.example>",
        "  To       Jane Doe <jane@board.example>",
        "           Müller, Jörg <joerg@board.example>",
        "  Cc       Ann <ann@board.example>",
        "  Bcc      Bob <bob@board.example>",
        "  Subject  Build the quay",
        f"  Attached brief_board.pdf  {size} kB, 1 page, for board, unmarked",
    ]
    (draft,) = project.drafts
    assert str(read(draft)["bcc"]) == "Bob <bob@board.example>"
    assert str(read(draft)["cc"]) == "Ann <ann@board.example>"
    record = json.loads(project.mail("--format", "json").stdout)
    assert record["messages"][0]["bcc"] == ["Bob <bob@board.example>"]


def test_the_same_brief_gives_the_same_draft_but_for_its_date(project: Mailroom) -> None:
    project.mail()
    before = [file.read_bytes() for file in project.drafts]
    project.mail()
    after = [file.read_bytes() for file in project.drafts]
    dated = [re.sub(rb"\r\nDate: [^\r]+", b"", raw) for raw in (*before, *after)]
    assert dated[:2] == dated[2:]


def test_a_meeting_becomes_an_invitation(tmp_path: Path) -> None:
    meeting = (
        "\nmeeting: {start: 2026-03-20T10:00, zone: America/New_York, minutes: 45, place: 'Room 1; East', revision: 2}"
    )
    project = room(tmp_path / "p", ("to: The board\n", f"to: The board{meeting}\n"))
    ran = project.mail()
    assert "  Invited  2026-03-20 14:00 UTC, 45 minutes" in ran.stdout
    message = read(project.drafts[1])
    (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    (file,) = (part for part in message.iter_attachments() if part.get_filename() == "invite.ics")
    assert file.get_content() == raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(raw)
    assert (calendar["method"], calendar["version"]) == ("REQUEST", "2.0")
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-03-20T14:00:00+00:00"
    assert event.decoded("dtend").isoformat() == "2026-03-20T14:45:00+00:00"
    assert event.decoded("dtstamp").tzinfo is not None
    assert (event["location"], event["sequence"]) == ("Room 1; East", 2)
    assert event["organizer"] == "mailto:planners@port.example"
    assert event["attendee"] == "mailto:joerg@board.example"
    assert event["attendee"].params["CN"] == "Müller, Jörg"
    assert event["attendee"].params["RSVP"] == "TRUE"
    text = body(message)
    assert "March 20, 2026, 10:00 EDT (14:00 UTC)\nRoom 1; East" in text


def test_nothing_of_a_restricted_brief_is_in_calendars(tmp_path: Path) -> None:
    meeting = "meeting: {start: 2026-03-20T10:00, zone: UTC}"
    project = room(tmp_path / "p", ("to: The board\n", f"to: The board\nmarking: TLP:AMBER\n{meeting}\n"))
    assert project.mail().exit_code == 0
    (part,) = (part for part in read(project.drafts[0]).walk() if part.get_content_type() == "text/calendar")
    words = part.get_content()
    assert "SUMMARY:[TLP:AMBER] Policy briefing" in words
    assert "quay" not in words


def test_without_a_zone_nobody_is_invited_and_it_is_said(tmp_path: Path) -> None:
    project = room(tmp_path / "p", ("to: The board\n", "to: The board\nmeeting: {start: 2026-03-20T10:00}\n"))
    assert "note: board: no invitation: meeting.zone is missing" in project.mail().stdout
    assert "text/calendar" not in shape(read(project.drafts[0]))


def test_a_projects_templates_win_and_an_audiences_before_them(project: Mailroom) -> None:
    for folder, words in (("templates", "In short"), ("templates/board", "For the board")):
        (project.root / folder).mkdir()
        block = f"{{% block bottom_line %}}{words}: {{{{ brief.title|upper }}}}{{% endblock %}}"
        text = f'{{% extends "mail.txt.j2" %}}{block}'
        (project.root / folder / "mail.txt.j2").write_text(text, encoding="utf-8")
    assert project.mail().exit_code == 0
    text = body(read(project.drafts[0]))
    assert "For the board: BUILD THE QUAY" in text
    assert "ATTACHED" in text


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "mail.subject.j2",
            "{{ brief.titel }}",
            "mail.subject.j2:1:1: error: brief has no 'titel'; did you mean 'title'?",
        ),
        (
            "mail.subject.j2",
            "Hi\nBcc: x@y.example",
            "mail.subject.j2:1:1: error: the subject holds the character U+000A",
        ),
        ("mail.subject.j2", "=?utf-8?q?=0ABcc:_x@y.example?=", "the subject holds '=?'"),
        ("mail.subject.j2", " ", "mail.subject.j2:1:2: error: renders to nothing"),
        ("mail.subject.j2", "Re: the quay", "the marking TLP:GREEN has to come first"),
        ("mail.txt.j2", "TLP:GREEN\nHello", "mail.txt.j2:1:1: error: the marking TLP:GREEN has to come last"),
        (
            "mail.html.j2",
            "<p>Hello</p><p>TLP:GREEN</p>",
            "mail.html.j2:1:1: error: the marking TLP:GREEN has to come first",
        ),
        ("mail.html.j2", "{{ ''.__class__ }}", "access to attribute '__class__' of 'str' object is unsafe"),
    ],
)
def test_a_wrong_template_is_told_at_its_line(
    tmp_path: Path, name: str, text: str, message: str, request: pytest.FixtureRequest
) -> None:
    project = room(tmp_path / "p", marked("TLP:GREEN"), build=False)
    (project.root / "templates").mkdir()
    (project.root / "templates" / name).write_text(text, encoding="utf-8")
    assert brief("build", "--only", "memo", cwd=project.root).exit_code == 0
    ran = project.mail()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert message in ran.stderr
    assert not project.drafts


# -- guards


@pytest.mark.parametrize(
    ("mail", "message"),
    [
        (
            "  to: [Jane <jane@bord.example>]\n  domains: [board.example]",
            "board.yaml:3:8: error: mail.to[0]: jane@bord.example is outside the audience's domains (board.example)",
        ),
        (
            "  to: [j@board.example, Jane <J@Board.example>]\n  domains: [board.example]",
            "board.yaml:3:25: error: mail.to[1]: J@board.example is repeated here; the first is at",
        ),
        (
            "  to: [Jane <jane%elsewhere.example@board.example>]\n  domains: [board.example]",
            "'jane%elsewhere.example@board.example' may lead on to another server; write the reader's own address",
        ),
        ("  to: [jane@board.example]", "board.yaml:3:3: error: mail.domains: is missing"),
        ("  domains: [board.example]", "mail: names nobody; give it 'to', or a 'list'"),
        ("  to: [jane at board]\n  domains: [board.example]", "'jane at board' is not an address"),
        (
            "  to: ['=?utf-8?q?x=0ABcc:_e@x.org?= <j@board.example>']\n  domains: [board.example]",
            "mail.to[0].address: holds '=?'",
        ),
        ('  to: ["J\\nBcc: e@x.org <j@board.example>"]\n  domains: [board.example]', "holds the character U+000A"),
        (
            "  to: [j@board.example]\n  bcc: [a@board.example]\n  domains: [board.example]",
            "mail.bcc: would be sent a copy",
        ),
        ("  to: [j@board.example]\n  domans: [board.example]", "mail.domans: is not a known key; did you"),
        (
            "  to: [j@board.example]\n  domains: [board.example]\n  list: none.csv",
            "mail.list: 'none.csv' cannot be read",
        ),
        (
            "  to: [j@board.example]\n  domains: [board.example]\n  list: ../../../../etc/passwd",
            "mail.list: '../../../../etc/passwd' lies outside the project",
        ),
    ],
)
def test_wrong_recipients_are_refused_at_their_line(project: Mailroom, mail: str, message: str) -> None:
    project.readers(mail)
    ran = project.mail()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert message in ran.stderr
    assert not project.drafts


@pytest.mark.parametrize("mail", ["  to: [jane@board.example]", "  domains: [board.example]"])
def test_documents_need_nothing_that_is_for_mail_alone(project: Mailroom, mail: str) -> None:
    project.readers(mail)
    assert brief("build", cwd=project.root).exit_code == 0
    assert project.mail().exit_code == 1


def test_a_list_from_a_spreadsheet(project: Mailroom) -> None:
    table = 'address;name;salutation\r\n\ufeffx\r\nann@board.example;"Lee; Ann";Dear Ann,\r\n\r\nbo@board.example;;\r\n'
    file = project.root / "content" / "audiences" / "people.csv"
    file.write_bytes(table.replace("\ufeffx\r\n", "").encode("utf-8-sig"))
    project.readers('  list: people.csv\n  domains: [board.example]\n  salutation: "Dear {name},"')
    ran = project.mail()
    assert ran.exit_code == 0, ran.stderr
    assert [str(read(draft)["to"]) for draft in project.drafts] == [
        '"Lee; Ann" <ann@board.example>',
        "bo@board.example",
    ]
    texts = [body(read(draft)) for draft in project.drafts]
    assert "Dear Ann," in texts[0]
    assert "Dear" not in texts[1]


def test_each_wrong_row_of_a_list_is_told_at_its_line(project: Mailroom) -> None:
    rows = (
        "Ann,ann@board.example",
        "Bo,bo@elsewhere.example",
        "Cy,cy",
        "Ann,ANN@board.example",
        "Di,d@board.example,x",
    )
    table = "\n".join(("name,address", *rows, ""))
    (project.root / "content" / "audiences" / "people.csv").write_text(table, encoding="utf-8")
    project.readers("  list: people.csv\n  domains: [board.example]")
    stderr = project.mail().stderr
    for message in (
        "people.csv:3: error: bo@elsewhere.example is outside the audience's domains",
        "people.csv:4: error: 'cy' is not an address",
        "people.csv:5: error: ANN@board.example is repeated here",
        "people.csv:6: error: has 3 cells for 2 columns",
    ):
        assert message in stderr
    assert "4 errors; nothing was written" in stderr


def test_the_memo_of_another_audience_is_found_out(project: Mailroom) -> None:
    other = project.root / "content" / "audiences" / "staff.yaml"
    other.write_text("name: Staff\n", encoding="utf-8")
    project.build()
    shutil.copy(project.root / "output" / "brief_staff.pdf", project.root / "output" / "brief_board.pdf")
    ran = project.mail()
    assert ran.exit_code == 1
    assert "brief_board.pdf: error: was made for 'staff', not for 'board'; build it again: brief build" in ran.stderr


def test_the_deck_of_another_audience_is_found_out(project: Mailroom) -> None:
    (project.root / "content" / "audiences" / "staff.yaml").write_text("name: Staff\n", encoding="utf-8")
    project.build()
    shutil.copy(project.root / "output" / "brief_staff.pptx", project.root / "output" / "brief_board.pptx")
    project.readers(MAIL + "  deck: true\n")
    assert "brief_board.pptx: error: was made for 'staff', not for 'board'" in project.mail().stderr


def test_a_memo_with_another_marking_or_of_another_brief_is_found_out(tmp_path: Path) -> None:
    project = room(tmp_path / "p", marked("TLP:GREEN"))
    text = project.root / "content" / "brief.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("TLP:GREEN", "TLP:AMBER"), encoding="utf-8")
    assert "brief_board_TLP-AMBER.pdf: error: is not there; build it first: brief build" in project.mail().stderr
    shutil.copy(project.memo, project.memo.with_name("brief_board_TLP-AMBER.pdf"))
    stderr = project.mail().stderr
    assert "is marked 'TLP:GREEN'; the brief for 'board', 'TLP:AMBER'" in stderr
    assert "was made from another state of the brief" in stderr


def test_a_file_that_is_no_memo_of_ours_is_refused(project: Mailroom) -> None:
    project.memo.write_bytes(b"%PDF-1.7\nhello")
    assert "is a PDF, but not one of policybrief's" in project.mail().stderr


def test_tlp_red_goes_to_named_individuals_alone(tmp_path: Path) -> None:
    mail = """
  to: [Jane Doe <jane.doe@board.example>, jo@board.example, Press <press@board.example>, Ann <ann-list@board.example>]
  domains: [board.example]
"""
    project = room(tmp_path / "p", marked("TLP:RED"), mail=mail)
    ran = project.mail()
    assert ran.exit_code == 1
    assert "mail.to[1]: TLP:RED goes to named individuals only, and jo@board.example has no name" in ran.stderr
    assert "mail.to[2]: TLP:RED goes to named individuals only, and Press <press@board.example>" in ran.stderr
    assert "mail.to[3]" in ran.stderr
    assert "mail.to[0]" not in ran.stderr
    project.readers("  to: [Jane Doe <jane.doe@board.example>]\n  domains: [board.example]")
    assert project.mail().exit_code == 0


@pytest.mark.parametrize(
    ("until", "allowed", "code"), [("2999-01-01", "false", 1), ("2999-01-01", "true", 0), ("2020-01-01", "false", 0)]
)
def test_an_embargoed_memo_goes_to_those_marked_for_it(tmp_path: Path, until: str, allowed: str, code: int) -> None:
    embargo = f"{{embargo: {{until: {until}T00:01, zone: UTC}}}}"
    project = room(tmp_path / "p", marked(embargo), mail=f"{MAIL}  under_embargo: {allowed}\n")
    ran = project.mail()
    assert ran.exit_code == code
    if code:
        assert "board.yaml:2:1: error: mail: 'board' may not have the memo before 2999-01-01 00:01 UTC" in ran.stderr


def test_cui_is_drafted_and_never_sent(tmp_path: Path) -> None:
    project = room(tmp_path / "p", marked("CUI//SP-PRVCY"))
    project.server(1)
    assert project.mail().exit_code == 0
    assert len(project.drafts) == 2
    ran = project.mail("--send", "--plain", "--confirm", "0" * 16)
    assert ran.exit_code == 1
    assert "brief.yaml:4:10: error: marking: CUI//SP-PRVCY is never sent from here" in ran.stderr
    assert "1 error; nothing was sent" in ran.stderr


def test_a_message_that_is_too_large_is_refused(project: Mailroom) -> None:
    (project.root / "output" / "brief_board.pptx").touch()
    project.readers(MAIL + "  deck: true\n  most_megabytes: 0.1\n")
    project.build()
    assert "mail: a message would have 0.1 MB, more than 0.1 (brief_board.pdf" in project.mail().stderr


def test_drafts_of_earlier_runs_are_left_alone_and_told(project: Mailroom) -> None:
    project.mail()
    project.readers("  to: [Jane Doe <jane@board.example>]\n  domains: [board.example]")
    assert "note: of earlier runs, and out of date: brief_board_joerg@board.example.eml" in project.mail().stdout
    assert len(project.drafts) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mail.yaml: error: from: nobody is named as the sender; write it there"),
        (FROM + "password: x1y2z3\n", "mail.yaml:2:1: error: password: does not belong in a file"),
        (
            FROM + "host: smtp.example.org\nsecurity: none\n",
            "mail.yaml:3:11: error: security: would send mail and password in the",
        ),
        (
            FROM + "hosst: smtp.example.org\n",
            "mail.yaml:2:1: error: hosst: is not a known key; did you mean 'host'?",
        ),
        ("from: nobody\n", "mail.yaml:1:7: error: from: 'nobody' is not an address"),
        (
            FROM + "host: smtp.example.org:587\n",
            "mail.yaml:2:7: error: host: 'smtp.example.org:587' is not a server's name",
        ),
        (FROM + 'user: "a\\u202eb"\n', "mail.yaml:2:7: error: user: holds the character U+202E"),
        (FROM + "token_command: get-token\n", "mail.yaml:2:1: error: token_command: does not belong in a project"),
    ],
)
def test_what_is_wrong_in_mail_yaml(project: Mailroom, text: str, message: str) -> None:
    file = project.root / "mail.yaml"
    file.write_text(text, encoding="utf-8") if text else file.unlink()
    ran = project.mail()
    assert ran.exit_code == 1
    assert message in ran.stderr
    assert "x1y2z3" not in ran.stderr


def test_the_environment_names_the_sender_too(project: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / "mail.yaml").unlink()
    monkeypatch.setenv("POLICYBRIEF_MAIL_FROM", "Ann <ann@port.example>")
    assert project.mail().exit_code == 0
    assert str(read(project.drafts[0])["from"]) == "Ann <ann@port.example>"
    monkeypatch.setenv("POLICYBRIEF_SMTP_PORT", "many")
    assert "the environment: error: POLICYBRIEF_SMTP_PORT:" in project.mail().stderr


def test_an_audience_without_recipients_is_told_when_it_is_asked_for(project: Mailroom) -> None:
    (project.root / "content" / "audiences" / "staff.yaml").write_text("name: Staff\n", encoding="utf-8")
    assert project.mail().exit_code == 0
    assert "staff.yaml: error: has no recipients" in project.mail("-a", "staff").stderr
    assert "there is no audience 'bord'; did you mean 'board'?" in project.mail("-a", "bord").stderr


def test_limit_drafts_so_many(project: Mailroom) -> None:
    assert "1 draft written to " in project.mail("--limit", "1").stdout
    assert len(project.drafts) == 1
    project.mail()
    assert "out of date" not in project.mail("--limit", "1").stdout


def test_an_address_is_in_no_document_and_changes_none(project: Mailroom) -> None:
    before = project.memo.read_bytes()
    project.readers("  to: [Zoe <zoe@board.example>]\n  domains: [board.example]")
    project.build()
    assert project.memo.read_bytes() == before
    with zipfile.ZipFile(project.memo.with_suffix(".pptx")) as deck:
        assert not [name for name in deck.namelist() if b"board.example" in deck.read(name)]


def test_lines_end_as_mail_has_it(project: Mailroom) -> None:
    project.mail()
    raw = project.drafts[0].read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()
    assert message_from_bytes(raw, policy=email.policy.default)["content-language"] == "en-US"
