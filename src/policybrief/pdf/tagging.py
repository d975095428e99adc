"""Tagged PDF out of ReportLab, which has no tags of its own: a canvas whose content has an element, or is decoration.

`TaggedCanvas.content(node)` brackets what is drawn with marked content; what has no node is an artifact. On saving, the
structure tree is written with its parent tree, by which a reader finds an element from a place on the page.

ReportLab's private names stand in this module only: `_code` (the page's operators), `_doc`, `_annotationrefs`,
`__NoDefault__` (which keys a dictionary may have). pyproject.toml pins its minor version for their sake.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partialmethod
from threading import Lock
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from policybrief.pdf.ink import Node
from policybrief.pdf.metadata import CREATOR, PRODUCER, output_intent, packet
from policybrief.text.document import Properties
from policybrief.text.run import plain

_SETTING = Lock()


@contextmanager
def settings() -> Iterator[None]:
    """ReportLab as our files need it, while one is drawn and saved: these are settings of the process, which may have
    other uses for it.

    No text armour for streams: it is a quarter of the file, and no mail server needs it any more.
    """
    with _SETTING:
        armoured, written = rl_config.useA85, PDFStream.format
        rl_config.useA85, PDFStream.format = 0, partialmethod(_ended_stream, written)
        try:
            yield
        finally:
            rl_config.useA85, PDFStream.format = armoured, written


def _ended_stream(self: Any, written: Callable[[Any, Any], bytes], document: Any) -> bytes:
    """PDF/A-2 (6.1.7.1) wants an end of line before `endstream`, not counted in the length; ReportLab writes none.

    A lone line feed would not do: after data that end in a carriage return, the two look like one end of line.
    """
    return bytes(written(self, document).removesuffix(b"endstream\n") + b"\r\nendstream\n")


class ContentReference(NamedTuple):
    """Marked content of a page: its number there. An annotation has none, and is itself a reference."""

    page: int
    number: int
    annotation: Any = None


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A canvas for pages, drawn one after the other."""

    def __init__(self, face: str, properties: Properties) -> None:
        self.file = io.BytesIO()
        # The initial face is written into every page, drawn with or not: it must be one that is embedded.
        super().__init__(self.file, pdfVersion=(1, 7), invariant=1, initialFontName=face, lang=properties.lang)
        # The file's id comes from what is in it, not from the time that ReportLab reads off its environment.
        self._doc.signature = hashlib.sha256(repr(properties).encode())
        self._properties = properties
        self._contents: dict[Node, list[Node | ContentReference]] = {}
        self._owners: list[Node] = []
        self._parents: list[list[Node] | Node] = []
        self._sheet = -1
        self._describe()

    def _describe(self) -> None:
        about = self._properties
        self.setTitle(about.title)
        self.setAuthor(about.author)
        self.setSubject(about.subject)
        self.setKeywords(about.keywords)
        self.setCreator(CREATOR)
        self.setProducer(PRODUCER)
        self.setDateFormatter(lambda *_: f"D:{about.date:%Y%m%d}000000Z")
        self.setViewerPreference("DisplayDocTitle", "true")

    @contextmanager
    def page(self, size: tuple[float, float]) -> Iterator[None]:
        """A page of that size, on which is drawn here."""
        self.setPageSize(size)
        self._sheet += 1
        self._owners = []
        key = len(self._parents)  # the parent tree: a page, and then its links
        self._parents.append(self._owners)
        yield
        self.showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = key, PDFName("S")

    @contextmanager
    def content(self, node: Node | None) -> Iterator[None]:
        """What is drawn here belongs to `node`, or is decoration."""
        self._code.append(self._opening(node))
        yield
        self._code.append("EMC")

    def _opening(self, node: Node | None) -> str:
        if node is None:
            return "/Artifact BMC"
        if node.is_repeated:
            return f"/Artifact <</Type /Pagination /Subtype /{node.repeated}>> BDC"
        number = len(self._owners)
        self._join(node)
        self._contents[node].append(ContentReference(self._sheet, number))
        self._owners.append(node)
        return f"/{node.tag} <</MCID {number}>> BDC"

    def _join(self, node: Node) -> None:
        """An inline element stands in its parent where its text first stands."""
        if node not in self._contents:
            self._contents[node] = []
            parent = node.parent
            if parent is not None and node not in parent.kids:
                self._join(parent)
                self._contents[parent].append(node)

    def link(self, node: Node, url: str, said: str, rectangle: tuple[float, float, float, float]) -> None:
        """A link's area, tied to its element: what it says is read aloud."""
        self._join(node)
        self.linkURL(url, rectangle, F=4, Contents=PDFString(said), StructParent=len(self._parents))
        self._contents[node].append(ContentReference(self._sheet, 0, self._annotationrefs[-1]))
        self._parents.append(node)

    def finish(self, tree: Node, boxes: dict[Node, list[float]]) -> bytes:
        """The file's bytes."""
        catalog = self._doc.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = self._tree(tree, boxes)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = packet(self._properties)
        catalog.OutputIntents = output_intent()
        self.save()
        return self.file.getvalue()

    def _tree(self, tree: Node, boxes: dict[Node, list[float]]) -> Any:
        root = PDFDictionary({"Type": PDFName("StructTreeRoot"), "ParentTreeNextKey": len(self._parents)})
        references: dict[Node, Any] = {}
        root["K"] = self._element(tree, self._doc.Reference(root), references, boxes)
        numbers: list[Any] = []
        for key, owners in enumerate(self._parents):
            if isinstance(owners, Node):
                numbers += [key, references[owners]]
            else:
                numbers += [key, self._doc.Reference(PDFArray([references[node] for node in owners]))]
        root["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        return root

    def _element(self, node: Node, parent: Any, references: dict[Node, Any], boxes: dict[Node, list[float]]) -> Any:
        entry = PDFDictionary(
            {"Type": PDFName("StructElem"), "S": PDFName(node.tag), "P": parent, **_attributes(node, boxes)}
        )
        references[node] = reference = self._doc.Reference(entry)
        contents = self._contents.get(node, ())
        sheet = next((content.page for content in contents if isinstance(content, ContentReference)), None)
        kids: list[Any] = []
        for kid in (*contents, *node.kids):
            if isinstance(kid, Node):
                kids.append(self._element(kid, reference, references, boxes))
            else:
                kids.append(self._kid(kid, sheet))
        entry["Pg"] = self._page(sheet or 0)
        entry["K"] = PDFArray(kids)
        return reference

    def _kid(self, content: ContentReference, sheet: int | None) -> Any:
        """Content as its element names it: by its number alone where it stands on the element's page."""
        if content.annotation is not None:
            entries = {"Type": PDFName("OBJR"), "Pg": self._page(content.page), "Obj": content.annotation}
            return PDFDictionary(entries)
        if content.page == sheet:
            return content.number
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": self._page(content.page), "MCID": content.number})

    def _page(self, number: int) -> Any:
        return self._doc.Reference(self._doc.Pages.pages[number])


def _attributes(node: Node, boxes: dict[Node, list[float]]) -> dict[str, Any]:
    """The entries of a structure element that only some have."""
    entries: dict[str, Any] = {}
    if node.alt and node.tag != "Link":
        entries["Alt"] = PDFString(plain(node.alt))
    if node.ident:
        entries["ID"] = PDFString(node.ident)
    if node.lang:
        entries["Lang"] = PDFString(node.lang)
    if node.spoken:
        entries["ActualText"] = PDFString(plain(node.spoken))
    if node.list_numbering:
        entries["A"] = _owned("List", ListNumbering=PDFName(node.list_numbering))
    spanned = {"ColSpan": node.span} if node.span > 1 else {}
    if node.scope:
        entries["A"] = _owned("Table", Scope=PDFName(node.scope), **spanned)
    elif spanned:
        entries["A"] = _owned("Table", **spanned)
    if node.summary:
        entries["A"] = _owned("Table", Summary=PDFString(plain(node.summary)))
    if node in boxes:
        entries["A"] = _owned("Layout", Placement=PDFName("Block"), BBox=PDFArray(boxes[node]))
    return entries


def _owned(owner: str, **attributes: Any) -> Any:
    return PDFDictionary({"O": PDFName(owner), **attributes})
