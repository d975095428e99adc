"""The markup that templates render: its vocabulary, and its way into a `Deck` or a `Memo`.

The vocabulary is XML with HTML's names where HTML has one. `ELEMENTS` is its whole schema: what is not in it is an
error at the template's line. Two attributes and three characters are ours and never seen by a template's author:
compose puts `_at="deck.xml.j2:12"` on each start tag, and wraps each value of the brief in noncharacters together with
its YAML path (`wrap`), which `_Parser.text` reads back. source refuses these characters in what users write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from lxml import etree

from policybrief import document as doc
from policybrief import inline
from policybrief.errors import did_you_mean

OPEN, PATH_END, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_VALUE = re.compile(f"{OPEN}([^{PATH_END}]*){PATH_END}([^{CLOSE}]*){CLOSE}")
AT = "_at"


def wrap(text: str, path: str) -> str:
    """`text` together with its YAML path, in a form that survives a template and an XML parser."""
    return f"{OPEN}{path}{PATH_END}{text}{CLOSE}"


def unwrap(text: str) -> str:
    """`text` without the paths that `wrap` put in."""
    return _VALUE.sub(r"\2", text)


@dataclass(frozen=True)
class Element:
    """What an element may hold: `attributes` with their allowed words (none: any), `children`, and text or not."""

    children: frozenset[str] = frozenset()
    attributes: Mapping[str, tuple[str, ...]] | None = None
    text: bool = False
    required: tuple[str, ...] = ()


_INLINE = frozenset({"b", "i", "a", "cite"})
_BLOCKS = frozenset(["p", "ul", "ol", "items", "table", "callout", "quote", "columns", "cards", "timeline", "chart", "decision", "sources"])
_MEMO_BLOCKS = _BLOCKS - {"columns", "cards", "timeline"}
TONES = ("primary", "accent", "highlight", "first", "second")
_YES = ("true", "false")


def _text(*attributes: str) -> Element:
    return Element(_INLINE, dict.fromkeys(attributes, ()), text=True)


ELEMENTS: Mapping[str, Element] = {
    "deck": Element(frozenset({"slide", "footer", "date", "marking"})),
    "slide": Element(
        _BLOCKS | {"kicker", "title", "subtitle", "source", "notes"},
        {"layout": ("title", "section", "content"), "section": ()},
        required=("title",),
    ),
    "memo": Element(_MEMO_BLOCKS | {"kicker", "title", "field", "section", "marking"}, required=("title",)),
    "section": Element(_MEMO_BLOCKS | {"heading", "aside"}, required=("heading",)),
    "notes": Element(frozenset({"p", "ul", "ol"})),
    "field": Element(_INLINE, {"label": ()}, text=True),
    "items": Element(frozenset({"item"})),
    "item": Element(frozenset({"headline", "text", "confidence"}), {"number": ()}, required=("headline",)),
    "confidence": Element(_INLINE, {"level": ("high", "moderate", "low")}, text=True),
    "ul": Element(frozenset({"li"})),
    "ol": Element(frozenset({"li"})),
    "table": Element(frozenset({"tr"}), {"alt": ()}, required=("tr",)),
    "tr": Element(frozenset({"th", "td"})),
    "th": Element(_INLINE, {"tone": TONES}, text=True),
    "callout": Element(_INLINE | {"label"}, text=True),
    "quote": Element(_INLINE | {"attribution"}, text=True),
    "columns": Element(frozenset({"column"}), {"kind": ("open", "panel")}),
    "column": Element(_BLOCKS | {"title"}, {"number": (), "tone": TONES}),
    "cards": Element(frozenset({"card"})),
    "card": Element(_BLOCKS | {"title"}, {"number": (), "tone": TONES}),
    "timeline": Element(frozenset({"event"})),
    "event": Element(frozenset({"when", "text"}), required=("when", "text")),
    "chart": Element(
        frozenset({"category", "series", "alt", "unit"}),
        {"kind": ("bar", "column", "line", "pie")},
        required=("category", "series", "alt"),
    ),
    "series": Element(frozenset({"name", "value"}), required=("name", "value")),
    "decision": Element(frozenset({"ask", "option"}), required=("ask",)),
    "sources": Element(frozenset({"entry", "note", "label"})),
    "entry": Element(_INLINE, {"number": ()}, text=True),
    "p": Element(_INLINE, {"role": ("body", "lead", "muted")}, text=True),
    "a": Element(frozenset({"b", "i"}), {"href": ()}, text=True),
    "b": Element(frozenset({"i", "a", "cite"}), text=True),
    "i": Element(frozenset({"b", "a", "cite"}), text=True),
    "cite": Element(attributes={"sources": ()}),
    **{
        name: _text() for name in ["kicker", "title", "subtitle", "source", "footer", "date", "marking", "heading", "aside", "headline", "text"]
    },
    **{name: _text() for name in ["li", "td", "label", "attribution", "when", "name", "category", "value", "alt", "unit", "ask", "option", "note"]},
}


class MarkupError(Exception):
    """A fault in rendered markup: `at` is the template's place, "deck.xml.j2:12"."""

    def __init__(self, message: str, at: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint


def parse(
    xml: str, numbers: Mapping[str, int], properties: doc.Properties
) -> tuple[doc.Deck | doc.Memo, list[MarkupError]]:
    """The document that rendered markup describes, and all the faults found in it.

    `numbers` gives each source's number. Raises `MarkupError` where the text is not XML or has an unknown root.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, xml) from None
    faults = list(_faults(root))
    if root.tag not in ("deck", "memo"):
        raise MarkupError(f"a template renders <deck> or <memo>, not <{root.tag}>", root.get(AT, ""))
    if faults:
        return doc.Memo((), (), properties), faults
    reader = _Parser(numbers, properties)
    made = reader.deck(root) if root.tag == "deck" else reader.memo(root)
    return made, reader.faults


def _syntax_error(error: etree.XMLSyntaxError, xml: str) -> MarkupError:
    """The fault at the last start tag before it: rendered lines mean nothing to a template's author."""
    line, column = error.position
    lines = xml.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: max(column, 0)]]) if line <= len(lines) else xml
    places = re.findall(rf'{AT}="([^"]*)"', before)
    return MarkupError(f"is not well-formed: {error.msg}".split(", line ")[0], places[-1] if places else "")


