"""The texts of a brief's sources, as they lie in its project: read where they are, and missed where they are not.

A source says where under `snapshot:`; without that it is `sources/ID.txt`, if such a file is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from policybrief.brief.model import Brief
from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import BriefError, Problem
from policybrief.review.verify.record import Record
from policybrief.sources.article import snapshot as snapshots
from policybrief.sources.article.snapshot import FOLDER, Snapshot
from policybrief.system.files import access
from policybrief.text.records import dataclass

MAX_BYTES = 20_000_000
"""A book has two."""


@dataclass(frozen=True)
class Missing:
    """A snapshot that can't be used, and why: `rule` is one of verify's."""

    rule: str
    message: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Snapshots:
    """What there is to hold a brief against: texts, their digests, records of texts, and what is missing; by source."""

    texts: Mapping[str, Snapshot] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)
    missing: Mapping[str, Missing] = field(default_factory=dict)


def file_of(entry: SourceEntry, root: Path) -> Path | None:
    """The file of a source's text, whether it is there or not; None for a source that can have none by default."""
    if entry.snapshot:
        return root / entry.snapshot.file
    return root / FOLDER / f"{entry.id}.txt" if _plain(entry.id) else None


def load(brief: Brief, root: Path) -> Snapshots:
    """Read all that there is. What can't be read is told in what is missing."""
    texts: dict[str, Snapshot] = {}
    digests: dict[str, str] = {}
    records: dict[str, Record] = {}
    missing: dict[str, Missing] = {}
    for entry in brief.sources:
        file = file_of(entry, root)
        if file is None:
            missing[entry.id] = Missing("snapshot-missing", "has no text here")
            continue
        try:
            text = _text(file, root)
            parsed = snapshots.parse(text, _near(file, root))
            if parsed.passages:
                texts[entry.id], digests[entry.id] = parsed, snapshots.digest(text)
            else:
                missing[entry.id] = Missing("snapshot-unreadable", f"{_near(file, root)} has no passage")
        except FileNotFoundError:
            missing[entry.id] = Missing("snapshot-missing", f"has no text at {_near(file, root)}")
        except OSError as error:
            said = f"{_near(file, root)} cannot be read: {error.strerror or error}"
            missing[entry.id] = Missing("snapshot-unreadable", said)
        except BriefError as error:
            said = f"{_near(file, root)} is no snapshot"
            missing[entry.id] = Missing("snapshot-unreadable", said, error.problems)
        if (record := _record(file, root)) is not None:
            records[entry.id] = record
    return Snapshots(texts, digests, records, missing)


def _record(file: Path, root: Path) -> Record | None:
    """What was recorded of a source's text; None where nothing was, or what can't be read as such."""
    try:
        return Record.parse(_text(file.with_suffix(Record.SUFFIX), root))
    except (OSError, ValueError):
        return None


def _text(file: Path, root: Path) -> str:
    raw = access.read(file, MAX_BYTES, within=root)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise OSError(0, "it is not UTF-8 text", str(file)) from None


def _near(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _plain(name: str) -> bool:
    """Whether a source's id is the name of a file, and nothing else."""
    return bool(name) and not set(name) & set("/\\:") and not name.startswith(".")


def problems(snapshots: Snapshots) -> Iterator[Problem]:
    """What is wrong inside of snapshots."""
    for each in snapshots.missing.values():
        yield from each.problems
