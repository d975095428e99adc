"""Handouts as the command line makes them, and what a reader and a machine find in one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2

from policybrief.memo.check import check
from policybrief.memo.check.tagged import Tagged
from policybrief.pipeline import build


def squashed(text: str) -> str:
    """Text without spaces and hyphens, which readers of PDF put in and leave out at the end of a line."""
    return re.sub(r"[-\s\u00ad\u200b\ufffe\x02]+", "", text)


@dataclass(frozen=True)
class Handout:
    """A finished one."""

    name: str
    content: bytes

    @property
    def faults(self) -> list[str]:
        """What `brief check` says of it."""
        return check.check(self.content)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, squashed."""
        with pypdfium2.PdfDocument(self.content) as document:
            return [squashed(page.get_textpage().get_text_range()) for page in document]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    @cached_property
    def kinds(self) -> Counter[str]:
        """The structure elements by kind."""
        with pikepdf.open(BytesIO(self.content)) as opened:
            return Counter(element.kind for element in Tagged(opened).elements)

    @cached_property
    def alternatives(self) -> list[str]:
        """The alternative texts of its figures, in order."""
        with pikepdf.open(BytesIO(self.content)) as opened:
            nodes = [element.node for element in Tagged(opened).elements if element.kind == "Figure"]
            return [str(node.get("/Alt", "")) for node in nodes]


def handout(file: Path, **options: bool) -> Handout:
    """The handout of a brief for everyone."""
    (made,) = build.make(file, ("handout",), **options)
    return Handout(made.name, made.content)
