"""The readers of an audience: who its file and its list name, each at the line that names them.

Nobody else is ever written to: there is no option for another address. What is wrong with any of them, a domain that
the audience does not allow, an address that stands twice, is a problem of the whole, and no draft is made.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from pathlib import Path

from policybrief.brief import addresses
from policybrief.brief.addresses import Address
from policybrief.brief.recipients import Mailing, Recipient
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.read.source import Source
from policybrief.system.files import access, names
from policybrief.text.records import dataclass

_COLUMNS = ("address", "name", "salutation")
_MOST_BYTES = 10_000_000


@dataclass(frozen=True)
class Addressee:
    """One who gets the mail; `line` is the place in the file that says so."""

    who: Address
    salutation: str
    line: Problem = field(repr=False)

    def problem(self, message: str, hint: str = "") -> Problem:
        return replace(self.line, message=message, hint=hint)


@dataclass(frozen=True)
class Roster:
    """An audience, as mail knows it. `apart`: each of `to` gets a message that names nobody else."""

    audience: str
    to: tuple[Addressee, ...]
    cc: tuple[Addressee, ...]
    bcc: tuple[Addressee, ...]
    apart: bool
    salutation: str
    deck: bool
    most_bytes: int
    under_embargo: bool
    allows: Callable[[str], bool] = field(repr=False)
    line: Problem = field(repr=False)

    @property
    def everyone(self) -> tuple[Addressee, ...]:
        return (*self.to, *self.cc, *self.bcc)

    def problem(self, message: str, hint: str = "") -> Problem:
        return replace(self.line, message=message, hint=hint)


def load(audience: str, mailing: Mailing, read: Source, salutation: str, root: Path) -> Roster:
    """The readers of `audience`, whose file was `read`, with `mail` among its keys; no list is read outside `root`.

    Raises `BriefError` with all that is wrong.
    """
    problems = [*_missing(mailing, read)]
    if not (mailing.to or mailing.list):
        problems.append(read.problem(("mail",), "names nobody", "give it 'to', or a 'list'"))
    groups = {key: list(_given(getattr(mailing, key), key, read)) for key in ("to", "cc", "bcc")}
    if mailing.list:
        listed = list(_listed(mailing.list, read, root))
        groups["to"] += [addressee for addressee in listed if isinstance(addressee, Addressee)]
        problems += [problem for problem in listed if isinstance(problem, Problem)]
    everyone = [reader for readers in groups.values() for reader in readers]
    problems += [*_strangers(everyone, mailing), *_twice(everyone)]
    if problems:
        raise BriefError(problems)
    return Roster(
        audience=audience,
        to=tuple(groups["to"]),
        cc=tuple(groups["cc"]),
        bcc=tuple(groups["bcc"]),
        apart=mailing.one_per == "recipient",
        salutation=mailing.salutation or salutation,
        deck=mailing.deck,
        most_bytes=round(mailing.most_megabytes * 1_000_000),
        under_embargo=mailing.under_embargo,
        allows=mailing.allows,
        line=read.problem(("mail",), "", at_key=True),
    )


def of_one(edition: str, mailing: Mailing, read: Source, reader: Addressee) -> Roster:
    """Somebody of a list of people as the one reader of an `edition`, whom the file that was `read` lets have mail; who
    is named in that gets none. Raises `BriefError` where it does not go so far.
    """
    if problems := [*_missing(mailing, read), *_strangers([reader], mailing)]:
        raise BriefError(problems)
    return Roster(
        audience=edition,
        to=(reader,),
        cc=(),
        bcc=(),
        apart=True,
        salutation=mailing.salutation or "",
        deck=mailing.deck,
        most_bytes=round(mailing.most_megabytes * 1_000_000),
        under_embargo=mailing.under_embargo,
        allows=mailing.allows,
        line=read.problem(("mail",), "", at_key=True),
    )


def _given(entries: tuple[Recipient, ...], key: str, read: Source) -> Iterator[Addressee]:
    for number, entry in enumerate(entries):
        yield Addressee(entry.who, entry.salutation or "", read.problem(("mail", key, number), ""))


def _missing(mailing: Mailing, read: Source) -> Iterator[Problem]:
    """Mail goes nowhere where nothing says how far."""
    if not mailing.domains:
        yield read.problem(("mail", "domains"), "is missing", "say where mail may go: domains: [example.org]")


def _strangers(everyone: list[Addressee], mailing: Mailing) -> Iterator[Problem]:
    for reader in everyone if mailing.domains else ():
        if not mailing.allows(reader.who.domain):
            message = f"{reader.who.spec} is outside the audience's domains ({', '.join(mailing.domains)})"
            yield reader.problem(message, "is it the right address? If so, allow its domain in mail.domains")


def _twice(everyone: list[Addressee]) -> Iterator[Problem]:
    seen: dict[str, Addressee] = {}
    for reader in everyone:
        if (first := seen.setdefault(reader.who.key, reader)) is not reader:
            place = f"{first.line.file}:{first.line.line}"
            yield reader.problem(f"{reader.who.spec} is repeated here", f"the first is at {place}")


# -- a list from a spreadsheet


def _listed(name: str, read: Source, root: Path) -> Iterator[Addressee | Problem]:
    place = ("mail", "list")
    file = names.find(Path(read.file).parent, name)
    try:
        raw = access.read(file, _MOST_BYTES, within=root)
    except access.OutsideError:
        yield read.problem(place, f"{name!r} lies outside the project", "put the list beside the audience's file")
        return
    except OSError as error:
        yield read.problem(place, f"{name!r} cannot be read: {error.strerror or error}")
        return
    shown = str(file)
    try:
        yield from _rows(names.composed(raw.decode("utf-8-sig")), shown)
    except UnicodeDecodeError:
        yield Problem("is not UTF-8 text", shown, hint="save it as 'CSV UTF-8'")
    except csv.Error as error:
        yield Problem(f"is not CSV: {error}", shown)


def _rows(text: str, file: str) -> Iterator[Addressee | Problem]:
    first, _, _ = text.partition("\n")
    between = max(",;\t", key=first.count)  # spreadsheets write what their country puts between
    table = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    names = [name.strip().casefold() for name in next(table, [])]
    for name in names:
        if name not in _COLUMNS:
            yield Problem(f"{name!r} is not a known column", file, 1, hint=did_you_mean(name, _COLUMNS))
    if "address" not in names or len(set(names)) < len(names):
        yield Problem("the first line has to name the columns", file, 1, hint=f"write {between.join(_COLUMNS)}")
        return
    lines, start = text.split("\n"), table.line_num + 1
    for row in table:
        line, start = start, table.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        excerpt = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
        place = Problem("", file, line, excerpt=excerpt)
        yield _row(row, names, place)


def _row(row: list[str], names: list[str], place: Problem) -> Addressee | Problem:
    if len(row) > len(names):
        message = f"has {len(row)} cells for {len(names)} columns"
        return replace(place, message=message, hint="put a cell with a comma in quotes")
    cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
    addressee = addresses.parse(cells["address"])
    if isinstance(addressee, Address) and cells.get("name"):
        addressee = addresses.address(cells["name"], addressee.spec)
    if not isinstance(addressee, Address):
        return replace(place, message=addressee[0], hint=addressee[1])
    return Addressee(addressee, cells.get("salutation", ""), place)
