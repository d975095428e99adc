"""What a memo cites, at its foot: references and footnotes, run in, what stands below them, and who it was for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from policybrief.memo.fit.ladder import Cut
from policybrief.memo.fit.looks import DESIGNATION, REFERENCES, SOURCE
from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.memo.fit.setter import Branch, Setter
from policybrief.memo.fit.words import MemoWord, WordLook
from policybrief.pdf.faces import TIE
from policybrief.text.blocks import SourceList
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text

_SMALLER: Mapping[str, Any] = {"ratio": 7.0 / 9.8, "least": 7.0, "leading": 1.2}
"""References where a memo would else be refused. Type is never under 7 points."""
_BETWEEN = 2.0
"""Points between the paragraphs at the foot."""


@dataclass(frozen=True, eq=False)
class SourcesBlock:
    """References, footnotes and a note in one small paragraph: its `parts`, of which some go at a step; and `closing`
    paragraphs below it, of which some do.
    """

    parts: Sequence[tuple[Cut, Sequence[MemoWord]]]
    size: Mapping[str, Any]
    closing: Sequence[tuple[Cut, Sequence[MemoWord]]] = ()
    kept: dict[tuple[bool, ...], list[TextBlock]] = field(default_factory=dict, repr=False)

    def smaller(self) -> SourcesBlock:
        """The references a step smaller, and closer: a last resort."""
        return SourcesBlock(self.parts, _SMALLER, self.closing)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        gone = tuple(cut.made(pen.content) for cut, _ in (*self.parts, *self.closing))
        if gone not in self.kept:
            self.kept[gone] = self._paragraphs(gone)
        for number, paragraph in enumerate(self.kept[gone]):
            pen.y += _BETWEEN if number else 0.0
            paragraph.lay(pen, x, width)

    def _paragraphs(self, gone: tuple[bool, ...]) -> list[TextBlock]:
        """What is left where that is gone: one paragraph of references, and those below it."""
        count = len(self.parts)
        run_in = [word for out, (_, part) in zip(gone, self.parts, strict=False) if not out for word in part]
        closing = [words for out, (_, words) in zip(gone[count:], self.closing, strict=True) if not out]
        return [TextBlock(words, **self.size) for words in (run_in, *closing) if words]


@dataclass(frozen=True)
class SourcesMaker:
    """Makes what stands at the foot, below the element that `setter` fills."""

    setter: Setter

    def designation(self, label: Text, words: Text) -> TextBlock:
        """A line of the designation block."""
        said = (*(replace(run, bold=True) for run in label), Run(" "), *words)
        return self.setter.block(said, WordLook(), self.setter.parent.add("P"), **DESIGNATION)

    def sources(self, block: SourceList, lists: Mapping[str, str]) -> SourcesBlock:
        """The references and footnotes, run in. Each is a note with its number as its label (ISO 14289-1, 7.9: a note
        has an ID). Footnotes go with the texts of their `lists`.
        """
        bold = replace(SOURCE, bold=True)
        words = []
        if block.label:
            words += self.setter.typesetter.words(block.label, bold, self.setter.parent.add("P"), bool(block.entries))
        for place, (number, entry) in enumerate(block.entries):
            reference = self.setter.parent.add("Note", ident=f"source-{place + 1}")
            more = place < len(block.entries) - 1 or bool(block.note or block.footnotes)
            if number:
                words += self.setter.typesetter.words(
                    (Run(f"{number}.{TIE}", at=block.at),), SOURCE, reference.add("Lbl")
                )
            words += self.setter.typesetter.words(entry, SOURCE, reference.add("P"), more)
        parts: list[tuple[Cut, Sequence[MemoWord]]] = [(Cut(), words)]
        parts += (self._footnote(mark, text, Cut(name=lists.get(mark, ""))) for mark, text in block.footnotes)
        if block.note:
            cut, note = Cut(block.note_optional), self.setter.parent.add("P")
            self.setter.optional.append(Branch(cut, self.setter.parent, [note]))
            parts.append((cut, self.setter.typesetter.words(block.note, SOURCE, note)))
        return SourcesBlock(parts, REFERENCES, [self._closing(said) for said in block.closing])

    def _closing(self, said: Paragraph) -> tuple[Cut, Sequence[MemoWord]]:
        cut, node = Cut(said.optional), self.setter.parent.add("P")
        self.setter.optional.append(Branch(cut, self.setter.parent, [node]))
        return cut, self.setter.typesetter.words(said.text, SOURCE, node)

    def _footnote(self, mark: str, text: Text, cut: Cut) -> tuple[Cut, Sequence[MemoWord]]:
        node = self.setter.parent.add("Note", ident=f"footnote-{mark}")
        self.setter.optional.append(Branch(cut, self.setter.parent, [node]))
        label = self.setter.typesetter.words((Run(f"{mark}.{TIE}"),), SOURCE, node.add("Lbl"))
        return cut, [*label, *self.setter.typesetter.words(text, SOURCE, node.add("P"), True)]
