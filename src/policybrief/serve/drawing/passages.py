"""What the sources say where a brief quotes them: of each quotation the passage that it stands in, or comes nearest.

For who writes the brief, on the machine where the sources' texts lie; nothing of it goes into a document.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policybrief.errors import BriefError
from policybrief.pipeline import verifying
from policybrief.pipeline.preview import LivePictures
from policybrief.review.verify.indexed import PassageSpan
from policybrief.review.verify.verified import CheckedQuotation, Verified
from policybrief.text.value_path import ValuePath

Record = dict[str, Any]
_THERE = ("exact", "punctuation")
"""Verdicts on a quotation that stands in its source."""
_AROUND = 240
"""Characters of a passage that are shown before and after the quotation."""


def answered(live: LivePictures, texts: Mapping[str, str]) -> Record:
    """The passages by the paths of their quotations; none where the brief can't be read, or no source has its text."""
    try:
        found = verifying.if_any(live.prepared({Path(file): text for file, text in texts.items()}))
    except BriefError:
        found = None
    return {"passages": {str(each.path): _passage(each, found) for each in found.quotations} if found else {}}


def _passage(quotation: CheckedQuotation, found: Verified) -> Record:
    about = {str(quotation.path.parent / "locator")}
    about |= {str(quotation.path)} if quotation.verdict in _THERE else set()  # else the verdict says it
    told = [finding.message for finding in found.findings if finding.path in about and finding.severity != "note"]
    place = quotation.places[0] if quotation.places else None
    record: Record = {"text": quotation.text, "verdict": quotation.verdict}
    return record | {"told": told, "placed": _placed(quotation.path, found)} | _shown(place)


def _placed(path: ValuePath, found: Verified) -> str:
    """How its locator did; "" where it has none."""
    beside = path.parent / "locator"
    return next((each.verdict for each in found.locators if each.path == beside), "")


def _shown(place: PassageSpan | None) -> Record:
    if place is None:
        return {"where": "", "before": "", "said": "", "after": ""}
    text, start, end = place.passage.text, place.start, place.end
    before, after = text[:start], text[end:]
    return {
        "where": place.passage.locator,
        "before": f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
        "said": text[start:end],
        "after": f"{after[:_AROUND]}…" if len(after) > _AROUND else after,
    }
