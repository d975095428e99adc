"""The addresses of links: which are taken, and what is wrong with the others.

One place decides, for links in texts, for sources, meetings and templates. A link leads to a host that a reader can see
and that every program takes: Office repairs a file with an address of more than 2,083 characters.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

Fault = tuple[str, str]
"""What is wrong, as the end of a sentence about the address, and a hint."""

LONGEST = 2083
SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?=[/?#:]|$)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.?"
)
_MAIL = re.compile(r"[^@\s?]+@[^@\s?,]+(?:,[^@\s?]+@[^@\s?,]+)*(?:\?.*)?", re.DOTALL)
_BEGINS = "an address begins with http:// or https://"


def tidied(url: str) -> str:
    """The address that is meant for certain: with a scheme in lower case, which `www.` lacks."""
    url = url.strip()
    if url[:4].lower() == "www.":
        return f"https://{url}"
    scheme = _SCHEME.match(url)
    return f"{scheme.group().lower()}{url[scheme.end() :]}" if scheme else url


def fault(url: str) -> Fault | None:
    """What keeps a tidied address from being one; None where nothing does."""
    if not url:
        return "is empty", _BEGINS
    if any(char.isspace() or not char.isprintable() for char in url):
        return "has a space or a control character in it", "write %20 for a space"
    scheme = _SCHEME.match(url)
    if scheme is None or (scheme.group(1) not in SCHEMES and _DOMAIN.match(url)):
        near = f"did you mean https://{url.lstrip('/')}?"
        return "is not an address", near if _DOMAIN.match(url.lstrip("/")) else _BEGINS
    if scheme.group(1) not in SCHEMES:
        return f"begins with {scheme.group()!r}, which no link here does", "an address begins with https:// or mailto:"
    if (length := len(quote(url, safe="%/:=&?~#+!$,;'@()*[]"))) > LONGEST:
        return f"has {length:,} characters; Office takes {LONGEST:,}", "a short address or a DOI leads there too"
    if scheme.group(1) == "mailto":
        return None if _MAIL.fullmatch(url[scheme.end() :]) else ("names no mailbox", "write mailto:name@host")
    return _web_fault(url)


def _web_fault(url: str) -> Fault | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018  # raises for a port that is no number
    except ValueError:
        return "is not an address", "a host is written as in https://example.org"
    if not url[len(parts.scheme) :].startswith("://") or not host:
        return "names no host", "write it in full, as in https://example.org/page"
    if "@" in parts.netloc or "%40" in parts.netloc:
        return f"leads to the host {host!r}, whatever stands before its '@'", f"write {parts.scheme}://{host}"
    if not host.isascii():
        return f"has the host {host!r}, and not every program takes such letters", _in_ascii(host)
    if ":" in host or _HOST.fullmatch(host):  # urlsplit has checked an IPv6 address
        return None
    return f"has the host {host!r}, which is not a host name", "a host is written as in https://example.org"


def _in_ascii(host: str) -> str:
    try:
        return f"write it as {host.encode('idna').decode()}"
    except UnicodeError:
        return "a host is written as in https://example.org"
