"""The people of a list as readers of mail: each gets the edition that is theirs, at the address of their row.

How far mail may go is what their audience's file says under `mail`: its domains, its embargo, whether slides go too.
Who is named there gets nothing of a list. What is wrong with a row is told at its cell, and keeps its mail alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.brief import addresses
from policybrief.brief.addresses import Address
from policybrief.errors import BriefError, Problem
from policybrief.mail import roster
from policybrief.mail.attachments import Attachment
from policybrief.mail.plan import Mailed
from policybrief.mail.roster import Addressee
from policybrief.pipeline.made_so_far import MadeSoFar
from policybrief.pipeline.options import ALL
from policybrief.pipeline.people import Person, Unreadable
from policybrief.pipeline.prepared import Prepared
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.sources.tabular.grid import DataCell

_COLUMN = "email"


@dataclass(frozen=True)
class MailedPerson(Mailed):
    """Somebody of a list, by the way to their documents. `made` tells what their edition was made of, `owners` by the
    SHA-256 of each file of the project whose it is.
    """

    person: Person | None = None
    made: MadeSoFar | None = None
    owners: Mapping[str, Sequence[str]] | None = None

    def fault(self, file: Attachment, *, as_built: bool) -> Problem | None:
        """A problem with somebody else's edition, which says no name of itself; and, where files go `as_built`, with
        one that was made of another state of the row.
        """
        assert self.person
        owners = (self.owners or {}).get(file.digest, ())
        if owners and self.person.edition not in owners:
            message = f"is the edition of {owners[0].rpartition('/')[2]!r}, not of {self.person.name!r}"
            return Problem(message, str(file.file), hint="build it again: brief build --for LIST")
        if not as_built or (self.made and self.made.is_made_of(self.person.edition, self.run, file.digest)):
            return None
        if file.content == self.remade(file.kind):
            return None
        message = f"is not made of what the list says of {self.person.name!r} now"
        return Problem(message, str(file.file), hint="build it again: brief build --for LIST")


def mailed(
    everybody: Sequence[Person | Unreadable], prepared: Prepared, made: MadeSoFar
) -> tuple[list[MailedPerson], list[Problem]]:
    """The people who can get mail, and what is wrong with the rows of the others.

    Raises `BriefError` for a list without addresses.
    """
    readable = [person for person in everybody if isinstance(person, Person)]
    problems = [problem for person in everybody if isinstance(person, Unreadable) for problem in person.problems]
    if readable and not any(person.address for person in readable):
        hint = f"a column {_COLUMN!r} says where each one's edition goes"
        raise BriefError([Problem("has no addresses", readable[0].row.file, hint=hint), *problems])
    owners: dict[str, list[str]] = {}
    for entry in made.shelf.written.entries():
        owners.setdefault(entry.last, []).append(entry.audience)
    seen: dict[str, DataCell] = {}
    found: list[MailedPerson] = []
    for person in readable:
        try:
            reader = _reader(person, seen)
            mailing = person.reader.audience.mail
            if mailing is None:
                hint = f"write 'mail' with 'domains' into the file of {person.audience!r}: how far its mail may go"
                raise BriefError([person.row.problem(f"is of {person.audience!r}, which gets no mail", hint)])
            theirs = roster.of_one(person.edition, mailing, person.reader.source, reader)
            run = replace(prepared.run_of(person.reader, ALL, person.name), kept=False)
            found.append(MailedPerson(run, theirs, person=person, made=made, owners=owners))
        except BriefError as error:
            problems += error.problems
    return found, problems


def _reader(person: Person, seen: dict[str, DataCell]) -> Addressee:
    """Where somebody's edition goes. Raises `BriefError` for what is no address, or another row's."""
    cell = person.address
    if cell is None:
        raise BriefError(
            [person.row.problem(f"has nothing in the column {_COLUMN!r}", "write an address, or delete it")]
        )
    who = addresses.parse(cell.text)
    if not isinstance(who, Address):
        raise BriefError([cell.problem(*who)])
    if (first := seen.setdefault(who.key, cell)) is not cell:
        raise BriefError([cell.problem(f"{who.spec} is repeated here", f"the first is in line {first.line}")])
    return Addressee(who, person.given.get("salutation", ""), cell.problem(""))
