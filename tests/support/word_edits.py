"""What people do to a memo in Word, done to its XML as Word does it; and what other programs lose of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lxml import etree

from policybrief.ooxml.word import MAIN, W
from policybrief.ooxml.zipped import packed, unpacked

REVIEWER, DAY = "R. Clearance", "2026-11-25T10:00:00Z"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class EditedMemo:
    """A memo that is edited. With `tracking`, as Word tracks changes; else as it does without."""

    files: dict[str, bytes]
    tree: Any
    tracking: bool = True
    _ids: Iterator[int] = field(default_factory=lambda: count(9000))

    @classmethod
    def of(cls, content: bytes, *, tracking: bool = True) -> EditedMemo:
        files = unpacked(content)
        return cls(files, etree.fromstring(files[MAIN]), tracking)

    @property
    def content(self) -> bytes:
        return packed({**self.files, MAIN: etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8")})

    # -- finding

    def control(self, path: str) -> Any:
        """The first control of a value."""
        return next(each for each in self.tree.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == path)

    def paragraph(self, words: str) -> Any:
        """The first paragraph that holds these words."""
        return next(each for each in self.tree.iter(f"{W}p") if words in text_of(each))

    # -- editing

    def change(self, around: Any, old: str, new: str) -> None:
        """Words that stand in one run become others: in a control, a paragraph, or by the path of a value."""
        node = self.control(around) if isinstance(around, str) else around
        run = next(each for each in node.iter(f"{W}r") if old in text_of(each))
        before, after = text_of(run).split(old, 1)
        parent, at = run.getparent(), run.getparent().index(run)
        parts = [self._run(run, before), self._deleted(run, old), self._inserted(run, new), self._run(run, after)]
        parent[at : at + 1] = [each for each in parts if each is not None]

    def rewrite(self, path: str, new: str) -> None:
        """A whole value becomes another text."""
        content = self.control(path).find(f"{W}sdtContent")
        runs = list(content)
        first = next(iter(content.iter(f"{W}r")))
        inserted = self._inserted(first, new)
        for run in runs:
            content.remove(run)
        if self.tracking:
            gone = self._mark("del")
            for run in runs:
                gone.append(_as_deleted(run))
            content.append(gone)
        content.append(inserted)

    def add(self, before: Any, words: str) -> None:
        """A paragraph of its own, before another."""
        made = etree.Element(f"{W}p")
        if self.tracking:
            properties = etree.SubElement(etree.SubElement(made, f"{W}pPr"), f"{W}rPr")
            properties.append(self._mark("ins"))
        made.append(self._inserted(etree.Element(f"{W}r"), words))
        before.addprevious(made)

    def drop(self, paragraph: Any) -> None:
        """A paragraph is deleted."""
        if not self.tracking:
            paragraph.getparent().remove(paragraph)
            return
        properties = paragraph.find(f"{W}pPr")
        etree.SubElement(properties, f"{W}rPr").append(self._mark("del"))
        for run in list(paragraph.iter(f"{W}r")):
            gone = self._mark("del")
            run.getparent().replace(run, gone)
            gone.append(_as_deleted(run))

    def move(self, paragraph: Any, before: Any) -> None:
        """A paragraph is moved before another."""
        copied = copy.deepcopy(paragraph)
        before.addprevious(copied)
        if not self.tracking:
            paragraph.getparent().remove(paragraph)
            return
        for node, mark in ((paragraph, "moveFrom"), (copied, "moveTo")):
            etree.SubElement(node.find(f"{W}pPr"), f"{W}rPr").append(self._mark(mark))
            for run in list(node.iter(f"{W}r")):
                around = self._mark(mark)
                run.getparent().replace(run, around)
                around.append(run)

    def untagged(self) -> EditedMemo:
        """As LibreOffice saves it: the controls have lost their tags."""
        for tag in list(self.tree.iter(f"{W}tag")):
            tag.getparent().remove(tag)
        return self

    def accepted(self) -> EditedMemo:
        """As it is once somebody has accepted all changes."""
        for mark in [each for each in self.tree.iter(f"{W}del", f"{W}moveFrom") if each.getparent().tag != f"{W}rPr"]:
            mark.getparent().remove(mark)
        for mark in [each for each in self.tree.iter(f"{W}ins", f"{W}moveTo") if each.getparent().tag != f"{W}rPr"]:
            at = mark.getparent().index(mark)
            mark.getparent()[at : at + 1] = list(mark)
        for mark in list(self.tree.iter(f"{W}ins", f"{W}moveTo")):
            mark.getparent().remove(mark)
        for mark in list(self.tree.iter(f"{W}del", f"{W}moveFrom")):
            paragraph = mark.getparent().getparent().getparent()
            paragraph.getparent().remove(paragraph)
        return self

    # -- runs

    def _mark(self, kind: str) -> Any:
        about = {f"{W}id": str(next(self._ids)), f"{W}author": REVIEWER, f"{W}date": DAY}
        return etree.Element(f"{W}{kind}", about)

    def _run(self, like: Any, words: str) -> Any:
        if not words:
            return None
        made = etree.Element(f"{W}r")
        look = like.find(f"{W}rPr")
        if look is not None:
            made.append(copy.deepcopy(look))
        etree.SubElement(made, f"{W}t", {_SPACE: "preserve"}).text = words
        return made

    def _inserted(self, like: Any, words: str) -> Any:
        run = self._run(like, words)
        if run is None or not self.tracking:
            return run
        mark = self._mark("ins")
        mark.append(run)
        return mark

    def _deleted(self, like: Any, words: str) -> Any:
        run = self._run(like, words)
        if run is None or not self.tracking:
            return None
        mark = self._mark("del")
        mark.append(_as_deleted(run))
        return mark


def _as_deleted(run: Any) -> Any:
    for text in list(run.iter(f"{W}t")):
        text.tag = f"{W}delText"
    return run


def text_of(node: Any) -> str:
    return "".join(each.text or "" for each in node.iter(f"{W}t"))
