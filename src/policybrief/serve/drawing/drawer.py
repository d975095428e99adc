"""The process that draws: it reads what is asked from its standard input, and writes what comes of it to its output.

It is a process of its own, so that what never ends can be ended, and one without threads, so that a template of a
stranger's is confined (system/processes/confined.py). Each message is JSON, with its length before it.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from policybrief.errors import BriefError
from policybrief.pipeline.preview import EditedTexts, LivePictures
from policybrief.serve.drawing import answers
from policybrief.system.processes import piped
from policybrief.text.value_path import ValuePath

LENGTH = 4
"""Bytes of a message's length, the largest first."""


def framed(message: Any) -> bytes:
    """A message as it is sent."""
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return len(content).to_bytes(LENGTH, "big") + content


def answered(preview: LivePictures, asked: Any) -> Any:
    """What is seen of the texts that are asked about, or why nothing is."""
    if "room" in asked:
        return _room(preview, asked)
    if "pull" in asked:
        from policybrief.serve.drawing import pulling  # seldom asked for, and much to read

        return pulling.answered(preview, asked)
    if "since" in asked:
        from policybrief.serve.drawing import comparing  # as above

        return comparing.answered(preview, asked)
    if "sources" in asked:
        from policybrief.serve.drawing import passages  # as above

        return passages.answered(preview, asked["texts"])
    start, root = perf_counter(), preview.project.root
    documents = tuple(asked["documents"])
    texts = {Path(file): text for file, text in asked["texts"].items()}
    try:
        view = preview.view(EditedTexts(texts, asked["audience"], documents, asked["turn"]))
        record = answers.seen(view, root, asked["have"], documents)
        if "standing" in asked:
            record["standing"] = answers.standing(view)
        if asked.get("beside"):
            record["kept"] = answers.kept(preview.kept_from(view.audience))
    except BriefError as error:
        record = answers.refused((*error.problems, *error.warnings), root)
    return record | {"milliseconds": round(1000 * (perf_counter() - start))}


def _room(preview: LivePictures, asked: Any) -> Any:
    """How many lines a value takes, and how many there are; nothing where no slide shows it, or nothing is shown."""
    texts = {Path(file): text for file, text in asked["texts"].items()}
    try:
        room = preview.line_room(EditedTexts(texts, asked["audience"], turn=asked["turn"]), ValuePath(*asked["room"]))
    except BriefError:
        room = None
    return {"room": [room.used, room.there, room.more] if room else None}


def draw(brief: Path, asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until no more is asked."""
    preview = LivePictures(brief)
    gc.enable()  # a command ends soon and does without; this does not
    while head := asked.read(LENGTH):
        message = json.loads(asked.read(int.from_bytes(head, "big")))
        told.write(framed(answered(preview, message)))
        told.flush()


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.stdin.buffer, piped.output_alone())
