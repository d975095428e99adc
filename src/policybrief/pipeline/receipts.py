"""The receipts of a brief for each of its audiences: verified once, then cut and written for each."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from policybrief import __version__
from policybrief.errors import BriefError
from policybrief.pipeline import build, verifying
from policybrief.pipeline.build import Edition
from policybrief.pipeline.document_run import Companion, DocumentRun
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.outputs import RECEIPTS
from policybrief.pipeline.prepared import Prepared
from policybrief.pipeline.stages import Log, quiet, stage

if TYPE_CHECKING:
    from policybrief.receipts.sheet import Sheet
    from policybrief.review.verify.snapshots import Snapshots
    from policybrief.review.verify.verified import Verified


def editions(prepared: Prepared, audiences: Collection[str], forms: Collection[str], log: Log = quiet) -> list[Edition]:
    """The receipts of each audience, or of those that are asked for, in these forms: "html" and "pdf".

    Raises `BriefError` for an audience that there is not; one in whose way something is has problems instead of files.
    """
    with stage("verify", log):
        verified, snapshots = verifying.held(prepared)
    with stage("tailor", log):
        runs = build.tailored(prepared, BuildOptions(audiences=tuple(audiences)))
    editions: list[Edition] = []
    for name, run in runs.items():
        try:
            if isinstance(run, BriefError):
                raise run
            with stage(f"receipts {name}", log):
                editions.append(Edition(name, beside=tuple(_files(run, verified, snapshots, forms)), verified=verified))
        except BriefError as error:
            editions.append(Edition(name, problems=error.problems))
    return editions


def _files(run: DocumentRun, verified: Verified, snapshots: Snapshots, forms: Collection[str]) -> list[Companion]:
    from policybrief.receipts import receipts

    subject = receipts.Subject(
        run.brief,
        run.places,
        run.locale,
        run.markings,
        run.properties,
        verified,
        snapshots.digests,
        run.audience,
    )
    sheet = receipts.sheet(subject, f"policybrief {__version__}")
    return [Companion("receipts", f"{run.stem}{RECEIPTS[form]}", *_written(form, sheet, run)) for form in forms]


def _written(form: str, sheet: Sheet, run: DocumentRun) -> tuple[bytes, str]:
    """The file of a form, and what to say of it."""
    claims = f"{len(sheet.claims)} claim{'' if len(sheet.claims) == 1 else 's'}"
    if form == "html":
        from policybrief.receipts import page

        return page.page(sheet, run.places.templates, run.locale), claims
    from policybrief.pdf import write
    from policybrief.receipts import annex

    pages = annex.annex(sheet, run.theme, run.locale)
    return write.write(pages), f"{claims}, {len(pages.pages)} pages"
