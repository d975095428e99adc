"""What people do to a deck in PowerPoint, done by python-pptx; and what other programs lose of it when they save."""

from __future__ import annotations

import copy
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Pt

from policybrief.ooxml.zipped import packed, unpacked

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
WHOLE = "*"
"""For all words of a paragraph."""


@dataclass
class Edited:
    """A deck that is edited. Slides count from 1; a paragraph is named by words that it holds, or after "=" by all."""

    deck: Any

    @classmethod
    def of(cls, content: bytes) -> Edited:
        return cls(Presentation(io.BytesIO(content)))

    @property
    def content(self) -> bytes:
        stream = io.BytesIO()
        self.deck.save(stream)
        return stream.getvalue()

    def save(self, place: Path) -> Path:
        place.write_bytes(self.content)
        return place

    def slide(self, number: int) -> Any:
        return self.deck.slides[number - 1]

    def number(self, words: str) -> int:
        """The first slide with a paragraph of these words."""
        for number in range(1, len(self.deck.slides) + 1):
            if any(_is(text_of(each), words) for _, each in self.paragraphs(number)):
                return number
        raise LookupError(words)

    def paragraphs(self, number: int) -> Iterator[tuple[Any, Any]]:
        """The paragraphs of a slide, each with its shape."""
        for shape in self.slide(number).shapes:
            if shape.has_text_frame:
                yield from ((shape, each) for each in shape.text_frame.paragraphs)
            elif getattr(shape, "has_table", False) and shape.has_table:
                cells = (cell for row in shape.table.rows for cell in row.cells)
                yield from ((shape, each) for cell in cells for each in cell.text_frame.paragraphs)

    def find(self, number: int, words: str) -> tuple[Any, Any]:
        return next((shape, each) for shape, each in self.paragraphs(number) if _is(text_of(each), words))

    def notes(self, number: int, words: str) -> Any:
        frame = self.slide(number).notes_slide.notes_text_frame
        return next(each for each in frame.paragraphs if _is(text_of(each), words))

    def change(self, number: int, words: str, old: str, new: str) -> None:
        change(self.find(number, words)[1], old, new)

    def split(self, number: int, words: str, old: str, new: str, **look: str) -> None:
        """A word becomes a run of its own, as it does when it is given a look."""
        for run in self.find(number, words)[1].runs:
            if old in run.text:
                before, after = run.text.split(old, 1)
                middle, end = copy.deepcopy(run._r), copy.deepcopy(run._r)
                run.text = before
                run._r.addnext(middle)
                middle.addnext(end)
                middle.find(f"{A}t").text, end.find(f"{A}t").text = new, after
                for name, value in look.items():
                    middle.find(f"{A}rPr").set(name, value)
                return
        raise LookupError(old)

    def insert(self, number: int, after: str, new: str) -> None:
        """A paragraph after another one."""
        paragraph = self.find(number, after)[1]._p
        element = copy.deepcopy(paragraph)
        paragraph.addnext(element)
        texts = list(element.iter(f"{A}t"))
        texts[0].text = new
        for each in texts[1:]:
            each.getparent().getparent().remove(each.getparent())

    def delete(self, number: int, words: str) -> None:
        paragraph = self.find(number, words)[1]._p
        paragraph.getparent().remove(paragraph)

    def move(self, number: int, to: int) -> None:
        slides = self.deck.slides._sldIdLst
        item = slides[number - 1]
        slides.remove(item)
        slides.insert(to - 1, item)

    def drop(self, number: int) -> None:
        slides = self.deck.slides._sldIdLst
        item = slides[number - 1]
        self.deck.part.drop_rel(item.rId)
        slides.remove(item)

    def copied(self, number: int) -> int:
        """A copy of a slide behind it; gives its number."""
        source = self.slide(number)
        new = self.deck.slides.add_slide(source.slide_layout)
        for shape in list(new.shapes):
            shape._element.getparent().remove(shape._element)
        for shape in source.shapes:
            element = copy.deepcopy(shape._element)
            for click in list(element.iter(f"{A}hlinkClick")):
                click.getparent().remove(click)
            new.shapes._spTree.append(element)
        self.move(len(self.deck.slides), number + 1)
        return number + 1

    def box(self, number: int, words: str) -> None:
        frame = self.slide(number).shapes.add_textbox(Pt(30), Pt(30), Pt(300), Pt(40)).text_frame
        frame.text = words

    def shift(self, number: int, words: str) -> None:
        shape = self.find(number, words)[0]
        shape.left, shape.top = (shape.left or 0) + Pt(15), (shape.top or 0) + Pt(8)

    def table(self, number: int) -> Any:
        return next(
            shape.table for shape in self.slide(number).shapes if getattr(shape, "has_table", False) and shape.has_table
        )


def text_of(paragraph: Any) -> str:
    return "".join(run.text for run in paragraph.runs)


def _is(text: str, words: str) -> bool:
    return text.replace("\u00a0", " ") == words[1:] if words.startswith("=") else words in text.replace("\u00a0", " ")


def change(paragraph: Any, old: str, new: str) -> None:
    """Words within one run become others; or all words of the paragraph, in the look of the first."""
    if old == WHOLE:
        paragraph.runs[0].text = new
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        return
    for run in paragraph.runs:
        if old in run.text.replace("\u00a0", " "):
            run.text = run.text.replace("\u00a0", " ").replace(old, new, 1)
            return
    raise LookupError(old)


def stripped(content: bytes, *, shuffled: bool = False, seed: int = 7) -> bytes:
    """A deck as a program may save it that keeps nothing but words, places and order: no names, ids, properties or
    placeholders of ours; `shuffled` also has the shapes of each slide in another order.
    """
    files = unpacked(content)
    dice = random.Random(seed)
    for name in list(files):
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            files[name] = _stripped_slide(files[name], dice if shuffled else None)
    for name in list(files):
        if "custom-properties" in (text := files[name].decode("utf-8", "ignore")) and name.endswith(".xml"):
            files[name] = re.sub(r"<property.*</property>", "", text, flags=re.DOTALL).encode()
    return packed(files)


def _stripped_slide(content: bytes, dice: random.Random | None) -> bytes:
    root = etree.fromstring(content)
    root.find(f"{P}cSld").attrib.pop("name", None)
    for number, shape in enumerate(root.iter(f"{P}cNvPr"), 100):
        shape.set("name", f"Google Shape;{number};p")
        shape.set("id", str(number))
        shape.attrib.pop("descr", None)
    for held in list(root.iter(f"{P}ph")):
        if held.get("type") not in ("ftr", "dt", "sldNum", "title", "ctrTitle"):
            held.getparent().remove(held)
    if dice:
        tree = next(root.iter(f"{P}spTree"))
        shapes = list(tree)[2:]
        dice.shuffle(shapes)
        for shape in shapes:
            tree.remove(shape)
        tree.extend(shapes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


Step = Callable[[Edited], object]
