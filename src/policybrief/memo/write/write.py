"""write: a fitted memo as a tagged PDF. No decisions here."""

from __future__ import annotations

from policybrief.memo.fitted import FittedMemo
from policybrief.pdf import write as pdf
from policybrief.pdf.ink import Pages


def write(fitted: FittedMemo) -> bytes:
    """The file's bytes, the same for the same memo on any day and machine."""
    return pdf.write(Pages(fitted.pages, fitted.tree, fitted.properties, fitted.face))
