"""A brief's file and those of its audiences as they are read: valid, dated, marked as a draft where it is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from policybrief.brief import walk
from policybrief.brief.audience import Audience
from policybrief.brief.kind import BriefKind
from policybrief.brief.marking import joined
from policybrief.brief.model import Brief
from policybrief.brief.papers import draft_number
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.system.files import lookups
from policybrief.validate import validate


def validated(
    read: Source,
    audiences: Collection[str],
    library: Collection[str],
    kind: BriefKind,
    in_the_way: Collection[Problem],
) -> Brief:
    """A brief of a kind, in whose way may stand that it is a draft. Raises `BriefError` with that beside all else."""
    try:
        brief = validate.validate(read, Brief, audiences, library, kind.needs)
    except BriefError as error:
        raise BriefError((*error.problems, *in_the_way), error.warnings) from None
    if in_the_way:
        raise BriefError(in_the_way)
    return brief


def marked_as_draft(brief: Brief) -> Brief:
    """A brief whose marking says in its language that it is a draft, and which, where its `version` has a number."""
    word = locale.load(locale.DEFAULT).words["draft"]
    with suppress(BriefError):  # a language that there is not is told where it is used
        word = locale.load(brief.lang).words["draft"]
    word = f"{word} {number}" if (number := draft_number(brief.version)) else word
    marking = joined(brief.marking, word)[0] if brief.marking else word
    return brief.model_copy(update={"marking": marking})


def other_draft(brief: Brief, read: Source, asked: int) -> Iterator[Problem]:
    """A draft number that is `asked` for beside another one of the brief's own, which stands in its marking and wins:
    decks and memos that are built without being asked have that.
    """
    if asked and (number := draft_number(brief.version)) and number != str(asked):
        message = f"is draft {number}, and --draft-number {asked} is not said"
        yield read.problem(("version",), message, f"write 'version: draft {asked}' if it is that").graded("warning")


def readable(audiences: Mapping[str, Path], root: Path, edited: Mapping[str, Source]) -> Iterator[tuple[str, Source]]:
    """The audiences' files in `root`, or what they would be once `edited`. The faults of one that can't be read are
    told when its audience's turn comes.
    """
    for name, file in audiences.items():
        with suppress(BriefError):
            yield name, edited.get(name) or source.read(file, within=root)


def cited_by(audiences: Iterable[Source]) -> Iterator[str]:
    """The sources that files of audiences cite."""
    for read in audiences:
        yield from (name for path, name in walk.cited(read.data) if not path.within("sources"))


def citing(brief: Brief, from_library: frozenset[str], audience: Audience | None = None) -> Brief:
    """The brief without those sources `from_library` that another audience's file alone cites."""
    if not from_library:
        return brief
    used = {name for path, name in (*walk.cited(brief), *walk.cited(audience)) if not path.within("sources")}
    kept = tuple(entry for entry in brief.sources if entry.id not in from_library - used)
    return brief if len(kept) == len(brief.sources) else brief.model_copy(update={"sources": kept})


def dated(brief: Brief, read: Source) -> Brief:
    """A brief without a date takes that of SOURCE_DATE_EPOCH, or today's.

    https://reproducible-builds.org/specs/source-date-epoch/, by which a value that is no number is an error.
    """
    day: dt.date | None = None
    if epoch := lookups.variable("SOURCE_DATE_EPOCH"):
        try:
            day = dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is {epoch!r}, which is not a time in seconds"
            raise BriefError([read.problem(("date",), message, "unset it, or correct it")]) from None
    return brief if brief.date else brief.model_copy(update={"date": day or lookups.today()})
