"""The markup that templates render, and its way into a `Deck` or a `Memo`: one function for each element.

The elements are vocabulary's, their words are text's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from lxml import etree

from policybrief import document as doc
from policybrief.text import TextReader, attribute
from policybrief.vocabulary import AT, MarkupError, faults, unwrap


def parse(
    xml: str, numbers: Mapping[str, int], properties: doc.Properties
) -> tuple[doc.Deck | doc.Memo, list[MarkupError]]:
    """The document that rendered markup describes, and all the faults found in it.

    `numbers` gives each source's number. Raises `MarkupError` where the text is not XML or has an unknown root.
    """
    for word in ("<!DOCTYPE", "<![CDATA["):
        if word in xml:
            raise MarkupError(f"a template can't hold {word}", "", "write elements, and &lt; for the character <")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, xml) from None
    if root.tag not in ("deck", "memo"):
        hint = "everything stands inside one <deck> or <memo>"
        raise MarkupError(f"a template renders <deck> or <memo>, not <{root.tag}>", root.get(AT, ""), hint)
    if found := list(faults(root)):
        return doc.Memo((), (), properties), found
    reader = _Parser(numbers, properties)
    made = reader.deck(root) if root.tag == "deck" else reader.memo(root)
    return made, reader.faults


_SYNTAX = (
    (r"Opening and ending tag mismatch: (\w+).* and (\w+)", r"<\1> is not closed before </\2>", ""),
    (r"Premature end of data in tag (\S+)", r"<\1> is never closed", r"write </\1>"),
    (r"Entity '(\S+)' not defined", r"&\1; is not known here", "type the character itself"),
    (r"(xmlParseEntityRef|EntityRef)", "a bare '&' stands here or below", "write &amp; for the character &"),
    (r"StartTag: invalid element name", "a bare '<' stands here or below", "write &lt; for the character <"),
    (r"Extra content", "something stands after the end", "everything stands inside one <deck> or <memo>"),
    (r"(Document is empty|Start tag expected)", "no markup is rendered", "a template begins with <deck> or <memo>"),
)
"""What libxml2 says, in a template author's words."""


def _syntax_error(error: etree.XMLSyntaxError, xml: str) -> MarkupError:
    """The fault at the start tag that it is about, or the last before it: rendered lines say nothing to an author."""
    line, column = error.position
    lines = xml.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: max(column, 0)]]) if line <= len(lines) else xml
    for pattern, message, hint in _SYNTAX:
        if (match := re.search(pattern, error.msg or "")) is not None:
            tag = match.group(1) if match.re.groups and message.startswith("<") else r"[\w-]+"
            places = re.findall(rf'<{tag} {AT}="([^"]*)"', before)
            return MarkupError(match.expand(message), places[-1] if places else "", match.expand(hint))
    places = re.findall(rf'{AT}="([^"]*)"', before)
    message = f"is not well-formed: {error.msg}".split(", line ")[0]
    return MarkupError(message, places[-1] if places else "")


class _Parser(TextReader):
    """Turns valid elements into the document's dataclasses.

    Words of attributes come out as `Any`: `faults` has seen that they are among those that the dataclass takes.
    """

    def __init__(self, numbers: Mapping[str, int], properties: doc.Properties) -> None:
        super().__init__(numbers)
        self.properties = properties

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
            layout=_word(node, "layout", "content"),
            title=self.child(node, "title"),
            blocks=self.blocks(node),
            kicker=self.child(node, "kicker"),
            subtitle=self.child(node, "subtitle"),
            source=self.child(node, "source"),
            notes=cast("Any", self.blocks(notes)) if notes is not None else (),
            section=self.plain(node, "section"),
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
            fields=tuple((self.words(node, "label"), self.text(node)) for node in root.iterchildren("field")),
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
        return doc.Paragraph(text, node.get(AT, ""), _word(node, "role", "body")) if text else None

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
            mark = doc.Mark(_word(sign, "level", "high"), self.text(sign))
        return doc.Item(self.child(node, "headline"), self.child(node, "text"), attribute(node, "number"), mark)

    def table(self, node: Any) -> doc.Table | None:
        rows = [tuple(self.text(cell) for cell in row) for row in node]
        widths = {len(row) for row in rows}
        if len(widths) > 1:
            self.faults.append(MarkupError("the rows of <table> differ in their number of cells", node.get(AT, "")))
            return None
        tones = tuple(attribute(cell, "tone") for cell in node[0])
        return doc.Table(rows[0], tuple(rows[1:]), self.plain(node, "alt"), node.get(AT, ""), tones)

    def callout(self, node: Any) -> doc.Callout:
        return doc.Callout(self.text(node), self.child(node, "label"), node.get(AT, ""))

    def quote(self, node: Any) -> doc.Quote:
        return doc.Quote(self.text(node), self.child(node, "attribution"), node.get(AT, ""))

    def columns(self, node: Any) -> doc.Columns | None:
        columns = tuple(
            doc.Column(
                self.child(child, "title"),
                self.blocks(child),
                attribute(child, "number"),
                attribute(child, "tone"),
            )
            for child in node
        )
        kind: Any = "cards" if node.tag == "cards" else _word(node, "kind", "open")
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
        for row in series:
            if len(row.values) != len(categories):
                message = f"<series> has {len(row.values)} values for {len(categories)} categories"
                self.faults.append(MarkupError(message, node.get(AT, "")))
        return doc.Chart(
            _word(node, "kind", "column"),
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
        entries = tuple((attribute(child, "number"), self.text(child)) for child in node.iterchildren("entry"))
        return doc.SourceList(entries, self.child(node, "note"), self.child(node, "label"), node.get(AT, ""))

    def section(self, node: Any) -> doc.Section | None:
        blocks = self.blocks(node)
        if not blocks:
            return None
        return doc.Section(self.child(node, "heading"), blocks, self.child(node, "aside"), node.get(AT, ""))

    def number(self, node: Any) -> float:
        words = unwrap("".join(node.itertext())).strip()
        try:
            value = float(words)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.faults.append(MarkupError(f"{words!r} is not a number", node.get(AT, "")))
        return 0.0


def _word(node: Any, name: str, default: str) -> Any:
    return attribute(node, name, default)


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