def _faults(node: Any) -> Iterator[MarkupError]:
    """Whatever `ELEMENTS` does not allow, below and at `node`."""
    at = node.get(AT, "")
    spec = ELEMENTS.get(node.tag)
    if spec is None:
        yield MarkupError(f"<{node.tag}> is not an element", at, did_you_mean(node.tag, ELEMENTS))
        return
    allowed = spec.attributes or {}
    for name, value in node.attrib.items():
        if name == AT:
            continue
        if name not in allowed:
            yield MarkupError(f"<{node.tag}> has no attribute {name!r}", at, did_you_mean(name, allowed))
        elif allowed[name] and value and unwrap(value) not in allowed[name]:
            yield MarkupError(
                f"{unwrap(value)!r} is not a {name} of <{node.tag}>", at, did_you_mean(unwrap(value), allowed[name])
            )
    present = {child.tag for child in node}
    for name in spec.required:
        if name not in present:
            yield MarkupError(f"<{node.tag}> needs a <{name}>", at)
    if not spec.text and any(piece and piece.strip() for piece in (node.text, *(child.tail for child in node))):
        yield MarkupError(
            f"<{node.tag}> holds elements, not text", at, "put the text into a <p>" if "p" in spec.children else ""
        )
    for child in node:
        if child.tag in ELEMENTS and child.tag not in spec.children:
            yield MarkupError(
                f"<{child.tag}> has no place in <{node.tag}>", child.get(AT, at), did_you_mean(child.tag, spec.children)
            )
        yield from _faults(child)


