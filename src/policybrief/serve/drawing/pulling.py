"""What an edited deck or memo brings to texts that are being written: its redline, and the texts with what is taken.

The file is read in the process that draws, which is ended where it takes too long. Nothing is written; what is taken is
put into the text as the page has it, and only where the change is still the one that the page shows.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.brief.marking import markings
from policybrief.edits.pull import places
from policybrief.edits.pull import pull as pulling
from policybrief.edits.pull.pull import PullAnswers, Pulled, PullItem
from policybrief.errors import BriefError, Fix
from policybrief.locale import locale
from policybrief.ooxml.package import Package
from policybrief.pipeline import mended, preview
from policybrief.pipeline.preview import LivePictures
from policybrief.serve.drawing import answers
from policybrief.serve.language import words
from policybrief.text import redline

Record = dict[str, Any]
_LETTERS = 20


def answered(live: LivePictures, asked: Mapping[str, Any]) -> Record:
    """The redline of a file; and, where some of it is to be taken, the texts that change by that."""
    texts = {Path(file): text for file, text in asked["texts"].items()}
    try:
        found = _pulled(live, asked["pull"], texts)
        taken = [
            item
            for item in found.items
            if item.file in texts and _ident(item) in asked["take"] and _may(item, asked["yes_for"])
        ]
        changed, left = _with(taken, texts)
        if changed:
            found = _pulled(live, asked["pull"], texts | changed)
    except BriefError as error:
        return answers.refused(error.problems, live.project.root)
    root = live.project.root
    return _record(found, root) | {
        "texts": {answers.file_name(str(file), root): text for file, text in changed.items()},
        "taken": len(taken) - len(left),
        "not_taken": left,
    }


def _pulled(live: LivePictures, content: str, texts: Mapping[Path, str]) -> Pulled:
    now = live.prepared(texts)
    return pulling.of_package(_package(content), live.project, PullAnswers(), brief=live.brief, now=now)


@lru_cache(maxsize=1)
def _package(content: str) -> Package:
    """The file, as it came. It has no name here: the page knows what it is called."""
    return Package(base64.b64decode(content))


def _ident(item: PullItem) -> str:
    """What a change is known by: where it stands, and its words before and after."""
    change = item.change
    told = repr((str(item.file), item.path, change.kind, change.now, change.new))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:_LETTERS]


def _may(item: PullItem, yes_for: Collection[str]) -> bool:
    """Whether somebody has said yes for each audience whose marking is lower than the file's."""
    return all(who.name in yes_for for who in item.held)


def _with(taken: Sequence[PullItem], texts: Mapping[Path, str]) -> tuple[dict[Path, str], list[str]]:
    """The texts that change, and why some of it could not be put in."""
    changed: dict[Path, str] = {}
    left: list[str] = []
    for file in dict.fromkeys(item.file for item in taken):
        fixes: list[Fix] = [item.fix for item in taken if item.file == file]
        _, after, problems = mended.put_in(texts[file], fixes, str(file))
        left += [problem.words for problem in problems]
        if after != texts[file]:
            changed[file] = after
    return changed, left


def _record(found: Pulled, root: Path) -> Record:
    snapshot, (who, when) = found.snapshot, found.editor
    called = dict(preview.called(found.prepared))
    return {
        "kind": snapshot.kind,
        "audience": snapshot.audience,
        "called": called.get(snapshot.audience, snapshot.audience),
        "marking": markings(snapshot.marking, locale.load(str(snapshot.about["lang"]))).text,
        "built": snapshot.built.isoformat(timespec="minutes"),
        "by": who,
        "when": when[:10],
        "items": [_item(item, called, root) for item in found.items],
        "told": [
            {"where": each.where, "message": each.message, "old": each.old, "new": each.new, "hint": each.hint,
             "by": "; ".join(each.by)}
            for each in found.told
        ],
    }  # fmt: skip


def _item(item: PullItem, called: Mapping[str, str], root: Path) -> Record:
    change = item.change
    held = {who.name for who in item.held}
    return {
        "id": _ident(item),
        "name": answers.file_name(str(item.file), root),
        "path": item.path,
        "called": words.value(change.path),
        "kind": change.kind,
        "sure": item.sure,
        "pieces": list(_pieces(item)),
        **{name: str(getattr(change, name) or "") for name in ("built", "now", "new")},
        "note": _note(item),
        "by": "; ".join(change.by),
        "where": places.listed(change.places),
        "also": places.also(change.same) if change.same else "",
        "readers": [
            {"id": who.name, "name": called.get(who.name, who.name), "marking": who.marking, "held": who.name in held}
            for who in item.readers
        ],
    }


def _pieces(item: PullItem) -> Iterator[tuple[str, str]]:
    """What goes and what comes."""
    change = item.change
    now = "" if change.kind == "added" else str(change.now)
    new = "" if change.kind == "gone" else str(change.new)
    yield from redline.pieces(now, new)


def _note(item: PullItem) -> str:
    """What is to be said of a change, with the other form of its text called as people call it."""
    note = item.change.note
    for key in ("text", "short"):
        beside = item.change.path.parent / key
        note = note.replace(str(beside), words.value(beside))
    return note
