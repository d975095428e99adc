"""What of an article may be a recommendation, and what each shows: its grammar, its place, and what stands beside it.

Traits are told of every entry of a list, every heading and every sentence, whatever its words are about; how much each
trait counts is learned (`weights.yaml`, made by `tools/weigh.py`). So this module decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from policybrief.sources.article import (
    counters,
    demands,
    entries,
    imperatives,
    leads,
    marks,
    needs,
    openings,
    sections,
    urging,
    words,
)
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article, Heading
from policybrief.text.records import dataclass

Kind = Literal["bullet", "lead", "sentence", "heading"]
Traits = dict[str, float]
_MODAL = re.compile(
    r"\b(?:(?P<should>should|ought)|(?P<must>must|needs? to|shall|ha(?:s|ve) to)|(?P<could>could|might|can|may)"
    r"|(?P<will>would|will))\b",
    re.IGNORECASE,
)
_EARLY, _LATE = 0.2, 2 / 3
_SHORT, _LONG, _AT_ONCE = 6, 35, 7
"""Words of a short and of a long sentence; before the verb of one that comes to it at once."""
_NEAR = 40
"""Sentences of a paragraph that are looked at beside another."""
_PRONOUN = re.compile(r"(?:It|He|She|They|This|That|There|These|Those|You)\b")
_AUTHORS = re.compile(r"(?:I|We|The authors?|The committee|This (?:paper|report))\b")
_PAST = re.compile(r"\b(?:was|were|had|did|said|found|told|[a-z]{3,}ed)\b")
_OF_WHAT_TO_DO = re.compile(
    r"recom|propos|priorit|agenda|do\b|steps|should|must|ask|demand|action|plan\b|options|need|empfehl|forderung"
    r"|propuest|рекоменд|пропоз|建议",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?:{words.pattern('label').pattern})\b", re.IGNORECASE)
_LABEL_BEHIND = re.compile(rf"\((?:{words.pattern('label').pattern})[^()]{{0,30}}\)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """What may be one recommendation; `at` is the place of its passage among the article's, `number` its own there."""

    kind: Kind
    text: str
    candidate: Candidate
    at: int
    number: int = 0


def is_bare_order(text: str) -> bool:
    """Whether a text begins as orders do, whatever the verb: `Fund the`, with a bare word before what it is done to."""
    opened = openings.FURTHER.sub("", text).lstrip(" ,")
    match = _BARE.match(opened[:1].upper() + opened[1:])
    return match is not None and not words.has("no_verb", match["verb"]) and words.has("determiner", match["next"])


_BARE = re.compile(r"(?P<verb>[A-Z][a-z]+)(?:,? and [a-z]+)? (?P<next>[\w’'-]+)")


def grammar(text: str) -> Traits:
    """What a sentence shows by itself."""
    said = marks.unmarked(counters.uncounted(counters.ENTRY.sub("", text)))
    modal = _MODAL.search(said)
    before = said[: modal.start()] if modal else " ".join(said.split()[:8])
    count = len(said.split())
    clause = openings.clause(said)
    shown = {
        "order": imperatives.is_order(said),
        "bare order": is_bare_order(said),
        **{name: words.has(name, said) for name in ("urges", "advises", "should", "reported", "disclaims", "options")},
        **{name: words.has(name, clause) for name in ("rule", "bound", "anybody", "goes_on", "expected", "announces")},
        "must": bool(demands.MUST.search(said)),
        "told": demands.is_told(said),
        "shows": imperatives.shows(said),
        "modal at once": modal is not None and len(before.split()) <= _AT_ONCE,
        **({f"modal {modal.lastgroup}": True} if modal else {}),
        "needs": bool(re.search(r"\bneeds?\b", said)),
        "needs each": needs.of_each(said),
        "institution": words.has("institutions", before),
        "pronoun": bool(_PRONOUN.match(said)),
        "authors": bool(_AUTHORS.match(said)),
        "past": bool(_PAST.search(said)),
        "quotes": bool(re.search(r"[“”\"«»]", said)),
        "number": bool(re.search(r"\d", said)),
        "short": count < _SHORT,
        "long": count > _LONG,
        "further": counters.begins_entry(said),
        "counted": said != text,
        "label": bool(_LABEL.match(text)),
        "label behind": bool(_LABEL_BEHIND.search(text)),
    }
    return {name: 1.0 for name, is_so in shown.items() if is_so}


def _is_strong(traits: Traits) -> bool:
    return any(name in traits for name in ("order", "bare order", "urges", "advises", "asked"))


def names_them(title: str) -> bool:
    return words.is_one("recommendations", title) and not words.is_one("no_recommendations", title)


