"""What the tests of themes share: a project with a house theme, its memo, and what a reader of the PDF hears."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2

from policybrief.pipeline import build
from support import tagged_memos as structure
from support.projects import minimal

DECISION = """decision:
  ask: build the quay
  by: 2026-04-01
sources:
"""


def project(root: Path, theme: str, *edits: tuple[str, str]) -> Path:
    """A minimal brief that asks for a decision, in the house theme; gives the brief's file."""
    edits = (("title: Build the quay", "title: Build the quay\ntheme: house"), ("sources:\n", DECISION), *edits)
    for name, text in (("brief.yaml", minimal(*edits)), ("themes/house.yaml", f"extends: statecraft\n{theme}\n")):
        file = root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root / "content" / "brief.yaml"


def memo(root: Path, theme: str, *edits: tuple[str, str]) -> bytes:
    """The memo of that project."""
    return build.make(project(root, theme, *edits), ("memo",))[0].content


def heard(pdf: bytes) -> str:
    """The text of the structure tree, in its order, a space between the elements."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts = structure.marked_text(opened)
        parts = [
            "".join(texts.get(number, "") for number in structure.numbers_below(node)) for node in elements(opened)
        ]
        return " ".join(" ".join(parts).split())


def elements(opened: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(structure.elements(opened))


def faults(pdf: bytes, file: Path) -> list[str]:
    """What validators and the checks of the structure tree find."""
    ours = (structure.syntax(pdf), structure.parent_tree(pdf), structure.structure(pdf))
    return [*structure.validators(pdf, file), *(fault for found in ours for fault in found)]


def outside(pdf: bytes, margin: float = 39.0) -> list[str]:
    """The characters that stand beyond the page's margins."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    sheet = document[0]
    text = sheet.get_textpage()
    boxes = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
    return [
        char
        for char, (left, bottom, right, top) in boxes
        if char.strip()
        and not (margin < left <= right < sheet.get_width() - margin and 0 < bottom <= top < sheet.get_height())
    ]
