"""From lists to blocks: judgments with how sure they are, recommendations with what they rest on, and plain lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from policybrief.locale.locale import Locale
from policybrief.memo.fit.decision import Choice, ChoiceLine
from policybrief.memo.fit.ladder import Cut, name_of
from policybrief.memo.fit.lists import InnerList, ListBlock, ListItem, Wording
from policybrief.memo.fit.looks import ANSWER, BODY, NUMERAL, SMALL, SMALL_NUMERAL, WORD
from policybrief.memo.fit.marks import ConfidenceMark, Numeral, RestsOn
from policybrief.memo.fit.pen import Flowable, TextBlock
from policybrief.memo.fit.setter import Branch, Setter
from policybrief.memo.fit.words import WordLook
from policybrief.pdf.ink import Node
from policybrief.text.items import Confidence, Decision, Item, Items
from policybrief.text.prose import Bullets, Paragraph
from policybrief.text.records import replace
from policybrief.text.run import Run, Text, path_of, plain
from policybrief.text.scripts import closed_up

Shape = Literal["", "circle", "square"]

_ITEM_GAP, _BULLET_GAP = 0.3, 0.2
_FILLED = {"high": 3, "moderate": 2, "low": 1}
_SHAPES: Mapping[str, Shape] = {"judgments": "circle", "recommendations": "square"}


class ListMaker:
    """Makes lists in the words of a `locale`, below the structure element that `setter` fills."""

    def __init__(self, setter: Setter, locale: Locale) -> None:
        self._setter, self._locale = setter, locale

    def bullets(self, block: Bullets) -> ListBlock:
        return self._bullets(block, self._setter.parent)

    def _bullets(self, block: Bullets, parent: Node, sign: str = "•") -> ListBlock:
        listing = parent.add("L", list_numbering="Decimal" if block.ordered else "Disc")
        items = []
        for place, text in enumerate(block.items):
            entry = listing.add("LI")
            label = self._label(f"{block.start + place}" if block.ordered else sign, block.at, entry, "")
            body = entry.add("LBody")
            words = self._setter.block(text, BODY, body.add("P"))
            inner = block.below(place)
            more = [InnerList(self._bullets(Bullets(inner, block.at), body, "–"))] if inner else ()
            items.append(ListItem(label, Wording(words, words, more)))
        return ListBlock(items, _BULLET_GAP)

    def _more(self, block: Paragraph | Bullets, body: Node) -> Flowable:
        """What a text goes on with."""
        if isinstance(block, Bullets):
            return InnerList(self._bullets(block, body))
        return self._setter.block(block.text, BODY, body.add("P"), space_after=True)

    def items(self, block: Items) -> ListBlock:
        numbered = any(item.number for item in block.items)
        listing = self._setter.parent.add("L", list_numbering="Decimal" if numbered else "Disc")
        return ListBlock([self._item(item, listing, block) for item in block.items], _ITEM_GAP, name_of(block))

    def _item(self, item: Item, listing: Node, block: Items) -> ListItem:
        """An item's elements in the order in which they are heard: number, text, what it means, how we know."""
        entry = listing.add("LI")
        label = self._label(item.number or "•", block.at, entry, _SHAPES.get(block.kind, "") if item.number else "")
        body = entry.add("LBody")
        node = body.add("P")
        more = bool(item.confidence or item.rests_on)
        text, short = (
            self._said(item.headline, _behind(words, fields), node, block.at, more or bool(item.note or item.more))
            for words, fields in ((item.text, () if item.more else item.assigned), (item.short, item.assigned))
        )
        place = len(body.kids)
        last = (Paragraph(item.assigned),) if item.more and item.fields else ()
        more_of_it = [self._more(block, body) for block in (*item.more, *last)]
        if item.more and item.short:
            self._setter.optional.append(Branch(Cut(name=name_of(block)), body, body.kids[place:]))
        note = self._setter.block(item.note, BODY, body.add("P"), space_after=more) if item.note else None
        margin = self._margin(item, body)
        return ListItem(
            label,
            _wording(text, note, more_of_it),
            margin,
            _wording(short, note) if item.short else None,
            self._answers(item.decision, body) if item.decision else None,
            note,
        )

    def _said(self, headline: Text, text: Text, node: Node, at: str, more: bool) -> TextBlock:
        """Headline and text; `more` is read on the same line or the next."""
        bold = tuple(replace(run, bold=True) for run in headline)
        gap = closed_up(plain(bold), " ", plain(text))
        joined = (*bold, *([Run(gap, at=at)] if gap else []), *text) if text else bold
        return self._setter.block(joined, BODY, node, space_after=more)

    def _margin(self, item: Item, body: Node) -> ConfidenceMark | RestsOn | None:
        if item.confidence:
            return self._confidence(item.confidence, body)
        return self._rests_on(item.rests_on, body) if item.rests_on else None

    def _confidence(self, confidence: Confidence, body: Node) -> ConfidenceMark:
        """The confidence word. On the page its column is headed; where it is heard it says itself what it is."""
        words = self._locale.words
        known = plain(confidence.word) == words.get(f"confidence_{confidence.level}")
        spoken = words.get(f"rated_{confidence.level}", "") if known else ""
        said = (Run(spoken, path_of(confidence.word)),) if spoken else ()
        word = self._setter.block(confidence.word, WORD, body.add("P").inline("Span", spoken=said), **SMALL)
        return ConfidenceMark(word, _FILLED[confidence.level])

    def _rests_on(self, numbers: Sequence[Text], body: Node) -> RestsOn:
        """Numbers of judgments: where they are heard, they say that they are."""
        node = body.add("P").inline("Span", spoken=self._locale.resting_on(numbers))
        look = replace(WORD, color="primary")
        return RestsOn([self._setter.block(number, look, node, True, **SMALL_NUMERAL) for number in numbers])

    def _answers(self, decision: Decision, body: Node) -> ChoiceLine:
        """An item's own decision: the answers, and then until when."""
        node, block = body.add("P"), self._setter.block
        choices = [Choice(block(text, BODY, node, True, **ANSWER), decision.mark) for text in decision.options]
        note = block(decision.ask, replace(BODY, color="muted"), node, **ANSWER) if decision.ask else None
        return ChoiceLine(choices, note)

    def _label(self, text: str, at: str, entry: Node, shape: Shape) -> Numeral:
        look = WordLook(bold=True, color="on_square" if shape == "square" else "primary")
        size = NUMERAL if shape else {}
        return Numeral(self._setter.block((Run(text, at=at),), look, entry.add("Lbl"), True, **size), shape)


def _behind(text: Text, assigned: Text) -> Text:
    """A text with who does it and by when behind it."""
    if not (text and assigned):
        return text or assigned
    return (*text, Run(closed_up(plain(text), " ", plain(assigned))), *assigned)


def _wording(text: TextBlock, note: TextBlock | None, more: Sequence[Flowable] = ()) -> Wording:
    return Wording(text, text.followed_by(note) if note else text, more)