class ShownArticle:
    """The units of an article with their traits."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._above = dict(_parents(article.headings))
        self._has_section = any(names_them(each.section.title) for each in article.headings if not each.section.speaker)
        stated = [(passage, said) for passage in article.passages for said in urging.stated(passage.text)]
        self._stated = set(stated)
        self._asked = {(each.passage, each.words) for each in demands.asked(stated)}
        outer = {each for inside in article.by_section.values() for each in entries.outer(inside)}
        self.units = [
            unit
            for at, passage in enumerate(article.passages)
            if (passage.kind != "bullet" or passage in outer) and passage not in article.quoted
            for unit in _units(at, passage)
            if not unit.text.endswith((":", "：", "?", "？"))
        ]
        self._forms = [self._form(unit) for unit in self.units]
        self._by_list: dict[tuple[object, Kind], list[int]] = {}
        self._by_passage: dict[int, list[int]] = {}
        for rank, unit in enumerate(self.units):
            self._by_list.setdefault((unit.candidate.passage.section, unit.kind), []).append(rank)
            self._by_passage.setdefault(unit.at, []).append(rank)
        self._strong = [_is_strong(form) for form in self._forms]
        self._orders = ["order" in form or "bare order" in form for form in self._forms]
        self._dense = _share(self._strong)
        self._counts = {
            of: (sum(self._strong[rank] for rank in ranks), sum(self._orders[rank] for rank in ranks), len(ranks) - 1)
            for of, ranks in self._by_list.items()
        }
        self._announcing = self._announce()

    def _form(self, unit: Unit) -> Traits:
        passage = unit.candidate.passage
        if unit.kind == "lead":
            behind = grammar(passage.text[passage.lead :].lstrip(" .:–—-") or passage.text)
            kept: Traits = {name: 1.0 for name in ("urges", "advises", "should", "institution") if name in behind}
            return {**grammar(passage.text[: passage.lead]), **kept}
        return grammar(unit.text) | ({"asked": 1.0} if (passage, unit.text) in self._asked else {})

    @cached_property
    def traits(self) -> list[Traits]:
        """Of each unit, in their order."""
        return [
            {**form, **{name: float(value) for name, value in self._place(rank, _is_strong(form)).items() if value}}
            for rank, form in enumerate(self._forms)
        ]

    def _place(self, rank: int, is_strong: bool) -> dict[str, float | bool]:
        unit, last = self.units[rank], max(1, len(self._article.passages) - 1)
        passage, kind = unit.candidate.passage, unit.kind
        title = passage.section.title
        is_inside = any(map(names_them, (title, *self._above.get(passage.section.number, ()))))
        strong, orders, others = self._counts[passage.section, kind]
        around = [other for at in (-1, 0, 1) for other in self._by_passage.get(unit.at + at, [])[:_NEAR]]
        near = _share([self._strong[other] for other in around if other != rank])
        share = (strong - is_strong) / max(1, others)
        sentence = kind == "sentence"
        return {
            f"is {kind}": True,
            "first": unit.number == 0,
            "inside": is_inside,
            "inside certain": names_them(title) and words.is_one("certain", title),
            f"inside {kind}": is_inside,
            "inside strong": is_inside and is_strong,
            "inside weak": is_inside and sentence and not is_strong and unit.number > 0,
            "outside": self._has_section and not is_inside,
            "outside strong": self._has_section and not is_inside and is_strong,
            **{f"in {name}": words.is_one(name, title) for name in ("concludes", "conclusions", "summary", "response")},
            "heading of what to do": bool(_OF_WHAT_TO_DO.search(title)),
            "heading is order": bool(title) and _orders(title),
            "answer": bool(passage.section.speaker),
            "below a question": title.endswith(("?", "？")),
            "question": "question" in title.casefold(),
            "late": unit.at / last > _LATE,
            "early": unit.at / last < _EARLY,
            "late strong": unit.at / last > _LATE and is_strong,
            "siblings": share,
            f"siblings {kind}": share,
            "siblings order": (orders - self._orders[rank]) / max(1, others),
            "several": others > 1,
            "near": near,
            "near one": near > 0,
            **self._announced(unit),
            "not stated": sentence and (passage, unit.text) not in self._stated,
            "deep": passage.depth > 1,
            "marker": bool(re.search(r"\w", passage.marker)),
            "strong": is_strong,
            f"strong {kind}": is_strong,
            "dense": self._dense,
        }

    def _announced(self, unit: Unit) -> dict[str, float | bool]:
        """What the sentence above an entry's list says."""
        above = self._announcing.get(unit.at)
        if above is None or above.section != unit.candidate.passage.section:
            return {}
        said = sentences(above.text)[-1]
        urged = words.has("urges", said) or words.has("should", said) or "recommend" in said.casefold()
        return {"announced": said.endswith((":", "：")), "announced to do": bool(said) and urged}

    def _announce(self) -> dict[int, Passage]:
        """By the place of each entry of a list, the paragraph above the list."""
        above, announcing = None, {}
        for at, passage in enumerate(self._article.passages):
            if passage.kind != "bullet":
                above = passage
            elif above is not None:
                announcing[at] = above
        return announcing


def _share(are_so: Sequence[bool]) -> float:
    return sum(are_so) / len(are_so) if are_so else 0.0


def _orders(title: str) -> bool:
    bare = sections.unnumbered(title)
    return imperatives.is_order(bare) or is_bare_order(bare)


def _parents(headings: Sequence[Heading]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """By its number, the headings above each section."""
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        yield heading.section.number, tuple(each.section.title for each in above)
        above.append(heading)


def _units(at: int, passage: Passage) -> Iterator[Unit]:
    if passage.kind == "bullet":
        yield Unit("bullet", passage.text, Candidate.of(passage.text, passage), at)
        return
    said = sentences(passage.text)
    has_lead = 0 < passage.lead < len(passage.text)
    if has_lead:
        yield Unit("lead", passage.text, leads.with_lead(passage), at)
    for number, sentence in enumerate(said[has_lead:], int(has_lead)):
        yield Unit("sentence", sentence, Candidate.of(marks.unmarked(sentence), passage), at, number)
