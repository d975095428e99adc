"""The memo's fonts as ReportLab knows them: fit measures with them, and write embeds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.system.processes import confined


class _Font(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """ReportLab's TrueType font with its ToUnicode map mended.

    There, U+0000 stands for no glyph; PDF/UA-1 (7.21.7) and PDF/A-2 (6.2.11.7.2) forbid it.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        for subset in self.state[doc].subsets:
            subset[:] = [code or 0xFFFD for code in subset]
        try:
            super().addObjects(doc)
        except Exception as error:  # its outlines are read here, when all else is done
            raise broken(Path(self.fontName), f"is a broken face: {str(error) or type(error).__name__}") from None


def opened(file: Path) -> Any:
    """The font of a file, named by it. Raises `BriefError` for one that can't be embedded."""
    try:
        font = _Font(str(file), str(file), asciiReadable=0)
        if font.face.unitsPerEm not in fontfiles.UNITS:
            raise ValueError(f"it has {font.face.unitsPerEm} units to the em")
    except (MemoryError, confined.Exhausted):
        raise
    except Exception as error:  # TTFError, struct.error, OSError: whatever a broken file provokes
        message = f"is not a face that can be embedded: {str(error) or type(error).__name__}"
        raise broken(file, message) from None
    return font


def register(names: Iterable[str]) -> None:
    """Make these known here: a memo may be written in another process than the one that fitted it."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name in names:
        if name not in known:
            pdfmetrics.registerFont(opened(Path(name)))


def broken(file: Path, message: str) -> BriefError:
    """That a face is of no use."""
    hint = "the memo takes TrueType outlines (.ttf), not PostScript ones (.otf) or variable fonts"
    return BriefError([Problem(message, str(file), hint=hint)])
