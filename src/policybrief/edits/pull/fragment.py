"""A fragment of a paragraph: neighbouring words of one value, or of the template, and the edits that fall on them."""

from __future__ import annotations

from dataclasses import field

from policybrief.edits.pull import words
from policybrief.edits.pull.words import Edit
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_CHOSEN = ("confidence", "likelihood", "date")
"""Values that are printed in words of the language: nobody adds to these."""


@dataclass
class Fragment:
    """Neighbouring words of one value, or of a template, and what is done to them; `start` is in the paragraph."""

    path: ValuePath
    at: str
    text: str
    start: int
    edits: list[Edit] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it is words of a value that may be any words."""
        return bool(self.path) and self.path.key not in _CHOSEN

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def new(self) -> str:
        """The text as edited. A blank at an end that had none is no part of it."""
        text = words.applied(self.text, self.edits)
        return text.strip() if self.edits and self.text == self.text.strip() else text

    def takes(self, edit: Edit) -> None:
        self.edits.append(Edit(edit.start - self.start, edit.end - self.start, edit.text))
