"""A PDF's structure tree and its pages, as a check reads them: what is tagged, what is drawn, and what belongs to what.

Any file's, however it is made: nothing here takes it for granted that a key is there, or of the kind that it has to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from policybrief.text.records import dataclass

INLINE = frozenset({"Span", "Link", "Em", "Strong", "Quote", "Reference", "Code", "BibEntry", "Annot", "Ruby"})
"""Elements within a line, which are read where they stand in their block."""
_MADE_HERE = b"<xmp:CreatorTool>policybrief "
_MOST_ELEMENTS = 200_000


@dataclass(frozen=True)
class StructureElement:
    """A structure element: its standard kind and its dictionary."""

    kind: str
    node: Any

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from all others of the file."""
        return tuple(self.node.objgen)


@dataclass(frozen=True)
class MarkedContent:
    """Marked content: its page, from 0, its number, the element that has it, and the block that it is read in."""

    page: int
    number: int
    owner: StructureElement
    block: StructureElement


class Tagged:
    """The structure tree of an opened PDF and the marked content of its pages."""

    def __init__(self, opened: pikepdf.Pdf) -> None:
        self.root = opened.Root.get("/StructTreeRoot")
        self.ours = _MADE_HERE in _packet(opened)
        self.pages = [page.obj for page in opened.pages]
        self._number = {page.objgen: number for number, page in enumerate(self.pages)}
        self._roles = _dictionary(self.root, "/RoleMap")
        self.elements: list[StructureElement] = []
        self.contents: list[MarkedContent] = []
        if isinstance(self.root, Dictionary):
            self._read()

    def _read(self) -> None:
        """All elements and their content from the root down, in the order in which they are read."""
        seen: set[tuple[int, int]] = set()
        waiting: list[tuple[Any, StructureElement | None, StructureElement | None, int]]
        waiting = [(kid, None, None, -1) for kid in reversed(kids(self.root))]
        while waiting and len(seen) < _MOST_ELEMENTS:
            kid, owner, block, page = waiting.pop()
            if owner and block and (content := self._content(kid, page)):
                self.contents.append(MarkedContent(*content, owner, block))
            if not isinstance(kid, Dictionary) or "/S" not in kid or kid.objgen in seen:
                continue
            element = StructureElement(self._kind(kid), kid)
            self.elements.append(element)
            if kid.is_indirect:
                seen.add(kid.objgen)
            inner = block if block and element.kind in INLINE else element
            page = self._page(kid, page)
            waiting += [(below, element, inner, page) for below in reversed(kids(kid))]

    def _kind(self, node: Any) -> str:
        """The standard kind that an element's own stands for."""
        kind = str(node.S).lstrip("/")
        for _ in range(8):
            if self._roles is None or f"/{kind}" not in self._roles:
                break
            kind = str(self._roles[f"/{kind}"]).lstrip("/")
        return kind

    def _page(self, node: Any, otherwise: int) -> int:
        page = node.get("/Pg")
        return self._number.get(page.objgen, otherwise) if isinstance(page, Dictionary) else otherwise

    def _content(self, kid: Any, page: int) -> tuple[int, int] | None:
        """The page and the number of marked content that stands on a page itself."""
        if isinstance(kid, int):
            return page, kid
        if isinstance(kid, Dictionary) and "/MCID" in kid and "/Stm" not in kid:
            return self._page(kid, page), int(kid.MCID)
        return None

    def owners(self) -> dict[int, Any]:
        """The parent tree: the element, or the list of elements, of each number."""
        tree = _dictionary(self.root, "/ParentTree")
        return dict(pikepdf.NumberTree(tree)) if tree is not None else {}

    @cached_property
    def of_pages(self) -> list[list[MarkedContent]]:
        """The contents of each page."""
        pages: list[list[MarkedContent]] = [[] for _ in self.pages]
        for content in self.contents:
            if content.page >= 0:
                pages[content.page].append(content)
        return pages

    @cached_property
    def drawn(self) -> list[list[int]]:
        """The numbers of the marked content that each page draws, in its order."""
        return [self._draws(page) for page in self.pages]

    @staticmethod
    def _draws(page: Any) -> list[int]:
        properties = _dictionary(_dictionary(page, "/Resources"), "/Properties")
        painted = []
        for instruction in pikepdf.parse_content_stream(page, "BDC"):
            marks = instruction.operands[1]
            if isinstance(marks, Name) and properties is not None:
                marks = properties.get(marks)
            if isinstance(marks, Dictionary) and "/MCID" in marks:
                painted.append(int(marks.MCID))
        return painted


def kids(node: Any) -> list[Any]:
    """What an element or the root holds: elements, numbers of content, references to annotations."""
    return _listed(node.get("/K"))


def attributes(node: Any, root: Any) -> Iterator[Any]:
    """The attributes of an element: its own, and those of its classes."""
    classes = _dictionary(root, "/ClassMap")
    named = [name for name in _listed(node.get("/C")) if isinstance(name, Name) and classes is not None]
    for held in [node.get("/A"), *(classes.get(name) for name in named)]:
        yield from (attribute for attribute in _listed(held) if isinstance(attribute, Dictionary | Stream))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else [value]


def _packet(opened: pikepdf.Pdf) -> bytes:
    metadata = opened.Root.get("/Metadata")
    return metadata.read_bytes() if isinstance(metadata, Stream) else b""


def _dictionary(node: Any, key: str) -> Any:
    value = node.get(key) if isinstance(node, Dictionary) else None
    return value if isinstance(value, Dictionary) else None
