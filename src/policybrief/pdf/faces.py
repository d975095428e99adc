"""The memo's faces: TrueType files of a theme, and for every character the one that draws it.

ReportLab draws `.notdef`, a hollow box, for a character that a face lacks, and says nothing. So no text reaches it
before `Faces.segments` has found a face for each of its characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase.pdfmetrics import registerFont

from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.pdf import fonts
from policybrief.system.files import lookups
from policybrief.system.processes import confined
from policybrief.text.records import dataclass
from policybrief.theme.memo import FontFiles, MemoTheme

Family = Literal["heading", "body"]

TIE = "\ufdd3"
"""A space at which no line ends. A noncharacter, which source refuses in a brief; it is drawn as a plain space."""

# Characters that stand for one that every face has: thin spaces and hyphens. And those that are not drawn at all.
_STAND_INS = {"\u2010": "-", "\u2011": "-", "\u2009": "\u00a0", "\u202f": "\u00a0", "\u2002": " ", "\u2003": " "}
_BOLD_STROKE = 0.032
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_CLUSTER = re.compile(
    r".[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*", re.DOTALL
)
_CJK = "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
_MOST_NAMED = 12
"""So many characters are shown where many are missing."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe]")
# Beyond the Basic Multilingual Plane ReportLab writes a broken ToUnicode map: such text could be seen and not read.
_UNSETTABLE = re.compile(f"{_RIGHT_TO_LEFT.pattern}|[\U00010000-\U0010ffff]")


def shown(text: str) -> str:
    """Text without what is not drawn, each letter one with its mark where that is a letter too."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def clusters(text: str) -> list[str]:
    """Each letter with the marks that combine with it."""
    return _CLUSTER.findall(text)


@dataclass(frozen=True)
class Face:
    """One TrueType file, opened when first needed and then kept. `name` is what ReportLab knows it by.

    `stroke` is the width, in type sizes, of a line around its letters: that makes a bold face of one that has none.
    """

    file: Path
    stroke: float = 0.0

    @cached_property
    def name(self) -> str:
        font = self._font
        registerFont(font)
        return str(font.fontName)

    @cached_property
    def _font(self) -> Any:
        if self.stroke:
            return face(self.file)._font
        return fonts.opened(self.file)

    def tried(self) -> Face:
        """The face, once it was opened in a process that is confined: a font of a stranger's may list each letter a
        billion times. Raises `BriefError` for one that can't be opened.
        """
        try:
            confined.run(lambda: self._font and None, confined.FONT)
        except confined.Exhausted as error:
            raise fonts.broken(self.file, f"is not a face that can be embedded: to open it {error}") from None
        return self

    @cached_property
    def _widths(self) -> _Widths:
        return _Widths(self._font.face)

    def has(self, text: str) -> bool:
        """Whether the face has every character, and the memo can set it."""
        known: dict[int, int] = self._font.face.charToGlyph
        return all(ord(char) in known or char == TIE for char in text) and not _UNSETTABLE.search(text)

    def width(self, text: str) -> float:
        """The width of `text` in type sizes."""
        widths = self._widths
        return sum([widths[char] for char in text])


class _Widths(dict[str, float]):
    """The advances of one face in type sizes, each looked up once."""

    def __init__(self, face: Any) -> None:
        super().__init__({TIE: face.getCharWidth(ord(" ")) / 1000})
        self._face = face

    def __missing__(self, char: str) -> float:
        width = self[char] = float(self._face.getCharWidth(ord(char))) / 1000
        return width


def face(file: Path) -> Face:
    """The `Face` of a file as it is now."""
    return _kept(file, _state(file))


def strange(file: Path) -> Face:
    """A face that no package has: it lies beside a theme or in a folder of fonts, and is whoever's."""
    return _tried(file, _state(file))


def _thickened(file: Path) -> Face:
    """A face whose letters are drawn with a line around them, in place of a bold one."""
    return _kept(file, _state(file), _BOLD_STROKE)


def _state(file: Path) -> tuple[int, int]:
    """Time of change and size: an edited file is another one. What has gone is told when it is opened."""
    try:
        lookups.used(file)  # ReportLab reads it
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=64)
def _kept(file: Path, state: tuple[int, int], stroke: float = 0.0) -> Face:
    """Opening a face takes milliseconds, a Chinese one a tenth of a second."""
    del state
    return Face(file, stroke)


@lru_cache(maxsize=64)
def _tried(file: Path, state: tuple[int, int]) -> Face:
    return _kept(file, state).tried()


