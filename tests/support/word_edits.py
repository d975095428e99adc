"""What people do to a memo in Word, done to its XML as Word does it; and what other programs lose of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lxml import etree

from policybrief.ooxml.word import MAIN, W
from policybrief.ooxml.xml import escape
from policybrief.ooxml.zipped import packed, unpacked

REVIEWER, DAY = "R. Clearance", "2026-11-25T10:00:00Z"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MS_OFFICE = "http://schemas.microsoft.com/office/2011/relationships"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{W[1:-1]}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 w15"'
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class EditedMemo:
    """A memo that is edited. With `tracking`, as Word tracks changes; else as it does without."""

    files: dict[str, bytes]
    tree: Any
    tracking: bool = True
    comments: list[tuple[str, str, int | None, bool]] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(9000))

    @classmethod
    def of(cls, content: bytes, *, tracking: bool = True) -> EditedMemo:
        files = unpacked(content)
        return cls(files, etree.fromstring(files[MAIN]), tracking)

    @property
    def content(self) -> bytes:
        return packed(
            {
                **self.files,
                **self._comment_parts(),
                MAIN: etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8"),
            }
        )

    # -- finding

    def control(self, path: str) -> Any:
        """The first control of a value."""
        return next(each for each in self.tree.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == path)

    def paragraph(self, words: str) -> Any:
        """The first paragraph that holds these words."""
        return next(each for each in self.tree.iter(f"{W}p") if words in text_of(each))

    # -- comments

    def comment(self, around: Any, words: str, said: str, answers: tuple[str, ...] = (), *, done: bool = False) -> None:
        """Words that stand in one run are commented on, and that is answered by Jane Doe."""
        node = self.control(around) if isinstance(around, str) else around
        run = next(each for each in node.iter(f"{W}r") if words in text_of(each))
        before, after = text_of(run).split(words, 1)
        first = len(self.comments)
        parent, at = run.getparent(), run.getparent().index(run)
        numbers = range(first, first + 1 + len(answers))
        starts, ends = (
            [etree.Element(f"{W}commentRange{end}", {f"{W}id": str(number)}) for number in numbers]
            for end in ("Start", "End")
        )
        references = []
        for number in numbers:
            made = etree.Element(f"{W}r")
            etree.SubElement(made, f"{W}commentReference", {f"{W}id": str(number)})
            references.append(made)
        parts = [self._run(run, before), *starts, self._run(run, words), *ends, *references, self._run(run, after)]
        parent[at : at + 1] = [each for each in parts if each is not None]
        self.comments.append((REVIEWER, said, None, done))
        self.comments += [("Jane Doe", answer, first, done) for answer in answers]

    def _comment_parts(self) -> dict[str, bytes]:
        """The parts of comments, as Word writes them."""
        if not self.comments:
            return {}
        entries = extended = ""
        for number, (who, said, asked, done) in enumerate(self.comments):
            about = f'w:id="{number}" w:author="{who}" w:date="{DAY}" w:initials="X"'
            text = f"<w:r><w:t>{escape(said)}</w:t></w:r>"
            entries += f'<w:comment {about}><w:p w14:paraId="1000000{number}">{text}</w:p></w:comment>'
            parent = "" if asked is None else f' w15:paraIdParent="1000000{asked}"'
            extended += f'<w15:commentEx w15:paraId="1000000{number}"{parent} w15:done="{int(done)}"/>'
        types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
        kinds = (("comments", _OFFICE, "comments"), ("commentsExtended", _MS_OFFICE, "commentsExtended"))
        named = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{name}+xml"/>' for name, *_ in kinds
        )
        led = "".join(
            f'<Relationship Id="rIdC{name}" Type="{office}/{word}" Target="{name}.xml"/>'
            for name, office, word in kinds
        )
        return {
            "word/comments.xml": f"<w:comments {_NAMES}>{entries}</w:comments>".encode(),
            "word/commentsExtended.xml": f"<w15:commentsEx {_NAMES}>{extended}</w15:commentsEx>".encode(),
            types: self.files[types].replace(b"</Types>", f"{named}</Types>".encode()),
            rels: self.files[rels].replace(b"</Relationships>", f"{led}</Relationships>".encode()),
        }

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