class _Parser:
    """Turns valid elements into the document's dataclasses."""

    def __init__(self, numbers: Mapping[str, int], properties: doc.Properties) -> None:
        self.numbers, self.properties = numbers, properties
        self.faults: list[MarkupError] = []

    # -- documents

    def deck(self, root: Any) -> doc.Deck:
        return doc.Deck(
            tuple(self.slide(node) for node in root.iterchildren("slide")),
            self.properties,
            self.child(root, "footer"),
            self.child(root, "date"),
            self.child(root, "marking"),
        )

    def slide(self, node: Any) -> doc.Slide:
        notes = node.find("notes")
        return doc.Slide(
            layout=_attribute(node, "layout", "content"),
            title=self.child(node, "title"),
            blocks=self.blocks(node),
            kicker=self.child(node, "kicker"),
            subtitle=self.child(node, "subtitle"),
            source=self.child(node, "source"),
            notes=cast("Any", self.blocks(notes)) if notes is not None else (),
            section=_attribute(node, "section", ""),
            at=node.get(AT, ""),
        )

    def memo(self, root: Any) -> doc.Memo:
        blocks = self.blocks(root)
        lists = [block for block in blocks if isinstance(block, doc.SourceList)]
        return doc.Memo(
            title=self.child(root, "title"),
            blocks=tuple(block for block in blocks if not isinstance(block, doc.SourceList)),
            properties=self.properties,
            kicker=self.child(root, "kicker"),
            fields=tuple(
                (self.words(node.get("label", ""), node), self.text(node)) for node in root.iterchildren("field")
            ),
            sources=lists[-1] if lists else None,
            marking=self.child(root, "marking"),
        )

    # -- blocks

    def blocks(self, node: Any) -> tuple[Any, ...]:
        found = []
        for child in node:
            make = _BLOCK_MAKERS.get(child.tag)
            if make is not None:
                block = make(self, child)
                if block is not None:
                    found.append(block)
        return tuple(found)

    def paragraph(self, node: Any) -> doc.Paragraph | None:
        text = self.text(node)
        return doc.Paragraph(text, node.get(AT, ""), _attribute(node, "role", "body")) if text else None

    def bullets(self, node: Any) -> doc.Bullets | None:
        items = tuple(self.text(li) for li in node)
        return doc.Bullets(items, node.get(AT, ""), node.tag == "ol") if items else None

    def items(self, node: Any) -> doc.Items | None:
        items = tuple(self.item(child) for child in node)
        return doc.Items(items, node.get(AT, "")) if items else None

    def item(self, node: Any) -> doc.Item:
        sign = node.find("confidence")
        mark = None
        if sign is not None:
            level = cast("Literal['high', 'moderate', 'low']", _attribute(sign, "level", "high"))
            mark = doc.Mark(level, self.text(sign))
        return doc.Item(self.child(node, "headline"), self.child(node, "text"), _attribute(node, "number", ""), mark)

    def table(self, node: Any) -> doc.Table | None:
        rows = [tuple(self.text(cell) for cell in row) for row in node]
        widths = {len(row) for row in rows}
        if len(widths) > 1:
            self.faults.append(MarkupError("the rows of <table> differ in their number of cells", node.get(AT, "")))
            return None
        tones = tuple(_attribute(cell, "tone", "") for cell in node[0])
        return doc.Table(rows[0], tuple(rows[1:]), _attribute(node, "alt", ""), node.get(AT, ""), tones)

    def callout(self, node: Any) -> doc.Callout:
        return doc.Callout(self.text(node), self.child(node, "label"), node.get(AT, ""))

    def quote(self, node: Any) -> doc.Quote:
        return doc.Quote(self.text(node), self.child(node, "attribution"), node.get(AT, ""))

    def columns(self, node: Any) -> doc.Columns | None:
        columns = tuple(
            doc.Column(
                self.child(child, "title"),
                self.blocks(child),
                _attribute(child, "number", ""),
                _attribute(child, "tone", ""),
            )
            for child in node
        )
        kind = "cards" if node.tag == "cards" else _attribute(node, "kind", "open")
        return doc.Columns(columns, kind, node.get(AT, "")) if columns else None

    def timeline(self, node: Any) -> doc.Timeline | None:
        events = tuple(doc.Event(self.child(child, "when"), self.child(child, "text")) for child in node)
        return doc.Timeline(events, node.get(AT, "")) if events else None

    def chart(self, node: Any) -> doc.Chart:
        series = tuple(
            doc.Series(self.child(child, "name"), tuple(self.number(value) for value in child.iterchildren("value")))
            for child in node.iterchildren("series")
        )
        categories = tuple(self.text(child) for child in node.iterchildren("category"))
        return doc.Chart(
            _attribute(node, "kind", "column"),
            categories,
            series,
            self.child(node, "alt"),
            self.child(node, "unit"),
            node.get(AT, ""),
        )

    def decision(self, node: Any) -> doc.Decision:
        options = tuple(self.text(child) for child in node.iterchildren("option"))
        return doc.Decision(self.child(node, "ask"), options, node.get(AT, ""))

    def sources(self, node: Any) -> doc.SourceList:
        entries = tuple((_attribute(child, "number", ""), self.text(child)) for child in node.iterchildren("entry"))
        return doc.SourceList(entries, self.child(node, "note"), self.child(node, "label"), node.get(AT, ""))

    def section(self, node: Any) -> doc.Section | None:
        blocks = self.blocks(node)
        if not blocks:
            return None
        return doc.Section(self.child(node, "heading"), blocks, self.child(node, "aside"), node.get(AT, ""))

    # -- text

    def child(self, node: Any, name: str) -> doc.Text:
        """The text of the first child element `name`, or nothing."""
        found = node.find(name)
        return self.text(found) if found is not None else ()

    def number(self, node: Any) -> float:
        words = unwrap("".join(node.itertext())).strip()
        try:
            return float(words)
        except ValueError:
            self.faults.append(MarkupError(f"{words!r} is not a number", node.get(AT, "")))
            return 0.0

    def words(self, text: str, node: Any) -> doc.Text:
        """An attribute's words as text."""
        return _tidy(list(self._pieces(text, doc.Run("", at=node.get(AT, "")))))

    def text(self, node: Any) -> doc.Text:
        """The runs of an element, white space folded as in HTML."""
        found: list[doc.Run] = []
        self._gather(node, doc.Run("", at=node.get(AT, "")), found)
        return _tidy(found)

    def _gather(self, node: Any, look: doc.Run, found: list[doc.Run]) -> None:
        found.extend(self._pieces(node.text or "", look))
        for child in node:
            if child.tag in _INLINE:
                self._inline(child, look, found)
            found.extend(self._pieces(child.tail or "", look))

    def _inline(self, node: Any, look: doc.Run, found: list[doc.Run]) -> None:
        if node.tag == "cite":
            names = _attribute(node, "sources", "").split()
            for name in sorted(names, key=lambda name: self.numbers.get(name, 0)):
                found.append(self._cited(replace(look, cite=name)))
            return
        look = replace(
            look,
            at=node.get(AT, look.at),
            bold=look.bold or node.tag == "b",
            italic=look.italic or node.tag == "i",
            link=_attribute(node, "href", "") or look.link,
        )
        self._gather(node, look, found)

    def _pieces(self, text: str, look: doc.Run) -> Iterator[doc.Run]:
        """A template's own text as it stands, and the brief's values in it through inline Markdown."""
        end = 0
        for match in _VALUE.finditer(text):
            if match.start() > end:
                yield replace(look, text=text[end : match.start()])
            for run in inline.parse(match.group(2), match.group(1), look.at):
                styled = replace(
                    run, bold=run.bold or look.bold, italic=run.italic or look.italic, link=run.link or look.link
                )
                yield self._cited(styled) if run.cite else styled
            end = match.end()
        if end < len(text):
            yield replace(look, text=text[end:])

    def _cited(self, run: doc.Run) -> doc.Run:
        if run.cite not in self.numbers:
            self.faults.append(
                MarkupError(f"{run.cite!r} is not a source", run.at, did_you_mean(run.cite, self.numbers))
            )
        return replace(run, text=str(self.numbers.get(run.cite, "?")))


