"""What an audience's documents say of their changes, as `changes:` of a brief asks for it.

Both versions are cut for the audience before they are compared, and nothing is said of what is kept from it now. Where
the earlier version is not there, or was marked otherwise, that is a warning, and the documents say nothing of changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.brief.parts import LISTS
from policybrief.brief.since import MAILED
from policybrief.errors import BriefError, Problem
from policybrief.pipeline import sent
from policybrief.pipeline.built import Built, BuiltSnapshot
from policybrief.pipeline.versions import Version
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.review.changes import pairs
from policybrief.review.changes.compare import compare
from policybrief.review.changes.edition import Changes, changes
from policybrief.system.files import lookups
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.pipeline.document_run import DocumentRun
    from policybrief.pipeline.prepared import Prepared

_AT = ("changes", "since")


@dataclass(frozen=True)
class ToldChanges:
    """What documents say of their changes, None for nothing; and why they say nothing, where that was not meant."""

    changes: Changes | None = None
    warnings: tuple[Problem, ...] = ()


def since(prepared: Prepared, run: DocumentRun, named: str) -> ToldChanges:
    """What changed for the audience of `run` since the earlier version that is `named`."""
    name = run.properties.audience
    try:
        now = _now(prepared, name)
        then, day = _then(prepared, run, named, now)
        old, new = then.seen(name), now.seen(name)
        if old.marking != run.markings.text:
            marked = repr(old.marking) if old.marking else "with nothing"
            raise _Unknown(f"the earlier version was marked {marked}", "nothing of it is shown")
    except _Unknown as error:
        message = f"no changes are told to {name!r}: {error.args[0]}"
        return ToldChanges(warnings=(_warning(prepared.source, message, error.args[1]),))
    except BriefError as error:
        first = next(iter(error.problems))
        message = f"no changes are told to {name!r}: the earlier version has an error: {first.path}: {first.message}"
        return ToldChanges(warnings=(_warning(prepared.source, message, "name another"),))
    withheld = set(_withheld(old.data, now.whole().data, new.data))
    before = dict(old.data)
    for part in LISTS:  # of what is withheld its place alone is left: its words are those of no other entry
        before[part] = [{"id": each["id"]} if each["id"] in withheld else each for each in old.data.get(part, ())]
    return ToldChanges(changes(compare(before, new.data), before, new.data, day, withheld))


def _withheld(old: Mapping[str, Any], whole: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """The ids of old entries that are in the `whole` brief now, though perhaps by other ids, and not in what the
    audience sees of it.
    """
    for part in LISTS:
        seen = {each["id"] for each in new.get(part, ())}
        then, now = old.get(part, ()), whole.get(part, ())
        for i, j in pairs.paired(then, now).same:
            if now[j]["id"] not in seen:
                yield then[i]["id"]


class _Unknown(Exception):  # noqa: N818  # what there is not, and what to do
    """There is no earlier version to compare with."""


def _warning(read: Source, message: str, hint: str) -> Problem:
    return read.problem(_AT, message, hint).graded("warning")


def _now(prepared: Prepared, name: str) -> Version:
    own = {name: prepared.reader(name).source} if name in prepared.audiences else {}
    return Version(prepared.source, prepared.brief, own, prepared.from_library)


def _then(prepared: Prepared, run: DocumentRun, named: str, now: Version) -> tuple[Version, dt.date | None]:
    """The earlier version, and its day. Raises `_Unknown`, and `BriefError` for one that is wrong."""
    root, name = prepared.project.root, run.properties.audience
    if named != MAILED and not named[:1].isdigit():
        read = source.read(prepared.file.parent / named, within=root)
        then = Version.of(read, now.audiences, root)
        return then, then.brief.date
    lookups.unsure("changes are told since an earlier build")
    known = [each for each in Built(root).all() if each.audience == name and _same(each.brief, prepared.file)]
    if named == MAILED:
        snapshot, day = _mailed(prepared, run, known)
    else:
        day = dt.date.fromisoformat(named)
        snapshot = _on(day, known)
    try:
        files = snapshot.sources
    except (OSError, ValueError, TypeError, LookupError):
        raise _Unknown("what was built then can't be read", "name another day, or a file") from None
    return Version.of(files["brief"], {name: files["audience"]} if "audience" in files else {}, root), day


def _same(file: Path, other: Path) -> bool:
    return file.exists() and file.samefile(other)


def _mailed(prepared: Prepared, run: DocumentRun, known: list[BuiltSnapshot]) -> tuple[BuiltSnapshot, dt.date]:
    """What was sent last and says something else: so that what is built stays the same once it is being sent."""
    about = run.properties
    kept = {each.folder.name: each for each in known if each.about.get("property") != about.brief_hash}
    for last in sent.builds(prepared.project.root):
        if (last.brief, last.audience) == (prepared.stem, about.audience) and last.snapshot in kept:
            return kept[last.snapshot], last.at.astimezone().date()
    raise _Unknown("no earlier mail to it is known", "they are told after the first one is sent")


def _on(day: dt.date, known: list[BuiltSnapshot]) -> BuiltSnapshot:
    """The last build of a day, or before it. That of today is none yet: it would be what is built right now."""
    over = min(day, dt.datetime.now().astimezone().date() - dt.timedelta(days=1))
    able = (each for each in known if each.built.astimezone().date() <= over)
    if (last := next(able, None)) is None:
        raise _Unknown(f"no build of {day} or earlier is kept", "name a later day, or a file")
    return last
