"""The deck's slides and the memo's pages as PNG files, without any Office program: `brief build --png`.

Slides are drawn from what was placed, as the handout draws them, in the open faces that stand in for Office's. Names
sort as the pages do: NAME.slide-01.png, NAME.page-1.png.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.pipeline.document_run import Companion, Document, DocumentRun

KINDS = ("deck", "memo")
"""The outputs that are drawn."""
_SCALE = 2.0
"""Pixels to the point: a slide of 13.3 inches is 1920 wide."""


def drawn(run: DocumentRun, documents: Sequence[Document]) -> tuple[Companion, ...] | BriefError:
    """The pictures of one audience's documents; or what is in their way, a letter that no face has or no PDFium."""
    if find_spec("pypdfium2") is None:
        hint = fontfiles.install("policybrief", "pictures")
        return BriefError([Problem("pictures need PDFium, which is not installed", hint=hint)])
    try:
        return tuple(each for document in documents for each in _pictures(run, document))
    except BriefError as error:
        return error


def _pictures(run: DocumentRun, document: Document) -> Iterator[Companion]:
    from policybrief.pdf import raster

    if document.kind not in KINDS:
        return
    content = document.drawn or document.content
    noun, width = ("slide", 2) if document.kind == "deck" else ("page", 1)
    pictures = list(raster.every_page(content, _SCALE))
    width = max(width, len(str(len(pictures))))
    for number, picture in enumerate(pictures, 1):
        yield Companion("png", f"{run.stem}.{noun}-{number:0{width}}.png", picture, f"{noun} {number}")