@dataclass(frozen=True)
class Faces:
    """The faces of a theme by family, weight and slant, and the one of last resort."""

    styles: dict[tuple[Family, bool, bool], Face]
    fallback: Face | None
    fallback_hint: str
    fallback_bold: Face | None = None

    def segments(self, text: str, family: Family, bold: bool, italic: bool) -> Iterator[tuple[str, Face | None]]:
        """`text` in stretches of one face; None for a character that no face has."""
        text = shown(text)
        first = self.styles[family, bold, italic]
        if first.has(text):
            if text:
                yield text, first
            return
        waiting, last = "", first
        for cluster in clusters(text):
            drawn, face = self._choose(cluster, family, bold, italic)
            if face is not last and waiting:
                yield waiting, last
                waiting = ""
            if face is None:
                yield drawn, None
                face = last
            else:
                waiting += drawn
            last = face
        if waiting:
            yield waiting, last

    def _choose(self, cluster: str, family: Family, bold: bool, italic: bool) -> tuple[str, Face | None]:
        """A character with its combining marks as it is drawn, and the first face that has all of it."""
        other: Family = "body" if family == "heading" else "heading"
        candidates = [cluster]
        if (taken_apart := unicodedata.normalize("NFD", cluster)) != cluster:
            candidates.append(taken_apart)
        if cluster in _STAND_INS:
            candidates.append(_STAND_INS[cluster])
        for choice in (self.styles[family, bold, italic], self.styles[other, bold, italic]):
            for candidate in candidates:
                if choice.has(candidate):
                    return candidate, choice
        spare = self.spare(bold)
        if spare and spare.has(candidates[0]):
            return candidates[0], spare
        return cluster, None

    def spare(self, bold: bool) -> Face | None:
        """The face of last resort."""
        return self.fallback_bold if bold else self.fallback

    def explain(self, clusters: Iterable[str], document: str = "memo") -> list[tuple[str, str]]:
        """Why characters of a text can't be drawn in a document, and what to do about it: each by itself, but those of
        Chinese, Japanese and Korean, of which there are many, in one.
        """
        known = dict.fromkeys(clusters)
        apart = self.fallback is None and self.fallback_hint
        east_asian = [cluster for cluster in known if apart and re.search(_CJK, cluster)]
        told = [self._explained(cluster, document) for cluster in known if cluster not in east_asian]
        if east_asian:
            shown = "".join(east_asian[:_MOST_NAMED]) + ("…" if len(east_asian) > _MOST_NAMED else "")
            hint = f"{self.fallback_hint}, or write a name in Latin letters"
            told.append((f"has {shown}, which no face of the theme's memo has", hint))
        return told

    def _explained(self, cluster: str, document: str) -> tuple[str, str]:
        named = " and ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}" for char in cluster)
        if _RIGHT_TO_LEFT.search(cluster):
            return (
                f"has {named}, and the {document} cannot set text from right to left yet",
                "delete it or write it in Latin letters",
            )
        message = f"has {named}, which no face of the theme's memo has"
        if any(unicodedata.category(char) == "Cf" for char in cluster):
            return message, "delete it: it came with a text that was pasted, and nobody sees it"
        return message, "delete it or choose a face that has it"


def load(theme: MemoTheme) -> Faces:
    """The faces of a theme, which theme has seen to be there. Raises `BriefError` for one that has gone since; the
    fallback face may be missing.
    """
    styles: dict[tuple[Family, bool, bool], Face] = {}
    families: tuple[tuple[Family, FontFiles], ...] = (("heading", theme.heading_face), ("body", theme.body_face))
    for family, files in families:
        for bold in (False, True):
            for italic in (False, True):
                name = _file_of(files, bold, italic)
                file = fontfiles.find(files.package, name)
                if file is None:
                    message, hint = fontfiles.absence(files.package, name, files.extra)
                    raise BriefError([Problem(message, path=f"memo.{family}_face", hint=hint)])
                styles[family, bold, italic] = face(file) if files.package else strange(file)
    spare = theme.fallback_face
    if spare is None:
        return Faces(styles, None, "")
    file = fontfiles.find(spare.package, spare.regular)
    hint = fontfiles.install(spare.package, spare.extra) if spare.package else ""
    if file is None:
        return Faces(styles, None, hint)
    heavy = fontfiles.find(spare.package, spare.bold) if spare.bold else None
    known = face if spare.package else strange
    return Faces(styles, known(file), hint, known(heavy) if heavy else _thickened(file))


def _file_of(files: FontFiles, bold: bool, italic: bool) -> str:
    """The file of a style, or of the nearest style that the theme gives."""
    if bold and italic:
        return files.bold_italic or files.bold or files.italic or files.regular
    return (files.bold if bold else files.italic if italic else None) or files.regular
