"""Header lines as bytes: folded, with encoded words where a text is not ASCII, the same on every Python.

The standard library's own folding of address headers has changed from version to version, and some lose the quotes
around a comma and make two recipients of one. Here each address has a line of its own, each name is a quoted string or
encoded words, and what could end a line or begin a code has been refused before (addresses.header_fault).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.header import Header

from policybrief.brief.addresses import Address, header_fault

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_WIDTH = 76
_FOLD = "\r\n "


def text(name: str, words: str) -> bytes:
    """A header of free text: Subject."""
    return _line(name, _encoded(words, len(name) + 2))


def addresses(name: str, people: Iterable[Address]) -> bytes:
    """A header of addresses: From, To, Cc, Reply-To. What is not ASCII before an @ stays as it is (RFC 6532)."""
    return _line(name, f",{_FOLD}".join(_mailbox(person) for person in people))


def exact(name: str, value: str) -> bytes:
    """A header whose value has its own syntax, in ASCII: Date, Message-ID."""
    return _line(name, value)


def _mailbox(who: Address) -> str:
    if not who.name:
        return who.spec
    if _ATOMS.fullmatch(who.name):
        phrase = who.name
    elif who.name.isascii():
        phrase = '"' + re.sub(r'([\\"])', r"\\\1", who.name) + '"'
    else:
        phrase = _encoded(who.name, 1)
    return f"{phrase}{_FOLD if len(phrase) + len(who.spec) > _WIDTH else ' '}<{who.spec}>"


def _encoded(words: str, used: int) -> str:
    """`words` in lines that fit, the first of which has `used` characters already."""
    charset = "us-ascii" if words.isascii() else "utf-8"
    return Header(words, charset, maxlinelen=_WIDTH, header_name="x" * max(used - 2, 1)).encode(linesep="\r\n")


def _line(name: str, value: str) -> bytes:
    if header_fault(value.replace(_FOLD, " ").replace("=?", "")):  # a guard, whatever was let through before
        raise ValueError(f"{name} would make a line of its own")
    return f"{name}: {value}\r\n".encode()
