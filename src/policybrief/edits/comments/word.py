"""The comments of a Word memo: each with the words that it is about, as they read with tracked changes accepted, and
the value in whose control these stand, where a program has kept its tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from policybrief.edits.comments.comment import Comment, Reply
from policybrief.ooxml.package import Package
from policybrief.ooxml.word import W, names, value
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = (f"{W}del", f"{W}moveFrom", f"{_MC}Fallback")
_MOST = 10_000
"""More comments than people make."""


@dataclass(frozen=True)
class Marked:
    """A comment, what stands before and after its words in the document, and the value whose control they are in."""

    comment: Comment
    before: str
    after: str
    path: ValuePath


def comments(package: Package) -> Iterator[Marked]:
    """The comments of a document, in the order of its text; answers stand with what they answer.

    Raises `BriefError` where they are too many.
    """
    main = package.target("", "officeDocument")
    part = package.target(main, "comments")
    nodes = list(package.xml(part).iter(f"{W}comment")) if part else []
    if len(nodes) > _MOST:
        raise package.wrong(f"has more than {_MOST:,} comments", "is it the right document?")
    threads = _threads(package, main, nodes)
    text = _Marks(names(package, main))
    text.read(package.xml(main).find(f"{W}body"))
    spanned = [(text.span(node.get(f"{W}id", "")), node, replies, done) for node, replies, done in threads]
    for span, node, replies, done in sorted(spanned, key=lambda entry: entry[0].start):
        marked = " ".join(text.whole[span.start : span.end].split())
        near = "" if marked else " ".join(span.paragraph.split())
        comment = Comment(
            "comment", span.where, node.get(f"{W}author", ""), node.get(f"{W}date", ""), _said(node), marked, near,
            done, replies,
        )  # fmt: skip
        yield Marked(comment, text.whole[: span.start], text.whole[span.end :], span.path)


# -- who answered what


def _threads(package: Package, main: str, nodes: list[Any]) -> Iterator[tuple[Any, tuple[Reply, ...], bool]]:
    """The comments that answer none, each with its answers, and whether it is done (MS-DOCX, 2.5.4)."""
    part = package.target(main, "commentsExtended")
    extended = {each.get(f"{_W15}paraId", ""): each for each in package.xml(part)} if part else {}
    known = {_last(node): node for node in nodes}
    answers: dict[str, list[Any]] = {}
    first = []
    for node in nodes:
        about = extended.get(_last(node))
        asked = about.get(f"{_W15}paraIdParent", "") if about is not None else ""
        if asked in known and known[asked] is not node:
            answers.setdefault(asked, []).append(node)
        else:
            first.append(node)
    for node in first:
        about = extended.get(_last(node))
        replies = tuple(
            Reply(each.get(f"{W}author", ""), each.get(f"{W}date", ""), _said(each))
            for each in answers.get(_last(node), ())
        )
        yield node, replies, about is not None and about.get(f"{_W15}done", "0") in ("1", "true")


def _last(node: Any) -> str:
    """The number of a comment's last paragraph, by which others refer to it."""
    numbers = [each.get(f"{_W14}paraId", "") for each in node.iter(f"{W}p")]
    return (numbers[-1] if numbers else "") or f"comment {node.get(f'{W}id', '')}"


def _said(node: Any) -> str:
    return "\n".join("".join(each.text or "" for each in line.iter(f"{W}t")) for line in node.iter(f"{W}p")).strip()


# -- what is marked


@dataclass(frozen=True)
class _Span:
    """Characters of the document, the paragraph and the heading that they stand under, and the value of the first."""

    start: int
    end: int
    paragraph: str = ""
    where: str = "at the head"
    path: ValuePath = NOWHERE


@dataclass
class _Marks:
    """The text of a document as it reads now, and where comments begin and end in it; `styles` are names by ids."""

    styles: Mapping[str, str]
    whole: str = ""
    spans: dict[str, _Span] = field(default_factory=dict)
    _where: str = "at the head"
    _waiting: list[str] = field(default_factory=list)

    def span(self, number: str) -> _Span:
        return self.spans.get(number, _Span(0, 0))

    def read(self, body: Any) -> None:
        for paragraph in body.iter(f"{W}p") if body is not None else ():
            if any(each.tag in _GONE for each in paragraph.iterancestors()):
                continue
            words = "".join(each.text or "" for each in paragraph.iter(f"{W}t") if not _is_gone(each, paragraph))
            style = self.styles.get(value(paragraph.find(f"{W}pPr"), "pStyle"), "")
            if style.startswith("heading") and words.strip():
                self._where = f'under "{" ".join(words.split())}"'
            self._paragraph(paragraph, words)
            self.whole += "\n"

    def _paragraph(self, paragraph: Any, words: str) -> None:
        for node in paragraph.iter(f"{W}t", f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
            number = node.get(f"{W}id", "")
            if node.tag == f"{W}t":
                if not _is_gone(node, paragraph):
                    self._letters(node)
                continue
            here = len(self.whole)
            if number not in self.spans:
                self.spans[number] = _Span(here, here, words, self._where, _path(node))
                self._waiting.append(number)
            elif node.tag == f"{W}commentRangeEnd":
                self.spans[number] = replace(self.spans[number], end=here)

    def _letters(self, node: Any) -> None:
        """Words, of which the first after a mark say in which control its words stand."""
        if node.text and self._waiting:
            for number in self._waiting:
                self.spans[number] = replace(self.spans[number], path=_path(node) or self.spans[number].path)
            self._waiting.clear()
        self.whole += node.text or ""


def _is_gone(node: Any, paragraph: Any) -> bool:
    """Whether characters are deleted, or moved away."""
    for above in node.iterancestors():
        if above is paragraph:
            return False
        if above.tag in _GONE:
            return True
    return False


def _path(node: Any) -> ValuePath:
    """The value whose control something stands in."""
    tags = (value(each.find(f"{W}sdtPr"), "tag") for each in node.iterancestors(f"{W}sdt"))
    return next((ValuePath.parse(tag) for tag in tags if tag), NOWHERE)
