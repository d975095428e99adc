"""The process that draws: it reads what is asked from its standard input, and writes what comes of it to its output.

It is a process of its own, so that what never ends can be ended, and one without threads, so that a template of a
stranger's is confined (system/processes/confined.py).
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from policybrief.errors import BriefError
from policybrief.pipeline.preview import EditedTexts, LivePictures
from policybrief.serve.drawing import answers, first_picture
from policybrief.serve.drawing.framing import framed, received
from policybrief.serve.files import ProjectFiles
from policybrief.system.files import lookups
from policybrief.text.value_path import ValuePath


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


def expected(brief: Path) -> Any:
    """What a page asks first: the deck of the files as they are, for the first audience. None where there is no such
    question, for the brief can't be read.
    """
    try:
        files = ProjectFiles.of(brief)
        texts = {str(files.by_name[name]): opened.text for name, opened in files.read().items()}
    except BriefError:
        return None
    return {"texts": texts, "audience": "", "turn": "", "documents": ["deck"], "have": [], "beside": False}


def draw(brief: Path, asked: BinaryIO, told: BinaryIO, *, ahead: bool = False) -> None:
    """Answer until no more is asked; `ahead`, what is asked first is drawn before it is asked, and kept if who asks
    says by what code.
    """
    with lookups.noting() as seen:
        preview = LivePictures(brief)
        question = expected(brief) if ahead else None
        answer = answered(preview, question) if question else None
    gc.freeze()  # what there is by now stays, and is not looked through again
    gc.enable()
    with suppress(EOFError):
        while True:
            message = received(asked)
            keep_by = message.pop("keep_by", "")
            known = question is not None and message | {"turn": ""} == question
            told.write(framed(answer if known else answered(preview, message)))
            told.flush()
            if known and keep_by:
                first_picture.keep(str(brief), keep_by, message, answer, seen)
            question = answer = None  # what is asked later is asked of the project as it is then
