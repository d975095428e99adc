"""The markup that templates render, and its way into a `Deck` or a `Memo`: one function for each element.

The elements are vocabulary's, their words are text's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from lxml import etree

from policybrief.brief.parts import Kind
from policybrief.brief.terms import PERCENT, Likelihood
from policybrief.compose import charts, chronology, sections
from policybrief.compose.markup_text import TextReader, attribute
from policybrief.compose.vocabulary import AT, MarkupError, faults
from policybrief.locale import dates as locale_dates
from policybrief.locale.locale import Locale
from policybrief.ooxml.xml import safe_parser
from policybrief.text import dates
from policybrief.text import document as doc
from policybrief.text.dates import Date


def parse(
    xml: str, numbers: Mapping[str, int], properties: doc.Properties, locale: Locale
) -> tuple[doc.Deck | doc.Memo, list[MarkupError]]:
    """The document that rendered markup describes, and all the faults found in it.

    `numbers` gives each source's number; the numbers of charts are written as in `locale`. Raises `MarkupError` where
    the text is not XML or has an unknown root.
    """
    for word in ("<!DOCTYPE", "<![CDATA["):
        if word in xml:
            raise MarkupError(f"a template can't hold {word}", "", "write elements, and &lt; for the character <")
    # Without huge_tree libxml2 itself ends what is nested too deep, before any recursion of ours.
    parser = safe_parser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, xml) from None
    if root.tag not in get_args(Kind):
        hint = "put everything inside one <deck> or <memo>"
        raise MarkupError(f"a template renders <deck> or <memo>, not <{root.tag}>", root.get(AT, ""), hint)
    if found := list(faults(root)):
        return doc.Memo((), (), properties), found
    reader = _Parser(numbers, properties, locale)
    readers: Mapping[str, Callable[[Any], doc.Deck | doc.Memo]] = {"deck": reader.deck, "memo": reader.memo}
    return readers[root.tag](root), reader.faults


_SYNTAX = (
    (r"Opening and ending tag mismatch: (\w+).* and (\w+)", r"<\1> is not closed before </\2>", ""),
    (r"Premature end of data in tag (\S+)", r"<\1> is never closed", r"write </\1>"),
    (r"Entity '(\S+)' not defined", r"&\1; is not known here", "type the character itself"),
    (r"(xmlParseEntityRef|EntityRef)", "there is a bare '&' here or below", "write &amp; for the character &"),
    (r"StartTag: invalid element name", "there is a bare '<' here or below", "write &lt; for the character <"),
    (r"Excessive depth", "elements are nested more than 250 deep here", "one <b> and one <i> are enough for a text"),
    (r"Extra content", "there is something after the end", "put everything inside one <deck> or <memo>"),
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

    def __init__(self, numbers: Mapping[str, int], properties: doc.Properties, locale: Locale) -> None:
        super().__init__(numbers, locale)
        self.properties = properties

    # -- documents

    def deck(self, root: Any) -> doc.Deck:
        slides = tuple(self.slide(node) for node in root.iterchildren("slide"))
        return doc.Deck(
            sections.sectioned(slides, self.locale),
            self.properties,
            self.child(root, "footer"),
            self.child(root, "date"),
            self.markings(root),
            self.fields(root.find("designation")),
            self.locale.continued,
        )

    def slide(self, node: Any) -> doc.Slide:
        notes = node.find("notes")
        self._memo_only(node)
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
            fields=self.fields(node),
            id=self.plain(node, "id"),
            number=self.plain(node, "number"),
            back=self.back(node),
        )

    def back(self, slide: Any) -> doc.Text:
        """The words at a slide's foot that lead to another."""
        node = slide.find("back")
        if node is None:
            return ()
        return tuple(replace(run, link=f"#{self.plain(node, 'to')}") for run in self.text(node))

    def memo(self, root: Any) -> doc.Memo:
        for node in root.iterfind(".//sources//*"):
            if node.tag in ("levels", "bears") or (node.getparent().tag == "entry" and node.tag in ("name", "note")):
                message = f"<{node.tag}> of <{node.getparent().tag}> is for the deck"
                self.faults.append(MarkupError(message, node.get(AT, ""), "a memo lists references alone"))
        blocks = self.blocks(root)
        lists = [block for block in blocks if isinstance(block, doc.SourceList)]
        return doc.Memo(
            title=self.child(root, "title"),
            blocks=tuple(block for block in blocks if not isinstance(block, doc.SourceList)),
            properties=self.properties,
            kicker=self.child(root, "kicker"),
            aside=self.child(root, "aside"),
            above=self.fields(root, above=True),
            title_label=self.words(root.find("title"), "label"),
            fields=self.fields(root),
            sources=lists[-1] if lists else None,
            markings=self.markings(root),
            designation=self.fields(root.find("designation")),
            kicker_align=_word(root.find("kicker"), "align", "left") if root.find("kicker") is not None else "left",
        )

    def markings(self, root: Any) -> tuple[doc.Text, ...]:
        """The lines of the marking, without those that turn out empty."""
        return tuple(text for node in root.iterchildren("marking") if (text := self.text(node)))

    def fields(self, node: Any, above: bool = False) -> doc.Fields:
        """The fields of an element that has some: those after its title, if there is one, or those `above` it."""
        children = list(node) if node is not None else []
        tags = [child.tag for child in children]
        title = tags.index("title") if "title" in tags else 0
        fields = [child for child in (children[:title] if above else children[title:]) if child.tag == "field"]
        return tuple((self.words(field, "label"), self.text(field)) for field in fields)

    def _memo_only(self, slide: Any) -> None:
        """What a memo may give up for its page has no meaning on a slide."""
        for node in slide.iter():
            if node.tag not in _MEMO_ELEMENTS and not _MEMO_ATTRIBUTES.intersection(node.keys()):
                continue
            for wrong, named in (
                (attribute(node, "optional"), "'optional'"),
                (attribute(node, "align"), "'align'"),
                (attribute(node, "mark"), "'mark'"),
                (node.tag == "title" and attribute(node, "label"), "'label'"),
                (node.tag == "item" and node.find("decision") is not None, "an item's <decision>"),
            ):
                if wrong:
                    hint = "a slide shows what it holds, or it is an error"
                    self.faults.append(MarkupError(f"{named} is for the memo", node.get(AT, ""), hint))

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
        if not text:
            return None
        return doc.Paragraph(text, node.get(AT, ""), _word(node, "role", "body"), self.rank(node))

    def bullets(self, node: Any) -> doc.Bullets | None:
        items = tuple(self.text(li) for li in node)
        return doc.Bullets(items, node.get(AT, ""), node.tag == "ol", self.rank(node)) if items else None

    def items(self, node: Any) -> doc.Items | None:
        items = tuple(self.item(child) for child in node)
        labels = doc.Labels(self.words(node, "headline"), self.words(node, "text"), self.words(node, "aside"))
        kind = _word(node, "kind", "")
        whole = attribute(node, "whole") == "true"
        return doc.Items(items, node.get(AT, ""), self.rank(node), kind, labels, whole) if items else None

    def item(self, node: Any) -> doc.Item:
        number, short = attribute(node, "number"), self.child(node, "short")
        asked = node.find("decision")
        decision = self.decision(asked) if asked is not None else None
        headline, text, note = (self.child(node, name) for name in ("headline", "text", "note"))
        rests_on = tuple(filter(None, map(self.text, node.iterchildren("rests"))))
        likelihood = self.likelihood(node.find("likelihood"))
        return doc.Item(headline, text, number, self.confidence(node), short, decision, note, rests_on, likelihood)

    def confidence(self, node: Any) -> doc.Confidence | None:
        """The confidence that an element holds, if any."""
        sign = node.find("confidence")
        return doc.Confidence(_word(sign, "level", "high"), self.text(sign)) if sign is not None else None

    def likelihood(self, node: Any) -> doc.Likelihood | None:
        """An item's likelihood with its interval."""
        if node is None:
            return None
        term = attribute(node, "term")
        if not term:
            hint = "it is drawn by that: likely, very_unlikely …"
            self.faults.append(MarkupError("<likelihood> needs the attribute 'term'", node.get(AT, ""), hint))
            return None
        low, high = PERCENT[cast("Likelihood", term)]
        nothing, certain = ((doc.Run(self.locale.percentage(end), at=node.get(AT, "")),) for end in (0, 100))
        return doc.Likelihood(low, high, self.text(node), (nothing, certain))

    def table(self, node: Any) -> doc.Table | None:
        rows = [tuple(self.text(cell) for cell in row) for row in node]
        widths = {len(row) for row in rows}
        if len(widths) > 1:
            self.faults.append(
                MarkupError(f"the rows of <{node.tag}> differ in their number of cells", node.get(AT, ""))
            )
            return None
        tones = tuple(attribute(cell, "tone") for cell in node[0])
        alt = self.words(node, "alt")
        made = doc.Comparison if node.tag == "comparison" else doc.Table
        return made(rows[0], tuple(rows[1:]), alt, node.get(AT, ""), tones, self.rank(node))

    def matrix(self, node: Any) -> doc.Matrix | None:
        lists = {_word(child, "kind", ""): self.items(child) for child in node}
        judgments, recommendations = lists.get("judgments"), lists.get("recommendations")
        if len(node) != 2 or judgments is None or recommendations is None:
            message = "<matrix> holds the judgments and the recommendations that it crosses"
            hint = 'write <items kind="judgments"> and <items kind="recommendations"> into it, each with an <item>'
            self.faults.append(MarkupError(message, node.get(AT, ""), hint))
            return None
        labels = self.words(node, "rows"), self.words(node, "columns")
        return doc.Matrix(judgments, recommendations, self.words(node, "alt"), *labels, node.get(AT, ""))

    def callout(self, node: Any) -> doc.Callout:
        return doc.Callout(self.text(node), self.child(node, "label"), node.get(AT, ""), self.rank(node))

    def quote(self, node: Any) -> doc.Quote:
        return doc.Quote(self.text(node), self.child(node, "attribution"), node.get(AT, ""), self.rank(node))

    def evidence(self, node: Any) -> doc.Evidence:
        judged, pieces, sure, bearing = (node.find(name) for name in ("judged", "pieces", "sure", "bearing"))
        labels = tuple(
            self.words(part, "label") if part is not None else () for part in (judged, pieces, sure, bearing)
        )
        return doc.Evidence(
            self.child(node, "judged"),
            tuple(self.piece(child) for child in pieces) if pieces is not None else (),
            self.confidence(sure) if sure is not None else None,
            self.child(sure, "text") if sure is not None else (),
            self.likelihood(sure.find("likelihood")) if sure is not None else None,
            tuple(self.item(child) for child in bearing) if bearing is not None else (),
            cast("Any", labels),
            at=node.get(AT, ""),
        )

    def piece(self, node: Any) -> doc.Piece:
        return doc.Piece(*(self.child(node, name) for name in ("attribution", "locator", "words")))

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

    def summary(self, node: Any) -> doc.Summary:
        return doc.Summary(self.steps(node), node.get(AT, ""))

    def steps(self, node: Any) -> tuple[doc.Step, ...]:
        """The steps of a summary, or those that a decision rests on."""
        return tuple(self.step(child) for child in node.iterchildren("step"))

    def step(self, node: Any) -> doc.Step:
        blocks = self.blocks(node)
        lists = [block for block in blocks if isinstance(block, doc.Items)]
        text = tuple(block for block in blocks if isinstance(block, doc.Paragraph))
        if len(lists) > 1 or not (lists or text):
            hint = "give each list a <step> of its own"
            self.faults.append(MarkupError("a <step> holds one <items>, or <p>", node.get(AT, ""), hint))
        return doc.Step(self.child(node, "title"), next(iter(lists), None), text)

    def balance(self, node: Any) -> doc.Balance:
        sides = tuple(
            doc.Side(
                self.child(child, "title"),
                tuple(self.text(point) for point in child.iterchildren("point")),
                attribute(child, "tone"),
            )
            for child in node.iterchildren("side")
        )
        aims = node.find("dilemma")
        return doc.Balance(sides, self.dilemma(aims) if aims is not None else None, node.get(AT, ""))

    def dilemma(self, node: Any) -> doc.Dilemma:
        aims = tuple(self.text(child) for child in node.iterchildren("aim"))
        return doc.Dilemma(self.child(node, "label"), self.child(node, "lead"), aims, node.get(AT, ""))

    def timeline(self, node: Any) -> doc.Timeline | None:
        events = tuple(self.event(child) for child in node)
        if not events:
            return None
        months, short, today = self.locale.months_alone, self.locale.months_short, self.properties.date
        return doc.Timeline(chronology.measured(events, self.locale), node.get(AT, ""), months, short, today)

    def event(self, node: Any) -> doc.Event:
        when, written = self.child(node, "when"), attribute(node, "at").strip()
        if written and not Date.written(written):
            self.faults.append(MarkupError(f"{written!r} is not a date", node.get(AT, ""), dates.FORM))
        date = Date.written(written) or locale_dates.read(doc.plain(when), self.locale)
        return doc.Event(when, self.child(node, "text"), date)

    def figures(self, node: Any) -> doc.KeyFigures:
        figures = tuple(
            doc.KeyFigure(*(self.child(child, name) for name in ("value", "label", "text"))) for child in node
        )
        return doc.KeyFigures(figures, node.get(AT, ""))

    def chart(self, node: Any) -> doc.Chart:
        return charts.chart(node, self, self.locale, self.rank(node))

    def picture(self, node: Any) -> doc.Picture:
        return doc.Picture(
            attribute(node, "src").strip(),
            self.words(node, "alt"),
            self.child(node, "caption"),
            doc.path_of(self.words(node, "src")),
            node.get(AT, ""),
            points=tuple(filter(None, map(self.text, node.iterchildren("point")))),
        )

    def decision(self, node: Any) -> doc.Decision:
        options = tuple(self.text(child) for child in node.iterchildren("option"))
        kind = _word(node, "kind", "strip")
        if node.find("ask") is None and node.getparent().tag != "item" and kind != "band":
            self.faults.append(MarkupError("<decision> needs a <ask>", node.get(AT, "")))
        self._slide_only(node)
        return doc.Decision(
            self.child(node, "ask"),
            options,
            node.get(AT, ""),
            self.rank(node),
            _word(node, "mark", "box"),
            self.child(node, "label"),
            kind,
            self.child(node, "text"),
            self.fields(node),
            self.steps(node),
        )

    def _slide_only(self, decision: Any) -> None:
        """What a decision shows on a slide; most of it where it is the slide's own matter."""
        on_slide = next(decision.iterancestors("slide"), None) is not None
        band = on_slide and attribute(decision, "kind") == "band"
        for name, shown in (("field", on_slide), ("text", band), ("step", band)):
            if decision.find(name) is not None and not shown:
                hint = "only a slide's does" if name == "field" else 'only <decision kind="band"> on a slide does'
                self.faults.append(MarkupError(f"a <decision> shows no <{name}> here", decision.get(AT, ""), hint))

    def sources(self, node: Any) -> doc.SourceList:
        found = list(node.iterchildren("entry"))
        note, levels = node.find("note"), node.find("levels")
        label = self.child(node, "label")
        return doc.SourceList(
            tuple((attribute(child, "number"), self.text(child)) for child in found),
            self.child(node, "note"),
            label,
            node.get(AT, ""),
            self.rank(note) if note is not None else 0,
            tuple(self.detail(child) for child in found),
            tuple(self.item(child) for child in levels) if levels is not None else (),
            (label, self.words(node, "bears"), self.words(levels, "label") if levels is not None else ()),
        )

    def detail(self, node: Any) -> doc.SourceDetail:
        bears = (self.text(child) for child in node.iterchildren("bears"))
        return doc.SourceDetail(self.child(node, "name"), self.child(node, "note"), tuple(filter(None, bears)))

    def section(self, node: Any) -> doc.Section | None:
        blocks = self.blocks(node)
        if not blocks:
            return None
        heading, aside = self.child(node, "heading"), self.child(node, "aside")
        tone = attribute(node.find("heading"), "tone")
        return doc.Section(heading, blocks, aside, node.get(AT, ""), self.rank(node), tone)

    def rank(self, node: Any) -> int:
        """When a part of the memo is left out: 0 is never, 1 first."""
        words = attribute(node, "optional").strip()
        if not words or re.fullmatch("[0-9]{1,3}", words):
            return int(words or 0)
        hint = "write 1 for what goes first, 2 for what goes next; or {{ optional('avoid') }} for the brief's choice"
        self.faults.append(MarkupError(f"{words!r} is not a rank", node.get(AT, ""), hint))
        return 0


_MEMO_ELEMENTS = frozenset({"title", "item"})
_MEMO_ATTRIBUTES = frozenset({"optional", "align", "mark"})
"""Where what is for the memo alone can stand: an element that may hold it, and the attributes of any."""


def _word(node: Any, name: str, default: str) -> Any:
    return attribute(node, name, default)


_BLOCK_MAKERS: Mapping[str, Callable[[_Parser, Any], Any]] = {
    "p": _Parser.paragraph,
    "ul": _Parser.bullets,
    "ol": _Parser.bullets,
    "items": _Parser.items,
    "table": _Parser.table,
    "comparison": _Parser.table,
    "matrix": _Parser.matrix,
    "callout": _Parser.callout,
    "quote": _Parser.quote,
    "evidence": _Parser.evidence,
    "columns": _Parser.columns,
    "cards": _Parser.columns,
    "balance": _Parser.balance,
    "dilemma": _Parser.dilemma,
    "summary": _Parser.summary,
    "timeline": _Parser.timeline,
    "figures": _Parser.figures,
    "chart": _Parser.chart,
    "picture": _Parser.picture,
    "decision": _Parser.decision,
    "sources": _Parser.sources,
    "section": _Parser.section,
}
