"""A brief held against the texts of its sources, in a build and by itself; and the record of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.brief.model import Brief
from policybrief.brief.source_entry import UNNAMED
from policybrief.errors import BriefError, Fix, Problem
from policybrief.pipeline import mended
from policybrief.pipeline.prepared import Prepared
from policybrief.pipeline.stages import Log, quiet, stage
from policybrief.system.files import access, lookups
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.review.verify.snapshots import Snapshots
    from policybrief.review.verify.verified import Verified


def verified(prepared: Prepared) -> Verified:
    """The brief, held against all that there is of its sources."""
    return held(prepared)[0]


def if_any(prepared: Prepared, log: Log = quiet) -> Verified | None:
    """The same; None, and nothing is loaded, where there is no text of any source to hold it against."""
    root = prepared.project.root
    if not any(entry.snapshot for entry in prepared.brief.sources) and not lookups.is_dir(root / "sources"):
        return None
    with stage("verify", log):
        verification = verified(prepared)
    return verification if verification.checked or verification.warnings else None


@dataclass(frozen=True)
class Verification:
    """What an audience's documents rest on: how its quotations and locators did, and the digests of the sources' texts
    by their numbers in its list; a source that it may not see named is not among them.
    """

    result: str
    digests: tuple[tuple[int, str], ...] = ()


def grounds(prepared: Prepared, brief: Brief) -> Verification | None:
    """The same of a brief as an audience gets it, for the record of a build; None where it quotes nothing."""
    from policybrief.review.verify import verify

    named = tuple(entry for entry in brief.sources if entry.type != UNNAMED)
    ids = {entry.id for entry in named}
    if not any(each.source in ids and (each.quote or each.locator) for _, each in verify.evidence(brief)):
        return None
    found_out, texts = held(replace(prepared, brief=brief))
    errors = sum(each.rule.startswith(("quote-", "locator-")) for each in found_out.errors)
    verdicts = [
        *(each.verdict for each in found_out.quotations if each.source in ids),
        *(each.verdict for each in found_out.locators if each.source in ids),
    ]
    unchecked = sum(verdict == "not checked" for verdict in verdicts)
    result = "failed" if errors else f"{unchecked} of {len(verdicts)} not checked" if unchecked else "passed"
    numbers = {entry.id: number for number, entry in enumerate(brief.sources, 1)}
    return Verification(
        result, tuple((numbers[entry.id], texts.digests[entry.id]) for entry in named if entry.id in texts.digests)
    )


def record(prepared: Prepared) -> list[Path]:
    """Write down what was verified: the digest of each text into the brief, and its hashes beside the text.

    Gives the files that were written. Raises `BriefError` where a quotation or a locator is wrong: what is recorded is
    right.
    """
    found_out, texts = held(prepared)
    wrong = [each for each in found_out.errors if each.rule != "snapshot-changed"]
    if wrong:
        raise BriefError(wrong, outcome="nothing was recorded")
    root = prepared.project.root
    files = mended.mended(_digests(prepared, texts), root)
    if left := [each for file in files for each in file.left]:
        raise BriefError(left, outcome="nothing was recorded")
    hashes = dict(_hashes(prepared, texts))
    try:
        access.put(hashes, within=root)
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, root)]) from None
    return [*hashes, *mended.save(files, root)]


def held(prepared: Prepared) -> tuple[Verified, Snapshots]:
    """The brief, held against all that there is of its sources; and that itself."""
    from policybrief.review.verify import snapshots, verify

    texts = snapshots.load(prepared.brief, prepared.project.root)
    words = prepared.locales.get(prepared.brief.lang)  # a language that there is not is told where it is used
    return verify.verify(prepared.brief, prepared.source, texts, words.magnitudes if words else {}), texts


def _digests(prepared: Prepared, texts: Snapshots) -> Iterator[Problem]:
    """The changes that put the digests of texts into the brief, as fixes."""
    from policybrief.review.verify import snapshots

    for number, entry in enumerate(prepared.brief.sources):
        digest, file = texts.digests.get(entry.id), snapshots.file_of(entry, prepared.project.root)
        if digest is None or file is None or (entry.snapshot and entry.snapshot.sha256 == digest):
            continue
        path = ("sources", number, "snapshot")
        if entry.snapshot is None:
            value = {"file": file.relative_to(prepared.project.root).as_posix(), "sha256": digest}
            fix = Fix(path, "insert", value)
        else:
            fix = Fix((*path, "sha256"), "replace" if entry.snapshot.sha256 else "insert", digest)
        yield replace(prepared.source.problem(fix.path, "is recorded"), fix=fix)


def _hashes(prepared: Prepared, texts: Snapshots) -> Iterator[tuple[Path, bytes]]:
    from policybrief.review.verify import snapshots, verify
    from policybrief.review.verify.record import Record

    for entry in prepared.brief.sources:
        file = snapshots.file_of(entry, prepared.project.root)
        if file is not None and entry.id in texts.texts:
            pairs = [
                (each.quote or "", "" if each.locator is None else str(each.locator))
                for _, each in verify.evidence(prepared.brief)
                if each.source == entry.id
            ]
            recorded = Record.of(texts.texts[entry.id], texts.digests[entry.id], pairs)
            yield file.with_suffix(Record.SUFFIX), str(recorded).encode()
