"""Addresses, headers and messages: whatever a name, a subject or an address is, a parser reads back what was meant."""

from __future__ import annotations

import datetime as dt
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.brief import addresses
from policybrief.brief.addresses import Address
from policybrief.mail import headers, message
from policybrief.mail.attachments import Attachment
from policybrief.mail.invitation import Invitation
from policybrief.mail.letters import Letter
from policybrief.mail.message import Message
from support.mail_servers import message_of

NOW = dt.datetime(2026, 11, 21, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
texts = st.text(min_size=1, max_size=100).map(lambda text: " ".join(text.split()))
words = texts.filter(lambda text: text and addresses.header_fault(text) is None)
names = words.filter(lambda text: isinstance(addresses.address(text, "a@b.example"), Address))
atoms = st.text("abcXYZ019#$&'*+/=?^_`{|}~-", min_size=1, max_size=20)
locals_ = st.lists(atoms, min_size=1, max_size=3).map(".".join).filter(lambda text: "=?" not in text)
people = st.builds(lambda name, local: addresses.address(name, f"{local}@board.example"), names, locals_)


def sample(**changes: object) -> Message:
    given: dict[str, object] = {
        "brief": "brief",
        "audience": "board",
        "sender": Address("The planners", "planners", "port.example"),
        "reply_to": None,
        "to": (Address("Jane Doe", "jane", "board.example"),),
        "cc": (),
        "bcc": (),
        "apart": False,
        "letter": Letter("Build the quay", "Build it.\n", "<p>Build it.</p>\n"),
        "attachments": (),
        "invitation": None,
        "marking": "",
        "lang": "en-US",
    }
    return Message(**(given | changes))


HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Content-Type", "MIME-Version"]


@given(subject=words)
def test_any_subject_is_read_back_and_adds_no_header(subject: str) -> None:
    raw = message.write(sample(letter=Letter(subject, "x\n", "<p>x</p>")), NOW)
    back = message_of(raw)
    assert back["subject"] == subject
    assert sorted(back.keys()) == sorted(HEADERS)
    assert raw.isascii()


@given(everyone=st.lists(people, min_size=1, max_size=5, unique_by=lambda who: who.key))
def test_any_names_and_addresses_are_read_back(everyone: list[Address]) -> None:
    """By the parser of old, which has no trouble with a name of several encoded words."""
    raw = headers.addresses("To", everyone)
    unfolded = raw.decode().removeprefix("To: ").replace("\r\n", "")
    found = getaddresses([unfolded])
    assert [(str(make_header(decode_header(name))), spec) for name, spec in found] == [
        (who.name, who.spec) for who in everyone
    ]
    assert len(message_of(raw + b"\r\n")["to"].addresses) == len(everyone)
    assert raw.count(b"\r\n") == raw.count(b"\r\n ") + 1


@given(text=st.text(max_size=60), spec=st.text(max_size=40))
def test_any_text_is_an_address_or_is_refused(text: str, spec: str) -> None:
    for entry in (text, f"{text} <{spec}>", f"{text} <{spec}@board.example>"):
        found = addresses.parse(entry)
        if isinstance(found, Address):
            raw = headers.addresses("To", [found])
            assert raw.count(b"\r\n") == raw.count(b"\r\n ") + 1
            (one,) = message_of(raw + b"\r\n")["to"].addresses
            assert one.domain == found.domain
            assert addresses.parse(str(found)) == found


@given(text=st.text(), html=st.text())
def test_any_body_is_read_back(text: str, html: str) -> None:
    import re

    def lines(words: str) -> str:
        return re.sub("\r\n|\r|\n", "\n", words).rstrip("\n")

    surrogates = any(0xD800 <= ord(char) < 0xE000 for char in text + html)
    assert not surrogates
    back = message_of(message.write(sample(letter=Letter("Hello", text, html)), NOW))
    plain, page = (back.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert page is not None
    assert lines(plain.get_content()) == lines(text)
    assert lines(page.get_content()) == lines(html)


_CODE = "=?utf-8?q?=0ABcc:_e@x.example?="
RELAYED = [
    "jane%other.example@board.example",
    "other.example!jane@board.example",
    "board.example!other.example!jane@board.example",
    "Jane <jane%other.example@board.example>",
    "@board.example:jane@other.example",
    "<@relay.example,@board.example:jane@other.example>",
    "Jane <@board.example:jane@other.example>",
    '"jane@other.example"@board.example',
    'Jane <"jane%other.example"@board.example>',
    "jane\\@other.example@board.example",
    "jane@other.example@board.example",
    "jane％other.example@board.example",
    "jane@[192.0.2.1]",
    "jane%@board.example",
    "!jane@board.example",
]


@pytest.mark.parametrize("text", RELAYED)
def test_an_address_that_leads_on_to_another_server_is_refused(text: str) -> None:
    """Else a domain that is allowed would pass the mail on to one that is not (RFC 5321, appendices C and F.2)."""
    assert not isinstance(addresses.parse(text), Address)


NASTY = ["a\r\nBcc: e@x.example", "a\nb", "a\rb", "a\x85b", "a\u2028b", "a\x00b", "a\x1bb", _CODE, "a\u202eb"]


@pytest.mark.parametrize("text", NASTY)
def test_what_could_make_a_header_is_refused_and_not_repaired(text: str) -> None:
    assert addresses.header_fault(text)
    assert not isinstance(addresses.address(text, "a@b.example"), Address)
    assert not isinstance(addresses.parse(f"Ann <{text}@b.example>"), Address)


@pytest.mark.parametrize(
    ("text", "name", "spec"),
    [
        ("jane@board.example", "", "jane@board.example"),
        ("Jane Doe <jane@board.example>", "Jane Doe", "jane@board.example"),
        ('"Doe, Jane \\"JD\\"" <jane@board.example>', 'Doe, Jane "JD"', "jane@board.example"),
        ("Doe, Jane <jane@board.example>", "Doe, Jane", "jane@board.example"),
        ("Оля <o@приклад.укр>", "Оля", "o@xn--80aikifvh.xn--j1amh"),
        ("x@BÜCHER.example", "", "x@xn--bcher-kva.example"),
        ("Ann <ann@Board.Example>", "Ann", "ann@board.example"),
        ("José <jose@board.example>", "José", "jose@board.example"),
    ],
)
def test_addresses(text: str, name: str, spec: str) -> None:
    found = addresses.parse(text)
    assert isinstance(found, Address)
    assert (found.name, found.spec) == (name, spec)


@pytest.mark.parametrize(
    "text",
    [
        "", "jane", "jane@", "@board.example", "jane@board", "a..b@board.example", ".a@board.example", "a b@x.example",
        "a@b.example, c@d.example", "a@b.example <c@d.example>", "Ann <a@b.example> <c@d.example>", "a@[127.0.0.1]",
        "a@1.2.3.4", "a@straße.example", "a@-b.example", f"{'a' * 65}@b.example", '"a b"@b.example', "a@b_c.example",
    ],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    assert not isinstance(addresses.parse(text), Address)


def test_a_letter_that_looks_alike_makes_another_domain() -> None:
    found = addresses.parse("a@bоard.example")  # its o is Cyrillic
    assert isinstance(found, Address)
    assert found.domain == "xn--bard-55d.example"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Jane Doe <jane.doe@x.example>", True),
        ("Daryl Press <d.press@x.example>", True),
        ("田中 一 <tanaka@x.example>", True),
        ("jane.doe@x.example", False),
        ("Info <info@x.example>", False),
        ("Jane Doe <staff@x.example>", False),
        ("Policy Team <jane@x.example>", False),
        ("Jane Doe <no-reply@x.example>", False),
        ("Jane Doe <china-list@x.example>", False),
        ("Press <press@x.example>", False),
    ],
)
def test_who_is_a_named_individual(text: str, person: bool) -> None:
    found = addresses.parse(text)
    assert isinstance(found, Address)
    assert (addresses.role_fault(found) is None) == person


def test_bytes_do_not_change_but_with_the_time() -> None:
    invited = Invitation("u@port.example", NOW, 60, "Quay", "Build it", "Room 1", "https://port.example", 0)
    file = Attachment("memo", Path("Мемо №1.pdf"), b"%PDF-1.7 \r\n.\r\n\x00\xff", 1, "board", "", "")
    one = sample(invitation=invited, attachments=(file,))
    assert message.write(one, NOW) == message.write(one, NOW)
    later = message.write(one, NOW + dt.timedelta(days=1))
    assert message_of(later)["message-id"] == message_of(message.write(one, NOW))["message-id"]
    (memo, ics) = message_of(later).iter_attachments()
    assert (memo.get_filename(), memo.get_content()) == ("Мемо №1.pdf", file.content)
    assert (ics.get_filename(), ics.get_content_type()) == ("invite.ics", "application/ics")
    assert str(message_of(later)["date"]) == "Sun, 22 Nov 2026 12:30:00 -0500"


def test_who_else_gets_it_makes_no_other_message_but_what_it_says_does() -> None:
    other = Address("", "ann", "board.example")
    assert sample().content == sample(to=(*sample().to, other), bcc=(other,)).content
    assert sample().content != sample(letter=Letter("Build the quay", "Build.\n", "<p>Build it.</p>\n")).content
    assert sample(apart=True).id != sample(apart=True, to=(other,)).id


def test_a_blind_copy_is_in_drafts_and_in_no_byte_that_is_sent() -> None:
    blind = Address("Bob Blind", "bob", "board.example")
    raw = message.write(sample(bcc=(blind,)), NOW, draft=True)
    assert b"\r\nX-Unsent: 1\r\n" in raw
    assert str(message_of(raw)["bcc"]) == "Bob Blind <bob@board.example>", "a person's mail program is to send it"
    sent = message.write(sample(bcc=(blind,)), NOW)
    assert b"bob" not in sent.lower()
    assert b"bcc" not in sent.lower()
    assert b"X-Unsent" not in sent
