"""write: a fitted memo as a tagged PDF. No decisions here."""

from __future__ import annotations

from policybrief.memo.fitted import FittedMemo
from policybrief.pdf import write as pdf
from policybrief.pdf.ink import Page, Pages


def write(fitted: FittedMemo) -> bytes:
    """The file's bytes, the same for the same memo on any day and machine."""
    page = Page(fitted.width, fitted.height, fitted.marks, fitted.boxes, fitted.bookmarks)
    return pdf.write(Pages((page,), fitted.tree, fitted.properties, fitted.face))