def _attribute(node: Any, name: str, default: str = "") -> str:
    """An attribute's value; one that comes from the brief loses its path here."""
    return unwrap(node.get(name, default))


_BLOCK_MAKERS: Mapping[str, Callable[[_Parser, Any], Any]] = {
    "p": _Parser.paragraph,
    "ul": _Parser.bullets,
    "ol": _Parser.bullets,
    "items": _Parser.items,
    "table": _Parser.table,
    "callout": _Parser.callout,
    "quote": _Parser.quote,
    "columns": _Parser.columns,
    "cards": _Parser.columns,
    "timeline": _Parser.timeline,
    "chart": _Parser.chart,
    "decision": _Parser.decision,
    "sources": _Parser.sources,
    "section": _Parser.section,
}

# HTML's white space: a no-break space is a character of the text and stays.
_SPACE = re.compile(r"[ \t\r\n]+")


def _tidy(found: list[doc.Run]) -> doc.Text:
    """Fold white space over the borders of runs, and drop it at both ends."""
    tidy: list[doc.Run] = []
    spaced = True
    for run in found:
        if run.cite:
            _cite_after(tidy, run)
            spaced = False
            continue
        text = _SPACE.sub(" ", run.text)
        if spaced:
            text = text.lstrip(" ")
        if text:
            spaced = text.endswith(" ")
            tidy.append(replace(run, text=text))
    while tidy and not tidy[-1].cite and not (stripped := tidy[-1].text.rstrip(" ")):
        tidy.pop()
    if tidy and not tidy[-1].cite:
        tidy[-1] = replace(tidy[-1], text=stripped)
    return tuple(tidy)


def _cite_after(tidy: list[doc.Run], run: doc.Run) -> None:
    """A citation number clings to the word before it, and to the number before it by a comma."""
    if tidy and tidy[-1].cite:
        run = replace(run, text=f",{run.text}")
    elif tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    tidy.append(run)
