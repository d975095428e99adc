"""What changed in texts that are being written since they were built or mailed last: `brief diff`, for the page.

Each audience's version is cut for it before it is compared, so that nobody's changes name what they never saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policybrief.edits.diff import diff as comparing
from policybrief.edits.diff import sides, told
from policybrief.edits.diff.diff import AudienceChanges
from policybrief.edits.diff.sides import DiffSide
from policybrief.edits.diff.told import ChangedPart, DiffRow
from policybrief.errors import BriefError, UsageError
from policybrief.pipeline.preview import LivePictures
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.read.source import Source
from policybrief.serve.drawing import answers
from policybrief.serve.language.spoken import InterfaceWords, spoken

Record = dict[str, Any]
_SINCE = {"built": sides.BUILT, "mailed": sides.MAILED}


def answered(live: LivePictures, asked: Mapping[str, Any]) -> Record:
    """The changes for each audience, none where nothing was built or mailed yet; or why they can't be told."""
    texts = {Path(file): text for file, text in asked["texts"].items()}
    try:
        compared = comparing.diff(sides.old(_SINCE[asked["since"]], live.brief), _now(live.brief, texts))
    except UsageError:  # nothing was built or mailed yet
        return {"comparisons": []}
    except BriefError as error:
        return answers.refused(error.problems, live.project.root)
    words = spoken(asked["language"])
    return {"comparisons": [_compared(each, words) for each in compared]}


def _now(brief: Path, texts: Mapping[Path, str]) -> DiffSide:
    """The texts as they are typed; what is not among them is read."""
    project = Project.of(brief)

    def read(file: Path) -> Source:
        if file in texts:
            return source.parse(texts[file], str(file))
        return source.read(file, within=project.root)

    audiences = {name: read(file) for name, file in project.audiences(brief).items()}
    return DiffSide("now", read(brief), audiences, project.root)


def _compared(changes: AudienceChanges, words: InterfaceWords) -> Record:
    return {
        "audiences": list(changes.audiences),
        "before": changes.before,
        "facts": len(changes.facts),
        "parts": [_part(part, words) for part in told.parts(changes)],
    }


def _part(part: ChangedPart, words: InterfaceWords) -> Record:
    title = words.said(part.title) if part.key == "confidence" else words.label(part.key)
    return {"title": title, "rows": [_row(row) for row in part.rows]}


def _row(row: DiffRow) -> Record:
    return {
        "state": row.state,
        "number": row.number,
        "name": list(row.name),
        "beside": list(row.beside),
        "notes": list(row.notes),
        "changes": [{"field": each.field, "pieces": list(each.pieces)} for each in row.changes],
    }
