"""Texts of the annex, of which every character can be drawn."""

from __future__ import annotations

from policybrief.memo.fit.pen import TextBlock
from policybrief.memo.fit.typesetter import Typesetter
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.faces import Faces
from policybrief.pdf.ink import Node
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text


def text(words: str) -> Text:
    """Words of ours as a text."""
    return (Run(words),) if words else ()


@dataclass(frozen=True)
class ReceiptSetter:
    """Sets texts of which every character can be drawn."""

    faces: Faces
    typesetter: Typesetter

    def block(self, text: Text, look: WordLook, node: Node, **size: object) -> TextBlock:
        """A text of an element."""
        return TextBlock(self.typesetter.words(self._drawable(text, look), look, node), **size)  # type: ignore[arg-type]  # as TextBlock takes them

    def _drawable(self, text: Text, look: WordLook) -> Text:
        return tuple(run.saying(self._spelt(run, look)) for run in text)

    def _spelt(self, run: Run, look: WordLook) -> str:
        """A run's words, in which each stretch that no face has is named by its first character's number."""
        parts: list[str] = []
        lost = False
        style = look.family, look.bold or run.bold, look.italic != run.italic
        for part, face in self.faces.segments(run.text, *style):
            if face is not None:
                parts.append(part)
            elif not lost:
                parts.append(f"[U+{ord(part[0]):04X}]")
            lost = face is None
        return "".join(parts)
