"""The markup of blocks, as slides and memos have them: a function for each element; of exhibits see `exhibits`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from policybrief.brief import terms
from policybrief.compose import charts, exhibits, tables
from policybrief.compose.acronyms import Acronyms
from policybrief.compose.footnotes import Spoken
from policybrief.compose.markup_text import TextReader, attribute, word
from policybrief.compose.vocabulary import AT, MarkupError
from policybrief.text.blocks import Column, Columns, Evidence, Piece, Section, SourceDetail, SourceList
from policybrief.text.exhibits import Matrix
from policybrief.text.items import Confidence, Decision, Item, Items, Labels, Likelihood, Step, Summary
from policybrief.text.prose import Bullets, Callout, Paragraph, Prose, Quote
from policybrief.text.run import Run, Text


class BlockReader(TextReader):
    """Turns valid elements into the blocks of a document; an element that says nothing becomes none."""

    def blocks(self, node: Any) -> tuple[Any, ...]:
        """The blocks among the children of an element, without those that turn out empty."""
        found: list[Any] = []
        for child in node:
            if child.tag == "p":
                found += self.prose(child)
            elif child.tag in _READERS and (block := _READERS[child.tag](self, child)) is not None:
                found.append(block)
        return tuple(found)

    def prose(self, node: Any) -> Prose:
        """The paragraphs and lists of an element: one paragraph, but where a value of the brief has several."""
        made: list[Paragraph | Bullets] = []
        for passage, text in self.passages(node):
            last = made[-1] if made else None
            if passage is None or not passage.listed:
                made.append(self._paragraph(node, text))
            elif not isinstance(last, Bullets) or (passage.begins and not passage.inner):
                ordered = passage.listed == "ol"
                made.append(
                    Bullets((text,), node.get(AT, ""), ordered, self.rank(node), passage.number if ordered else 1)
                )
            elif passage.inner:
                inner = last.inner or ((),) * len(last.items)
                made[-1] = replace(last, inner=(*inner[:-1], (*inner[-1], text)))
            else:
                made[-1] = replace(last, items=(*last.items, text), inner=(*last.inner, ()) if last.inner else ())
        return tuple(made)

    def paragraph(self, node: Any) -> Paragraph | None:
        """An element as one paragraph, where there is no room for several."""
        text = self.text(node)
        return self._paragraph(node, text) if text else None

    def _paragraph(self, node: Any, text: Text) -> Paragraph:
        role: Any = word(node, "role", "body") if node.tag == "p" else "body"
        return Paragraph(text, node.get(AT, ""), role, self.rank(node))

    def led(self, node: Any) -> tuple[Text, Prose]:
        """The first paragraph of an element, and what follows it."""
        found = self.prose(node) if node is not None else ()
        if found and isinstance(found[0], Paragraph):
            return found[0].text, found[1:]
        return (), found

    def spoken(self, node: Any) -> tuple[Any, ...]:
        """The blocks of what is said aloud."""
        before = self.noting, self.acronyms
        self.noting, self.acronyms = Spoken(self.citing), Acronyms({}, self.locale)
        try:
            return self.blocks(node)
        finally:
            self.noting, self.acronyms = before

    def bullets(self, node: Any) -> Bullets | None:
        items = tuple(self.text(li) for li in node)
        return Bullets(items, node.get(AT, ""), node.tag == "ol", self.rank(node)) if items else None

    def items(self, node: Any) -> Items | None:
        items = tuple(self.item(child) for child in node)
        labels = Labels(self.words(node, "headline"), self.words(node, "text"), self.words(node, "aside"))
        kind = word(node, "kind", "")
        whole = attribute(node, "whole") == "true"
        return Items(items, node.get(AT, ""), self.rank(node), kind, labels, whole) if items else None

    def item(self, node: Any) -> Item:
        number, short = attribute(node, "number"), self.child(node, "short")
        asked = node.find("decision")
        decision = self.decision(asked) if asked is not None else None
        headline, (text, more), note = (
            self.child(node, "headline"),
            self.led(node.find("text")),
            self.child(node, "note"),
        )
        rests_on = tuple(filter(None, map(self.text, node.iterchildren("rests"))))
        likelihood = self.likelihood(node.find("likelihood"))
        fields = tuple((label, words) for label, words in self.fields(node) if words)
        sure = self.confidence(node)
        return Item(headline, text, number, sure, short, decision, note, rests_on, likelihood, fields, more)

    def confidence(self, node: Any) -> Confidence | None:
        """The confidence that an element holds, if any."""
        sign = node.find("confidence")
        return Confidence(word(sign, "level", "high"), self.text(sign)) if sign is not None else None

    def likelihood(self, node: Any) -> Likelihood | None:
        """An item's likelihood with its interval."""
        if node is None:
            return None
        term = attribute(node, "term")
        if not term:
            hint = "it is drawn by that: likely, very_unlikely …"
            self.faults.append(MarkupError("<likelihood> needs the attribute 'term'", node.get(AT, ""), hint))
            return None
        low, high = terms.PERCENT[cast("terms.Likelihood", term)]
        nothing, certain = ((Run(self.locale.percentage(end), at=node.get(AT, "")),) for end in (0, 100))
        return Likelihood(low, high, self.text(node), (nothing, certain))

    def matrix(self, node: Any) -> Matrix | None:
        lists = {word(child, "kind", ""): self.items(child) for child in node}
        judgments, recommendations = lists.get("judgments"), lists.get("recommendations")
        if len(node) != 2 or judgments is None or recommendations is None:
            message = "<matrix> holds the judgments and the recommendations that it crosses"
            hint = 'write <items kind="judgments"> and <items kind="recommendations"> into it, each with an <item>'
            self.faults.append(MarkupError(message, node.get(AT, ""), hint))
            return None
        labels = self.words(node, "rows"), self.words(node, "columns")
        return Matrix(judgments, recommendations, self.words(node, "alt"), *labels, node.get(AT, ""))

    def callout(self, node: Any) -> Callout:
        return Callout(self.text(node), self.child(node, "label"), node.get(AT, ""), self.rank(node))

    def quote(self, node: Any) -> Quote:
        return Quote(self.text(node), self.child(node, "attribution"), node.get(AT, ""), self.rank(node))

    def evidence(self, node: Any) -> Evidence:
        judged, pieces, sure, bearing = (node.find(name) for name in ("judged", "pieces", "sure", "bearing"))
        labels = tuple(
            self.words(part, "label") if part is not None else () for part in (judged, pieces, sure, bearing)
        )
        judge, more = self.led(judged)
        return Evidence(
            judge,
            tuple(self.piece(child) for child in pieces) if pieces is not None else (),
            self.confidence(sure) if sure is not None else None,
            self.child(sure, "text") if sure is not None else (),
            self.likelihood(sure.find("likelihood")) if sure is not None else None,
            tuple(self.item(child) for child in bearing) if bearing is not None else (),
            cast("Any", labels),
            at=node.get(AT, ""),
            more=more,
        )

    def piece(self, node: Any) -> Piece:
        return Piece(*(self.child(node, name) for name in ("attribution", "locator", "words")))

    def columns(self, node: Any) -> Columns | None:
        columns = tuple(
            Column(
                self.child(child, "title"),
                self.blocks(child),
                attribute(child, "number"),
                attribute(child, "tone"),
            )
            for child in node
        )
        kind: Any = "cards" if node.tag == "cards" else word(node, "kind", "open")
        return Columns(columns, kind, node.get(AT, "")) if columns else None

    def summary(self, node: Any) -> Summary:
        return Summary(self.steps(node), node.get(AT, ""))

    def steps(self, node: Any) -> tuple[Step, ...]:
        """The steps of a summary, or those that a decision rests on."""
        return tuple(self.step(child) for child in node.iterchildren("step"))

    def step(self, node: Any) -> Step:
        lists = [items for child in node.iterchildren("items") if (items := self.items(child))]
        text = tuple(said for child in node.iterchildren("p") if (said := self.paragraph(child)))
        if len(lists) > 1 or not (lists or text):
            hint = "give each list a <step> of its own"
            self.faults.append(MarkupError("a <step> holds one <items>, or <p>", node.get(AT, ""), hint))
        return Step(self.child(node, "title"), next(iter(lists), None), text)

    def decision(self, node: Any) -> Decision:
        options = tuple(self.text(child) for child in node.iterchildren("option"))
        kind = word(node, "kind", "strip")
        if node.find("ask") is None and node.getparent().tag != "item" and kind != "band":
            self.faults.append(MarkupError("<decision> needs a <ask>", node.get(AT, "")))
        self._slide_only(node)
        return Decision(
            self.child(node, "ask"),
            options,
            node.get(AT, ""),
            self.rank(node),
            word(node, "mark", "box"),
            self.child(node, "label"),
            kind,
            self.child(node, "text"),
            self.fields(node),
            self.steps(node),
            self._consequences(node, len(options)),
        )

    def _consequences(self, decision: Any, answers: int) -> tuple[Text, ...]:
        """What follows from each answer, or nothing."""
        consequences = tuple(self.text(child) for child in decision.iterchildren("consequence"))
        if consequences and len(consequences) != answers:
            hint = "write one behind each <option>, or none"
            self.faults.append(
                MarkupError("<decision> needs a <consequence> for each <option>", decision.get(AT, ""), hint)
            )
        return consequences

    def _slide_only(self, decision: Any) -> None:
        """What a decision shows on a slide; most of it where it is the slide's own matter."""
        on_slide = next(decision.iterancestors("slide"), None) is not None
        band = on_slide and attribute(decision, "kind") == "band"
        for name, shown in (("field", on_slide), ("text", band), ("step", band)):
            if decision.find(name) is not None and not shown:
                hint = "only a slide's does" if name == "field" else 'only <decision kind="band"> on a slide does'
                self.faults.append(MarkupError(f"a <decision> shows no <{name}> here", decision.get(AT, ""), hint))
        in_box = not on_slide and attribute(decision, "mark") != "line" and decision.getparent().tag != "item"
        if decision.find("consequence") is not None and not (band or in_box):
            hint = "a slide's <decision kind=\"band\"> does, and a memo's with boxes"
            self.faults.append(MarkupError("a <decision> shows no <consequence> here", decision.get(AT, ""), hint))

    def sources(self, node: Any) -> SourceList:
        entries, numbered = list(node.iterchildren("entry")), self.citing.form != "author-date"
        note, levels = node.find("note"), node.find("levels")
        label = self.child(node, "label")
        return SourceList(
            tuple((attribute(child, "number") if numbered else "", self.text(child)) for child in entries),
            self.child(node, "note"),
            label,
            node.get(AT, ""),
            self.rank(note) if note is not None else 0,
            tuple(self.detail(child) for child in entries),
            tuple(self.item(child) for child in levels) if levels is not None else (),
            (label, self.words(node, "bears"), self.words(levels, "label") if levels is not None else ()),
        )

    def detail(self, node: Any) -> SourceDetail:
        bears = (self.text(child) for child in node.iterchildren("bears"))
        return SourceDetail(self.child(node, "name"), self.child(node, "note"), tuple(filter(None, bears)))

    def section(self, node: Any) -> Section | None:
        blocks = self.blocks(node)
        if not blocks:
            return None
        heading, aside = self.child(node, "heading"), self.child(node, "aside")
        tone = attribute(node.find("heading"), "tone")
        return Section(heading, blocks, aside, node.get(AT, ""), self.rank(node), tone)


_READERS: Mapping[str, Callable[[BlockReader, Any], Any]] = {
    "ul": BlockReader.bullets,
    "ol": BlockReader.bullets,
    "items": BlockReader.items,
    "table": tables.table,
    "comparison": tables.table,
    "options": exhibits.options,
    "matrix": BlockReader.matrix,
    "callout": BlockReader.callout,
    "quote": BlockReader.quote,
    "evidence": BlockReader.evidence,
    "columns": BlockReader.columns,
    "cards": BlockReader.columns,
    "balance": exhibits.balance,
    "dilemma": exhibits.dilemma,
    "summary": BlockReader.summary,
    "timeline": exhibits.timeline,
    "figures": exhibits.figures,
    "chart": charts.chart,
    "picture": exhibits.picture,
    "decision": BlockReader.decision,
    "sources": BlockReader.sources,
    "section": BlockReader.section,
}
