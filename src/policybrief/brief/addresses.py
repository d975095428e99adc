"""Addresses of mail, and what may stand in a header: who a line names, and nobody whom it does not.

Whatever goes into a header is refused, never repaired, where it holds a control character or the beginning of an
encoded word: `=?utf-8?q?=0ABcc:…?=` is plain text to whoever writes it, and some libraries decode it into a line of its
own (https://www.rfc-editor.org/rfc/rfc2047, CVE-2024-6923). Domains are kept in ASCII (IDNA), so that a look-alike
letter makes another domain. A part before the @ that is not ASCII is allowed, and needs a server with SMTPUTF8.

The domain is where the mail ends, or no promise about domains holds. `jane%other.example@board.example` and
`other.example!jane@board.example` ask board.example to pass it on to other.example, and some servers still do; so do
source routes (`@board.example:jane@other.example`). All of these are refused, with quoted parts that could hide them.
"""

from __future__ import annotations

import re
import unicodedata

from policybrief.brief.banners import Fault
from policybrief.text.records import dataclass

_ATOM = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NAMED = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<spec>[^<>]*)>")
_RELAYS = "%!"
"""What sends a mail on from the domain after the @, on servers that know the old ways."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DEVIATIONS = re.compile("[ßςẞ\u200c\u200d]")
"""What the two versions of IDNA take for different domains; the standard library has the older one."""

_MOST_NAME, _MOST_LOCAL, _MOST_DOMAIN = 120, 64, 253

_ROLES = """
admin administrator alert alerts all announce assistant assistants board bot bureau bureaux committee comms
communications contact contacto contacts council delegation department dept desk digest director distribution distro
division duty editor editorial embassy enquiries events everybody everyone feedback group groups hello help helpdesk
hotline inbox info information inquiries inquiry jobs kanzlei kontakt legal list lists listserv mail mailbox mailer
mailing media member members mission news newsletter newsroom nobody noreply notifications office officers operations
ops organisers organizers ou owner owners policy post postmaster prensa press presse principals protocol public
reception redaktion registry reply request root sales secretariat secretary security sekretariat service services
staff staffers subscribe subscribers support team teams undisclosed unit users watch webmaster workgroup
"""
_ROLE_WORDS = frozenset(_ROLES.split())


@dataclass(frozen=True)
class Address:
    """`name` as a reader sees it, "" where none is given; `local` before the @; `domain` in ASCII, lower-case."""

    name: str
    local: str
    domain: str

    @property
    def spec(self) -> str:
        """jane.doe@example.org."""
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """The same for all spellings of an address: no mail server tells Jane from jane."""
        return unicodedata.normalize("NFC", self.spec).casefold()

    @property
    def international(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        return not self.local.isascii()

    def __str__(self) -> str:
        return f"{self.name} <{self.spec}>" if self.name else self.spec


def parse(text: str) -> Address | Fault:
    """`Jane Doe <jane@example.org>` or `jane@example.org`: one address, or what is wrong with it."""
    text = text.strip()
    match = _NAMED.fullmatch(text)
    name, spec = (match["name"], match["spec"]) if match else ("", text)
    return address(_unquoted(name), spec)


def address(name: str, spec: str) -> Address | Fault:
    """An address and its name, or what is wrong with them."""
    name = unicodedata.normalize("NFC", name.strip())
    local, at, domain = spec.strip().rpartition("@")
    if fault := header_fault(name) or header_fault(spec):
        return fault
    if "@" in name or "<" in name or ">" in name:
        return f"{name!r} is not a name", "an entry has one address, as in Jane Doe <jane@example.org>"
    if len(name) > _MOST_NAME:
        return f"the name has more than {_MOST_NAME} characters", ""
    if not at or not _is_local(local):
        return f"{spec!r} is not an address", "write jane@example.org, or Jane Doe <jane@example.org>"
    if any(char in local for char in _RELAYS):
        return f"{spec!r} may lead on to another server", "write the reader's own address, without % or ! before the @"
    host = ascii_domain(domain)
    return Address(name, unicodedata.normalize("NFC", local), host) if isinstance(host, str) else host


def ascii_domain(domain: str) -> str | Fault:
    """A domain in ASCII (`bücher.example` is `xn--bcher-kva.example`), or what is wrong with it."""
    what = f"{domain!r} is not a domain"
    if _DEVIATIONS.search(domain):
        return f"{what}: it can be taken for another", "write it in its ASCII form, which begins with xn--"
    try:
        ascii_name = domain.encode("idna").decode().lower() if not domain.isascii() else domain.lower()
    except UnicodeError:
        return what, "a domain is written as in example.org"
    labels = ascii_name.split(".")
    fits = len(labels) > 1 and len(ascii_name) <= _MOST_DOMAIN and all(_LABEL.fullmatch(label) for label in labels)
    return ascii_name if fits and not labels[-1].isdigit() else (what, "a domain is written as in example.org")


def header_fault(text: str) -> Fault | None:
    """What keeps `text` out of a header."""
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _OVERRIDES:
            return f"holds the character U+{ord(char):04X}, which a mail's header can't have", "delete it"
    if "=?" in text:
        return "holds '=?', which mail programs take for a code", "put a space between the two"
    return None


def role_fault(who: Address) -> Fault | None:
    """What makes an address that of an office or a list and not of a person, by its words; None for a person's.

    A person has a name. Neither the name nor the part before the @ is an office's or a list's: info, staff, press, a
    policy team. Daryl Press at d.press@ is a person all the same.
    """
    hint = "a name, and an address of that person's own: not info@, staff@, press@, a list or an office"
    if not any(char.isalpha() for char in who.name):
        return f"{who.spec} has no name", hint
    named = _words(who.name)
    offices = [word for word in named if word in _ROLE_WORDS]
    if len(offices) > 1 or len(offices) == len(named):
        return f"{who} is not one person's ({offices[0]!r})", hint
    joined = re.sub(r"[\W_]+", "", who.local.casefold())
    if role := next((word for word in (joined, *_words(who.local)) if word in _ROLE_WORDS and word not in named), ""):
        return f"{who} is not one person's ({role!r})", hint
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _is_local(local: str) -> bool:
    if not _LOCAL.fullmatch(local) or len(local.encode()) > _MOST_LOCAL:
        return False
    return all(char.isascii() or unicodedata.category(char)[0] in "LMN" for char in local)


def _unquoted(name: str) -> str:
    quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', name.strip())
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else name
